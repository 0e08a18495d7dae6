"""A seeded file of customers: customers.py FILE [ROWS]"""
import datetime
import random
import sys

CITIES = [
    ("Stockholm", "SE", "sv"), ("Göteborg", "SE", "sv"), ("Malmö", "SE", "sv"),
    ("Oslo", "NO", "nb"), ("København", "DK", "da"), ("Helsinki", "FI", "fi"),
    ("Berlin", "DE", "de"), ("London", "GB", "en"), ("São Paulo", "BR", "pt"),
]
COLUMNS = "id,email,birth_date,gender,city,country,language,signed_up_at,email_consent,tier"


def main(path, rows):
    luck = random.Random(20261122)
    born = datetime.date(1940, 1, 1)
    opened = datetime.date(2021, 7, 1)
    days = [(born + datetime.timedelta(n)).isoformat() for n in range(24_000)]
    signups = [(opened + datetime.timedelta(n)).isoformat() for n in range(1_826)]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(COLUMNS + "\n")
        for number in range(1, rows + 1):
            city, country, language = CITIES[int(luck.random() ** 2 * len(CITIES))]
            file.write(
                f"{number},user{number}@example.com,{days[luck.randrange(24_000)]},"
                f"{'FMX'[luck.randrange(3)]},{city},{country},{language},"
                f"{signups[luck.randrange(1_826)]},{'yes' if luck.random() < 0.62 else 'no'},"
                f"{('bronze', 'silver', 'gold')[luck.randrange(3)]}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
