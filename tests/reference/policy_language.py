"""The language of policies a second time.

    policy_language.py POLICY CASES [--rules DIR]

reads a policy (rules/<year>.yaml) with what it extends, judges the people of a case file and prints what differs from
what each case expects; the last line is `N passed, N failed`.

Written from the language's own page, sentence by sentence, and not from the engine: policy_compare.py sets both side by
side on random policies and people (policy_grammar.py). Integer seconds throughout, exact fractions until one rounding.

Read as – where the language leaves something open, this is the reading taken here:

 1  merging     A map merges key by key at every depth, and `none` takes any key away. A cap, a `worth` or a `need` of
                another form (50 over {share, of}) replaces the old one whole. `exempt` as a list counts as a map by
                id, so a map may follow a list; a list replaces. Order: what is inherited first, then what is new.
 2  conversion  A class of a category taken as `roster:类别` goes by `sources: roster:类别`, else by `sources: roster`.
 3  authors     `worth: {by: 作者排序, first: 46, step: -3}`: author n gives first + step × (n − 1), not below 0; the column
                empty: the first author.
 4  best_of     `best_of: 成果编号` names the column. One work counts once among the records of that entry of `sources`, not between
                sources (between leaves it would not be monotone). A record without a number stands for itself. Compared
                is what lies within the period, after conversion, spreading and at_most; of equals the earlier start,
                then the earlier 年度.
 5  spread      `spread: 2`: floor(seconds ÷ 2) to each year, what remains is added to the first. By 年度; at_most first.
                In a window the whole, by its start.
 6  late_until  `late_until: 01-31`: a record that starts after its 年度 counts for that 年度 if it starts in the first days
                of the next year, up to that day; started later, it counts in the year of its start. Without the key the
                年度 holds as written.
 7  year        A day word, `reporting/03-01`, is the day 03-01 that lies within that 年度 (with `year: {begins: 08-01}`:
                of the next calendar year); 02-29 is 02-28 where there is none. `hired_before: 2020` is before 年度 2020
                begins, `hired_from` includes its day. Months of a year are counted from its first day.
 8  per year    In a window a year is the record's 年度.
 9  share       A share `per: year` is a share of the other account's hours of that year.
10  carries     The period before: the one that ends where this one begins, of the same length (rolling years too;
                windows: asked about at the day this one begins after). "The same over" is the same words. Needs in the
                groups of an `any_of` count among those of their `over`. Hours carried into several years stand in the
                first of them.
                All `carries` leaves are left out for "earned in that period itself". A window's last year is that in
                which its last day lies.
11  open        A cycle that runs is all its years, those after the reporting year too. Before it begins, or where the
                person's own year is missing, nothing counts and the whole need, not prorated, is missing.
12  missing     Of an account with several needs the greatest; accounts that miss nothing may be left out. Of groups
                that miss the same the first.
13  round       `round: hour` goes up to the next full hour.
14  rank        Who is not said to be 处级及以上 is not: `rank: staff`, as in `people`. Missing facts fit nothing positive.
15  years       `total` and `effective` are those of needs without `over`; `over: {years: 1}` is not that.
16  cases       A record is [start, source, amount, 年度, {成果编号: …, 作者排序: …}]; 年度 and the map may be left out.
"""

import argparse
import calendar
import datetime
import pathlib
import re
import sys
from fractions import Fraction

import yaml

sys.setrecursionlimit(10_000)  # hours carried from window to window
HOUR = 3600
ONE_DAY = datetime.timedelta(days=1)
RULES = pathlib.Path(__file__).resolve().parents[2] / "rules"

# How three values stand against each other where all must hold, and where one is enough.
ALL_MUST_HOLD = ["open", "met", "not met"]   # not met beats met beats open
ONE_IS_ENOUGH = ["not met", "open", "met"]   # met beats open beats not met


# ---- texts ----------------------------------------------------------------------------------------------------------

def seconds_of(text):
    """`90`, `0.5`, `12.49学分`, `99小时59分59秒` → seconds; one of any unit is 3600 of its seconds."""
    text = str(text).strip()
    parts = re.fullmatch(r"(?:(\d+)小时)?(?:(\d+)分)?(?:(\d+)秒)?", text)
    if text and parts:
        hours, minutes, seconds = (int(part or 0) for part in parts.groups())
        return hours * HOUR + minutes * 60 + seconds
    number = re.fullmatch(r"(\d+(?:\.\d+)?)\s*\D*", text)
    if not number:
        raise ValueError(f"'{text}' is no amount of hours")
    seconds = Fraction(number.group(1)) * HOUR
    if seconds.denominator != 1:
        raise ValueError(f"'{text}' has a part of a second")
    return int(seconds)


def day_of(text):
    return datetime.date.fromisoformat(str(text)[:10])


def flag_of(text):
    return {"true": True, "是": True, "false": False, "否": False}[str(text).lower()]


def list_of(value):
    return value if isinstance(value, list) else [value]


# ---- days -----------------------------------------------------------------------------------------------------------

def day_in(year, month, day):
    """That day, or the month's last where it has none."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_after(day, months):
    """months back: the same day or the month's last"""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day_in(year, month + 1, day.day)


class Calendar:
    """The body's year: 年度 N begins on that day of N."""

    def __init__(self, begins="01-01"):
        self.month, self.day = (int(part) for part in begins.split("-"))

    def first_day(self, year):
        return day_in(year, self.month, self.day)

    def last_day(self, year):
        return self.first_day(year + 1) - ONE_DAY

    def year_of(self, day):
        return day.year if day >= self.first_day(day.year) else day.year - 1

    def day_within(self, year, text):
        """The day MM-DD that lies within 年度 `year`."""
        month, day = (int(part) for part in text.split("-"))
        found = day_in(year, month, day)
        return found if found >= self.first_day(year) else day_in(year + 1, month, day)

    def months(self, first, last):
        """(first day, last day) of every month of the years first … last."""
        begin = self.first_day(first)
        days = [months_after(begin, count) for count in range(12 * (last - first + 1) + 1)]
        return [(day, following - ONE_DAY) for day, following in zip(days, days[1:])]


# ---- files ----------------------------------------------------------------------------------------------------------

def read_yaml(text):
    """Every scalar stays the text that it is: 2024-01-01, 11-10, false."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def by_id(exempt):
    return {entry["id"]: entry for entry in exempt} if isinstance(exempt, list) else exempt


def same_form(old, new, key):
    """Whether two maps under `key` merge: a cap of hours is no cap of a share, a need lists its accounts anew."""
    if key == "need":
        return False
    return key != "cap" or ("share" in old) == ("share" in new)


def merge(old, new, key=""):
    """maps merge key by key, lists are replaced whole, `none` takes away"""
    if not isinstance(new, dict):
        return new
    result = dict(old) if isinstance(old, dict) and same_form(old, new, key) else {}
    for name, value in new.items():
        if name == "exempt" and isinstance(value, dict):
            result[name] = merge(by_id(result.get(name, {})), value)
        else:
            result[name] = merge(result.get(name), value, name)
    return {name: value for name, value in result.items() if value != "none"}


def load(path, rules=None):
    """The policy of a file, with what it extends; those files lie beside it or in `rules`."""
    path = pathlib.Path(path)
    return resolve([path.read_text(encoding="utf-8")], lambda year: find_file(year, path, rules))


def find_file(year, path, rules):
    folders = [folder for folder in (rules, path.parent, RULES) if folder]
    files = [pathlib.Path(folder) / f"{year}.yaml" for folder in folders]
    return next(file for file in files if file.exists() and file.resolve() != path.resolve())


def resolve(texts, file_of=None):
    """The policy of a text and of those that it extends, nearest first."""
    chain = [read_yaml(text) for text in texts]
    while "extends" in chain[-1] and file_of:
        chain.append(read_yaml(file_of(chain[-1]["extends"]).read_text(encoding="utf-8")))
    merged = {}
    for values in reversed(chain):
        merged = merge(merged, values)
    return Policy(merged)


# ---- the policy -----------------------------------------------------------------------------------------------------

class Worth:
    """What one unit of a source gives, and how its records count."""

    def __init__(self, source, values):
        self.source = source
        worth = values.get("worth", "1")
        self.by = worth if isinstance(worth, dict) else None
        self.fraction = None if self.by else Fraction(worth)
        self.at_most = seconds_of(values["at_most"]) if "at_most" in values else None
        self.best_of = values.get("best_of")
        spread = values.get("spread", "1")
        self.spread = int(spread["years"] if isinstance(spread, dict) else spread)
        self.late_until = values.get("late_until")

    def of_one(self, columns):
        """less for each further author … never below 0"""
        if not self.by:
            return self.fraction
        author = int(columns.get(self.by["by"]) or 1)
        return max(Fraction(0), Fraction(self.by["first"]) + Fraction(self.by["step"]) * (author - 1))

    def convert(self, seconds, columns):
        """each record is converted and rounded by itself: (seconds × a + b div 2) div b, then at_most"""
        worth = self.of_one(columns)
        given = (seconds * worth.numerator + worth.denominator // 2) // worth.denominator
        return given if self.at_most is None else min(given, self.at_most)


class Account:
    def __init__(self, name, values):
        self.name = name
        self.of = values.get("of", [])
        self.sums = values.get("sums", [])
        self.takes = values.get("takes", [])
        self.carries = values.get("carries")
        self.at_most = seconds_of(values["at_most"]) if "at_most" in values else None
        self.apart = flag_of(values.get("apart", "false"))
        cap = values.get("cap")
        cap = cap if isinstance(cap, dict) or cap is None else {"hours": cap}
        self.cap = seconds_of(cap["hours"]) if cap and "hours" in cap else None
        self.share = (Fraction(cap["share"]), cap["of"]) if cap and "share" in cap else None
        self.per_year = bool(cap) and cap.get("per") == "year"

    def limit(self, amount, of_other):
        """cap: 50 … a share is cut down to the second; `of_other` gives another account's effective hours."""
        if self.cap is not None:
            amount = min(amount, self.cap)
        if self.share:
            part, other = self.share
            amount = min(amount, int(part * of_other(other)))
        return amount


class Policy:
    def __init__(self, values):
        self.values = values
        self.calendar = Calendar(values.get("year", {}).get("begins", "01-01"))
        self.facts = values.get("facts", {})
        self.worth = {source: Worth(source, entry) for source, entry in values.get("sources", {}).items()}
        self.uncounted = values.get("uncounted", [])
        self.accounts = {name: Account(name, entry) for name, entry in values["accounts"].items()}
        self.leaf_of = {source: account.name for account in self.accounts.values() for source in account.takes}
        self.requirements = values["requirements"]
        self.exempt = by_id(values.get("exempt", {}))

    def first_root(self):
        """the first account that is neither `apart` nor `sums` nor below another"""
        below = {child for account in self.accounts.values() for child in account.of}
        return next(name for name, a in self.accounts.items() if not (a.apart or a.sums or name in below))

    def leaf(self, source):
        """classes of one 培训类别; plain `roster` takes the rest … by one leaf or listed under `uncounted`"""
        for taken in self.names_of(source):
            if taken in self.leaf_of:
                return self.leaf_of[taken]
            if taken in self.uncounted:
                return None
        raise ValueError(f"source '{source}' is taken by no account")

    def conversion(self, source):
        """A source that is not listed gives its own hours."""
        return next((self.worth[name] for name in self.names_of(source) if name in self.worth), Worth(source, {}))

    @staticmethod
    def names_of(source):
        return [source, "roster"] if source.startswith("roster:") else [source]


# ---- conditions: `when` ---------------------------------------------------------------------------------------------

class Condition:
    """Whether a person fits a `when` in a year. A missing fact fits nothing positive."""

    def __init__(self, policy, person, year):
        self.policy, self.person, self.year = policy, person, year

    def holds(self, when):
        """combined by listing them (and), `any_of`, `none_of`"""
        return all(self.atom(name, value) for name, value in (when or {}).items())

    def atom(self, name, value):
        if name == "any_of":
            return any(self.holds(part) for part in list_of(value))
        if name == "none_of":
            return not any(self.holds(part) for part in list_of(value))
        return any(self.compare(name, constant) for constant in list_of(value))

    def compare(self, name, constant):
        if name == "hours_required":
            return flag_of(self.person.get(name, "true")) == flag_of(constant)  # missing, it is true
        if name in ("hired_in", "hired_from", "hired_before"):
            return bool(self.person.get("hired")) and self.compare_hired(name, constant, day_of(self.person["hired"]))
        if name == "rank":
            return self.person.get(name, "staff") == constant
        fact = self.person.get(name)
        if fact is None or fact == "":
            return False
        kind = self.policy.facts.get(name)
        if kind == "year":
            return int(fact) == self.year_word(constant)
        if kind == "flag":
            return flag_of(fact) == flag_of(constant)
        return fact == constant

    def compare_hired(self, name, constant, hired):
        if name == "hired_in":
            return self.policy.calendar.year_of(hired) == self.year_word(constant)
        return hired >= self.day_word(constant) if name == "hired_from" else hired < self.day_word(constant)

    def year_word(self, text):
        words = {"reporting_year": self.year, "previous_year": self.year - 1}
        return words[text] if text in words else int(text)

    def day_word(self, text):
        """`previous/11-01`, `reporting/03-01`; a year: its first day; a day."""
        if "/" in text:
            word, day = text.split("/")
            return self.policy.calendar.day_within(self.year_word(f"{word}_year"), day)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return day_of(text)
        return self.policy.calendar.first_day(self.year_word(text))


# ---- periods --------------------------------------------------------------------------------------------------------

class Years:
    """The years first … last, by 年度."""

    def __init__(self, over, first, last, running=False, begins=None):
        self.over, self.first, self.last = over, first, last
        self.is_open = running     # a cycle that has not come to its last year
        self.begins = begins       # the year of the first cycle

    def key(self):
        return (str(self.over), self.first, self.last)

    def years(self, posts):
        return range(self.first, self.last + 1)

    def carried_into(self, calendar):
        return self.first

    def last_year(self, calendar):
        return self.last

    def before(self):
        """the period before; nothing is carried into the first cycle"""
        length = self.last - self.first + 1
        if self.begins is not None and self.first - length < self.begins:
            return None
        return Years(self.over, self.first - length, self.first - 1, begins=self.begins)

    def parts(self, post):
        """[(年度, seconds)] that lie within: equal parts to the year and the next ones, the remainder first"""
        share, rest = divmod(post.seconds, post.worth.spread)
        parts = [(post.year + step, share + (rest if step == 0 else 0)) for step in range(post.worth.spread)]
        return [(year, seconds) for year, seconds in parts if self.first <= year <= self.last]

    def is_before_all(self, posts):
        return all(post.year > self.last for post in posts)


class Window:
    """By the start of a record, in (after, until]."""

    is_open = False

    def __init__(self, over, until):
        self.over, self.until = over, until
        if "days" in over:
            self.after = until - datetime.timedelta(days=int(over["days"]))
        else:
            self.after = months_after(until, -int(over["months"]))

    def key(self):
        return (str(self.over), self.after, self.until)

    def years(self, posts):
        return sorted({year for post in posts for year, _ in self.parts(post)})

    def carried_into(self, calendar):
        return calendar.year_of(self.after + ONE_DAY)

    def last_year(self, calendar):
        return calendar.year_of(self.until)

    def before(self):
        return Window(self.over, self.after)

    def parts(self, post):
        """windows take the whole"""
        return [(post.year, post.seconds)] if self.after < post.start <= self.until else []

    def is_before_all(self, posts):
        return all(post.start > self.until for post in posts)


# ---- records --------------------------------------------------------------------------------------------------------

class Post:
    """A record on its leaf, converted."""

    def __init__(self, policy, record):
        start, source, amount, *more = record
        columns = more.pop() if more and isinstance(more[-1], dict) else {}
        self.start = day_of(start)
        self.source = source
        self.leaf = policy.leaf(source)
        self.worth = policy.conversion(source)
        self.seconds = self.worth.convert(seconds_of(amount), columns)
        self.work = columns.get(self.worth.best_of) if self.worth.best_of else None
        own_year = policy.calendar.year_of(self.start)
        stated = int(more[0] if more else columns.get("年度", own_year))
        self.year = self.allowed_year(policy.calendar, stated, own_year)

    def allowed_year(self, years, stated, own_year):
        """last year's 年度 until then, by the start of the record"""
        if not self.worth.late_until or stated >= own_year:
            return stated
        is_late = stated < own_year - 1 or self.start > years.day_within(own_year, self.worth.late_until)
        return own_year if is_late else stated


# ---- one person -----------------------------------------------------------------------------------------------------

class Ledger:
    """Effective hours of one person's accounts, period by period."""

    def __init__(self, policy, person, records):
        self.policy, self.person = policy, person
        posts = [Post(policy, record) for record in records]
        self.posts = [post for post in posts if post.leaf is not None]
        self.carried_memo = {}

    def effective(self, name, period, with_carried=True, year=None):
        """min(cap, what is below it) – in one year of the period where `year` is given."""
        account = self.policy.accounts[name]
        if account.per_year and year is None:  # in each year of the period that is added up
            years = set(period.years(self.posts)) | {period.carried_into(self.policy.calendar)}
            return sum(self.effective(name, period, with_carried, one) for one in sorted(years))

        def of_other(other):  # an account's own effective hours, whatever is cut above it
            return self.effective(other, period, with_carried, year)
        return account.limit(self.below(account, period, with_carried, year), of_other)

    def below(self, account, period, with_carried, year):
        if account.of or account.sums:
            return sum(self.effective(child, period, with_carried, year) for child in account.of or account.sums)
        if account.carries:  # Carried hours come before all records
            is_there = with_carried and year in (None, period.carried_into(self.policy.calendar))
            return self.carried(account, period) if is_there else 0
        return sum(seconds for at, seconds in self.counted(account.name, period) if year in (None, at))

    def counted(self, leaf, period):
        """[(年度, seconds)] of the records on a leaf; best_of: one work counts once, the highest"""
        works, counted = {}, []
        for post in sorted((p for p in self.posts if p.leaf == leaf), key=lambda p: (p.start, p.year)):
            parts = period.parts(post)
            if not post.work:
                counted += parts
                continue
            work = (post.worth.source, post.work)
            if work not in works or sum(s for _, s in parts) > sum(s for _, s in works[work]):
                works[work] = parts
        return counted + [part for parts in works.values() for part in parts]

    def carried(self, account, period):
        key = (account.name, period.key())
        if key not in self.carried_memo:
            self.carried_memo[key] = self.carried_from(account, period.before())
        return self.carried_memo[key]

    def carried_from(self, account, before):
        """min(`at_most` if given, effective − need, effective without what was carried in), never below 0"""
        if before is None or before.is_before_all(self.posts):  # 0 where the period before has no record
            return 0
        need = self.need_to_carry(account.carries, before)
        if need is None:  # No need of that account: nothing is carried
            return 0
        amounts = [self.effective(account.carries, before) - need,
                   self.effective(account.carries, before, with_carried=False)]
        if account.at_most is not None:
            amounts.append(account.at_most)
        return max(0, min(amounts))

    def need_to_carry(self, name, period):
        """the need is that account's over the same `over`, the greatest where there are several, prorated with that
        period's own months, of the requirement that fitted in that period's last year"""
        requirement = self.requirement(period.last_year(self.policy.calendar))
        needs = [amount for over, account, amount in needs_of(requirement) if account == name and over == period.over]
        return max((self.prorated(requirement, name, amount, period) for amount in needs), default=None)

    def requirement(self, year):
        """the first that fits a person holds"""
        condition = Condition(self.policy, self.person, year)
        return next(entry for entry in self.policy.requirements if condition.holds(entry.get("when")))

    def prorated(self, requirement, account, need, period):
        """every need (or those of `only`) × months present ÷ months of its period; windows are not prorated"""
        prorate = requirement.get("prorate")
        if not prorate or isinstance(period, Window) or account not in prorate.get("only", [account]):
            return need
        months = self.policy.calendar.months(period.first, period.last)
        present = sum(self.is_present(*month, prorate["for"]) for month in months)
        if present == len(months):
            return need  # nothing to reckon: not rounded either
        unit = HOUR if prorate.get("round") == "hour" else 1
        return -(-need * present // (len(months) * unit)) * unit  # a prorated need goes up to the next second

    def is_present(self, first, last, reasons):
        """a month counts when present on more than half of its days"""
        days = [first + ONE_DAY * number for number in range((last - first).days + 1)]
        return 2 * sum(not self.is_away(day, reasons) for day in days) > len(days)

    def is_away(self, day, reasons):
        """present on the day of hiring and of leaving, away on both ends of an absence"""
        hired, left = self.person.get("hired"), self.person.get("left")
        if "hired" in reasons and hired and day < day_of(hired):
            return True
        if "left" in reasons and left and day > day_of(left):
            return True
        return any(reason in reasons and day_of(first) <= day <= day_of(last)
                   for reason, first, last in self.person.get("absent", []))


def needs_of(requirement):
    """[(over, account, seconds)] of a requirement, those in the groups of an `any_of` too."""
    found = []

    def gather(block, over):
        over = block.get("over", over)
        for name, value in block.items():
            if name == "any_of":
                for group in value:
                    gather(group, over)  # An `any_of` inherits its block's `over`
            elif name != "over":
                found.append((over, name, seconds_of(value)))

    for block in list_of(requirement["need"]):
        gather(block, None)
    return found


class Verdict:
    """met, not met or open, and what is missing by account."""

    def __init__(self, state, missing):
        self.state, self.missing = state, missing

    @staticmethod
    def all_of(verdicts):
        missing = {}
        for verdict in verdicts:
            for account, seconds in verdict.missing.items():
                missing[account] = max(seconds, missing.get(account, 0))
        return Verdict(max((v.state for v in verdicts), key=ALL_MUST_HOLD.index, default="met"), missing)

    @staticmethod
    def any_of(verdicts):
        """What is missing under an `any_of` is that of the group with the fewest seconds missing."""
        fewest = min(verdicts, key=lambda verdict: sum(verdict.missing.values()))
        return Verdict(max((v.state for v in verdicts), key=ONE_IS_ENOUGH.index), fewest.missing)


class Judge:
    def __init__(self, ledger, year, day):
        self.ledger, self.policy, self.year, self.day = ledger, ledger.policy, year, day

    def period(self, over):
        """The period of an `over`; None where a cycle has not begun or the person's own year is missing."""
        if over is None:
            return Years(None, self.year, self.year)
        if "years" not in over:  # windows, up to the day asked about
            return Window(over, self.day)
        length = int(over["years"])
        if "from" not in over:  # the last three 年度 up to the reporting year
            return Years(over, self.year - length + 1, self.year)
        begins = over["from"]
        if begins in self.policy.facts:  # the person's own
            begins = self.ledger.person.get(begins)
        if not begins or self.year < int(begins):  # No cycle begins before `from`
            return None
        begins = int(begins)
        first = begins + (self.year - begins) // length * length
        last = first + length - 1
        return Years(over, first, last, running=self.year < last, begins=begins)  # judged in its last year

    def need(self, requirement, over, name, amount):
        period = self.period(over)
        if period is None:
            return Verdict("open", {name: amount})
        need = self.ledger.prorated(requirement, name, amount, period)
        missing = max(0, need - self.ledger.effective(name, period))
        state = "open" if period.is_open else "not met" if missing else "met"
        return Verdict(state, {name: missing})

    def block(self, requirement, block, over=None):
        over = block.get("over", over)
        verdicts = []
        for name, value in block.items():
            if name == "any_of":
                verdicts.append(Verdict.any_of([self.block(requirement, group, over) for group in value]))
            elif name != "over":
                verdicts.append(self.need(requirement, over, name, seconds_of(value)))
        return Verdict.all_of(verdicts)

    def exemption(self):
        condition = Condition(self.policy, self.ledger.person, self.year)
        return next((name for name, entry in self.policy.exempt.items() if condition.holds(entry.get("when"))), False)

    def answer(self):
        requirement = self.ledger.requirement(self.year)
        verdict = Verdict.all_of([self.block(requirement, block) for block in list_of(requirement["need"])])
        this_year = self.period(None)  # with what needs over single years carry
        effective = {name: self.ledger.effective(name, this_year) for name in self.policy.accounts}
        return {
            "met": verdict.state != "not met",  # Open reads `met: true`
            "open": verdict.state == "open",
            "exempt": self.exemption(),
            "requirement": requirement["id"],
            "total": effective[self.policy.first_root()],
            "effective": effective,
            "missing": verdict.missing,
        }


def judge(policy, year, person, records, day=None):
    """The whole answer; `day` is the day asked about, the year's last if not said."""
    day = day_of(day) if day else policy.calendar.last_day(year)
    return Judge(Ledger(policy, person, records), year, day).answer()


# ---- cases ----------------------------------------------------------------------------------------------------------

def judge_case(policy, case, year):
    year = int(case.get("year", year))
    return judge(policy, year, case.get("person") or {}, case.get("records") or [], case.get("day"))


def expected_value(key, value):
    if key in ("met", "open"):
        return flag_of(value)
    if key == "exempt":
        return False if value in ("false", "none") else value
    if key == "total":
        return seconds_of(value)
    return {name: seconds_of(amount) for name, amount in value.items()} if isinstance(value, dict) else value


def differences(expect, got):
    """Whatever is named is compared."""
    found = []
    for key, text in expect.items():
        value = expected_value(key, text)
        actual = {name: got[key].get(name, 0) for name in value} if isinstance(value, dict) else got[key]
        if value != actual:
            found.append(f"{key}: expected {value}, got {actual}")
    return found


def main():
    parser = argparse.ArgumentParser(description="Judges the people of a case file by the second implementation.")
    parser.add_argument("policy")
    parser.add_argument("cases")
    parser.add_argument("--rules", help="where the policies lie that it extends")
    options = parser.parse_args()
    policy = load(options.policy, options.rules)
    document = read_yaml(pathlib.Path(options.cases).read_text(encoding="utf-8"))
    failed = 0
    for case in document["cases"]:
        found = differences(case.get("expect") or {}, judge_case(policy, case, document.get("year")))
        failed += bool(found)
        if found:
            print(case["name"], *found, sep="\n  ")
    print(f"{len(document['cases']) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
