// A tolerant structural index of JSON text. It has one small summary for every 1,024 bytes and none for single values, and
// answers where a row of the pretty-printed text begins, what encloses it and where a container ends, by reading summaries and
// scanning a block or two. Any bytes have an index: nothing here fails on malformed text.
//
// Rows. A row is what a pretty-printer puts on a line: a value with its key and comma, an opening or a closing bracket. The
// level of a row is the number of containers around its first token, where a closing bracket counts as inside its container.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CJSON_BLOCK_SIZE = 1024, CJSON_BLOCKS_PER_GROUP = 64, CJSON_LEVELS = 8 };

#define CJSON_NOWHERE 0xFFFFFFFFFFFFFFFFull
#define CJSON_ALL_LEVELS 0xFFFFFFFFu

typedef enum {
  CJSON_TOKEN_NONE = 0,
  CJSON_TOKEN_OPEN,
  CJSON_TOKEN_CLOSE,
  CJSON_TOKEN_COMMA,
  CJSON_TOKEN_COLON,
  CJSON_TOKEN_VALUE,  // a string, or a run of anything else
} cjson_token_class;

// What a scan needs to know of all bytes before it.
typedef struct {
  uint32_t depth;
  uint8_t in_string, escaped, in_run;
  uint8_t previous;  // cjson_token_class
} cjson_state;

typedef struct {
  uint32_t start_depth;
  uint32_t min_depth;               // the least depth anywhere in the block
  uint16_t rows;                    // rows that begin here
  uint16_t rows_before;             // rows that begin earlier in the group
  uint16_t levels[CJSON_LEVELS];    // rows that begin here at a level of at most min_depth + k
  uint8_t state;                    // the rest of cjson_state, packed
  uint8_t tokens;                   // 0 where no token begins here
  uint16_t unused;
} cjson_block;

typedef struct {
  uint64_t rows_before;
  uint32_t min_depth;
  uint32_t rows;
  uint32_t levels[CJSON_LEVELS];
} cjson_group;

// A text with its index. Blocks and groups are complete ones; what follows the last complete block is described by `tail`.
typedef struct {
  const uint8_t *bytes;
  uint64_t count;
  const cjson_block *blocks;
  uint64_t block_count;
  const cjson_group *groups;
  uint64_t group_count;
  cjson_block tail;
  cjson_state end;      // the state after the last byte
  uint64_t row_count;
} cjson_index;

// Summarises one block (at most CJSON_BLOCK_SIZE bytes) and carries the state over it. `first` marks the start of the text.
void cjson_scan_block(const uint8_t *bytes, size_t count, bool first, cjson_state *state, cjson_block *block);

// Summarises the complete blocks of `bytes[from..<count]` into `blocks` and `groups`; `from` must be a multiple of the block
// size, and `state` what the previous call left. Returns how far the index now reaches.
uint64_t cjson_extend(const uint8_t *bytes, uint64_t from, uint64_t count, cjson_state *state, cjson_block *blocks,
                      cjson_group *groups);

// Completes an index whose first six members are set: groups, rows, and the tail after the last complete block.
void cjson_finish_index(cjson_index *index, cjson_state state);

// Rows that begin in `from..<to` at `level` or above it (that is, with a level number of at most `level`).
uint64_t cjson_count_rows(const cjson_index *index, uint64_t from, uint64_t to, uint32_t level);

// Where the n-th such row (from 0) at or after `from` begins; CJSON_NOWHERE beyond the last.
uint64_t cjson_select_row(const cjson_index *index, uint64_t from, uint64_t n, uint32_t level);

// The state before the byte at `offset`.
cjson_state cjson_state_at(const cjson_index *index, uint64_t offset);

// The first bracket after `offset` that brings the depth to `depth` or less; CJSON_NOWHERE where the text ends before.
uint64_t cjson_find_close(const cjson_index *index, uint64_t offset, uint32_t depth);

// The opening brackets around the byte at `offset`, the outermost first, at most `capacity` of the innermost ones; their depths
// are consecutive and end at the depth of that place. Returns how many were written.
size_t cjson_enclosing(const cjson_index *index, uint64_t offset, uint64_t *opens, size_t capacity);

// The first row that begins at or after `offset`, and the last that begins at or before it; CJSON_NOWHERE where there is none.
uint64_t cjson_row_at_or_after(const cjson_index *index, uint64_t offset);
uint64_t cjson_row_at_or_before(const cjson_index *index, uint64_t offset);

// One token.
typedef struct {
  uint64_t start, end;       // bytes; a string with its quotes
  cjson_token_class kind;    // CJSON_TOKEN_NONE at the end of the text
  bool begins_row;
  bool closed;               // false for a string or run that goes on beyond the limit, and a string the text ends in
} cjson_token;

// The token at or after `offset`, which must not lie inside one; its end is looked for up to `limit`. `previous` is the token
// before it.
cjson_token cjson_next_token(const cjson_index *index, uint64_t offset, uint64_t limit, cjson_token_class previous);

// The end of the string that begins at `start`, however long: the byte after its closing quote, or the end of the text.
uint64_t cjson_string_end(const cjson_index *index, uint64_t start);
