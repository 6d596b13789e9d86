// The floor: the least that a program on ncurses costs. It shows a list of rows, of which the arrow keys select one, and a field into
// which letters are typed. Whatever the console costs beyond it is the console's own.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>

int main(void) {
  setlocale(LC_ALL, "");
  initscr();
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  set_escdelay(25);
  start_color();
  use_default_colors();
  init_pair(1, COLOR_GREEN, -1);
  char field[64] = "";
  int row = 0, length = 0, rows = LINES - 2;
  for (;;) {
    erase();
    attron(COLOR_PAIR(1));
    mvprintw(0, 0, "floor > %s", field);
    attroff(COLOR_PAIR(1));
    for (int i = 0; i < rows; i++) {
      mvprintw(i + 1, 0, "%c row %-4d customer%d@example.com", i == row ? '>' : ' ', i, i);
    }
    move(0, 8 + length);
    refresh();
    int key = getch();
    if (key == 17 || key == ERR) break;  // Ctrl-Q, or a terminal that is gone
    if (key == KEY_DOWN) row = (row + 1) % rows;
    if (key == KEY_UP) row = (row + rows - 1) % rows;
    if (key >= ' ' && key < 127 && length < 63) field[length++] = (char)key, field[length] = 0;
  }
  endwin();
  return 0;
}
