"""The academy of one scale on one database: made once, its year closed, and copied for every run that publishes.

A run that publishes leaves jobs, publications and an audit trail behind, and a second one would find its work done: so each
gets a copy of the closed database. Copies are on the disk before a run begins.
"""
import json
import os
import pathlib
import shutil
import sqlite3

from measuring import REPO, measure, quietly, say

YEAR = '2017'
PYTHON = '/usr/bin/python3'  # the one that Debian's python3-xlsxwriter and python3-openpyxl belong to


class Academy:
    """Requires of who inherits: `url`, `server` (the database server's process, or none) and `fresh`."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.made = folder / 'import.json'

    def env(self, url, state):
        """The environment of a run: nothing of the caller's settings, workbooks and witness below `state`."""
        env = {k: v for k, v in os.environ.items() if not k.startswith('XUESHI_')}
        return env | {'XUESHI_DB': url, 'XUESHI_HOME': str(REPO), 'XUESHI_STATE': str(state / 'state'),
                      'XUESHI_REPORTS': str(state / 'out'), 'LC_ALL': 'C.UTF-8'}

    def make(self, files):
        """Imports the files and closes the year of every institute."""
        env = self.env(self.url, self.folder)
        quietly(self.program, 'init', env=env)
        say(f'importing into {self.name} …')
        cost = measure([self.program, 'import', files, '--quiet'], env=env, watch=True)
        for number, code in enumerate(institutes_of(files), 1):
            say(f'{self.name}: closing the year of {code} ({number})')
            self.close_year(code, env)
        self.made.write_text(json.dumps(cost))

    def close_year(self, code, env):
        about = ['--year', YEAR, '--org', code, '--now', f'{YEAR}-12-01T09:00:00+08:00', '--quiet']
        found = json.loads(quietly(self.program, 'backbone', 'candidates', '--json', *about, env=env))
        quietly(self.program, 'backbone', 'report', *[each['employee'] for each in found], *about, env=env)
        quietly(self.program, 'backbone', 'finalise', *about, env=env)
        quietly(self.program, 'summary', 'refresh', *about, env=env)
        quietly(self.program, 'summary', 'set', '--funds', '5.0', '--practice', REPO / 'examples/texts/practice.txt',
                '--overview', REPO / 'examples/texts/overview.txt', *about, env=env)
        quietly(self.program, 'summary', 'submit', *about, env=env)

    def import_cost(self):
        return json.loads(self.made.read_text())


class OnSqlite(Academy):
    name = 'SQLite'

    def __init__(self, program, folder):
        super().__init__(program, folder)
        self.file = folder / 'academy.db'
        self.url = f'sqlite:{self.file}'

    def fresh(self, state):
        """A copy for one run: its environment."""
        copy = state / 'academy.db'
        ask(self.file, 'pragma wal_checkpoint(truncate)')
        shutil.copy(self.file, copy)
        os.sync()
        return self.env(f'sqlite:{copy}', state)

    def server_seconds(self):
        return 0.0


class OnPostgres(Academy):
    """In the server of XUESHI_TEST_PG."""
    name = 'PostgreSQL'

    def __init__(self, program, folder):
        super().__init__(program, folder)
        self.admin = os.environ['XUESHI_TEST_PG']
        self.url = self.named('academy')
        self.psql('create database academy')

    def named(self, name):
        return self.admin.replace('/postgres?', f'/{name}?')

    def psql(self, command, url=None):
        return quietly('psql', '-qAtX', url or self.admin, '-c', command).strip()

    def make(self, files):
        super().make(files)
        self.psql('vacuum analyze', self.url)

    def fresh(self, state):
        self.psql('drop database if exists run with (force)')
        self.psql('create database run template academy strategy file_copy')
        self.psql('checkpoint')
        os.sync()
        return self.env(self.named('run'), state)

    def server_seconds(self):
        """CPU seconds of the server so far, with those of its processes that have ended."""
        server = int(self.psql('select split_part(pg_read_file(\'postmaster.pid\'), chr(10), 1)'))
        seconds = times(server, with_ended=True)
        children = pathlib.Path(f'/proc/{server}/task/{server}/children').read_text().split()
        return seconds + sum(times(int(child), with_ended=False) for child in children)


def times(pid, with_ended):
    """User and system seconds of a process, and of its children that have ended."""
    try:
        fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15 if with_ended else 13])) / os.sysconf('SC_CLK_TCK')


def institutes_of(files):
    """The codes of the institutes in the import files, in order."""
    rows = (files / 'orgs.csv').read_text(encoding='utf-8').splitlines()[1:]
    return sorted(row.split(',')[0] for row in rows if row.endswith(',研究所'))


def ask(file, query):
    database = sqlite3.connect(file)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()
