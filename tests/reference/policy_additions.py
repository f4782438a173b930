"""More hours never turn 达标 into 未达标, and the order of the records changes no verdict.

    policy_additions.py --program XUESHI [--count N] [--seed S]

Random policies of the whole language (policy_grammar.py), random people; each gets one more record after another, put
anywhere among those there, and the program judges every step. At the end the records are shuffled and judged again. The
last line is `N passed, N failed`, one for each addition and each shuffle; the exit code is 1 where anything failed.
"""

import argparse
import copy
import pathlib
import random
import sys
import tempfile

import policy_compare
import policy_grammar

PEOPLE = 20  # for each policy
STEPS = 25  # records that each of them gets
SHOWN = 5  # failures printed in full
OF_ORDER = ["met", "open", "exempt", "requirement", "total", "effective", "missing"]


def chain(some, rng, name):
    """A person's cases, each with one record more than the one before, and the last one shuffled."""
    case = some.case(name)
    case["expect"] = {"met": True}
    cases = [case]
    for step in range(STEPS):
        case = copy.deepcopy(case)
        record = some.record(case["year"] - rng.choice([0, 0, 0, 1, 2]), case.get("day"))
        case["records"].insert(rng.randint(0, len(case["records"])), record)
        cases.append(case)
    shuffled = copy.deepcopy(case)
    rng.shuffle(shuffled["records"])
    cases.append(shuffled)
    return [{**one, "name": f"{name}-{number}"} for number, one in enumerate(cases)]


def failures(cases, answers):
    """[(what is wrong, the cases that show it)] of a person."""
    got = [policy_compare.said(answers, case["name"]) for case in cases]
    unsaid = [(words, [case]) for case, words in zip(cases, got) if isinstance(words, str)]
    if unsaid:
        return unsaid[:1]
    *steps, shuffled = got
    found = [("a record more, and 达标 became 未达标", cases[at:at + 2])
             for at, (before, after) in enumerate(zip(steps, steps[1:])) if before["met"] and not after["met"]]
    if any(steps[-1][key] != shuffled[key] for key in OF_ORDER):
        found.append(("another order, another verdict", cases[-2:]))
    return found


def met_in(answers, case):
    got = policy_compare.said(answers, case["name"])
    return not isinstance(got, str) and got["met"]


def try_policy(options, folder, number):
    """(texts, how often 未达标 became 达标, failures) of one policy."""
    texts, _, some = policy_grammar.drawn(f"additions-{options.seed}", number)
    rng = random.Random(f"{options.seed}/{number}")
    people = [chain(some, rng, f"{number}-{person}") for person in range(PEOPLE)]
    program = policy_compare.Program(options.program, folder / str(number), texts)
    answers = program.answers([case for cases in people for case in cases])
    turned = sum(not met_in(answers, before) and met_in(answers, after)
                 for cases in people for before, after in zip(cases, cases[1:-1]))
    return texts, turned, [failure for cases in people for failure in failures(cases, answers)]


def main():
    parser = argparse.ArgumentParser(description="Judges people who get one record after another.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=5000, help="of additions, in all")
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    tried = failed = met_by_it = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(-(-options.count // (PEOPLE * STEPS))):
            texts, turned, found = try_policy(options, pathlib.Path(folder), number)
            met_by_it += turned
            tried += PEOPLE * (STEPS + 1)
            for words, cases in found:
                failed += 1
                if failed <= SHOWN:
                    print(words, *texts, sep="\n--- policy\n")
                    print(policy_grammar.cases_text(cases))
    if not met_by_it:
        print("no addition made anybody 达标: nothing was tried")
        failed += 1
    print(f"{met_by_it} additions made somebody 达标")
    print(f"{tried - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
