"""The rules of the academy pass their own cases (rules/tests), and every number of theirs is held by one of them.

    policy_cases.py --program XUESHI

The last line is `N passed, N failed`: one for each case, and one for each number that no case holds.
"""

import argparse
import json
import pathlib
import subprocess
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    run = subprocess.run([options.program, "--home", HOME, "--json", "policy", "test", "--coverage"], capture_output=True,
                         text=True, check=False)
    answer = json.loads(run.stdout)
    for case in answer.get("cases", []):
        if not case["passed"]:
            print(f"{case['file']}:{case['line']}: {case['name']}: {'; '.join(case['differences'])}")
    for number in answer.get("uncovered", []):
        print(f"{number['file']}:{number['line']}:{number['column']}: no case holds {number['path']}: {number['value']}")
    failed = answer.get("failed", 1) + len(answer.get("uncovered", []))
    print(f"{answer.get('passed', 0)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
