"""Messages handed over per second: our transport beside Postfix's smtp-source and Python's smtplib.

All of them send messages of 10 KB to TransportSink, which only answers, in turns within one run.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SMTPLIB = HERE / "transport_smtplib.py"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
MESSAGES = int(os.environ.get("BENCH_MESSAGES", "100000"))
SIZE = 10_000
OURS = "stamkund"
TICK = os.sysconf("SC_CLK_TCK")


class Sink:
    """A running sink; it ends when its input is closed."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen(
            [program, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def cpu_seconds(self):
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICK

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Way:
    """One client, told how many messages to send; its rates and what they cost."""

    def __init__(self, name, command, messages, sink, is_self_timed=True):
        self.name, self.command, self.messages = name, command, messages
        self.sink, self.is_self_timed = sink, is_self_timed
        self.rates, self.cpu, self.sink_cpu = [], [], []

    def round(self):
        before, start = self.sink.cpu_seconds(), time.monotonic()
        with subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True) as process:
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        if process.returncode != 0:
            sys.exit(f"{self.name}: exit code {process.returncode}")
        if self.is_self_timed:
            seconds = float(output)
        self.rates.append(self.messages / seconds)
        self.cpu.append((usage.ru_utime + usage.ru_stime) / self.messages * 1e6)
        self.sink_cpu.append((self.sink.cpu_seconds() - before) / self.messages * 1e6)

    def rate(self):
        return statistics.median(self.rates)


def ways(program, sink, connections, messages, python_messages, authorities=None):
    """Our transport and those beside it, each with so many messages as it sends in some seconds."""
    trust = [authorities] if authorities else []
    result = [
        Way(OURS, [program, f"smtp://localhost:{sink.port}", str(connections), str(messages),
                   str(SIZE), *trust], messages, sink),
        Way("Python smtplib", [sys.executable, SMTPLIB, str(sink.port), str(connections),
                               str(python_messages), str(SIZE), *trust], python_messages, sink),
    ]
    if not authorities:
        result.insert(1, Way("Postfix smtp-source -d", [
            "/usr/sbin/smtp-source", "-d", "-N", "-s", str(connections), "-m", str(messages // 2),
            "-l", str(SIZE), "-f", "a@bench.example", "-t", "b@bench.example",
            f"127.0.0.1:{sink.port}"], messages // 2, sink, is_self_timed=False))
    return result


def make_certificate(folder):
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, stderr=subprocess.DEVNULL)
    return str(certificate), str(key)


def flooded(program, sink):
    """How many messages a second the sink takes from who waits for no answer."""
    rates = []
    for _ in range(ROUNDS):
        seconds = subprocess.run(
            [program, "--flood", str(sink.port), "10", str(MESSAGES), str(SIZE)],
            capture_output=True, check=True, text=True).stdout
        rates.append(MESSAGES / float(seconds))
    return statistics.median(rates)


def report(title, group):
    ours = group[0].rate()
    print(f"{title}, median of {ROUNDS} rounds")
    for way in group:
        ratio = "" if way is group[0] else f"  stamkund is {ours / way.rate():.1f} times as fast"
        print(f"  {way.name:24} {way.rate():9,.0f}/s  {min(way.rates):8,.0f} to "
              f"{max(way.rates):8,.0f}  CPU a message {statistics.median(way.cpu):6.1f} µs, "
              f"sink {statistics.median(way.sink_cpu):5.1f} µs{ratio}")


def main(program, sink_program):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="stamkund-bench-"))
    sinks = []
    try:
        certificate, key = make_certificate(folder)
        for options in [], ["--tls", certificate, key], ["--delay", "20"]:
            sinks.append(Sink(sink_program, *options))
        near, secured, far = sinks
        few, least = MESSAGES // 20, MESSAGES // 50
        groups = {
            "transport, 10 connections, loopback": ways(program, near, 10, MESSAGES, few),
            "transport, the same with STARTTLS": ways(
                program, secured, 10, MESSAGES, few, certificate),
            "transport, 50 connections, 20 ms away": ways(program, far, 50, few, least),
        }
        for _ in range(ROUNDS):
            for group in groups.values():
                for way in group:
                    way.round()
        for title, group in groups.items():
            report(title, group)
        clear, tls = (group[0].rate() for group in list(groups.values())[:2])
        print(f"  with TLS {tls / clear:.0%} of the rate without")
        print(f"  the sink takes {flooded(sink_program, near):,.0f} messages a second from who "
              "waits for no answer: it limits nobody")
    finally:
        for sink in sinks:
            sink.end()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
