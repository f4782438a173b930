#!/usr/bin/env python3
"""Every suite of the console beside this file, on SQLite and, where $XUESHI_TEST_PG names a server, on PostgreSQL.

    tests/console/run.py [--program build/xueshi] [--database sqlite|postgresql] [--long] [--seed N] [SUITE…]

Of the stories the short form tells one way – database, scripts on or off –, and of what is asked in thousands a share: the seed
picks. --long takes all of it. The last line is `N passed, N failed`.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NO_SUITES = {'run', 'academy', 'browser', 'chrome', 'table'}
SQLITE_ALONE = {'pictures', 'crowd', 'script'}  # what they are about is the browser, or the connections
SHORT = {'crowd': ['--connections', '200']}
LONG = {'crowd': ['--connections', '1000'], 'scope': ['--whole'], 'broken': ['--whole'], 'pictures': ['--axe']}
SEEDED = {'scope'}
DATABASES = ['sqlite', 'postgresql']
HANGS = {False: 1800, True: 4 * 3600}  # seconds, of the long form too on a machine that does other work


def ways(suite, options):
    """(PostgreSQL, words) of each run of a suite."""
    databases = [False]
    if suite not in SQLITE_ALONE and 'XUESHI_TEST_PG' in os.environ:
        databases.append(True)
    return [way for way in ways_on(databases, suite, options) if options.database in (None, DATABASES[way[0]])]


def ways_on(databases, suite, options):
    words = list((LONG if options.long else SHORT).get(suite, []))
    if suite in SEEDED:
        words += ['--seed', str(options.seed)]
    if suite != 'stories':
        return [(postgres, words) for postgres in databases]
    all_ways = [(postgres, ['--scripts', scripts]) for postgres in databases for scripts in ('on', 'off')]
    return all_ways if options.long else [all_ways[options.seed % len(all_ways)]]


def run_suite(command, deadline):
    """(exit code, what it said, what it told beside it); one that hangs is ended."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=deadline)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as hung:
        return 1, (hung.stdout or b'').decode(errors='replace'), f'{command[1]} hangs\n{(hung.stderr or b"").decode(errors="replace")}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--database', choices=DATABASES)
    parser.add_argument('--long', action='store_true')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('suites', nargs='*')
    options = parser.parse_args()
    suites = options.suites or sorted(path.stem for path in HERE.glob('*.py') if path.stem not in NO_SUITES)
    passed = failed = 0
    for suite in suites:
        for postgres, words in ways(suite, options):
            words = ['--program', str(options.program), *words, *(['--postgres'] if postgres else [])]
            code, said, talk = run_suite([sys.executable, HERE / f'{suite}.py', *words], HANGS[options.long])
            print(said, end='', flush=True)
            found = re.findall(r'(\d+) passed, (\d+) failed', said)
            if not found or (code and found[-1][1] == '0'):
                print(talk, flush=True)
                print(f'FAILED {suite}: it ended before its end')
                failed += 1
            if found:
                passed, failed = passed + int(found[-1][0]), failed + int(found[-1][1])
    print(f'console: {passed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


main()
