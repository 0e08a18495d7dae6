"""How many unsubscribe links `stamkund serve` answers, half GET and half POST, beside what the same
HTTP server answers with a constant page; and that no unsubscription that got a 2xx is lost.

    web_bench.py STAMKUND CONSTANT_PAGE
"""

import base64
import hashlib
import hmac
import os
import re
import sqlite3
import struct
import subprocess
import sys
import tempfile

STAMKUND, CONSTANT_PAGE = (os.path.realpath(path) for path in sys.argv[1:3])
CUSTOMERS = int(os.environ.get("BENCH_ROWS", "400000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SECONDS = 5
CONNECTIONS = 256
SECRET = "a secret of more than sixteen bytes"
HERE = os.path.dirname(os.path.abspath(__file__))

CONFIGURATION = """
name: Bench
time_zone: Europe/Stockholm
currency: SEK
language: sv
brand: {sender: "Bench <hej@bench.example>", address: "Storgatan 1"}
smtp: {url: "smtp://127.0.0.1:9", tls: none}
web: {url: "https://post.bench.example", secret_env: BENCH_WEB_SECRET}
imports: [{file: customers.csv, as: customers}]
"""


def token(customer):
    data = bytes([1, 1]) + struct.pack(">q", 7)
    while customer >= 0x80:
        data += bytes([customer & 0x7F | 0x80])
        customer >>= 7
    data += bytes([customer])
    code = hmac.new(SECRET.encode(), b"stamkund/token/1\0" + data, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(data + code[:16]).rstrip(b"=").decode()


def customer_of(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))[10:-16]
    return sum((byte & 0x7F) << (7 * place) for place, byte in enumerate(data))


def make_shop(folder):
    with open(f"{folder}/stamkund.yaml", "w") as file:
        file.write(CONFIGURATION)
    with open(f"{folder}/customers.csv", "w") as file:
        file.write("id,email,language,email_consent\n")
        for number in range(1, CUSTOMERS + 1):
            file.write(f"K{number},k{number}@example.com,sv,yes\n")
    subprocess.run([STAMKUND, "import"], cwd=folder, check=True, capture_output=True)


def serve(folder):
    """The running server and its address."""
    process = subprocess.Popen(
        [STAMKUND, "serve", "--port", "0"], cwd=folder, stderr=subprocess.PIPE, text=True
    )
    for line in process.stderr:
        if found := re.search(r"http://[\d.:]+", line):
            return process, found.group()
    sys.exit("stamkund serve does not answer")


def wrk(address, links=None, confirmed=None):
    """Requests a second, and how many were answered with anything but 2xx."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    environment = dict(os.environ)
    if links:
        command += ["-s", f"{HERE}/web_links.lua"]
        environment["WEB_LINKS"] = links
        if confirmed:
            environment["WEB_CONFIRMED"] = confirmed
    output = subprocess.run(
        command + [address], env=environment, check=True, capture_output=True, text=True
    ).stdout
    errors = re.search(r"^errors (\d+)", output, re.MULTILINE)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output).group(1))
    return rate, int(errors.group(1)) if errors else 0


def cpu(process):
    """Seconds of CPU that a running process has used."""
    with open(f"/proc/{process.pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def unsubscribed(folder):
    with sqlite3.connect(f"{folder}/.stamkund/store.sqlite") as store:
        rows = store.execute("SELECT key FROM customers WHERE unsubscribed_at IS NOT NULL")
        return {key for (key,) in rows}


def main():
    os.environ["BENCH_WEB_SECRET"] = SECRET
    with tempfile.TemporaryDirectory() as folder:
        make_shop(folder)
        parts = ROUNDS + 1
        share = CUSTOMERS // parts
        for part in range(parts):
            with open(f"{folder}/links{part}", "w") as file:
                for customer in range(part * share + 1, (part + 1) * share + 1):
                    file.write(f"/u/{token(customer)}\n")
        server, address = serve(folder)
        constant = subprocess.Popen([CONSTANT_PAGE, "3000"], stdout=subprocess.PIPE, text=True)
        page = f"http://127.0.0.1:{constant.stdout.readline().strip()}/"
        rates, ratios = [], []
        for part in range(ROUNDS):
            plain, _ = wrk(page)
            before, known = cpu(server), len(unsubscribed(folder))
            links, errors = wrk(address, f"{folder}/links{part}")
            used, new = cpu(server) - before, len(unsubscribed(folder)) - known
            ratios.append(links / plain)
            rates.append((plain, links))
            print(
                f"round {part + 1}: constant page {plain:8.0f}/s   links {links:8.0f}/s   "
                f"ratio {links / plain:.2f}   {new} unsubscribed   "
                f"{used / (links * SECONDS) * 1e6:.0f} µs of CPU a request   {errors} errors"
            )
        _, errors = wrk(address, f"{folder}/links{ROUNDS}", f"{folder}/confirmed")
        server.kill()
        server.wait()
        constant.terminate()
        constant.wait()
        with open(f"{folder}/confirmed") as file:
            confirmed = {customer_of(line.strip()) for line in file}
        lost = confirmed - unsubscribed(folder)
        print(
            f"killed after {len(confirmed)} unsubscriptions that got a 2xx: {len(lost)} lost, "
            f"{errors} errors"
        )
        ratio = sorted(ratios)[len(ratios) // 2]
        print(f"median ratio {ratio:.2f} (goal: 0.50)")
        if lost or not confirmed:
            sys.exit("unsubscriptions were lost")


main()
