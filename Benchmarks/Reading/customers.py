#!/usr/bin/env python3
"""Writes JSON as a list of customers has it, the same at every run: customers.py BYTES > FILE

{"customers": [...], "meta": {"next": "THE END"}}: one customer a line, of nine keys, an array and two objects in each; about one in twelve is
unsubscribed, some letters are escaped.
"""

import json
import random
import sys

NAMES = "ada grace linus margaret alan barbara edsger radia ken dennis".split()
FAMILIES = ["Lovelace", "Hopper", "Müller", "O’Neil", "Perlman"]


def customer(number, chance):
    name = chance.choice(NAMES)
    return {
        "id": f"cus_{number:07}", "email": f"{name}.{number}@example.com",
        "created_at": 1_577_836_800 + chance.randrange(150_000_000), "unsubscribed": chance.random() < 0.08,
        "plan": chance.choice(["free", "pro", "team"]), "name": f"{name.title()} {chance.choice(FAMILIES)}",
        "tags": chance.sample(["vip", "beta", "eu", "us", "trial"], chance.randrange(4)),
        "address": {"city": chance.choice(["Berlin", "Portland", "São Paulo"]), "zip": f"{chance.randrange(100_000):05}"},
        "usage": {"events": chance.randrange(10_000), "spent": round(chance.random() * 1_000, 2)},
    }


def write(size, file):
    chance = random.Random(7)
    written = file.write(b'{"customers":[\n')
    number = 0
    while written < size - 40:
        text = json.dumps(customer(number, chance), ensure_ascii=chance.random() < 0.5)
        written += file.write((",\n" if number else "").encode() + text.encode())
        number += 1
    file.write(b'\n],"meta":{"next":"THE END"}}\n')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(int(float(sys.argv[1])), sys.stdout.buffer)
