"""Measures Customer.io's official Python library against a sink, in the same three ways as client-benchmark."""

import resource
import sys
import threading
import time
from urllib.parse import urlparse

from customerio import CustomerIO
import requests

ADDRESS = urlparse(sys.argv[1])
ATTRIBUTES = {"email": "ada@example.com", "plan": "pro", "created_at": 1700000000, "seats": 3}


def client():
    made = CustomerIO("site", "key", host=ADDRESS.hostname)
    made.base_url = f"http://{ADDRESS.netloc}/api/v1"
    return made


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(name, calls, work, items=None):
    begin, before = time.monotonic(), processor_time()
    work()
    seconds, spent = time.monotonic() - begin, processor_time() - before
    print(f"{name}.per_second {int((items or calls) / seconds)}")
    print(f"{name}.cpu_seconds_per_1000_calls {spent / calls * 1000:.4f}", flush=True)


def sequential(calls):
    cio = client()
    for number in range(calls):
        cio.identify(id=f"person-{number}", **ATTRIBUTES)


def threaded(calls, threads=16):
    def lane(first):
        cio = client()
        for number in range(first, calls, threads):
            cio.identify(id=f"person-{number}", **ATTRIBUTES)

    workers = [threading.Thread(target=lane, args=(first,)) for first in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def batches(people):
    cio = client()
    url = f"http://{ADDRESS.netloc}/api/v2/batch"
    for start in range(0, people, 2000):
        batch = [
            {"type": "person", "action": "identify", "identifiers": {"id": f"person-{number}"}, "attributes": ATTRIBUTES}
            for number in range(start, start + 2000)
        ]
        cio.send_request("POST", url, {"batch": batch})


sequential(200)
measure("sequential", 4000, lambda: sequential(4000))
measure("in_flight_16", 6000, lambda: threaded(6000))
measure("batch_people", 50, lambda: batches(100_000), items=100_000)
print(f"peak_memory_mib {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
