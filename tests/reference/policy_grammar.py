"""Random policies of the whole language, and random people with records for each of them.

    policy_grammar.py [--seed N] [--number N] [--people K] [--without FEATURE,…]

prints one policy and its cases. Policies are valid by how they are made: each source is taken by one leaf or uncounted,
shares make no circle, below a cap per year every cap is per year, every need can be met, the last requirement fits
everyone. People stand near the thresholds: records lie at the edges of windows, months and years, and some are added
that give exactly what the reference says is missing, or a second less or more.

FEATURES names what may be left out, so that a difference of readings in one key does not hide the others.
"""

import argparse
import copy
import datetime
import random
import re

import policy_language
from policy_language import HOUR, Calendar

FEATURES = ("absences any_of apart at_most authors begins best_of carries cycles exempt extends facts large late_until "
            "months own_cycles per_year prorate rolling roster_categories roster_worth share spread stated_years sums "
            "uncounted windows worth").split()

PROGRAM_SOURCES = ["roster", "线下培训", "网络学时", "在职自学", "公派留学", "在线学习"]
OWN_SOURCES = {"论文": "篇", "面授": "天", "授课": "学时", "学位": "学时", "公需科目": "学时"}
CATEGORIES = ["roster:公需科目", "roster:上岗培训"]
REASONS = ["产假", "病假", "援藏"]
TITLES = ["初级", "中级", "高级"]
NEVER_MORE = 10**9  # seconds; what has no upper bound
DAY = datetime.timedelta(days=1)


# ---- YAML as people write it ----------------------------------------------------------------------------------------

def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def block(values):
    """Each top key with one line for each of its entries."""
    lines = []
    for key, value in values.items():
        if key in ("accounts", "sources", "exempt", "facts") and isinstance(value, dict) and value:
            lines += [f"{key}:"] + [f"  {name}: {flow(entry)}" for name, entry in value.items()]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:"] + [f"  - {flow(entry)}" for entry in value]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join(lines) + "\n"


def time_text(seconds):
    """3小时10分53秒, parts of nothing left out."""
    parts = (seconds // HOUR, "小时"), (seconds // 60 % 60, "分"), (seconds % 60, "秒")
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0小时"


def decimal_text(seconds):
    return f"{seconds / HOUR:.2f}".rstrip("0").rstrip(".")


def amount_text(rng, seconds):
    """Hours in one of the ways in which people write them."""
    if seconds % 36 == 0 and rng.random() < 0.7:
        return decimal_text(seconds)
    return time_text(seconds)


# ---- a policy -------------------------------------------------------------------------------------------------------

class Draw:
    """One policy; `values` is what its file says."""

    def __init__(self, rng, without=()):
        self.rng, self.without = rng, set(without)
        self.large = self.chance(0.1, "large")
        self.begins = rng.choice(["08-01", "09-01", "04-01", "07-15", "01-01"]) if self.chance(0.2, "begins") else None
        self.facts = self.draw_facts()
        self.sources = {}   # name → entry under `sources`
        self.accounts = {}  # name → entry under `accounts`
        self.under_year = set()  # accounts at or below a cap per year
        self.uncounted = []
        self.draw_forest()
        self.draw_sources()
        self.draw_shares()
        self.draw_carries()
        self.draw_sums()
        self.requirements = self.draw_requirements()
        self.exempt = self.draw_exempt()
        self.values = self.as_file()

    def chance(self, share, feature=None):
        return feature not in self.without and self.rng.random() < share

    # ---- facts and conditions

    def draw_facts(self):
        kinds = {"注册年度": "year", "证书年度": "year", "双注册": "flag", "职称": TITLES}
        return {name: kind for name, kind in kinds.items() if self.chance(0.4, "facts")}

    def atom(self, fact):
        rng = self.rng
        if fact == "hired":
            words = [("hired_in", ["reporting_year", "previous_year", "2023"]),
                     ("hired_before", ["reporting/03-01", "previous/07-16", "reporting_year", "2020"]),
                     ("hired_from", ["previous/11-01", "reporting/01-02", "reporting/08-01"])]
            name, choices = rng.choice(words)
            return {name: rng.choice(choices)}
        if fact == "rank":
            return {fact: rng.choice(["division_level", "staff"])}
        if fact == "post":
            return {fact: rng.sample(["research", "management", "support"], 2) if rng.random() < 0.2 else "research"}
        kind = self.facts.get(fact, "flag")
        if kind == "year":
            return {fact: rng.choice(["reporting_year", "previous_year", 2020, 2022])}
        if kind == "flag":
            return {fact: rng.random() < 0.5}
        return {fact: rng.sample(kind, 2) if rng.random() < 0.3 else rng.choice(kind)}

    def condition(self, facts):
        """A `when` over some of the facts, which leave the list: conditions over different ones never cover all."""
        taken = [facts.pop() for _ in range(min(len(facts), self.rng.choice([1, 1, 1, 2, 2])))]
        atoms = [self.atom(fact) for fact in taken]
        form = self.rng.random()
        if form < 0.15:
            return {"none_of": [atoms[0]]}
        if form < 0.3 and len(atoms) > 1:
            return {"any_of": atoms}
        if form < 0.4 and len(atoms) > 1:
            return {**atoms[0], "none_of": [atoms[1]]}
        return {name: value for atom in atoms for name, value in atom.items()}

    def all_facts(self):
        facts = ["rank", "post", "hours_required", "hired", *self.facts]
        self.rng.shuffle(facts)
        return facts

    # ---- accounts

    def draw_forest(self):
        rng = self.rng
        names = PROGRAM_SOURCES + [name for name in OWN_SOURCES if rng.random() < (0.8 if self.large else 0.35)]
        names += [name for name in CATEGORIES if self.chance(0.25, "roster_categories")]
        rng.shuffle(names)
        if self.chance(0.3, "uncounted"):
            self.uncounted = [names.pop() for _ in range(rng.choice([1, 1, 2]))]
        roots = rng.choice([2, 2, 3]) if self.chance(0.35, "apart") else 1
        cuts = sorted(rng.sample(range(1, len(names)), roots - 1))
        parts = [names[a:b] for a, b in zip([0] + cuts, cuts + [len(names)])]
        trees = []
        for number, part in enumerate(sorted(parts, key=len, reverse=True)):
            before = set(self.accounts)
            self.grow("total" if number == 0 else f"apart{number}", part, 1, False)
            if number:
                self.accounts[f"apart{number}"]["apart"] = True
            trees.append([name for name in self.accounts if name not in before])
        if rng.random() < 0.3:
            rng.shuffle(trees)
            self.accounts = {name: self.accounts[name] for tree in trees for name in tree}

    def grow(self, name, sources, depth, under_year):
        rng = self.rng
        account = self.accounts[name] = {"label": f"账户{len(self.accounts)}"}
        if depth == 1 and rng.random() < 0.2:
            account["unit"] = rng.choice(["学分", "单元"])
        cap = self.draw_cap(depth, under_year)
        under_year = under_year or isinstance(cap, dict)
        if under_year:
            self.under_year.add(name)
        deepest = 4 if self.large else 3
        if depth == deepest or len(sources) == 1 or (depth > 1 and rng.random() < 0.5):
            account["takes"] = sources
        else:
            parts = rng.randint(2 if rng.random() < 0.9 else 1, min(4, len(sources)))
            cuts = sorted(rng.sample(range(1, len(sources)), parts - 1))
            children = [f"{chr(96 + depth)}{len(self.accounts)}_{part}" for part in range(parts)]
            account["of"] = children
            for child, a, b in zip(children, [0] + cuts, cuts + [len(sources)]):
                self.grow(child, sources[a:b], depth + 1, under_year)
        if cap is not None:
            account["cap"] = cap

    def draw_cap(self, depth, under_year):
        if self.rng.random() > (0.25 if depth == 1 else 0.5):
            return None
        hours = self.hours(2, 40) * (3 if depth == 1 else 1)
        if depth > 1 and self.rng.random() < 0.04:
            hours = 0
        text = amount_text(self.rng, hours)
        return {"hours": text, "per": "year"} if under_year or self.chance(0.3, "per_year") else text

    def hours(self, least, most):
        """Seconds of whole hours mostly, now and then to the minute or the second."""
        unit = self.rng.choice([HOUR] * 8 + [36, 60, 1])
        return self.rng.randint(least * HOUR // unit, most * HOUR // unit) * unit

    # ---- sources

    def draw_sources(self):
        for leaf, account in self.accounts.items():
            for source in account.get("takes", []):
                entry = self.draw_source(leaf, source)
                if entry:
                    self.sources[source] = entry

    def draw_source(self, leaf, source):
        rng = self.rng
        if source.startswith("roster") and not self.chance(0.15, "roster_worth"):
            return None
        if source not in OWN_SOURCES and rng.random() < 0.75:
            return None
        entry = {"unit": OWN_SOURCES.get(source, "学时")}
        if "worth" not in self.without:
            entry["worth"] = rng.choice("1/3 2/3 7/3 1/2 0.5 1.5 2 3 40 1 6 5/7 0".split())
        if self.chance(0.3, "authors"):
            step = rng.choice([-3, -1, "-1/3", 0])
            entry["worth"] = {"by": "作者排序", "first": rng.choice([46, 10, "5/2"]), "step": step}
        if self.chance(0.3, "at_most"):
            entry["at_most"] = amount_text(rng, self.hours(2, 40))
        if leaf not in self.under_year and self.chance(0.25, "best_of"):
            entry["best_of"] = "成果编号"
        elif self.chance(0.2, "spread"):
            entry["spread"] = rng.choice([2, 2, 3])
        if self.chance(0.15, "late_until"):
            entry["late_until"] = rng.choice(["01-31", "03-15"])
        return entry

    # ---- what runs across the tree

    def below(self, name):
        """The account and all below it."""
        return {name}.union(*(self.below(child) for child in self.accounts[name].get("of", [])))

    def reaches(self, name, goal):
        """Whether an account's effective hours depend on those of another."""
        account = self.accounts[name]
        cap = account.get("cap")
        on = account.get("of", []) + ([cap["of"]] if isinstance(cap, dict) and "of" in cap else [])
        return name == goal or any(self.reaches(other, goal) for other in on)

    def draw_shares(self):
        for name, account in self.accounts.items():
            if name in self.under_year or not self.chance(0.15, "share"):
                continue
            others = [other for other in self.accounts if not self.reaches(other, name)]
            if others:
                share = self.rng.choice(["1/2", "1/3", "2/3", "1", "0.5", "3/7"])
                account["cap"] = {"share": share, "of": self.rng.choice(others)}

    def draw_carries(self):
        inner = [name for name, account in self.accounts.items() if "of" in account]
        for number in range(self.rng.choice([1, 1, 1, 2]) if inner and self.chance(0.35, "carries") else 0):
            parent = self.rng.choice(inner)
            real = [name for name, account in self.accounts.items() if "carries" not in account]
            carries = self.rng.choice([parent, "total", "total", self.rng.choice(real)])
            leaf = {"label": f"结转{number}", "carries": carries}
            if self.rng.random() < 0.6:
                leaf["at_most"] = amount_text(self.rng, self.hours(1, 30))
            name = f"carried{number}"
            self.accounts[parent]["of"] = self.accounts[parent]["of"] + [name]
            self.accounts[name] = leaf
            if parent in self.under_year:
                self.under_year.add(name)

    def draw_sums(self):
        for number in range(self.rng.choice([1, 1, 2]) if self.chance(0.25, "sums") else 0):
            names = [name for name, account in self.accounts.items() if "sums" not in account]
            self.rng.shuffle(names)
            listed = []
            for name in names[:6]:
                if not any(name in self.below(other) or other in self.below(name) for other in listed):
                    listed.append(name)
            if len(listed) > 1:
                self.accounts[f"sum{number}"] = {"label": f"合计{number}", "sums": listed[:3]}

    # ---- needs

    def most(self, name, years):
        """No less than this can be reached in so many years."""
        account = self.accounts[name]
        cap = account.get("cap")
        if isinstance(cap, dict) and "per" in cap:
            return years * min(policy_language.seconds_of(cap["hours"]), self.most_below(account, 1))
        most = self.most_below(account, years)
        if isinstance(cap, dict):
            return min(most, int(policy_language.Fraction(cap["share"]) * self.most(cap["of"], years)))
        return most if cap is None else min(most, policy_language.seconds_of(cap))

    def conversion(self, source):
        """Of a category without an entry of its own, that of all classes."""
        return self.sources.get(source) or self.sources.get(source.split(":")[0], {})

    def most_below(self, account, years):
        if "takes" in account:
            gives = [source for source in account["takes"] if self.conversion(source).get("worth") != "0"]
            return NEVER_MORE if gives else 0
        names = account.get("of", account.get("sums", []))
        return min(NEVER_MORE, sum(self.most(name, years) for name in names))

    def draw_over(self):
        rng = self.rng
        forms = [("cycles", 3), ("own_cycles", 3), ("rolling", 2), ("windows", 2), ("months", 2)]
        years = [name for name, kind in self.facts.items() if kind == "year"]
        forms = [(f, w) for f, w in forms if f not in self.without and (f != "own_cycles" or years)]
        if not forms or rng.random() < 0.45:
            return None
        form = rng.choices([f for f, _ in forms], [w for _, w in forms])[0]
        if form == "cycles":
            is_carried = any("carries" in account for account in self.accounts.values())
            begins = rng.randint(2021, 2024) if is_carried else rng.randint(2014, 2026)
            return {"years": rng.randint(2, 5), "from": begins}
        if form == "own_cycles":
            return {"years": rng.randint(2, 5), "from": rng.choice(years)}
        if form == "rolling":
            return {"years": rng.randint(2, 4)}
        if form == "windows":
            return {"days": rng.choice([30, 90, 180, 365, 400])}
        return {"months": rng.choice([1, 6, 12, 24])}

    def draw_amounts(self, over, count):
        years = (over or {}).get("years", 1)
        names = [name for name, account in self.accounts.items() if "carries" not in account]
        names = [name for name in names if self.most(name, years) >= HOUR]
        carried = [account.get("carries") for account in self.accounts.values()]
        first = [name for name in names if name in carried or name == "total" or self.rng.random() < 0.4]
        self.rng.shuffle(first)
        amounts = {}
        for name in first[:count] or names[:1]:
            most = min(self.most(name, years), years * 60 * HOUR)
            amounts[name] = amount_text(self.rng, min(most, self.hours(1, max(1, most // HOUR))))
        return amounts or {"total": 0}

    def draw_block(self, depth=0, inherited=None):
        over = self.draw_over() if depth == 0 or self.rng.random() < 0.3 else None
        result = {"over": over} if over else {}
        over = over or inherited
        groups = depth == 0 and self.chance(0.25, "any_of")
        if not groups or self.rng.random() < 0.5:
            result.update(self.draw_amounts(over, self.rng.choice([1, 1, 2, 3])))
        if groups:
            result["any_of"] = [self.draw_block(1, over) for _ in range(self.rng.choice([2, 2, 3]))]
        return result

    def draw_requirements(self):
        facts = self.all_facts()
        count = self.rng.randint(3, 5) if self.large else self.rng.choice([1, 1, 2, 3])
        requirements = []
        for number in range(count):
            entry = {"id": f"r{number}"}
            if number < count - 1:
                if not facts:
                    continue
                entry["when"] = self.condition(facts)
            blocks = [self.draw_block() for _ in range(self.rng.choice([1, 1, 2, 3]))]
            blocks = [one for one in blocks if set(one) - {"over"}]
            entry["need"] = blocks[0] if len(blocks) == 1 and self.rng.random() < 0.7 else blocks
            if self.chance(0.35, "prorate"):
                entry["prorate"] = self.draw_prorate(entry)
            requirements.append(entry)
        return requirements

    def draw_prorate(self, requirement):
        rng = self.rng
        prorate = {"by": "month", "for": rng.sample(["hired", "left", *REASONS], rng.randint(1, 4))}
        if rng.random() < 0.3:
            prorate["round"] = "hour"
        if rng.random() < 0.25:
            named = [name for _, name, _ in policy_language.needs_of(requirement)]
            prorate["only"] = sorted(set(rng.sample(named, min(len(named), 2))))
        return prorate

    def draw_exempt(self):
        entries = []
        for number in range(self.rng.choice([1, 1, 2, 3]) if self.chance(0.4, "exempt") else 0):
            entries.append({"id": f"exempt{number}", "when": self.condition(self.all_facts())})
        return entries

    # ---- the file

    def as_file(self):
        values = {"title": "继续教育", "source": "示例"}
        if self.begins:
            values["year"] = {"begins": self.begins}
        for key in ("facts", "sources", "uncounted", "accounts", "requirements"):
            if getattr(self, key):
                values[key] = getattr(self, key)
        if self.exempt:
            by_id = {entry["id"]: {"when": entry["when"]} for entry in self.exempt}
            values["exempt"] = by_id if self.rng.random() < 0.5 else self.exempt
        return values

    def texts(self):
        """[the file], or [a later file, the earlier one that it extends], together the same policy."""
        if not self.chance(0.2, "extends"):
            return [block(self.values)]
        earlier, later = copy.deepcopy(self.values), {"extends": 2016, "source": "示例二"}
        earlier["requirements"] = [earlier["requirements"][-1]]
        later["requirements"] = self.values["requirements"]
        self.split_exempt(earlier, later)
        for name, account in self.values["accounts"].items():
            if "of" in account and self.rng.random() < 0.4:
                self.split_cap(name, earlier, later)
        for source in self.values.get("sources", {}):
            if "worth" in self.sources[source] and self.rng.random() < 0.4:
                earlier["sources"][source]["worth"] = "1"
                later.setdefault("sources", {})[source] = {"worth": self.sources[source]["worth"]}
        return [block(later), block(earlier)]

    def split_cap(self, name, earlier, later):
        """The earlier file has no cap or one that never cuts."""
        cap = self.values["accounts"][name].get("cap")
        if cap is None and name not in self.under_year:
            earlier["accounts"][name]["cap"] = 8000
            later.setdefault("accounts", {})[name] = {"cap": "none"}
        elif cap is not None:
            del earlier["accounts"][name]["cap"]
            later.setdefault("accounts", {})[name] = {"cap": cap}

    def split_exempt(self, earlier, later):
        """By id: the last one comes with the later file, one is taken away by it."""
        if not isinstance(self.values.get("exempt"), dict):
            return
        *kept, (last, entry) = self.values["exempt"].items()
        earlier["exempt"] = {**dict(kept), "gone": {"when": {"hours_required": True}}}
        later["exempt"] = {"gone": "none", last: entry}


# ---- people ---------------------------------------------------------------------------------------------------------

class People:
    """Random people for a policy, with the reference's answer."""

    def __init__(self, rng, draw, policy):
        self.rng, self.draw, self.policy = rng, draw, policy
        self.years = Calendar(draw.begins or "01-01")
        self.delivered = [source for account in draw.accounts.values() for source in account.get("takes", [])]
        self.delivered += draw.uncounted
        if "roster" in self.delivered and "roster_categories" not in draw.without:
            self.delivered.append("roster:学术讲坛")
        needs = [need for entry in draw.requirements for need in policy_language.needs_of(entry)]
        self.reasons = {reason for entry in draw.requirements for reason in entry.get("prorate", {}).get("for", [])}
        self.words = sorted(set(re.findall(r"(?:reporting|previous)/\d\d-\d\d", block(draw.values))))
        self.carries = any("carries" in account for account in draw.accounts.values())
        self.windows = [over for over, _, _ in needs if over and "years" not in over]

    def case(self, name):
        rng = self.rng
        year = rng.choice([2024, 2024, 2024, 2022, 2023, 2025, 2027])
        case = {"name": name, "year": year}
        person = self.person(year)
        if person:
            case["person"] = person
        if rng.random() < (0.5 if self.windows else 0.1):
            case["day"] = self.day_near(year)
        count = rng.choice([0, 1, 2, 4, 8, 15 if self.draw.large else 5])
        records = [self.record(year, case.get("day")) for _ in range(count)]
        case["records"] = records
        if rng.random() < (0.8 if self.carries else 0.3):
            for at in rng.choice([[year - 1], [year - 2, year - 1], [year - 4, year - 1]]):
                self.fill(case, at, rng.choice([1, 2, 4]))
                records += [self.record(at) for _ in range(rng.choice([0, 1, 1, 2]))]
        self.fill(case, year, rng.choice([0, 1, 2, 4, 6]))
        if rng.random() < 0.3:
            self.shorten(case)
        rng.shuffle(records)
        case["expect"] = self.expect(case)
        return case

    def expect(self, case):
        answer = self.answer(case)
        keys = ["met", "open", "exempt", "requirement"]
        expect = {key: answer[key] for key in keys if self.rng.random() < 0.7}
        return {**expect, "met": answer["met"], "total": time_text(answer["total"])}

    def answer(self, case, year=None):
        text = {name: read(value) for name, value in case.items() if name != "expect"}
        if year:
            text["day"] = text["day"] if year == case["year"] and "day" in text else None
            text["year"] = str(year)
        return policy_language.judge_case(self.policy, text, case["year"])

    # ---- days

    def day_near(self, year):
        """A day of the year, on purpose at an edge: of a year, a month, or half of one."""
        rng = self.rng
        first = self.years.first_day(year)
        day = rng.choice([first, self.years.last_day(year), first - DAY, self.years.last_day(year) + DAY,
                          first + DAY * rng.randint(0, 364), first + DAY * rng.randint(0, 364)])
        if rng.random() < 0.5:
            day = day.replace(day=rng.choice([1, 14, 15, 15, 16, 16, 17, 28]))
        elif rng.random() < 0.2:
            day = policy_language.day_in(day.year, day.month, 31)
        return day

    def window_edge(self, year, day):
        """The day at which a window of the policy begins or ends, or the one beside it."""
        until = day or self.years.last_day(year)
        window = policy_language.Window({k: str(v) for k, v in self.rng.choice(self.windows).items()}, until)
        if self.rng.random() < 0.3:
            window = window.before()
        return self.rng.choice([window.after, window.after + DAY, window.until, window.until + DAY])

    # ---- the person

    def person(self, year):
        rng = self.rng
        person = {"rank": rng.choice(["division_level", "staff", None, None]),
                  "post": rng.choice(["research", "management", "support", None, None]),
                  "hours_required": rng.choice([True, False, None, None, None, None])}
        if rng.random() < (0.8 if "hired" in self.reasons else 0.5):
            person["hired"] = self.day_near(year - rng.choice([0, 0, 0, 1, 1, 2, 7]))
        if self.words and rng.random() < 0.5:
            word, day = rng.choice(self.words).split("/")
            person["hired"] = self.years.day_within(year - (word == "previous"), day) - DAY * rng.choice([0, 0, 1])
        if rng.random() < (0.6 if "left" in self.reasons else 0.1):
            person["left"] = self.day_near(year - rng.choice([0, 0, 0, 0, 1]))
        for name, kind in self.draw.facts.items():
            choices = range(2014, 2028) if kind == "year" else [True, False] if kind == "flag" else kind
            person[name] = rng.choice(choices) if rng.random() < 0.8 else None
        if self.draw.chance(0.6 if self.reasons.intersection(REASONS) else 0.1, "absences"):
            person["absent"] = [self.absence(year) for _ in range(rng.choice([1, 1, 2, 3]))]
        return {name: value for name, value in person.items() if value is not None}

    def absence(self, year):
        first = self.day_near(year - self.rng.choice([0, 0, 0, 1, 2]))
        length = self.rng.choice([0, 7, 13, 14, 15, 16, 30, 97, 158, 400])
        return [self.rng.choice(REASONS), first, first + DAY * length]

    # ---- records

    def record(self, year, day=None):
        rng = self.rng
        source = rng.choice(self.delivered)
        at = year - rng.choice([0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 7, -1])
        start = self.window_edge(year, day) if self.windows and rng.random() < 0.4 else self.day_near(at)
        return self.made(source, start, self.seconds(source))

    def seconds(self, source):
        if self.is_counted(source):
            return HOUR * self.rng.randint(1, 5)
        unit, most = self.rng.choice([(HOUR, 40), (HOUR, 8), (1800, 40), (60, 900), (1, 40_000), (36, 900)])
        return unit * self.rng.randint(1, most)

    def is_counted(self, source):
        """In pieces or days, not in hours and seconds."""
        return OWN_SOURCES.get(source, "学时") != "学时"

    def made(self, source, start, seconds):
        rng = self.rng
        text = self.text(source, seconds)
        record = [start, source, text]
        worth = self.policy.conversion(source)
        own_year = self.years.year_of(start)
        if worth.late_until and rng.random() < 0.5:
            start = self.years.day_within(own_year, worth.late_until) + DAY * rng.choice([0, 1, -1])
            record = [start, source, text, self.years.year_of(start) - 1]
        elif not worth.late_until and self.draw.chance(0.06, "stated_years"):
            record.append(own_year + rng.choice([-1, 1]))
        columns = {}
        if worth.best_of and rng.random() < 0.9:
            columns["成果编号"] = rng.choice(["W1", "W2"])
        if worth.by and rng.random() < 0.8:
            columns["作者排序"] = rng.randint(1, 5)
        return record + [columns] if columns else record

    def fill(self, case, year, times):
        """Records that give what is missing then, or a second more."""
        for _ in range(times):
            missing = {name: seconds for name, seconds in self.answer(case, year)["missing"].items() if seconds}
            if not missing:
                return
            name = self.rng.choice(sorted(missing))
            sources = [source for source in self.delivered if self.policy.leaf(source) in self.leaves(name)]
            sources = [source for source in sources if self.policy.conversion(source).fraction]
            if sources:
                self.give(case, year, self.rng.choice(sources), missing[name])

    def give(self, case, year, source, seconds):
        rng = self.rng
        worth = self.policy.conversion(source)
        wanted = -int(-seconds // worth.fraction) + rng.choice([0, 0, 0, 0, 1])
        wanted = -(-wanted // 36) * 36 if self.is_counted(source) else wanted
        until = case["day"] if "day" in case and year == case["year"] else self.years.last_day(year)
        if 0 < wanted < 2000 * HOUR:
            case["records"].append(self.made(source, until - DAY * rng.choice([0, 0, 1, 20]), wanted))

    def shorten(self, case):
        """The last record by one second, or its 36 where it is counted in pieces."""
        if case["records"]:
            start, source, text, *more = case["records"].pop()
            seconds = policy_language.seconds_of(text) - (36 if self.is_counted(source) else 1)
            record = [start, source, self.text(source, seconds), *more]
            case["records"] += [record] if seconds > 0 else []

    def text(self, source, seconds):
        return decimal_text(seconds) if self.is_counted(source) else amount_text(self.rng, seconds)

    def leaves(self, name):
        account = self.policy.accounts[name]
        return {name}.union(*(self.leaves(child) for child in account.of + account.sums))


def read(value):
    """A value as the case file gives it back: texts."""
    if isinstance(value, dict):
        return {name: read(part) for name, part in value.items()}
    if isinstance(value, list):
        return [read(part) for part in value]
    return flow(value)


def cases_text(cases):
    return "cases:\n" + "".join(f"  - {flow(case)}\n" for case in cases) if cases else "cases: []\n"


def drawn(seed, number, without=()):
    """(texts of the policy, the policy, its people); the same for the same seed and number."""
    rng = random.Random(f"{seed}/{number}")
    draw = Draw(rng, without)
    texts = draw.texts()
    policy = policy_language.resolve(texts)
    return texts, policy, People(rng, draw, policy)


def make(seed, number, people, without=()):
    """(texts of the policy, the policy, cases)"""
    texts, policy, some = drawn(seed, number, without)
    return texts, policy, [some.case(f"{number}-{one}") for one in range(people)]


def features(text):
    wanted = [name for name in text.split(",") if name]
    unknown = set(wanted) - set(FEATURES)
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: known are {', '.join(FEATURES)}")
    return wanted


def main():
    parser = argparse.ArgumentParser(description="Prints a random policy and people for it.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=0)
    parser.add_argument("--people", type=int, default=5)
    parser.add_argument("--without", type=features, default=[], help=f"of {', '.join(FEATURES)}")
    options = parser.parse_args()
    texts, _, cases = make(options.seed, options.number, options.people, options.without)
    print("---\n".join(texts + [cases_text(cases)]), end="")


if __name__ == "__main__":
    main()
