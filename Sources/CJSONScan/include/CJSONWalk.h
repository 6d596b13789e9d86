// Walks from value to value in document order, for queries that visit many of them. Made for valid text; on any other it stays
// within `end` and comes to an end.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t key, key_end;       // with its quotes; both 0 in an array
  uint64_t value, value_end;
} cjson_member;

// The byte after the value that begins at `at`.
uint64_t cjson_skip_value(const uint8_t *bytes, uint64_t at, uint64_t end);

// The first byte at or after `at` that is no white space.
uint64_t cjson_skip_space(const uint8_t *bytes, uint64_t at, uint64_t end);

// The member or element at or after `*at`, which moves behind it; begin behind the opening bracket. False at the closing one.
bool cjson_next_member(const uint8_t *bytes, uint64_t *at, uint64_t end, bool object, cjson_member *member);

// The last member with this key (UTF-8, decoded) of the object that opens at `open`.
bool cjson_find_member(const uint8_t *bytes, uint64_t open, uint64_t end, const uint8_t *key, size_t length,
                       cjson_member *member);

// Whether what the string token `start..<end` says, quotes included in the range, is `text`.
bool cjson_string_equals(const uint8_t *bytes, uint64_t start, uint64_t end, const uint8_t *text, size_t length);

// Copies a value without white space between its tokens; returns how many bytes were written, at most `count`.
size_t cjson_compact(const uint8_t *bytes, size_t count, uint8_t *target);
