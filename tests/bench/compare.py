#!/usr/bin/env python3
"""Compares folders of workbooks cell by cell: compare.py FOLDER OTHER… – every file of the first in each other one.

Reads values only (not widths or formats): text as text, numbers as numbers. Prints the differences and `N cells equal`;
exit 1 where anything differs.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

NS = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def text_of(element):
    return ''.join(t.text or '' for t in element.iter(NS + 't'))


def cells(path):
    """{(row, column letters): value} of the first sheet; empty cells are left out."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if 'xl/sharedStrings.xml' in book.namelist():
            root = ElementTree.fromstring(book.read('xl/sharedStrings.xml'))
            shared = [text_of(item) for item in root.findall(NS + 'si')]
        sheet = ElementTree.fromstring(book.read('xl/worksheets/sheet1.xml'))
    found = {}
    for cell in sheet.iter(NS + 'c'):
        value = cell.find(NS + 'v')
        kind = cell.get('t')
        if kind == 'inlineStr':
            content = text_of(cell)
        elif value is None:
            continue
        elif kind == 's':
            content = shared[int(value.text)]
        elif kind == 'str':
            content = value.text
        else:
            content = round(float(value.text), 9)
        if content != '':
            found[re.match(r'([A-Z]+)(\d+)', cell.get('r')).groups()[::-1]] = content
    return found


def main():
    first, *others = map(pathlib.Path, sys.argv[1:])
    names = sorted(p.relative_to(first) for p in first.rglob('*.xlsx'))
    equal = different = 0
    for other in others:
        theirs = sorted(p.relative_to(other) for p in other.rglob('*.xlsx'))
        if theirs != names:
            print(f'{other}: other files: {sorted(map(str, set(names) ^ set(theirs)))[:5]}')
            different += 1
    for name in names:
        ours = cells(first / name)
        for other in others:
            theirs = cells(other / name) if (other / name).exists() else {}
            wrong = [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]
            equal += len(ours) - len(wrong)
            different += len(wrong)
            for key in sorted(wrong)[:3]:
                print(f'{name} {key[1]}{key[0]}: {ours.get(key)!r} against {theirs.get(key)!r} in {other}')
    print(f'{equal} cells equal, {different} different, {len(names)} workbooks')
    return 1 if different or not equal else 0


if __name__ == '__main__':
    sys.exit(main())
