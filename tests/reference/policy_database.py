"""Takes the random people of policy_compare.py through the database, and compares what comes out with the reference.

    policy_database.py --driver DRIVER [--db sqlite|postgresql] [--count N] [--seed S] [--people K] [--without FEATURE,…]
                       [--policies FOLDER]

Of each policy (policy_grammar.py) an institute with K people: their particulars, further columns, absences, classes and
records are written as the files that people send, imported, and judged twice – one by one as statements, and all at once as
the overview of the institute – by tests/drivers/lifecycle_driver.cc. `--policies`: instead, the policies of a folder with
the people of their NAME.cases.yaml, as those expect it.

The last line is `N passed, N failed`, one for each person; the exit code is 1 where anything differs.
"""

import argparse
import collections
import contextlib
import csv
import datetime
import pathlib
import shutil
import sys
import tempfile

import policy_compare
import policy_grammar
import policy_language
from driver import Driver, scratch_database
from policy_compare import normal, spoken

SHOWN = 5  # differences printed in full
OF_STATEMENT = policy_compare.KEYS
OF_OVERVIEW = ["met", "open", "total", "effective"]
POSTS = {"research": "科研", "management": "管理", "support": "支撑"}
LATER = "2040-01-01"  # a day after every reporting year: asked about is its last
HEADINGS = {
    "orgs": "机构编码 机构名称 上级机构编码 级别",
    "people": "员工编号 姓名 机构编码 岗位类别 是否处级及以上 入职时间 离职时间 是否有学时要求",
    "absences": "员工编号 事由 开始日期 结束日期",
    "classes": "培训编号 培训名称 机构编码 培训年度 培训类别 培训开始时间 培训结束时间 学时 天数 计划参加人数 工作人员数"
               " 所需经费(万元) 是否精品 实施状态",
    "attendees": "培训编号 员工编号 学时",
    "learning": "来源编号 员工编号 年度 类别 培训名称 开始时间 学时 审核状态",
}


# ---- cases as people's files ----------------------------------------------------------------------------------------

def yes_no(value):
    return "" if value is None else "是" if str(value).lower() in ("true", "是") else "否"


def importable(case, policy):
    """The case, less what no file can say: 离职 before 入职, one absence twice, a day outside the reporting
    year, a work of a class."""
    case = {name: value for name, value in policy_grammar.read(case).items() if name != "expect"}
    person = dict(case.get("person") or {})
    if "left" in person and "hired" in person and person["left"] < person["hired"]:
        del person["left"]
    if "absent" in person:
        person["absent"] = list({(reason, first): [reason, first, last]
                                 for reason, first, last in person["absent"]}.values())
    if "day" in case and policy.calendar.year_of(policy_language.day_of(case["day"])) != int(case["year"]):
        del case["day"]
    records = [[part for part in record if not (record[1].startswith("roster") and isinstance(part, dict))]
               for record in case.get("records") or []]
    return {**case, "person": person, "records": records}


class Files:
    """The rows of one institute's people."""

    def __init__(self, policy, org):
        self.policy, self.org = policy, org
        self.rows = collections.defaultdict(list)
        self.rows["orgs"] = [["A", "全院", "", "院"], [org, f"研究所{org}", "A", "研究所"]]
        worths = policy.worth.values()
        asked = {"成果编号": any(worth.best_of for worth in worths), "作者排序": any(worth.by for worth in worths)}
        self.columns = [name for name, is_asked in asked.items() if is_asked]

    def add(self, employee, case):
        person = case["person"]
        rank = {"division_level": "是", "staff": "否"}.get(person.get("rank"), "")
        row = [employee, f"张{employee}", self.org, POSTS.get(person.get("post"), ""), rank, person.get("hired", ""),
               person.get("left", ""), yes_no(person.get("hours_required"))]
        for name, kind in self.policy.facts.items():
            row.append(yes_no(person.get(name)) if kind == "flag" else person.get(name, ""))
        self.rows["people"].append(row)
        for reason, first, last in person.get("absent", []):
            self.rows["absences"].append([employee, reason, first, last])
        for number, record in enumerate(case.get("records") or [], 1):
            self.add_record(employee, f"{employee}-{number:04}", *record)

    def add_record(self, employee, number, start, source, amount, *more):
        columns = next((one for one in more if isinstance(one, dict)), {})
        stated = next((one for one in more if not isinstance(one, dict)), None)
        year = stated or self.policy.calendar.year_of(policy_language.day_of(start))
        name, _, category = source.partition(":")
        if name == "roster":
            days = -(-policy_language.seconds_of(amount) // 86400) or 1  # nobody learns more than 24 hours a day
            end = policy_language.day_of(start) + datetime.timedelta(days=days - 1)
            self.rows["classes"].append([number, "培训班", self.org, year, category or "其他培训", start, end, "1", days, "1",
                                         "0", "0", "否", "已实施"])
            self.rows["attendees"].append([number, employee, amount])
            return
        self.rows["learning"].append([number, employee, year, source, "学习", start, amount, "审核通过",
                                      *(columns.get(name, "") for name in self.columns)])

    def write(self, folder):
        folder.mkdir(parents=True)
        headings = {name: text.split(" ") for name, text in HEADINGS.items()}
        headings["people"] += list(self.policy.facts)
        headings["learning"] += self.columns
        for name, rows in self.rows.items():
            with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([headings[name]] + rows)


# ---- what comes out -------------------------------------------------------------------------------------------------

def now_of(case):
    return f"{case.get('day', LATER)}T12:00:00+08:00"


def is_there(policy, case):
    """Whether they are of the people of the reporting year."""
    years, person = policy.calendar, case["person"]
    first, last = years.first_day(int(case["year"])), years.last_day(int(case["year"]))
    hired, left = (policy_language.day_of(person[key]) if person.get(key) else None for key in ("hired", "left"))
    return (hired is None or hired <= last) and (left is None or left >= first)


def ask(driver, **request):
    answer = driver.ask(**request)
    if not answer["ok"]:
        raise SystemExit(f"{request}: {answer}")
    return answer


def compared(keys, right, got):
    return [f"{key}: reference {spoken(right[key])}, program {spoken(got[key])}" for key in keys if right[key] != got[key]]


def judge(driver, policy, org, cases, expected):
    """Differences by employee; `expected`: what the case should give, by employee."""
    found = collections.defaultdict(list)
    overviews = {}
    for employee, case in cases.items():
        year, now = int(case["year"]), now_of(case)
        got = normal(ask(driver, do="statement", employee=employee, year=year, now=now))
        found[employee] += ["statement: " + one for one in compared(expected[employee].keys(), expected[employee], got)]
        if (year, now) not in overviews:
            overviews[year, now] = ask(driver, do="overview", org=org, year=year, now=now)["people"]
        line = overviews[year, now].get(employee)
        if (line is not None) != is_there(policy, case):
            found[employee].append(f"overview: {'not ' if line is None else ''}among the people of {year}")
        elif line is not None:
            line["effective"] = policy_compare.amounts(line["effective"])
            keys = [key for key in OF_OVERVIEW if key in expected[employee]]
            found[employee] += ["overview: " + one for one in compared(keys, expected[employee], line)]
            if "exempt" in expected[employee] and line["exempt"] != bool(expected[employee]["exempt"]):
                found[employee].append(f"overview: exempt {line['exempt']}")
    return found


def run_policy(options, url, home, org, policy, cases, expected):
    """Imports and judges; differences by employee."""
    files = Files(policy, org)
    for employee, case in cases.items():
        files.add(employee, case)
    files.write(home / "data")
    driver = Driver(options.driver, url, home)
    imported = driver.ask(do="import", path=str(home / "data"), now=f"{LATER}T12:00:00+08:00")
    if not imported["ok"]:
        raise SystemExit("\n".join([f"{home}: not imported", *imported["findings"][:20]]))
    found = judge(driver, policy, org, cases, expected)
    if driver.close() != 0:
        raise SystemExit(f"{home}: the driver failed")
    return found


def random_policy(options, folder, number, people):
    texts, policy, cases = policy_grammar.make(options.seed, number, people, options.without)
    home = folder / str(number)
    (home / "rules").mkdir(parents=True)
    (home / "rules" / "1990.yaml").write_text(texts[-1], encoding="utf-8")
    if len(texts) > 1:
        (home / "rules" / "1991.yaml").write_text(texts[0].replace("extends: 2016", "extends: 1990"), encoding="utf-8")
    by_employee = {f"{number:03}-{place:03}": importable(case, policy) for place, case in enumerate(cases, 1)}
    expected = {employee: normal(policy_language.judge_case(policy, case, case["year"]))
                for employee, case in by_employee.items()}
    return home, policy, by_employee, expected


def written_policy(path, folder, number):
    """A policy of a folder and the people of its cases."""
    home = folder / path.stem
    (home / "rules").mkdir(parents=True)
    shutil.copy(path, home / "rules" / "2000.yaml")
    policy = policy_language.load(str(path))
    document = policy_language.read_yaml(path.with_suffix(".cases.yaml").read_text(encoding="utf-8"))
    by_employee, expected = {}, {}
    for place, case in enumerate(document["cases"], 1):
        employee = f"{number:03}-{place:03}"
        by_employee[employee] = importable({"year": document.get("year"), **case}, policy)
        right = normal(policy_language.judge_case(policy, by_employee[employee], document.get("year")))
        expected[employee] = {key: policy_language.expected_value(key, value) for key, value in case["expect"].items()}
        told = {key: right[key] for key in expected[employee]}
        if told != expected[employee]:
            raise SystemExit(f"{path}: {case['name']}: the reference says {told}, the case {expected[employee]}")
    return home, policy, by_employee, expected


def everything(options, folder):
    """(home, policy, people, what is expected) of every policy."""
    if options.policies:
        paths = sorted(path for path in options.policies.glob("*.yaml") if not path.name.endswith(".cases.yaml"))
        for number, path in enumerate(paths):
            yield written_policy(path, folder, number)
        return
    for number in range(-(-options.count // options.people)):
        yield random_policy(options, folder, number, min(options.people, options.count - number * options.people))


def main():
    parser = argparse.ArgumentParser(description="Compares the engine's judgements of imported data with the reference.")
    parser.add_argument("--driver", required=True)
    parser.add_argument("--db", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--count", type=int, default=1000, help="of people, in all")
    parser.add_argument("--people", type=int, default=50, help="for each policy")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--without", type=policy_grammar.features, default=[])
    parser.add_argument("--policies", type=pathlib.Path, help="a folder of policies with their cases")
    options = parser.parse_args()
    passed = failed = 0
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(scratch_database(options.db))
        for place, (home, policy, cases, expected) in enumerate(everything(options, folder)):
            found = run_policy(options, url, home, f"I{place:03}", policy, cases, expected)
            for employee in cases:
                failed += bool(found[employee])
                passed += not found[employee]
                if found[employee] and failed <= SHOWN:
                    print(f"{home.name}: {employee}", *found[employee], policy_grammar.flow(cases[employee]), sep="\n  ")
                    print(*(path.read_text(encoding="utf-8") for path in sorted((home / "rules").iterdir())), sep="---\n")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
