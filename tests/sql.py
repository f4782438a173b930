#!/usr/bin/env python3
"""Proves how SQL is written: values are bound (database/values.h) or escaped by the backend, never put together by hand.

Reads every string literal of engine/. Each check below is a function that yields what is wrong.
"""
import pathlib
import re
import sys

REPO = pathlib.Path(__file__).resolve().parent.parent
ENGINE = REPO / 'engine'
ROOMS_OF_SQL = ('database', 'store')
LIBPQ = ('connect.cc',)  # writes libpq's key='value', which is no SQL
STRING = r'"(?:\\.|[^"\\\n])*"'
CHARACTER = r"'(?:\\.|[^'\\\n])'"
QUOTE = r"'\''"
CODE = re.compile(rf'//[^\n]*|{CHARACTER}|({STRING}(?:\s*(?://[^\n]*\n\s*)*{STRING})*)')
VERB = re.compile(r'\b(?:select\b.*\bfrom\b|insert into\b|update\b.*\bset\b|delete from\b|declare\b.*\bcursor\b)', re.S)
CHINESE = re.compile(r'[\u4e00-\u9fff]')


def literals(path):
    """(line, text) of the string literals of a file; those that stand side by side are one."""
    text = path.read_text()
    for found in CODE.finditer(text):
        if found.group(0) == QUOTE:
            yield text.count('\n', 0, found.start()) + 1, "'"
        elif found.group(1):
            pieces = re.findall(STRING, found.group(1))
            yield text.count('\n', 0, found.start()) + 1, ''.join(piece[1:-1] for piece in pieces)


def sources(inside):
    for path in sorted(ENGINE.rglob('*')):
        if path.suffix in ('.h', '.cc') and (path.parent.name in ROOMS_OF_SQL) == inside:
            yield path


def holes_in_quotes():
    """A `'{}'` that fmt fills."""
    for path in sources(True):
        for line, text in literals(path):
            if not CHINESE.search(text) and re.search(r"'[^']*\{\w*\}[^']*'", re.sub(r"'[^'{}]*'", '', text)):
                yield f'{path.relative_to(REPO)}:{line}: a value put between quotes: {text[:60]}'


def open_quotes():
    """A literal that ends, or begins, in the middle of a quoted value: the rest is added by hand."""
    for path in sources(True):
        if path.name in LIBPQ:
            continue
        for line, text in literals(path):
            if text.count("'") % 2 and not CHINESE.search(text):
                yield f"{path.relative_to(REPO)}:{line}: a quote that is not closed: {text[:60]}"


def doubled_quotes():
    """Escaping of one's own."""
    for path in sources(True):
        if path.name in LIBPQ:
            continue
        for line, text in literals(path):
            if text in ("''", "'", '\\"\\"'):
                yield f'{path.relative_to(REPO)}:{line}: quotes doubled by hand'


def sql_elsewhere():
    for path in sources(False):
        for line, text in literals(path):
            if VERB.search(text) and not CHINESE.search(text):
                yield f'{path.relative_to(REPO)}:{line}: SQL outside {" and ".join(ROOMS_OF_SQL)}: {text[:60]}'


CHECKS = [holes_in_quotes, open_quotes, doubled_quotes, sql_elsewhere]


def main():
    failed = 0
    for check in CHECKS:
        found = list(check())
        failed += bool(found)
        print('\n'.join(found), end='\n' if found else '')
    print(f'sql: {len(CHECKS) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
