// Answers questions from the index: summaries skip groups and blocks, and the blocks where an answer lies are scanned again.
#include "tokens.h"

static uint64_t block_total(const cjson_index *index) {
  return index->block_count + (index->count > index->block_count * CJSON_BLOCK_SIZE);
}

static const cjson_block *block_at(const cjson_index *index, uint64_t block) {
  return block < index->block_count ? &index->blocks[block] : &index->tail;
}

static cjson_state unpack(const cjson_block *block) {
  return (cjson_state){
    .depth = block->start_depth,
    .in_string = block->state & 1,
    .escaped = block->state >> 1 & 1,
    .in_run = block->state >> 2 & 1,
    .previous = block->state >> 3,
  };
}

static size_t block_length(const cjson_index *index, uint64_t block) {
  uint64_t start = block * CJSON_BLOCK_SIZE;
  uint64_t left = index->count - start;
  return left < CJSON_BLOCK_SIZE ? (size_t)left : CJSON_BLOCK_SIZE;
}

// Runs BODY for each token of a block; `offset` is its place in the text, `kind` its class, `depth` the depth before it.
// BODY may `goto done`.
#define FOR_EACH_TOKEN_OF_BLOCK(index, block, BODY)                                                       \
  {                                                                                                       \
    const uint64_t start_of_block_ = (block) * CJSON_BLOCK_SIZE;                                          \
    const uint8_t *p_ = (index)->bytes + start_of_block_;                                                 \
    const size_t n_ = block_length((index), (block));                                                     \
    cjson_state state_ = unpack(block_at((index), (block)));                                              \
    cjson_lexer lexer_ = cjson_lexer_from(&state_);                                                       \
    uint32_t depth = state_.depth;                                                                        \
    uint8_t previous = state_.previous;                                                                   \
    CJSON_FOR_EACH_TOKEN(p_, n_, (block) == 0 && cjson_has_byte_order_mark(p_, n_), &lexer_, at_, {       \
      const uint64_t offset = start_of_block_ + at_;                                                      \
      const uint8_t kind = cjson_token_classes[p_[at_]];                                                  \
      BODY                                                                                                \
      previous = kind;                                                                                    \
      depth += kind == CJSON_TOKEN_OPEN;                                                                  \
      depth -= kind == CJSON_TOKEN_CLOSE && depth > 0;                                                    \
    })                                                                                                    \
    (void)depth; (void)previous;                                                                          \
  }

// Rows at `level` or above in a block, or -1 where its summary does not tell.
static int64_t rows_at(const cjson_block *block, uint32_t level) {
  if (level == CJSON_ALL_LEVELS) return block->rows;
  if (level < block->min_depth) return 0;
  uint32_t k = level - block->min_depth;
  if (k < CJSON_LEVELS) return block->levels[k];
  return block->levels[CJSON_LEVELS - 1] == block->rows ? block->rows : -1;
}

static int64_t group_rows_at(const cjson_group *group, uint32_t level) {
  if (level == CJSON_ALL_LEVELS) return group->rows;
  if (level < group->min_depth) return 0;
  uint32_t k = level - group->min_depth;
  if (k < CJSON_LEVELS) return group->levels[k];
  return group->levels[CJSON_LEVELS - 1] == group->rows ? (int64_t)group->rows : -1;
}

static uint64_t count_in_block(const cjson_index *index, uint64_t block, uint64_t from, uint64_t to, uint32_t level) {
  uint64_t rows = 0;
  FOR_EACH_TOKEN_OF_BLOCK(index, block, {
    if (offset >= to) goto done;
    rows += offset >= from && depth <= level && cjson_begins_row[previous][kind];
  })
done:
  return rows;
}

static uint64_t rows_before(const cjson_index *index, uint64_t offset) {
  uint64_t block = offset / CJSON_BLOCK_SIZE;
  if (block >= block_total(index)) return index->row_count;
  uint64_t group = block / CJSON_BLOCKS_PER_GROUP;
  uint64_t rows = block_at(index, block)->rows_before;
  if (group > 0) rows += index->groups[group - 1].rows_before + index->groups[group - 1].rows;
  if (offset % CJSON_BLOCK_SIZE > 0) rows += count_in_block(index, block, 0, offset, CJSON_ALL_LEVELS);
  return rows;
}

uint64_t cjson_count_rows(const cjson_index *index, uint64_t from, uint64_t to, uint32_t level) {
  if (to > index->count) to = index->count;
  if (from >= to) return 0;
  if (level == CJSON_ALL_LEVELS) return rows_before(index, to) - (from > 0 ? rows_before(index, from) : 0);
  uint64_t rows = 0, block = from / CJSON_BLOCK_SIZE, last = (to - 1) / CJSON_BLOCK_SIZE;
  while (block <= last) {
    uint64_t start = block * CJSON_BLOCK_SIZE;
    uint64_t group = block / CJSON_BLOCKS_PER_GROUP;
    if (block % CJSON_BLOCKS_PER_GROUP == 0 && group < index->group_count && start >= from
        && start + CJSON_BLOCKS_PER_GROUP * CJSON_BLOCK_SIZE <= to) {
      int64_t whole = group_rows_at(&index->groups[group], level);
      if (whole >= 0) {
        rows += (uint64_t)whole;
        block += CJSON_BLOCKS_PER_GROUP;
        continue;
      }
    }
    int64_t known = -1;
    if (start >= from && start + block_length(index, block) <= to) known = rows_at(block_at(index, block), level);
    rows += known >= 0 ? (uint64_t)known : count_in_block(index, block, from, to, level);
    block++;
  }
  return rows;
}

// The last block whose first row is the n-th row of the text or an earlier one.
static uint64_t block_of_row(const cjson_index *index, uint64_t n) {
  uint64_t low = 0, high = index->group_count;
  while (low < high) {
    uint64_t middle = (low + high) / 2;
    if (index->groups[middle].rows_before + index->groups[middle].rows <= n) low = middle + 1; else high = middle;
  }
  uint64_t before = 0;
  if (low > 0) before = index->groups[low - 1].rows_before + index->groups[low - 1].rows;
  uint64_t block = low * CJSON_BLOCKS_PER_GROUP, end = block + CJSON_BLOCKS_PER_GROUP;
  if (end > block_total(index)) end = block_total(index);
  while (block < end && before + block_at(index, block)->rows_before + block_at(index, block)->rows <= n) block++;
  return block;
}

uint64_t cjson_select_row(const cjson_index *index, uint64_t from, uint64_t n, uint32_t level) {
  uint64_t total = block_total(index);
  uint64_t block = from / CJSON_BLOCK_SIZE;
  if (level == CJSON_ALL_LEVELS) {
    uint64_t skipped = from > 0 ? rows_before(index, from) : 0;
    if (n >= index->row_count - skipped) return CJSON_NOWHERE;
    n += skipped;
    block = block_of_row(index, n);
    from = block * CJSON_BLOCK_SIZE;
    n -= rows_before(index, from);
  }
  uint64_t found = CJSON_NOWHERE;
  while (block < total) {
    uint64_t group = block / CJSON_BLOCKS_PER_GROUP;
    bool whole = block * CJSON_BLOCK_SIZE >= from;
    if (whole && block % CJSON_BLOCKS_PER_GROUP == 0 && group < index->group_count) {
      int64_t rows = group_rows_at(&index->groups[group], level);
      if (rows >= 0 && (uint64_t)rows <= n) {
        n -= (uint64_t)rows;
        block += CJSON_BLOCKS_PER_GROUP;
        continue;
      }
    }
    int64_t rows = whole ? rows_at(block_at(index, block), level) : -1;
    if (rows >= 0 && (uint64_t)rows <= n) {
      n -= (uint64_t)rows;
      block++;
      continue;
    }
    FOR_EACH_TOKEN_OF_BLOCK(index, block, {
      if (offset >= from && depth <= level && cjson_begins_row[previous][kind] && n-- == 0) {
        found = offset;
        goto done;
      }
    })
    block++;
  }
done:
  return found;
}

cjson_state cjson_state_at(const cjson_index *index, uint64_t offset) {
  uint64_t block = offset / CJSON_BLOCK_SIZE;
  if (offset >= index->count) return index->end;
  cjson_state state = unpack(block_at(index, block));
  cjson_block ignored;
  cjson_scan_block(index->bytes + block * CJSON_BLOCK_SIZE, (size_t)(offset % CJSON_BLOCK_SIZE), block == 0, &state, &ignored);
  return state;
}

uint64_t cjson_find_close(const cjson_index *index, uint64_t from, uint32_t limit) {
  uint64_t total = block_total(index);
  uint64_t block = (from + 1) / CJSON_BLOCK_SIZE;
  uint64_t found = CJSON_NOWHERE;
  while (block < total) {
    uint64_t group = block / CJSON_BLOCKS_PER_GROUP;
    bool whole = block * CJSON_BLOCK_SIZE > from;
    if (whole && block % CJSON_BLOCKS_PER_GROUP == 0 && group < index->group_count
        && index->groups[group].min_depth > limit) {
      block += CJSON_BLOCKS_PER_GROUP;
      continue;
    }
    if (block_at(index, block)->min_depth <= limit) {
      FOR_EACH_TOKEN_OF_BLOCK(index, block, {
        if (offset > from && kind == CJSON_TOKEN_CLOSE && depth <= limit + 1) {
          found = offset;
          goto done;
        }
      })
    }
    block++;
  }
done:
  return found;
}

size_t cjson_enclosing(const cjson_index *index, uint64_t offset_, uint64_t *opens, size_t capacity) {
  if (block_total(index) == 0) return 0;
  uint32_t wanted = cjson_state_at(index, offset_).depth;  // brackets at depths below this are still to be found
  size_t count = wanted < capacity ? wanted : capacity;
  uint32_t first = wanted - (uint32_t)count;
  uint64_t block = offset_ / CJSON_BLOCK_SIZE;
  if (block >= block_total(index)) block = block_total(index) - 1;
  while (wanted > first) {
    if (block_at(index, block)->min_depth < wanted) {
      // Later brackets at a depth take the place of earlier ones; what stays is what is open at the end.
      uint32_t least = wanted;
      FOR_EACH_TOKEN_OF_BLOCK(index, block, {
        if (depth < least) least = depth;
        if (offset >= offset_) goto scanned;
        if (kind == CJSON_TOKEN_OPEN && depth < wanted && depth >= first) opens[depth - first] = offset;
      })
    scanned:
      wanted = least;
    }
    if (block == 0) break;
    block--;
    while (wanted > first && block > 0 && block % CJSON_BLOCKS_PER_GROUP == CJSON_BLOCKS_PER_GROUP - 1
           && block / CJSON_BLOCKS_PER_GROUP < index->group_count
           && index->groups[block / CJSON_BLOCKS_PER_GROUP].min_depth >= wanted && block >= CJSON_BLOCKS_PER_GROUP)
      block -= CJSON_BLOCKS_PER_GROUP;
  }
  return count;
}

uint64_t cjson_row_at_or_after(const cjson_index *index, uint64_t offset) {
  return cjson_select_row(index, offset, 0, CJSON_ALL_LEVELS);
}

uint64_t cjson_row_at_or_before(const cjson_index *index, uint64_t offset) {
  uint64_t rows = offset >= index->count ? index->row_count : rows_before(index, offset + 1);
  return rows > 0 ? cjson_select_row(index, 0, rows - 1, CJSON_ALL_LEVELS) : CJSON_NOWHERE;
}

void cjson_string_mask(const cjson_index *index, uint64_t block, uint64_t mask[CJSON_BLOCK_SIZE / 64]) {
  const uint8_t *p = index->bytes + block * CJSON_BLOCK_SIZE;
  const size_t n = block_length(index, block);
  cjson_state state = unpack(block_at(index, block));
  cjson_lexer lexer = cjson_lexer_from(&state);
  memset(mask, 0, CJSON_BLOCK_SIZE / 8);
  for (size_t chunk = 0; chunk < n; chunk += 64) {
    uint8_t padded[64];
    memset(padded, ' ', 64);
    memcpy(padded, p + chunk, n - chunk < 64 ? n - chunk : 64);
    cjson_masks masks = cjson_classify(padded);
    uint64_t quote = masks.quote;
    if (masks.backslash | lexer.escape_carry) quote &= ~cjson_escaped_bytes(masks.backslash, &lexer.escape_carry);
    mask[chunk / 64] = cjson_parity(quote) ^ lexer.string_carry;
    lexer.string_carry = (uint64_t)((int64_t)mask[chunk / 64] >> 63);
  }
}
