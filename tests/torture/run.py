#!/usr/bin/env python3
"""Torture: the program is killed, starved and cut off, again and again, and must never lose, double or halve anything.

    run.py [ROW…] [--seed N] [--minutes M | --rounds N | --share S | --whole] [--only ROUND]

Without --minutes and --rounds every row runs its short form: its count, boxed in time. `--share 0.2` runs a fifth of it,
which the seed picks; `--whole` all of it, however long it takes. A seed determines every round; `--only` replays one. PostgreSQL takes part where XUESHI_TEST_PG names a server. The last line is `N passed, N failed`.
"""
import argparse
import collections
import os
import pathlib
import random
import shutil
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import disks  # noqa: E402
import doors  # noqa: E402
import kills  # noqa: E402
import lost  # noqa: E402
import workers  # noqa: E402
from ground import REPO, Failure, Ground, scratch  # noqa: E402
from servers import Postgres, Server, Sqlite, Stuck  # noqa: E402

ROWS = {row.name: row for row in [doors.Doors, kills.Kill, kills.EveryCall, disks.Disk, lost.Lost, lost.Backends, lost.Servers,
                              workers.Workers]}
MOST_SHOWN = 5
PATIENT_BOXES = 20


class Play:
    """The rounds of one row, several at a time."""

    def __init__(self, row, options):
        self.row, self.options = row, options
        self.passed = self.failed = 0
        self.outcomes = collections.Counter()
        self.lock = threading.Lock()
        short = options.minutes is None and options.rounds is None
        self.wanted = options.rounds or (row.short if short else None)
        self.box = 60 * options.minutes if options.minutes else row.box if short and not options.whole else float('inf')
        self.end = time.monotonic() + self.box
        self.numbers = None  # of the rounds; all of them
        if short and options.share is not None and not row.never_shared:
            self.wanted = max(1, round(row.short * options.share))
            self.numbers = sorted(random.Random(options.seed).sample(range(row.short), self.wanted))
        self.next = 0

    def take(self):
        with self.lock:
            stop = self.wanted is not None and self.next >= self.wanted or time.monotonic() > self.end or self.failed >= MOST_SHOWN
            if stop:
                return None
            self.next += 1
            return self.numbers[self.next - 1] if self.numbers else self.next - 1

    def one(self, number):
        try:
            outcome = self.row.play(number)
        except (Failure, Stuck) as failure:
            self.report(number, str(failure))
        except Exception:  # of these tests themselves: a failure as well
            self.report(number, traceback.format_exc())
        else:
            with self.lock:
                self.passed += 1
                self.outcomes[outcome] += 1

    def report(self, number, text):
        with self.lock:
            self.failed += 1
            print(f'failed: {self.row.name}, round {number}: {text}\n'
                  f'    again: scripts/torture {self.row.name} --seed {self.options.seed} --only {number}', flush=True)

    def work(self):
        while (number := self.take()) is not None:
            self.one(number)

    def account(self):
        """How many rounds, of how many, honestly."""
        done = self.passed + self.failed
        if self.wanted is None:
            return f'{done} rounds'
        boxed = done < self.wanted and not self.failed
        return f'{done} of {self.wanted} rounds' + (f', then its box of {self.box:.0f} s was over,' if boxed else '')

    def run(self):
        if self.options.only is not None:
            self.wanted = 1
            return self.one(self.options.only)
        threads = [threading.Thread(target=self.work) for _ in range(self.row.workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.wanted is not None and self.passed + self.failed < self.wanted and self.failed < MOST_SHOWN:
            if time.monotonic() <= self.end:
                self.report(-1, f'only {self.passed + self.failed} of {self.wanted} rounds')


def keep_evidence(folder):
    kept = tempfile.mkdtemp(prefix='xueshi-torture-evidence-')
    shutil.copytree(folder, kept, dirs_exist_ok=True, ignore=shutil.ignore_patterns('.s.PGSQL*'))
    print(f'    evidence: {kept}')


def play_row(row_class, options, backends):
    server = Server() if row_class.own_server else None
    try:
        if server:
            backends = {'postgresql': lambda folder: Postgres(server.url)}
        databases = [name for name in row_class.databases if name in backends]
        if databases:
            return play_on(row_class, options, {name: backends[name] for name in databases}, server)
        print(f'== {row_class.name}: left out, XUESHI_TEST_PG is not set')
        return 0, 0
    finally:
        if server:
            server.close()


def play_on(row_class, options, backends, server):
    print(f'== {row_class.name}, seed {options.seed}', flush=True)
    began = time.monotonic()
    with scratch() as folder:
        ground = Ground(options.program, options.library, [make(folder) for make in backends.values()], folder)
        row = row_class(ground, options.seed)
        row.server = server
        play = None
        try:
            for database in backends:
                ground.prepare(database)
            row.prepare()
            row.box *= PATIENT_BOXES if options.whole else 1  # rounds that divide it among themselves
            play = Play(row, options)
            play.run()
        except (Failure, Stuck) as failure:
            print(f'failed: {row.name}, before the first round: {failure}')
        passed, failed = (play.passed, play.failed) if play else (0, 1)
        if failed:
            keep_evidence(folder)
        for outcome, count in sorted((play.outcomes if play else {}).items()):
            print(f'    {count:5} {outcome}')
        ground.close()
    print(f'   {row.name}, seed {options.seed}: {play.account() if play else "no round"} in {time.monotonic() - began:.0f} s, '
          f'{failed} failed', flush=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description='Kills, starves and cuts off the program.')
    parser.add_argument('rows', nargs='*', metavar='ROW', help=', '.join(ROWS))
    parser.add_argument('--seed', type=int, default=20161231)
    parser.add_argument('--minutes', type=float, help='of every row')
    parser.add_argument('--rounds', type=int, help='of every row')
    parser.add_argument('--share', type=float, metavar='S', help='of every short form, picked by the seed')
    parser.add_argument('--whole', action='store_true', help='every short form to its end')
    parser.add_argument('--only', type=int, metavar='ROUND')
    parser.add_argument('--program', type=pathlib.Path, default=REPO / 'build/xueshi')
    parser.add_argument('--library', type=pathlib.Path)
    options = parser.parse_args()
    options.program = options.program.resolve()
    options.library = options.library or options.program.parent / 'tests/libfault.so'
    wrong = [name for name in options.rows if name not in ROWS]
    if wrong:
        parser.error(f'no such row: {", ".join(wrong)}; there are: {", ".join(ROWS)}')
    backends = {'sqlite': Sqlite}
    if 'XUESHI_TEST_PG' in os.environ:
        backends['postgresql'] = lambda folder: Postgres(os.environ['XUESHI_TEST_PG'])
    passed = failed = 0
    for name in options.rows or ROWS:
        more_passed, more_failed = play_row(ROWS[name], options, backends)
        passed, failed = passed + more_passed, failed + more_failed
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
