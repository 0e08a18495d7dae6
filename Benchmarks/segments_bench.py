"""Ten segments of a large shop: stamkund beside DuckDB, interleaved in one run.

    segments_bench.py STAMKUND SEGMENT-BENCH

SEGMENT-BENCH is the program of that name in Package.swift. The shop (shop/generate.py) and both
databases are made once, in .build/bench-shop, and timed when they are; removing the folder has them
made anew. DuckDB has tables and a file of its own, and two threads. In each round both find the
members of each segment; who these are is compared by number and sum of ids.
"""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

import segments_duckdb as duck

HERE = pathlib.Path(__file__).resolve().parent
SHOP = HERE.parent / ".build" / "bench-shop"
CUSTOMERS = os.environ.get("BENCH_CUSTOMERS", "1000000")
ORDERS = os.environ.get("BENCH_ORDERS", "10000000")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
TODAY = "2026-07-01"
# These ask nothing of orders.
DEMOGRAPHIC = {"young-women-in-cities", "birthday-in-7-days"}
WORKSPACE = """name: Bench
time_zone: Europe/Berlin
currency: EUR
language: en
brand: {sender: "Bench <bench@bench.example>", address: "Main Street 1"}
smtp: {url: "smtp://127.0.0.1:2525", tls: none}
imports:
  - {file: data/customers.csv, as: customers}
  - {file: data/products.csv, as: products}
  - {file: data/orders.csv, as: orders}
  - {file: data/order_lines.csv, as: order_lines}
"""


class Run:
    """A whole process: its seconds, CPU seconds and most memory."""

    def __init__(self, command):
        start = time.monotonic()
        with subprocess.Popen(
            [str(word) for word in command], cwd=SHOP, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{command}: exit code {process.returncode}")
        self.seconds = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024

    def __str__(self):
        return f"{self.seconds:7.2f} s, {self.cpu:7.2f} CPU s, {self.megabytes:5,.0f} MB"


class Engine:
    """A process that finds members on command; see SegmentBench.swift."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, str(SHOP), TODAY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            sys.exit("SegmentBench did not start")

    def members(self, name):
        """The number of members, the sum of their ids, CPU seconds and seconds."""
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        count, ids, cpu, seconds = self.process.stdout.readline().split()
        return (int(count), int(ids)), float(cpu), float(seconds)


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def make_shop(stamkund):
    """Generates the shop and imports it, where that has not been done."""
    if (SHOP / "imported").exists():
        print(f"the shop in {SHOP.relative_to(HERE.parent)} is there already: import not timed")
        return
    shutil.rmtree(SHOP, ignore_errors=True)
    SHOP.mkdir(parents=True)
    (SHOP / "stamkund.yaml").write_text(WORKSPACE, encoding="utf-8")
    generator = [sys.executable, HERE / "shop" / "generate.py", SHOP / "data", CUSTOMERS, ORDERS]
    subprocess.run([str(word) for word in generator], check=True)
    print(f"import, stamkund  {Run([stamkund, 'import'])}")
    start, cpu = time.monotonic(), cpu_seconds()
    duck.load(SHOP / "duck.db", SHOP / "data")
    print(f"import, DuckDB    {time.monotonic() - start:7.2f} s, {cpu_seconds() - cpu:7.2f} CPU s")
    (SHOP / "imported").touch()


def build_columns(stamkund):
    """The whole process that makes the file of columns anew, for the smallest question."""
    (SHOP / ".stamkund" / "columns").unlink(missing_ok=True)
    run = Run([stamkund, "segments", "birthday-in-7-days", "--as-of", TODAY])
    size = (SHOP / ".stamkund" / "columns").stat().st_size / 1e6
    print(f"columns built     {run}, file of {size:,.0f} MB")


def measure(engine, connection, name):
    """The medians of ours and DuckDB's CPU seconds, and of our seconds."""
    ours, theirs, seconds = [], [], []
    for _ in range(ROUNDS + 1):
        found, cpu, elapsed = engine.members(name)
        ours.append(cpu)
        seconds.append(elapsed)
        start = cpu_seconds()
        expected = duck.members(connection, name)
        theirs.append(cpu_seconds() - start)
        if found != expected:
            sys.exit(f"{name}: {found} of stamkund, {expected} of DuckDB")
    # The first round warms both up.
    return found[0], *(statistics.median(times[1:]) for times in (ours, theirs, seconds))


def main(stamkund, program):
    make_shop(stamkund)
    shutil.rmtree(SHOP / "segments", ignore_errors=True)
    shutil.copytree(HERE / "segments", SHOP / "segments")
    build_columns(stamkund)
    engine = Engine(program)
    connection = duck.connect(SHOP / "duck.db", read_only=True)
    print(f"\n{'segment':28}{'members':>9}{'ours':>9}{'DuckDB':>9}{'times':>7}{'warm':>8}"
          f"{'process':>9}\n{'':28}{'':>9}{'CPU s':>9}{'CPU s':>9}{'':>7}{'s':>8}{'s':>9}")
    slow = []
    for name in duck.SEGMENTS:
        count, ours, theirs, seconds = measure(engine, connection, name)
        command = [stamkund, "segments", name, "--as-of", TODAY]
        process = statistics.median(Run(command).seconds for _ in range(ROUNDS))
        print(f"{name:28}{count:9,}{ours:9.4f}{theirs:9.4f}{theirs / ours:7.1f}{seconds:8.3f}"
              f"{process:9.3f}")
        if theirs / ours < (1 if name in DEMOGRAPHIC else 3):
            slow.append(name)
    if slow:
        print("slower than the goal of 3 times (1 without orders): " + ", ".join(slow))


if __name__ == "__main__":
    main(*map(os.path.abspath, sys.argv[1:3]))
