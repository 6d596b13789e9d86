#!/usr/bin/env python3
"""What the console costs, seen from outside, beside the floor, less and htop in one run.

  bench.py PROGRAM FLOOR SLICES HOME

PROGRAM is the release build, FLOOR the compiled floor.c, SLICES the library made of slices.c, HOME a folder in which a store of 20 connections and 1,000 runs is made,
unless it is there already. Nothing but Python's own library is used. Medians; programs take turns, so that a slow moment of the machine
falls on all of them. Ratios are to the floor.
"""

import glob
import json
import mmap
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from terminal import Terminal, visible

RUNS, KEYS = 15, 80
DOWN, UP = b"\x1bOB", b"\x1bOA"


def prepare(program, home):
    """A store as a year of work leaves it."""
    environment = dict(os.environ, CIO_CONSOLE_HOME=home, USER="bench")

    def run(*arguments):
        subprocess.run([program, *arguments], env=environment, check=True, capture_output=True)

    if os.path.exists(os.path.join(home, "complete")):
        return
    os.makedirs(home, exist_ok=True)
    sandbox = subprocess.Popen(
        [program, "sandbox", "--port", "0", "--people", "50", "--rates", "off", "--output", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        at = json.loads(sandbox.stdout.readline())
        key = os.path.join(home, "key")
        with open(key, "w") as file:
            file.write(at["api_key"])
        run("connection", "add", "--connection-name", "acme", "--site-id", at["site_id"], "--api-key-file", key,
            "--track-url", at["track_url"], "--app-url", at["app_url"], "--kind", "staging")
        for number in range(19):
            run("connection", "add", "--connection-name", f"workspace-{number:02}", "--site-id", at["site_id"],
                "--api-key-file", key, "--region", "eu", "--no-test")
        os.remove(key)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: run(
                "event", "track", "--customer-id", f"ada-{number}", "--event-name", "receipt",
                "--data", '{"total": 19.90, "currency": "EUR"}', "--reason", f"ticket {number}"), range(1000)))
    finally:
        sandbox.terminate()
        sandbox.wait()
    open(os.path.join(home, "complete"), "w").close()


class Bench:
    def __init__(self, program, floor, slices, home):
        self.environment = {"CIO_CONSOLE_HOME": home, "USER": "bench"}
        self.program, self.floor, self.slices = program, floor, slices
        self.file = tempfile.NamedTemporaryFile("w", suffix=".txt")
        self.file.writelines(f"row {number} customer{number}@example.com\n" for number in range(10_000))
        self.file.flush()

    def programs(self):
        return {
            "floor": [self.floor], "cio-console": [self.program],
            "less": ["less", self.file.name], "htop": ["htop", "--delay=600"],
        }

    def open(self, arguments, **variables):
        # What was typed before would be there again.
        for file in glob.glob(os.path.join(self.environment["CIO_CONSOLE_HOME"], "state", "session.sqlite*")):
            os.remove(file)
        return Terminal(arguments, dict(self.environment, **variables))

    def start(self):
        """From exec to the first screen that shows anything, and to the one that stays."""
        samples = {}
        for _ in range(RUNS):
            for name, arguments in self.programs().items():
                terminal = self.open(arguments)
                first = settled = None
                data = b""
                while chunk := terminal.read(0.3):
                    data += chunk
                    settled = time.perf_counter() - terminal.began
                    if first is None and visible(data) >= 20:
                        first = settled
                samples.setdefault(name, []).append((first or settled, settled, terminal.memory()[1]))
                terminal.close()
        print(f"\n{'start':34}{'first frame':>13}{'ratio':>8}{'settled':>12}{'peak memory':>13}")
        base = statistics.median(sample[0] for sample in samples["floor"])
        for name, rows in samples.items():
            first, settled, peak = (statistics.median(column) for column in zip(*rows))
            print(f"{name:34}{first * 1e3:10.1f} ms{first / base:8.2f}{settled * 1e3:9.1f} ms{peak:9.1f} MiB")

    def keys(self):
        """From a key to its first byte on the screen, and the bytes that it costs."""
        form, journal = [self.program, "--goto", "modules/track-event"], [self.program, "--goto", "journal"]
        letters = [bytes([letter]) for letter in b"abcdefghijklmnopqrstuvwxyz"]
        cases = {
            "floor, arrow": ([self.floor], [DOWN, UP]),
            "floor, letter": ([self.floor], letters),
            "cio-console, arrow in a list": (journal, [DOWN, UP]),
            "cio-console, arrow that scrolls": (journal, [DOWN]),
            "cio-console, arrow in a form": (form, [DOWN, UP]),
            "cio-console, letter in a form": (form, letters),
            "less, arrow": (["less", self.file.name], [DOWN]),
            "htop, arrow": (["htop", "--delay=600"], [DOWN, UP]),
        }
        samples = {}
        for _ in range(3):
            for name, (arguments, keys) in cases.items():
                terminal = self.open(arguments)
                terminal.settle()
                if name.endswith("that scrolls"):
                    for _ in range(40):
                        terminal.press(DOWN)
                for number in range(60 if name == "floor, letter" else KEYS):
                    seconds, count = terminal.press(keys[number % len(keys)])
                    if seconds is not None:
                        samples.setdefault(name, []).append((seconds, count))
                terminal.close()
        print(f"\n{'a key':34}{'p50':>13}{'ratio':>8}{'p95':>12}{'bytes p50':>11}{'p95':>6}")
        for name, rows in samples.items():
            base = statistics.median(
                sample[0] for sample in samples["floor, letter" if name.endswith("letter in a form") else "floor, arrow"])
            seconds, counts = sorted(row[0] for row in rows), sorted(row[1] for row in rows)
            middle, late = len(rows) // 2, int(len(rows) * 0.95)
            print(f"{name:34}{seconds[middle] * 1e3:10.3f} ms{seconds[middle] / base:8.2f}{seconds[late] * 1e3:9.3f} ms"
                  f"{counts[middle]:11}{counts[late]:6}")

    def idle(self):
        """What is left to do when nobody does anything."""
        print(f"\n{'idle for 10 s':34}{'resident':>13}{'processor':>20}")
        for name, arguments in self.programs().items():
            terminal = self.open(arguments)
            terminal.settle(quiet=2)
            before = terminal.processor_time()
            terminal.settle(quiet=10, limit=10)
            print(f"{name:34}{terminal.memory()[0]:9.1f} MiB{terminal.processor_time() - before:17.2f} ms")
            terminal.close()

    def paste(self):
        """What the main thread does for a megabyte that is pasted."""
        names = b"".join(b"customer-%07d\r" % number for number in range(1 << 16))[:1 << 20]
        rows = b",".join(b'"key-%06d":"value of it"' % number for number in range(1 << 16))[:(1 << 20) - 2]
        cases = {
            "one line, Customer ID": ("modules/track-event", 0, b"x" * (1 << 20)),
            "lines, Customer IDs": ("modules/add-to-segment", 1, names),
            "JSON, Data": ("modules/track-event", 3, b"{" + rows[:rows.rindex(b",")] + b"}"),
            "JSON, Body": ("modules/api-call", 4, b"{" + rows[:rows.rindex(b",")] + b"}"),
        }
        print(f"\n{'paste of 1 MB':34}{'main thread':>13}{'longest slice':>20}")
        for name, (route, tabs, text) in cases.items():
            samples = [self.watched(route, tabs, b"\x1b[200~" + text + b"\x1b[201~") for _ in range(5)]
            total, longest = (statistics.median(column) for column in zip(*samples))
            print(f"{name:34}{total:10.1f} ms{longest:17.1f} ms")

    def watched(self, route, tabs, data):
        """Milliseconds that the main thread takes for a paste, and for the longest turn of its loop."""
        # What the paste before left unsent would be brought back, and pasted to.
        shutil.rmtree(os.path.join(self.environment["CIO_CONSOLE_HOME"], "state"), ignore_errors=True)
        with tempfile.TemporaryFile() as file:
            file.truncate(mmap.PAGESIZE)
            figures = mmap.mmap(file.fileno(), mmap.PAGESIZE)
            place = f"/proc/{os.getpid()}/fd/{file.fileno()}"
            terminal = self.open([self.program, "--goto", route], LD_PRELOAD=self.slices, SLICES=place)
            terminal.settle()
            for _ in range(tabs):
                terminal.press(b"\t")
            terminal.settle()
            figures[:24] = bytes(24)
            terminal.write(data)
            terminal.settle(quiet=1.5)
            total, longest, turns = struct.unpack("QQQ", figures[:24])
            terminal.close()
        if turns == 0:
            sys.exit("the console's loop was not seen: is it still poll() that it waits in?")
        return total / 1e6, longest / 1e6


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    program, floor, slices, home = (os.path.abspath(path) for path in sys.argv[1:])
    prepare(program, home)
    bench = Bench(program, floor, slices, home)
    print(f"{os.cpu_count()} processors, a terminal of 120 × 36, a store with 20 connections and 1,000 runs")
    bench.start()
    bench.keys()
    bench.idle()
    bench.paste()


if __name__ == "__main__":
    main()
