"""Sends messages with a pool of threads, a connection each, and prints the seconds it took.

    transport_smtplib.py PORT CONNECTIONS MESSAGES SIZE [AUTHORITIES]
"""
import concurrent.futures
import smtplib
import ssl
import sys
import time

LINE = "<p>Hej kund {number}: boken som du tittade på är här.</p>\r\n"


def message(number, size):
    head = (f"From: hej@bokhandeln.example\r\nTo: kund-{number}@kund.example\r\n"
            f"Subject: Veckans erbjudanden\r\nMessage-ID: <r1.{number}@bokhandeln.example>\r\n\r\n")
    line = LINE.format(number=number)
    text = head + line * (1 + (size - len(head)) // len(line.encode()))
    return text.encode()


def send(port, messages, authorities):
    with smtplib.SMTP("localhost", port, local_hostname="bench.example") as client:
        if authorities:
            client.starttls(context=ssl.create_default_context(cafile=authorities))
        for number, data in messages:
            client.sendmail("b@bench.example", [f"kund-{number}@kund.example"], data)


def main(port, connections, count, size, authorities=None):
    pool = [(number, message(number, size)) for number in range(1000)]
    shares = [
        [pool[number % 1000] for number in range(index, count, connections)]
        for index in range(connections)
    ]
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(connections) as executor:
        for future in [executor.submit(send, port, share, authorities) for share in shares]:
            future.result()
    print(time.monotonic() - start)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]), *sys.argv[5:])
