"""What is tortured: operations, what each leaves behind when nothing disturbs it, and whether a disturbed one did the same.

However a run ends: what it acknowledged is there, nothing is there twice, of the rest all or nothing; a file under its final
name is whole; the operation run again leads to where an undisturbed run ends.
"""
import dataclasses
import io

import academy
from ground import Failure, Fault, check_talk, difference

import openpyxl

ABOUT = ['--year', academy.YEAR, '--org', academy.INSTITUTE]
NEW_YEAR = f'{int(academy.YEAR) + 1}-01-02T09:00:00+08:00'
UNKNOWN = '结果不明'           # what a message says where nobody can know
UNCHANGED = '没有改动任何数据'


@dataclasses.dataclass
class Operation:
    name: str
    base: str
    words: list
    again: tuple = (0,)     # exit codes of the same once more, after it was done
    steps: bool = False     # several transactions: what is in between is not all or nothing

    def words_in(self, ground):
        return [str(ground.folder / word[1:]) if word.startswith('@') else word for word in self.words]


OPERATIONS = {operation.name: operation for operation in [
    Operation('migrate', 'old', ['init'], steps=True),
    Operation('import', 'empty', ['import', '@tables']),
    Operation('import-again', 'filled', ['import', '@changes']),
    Operation('act', 'reported', ['act', 'plan', ','.join(academy.PLANS), 'approve', '--comment', '同意', '--as', academy.ADMIN],
              again=(1,)),
    Operation('finalise', 'reported', ['backbone', 'finalise', *ABOUT], again=(1,)),
    Operation('year-end', 'closed', ['report', 'year-end', *ABOUT, '--out', 'out', '--jobs', '1'], steps=True),
    Operation('run-due', 'closed', ['schedule', 'run-due', '--pause', '0', '--now', NEW_YEAR], steps=True),
]}


@dataclasses.dataclass
class Course:
    """An operation undisturbed, on one database."""
    operation: Operation
    before: dict
    after: dict
    files: dict
    seconds: float
    calls: dict  # by kind of call: how many


def survey(ground, database, name, kinds=('disk', 'net')):
    """Runs it undisturbed, once for every kind of call: the oracle, its duration, and how many calls there are to fail."""
    operation = OPERATIONS[name]
    words = operation.words_in(ground)
    with ground.site(database, operation.base) as site:
        before = site.content()
        seconds = site.must(*words).seconds
        after, files = site.content(), site.files()
        again = site.run(*words)
        if again.code not in operation.again or difference(after, site.content()):
            raise Failure(f'{name} again: {again}')
    for file, made in files.items():
        check_workbook(file, made)
    calls = {}
    for kind in kinds:
        with ground.site(database, operation.base) as site:
            site.must(*words, fault=Fault(calls=kind))
            calls[kind] = site.calls()
    return Course(operation, before, after, files, seconds, calls)


def check_workbook(name, made):
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    cells = sum(cell.value is not None for row in sheet.iter_rows() for cell in row)
    if cells < 3:  # a title, a line above, a heading: less is no report
        raise Failure(f'{name}: only {cells} cells')


def check_files(course, site, what):
    """Under final names nothing but whole workbooks."""
    for name, made in site.files().items():
        if name.endswith('.xlsx') and made != course.files.get(name):
            raise Failure(f'{what}: {name} is not the workbook that an undisturbed run makes')


def check_between(course, site, ended):
    """After a disturbed run. True where it was done."""
    found = site.content()
    check_files(course, site, 'after the disturbance')
    not_done, not_untouched = difference(course.after, found), difference(course.before, found)
    if ended.code == 0 and not_done:
        raise Failure(f'acknowledged, but not done:\n{not_done}')
    if UNCHANGED in ended.err and UNKNOWN not in ended.err and not_untouched:
        raise Failure(f'"{UNCHANGED}", but it was changed:\n{not_untouched}')
    if not_done and not_untouched and not course.operation.steps:
        raise Failure(f'half done; to be as before:\n{not_untouched}\nto be as after:\n{not_done}')
    return not not_done


def check_again(course, site, done):
    """The same again, and everything is as if nothing had been."""
    ended = site.run(*course.operation.words_in(site.ground))
    allowed = {0, *course.operation.again} if course.operation.steps else course.operation.again if done else (0,)
    if ended.code not in allowed:
        raise Failure(f'run again: {ended}')
    wrong = difference(course.after, site.content())
    if wrong:
        raise Failure(f'run again, it does not lead to where an undisturbed run ends:\n{wrong}')
    if course.files != site.files():
        raise Failure(f'run again, the files are others: {sorted(site.files())}')
    check_audit(site)


def check_audit(site):
    verified = site.run('audit', 'verify')
    if verified.code:
        raise Failure(f'audit verify: {verified}')


def disturb(course, site, **disturbance):
    """One round: disturbed, looked at, again. Answers how the disturbed run ended."""
    ended = site.run(*course.operation.words_in(site.ground), **disturbance)
    check_talk(ended)
    done = check_between(course, site, ended)
    if course.operation.base != 'old':
        check_audit(site)
    check_again(course, site, done)
    return ended, done
