#!/usr/bin/env python3
"""A database of every earlier schema, with data, comes up to today's: nothing is lost, everything holds, work goes on.

    run.py [--program build/xueshi]

N.sql beside this file is what a program of schema N left behind on SQLite (make.py). Where XUESHI_TEST_PG names a server, its
rows are put into the tables of steps 1 to N there as well. The last line is `N passed, N failed`.
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
import uuid

from make import STEPS, statements

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
sys.path.insert(0, str(REPO / 'tests'))
from tally import Tally  # noqa: E402


SPELLS = "select employee, earlier_spells from person where employee in ('2009', '3003') order by employee"


def with_data(counts):
    return {name: count for name, count in counts.items() if count and name not in ('migration', 'installation')}


def fixture(schema, path=':memory:'):
    database = sqlite3.connect(path)
    database.executescript((HERE / f'{schema}.sql').read_text(encoding='utf-8'))
    return database


def tables(database):
    return [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]


class Sqlite:
    name = 'sqlite'

    def __init__(self, folder):
        self.folder = folder
        self.url = 'sqlite:old.db'

    def create(self, schema):
        fixture(schema, self.folder / 'old.db').close()

    def rows(self, path=None):
        """Every table that holds data, and how much."""
        with sqlite3.connect(path or self.folder / 'old.db') as database:
            counts = {name: database.execute(f'select count(*) from {name}').fetchone()[0] for name in tables(database)}
        return with_data(counts)

    def rows_of_copy(self, copy):
        return self.rows(copy / 'database.sqlite')

    def spells(self):
        with sqlite3.connect(self.folder / 'old.db') as database:
            return database.execute(SPELLS).fetchall()

    def drop(self):
        pass


class Postgres:
    name = 'postgresql'

    def __init__(self, server):
        self.server = server
        self.names = []
        self.url = self.new()

    def new(self):
        self.names.append('old_' + uuid.uuid4().hex)
        self.psql(self.server, f'create database {self.names[-1]} template template0')
        head, _, query = self.server.partition('?')
        return f'{head.rsplit("/", 1)[0]}/{self.names[-1]}?{query}'

    def psql(self, url, text):
        done = subprocess.run(['psql', '-qXtA', '-v', 'ON_ERROR_STOP=1', url], input=text, capture_output=True, text=True,
                              check=True)
        return done.stdout

    def create(self, schema):
        steps = [statement for step in STEPS[:schema] for statement in statements(step, postgresql=True)]
        # As of a copy: row by row, what refers to what is looked at by `verify`.
        done = ['create table migration (number bigint primary key)', *steps, 'set session_replication_role = replica']
        old = fixture(schema)
        for table in tables(old):
            columns = [row[1] for row in old.execute(f'pragma table_info({table})')]
            for row in old.execute(f"select {', '.join(f'quote({column})' for column in columns)} from {table}"):
                done.append(f"insert into {table} ({', '.join(columns)}) values ({', '.join(row)})")
        self.psql(self.url, ';\n'.join(done) + ';\n')

    def rows(self, url=None):
        names = self.psql(url or self.url, "select relname from pg_class where relkind = 'r' and relnamespace ="
                          " 'public'::regnamespace").split()
        counts = self.psql(url or self.url, ' union all '.join(f"select '{name}', count(*) from {name}" for name in names))
        return with_data({name: int(count) for name, count in (line.split('|') for line in counts.split())})

    def rows_of_copy(self, copy):
        url = self.new()
        subprocess.run(['pg_restore', '--dbname', url, '--clean', '--if-exists', '--exit-on-error',
                        str(copy / 'database.dump')], check=True)
        return self.rows(url)

    def spells(self):
        lines = self.psql(self.url, SPELLS).splitlines()
        return [tuple(value or None for value in line.split('|')) for line in lines]

    def drop(self):
        for name in self.names:
            self.psql(self.server, f'drop database {name} with (force)')


def check(program, schema, backend, folder, tally):
    own = HERE / f'witness-{schema}'
    shutil.copytree(own if own.exists() else HERE / 'witness', folder / 'witness')
    env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'XUESHI_HOME': str(REPO), 'XUESHI_DB': backend.url,
           'XUESHI_STATE': 'witness', 'XUESHI_NOW': '2024-03-05T09:00:00+08:00'}

    def run(*words):
        return subprocess.run([program, *words], cwd=folder, env=env, capture_output=True, text=True)

    def holds(what, found, wanted):
        tally.check(f'{backend.name}: schema {schema}: {what}', '' if found == wanted else f'{found!r}, not {wanted!r}')
    backend.create(schema)
    before = backend.rows()
    holds('has data', all(before.get(table) for table in ('person', 'plan', 'class', 'attendee', 'record')), True)
    refused = run('statement', '2007', '--year', '2023')
    holds('is told to be old', (refused.returncode, f'结构版本是 {schema}' in refused.stderr), (3, True))
    made = json.loads(run('init', '--json', '--quiet').stdout)
    holds('steps', made['migrations'], len(STEPS) - schema)
    copy = folder / made['backup']
    holds('the copy is the old one', backend.rows_of_copy(copy), before)
    if schema >= 2:  # before, a database has no number that a manifest could name
        holds('the copy verifies', run('backup', 'verify', str(copy)).returncode, 0)
    if schema >= 6:  # without 入职时间 no spell is known
        again = ' 2024-02-01/2024-02-20' if schema == 7 else ''
        holds('spells', backend.spells(), [('2009', '2007-07-01/2022-06-30' + again), ('3003', None)])
    # What stands is sealed by one entry of the trail.
    sealed = {**before, 'audit': before.get('audit', 0) + 1, 'audit_head': max(before.get('audit_head', 0), 1)}
    holds('no row is lost', backend.rows(), sealed)
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
    server = os.environ.get('XUESHI_TEST_PG')
    for make in [Sqlite] + ([lambda folder: Postgres(server)] if server else []):
        for schema in range(1, len(STEPS)):
            with tempfile.TemporaryDirectory() as folder:
                backend = make(pathlib.Path(folder))
                try:
                    check(program, schema, backend, pathlib.Path(folder), tally)
                finally:
                    backend.drop()
    print(f'earlier schemas: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
