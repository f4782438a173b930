#!/usr/bin/env python3
"""The same data give the same bytes: the sample academy's year-end on both databases, in other locales and time zones.

    tests/same_bytes.py --program build/xueshi

Every run takes a fresh database, imports examples/academy, closes the year of its institutes and prints their workbooks;
what it prints on the terminal and every byte of the workbooks must be those of the first run. PostgreSQL takes part
where XUESHI_TEST_PG names a server.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import uuid

REPO = pathlib.Path(__file__).resolve().parent.parent
YEAR = '2017'
REPORTED = {
    'I001': ['110011', '110012', '110013', '110014'],
    'I002': ['120023', '120087', '120011', '120064', '120035', '120102', '120048', '120019', '120076', '120055'],
}
# name, database, locale, time zone, further arguments of the year-end; or WORKERS and how many make it on its schedule
WORKERS = '--workers'
AFTER = '2018-01-02T09:00:00+08:00'
RUNS = [
    ('first run', 'sqlite', 'C.UTF-8', 'UTC', []),
    ('German locale, New York', 'sqlite', 'de_DE.UTF-8', 'America/New_York', []),
    ('Chinese locale, Shanghai', 'sqlite', 'zh_CN.UTF-8', 'Asia/Shanghai', []),
    ('one worker', 'sqlite', 'C.UTF-8', 'Pacific/Kiritimati', ['--jobs', '1']),
    ('three workers', 'sqlite', 'C', 'UTC', ['--jobs', '3']),
    ('PostgreSQL', 'postgresql', 'C.UTF-8', 'UTC', []),
    ('on schedule, one worker', 'sqlite', 'C.UTF-8', 'UTC', [WORKERS, '1']),
    ('on schedule, four workers', 'sqlite', 'zh_CN.UTF-8', 'America/New_York', [WORKERS, '4']),
    ('PostgreSQL, on schedule, four workers', 'postgresql', 'C.UTF-8', 'UTC', [WORKERS, '4']),
    ('PostgreSQL, German locale, Shanghai', 'postgresql', 'de_DE.UTF-8', 'Asia/Shanghai', ['--jobs', '3']),
]


def psql(server, sql):
    subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', server, '-c', sql], check=True, capture_output=True)


class Run:
    """One year-end in a folder of its own."""

    def __init__(self, program, url, locale, zone, folder):
        self.program, self.folder = program, folder
        self.out = b''
        env = {k: v for k, v in os.environ.items() if not k.startswith(('XUESHI_', 'LC_', 'LANG'))}
        self.env = env | {'XUESHI_DB': url, 'XUESHI_HOME': str(REPO), 'LC_ALL': locale, 'LANG': locale, 'TZ': zone}

    def xueshi(self, *arguments, allowed=(0,)):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, env=self.env, capture_output=True)
        if done.returncode not in allowed:
            raise RuntimeError(f'{" ".join(arguments)}: exit {done.returncode}\n{done.stderr.decode()}')
        self.out += done.stdout

    def year_end(self, more):
        self.xueshi('init')
        self.xueshi('import', str(REPO / 'examples/academy'))
        for org, people in REPORTED.items():
            about = ['--year', YEAR, '--org', org, '--now', f'{YEAR}-12-01T09:00:00+08:00']
            self.xueshi('backbone', 'candidates', '--json', *about)
            self.xueshi('backbone', 'report', *people, *about)
            self.xueshi('backbone', 'finalise', *about)
            self.xueshi('summary', 'refresh', *about)
            self.xueshi('summary', 'set', '--funds', '5.0', '--practice', str(REPO / 'examples/texts/practice.txt'),
                        '--overview', str(REPO / 'examples/texts/overview.txt'), *about)
            self.xueshi('summary', 'submit', '--json', *about)
        for person in ('110034', '110011', '120023'):
            self.xueshi('policy', 'explain', person, '--year', YEAR)
            self.xueshi('statement', person, '--year', YEAR, '--json')
        self.xueshi('summary', 'list', '--json')
        terminal, self.out = self.out, b''
        self.make_workbooks(more)
        return {'terminal': terminal, 'year-end on the terminal': self.out} | {str(path.relative_to(self.folder)): path.read_bytes()
                                         for org in REPORTED for path in sorted(self.folder.glob(f'out/{org}/*.xlsx'))}

    def make_workbooks(self, more):
        if more and more[0] == WORKERS:
            self.env['XUESHI_REPORTS'] = 'out'
            self.xueshi('schedule', 'run-due', '--jobs', more[1], '--now', AFTER, allowed=(0, 1))  # others are not ready
            self.out = None  # what a worker says is not what a year-end says
            return
        for org in REPORTED:
            self.xueshi('report', 'year-end', '--year', YEAR, '--org', org, '--out', 'out', '--quiet', *more)


def year_end_on(program, database, locale, zone, more):
    server = os.environ.get('XUESHI_TEST_PG')
    with tempfile.TemporaryDirectory(prefix='xueshi-bytes-') as temp:
        folder = pathlib.Path(temp)
        if database == 'sqlite':
            return Run(program, 'sqlite:xueshi.db', locale, zone, folder).year_end(more)
        name = 'bytes_' + uuid.uuid4().hex
        head, _, query = server.partition('?')
        psql(server, f'create database {name} template template0')
        try:
            url = f'{head.rsplit("/", 1)[0]}/{name}' + ('?' + query if query else '')
            return Run(program, url, locale, zone, folder).year_end(more)
        finally:
            psql(server, f'drop database {name} with (force)')


def differences(first, other):
    """Names of what differs; an empty list where everything is equal."""
    return sorted(name for name in first.keys() | other.keys()
                  if first.get(name) != other.get(name) and not (name in other and other[name] is None))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--program', type=pathlib.Path, default=REPO / 'build/xueshi')
    program = parser.parse_args().program.resolve()
    locales = subprocess.run(['locale', '-a'], capture_output=True, text=True).stdout.lower().replace('-', '')
    passed = failed = 0
    first = None
    for name, database, locale, zone, more in RUNS:
        if database == 'postgresql' and not os.environ.get('XUESHI_TEST_PG'):
            print(f'left out, XUESHI_TEST_PG is not set: {name}')
            continue
        if locale.lower().replace('-', '') not in locales:
            print(f'failed: {name}: the locale {locale} is not installed')
            failed += 1
            continue
        try:
            made = year_end_on(program, database, locale, zone, more)
        except RuntimeError as error:
            print(f'failed: {name}: {error}')
            failed += 1
            continue
        first = first or made
        wrong = differences(first, made)
        if len(made) != 2 + 3 * len(REPORTED):
            wrong.append(f'{len(made) - 2} workbooks')
        failed += bool(wrong)
        passed += not wrong
        if wrong:
            print(f'failed: {name}: other than the first run: {", ".join(wrong)}')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
