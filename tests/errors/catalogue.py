#!/usr/bin/env python3
"""Writes tests/errors/README.md, the catalogue of findings, from the cases beside it.

    catalogue.py [--check]

--check only compares, and ends with `N passed, N failed`: one for every code, which fails where no case shows its message
or the page is out of date.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE / 'README.md'
HEAD = '''# Findings

Every mistake that a file of a person can have, with its message and its smallest wrong file: `<code>/<slug>/` holds
`wrong.*` (or `make.py`, which writes what is large), its good twin `good.*`, and the exact message in `expected`. Made by
`catalogue.py` from the cases, which `xueshi why CODE` shows to whoever wrote the file; the expectations are rewritten by
the tests with `XUESHI_REWRITE=1`. For `backup.*`, `make.py` (or `before.sql`, on the database before it is copied)
damages a sound backup: `tests/backup/run.py`.

| code | message | where it stands | smallest wrong files |
|---|---|---|---|
'''


def cell(text):
    return text.replace('|', '\\|')


def finding_of(code, case):
    """(message, offending line) of the first finding with that code; None where no case has one."""
    lines = (case / 'expected').read_text(encoding='utf-8').splitlines() if (case / 'expected').exists() else []
    for number, line in enumerate(lines):
        match = re.match(r'^(?:\S+:(?:\d+:)* )?(?:警告：)?(.*) \[' + re.escape(code) + r'\]$', line)
        if match:
            below = lines[number + 1] if number + 1 < len(lines) else ''
            return match.group(1), below.strip() if below.startswith('  ') else ''
    return None


def link(code, case):
    wrong = sorted(case.glob('wrong.*')) + sorted(case.glob('make.py'))
    target = f'{code}/{case.name}/{wrong[0].name}' if wrong else f'{code}/{case.name}'
    return f'[{case.name}]({target})'


def page():
    """The text, its number of codes, and the codes whose message no case shows."""
    rows, silent = [], []
    for code in sorted(p for p in HERE.iterdir() if p.is_dir() and '.' in p.name):
        cases = sorted(p for p in code.iterdir() if p.is_dir())
        found = [f for f in (finding_of(code.name, case) for case in cases) if f]
        if not found:
            silent.append(code.name)
        message, excerpt = found[0] if found else ('', '')
        shown = f'`{cell(excerpt)}`' if excerpt and '`' not in excerpt and len(excerpt) <= 120 else ''
        links = ' '.join(link(code.name, case) for case in cases)
        rows.append(f'| `{code.name}` | {cell(message)} | {shown} | {links} |')
    return HEAD + '\n'.join(rows) + '\n', len(rows), silent


def main():
    text, count, silent = page()
    if '--check' not in sys.argv:
        PAGE.write_text(text, encoding='utf-8')
        return 0
    for code in silent:
        print(f'tests/errors/{code}: no case shows its message')
    failed = len(silent)
    if not PAGE.exists() or PAGE.read_text(encoding='utf-8') != text:
        print('tests/errors/README.md is out of date; run tests/errors/catalogue.py')
        failed += 1
    print(f'{max(0, count - failed)} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
