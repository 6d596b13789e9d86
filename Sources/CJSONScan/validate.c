#include "CJSONValidate.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

size_t cjson_utf8_length(const uint8_t *p, size_t n) {
  if (n == 0) return 0;
  uint8_t a = p[0];
  if (a < 0x80) return 1;
  if (a < 0xC2 || a > 0xF4) return 0;
  if (n < 2) return 0;
  uint8_t b = p[1];
  if (a < 0xE0) return (b & 0xC0) == 0x80 ? 2 : 0;
  uint8_t low = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
  uint8_t high = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
  if (b < low || b > high) return 0;
  if (n < 3 || (p[2] & 0xC0) != 0x80) return 0;
  if (a < 0xF0) return 3;
  return n >= 4 && (p[3] & 0xC0) == 0x80 ? 4 : 0;
}

// Skips what needs no look of its own inside a string: printable ASCII but quote and backslash.
static const uint8_t *skip_plain(const uint8_t *p, const uint8_t *end) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), space = _mm_set1_epi8(' ');
  while (end - p >= 16) {
    __m128i v = _mm_loadu_si128((const __m128i *)p);
    // Signed comparison: bytes from 0x80 on are negative, so they stop the run as control bytes do.
    __m128i stop = _mm_or_si128(_mm_cmplt_epi8(v, space),
                                _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)));
    int mask = _mm_movemask_epi8(stop);
    if (mask) return p + __builtin_ctz((unsigned)mask);
    p += 16;
  }
#elif defined(__ARM_NEON)
  while (end - p >= 16) {
    int8x16_t v = vld1q_s8((const int8_t *)p);
    uint8x16_t stop = vorrq_u8(vcltq_s8(v, vdupq_n_s8(' ')),
                               vorrq_u8(vceqq_s8(v, vdupq_n_s8('"')), vceqq_s8(v, vdupq_n_s8('\\'))));
    if (vmaxvq_u8(stop)) break;
    p += 16;
  }
#endif
  while (p < end && *p >= 0x20 && *p < 0x80 && *p != '"' && *p != '\\') p++;
  return p;
}

static bool is_hex(uint8_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_digit(const uint8_t *p, const uint8_t *end) { return p < end && *p >= '0' && *p <= '9'; }

// Checks the string after its opening quote; moves past the closing one.
static cjson_problem check_string(const uint8_t **at, const uint8_t *end) {
  const uint8_t *p = *at;
  cjson_problem problem = CJSON_OK;
  for (;;) {
    p = skip_plain(p, end);
    if (p == end) { problem = CJSON_STRING_NOT_CLOSED; break; }
    if (*p == '"') { p++; break; }
    if (*p < 0x20) { problem = CJSON_CONTROL_IN_STRING; break; }
    if (*p == '\\') {
      if (p + 1 == end) { p = end; problem = CJSON_STRING_NOT_CLOSED; break; }
      if (p[1] == 'u') {
        for (int i = 2; i < 6; i++) {
          if (p + i == end) { *at = end; return CJSON_STRING_NOT_CLOSED; }
          if (!is_hex(p[i])) { *at = p; return CJSON_BAD_UNICODE_ESCAPE; }
        }
        p += 6;
      } else if (p[1] && strchr("\"\\/bfnrt", p[1])) {
        p += 2;
      } else {
        problem = CJSON_BAD_ESCAPE;
        break;
      }
    } else {
      size_t length = cjson_utf8_length(p, (size_t)(end - p));
      if (length == 0) { problem = CJSON_BAD_UTF8; break; }
      p += length;
    }
  }
  *at = p;
  return problem;
}

static cjson_problem check_number(const uint8_t **at, const uint8_t *end) {
  const uint8_t *p = *at;
  if (*p == '-') p++;
  if (!is_digit(p, end)) {
    *at = p;
    return p < end && (*p == 'I' || *p == 'N') ? CJSON_NOT_A_NUMBER : CJSON_DIGIT_AFTER_MINUS;
  }
  if (*p == '0') {
    p++;
    if (is_digit(p, end)) { *at = p; return CJSON_LEADING_ZERO; }
  } else {
    while (is_digit(p, end)) p++;
  }
  if (p < end && *p == '.') {
    p++;
    if (!is_digit(p, end)) { *at = p; return CJSON_DIGIT_AFTER_POINT; }
    while (is_digit(p, end)) p++;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    if (!is_digit(p, end)) { *at = p; return CJSON_DIGIT_AFTER_EXPONENT; }
    while (is_digit(p, end)) p++;
  }
  *at = p;
  return CJSON_OK;
}

size_t cjson_number_length(const uint8_t *bytes, size_t count) {
  const uint8_t *p = bytes;
  if (count == 0 || !(bytes[0] == '-' || (bytes[0] >= '0' && bytes[0] <= '9'))) return 0;
  return check_number(&p, bytes + count) == CJSON_OK ? (size_t)(p - bytes) : 0;
}

static bool is_word(const uint8_t *p, const uint8_t *end) {
  return p < end && ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '_');
}

// A letter where a value is expected: one of the three literals, or a word that is none.
static cjson_problem check_literal(const uint8_t **at, const uint8_t *end) {
  const uint8_t *p = *at;
  size_t left = (size_t)(end - p);
  const char *word = *p == 't' ? "true" : *p == 'f' ? "false" : *p == 'n' ? "null" : NULL;
  if (word) {
    size_t length = strlen(word);
    if (left >= length && memcmp(p, word, length) == 0 && !is_word(p + length, end)) {
      *at = p + length;
      return CJSON_OK;
    }
  }
  if ((left >= 3 && memcmp(p, "NaN", 3) == 0) || (left >= 3 && memcmp(p, "nan", 3) == 0)
      || (left >= 8 && memcmp(p, "Infinity", 8) == 0))
    return CJSON_NOT_A_NUMBER;
  return CJSON_BAD_LITERAL;
}

static cjson_problem unexpected(const uint8_t *p) {
  switch (*p) {
    case '\'': return CJSON_SINGLE_QUOTE;
    case '/': case '#': return CJSON_COMMENT;
    case '+': return CJSON_PLUS_SIGN;
    case '.': return CJSON_LEADING_POINT;
    default: return CJSON_VALUE_EXPECTED;
  }
}

static const uint8_t *skip_space(const uint8_t *p, const uint8_t *end) {
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
  return p;
}

// One bit a level: set inside an object.
typedef struct {
  uint64_t *bits;
  size_t words, depth;
} level_stack;

static bool push(level_stack *stack, bool object) {
  size_t word = stack->depth / 64;
  if (word == stack->words) {
    size_t words = stack->words ? stack->words * 2 : 16;
    uint64_t *bits = realloc(stack->bits, words * sizeof(uint64_t));
    if (!bits) return false;
    stack->bits = bits;
    stack->words = words;
  }
  uint64_t bit = 1ull << (stack->depth % 64);
  if (object) stack->bits[word] |= bit; else stack->bits[word] &= ~bit;
  stack->depth++;
  return true;
}

static bool in_object(const level_stack *stack) {
  size_t top = stack->depth - 1;
  return stack->bits[top / 64] >> (top % 64) & 1;
}

// The key of a member and its colon; `p` is at the key's first byte.
static cjson_problem check_key(const uint8_t **at, const uint8_t *end) {
  const uint8_t *p = *at;
  if (p == end) return CJSON_BRACE_MISSING_AT_END;
  if (*p != '"') return *p == '\'' ? CJSON_SINGLE_QUOTE : *p == '/' ? CJSON_COMMENT : CJSON_KEY_EXPECTED;
  p++;
  cjson_problem problem = check_string(&p, end);
  if (problem == CJSON_OK) {
    p = skip_space(p, end);
    if (p == end) problem = CJSON_BRACE_MISSING_AT_END;
    else if (*p != ':') problem = CJSON_COLON_EXPECTED;
    else p++;
  }
  *at = p;
  return problem;
}

// After a value inside a container: a comma, or brackets that close. Leaves `p` where the next value begins.
static cjson_problem check_after_value(const uint8_t **at, const uint8_t *end, level_stack *stack) {
  const uint8_t *p = *at;
  cjson_problem problem = CJSON_OK;
  while (stack->depth > 0) {
    bool object = in_object(stack);
    p = skip_space(p, end);
    if (p == end) { problem = object ? CJSON_BRACE_MISSING_AT_END : CJSON_BRACKET_MISSING_AT_END; break; }
    if (*p == ',') {
      const uint8_t *comma = p;
      p = skip_space(p + 1, end);
      if (p < end && *p == (object ? '}' : ']')) { p = comma; problem = CJSON_TRAILING_COMMA; break; }
      if (object) problem = check_key(&p, end);
      break;
    }
    if (*p != (object ? '}' : ']')) {
      problem = object ? CJSON_COMMA_OR_BRACE_EXPECTED : CJSON_COMMA_OR_BRACKET_EXPECTED;
      break;
    }
    p++;
    stack->depth--;
  }
  *at = p;
  return problem;
}

// A value up to its end, or the opening of a container that is not empty, up to where its first value begins.
// `opened` tells the second case.
static cjson_problem check_value(const uint8_t **at, const uint8_t *end, level_stack *stack, size_t max_depth,
                                 bool *opened) {
  const uint8_t *p = *at;
  cjson_problem problem = CJSON_OK;
  *opened = false;
  switch (*p) {
    case '"':
      p++;
      problem = check_string(&p, end);
      break;
    case '{': case '[': {
      bool object = *p == '{';
      if (max_depth && stack->depth >= max_depth) return CJSON_TOO_DEEP;
      p = skip_space(p + 1, end);
      if (p < end && *p == (object ? '}' : ']')) { p++; break; }
      if (!push(stack, object)) return CJSON_NO_MEMORY;
      *opened = true;
      if (object) problem = check_key(&p, end);
      else if (p == end) problem = CJSON_BRACKET_MISSING_AT_END;
      break;
    }
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9':
      problem = check_number(&p, end);
      break;
    default:
      problem = is_word(p, end) ? check_literal(&p, end) : unexpected(p);
  }
  *at = p;
  return problem;
}

cjson_verdict cjson_validate(const uint8_t *bytes, size_t count, bool sequence, size_t max_depth) {
  const uint8_t *p = bytes, *end = bytes + count;
  cjson_problem problem = CJSON_OK;
  size_t documents = 0;
  level_stack stack = {0};
  if (count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) p += 3;
  for (;;) {
    p = skip_space(p, end);
    if (p == end) {
      if (stack.depth > 0) problem = CJSON_VALUE_MISSING_AT_END;
      else if (documents == 0) problem = CJSON_EMPTY;
      break;
    }
    if (stack.depth == 0 && documents > 0 && !sequence) { problem = CJSON_TEXT_AFTER_END; break; }
    bool opened = false;
    problem = check_value(&p, end, &stack, max_depth, &opened);
    if (problem) break;
    if (opened) continue;
    problem = check_after_value(&p, end, &stack);
    if (problem) break;
    if (stack.depth == 0) documents++;
  }
  free(stack.bits);
  return (cjson_verdict){problem, (size_t)(p - bytes), documents};
}
