"""Asks for random actors, items and actions whether they may – allowed exactly where the reference model allows it.

    isolation.py [--seed N] [--triples N] [--actions N] --program DRIVER [--db sqlite|postgresql]

A walk of --actions leaves an academy in the middle of its life; then --triples (actor, item, action) are drawn and asked for
without doing them, one in seven as a row of a file that is imported for a try: an item of every kind of state equally often; anybody, who holds a role at the item's unit or above, in
whose way least stands; anything, what could be done just now, what one reason alone stands in the way of. At the end nothing
has changed: every item is where it was, and the audit trail has no row more. The last line is `N passed, N failed`.
"""

import argparse
import collections
import sys
import time

import walk
from driver import Driver, scratch_database
from lifecycle import Actor

SUBJECTS = {"plan": 5, "class": 5, "learning": 3, "person": 1}


class Triples(walk.Walk):
    def items(self, subject):
        world = self.world
        return {"plan": world.plans, "class": world.classes, "learning": world.records, "person": world.people}[subject]

    def unit_of(self, subject, item):
        return item.unit if subject in ("plan", "class") else self.world.academy.people[item.employee]

    def state_of(self, subject, item):
        """What tells items apart for the rules; those that are alike are drawn as one."""
        world = self.world
        if subject == "learning":
            return item.status
        if subject == "person":
            return world.academy.level(world.academy.people[item.employee])
        plan = item if subject == "plan" else world.plan_of(item)
        state = plan and (plan.review, plan.published, plan.carried_out, plan.withdrawn, plan.kind,
                          max(-1, min(plan.year - world.today.year, 1)))
        if subject == "class":
            return item.state, state, item.year == world.today.year, item.enrolment_open, item.visibility
        return state, plan.funding, plan.review == "reported" and world.desk_of_plan(plan)[0]

    def group(self):
        """subject: lists of numbers of like items"""
        self.groups = {}
        for subject in SUBJECTS:
            alike = collections.defaultdict(list)
            for number, item in self.items(subject).items():
                if walk.VIEWS[subject](self.world, number) is not None or self.rng.random() < 0.02:  # few that are gone
                    alike[self.state_of(subject, item)].append(number)
            self.groups[subject] = list(alike.values())

    def somebody(self, unit):
        rng, academy = self.rng, self.world.academy
        near = [Actor(*grant) for grant in academy.grants if grant[2] in academy.upwards(unit)]
        if near and rng.random() < 0.5:
            return rng.choice(near)
        if rng.random() < 0.02:
            return Actor()
        if rng.random() < 0.3:
            employee = rng.choice(sorted(academy.people))
            return Actor(employee, "learner", academy.people[employee])
        return Actor(*rng.choice(academy.grants))

    def draw(self):
        """(actor, subject, number, action, fields, reasons of the model)"""
        rng, world = self.rng, self.world
        subject = rng.choices(list(SUBJECTS), SUBJECTS.values())[0]
        items = self.items(subject)
        number = rng.choice(rng.choice(self.groups[subject]))
        item, actor = items[number], self.somebody(self.unit_of(subject, items[number]))
        wishes = {"plan": walk.PLAN_ACTIONS, "class": walk.CLASS_ACTIONS, "learning": walk.RECORD_ACTIONS, "person": {"edit": 1}}[subject]
        people = {action: self.people_for(actor, item, action) for action in wishes}
        fields = {action: [("员工编号", ",".join(people[action]))] if people[action] else [] for action in wishes}
        changes = {action: None for action in wishes}
        if subject == "person":
            fields["edit"], changes["edit"] = [("是否有学时要求", "否")], {"required": False}
        else:
            fields |= {"edit": [("天数", "1")], "outcome": [("培训成效", "良好")], "rank": [("排位", "1")]}
        if subject == "class" and rng.random() < 0.5:
            changes["implement"] = {"headcount": item.figures.headcount + 100}
            fields["implement"] = [("计划参加人数", str(item.figures.headcount + 100))]

        def reasons(who, action):
            if subject == "plan":
                return world.plan_reasons(who, item, action, "另行安排", changes[action])
            if subject == "class":
                return world.class_reasons(who, item, action, people[action], changes[action])
            if subject == "learning":
                return world.record_reasons(who, item, action, "另行安排")
            return world.person_reasons(who, item, action, changes[action])

        action = self.proposer.sensible(wishes, lambda each: reasons(Actor(), each))
        if rng.random() < 0.5:
            actor = self.proposer.fitting(lambda who: reasons(who, action))
        return actor, subject, number, action, fields[action], reasons(actor, action)

    def people_for(self, actor, one, action):
        if action not in walk.PEOPLE_ACTIONS:
            return ()
        if actor.role == "learner" and self.rng.random() < 0.7:
            return (actor.employee,)
        there = sorted(one.roster) if one.roster and self.rng.random() < 0.6 else sorted(self.world.academy.people)
        return (self.rng.choice(there),)

    def ask_for_file(self, number, answers):
        """A row of a file, imported for a try; whoever may not import that kind at all is refused in the trail."""
        step = self.proposer.file()
        if step.action != "import":
            return False
        answer = self.send_file(step, dry_run=True)
        answers[answer["ok"]] += 1
        self.refused_at_the_door += "blockers" in answer and "has left" not in step.reasons
        self.check(answer["ok"] == (not step.reasons), f"triple {number}: {walk.as_text(step.actor) or 'operator'} {step.fields}",
                   f"model:  {step.reasons or 'may'}", f"engine: {answer.get('blockers') or answer['findings'] or 'may'}",
                   f"item:   {self.item(step)}")
        return True

    def ask(self, count):
        answers = collections.Counter()
        self.refused_at_the_door = 0
        for number in range(1, count + 1):
            if self.rng.random() < 0.15 and self.ask_for_file(number, answers):
                continue
            actor, subject, item, action, fields, reasons = self.draw()
            request = {"do": "ask", "as": walk.as_text(actor), "now": self.moment(), "subject": subject, "ids": [item],
                       "action": action, "fields": fields, "comment": "另行安排"}
            answer = self.driver.ask(**request)
            answers[answer["ok"]] += 1
            self.check(answer["ok"] == (not reasons),
                       f"triple {number}: {request['as'] or 'operator'} {subject} {item} {action} {fields}",
                       f"model:  {reasons or 'may'}", f"engine: {answer['blockers'] or 'may'}", f"item:   {self.items(subject)[item]}")
        return answers


def main():
    parser = argparse.ArgumentParser(description="Random (actor, item, action) triples against the reference model.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--triples", type=int, default=20_000)
    parser.add_argument("--actions", type=int, default=3000)
    parser.add_argument("--program", required=True)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()

    started = time.monotonic()
    with scratch_database(options.db) as url:
        triples = Triples(options.seed, Driver(options.program, url))
        triples.begin()
        triples.run(options.actions)
        triples.proposer = walk.Proposer(triples.rng, triples.world)
        triples.group()
        rows = triples.driver.ask(do="verify", **{"as": ""})["rows"]
        answers = triples.ask(options.triples)
        triples.check(triples.finish() == rows + triples.refused_at_the_door, "asking wrote to the audit trail")
        triples.driver.close()
    print(f"{options.db}, seed {options.seed}: {options.triples} triples, {answers[True]} allowed, {answers[False]} refused, "
          f"{time.monotonic() - started:.0f} s")
    print(f"{triples.passed} passed, {triples.failed} failed")
    sys.exit(1 if triples.failed else 0)


if __name__ == "__main__":
    main()
