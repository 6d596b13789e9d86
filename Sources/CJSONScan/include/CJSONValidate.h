// The strict check: RFC 8259 and nothing else.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
  CJSON_OK = 0,
  CJSON_EMPTY,
  CJSON_NO_MEMORY,
  CJSON_TOO_DEEP,
  CJSON_VALUE_EXPECTED,
  CJSON_VALUE_MISSING_AT_END,
  CJSON_COMMA_OR_BRACKET_EXPECTED,
  CJSON_COMMA_OR_BRACE_EXPECTED,
  CJSON_BRACKET_MISSING_AT_END,
  CJSON_BRACE_MISSING_AT_END,
  CJSON_KEY_EXPECTED,
  CJSON_COLON_EXPECTED,
  CJSON_TRAILING_COMMA,
  CJSON_TEXT_AFTER_END,
  CJSON_STRING_NOT_CLOSED,
  CJSON_CONTROL_IN_STRING,
  CJSON_BAD_ESCAPE,
  CJSON_BAD_UNICODE_ESCAPE,
  CJSON_BAD_UTF8,
  CJSON_LEADING_ZERO,
  CJSON_DIGIT_AFTER_MINUS,
  CJSON_DIGIT_AFTER_POINT,
  CJSON_DIGIT_AFTER_EXPONENT,
  CJSON_PLUS_SIGN,
  CJSON_LEADING_POINT,
  CJSON_NOT_A_NUMBER,
  CJSON_BAD_LITERAL,
  CJSON_SINGLE_QUOTE,
  CJSON_COMMENT,
} cjson_problem;

typedef struct {
  cjson_problem problem;
  size_t offset;     // of the byte at fault; equal to the length where the text ends too early
  size_t documents;  // complete values seen at the top level
} cjson_verdict;

// Checks a whole text. With `sequence`, any number of values may follow one another (NDJSON); `max_depth` 0 means no limit.
cjson_verdict cjson_validate(const uint8_t *bytes, size_t count, bool sequence, size_t max_depth);

// The length of the UTF-8 sequence at `bytes`, 1 to 4, or 0 where it is malformed, overlong, a surrogate or cut off.
size_t cjson_utf8_length(const uint8_t *bytes, size_t count);

// The length of the JSON number that `bytes` begins with, and 0 where none does; `end` tells where an attempt broke off.
size_t cjson_number_length(const uint8_t *bytes, size_t count);
