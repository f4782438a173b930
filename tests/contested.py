#!/usr/bin/env python3
"""Contested decisions: several processes take different ways with the same item at the same moment.

    tests/contested.py --program DRIVER [--rounds N]

Seven kinds of round, on SQLite and, where $XUESHI_TEST_PG names a server, on PostgreSQL: two approve the same plan, one approves
and one withdraws, one reports backbone people and one finalises, one edits a class and one carries it out, one carries a class
out and one withdraws its plan, one submits a plan and one changes it by file, one carries a class out and one changes it by
file. Both saw the item at the same revision (in the last kind two items that belong together, either
of which the other decides about). Exactly one wins; the other gets its blocker and has changed nothing; the item is where the
winner's act leads, and its audit trail holds that act and no other. The last line is `N passed, N failed`.
"""

import argparse
import collections
import csv
import os
import pathlib
import random
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "reference"))
from driver import Driver, scratch_database  # noqa: E402

PROCESSES = 4
NOW = "2021-11-15T09:00:00+08:00"
PLAN = [("年度", "2021"), ("计划类型", "项目计划"), ("培训计划类型", "新增计划"), ("计划名称", "培训"), ("培训类别", "其他培训"),
        ("培训时间", "2021-11"), ("学时", "8"), ("天数", "2"), ("计划参加人数", "30"), ("所需经费(万元)", "1")]
ADMIN, OTHER_ADMIN, MAKER = "0002:institute_admin@I", "0003:institute_admin@I", "0001:class_admin@I"


# What is filled in before a class is carried out (classes.required).
PRINTED = [["具体地点", "第一会议室"], ["培训对象", "科研骨干"], ["培训目的", "提高能力"], ["联系人", "李某某"]]


def act(who, subject, number, action, revision, **more):
    return {"do": "act", "as": who, "now": NOW, "subject": subject, "ids": [number], "action": action, "revision": revision,
            **more}


class Kind:
    """One kind of round: how its item is made, and what the two want."""

    def __init__(self, name, subject, prepare, ways, places, losing=None, acts=(1, 1)):
        self.name, self.subject, self.prepare, self.ways = name, subject, prepare, ways
        self.places = places  # where the item is when the first or the second won
        self.acts = acts  # and how many acts more it has
        self.losing = losing or [f"{subject}.changed"] * 2  # blocker of the first or the second where it loses


def new_plan(driver, maker):
    answer = driver.ask(do="create", subject="plan", now=NOW, fields=PLAN + [("机构编码", "I")], **{"as": maker})
    number = answer["items"][0]["id"]
    return number, driver.ask(**act(maker, "plan", number, "submit", 1))["items"][0]["revision"]


def reported_plan(driver, _):
    return new_plan(driver, MAKER)


def published_class(driver, _):
    """The plan of an institute administrator needs nobody; nothing was done to its class yet."""
    number, revision = new_plan(driver, ADMIN)
    driver.ask(**act(ADMIN, "plan", number, "publish", revision))
    return number, 0


def edited_class(driver, number):
    """No longer the one that its plan made: a file changes it like an act."""
    number, revision = published_class(driver, number)
    fields = [["联系人", "李某某"]]
    return number, driver.ask(**act(ADMIN, "class", number, "edit", revision, fields=fields))["items"][0]["revision"]


def open_report(driver, round_number):
    return f"J{round_number:04}/2021", 0


def double_approve(number, revision):
    return act(ADMIN, "plan", number, "approve", revision), act(OTHER_ADMIN, "plan", number, "approve", revision)


def approve_or_withdraw(number, revision):
    return (act(ADMIN, "plan", number, "approve", revision),
            act(MAKER, "plan", number, "withdraw", revision, comment="不再举办"))


def report_or_finalise(number, revision):
    unit = number.split("/")[0]
    who = f"B{unit}:institute_admin@{unit}"
    return (act(who, "backbone", number, "report", revision, fields=[["员工编号", f"B{unit}"]]),
            act(who, "backbone", number, "finalise", revision))


def edit_or_implement(number, revision):
    return (act(ADMIN, "class", number, "edit", revision, fields=[["计划参加人数", "20"]]),
            act(OTHER_ADMIN, "class", number, "implement", revision, fields=PRINTED))


def implement_or_withdraw(number, revision):
    return (act(ADMIN, "class", number, "implement", revision, fields=PRINTED),
            act(OTHER_ADMIN, "plan", number, "withdraw", None, comment="不再举办"))


def draft_plan(driver, _):
    answer = driver.ask(do="create", subject="plan", now=NOW, fields=PLAN + [("机构编码", "I")], **{"as": MAKER})
    return answer["items"][0]["id"], 1


def by_file(who, kind, row):
    """A file of one row; whoever sends the request writes it."""
    return {"do": "import", "as": who, "now": NOW, "rows": {kind: [list(row), list(row.values())]}}


def submit_or_change(number, revision):
    row = {"计划编号": number} | dict(PLAN) | {"机构编码": "I", "计划参加人数": "20"}
    return act(MAKER, "plan", number, "submit", revision), by_file(MAKER, "plans", row)


def implement_or_change(number, revision):
    row = {"培训编号": number, "计划编号": number, "培训名称": "培训", "机构编码": "I", "培训年度": "2021", "培训类别": "其他培训",
           "培训开始时间": "2021-11-01", "培训结束时间": "2021-11-02", "学时": "8", "天数": "2", "计划参加人数": "20", "工作人员数": "0",
           "所需经费(万元)": "1", "是否精品": "否", "实施状态": "未实施"}
    return act(OTHER_ADMIN, "class", number, "implement", revision, fields=PRINTED), by_file(ADMIN, "classes", row)


KINDS = [Kind("double approve", "plan", reported_plan, double_approve,
              [{"review": "approved", "withdrawal": "standing"}] * 2),
         Kind("approve against withdraw", "plan", reported_plan, approve_or_withdraw,
              [{"review": "approved", "withdrawal": "standing"}, {"review": "at_institute", "withdrawal": "withdrawn"}]),
         Kind("report against finalise", "backbone", open_report, report_or_finalise,
              [{"status": "open", "frozen": 0}, {"status": "finalised", "reported": [], "frozen": 0}]),
         Kind("edit against implement", "class", published_class, edit_or_implement,
              [{"execution": "not_carried_out", "headcount": 20}, {"execution": "carried_out", "headcount": 30}]),
         Kind("implement against withdraw", "class", published_class, implement_or_withdraw,
              [{"execution": "carried_out"}, {"execution": "not_carried_out"}],
              losing=["class.plan-standing", "plan.not-carried-out"], acts=(1, 0)),
         Kind("submit against a file", "plan", draft_plan, submit_or_change,
              [{"review": "at_institute", "headcount": 30}, {"review": "draft", "headcount": 20}],
              losing=["plan.changed", "plan.place"]),
         Kind("implement against a file", "class", edited_class, implement_or_change,
              [{"execution": "carried_out", "headcount": 30}, {"execution": "not_carried_out", "headcount": 20}],
              losing=["class.changed", "class.place"])]


class Contest:
    SHOWN = 5

    def __init__(self, program, url, rounds, seed):
        self.rng = random.Random(seed)
        self.program, self.url, self.rounds = program, url, rounds
        self.passed = self.failed = 0
        self.home = Driver(program, url)  # prepares and looks; takes no part

    def check(self, holds, *words):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds and self.failed <= self.SHOWN:
            print(*words, sep="\n    ", flush=True)

    def import_academy(self):
        units = [f"J{number:04}" for number in range(self.rounds)]
        files = {
            "orgs": [("机构编码", "机构名称", "上级机构编码", "级别"), ("A", "院", "", "院"), ("I", "研究所", "A", "研究所")]
            + [(unit, f"研究所{unit}", "A", "研究所") for unit in units],
            "people": [("员工编号", "姓名", "机构编码")] + [(f"{n:04}", f"学员{n}", "I") for n in range(1, 4)]
            + [(f"B{unit}", f"学员{unit}", unit) for unit in units],
            "roles": [("员工编号", "角色", "机构编码"), ("0001", "培训班管理员", "I"), ("0002", "所级管理员", "I"),
                      ("0003", "所级管理员", "I")] + [(f"B{unit}", "所级管理员", unit) for unit in units],
            "headcounts": [("机构编码", "年度", "单位在职总人数")] + [(unit, "2021", "50") for unit in units],
            "learning": [("来源编号", "员工编号", "年度", "类别", "培训名称", "开始时间", "结束时间", "学时", "审核状态")]
            + [(f"L{unit}", f"B{unit}", "2021", "线下培训", "研修", "2021-03-01", "2021-03-31", "120", "审核通过")
               for unit in units]}
        with tempfile.TemporaryDirectory() as folder:
            for name, rows in files.items():
                with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as stream:
                    csv.writer(stream).writerows(rows)
            answer = self.home.ask(do="import", path=folder, now=NOW)
        if not answer["ok"]:
            sys.exit("\n".join(answer["findings"]))
        self.rivals = [Driver(self.program, self.url) for _ in range(PROCESSES)]

    def one_round(self, kind, number, revision):
        """(which way won, answers)"""
        ways = list(enumerate(kind.ways(number, revision)))
        self.rng.shuffle(ways)
        rivals = self.rng.sample(self.rivals, len(ways))
        with tempfile.TemporaryDirectory() as folder:
            has_file = any(request["do"] == "import" for _, request in ways)
            for rival, (_, request) in zip(rivals, ways):
                rival.send(self.written(request, folder))
                if has_file:  # an import takes longer than an act: either shall come first now and then
                    time.sleep(self.rng.random() * 0.05)
            answers = {way: rival.receive() for rival, (way, _) in zip(rivals, ways)}
        return [way for way in sorted(answers) if answers[way]["ok"]], answers

    @staticmethod
    def written(request, folder):
        request = dict(request)
        for name, rows in request.pop("rows", {}).items():
            request["path"] = f"{folder}/{name}.csv"
            with open(request["path"], "w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows(rows)
        return request

    def judge(self, kind, number, revision, winners, answers):
        place = f"{kind.name}, {number}"
        if len(winners) != 1:
            return self.check(False, f"{place}: {len(winners)} won", answers)
        loser = 1 - winners[0]
        answer = answers[loser]
        codes = [code for code, _ in answer["blockers"]] if "blockers" in answer else [
            finding.rpartition("[")[2].rstrip("]") for finding in answer["findings"]]
        self.check(codes == [kind.losing[loser]], f"{place}: the loser's blocker", codes)
        seen = self.home.ask(do="look", look=[[kind.subject, number]])["seen"][0]
        expected = kind.places[winners[0]] | {"revision": revision + kind.acts[winners[0]]}
        self.check({key: seen[key] for key in expected} == expected, f"{place}: the state", f"should be {expected}",
                   f"is {seen}")
        if kind.subject == "class":
            plan = self.home.ask(do="look", look=[["plan", number]])["seen"][0]
            both = plan["withdrawal"] == "withdrawn" and plan["execution"] == "carried_out"
            self.check(plan["execution"] == seen["execution"] and not both, f"{place}: the plan", plan)
        replayed = self.home.ask(do="replay", subject=kind.subject, ids=[number])
        self.check(replayed["ok"] and replayed["acts"] == seen["revision"], f"{place}: the audit trail", replayed)

    def run(self, kind):
        items = [kind.prepare(self.home, number) for number in range(self.rounds)]
        outcomes, started = collections.Counter(), time.monotonic()
        for number, revision in items:
            winners, answers = self.one_round(kind, number, revision)
            outcomes[tuple(winners)] += 1
            self.judge(kind, number, revision, winners, answers)
        won = " and ".join(str(outcomes[(way,)]) for way in (0, 1))
        print(f"  {kind.name}: {self.rounds} rounds in {time.monotonic() - started:.1f} s, won {won}", flush=True)

    def finish(self):
        answer = self.home.ask(**{"do": "verify", "as": ""})
        self.check(answer["ok"], "audit verify", *answer["problems"])
        for driver in (self.home, *self.rivals):
            driver.close()


def main():
    parser = argparse.ArgumentParser(description="Contested decisions on both databases.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    passed = failed = 0
    for kind in ["sqlite"] + ["postgresql"] * ("XUESHI_TEST_PG" in os.environ):
        started = time.monotonic()
        with scratch_database(kind) as url:
            contest = Contest(options.program, url, options.rounds, options.seed)
            contest.import_academy()
            for each in KINDS:
                contest.run(each)
            contest.finish()
        passed, failed = passed + contest.passed, failed + contest.failed
        print(f"{kind}: {time.monotonic() - started:.0f} s")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
