"""A pseudo-terminal with a program in it, and what the kernel says of that program."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

ROWS, COLUMNS = 36, 120
ESCAPES = re.compile(
    rb"\x1b\[[0-9;?<>=!]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)|\x1b[()][0-9A-B]|\x1b[=>78cDEHMNOZ]|[\x00-\x20]")


class Terminal:
    """Starts a program; `began` is the moment of its exec."""

    def __init__(self, arguments, environment=None):
        gate, opener = os.pipe()
        self.process, self.descriptor = pty.fork()
        if self.process == 0:
            os.close(opener)
            os.environ.pop("TMUX", None)
            os.environ.update(
                {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
                **(environment or {}))
            os.read(gate, 1)
            os.execvp(arguments[0], arguments)
        os.close(gate)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.began = time.perf_counter()
        os.write(opener, b"x")
        os.close(opener)

    def read(self, seconds):
        """What comes next; None where nothing does, b"" at the end."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        if not ready:
            return None
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:
            return b""
        # Some programs ask the terminal who it is, and wait for the answer.
        if b"\x1b[c" in data:
            os.write(self.descriptor, b"\x1b[?62;22c")
        return data

    def settle(self, quiet=0.5, limit=20):
        """Reads until nothing comes any more; answers it all."""
        end = time.perf_counter() + limit
        data = b""
        while time.perf_counter() < end:
            chunk = self.read(quiet)
            if not chunk:
                break
            data += chunk
        return data

    def press(self, key):
        """Seconds from a key to the first byte that it brings to the screen, and how many bytes there are of it."""
        began = time.perf_counter()
        os.write(self.descriptor, key)
        chunk = self.read(1.0)
        if not chunk:
            return None, 0
        seconds, count = time.perf_counter() - began, len(chunk)
        while chunk := self.read(0.02):
            count += len(chunk)
        return seconds, count

    def write(self, data):
        """Writes as fast as the program takes it, reading what it draws meanwhile."""
        while data:
            readable, writable, _ = select.select([self.descriptor], [self.descriptor], [], 10)
            if readable:
                self.read(0)
            if writable:
                data = data[os.write(self.descriptor, data[:4096]):]

    def close(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.process, number)
            except ProcessLookupError:
                break
            end = time.perf_counter() + 2
            while time.perf_counter() < end:
                self.read(0.01)
                if os.waitpid(self.process, os.WNOHANG)[0]:
                    os.close(self.descriptor)
                    return
        os.close(self.descriptor)

    def memory(self):
        """MiB that are resident now, and at most so far."""
        with open(f"/proc/{self.process}/status") as file:
            lines = dict(line.split(":", 1) for line in file if line.startswith(("VmRSS", "VmHWM")))
        return tuple(int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))

    def processor_time(self):
        """Milliseconds that all its threads have run so far, those that have ended too."""
        # The kernel's number for the clock of another process (CPUCLOCK_SCHED).
        return time.clock_gettime_ns(~self.process << 3 | 2) / 1e6


def visible(data):
    """How many bytes of it can be seen."""
    return len(ESCAPES.sub(b"", data))
