// Literal search. Text without escapes is compared as it is, 16 bytes at a time; around an escape the decoded text is compared.
#include "CJSONSearch.h"

#include <stdlib.h>

#include "escape.h"
#include "tokens.h"

typedef struct {
  const uint8_t *text;
  size_t length;
  bool ignore_case;
  bool raw;               // can stand in the document as it is: without quote, backslash and control characters
  bool needs_string;      // has bytes that divide tokens outside of strings
  uint8_t contains[32];   // its bytes, folded
} needle;

static inline uint8_t fold(uint8_t c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; }

static inline bool same(const needle *needle, uint8_t a, uint8_t b) {
  return needle->ignore_case ? fold(a) == fold(b) : a == b;
}

static bool equal(const needle *needle, const uint8_t *p, size_t from, size_t to) {
  if (!needle->ignore_case) return memcmp(p, needle->text + from, to - from) == 0;
  for (size_t i = from; i < to; i++)
    if (fold(p[i - from]) != fold(needle->text[i])) return false;
  return true;
}

static needle prepare(const uint8_t *text, size_t length, bool ignore_case) {
  needle result = {text, length, ignore_case, true, false, {0}};
  for (size_t i = 0; i < length; i++) {
    uint8_t c = text[i];
    if (c == '"' || c == '\\' || c < 0x20) result.raw = false;
    if (c == ' ' || cjson_token_classes[c] != CJSON_TOKEN_VALUE) result.needs_string = true;
    if (ignore_case) c = fold(c);
    result.contains[c >> 3] |= (uint8_t)(1 << (c & 7));
  }
  return result;
}

// The next place where the needle stands in p[at..<end] as it is, or `end`; at most end - length.
static size_t find_raw(const uint8_t *p, size_t at, size_t end, const needle *needle) {
  const size_t length = needle->length;
  if (end < length) return end;
  const size_t last = end - length;
#if defined(__SSE2__)
  // Compares the first and the last byte of the needle at 16 places at once.
  uint8_t a = needle->text[0], z = needle->text[length - 1];
  const bool fold_a = needle->ignore_case && fold(a) >= 'a' && fold(a) <= 'z';
  const bool fold_z = needle->ignore_case && fold(z) >= 'a' && fold(z) <= 'z';
  const __m128i first = _mm_set1_epi8((char)(fold_a ? fold(a) : a)), final = _mm_set1_epi8((char)(fold_z ? fold(z) : z));
  const __m128i first_bit = _mm_set1_epi8(fold_a ? 0x20 : 0), final_bit = _mm_set1_epi8(fold_z ? 0x20 : 0);
  while (at + 16 <= last + 1) {
    __m128i u = _mm_or_si128(_mm_loadu_si128((const __m128i *)(p + at)), first_bit);
    __m128i v = _mm_or_si128(_mm_loadu_si128((const __m128i *)(p + at + length - 1)), final_bit);
    unsigned mask = (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(u, first), _mm_cmpeq_epi8(v, final)));
    while (mask) {
      size_t place = at + (size_t)__builtin_ctz(mask);
      if (equal(needle, p + place, 0, length)) return place;
      mask &= mask - 1;
    }
    at += 16;
  }
#endif
  for (; at <= last; at++)
    if (same(needle, p[at], needle->text[0]) && equal(needle, p + at, 0, length)) return at;
  return end;
}

size_t cjson_find_bytes(const uint8_t *bytes, size_t count, const uint8_t *text, size_t length, bool ignore_case) {
  if (length == 0 || length > count) return count;
  const needle needle = prepare(text, length, ignore_case);
  return find_raw(bytes, 0, count, &needle);
}

// Whether the needle's rest, from `done` on, is said by the string at `p`; `p` moves behind it.
static bool matches_decoded(const needle *needle, size_t done, const uint8_t **p, const uint8_t *end) {
  const uint8_t *at = *p;
  while (done < needle->length) {
    if (at >= end || *at == '"') return false;
    if (*at == '\\') {
      cjson_escape escape = cjson_read_escape(at, end);
      for (size_t i = 0; i < escape.count && done < needle->length; i++, done++)
        if (!same(needle, escape.bytes[i], needle->text[done])) return false;
      at += escape.length;
    } else {
      if (!same(needle, *at, needle->text[done])) return false;
      at++;
      done++;
    }
  }
  *p = at;
  return true;
}

// Walks the escapes of the text in order.
typedef struct {
  const uint8_t *p;
  size_t at, end;          // the current escape
  size_t count;            // where the walk ends; at == count when there is no more
  size_t document_end;
} escape_walk;

static void next_escape(escape_walk *walk) {
  const uint8_t *found = walk->end < walk->count ? memchr(walk->p + walk->end, '\\', walk->count - walk->end) : NULL;
  if (!found) {
    walk->at = walk->end = walk->count;
    return;
  }
  walk->at = (size_t)(found - walk->p);
  walk->end = walk->at + cjson_read_escape(found, walk->p + walk->document_end).length;
}

// The first match that begins at an escape or runs into one as the first of its escapes, from the current escape on and before
// `limit`. Leaves the walk at that escape.
static bool find_at_escape(escape_walk *walk, const needle *needle, size_t low, size_t limit, size_t *previous_end,
                           cjson_match *match) {
  while (walk->at < walk->count && walk->at < limit + needle->length) {
    const uint8_t *p = walk->p + walk->at, *end = walk->p + walk->document_end;
    cjson_escape escape = cjson_read_escape(p, end);
    uint8_t head = needle->ignore_case ? fold(escape.bytes[0]) : escape.bytes[0];
    if (needle->contains[head >> 3] >> (head & 7) & 1) {
      // The longest part before the escape is the earliest match.
      for (size_t k = needle->length; k-- > 0;) {
        if (!same(needle, needle->text[k], escape.bytes[0])) continue;
        if (walk->at < k || walk->at - k < low || walk->at - k < *previous_end || walk->at - k >= limit) continue;
        if (k > 0 && (memchr(needle->text, '"', k) || memchr(needle->text, '\\', k))) continue;
        if (!equal(needle, p - k, 0, k)) continue;
        const uint8_t *after = p;
        if (!matches_decoded(needle, k, &after, end)) continue;
        *match = (cjson_match){walk->at - k, (uint64_t)(after - walk->p)};
        return true;
      }
    }
    *previous_end = walk->end;
    next_escape(walk);
  }
  return false;
}

size_t cjson_search_literal(const cjson_index *index, const uint8_t *text, size_t length, bool ignore_case, uint64_t from,
                            uint64_t to, uint64_t *resume, cjson_match *matches, size_t capacity) {
  if (to > index->count) to = index->count;
  if (length == 0 || from >= to) return 0;
  const needle needle = prepare(text, length, ignore_case);
  const uint8_t *p = index->bytes;
  const size_t count = (size_t)index->count;
  size_t low = (size_t)(from > *resume ? from : *resume), total = 0;
  const size_t raw_end = count - to > length - 1 ? (size_t)to + length - 1 : count;

  // Escapes are walked from a block before the slice, so that one which reaches into it is known.
  uint64_t block = from / CJSON_BLOCK_SIZE;
  if (block > 0) block--;
  const cjson_block *first = block < index->block_count ? &index->blocks[block] : &index->tail;
  escape_walk walk = {p, 0, (size_t)(block * CJSON_BLOCK_SIZE) + (first->state >> 1 & 1), raw_end, count};
  next_escape(&walk);
  size_t previous_end = 0, tail_start = 0, tail_end = 0;
  escape_walk tails = walk;   // a second walk, to reject what begins inside an escape

  cjson_match escaped;
  bool has_escaped = find_at_escape(&walk, &needle, low, (size_t)to, &previous_end, &escaped);
  size_t raw = needle.raw ? find_raw(p, low, raw_end, &needle) : raw_end;
  // The state at the last place that was looked at, so that a block is not scanned for each match in it.
  uint64_t mask_block = CJSON_NOWHERE;
  uint64_t in_string[CJSON_BLOCK_SIZE / 64];

  for (;;) {
    bool take_raw = raw < to && (!has_escaped || raw <= escaped.start);
    cjson_match match;
    if (take_raw) {
      while (tails.at < raw) {
        tail_start = tails.at;
        tail_end = tails.end;
        next_escape(&tails);
      }
      bool valid = !(tail_start < raw && raw < tail_end);
      if (valid && needle.needs_string) {
        if (raw / CJSON_BLOCK_SIZE != mask_block) {
          mask_block = raw / CJSON_BLOCK_SIZE;
          cjson_string_mask(index, mask_block, in_string);
        }
        size_t place = raw % CJSON_BLOCK_SIZE;
        valid = in_string[place / 64] >> (place % 64) & 1;
      }
      if (!valid) {
        raw = find_raw(p, raw + 1, raw_end, &needle);
        continue;
      }
      match = (cjson_match){raw, raw + length};
    } else if (has_escaped) {
      match = escaped;
    } else {
      break;
    }
    if (total < capacity) matches[total] = match;
    total++;
    low = (size_t)match.end;
    *resume = match.end;
    if (raw < low) raw = needle.raw ? find_raw(p, low, raw_end, &needle) : raw_end;
    if (has_escaped && escaped.start < low)
      has_escaped = find_at_escape(&walk, &needle, low, (size_t)to, &previous_end, &escaped);
  }
  return total;
}
