#!/usr/bin/env python3
"""Whoever tampers with the database, the trail, the witness, a backup or a workbook is named; the untouched twin is not.

    tampered.py [--program build/xueshi]

The academy of damaged.py, with passwords issued and a backup made. Each tampering is done to a fresh copy, on SQLite and,
where XUESHI_TEST_PG names a server, on PostgreSQL, by somebody who has every right on what they touch, but not the key of
the witness – who hashes anew what has a hash of its own. The door that has to name it says so with exit 1 and a text that
names the place; the same door finds nothing in the twin, before and after.
"""
import argparse
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import damaged
from damaged import I001, I003, REPO

sys.path.insert(0, str(REPO / 'tests'))
from tally import Tally  # noqa: E402

PERSON = "(select id from person where employee = '110034')"
# Of 2017, approved, entered by somebody of I003.
RECORD = ("person_id = (select min(r.person_id) from record r join person p on p.id = r.person_id join org o on o.id ="
          " p.org_id where o.code like 'I003%' and r.posted = 0 and r.year = 2017 and r.status = 'approved') and posted ="
          " 0 and year = 2017 and status = 'approved'")
CLASS = "number = 'I001-2017-001'"
PLAN = "number = 'I002-2017-P03'"

# what is done, statements, a text in a row of `trail-agrees`
ROWS = [
    ('a role is given', [f"insert into role_grant (person_id, role, org_id) values ({PERSON}, 'institute', {I003})"],
     'I003 角色：与审计记录不符'),
    ('a role is taken away', [f"delete from role_grant where org_id = {I003} and role = 'institute_admin'"], '角色'),
    ('a role ends earlier', [f"update role_grant set ends = '2017-01-01' where org_id = {I001}"], '角色'),
    ('a role becomes a deputy’s', [f"update role_grant set deputy_for = {PERSON}, ends = '2018-01-01' where org_id = {I001}"],
     '角色'),
    ('a role of another unit', [f"update role_grant set org_id = {I003} where org_id = {I001}"], '角色'),
    ('somebody is exempted', ["update person set hours_required = 0 where employee = '110034'"], '人员 110034'),
    ('somebody was hired later', ["update person set hired = '2017-06-01' where employee = '110034'"], '人员 110034'),
    ('somebody has left', ["update person set left_on = '2016-12-31' where employee = '110034'"], '人员 110034'),
    ('somebody came back', ["update person set earlier_spells = '2010-01-01/2011-01-01' where employee ="
                            " '110034'"], '人员 110034'),
    ('somebody has another rank', ["update person set division_level = 1 - division_level where employee = '110034'"],
     '人员 110034'),
    ('somebody has another name', ["update person set name = '某某某' where employee = '110034'"], '人员 110034'),
    ('somebody has another login', ["update person set login = 'other' where employee = '110034'"], '人员 110034'),
    ('somebody is new', [f"insert into person (id, employee, name, login, org_id, division_level, hours_required, email)"
                         f" values (99999, '99999', 'n', '99999', {I003}, 0, 1, '')"], 'I003 人员'),
    ('somebody has a further column', ["update person set facts = '职称\t高级' where employee = '110034'"], '人员 110034'),
    ('somebody was away', [f"insert into absence (person_id, reason, begins, ends) select id, '产假', '2017-01-01',"
                           f" '2017-06-30' from person where employee = '110034'"], 'I001 离岗'),
    ('a password is another', ["update password set hash = hash || 'x'"], '密码'),
    ('a first password is a lasting one', ["update password set must_change = 0"], '密码'),
    ('a password is gone', ["delete from password"], '密码'),
    ('a headcount is smaller', ["update headcount set headcount = headcount - 57"], '单位在职总人数'),
    ('an institute has another name', ["update org set name = '某研究所' where code = 'I003'"], '机构 I003'),
    ('a plan costs more', [f"update plan set budget_fen = budget_fen + 1000 where {PLAN}"], f'计划 I002-2017-P03'),
    ('a plan is approved', [f"update plan set review = 'approved' where review <> 'approved'"], '计划'),
    ('a plan is published', [f"update plan set publication = 'published' where publication <> 'published'"], '计划'),
    ('a plan has another title', [f"update plan set title = 'x' where {PLAN}"], f'计划 I002-2017-P03'),
    ('a plan of another unit', [f"update plan set org_id = {I003} where {PLAN}"], f'计划 I002-2017-P03'),
    ('a plan of another year', [f"update plan set year = 2018 where {PLAN}"], f'I002-2017-P03'),
    ('a class has more people', [f"update class set headcount = headcount + 100 where {CLASS}"], '培训班 I001-2017-001'),
    ('a class has more hours', [f"update class set seconds = seconds + 3600 where {CLASS}"], '培训班 I001-2017-001'),
    ('a class costs less', [f"update class set budget_fen = 0 where {CLASS}"], '培训班 I001-2017-001'),
    ('a class had an outcome', [f"update class set outcome = '很好' where {CLASS}"], '培训班 I001-2017-001'),
    ('approved figures are others', ["update class_approved set headcount = headcount + 1"], '已批准的数字'),
    ('somebody was there', [f"insert into attendee (class_id, person_id, seconds, confirmed) select c.id, p.id, null, 1 from"
                            f" class c, person p where c.{CLASS} and p.employee = '110035'"], '参会人员'),
    ('somebody was there for longer', [f"update attendee set seconds = 86400 where class_id = (select id from class where"
                                       f" {CLASS})"], '参会人员 I001-2017-001/110034'),
    ('a record is of another work', [f"update record set work = 'W1' where {RECORD}"], '2017 年的学习记录'),
    ('a record has another author', [f"update record set author = 2 where {RECORD}"], '2017 年的学习记录'),
    ('a record is longer', [f"update record set seconds = seconds + 60 where {RECORD}"], '2017 年的学习记录'),
    ('a record of another category', [f"update record set source_id = (select max(id) from source) where {RECORD}"],
     '2017 年的学习记录'),
    ('a record of another year', [f"update record set year = 2016 where {RECORD}"], '2016 年的学习记录'),
    ('a record of another person', [f"update record set person_id = {PERSON}, number = 'moved' || number where {RECORD}"],
     '2017 年的学习记录'),
    ('a record is approved', ["update record set status = 'approved' where status = 'pending'"], '学习记录'),
    ('a record is voided', [f"update record set status = 'voided' where {RECORD}"], '2017 年的学习记录'),
    ('a record is new', [damaged.record('z1', 3600)], '2017 年的学习记录'),
    ('a record is gone', [f"delete from record where {RECORD}"], '2017 年的学习记录'),
    ('a source has another name', ["update source set name = 'x' where name = '在职自学'"], '学时来源'),
    ('rules in force say something else', ["update policy_proposal set content = content || '# x'"], '提请生效的规定 2016-001'),
    ('rules were taken into force', ["update policy_proposal set taken = taken + 1"], '提请生效的规定 2016-001'),
    ('rules were simulated otherwise', ["update policy_proposal set lost = 7"], '提请生效的规定 2016-001'),
    ('a proposal is gone', ["delete from policy_proposal"], '提请生效的规定 2016-001'),
    ('an exam is passed', ["update exam set passed = 1 - passed"], '考试'),
    ('passwords are not asked for any more', ["update installation set require_password = 0"], 'require_password'),
    ('there never was a witness', ["update installation set witnessed = 0"], 'witnessed'),
]

# On PostgreSQL: what is done, the trigger that is named
TRIGGERS = [
    ('a trigger is switched off', 'alter table audit disable trigger audit_no_change', 'audit.audit_no_change'),
    ('a trigger is gone', 'drop trigger watch_insert on plan', 'plan.watch_insert'),
    ('a trigger more', "create trigger more after insert on plan for each row execute function watch_rows('none')", 'plan.more'),
    ('a trigger never fires', "create or replace trigger watch_update after update on person referencing old table as old_rows new"
                              " table as new_rows for each statement when (false) execute function watch_rows('update')",
     'person.watch_update'),
    ('a trigger says something else', "create or replace trigger watch_delete after delete on record referencing old table as old_rows"
                                      " for each statement when (current_setting('xueshi.watch', true) = 'on') execute function"
                                      " watch_rows('insert')", 'record.watch_delete'),
    ('what watches rows does nothing', "create or replace function watch_rows() returns trigger language plpgsql as 'begin return null;"
                                       " end'", 'person.watch_update'),
    ('what watches rows is another’s', "create or replace function watch_rows() returns trigger language plpgsql security definer as"
                                       " $$begin if tg_argv[0] <> 'insert' then execute replace(current_setting('xueshi.watch_' ||"
                                       " tg_table_name), '{rows}', 'old_rows') using 0; end if; if tg_argv[0] <> 'delete' then execute"
                                       " replace(current_setting('xueshi.watch_' || tg_table_name), '{rows}', 'new_rows') using 1; end"
                                       " if; return null; end$$", 'person.watch_update'),
    ('what refuses changes of the trail does nothing', "create or replace function refuse_audit_change() returns trigger language"
                                                       " plpgsql as 'begin return null; end'", 'audit.audit_no_change'),
]

COLUMNS = ('previous chain seq at at_real employee login role org subject item action remark before_text after_text policy'
           ' graph outcome detail').split()


def audit_hash(row):
    parts = [str(row[column]).encode() for column in COLUMNS] + ([row['seal'].encode()] if row['seal'] else [])
    return hashlib.sha256(b''.join(str(len(part)).encode() + b':' + part for part in parts)).hexdigest()


def rows_of(path, chain):
    with sqlite3.connect(path) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute('select * from audit where chain = ? order by seq', (chain,))]


def rewritten(change):
    """Statements that change rows of a chain and make every hash after it fit again, its head too."""
    def statements(stage, chain='I001'):
        rows, previous, done = rows_of(stage.sound, chain), '', []
        change(rows)
        for seq, row in enumerate(rows, 1):
            row['seq'], row['previous'] = seq, previous
            previous = row['hash'] = audit_hash(row)
        names = list(rows[0])
        done.append(f"delete from audit where chain = '{chain}'")
        for row in rows:
            values = ', '.join(str(row[name]) if name in ('seq', 'at_real') else "'" + row[name].replace("'", "''") + "'"
                               for name in names)
            done.append(f"insert into audit ({', '.join(names)}) values ({values})")
        done.append(f"update audit_head set seq = {len(rows)}, hash = '{previous}' where chain = '{chain}'")
        return done
    return statements


def column(name, value):
    return rewritten(lambda rows: rows[4].update({name: value}))


# The trail: what is done, statements or what makes them, the code that `audit verify` says
TRAIL = [
    ('who did it is somebody else', ["update audit set employee = '110011' where chain = 'I001' and seq = 5"], 'audit.content'),
    ('what was there before', ["update audit set before_text = '' || 'x' where chain = 'I001' and seq = 5"], 'audit.content'),
    ('what it did to rows', ["update audit set seal = seal || 'x' where chain = 'I001' and seq = 1"], 'audit.content'),
    ('when it was', ["update audit set at = '2016-01-01 09:00' where chain = 'I001' and seq = 5"], 'audit.content'),
    ('an entry is gone', ["delete from audit where chain = 'I001' and seq = 5"], 'audit.hole'),
    ('the last entry is gone', ["delete from audit where chain = 'I001' and seq = (select max(seq) from audit where chain ="
                                " 'I001')"], 'audit.behind'),
    ('a chain is gone', ["delete from audit where chain = 'I003'", "delete from audit_head where chain = 'I003'"],
     'audit.behind'),
    ('a head is another', ["update audit_head set hash = 'x' where chain = 'I001'"], 'audit.head'),
    ('an entry is changed and every hash after it', column('employee', '110011'), 'audit.witness'),
    ('a seal is changed and every hash after it', rewritten(lambda rows: next(row for row in rows if row['seal']).update(seal='')), 'audit.witness'),
    ('an entry is taken out and every hash after it', rewritten(lambda rows: rows.pop(4)), 'audit.witness'),
    ('two entries change places, and every hash', rewritten(lambda rows: rows.insert(4, rows.pop(5))), 'audit.witness'),
]


def line(change):
    """Changes the lines of the heads file."""
    def done(state):
        file, = state.glob('*.heads')
        lines = file.read_text().splitlines()
        file.write_text('\n'.join(change(lines)) + '\n')
    return done


def other_key(state):
    key, = state.glob('*.key')
    text = key.read_text()
    key.write_text(text.replace(text[0], '1' if text[0] != '1' else '2', 1) if text[0] in '0123456789abcdef' else text[::-1])


def words(lines, n, change):
    parts = lines[n].split(' ')
    change(parts)
    lines[n] = ' '.join(parts)
    return lines


# The witness: what is done, to the state folder, the code that `audit verify` says
WITNESS = [
    ('it is gone', lambda state: next(state.glob('*.heads')).unlink(), 'audit.witness-lost'),
    ('its key is gone', lambda state: next(state.glob('*.key')).unlink(), 'audit.key-lost'),
    ('its key is another', other_key, 'audit.signature'),
    ('a hash is another', line(lambda lines: words(lines, 0, lambda p: p.__setitem__(2, '0' * 64))), 'audit.signature'),
    ('a number is another', line(lambda lines: words(lines, -1, lambda p: p.__setitem__(1, '999'))), 'audit.signature'),
    ('a signature is another', line(lambda lines: words(lines, -1, lambda p: p.__setitem__(3, '0' * 128))), 'audit.signature'),
    ('a line says nothing', line(lambda lines: lines + ['anything at all']), 'audit.witness-line'),
    ('another key is said to sign', line(lambda lines: lines + [' '.join(['*key', '0' * 64, '1' * 64, '2' * 128, '3' * 128])]),
     'audit.key-change'),
]


def flip(name):
    def done(folder):
        file, = [path for path in folder.rglob(name) if path.is_file()]
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    return done


def in_copy(statements):
    """Changes the database of a backup (SQLite), and makes the manifest's hashes fit again: all but the signature."""
    def done(folder):
        file, = folder.glob('database.sqlite')
        old = hashlib.sha256(file.read_bytes()).hexdigest()
        with sqlite3.connect(file) as db:
            for statement in statements:
                assert db.execute(statement).rowcount > 0, statement
        db.close()
        manifest, = folder.glob('manifest*')
        text = manifest.read_text().replace(old, hashlib.sha256(file.read_bytes()).hexdigest())
        body = text[:text.rindex('seal: ')]
        manifest.write_text(body + 'seal: ' + hashlib.sha256(body.encode()).hexdigest() + '\n')
    return done


def said_older(folder):
    manifest, = folder.glob('manifest*')
    text = manifest.read_text()
    body = text[:text.rindex('seal: ')].replace('2017-12-01', '2017-11-01')
    manifest.write_text(body + 'seal: ' + hashlib.sha256(body.encode()).hexdigest() + '\n')


# A backup: what is done to its folder, a text that `backup verify` says; on SQLite
BACKUP = [
    ('a byte of its database', flip('database.sqlite'), 'database.sqlite'),
    ('a row in it, hashes and all', in_copy(["update person set hours_required = 0 where employee = '110034'"]), 'backup.signature'),
    ('a role in it, hashes and all', in_copy([f"insert into role_grant (person_id, role, org_id) values ({PERSON}, 'institute',"
                                              f" {I003})"]), 'backup.signature'),
    ('its day, hashes and all', said_older, 'backup.signature'),
    ('a byte of its witness', flip('*.heads'), 'heads'),
    ('a file is gone', lambda folder: next(folder.glob('**/*.heads')).unlink(), 'heads'),
    ('its manifest is gone', lambda folder: next(folder.glob('manifest*')).unlink(), 'manifest'),
]


def of_another(folder):
    shutil.copyfile(folder / 'out/I003/2017-execution.xlsx', folder / 'out/I002/2017-execution.xlsx')


# A workbook: what is done in the folder, by `report verify` of which file or by `verify`, a text
WORKBOOKS = [
    ('a byte of it', lambda folder: flip('2017-execution.xlsx')(folder / 'out/I003'), 'out/I003/2017-execution.xlsx', ''),
    ('something behind it', lambda folder: (folder / 'out/I003/2017-backbone.xlsx').open('ab').write(b'x'),
     'out/I003/2017-backbone.xlsx', ''),
    ('another institute’s in its place', of_another, None, 'out/I002/2017-execution.xlsx'),
    ('an older one is changed', lambda folder: flip('2017-annual-summary.1.xlsx')(folder / 'out/I001'), None, '第 1 版'),
    ('it is gone', lambda folder: (folder / 'out/I003/2017-execution.xlsx').unlink(), None, '不存在'),
]


class Stage:
    """The untouched academy, and copies of what is tampered with."""

    def __init__(self, program, folder, backend):
        self.academy = damaged.Academy(program, folder, backend)
        self.folder, self.backend = folder, backend
        self.sound = folder / 'sound.db'
        for words_ in (['password', 'issue', '110011', '110034', '--out', 'slips'],
                       ['policy', 'propose', str(REPO / 'rules/2016.yaml'), '--year', '2016'],
                       ['act', 'policy', '2016-001', 'confirm', '--as', 'hr'],
                       ['backup', 'create', 'backup']):
            done = self.academy.run(self.academy.url, *words_)
            assert done.returncode == 0, done.stdout + done.stderr
        # From now on passwords are asked for.
        asking = folder / 'xueshi.yaml'
        asking.write_text('require_password: true\n')
        self.academy.run(self.academy.url, 'plan', 'list', '--year', '2017')
        asking.unlink()

    def ask(self, url, *words_):
        done = self.academy.run(url, *words_)
        return done.returncode, done.stdout + done.stderr


def named(answer, text):
    code, said = answer
    if code != 1:
        return f'exit {code}: {said[-600:]}'
    return '' if text in said else f'does not say {text}: {said[-900:]}'


def named_row(stage, url, text):
    """In the rows of `trail-agrees`: its sentence is there whether it holds or not."""
    invariants, error = stage.academy.verify(url)
    if invariants is None:
        return error
    rows = invariants['trail-agrees']['rows']
    return '' if any(text in row for row in rows) else f'no row says {text}: {rows}'


def sound(answer):
    code, said = answer
    return '' if code == 0 else f'exit {code}: {said[-900:]}'


def tamper_files(stage, folder, work):
    """Runs `work` while the folder is changed; puts it back."""
    kept = stage.folder / 'kept'
    shutil.copytree(folder, kept)
    try:
        work()
    finally:
        shutil.rmtree(folder)
        kept.rename(folder)


def run(program, folder, backend, tally):
    stage = Stage(program, folder, backend)
    prefix = f'{backend.name}: '
    doors = [('verify',), ('audit', 'verify'), ('backup', 'verify', 'backup'),
             ('report', 'verify', 'out/I003/2017-execution.xlsx')]
    for door in doors:
        tally.check(prefix + f'untouched: {" ".join(door)}', sound(stage.ask(stage.academy.url, *door)))
    for name, statements, text in ROWS:
        url = backend.copy(statements)
        tally.check(prefix + name, named_row(stage, url, text))
        backend.drop(url)
    for name, statements, code in TRAIL:
        if callable(statements):
            if backend.name != 'sqlite':
                continue  # the rows are read from the file
            statements = statements(stage)
        url = backend.copy(statements)
        tally.check(prefix + name, named(stage.ask(url, 'audit', 'verify'), code))
        backend.drop(url)
    for name, damage, code in WITNESS:
        def witness():
            damage(folder / 'state')
            tally.check(prefix + 'witness: ' + name, named(stage.ask(stage.academy.url, 'audit', 'verify'), code))
        tamper_files(stage, folder / 'state', witness)
    if backend.name == 'sqlite':
        for trigger in damaged_triggers(stage.sound):
            url = backend.copy([])
            with sqlite3.connect(url.removeprefix('sqlite:')) as db:
                db.execute(f'drop trigger {trigger}')
            tally.check(prefix + f'no {trigger}', named_row(stage, url, trigger))
        url = backend.copy([])
        with sqlite3.connect(url.removeprefix('sqlite:')) as db:
            db.execute("create trigger more after update on plan begin update person set hours_required = 0; end")
        tally.check(prefix + 'a trigger more', named_row(stage, url, 'plan.more'))
        for name, damage, text in BACKUP:
            def backup():
                damage(folder / 'backup')
                tally.check(prefix + 'backup: ' + name, named(stage.ask(stage.academy.url, 'backup', 'verify', 'backup'), text))
            tamper_files(stage, folder / 'backup', backup)
    else:
        for name, statement, trigger in TRIGGERS:
            url = backend.copy([statement])
            tally.check(prefix + name, named_row(stage, url, trigger))
            backend.drop(url)
    for name, damage, file, text in WORKBOOKS:
        def workbook():
            damage(folder)
            door = ('report', 'verify', file) if file else ('verify',)
            tally.check(prefix + 'workbook: ' + name, named(stage.ask(stage.academy.url, *door), text))
        tamper_files(stage, folder / 'out', workbook)
    for door in doors:
        tally.check(prefix + f'untouched afterwards: {" ".join(door)}', sound(stage.ask(stage.academy.url, *door)))


def damaged_triggers(path):
    with sqlite3.connect(path) as db:
        return [name for (name,) in db.execute("select name from sqlite_master where type = 'trigger' order by name")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    tally = Tally()
    server = os.environ.get('XUESHI_TEST_PG')
    for make in [damaged.Sqlite] + ([lambda folder: damaged.Postgres(server)] if server else []):
        with tempfile.TemporaryDirectory(prefix='xueshi-tampered-') as folder:
            run(program, pathlib.Path(folder), make(pathlib.Path(folder)), tally)
    print(f'tampered: {tally.passed} passed, {tally.failed} failed')
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main())
