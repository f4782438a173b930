"""Attacks what `policy check` proves of policies: by a second implementation that searches for who speaks against it.

    policy_attack.py --program XUESHI [--count N] [--seed S] [--number K]

Random policies (policy_grammar.py), every fourth of them damaged – a last requirement that does not fit everyone, a need
raised, a cap moved. What the checker says is compared with what is found here:

    gap     everybody who can be told apart is tried: somebody fits no requirement exactly where the checker says so
    reach   who has more hours of everything than anybody needs meets every need exactly where the checker says so
    caps    what a root has and what a need is about moves where a cap that is not listed as idle does – by a second, an
            hour –, and does not where one that is listed is raised. Judged of needs over the year alone
    needs   a need that is not listed as idle: somebody has all the others and a second less of this one. Judged of
            those in trees without shares, conversions and alternatives, where the fewest hours that meet the others
            can be told

The last line is `N passed, N failed`, one for each policy; the exit code is 1 where anything failed.
"""

import argparse
import copy
import datetime
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import policy_grammar
import policy_language
from policy_language import HOUR

RICH = 3000 * HOUR  # of a source and a year: more than any need
SHOWN = 5
ANY_WAYS = 80
# Where what moves is seen in one year.
OF_A_YEAR = "carries cycles own_cycles rolling windows months extends".split()
# Where the fewest hours that meet some needs are known: nothing across the tree, no conversions.
PLAIN = OF_A_YEAR + "worth at_most authors best_of spread late_until roster_worth share sums any_of prorate per_year".split()
KINDS = [[], OF_A_YEAR, PLAIN]  # what is left out, in turn
DAY = datetime.timedelta(days=1)


# ---- the damage -----------------------------------------------------------------------------------------------------

def damage(rng, draw):
    """Something that may or may not be a fault."""
    kind = rng.choice(["gap", "need", "need", "cap", "cap"])
    if kind == "gap":
        draw.requirements[-1]["when"] = draw.condition(draw.all_facts())
    elif kind == "need":
        block = rng.choice(policy_language.list_of(rng.choice(draw.requirements)["need"]))
        names = [name for name in block if name not in ("over", "any_of")]
        if names:
            name = rng.choice(names)
            seconds = policy_language.seconds_of(str(block[name])) * rng.choice([2, 5, 20])
            block[name] = policy_grammar.time_text(min(seconds, 2000 * HOUR))
    else:
        capped = [account for account in draw.accounts.values()
                  if "cap" in account and "share" not in str(account["cap"])]
        if capped:
            account = rng.choice(capped)
            hours = policy_grammar.time_text(draw.hours(1, 60))
            per_year = isinstance(account["cap"], dict)
            account["cap"] = {"hours": hours, "per": "year"} if per_year else hours


def policy_of(options, number):
    """(texts, the policy, what was drawn)"""
    rng = random.Random(f"attack-{options.seed}/{number}")
    draw = policy_grammar.Draw(rng, KINDS[number % 3])
    if number % 4 == 0:
        damage(rng, draw)
    draw.values = draw.as_file()
    texts = draw.texts()
    return texts, policy_language.resolve(texts), draw


# ---- what the program says ------------------------------------------------------------------------------------------

def ask(program, folder, texts):
    """(codes of its errors, [(code, line)] of what it lists as idle or never), or a text that says why there is none."""
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    (folder / "policy.yaml").write_text(texts[0], encoding="utf-8")
    (folder / "rules" / "2016.yaml").write_text(texts[-1], encoding="utf-8")
    command = [program, "--home", folder, "--json", "policy", "prove", folder / "policy.yaml"]
    run = subprocess.run([str(part) for part in command], capture_output=True, timeout=120)
    try:
        said = json.loads(run.stdout)
    except ValueError:
        return f"exit code {run.returncode}: {(run.stderr + run.stdout).decode('utf-8', 'replace')[:2000]}"
    if isinstance(said, dict):
        return {finding["code"] for finding in said["findings"] if finding["severity"] == "error"}, []
    return set(), [proof for proof in said if proof["status"] != "proved"]


# ---- gap ------------------------------------------------------------------------------------------------------------

def facts_in(when, found):
    """{fact: constants} of a condition."""
    for name, value in (when or {}).items():
        if name in ("any_of", "none_of"):
            for part in policy_language.list_of(value):
                facts_in(part, found)
        else:
            fact = "hired" if name.startswith("hired_") else name
            found.setdefault(fact, set()).update(str(one) for one in policy_language.list_of(value))
    return found


def choices(policy, fact, constants, year):
    """Of a fact: one value of every kind that the conditions can tell apart, and none."""
    if fact == "hired":
        condition = policy_language.Condition(policy, {}, year)
        edges = set()
        for text in constants:
            word = f"{text}-01-01" if text.isdigit() else text
            day = condition.day_word(text if "/" in text or text.isdigit() else f"{condition.year_word(text)}")
            edges.update({day, day - DAY, condition.policy.calendar.last_day(policy.calendar.year_of(day))})
            edges.add(policy.calendar.last_day(policy.calendar.year_of(day)) + DAY)
        return [None, *sorted(edges)]
    if fact == "rank":
        return ["division_level", "staff"]
    if fact == "post":
        return [None, "research", "management", "support"]
    if fact == "hours_required":
        return [True, False]
    kind = policy.facts[fact]
    if kind == "year":
        return [None, *sorted({2020, 2022, year, year - 1, 1999})]
    return [None, True, False] if kind == "flag" else [None, *kind]


def people_of(policy, requirements, year):
    found = {}
    for requirement in requirements:
        facts_in(requirement.get("when"), found)
    names = sorted(found)
    for values in itertools.product(*(choices(policy, name, found[name], year) for name in names)):
        yield {name: policy_grammar.flow(value) for name, value in zip(names, values) if value is not None}


def uncovered(policy):
    """(person, year) that no requirement fits, or None."""
    for year in (2019, 2020, 2022, 2023, 2024, 2025):
        for person in people_of(policy, policy.requirements, year):
            condition = policy_language.Condition(policy, person, year)
            if not any(condition.holds(requirement.get("when")) for requirement in policy.requirements):
                return person, year
    return None


# ---- reach ----------------------------------------------------------------------------------------------------------

def sources_of(policy):
    return sorted(policy.leaf_of)


def leaves_under(policy, name):
    account = policy.accounts[name]
    return {name}.union(*(leaves_under(policy, child) for child in account.of + account.sums))


def enough(policy):
    """More than any need, and any cap."""
    needs = [amount for entry in policy.requirements for _, _, amount in policy_language.needs_of(entry)]
    caps = [account.cap for account in policy.accounts.values() if account.cap]
    return max([HOUR, *needs, *caps]) + 2 * HOUR


def rich_records(policy, sources, years, last_day):
    """More hours than anybody needs, of these sources, in each of the years and in every window up to the day."""
    most = enough(policy)
    days = [policy.calendar.first_day(year) + DAY * after for year in years for after in (1, 100, 300, 355)] + [last_day]
    records = []
    for source in sources:
        worth = policy.conversion(source)
        pieces = 1 if worth.at_most is None else min(150, -(-most // max(1, worth.at_most)))
        for day in days:
            for piece in range(pieces):
                columns = {"成果编号": f"{source}{day}{piece}", "作者排序": "1"}
                records.append([str(day), source, policy_grammar.time_text(RICH), columns])
    return records


def judge_of(policy, person, records, year, day=None):
    ledger = policy_language.Ledger(policy, person, records)
    return policy_language.Judge(ledger, year, day or policy.calendar.last_day(year))


def with_rules(judge, policy):
    """The same records judged by rules that differ in a cap only."""
    ledger = copy.copy(judge.ledger)
    ledger.policy, ledger.carried_memo = policy, {}
    return policy_language.Judge(ledger, judge.year, judge.day)


def verdict_of(judge, requirement):
    blocks = policy_language.list_of(requirement["need"])
    return policy_language.Verdict.all_of([judge.block(requirement, block) for block in blocks])


def out_of_reach(policy):
    """(requirement, year) that even those with hours of everything do not meet, whenever they are asked about, or None."""
    for begun, year in itertools.product((2018, 2019), range(2023, 2031)):
        person = {name: str(begun) for name, kind in policy.facts.items() if kind == "year"}
        last = policy.calendar.last_day(year)
        records = rich_records(policy, sources_of(policy), range(year - 9, year + 1), last)
        # A window that ends early in a year has hours of two.
        judges = [judge_of(policy, person, records, year, day) for day in (last, policy.calendar.first_day(year) + DAY * 15)]
        for requirement in policy.requirements:
            if all(verdict_of(judge, requirement).state == "not met" for judge in judges):
                return requirement["id"], year
    return None


# ---- idle caps ------------------------------------------------------------------------------------------------------

def with_cap(policy, name, seconds):
    moved = copy.copy(policy)
    moved.accounts = dict(policy.accounts)
    moved.accounts[name] = copy.copy(policy.accounts[name])
    moved.accounts[name].cap = seconds
    return moved


def ways_of_learning(policy, name):
    """Sources that somebody has hours of: those of the account, and what lies beyond each account above it, or all; and
    any, since a share may be of whatever account."""
    under = {source for source in sources_of(policy) if policy.leaf(source) in leaves_under(policy, name)}
    ways = [under, set(sources_of(policy)), *(under | {source} for source in sources_of(policy))]
    for above in policy.accounts:
        if name in leaves_under(policy, above) and above != name:
            inside = leaves_under(policy, above)
            beyond = {source for source in sources_of(policy) if policy.leaf(source) not in inside}
            ways += [under | beyond, beyond | under_of(policy, above, name)]
    rng, sources = random.Random(name), sources_of(policy)
    ways += [{source for source in sources if rng.random() < 0.6} for _ in range(ANY_WAYS)]
    return [sorted(way) for way in ways]


def under_of(policy, above, name):
    """What lies below the account above without what lies below this one."""
    inside = leaves_under(policy, above) - leaves_under(policy, name)
    return {source for source in sources_of(policy) if policy.leaf(source) in inside}


def cap_matters(policy, name, steps):
    """Whether anything that a need or a sum of a root looks at moves with the cap, for who has much of some sources."""
    cap = policy.accounts[name].cap
    below = {child for account in policy.accounts.values() for child in account.of}
    looked_at = {one for one in policy.accounts if one not in below}
    for requirement in policy.requirements:
        looked_at.update(account for _, account, _ in policy_language.needs_of(requirement))
    for sources in ways_of_learning(policy, name):
        records = rich_records(policy, sources, [2023, 2024], policy.calendar.last_day(2024))
        judge, answers = judge_of(policy, {}, records, 2024), []
        for step in (0, *steps):
            judge = with_rules(judge, with_cap(policy, name, max(0, cap + step)))
            period = judge.period(None)
            answers.append([judge.ledger.effective(one, period) for one in sorted(looked_at)])
        if any(answer != answers[0] for answer in answers):
            return True
    return False


def wrong_about_caps(policy, listed):
    """What is listed and moves something, and what moves nothing and is not listed."""
    lines = {proof["line"] for proof in listed if proof["code"] == "idle-cap"}
    wrong = []
    for name, account in policy.accounts.items():
        is_listed = line_of(policy, name) in lines
        if account.cap is None:
            continue
        if is_listed and cap_matters(policy, name, [1, RICH]):
            wrong.append(f"cap of {name}: listed, but without it something moves")
        if not is_listed and not cap_matters(policy, name, [-1, 1, -HOUR, HOUR]):
            wrong.append(f"cap of {name}: moves nothing, not listed")
    return wrong


def line_of(policy, name):
    return policy.lines.get(name)


# ---- idle needs -----------------------------------------------------------------------------------------------------

def children_first(policy, names):
    return sorted(names, key=lambda name: len(leaves_under(policy, name)))


def has_all_but(policy, requirement, name, amount):
    """Whether hours can be had with which every other need is met and this one wants a second."""
    own = leaves_under(policy, name)
    sources = sources_of(policy)
    outside = [source for source in sources if policy.leaf(source) not in own]
    records = rich_records(policy, outside, [2024], policy.calendar.last_day(2024))
    needs = {}
    for _, account, seconds in policy_language.needs_of(requirement):
        needs[account] = max(seconds, needs.get(account, 0))
    inside = [account for account in needs if account in own and account != name]
    for account in children_first(policy, inside):
        add_hours(policy, records, account, needs[account])
    add_hours(policy, records, name, amount - 1)
    judge = judge_of(policy, {}, records, 2024)
    period = judge.period(None)
    effective = {account: judge.ledger.effective(account, period) for account in needs}
    return effective[name] < amount and all(effective[one] >= needs[one] for one in needs if one != name)


def add_hours(policy, records, account, wanted):
    """From one leaf after another, no more than is wanted of the account."""
    for source in sources_of(policy):
        if policy.leaf(source) not in leaves_under(policy, account):
            continue
        judge = judge_of(policy, {}, records, 2024)
        missing = wanted - judge.ledger.effective(account, judge.period(None))
        if missing > 0:
            day = policy.calendar.first_day(2024) + DAY * 100
            records.append([str(day), source, policy_grammar.time_text(missing), {}])


def idle_needs(policy, listed):
    """The needs that the others imply and that are not listed."""
    named = {(proof["line"], part) for proof in listed for part in proof["message"].split("'")}
    found = []
    for requirement in policy.requirements:
        needs = policy_language.needs_of(requirement)
        for _, name, amount in needs:
            greater = [a for _, other, a in needs if other == name and a > amount]
            same = [1 for _, other, a in needs if other == name and a == amount]
            is_listed = (policy.lines.get(requirement["id"]), name) in named
            if amount and not greater and len(same) == 1 and not is_listed \
                    and not has_all_but(policy, requirement, name, amount):
                found.append((requirement["id"], name))
    return found


# ---- the run --------------------------------------------------------------------------------------------------------

def lines_of(text, policy):
    """Of accounts and requirements, by name."""
    lines = {}
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip().removeprefix("- {id: ").split(":")[0].split(",")[0]
        if word in policy.accounts or word in {entry["id"] for entry in policy.requirements}:
            lines[word] = number
    return lines


def faults(said, texts, policy, left_out):
    """What speaks against what was said."""
    if isinstance(said, str):
        return [said]
    codes, listed = said
    policy.lines = lines_of(texts[0], policy)
    found = []
    person = uncovered(policy)
    if ("policy.requirement-gap" in codes) != (person is not None):
        found.append(f"gap: said {sorted(codes)}, found {person}")
    if not codes - {"policy.out-of-reach"}:
        missed = out_of_reach(policy)
        if ("policy.out-of-reach" in codes) != (missed is not None):
            found.append(f"reach: said {sorted(codes)}, found {missed}")
    if not codes:
        if left_out:
            found += wrong_about_caps(policy, listed)
        if left_out == PLAIN:
            found += [f"need {pair}: the others imply it, not listed" for pair in idle_needs(policy, listed)]
    return found


def main():
    parser = argparse.ArgumentParser(description="Searches for who speaks against what the checker proves.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=300, help="of policies")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--number", type=int, help="only the policy of that number")
    options = parser.parse_args()
    numbers = range(options.count) if options.number is None else [options.number]
    passed = failed = 0
    codes = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            texts, policy, _ = policy_of(options, number)
            said = ask(options.program, pathlib.Path(folder) / str(number), texts)
            found = faults(said, texts, policy, KINDS[number % 3])
            for code in (said[0] if not isinstance(said, str) else []):
                codes[code] = codes.get(code, 0) + 1
            passed, failed = passed + (not found), failed + bool(found)
            if found and failed <= SHOWN:
                print(f"policy {number}:", *found, *texts, sep="\n")
    print(f"refused, as they should be: {codes}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
