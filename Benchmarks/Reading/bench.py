#!/usr/bin/env python3
"""What reading JSON costs with `cio-console view`, seen from outside, beside `jq | less`, vim, visidata and jq in one run.

  bench.py PROGRAM FOLDER [PART ...]

PROGRAM is the release build; FOLDER is where files of 1, 10 and 100 MB are made, unless they are there already. PART is pages, keys,
searches, filters; without one, all. Nothing but Python's own library is used; programs that are not installed are left out. Medians; programs
take turns, so that a slow moment of the machine falls on all of them.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Terminal"))

from customers import write  # noqa: E402
from terminal import ESCAPES, Terminal  # noqa: E402

SIZES = {"1 MB": 1_000_000, "10 MB": 10_000_000, "100 MB": 100_000_000}
FIRST, LAST = b"cus_0000000", b"THEEND"
DOWN, UP = b"\x1bOB", b"\x1bOA"


def shown_text(data):
    """What of it can be seen, without spaces."""
    return ESCAPES.sub(b"", data)


class Bench:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder, exist_ok=True)
        self.files = {}
        for name, size in SIZES.items():
            self.files[name] = os.path.join(folder, f"customers-{size // 1_000_000}.json")
            if not os.path.exists(self.files[name]):
                with open(self.files[name] + ".part", "wb") as file:
                    write(size, file)
                os.rename(self.files[name] + ".part", self.files[name])
        self.small = os.path.join(folder, "small.json")
        with open(self.small, "w") as file:
            file.write('{"a": 1}')
        self.home = tempfile.TemporaryDirectory()
        self.environment = {"CIO_CONSOLE_HOME": self.home.name, "LESS": "", "LESSOPEN": ""}

    def view(self, file):
        return Terminal([self.program, "view", file], self.environment)

    # Pages

    def readers(self, file):
        readers = {"cio-console view FILE": ([self.program, "view", file], FIRST, LAST)}
        if shutil.which("jq") and shutil.which("less"):
            readers["jq . FILE | less"] = (["sh", "-c", f"jq . '{file}' | less"], FIRST, LAST)
        if shutil.which("vim"):
            readers["vim -u NONE -n FILE"] = (["vim", "-u", "NONE", "-n", file], FIRST, LAST)
        if shutil.which("vd"):
            # It shows the file's two keys as one row, with the first customer in it.
            readers["vd FILE"] = (["vd", file], b"{9}id=", None)
        return readers

    def pages(self):
        """From exec to the first customer on the screen, and from `G` to the last line."""
        print(f"\n{'a file':10}{'read by':26}{'first page':>13}{'ratio':>8}{'the end':>12}{'ratio':>8}{'peak memory':>13}")
        for size, file in self.files.items():
            samples = {}
            for turn in range(5):
                for name, (arguments, first, last) in self.readers(file).items():
                    if name.startswith("vd") and turn > 0 or name.startswith("jq") and size == "100 MB" and turn > 2:
                        continue
                    samples.setdefault(name, []).append(self.page(arguments, first, last))
            base = None
            for name, rows in samples.items():
                shown, ended, peak = (median(column) for column in zip(*rows))
                base = base or (shown, ended)
                print(f"{size:10}{name:26}{milliseconds(shown):>13}{ratio(shown, base[0]):>8}"
                      f"{milliseconds(ended):>12}{ratio(ended, base[1]):>8}{peak:9.1f} MiB")

    def page(self, arguments, first, last):
        terminal = Terminal(arguments, self.environment)
        shown = self.until(terminal, first, terminal.began)
        ended = None
        if last and shown is not None:
            began = time.perf_counter()
            os.write(terminal.descriptor, b"G")
            ended = self.until(terminal, last, began)
        peak = sum(memory(process) for process in family(terminal.process))
        terminal.close()
        return shown, ended, peak

    @staticmethod
    def until(terminal, text, began, limit=120):
        data = b""
        while time.perf_counter() - began < limit:
            chunk = terminal.read(5)
            if chunk == b"":
                return None
            data += chunk or b""
            if text in shown_text(data):
                return time.perf_counter() - began
        return None

    # Keys

    def keys(self):
        """From a key to its first byte on the screen, at the top, in the middle and at the end of 100 MB, and on a screen with three rows."""
        file = self.files["100 MB"]
        places = {"top": b"", "middle": b".customers[190000]\r", "end": b"G"}
        cases = {"three rows, arrow": (self.small, b"", [DOWN, UP])}
        for place, way in places.items():
            cases[f"100 MB, {place}: arrow"] = (file, way, [UP, DOWN] if place == "end" else [DOWN, UP])
            cases[f"100 MB, {place}: page"] = (file, way, [b"\x1b[5~", b"\x1b[6~"])
            # Of the nearest object, from its first line.
            cases[f"100 MB, {place}: fold, unfold"] = (file, way + (b"p" if place == "end" else b"j" * (place == "top")), [b"\r"])
        samples = {}
        for _ in range(3):
            for name, (file, way, keys) in cases.items():
                terminal = self.view(file)
                terminal.settle(0.6)
                for byte in re.findall(rb"\.[^\r]*\r|.", way):
                    os.write(terminal.descriptor, byte[:1])
                    terminal.settle(0.3)
                    if len(byte) > 1:
                        os.write(terminal.descriptor, b"\x1b[200~" + byte[1:-1] + b"\x1b[201~")
                        terminal.settle(0.3)
                        os.write(terminal.descriptor, byte[-1:])
                        terminal.settle(0.5)
                for number in range(40):
                    seconds, _ = terminal.press(keys[number % len(keys)])
                    if seconds is not None:
                        samples.setdefault(name, []).append(seconds)
                terminal.close()
        print(f"\n{'a key':34}{'p50':>13}{'ratio':>8}{'p95':>12}")
        base = None
        for name, rows in samples.items():
            rows.sort()
            base = base or rows[len(rows) // 2]
            print(f"{name:34}{rows[len(rows) // 2] * 1e3:10.3f} ms{rows[len(rows) // 2] / base:8.2f}"
                  f"{rows[int(len(rows) * 0.95)] * 1e3:9.3f} ms")

    # Searches

    def searches(self):
        """From the moment that a search's text is there to the last change of the screen, its count with all 100 MB searched."""
        patterns = [
            ("text", "THE END"), ("text", "no such customer"), ("text", "perlman"),
            ("expression", r"ada\.\d*7@example"), ("expression", r"[a-z]+@[a-z]+\.org"), ("expression", r"\d+\.99"),
            ("expression", "(Hopper|Perlman)"), ("expression", "^cus_0000001$"), ("expression", "[0-9]{4}-"), ("expression", "."), ("expression", ".*"),
        ]
        file = self.files["100 MB"]
        samples, found = {}, {}
        for _ in range(3):
            for kind, pattern in patterns:
                terminal = self.view(file)
                terminal.settle(0.6)
                os.write(terminal.descriptor, b"/")
                terminal.settle(0.3)
                began = last = time.perf_counter()
                os.write(terminal.descriptor, b"\x1b[200~" + pattern.encode() + b"\x1b[201~")
                data = b""
                while chunk := terminal.read(0.6):
                    data += chunk
                    last = time.perf_counter()
                samples.setdefault((kind, pattern), []).append(last - began)
                counts = re.findall(rb"(?:\d+of|^|[^\d,])([\d,]+)(?=of|match)|of([\d,]+)", shown_text(data))
                found[pattern] = (counts[-1][0] or counts[-1][1]).decode() if counts else "none"
                terminal.close()
        print(f"\n{'a search through 100 MB':40}{'time':>13}{'speed':>13}{'matches':>12}")
        for (kind, pattern), rows in samples.items():
            seconds = statistics.median(rows)
            print(f"{kind + ' ' + pattern:40}{seconds * 1e3:10.1f} ms{os.path.getsize(file) / seconds / 1e6:8.0f} MB/s"
                  f"{found[pattern]:>12}")

    # Filters

    def filters(self):
        """The whole of a command that prints a filter's results over 100 MB, beside jq's."""
        if not shutil.which("jq"):
            return
        file = self.files["100 MB"]
        filters = [
            ".customers[] | select(.unsubscribed) | .email", ".customers[] | select(.usage.spent > 990) | .email", ".customers[190000]",
            ".customers | length", "[.customers[].usage.spent] | add", '.customers[] | select(.email | test("^ada")) | .id',
            ".customers | group_by(.plan) | map({plan: .[0].plan, n: length})",
        ]
        samples = {}
        for _ in range(3):
            for text in filters:
                for name, arguments in (("ours", [self.program, "view", file, "--jq", text]), ("jq", ["jq", "-c", text, file])):
                    began, used = time.perf_counter(), os.times()
                    output = subprocess.run(arguments, env=dict(os.environ, **self.environment), capture_output=True).stdout
                    seconds, now = time.perf_counter() - began, os.times()
                    processor = now.children_user + now.children_system - used.children_user - used.children_system
                    samples.setdefault((text, name), []).append((seconds, processor, output))
        print(f"\n{'a filter over 100 MB':68}{'view --jq':>12}{'jq':>12}{'ratio':>8}{'processor':>22}")
        for text in filters:
            ours, theirs = samples[text, "ours"], samples[text, "jq"]
            times = [statistics.median(row[0] for row in rows) for rows in (ours, theirs)]
            processor = [statistics.median(row[1] for row in rows) for rows in (ours, theirs)]
            same = "" if ours[0][2] == theirs[0][2] else "  (other results)"
            print(f"{text:68}{milliseconds(times[0]):>12}{milliseconds(times[1]):>12}{times[1] / times[0]:8.2f}"
                  f"{processor[0]:9.2f} : {processor[1]:.2f} s{same}")


def family(process):
    """A process and those that it started."""
    found = [process]
    for one in found:
        try:
            with open(f"/proc/{one}/task/{one}/children") as file:
                found += [int(word) for word in file.read().split()]
        except OSError:
            pass
    return found


def memory(process):
    """MiB at most so far."""
    try:
        with open(f"/proc/{process}/status") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0


def median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def milliseconds(seconds):
    return "" if seconds is None else f"{seconds * 1e3:,.1f} ms"


def ratio(value, base):
    return "" if value is None or not base else f"{value / base:.1f}"


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    bench = Bench(*(os.path.abspath(path) for path in sys.argv[1:3]))
    load = os.getloadavg()
    print(f"{os.cpu_count()} processors, a load of {load[0]:.1f} before, a terminal of 120 × 36")
    for part in sys.argv[3:] or ["pages", "keys", "searches", "filters"]:
        getattr(bench, part)()


if __name__ == "__main__":
    main()
