"""Random people for comparing two implementations of the accounting rules.

    generate.py [--seed N] [--count N] [--statuses] [--answer]

One JSON document per line: an account tree, requirements, and one person's records:

    {"accounts": [{"id", "label", "of": [...] or "takes": [...], "cap_seconds": N or null, "single_training": bool}],
     "needs": {account: seconds},
     "records": [{"id", "source", "start": "YYYY-MM-DD HH:MM", "seconds"}]}

`id` of a record is its source number, `source` what the leaves take; every source is taken by exactly one leaf. Records
come in no particular order. With --statuses a record may carry "status": 待审核 or 审核未通过 (absent: approved).
With --answer a document has one more key, "answer":

    {"accounts": {id: {"total_seconds", "effective_seconds", "need_seconds", "met"}},
     "records": [{"id", "account", "counted_seconds", "blocked_by": account or null}],
     "longest_seconds", "met"}

with the records in order of start, then source number (byte order), and null for what has no requirement.
"""

import argparse
import json
import random
import sys

import accounting

SOURCES = ["roster", "线下培训", "在职自学", "公派留学", "在线学习", "网络学时"]
MAX_DEPTH = 4


def random_seconds(rng):
    """Seconds as people write them: whole hours, minutes, single seconds; now and then nothing at all."""
    unit, most = rng.choice([(3600, 60), (3600, 8), (60, 500), (1, 100), (1, 200_000), (36, 900)])
    return 0 if rng.random() < 0.05 else unit * rng.randint(0, most)


def random_tree(rng):
    """A tree of up to MAX_DEPTH levels whose leaves share out all sources."""
    accounts = []
    how_capped = rng.choice(["none", "few", "many", "many"])

    def cap():
        if how_capped == "none" or rng.random() > {"few": 0.3, "many": 0.7}[how_capped]:
            return None
        return 0 if rng.random() < 0.12 else random_seconds(rng) * rng.choice([1, 1, 2, 5])

    def grow(sources, depth):
        account = {"id": f"{rng.choice('abcdefgh')}{len(accounts)}", "label": f"账户{len(accounts)}"}
        accounts.append(account)
        is_leaf = depth == MAX_DEPTH or (len(sources) == 1 and rng.random() < 0.7) or (depth > 1 and rng.random() < 0.25)
        if is_leaf:
            account["takes"] = sources
        else:
            parts = rng.randint(1, min(4, len(sources)))
            cuts = sorted(rng.sample(range(1, len(sources)), parts - 1))
            slices = zip([0] + cuts, cuts + [len(sources)])
            account["of"] = [grow(sources[a:b], depth + 1) for a, b in slices]
        account["cap_seconds"] = cap()
        account["single_training"] = is_leaf and rng.random() < 0.4
        return account["id"]

    grow(rng.sample(SOURCES, len(SOURCES)), 1)
    rng.shuffle(accounts)
    return accounts


def random_records(rng, statuses):
    days = rng.choice([1, 3, 28])
    minutes = rng.choice([1, 4, 1440])
    numbers = rng.sample(range(1, 2000), rng.choice([0, 1, 3, 8, 20, 40]))
    records = []
    for number in numbers:
        minute = rng.randrange(minutes)
        record = {
            "id": f"{rng.choice(['L', 'L', 'K', 'l', '课'])}{number}",
            "source": rng.choice(SOURCES),
            "start": f"2017-{rng.choice([1, 1, 6]):02}-{rng.randint(1, days):02} {minute // 60:02}:{minute % 60:02}",
            "seconds": random_seconds(rng),
        }
        if statuses and rng.random() < 0.2:
            record["status"] = rng.choice(["待审核", "审核未通过"])
        records.append(record)
    return records


def random_needs(rng, accounts, records):
    """Requirements near what the person has, so that both sides of ≥ are met."""
    remains = accounting.effective(accounts, accounting.totals(accounts, records))
    chosen = rng.sample(accounts, rng.randint(1, min(3, len(accounts))))
    return {a["id"]: rng.choice([0, max(0, remains[a["id"]] + rng.choice([-1, 0, 1])), random_seconds(rng)])
            for a in chosen}


def cases(seed, count, statuses=False):
    """Yields (case, answer)."""
    rng = random.Random(seed)
    for _ in range(count):
        accounts = random_tree(rng)
        records = random_records(rng, statuses)
        case = {"accounts": accounts, "needs": random_needs(rng, accounts, records), "records": records}
        yield case, accounting.statement(accounts, case["needs"], records)


def main():
    parser = argparse.ArgumentParser(description="Random people for comparing two implementations of the rules.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--statuses", action="store_true", help="records that are not approved, too")
    parser.add_argument("--answer", action="store_true", help="add what the reference says")
    options = parser.parse_args()
    for case, answer in cases(options.seed, options.count, options.statuses):
        if options.answer:
            case["answer"] = answer
        sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
