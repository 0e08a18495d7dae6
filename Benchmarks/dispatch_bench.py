"""The whole way of a campaign's messages, from the frozen audience to the log: how many a second, what
each part of it costs, and how much memory.

A shop of customers is made and imported, then `stamkund send` sends them messages of 10 KB by way of
TransportSink, which only answers.

    dispatch_bench.py PATH-OF-STAMKUND PATH-OF-TRANSPORT-SINK [CUSTOMERS…]
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time

from transport_bench import Sink

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
TICK = os.sysconf("SC_CLK_TCK")
# What the threads of a send do, by their names; all others write the messages.
PARTS = {"recorder": "marks and verdicts", "ledger": "claims", "smtp": "wire", "GRDB": "reading customers"}


def workspace(folder, port, customers):
    paragraph = "<p>{{ customer.first_name }}, " + "lorem ipsum dolor sit amet " * 6 + "</p>\n"
    files = {
        "stamkund.yaml": f"""
name: Bench
time_zone: Europe/Stockholm
currency: SEK
language: en
brand: {{sender: "Bench <bench@shop.example>", address: "1 Street"}}
smtp: {{url: "smtp://127.0.0.1:{port}", tls: none, connections: 10}}
imports: [{{file: data/customers.csv, as: customers}}]
""",
        "segments/all.yaml": "all: [everyone]\n",
        "Templates/news.html.liquid": "<html><body>" + paragraph * 25
        + '<p><a href="{{ unsubscribe_url }}">Unsubscribe</a> {{ shop.address }}</p></body></html>',
        "Templates/news.txt.liquid":
        "Hello {{ customer.first_name }}\n" + "lorem ipsum dolor sit amet\n" * 100
        + "{{ unsubscribe_url }} {{ shop.address }}\n",
        "campaigns/news.yaml": """
audience: {include: [all]}
message: {subject: "Hello {{ customer.first_name }}", template: news}
""",
        "data/customers.csv": "id,email,first_name,email_consent\n" + "".join(
            f"{n},customer{n}@d{n % 50}.example,Name{n},yes\n" for n in range(1, customers + 1)),
    }
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


class Watch(threading.Thread):
    """The memory and the threads of a process, looked at until it ends."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.folder = pathlib.Path(f"/proc/{pid}")
        self.peak, self.cpu, self.samples = 0, {}, []

    def run(self):
        start = time.monotonic()
        while True:
            try:
                status = (self.folder / "status").read_text(encoding="utf-8")
                resident = [line for line in status.splitlines() if line.startswith("VmRSS")]
                if resident:
                    kilobytes = int(resident[0].split()[1])
                    self.peak = max(self.peak, kilobytes)
                    self.samples.append((time.monotonic() - start, kilobytes))
                for task in (self.folder / "task").iterdir():
                    head, _, rest = (task / "stat").read_text(encoding="utf-8").rpartition(")")
                    user, system = rest.split()[11:13]
                    self.cpu[task.name] = (head.partition("(")[2], (int(user) + int(system)) / TICK)
            except (OSError, ValueError):
                if not self.folder.exists():
                    return
            time.sleep(0.05)

    def by_part(self):
        parts = {}
        for name, seconds in self.cpu.values():
            part = next((what for begin, what in PARTS.items() if name.startswith(begin)), "writing")
            parts[part] = parts.get(part, 0) + seconds
        return parts


def send(stamkund, folder):
    """Freezes the audience with no server to send to, then sends it."""
    command = [stamkund, "send", "news", "--yes", "--json"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as process:
        watch = Watch(process.pid)
        watch.start()
        output = process.stdout.read()
        process.wait()
        watch.join(2)
    return json.loads(output), watch


def measure(stamkund, sink_program, customers):
    rates, peaks, parts = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            sink = Sink(sink_program)
            # The first send meets a port where nobody listens: the run is planned and nothing sent.
            workspace(folder, 9, customers)
            subprocess.run([stamkund, "import"], cwd=folder, check=True, capture_output=True)
            send(stamkund, folder)
            file = folder / "stamkund.yaml"
            file.write_text(file.read_text(encoding="utf-8").replace(":9\"", f":{sink.port}\""),
                            encoding="utf-8")
            before = sink.cpu_seconds()
            result, watch = send(stamkund, folder)
            sink_cpu = sink.cpu_seconds() - before
            sink.end()
            if result["accepted"] != customers:
                sys.exit(f"only {result['accepted']} of {customers} were accepted")
            rates.append(customers / result["seconds"])
            peaks.append(watch.peak / 1024)
            parts.append({**watch.by_part(), "the sink": sink_cpu})
    print(f"{customers:>9,} messages: {statistics.median(rates):>7,.0f} a second "
          f"(best {max(rates):,.0f}), {max(peaks):.0f} MB")
    for part in sorted({part for each in parts for part in each}):
        each = statistics.median(p.get(part, 0) for p in parts) / customers * 1e6
        print(f"          {part:<20} {each:6.1f} µs of CPU a message")


def main():
    stamkund, sink = sys.argv[1:3]
    for customers in [int(text) for text in sys.argv[3:]] or [10_000, 100_000, 1_000_000]:
        measure(stamkund, sink, customers)


if __name__ == "__main__":
    main()
