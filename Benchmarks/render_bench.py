"""Renders of an e-mail per CPU second: stamkund's engine beside others, interleaved in one run.

    render_bench.py RENDER-BENCH PYTHON

RENDER-BENCH is the program of that name in Package.swift, PYTHON an interpreter that has the packages
of requirements.txt. Each engine is a process that has read the template and the data; in each round
each of them renders for about a second, one after the other. Their outputs are compared first.
"""
import gzip
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data" / "render-bench"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
COMPARED = int(os.environ.get("BENCH_COMPARED", "20000"))
CUSTOMERS = 20_000
ESCAPED, PLAIN = "stamkund, escaping", "stamkund, without"
# Other spellings of the same character reference, as some engines write them.
SPELLINGS = ((b"&#34;", b"&quot;"), (b"&#x27;", b"&#39;"), (b"&#x2f;", b"/"))


class Engine:
    """A process that renders on command; see RenderBench.swift."""

    def __init__(self, name, command):
        self.name = name
        self.rates = []
        self.resident = []
        self.allocations = 0
        self.renders = 0
        self.next = 0
        self.process = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answer("ready")

    def answer(self, expected=None):
        line = self.process.stdout.readline().decode().strip()
        if not line or (expected and line != expected):
            sys.exit(f"{self.name}: did not answer")
        return line

    def command(self, words):
        self.process.stdin.write(f"{words}\n".encode())
        self.process.stdin.flush()

    def outputs(self, first, count):
        self.command(f"outputs {first} {count}")
        return [self.process.stdout.read(int(self.answer())) for _ in range(count)]

    def render(self, count):
        """Renders the next so many customers; answers renders per CPU second."""
        self.command(f"render {self.next} {count}")
        seconds, _, resident, allocations = self.answer().split()
        self.next = (self.next + count) % CUSTOMERS
        self.resident.append(int(resident))
        self.allocations += int(allocations)
        self.renders += count
        return count / float(seconds)

    def round(self):
        rate = self.rates[-1] if self.rates else self.render(500)
        self.rates.append(self.render(int(rate)))

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def normal(text):
    for spelling, usual in SPELLINGS:
        text = text.replace(spelling, usual)
    return text


def compare(engines):
    """Stops unless all engines write the same; answers which write the very same bytes."""
    exact = {engine.name: True for engine in engines}
    for first in range(0, COMPARED, 500):
        count = min(500, COMPARED - first)
        wanted = engines[0].outputs(first, count)
        for engine in engines[1:]:
            for index, text in enumerate(engine.outputs(first, count)):
                if text == wanted[index]:
                    continue
                exact[engine.name] = False
                if normal(text) != wanted[index]:
                    show_difference(engine.name, first + index, wanted[index], normal(text))
    return exact


def show_difference(name, customer, wanted, text):
    place = len(os.path.commonprefix([wanted, text]))
    around = slice(max(0, place - 60), place + 60)
    sys.exit(
        f"{name}: another text for customer {customer}, from byte {place} on\n"
        f"  {ESCAPED}: {wanted[around]!r}\n  {name}: {text[around]!r}")


def report(engines, exact):
    ours = statistics.median(engines[0].rates)
    print(f"one e-mail for {CUSTOMERS:,} customers, renders per CPU second, "
          f"median of {ROUNDS} rounds; all outputs agree")
    for engine in engines:
        rate = statistics.median(engine.rates)
        start, end = (engine.resident[index] / 1e6 for index in (1, -1))
        ratio = "" if engine is engines[0] else f"stamkund is {ours / rate:.1f} times as fast, "
        spelling = "same bytes" if exact[engine.name] else "references spelt in its own way"
        print(f"  {engine.name:20} {rate:9,.0f}/CPU s  {min(engine.rates):9,.0f} to "
              f"{max(engine.rates):9,.0f}  {start:5.0f} to {end:5.0f} MB resident  "
              f"{ratio}{spelling}")
    for engine in engines[:2]:
        print(f"  {engine.name}: {engine.allocations} allocations in {engine.renders:,} renders")


def main(program, python):
    if not DATA.is_dir():
        print(f"render: not run: {os.path.relpath(DATA)} is missing")
        return
    folder = pathlib.Path(tempfile.mkdtemp(prefix="stamkund-bench-"))
    try:
        data, template = folder / "data.json", DATA / "email.liquid"
        with gzip.open(DATA / "data.json.gz") as packed, open(data, "wb") as file:
            shutil.copyfileobj(packed, file)
        # Forked one after the other, and all on one core.
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        scripts = HERE / "render_engines.py", HERE / "render_ruby.rb"
        commands = {
            ESCAPED: [program, data, template, "html"],
            PLAIN: [program, data, template, "none"],
            "minijinja": [python, scripts[0], "minijinja", data, template],
            "jinja2": [python, scripts[0], "jinja2", data, template],
            "ruby liquid": ["ruby", scripts[1], data, template],
            "python-liquid": [python, scripts[0], "python-liquid", data, template],
        }
        engines = [Engine(name, command) for name, command in commands.items()]
        exact = compare(engines)
        for _ in range(ROUNDS):
            for engine in engines:
                engine.round()
        report(engines, exact)
        for engine in engines:
            engine.end()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
