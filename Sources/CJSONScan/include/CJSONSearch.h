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

// A run of collected text and where it comes from.
typedef struct {
  uint64_t source;           // offset in the document
  uint32_t start;            // offset in the collected text
  uint16_t source_length;    // of an escape; 0 for text as it is
  uint16_t begins_token;
} cjson_piece;

typedef struct {
  uint8_t *text;             // decoded tokens, each followed by a line feed
  size_t text_count, text_capacity;
  cjson_piece *pieces;
  size_t piece_count, piece_capacity;
  size_t first;              // where the text of the slice itself begins; before it is context of a token that began earlier
} cjson_collection;

enum { CJSON_CONTEXT = 256, CJSON_OVERLAP = 16384 };

// Collects the text of `from..<to`, and of the last token up to CJSON_OVERLAP bytes more, so that matches in it can be completed.
// Returns false where memory is short. The collection may be used again, and is emptied by
// cjson_free_collection.
bool cjson_collect(const cjson_index *index, uint64_t from, uint64_t to, cjson_collection *collection);
void cjson_free_collection(cjson_collection *collection);
