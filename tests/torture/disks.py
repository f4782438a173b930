"""Full and failing disks: database, signed heads, temporary folder, output folder."""
import contextlib
import os
import subprocess
import tempfile

import academy
from ground import Failure, Fault
from operations import ABOUT, OPERATIONS, Operation, check_again, check_between, survey
from ground import check_talk
from rows import Row

KIB = 1024
BIG_IMPORT = Operation('big-import', 'empty', ['import', '@big'])
BIG_REPORT = Operation('big-report', 'big', ['report', 'run', 'execution', *ABOUT, '--out', 'out'], steps=True)
OPERATIONS |= {each.name: each for each in (BIG_IMPORT, BIG_REPORT)}


def write_big_tables(folder):
    """More than a database or a workbook holds in memory."""
    tables = {kind: [list(row) for row in rows] for kind, rows in academy.TABLES.items()}
    text = '使学员系统掌握基本原理与常用方法' * 8
    tables['learning'] += [[f'B{n}', '1005', academy.YEAR, '网络学时', f'{text}{n}', '2017-05-01', '2017-05-02', '1', '审核通过']
                           for n in range(9000)]
    tables['classes'] += [[f'B{n}', '', f'{text}{n}', 'I1', academy.YEAR, '其他培训', '2017-06-01', '2017-06-02', '16', '2', '20', '2',
                           '2', '否', '未实施'] for n in range(1500)]
    academy.write_tables(folder, tables)


class Disk(Row):
    """Points at which the disk is full or broken: most by the preloaded library, some on a small file system of their own."""
    name, short, box = 'disk', 100, 90
    # operation, database, folders that fail; None: a real file system, in the folder of that name
    KINDS = [('import', 'sqlite', ['db']), ('year-end', 'sqlite', ['out']), ('big-import', 'sqlite', ['tmp']),
             ('finalise', 'sqlite', ['db']), ('year-end', 'postgresql', ['out']), ('act', 'sqlite', ['db']),
             ('import', 'sqlite', 'db'), ('year-end', 'sqlite', 'out'), ('act', 'sqlite', ['state']), ('migrate', 'sqlite', ['db']),
             ('big-report', 'sqlite', ['out']), ('year-end', 'sqlite', ['db']), ('import-again', 'sqlite', ['db']),
             ('act', 'postgresql', ['state']), ('year-end', 'postgresql', 'out')]

    def prepare(self):
        write_big_tables(self.ground.folder / 'big')
        with self.ground.site('sqlite', 'empty') as site:
            site.must(*BIG_IMPORT.words_in(self.ground))
            self.ground.keep(site, 'big')
        self.may_mount = may_mount()
        self.kinds = [kind for kind in self.KINDS if kind[1] in self.ground.backends and (self.may_mount or isinstance(kind[2], list))]
        self.courses, self.calls = {}, {}
        for name, database, places in self.kinds:
            if (database, name) not in self.courses:
                self.courses[database, name] = survey(self.ground, database, name, kinds=())
            if isinstance(places, list):
                self.calls[database, name, places[0]] = self.count(database, name, places)
        if not self.may_mount:
            print('    left out: small file systems, which cannot be mounted here')

    def count(self, database, name, places):
        operation = OPERATIONS[name]
        with self.ground.site(database, operation.base) as site:
            site.must(*operation.words_in(self.ground), fault=Fault(places=places))
            if site.calls() == 0:
                raise Failure(f'{name} on {database} never writes into {places}: nothing to fail')
            return site.calls()

    def round(self, number, rng):
        name, database, places = self.kinds[number % len(self.kinds)]
        course = self.courses[database, name]
        with self.ground.site(database, course.operation.base) as site:
            if isinstance(places, str):
                ended, done = self.on_small_disk(course, site, places, rng)
            else:
                at = rng.randrange(1, self.calls[database, name, places[0]] + 1)
                fault = Fault(rng.choice(['full', 'error', 'once']), at, places=places)
                ended, done = self.starve(course, site, fault=fault)
            check_again(course, site, done)
            where = places if isinstance(places, str) else places[0]
            return f'{name}, {where}{" (a small file system)" if isinstance(places, str) else ""}: exit {ended.code}'

    def starve(self, course, site, **disturbance):
        ended = site.run(*course.operation.words_in(self.ground), **disturbance)
        check_talk(ended)
        if ended.code not in (0, 3):
            raise Failure(f'neither done nor "could not": {ended}')
        return ended, check_between(course, site, ended)

    def on_small_disk(self, course, site, place, rng):
        if place == 'db':
            size = os.path.getsize(site.folder / 'db/xueshi.db') // KIB + rng.randrange(40, 420, 4)
        else:
            size = rng.randrange(4, 32, 4)
        with small_disk(site.folder / place, size) as grow:
            ended, done = self.starve(course, site)
            grow()
            check_again(course, site, done)
            files = {path: path.read_bytes() for path in (site.folder / place).rglob('*') if path.is_file()}
        for path, made in files.items():  # what is looked at afterwards
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        return ended, True


def may_mount():
    """Root may, but for one in a container."""
    with tempfile.TemporaryDirectory() as folder:
        mount = subprocess.run(['mount', '-t', 'tmpfs', 'none', folder], capture_output=True)
        return mount.returncode == 0 and subprocess.run(['umount', folder], capture_output=True).returncode == 0


@contextlib.contextmanager
def small_disk(folder, kib):
    """`folder` on a file system of its own, with what it holds. Hands out what makes it large."""
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={kib}k', 'none', str(folder)], check=True)
    try:
        for name, made in held.items():
            (folder / name).write_bytes(made)
        yield lambda: subprocess.run(['mount', '-o', 'remount,size=64m', str(folder)], check=True)
    finally:
        subprocess.run(['umount', '-l', str(folder)], check=True)
