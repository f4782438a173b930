"""What must come out of the sample academy, worked out of its files by the reference in tests/reference."""

import csv
import datetime
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "reference"))

import accounting
from academy_contents import DONE, HEADINGS, HOUR, OPEN, TEN_2017, TOTAL_SECONDS_I001_2017, seconds_of


def read(folder):
    def rows(kind):
        with open(folder / f"{kind}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    return {kind: rows(kind) for kind in HEADINGS}


def records_of_year(data, year):
    """{employee: records as the reference takes them}, rosters of carried-out classes first."""
    records = {}
    classes = {row["培训编号"]: row for row in data["classes"]}
    for row in data["attendees"]:
        held = classes[row["培训编号"]]
        if held["培训年度"] == str(year) and held["实施状态"] == DONE:
            records.setdefault(row["员工编号"], []).append(
                {"id": row["培训编号"], "source": "roster", "start": held["培训开始时间"],
                 "seconds": seconds_of(row["学时"] or held["学时"])})
    for row in data["learning"]:
        if row["年度"] == str(year):
            records.setdefault(row["员工编号"], []).append(
                {"id": row["来源编号"], "source": row["类别"], "start": row["开始时间"], "status": row["审核状态"],
                 "seconds": seconds_of(row["学时"])})
    return records


def figures(data, institute, year, reported):
    """Summary figures, statements and candidates of one institute and year."""
    people = [p for p in data["people"] if p["机构编码"].startswith(institute) and accounting.belongs_to_year(p, year)]
    records = records_of_year(data, year)
    statements = {p["员工编号"]: accounting.statement(accounting.ACCOUNTS, accounting.needs_of(p, year),
                                                  records.get(p["员工编号"], [])) for p in people}
    plans = [p for p in data["plans"] if p["机构编码"].startswith(institute)]
    rows = [c for c in data["classes"] if c["机构编码"].startswith(institute)]
    counting = accounting.classes_that_count(rows, plans, year)
    headcount = next((int(h["单位在职总人数"]) for h in data["headcounts"]
                      if h["机构编码"] == institute and h["年度"] == str(year)), None)
    candidates = sorted((n for n, s in statements.items() if accounting.is_candidate(s)),
                        key=lambda n: (-statements[n]["accounts"]["total"]["total_seconds"], n))
    summary = accounting.summary(people, statements, counting, year, headcount, reported) if headcount else None
    return summary, statements, candidates, counting


def total(statements, number):
    return statements[str(number)]["accounts"]["total"]


def check_institute_1(data):
    summary, statements, candidates, counting = figures(data, "I001", 2017, reported=4)
    assert summary == {
        "attendance": 647, "execution_rate": "42.86", "met": 23, "required": 487, "completion_rate": "4.72",
        "headcount": 457, "backbone_rate": "21.88", "people": 492, "total_seconds": TOTAL_SECONDS_I001_2017,
        "total_hours": "10423.21", "average_hours": "21.19"}, summary
    assert [row["培训编号"][-3:] for row in counting] == [f"K0{i}" for i in range(1, 8)]
    assert set(candidates) == {str(n) for n in (110011, 110012, 110013, 110014, 110015, 110036, 110041)}, candidates
    assert total(statements, 110034)["total_seconds"] == 129 * HOUR
    assert total(statements, 110034)["effective_seconds"] == 99 * HOUR
    assert total(statements, 110015)["effective_seconds"] == 100 * HOUR
    assert total(statements, 110035)["effective_seconds"] == 100 * HOUR - 1
    assert total(statements, 110037)["total_seconds"] == 110 * HOUR
    assert total(statements, 110044)["total_seconds"] == 0
    met = {n for n, s in statements.items() if s["met"]}
    assert met == {str(n) for n in [*range(110011, 110034), 110037, 110041]}, met
    return summary


def check_institute_2(data):
    summary, statements, candidates, _ = figures(data, "I002", 2017, reported=10)
    assert candidates == list(TEN_2017), candidates
    assert [total(statements, n)["total_seconds"] for n in TEN_2017] == [seconds_of(h) for h in TEN_2017.values()]
    assert summary["backbone_rate"] == "54.70" and summary["headcount"] == 457
    return summary


def check_institute_3(data):
    summary, statements, candidates, counting = figures(data, "I003", 2017, reported=1)
    assert candidates == ["130012", "130014"], candidates
    assert {n for n in ("130011", "130012", "130013", "130014") if statements[n]["met"]} == {"130011", "130012", "130013"}
    assert statements["130011"]["longest_seconds"] == 40 * HOUR
    assert total(statements, 130014)["effective_seconds"] == 90 * HOUR
    assert "130015" in statements and "130017" in statements and "130019" in statements
    assert "130016" not in statements and "130018" not in statements
    assert total(statements, 130021)["total_seconds"] - total(statements, 130021)["effective_seconds"] == 1
    assert total(statements, 130022)["effective_seconds"] == 19 * HOUR
    assert statements["130023"]["accounts"]["class"]["total_seconds"] == seconds_of("3小时10分53秒")
    assert statements["130024"]["accounts"]["class"]["total_seconds"] == 0
    assert [(row["培训编号"][-3:], row["实施状态"]) for row in counting] == [
        ("K01", DONE), ("K02", DONE), ("K04", DONE), ("P03", OPEN)]
    return summary


def check_rules_from_2020(data):
    summary, statements, _, _ = figures(data, "I003", 2021, reported=2)
    expected = {"130031": True, "130032": False, "130033": False, "130034": False, "130035": True}
    assert {n: statements[n]["met"] for n in expected} == expected
    assert figures(data, "I002", 2022, reported=0)[0] is None
    return summary


def check_form(data):
    """What an import would find: keys that are missing or there twice, units and classes nobody knows."""
    key = {"orgs": "机构编码", "people": "员工编号", "plans": "计划编号", "classes": "培训编号", "learning": "来源编号", "exams": "来源编号"}
    for kind, heading in key.items():
        keys = [row[heading] for row in data[kind]]
        assert all(keys) and len(set(keys)) == len(keys), kind
    logins = [row["登录名"] for row in data["people"] if row["登录名"]]
    assert len(set(logins)) == len(logins)
    orgs = {row["机构编码"] for row in data["orgs"]}
    people = {row["员工编号"] for row in data["people"]}
    assert all(row["机构编码"] in orgs for kind in ("people", "roles", "plans", "classes", "headcounts") for row in data[kind])
    assert all(row["员工编号"] in people for kind in ("roles", "attendees", "learning", "exams") for row in data[kind])
    pairs = [(row["培训编号"], row["员工编号"]) for row in data["attendees"]]
    assert len(set(pairs)) == len(pairs)
    for row in data["learning"]:
        start, end = row["开始时间"], row["结束时间"] or row["开始时间"]
        days = (datetime.date.fromisoformat(end[:10]) - datetime.date.fromisoformat(start[:10])).days + 1
        assert start <= end and seconds_of(row["学时"]) <= days * 24 * HOUR, row
        assert row["年度"] in (start[:4], end[:4]), row
        assert row["类别"] != "在线学习" or row["审核状态"] == "审核通过", row


def check(folder, made):
    """`made`: {file name: text} as the seed makes them."""
    for name, text in made.items():
        assert (folder / name).read_bytes() == text.encode(), f"{name} is not what the seed makes"
    data = read(folder)
    check_form(data)
    print(f"{len(data['people'])} people, {len(data['learning'])} learning records, {len(data['attendees'])} attendees")
    for title, checked in (("I001 2017", check_institute_1), ("I002 2017", check_institute_2),
                           ("I003 2017", check_institute_3), ("I003 2021", check_rules_from_2020)):
        print(title, checked(data))
    for institute in ("I001", "I002", "I003"):
        summary, _, candidates, _ = figures(data, institute, 2016, reported=0)
        print(institute, 2016, summary, "candidates", len(candidates))
    print("every planted figure is right")
