// Collects what a slice of the document says, for regular expressions.
#include "CJSONSearch.h"

#include <stdlib.h>

#include "escape.h"
#include "tokens.h"

static bool reserve_pieces(cjson_collection *collection, size_t pieces) {
  if (collection->piece_capacity >= pieces) return true;
  if (pieces < collection->piece_capacity * 2) pieces = collection->piece_capacity * 2;
  cjson_piece *memory = realloc(collection->pieces, pieces * sizeof(cjson_piece));
  if (!memory) return false;
  collection->pieces = memory;
  collection->piece_capacity = pieces;
  return true;
}

static size_t words(size_t bits) { return bits / 64 + 2; }

static bool reserve_text(cjson_collection *collection, size_t text) {
  if (collection->text_capacity >= text) return true;
  uint8_t *memory = realloc(collection->text, text);
  if (!memory) return false;
  collection->text = memory;
  uint64_t *inside = realloc(collection->inside, words(text) * sizeof(uint64_t));
  if (!inside) return false;
  collection->inside = inside;
  collection->text_capacity = text;
  return true;
}

void cjson_free_collection(cjson_collection *collection) {
  free(collection->text);
  free(collection->inside);
  free(collection->pieces);
  *collection = (cjson_collection){0};
}

static bool is_delimiter(uint8_t c) { return cjson_is_space(c) || cjson_token_classes[c] != CJSON_TOKEN_VALUE; }

static bool add_piece(cjson_collection *collection, uint64_t source, uint32_t escape) {
  if (collection->piece_count == collection->piece_capacity
      && !reserve_pieces(collection, collection->piece_count + 1024)) return false;
  collection->pieces[collection->piece_count++] = (cjson_piece){source, (uint32_t)collection->text_count, escape};
  return true;
}

// Adds `count` bytes of which those with a bit are in tokens; at most 64. The bits above them are clear.
static void add_bits(cjson_collection *collection, uint64_t bits, size_t count) {
  size_t word = collection->text_count / 64, shift = collection->text_count % 64;
  collection->inside[word] |= bits << shift;
  if (shift) collection->inside[word + 1] |= bits >> (64 - shift);
  collection->text_count += count;
}

static uint64_t low_bits(size_t count) { return count < 64 ? (1ull << count) - 1 : ~0ull; }

static void add_line_feed(cjson_collection *collection) {
  collection->text[collection->text_count] = '\n';
  add_bits(collection, 0, 1);
}

// Adds bytes that are all in one token.
static void add_token_bytes(cjson_collection *collection, const uint8_t *p, size_t count) {
  while (count > 0) {
    size_t part = count < 64 ? count : 64;
    memcpy(collection->text + collection->text_count, p, part);
    add_bits(collection, low_bits(part), part);
    p += part;
    count -= part;
  }
}

// Adds the escape at `at`, and begins a piece behind it. Returns where that is, 0 where memory is short.
static uint64_t add_escape(const cjson_index *index, uint64_t at, cjson_collection *collection) {
  cjson_escape escape = cjson_read_escape(index->bytes + at, index->bytes + index->count);
  if (!add_piece(collection, at, escape.length)) return 0;
  if (escape.count == 2 && escape.bytes[0] == '\\') collection->has_odd_escapes = true;
  add_token_bytes(collection, escape.bytes, escape.count);
  at += escape.length;
  return add_piece(collection, at, 0) ? at : 0;
}

// Adds a string's content from `at` on, up to its closing quote or `end`; returns where it stopped, 0 where memory is short.
static uint64_t add_string(const cjson_index *index, uint64_t at, uint64_t end, cjson_collection *collection) {
  const uint8_t *p = index->bytes;
  while (at < end && p[at] != '"') {
    uint64_t start = at;
    while (at < end && p[at] != '"' && p[at] != '\\') at++;
    add_token_bytes(collection, p + start, (size_t)(at - start));
    if (at >= end || p[at] == '"') break;
    at = add_escape(index, at, collection);
    if (at == 0) return 0;
  }
  return at;
}

// Adds what is left of a run, up to `end`.
static void add_run(const cjson_index *index, uint64_t at, uint64_t end, bool escaped, cjson_collection *collection) {
  const uint8_t *p = index->bytes;
  uint64_t start = at;
  while (at < end && !is_delimiter(p[at]) && (p[at] != '"' || escaped)) {
    escaped = p[at] == '\\' && !escaped;
    at++;
  }
  add_token_bytes(collection, p + start, (size_t)(at - start));
}

// Sixty-four bytes, those without a bit as line feeds.
static inline void blend(uint8_t *target, const uint8_t *p, uint64_t bits) {
#if defined(__SSE2__)
  const __m128i feed = _mm_set1_epi8('\n');
  const __m128i places = _mm_set1_epi64x((long long)0x8040201008040201ull);
  for (int i = 0; i < 4; i++) {
    __m128i mask = _mm_cvtsi32_si128((int)(bits >> (16 * i) & 0xFFFF));
    mask = _mm_unpacklo_epi8(mask, mask);
    mask = _mm_shufflelo_epi16(mask, 0x50);
    mask = _mm_unpacklo_epi32(mask, mask);
    mask = _mm_cmpeq_epi8(_mm_and_si128(mask, places), places);
    __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
    v = _mm_or_si128(_mm_and_si128(mask, v), _mm_andnot_si128(mask, feed));
    _mm_storeu_si128((__m128i *)(target + 16 * i), v);
  }
#else
  for (int i = 0; i < 64; i++) target[i] = bits >> i & 1 ? p[i] : '\n';
#endif
}

// Adds p[place..<count] of 64 bytes, of which those with a bit are in tokens.
static void add_blended(cjson_collection *collection, const uint8_t *p, uint64_t bits, size_t place, size_t count) {
  if (place >= count) return;
  uint8_t part[64];
  if (place > 0) {
    // Not beyond the 64 bytes, which may be the last ones.
    memcpy(part, p + place, 64 - place);
    p = part;
  }
  bits = bits >> place & low_bits(count - place);
  blend(collection->text + collection->text_count, p, bits);
  add_bits(collection, bits, count - place);
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

// Adds what was known before `from` of a token that goes on there. Returns where the slice's own text begins in the document, 0
// where memory is short.
static uint64_t add_context(const cjson_index *index, uint64_t from, uint8_t state, cjson_collection *collection) {
  uint64_t at = from;
  if (state & 1) {
    uint64_t start = context_start(index, from);
    if (!add_piece(collection, start, 0)) return 0;
    // An escape that reaches into the slice belongs to the context.
    at = add_string(index, start, from, collection);
  } else {
    uint64_t start = from;
    const uint8_t *p = index->bytes;
    if (state >> 2 & 1)
      while (start > 0 && from - start < CJSON_CONTEXT && !is_delimiter(p[start - 1]) && p[start - 1] != '"') start--;
    if (!add_piece(collection, start, 0)) return 0;
    add_token_bytes(collection, p + start, (size_t)(from - start));
  }
  collection->first = collection->text_count;
  return at;
}

bool cjson_collect(const cjson_index *index, uint64_t from, uint64_t to, cjson_collection *collection) {
  const uint8_t *p = index->bytes;
  if (to > index->count) to = index->count;
  collection->text_count = collection->piece_count = collection->first = 0;
  collection->has_odd_escapes = false;
  uint64_t end = index->count - to > CJSON_OVERLAP ? to + CJSON_OVERLAP : index->count;
  size_t capacity = (size_t)(end - from) + CJSON_CONTEXT + 256;
  if (!reserve_text(collection, capacity)) return false;
  memset(collection->inside, 0, words(capacity) * sizeof(uint64_t));

  uint64_t block = from / CJSON_BLOCK_SIZE, at = from;
  uint8_t state = block < index->block_count ? index->blocks[block].state : index->tail.state;
  cjson_lexer lexer = {state >> 1 & 1, state & 1 ? ~0ull : 0, state >> 2 & 1};
  if (from > 0) {
    at = add_context(index, from, state, collection);
    if (at == 0) return false;
  } else if (!add_piece(collection, 0, 0)) {
    return false;
  }

  for (uint64_t chunk = from; chunk < to; chunk += 64) {
    const uint8_t *bytes = p + chunk;
    size_t count = to - chunk < 64 ? (size_t)(to - chunk) : 64;
    uint8_t padded[64];
    if (count < 64) {
      memset(padded, ' ', 64);
      memcpy(padded, bytes, count);
      bytes = padded;
    }
    bool byte_order_mark = chunk == 0 && cjson_has_byte_order_mark(p, (size_t)index->count);
    cjson_extents extents = cjson_token_extents(bytes, byte_order_mark, &lexer);
    size_t place = at > chunk ? (size_t)(at - chunk) : 0;
    if (extents.escapes) {
      uint64_t escapes = extents.escapes & low_bits(count);
      while (place < count && (escapes >> place)) {
        size_t escape = place + (size_t)__builtin_ctzll(escapes >> place);
        add_blended(collection, bytes, extents.inside, place, escape);
        at = add_escape(index, chunk + escape, collection);
        if (at == 0) return false;
        place = (size_t)(at - chunk);
      }
    }
    add_blended(collection, bytes, extents.inside, place, count);
  }
  if (at < to) at = to;
  collection->limit = collection->text_count;
  if (to < index->count) {
    if (lexer.string_carry && add_string(index, at, end, collection) == 0) return false;
    if (lexer.run_carry) add_run(index, at, end, lexer.escape_carry, collection);
  }
  add_line_feed(collection);
  return true;
}

size_t cjson_find_wide(const uint8_t *bytes, size_t from, size_t to) {
#if defined(__SSE2__)
  for (; to - from >= 64; from += 64) {
    const __m128i *p = (const __m128i *)(bytes + from);
    __m128i a = _mm_or_si128(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
    __m128i b = _mm_or_si128(_mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3));
    if (_mm_movemask_epi8(_mm_or_si128(a, b))) break;
  }
#endif
  while (from < to && bytes[from] < 0x80) from++;
  return from;
}

bool cjson_next_run(const cjson_collection *collection, const uint8_t members[256], size_t at, size_t count, size_t most,
                    size_t *start, size_t *end) {
  const uint8_t *text = collection->text;
  while ((at = cjson_next_inside(collection->inside, at, count)) < count) {
    size_t limit = cjson_next_outside(collection->inside, at, count);
    while (at < limit && !members[text[at]]) at++;
    if (at == limit) continue;
    *start = at;
    if (limit - at > most) limit = at + most;
    while (at < limit && members[text[at]]) at++;
    *end = at;
    return true;
  }
  return false;
}

size_t cjson_count_runs(const cjson_collection *collection, const uint8_t members[256], size_t at, size_t count, size_t most,
                        size_t *first, size_t *last) {
  size_t total = 0;
  if (at >= count) return 0;
  uint64_t before = 0;   // whether the byte before the word belongs to a run
  for (size_t word = at / 64; word * 64 < count; word++) {
    const uint8_t *text = collection->text + word * 64;
    uint64_t bits = 0;
    for (unsigned i = 0; i < 64; i += 8) {
      uint64_t eight = 0;
      for (unsigned k = 0; k < 8; k++) eight |= (uint64_t)members[text[i + k]] << k;
      bits |= eight << i;
    }
    bits &= collection->inside[word];
    if (word == at / 64) bits &= ~0ull << (at % 64);
    uint64_t starts = most == 1 ? bits : bits & ~(bits << 1 | before);
    before = bits >> 63;
    if (count - word * 64 < 64) starts &= low_bits(count - word * 64);
    if (!starts) continue;
    if (total == 0) *first = word * 64 + (size_t)__builtin_ctzll(starts);
    *last = word * 64 + 63 - (size_t)__builtin_clzll(starts);
    total += (size_t)__builtin_popcountll(starts);
  }
  return total;
}
