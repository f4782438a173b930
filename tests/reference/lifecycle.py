"""The life of plans, classes, rosters, learning records and people, a second time: from the rules of the documents alone.

Written from domain.md §1 and §3, without looking at workflows/*.yaml or the engine, so that the two can be compared
(walk.py, isolation.py). A `World` answers one question – what stands in the way of this action by this actor? – and takes
the action where nothing does. Reasons are short English words; how the engine words them is not compared.

Where the documents are silent, these decisions were taken:
 1. The machine's operator holds every office and is nobody's author or learner; conditions bind the operator too.
 2. A plan whose author is unknown (imported, or submitted by the operator) takes the route of a class administrator's plan.
 3. A withdrawn plan takes no further verdicts, edits or reports; it can be unpublished, copied, and deleted where 审批未通过.
 4. An office is vacant where nobody but the item's author and learner holds it; the item then goes to the next superior
    one: department → institute → academy. The academy's office is never passed over.
 5. Units between department and institute are no level of their own: the superior of a nested department is its institute.
 6. There are no administrators of a branch but class and institute ones by role; above a branch is the academy.
 7. Taking somebody off a roster takes their posted hours back. Confirming again with other hours puts them right.
 8. A learner may correct a record that is still pending, and enters and reports again one that was returned.
 9. A record that an administrator enters for somebody counts at once. Entered for themselves it waits for others, whatever
    role they act in: nobody approves their own.
10. Any administrator who sees a plan may copy it, into a draft of their own unit for the year plans are made for now.
11. A class follows its plan until it is carried out or what it has from the plan is edited on the class itself.
12. A refused change puts back the figures that asked for approval; what went down needed nobody, and stays.
13. A class is edited before it is carried out, never while a reviewer has to decide, nor after a withdrawal.
14. The approval that carries out obeys what binds carrying out: published, not withdrawn, in the plan's year.
15. Returning or refusing the change of a withdrawn plan's class stays possible: it leaves nothing open.
16. A category that its year does not use (a copied plan's) may stay; who changes it chooses one that is used.
17. Ranking a funding request is upkeep by the institute: of a reported or approved plan, again and again. Those that
    the institute's year handed in and that stood there or behind move back by one; who no longer asks for funding has no rank.
18. Work on a roster is no approval, and a class's administrators list themselves; but hours are confirmed by somebody else:
    whoever confirms everybody leaves themselves out, and the institute's or academy's administrator may confirm too (D3).
19. People who enrolled leave the list only by the class's administrators; who was refused may enrol again.
20. What needed nobody stays fit to be reported: an edit that leaves a gap is refused.
21. Who has left fills no office and acts no more; the last day still counts. Who comes back keeps every spell before (D7).
22. An administrator corrects and voids others' records alone, the learner their own approved one alone: it waits again (D18).
    What waits an administrator may put right, too. Nobody changes their own requirement, dates or rank, whatever they hold.
23. The class of a withdrawn plan takes nobody: nobody is added, admitted or confirmed any more. Taking off stays possible.
24. A row of a file is what it would be by hand (D17): a new one a creation, a changed one the act that sets what it changes –
    of a record its correction, or its report where it was returned –, a name on a roster an addition, other hours of somebody
    confirmed a confirmation. A row that changes nothing is no act. Who may place old data brings it as it stands.
25. A draft needs a name; kind and month may be chosen later (D16), the kind once and for all: by it the plan is of a year. Of
    which it is before, it may be edited in both years in which it could be.
"""

import dataclasses
import datetime

# --- the academy ------------------------------------------------------------------------------------------------------

ADMINISTRATORS = ("class_admin", "department_admin", "institute_admin", "academy_admin")


@dataclasses.dataclass(frozen=True)
class Actor:
    employee: str = ""  # empty: the machine's operator
    role: str = ""
    unit: str = ""

    @property
    def is_operator(self):
        return not self.employee

    @property
    def is_administrator(self):
        return self.role in ADMINISTRATORS


class Academy:
    """Units, people and who holds which role where."""

    def __init__(self, units, people, grants):
        self.units = dict(units)  # code: (parent, level)
        self.people = dict(people)  # employee: unit
        self.grants = list(grants)  # (employee, role, unit)
        self.spells = {}  # employee: (first day, last day) of each time that they were here, the last one as known
        self.today = datetime.date.min
        self.root = next(code for code, (parent, _) in self.units.items() if not parent)
        self._holders = {}
        for employee, role, unit in self.grants:
            self._holders.setdefault((role, unit), []).append(employee)

    def level(self, unit):
        return self.units[unit][1]

    def upwards(self, unit):
        while unit:
            yield unit
            unit = self.units[unit][0]

    def institute_of(self, unit):
        return next((code for code in self.upwards(unit) if self.level(code) == "institute"), None)

    def holders(self, office):
        return self._holders.get(office, [])

    def spells_of(self, employee):
        return self.spells.get(employee, [(None, None)])

    def has_left(self, employee):
        begun = [last for first, last in self.spells_of(employee) if first is None or first <= self.today]
        return bool(begun) and begun[-1] is not None and begun[-1] < self.today

    def is_filled(self, office, parties):
        return any(employee not in parties and not self.has_left(employee) for employee in self.holders(office))

    def sees(self, actor, unit):
        """管理范围: the subtree of the unit at which the role is held; a learner sees nobody's but their own."""
        return actor.is_operator or actor.is_administrator and actor.unit in self.upwards(unit)

    def superior(self, office, unit):
        """The next office above, for an item of that unit; the academy's own above everything."""
        institute = self.institute_of(unit)
        if office[0] in ("class_admin", "department_admin") and institute:
            return ("institute_admin", institute)
        return ("academy_admin", self.root)

    def filled_or_superior(self, office, unit, parties):
        while not self.is_filled(office, parties) and office[0] != "academy_admin":
            office = self.superior(office, unit)
        return office


# --- what stands in the records -----------------------------------------------------------------------------------------

NO_PARTY = ""


@dataclasses.dataclass
class Figures:
    start: datetime.date | None  # of a plan: the first of its month, where one is chosen
    headcount: int
    days: int  # thousandths
    budget: int  # 分


@dataclasses.dataclass
class Plan:
    number: str
    unit: str
    kind: str  # annual, added; empty: not chosen yet
    year: int
    figures: Figures
    seconds: int = 0
    project: bool = True
    funding: bool = False
    excellence: str = ""  # a word; empty: none
    material: bool = False
    technical: bool = False
    category: str = ""
    title: str = ""
    support: str = ""
    rank: int | None = None  # among the funding requests of the institute's year
    review: str = "draft"  # draft reported returned approved refused deleted
    published: bool = False
    carried_out: bool = False
    withdrawn: bool = False
    reason: str = ""  # why it was withdrawn
    author: str = NO_PARTY
    submitted_as: str = "class_admin"
    stop: int = 0  # into its route, while reported
    verdicts: dict = dataclasses.field(default_factory=dict)  # unit: label, the last one of each
    cls: str = ""  # number of its class


@dataclasses.dataclass
class Attendee:
    hours: int | None = None  # seconds of their own
    standing: str = "listed"  # listed confirmed enrolled refused


@dataclasses.dataclass(eq=False)
class Class:
    number: str
    unit: str
    year: int
    figures: Figures
    seconds: int
    plan: str = ""
    category: str = "其他培训"
    state: str = "open"  # open, asked (a reviewer has to decide on a change), carried_out, deleted
    complete: bool = False  # what the policy's classes.required names is filled in
    touched: bool = False  # something that it has from its plan was edited on the class itself
    outcome: str = ""
    visibility: str = ""
    enrolment_open: bool = False
    enrolment_reviewed: bool = False
    enrolment: tuple = (None, None)  # first and last day
    author: str = NO_PARTY  # who asked for the change
    stop: int = 0
    verdicts: dict = dataclasses.field(default_factory=dict)
    roster: dict = dataclasses.field(default_factory=dict)  # employee: Attendee
    posted: dict = dataclasses.field(default_factory=dict)  # employee: seconds


@dataclasses.dataclass
class Record:
    number: str
    employee: str
    year: int
    source: str
    seconds: int
    start: datetime.date
    title: str = ""
    status: str = "pending"  # pending returned approved refused voided deleted
    author: str = NO_PARTY  # who entered it last: the learner, or an administrator for them


@dataclasses.dataclass
class Person:
    employee: str
    required: bool = True
    division: bool = False


# --- the yearly policy: what of it the life cycles need -----------------------------------------------------------------

def excellence_words(year):
    """是/否 at first, later four values (S3); the first means none."""
    if year < 2023:
        return ["否", "是"]
    return ["非精品", "精品", "非精品但申报人社部高研项目", "精品并申报人社部高研项目"]


def technical_categories(year):
    return [] if year < 2023 else ["学术讲坛"]


def categories(year):
    common = ["专项技术短期培训班", "管理技能培训", "其他培训", "上岗培训"]
    return common + (["学术会议", "系列讲座"] if year < 2023 else ["学术讲坛", "专业技术研修班"])


def is_excellent(plan):
    """Those that the policy lists under excellent_class."""
    return plan.excellence in ("是", "精品", "精品并申报人社部高研项目")


def quarter(day):
    return day.year, (day.month - 1) // 3


def asks_for_approval(approved, wanted):
    """Which figures moved so that somebody has to approve again (S0)."""
    moved = []
    if quarter(approved.start) != quarter(wanted.start):
        moved.append("start")
    moved += [name for name in ("headcount", "days", "budget") if getattr(wanted, name) > getattr(approved, name)]
    return moved


def with_days(spells, hired, left):
    """Spells of employment once a row says 入职 and 离职 (D7); None where the 离职 goes with no 入职 that is known."""
    *earlier, (first, last) = spells
    if hired is None:
        return [(None, left)]
    if left and left < hired:  # the days around a gap
        before = [spell for spell in spells if spell[0] and spell[0] <= left]
        after = [spell for spell in spells if spell not in before]
        if not before:
            return None
        before[-1] = (before[-1][0], left)
        for number, (_, end) in enumerate(after):
            if end is None or end >= hired:
                after[number] = (hired, end)
                return before + after
        return before + after + [(hired, None)]
    if not earlier or earlier[-1][1] < hired:  # the last one, or another
        if last and last < hired:
            return spells + [(hired, left)] if first else None
        return earlier + [(hired, left)]
    if left and left < first:  # one of those before
        apart = [spell for spell in earlier if spell[1] < hired or spell[0] > left]
        return sorted(apart + [(hired, left)]) + [(first, last)]
    if not left and hired in [spell[0] for spell in earlier]:
        return spells
    return [spell for spell in earlier if spell[1] < hired] + [(hired, left)]


# --- the rules ----------------------------------------------------------------------------------------------------------

class World:
    def __init__(self, academy):
        self.academy = academy
        self.plans, self.classes, self.records, self.people = {}, {}, {}, {}
        self.files = 0  # rows of files with a new number
        self.records_of, self.classes_of = {}, {}  # employee: those that may count for them

    @property
    def today(self):
        return self.academy.today

    @today.setter
    def today(self, day):
        self.academy.today = day

    # Who acts.

    def gone(self, actor):
        return ["has left"] if self.academy.has_left(actor.employee) else []

    def acts_as_author(self, actor, unit):
        """Any holder of an administrator's role at the item's own unit."""
        return actor.is_operator or actor.is_administrator and actor.unit == unit

    def decides(self, actor, office, author):
        if actor.is_operator:
            return True
        return (actor.role, actor.unit) == office and actor.employee != author

    # Plans.

    def editable_year(self, plan):
        years = {"annual": (plan.year - 1,), "added": (plan.year,), "": (plan.year - 1, plan.year)}
        return self.today.year in years[plan.kind]

    def year_with(self, plan, changes):
        """Of which year it is once its kind is chosen: its own, where such plans are made for that now."""
        chosen = dataclasses.replace(plan, kind=(changes or {}).get("kind", plan.kind))
        if plan.kind == chosen.kind or self.editable_year(chosen):
            return plan.year
        return self.today.year + (chosen.kind == "annual")

    def route(self, plan):
        """The levels that a plan passes, from the role it was submitted in."""
        academy = self.academy
        level, role = academy.level(plan.unit), plan.submitted_as
        if level == "academy" or role == "academy_admin":
            return []
        if role == "institute_admin":
            return ["academy"] if plan.kind == "annual" else []
        if level == "branch":
            return ["academy"]
        levels = ["department"] if level == "department" and role == "class_admin" else []
        levels.append("institute")
        return levels + (["academy"] if plan.kind == "annual" else [])

    def needs_nobody(self, plan):
        return not self.route(plan)

    def office(self, level, unit):
        """Absent where there is no such unit above."""
        if level == "department":
            return ("department_admin", unit)
        if level == "institute":
            institute = self.academy.institute_of(unit)
            return ("institute_admin", institute) if institute else None
        return ("academy_admin", self.academy.root)

    def waits_at(self, levels, stop, unit, author):
        """(stop, office) where an item on its way waits, vacant offices passed over."""
        while True:
            office = self.office(levels[stop], unit)
            if office and self.academy.is_filled(office, {author}) or levels[stop] == "academy":
                return stop, office
            if stop + 1 == len(levels):
                office = office or (levels[stop] + "_admin", unit)
                return stop, self.academy.filled_or_superior(self.academy.superior(office, unit), unit, {author})
            stop += 1

    def desk_of_plan(self, plan):
        """(level, office) whose verdict a reported plan waits for."""
        levels = self.route(plan)
        stop, office = self.waits_at(levels, plan.stop, plan.unit, plan.author)
        return levels[stop], office

    def gaps(self, plan):
        """What a plan lacks to be reported."""
        gaps = []
        figures = plan.figures
        if not (plan.kind and plan.category and figures.start and plan.seconds and figures.days and figures.headcount):
            gaps.append("columns not filled in")
        if plan.funding and plan.kind == "added":
            gaps.append("only annual plans ask for funding")
        if plan.funding and not plan.material:
            gaps.append("funding needs material")
        if plan.funding and plan.category in technical_categories(plan.year):
            gaps.append("technical support instead of funding")
        if is_excellent(plan) and not plan.funding:
            gaps.append("excellence needs funding")
        if plan.technical and plan.category not in technical_categories(plan.year):
            gaps.append("no technical support for the category")
        return gaps

    def fits_year(self, item, changes):
        category = (changes or {}).get("category", item.category)
        year = self.year_with(item, changes) if isinstance(item, Plan) else item.year
        return category == item.category or category in categories(year)

    def plan_reasons(self, actor, plan, action, comment="", changes=None):
        why = self.gone(actor) + ([] if self.fits_year(plan, changes) else ["category"])
        author = self.acts_as_author(actor, plan.unit)

        def need(holds, reason):
            if not holds:
                why.append(reason)

        if not self.academy.sees(actor, plan.unit):
            return ["not in reach"]
        if plan.review == "deleted":
            return ["not there"]
        if action == "edit":
            need(changes is None or changes, "nothing to change")  # None: not said yet
            need(author, "role")
            need(not plan.withdrawn, "withdrawn")
            need(self.editable_year(plan), "year")
            given = changes or {}
            need("kind" not in given or plan.review != "approved" and plan.kind in ("", given["kind"]), "its kind is chosen")
            words = excellence_words(self.year_with(plan, changes))
            need(given.get("excellence", words[0]) in words, "excellence of another year")
            free = plan.review == "approved" and self.needs_nobody(plan) and not plan.published and not plan.carried_out
            need(plan.review in ("draft", "returned") or free, "review")
            if free:
                why += self.gaps(self.changed(plan, changes))
        elif action == "delete":
            need(author, "role")
            need(plan.review in ("draft", "refused"), "review")
            need(self.editable_year(plan), "year")
        elif action == "submit":
            need(author, "role")
            need(plan.review in ("draft", "returned"), "review")
            need(not plan.withdrawn, "withdrawn")
            need(self.editable_year(plan), "year")
            why += self.gaps(plan)
        elif action == "publish":
            need(author, "role")
            need(plan.review == "approved", "review")
            need(not plan.withdrawn, "withdrawn")
            need(not plan.published, "published")
        elif action == "unpublish":
            need(author, "role")
            need(plan.published, "not published")
            need(not plan.carried_out, "carried out")
        elif action == "withdraw":
            need(author, "role")
            need(plan.review != "draft", "draft")
            need(not plan.carried_out, "carried out")
            need(not plan.withdrawn, "withdrawn")
            need(comment.strip(), "a reason is needed")
        elif action == "rank":
            need(self.may_rank(actor, plan), "role")
            need(plan.funding, "no funding request")
            need(not plan.withdrawn, "withdrawn")
            need(plan.review in ("reported", "approved"), "review")
        elif action == "copy":
            need(actor.is_operator or actor.is_administrator, "role")
        elif action in ("approve", "support", "pass", "return", "refuse"):
            if plan.review != "reported":
                return why + ["review"]
            level, office = self.desk_of_plan(plan)
            need(self.decides(actor, office, plan.author), "role")
            need(not plan.withdrawn, "withdrawn")
            asks_institute = level == "institute" and plan.kind == "annual" and plan.funding
            need(action not in ("support", "pass") or asks_institute, "no funding to decide on here")
            need(action != "approve" or not asks_institute, "support or pass")
        else:
            why.append("unknown action")
        return why

    def may_rank(self, actor, plan):
        own = self.office("institute", plan.unit)
        office = own
        if not own or not self.academy.is_filled(own, {plan.author}):
            office = self.academy.filled_or_superior(("academy_admin", self.academy.root), plan.unit, {plan.author})
        # No verdict: the author who holds the office may.
        return actor.is_operator or (actor.role, actor.unit) == office or (
            actor.employee == plan.author and (actor.role, actor.unit) == own)

    def rank_plan(self, plan, rank):
        institute = self.academy.institute_of(plan.unit) or plan.unit
        rivals = [each for each in self.plans.values() if each is not plan and each.year == plan.year and each.funding
                  and each.review not in ("draft", "refused", "deleted") and not each.withdrawn
                  and institute in self.academy.upwards(each.unit)]
        if any(each.rank == rank for each in rivals):
            for each in rivals:
                if each.rank is not None and each.rank >= rank:
                    each.rank += 1
        plan.rank = rank

    def take_plan(self, actor, plan, action, comment="", changes=None, support="", rank=0):
        """Requires: plan_reasons() is empty."""
        if action == "edit":
            self.change_plan(plan, changes)
            if plan.review == "approved" and self.route(dataclasses.replace(plan, submitted_as=actor.role or "class_admin")):
                self.submit_plan(actor, plan)  # somebody whose own would need approval: a new submission
        elif action == "delete":
            plan.review = "deleted"
            if plan.cls:
                self.classes[plan.cls].state = "deleted"
        elif action == "submit":
            self.submit_plan(actor, plan)
        elif action in ("publish", "unpublish"):
            plan.published = action == "publish"
        elif action == "withdraw":
            plan.withdrawn, plan.reason = True, comment
        elif action in ("approve", "support", "pass", "return", "refuse"):
            self.judge_plan(plan, action, support)
        elif action == "rank":
            self.rank_plan(plan, rank)

    def submit_plan(self, actor, plan):
        plan.author = actor.employee
        plan.submitted_as = actor.role or "class_admin"
        plan.stop = 0
        plan.review = "reported" if self.route(plan) else "approved"

    def judge_plan(self, plan, action, support):
        levels = self.route(plan)
        stop, office = self.waits_at(levels, plan.stop, plan.unit, plan.author)
        labels = {"approve": "审批通过", "support": "同意支持并上报", "pass": "审批通过但不支持", "return": "驳回修改",
                  "refuse": "审批未通过"}
        plan.verdicts.pop(office[1], None)
        plan.verdicts[office[1]] = labels[action]
        if action in ("return", "refuse"):
            plan.review = {"return": "returned", "refuse": "refused"}[action]
            return
        if action == "pass":
            plan.funding, plan.excellence, plan.rank = False, excellence_words(plan.year)[0], None
        if stop + 1 < len(levels):
            plan.stop = stop + 1
            return
        plan.review = "approved"
        if levels[stop] == "academy":
            plan.support = support or plan.support or self.default_support(plan)

    @staticmethod
    def default_support(plan):
        if not plan.funding:
            return "普通项目"
        return "精品项目" if is_excellent(plan) else "普通资助项目"

    @staticmethod
    def changed(plan, changes):
        changed = dataclasses.replace(plan, figures=dataclasses.replace(plan.figures))
        for name, value in (changes or {}).items():
            setattr(changed.figures if hasattr(changed.figures, name) else changed, name, value)
        return changed

    def change_plan(self, plan, changes):
        year = self.year_with(plan, changes)
        for name, value in changes.items():
            setattr(plan.figures if hasattr(plan.figures, name) else plan, name, value)
        if year != plan.year:
            plan.year = year
            if "excellence" not in changes and plan.excellence not in excellence_words(year):
                plan.excellence = excellence_words(year)[0]
        if not plan.funding:
            plan.rank = None
        one = self.classes.get(plan.cls)
        if one and not one.touched and one.state == "open":
            one.figures, one.seconds, one.category = self.figures_for(one, plan), plan.seconds, plan.category
            one.year = plan.year
        self.make_class(plan)

    @staticmethod
    def figures_for(one, plan):
        """What a class has from its plan: one without a month any more leaves it where it is."""
        return dataclasses.replace(plan.figures, start=plan.figures.start or one.figures.start)

    def create_plan_reasons(self, actor, plan):
        why = self.gone(actor) + ([] if self.acts_as_author(actor, plan.unit) else ["role"])
        return why + ([] if self.editable_year(plan) else ["year"])

    def add_plan(self, plan):
        self.plans[plan.number] = plan
        self.make_class(plan)

    def make_class(self, plan):
        """From its creation on, or from when a draft has a month."""
        if plan.project and plan.figures.start and not plan.cls:
            plan.cls = plan.number
            self.classes[plan.cls] = Class(plan.cls, plan.unit, plan.year, dataclasses.replace(plan.figures), plan.seconds,
                                           plan=plan.number, category=plan.category)

    def copy_of(self, actor, plan, number):
        year = self.today.year + (1 if plan.kind == "annual" else 0)
        start = plan.figures.start and plan.figures.start.replace(year=plan.figures.start.year + year - plan.year)
        known = excellence_words(year)
        return Plan(number, actor.unit or plan.unit, plan.kind, year, dataclasses.replace(plan.figures, start=start), plan.seconds,
                    project=plan.project, funding=plan.funding,
                    excellence=plan.excellence if plan.excellence in known else known[0], material=plan.material,
                    technical=plan.technical, category=plan.category, title=plan.title)

    # Classes.

    def plan_of(self, one):
        return self.plans.get(one.plan)

    def approved_figures(self, one):
        plan = self.plan_of(one)
        return plan.figures if plan else one.figures

    def levels_of_change(self, one):
        """The plan's route; where that is empty the next superior; the academy itself has none."""
        plan = self.plan_of(one)
        levels = self.route(plan)
        return levels or ([] if self.academy.level(one.unit) == "academy" else ["academy"])

    def desk_of_change(self, one):
        levels = self.levels_of_change(one)
        stop, office = self.waits_at(levels, one.stop, one.unit, one.author)
        return stop, office

    def carry_out_reasons(self, one):
        plan, why = self.plan_of(one), []
        if (plan.year if plan else one.year) != self.today.year:
            why.append("year")
        if plan:
            why += [] if plan.review == "approved" else ["not approved"]
            why += [] if plan.published else ["not published"]
            why += ["withdrawn"] if plan.withdrawn else []
        return why

    def is_withdrawn(self, one):
        plan = self.plan_of(one)
        return bool(plan and plan.withdrawn)

    def class_reasons(self, actor, one, action, people=(), changes=None):
        """For an action over several people: what stands in the way of any of them."""
        enrolling = action == "enrol" and actor.role == "learner"
        if not enrolling and not self.academy.sees(actor, one.unit):
            return ["not in reach"]
        if one.state == "deleted":
            return ["not there"]
        why = self.gone(actor)
        why += [] if action not in ("edit", "implement") or self.fits_year(one, changes) else ["category"]

        def need(holds, reason):
            if not holds:
                why.append(reason)

        if action == "enrol":
            return self.enrol_reasons(actor, one, people)
        if action in ("approve-change", "return-change", "refuse-change"):
            if one.state != "asked":
                return why + ["nothing to decide"]
            stop, office = self.desk_of_change(one)
            need(self.decides(actor, office, one.author), "role")
            if action == "approve-change":
                need(not self.is_withdrawn(one), "withdrawn")
                if stop + 1 == len(self.levels_of_change(one)):
                    why += self.carry_out_reasons(one)
            return why
        superiors = action == "confirm" and self.is_above_class(actor, one)
        need(self.acts_as_author(actor, one.unit) or superiors, "role")
        need(action not in ("edit", "outcome") or changes is None or changes, "nothing to change")
        if action == "edit":
            need(one.state == "open", "state")
            need(not self.is_withdrawn(one), "withdrawn")
        elif action == "implement":
            need(one.state == "open", "state")
            need(one.complete or (changes or {}).get("complete"), "columns not filled in")
            why += self.carry_out_reasons(one)
        elif action == "outcome":
            need(one.state == "carried_out", "state")
        elif action in ("add-attendee", "remove-attendee", "confirm", "approve-enrolment", "refuse-enrolment"):
            need(people, "nobody named")
            if action in ("add-attendee", "confirm", "approve-enrolment"):
                need(not self.is_withdrawn(one), "withdrawn")
            if action == "confirm":
                need(actor.is_operator or actor.employee not in people, "own")
            fitting = {"add-attendee": (None, "refused", "enrolled"), "remove-attendee": ("listed", "confirmed", "enrolled"),
                       "confirm": ("listed", "confirmed"), "approve-enrolment": ("enrolled",),
                       "refuse-enrolment": ("enrolled",)}[action]
            need(all(self.standing(one, employee) in fitting for employee in people), "standing")
            need(all(employee in self.academy.people for employee in people), "unknown person")
        else:
            why.append("unknown action")
        return why

    def is_above_class(self, actor, one):
        """Who confirms beside the class's own administrators: the institute's, the academy's."""
        return any(office and self.academy.filled_or_superior(office, one.unit, ()) == (actor.role, actor.unit)
                   for office in (self.office("institute", one.unit), self.office("academy", one.unit)))

    @staticmethod
    def standing(one, employee):
        return one.roster[employee].standing if employee in one.roster else None

    def enrol_reasons(self, actor, one, people):
        if len(people) != 1 or people[0] not in self.academy.people:
            return ["who?"]
        employee, why = people[0], self.gone(actor)
        if not actor.is_operator and not (actor.role == "learner" and actor.employee == employee):
            why.append("role")
        own, of_class = (self.academy.institute_of(unit) for unit in (self.academy.people[employee], one.unit))
        same = own == of_class if own or of_class else self.academy.people[employee] == one.unit
        if one.visibility not in ("全院公开", "对外公开") and not (one.visibility == "本单位公开" and same):
            why.append("not visible")
        first, last = one.enrolment
        if not one.enrolment_open or first and self.today < first or last and self.today > last:
            why.append("enrolment is closed")
        if one.state == "carried_out":
            why.append("carried out")
        if self.is_withdrawn(one):
            why.append("withdrawn")
        if self.standing(one, employee) not in (None, "refused"):
            why.append("standing")
        return why

    def take_class(self, actor, one, action, people=(), changes=None, hours=None):
        """Requires: class_reasons() is empty."""
        if action in ("edit", "implement"):
            for name, value in (changes or {}).items():
                setattr(one.figures if hasattr(one.figures, name) else one, name, value)
            plan = self.plan_of(one)
            one.touched |= bool(plan) and (one.figures, one.seconds, one.category) != (
                self.figures_for(one, plan), plan.seconds, plan.category)
            one.touched |= bool(plan) and "complete" in (changes or {})  # place and contact come from the plan, too
        if action == "implement":
            plan = self.plan_of(one)
            moved = asks_for_approval(self.approved_figures(one), one.figures) if plan else []
            if moved and self.levels_of_change(one):
                one.state, one.author, one.stop = "asked", actor.employee, 0
            else:
                self.carry_out(one)
        elif action == "outcome":
            one.outcome = changes["outcome"]
        elif action.endswith("-change"):
            self.judge_change(one, action)
        for employee in people:
            self.take_attendee(one, employee, action, hours)

    def judge_change(self, one, action):
        stop, office = self.desk_of_change(one)
        one.verdicts.pop(office[1], None)
        one.verdicts[office[1]] = {"approve-change": "审批通过", "return-change": "驳回修改",
                                   "refuse-change": "审批未通过"}[action]
        if action == "approve-change":
            if stop + 1 < len(self.levels_of_change(one)):
                one.stop = stop + 1
            else:
                self.carry_out(one)
            return
        one.state = "open"
        if action == "refuse-change":
            approved = self.approved_figures(one)
            for name in asks_for_approval(approved, one.figures):
                setattr(one.figures, name, getattr(approved, name))

    def carry_out(self, one):
        one.state = "carried_out"
        if one.plan:
            self.plans[one.plan].carried_out = True
        for employee, attendee in one.roster.items():
            if attendee.standing == "confirmed":
                self.post(one, employee)

    def post(self, one, employee):
        """Posted once; later edits of the class do not re-post."""
        own = one.roster[employee].hours
        if one not in self.classes_of.setdefault(employee, []):
            self.classes_of[employee].append(one)
        one.posted.setdefault(employee, one.seconds if own is None else own)

    def take_attendee(self, one, employee, action, hours):
        if action == "add-attendee":
            one.roster[employee] = Attendee(hours)
        elif action == "enrol":
            one.roster[employee] = Attendee(None, "enrolled" if one.enrolment_reviewed else "listed")
        elif action == "approve-enrolment":
            one.roster[employee].standing = "listed"
        elif action == "refuse-enrolment":
            one.roster[employee].standing = "refused"
        elif action == "remove-attendee":
            del one.roster[employee]
            one.posted.pop(employee, None)
        elif action == "confirm":
            attendee = one.roster[employee]
            attendee.standing = "confirmed"
            if hours is not None:
                attendee.hours = hours
            if one.state == "carried_out":
                self.post(one, employee)
                if hours is not None:
                    one.posted[employee] = hours

    # Learning records and people.

    def upkeep_offices(self, employee):
        """Institute and department administrators above somebody; the academy's where none of them is filled by others."""
        unit = self.academy.people[employee]
        offices = [(role, code) for code in self.academy.upwards(unit) for role in ("department_admin", "institute_admin")]
        filled = [office for office in offices if self.academy.is_filled(office, {employee})]
        return offices, filled or [("academy_admin", self.academy.root)]

    def decides_on_learner(self, actor, employee):
        _, filled = self.upkeep_offices(employee)
        return actor.is_operator or actor.employee != employee and (actor.role, actor.unit) in filled

    def corrects(self, actor, record):
        """An office that nobody but the author and the learner holds goes to the next superior; the author may, too."""
        offices, _ = self.upkeep_offices(record.employee)
        parties = {record.employee, record.author}
        filled = [office for office in offices if self.academy.is_filled(office, parties)] or [("academy_admin", self.academy.root)]
        seat = (actor.role, actor.unit)
        own = actor.employee == record.author and seat in offices
        return actor.is_operator or actor.employee != record.employee and (own or seat in filled)

    def keeps(self, actor, employee):
        """Upkeep is no verdict: who holds an office above themselves keeps their own row too."""
        offices, filled = self.upkeep_offices(employee)
        own = actor.employee == employee and (actor.role, actor.unit) in offices
        return actor.is_operator or own or (actor.role, actor.unit) in filled

    def create_record_reasons(self, actor, record):
        if record.source == "在线学习":
            return ["courses of the platform are not entered"]
        own = actor.role == "learner" and actor.employee == record.employee
        return self.gone(actor) + ([] if own or self.keeps(actor, record.employee) else ["role"])

    def add_record(self, actor, record):
        record.status = "pending" if actor.employee == record.employee else "approved"
        record.author = actor.employee
        self.keep_record(record)

    def keep_record(self, record):
        self.records[f"{record.employee}/{record.number}"] = record
        self.records_of.setdefault(record.employee, []).append(record)

    def hours_of(self, employee, year):
        """What counts for somebody: number → seconds."""
        counted = {record.number: record.seconds for record in self.records_of.get(employee, ())
                   if record.year == year and record.status == "approved"}
        return counted | {one.number: one.posted[employee] for one in self.classes_of.get(employee, ())
                          if one.year == year and employee in one.posted}

    def record_reasons(self, actor, record, action, comment=""):
        if record.status == "deleted":
            return ["not there"]
        if action == "submit":
            own = actor.is_operator or actor.role == "learner" and actor.employee == record.employee
            return (self.gone(actor) + ([] if own else ["role"]) + self.source_reasons(record) +
                    ([] if record.status in ("pending", "returned") else ["status"]))
        if action in ("approve", "return", "refuse"):
            may = self.decides_on_learner(actor, record.employee)
            return self.gone(actor) + ([] if may else ["role"]) + ([] if record.status == "pending" else ["status"])
        own = actor.role == "learner" and actor.employee == record.employee
        if action == "correct":
            may = own and record.status == "approved" or self.corrects(actor, record)
            return (self.gone(actor) + ([] if may else ["role"]) + self.source_reasons(record) +
                    ([] if record.status in ("pending", "approved") else ["status"]))
        if action == "void":
            may = self.corrects(actor, record)
            return (self.gone(actor) + ([] if may else ["role"]) + self.source_reasons(record) +
                    ([] if record.status == "approved" else ["status"]) + ([] if comment.strip() else ["comment"]))
        if action == "delete":
            return (self.gone(actor) + ([] if own or actor.is_operator else ["role"]) +
                    ([] if record.status in ("pending", "returned", "refused") else ["status"]))
        return ["unknown action"]

    @staticmethod
    def source_reasons(record):
        return ["courses of the platform are put right there"] if record.source == "在线学习" else []

    def take_record(self, actor, record, action, changes=None):
        if action == "correct":
            if actor.employee == record.employee:
                record.status, record.author = "pending", actor.employee
        else:
            record.status = {"submit": "pending", "approve": "approved", "return": "returned", "refuse": "refused",
                             "void": "voided", "delete": "deleted"}[action]
        for name, value in (changes or {}).items():
            setattr(record, name, value)

    def person_reasons(self, actor, person, action, changes):
        """`changes`: what of them becomes what; "days": 入职 and 离职."""
        if action != "edit":
            return ["unknown action"]
        may = self.decides_on_learner(actor, person.employee)
        return (self.gone(actor) + ([] if may else ["role"]) + ([] if changes else ["nothing to change"]) +
                self.days_reasons(person, changes))

    def days_reasons(self, person, changes):
        days = changes.get("days")
        fit = days is None or with_days(self.academy.spells_of(person.employee), *days) is not None
        return [] if fit else ["left before hired"]

    def take_person(self, person, changes):
        for name, value in changes.items():
            if name == "days":
                self.academy.spells[person.employee] = with_days(self.academy.spells_of(person.employee), *value)
            else:
                setattr(person, name, value)

    # Files (D17).

    IMPORTERS = {"plans": ADMINISTRATORS, "classes": ADMINISTRATORS, "attendees": ADMINISTRATORS,
                 "learning": ("learner",) + ADMINISTRATORS[1:], "people": ADMINISTRATORS[1:]}

    def import_reasons(self, actor, kind):
        may = actor.is_operator or actor.role in self.IMPORTERS[kind]
        return self.gone(actor) + ([] if may else ["role"])

    @staticmethod
    def places(actor):
        """Who brings old data as it stands."""
        return actor.is_operator or actor.role == "academy_admin"

    def import_plan_reasons(self, actor, plan, changes=None):
        """A new plan, or changes of one that is there."""
        why = self.import_reasons(actor, "plans")
        if not self.academy.sees(actor, plan.unit):
            return why + ["not in reach"]
        if self.changed(plan, changes).category not in categories(self.year_with(plan, changes)):
            why.append("category")  # a file says every word of a row, and each must be one of its year
        if changes is not None:
            return why + (self.plan_reasons(actor, plan, "edit", changes=changes) if changes else [])
        if self.places(actor):
            return why
        return why + self.create_plan_reasons(actor, plan) + ([] if plan.review == "draft" else ["placed"])

    def import_class_reasons(self, actor, one, changes):
        why = self.import_reasons(actor, "classes")
        if not self.academy.sees(actor, one.unit):
            return why + ["not in reach"]
        if one.category not in categories(one.year):
            why.append("category")
        return why + (self.class_reasons(actor, one, "edit", changes=changes) if changes else [])

    def import_attendee_reasons(self, actor, one, employee):
        """Somebody who is not on the roster yet, or other hours of somebody who is confirmed."""
        why = self.import_reasons(actor, "attendees")
        if not self.academy.sees(actor, one.unit):
            return why + ["not in reach"]
        if self.standing(one, employee) == "confirmed":
            return why + self.class_reasons(actor, one, "confirm", (employee,))
        return why + self.class_reasons(actor, one, "add-attendee", (employee,))

    def import_record_reasons(self, actor, record, changes=None):
        """A new record, or changes of one that is there: one's own as its learner."""
        why = self.import_reasons(actor, "learning")
        own = actor.employee == record.employee
        if not (own and actor.role == "learner") and not self.academy.sees(actor, self.academy.people[record.employee]):
            return why + ["not in reach"]
        if changes is None:
            return why + ([] if self.places(actor) else self.create_record_reasons(actor, record))
        return why + (self.how_changed(actor, record)[1] if changes else [])

    def how_changed(self, actor, record):
        """(act, what stands in its way): the first that may be taken."""
        if actor.employee == record.employee:
            actor = Actor(actor.employee, "learner", self.academy.people[actor.employee])
        ways = [(act, self.record_reasons(actor, record, act)) for act in ("correct", "submit")]
        return next((way for way in ways if not way[1]), ways[0])

    def import_person_reasons(self, actor, person, changes):
        why = self.import_reasons(actor, "people") + self.days_reasons(person, changes)
        return why + ([] if self.academy.sees(actor, self.academy.people[person.employee]) else ["not in reach"])
