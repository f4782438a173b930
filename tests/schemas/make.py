#!/usr/bin/env python3
"""Writes SCHEMA.sql, a small academy in a database of an earlier schema: how the fixtures beside this file were made.

    make.py --program build/xueshi SCHEMA…
    make.py --step SCHEMA
    make.py --program PROGRAM-OF-THAT-SCHEMA --lived SCHEMA

A fixture is kept as it is for good: it stands for the databases that are out there. Made anew it would only show that the
steps fit each other. From schema 2 on there is an audit trail, with its witness in witness/. Entries that today's program
writes have a seal, which is part of their hash: from schema 5 on, where they have none, a fixture is the one before it with
the step done (--step). From schema 6 on the trail answers for the rows: a fixture is what a program of its own time makes of
the one before it, and has a witness-SCHEMA/ of its own (--lived).
"""
import argparse
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
STEPS = sorted((REPO / 'engine/infrastructure/database/schema').glob('*.sql'))
TABLES = REPO / 'tests/cases/academy/tables'
LEARNING = '''来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态
L1,2007,2023,线下培训,数据分析短训,某某大学,2023-05-08 09:00,2023-05-09 17:00,12.5,审核通过
L2,2007,2023,网络学时,在线讲座,某某平台,2023-06-01,2023-06-01,3,待审核
L3,2004,2023,在职自学,专著阅读,,2023-07-03,2023-07-07,20,审核通过
'''
CLASSES = '''培训编号,计划编号,培训名称,机构编码,培训年度,培训类别,培训开始时间,培训结束时间,学时,天数,计划参加人数,工作人员数,所需经费(万元),是否精品,具体地点,培训对象,培训目的,联系人,实施状态
K1,,科研诚信培训,I01,2023,其他培训,2023-03-06 09:00,2023-03-07 17:00,14,2,30,2,0.5,否,第一会议室,全体职工,提高能力,李某某,已实施
'''
ATTENDEES = '培训编号,员工编号,学时\nK1,2007,\nK1,2004,7\n'
ACTS = (['act', 'plan', 'N1', 'submit', '--as', 'mei'], ['act', 'plan', 'N1', 'approve', '--as', 'tao'],
        ['act', 'learning', 'L2', 'approve', '--as', 'tao'])


def statements(path, postgresql=False):
    """Those of a step as one of the databases reads them; a `;` at the end of a line ends one, as in database/schema.h."""
    own, other = ('{postgresql}', '{sqlite}') if postgresql else ('{sqlite}', '{postgresql}')
    lines = [line.strip() for line in path.read_text(encoding='utf-8').splitlines()]
    text = '\n'.join(line for line in lines if line and not line.startswith('--')) + '\n'
    for statement in text.split(';\n'):
        statement = statement.replace('\n', ' ')
        if not statement or statement.startswith(other):
            continue
        statement = statement.replace(own, '').replace('{text}', 'text collate "C"' if postgresql else 'text')
        yield statement.replace('{clustered}', '' if postgresql else ' without rowid')


def academy(program, folder, acts):
    """A database of today's with the academy in it; its state folder is `folder`/witness."""
    env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'XUESHI_HOME': str(REPO), 'XUESHI_DB': 'sqlite:now.db',
           'XUESHI_STATE': 'witness', 'XUESHI_NOW': '2024-03-04T09:00:00+08:00'}

    def run(*words):
        subprocess.run([program, *words, '--quiet'], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(TABLES, folder / 'tables')
    for name, text in (('learning', LEARNING), ('classes', CLASSES), ('attendees', ATTENDEES)):
        (folder / f'tables/{name}.csv').write_text(text, encoding='utf-8')
    run('init')
    run('import', 'tables')
    for words in acts:
        run(*words)
    return folder / 'now.db'


def fixture(now, schema):
    old = sqlite3.connect(':memory:')
    old.execute('create table migration (number bigint primary key)')
    for step in STEPS[:schema]:
        for statement in statements(step):
            old.execute(statement)
    old.executemany('insert into migration values (?)', [(n,) for n in range(1, schema + 1)])
    old.execute('attach ? as now', (str(now),))
    for (table,) in old.execute("select name from main.sqlite_master where type = 'table'").fetchall():
        if table == 'migration':
            continue
        columns = [[row[1] for row in old.execute(f'pragma {base}.table_info({table})')] for base in ('main', 'now')]
        both = ', '.join(c for c in columns[0] if c in columns[1])
        old.execute(f'insert into main.{table} ({both}) select {both} from now.{table}')
    old.commit()
    old.execute('detach now')
    return '\n'.join(old.iterdump()) + '\n'


def stepped(schema):
    old = sqlite3.connect(':memory:')
    old.executescript((HERE / f'{schema - 1}.sql').read_text(encoding='utf-8'))
    for statement in statements(STEPS[schema - 1]):
        old.execute(statement)
    old.execute('insert into migration values (?)', (schema,))
    old.commit()
    return '\n'.join(old.iterdump()) + '\n'


# What was done in the time of a schema. 6: two came back, the 入职时间 of one of whom was emptied afterwards. 7: one came back
# a third time.
LIVED = {
    6: (['act', 'person', '2009', 'edit', '--set', '离职时间=2022-06-30', '--as', 'lin'],
        ['act', 'person', '2009', 'edit', '--set', '入职时间=2024-02-01', '--set', '离职时间=', '--as', 'lin'],
        ['act', 'person', '3003', 'edit', '--set', '离职时间=2022-06-30', '--as', 'ouyang'],
        ['act', 'person', '3003', 'edit', '--set', '入职时间=2024-02-01', '--as', 'ouyang'],
        ['act', 'person', '3003', 'edit', '--set', '入职时间=', '--as', 'ouyang']),
    7: (['act', 'person', '2009', 'edit', '--set', '离职时间=2024-02-20', '--as', 'lin'],
        ['act', 'person', '2009', 'edit', '--set', '入职时间=2024-03-01', '--set', '离职时间=', '--as', 'lin']),
}


def lived(program, schema, folder):
    """The fixture before it in the hands of a program of the schema; its state folder is `folder`/witness."""
    database = sqlite3.connect(folder / 'then.db')
    database.executescript((HERE / f'{schema - 1}.sql').read_text(encoding='utf-8'))
    database.close()
    before = HERE / f'witness-{schema - 1}'
    shutil.copytree(before if before.exists() else HERE / 'witness', folder / 'witness')
    env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'XUESHI_HOME': str(REPO), 'XUESHI_DB': 'sqlite:then.db',
           'XUESHI_STATE': 'witness', 'XUESHI_NOW': '2024-03-04T15:00:00+08:00'}
    for words in (['init'], *LIVED[schema]):
        subprocess.run([program, *words, '--quiet'], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    for copy in (folder / 'witness').glob('backup-*'):
        shutil.rmtree(copy)
    with sqlite3.connect(folder / 'then.db') as database:
        found = database.execute('select max(number) from migration').fetchone()[0]
        if found != schema:
            raise SystemExit(f'{program} is of schema {found}, not {schema}')
        return '\n'.join(database.iterdump()) + '\n'


def keep_witness(made, name):
    shutil.rmtree(HERE / name, ignore_errors=True)
    shutil.copytree(made, HERE / name)
    for path in (HERE / name).iterdir():
        path.chmod(0o644)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=REPO / 'build/xueshi')
    parser.add_argument('--step', type=int)
    parser.add_argument('--lived', type=int)
    parser.add_argument('schemas', type=int, nargs='*')
    options = parser.parse_args()
    if options.step:
        (HERE / f'{options.step}.sql').write_text(stepped(options.step), encoding='utf-8')
        return
    program = os.path.abspath(options.program)
    if options.lived:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (HERE / f'{options.lived}.sql').write_text(lived(program, options.lived, folder), encoding='utf-8')
            keep_witness(folder / 'witness', f'witness-{options.lived}')
        return
    with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as acted:
        before = academy(program, pathlib.Path(plain), ())  # schema 1 knows no acts
        after = academy(program, pathlib.Path(acted), ACTS)
        for schema in options.schemas:
            (HERE / f'{schema}.sql').write_text(fixture(before if schema == 1 else after, schema), encoding='utf-8')
        keep_witness(pathlib.Path(acted) / 'witness', 'witness')


if __name__ == '__main__':
    main()
