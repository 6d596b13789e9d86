#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <wchar.h>

// Globals and macros of curses as functions: Swift neither imports the macros nor lets the globals cross threads unseen.

extern int wcwidth(wchar_t character);
// Declared by the C library only to those who ask for GNU's names.
extern int memfd_create(const char *name, unsigned flags);
extern int dup3(int from, int to, int flags);

/// A file in memory that no child inherits; -1 where the system has none.
static inline int cn_memory_file(void) { return memfd_create("frame", 1 /* MFD_CLOEXEC */); }
/// Whether the limit on the size of files, which holds for those in memory too and can be set from outside at any time, leaves
/// room for a frame.
static inline int cn_has_room_for_frames(void) {
  struct rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur >= 64 << 20;
}
/// Makes a descriptor lead where another one does.
static inline int cn_redirect(int descriptor, int target) { return dup3(target, descriptor, O_CLOEXEC); }

static inline SCREEN *cn_newterm(const char *type, FILE *output) { return newterm(type, output, stdin); }
static inline int cn_lines(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }

static inline void cn_prepare(void) {
  raw();
  noecho();
  nonl();
  idlok(stdscr, TRUE);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  // Waiting keys must not break off an update: we read them, curses never does.
  typeahead(-1);
}

/// A cell with one narrow character of ASCII.
static inline cchar_t cn_ascii(char character, attr_t attributes, int pair) {
  cchar_t cell;
  memset(&cell, 0, sizeof cell);
  cell.attr = attributes | (attr_t)COLOR_PAIR(pair < 255 ? pair : 255);
  cell.chars[0] = (wchar_t)(unsigned char)character;
  cell.ext_color = pair;
  return cell;
}

/// A cell with one character and its marks; `text` ends in zero. A blank where curses refuses it.
static inline cchar_t cn_cell(const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  memset(&cell, 0, sizeof cell);
  if (setcchar(&cell, text, attributes, 0, &pair) != OK) return cn_ascii(' ', attributes, pair);
  return cell;
}

/// Puts neighbouring cells; a wide one is given once.
static inline void cn_put(int row, int column, const cchar_t *cells, int count) {
  mvwadd_wchnstr(stdscr, row, column, cells, count);
}

static inline void cn_update(int row, int column, int visible) {
  wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  curs_set(visible);
  doupdate();
}

static inline void cn_forget(void) { clearok(curscr, TRUE); }
static inline void cn_erase(void) { werase(stdscr); }

/// A string capability, or NULL where the terminal has none.
static inline const char *cn_string(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

static inline int cn_number(const char *name) { return tigetnum((char *)name); }
static inline int cn_flag(const char *name) { return tigetflag((char *)name); }

static inline int cn_has_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

static inline int cn_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

static inline attr_t cn_bold(void) { return A_BOLD; }
static inline attr_t cn_dim(void) { return A_DIM; }
static inline attr_t cn_italic(void) { return A_ITALIC; }
static inline attr_t cn_underline(void) { return A_UNDERLINE; }
static inline attr_t cn_reverse(void) { return A_REVERSE; }
