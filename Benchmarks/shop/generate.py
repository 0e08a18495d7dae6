"""A seeded shop of 1,000,000 customers, 10,000,000 orders and some 20,000,000 lines:

    generate.py FOLDER [CUSTOMERS] [ORDERS]

writes customers.csv, products.csv, orders.csv and order_lines.csv as `stamkund import` reads them.
The shop's history is 2021-07-01 to 2026-06-30. Customers buy as in BG/NBD: at rates of their own,
gamma distributed, until they drop out; products sell by Zipf's law; each customer has three favourite
categories.
"""
import pathlib
import sys

import numpy as np
import polars as pl

SEED = 20260630
FIRST_DAY = np.datetime64("2021-07-01").astype("datetime64[D]").astype(int)
LAST_DAY = np.datetime64("2026-06-30").astype("datetime64[D]").astype(int)
DAYS = LAST_DAY - FIRST_DAY + 1
PRODUCTS = 5_000
BRANDS = 97
# City, country, language, weight.
CITIES = [
    ("Berlin", "DE", "de", 9), ("Hamburg", "DE", "de", 5), ("Munich", "DE", "de", 5),
    ("Cologne", "DE", "de", 4), ("Vienna", "AT", "de", 4), ("Zurich", "CH", "de", 3),
    ("Geneva", "CH", "fr", 1.5), ("Paris", "FR", "fr", 9), ("Lyon", "FR", "fr", 4),
    ("Marseille", "FR", "fr", 4), ("Lille", "FR", "fr", 2), ("Madrid", "ES", "es", 7),
    ("Barcelona", "ES", "es", 6), ("Valencia", "ES", "es", 3), ("Seville", "ES", "es", 2.5),
    ("Rome", "IT", "it", 5), ("Milan", "IT", "it", 5), ("Turin", "IT", "it", 2),
    ("Naples", "IT", "it", 2.5), ("London", "GB", "en", 11), ("Manchester", "GB", "en", 4),
    ("Leeds", "GB", "en", 2.5), ("Glasgow", "GB", "en", 2.5), ("Dublin", "IE", "en", 3),
    ("Amsterdam", "NL", "nl", 4), ("Rotterdam", "NL", "nl", 2.5), ("Utrecht", "NL", "nl", 1.5),
    ("Brussels", "BE", "fr", 3), ("Antwerp", "BE", "nl", 2), ("Warsaw", "PL", "pl", 5),
    ("Krakow", "PL", "pl", 3), ("Gdansk", "PL", "pl", 1.5), ("Prague", "CZ", "cs", 3),
    ("Brno", "CZ", "cs", 1.2), ("Stockholm", "SE", "sv", 3), ("Gothenburg", "SE", "sv", 1.5),
    ("Copenhagen", "DK", "da", 2.5), ("Oslo", "NO", "nb", 2), ("Helsinki", "FI", "fi", 2),
    ("Lisbon", "PT", "pt", 3), ("Porto", "PT", "pt", 2),
]
CATEGORIES = (
    "shoes toys books garden coffee beauty audio bikes baby pets kitchen lamps games sport tools "
    "watches bags jeans shirts dresses coats hats phones tablets cameras printers carpets sofas "
    "beds curtains tea wine snacks cheese vitamins jewels music crafts office travel").split()
GENDERS = ["female", "male", "other"]
TIERS = ["bronze", "silver", "gold", "platinum"]


def dates(days):
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def money(cents):
    """Decimals: 1234 is 12.34."""
    cents = pl.Series(cents.astype(np.int64))
    return (cents // 100).cast(pl.String) + "." + (cents % 100).cast(pl.String).str.zfill(2)


def chosen(names, numbers):
    return pl.Series(np.array(names)[numbers])


def customers(luck, count):
    """The table, and the day each signed up."""
    weights = np.array([city[3] for city in CITIES])
    city = luck.choice(len(CITIES), count, p=weights / weights.sum())
    gender = luck.choice(3, count, p=[.56, .42, .02])
    age = np.clip(luck.gamma(9, 4.6, count), 18, 95)
    birth = (LAST_DAY - age * 365.2425).astype(np.int64)
    # Ever more sign up, and a quarter had before.
    signup = FIRST_DAY + np.floor(DAYS * np.sqrt(luck.random(count)) * 0.999).astype(np.int64)
    signup = np.where(luck.random(count) < .25, FIRST_DAY, signup)
    signup.sort()
    consent = luck.random(count) < .62
    tier = luck.choice(4, count, p=[.70, .18, .09, .03])
    speaks_local = luck.random(count) < .9
    ids = np.arange(1, count + 1)
    return pl.DataFrame({
        "id": ids,
        "email": pl.Series([f"user{number}@example.com" for number in ids]),
        "birth_date": dates(birth),
        "gender": chosen(GENDERS, gender),
        "city": chosen([city[0] for city in CITIES], city),
        "country": chosen([city[1] for city in CITIES], city),
        "language": pl.Series(
            np.where(speaks_local, np.array([city[2] for city in CITIES])[city], "en")),
        "signed_up_at": dates(signup),
        "email_consent": chosen(["no", "yes"], consent.astype(int)),
        "tier": chosen(TIERS, tier),
    }), signup


def orders(luck, count, signup):
    """Of each order the customer's number and the day, in the order of days."""
    rate = luck.gamma(.55, 1., len(signup)) + 1e-4
    lifetime = luck.exponential(700., len(signup))
    active = np.minimum(lifetime, LAST_DAY - signup + 1).clip(1)
    expected = rate * active
    # Some more than are wanted, since some are left out.
    numbers = luck.poisson(expected * (count * 1.02 / expected.sum()))
    customer = np.repeat(np.arange(len(signup), dtype=np.int32), numbers)
    day = (signup[customer] + np.floor(luck.random(len(customer)) * active[customer]))
    day = day.astype(np.int32)
    # November and December sell more.
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1
    kept = luck.random(len(customer)) < np.where(month < 11, .985, 1)
    customer, day = customer[kept], day[kept]
    if len(customer) < count:
        sys.exit(f"too few orders: {len(customer)}")
    sample = np.sort(luck.permutation(len(customer))[:count])
    customer, day = customer[sample], day[sample]
    order = np.lexsort((luck.random(count), day))
    return customer[order], day[order]


def products(luck):
    """The table, and of each product the category's number and the price in cents."""
    category = luck.integers(0, len(CATEGORIES), PRODUCTS)
    price = np.round(np.exp(luck.normal(7.6, .9, PRODUCTS))).clip(99, 90_000).astype(np.int32)
    numbers = np.arange(1, PRODUCTS + 1)
    return pl.DataFrame({
        "sku": numbers,
        "name": pl.Series([f"{CATEGORIES[c]} {n}" for n, c in zip(numbers, category)]),
        "category": chosen(CATEGORIES, category),
        "brand": pl.Series([f"brand {number % BRANDS}" for number in numbers]),
        "price": money(price),
    }), category, price


def lines(luck, customer_count, customer, category, price):
    """Of each line the order's number, the product's and how many pieces."""
    popularity = 1 / np.arange(1, PRODUCTS + 1) ** .8
    demand = 1 / np.arange(1, len(CATEGORIES) + 1) ** .6
    demand /= demand.sum()
    favourites = luck.choice(len(CATEGORIES), (customer_count, 3), p=demand)
    order = np.repeat(
        np.arange(len(customer), dtype=np.int32), 1 + luck.poisson(1.0, len(customer)))
    count = len(order)
    wanted = np.where(
        luck.random(count) < .7,
        favourites[customer[order], luck.integers(0, 3, count)],
        luck.choice(len(CATEGORIES), count, p=demand))
    product = np.empty(count, np.int32)
    for number in range(len(CATEGORIES)):
        places = np.flatnonzero(wanted == number)
        members = np.flatnonzero(category == number)
        weights = popularity[members] / popularity[members].sum()
        product[places] = members[luck.choice(len(members), len(places), p=weights)]
    return order, product, 1 + luck.poisson(.25, count)


def main(folder, customer_count, order_count):
    folder.mkdir(parents=True, exist_ok=True)
    luck = np.random.Generator(np.random.PCG64(SEED))
    people, signup = customers(luck, customer_count)
    people.write_csv(folder / "customers.csv")
    customer, day = orders(luck, order_count, signup)
    goods, category, price = products(luck)
    goods.write_csv(folder / "products.csv")
    order, product, quantity = lines(luck, customer_count, customer, category, price)
    total = np.bincount(
        order, weights=quantity.astype(np.float64) * price[product], minlength=order_count)
    pl.DataFrame({
        "id": np.arange(1, order_count + 1),
        "customer_id": customer + 1,
        "placed_at": dates(day),
        "total": money(total),
    }).write_csv(folder / "orders.csv")
    pl.DataFrame({
        "order_id": order + 1,
        "sku": product + 1,
        "quantity": quantity,
        "unit_price": money(price[product]),
    }).write_csv(folder / "order_lines.csv")
    print(f"{customer_count:,} customers, {order_count:,} orders, {len(order):,} lines")


if __name__ == "__main__":
    main(
        pathlib.Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000,
        int(sys.argv[3]) if len(sys.argv) > 3 else 10_000_000)
