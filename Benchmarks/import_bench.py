"""Rows imported per CPU second: stamkund beside the sqlite3 shell, interleaved in one run.

The shell reads the file into a table without any rule; once more with the unique ids that a store of
customers has. Stamkund validates every row: dates, addresses, consent.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

import customers

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
WORKSPACE = """name: Bench
time_zone: Europe/Stockholm
currency: SEK
language: sv
brand: {sender: "Bench <bench@bench.example>", address: "Storgatan 1"}
smtp: {url: "smtp://127.0.0.1:2525", tls: none}
imports: [{file: customers.csv, as: customers}]
"""
UNIQUE_ID = "CREATE UNIQUE INDEX ids ON customers (id);"


def cpu_seconds(command, folder, script=None):
    """User and system time of one run, which must succeed."""
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        process.stdin.write((script or "").encode())
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command}: exit code {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def count(folder, database):
    query = ["sqlite3", database, "SELECT COUNT(*) FROM customers"]
    return int(subprocess.run(query, cwd=folder, capture_output=True, check=True).stdout)


def main(stamkund):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="stamkund-bench-"))
    try:
        (folder / "stamkund.yaml").write_text(WORKSPACE, encoding="utf-8")
        customers.main(folder / "customers.csv", ROWS)
        plain = ".mode csv\n.import customers.csv customers\n"
        ways = {
            "sqlite3 .import, bare table": (["sqlite3", "bare.db"], plain, "bare.db"),
            "sqlite3 .import, unique ids": (
                ["sqlite3", "indexed.db"], plain + UNIQUE_ID, "indexed.db"),
            "stamkund import": (
                [os.path.abspath(stamkund), "import"], None, ".stamkund/store.sqlite"),
        }
        times = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, (command, script, database) in ways.items():
                shutil.rmtree(folder / ".stamkund", ignore_errors=True)
                for old in folder.glob("*.db"):
                    old.unlink()
                times[name].append(cpu_seconds(command, folder, script))
                if count(folder, database) != ROWS:
                    sys.exit(f"{name}: not {ROWS} rows")
        ours = statistics.median(times["stamkund import"])
        print(f"import of {ROWS:,} customers, median of {ROUNDS} rounds")
        for name, values in times.items():
            middle = statistics.median(values)
            print(f"  {name:32} {middle:6.2f} CPU s  {ROWS / middle:10,.0f} rows/CPU s"
                  f"  stamkund is {middle / ours:.2f} times as fast")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1])
