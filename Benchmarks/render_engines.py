"""One of Python's template engines, rendering the benchmark's e-mail on command:

    render_engines.py ENGINE DATA.json TEMPLATE

The commands and answers are those of RenderBench.swift. The template is Liquid; for the engines that
speak Jinja it is translated, tag by tag.
"""
import json
import os
import re
import sys
import time

TO_JINJA = (
    (r"\{% elsif ", "{% elif "),
    (r"\bforloop\.index\b", "loop.index"),
    (r'\| default: ("[^"]*")', r"| default(\1, true)"),
    (r'\| date: ("[^"]*")', r"| date(\1)"),
)


def jinja(text):
    for liquid, translated in TO_JINJA:
        text = re.sub(liquid, translated, text)
    return text


def money(minor_units):
    return f"${minor_units // 100:,}.{minor_units % 100:02d}"


def date(seconds, form):
    return time.strftime(form, time.gmtime(seconds))


def jinja2(text):
    from jinja2 import Environment
    environment = Environment(autoescape=True, keep_trailing_newline=True)
    environment.filters.update(money=money, date=date)
    return environment.from_string(jinja(text)).render


def minijinja(text):
    from minijinja import Environment
    environment = Environment(
        templates={"email.html": jinja(text)}, keep_trailing_newline=True)
    environment.add_filter("money", money)
    environment.add_filter("date", date)
    return lambda **data: environment.render_template("email.html", **data)


def python_liquid(text):
    from liquid import Environment
    environment = Environment(autoescape=True)
    environment.filters["money"] = money
    return environment.from_string(text).render


ENGINES = {"jinja2": jinja2, "minijinja": minijinja, "python-liquid": python_liquid}


def load(path):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    for customer in data["customers"]:
        picked = customer["recommendations"]
        customer["recommendations"] = [data["products"][number] for number in picked]
    return data["campaign"], data["customers"]


def resident_bytes():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def main(engine, data, template):
    campaign, customers = load(data)
    with open(template, encoding="utf-8", newline="") as file:
        render = ENGINES[engine](file.read())
    print("ready", flush=True)
    for line in sys.stdin:
        command, first, count = line.split()
        chosen = [customers[(int(first) + index) % len(customers)] for index in range(int(count))]
        if command == "outputs":
            for customer in chosen:
                text = render(customer=customer, campaign=campaign).encode()
                sys.stdout.buffer.write(b"%d\n" % len(text) + text)
            sys.stdout.buffer.flush()
            continue
        size = 0
        start = time.process_time()
        for customer in chosen:
            size += len(render(customer=customer, campaign=campaign).encode())
        seconds = time.process_time() - start
        print(seconds, size, resident_bytes(), -1, flush=True)


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    time.tzset()
    main(*sys.argv[1:])
