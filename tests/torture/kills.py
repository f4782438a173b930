"""kill -9: at random moments, and at every single call to the disk."""
import concurrent.futures

from ground import Fault
from operations import disturb, survey
from rows import Row


KILLED = ('migrate', 'import', 'import-again', 'act', 'finalise', 'year-end', 'run-due')


def word(ended, done):
    return 'acknowledged' if ended.code == 0 else 'done, not said' if done else 'not done'


class Kill(Row):
    """Half of the rounds die after a random time, half at a random call."""
    name, short, box = 'kill', 500, 120

    def prepare(self):
        kinds = [(database, name) for database in self.ground.backends for name in KILLED]
        with concurrent.futures.ThreadPoolExecutor(self.workers) as pool:
            self.courses = dict(zip(kinds, pool.map(lambda kind: survey(self.ground, *kind), kinds)))

    def round(self, number, rng):
        kinds = sorted(self.courses)
        course, (database, _) = self.courses[kinds[number % len(kinds)]], kinds[number % len(kinds)]
        if rng.random() < 0.5:
            how = {'kill_after': rng.uniform(0.1, 1.05) * course.seconds}
        else:
            calls = 'net' if database == 'postgresql' and rng.random() < 0.7 and course.calls['net'] else 'disk'
            at = rng.randrange(1, max(course.calls[calls], 1) + 1)
            how = {'fault': Fault(rng.choice(['kill', 'torn', 'after']), at, calls)}
        with self.ground.site(database, course.operation.base) as site:
            return f'{database}, {word(*disturb(course, site, **how))}'


class EveryCall(Row):
    """Every write, sync and rename of an import, a finalise and a publication, SQLite: before it, in its middle, after it."""
    name, databases = 'every-call', ('sqlite',)
    OPERATIONS = ('import', 'finalise', 'year-end', 'migrate')

    def prepare(self):
        courses = [survey(self.ground, 'sqlite', name) for name in self.OPERATIONS]
        self.points = [(course, at) for course in courses for at in range(1, course.calls['disk'] + 1)]
        self.short = len(self.points)
        print('    ' + ', '.join(f'{course.operation.name} {course.calls["disk"]}' for course in courses) + ' calls')

    def round(self, number, rng):
        course, at = self.points[number % len(self.points)]
        act = ('kill', 'torn', 'after')[(rng.randrange(3) + number // len(self.points)) % 3]
        with self.ground.site('sqlite', course.operation.base) as site:
            ended, done = disturb(course, site, fault=Fault(act, at))
            return f'{course.operation.name}, {word(ended, done)}'
