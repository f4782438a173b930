"""The sample academy of the cases with the console running on it: for the tests beside this file."""
import argparse
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

import openpyxl

from browser import Browser, port_of
from tally import Tally

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
TABLES = REPO / 'tests/cases/academy/tables'
PASSWORD = 'kranich-und-reiher'  # of everybody who was given one
NOW = '2024-03-04T09:00:00+08:00'


class Academy:
    """`with Academy(program) as academy:` – on SQLite, or on the PostgreSQL of $XUESHI_TEST_PG with `postgres`."""

    def __init__(self, program, postgres=False, now=NOW, tables=TABLES):
        self.program, self.postgres, self.now, self.tables = os.path.abspath(program), postgres, now, tables
        self.folder = self.server = self.database = None

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='console-'))
        url = f'sqlite:{self.folder}/console.db'
        if self.postgres:
            server = os.environ['XUESHI_TEST_PG']
            head, _, query = server.partition('?')
            self.database = 'console_' + uuid.uuid4().hex
            self.sql(f'create database {self.database} encoding UTF8 template template0')
            url = f'{head.rsplit("/", 1)[0]}/{self.database}?{query}'
        self.env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'XUESHI_HOME': str(REPO), 'XUESHI_DB': url,
                    'XUESHI_STATE': str(self.folder / 'state'), 'XUESHI_NOW': self.now}
        self.run('init')
        shutil.copytree(self.tables, self.folder / 'tables')
        self.run('import', 'tables')
        return self

    def __exit__(self, *_):
        self.stop()
        if self.database:
            self.sql(f'drop database if exists {self.database} with (force)')
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, text):
        subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', os.environ['XUESHI_TEST_PG'], '-c', text], check=True,
                       stdout=subprocess.DEVNULL)

    def count(self, rows):
        """How many there are of "audit where …"."""
        text = f'select count(*) from {rows}'
        if self.postgres:
            return int(subprocess.run(['psql', '-qXtA', self.env['XUESHI_DB'], '-c', text], capture_output=True, text=True, check=True).stdout)
        with sqlite3.connect(self.folder / 'console.db') as database:
            return database.execute(text).fetchone()[0]

    def contents(self):
        """Everything that looking must not change, as text, by table."""
        if self.postgres:
            def ask(text):
                return subprocess.run(['psql', '-qXtA', self.env['XUESHI_DB'], '-c', text], capture_output=True, text=True, check=True).stdout
            tables = ask("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1").split()
            return {t: ask(f"select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) from {t} t") for t in tables
                    if t != 'web_session'}
        with sqlite3.connect(self.folder / 'console.db') as database:
            names = [n for (n,) in database.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
            return {n: sorted(map(repr, database.execute(f'select * from {n}'))) for n in names if n != 'web_session'}

    def run(self, *words, check=True, quiet=True, **env):
        """The command line on the same academy."""
        return subprocess.run([self.program, *words, *(['--quiet'] if quiet else [])], cwd=self.folder, check=check,
                              env={**self.env, **env}, capture_output=True, text=True)

    def first_passwords(self, *employees):
        """login → first password, as on the slips."""
        slips = self.folder / f'slips-{uuid.uuid4().hex[:6]}'
        self.run('password', 'issue', *employees, '--out', str(slips))
        sheet = openpyxl.load_workbook(slips / 'password-slips.xlsx').active
        cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        return {cells[i - 1]: cells[i] for i in range(1, len(cells)) if re.fullmatch(r'\w{4}-\w{4}-\w{4}', str(cells[i]))}

    def give_passwords(self, *employees):
        """Everybody's is PASSWORD."""
        for login, first in self.first_passwords(*employees).items():
            self.run('password', 'change', '--as', f'{login}:learner', XUESHI_PASSWORD=first, XUESHI_NEW_PASSWORD=PASSWORD)

    def serve(self, *words):
        log = open(self.folder / 'serve.log', 'w')
        self.server = subprocess.Popen([self.program, 'serve', '--listen', '127.0.0.1:0', *words], cwd=self.folder,
                                       env=self.env, stdout=log, stderr=log)
        while not (port := port_of(self.log())):
            if self.server.poll() is not None:
                raise AssertionError('serve ended: ' + self.log())
            time.sleep(0.05)
        self.port = port
        return self

    def log(self):
        return (self.folder / 'serve.log').read_text()

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait()
            self.server = None

    def browser(self, login=None, role=None, org=None):
        """Signed in, in a role where one is given ("institute_admin", "I01")."""
        browser = Browser('127.0.0.1', self.port)
        if login:
            page = browser.sign_in(login, PASSWORD)
            if page.status != 200 or page.address.startswith('/login'):
                raise AssertionError(f'{login} is not let in: {page.text}')
        if role:
            page = browser.become(role, org, PASSWORD)
            if page.status != 200:
                raise AssertionError(f'{login} is no {role}: {page.text}')
        return browser


def run_suite(title, doc, tell):
    """The main of a suite: its words, and `tell(academy, check)` on a fresh academy; the last line counts what was checked."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=REPO / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    options = parser.parse_args()
    tally = Tally()

    def check(what, found, wanted):
        tally.check(what, '' if found == wanted else f'{found!r}, not {wanted!r}')
    with Academy(options.program, options.postgres) as academy:
        tell(academy, check)
    print(f'{title}: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)
