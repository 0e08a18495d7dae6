"""Signatures of whole messages beside those that OpenSSL's own program makes of nothing at all.

    signing_bench.py PATH-OF-SigningBench

Both count CPU time on one core and take turns. BENCH_ROUNDS is how many, BENCH_SECONDS how long each.
"""
import os
import statistics
import subprocess
import sys

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = os.environ.get("BENCH_SECONDS", "2")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def openssl(algorithm, mark):
    lines = output("openssl", "speed", "-mr", "-seconds", SECONDS, algorithm).splitlines()
    line = next(line for line in lines if line.startswith(mark))
    # The field after the bits: of RSA it is signatures a second, of Ed25519 it stands after the name.
    return float(line.split(":")[3 if mark == "+F2" else 4])


def main():
    bench = sys.argv[1]
    contestants = {
        "openssl speed rsa2048": lambda: openssl("rsa2048", "+F2"),
        "message of 10 KB, RSA-2048": lambda: float(output(bench, "rsa", SECONDS).split()[0]),
        "openssl speed ed25519": lambda: openssl("ed25519", "+F6"),
        "message of 10 KB, Ed25519": lambda: float(output(bench, "ed25519", SECONDS).split()[0]),
        "message of 10 KB, both": lambda: float(output(bench, "both", SECONDS).split()[0]),
    }
    rates = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, measure in contestants.items():
            rates[name].append(measure())
    medians = {name: statistics.median(found) for name, found in rates.items()}
    print("\nSigning with DKIM, one core: a CPU second\n")
    for name, rate in medians.items():
        print(f"  {name:30} {rate:9,.0f}   {1e6 / rate:8.1f} us each")
    for kind, name in [("RSA-2048", "rsa2048"), ("Ed25519", "ed25519")]:
        share = medians[f"message of 10 KB, {kind}"] / medians[f"openssl speed {name}"]
        print(f"  {kind}: {share:.0%} of openssl speed")


main()
