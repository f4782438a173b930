#!/usr/bin/env python3
"""Makes the sample academy: the import files of examples/academy. The same seed gives the same bytes.

    make_academy.py [--out DIR]     writes the files (default: examples/academy)
    make_academy.py --check         works every planted figure out of the written files and compares it

academy_contents.py says what is planted where, check_academy.py what must come out.
"""

import argparse
import csv
import datetime
import io
import pathlib
import random
import sys

sys.dont_write_bytecode = True

from academy_contents import (CLASSES, DEPARTMENTS, DIVISION_LEVEL, DONE, EXAMS, FIRST, HEADCOUNTS, HEADINGS, HIRED, HOSTS,
                              HOUR, LEFT, LOGINS, MET_2017, NO_REQUIREMENT, ABBREVIATION, ORGS, OUTSIDE_ROSTERS,
                              PLANTED_ROSTERS, PLANS, PLANTED_2017, PLANTED_2021, ROLES, ROSTERS, SECOND, SURNAMES, TITLES,
                              TOTAL_SECONDS_I001_2017, hours_text, seconds_of)

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20170901


class Academy:
    """Rows of every import file, filled in a fixed order from one seeded source of chance."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.rows = {kind: [] for kind in HEADINGS}
        self.person = {}       # employee number → row
        self.logins = set(LOGINS.values())
        self.number = 0        # of learning records
        self.roster_seconds = {}  # (employee, year) → hours posted by carried-out classes

    def pick(self, things):
        return things[self.rng.randrange(len(things))]

    def add(self, kind, **row):
        self.rows[kind].append(row)

    # organisation and people

    def make_orgs(self):
        for code, name, above, level in ORGS:
            self.add("orgs", 机构编码=code, 机构名称=name, 上级机构编码=above, 级别=level)
        for institute, names in DEPARTMENTS.items():
            for i, name in enumerate(names, 1):
                self.add("orgs", 机构编码=f"{institute}-D{i:02}", 机构名称=name, 上级机构编码=institute, 级别="部门")
        for code, year, count in HEADCOUNTS:
            self.add("headcounts", 机构编码=code, 年度=year, 单位在职总人数=count)

    def name(self):
        parts = [self.pick(SURNAMES), self.pick(FIRST), self.pick(SECOND)]
        if self.rng.randrange(6) == 0:
            del parts[1]
        return "".join(p[0] for p in parts), "".join(p[2:] for p in parts)

    def login(self, number, institute, pinyin):
        if number in LOGINS:
            return LOGINS[number]
        login, again = f"{ABBREVIATION[institute]}-{pinyin}", 1
        while login in self.logins:
            again += 1
            login = f"{ABBREVIATION[institute]}-{pinyin}{again}"
        self.logins.add(login)
        return login

    def make_person(self, number, institute, hired, left=""):
        name, pinyin = self.name()
        if number == 110043:
            name = self.person[110042]["姓名"]
        if number == 130025:
            name, pinyin = "阿依努尔·托合提", "ayinuer"
        login = self.login(number, institute, pinyin)
        departments = len(DEPARTMENTS.get(institute, ()))
        unit = f"{institute}-D{self.rng.randrange(departments) + 1:02}" if departments else institute
        roles = [org for who, _, org in ROLES if who == number]
        if roles and "-" in roles[0]:
            unit = roles[0]
        elif roles or (departments and self.rng.randrange(60) == 0):
            unit = institute
        required = "否" if number in NO_REQUIREMENT else self.pick(["是", "是", ""])
        self.person[number] = row = {
            "员工编号": number, "姓名": name, "登录名": login, "机构编码": unit,
            "岗位类别": self.pick(["科研", "科研", "科研", "支撑", "支撑", "管理", ""]),
            "是否处级及以上": "是" if number in DIVISION_LEVEL else self.pick(["否", "否", ""]),
            "入职时间": HIRED.get(number, hired), "离职时间": LEFT.get(number, left), "是否有学时要求": required,
            "邮箱": f"{login}@{ABBREVIATION[institute]}.example" if self.rng.randrange(5) else ""}
        self.rows["people"].append(row)

    def day(self, first_year, last_year):
        first = datetime.date(first_year, 1, 1).toordinal()
        last = datetime.date(last_year, 12, 31).toordinal()
        return datetime.date.fromordinal(first + self.rng.randrange(last - first + 1)).isoformat()

    def make_people(self):
        for number in range(100001, 100006):
            self.make_person(number, "A", self.day(1995, 2012))
        for i, branch in enumerate(("A01", "A01", "A02", "A02")):
            self.make_person(100011 + i, branch, self.day(1995, 2012))
        for number in range(110001, 110493):      # the 492 of 2017
            self.make_person(number, "I001", self.day(1985, 2016))
        for number in range(110493, 110502):      # left during 2016, one of them on its last day
            self.make_person(number, "I001", self.day(1985, 2010), "2016-12-31" if number == 110493 else self.day(2016, 2016))
        for number in range(110502, 110506):
            self.make_person(number, "I001", self.day(2018, 2020))
        for number in range(120001, 120121):
            self.make_person(number, "I002", self.day(1988, 2016))
        for number in range(120121, 120125):
            self.make_person(number, "I002", self.day(2017, 2019))
        for number in range(130001, 130066):
            self.make_person(number, "I003", self.day(1990, 2016))
        for number in range(130066, 130073):
            self.make_person(number, "I003", self.day(2018, 2021), self.day(2022, 2022) if number == 130072 else "")
        for number, role, unit in ROLES:
            self.add("roles", 员工编号=number, 角色=role, 机构编码=unit)

    def of_year(self, institute, year):
        prefix = {"I001": 11, "I002": 12, "I003": 13}[institute]
        return [n for n, row in self.person.items() if n // 10000 == prefix and row["入职时间"] <= f"{year}-12-31"
                and (not row["离职时间"] or row["离职时间"] >= f"{year}-01-01")]

    def active_all_year(self, number, year):
        row = self.person[number]
        return row["入职时间"] < f"{year}-01-01" and not row["离职时间"].startswith(str(year))

    # rosters

    def make_rosters(self):
        hours = {row["培训编号"]: (row["培训年度"], row["实施状态"], row["学时"]) for row in CLASSES}
        for number, groups in ROSTERS.items():
            year, _, class_hours = hours[number]
            for institute, count in groups:
                able = [n for n in self.of_year(institute, year)
                        if n not in OUTSIDE_ROSTERS and self.active_all_year(n, year) and n % 1000 > 48 * (institute == "I001")]
                for _ in range(count):
                    who = able.pop(self.rng.randrange(len(able)))
                    own = ""
                    if seconds_of(class_hours) > 20 * HOUR and self.rng.randrange(2):
                        own = str(seconds_of(class_hours) // HOUR - 4 * self.rng.randrange(1, 4))
                    self.attend(number, who, own, hours[number])
        for number, who, own in PLANTED_ROSTERS:
            self.attend(number, who, own, hours[number])

    def attend(self, number, who, own, about):
        year, done, class_hours = about
        self.add("attendees", 培训编号=number, 员工编号=who, 学时=own)
        if done == DONE:
            key = (who, year)
            self.roster_seconds[key] = self.roster_seconds.get(key, 0) + seconds_of(own or class_hours)

    # learning

    def learn(self, who, year, category, text, status="审核通过", start=None, end=None):
        """One record; days enough for its hours at eight a day, all within the year."""
        seconds = seconds_of(text)
        days = max(1, -(-seconds // (8 * HOUR)))
        first = datetime.date(year, 1, 4).toordinal() + self.rng.randrange(350 - days)
        morning = self.pick([8, 9, 9, 13])
        if start is None:
            start = f"{datetime.date.fromordinal(first).isoformat()} {morning:02}:{self.pick(['00', '00', '30'])}"
            last = datetime.date.fromordinal(first + days - 1).isoformat()
            end = "" if days == 1 and self.rng.randrange(3) == 0 else f"{last} {morning + 9 if days == 1 else 17:02}:30"
            if category == "在线学习" and days == 1:
                end = ""
        self.number += 1
        host = "华原继续教育平台" if category == "在线学习" else self.pick(HOSTS)
        self.add("learning", 来源编号=f"L{year}-{self.number:05}", 员工编号=who, 年度=year, 类别=category,
                 培训名称=self.pick(TITLES[category]), 主办单位=host, 开始时间=start, 结束时间=end, 学时=text, 审核状态=status)
        return seconds if status == "审核通过" else 0

    def learn_until(self, who, year, seconds):
        """Ordinary records up to about `seconds`, none of them over 24 h. Returns what they add up to."""
        done = 0
        while done < seconds:
            category = self.pick(["在线学习"] * 5 + ["线下培训"] * 3 + ["网络学时"] * 2 + ["在职自学"])
            most = {"在线学习": 10_000, "线下培训": 24 * HOUR, "网络学时": 6 * HOUR, "在职自学": 5 * HOUR}[category]
            length = min(most, max(600, seconds - done), 900 + self.rng.randrange(most))
            step = {"在线学习": 1, "线下培训": 1800, "网络学时": 60, "在职自学": 900}[category]
            length = max(step, length // step * step)
            done += self.learn(who, year, category, hours_text(length, self.rng.randrange(3) > 0))
        if self.rng.randrange(25) == 0:
            self.learn(who, year, "线下培训", "8", self.pick(["待审核", "待审核", "审核未通过"]))
        return done

    def learn_enough(self, who, year):
        """Meets 100 h under the rules of 2016, with less than 50 h online and no training over 40 h."""
        done = self.roster_seconds.get((who, year), 0)
        for _ in range(3):
            done += self.learn(who, year, "线下培训", self.pick(["16", "20", "24", "24", "32"]))
        for _ in range(7):
            done += self.learn(who, year, "在线学习", hours_text(2 * HOUR + self.rng.randrange(4 * HOUR), False))
        while done < 100 * HOUR:
            done += self.learn(who, year, "线下培训", "8")

    def learn_planted(self, who, year, records):
        same_minute = f"{year}-09-09 10:00" if who == 130022 else None
        for category, text in records:
            if same_minute and category == "在职自学":
                self.learn(who, year, category, text, start=same_minute, end=f"{year}-09-09 18:00")
            else:
                self.learn(who, year, category, text)

    def special_2017(self, who):
        if who == 110044:
            self.learn(who, 2017, "线下培训", "60", "待审核")
            self.learn(who, 2017, "网络学时", "45.5", "审核未通过")
        if who == 110045:
            self.learn(who, 2017, "公派留学", "24", start="2016-12-28", end="2017-01-06")

    def ordinary_target(self):
        """Seconds an ordinary person learns beside the rosters: many a little, a few a lot, never near 100 h."""
        hours = self.pick([0, 2, 4, 6, 8, 9, 10, 11, 12, 14, 16, 18, 20, 24])
        return hours * HOUR + self.rng.randrange(HOUR) if hours else 0

    def make_learning_2017(self):
        for institute in DEPARTMENTS:
            for who in self.of_year(institute, 2017) + ([130016] if institute == "I003" else []):
                if who in PLANTED_2017:
                    self.learn_planted(who, 2017, PLANTED_2017[who])
                elif who in MET_2017:
                    self.learn_enough(who, 2017)
                elif who in (110044, 110045):
                    self.special_2017(who)
                elif self.person[who]["离职时间"].startswith("2017"):
                    self.learn_until(who, 2017, 3 * HOUR)
                else:
                    self.learn_until(who, 2017, self.ordinary_target())

    def total_of_institute_1(self):
        people = set(self.of_year("I001", 2017))
        learned = sum(seconds_of(r["学时"]) for r in self.rows["learning"]
                      if r["员工编号"] in people and r["年度"] == 2017 and r["审核状态"] == "审核通过")
        return learned + sum(s for (who, year), s in self.roster_seconds.items() if year == 2017 and who in people)

    def balance_institute_1(self):
        """Platform courses for ordinary people until the institute's total is exactly the planted one."""
        missing = TOTAL_SECONDS_I001_2017 - self.total_of_institute_1()
        assert 0 < missing < 1200 * HOUR, f"{missing / HOUR} h to spread"
        ordinary = range(110100, 110480)
        while missing:
            length = min(missing, 1800 + self.rng.randrange(3 * HOUR))
            if missing - length < 600:
                length = missing
            missing -= self.learn(self.pick(ordinary), 2017, "在线学习", hours_text(length, False))

    def make_learning(self):
        for institute in DEPARTMENTS:
            for who in self.of_year(institute, 2016):
                if self.rng.randrange(30) == 0 and self.active_all_year(who, 2016):
                    self.learn_enough(who, 2016)
                    self.learn(who, 2016, "线下培训", self.pick(["42", "48", "56"]))
                else:
                    self.learn_until(who, 2016, self.ordinary_target())
        self.make_learning_2017()
        self.balance_institute_1()
        for year in (2021, 2022):
            for who in self.of_year("I003", year) + self.of_year("I002", year)[:24]:
                if year == 2021 and who in PLANTED_2021:
                    self.learn_planted(who, year, PLANTED_2021[who])
                else:
                    self.learn_from_2020(who, year)

    def learn_from_2020(self, who, year):
        if self.rng.randrange(3):
            self.learn_until(who, year, self.ordinary_target())
            return
        for hours in ("48", "30", "24"):
            self.learn(who, year, "线下培训", hours)
        for _ in range(self.rng.randrange(9, 13)):
            self.learn(who, year, "在线学习", hours_text(4 * HOUR + self.rng.randrange(HOUR), False))

    def make_exams(self):
        for i in range(260):
            who = self.pick(self.rows["people"])["员工编号"]
            year = self.pick([2016, 2017, 2017, 2021, 2022])
            self.add("exams", 来源编号=f"E{i + 1:04}", 员工编号=who, 年度=year, 考试名称=self.pick(EXAMS),
                     是否合格=self.pick(["是", "是", "是", "否"]))

    def make(self):
        self.make_orgs()
        self.make_people()
        self.rows["plans"] = PLANS
        self.rows["classes"] = CLASSES
        self.make_rosters()
        self.make_learning()
        self.make_exams()
        return {f"{kind}.csv": csv_text(HEADINGS[kind], rows) for kind, rows in self.rows.items()}


def csv_text(headings, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description="Makes or checks the import files of the sample academy.")
    parser.add_argument("--out", type=pathlib.Path, default=HERE / "academy")
    parser.add_argument("--check", action="store_true", help="compare the written files with the planted figures")
    options = parser.parse_args()
    if options.check:
        import check_academy
        check_academy.check(options.out, Academy(SEED).make())
        return
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in Academy(SEED).make().items():
        (options.out / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
