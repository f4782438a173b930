"""Compares `xueshi policy test` with the second implementation of the language, person by person.

    policy_compare.py --program XUESHI [--count N] [--seed S] [--people K] [--without FEATURE,…] [--policy NUMBER]
                      [--keep DIR]

Writes random policies with K people each (policy_grammar.py) into a folder, runs the program once a policy and compares
everything that it got with the reference, exactly. A difference is shown with its policy and as few records as still
show it. The last line is `N passed, N failed`, one for each person; the exit code is 1 where anything differs.
"""

import argparse
import contextlib
import json
import pathlib
import subprocess
import sys
import tempfile

import policy_grammar
import policy_language

SHOWN = 5  # differences printed in full
KEYS = ["met", "open", "exempt", "requirement", "total", "effective", "missing"]
TIMEOUT = 60


# ---- what the program says ------------------------------------------------------------------------------------------

def amount(value):
    """Seconds: an integer is seconds, a text `1小时0分30秒` or `12.5` is hours."""
    return value if isinstance(value, int) else policy_language.seconds_of(value)


def amounts(values):
    """What is 0 may be left out."""
    found = {name: amount(value or 0) for name, value in values.items()}
    return {name: seconds for name, seconds in found.items() if seconds}


def exact(got, name):
    """The program says hours with two places, and beside them every second."""
    return got.get(name + "_seconds", got[name])


def normal(got):
    result = {key: got.get(key) for key in KEYS}
    result["exempt"] = result["exempt"] or False
    result["total"] = amount(exact(got, "total"))
    return {**result, "effective": amounts(exact(got, "effective")), "missing": amounts(exact(got, "missing"))}


def said(answers, name):
    """What the program got for a case, or why there is nothing to compare."""
    if isinstance(answers, str):
        return answers
    if name not in answers:
        return "no answer for this case"
    try:
        return normal(answers[name]["got"])
    except (KeyError, TypeError, ValueError) as error:
        return f"cannot be read ({error}): {answers[name]}"


class Program:
    """Asks `policy test` about cases of one policy that lies in a folder with a home of its own."""

    def __init__(self, program, folder, texts):
        self.program, self.folder = program, folder
        (folder / "rules").mkdir(parents=True, exist_ok=True)
        (folder / "policy.yaml").write_text(texts[0], encoding="utf-8")
        (folder / "rules" / "2016.yaml").write_text(texts[-1], encoding="utf-8")

    def answers(self, cases, file="cases.yaml"):
        """{name: answer}, or a text that says why there are none."""
        (self.folder / file).write_text(policy_grammar.cases_text(cases), encoding="utf-8")
        command = [self.program, "--home", self.folder, "--json", "policy", "test", self.folder / "policy.yaml",
                   "--cases", self.folder / file]
        try:
            run = subprocess.run([str(part) for part in command], capture_output=True, timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            return f"no answer within {TIMEOUT} s"
        try:
            return {answer["name"]: answer for answer in json.loads(run.stdout)["cases"]}
        except (ValueError, KeyError, TypeError):
            words = (run.stderr + run.stdout).decode("utf-8", "replace").strip()
            return f"exit code {run.returncode}: {words[:2000]}"


# ---- how they differ ------------------------------------------------------------------------------------------------

def expected(policy, case):
    return normal(policy_language.judge_case(policy, policy_grammar.read(case), case["year"]))


def differences(policy, case, answers):
    right, got = expected(policy, case), said(answers, case["name"])
    if isinstance(got, str):
        return [got]
    found = [f"{key}: reference {spoken(right[key])}, program {spoken(got[key])}"
             for key in KEYS if right[key] != got[key]]
    if not found and answers[case["name"]].get("passed") is not True:
        found.append("passed: reference true, program false, although it got the same")
    return found


def spoken(value):
    """Seconds as people read them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {spoken(part)}" for name, part in sorted(value.items())) + "}"
    return policy_grammar.time_text(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


def smaller(case):
    """The case with one record or one word about the person less."""
    for number in range(len(case["records"])):
        yield {**case, "records": case["records"][:number] + case["records"][number + 1:]}
    for key in case.get("person", {}):
        yield {**case, "person": {name: value for name, value in case["person"].items() if name != key}}


def shrink(program, policy, case):
    """The smallest case found in which both still differ; each step asks about all that are one smaller."""
    while True:
        tries = [{**one, "name": f"{case['name']}-{number}", "expect": {"met": expected(policy, one)["met"]}}
                 for number, one in enumerate(smaller(case))]
        answers = program.answers(tries, "smaller.yaml") if tries else "nothing smaller"
        if isinstance(answers, str):
            return case
        found = next((one for one in tries if differences(policy, one, answers)), None)
        if found is None:
            return case
        case = found


def show(program, policy, texts, case, found):
    print(f"case {case['name']}", *found, sep="\n  ")
    small = shrink(program, policy, case)
    if small is not case:
        answers = program.answers([small], "smaller.yaml")
        print("as small as it shows:", *differences(policy, small, answers), sep="\n  ")
    print(*texts, sep="--- extends\n", end="")
    print(policy_grammar.cases_text([small]))


# ---- the run --------------------------------------------------------------------------------------------------------

def compare(options, folder):
    """(passed, failed)"""
    numbers = range(-(-options.count // options.people)) if options.policy is None else [options.policy]
    passed = failed = shown = 0
    for number in numbers:
        people = min(options.people, options.count - passed - failed)
        texts, policy, cases = policy_grammar.make(options.seed, number, people, options.without)
        program = Program(options.program, folder / str(number), texts)
        answers = program.answers(cases)
        wrong = [(case, found) for case in cases if (found := differences(policy, case, answers))]
        failed += len(wrong)
        passed += people - len(wrong)
        for case, found in wrong[:1] if isinstance(answers, str) else wrong:
            shown += 1
            if shown <= SHOWN:
                show(program, policy, texts, case, found)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description="Compares the engine's judgements with the second implementation.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=1000, help="of people, in all")
    parser.add_argument("--people", type=int, default=20, help="for each policy")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--policy", type=int, help="only the policy of that number")
    parser.add_argument("--without", type=policy_grammar.features, default=[],
                        help=f"keys to leave out: {', '.join(policy_grammar.FEATURES)}")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the files, which then stay")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = options.keep or pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        passed, failed = compare(options, folder)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
