#!/usr/bin/env python3
"""Backups: every way in which one can be damaged, taken while others write, and killed.

    tests/backup/run.py --program build/xueshi [--rewrite] [--kills N] [--seed S] [part…]

Parts (all without an argument): `damage` – every tests/errors/backup.*/<slug>: a fresh backup of the sample academy (of one
whose database went through before.sql), damaged by make.py in a folder that holds it as `backup/`, must be told as in
`expected`, by `backup verify` or, where there is a file `restore`, by `backup restore`. `load` – backups while writers
hammer the database: what is restored is one state between the first and the last moment. `kill` – kill -9 at random
moments: a backup or a restored database is whole or not there. On SQLite and, where XUESHI_TEST_PG names a server, on
PostgreSQL (slugs that begin with `postgresql`). The last line is `N passed, N failed`.
"""
import argparse
import itertools
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
ERRORS = REPO / 'tests/errors'
NOW = '2017-11-20T09:00:00+08:00'


class Database:
    """A fresh database and what a test does to it behind the program's back."""

    def __init__(self, kind, folder):
        self.kind, self.folder = kind, folder
        self.name = f'backup_{uuid.uuid4().hex[:12]}'
        if kind == 'sqlite':
            self.url = f'sqlite:{folder}/{self.name}.db'
            self.file = folder / f'{self.name}.db'
        else:
            server = os.environ['XUESHI_TEST_PG']
            self.url = server.replace('/postgres?', f'/{self.name}?')
            self._psql(server, f'create database {self.name} template template0')

    @staticmethod
    def _psql(url, sql):
        done = subprocess.run(['psql', '-qXAt', '-v', 'ON_ERROR_STOP=1', url], input=sql, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    def run(self, sql):
        if self.kind == 'postgresql':
            return self._psql(self.url, sql)
        database = sqlite3.connect(self.file, timeout=30, isolation_level=None)
        try:
            if ';' in sql:
                database.executescript(sql)
                return []
            return [str(row[0]) for row in database.execute(sql)]
        finally:
            database.close()

    def drop(self):
        if self.kind == 'postgresql':
            self._psql(os.environ['XUESHI_TEST_PG'], f'drop database if exists {self.name} with (force)')


class Stage:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.made = []

    def env(self, database, **more):
        env = {k: v for k, v in os.environ.items() if not k.startswith('XUESHI_')}
        return env | {'XUESHI_DB': database.url, 'XUESHI_HOME': str(REPO), 'XUESHI_NOW': NOW, 'LC_ALL': 'C.UTF-8',
                      'HOME': str(self.folder), 'XUESHI_STATE': str(self.folder / 'state'), **more}

    def start(self, database, *arguments, **more):
        return subprocess.Popen([self.program, *arguments], cwd=self.folder, env=self.env(database, **more),
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def xueshi(self, database, *arguments, expect=0, **more):
        process = self.start(database, *arguments, **more)
        out, _ = process.communicate(timeout=600)
        if expect is not None and process.returncode != expect:
            raise AssertionError(f'{" ".join(arguments)}: exit {process.returncode}\n{out}')
        return out

    def empty(self, kind):
        self.made.append(Database(kind, self.folder))
        return self.made[-1]

    def academy(self, kind):
        database = self.empty(kind)
        self.xueshi(database, 'init', '--quiet')
        self.xueshi(database, 'import', str(REPO / 'examples/academy'), '--quiet')
        return database

    def close(self):
        for database in self.made:
            database.drop()


def kinds():
    return ['sqlite'] + (['postgresql'] if os.environ.get('XUESHI_TEST_PG') else [])


# Damage

def damaged(stage, case, fresh):
    """What the program says of the case's backup."""
    kind = 'postgresql' if case.name.startswith('postgresql') else 'sqlite'
    work = stage.folder / f'{case.parent.name}-{case.name}'
    work.mkdir()
    if (case / 'before.sql').exists():
        database = stage.academy(kind)
        database.run((case / 'before.sql').read_text(encoding='utf-8'))
        stage.xueshi(database, 'backup', 'create', str(work / 'backup'))
    else:
        database = fresh[kind]
        shutil.copytree(stage.folder / f'fresh-{kind}', work / 'backup')
    if (case / 'make.py').exists():
        subprocess.run([sys.executable, str(case / 'make.py')], cwd=work, check=True,
                       env=os.environ | {'PYTHONPATH': str(HERE), 'PYTHONDONTWRITEBYTECODE': '1'})
    path = f'{work / "bin"}:{os.environ["PATH"]}'
    if (case / 'restore').exists():
        target = stage.empty(kind)
        out = stage.xueshi(target, 'backup', 'restore', str(work / 'backup'), expect=1, PATH=path)
    else:
        out = stage.xueshi(database, 'backup', 'verify', str(work / 'backup'), expect=1, PATH=path)
    out = out.replace(f'{work}/', '').replace(str(work), '.')
    for installation in [p.stem for p in (stage.folder / f'fresh-{kind}').glob('*.key')]:
        out = out.replace(installation, '<id>')
    # What another version of the schema makes otherwise.
    return re.sub(r'\b[0-9a-f]{64}\b', '<sha256>', re.sub(r'(size: |应有 )\d+', r'\1N', out))


def damage(stage, options):
    fresh = {}
    for kind in kinds():
        fresh[kind] = stage.academy(kind)
        stage.xueshi(fresh[kind], 'backup', 'create', f'fresh-{kind}')
        said = stage.xueshi(fresh[kind], 'backup', 'verify', f'fresh-{kind}')
        yield f'{kind}: a fresh backup is whole', '备份完整' in said
    for case in sorted(p for p in ERRORS.glob('backup.*/*') if p.is_dir()):
        if case.name.startswith('postgresql') and 'postgresql' not in fresh:
            continue
        out = damaged(stage, case, fresh)
        if options.rewrite:
            (case / 'expected').write_text(out, encoding='utf-8')
        name = f'{case.parent.name}/{case.name}'
        yield f'{name}: names its code', f'[{case.parent.name}]' in out
        same = (case / 'expected').exists() and (case / 'expected').read_text(encoding='utf-8') == out
        yield f'{name}: says exactly what is expected{"" if same else chr(10) + out}', same


# Load

class Hammer(threading.Thread):
    """Transactions that write the same number into every record and every plan: a mix of two states shows."""

    def __init__(self, database):
        super().__init__(daemon=True)
        self.database, self.number, self.stopped, self.failure = database, 0, False, None

    def run(self):
        try:
            while not self.stopped:
                following = self.number + 1
                self.database.run(f'begin; update record set seconds = {following};'
                                  f' update plan set headcount = {following}; commit;')
                self.number = following
        except Exception as error:  # told by the test
            self.failure = error


class Clerk(threading.Thread):
    """Creates plans through the program, one after the other."""

    def __init__(self, stage, database):
        super().__init__(daemon=True)
        self.stage, self.database, self.stopped, self.made, self.failure = stage, database, False, 0, None

    def run(self):
        fields = {'培训计划类型': '新增计划', '计划名称': '保密培训', '培训类别': '其他培训', '培训时间': '2017-12', '学时': '4',
                  '天数': '1', '计划参加人数': '40', '所需经费': '0.5'}
        arguments = [word for name, value in fields.items() for word in ('--set', f'{name}={value}')]
        try:
            while not self.stopped:
                self.stage.xueshi(self.database, 'plan', 'create', '--as', 'hyit-class', *arguments)
                self.made += 1
        except Exception as error:
            self.failure = error


def is_one_state(stage, copy, state, least, most):
    """What is wrong with a restored copy; nothing where it is one state between the two moments."""
    numbers = set(copy.run('select distinct seconds from record')) | set(
        copy.run("select distinct headcount from plan where title <> '保密培训'"))
    # The clerk's own plans have 40 until the hammer meets them.
    if len(numbers) != 1:
        return f'a mix: {sorted(numbers)}'
    if not least <= int(numbers.pop()) <= most:
        return 'no state of that time'
    plans, items, told = (int(copy.run(f'select count(*) from {what}')[0]) for what in (
        "plan where title = '保密培训'", "item where subject = 'plan' and number in"
        " (select number from plan where title = '保密培训')", "audit where subject = 'plan' and action = 'create'"))
    if plans != told or plans != items:
        return f'{plans} plans, {items} items, {told} entries of the trail'
    stage.xueshi(copy, 'audit', 'verify', XUESHI_STATE=state)
    return ''


MOST_TURNS = 25  # until the hammer hit while a copy was made: on a busy machine not every time


def wait_for_work(hammer, clerk):
    """Until both have done something more, however long that takes here; one that failed is told at the end."""
    hits, made = hammer.number, clerk.made
    end = time.monotonic() + 120
    while (hammer.number == hits or clerk.made == made) and time.monotonic() < end and not (hammer.failure or clerk.failure):
        time.sleep(0.05)


def load(stage, options):
    for kind in kinds():
        database = stage.academy(kind)
        database.run('begin; update record set seconds = 0; update plan set headcount = 0; commit;')
        hammer, clerk = Hammer(database), Clerk(stage, database)
        hammer.start()
        clerk.start()
        moved = 0
        for turn in itertools.count():
            if turn == MOST_TURNS or (turn >= 5 and moved > 0):
                break
            wait_for_work(hammer, clerk)
            least = hammer.number
            stage.xueshi(database, 'backup', 'create', f'{kind}-{turn}')
            most = hammer.number + 1
            moved += hammer.number - least
            copy, state = stage.empty(kind), str(stage.folder / f'state-{kind}-{turn}')
            stage.xueshi(copy, 'backup', 'restore', f'{kind}-{turn}', XUESHI_STATE=state)
            wrong = is_one_state(stage, copy, state, least, most)
            yield f'{kind}: backup {turn} is one state {wrong}', not wrong
        hammer.stopped = clerk.stopped = True
        hammer.join()
        clerk.join()
        yield f'{kind}: others went on meanwhile {hammer.failure or clerk.failure or ""}', (
            moved > 0 and clerk.made > 0 and not hammer.failure and not clerk.failure)


# Kill

def killed(stage, database, chance, *arguments):
    process = stage.start(database, *arguments)
    try:
        process.communicate(timeout=chance.uniform(0, 0.25))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def wait_for_peace(database):
    """pg_restore outlives who started it; its transaction is over when nobody is on the database."""
    for _ in range(1200):
        others = Database._psql(os.environ['XUESHI_TEST_PG'],
                                f"select count(*) from pg_stat_activity where datname = '{database.name}'")
        if others == ['0']:
            return
        time.sleep(0.1)


def is_whole_or_absent(stage, target, backup):
    if target.kind == 'sqlite':
        if not target.file.exists():
            return True
    else:
        wait_for_peace(target)
        if target.run("select count(*) from pg_class where relnamespace = 'public'::regnamespace") == ['0']:
            return True
    stage.xueshi(target, 'audit', 'verify')
    return target.run('select count(*) from record') == ['8355']


def kill(stage, options):
    chance = random.Random(options.seed)
    print(f'kill: seed {options.seed}')
    for kind in kinds():
        database = stage.academy(kind)
        ends = {'whole': 0, 'absent': 0}
        bad = []
        for turn in range(options.kills):
            folder = stage.folder / f'killed-{kind}-{turn}'
            killed(stage, database, chance, 'backup', 'create', str(folder))
            ends['whole' if folder.exists() else 'absent'] += 1
            if folder.exists() and '备份完整' not in stage.xueshi(database, 'backup', 'verify', str(folder), expect=None):
                bad.append(folder.name)
        yield f'{kind}: killed backups are whole or absent {ends} {bad}', not bad
        backup = str(stage.folder / f'after-{kind}')
        stage.xueshi(database, 'backup', 'create', backup)
        left = [p.name for p in stage.folder.glob('killed-*.part') if any(p.iterdir())]
        yield f'{kind}: the next one clears what dead ones left {left}', not left
        bad = []
        for turn in range(options.kills):
            target = stage.empty(kind)
            killed(stage, target, chance, 'backup', 'restore', backup)
            if not is_whole_or_absent(stage, target, backup):
                bad.append(turn)
        yield f'{kind}: killed restores are whole or absent {bad}', not bad


PARTS = {'damage': damage, 'load': load, 'kill': kill}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    parser.add_argument('--rewrite', action='store_true')
    parser.add_argument('--kills', type=int, default=15)
    parser.add_argument('--seed', type=int, default=random.randrange(10**6))
    parser.add_argument('parts', nargs='*', choices=[*PARTS, []])
    options = parser.parse_args()
    passed = failed = 0
    for part in options.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix='xueshi-backup-') as folder:
            stage = Stage(str(pathlib.Path(options.program).resolve()), pathlib.Path(folder))
            try:
                for name, is_good in PARTS[part](stage, options):
                    passed += bool(is_good)
                    failed += not is_good
                    if not is_good:
                        print(f'FAILED {part}: {name}')
            finally:
                stage.close()
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
