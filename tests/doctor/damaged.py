#!/usr/bin/env python3
"""A sound installation passes `xueshi doctor`; damaged in one way, exactly the checks that notice it say so.

    damaged.py [--program build/xueshi]

Every damage starts from a fresh home, database and state folder, on SQLite; what only PostgreSQL can have wrong, where
XUESHI_TEST_PG names a server. (Its fsync is off there unless XUESHI_PG_DURABLE=1: one damage for nothing.)
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import uuid

REPO = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(REPO / 'tests'))
from tally import Tally  # noqa: E402

CHECKS = {'program', 'clock', 'time-zone', 'locale', 'fonts', 'disk', 'open-files', 'plugin-process', 'database', 'schema',
          'settings', 'pages', 'file-system', 'rules', 'workflows', 'schedules', 'plugins', 'witness', 'reports'}
OF_DATABASE = {'schema', 'settings', 'pages', 'file-system', 'witness'}


class Installation:
    """A home with a database to be damaged, and how the doctor is called."""

    def __init__(self, program, folder):
        self.folder = folder
        self.program = program
        self.home = folder / 'home'
        for part in ('rules', 'workflows', 'templates', 'plugins'):
            shutil.copytree(REPO / part, self.home / part)
        for part in ('state', 'reports', 'empty'):
            (folder / part).mkdir()
        self.file = folder / 'x.db'
        self.env = {'XUESHI_HOME': str(self.home), 'XUESHI_DB': f'sqlite:{self.file}',
                    'XUESHI_STATE': str(folder / 'state'), 'XUESHI_REPORTS': str(folder / 'reports'),
                    'LC_ALL': 'C.UTF-8', 'PATH': os.environ['PATH'], 'HOME': str(folder)}
        self.limits = {}
        self.run('init', '--quiet')
        self.run('import', str(REPO / 'examples/academy/orgs.csv'), '--quiet')

    def run(self, *words):
        def limit():
            for what, value in self.limits.items():
                resource.setrlimit(what, (value, value))
        return subprocess.run([self.program, *words], capture_output=True, text=True, env=self.env, cwd=self.folder,
                              preexec_fn=limit if self.limits else None)

    def write(self, path, text):
        with open(self.home / path, 'a', encoding='utf-8') as file:
            file.write(text)

    def sql(self, statement):
        with sqlite3.connect(self.file) as db:
            assert db.execute(statement).rowcount > 0

    def replace_program(self, plugin=None):
        """The program alone in a folder, with another plugin program or none beside it."""
        there = self.folder / 'bin'
        there.mkdir()
        self.program = shutil.copy2(self.program, there / 'xueshi')
        if plugin:
            shutil.copy2(plugin, there / 'xueshi-plugin')

    def age_program(self, year):
        self.replace_program(pathlib.Path(self.program).parent / 'xueshi-plugin')
        os.utime(self.program, ((year - 1970) * 31_557_600,) * 2)

    def tear_pages(self):
        with sqlite3.connect(self.file) as db:
            db.execute('pragma wal_checkpoint(truncate)')
            (page,) = db.execute("select rootpage from sqlite_master where name = 'org'").fetchone()
            (size,) = db.execute('pragma page_size').fetchone()
        with open(self.file, 'r+b') as file:
            file.seek((page - 1) * size + size // 2)
            file.write(b'\xff' * (size // 4))


def chmod_key(one):
    (key,) = (one.folder / 'state').glob('*.key')
    key.chmod(0o644)


# what is wrong, how it comes about, the checks that must say failed, those that must say warning, a text of the first
DAMAGES = [
    ('rules', lambda one: one.write('rules/2020.yaml', 'requirment: 1\n'), 'rules', '', 'policy.unknown-key'),
    ('a file that no year takes', lambda one: one.write('rules/2025.yml', 'extends: 2023\n'), 'rules', '', 'policy.file-name'),
    ('no rules', lambda one: shutil.rmtree(one.home / 'rules'), 'rules', '', 'policy.no-policy'),
    ('a graph', lambda one: one.write('workflows/plan.yaml', 'x: 1\n'), 'workflows', '', 'workflow.unknown-key'),
    ('schedules', lambda one: one.write('workflows/schedules.yaml', 'x: 1\n'), 'schedules', '', 'schedule.unknown-key'),
    ('a schedule of no report', lambda one: (one.home / 'workflows/schedules.yaml').write_text(
        'schedules:\n  - {id: a, report: nothing, repeat: FREQ=YEARLY, time_zone: Asia/Shanghai, reporting_year: current,'
        ' institutes: all}\n'), 'schedules', '', "没有名为 'nothing' 的报表"),
    ('no schedules', lambda one: (one.home / 'workflows/schedules.yaml').write_text('schedules: []\n'), '', 'schedules', '没有定时任务'),
    ("a plugin's program", lambda one: one.write('plugins/execution/main.lua', 'end\n'), 'plugins', '', 'plugin.syntax'),
    ('a template', lambda one: one.write('templates/backbone.yaml', 'x: 1\n'), 'plugins', '', 'template.unknown-key'),
    ('no plugin program', lambda one: one.replace_program(), 'plugin-process plugins', '', '没有插件程序'),
    ('a plugin program without limits', lambda one: one.replace_program('/bin/cat'), 'plugin-process plugins', '',
     '限制不起作用'),
    ('a home that is not there', lambda one: one.env.update(XUESHI_HOME='/nowhere'),
     'rules workflows schedules plugins', '', '/nowhere'),
    ('an older schema', lambda one: one.sql('delete from migration where number = (select max(number) from migration)'),
     'schema', '', '请先更新数据库的结构'),
    ('a newer schema', lambda one: one.sql('insert into migration values (99)'), 'schema', '', '99'),
    ('no database', lambda one: one.env.update(XUESHI_DB='sqlite:none.db'), 'database', '', '不存在'),
    ('not a database', lambda one: one.file.write_text('x' * 4096), 'database', '', '不是 SQLite'),
    ('torn pages', Installation.tear_pages, 'pages', '', '损坏'),
    ('a key for everybody', chmod_key, 'witness', '', 'chmod 600'),
    ('a state folder that takes nothing', lambda one: one.env.update(XUESHI_STATE='/proc'), 'witness', '', '不能写入'),
    ('a state folder that is not there', lambda one: one.env.update(XUESHI_STATE='later'), '', 'witness', '还不存在'),
    ('a reports folder that takes nothing', lambda one: one.env.update(XUESHI_REPORTS='/proc'), 'disk reports', '',
     '报表文件夹剩余 0 MiB'),
    ('a file in place of the reports', lambda one: one.env.update(XUESHI_REPORTS=str(one.file)), 'reports', '',
     '不能写入'),
    ('no reports folder', lambda one: one.env.update(XUESHI_REPORTS='later'), '', 'reports', '还不存在'),
    ('no room for temporary files', lambda one: one.env.update(TMPDIR='/proc'), 'disk', '', '临时文件夹剩余 0 MiB'),
    ('few open files', lambda one: one.limits.update({resource.RLIMIT_NOFILE: 60}), 'open-files', '', 'LimitNOFILE'),
    ('a clock in the past', lambda one: one.age_program(2099), 'clock', '', '早于'),
    ('a clock far ahead', lambda one: one.age_program(1990), 'clock', '', '二十年'),
    ('no time zones', lambda one: one.env.update(TZDIR=str(one.folder / 'empty')), 'time-zone', '', 'tzdata'),
    ('a locale without Chinese', lambda one: one.env.update(LC_ALL='C'), '', 'locale', 'UTF-8'),
    ('no fonts to be asked for', lambda one: one.env.update(PATH=str(one.folder / 'empty')), '', 'fonts', 'fc-match'),
    ('no Chinese font', lambda one: one.env.update(FONTCONFIG_FILE=str(one.folder / 'fonts.conf')) or
     (one.folder / 'fonts.conf').write_text('<fontconfig/>'), '', 'fonts', 'fc-match'),
]


def diagnose(one):
    done = one.run('doctor', '--json')
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    named = {health: {line['check'] for line in answer['checks'] if line['health'] == health}
             for health in ('failed', 'warning')}
    assert done.returncode == bool(named['failed']) and answer['ok'] == (not named['failed'])
    return answer['checks'], named


def judge(lines, named, failed, warning, text):
    """What is wrong with what the doctor said; empty where it is right."""
    wanted = {'failed': set(failed.split()), 'warning': set(warning.split())}
    bad = [line for line in lines if line['health'] != 'ok']
    if named != wanted:
        return f'said {bad}, not {wanted}'
    if not any(text in line['message'] + (line['about'] or '') for line in bad) and (failed or warning):
        return f'nothing says {text}: {bad}'
    return ''


def run_sqlite(program, tally):
    sound = ('sound', lambda one: None, '', '', '')
    for name, damage, failed, warning, text in [sound] + DAMAGES:
        with tempfile.TemporaryDirectory(prefix='xueshi-doctor-') as folder:
            one = Installation(program, pathlib.Path(folder))
            damage(one)
            lines, named = diagnose(one)
            problem = judge(lines, named, failed, warning, text)
            left_out = CHECKS - {line['check'] for line in lines}
            may_be = OF_DATABASE if 'database' in failed.split() else set()
            tally.check(name, problem or (f'not looked at: {left_out}' if left_out != may_be else ''))


class Server:
    def __init__(self, url):
        self.server = url

    def psql(self, url, *statements):
        for statement in statements:
            subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', url, '-c', statement], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def url(self, database, user='xueshi'):
        head, _, query = self.server.partition('?')
        return head.rsplit('/', 1)[0].replace('//xueshi@', f'//{user}@') + f'/{database}?{query}'

    def create(self, more=''):
        name = 'doctor_' + uuid.uuid4().hex
        self.psql(self.server, f'create database {name} template template0 {more}')
        return name


def ask(program, folder, url):
    one = Installation(program, folder)
    one.env.update(XUESHI_DB=url)
    one.run('init', '--quiet')
    return one


def run_postgres(program, server, tally):
    """Settings by name, whose health is asked for."""
    least = 'least_' + uuid.uuid4().hex[:8]
    server.psql(server.server, f'create role {least} login')
    owner = 'owner_' + uuid.uuid4().hex[:8]
    server.psql(server.server, f'create role {owner} login')

    def look(name, wanted, more='', before=lambda database: None, after=lambda database: None, user='xueshi', init='xueshi'):
        database = server.create(more)
        before(database)
        with tempfile.TemporaryDirectory(prefix='xueshi-doctor-') as folder:
            one = ask(program, pathlib.Path(folder), server.url(database, init))
            after(database)
            one.env.update(XUESHI_DB=server.url(database, user))
            lines, _ = diagnose(one)
            said = {line['about'] or line['check']: line['health'] for line in lines}
            problem = {about: said.get(about) for about, health in wanted.items() if said.get(about) != health}
            tally.check(f'postgresql: {name}', f'said {problem}, not {wanted}' if problem else '')
        server.psql(server.server, f'drop database {database} with (force)')

    fsync = 'ok' if os.environ.get('XUESHI_PG_DURABLE') == '1' else 'failed'
    look('sound', {'database': 'ok', 'schema': 'ok', 'server_encoding': 'ok', 'synchronous_commit': 'ok', 'fsync': fsync,
                   'full_page_writes': fsync, 'default_transaction_isolation': 'ok', 'max_connections': 'ok',
                   'standard_conforming_strings': 'ok',
                   'server-clock': 'ok', 'role': 'warning'})
    look('another encoding', {'server_encoding': 'failed'}, "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'")

    def alter(what):
        return lambda database: server.psql(server.server, f'alter database {database} set {what}')
    look('commits that do not wait', {'synchronous_commit': 'warning'}, before=alter('synchronous_commit = off'))
    look('literals with backslashes: every connection sets it', {'standard_conforming_strings': 'ok'},
         before=alter('standard_conforming_strings = off'))
    look('another isolation', {'default_transaction_isolation': 'warning'},
         before=alter("default_transaction_isolation = 'serializable'"))

    def grant(database):
        server.psql(server.url(database), f'grant select, insert, update, delete on all tables in schema public to {least}')
    look('a role of least rights', {'role': 'ok'}, after=grant, user=least)

    def give(database):
        server.psql(server.url(database), f'grant all on schema public to {owner}')
    look('the owner of the tables', {'role': 'warning'}, before=give, user=owner, init=owner)
    look('an older schema', {'schema': 'failed'}, after=lambda database: server.psql(
        server.url(database), 'delete from migration where number = (select max(number) from migration)'))
    with tempfile.TemporaryDirectory(prefix='xueshi-doctor-') as folder:
        one = Installation(program, pathlib.Path(folder))
        one.env.update(XUESHI_DB='postgresql://xueshi@/none?host=/nowhere')
        lines, named = diagnose(one)
        tally.check('postgresql: no server', judge(lines, named, 'database', '', '无法连接'))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    tally = Tally()
    run_sqlite(program, tally)
    if 'XUESHI_TEST_PG' in os.environ:
        run_postgres(program, Server(os.environ['XUESHI_TEST_PG']), tally)
    print(f'doctor: {tally.passed} passed, {tally.failed} failed')
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main())
