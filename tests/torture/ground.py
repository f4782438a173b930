"""The ground that every row of tests stands on: places to run the program in, prepared databases, what a run left behind.

A `Site` is a folder of its own: database, signed heads, output, temporary files. It is laid out from a base, a prepared
database that is copied. `Site.content()` is everything that its database holds except what differs from run to run by
nature; two runs that did the same have equal contents.
"""
import contextlib
import itertools
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import academy

REPO = pathlib.Path(__file__).resolve().parents[2]
OLD = pathlib.Path(__file__).resolve().parent / 'old'
PATIENCE = 300  # seconds for one run of the program

# Columns that say when, in which order or by whom something was tried, not what was done.
VARYING = {
    'audit': {'seq', 'at', 'at_real', 'hash', 'previous', 'detail'},
    'occurrence': {'queued_at'},
    'job': {'not_before', 'fence', 'holder', 'lease_until', 'attempts', 'run', 'reason', 'wait_until'},
    'publication': {'chain_seq', 'job_run', 'fence', 'made_at', 'made_real', 'made_by'},
    'installation': {'id'},
}
NOT_COMPARED = {'audit_head'}  # of the audit chains, which `audit verify` looks at


class Failure(AssertionError):
    """Something that must never be."""


class Ended:
    """One run of the program. `code`: of the exit, negative where a signal ended it."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __str__(self):
        return f'exit {self.code}\n{self.out}{self.err}'.strip()


class Fault:
    """What the preloaded library does (fault.c)."""

    def __init__(self, act='', at=0, calls='disk', places=('db', 'state', 'out', 'tmp')):
        self.act, self.at, self.calls, self.places = act, at, calls, places

    def __str__(self):
        return f'{self.act} at {self.calls} call {self.at} in {"+".join(self.places)}' if self.at else 'counting'

    def environment(self, site, library):
        return {'LD_PRELOAD': str(library), 'XUESHI_FAULT_DO': self.act, 'XUESHI_FAULT_AT': str(self.at),
                'XUESHI_FAULT_CALLS': self.calls, 'XUESHI_FAULT_COUNT': str(site.folder / 'count'),
                'XUESHI_FAULT_TRACE': str(site.folder / 'trace'),
                'XUESHI_FAULT_PATHS': ':'.join(str(site.folder / place) for place in self.places)}


class Site:
    def __init__(self, ground, backend, number, folder):
        self.ground, self.backend, self.number, self.folder = ground, backend, number, folder
        self.log = []
        self.url = backend.url(self)

    def environment(self):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(('XUESHI_', 'LC_', 'LANG'))}
        return kept | {'XUESHI_DB': self.url, 'XUESHI_HOME': str(REPO), 'XUESHI_NOW': academy.NOW,
                       'XUESHI_STATE': str(self.folder / 'state'), 'XUESHI_REPORTS': str(self.folder / 'out'), 'TMPDIR': str(self.folder / 'tmp'),
                       'SQLITE_TMPDIR': str(self.folder / 'tmp'), 'LC_ALL': 'C.UTF-8'}

    def start(self, *words, fault=None, **more):
        environment = self.environment() | more
        if fault:
            environment |= fault.environment(self, self.ground.library)
        return subprocess.Popen([self.ground.program, *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors='replace')

    def run(self, *words, kill_after=None, fault=None, meanwhile=None, **more):
        """`kill_after`: seconds until kill -9. `meanwhile(process)` is called once it runs."""
        began = time.monotonic()
        process = self.start(*words, fault=fault, **more)
        try:
            if meanwhile:
                meanwhile(process)
            out, err = process.communicate(timeout=PATIENCE if kill_after is None else kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            out, err = process.communicate()
            if kill_after is None:
                raise Failure(f'{" ".join(words)} did not end within {PATIENCE} s') from None
        ended = Ended(process.returncode, out, err, time.monotonic() - began)
        self.log.append(f'$ xueshi {" ".join(words)}' + (f'   [{fault}]' if fault else '') +
                        (f'   [killed after {kill_after * 1000:.1f} ms]' if kill_after is not None else '') + f'\n{ended}')
        return ended

    def must(self, *words, **more):
        ended = self.run(*words, **more)
        if ended.code:
            raise Failure(f'{" ".join(words)}: {ended}')
        return ended

    def calls(self):
        """How many calls the last run with a fault counted."""
        return int((self.folder / 'count').read_text())

    def content(self):
        """table → rows, as texts in order; what is refused or fails to be done leaves lines in the audit trail alone."""
        found = {}
        for table, rows in self.backend.content(self).items():
            if table in NOT_COMPARED:
                continue
            varying = VARYING.get(table, set())
            if table == 'audit':
                rows = [row for row in rows if row['outcome'] == 'done']
            kept = [repr({key: row[key] for key in sorted(row) if key not in varying}) for row in rows]
            found[table] = sorted(text.replace(str(self.folder), '@') for text in kept)
        return found

    def files(self):
        """Every file of the output folder: name → bytes."""
        folder = self.folder / 'out'
        return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}


def difference(expected, found):
    """In a few lines; empty where they are equal."""
    def short(row):
        return row if len(row) <= 200 else row[:200] + '…'
    lines = []
    for table in sorted(expected.keys() | found.keys()):
        want, have = expected.get(table, []), found.get(table, [])
        lines += [f'{table}: missing {short(row)}' for row in _without(want, have)]
        lines += [f'{table}: too much {short(row)}' for row in _without(have, want)]
    return '\n'.join(lines[:8]) + (f'\n… {len(lines) - 8} more' if len(lines) > 8 else '')


def _without(rows, others):
    others = list(others)
    left = []
    for row in rows:
        if row in others:
            others.remove(row)
        else:
            left.append(row)
    return left


class Ground:
    def __init__(self, program, library, backends, folder):
        self.program, self.library, self.folder = str(program), library, folder
        self.backends = {backend.name: backend for backend in backends}
        self.numbers = itertools.count(1)
        self.heads = {}
        academy.write_tables(folder / 'tables')
        academy.write_tables(folder / 'changes', academy.changed())

    @contextlib.contextmanager
    def site(self, database, base=''):
        """A fresh one, gone afterwards unless something went wrong: then it is the evidence."""
        number = next(self.numbers)
        folder = self.folder / f'site-{number}'
        site = Site(self, self.backends[database], number, folder)
        for name in ('db', 'out', 'tmp'):
            (folder / name).mkdir(parents=True)
        if base:
            shutil.copytree(self.heads[database, base], folder / 'state')
        else:
            (folder / 'state').mkdir()
        if base or database == 'postgresql':
            site.backend.lay(base, site)
        try:
            yield site
        except BaseException:
            (folder / 'log').write_text('\n'.join(site.log) + '\n')
            with contextlib.suppress(Exception):
                (folder / 'content').write_text('\n'.join(f'{table}: {row}' for table, rows in site.content().items() for row in rows))
            raise
        site.backend.drop(site)
        shutil.rmtree(folder, ignore_errors=True)

    def close(self):
        for backend in self.backends.values():
            backend.close()

    def keep(self, site, base):
        heads = self.folder / f'heads-{site.backend.name}-{base}'
        shutil.copytree(site.folder / 'state', heads)
        self.heads[site.backend.name, base] = heads
        site.backend.keep(site, base)

    def prepare(self, database):
        """The bases: `old` (first schema) · `empty` · `filled` (imported) · `reported` (plans wait, people reported) · `closed`."""
        about = ['--year', academy.YEAR, '--org', academy.INSTITUTE]
        with self.site(database) as site:
            site.backend.load(site, OLD / f'version-1.{database}.sql')
            self.keep(site, 'old')
        with self.site(database) as site:
            site.must('init')
            self.keep(site, 'empty')
            site.must('import', str(self.folder / 'tables'))
            self.keep(site, 'filled')
            for plan in academy.PLANS:
                site.must('act', 'plan', plan, 'submit', '--as', academy.CLASS_ADMIN)
            site.must('backbone', 'report', *academy.REPORTED, *about)
            self.keep(site, 'reported')
            for institute in academy.INSTITUTES:
                about = ['--year', academy.YEAR, '--org', institute]
                site.must('backbone', 'finalise', *about)
                site.must('summary', 'refresh', *about)
                site.must('summary', 'set', '--funds', '5.0', *about)
                site.must('summary', 'submit', *about)
            self.keep(site, 'closed')


# A server that says goodbye while a connection is being made is heard by libpq before it is ours.
GOODBYE = re.compile(r'^(FATAL|WARNING|DETAIL|HINT): ')
CANNOT_CONNECT = '无法连接'


def check_talk(ended):
    """What a run that could not go on says: sentences of ours. A killed run says nothing that counts."""
    if ended.code == -signal.SIGKILL:
        return
    if ended.code not in (0, 1, 3):
        raise Failure(f'the program fell: {ended}')
    lines = ended.err.splitlines()
    if CANNOT_CONNECT in ended.err:
        lines = [line for line in lines if not GOODBYE.match(line)]
    foreign = [line for line in lines if line.startswith(('[', 'FATAL', 'ERROR', 'WARNING', 'terminate')) or 'what()' in line]
    if foreign:
        raise Failure(f'a message that is not ours: {foreign[0]}\n{ended}')
    said = lines and lines[-1].startswith('xueshi: ') or '\n生成失败' in '\n' + ended.out
    if ended.code == 3 and not said:
        raise Failure(f'exit 3 without a sentence of ours: {ended}')


@contextlib.contextmanager
def scratch():
    """A folder in memory where there is one: a process that dies loses nothing of what the kernel has."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix='xueshi-torture-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
