"""Walks at random through the life of an academy, in the engine and in the reference model, and compares every step.

    walk.py [--seed N] [--actions N] --program DRIVER [--db sqlite|postgresql]

A random academy (random_academy.py) is imported; then random people do sensible and senseless things while six and a half years
pass. After every action: was it allowed exactly where lifecycle.py allows it, and is everything it touches in the state that
lifecycle.py says? At the end: is every item in the state that its audit trail leads to, does the audit trail hold, and do
everybody's hours add up? The same seed walks the same way. The last line is `N passed, N failed`.
"""

import argparse
import collections
import dataclasses
import datetime
import pathlib
import random
import sys
import tempfile
import time

import lifecycle
import random_academy
from driver import Driver, scratch_database
from lifecycle import Actor
from random_academy import decimal, yes

YEARS = 6.5  # ends in the middle of one
# How often each is wished for where it is possible: what leads on comes more often than what ends.
PLAN_ACTIONS = {"edit": 3, "delete": 1, "submit": 8, "publish": 8, "unpublish": 2, "withdraw": 1, "copy": 0.3, "approve": 12,
                "support": 8, "rank": 1, "pass": 3, "return": 3, "refuse": 1}
CLASS_ACTIONS = {"edit": 4, "implement": 12, "approve-change": 8, "return-change": 3, "refuse-change": 3, "outcome": 1,
                 "add-attendee": 3, "remove-attendee": 2, "confirm": 3, "enrol": 9, "approve-enrolment": 6,
                 "refuse-enrolment": 4}
PEOPLE_ACTIONS = ("add-attendee", "remove-attendee", "confirm", "enrol", "approve-enrolment", "refuse-enrolment")
RECORD_ACTIONS = {"submit": 2, "approve": 3, "return": 3, "refuse": 1, "correct": 3, "void": 0.5, "delete": 0.5}


@dataclasses.dataclass
class Step:
    """One thing that somebody tries: what the engine is asked, what the model says, and what then changes."""
    actor: Actor
    subject: str
    number: str
    action: str
    fields: list = dataclasses.field(default_factory=list)
    comment: str = ""
    reasons: list = dataclasses.field(default_factory=list)
    take: object = None  # called with the engine's answer where the model allows it
    look: list = dataclasses.field(default_factory=list)


def as_text(actor):
    if actor.is_operator:
        return ""
    return f"{actor.employee}:{actor.role}" if actor.role == "learner" else f"{actor.employee}:{actor.role}@{actor.unit}"


# --- what the model expects to be seen ----------------------------------------------------------------------------------

def plan_view(world, number):
    plan = world.plans[number]
    if plan.review == "deleted":
        return None
    return {"org": plan.unit, "year": plan.year, "kind": plan.kind, "review": plan.review,
            "publication": "published" if plan.published else "unpublished",
            "execution": "carried_out" if plan.carried_out else "not_carried_out",
            "withdrawal": "withdrawn" if plan.withdrawn else "standing", "funding": plan.funding,
            "excellence": plan.excellence, "support": plan.support, "rank": plan.rank,
            "reason": plan.reason, "month": plan.figures.start and f"{plan.figures.start:%Y-%m}",
            "headcount": plan.figures.headcount, "days": plan.figures.days, "budget": plan.figures.budget,
            "verdicts": [list(each) for each in plan.verdicts.items()]}


def class_view(world, number):
    one = world.classes.get(number)
    if one is None or one.state == "deleted":
        return None
    enrolments = {"enrolled": "waiting", "refused": "rejected"}
    roster = [[employee, a.hours, a.standing == "confirmed", enrolments.get(a.standing, "")]
              for employee, a in sorted(one.roster.items())]
    return {"state": one.state, "start": f"{one.figures.start}", "headcount": one.figures.headcount, "days": one.figures.days,
            "budget": one.figures.budget, "seconds": one.seconds, "outcome": one.outcome, "attendees": roster,
            "verdicts": [list(each) for each in one.verdicts.items()]}


def learning_view(world, number):
    record = world.records[number]
    if record.status == "deleted":
        return None
    return {"status": record.status, "source": record.source, "seconds": record.seconds, "title": record.title or "学习"}


def person_view(world, number):
    person = world.people[number]
    *earlier, (hired, left) = world.academy.spells_of(number)
    return {"required": person.required, "division": person.division, "hired": hired and f"{hired}", "left": left and f"{left}",
            "earlier": " ".join(f"{first}/{last}" for first, last in earlier)}


def hours_view(world, number):
    employee, year = number.split("/")
    return world.hours_of(employee, int(year))


VIEWS = {"plan": plan_view, "class": class_view, "learning": learning_view, "person": person_view, "hours": hours_view}


def as_the_model_says(subject, seen):
    """The engine's places in the words of the documents: at whose desk a reported plan lies is compared by itself."""
    if seen is None or subject == "hours":
        return seen
    seen = {key: value for key, value in seen.items() if key != "revision"}
    if subject == "plan" and seen["review"].startswith("at_"):
        seen["review"] = "reported"
    if subject == "class":
        execution = seen.pop("execution")
        seen["state"] = {"not_carried_out": "open", "carried_out": "carried_out"}.get(execution, "asked")
    if subject in ("learning", "person"):
        del seen["verdicts"]
    return seen


def desks(world, subject, number):
    """Offices whose verdict the item waits for, as the engine writes them."""
    offices = []
    if subject == "plan" and world.plans[number].review == "reported":
        offices = [world.desk_of_plan(world.plans[number])[1]]
    elif subject == "class" and world.classes[number].state == "asked":
        offices = [world.desk_of_change(world.classes[number])[1]]
    elif subject == "learning" and world.records[number].status == "pending":
        offices = world.upkeep_offices(world.records[number].employee)[1]
    return sorted(f"{random_academy.ROLES[role]}@{unit}" for role, unit in offices)


# --- what people try ----------------------------------------------------------------------------------------------------

class Proposer:
    def __init__(self, rng, world):
        self.rng, self.world = rng, world
        academy = world.academy
        self.administrators = [Actor(*grant) for grant in academy.grants]
        self.learners = [Actor(employee, "learner", unit) for employee, unit in sorted(academy.people.items())]
        self.last = None  # what was acted on last: life comes in bursts

    def anybody(self):
        return self.rng.choice((Actor(), self.rng.choice(self.learners), self.rng.choice(self.administrators),
                                self.rng.choice(self.administrators)))

    def fitting(self, reasons):
        """Somebody in whose way least stands, mostly; else anybody."""
        if self.rng.random() < 0.2:
            return self.anybody()
        if self.rng.random() < 0.03:
            return Actor()
        fewest = None
        for actor in self.rng.sample(self.administrators, len(self.administrators)):
            why = reasons(actor)
            if not why:
                return actor
            if "not in reach" not in why and (fewest is None or len(why) < len(fewest[1])):
                fewest = actor, why
        return fewest[0] if fewest else self.anybody()

    def sensible(self, wishes, reasons):
        """Mostly what would be possible for who holds every office, or what one reason alone stands in the way of."""
        why = {action: reasons(action) for action in wishes}
        wanted = self.rng.choices((0, 1, None), (70, 20, 10))[0]
        fitting = [action for action in wishes if wanted is None or len(why[action]) == wanted]
        if not fitting:
            return self.rng.choice(list(wishes))
        if wanted == 1:
            return self.rng.choice(fitting)
        return self.rng.choices(fitting, [wishes[action] for action in fitting])[0]

    def near(self, items, is_alive):
        """The key of the last one, of one that something can still be done to, or of any."""
        if self.last in items and self.rng.random() < 0.6:
            return self.last
        keys = list(items)
        for _ in range(60 if self.rng.random() < 0.8 else 1):
            if self.rng.random() < 0.7:  # a new one rather than an old one
                key = keys[-1 - min(int(self.rng.expovariate(1 / 150)), len(keys) - 1)]
            else:
                key = self.rng.choice(keys)
            if is_alive(items[key]):
                break
        return key

    def step(self):
        kind = self.rng.choices(("create", "plan", "class", "record", "new record", "person", "file"),
                                (8, 42, 34, 8, 5, 3, 8))[0]
        step = {"create": self.create_plan, "plan": self.plan, "class": self.one_class, "record": self.record,
                "new record": self.create_record, "person": self.person, "file": self.file}[kind]()
        self.last = step.number or None
        return step

    # Plans.

    def create_plan(self):
        rng, world = self.rng, self.world
        actor = self.anybody() if rng.random() < 0.2 else rng.choice(self.administrators)
        unit = actor.unit if actor.unit and rng.random() < 0.9 else rng.choice(sorted(world.academy.units))
        kind = rng.choice(("annual", "added"))
        year = world.today.year + (kind == "annual")
        plan = random_academy.random_plan(rng, unit, kind, year + rng.choice((-1, 1)) if rng.random() < 0.05 else year)
        random_academy.as_draft(rng, plan)
        step = Step(actor, "plan", "", "create", list(random_academy.plan_row(plan).items()),
                    reasons=world.create_plan_reasons(actor, plan))

        def take(answer):
            plan.number = answer["id"]
            world.add_plan(plan)
            step.look = [("plan", plan.number)] + [("class", plan.cls)] * bool(plan.cls)

        step.take = take
        return step

    def plan(self):
        rng, world = self.rng, self.world
        number = self.near(world.plans, lambda p: p.review not in ("deleted", "refused") and not p.carried_out
                           and (not p.withdrawn or rng.random() < 0.1) and not (p.published and p.year > world.today.year))
        plan = world.plans[number]
        if plan.published and plan.cls and rng.random() < 0.8:
            return self.one_class(plan.cls)
        action = self.sensible(PLAN_ACTIONS, lambda each: world.plan_reasons(Actor(), plan, each, "另行安排"))
        comment = rng.choice(("", "不再举办", "  ")) if rng.random() < 0.3 else "另行安排"
        changes, support, rank = self.plan_changes(plan) if action == "edit" else {}, "", rng.randint(1, 4)
        actor = self.fitting(lambda who: world.plan_reasons(who, plan, action, comment, changes))
        step = Step(actor, "plan", number, action, comment=comment,
                    reasons=world.plan_reasons(actor, plan, action, comment, changes),
                    look=[("plan", number)] + [("class", plan.cls)] * bool(plan.cls))
        if action == "edit":
            step.fields = [(heading, text(changes[name])) for name, (heading, text) in random_academy.PLAN_FIELDS.items()
                           if name in changes]
        elif action == "approve" and not step.reasons and world.desk_of_plan(plan)[0] == "academy" and rng.random() < 0.2:
            support = "精品项目"
            step.fields = [("资助程度", support)]
        elif action == "rank":
            step.fields = [("排位", str(rank))]

        def take(answer):
            world.take_plan(actor, plan, action, comment, changes, support, rank)
            if action == "copy":
                made = world.copy_of(actor, plan, answer["created"])
                world.add_plan(made)
                step.look += [("plan", made.number)]

        step.take = take
        return step

    def plan_changes(self, plan):
        rng = self.rng
        if rng.random() < 0.03:
            return {}
        wish = random_academy.random_plan(rng, plan.unit, plan.kind, plan.year)
        names = rng.sample(sorted(random_academy.PLAN_FIELDS), rng.randint(1, 4))
        if rng.random() < 0.5:  # put right what keeps it from being reported
            names, wish.funding, wish.excellence, wish.technical = ["category", "funding", "excellence", "technical"], False, "", False
            wish.excellence = lifecycle.excellence_words(plan.year)[0]
            names += [] if plan.figures.start else ["start"]
            names += [] if plan.kind else ["kind"]
        if not plan.kind or rng.random() < 0.03:  # chosen once
            wish.kind = rng.choice(("annual", "added"))
        if rng.random() < 0.05:
            wish.figures.start = None
        if rng.random() < 0.1:  # perhaps one that the year does not know
            wish.category = rng.choice(lifecycle.categories(plan.year + rng.choice((-1, 1))))
        return {name: getattr(wish.figures if hasattr(wish.figures, name) else wish, name) for name in names}

    # Classes.

    def is_hot(self, one):
        if one.state == "open":
            return not self.world.carry_out_reasons(one)
        return one.state == "asked" or one.state == "carried_out" and self.rng.random() < 0.1

    def one_class(self, number=None):
        rng, world = self.rng, self.world
        hot = self.is_hot if rng.random() < 0.7 else lambda each: each.state == "asked"
        number = number or self.near(world.classes, hot)
        one = world.classes[number]
        some = {action: self.people_for(one, action) for action in PEOPLE_ACTIONS}
        action = self.sensible(CLASS_ACTIONS, lambda each: world.class_reasons(Actor(), one, each, some.get(each, ())))
        people = some.get(action, ())
        if people and rng.random() < 0.05:
            people = ()
        fields, changes, hours = self.class_fields(one, action)
        if action == "enrol" and rng.random() < 0.8:
            actor = rng.choice(self.learners)
            people = (actor.employee,)
        else:
            actor = self.fitting(lambda who: world.class_reasons(who, one, action, people, changes))
        named = people
        if action == "confirm" and not people:  # everybody who is not confirmed yet
            people = tuple(sorted(employee for employee, a in one.roster.items() if a.standing == "listed"))
            if len(people) > 1:  # oneself is left out
                people = tuple(employee for employee in people if employee != actor.employee)
        if action == "enrol" and actor.role == "learner" and (not people or people == (actor.employee,) and rng.random() < 0.5):
            named, people = (), (actor.employee,)  # learners need not name themselves
        if named:
            fields.append(("员工编号", ",".join(named)))
        step = Step(actor, "class", number, action, fields, look=[("class", number)] + [("plan", one.plan)] * bool(one.plan),
                    reasons=world.class_reasons(actor, one, action, people, changes))
        step.look += [("hours", f"{employee}/{one.year}") for employee in people[:2] if employee in world.academy.people]
        step.take = lambda answer: world.take_class(actor, one, action, people, changes, hours)
        return step

    def people_for(self, one, action):
        rng = self.rng
        anybody = sorted(self.world.academy.people)
        wanted = {"remove-attendee": ("listed", "confirmed", "enrolled"), "confirm": ("listed", "confirmed")}.get(
            action, ("enrolled",))
        there = sorted(employee for employee, a in one.roster.items() if a.standing in wanted)
        if action in ("add-attendee", "enrol") or not there or rng.random() < 0.1:
            there = anybody
        people = tuple(rng.sample(there, min(len(there), 1 if action == "enrol" else rng.choice((1, 1, 1, 2, 3)))))
        if rng.random() < 0.02:
            people = ("9999",)
        return people

    def class_fields(self, one, action):
        """(fields, changes of the model, hours)"""
        rng = self.rng
        if action in ("outcome", "edit") and rng.random() < 0.03:
            return [], {}, None
        if action == "outcome":
            text = rng.choice(("收获很大", "效果良好"))
            return [("培训成效", text)], {"outcome": text}, None
        if action in ("add-attendee", "confirm") and rng.random() < 0.3:
            hours = 1800 * rng.randint(1, 10)
            return [("学时", decimal(hours, 3600))], {}, hours
        if action == "edit" or action == "implement" and rng.random() < 0.6:
            changes = self.class_changes(one)
            if not one.complete and rng.random() < 0.8:
                changes["complete"] = True
            return self.class_texts(changes), changes, None
        if action == "implement" and not one.complete and rng.random() < 0.8:
            changes = {"complete": True}
            return self.class_texts(changes), changes, None
        return [], {}, None

    def class_changes(self, one):
        rng, figures = self.rng, one.figures
        changes = {}
        if rng.random() < 0.05:
            changes["category"] = rng.choice(lifecycle.categories(one.year + rng.choice((-1, 0, 1))))
        if rng.random() < 0.5:
            changes["headcount"] = max(0, figures.headcount + rng.choice((-1, 0, 1, 1)))
        if rng.random() < 0.3:
            changes["days"] = max(0, figures.days + rng.choice((-500, -500, 0, 500)))
        if rng.random() < 0.3:
            changes["budget"] = max(0, figures.budget + rng.choice((-100_000, -100_000, 0, 100_000)))
        if rng.random() < 0.4:
            changes["start"] = figures.start.replace(day=rng.randint(1, 28))
        if rng.random() < 0.07:
            changes["start"] = datetime.date(one.year + rng.choice((0, 0, 0, 1)), rng.randint(1, 12), rng.randint(1, 28))
        if rng.random() < 0.6 or not changes:
            changes["visibility"] = rng.choice(("不公开", "本单位公开", "全院公开", "对外公开"))
            changes["enrolment_open"] = rng.random() < 0.8
            changes["enrolment_reviewed"] = rng.random() < 0.6
        if rng.random() < 0.1:
            first = self.world.today + datetime.timedelta(rng.randint(-40, 20))
            changes["enrolment"] = (first, first + datetime.timedelta(rng.randint(0, 40)))
        return changes

    @staticmethod
    def class_texts(changes):
        fields = [(heading, text(changes[name])) for name, (heading, text) in random_academy.FIGURES.items() if name in changes]
        if "category" in changes:
            fields.append(("培训类别", changes["category"]))
        if "complete" in changes:
            fields += [("具体地点", "第一会议室"), ("培训对象", "科研骨干"), ("培训目的", "提高能力"), ("联系人", "李某某")]
        if "start" in changes:
            fields += [("培训开始时间", f"{changes['start']}"), ("培训结束时间", f"{changes['start']}")]
        if "visibility" in changes:
            fields += [("培训公开范围", changes["visibility"]), ("是否允许报名", yes(changes["enrolment_open"])),
                       ("报名是否需要审批", yes(changes["enrolment_reviewed"]))]
        if "enrolment" in changes:
            fields += [("报名开始时间", f"{changes['enrolment'][0]}"), ("报名结束时间", f"{changes['enrolment'][1]}")]
        return fields

    # Learning records and people.

    def record_fields(self, record):
        return [("年度", str(record.year)), ("类别", record.source), ("培训名称", record.title),
                ("开始时间", f"{self.world.today:%Y-%m-%d}"), ("学时", decimal(record.seconds, 3600))]

    def random_record(self, employee):
        rng = self.rng
        source = "在线学习" if rng.random() < 0.05 else rng.choice(random_academy.SOURCES)
        return lifecycle.Record("", employee, self.world.today.year, source, 1800 * rng.randint(1, 16), self.world.today,
                                rng.choice(("外语", "编程", "写作")))

    def create_record(self):
        rng, world = self.rng, self.world
        record = self.random_record(rng.choice(sorted(world.academy.people)))
        actor = next(who for who in self.learners if who.employee == record.employee)
        if rng.random() < 0.5:
            actor = self.fitting(lambda who: world.create_record_reasons(who, record))
        step = Step(actor, "learning", "", "create", [("员工编号", record.employee)] + self.record_fields(record),
                    reasons=world.create_record_reasons(actor, record))

        def take(answer):
            record.number = answer["id"]
            world.add_record(actor, record)
            step.look = [("learning", f"{record.employee}/{record.number}")]

        step.take = take
        return step

    def record(self):
        rng, world = self.rng, self.world
        number = self.near(world.records, lambda r: r.status in ("pending", "returned") or rng.random() < 0.2)
        record = world.records[number]
        comment = "" if rng.random() < 0.1 else "重复填报"
        action = self.sensible(RECORD_ACTIONS, lambda each: world.record_reasons(Actor(), record, each, comment))
        actor = self.fitting(lambda who: world.record_reasons(who, record, action, comment))
        if action in ("submit", "delete") and rng.random() < 0.8 or action == "correct" and rng.random() < 0.4:
            actor = next(who for who in self.learners if who.employee == record.employee)
        changes = {}
        fields = []
        if action in ("submit", "correct") and rng.random() < 0.7:
            wish = dataclasses.replace(self.random_record(record.employee), year=record.year, source=record.source)
            changes, fields = {"seconds": wish.seconds, "title": wish.title}, [
                ("学时", decimal(wish.seconds, 3600)), ("培训名称", wish.title)]
        return Step(actor, "learning", number, action, fields, comment,
                    reasons=world.record_reasons(actor, record, action, comment),
                    look=[("learning", number), ("hours", f"{record.employee}/{record.year}")],
                    take=lambda answer: world.take_record(actor, record, action, changes))

    def person(self):
        rng, world = self.rng, self.world
        number = self.one_of_the_staff()
        person = world.people[number]
        changes = {name: rng.random() < 0.5 for name in ("required", "division") if rng.random() < 0.5}
        if rng.random() < 0.7:
            changes["days"] = self.days(number)
        actor = self.fitting(lambda who: world.person_reasons(who, person, "edit", changes))
        return Step(actor, "person", number, "edit", list(random_academy.person_fields(changes).items()),
                    reasons=world.person_reasons(actor, person, "edit", changes),
                    take=lambda answer: world.take_person(person, changes), look=[("person", number)])

    def one_of_the_staff(self):
        """A few of them more often than others: they come back again."""
        people = sorted(self.world.people)
        return self.rng.choice(people[:6] if self.rng.random() < 0.6 else people)

    def days(self, number):
        """入职 and 离职 as a row says them: who leaves, stays after all, comes back; days put right; spells of before."""
        rng, today = self.rng, self.world.today
        spells = self.world.academy.spells_of(number)
        *earlier, (hired, left) = spells
        lately = today - datetime.timedelta(rng.randint(0, 3))
        near = datetime.timedelta(rng.randint(-9, 9))
        wish = rng.choices(("right", "leave", "stay", "back", "before", "emptied"), (12, 12, 3, 40, 15, 1 if earlier else 0))[0]
        if wish == "right" and not earlier or hired is None:
            return datetime.date(rng.randint(2010, 2020), rng.randint(1, 9), 15), left
        if wish == "before" and earlier:
            at = rng.randrange(len(earlier))
            first, last = earlier[at]
            return rng.choice(((first, last), (first, None), (spells[at + 1][0], last), (first + near, last), (first, last + near),
                               (spells[at + 1][0], last + near), (spells[at + 1][0] + near, last)))
        if wish == "back" and left and left < today:
            return today - datetime.timedelta(rng.randrange((today - left).days)), rng.choice((left, None))
        if wish == "emptied":
            return None, left
        return hired, {"leave": lately, "stay": None}.get(wish, left)

    # Files: a row each, as somebody sends it in.

    def file(self):
        return self.rng.choice((self.file_of_plans, self.file_of_plans, self.file_of_classes, self.file_of_attendees,
                                self.file_of_attendees, self.file_of_learning, self.file_of_learning, self.file_of_people))()

    def new_number(self):
        self.world.files += 1
        return f"F{self.world.files:05}"

    def file_of_plans(self):
        rng, world = self.rng, self.world
        if rng.random() < 0.5:
            actor = self.anybody() if rng.random() < 0.2 else rng.choice(self.administrators)
            unit = actor.unit if actor.unit and rng.random() < 0.9 else rng.choice(sorted(world.academy.units))
            kind = rng.choice(("annual", "added"))
            year = world.today.year + (kind == "annual")
            plan = random_academy.random_plan(rng, unit, kind, year + rng.choice((-1, 1)) if rng.random() < 0.05 else year)
            plan.number = self.new_number()
            plan.review = "approved" if rng.random() < 0.15 and not world.gaps(plan) else "draft"
            if plan.review == "draft":
                random_academy.as_draft(rng, plan)
            row = {"计划编号": plan.number} | random_academy.plan_row(plan) | {"审批情况": random_academy.REVIEWS[plan.review]}
            step = Step(actor, "plan", "", "import", [("plans", row)], reasons=world.import_plan_reasons(actor, plan))

            def take(answer):
                world.add_plan(plan)
                step.look = [("plan", plan.number)] + [("class", plan.cls)] * bool(plan.cls)

            step.take = take
            return step
        number = self.near(world.plans, lambda p: p.review in ("draft", "returned", "approved") and not p.published)
        plan = world.plans[number]
        if plan.review == "deleted" or plan.unit not in world.academy.units:
            return self.file_of_learning()
        changes = {} if rng.random() < 0.05 else self.plan_changes(plan)
        changes = {name: value for name, value in changes.items()
                   if getattr(plan.figures if hasattr(plan.figures, name) else plan, name) != value}
        actor = self.fitting(lambda who: world.import_plan_reasons(who, plan, changes))
        if world.places(actor):
            return self.file_of_learning()
        wished = dataclasses.replace(plan, figures=dataclasses.replace(plan.figures))
        for name, value in changes.items():
            setattr(wished.figures if hasattr(plan.figures, name) else wished, name, value)
        wished.year = world.year_with(plan, changes)
        if wished.excellence not in lifecycle.excellence_words(wished.year):
            wished.excellence = lifecycle.excellence_words(wished.year)[0]
        row = {"计划编号": number} | random_academy.plan_row(wished)
        if rng.random() < 0.3:  # the first states ask for nothing
            row |= {"审批情况": "暂存", "发布状态": "未发布"}
        return Step(actor, "plan", number, "import", [("plans", row)],
                    reasons=world.import_plan_reasons(actor, plan, changes),
                    look=[("plan", number)] + [("class", plan.cls)] * bool(plan.cls),
                    take=lambda answer: changes and world.take_plan(actor, plan, "edit", "", changes))

    def file_of_classes(self):
        """Those that came by file, whose other columns are known."""
        rng, world = self.rng, self.world
        number = rng.choice([number for number in world.classes if number.startswith("C")])
        one = world.classes[number]
        changes = {name: value for name, value in self.class_changes(one).items() if rng.random() < 0.7
                   if name in random_academy.FIGURES and getattr(one.figures, name) != value}
        actor = self.fitting(lambda who: world.import_class_reasons(who, one, changes))
        if world.places(actor):
            return self.file_of_learning()
        wished = dataclasses.replace(one, figures=dataclasses.replace(one.figures, **changes))
        row = random_academy.class_row(wished) | {"培训类别": one.category}
        if rng.random() < 0.3:
            row["实施状态"] = "未实施"
        return Step(actor, "class", number, "import", [("classes", row)],
                    reasons=world.import_class_reasons(actor, one, changes), look=[("class", number)],
                    take=lambda answer: changes and world.take_class(actor, one, "edit", changes=changes))

    def file_of_attendees(self):
        rng, world = self.rng, self.world
        number = self.near(world.classes, lambda one: one.state == "open" or rng.random() < 0.3)
        one = world.classes[number]
        if one.state == "deleted":
            return self.file_of_learning()
        there = [employee for employee, a in one.roster.items() if a.standing == "confirmed"]
        new = sorted(set(world.academy.people) - set(one.roster))
        employee = rng.choice(sorted(there) if there and rng.random() < 0.4 or not new else new)
        hours = 1800 * rng.randint(1, 10) if employee in there or rng.random() < 0.3 else None
        if employee not in there and employee not in new or employee in there and one.roster[employee].hours == hours:
            return self.file_of_learning()
        actor = self.fitting(lambda who: world.import_attendee_reasons(who, one, employee))
        own = actor.employee == employee
        if world.places(actor) or own and employee in there:
            return self.file_of_learning()
        row = {"培训编号": number, "员工编号": employee, "学时": "" if hours is None else decimal(hours, 3600)}
        action = "confirm" if employee in there else "add-attendee"
        return Step(actor, "class", number, "import", [("attendees", row)],
                    reasons=world.import_attendee_reasons(actor, one, employee),
                    look=[("class", number), ("hours", f"{employee}/{one.year}")],
                    take=lambda answer: world.take_class(actor, one, action, (employee,), hours=hours))

    def file_of_learning(self):
        rng, world = self.rng, self.world
        if rng.random() < 0.5:
            record = self.random_record(rng.choice(sorted(world.academy.people)))
            record.number = self.new_number()
            actor = next(who for who in self.learners if who.employee == record.employee)
            if rng.random() < 0.6:
                actor = self.fitting(lambda who: world.import_record_reasons(who, record))
            own = actor.employee == record.employee
            given = "pending" if actor.role == "learner" or rng.random() < 0.3 else "approved"
            if record.source == "在线学习":
                given = "approved"  # what a file may say of them
            row = random_academy.learning_row(record) | {"审核状态": random_academy.STATUSES[given]}
            step = Step(actor, "learning", "", "import", [("learning", row)],
                        reasons=world.import_record_reasons(actor, record))

            def take(answer):
                record.status = "pending" if own else given
                world.keep_record(record)
                step.look = [("learning", f"{record.employee}/{record.number}"), ("hours", f"{record.employee}/{record.year}")]

            step.take = take
            return step
        number = self.near(world.records, lambda r: r.status in ("pending", "returned") or rng.random() < 0.3)
        record = world.records[number]
        if record.status == "deleted" or record.source == "在线学习" and record.status != "approved":  # a file cannot say that
            return self.create_record()
        changes = {"seconds": 1800 * rng.randint(1, 16), "title": rng.choice(("外语", "编程", "写作"))}
        changes = {name: value for name, value in changes.items()
                   if rng.random() < 0.8 and value != (getattr(record, name) or "学习")}
        actor = self.fitting(lambda who: world.import_record_reasons(who, record, changes))
        if rng.random() < 0.4:
            actor = next(who for who in self.learners if who.employee == record.employee)
        if world.places(actor) and actor.employee != record.employee:
            return self.create_record()
        row = random_academy.learning_row(dataclasses.replace(record, **changes))
        # The first state asks for nothing; some states a file cannot say.
        row["审核状态"] = "待审核" if rng.random() < 0.2 else random_academy.STATUSES.get(record.status, "待审核")
        if row["类别"] == "在线学习":
            row["审核状态"] = "审核通过"  # what a file may say of them
        act, _ = world.how_changed(actor, record)
        return Step(actor, "learning", number, "import", [("learning", row)],
                    reasons=world.import_record_reasons(actor, record, changes),
                    look=[("learning", number), ("hours", f"{record.employee}/{record.year}")],
                    take=lambda answer: changes and world.take_record(actor, record, act, changes))

    def file_of_people(self):
        rng, world = self.rng, self.world
        number = self.one_of_the_staff()
        person = world.people[number]
        changes = {name: rng.random() < 0.5 for name in ("required", "division")}
        if rng.random() < 0.6:
            changes["days"] = self.days(number)
        actor = self.fitting(lambda who: world.import_person_reasons(who, person, changes))
        row = {"员工编号": number, "姓名": f"学员{number}", "机构编码": world.academy.people[number]}
        row |= random_academy.person_fields(changes)

        def take(answer):
            if actor.employee != number:  # one's own stay as they are
                world.take_person(person, changes)

        return Step(actor, "person", number, "import", [("people", row)],
                    reasons=world.import_person_reasons(actor, person, changes), take=take, look=[("person", number)])


# --- the walk -----------------------------------------------------------------------------------------------------------

class Walk:
    SHOWN = 10

    def __init__(self, seed, driver):
        self.seed, self.rng, self.driver = seed, random.Random(seed), driver
        self.world, self.files = random_academy.make_world(self.rng)
        self.passed = self.failed = 0
        self.done = collections.Counter()
        self.refused = collections.Counter()
        self.now = datetime.datetime.combine(random_academy.FIRST_DAY, datetime.time(9))

    def check(self, holds, place, *views):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds and self.failed <= self.SHOWN:
            print(f"seed {self.seed}, {place}", *(f"    {view}" for view in views), sep="\n", flush=True)
        return holds

    def moment(self):
        return f"{self.now:%Y-%m-%dT%H:%M:%S}+08:00"

    def begin(self):
        with tempfile.TemporaryDirectory() as folder:
            random_academy.write(self.files, pathlib.Path(folder))
            answer = self.driver.ask(do="import", path=folder, now=self.moment())
        if not self.check(answer["ok"], "import", *answer["findings"]):
            sys.exit("the random academy was not imported")
        for subject, items in (("plan", self.world.plans), ("class", self.world.classes), ("learning", self.world.records)):
            self.compare([(subject, number) for number in items], "import")

    def compare(self, look, place, seen=None):
        if seen is None:
            seen = self.driver.ask(do="look", look=look)["seen"]
        same = True
        for (subject, number), there in zip(look, seen):
            expected, actual = VIEWS[subject](self.world, number), as_the_model_says(subject, there)
            same = self.check(expected == actual, f"{place}: {subject} {number}", f"model:  {expected}",
                              f"engine: {actual}") and same
        return same

    def take(self, number, step):
        request = {"do": "create" if step.action == "create" else "act", "as": as_text(step.actor), "now": self.moment(),
                   "subject": step.subject, "ids": [step.number], "action": step.action, "fields": step.fields,
                   "comment": step.comment, "look": step.look}
        answer = self.send_file(step) if step.action == "import" else self.driver.ask(**request)
        place = f"step {number}: {as_text(step.actor) or 'operator'} {step.subject} {step.number} {step.action} {step.fields}"
        self.check(answer["ok"] == (not step.reasons), place, f"model:  {step.reasons or 'may'}",
                   f"engine: {answer.get('blockers') or answer.get('findings') or 'may'}", f"item:   {self.item(step)}")
        (self.done if answer["ok"] else self.refused)[f"{step.subject} {step.action}"] += 1
        if not answer["ok"]:
            return self.compare(step.look, place, answer["seen"]) and not step.reasons == []
        if step.reasons:
            return False
        before = list(step.look)
        items = answer.get("items")
        step.take(items[0] if items else None)
        same = self.compare(before, place, answer["seen"])
        if len(step.look) > len(before):
            same = self.compare(step.look[len(before):], place) and same
        return same and (not items or self.compare_desks(place, step, items[0]))

    def send_file(self, step, dry_run=False):
        (kind, row), = step.fields
        with tempfile.TemporaryDirectory() as folder:
            random_academy.write({kind: [row]}, pathlib.Path(folder))
            return self.driver.ask(**{"do": "import", "as": as_text(step.actor), "now": self.moment(), "path": folder,
                                      "look": step.look, "dry_run": dry_run})

    def item(self, step):
        items = {"plan": self.world.plans, "class": self.world.classes, "learning": self.world.records,
                 "person": self.world.people}[step.subject]
        one = items.get(step.number)
        return (one, self.world.plans.get(one.plan)) if step.subject == "class" else one

    def compare_desks(self, place, step, result):
        number = step.number or step.look[0][1]
        plan = self.world.plans.get(number) if step.subject in ("plan", "class") else None
        if plan and (plan.withdrawn or plan.review == "deleted"):
            return True
        expected = desks(self.world, step.subject, number)
        actual = sorted(filter(None, result["waits_for"].split("、")))
        return self.check(expected == actual, f"{place}: waits for", f"model:  {expected}", f"engine: {actual}",
                          f"item:   {self.item(step)}")

    def run(self, actions):
        proposer = Proposer(self.rng, self.world)
        pause = datetime.timedelta(days=365 * YEARS) / max(actions, 1)
        for number in range(1, actions + 1):
            self.now += pause
            self.world.today = self.now.date()
            if not self.take(number, proposer.step()) and self.failed > self.SHOWN:
                print(f"stopped at step {number}: the two no longer agree")
                return

    def finish(self):
        """Everything once more: states, hours, and the audit trail that leads to them."""
        world = self.world
        for subject, items in (("plan", world.plans), ("class", world.classes), ("learning", world.records),
                               ("person", world.people)):
            self.compare([(subject, number) for number in items], "at the end")
            for number in items:
                if VIEWS[subject](world, number) is None:
                    continue
                answer = self.driver.ask(do="replay", subject=subject, ids=[number])
                self.check(answer["ok"] and answer["acts"] == answer["revision"], f"replay of {subject} {number}", answer)
        years = range(random_academy.FIRST_DAY.year, self.world.today.year + 1)
        self.compare([("hours", f"{employee}/{year}") for employee in world.people for year in years], "at the end")
        answer = self.driver.ask(**{"do": "verify", "as": ""})
        self.check(answer["ok"], "audit verify", *answer["problems"])
        return answer["rows"]


def main():
    parser = argparse.ArgumentParser(description="A random walk, compared with the reference model of the life cycles.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=2000)
    parser.add_argument("--program", required=True)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()

    started = time.monotonic()
    with scratch_database(options.db) as url:
        walk = Walk(options.seed, Driver(options.program, url))
        walk.begin()
        walk.run(options.actions)
        walked = time.monotonic() - started
        rows = walk.finish()
        walk.driver.close()
    if options.verbose:
        for name in sorted(walk.done | walk.refused):
            print(f"{walk.done[name]:7} done {walk.refused[name]:7} refused  {name}")
    print(f"{options.db}, seed {options.seed}: {sum(walk.done.values())} actions done, {sum(walk.refused.values())} refused, "
          f"{len(walk.world.plans)} plans, {sum(len(spells) > 2 for spells in walk.world.academy.spells.values())} people who came "
          f"back more than once, {rows} rows of the audit trail; {walked:.0f} s and "
          f"{time.monotonic() - started - walked:.0f} s for the end")
    print(f"{walk.passed} passed, {walk.failed} failed")
    sys.exit(1 if walk.failed else 0)


if __name__ == "__main__":
    main()
