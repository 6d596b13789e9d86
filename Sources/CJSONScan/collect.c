// Collects what a slice of the document says, for regular expressions.
#include "CJSONSearch.h"

#include <stdlib.h>

#include "escape.h"
#include "tokens.h"

static bool reserve(cjson_collection *collection, size_t text, size_t pieces) {
  if (collection->text_capacity < text) {
    uint8_t *memory = realloc(collection->text, text);
    if (!memory) return false;
    collection->text = memory;
    collection->text_capacity = text;
  }
  if (collection->piece_capacity < pieces) {
    if (pieces < collection->piece_capacity * 2) pieces = collection->piece_capacity * 2;
    cjson_piece *memory = realloc(collection->pieces, pieces * sizeof(cjson_piece));
    if (!memory) return false;
    collection->pieces = memory;
    collection->piece_capacity = pieces;
  }
  return true;
}

void cjson_free_collection(cjson_collection *collection) {
  free(collection->text);
  free(collection->pieces);
  *collection = (cjson_collection){0};
}

static bool is_delimiter(uint8_t c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || cjson_token_classes[c] != CJSON_TOKEN_VALUE;
}

static bool add_piece(cjson_collection *collection, uint64_t source, uint16_t escape, bool begins) {
  if (collection->piece_count == collection->piece_capacity
      && !reserve(collection, 0, collection->piece_count + 1024)) return false;
  collection->pieces[collection->piece_count++] =
    (cjson_piece){source, (uint32_t)collection->text_count, escape, begins};
  return true;
}

// Adds a string's content from `at` on, up to its closing quote or `end`; returns where it stopped, 0 where memory is short.
static uint64_t add_string(const cjson_index *index, uint64_t at, uint64_t end, bool begins, cjson_collection *collection) {
  const uint8_t *p = index->bytes;
  if (!add_piece(collection, at, 0, begins)) return 0;
  for (;;) {
    uint64_t start = at;
#if defined(__SSE2__)
    while (end - at >= 16) {
      __m128i v = _mm_loadu_si128((const __m128i *)(p + at));
      _mm_storeu_si128((__m128i *)(collection->text + collection->text_count), v);
      int stop = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));
      uint64_t length = stop ? (uint64_t)__builtin_ctz((unsigned)stop) : 16;
      at += length;
      collection->text_count += length;
      if (stop) break;
    }
    start = at;
#endif
    while (at < end && p[at] != '"' && p[at] != '\\') at++;
    memcpy(collection->text + collection->text_count, p + start, at - start);
    collection->text_count += at - start;
    if (at >= end || p[at] == '"') return at;
    cjson_escape escape = cjson_read_escape(p + at, p + index->count);
    if (!add_piece(collection, at, escape.length, false)) return 0;
    memcpy(collection->text + collection->text_count, escape.bytes, escape.count);
    collection->text_count += escape.count;
    at += escape.length;
    if (!add_piece(collection, at, 0, false)) return 0;
    if (at >= end) return at;
  }
}

static uint64_t add_run(const cjson_index *index, uint64_t at, uint64_t end, bool begins, cjson_collection *collection) {
  const uint8_t *p = index->bytes;
  if (!add_piece(collection, at, 0, begins)) return 0;
  bool escaped = false;
  while (at < end && !is_delimiter(p[at]) && (p[at] != '"' || escaped)) {
    escaped = p[at] == '\\' && !escaped;
    collection->text[collection->text_count++] = p[at++];
  }
  return at;
}

// Where the context of a string that goes on at `from` begins: after its quote, or CJSON_CONTEXT bytes before; never inside an
// escape.
static uint64_t context_start(const cjson_index *index, uint64_t from) {
  uint64_t block = from / CJSON_BLOCK_SIZE - 1;
  uint64_t mask[CJSON_BLOCK_SIZE / 64];
  cjson_string_mask(index, block, mask);
  uint64_t place = CJSON_BLOCK_SIZE;
  while (place > 0 && (mask[(place - 1) / 64] >> ((place - 1) % 64) & 1)) place--;
  uint64_t start = block * CJSON_BLOCK_SIZE;
  uint8_t state = index->blocks[block].state;
  uint64_t at = place == 0 && (state & 1) ? start + (state >> 1 & 1) : start + place + 1;
  while (at + CJSON_CONTEXT < from) {
    if (index->bytes[at] == '\\') at += cjson_read_escape(index->bytes + at, index->bytes + index->count).length;
    else at++;
  }
  return at < from ? at : from;
}

bool cjson_collect(const cjson_index *index, uint64_t from, uint64_t to, cjson_collection *collection) {
  const uint8_t *p = index->bytes;
  if (to > index->count) to = index->count;
  collection->text_count = collection->piece_count = collection->first = 0;
  uint64_t end = index->count - to > CJSON_OVERLAP ? to + CJSON_OVERLAP : index->count;
  if (!reserve(collection, (size_t)(end - from) + CJSON_CONTEXT + 64, 4096)) return false;
  uint64_t at = from, block = from / CJSON_BLOCK_SIZE;
  uint8_t state = block < index->block_count ? index->blocks[block].state : index->tail.state;
  if (from == 0 && cjson_has_byte_order_mark(p, (size_t)index->count)) at = 3;
  if (from > 0 && (state & 1)) {
    uint64_t start = context_start(index, from);
    // The context goes in first, on its own, so that the place where the slice begins is known.
    uint64_t stopped = start < from ? add_string(index, start, from, true, collection) : from;
    if (start < from && stopped == 0) return false;
    collection->first = collection->text_count;
    at = stopped > from ? stopped : from;
    uint64_t stop = add_string(index, at, end, start == from, collection);
    if (stop == 0) return false;
    at = stop + 1;
    collection->text[collection->text_count++] = '\n';
  } else if (from > 0 && (state >> 2 & 1)) {
    uint64_t start = from;
    while (start > 0 && from - start < CJSON_CONTEXT && !is_delimiter(p[start - 1]) && p[start - 1] != '"') start--;
    if (!add_piece(collection, start, 0, true)) return false;
    memcpy(collection->text, p + start, (size_t)(from - start));
    collection->text_count = collection->first = (size_t)(from - start);
    at = add_run(index, from, end, false, collection);
    if (at == 0 && from > 0) return false;
    collection->text[collection->text_count++] = '\n';
  }
  while (at < to) {
    uint8_t c = p[at];
    if (c == '"') {
      uint64_t stop = add_string(index, at + 1, end, true, collection);
      if (stop == 0) return false;
      at = stop + 1;
    } else if (is_delimiter(c)) {
      at++;
      continue;
    } else {
      at = add_run(index, at, end, true, collection);
      if (at == 0) return false;
    }
    collection->text[collection->text_count++] = '\n';
  }
  return true;
}
