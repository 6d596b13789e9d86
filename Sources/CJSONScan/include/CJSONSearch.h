// Search in what strings say, with their escapes decoded, and in numbers and literals as they are written. Both ways work on
// slices of the text, so that a search can stop and go on anywhere; a slice begins at a multiple of the group size
// (CJSON_BLOCK_SIZE * CJSON_BLOCKS_PER_GROUP), and has the matches that begin in it.
#pragma once

#include "CJSONIndex.h"

typedef struct {
  uint64_t start, end;
} cjson_match;

// Finds UTF-8 text literally, every match after the one before; with `ignore_case`, ASCII letters match either case. Matches
// begin in `from..<to` and not before `resume`. At most `capacity` are written; returns how many there are, and in `resume`
// where the last one ends.
size_t cjson_search_literal(const cjson_index *index, const uint8_t *needle, size_t length, bool ignore_case, uint64_t from,
                            uint64_t to, uint64_t *resume, cjson_match *matches, size_t capacity);

// The first place where `needle` stands in the bytes as they are, or `count`.
size_t cjson_find_bytes(const uint8_t *bytes, size_t count, const uint8_t *needle, size_t length, bool ignore_case);

// From `start` in the collected text on, text and document go on side by side from `source`; at an escape, until behind it.
typedef struct {
  uint64_t source;           // offset in the document
  uint32_t start;            // offset in the collected text
  uint32_t source_length;    // of an escape; 0 for text as it is
} cjson_piece;

typedef struct {
  uint8_t *text;             // decoded tokens; what stands between them as line feeds, at least one
  uint64_t *inside;          // one bit a byte of text, from the lowest: set in tokens
  size_t text_count, text_capacity;
  cjson_piece *pieces;       // the first one begins at 0
  size_t piece_count, piece_capacity;
  size_t first;              // where the text of the slice itself begins; before it is context of a token that began earlier
  size_t limit;              // where it ends; behind it is what completes the last token
  bool has_odd_escapes;      // such as are none and stand for two characters
} cjson_collection;

enum { CJSON_CONTEXT = 256, CJSON_OVERLAP = 16384 };

// Collects the text of `from..<to`, and of the last token up to CJSON_OVERLAP bytes more, so that matches in it can be completed.
// Returns false where memory is short. The collection may be used again, and is emptied by
// cjson_free_collection.
bool cjson_collect(const cjson_index *index, uint64_t from, uint64_t to, cjson_collection *collection);
void cjson_free_collection(cjson_collection *collection);

// Where the first byte that is not ASCII stands in bytes[from..<to], or `to`.
size_t cjson_find_wide(const uint8_t *bytes, size_t from, size_t to);

// The first place from `place` on that is in a token, or `count`.
static inline size_t cjson_next_inside(const uint64_t *inside, size_t place, size_t count) {
  if (place >= count) return count;
  size_t word = place / 64;
  uint64_t bits = inside[word] >> (place % 64);
  if (bits) return place + (size_t)__builtin_ctzll(bits);
  for (word++; word * 64 < count; word++)
    if (inside[word]) return word * 64 + (size_t)__builtin_ctzll(inside[word]);
  return count;
}

// The first place from `place` on that is in none, or `count`.
static inline size_t cjson_next_outside(const uint64_t *inside, size_t place, size_t count) {
  if (place >= count) return count;
  size_t word = place / 64;
  uint64_t bits = ~inside[word] >> (place % 64);
  if (bits) {
    place += (size_t)__builtin_ctzll(bits);
    return place < count ? place : count;
  }
  for (word++; word * 64 < count; word++) {
    if (!~inside[word]) continue;
    place = word * 64 + (size_t)__builtin_ctzll(~inside[word]);
    return place < count ? place : count;
  }
  return count;
}

// Where the token that has the byte before `place` begins; `place` where none has.
static inline size_t cjson_token_start(const uint64_t *inside, size_t place) {
  while (place > 0) {
    size_t last = place - 1;
    uint64_t bits = ~inside[last / 64] << (63 - last % 64);
    if (bits) return place - (size_t)__builtin_clzll(bits);
    place = last / 64 * 64;
  }
  return 0;
}

// The first run, from `at` on and in one token, of bytes whose entry in `members` is 1, not 0; at most `most` of them. False where
// there is none before `count`.
bool cjson_next_run(const cjson_collection *collection, const uint8_t members[256], size_t at, size_t count, size_t most,
                    size_t *start, size_t *end);

// How many such runs begin in `at..<count`, and where the first and the last of them do. `most` is 1 or no limit.
size_t cjson_count_runs(const cjson_collection *collection, const uint8_t members[256], size_t at, size_t count, size_t most,
                        size_t *first, size_t *last);
