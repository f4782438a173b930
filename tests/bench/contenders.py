"""Who does the year-end in the bench: xueshi in its ways, on both databases, and four others on the same SQLite file."""
import json
import shutil
import subprocess
from dataclasses import dataclass, field

from academy import PYTHON, YEAR
from measuring import REPO, busy_seconds, measure, quietly, say

# The first moment at which the schedule of the closed year is due.
DUE = f'{int(YEAR) + 1}-01-01T02:00:00+08:00'


@dataclass
class Contender:
    """One way to write all workbooks. `commands(out)` run side by side; `academy` gives each run a database of its own."""
    key: str
    label: str
    commands: object
    academy: object
    workers: int = 1
    is_ours: bool = False
    is_scheduled: bool = False
    peak: int = 0
    runs: list = field(default_factory=list)  # (CPU, server's CPU, wall, CPU of everybody else meanwhile)

    def run(self, folder, watch=False):
        """Writes all workbooks into a fresh `folder`/out. Returns (CPU, server's CPU, wall, others' CPU, peak)."""
        shutil.rmtree(folder, ignore_errors=True)
        out = folder / 'out'
        out.mkdir(parents=True)
        env = self.academy.fresh(folder) if self.is_ours else self.academy.env(self.academy.url, folder)
        before, busy = self.academy.server_seconds(), busy_seconds()
        cpu, wall, peak = measure(*self.commands(out), env=env, watch=watch)
        busy = busy_seconds() - busy
        server = self.academy.server_seconds() - before
        if self.is_scheduled:
            self.check_queue(env)
        return cpu, server, wall, max(0.0, busy - cpu - server), peak

    def check_queue(self, env):
        """Every job was done, once."""
        jobs = json.loads(quietly(self.academy.program, 'job', 'list', '--json', env=env))['jobs']
        states = {job['state'] for job in jobs}
        if states != {'done'}:
            raise SystemExit(f'{self.key}: jobs are {states}')


def ours(academy):
    """The ways of xueshi on one database: asked for, and by schedule, alone, as two threads and as two processes."""
    program, on = academy.program, academy.name
    place = on.lower()

    def asked(jobs):
        return lambda out: [[program, 'report', 'year-end', '--year', YEAR, '--jobs', jobs, '--out', out, '--quiet']]

    def scheduled(jobs):
        return lambda _: [[program, 'schedule', 'backfill', '--year', YEAR, '--jobs', jobs, '--quiet']]

    def two_processes(_):
        return [[program, 'schedule', 'run-due', '--now', DUE, '--quiet']] * 2

    def one(key, label, commands, workers, is_scheduled):
        return Contender(f'{place}-{key}', f'{on}: {label}', commands, academy, workers, True, is_scheduled)

    return [one('report-1', '`report year-end`', asked(1), 1, False),
            one('report-2', '`report year-end --jobs 2`', asked(2), 2, False),
            one('backfill-1', '`schedule backfill`', scheduled(1), 1, True),
            one('backfill-2', '`schedule backfill --jobs 2`', scheduled(2), 2, True),
            one('run-due-2', '`schedule run-due` as two processes', two_processes, 2, True)]


def others(academy, floor, node):
    """`node`: what install_exceljs() gave; absent without exceljs."""
    def python(script):
        return lambda out: [[PYTHON, REPO / 'scripts' / script, '--db', academy.file, '--year', YEAR, '--out', out]]

    found = [Contender('floor', 'floor: bare sqlite3 + libxlsxwriter',
                       lambda out: [[floor, academy.file, YEAR, out]], academy),
             Contender('xlsxwriter', 'Python: SQL sums + XlsxWriter', python('bench_python.py'), academy),
             Contender('openpyxl', 'Python: SQL sums + openpyxl, write-only', python('bench_openpyxl.py'), academy)]
    if node:
        found.append(Contender('exceljs', 'Node: SQL sums + exceljs, as a stream',
                               lambda out: [['node', node / 'year_end.js', academy.file, YEAR, out, node / 'plan.json']],
                               academy))
    return found


def install_exceljs(folder):
    """The folder from which the comparison in JavaScript runs; none where Node or its packages are not to be had."""
    if not (shutil.which('node') and shutil.which('npm')):
        say('SKIPPED exceljs: there is no node or no npm')
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for name in ('package.json', 'year_end.js'):
        shutil.copy(REPO / 'tests/bench/exceljs' / name, folder)
    (folder / 'plan.json').write_text(quietly(PYTHON, REPO / 'scripts/bench_python.py', '--plan'), encoding='utf-8')
    if not (folder / 'node_modules').exists():
        say('installing exceljs and a driver for SQLite from the npm registry (some minutes the first time) …')
        done = subprocess.run(['npm', 'install', '--no-audit', '--no-fund'], cwd=folder, capture_output=True, text=True)
        if done.returncode:
            shutil.rmtree(folder / 'node_modules', ignore_errors=True)
            say(f'SKIPPED exceljs: npm install failed: {done.stderr[-500:]}')
            return None
    return folder
