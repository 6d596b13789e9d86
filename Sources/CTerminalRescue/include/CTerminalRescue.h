#pragma once
// Leaves the terminal whole on every way out of the process, crashes included.
//
// Everything that a signal handler needs is prepared before: the terminal's modes, the bytes that undo ours, the path of the crash
// note. Handlers call only what POSIX allows in them, on a stack of their own.

#include <stdbool.h>
#include <stddef.h>

/// Whose the terminal is.
typedef enum {
  terminal_rescue_idle = 0,
  /// Ours: it is mended on the way out.
  terminal_rescue_active = 1,
  /// Lent to a child: keys like Ctrl-C are the child's, and reach us only because we share its process group.
  terminal_rescue_lent = 2,
} terminal_rescue_state;

/// Keeps the modes of the terminal behind `descriptor`, to be set again; false where it is no terminal.
bool terminal_rescue_save(int descriptor);
/// The bytes that end our modes: main screen, visible cursor, no mouse reports and so on. At most 1024 are kept.
void terminal_rescue_set_reset(const char *bytes, size_t count);
/// Where a crash is noted, and what to call the program there. An empty path: no note.
void terminal_rescue_set_note(const char *path, const char *program);
/// Installs the handlers and answers a descriptor on which each orderly signal arrives as one byte: SIGWINCH, SIGTERM, SIGHUP,
/// SIGINT, SIGTSTP, SIGCONT. A second SIGTERM, SIGHUP or SIGINT ends the process at once. -1 where that fails.
int terminal_rescue_install(void);
void terminal_rescue_set_state(terminal_rescue_state state);
/// Writes the reset bytes and sets the saved modes, if the terminal is ours. May be called at any time, twice too.
void terminal_rescue_restore(void);
/// Sets the saved modes, without writing anything.
void terminal_rescue_restore_modes(void);
/// Loads what a backtrace needs, so that the handler has nothing to load.
void terminal_rescue_prepare_backtrace(void);
/// Raises a signal with its default action: for SIGTERM and its like once all is saved, for SIGTSTP to stop until SIGCONT.
void terminal_rescue_raise(int signal_number);
/// Whether the kernel would write this process's memory to a core file, or give it to the program that gathers them.
bool terminal_rescue_is_dumpable(void);
/// Memory holds secrets: no core files, and no debugger of the same user.
void terminal_rescue_disable_core_dumps(void);
