// The tokens of a block as bit masks, 64 bytes at a time.
#pragma once

#include <string.h>

#include "CJSONIndex.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

typedef struct {
  uint64_t quote, backslash, operator_, space;
} cjson_masks;

extern const uint8_t cjson_token_classes[256];
extern const uint8_t cjson_begins_row[6][6];

#if defined(__SSE2__)

static inline uint64_t cjson_movemask(__m128i a, __m128i b, __m128i c, __m128i d) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(a) | (uint64_t)(uint32_t)_mm_movemask_epi8(b) << 16
         | (uint64_t)(uint32_t)_mm_movemask_epi8(c) << 32 | (uint64_t)(uint32_t)_mm_movemask_epi8(d) << 48;
}

static inline cjson_masks cjson_classify(const uint8_t *p) {
  __m128i v[4], quote[4], backslash[4], operator_[4], space[4];
  for (int i = 0; i < 4; i++) {
    v[i] = _mm_loadu_si128((const __m128i *)(p + 16 * i));
    quote[i] = _mm_cmpeq_epi8(v[i], _mm_set1_epi8('"'));
    backslash[i] = _mm_cmpeq_epi8(v[i], _mm_set1_epi8('\\'));
    // [ and {, ] and } differ in one bit.
    __m128i bracket = _mm_or_si128(v[i], _mm_set1_epi8(0x20));
    operator_[i] = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bracket, _mm_set1_epi8('{')),
                                             _mm_cmpeq_epi8(bracket, _mm_set1_epi8('}'))),
                                _mm_or_si128(_mm_cmpeq_epi8(v[i], _mm_set1_epi8(',')),
                                             _mm_cmpeq_epi8(v[i], _mm_set1_epi8(':'))));
    space[i] = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v[i], _mm_set1_epi8(' ')),
                                         _mm_cmpeq_epi8(v[i], _mm_set1_epi8('\n'))),
                            _mm_or_si128(_mm_cmpeq_epi8(v[i], _mm_set1_epi8('\r')),
                                         _mm_cmpeq_epi8(v[i], _mm_set1_epi8('\t'))));
  }
  return (cjson_masks){
    cjson_movemask(quote[0], quote[1], quote[2], quote[3]),
    cjson_movemask(backslash[0], backslash[1], backslash[2], backslash[3]),
    cjson_movemask(operator_[0], operator_[1], operator_[2], operator_[3]),
    cjson_movemask(space[0], space[1], space[2], space[3]),
  };
}

#elif defined(__ARM_NEON)

static inline uint64_t cjson_movemask(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t low = vpaddq_u8(vandq_u8(a, bits), vandq_u8(b, bits));
  uint8x16_t high = vpaddq_u8(vandq_u8(c, bits), vandq_u8(d, bits));
  uint8x16_t sum = vpaddq_u8(low, high);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

static inline cjson_masks cjson_classify(const uint8_t *p) {
  uint8x16_t quote[4], backslash[4], operator_[4], space[4];
  for (int i = 0; i < 4; i++) {
    uint8x16_t v = vld1q_u8(p + 16 * i), bracket = vorrq_u8(v, vdupq_n_u8(0x20));
    quote[i] = vceqq_u8(v, vdupq_n_u8('"'));
    backslash[i] = vceqq_u8(v, vdupq_n_u8('\\'));
    operator_[i] = vorrq_u8(vorrq_u8(vceqq_u8(bracket, vdupq_n_u8('{')), vceqq_u8(bracket, vdupq_n_u8('}'))),
                            vorrq_u8(vceqq_u8(v, vdupq_n_u8(',')), vceqq_u8(v, vdupq_n_u8(':'))));
    space[i] = vorrq_u8(vorrq_u8(vceqq_u8(v, vdupq_n_u8(' ')), vceqq_u8(v, vdupq_n_u8('\n'))),
                        vorrq_u8(vceqq_u8(v, vdupq_n_u8('\r')), vceqq_u8(v, vdupq_n_u8('\t'))));
  }
  return (cjson_masks){
    cjson_movemask(quote[0], quote[1], quote[2], quote[3]),
    cjson_movemask(backslash[0], backslash[1], backslash[2], backslash[3]),
    cjson_movemask(operator_[0], operator_[1], operator_[2], operator_[3]),
    cjson_movemask(space[0], space[1], space[2], space[3]),
  };
}

#else

static inline cjson_masks cjson_classify(const uint8_t *p) {
  cjson_masks masks = {0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint64_t bit = 1ull << i;
    switch (p[i]) {
      case '"': masks.quote |= bit; break;
      case '\\': masks.backslash |= bit; break;
      case '{': case '}': case '[': case ']': case ',': case ':': masks.operator_ |= bit; break;
      case ' ': case '\n': case '\r': case '\t': masks.space |= bit; break;
      default: break;
    }
  }
  return masks;
}

#endif

static inline bool cjson_is_space(uint8_t c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The byte after the closing quote of the string whose content begins at `at`, or `end`; an odd run of backslashes escapes.
static inline uint64_t cjson_skip_string(const uint8_t *p, uint64_t at, uint64_t end, bool *closed) {
  *closed = false;
  while (at < end) {
#if defined(__SSE2__)
    while (end - at >= 16) {
      __m128i v = _mm_loadu_si128((const __m128i *)(p + at));
      int stop = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))));
      if (stop) {
        at += (uint64_t)__builtin_ctz((unsigned)stop);
        break;
      }
      at += 16;
    }
    if (at >= end) break;
#endif
    if (p[at] == '"') {
      *closed = true;
      return at + 1;
    }
    at += p[at] == '\\' ? 2 : 1;
  }
  return end;
}

// The bytes that a backslash before them takes their meaning from. An odd run of backslashes escapes the byte after it.
static inline uint64_t cjson_escaped_bytes(uint64_t backslash, uint64_t *carry) {
  const uint64_t even = 0x5555555555555555ull;
  backslash &= ~*carry;
  uint64_t follows = backslash << 1 | *carry;
  uint64_t odd_starts = backslash & ~even & ~follows;
  uint64_t even_ends;
  *carry = __builtin_add_overflow(odd_starts, backslash, &even_ends);
  return (even ^ (even_ends << 1)) & follows;
}

// Each bit is the parity of the bits up to it.
static inline uint64_t cjson_parity(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ bits << 32;
}

typedef struct {
  uint64_t escape_carry, string_carry, run_carry;  // string_carry is all ones inside a string
} cjson_lexer;

static inline cjson_lexer cjson_lexer_from(const cjson_state *state) {
  return (cjson_lexer){state->escaped, state->in_string ? ~0ull : 0, state->in_run};
}

static inline void cjson_lexer_to(const cjson_lexer *lexer, cjson_state *state) {
  state->escaped = (uint8_t)lexer->escape_carry;
  state->in_string = lexer->string_carry != 0;
  state->in_run = (uint8_t)lexer->run_carry;
}

// The first bytes of tokens among 64 bytes.
static inline uint64_t cjson_token_starts(const uint8_t *p, bool byte_order_mark, cjson_lexer *lexer) {
  cjson_masks masks = cjson_classify(p);
  if (byte_order_mark) masks.space |= 7;
  uint64_t quote = masks.quote;
  if (masks.backslash | lexer->escape_carry) quote &= ~cjson_escaped_bytes(masks.backslash, &lexer->escape_carry);
  uint64_t in_string = cjson_parity(quote) ^ lexer->string_carry;  // with the opening quote, without the closing one
  lexer->string_carry = (uint64_t)((int64_t)in_string >> 63);
  uint64_t run = ~(masks.operator_ | masks.space | quote | in_string);
  uint64_t run_starts = run & ~(run << 1 | lexer->run_carry);
  lexer->run_carry = run >> 63;
  return (masks.operator_ & ~in_string) | (quote & in_string) | run_starts;
}

// The bytes of tokens among 64 bytes, strings without their quotes, and the backslashes in strings.
typedef struct {
  uint64_t inside, escapes;
} cjson_extents;

static inline cjson_extents cjson_token_extents(const uint8_t *p, bool byte_order_mark, cjson_lexer *lexer) {
  cjson_masks masks = cjson_classify(p);
  if (byte_order_mark) masks.space |= 7;
  uint64_t quote = masks.quote;
  if (masks.backslash | lexer->escape_carry) quote &= ~cjson_escaped_bytes(masks.backslash, &lexer->escape_carry);
  uint64_t in_string = cjson_parity(quote) ^ lexer->string_carry;
  lexer->string_carry = (uint64_t)((int64_t)in_string >> 63);
  uint64_t run = ~(masks.operator_ | masks.space | quote | in_string);
  lexer->run_carry = run >> 63;
  return (cjson_extents){(in_string & ~quote) | run, masks.backslash & in_string};
}

// Calls BODY with `at`, the offset of each token in turn in p[0..<n]; updates the lexer.
#define CJSON_FOR_EACH_TOKEN(p, n, byte_order_mark, lexer, at, BODY)                              \
  for (size_t chunk_ = 0; chunk_ < (n); chunk_ += 64) {                                           \
    uint64_t starts_;                                                                             \
    if ((n) - chunk_ >= 64) {                                                                     \
      starts_ = cjson_token_starts((p) + chunk_, (byte_order_mark) && chunk_ == 0, (lexer));      \
    } else {                                                                                      \
      uint8_t padded_[64];                                                                        \
      memset(padded_, ' ', 64);                                                                   \
      memcpy(padded_, (p) + chunk_, (n) - chunk_);                                                \
      starts_ = cjson_token_starts(padded_, (byte_order_mark) && chunk_ == 0, (lexer));           \
      starts_ &= (1ull << ((n) - chunk_)) - 1;                                                    \
    }                                                                                             \
    while (starts_) {                                                                             \
      size_t at = chunk_ + (size_t)__builtin_ctzll(starts_);                                      \
      starts_ &= starts_ - 1;                                                                     \
      BODY                                                                                        \
    }                                                                                             \
  }

static inline bool cjson_has_byte_order_mark(const uint8_t *p, size_t n) {
  return n >= 3 && p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF;
}

// One bit a byte of a block: set inside strings, from the opening quote up to the closing one.
void cjson_string_mask(const cjson_index *index, uint64_t block, uint64_t mask[CJSON_BLOCK_SIZE / 64]);
