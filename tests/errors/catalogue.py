#!/usr/bin/env python3
"""Writes tests/errors/README.md, the catalogue of findings, from the cases beside it; --check only compares."""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE / 'README.md'
HEAD = '''# Findings

Every mistake that a file of a person can have, with its message and its smallest wrong file: `<code>/<slug>/` holds
`wrong.*`, its good twin `good.*`, and the exact message in `expected`. Made by `catalogue.py` from the cases; the
expectations are rewritten by the tests with `XUESHI_REWRITE=1`.

| code | message | cases |
|---|---|---|
'''


def message_of(code, expected):
    for line in expected.splitlines():
        match = re.match(r'^(?:\S+:(?:\d+:)* )?(?:警告：)?(.*) \[' + re.escape(code) + r'\]$', line)
        if match:
            return match.group(1).replace('|', '\\|')
    return ''


def page():
    rows = []
    for code in sorted(p for p in HERE.iterdir() if p.is_dir()):
        slugs = sorted(p for p in code.iterdir() if p.is_dir())
        messages = [m for m in (message_of(code.name, (s / 'expected').read_text(encoding='utf-8')) for s in slugs
                                if (s / 'expected').exists()) if m]
        links = ' '.join(f'[{s.name}]({code.name}/{s.name})' for s in slugs)
        rows.append(f'| `{code.name}` | {messages[0] if messages else ""} | {links} |')
    return HEAD + '\n'.join(rows) + '\n', len(rows)


def main():
    text, count = page()
    if '--check' not in sys.argv:
        PAGE.write_text(text, encoding='utf-8')
        return 0
    good = PAGE.exists() and PAGE.read_text(encoding='utf-8') == text
    if not good:
        print('tests/errors/README.md is out of date; run tests/errors/catalogue.py')
    print(f'{count if good else 0} passed, {0 if good else 1} failed')
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
