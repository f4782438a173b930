"""Four workers share a queue of jobs; they are killed, stopped for longer than their leases, and their clocks are wrong."""
import hashlib
import pathlib
import shutil
import signal
import subprocess
import time
import zipfile

import academy
from ground import REPO, Failure
from operations import check_audit
from rows import Row

FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1'
WORKERS, LEASE = 4, 1
REPORTS = 10
YEARS = 2  # a schedule that looks back so far has two runs
DUE, NOT_YET, LATER = '2018-01-02T09:00:00+08:00', '2017-12-31T09:00:00+08:00', '2019-02-05T09:00:00+08:00'
CLOCKS = [('+0', DUE), ('-1d', NOT_YET), ('+1d', DUE), ('+400d', LATER)]  # of the machine, and --now

SCHEDULE = """  - id: torture-{name}
    report: {name}
    repeat: FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;UNTIL=20180601T000000Z
    at: "02:00"
    time_zone: Asia/Shanghai
    reporting_year: previous
    institutes: all
    catch_up: 600d
"""


class Workers(Row):
    name, short, box, workers = 'workers', 4, 120, 1
    JOBS = 2000  # of a round

    def prepare(self):
        self.databases_used = list(self.ground.backends)
        self.institutes = self.JOBS // REPORTS // YEARS
        self.home = self.make_home()
        self.tables = self.ground.folder / 'many'
        orgs = [['机构编码', '机构名称', '上级机构编码', '级别'], ['A', '澄明科学院', '', '院']]
        orgs += [[f'T{n:03}', f'第{n}研究所', 'A', '研究所'] for n in range(self.institutes)]
        academy.write_tables(self.tables, {'orgs': orgs})

    def make_home(self):
        """The home of this repository with ten reports that every institute has."""
        home = self.ground.folder / 'home'
        home.mkdir()
        for name in ('rules', 'templates'):
            (home / name).symlink_to(REPO / name)
        shutil.copytree(REPO / 'workflows', home / 'workflows')
        (home / 'plugins').mkdir()
        schedules = 'schedules:\n'
        for name in [f'list-{n}' for n in range(1, REPORTS + 1)]:
            shutil.copytree(REPO / 'plugins/execution', home / 'plugins' / name)
            manifest = home / 'plugins' / name / 'plugin.yaml'
            manifest.write_text(manifest.read_text().replace('name: execution', f'name: {name}')
                                .replace('{year}-execution', '{year}-' + name))
            schedules += SCHEDULE.format(name=name)
        (home / 'workflows/schedules.yaml').write_text(schedules)
        return home

    def round(self, number, rng):
        database = self.databases_used[number % len(self.databases_used)]
        wanted = self.institutes * REPORTS * YEARS
        with self.ground.site(database, 'empty') as site:
            site.must('import', str(self.tables))
            crew = Crew(self, site, rng)
            done = crew.run(wanted, self.box / self.short)
            self.check(site, wanted if done == wanted else None)
        short_of = '' if done == wanted else f', {done} of {wanted} made when the box was over'
        return f'{database}: {min(done, wanted)} jobs, {crew.account()}{short_of}'

    def check(self, site, wanted):
        """Whatever the workers went through: every job once, every file whole and recorded, nothing left over."""
        content = site.backend.content(site)
        jobs, published = content.get('job', []), content.get('publication', [])
        done = [job for job in jobs if job['state'] == 'done']
        if wanted is not None:
            expect(len(jobs) == wanted, f'{len(jobs)} jobs instead of {wanted}')
            expect(len(done) == wanted, f'{len(jobs) - len(done)} jobs are not done')
        keys = [(one['org'], one['year'], one['report']) for one in published]
        expect(len(set(keys)) == len(keys), 'a job was published twice')
        expect({one['revision'] for one in published} <= {1}, 'equal data gave a second revision')
        missing = {(job['org'], job['year'], job['report']) for job in done} ^ set(keys)
        expect(not missing, f'done and published are not the same: {sorted(missing)[:5]}')
        exports = [(row['chain'], row['item'], row['after_text']) for row in content['audit'] if row['action'] == 'export']
        expect(len(exports) == len(set(exports)) == len(keys),
               f'{len(exports)} lines of the audit trail for {len(keys)} publications')
        self.check_files(site, published, wanted is not None)
        check_audit(site)

    def check_files(self, site, published, all_done):
        files = site.files()
        for one in published:
            made = files.pop(one['file'], None)
            expect(made is not None, f'{one["file"]} is missing')
            expect(hashlib.sha256(made).hexdigest() == one['sha256'], f'{one["file"]} is not what was published')
        for name in [name for name in files if name.endswith('.xlsx')]:  # renamed, and not recorded any more
            expect(not all_done, f'{name} was recorded nowhere')
            with zipfile.ZipFile(site.folder / 'out' / name) as whole:
                expect(whole.testzip() is None, f'{name} is damaged')
        leftovers = [name for name in files if not name.endswith('.xlsx')]
        expect(not all_done or not leftovers, f'left over: {leftovers[:5]}')


class Crew:
    """The workers of one round, and what is done to them."""

    def __init__(self, row, site, rng):
        self.row, self.site, self.rng = row, site, rng
        self.processes, self.stopped = [], {}
        self.kills = self.stops = self.starts = 0
        self.with_clocks = pathlib.Path(FAKETIME).exists()

    def account(self):
        clocks = 'clocks of −1 d to +400 d' if self.with_clocks else 'no wrong clocks: faketime is not installed'
        return f'{self.kills} kills, {self.stops} stops, {clocks}'

    def start(self):
        offset, now = self.rng.choice(CLOCKS)
        more = {'XUESHI_HOME': str(self.row.home), 'XUESHI_REPORTS': str(self.site.folder / 'out'), 'XUESHI_NOW': now}
        if self.with_clocks:
            more |= {'LD_PRELOAD': FAKETIME, 'FAKETIME': offset, 'FAKETIME_DONT_FAKE_MONOTONIC': '1'}
        self.starts += 1
        log = open(self.site.folder / f'worker-{self.starts}.log', 'w')
        process = subprocess.Popen([self.site.ground.program, 'worker', '--jobs', '1', '--lease', str(LEASE), '--pause', '0'],
                                   cwd=self.site.folder, env=self.site.environment() | more, stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=log)
        log.close()
        self.site.log.append(f'# worker {self.starts}, process {process.pid}: clock {offset}, --now {now}')
        return process

    def run(self, wanted, seconds):
        """Until all is done, or the time is over. Answers how many jobs are done."""
        end, done = time.monotonic() + seconds, 0
        try:
            self.processes = [self.start() for _ in range(WORKERS)]
            while done < wanted and time.monotonic() < end:
                time.sleep(self.rng.uniform(0.05, 0.5))
                self.disturb()
                done = self.count_done()
        finally:
            self.dismiss()
        return self.count_done()

    def disturb(self):
        """Kills one and starts another with another clock, or stops one for longer than its lease."""
        self.wake(lambda until: until < time.monotonic())
        at = self.rng.randrange(WORKERS)
        process = self.processes[at]
        if process.poll() is not None:
            raise Failure(f'worker {process.pid} ended by itself with exit code {process.returncode}')
        if self.rng.random() < 0.7:
            process.kill()
            process.wait()
            self.stopped.pop(at, None)
            self.processes[at] = self.start()
            self.kills += 1
        elif len(self.stopped) < WORKERS - 1 and at not in self.stopped:
            process.send_signal(signal.SIGSTOP)
            self.stopped[at] = time.monotonic() + LEASE * self.rng.uniform(1.1, 1.6)
            self.stops += 1

    def wake(self, due):
        for at in [at for at, until in self.stopped.items() if due(until)]:
            self.processes[at].send_signal(signal.SIGCONT)
            del self.stopped[at]

    def dismiss(self):
        """SIGTERM: what was begun is finished. The last one, undisturbed, may clean up after the others."""
        self.wake(lambda _: True)
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                code = process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise Failure('a worker does not end when it is told to') from None
            if code not in (0, -signal.SIGTERM):  # told before it could listen
                raise Failure(f'a worker that was told to end ended with exit code {code}')

    def count_done(self):
        return self.site.backend.number(self.site, "select count(*) from job where state = 'done'")


def expect(holds, otherwise):
    if not holds:
        raise Failure(otherwise)
