"""A random academy and what is under way in it: as import files for the engine and as a World for the model."""

import csv
import dataclasses
import datetime

import lifecycle

LEVELS = {"academy": "院", "branch": "分院", "institute": "研究所", "department": "部门"}
ROLES = {"class_admin": "培训班管理员", "department_admin": "部门管理员", "institute_admin": "所级管理员",
         "academy_admin": "院管理员"}
KINDS = {"annual": "年度计划", "added": "新增计划"}
REVIEWS = {"draft": "暂存", "reported": "已上报", "returned": "驳回修改", "approved": "审批通过", "refused": "审批未通过"}
SOURCES = ("线下培训", "网络学时", "在职自学", "公派留学")
FIRST_DAY = datetime.date(2021, 1, 4)


def units():
    """An academy with a branch, institutes with nested and no departments, and departments below no institute."""
    tree = {"A": ("", "academy"), "B1": ("A", "branch"), "DA": ("A", "department"), "DB": ("B1", "department")}
    for institute, parent, departments in (("I1", "A", 2), ("I2", "A", 1), ("I3", "A", 0), ("I4", "B1", 2)):
        tree[institute] = (parent, "institute")
        for number in range(1, departments + 1):
            tree[f"D{institute[1]}{number}"] = (institute, "department")
    tree["D111"] = ("D11", "department")
    return tree


def grants(rng, tree, people):
    """Some offices stay vacant, some have two holders, and some people hold several roles, elsewhere too."""
    wanted = {"academy": {"academy_admin": 1.0, "class_admin": 0.7}, "branch": {"class_admin": 0.8, "institute_admin": 0.3},
              "institute": {"institute_admin": 0.75, "class_admin": 0.9, "department_admin": 0.2},
              "department": {"department_admin": 0.7, "class_admin": 0.9}}
    given = set()
    for unit, (_, level) in tree.items():
        near = [employee for employee, own in people.items() if own == unit]
        for role, chance in wanted[level].items():
            if rng.random() >= chance:
                continue
            for _ in range(rng.choice((1, 1, 2))):
                given.add((rng.choice(near if rng.random() < 0.8 else sorted(people)), role, unit))
    return sorted(given)


def make_academy(rng):
    tree = units()
    people = {}
    for unit in tree:
        for _ in range(rng.randint(3, 5)):
            people[f"{len(people) + 1:04}"] = unit
    return lifecycle.Academy(tree, people, grants(rng, tree, people))


def random_figures(rng, year):
    return lifecycle.Figures(datetime.date(year, rng.randint(1, 12), 1), rng.randint(1, 60), 500 * rng.randint(1, 12),
                             100_000 * rng.randint(0, 80))


def random_plan(rng, unit, kind, year):
    """As somebody fills it in: sometimes with what nobody should ask for."""
    plan = lifecycle.Plan("", unit, kind, year, random_figures(rng, year), 3600 * rng.randint(1, 40),
                          project=rng.random() < 0.9, category=rng.choice(lifecycle.categories(year)), title=f"培训 {unit}")
    plan.excellence = lifecycle.excellence_words(year)[0]
    if rng.random() < (0.5 if kind == "annual" else 0.05):
        plan.funding = True
        plan.material = rng.random() < 0.9
    if rng.random() < (0.4 if plan.funding else 0.05):
        plan.excellence = rng.choice(lifecycle.excellence_words(year))
    plan.technical = rng.random() < (0.5 if plan.category == "学术讲坛" else 0.03)
    return plan


def as_draft(rng, plan):
    """What is chosen later."""
    if rng.random() < 0.15:
        plan.kind = ""
    if rng.random() < 0.2:
        plan.figures.start = None
    return plan


def decimal(value, unit):
    """1500 thousandths → '1.5'."""
    text = f"{value / unit:.6f}".rstrip("0").rstrip(".")
    return text or "0"


def yes(value):
    return "是" if value else "否"


FIGURES = {"headcount": ("计划参加人数", str), "days": ("天数", lambda v: decimal(v, 1000)),
           "budget": ("所需经费(万元)", lambda v: decimal(v, 1_000_000))}
PLAN_FIELDS = FIGURES | {"start": ("培训时间", lambda v: f"{v:%Y-%m}" if v else ""),
                         "kind": ("培训计划类型", lambda v: KINDS.get(v, "")), "seconds": ("学时", lambda v: decimal(v, 3600)),
                         "funding": ("是否申请院经费支持", yes), "excellence": ("是否精品", str),
                         "material": ("资助材料", lambda v: "见附件" if v else ""), "technical": ("是否申请专项技术支持", yes),
                         "category": ("培训类别", str)}


def plan_row(plan):
    """Heading → cell, as an import file and `--set` have it."""
    row = {"年度": str(plan.year), "计划类型": "项目计划" if plan.project else "其他计划", "计划名称": plan.title, "机构编码": plan.unit}
    for name, (heading, text) in PLAN_FIELDS.items():
        row[heading] = text(getattr(plan.figures if hasattr(plan.figures, name) else plan, name))
    return row


def person_fields(changes):
    """Heading → cell, of what changes."""
    fields = {"required": {"是否有学时要求": yes}, "division": {"是否处级及以上": yes},
              "days": {"入职时间": lambda days: f"{days[0] or ''}", "离职时间": lambda days: f"{days[1] or ''}"}}
    return {heading: text(value) for name, value in changes.items() for heading, text in fields[name].items()}


def class_row(one):
    day = f"{one.figures.start:%Y-%m-%d}"
    row = {"培训编号": one.number, "计划编号": one.plan, "培训名称": f"培训班 {one.number}", "机构编码": one.unit,
           "培训年度": str(one.year), "培训类别": "其他培训", "培训开始时间": day, "培训结束时间": day,
           "学时": decimal(one.seconds, 3600), "工作人员数": "2", "是否精品": "否",
           "实施状态": "已实施" if one.state == "carried_out" else "未实施"}
    return row | {heading: text(getattr(one.figures, name)) for name, (heading, text) in FIGURES.items()}


STATUSES = {"pending": "待审核", "approved": "审核通过", "refused": "审核未通过"}


def learning_row(record):
    return {"来源编号": record.number, "员工编号": record.employee, "年度": str(record.year), "类别": record.source,
            "培训名称": record.title or "学习", "开始时间": f"{record.start}", "学时": decimal(record.seconds, 3600)}


class Imported:
    """What import files bring: plans, classes with rosters, learning records, in every state they may have."""

    def __init__(self, rng, world):
        self.rng, self.world = rng, world
        self.plans = [self.plan(number) for number in range(40)]
        self.classes = [self.one_class(number) for number in range(20)]
        self.records = [self.record(number) for number in range(60)]

    def plan(self, number):
        rng = self.rng
        kind = rng.choice(("annual", "added"))
        plan = random_plan(rng, rng.choice(sorted(self.world.academy.units)), kind, FIRST_DAY.year + (kind == "annual"))
        if rng.random() < 0.5:
            plan.year, plan.kind = FIRST_DAY.year, "annual"
            plan.figures.start = plan.figures.start.replace(year=plan.year)
        plan.number = f"P{number:03}"
        plan.review = rng.choice(sorted(REVIEWS))
        plan.published = plan.review == "approved" and rng.random() < 0.5
        plan.withdrawn = plan.review != "draft" and rng.random() < 0.1
        plan.reason = "不再举办" if plan.withdrawn else ""
        if plan.review == "reported" and not self.world.route(plan):
            plan.review = "draft"
            plan.withdrawn, plan.reason = False, ""
        self.world.add_plan(plan)
        return plan

    def one_class(self, number):
        rng = self.rng
        one = lifecycle.Class(f"C{number:03}", rng.choice(sorted(self.world.academy.units)), FIRST_DAY.year,
                              random_figures(rng, FIRST_DAY.year), 3600 * rng.randint(1, 30))
        one.state = rng.choice(("open", "carried_out"))
        if one.state == "carried_out":
            one.figures.start = FIRST_DAY
        for employee in rng.sample(sorted(self.world.academy.people), rng.randint(0, 4)):
            one.roster[employee] = lifecycle.Attendee(rng.choice((None, 7200)), "confirmed")
            if one.state == "carried_out":
                self.world.post(one, employee)
        self.world.classes[one.number] = one
        return one

    def record(self, number):
        rng = self.rng
        record = lifecycle.Record(f"L{number:03}", rng.choice(sorted(self.world.academy.people)), FIRST_DAY.year,
                                  rng.choice(SOURCES + ("在线学习",)), 1800 * rng.randint(1, 12), FIRST_DAY)
        record.status = "approved" if record.source == "在线学习" else rng.choice(("pending", "approved", "refused"))
        self.world.keep_record(record)
        return record

    def files(self):
        academy = self.world.academy
        plan_rows = [{"计划编号": plan.number} | plan_row(plan) | {
            "审批情况": REVIEWS[plan.review], "发布状态": "已发布" if plan.published else "未发布",
            "撤销说明": plan.reason} for plan in self.plans]
        roster = [{"培训编号": one.number, "员工编号": employee, "学时": "" if a.hours is None else decimal(a.hours, 3600)}
                  for one in self.classes for employee, a in one.roster.items()]
        return {
            "orgs": [{"机构编码": code, "机构名称": f"单位{code}", "上级机构编码": parent, "级别": LEVELS[level]}
                     for code, (parent, level) in academy.units.items()],
            "people": [{"员工编号": employee, "姓名": f"学员{employee}", "机构编码": unit}
                       for employee, unit in academy.people.items()],
            "roles": [{"员工编号": employee, "角色": ROLES[role], "机构编码": unit} for employee, role, unit in academy.grants],
            "plans": plan_rows, "classes": [class_row(one) for one in self.classes], "attendees": roster,
            "learning": [learning_row(record) | {"审核状态": STATUSES[record.status]} for record in self.records]}


def write(files, folder):
    for kind, rows in files.items():
        with open(folder / f"{kind}.csv", "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def make_world(rng):
    """(world, import files)"""
    world = lifecycle.World(make_academy(rng))
    world.today = FIRST_DAY
    world.people = {employee: lifecycle.Person(employee) for employee in world.academy.people}
    imported = Imported(rng, world)
    return world, imported.files()
