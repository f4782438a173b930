#!/usr/bin/env python3
"""Every line of the console's table of routes, as everybody: who may open it, that looking changes nothing, that a form without
its key is not taken, and that names with markup in them add none.

    tests/console/routes.py [--program build/xueshi] [--postgres]

The table is read off engine/interface/web/routes_*.cc. The last line is `N passed, N failed`.
"""
import argparse
import pathlib
import re
import sqlite3
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, Academy  # noqa: E402
from browser import Browser  # noqa: E402
from table import address_of, lines, routes  # noqa: E402
from tally import Tally  # noqa: E402

# (login, role, unit): the smallest role first. Somebody who holds no role at all, then one of each.
PEOPLE = [('su', None, None), ('shen', 'class_admin', 'I01'), ('tao', 'department_admin', 'I01-D1'),
          ('lin', 'institute_admin', 'I01'), ('fang', 'academy_admin', 'A')]
# What answers with a file, or leads on.
WITHOUT_TITLE = ('/', '/healthz', '/s/{file}', '/logout', '/me/external/template', '/admin/reports/{file}',
                 '/admin/imports/templates/{kind}')
TEXTS = (('org', ['name']), ('person', ['name', 'email']), ('plan', ['title', 'organiser', 'contact', 'address', 'material']),
         ('class', ['title', 'venue', 'audience', 'goal', 'content', 'outcome', 'contact']), ('record', ['title']))
NASTY = '<b onmouseover=1>"\'&lt;/td></script><svg/onload=1>'


def rows_under_other_headings(body):
    """Of tables whose cells name their heading, those rows whose cells are others than the headings."""
    wrong = []
    for table in re.findall(r'<table class="cards">.*?</table>', body, re.S):
        head, _, rows = table.partition('</thead>')
        headings = [re.sub(r'<[^>]*>| [↑↓]$', '', cell).rstrip(' ↑↓') for cell in re.findall(r'<th[^>]*>(.*?)</th>', head, re.S)]
        for row in re.findall(r'<tr[^>]*>(.*?)</tr>', rows, re.S):
            cells = re.findall(r'<td[^>]*data-h="([^"]*)"', row)
            if headings[len(headings) - len(cells):] != cells or len(cells) < len(headings) - 1:
                wrong.append((headings, cells))
    return wrong


def is_file(route):
    return '.' in route.pattern or route.pattern == '/admin/reports/{file}'


def who_may(academy, table, check):
    for login, role, org in PEOPLE:
        browser = academy.browser(login, role, org)
        between = None
        rank = {None: 0, 'class_admin': 1, 'department_admin': 2, 'institute_admin': 3, 'academy_admin': 4}[role]
        before = academy.contents()
        # Files last: the trail says who took one.
        for route in sorted(table, key=is_file):
            if route.method != 'kGet' or route.step in ('kOpen', 'kFirst'):
                continue
            if is_file(route) and between is None:
                between = academy.contents()
            page = browser.ask('GET', address_of(route.pattern))
            may = route.step in ('kSignedIn', 'kLearner') or rank >= max(route.rank, 1)
            wanted = {200, 303, 404, 422} if may else {403}
            if route.pattern.endswith('/edit'):
                wanted.add(403)  # where the item is somebody else's to edit
            if route.pattern == '/admin/enter' and role is None:
                wanted = {403}  # who holds no role has nowhere to go
            if not may and route.step in ('kAdmin', 'kAgain') and role is not None:
                wanted = {403}
            check(f'{login} GET {route.pattern}', page.status in wanted, f'{page.status}, not one of {sorted(wanted)}')
            if page.status == 200 and page.headers['content-type'].startswith('text/html'):
                check(f'{login} GET {route.pattern}: title', '继续教育学时' in page.title, page.title)
                check(f'{login} GET {route.pattern}: a way out', any(f['action'] == '/logout' for f in page.forms), 'none')
                inline = [e for e in page.elements if e[0] in ('script', 'style') and 'src' not in e[1] or 'style' in e[1] or
                          any(a.startswith('on') for a in e[1])]
                wrong = rows_under_other_headings(page.body.decode())
                check(f'{login} GET {route.pattern}: every cell under its heading', not wrong, wrong)
                check(f'{login} GET {route.pattern}: nothing inline', not inline, inline)
        after = academy.contents()
        check(f'{login}: looking changes nothing', before == between, [t for t in between if before[t] != between[t]])
        taken = {t for t in after if between[t] != after[t]}
        check(f'{login}: taking a file leaves a line in the trail at most', taken <= {'audit', 'audit_head'}, sorted(taken))


def forms_want_their_key(academy, table, check):
    browser = academy.browser('fang', 'academy_admin', 'A')
    before = academy.contents()
    for route in table:
        if route.method == 'kPost' and route.pattern != '/login':
            page = browser.ask('POST', address_of(route.pattern), [('comment', 'x'), ('password', PASSWORD)])
            check(f'POST {route.pattern} without a key', page.status in (303, 403), page.status)
    check('nothing was done', before == academy.contents(), 'something was')


def not_signed_in(academy, table, check):
    for route in table:
        if route.method == 'kGet' and route.step != 'kOpen':
            page = Browser('127.0.0.1', academy.port).ask('GET', address_of(route.pattern))
            check(f'nobody GET {route.pattern}', page.status == 303 and page.headers['location'].startswith('/login'), page.status)
            found = Browser('127.0.0.1', academy.port).json(address_of(route.pattern))
            check(f'nobody asks for JSON of {route.pattern}', found.status == 401, found.status)


def no_markup_from_data(academy, table, check):
    """The same pages once every text of people is markup: not one element or attribute more."""
    people = [('su', None, None), ('lin', 'institute_admin', 'I01'), ('fang', 'academy_admin', 'A')]
    browsers = [(login, academy.browser(login, role, org)) for login, role, org in people]
    gets = [r for r in table if r.method == 'kGet' and r.step not in ('kOpen', 'kFirst') and not is_file(r)]

    def shapes():
        found = {}
        for login, browser in browsers:
            for route in gets:
                page = browser.ask('GET', address_of(route.pattern))
                if page.status == 200 and page.headers['content-type'].startswith('text/html'):
                    found[login, route.pattern] = [(tag, sorted(attrs)) for tag, attrs in page.elements]
        return found

    def add_to_texts(text):
        with sqlite3.connect(academy.folder / 'console.db', timeout=60) as database:
            for table_name, columns in TEXTS:
                for column in columns:
                    database.execute(f'update {table_name} set {column} = {column} || ?', (text,))
    add_to_texts('x')
    before = shapes()
    add_to_texts(NASTY)
    after = shapes()
    for key, shape in after.items():
        check(f'{key[0]} {key[1]}: no element from data', shape == before.get(key), 'another shape')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=REPO / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    options = parser.parse_args()
    tally = Tally()

    def check(what, holds, why):
        tally.check(what, '' if holds else str(why))
    table = list(routes())
    check('every line of the table is read', len(table) == lines(), f'{len(table)} of {lines()}')
    check('no address twice', len({(r.method, r.pattern) for r in table}) == len(table), 'some are')
    for route in table:
        check(f'{route.pattern}: a title or none needed', route.title or route.pattern in WITHOUT_TITLE or '.' in route.pattern, 'none')
    with Academy(options.program, options.postgres) as academy:
        academy.give_passwords('1001', '2001', '2002', '2003', '2007')
        academy.serve()
        not_signed_in(academy, table, check)
        who_may(academy, table, check)
        forms_want_their_key(academy, table, check)
        if not options.postgres:  # the rows are changed by hand, which the seals of PostgreSQL's role would not let
            no_markup_from_data(academy, table, check)
    print(f'routes of the console: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
