#!/usr/bin/env python3
"""Makes a large academy for the bench, as import files. The same scale and seed give the same bytes.

    bench_academy.py [--scale 0.1] [--seed 7] --out DIR

At scale 1: 110 institutes of 80 to 3,000 people, 70,000 people, 4.2 million records (rosters and learning) over 2016 and
2017, some 40 classes per institute and year; 3 to 6 % of the people are backbone candidates. The scale sets the number of
institutes, in rounds of eleven that hold 7,000 people each, so that every tenth of the scale is alike.

Rows are written as they are made, out of pools of ready-made row ends: memory stays bounded whatever the scale.
"""

import argparse
import datetime
import pathlib
import random
import sys

YEARS = (2016, 2017)
SIZES = (610, 400, 180, 800, 3000, 80, 500, 240, 750, 120, 320)  # one round: 7,000 people
INSTITUTES = 110
CLASSES_A_YEAR = 40
ROSTER_ENTRIES = 4            # classes a person attends in a year
LEARNING_ENTRIES = (20, 32)   # other records of a person in a year, 26 on average: 30 with the rosters
CANDIDATES = 0.045            # of the people, in each year
POOL = 8192                   # different row ends per year
BLOCK = 1 << 16               # characters written at once

SURNAMES = "沈陆顾郁虞裴简阮詹岑戚荀霍尹柯庄翟鲍祝卞滕邢苗芮甄封储靳段巫焦谷侯宓蓬郗仰仲宫宁栾甘厉戎符景束韶黎蓟宿蒲邰"
FIRST = "若思亦清景书知予沐言修承望疏晏以听照远守君述子令希可其怀问素"
SECOND = "舟澜禾砚棠衡川岚序箴廷屿萤黛朔徵珩槿桁霁汀攸弈蔚筠恪湛渺樾谨"
FIELDS = ["信息技术", "材料", "生态", "力学", "声学", "光学", "天文", "海洋", "地质", "土壤", "植物", "动物", "微生物", "化学",
          "工程热物理", "自动化", "电子学", "遥感", "空间", "能源", "过程工程", "金属", "半导体", "理论物理", "数学", "心理", "遗传",
          "湖泊", "高原", "沙漠"]
DEPARTMENTS = ["综合管理处", "人事教育处", "第一研究室", "第二研究室", "第三研究室", "第四研究室", "技术支撑部", "测试中心"]
CATEGORIES = ["专项技术短期培训班", "专业技术高级研修班", "上岗培训", "学术会议", "学术、专题讲座", "系列讲座", "管理技能培训", "其他培训"]
TITLES = ["大型仪器操作", "科研经费管理", "专利撰写", "并行计算", "实验室安全", "论文写作", "数据治理", "标准宣贯", "科研诚信", "保密知识"]
LONG_TEXT = "使学员系统掌握基本原理与常用方法，了解国内外发展趋势，能够独立解决本领域的实际问题，并带动课题组其他成员共同提高。"

# category, how many in a hundred, (shortest, longest) in seconds, step in seconds
KINDS = (("在线学习", 52, (600, 9000), 1), ("网络学时", 18, (1800, 10800), 60), ("线下培训", 20, (3600, 36000), 1800),
         ("在职自学", 9, (1800, 14400), 900), ("公派留学", 1, (28800, 115200), 3600))


def institute_count(scale):
    return max(1, round(INSTITUTES * scale))


def hours_text(seconds):
    if seconds % 36 == 0:
        return f"{seconds // 3600}.{seconds % 3600 // 36:02}".rstrip("0").rstrip(".")
    return f"{seconds // 3600}小时{seconds // 60 % 60}分{seconds % 60}秒"


def date_in(year, day):
    return datetime.date.fromordinal(datetime.date(year, 1, 1).toordinal() + day).isoformat()


class Files:
    """The import files, written in blocks."""

    HEADINGS = {
        "orgs": "机构编码,机构名称,上级机构编码,级别",
        "people": "员工编号,姓名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求",
        "roles": "员工编号,角色,机构编码",
        "headcounts": "机构编码,年度,单位在职总人数",
        "plans": "计划编号,年度,计划类型,培训计划类型,计划名称,机构编码,培训类别,培训时间,学时,天数,计划参加人数,所需经费(万元),审批情况,发布状态,撤销说明",
        "classes": "培训编号,计划编号,培训名称,机构编码,培训年度,培训类别,培训开始时间,培训结束时间,学时,天数,计划参加人数,工作人员数,所需经费(万元),"
                   "是否精品,具体地点,培训对象,培训目的,培训内容,实施状态,培训成效,联系人,联系电话",
        "attendees": "培训编号,员工编号,学时",
        "learning": "来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态",
    }

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.files = {kind: open(folder / f"{kind}.csv", "w", encoding="utf-8", newline="", buffering=BLOCK)
                      for kind in self.HEADINGS}
        self.rows = dict.fromkeys(self.HEADINGS, 0)
        for kind, headings in self.HEADINGS.items():
            self.files[kind].write(headings + "\n")

    def write(self, kind, rows):
        """`rows`: whole lines without their ends."""
        if rows:
            self.files[kind].write("\n".join(rows) + "\n")
            self.rows[kind] += len(rows)

    def close(self):
        for file in self.files.values():
            file.close()


def record_end(rng, year, category, shortest, longest, step):
    """A learning row from its 年度 on: days enough for its hours at eight a day, all within the year."""
    seconds = rng.randrange(shortest, longest + 1) // step * step
    days = -(-seconds // 28800)
    day = rng.randrange(365 - days)
    hour = rng.choice((8, 9, 10, 13, 14))
    start = f"{date_in(year, day)} {hour:02}:{rng.randrange(60):02}"
    end = "" if category == "在线学习" else f"{date_in(year, day + days - 1)} 23:00"
    status = "审核通过" if category == "在线学习" or rng.random() < 0.94 else rng.choice(("待审核", "待审核", "审核未通过"))
    host = rng.choice(("继续教育平台", "人事局", "合作高校", "行业协会"))
    return f"{year},{category},{rng.choice(TITLES)}{rng.randrange(1, 40)},{host},{start},{end},{hours_text(seconds)},{status}"


def pool_of(rng, year):
    pool = []
    for category, share, (shortest, longest), step in KINDS:
        pool += [record_end(rng, year, category, shortest, longest, step) for _ in range(POOL * share // 100)]
    return pool


def long_pool(rng, year):
    """Single trainings over 40 h, long enough to lift an ordinary person over 100 h in all."""
    ends = (record_end(rng, year, rng.choice(("线下培训", "公派留学")), 64 * 3600, 150 * 3600, 1800) for _ in range(400))
    return [end.rsplit(",", 1)[0] + ",审核通过" for end in ends]


class Academy:
    def __init__(self, files, scale, seed):
        self.files = files
        self.institutes = institute_count(scale)
        self.rng = random.Random(seed)
        self.pools = {year: pool_of(self.rng, year) for year in YEARS}
        self.long_pools = {year: long_pool(self.rng, year) for year in YEARS}
        self.number = 0

    def make(self):
        self.files.write("orgs", ["A,示例科学院,,院"] + [f"A{b:02},示例科学院第{b}分院,A,分院" for b in range(1, 13)])
        self.files.write("people", ["900001,沈知衡,A,管理,是,2001-03-01,,是"])
        self.files.write("roles", ["900001,院管理员,A"])
        for index in range(self.institutes):
            self.make_institute(index, SIZES[index % len(SIZES)])
            if sys.stderr.isatty():
                print(f"\r{index + 1}/{self.institutes}", end="", file=sys.stderr)

    def make_institute(self, index, size):
        code = f"I{index + 1:03}"
        field = FIELDS[index % len(FIELDS)]
        departments = [f"{code}-D{d:02}" for d in range(1, min(8, 2 + size // 60) + 1)]
        self.files.write("orgs", [f"{code},示例科学院{field}第{index // len(FIELDS) + 1}研究所,A{index % 12 + 1:02},研究所"] +
                         [f"{d},{DEPARTMENTS[i]},{code},部门" for i, d in enumerate(departments)])
        people = self.make_people(index, size, departments)
        self.files.write("roles", [f"{people[0]},所级管理员,{code}", f"{people[1]},部门管理员,{departments[0]}",
                                   f"{people[2]},培训班管理员,{code}"])
        self.files.write("headcounts", [f"{code},{year},{size * 93 // 100 + year - 2016}" for year in YEARS])
        for year in YEARS:
            carried_out = self.make_classes(code, departments, size, year)
            self.make_rosters(people, carried_out)
            self.make_learning(people, year)

    def make_people(self, index, size, departments):
        rng, rows, numbers = self.rng, [], []
        for i in range(size):
            number = f"{index + 1:03}{i + 1:05}"
            name = rng.choice(SURNAMES) + rng.choice(FIRST) + rng.choice(SECOND)
            post = rng.choice(("科研", "科研", "支撑", "管理"))
            level = "是" if rng.random() < 0.06 else "否"
            chance = rng.random()
            hired = date_in(2017 if chance < 0.03 else rng.randrange(1985, 2016), rng.randrange(365))
            left = date_in(2017, rng.randrange(200)) if 0.03 < chance < 0.04 else ""
            required = "否" if 0.04 < chance < 0.06 else "是"
            rows.append(f"{number},{name},{rng.choice(departments)},{post},{level},{hired},{left},{required}")
            numbers.append(number)
        self.files.write("people", rows)
        return numbers

    def make_classes(self, code, departments, size, year):
        """Returns the carried-out classes: those whose rosters post hours."""
        rng, plans, classes, carried_out = self.rng, [], [], []
        for k in range(1, CLASSES_A_YEAR + 1):
            number = f"{code}-{year}-{k:03}"
            unit, category = rng.choice(departments + [code]), rng.choice(CATEGORIES)
            title = f"{rng.choice(TITLES)}培训班(第{k}期)"
            hours = rng.choice((2, 3, 3, 4, 6, 7, 14, 21))
            days = -(-hours // 7)
            day = rng.randrange(360)
            start, end = f"{date_in(year, day)} 09:00", f"{date_in(year, min(day + days - 1, 364))} 18:00"
            heads, money = rng.randrange(10, 200), f"{rng.randrange(200) / 10:g}"
            state = rng.random()
            done = state < 0.72
            plan = "" if rng.random() < 0.15 else f"P{number}"
            if plan:
                kind = "年度计划" if rng.random() < 0.6 else "新增计划"
                review = "审批通过" if state < 0.92 else rng.choice(("暂存", "已上报", "审批未通过"))
                published = "已发布" if state < 0.85 else "未发布"
                withdrawn = "计划调整" if 0.85 <= state < 0.9 else ""
                plans.append(f"{plan},{year},项目计划,{kind},{title},{unit},{category},{start[:7]},{hours},{days},{heads},"
                             f"{money},{review},{published},{withdrawn}")
            outcome = "学员普遍反映良好。" if done else ""
            classes.append(f"{number},{plan},{title},{unit},{year},{category},{start},{end},{hours},{days},{heads},"
                           f"{rng.randrange(12)},{money},否,{rng.randrange(1, 9)}号楼报告厅,科研人员与研究生,{LONG_TEXT},{LONG_TEXT},"
                           f"{'已实施' if done else '未实施'},{outcome},{rng.choice(SURNAMES)}{rng.choice(FIRST)}{rng.choice(SECOND)},"
                           f"010-5550{rng.randrange(1000, 9999)}")
            if done:
                carried_out.append(number)
        self.files.write("plans", plans)
        self.files.write("classes", classes)
        return carried_out

    def make_rosters(self, people, classes):
        rng, rows, count = self.rng, [], len(classes)
        for person in people:
            at = int(rng.random() * count)
            for j in range(ROSTER_ENTRIES):   # a stride that never meets the same class twice
                rows.append(f"{classes[(at + j * (count // ROSTER_ENTRIES)) % count]},{person},{'3.5' if (at + j) % 9 == 0 else ''}")
        self.files.write("attendees", rows)

    def make_learning(self, people, year):
        rng, pool, long_ends = self.rng, self.pools[year], self.long_pools[year]
        chance, size, number = rng.random, len(pool), self.number
        fewest, spread = LEARNING_ENTRIES[0], LEARNING_ENTRIES[1] - LEARNING_ENTRIES[0] + 1
        rows = []
        for person in people:
            for _ in range(fewest + int(chance() * spread)):
                number += 1
                rows.append(f"L{number},{person},{pool[int(chance() * size)]}")
            if chance() < CANDIDATES:
                number += 1
                rows.append(f"L{number},{person},{rng.choice(long_ends)}")
        self.number = number
        self.files.write("learning", rows)


def main():
    parser = argparse.ArgumentParser(description="Makes a large academy for the bench, as import files.")
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    files = Files(options.out)
    Academy(files, options.scale, options.seed).make()
    files.close()
    rows = files.rows
    print(f"{institute_count(options.scale)} institutes, {rows['people']} people, {rows['classes']} classes, "
          f"{rows['attendees'] + rows['learning']} records in {options.out}")


if __name__ == "__main__":
    main()
