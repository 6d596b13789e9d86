// Builds the index: the one pass over every byte.
#include "tokens.h"

#if defined(__clang__)
#pragma clang diagnostic ignored "-Winitializer-overrides"
#endif

const uint8_t cjson_token_classes[256] = {
  [0 ... 255] = CJSON_TOKEN_VALUE,
  ['{'] = CJSON_TOKEN_OPEN,   ['['] = CJSON_TOKEN_OPEN,  ['}'] = CJSON_TOKEN_CLOSE,
  [']'] = CJSON_TOKEN_CLOSE,  [','] = CJSON_TOKEN_COMMA, [':'] = CJSON_TOKEN_COLON,
};

// [token before][token]: a comma or colon goes with the value before it, and a value with the colon before it. Where there is
// none, as in `[,]`, it has a row of its own.
const uint8_t cjson_begins_row[6][6] = {
  [CJSON_TOKEN_NONE] = {0, 1, 1, 1, 1, 1},
  [CJSON_TOKEN_OPEN] = {0, 1, 0, 1, 1, 1},
  [CJSON_TOKEN_CLOSE] = {0, 1, 1, 0, 0, 1},
  [CJSON_TOKEN_COMMA] = {0, 1, 1, 1, 1, 1},
  [CJSON_TOKEN_COLON] = {0, 0, 1, 0, 0, 0},
  [CJSON_TOKEN_VALUE] = {0, 1, 1, 0, 0, 1},
};

static uint8_t pack(const cjson_state *state) {
  return (uint8_t)(state->in_string | state->escaped << 1 | state->in_run << 2 | state->previous << 3);
}

void cjson_scan_block(const uint8_t *p, size_t n, bool first, cjson_state *state, cjson_block *block) {
  uint16_t histogram[2 * CJSON_BLOCK_SIZE + 1];
  const uint32_t start = state->depth;
  const int64_t base = (int64_t)start - CJSON_BLOCK_SIZE;
  uint32_t depth = start, least = start, most = start;
  uint8_t previous = state->previous;
  uint16_t rows = 0;
  bool any = false;
  cjson_lexer lexer = cjson_lexer_from(state);
  block->start_depth = start;
  block->state = pack(state);

  // Depths a block can reach lie close together, so only the counters in use are cleared, when they come into use.
  histogram[CJSON_BLOCK_SIZE] = 0;
  CJSON_FOR_EACH_TOKEN(p, n, first && cjson_has_byte_order_mark(p, n), &lexer, at, {
    uint8_t class = cjson_token_classes[p[at]];
    uint8_t row = cjson_begins_row[previous][class];
    any = true;
    rows += row;
    histogram[(int64_t)depth - base] += row;
    previous = class;
    if (class == CJSON_TOKEN_OPEN) {
      if (++depth > most) { most = depth; histogram[(int64_t)depth - base] = 0; }
    } else if (class == CJSON_TOKEN_CLOSE && depth > 0) {
      if (--depth < least) { least = depth; histogram[(int64_t)depth - base] = 0; }
    }
  })

  block->min_depth = least;
  block->rows = rows;
  block->tokens = any;
  block->rows_before = 0;
  block->unused = 0;
  uint16_t sum = 0;
  for (uint32_t k = 0; k < CJSON_LEVELS; k++) {
    if (k <= most - least) sum += histogram[(int64_t)least + k - base];
    block->levels[k] = sum;
  }
  state->depth = depth;
  state->previous = previous;
  cjson_lexer_to(&lexer, state);
}

// Adds a block to its group; the group's levels count from its own least depth.
static void summarise(const cjson_block *blocks, uint64_t count, cjson_group *group) {
  uint32_t least = UINT32_MAX, rows = 0;
  for (uint64_t i = 0; i < count; i++) {
    if (blocks[i].min_depth < least) least = blocks[i].min_depth;
    rows += blocks[i].rows;
  }
  group->min_depth = least;
  group->rows = rows;
  memset(group->levels, 0, sizeof group->levels);
  for (uint64_t i = 0; i < count; i++) {
    uint32_t shift = blocks[i].min_depth - least;
    for (uint32_t k = shift; k < CJSON_LEVELS; k++) group->levels[k] += blocks[i].levels[k - shift];
  }
}

uint64_t cjson_extend(const uint8_t *bytes, uint64_t from, uint64_t count, cjson_state *state, cjson_block *blocks,
                      cjson_group *groups) {
  uint64_t block = from / CJSON_BLOCK_SIZE;
  for (; from + CJSON_BLOCK_SIZE <= count; from += CJSON_BLOCK_SIZE, block++) {
    cjson_scan_block(bytes + from, CJSON_BLOCK_SIZE, from == 0, state, &blocks[block]);
    uint64_t place = block % CJSON_BLOCKS_PER_GROUP;
    if (place > 0) blocks[block].rows_before = (uint16_t)(blocks[block - 1].rows_before + blocks[block - 1].rows);
    if (place == CJSON_BLOCKS_PER_GROUP - 1) {
      uint64_t group = block / CJSON_BLOCKS_PER_GROUP;
      summarise(&blocks[block - place], CJSON_BLOCKS_PER_GROUP, &groups[group]);
      groups[group].rows_before = group > 0 ? groups[group - 1].rows_before + groups[group - 1].rows : 0;
    }
  }
  return from;
}

void cjson_finish_index(cjson_index *index, cjson_state state) {
  uint64_t covered = index->block_count * CJSON_BLOCK_SIZE;
  uint64_t rows = 0;
  index->group_count = index->block_count / CJSON_BLOCKS_PER_GROUP;
  if (index->group_count > 0) {
    const cjson_group *last = &index->groups[index->group_count - 1];
    rows = last->rows_before + last->rows;
  }
  uint64_t in_group = 0;
  if (index->block_count % CJSON_BLOCKS_PER_GROUP > 0) {
    const cjson_block *last = &index->blocks[index->block_count - 1];
    in_group = (uint64_t)last->rows_before + last->rows;
  }
  cjson_scan_block(index->bytes + covered, (size_t)(index->count - covered), covered == 0, &state, &index->tail);
  index->tail.rows_before = (uint16_t)in_group;
  index->end = state;
  index->row_count = rows + in_group + index->tail.rows;
}
