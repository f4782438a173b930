#!/usr/bin/env python3
"""A database of every earlier schema, with data, comes up to today's: nothing is lost, everything holds, work goes on.

    run.py [--program build/xueshi]

N.sql beside this file is what a program of schema N left behind (make.py). On SQLite; the step on PostgreSQL is
tests/daily_role.py's. The last line is `N passed, N failed`.
"""
import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
sys.path.insert(0, str(REPO / 'tests'))
from tally import Tally  # noqa: E402

STEPS = len(list((REPO / 'engine/infrastructure/database/schema').glob('*.sql')))


def rows(path):
    """Every table that holds data, and how much."""
    with sqlite3.connect(path) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        counts = {name: database.execute(f'select count(*) from {name}').fetchone()[0] for name in names}
    return {name: count for name, count in counts.items() if count and name not in ('migration', 'installation')}


def check(program, schema, tally):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        path = folder / 'old.db'
        database = sqlite3.connect(path)
        database.executescript((HERE / f'{schema}.sql').read_text(encoding='utf-8'))
        database.close()
        shutil.copytree(HERE / 'witness', folder / 'witness')
        env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'XUESHI_HOME': str(REPO), 'XUESHI_DB': 'sqlite:old.db',
               'XUESHI_STATE': 'witness', 'XUESHI_NOW': '2024-03-05T09:00:00+08:00'}

        def run(*words):
            return subprocess.run([program, *words], cwd=folder, env=env, capture_output=True, text=True)

        def holds(what, found, wanted):
            tally.check(f'schema {schema}: {what}', '' if found == wanted else f'{found!r}, not {wanted!r}')
        before = rows(path)
        holds('has data', all(before.get(table) for table in ('person', 'plan', 'class', 'attendee', 'record')), True)
        refused = run('statement', '2007', '--year', '2023')
        holds('is told to be old', (refused.returncode, f'结构版本是 {schema}' in refused.stderr), (3, True))
        made = json.loads(run('init', '--json', '--quiet').stdout)
        holds('steps', made['migrations'], STEPS - schema)
        copy = folder / made['backup']
        holds('the copy is the old one', rows(copy / 'database.sqlite'), before)
        if schema >= 2:  # before, a database has no number that a manifest could name
            holds('the copy verifies', run('backup', 'verify', str(copy)).returncode, 0)
        # What stands is sealed by one entry of the trail.
        sealed = {**before, 'audit': before.get('audit', 0) + 1, 'audit_head': max(before.get('audit_head', 0), 1)}
        holds('no row is lost', rows(path), sealed)
        found = json.loads(run('verify', '--json').stdout)
        holds('every invariant', [one['name'] for one in found['invariants'] if not one['ok']], [])
        statement = json.loads(run('statement', '2007', '--year', '2023', '--json').stdout)
        holds('seconds of the year', statement['total_seconds'], 3600 * 14 + 45000 + (10800 if schema >= 2 else 0))
        acted = run('act', 'plan', 'N2', 'submit', '--as', 'lin')
        holds('work goes on', (acted.returncode, acted.stderr), (0, ''))
        if schema >= 2:
            holds('the trail is whole', run('audit', 'verify').returncode, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=REPO / 'build/xueshi')
    program = os.path.abspath(parser.parse_args().program)
    tally = Tally()
    for schema in range(1, STEPS):
        check(program, schema, tally)
    print(f'earlier schemas: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
