"""Do these tests see anything? The preloaded library reaches what it should, and the oracle notices what it must."""
import contextlib
import sqlite3

from ground import Failure, Fault, difference
from operations import OPERATIONS, UNKNOWN, check_again, check_between, survey
from rows import Row


def traced(site):
    return [line.split(' ', 1)[1] for line in (site.folder / 'trace').read_text().splitlines()]


class Doors(Row):
    name, databases, workers = 'doors', ('sqlite',), 1
    never_shared = True

    def prepare(self):
        self.courses = {name: survey(self.ground, 'sqlite', name) for name in ('import', 'act', 'year-end')}
        self.checks = [self.reaches_database, self.reaches_workbooks, self.kills_within_a_workbook, self.fills_the_disk,
                       self.does_not_know_after_a_failed_sync,
                       self.notices_a_lost_row, self.notices_a_double_row, self.notices_a_torn_workbook,
                       self.notices_a_leftover]
        self.short = len(self.checks)

    def round(self, number, rng):
        check = self.checks[number % len(self.checks)]
        check()
        return check.__name__.replace('_', ' ')

    def reaches_database(self):
        with self.ground.site('sqlite', 'empty') as site:
            site.must(*OPERATIONS['import'].words_in(self.ground), fault=Fault())
            calls = traced(site)
            for call in ('pwrite', 'fdatasync', 'ftruncate', 'unlink'):
                expect(any(line.startswith(call) for line in calls), f'import: no {call} was seen')

    def reaches_workbooks(self):
        with self.ground.site('sqlite', 'closed') as site:
            site.must(*OPERATIONS['year-end'].words, fault=Fault(places=['out']))
            calls = traced(site)
            expect(sum(line.startswith('write') for line in calls) >= 3, 'the writes of the workbooks are not seen')
            order = [line.split()[0] for line in calls if line.startswith(('fsync', 'rename'))]
            expect(order == ['fsync'] * 3 + ['rename'] * 3 + ['fsync'],
                   f'not the syncs of three files, their renames, the sync of their folder: {order}')

    def kills_within_a_workbook(self):
        """Half of a write: the file is there, longer than nothing, and no workbook."""
        with self.ground.site('sqlite', 'closed') as site:
            site.must(*OPERATIONS['year-end'].words, fault=Fault(places=['out']))
            at = 1 + [line.startswith('write') for line in traced(site)].index(True)
        with self.ground.site('sqlite', 'closed') as site:
            ended = site.run(*OPERATIONS['year-end'].words, fault=Fault('torn', at, places=['out']))
            expect(ended.code == -9, f'it was not killed: {ended}')
            parts = [made for name, made in site.files().items() if name.endswith('.part')]
            expect(len(parts) == 1 and len(parts[0]) > 0 and b'PK\x05\x06' not in parts[0], 'no torn part was left')

    def fills_the_disk(self):
        with self.ground.site('sqlite', 'closed') as site:
            ended = site.run(*OPERATIONS['year-end'].words, fault=Fault('full', 3, places=['out']))
            expect(ended.code == 3, f'a full disk was not noticed: {ended}')

    def does_not_know_after_a_failed_sync(self):
        """The commit is written, its sync fails: it may be there or not, and nothing else may be said."""
        course = self.courses['act']
        with self.ground.site('sqlite', 'reported') as site:
            site.must(*course.operation.words, fault=Fault(places=['db']))
            at = 1 + [line.startswith('fdatasync') for line in traced(site)].index(True)
        with self.ground.site('sqlite', 'reported') as site:
            ended = site.run(*course.operation.words, fault=Fault('once', at, places=['db']))
            expect(ended.code == 3 and UNKNOWN in ended.err, f'the sync of a commit failed: {ended}')
            check_again(course, site, check_between(course, site, ended))

    def notices_a_lost_row(self):
        self.must_fail('import', lambda site: tamper(site, "delete from record where number = 'L1003'"))

    def notices_a_double_row(self):
        self.must_fail('import', lambda site: tamper(site, "insert into exam values (1, 'E', 2017, 'T', 1)"))

    def notices_a_torn_workbook(self):
        def tear(site):
            path = next((site.folder / 'out').rglob('*-execution.xlsx'))
            path.write_bytes(path.read_bytes()[:-1])
        self.must_fail('year-end', tear)

    def notices_a_leftover(self):
        self.must_fail('year-end', lambda site: (site.folder / 'out/I1/x.part').write_text('x'))

    def must_fail(self, name, spoil):
        course = self.courses[name]
        with self.ground.site('sqlite', course.operation.base) as site:
            ended = site.must(*course.operation.words_in(self.ground))
            check_between(course, site, ended)
            spoil(site)
            try:
                check_between(course, site, ended)
                check_again(course, site, True)
            except Failure:
                return
            raise Failure('the oracle noticed nothing')


def tamper(site, statement):
    with contextlib.closing(sqlite3.connect(site.folder / 'db/xueshi.db')) as database, database:
        database.execute(statement)


def expect(holds, otherwise):
    if not holds:
        raise Failure(otherwise)
