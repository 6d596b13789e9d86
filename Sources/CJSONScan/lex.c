// Single tokens, for rows on their way to the screen.
#include "tokens.h"

uint64_t cjson_string_end(const cjson_index *index, uint64_t start) {
  bool closed;
  uint64_t next = (start / CJSON_BLOCK_SIZE + 1) * CJSON_BLOCK_SIZE;
  uint64_t end = cjson_skip_string(index->bytes, start + 1, next < index->count ? next : index->count, &closed);
  if (closed || end >= index->count) return end;
  // Blocks in the middle of the string tell so in their summaries.
  uint64_t block = start / CJSON_BLOCK_SIZE + 1;
  while (block + 1 < index->block_count && index->blocks[block].tokens == 0 && (index->blocks[block + 1].state & 1)) block++;
  bool escaped = block < index->block_count ? index->blocks[block].state >> 1 & 1 : index->tail.state >> 1 & 1;
  return cjson_skip_string(index->bytes, block * CJSON_BLOCK_SIZE + escaped, index->count, &closed);
}

cjson_token cjson_next_token(const cjson_index *index, uint64_t at, uint64_t limit, cjson_token_class previous) {
  const uint8_t *p = index->bytes;
  if (limit > index->count) limit = index->count;
  if (at == 0 && cjson_has_byte_order_mark(p, (size_t)index->count)) at = 3;
  while (at < index->count && cjson_is_space(p[at])) {
    at++;
    if (at >= limit) break;
  }
  cjson_token token = {.start = at, .end = at, .kind = CJSON_TOKEN_NONE, .begins_row = false, .closed = true};
  if (at >= index->count || at >= limit) {
    token.closed = at >= index->count;
    return token;
  }
  token.kind = cjson_token_classes[p[at]];
  token.begins_row = cjson_begins_row[previous][token.kind];
  token.end = at + 1;
  if (p[at] == '"') {
    token.end = cjson_skip_string(p, at + 1, limit, &token.closed);
  } else if (token.kind == CJSON_TOKEN_VALUE) {
    // A quote with a backslash before it belongs to the run, as it does for the scanner.
    bool escaped = p[at] == '\\';
    at++;
    while (at < limit && !cjson_is_space(p[at]) && cjson_token_classes[p[at]] == CJSON_TOKEN_VALUE && (p[at] != '"' || escaped)) {
      escaped = p[at] == '\\' && !escaped;
      at++;
    }
    token.end = at;
    token.closed = at < limit || limit == index->count;
  }
  return token;
}
