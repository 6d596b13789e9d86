// Escapes in strings.
#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint8_t bytes[4];   // what it stands for, in UTF-8; half a surrogate pair as the three bytes it would have
  uint8_t count;
  uint8_t length;     // of the escape itself
} cjson_escape;

static inline int cjson_hex(const uint8_t *p, const uint8_t *end) {
  if (end - p < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t c = p[i], digit;
    if (c >= '0' && c <= '9') digit = c - '0';
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') digit = (uint8_t)((c | 0x20) - 'a' + 10);
    else return -1;
    value = value << 4 | digit;
  }
  return value;
}

// Reads the escape at `p`, a backslash. One that is no escape stands for itself and the byte after it.
static inline cjson_escape cjson_read_escape(const uint8_t *p, const uint8_t *end) {
  cjson_escape escape = {{'\\', 0, 0, 0}, 1, 1};
  if (end - p < 2) return escape;
  escape.length = 2;
  switch (p[1]) {
    case '"': case '\\': case '/': escape.bytes[0] = p[1]; return escape;
    case 'b': escape.bytes[0] = '\b'; return escape;
    case 'f': escape.bytes[0] = '\f'; return escape;
    case 'n': escape.bytes[0] = '\n'; return escape;
    case 'r': escape.bytes[0] = '\r'; return escape;
    case 't': escape.bytes[0] = '\t'; return escape;
    case 'u': break;
    default:
      escape.bytes[1] = p[1];
      escape.count = 2;
      return escape;
  }
  int unit = cjson_hex(p + 2, end);
  if (unit < 0) {
    escape.bytes[1] = 'u';
    escape.count = 2;
    return escape;
  }
  uint32_t code = (uint32_t)unit;
  escape.length = 6;
  if ((code & 0xFC00) == 0xD800 && end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
    int low = cjson_hex(p + 8, end);
    if (low >= 0 && ((uint32_t)low & 0xFC00) == 0xDC00) {
      code = 0x10000 + ((code - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
      escape.length = 12;
    }
  }
  if (code < 0x80) {
    escape.bytes[0] = (uint8_t)code;
  } else if (code < 0x800) {
    escape.bytes[0] = (uint8_t)(0xC0 | code >> 6);
    escape.bytes[1] = (uint8_t)(0x80 | (code & 0x3F));
    escape.count = 2;
  } else if (code < 0x10000) {
    escape.bytes[0] = (uint8_t)(0xE0 | code >> 12);
    escape.bytes[1] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
    escape.bytes[2] = (uint8_t)(0x80 | (code & 0x3F));
    escape.count = 3;
  } else {
    escape.bytes[0] = (uint8_t)(0xF0 | code >> 18);
    escape.bytes[1] = (uint8_t)(0x80 | (code >> 12 & 0x3F));
    escape.bytes[2] = (uint8_t)(0x80 | (code >> 6 & 0x3F));
    escape.bytes[3] = (uint8_t)(0x80 | (code & 0x3F));
    escape.count = 4;
  }
  return escape;
}
