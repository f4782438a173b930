"""The schemas that `xueshi schema` prints for editors agree with the program's own checks.

    schema.py --program XUESHI

Every good file of ours – the home's, and the good twins of tests/errors – validates; every wrong.yaml whose mistake is an
unknown or a misplaced key does not. The last line is `N passed, N failed`, one for each file.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import jsonschema
import yaml

HOME = pathlib.Path(__file__).resolve().parent.parent
ERRORS = HOME / "tests/errors"
PREFIXES = {"rules": "policy", "workflows": "workflow", "templates": "template", "plugins": "plugin",
            "schedules": "schedule"}
KEY_MISTAKES = ("unknown-key", "misplaced-key")


def good_files(kind):
    if kind == "rules":
        files = list(HOME.glob("rules/*.yaml"))
    elif kind == "workflows":
        files = [file for file in HOME.glob("workflows/*.yaml") if file.stem not in ("rights", "schedules")]
    elif kind == "schedules":
        files = [HOME / "workflows/schedules.yaml"]
    elif kind == "templates":
        files = list(HOME.glob("templates/*.yaml"))
    else:
        files = list(HOME.glob("plugins/**/plugin.yaml"))
    if not files:
        sys.exit(f"no files of kind {kind}")
    files += [file for file in ERRORS.glob(f"{PREFIXES[kind]}.*/*/good.yaml")]
    return sorted(files)


def wrong_files(kind):
    files = [file for code in KEY_MISTAKES for file in ERRORS.glob(f"{PREFIXES[kind]}.{code}/*/wrong.yaml")]
    if not files:
        sys.exit(f"no wrong files of kind {kind}")
    return sorted(files)


class Plain(yaml.SafeLoader):
    """As JSON would have it: days stay text."""


Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def is_valid(validator, file):
    return validator.is_valid(yaml.load(file.read_text(encoding="utf-8"), Loader=Plain))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    passed = failed = 0
    for kind in PREFIXES:
        run = subprocess.run([options.program, "schema", kind], capture_output=True, text=True, check=True)
        schema = json.loads(run.stdout)
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        for files, expected in ((good_files(kind), True), (wrong_files(kind), False)):
            for file in files:
                if is_valid(validator, file) == expected:
                    passed += 1
                    continue
                failed += 1
                print(f"{file.relative_to(HOME)}: {'refused' if expected else 'accepted'} by the schema of {kind}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
