#define _GNU_SOURCE
#include "CTerminalRescue.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static int terminal = -1;
static struct termios saved_modes;
static char reset_bytes[1024];
static volatile size_t reset_count;
static char note_path[1024];
static char program_name[128] = "cio-console";
static _Atomic int state = terminal_rescue_idle;
static int signal_pipe[2] = {-1, -1};
static volatile sig_atomic_t terminations;
static atomic_flag crashing = ATOMIC_FLAG_INIT;
static _Alignas(16) char handler_stack[128 * 1024];

static bool write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

static bool write_text(int descriptor, const char *text) { return write_all(descriptor, text, strlen(text)); }

static void write_number(int descriptor, uint64_t value, unsigned base) {
  char digits[24];
  size_t at = sizeof digits;
  do {
    digits[--at] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value > 0 && at > 0);
  write_all(descriptor, digits + at, sizeof digits - at);
}

bool terminal_rescue_save(int descriptor) {
  if (tcgetattr(descriptor, &saved_modes) != 0) return false;
  terminal = descriptor;
  return true;
}

void terminal_rescue_set_reset(const char *bytes, size_t count) {
  if (count > sizeof reset_bytes) count = 0;
  reset_count = 0;
  memcpy(reset_bytes, bytes, count);
  reset_count = count;
}

static void copy_text(char *to, size_t room, const char *from) {
  size_t count = strnlen(from, room - 1);
  memcpy(to, from, count);
  to[count] = 0;
}

void terminal_rescue_set_note(const char *path, const char *program) {
  copy_text(note_path, sizeof note_path, path);
  copy_text(program_name, sizeof program_name, program);
}

void terminal_rescue_set_state(terminal_rescue_state new_state) { atomic_store(&state, new_state); }

void terminal_rescue_restore_modes(void) {
  if (terminal < 0) return;
  // In the background, changing the modes would stop us; the shell has set its own by then.
  sigset_t stop, old;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &old);
  while (tcsetattr(terminal, TCSANOW, &saved_modes) != 0 && errno == EINTR) {}
  pthread_sigmask(SIG_SETMASK, &old, NULL);
}

void terminal_rescue_restore(void) {
  int expected = terminal_rescue_active;
  if (terminal < 0 || !atomic_compare_exchange_strong(&state, &expected, terminal_rescue_idle)) return;
  int error = errno;
  tcflow(terminal, TCOON);  // output stopped by Ctrl-S would hold us here for ever
  write_all(terminal, reset_bytes, reset_count);
  terminal_rescue_restore_modes();
  errno = error;
}

static const char *name_of(int signal_number) {
  switch (signal_number) {
    case SIGSEGV: return "SIGSEGV";
    case SIGBUS: return "SIGBUS";
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGFPE: return "SIGFPE";
    case SIGABRT: return "SIGABRT";
    case SIGQUIT: return "SIGQUIT";
    case SIGSYS: return "SIGSYS";
    case SIGXCPU: return "SIGXCPU";
    case SIGALRM: return "SIGALRM";
    case SIGUSR1: return "SIGUSR1";
    case SIGUSR2: return "SIGUSR2";
    default: return "a signal";
  }
}

static bool write_note(int signal_number, const siginfo_t *info) {
  if (note_path[0] == 0) return false;
  int note = open(note_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (note < 0) return false;
  if (!write_text(note, program_name)) {  // the disk is full: an empty note says nothing
    close(note);
    unlink(note_path);
    return false;
  }
  write_text(note, "\nsignal ");
  write_text(note, name_of(signal_number));
  write_text(note, "\ncode ");
  write_number(note, (uint64_t)(unsigned)(info ? info->si_code : 0), 10);
  write_text(note, "\nseconds since 1970 ");
  write_number(note, (uint64_t)time(NULL), 10);
  write_text(note, "\nprocess ");
  write_number(note, (uint64_t)getpid(), 10);
  write_text(note, "\nframes\n");
  void *frames[64];
  int count = backtrace(frames, 64);
  backtrace_symbols_fd(frames, count, note);
  close(note);
  return true;
}

static void raise_default(int signal_number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  sigaction(signal_number, &action, NULL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal_number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  raise(signal_number);
}

static void on_crash(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  int owner = atomic_load(&state);
  if (owner == terminal_rescue_lent && signal_number == SIGQUIT && info && info->si_code == SI_KERNEL) return;
  // A crash of the handler, or of another thread meanwhile, must not begin anew.
  if (atomic_flag_test_and_set(&crashing)) {
    terminal_rescue_restore();
    raise_default(signal_number);
    _exit(128 + signal_number);
  }
  terminal_rescue_restore();
  bool noted = write_note(signal_number, info);
  write_text(STDERR_FILENO, "\n");
  write_text(STDERR_FILENO, program_name);
  write_text(STDERR_FILENO, " ended on ");
  write_text(STDERR_FILENO, name_of(signal_number));
  write_text(STDERR_FILENO, noted ? ". The crash note is " : ". No crash note could be written.");
  if (noted) write_text(STDERR_FILENO, note_path);
  write_text(STDERR_FILENO, "\n");
  raise_default(signal_number);
  _exit(128 + signal_number);
}

static void on_signal(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  int error = errno;
  bool from_keyboard = info && info->si_code == SI_KERNEL;
  if (atomic_load(&state) == terminal_rescue_lent && from_keyboard &&
      (signal_number == SIGINT || signal_number == SIGTSTP)) {
    if (signal_number == SIGTSTP) raise(SIGSTOP);  // the child stops too; both go on with SIGCONT
    errno = error;
    return;
  }
  if (signal_number == SIGTERM || signal_number == SIGHUP || signal_number == SIGINT) {
    if (terminations > 0) {
      terminal_rescue_restore();
      raise_default(signal_number);
      _exit(128 + signal_number);
    }
    terminations = 1;
  }
  char byte = (char)signal_number;
  ssize_t ignored = write(signal_pipe[1], &byte, 1);
  (void)ignored;
  errno = error;
}

static void install(int signal_number, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action, old;
  if (sigaction(signal_number, NULL, &old) != 0) return;
  // What the parent ignores for us (nohup) stays ignored.
  if (old.sa_handler == SIG_IGN && signal_number == SIGHUP) return;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | flags;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

int terminal_rescue_install(void) {
  if (signal_pipe[0] >= 0) return signal_pipe[0];
  if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL,  SIGTRAP, SIGFPE,  SIGABRT,
                                SIGQUIT, SIGSYS, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) install(crashes[i], on_crash, 0);
  static const int orderly[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
  for (size_t i = 0; i < sizeof orderly / sizeof *orderly; i++) install(orderly[i], on_signal, SA_RESTART);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // a file over its limit shows in the result of writing, as a full disk does
  atexit(terminal_rescue_restore);
  return signal_pipe[0];
}

void terminal_rescue_prepare_backtrace(void) {
  void *frame[1];
  backtrace(frame, 1);
}

void terminal_rescue_raise(int signal_number) {
  if (signal_number != SIGTSTP) {
    raise_default(signal_number);
    return;
  }
  struct sigaction old;
  sigaction(SIGTSTP, NULL, &old);
  // The other programs of the job stop too, as they do for Ctrl-Z.
  signal(SIGTSTP, SIG_IGN);
  kill(0, SIGTSTP);
  raise_default(SIGTSTP);
  sigaction(SIGTSTP, &old, NULL);
}

bool terminal_rescue_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1; }

void terminal_rescue_disable_core_dumps(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
