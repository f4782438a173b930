"""The graphs of the academy pass their own cases (workflows/tests), which go every way and refuse each to a wrong role.

    workflow_cases.py --program XUESHI

The last line is `N passed, N failed`: one for each case, and one for each way that no case goes or refuses.
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
    run = subprocess.run([options.program, "--home", HOME, "--json", "workflow", "test", "--coverage"], capture_output=True,
                         text=True, check=False)
    answer = json.loads(run.stdout)
    for case in answer.get("cases", []):
        if not case["passed"]:
            print(f"{case['file']}:{case['line']}: {case['name']}: {'; '.join(case['problems'])}")
    for way in answer.get("uncovered", []):
        missing = "refused to a wrong role" if way["walked"] else "gone"
        print(f"{way['file']}:{way['line']}: {way['action']} {way['from']} → {way['to']}: never {missing}")
    for finding in answer.get("findings", []):
        print(finding)
    failed = answer.get("failed", 1) + len(answer.get("uncovered", []))
    print(f"{answer.get('passed', 0)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
