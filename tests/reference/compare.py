"""Pipes random cases to a command and compares its answers with the reference, line by line.

    compare.py [--seed N] [--count N] [--statuses] COMMAND [ARGUMENT...]

The command reads one case per line on stdin and prints one answer per line (see generate.py for both). The last line is
`N passed, N failed`; the exit code is 1 where anything differs.
"""

import argparse
import json
import subprocess
import sys

import generate

SHOWN = 5  # differences printed in full


def differences(expected, actual, place=""):
    """Every place where two JSON values differ, as 'place: expected …, got …'."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        keys = sorted(expected.keys() | actual.keys())
        return [d for k in keys for d in differences(expected.get(k, "absent"), actual.get(k, "absent"), f"{place}.{k}")]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [d for i, (e, a) in enumerate(zip(expected, actual)) for d in differences(e, a, f"{place}[{i}]")]
    same = expected == actual and isinstance(expected, bool) == isinstance(actual, bool)
    return [] if same else [f"  {place or '.'}: expected {expected!r}, got {actual!r}"]


def parse(line):
    try:
        return json.loads(line)
    except ValueError:
        return line


def main():
    parser = argparse.ArgumentParser(description="Compares a command's answers with the reference.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--statuses", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.command:
        parser.error("a command is needed")

    pairs = list(generate.cases(options.seed, options.count, options.statuses))
    text = "".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n" for case, _ in pairs)
    run = subprocess.run(options.command, input=text.encode(), stdout=subprocess.PIPE)
    lines = run.stdout.decode("utf-8", "replace").splitlines()

    failed = 0
    for number, (case, expected) in enumerate(pairs, 1):
        actual = parse(lines[number - 1]) if number <= len(lines) else "no answer"
        found = differences(expected, actual)
        failed += bool(found)
        if found and failed <= SHOWN:
            print(f"case {number}: {json.dumps(case, ensure_ascii=False)}", *found, sep="\n")
    if len(lines) > len(pairs):
        failed += 1
        print(f"{len(lines) - len(pairs)} answers too many")
    if run.returncode != 0:
        failed = max(failed, 1)
        print(f"the command ended with exit code {run.returncode}")
    print(f"{max(0, len(pairs) - failed)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
