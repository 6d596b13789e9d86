// Walks from value to value.
#include "CJSONWalk.h"

#include "escape.h"
#include "tokens.h"

// Counts brackets 64 bytes at a time, and looks at single ones only where the container can end.
static uint64_t skip_container(const uint8_t *p, uint64_t at, uint64_t end) {
  uint64_t escape_carry = 0, string_carry = 0, depth = 0;
  uint8_t padded[64];
  for (; at < end; at += 64) {
    const uint8_t *chunk = p + at;
    if (end - at < 64) {
      memset(padded, ' ', 64);
      memcpy(padded, chunk, end - at);
      chunk = padded;
    }
    cjson_masks masks = cjson_classify(chunk);
    uint64_t quote = masks.quote;
    if (masks.backslash | escape_carry) quote &= ~cjson_escaped_bytes(masks.backslash, &escape_carry);
    uint64_t in_string = cjson_parity(quote) ^ string_carry;
    string_carry = (uint64_t)((int64_t)in_string >> 63);
    uint64_t operators = masks.operator_ & ~in_string;
    while (operators) {
      uint64_t place = (uint64_t)__builtin_ctzll(operators);
      uint8_t class = cjson_token_classes[chunk[place]];
      operators &= operators - 1;
      if (class == CJSON_TOKEN_OPEN) depth++;
      if (class == CJSON_TOKEN_CLOSE && --depth == 0) return at + place + 1;
    }
  }
  return end;
}

uint64_t cjson_skip_space(const uint8_t *p, uint64_t at, uint64_t end) {
  while (at < end && cjson_is_space(p[at])) at++;
  return at;
}

uint64_t cjson_skip_value(const uint8_t *p, uint64_t at, uint64_t end) {
  if (at >= end) return end;
  switch (cjson_token_classes[p[at]]) {
    case CJSON_TOKEN_OPEN: return skip_container(p, at, end);
    case CJSON_TOKEN_VALUE: break;
    default: return at + 1;
  }
  bool closed;
  if (p[at] == '"') return cjson_skip_string(p, at + 1, end, &closed);
  while (at < end && !cjson_is_space(p[at]) && p[at] != '"' && cjson_token_classes[p[at]] == CJSON_TOKEN_VALUE) at++;
  return at;
}

bool cjson_next_member(const uint8_t *p, uint64_t *at_, uint64_t end, bool object, cjson_member *member) {
  uint64_t at = cjson_skip_space(p, *at_, end);
  while (at < end && (p[at] == ',' || p[at] == ':')) at = cjson_skip_space(p, at + 1, end);
  if (at >= end || cjson_token_classes[p[at]] == CJSON_TOKEN_CLOSE) {
    *at_ = at;
    return false;
  }
  member->key = member->key_end = 0;
  if (object) {
    uint64_t key_end = cjson_skip_value(p, at, end);
    uint64_t colon = cjson_skip_space(p, key_end, end);
    if (colon < end && p[colon] == ':') {
      member->key = at;
      member->key_end = key_end;
      at = cjson_skip_space(p, colon + 1, end);
    }
  }
  member->value = at;
  member->value_end = cjson_skip_value(p, at, end);
  *at_ = member->value_end;
  return true;
}

bool cjson_string_equals(const uint8_t *p, uint64_t start, uint64_t end, const uint8_t *text, size_t length) {
  if (end - start < 2) return false;
  const uint8_t *at = p + start + 1, *stop = p + end - 1;
  size_t raw = (size_t)(stop - at);
  if (raw < length) return false;
  if (raw == length) return memcmp(at, text, length) == 0 && !memchr(at, '\\', length);
  size_t done = 0;
  while (at < stop) {
    if (*at == '\\') {
      cjson_escape escape = cjson_read_escape(at, stop);
      if (length - done < escape.count || memcmp(escape.bytes, text + done, escape.count) != 0) return false;
      done += escape.count;
      at += escape.length;
    } else {
      if (done == length || *at != text[done]) return false;
      done++;
      at++;
    }
  }
  return done == length;
}

bool cjson_find_member(const uint8_t *p, uint64_t open, uint64_t end, const uint8_t *key, size_t length,
                       cjson_member *member) {
  bool found = false;
  cjson_member next;
  uint64_t at = open + 1;
  while (cjson_next_member(p, &at, end, true, &next)) {
    if (next.key_end > next.key && cjson_string_equals(p, next.key, next.key_end, key, length)) {
      *member = next;
      found = true;
    }
  }
  return found;
}

size_t cjson_compact(const uint8_t *p, size_t count, uint8_t *target) {
  size_t at = 0, written = 0;
  bool closed;
  while (at < count) {
    if (cjson_is_space(p[at])) {
      at++;
    } else if (p[at] == '"') {
      size_t stop = (size_t)cjson_skip_string(p, at + 1, count, &closed);
      memcpy(target + written, p + at, stop - at);
      written += stop - at;
      at = stop;
    } else {
      target[written++] = p[at++];
    }
  }
  return written;
}
