#!/usr/bin/env python3
"""The role of the daily work on PostgreSQL (`init --grant`): what it may not do, and who is refused the grant.

    tests/daily_role.py --program build/xueshi

Needs a server in $XUESHI_TEST_PG. That the role may do all that the program does, the command line cases show, which run as
such a role; here are the boundaries. The last line is `N passed, N failed`.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import uuid

REPO = pathlib.Path(__file__).resolve().parent.parent

MARK = uuid.uuid4().hex
ROLE, STRONG, OWNER, DATABASE = (f'{word}_{MARK}' for word in ('daily', 'strong', 'owner', 'roles'))
PROPOSED = ['number', 'year', 'org_id', 'title', 'file', 'content', 'sha256', 'cases_file', 'cases', 'basis', 'proposed']
APPEND_ONLY = ['audit', 'graph', 'publication', 'kept_text']

# What the role is refused, one statement each. {table} stands for every table of the schema.
REFUSED = ['truncate {table}', 'drop table {table}', 'alter table {table} add column extra bigint',
           'alter table {table} disable trigger all', 'alter table {table} owner to {role}',
           'create index extra on {table} ((1))',
           "create trigger extra before insert on {table} execute function refuse_audit_change()"]
REFUSED_ONCE = ['create table extra (id bigint)', 'create schema extra', 'create function extra() returns bigint language sql as '
                "'select 1'", 'drop function refuse_audit_change() cascade', 'drop trigger audit_no_change on audit',
                'set session_replication_role = replica', 'create role extra', 'alter role {role} superuser',
                "create or replace function refresh_statistics() returns void language sql as 'select 1'",
                'insert into migration (number) values (1000)', 'update installation set id = id',
                "copy source from program 'true'", "copy source to '/tmp/extra'"]
ALLOWED = ['select count(*) from audit', 'create temporary table extra (id bigint)', 'select refresh_statistics()',
           'lock table audit_head in share row exclusive mode', 'select 1 from policy_proposal for update',
           'update policy_proposal set status = status, taken = taken, candidates_after = candidates_after']


class Suite:
    def __init__(self, program, server):
        self.program, self.server = program, server
        self.passed = self.failed = 0

    def url(self, role=None):
        head, _, query = self.server.partition('?')
        scheme, _, where = head.rsplit('/', 1)[0].partition('://')
        who = f'{role}@{where.rpartition("@")[2]}' if role else where
        return f'{scheme}://{who}/{DATABASE}?{query}'

    def sql(self, url, text):
        """(whether it was done, the SQLSTATE); always rolled back where a transaction can hold it."""
        done = subprocess.run(['psql', '-qXtA', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=sqlstate', url, '-c',
                               f'begin; {text}; rollback'], capture_output=True, text=True)
        return done.returncode == 0, (re.findall(r'ERROR:\s+(\w{5})', done.stderr) or [''])[0]

    def setup(self, text, url=None):
        for statement in text:
            subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', url or self.server, '-c', statement], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def xueshi(self, *words, role=None):
        return subprocess.run([self.program, *words, '--db', self.url(role)], capture_output=True, text=True)

    def check(self, holds, *words):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print('FAILED', *words)

    def refused(self, statement):
        done, state = self.sql(self.url(ROLE), statement)
        self.check(not done and state == '42501', statement, '→', 'done' if done else state)

    def tables(self):
        found = subprocess.run(['psql', '-qXtA', self.url(), '-c', "select relname from pg_class where relkind = 'r' and "
                                "relnamespace = 'public'::regnamespace order by 1"], capture_output=True, text=True, check=True)
        return found.stdout.split()

    def boundaries(self):
        for table in self.tables():
            for statement in REFUSED:
                self.refused(statement.format(table=table, role=ROLE))
            done, state = self.sql(self.url(ROLE), f'select count(*) from {table}')
            self.check(done, f'the program must read {table}', state)
        for statement in REFUSED_ONCE:
            self.refused(statement.format(role=ROLE))
        for table in APPEND_ONLY:
            self.refused(f'delete from {table}')
            column = {'audit': 'remark', 'graph': 'content', 'publication': 'sha256', 'kept_text': 'content'}[table]
            self.refused(f"update {table} set {column} = ''")
        for column in PROPOSED:
            self.refused(f"update policy_proposal set {column} = {column}")
        self.refused('delete from policy_proposal')
        for statement in ALLOWED:
            done, state = self.sql(self.url(ROLE), statement)
            self.check(done, statement, '→', state)

    def who_is_refused_the_grant(self):
        for role, why in [('nobody_' + MARK, '没有名为'), (STRONG, '超级用户'), (OWNER, '所有者')]:
            done = self.xueshi('init', '--grant', role)
            self.check(done.returncode == 3 and why in done.stderr, role, done.returncode, done.stderr)
        self.setup([f'grant create on schema public to {ROLE}'], self.url())
        done = self.xueshi('init', '--grant', ROLE)
        self.check(done.returncode == 3 and '建表' in done.stderr, 'may create', done.stderr)
        self.setup([f'revoke create on schema public from {ROLE}'], self.url())
        done = self.xueshi('init', '--grant', ROLE, role=ROLE)
        self.check(done.returncode == 3 and '权限不足' in done.stderr, 'grants itself', done.stderr)

    def grants_are_put_right(self):
        """What had been granted beside is taken away, and after a migration the role has what it needs."""
        self.setup([f'grant update, truncate on audit to {ROLE}', f'revoke all on job from {ROLE}'], self.url())
        done = self.xueshi('init', '--grant', ROLE)
        self.check(done.returncode == 0, 'granted again', done.stderr)
        self.refused("update audit set remark = ''")
        self.check(self.sql(self.url(ROLE), 'delete from job')[0], 'delete from job')

    def temporary_tables(self):
        """Every act makes one. Taken from everybody, the owner of the database gives it to the role; another is refused."""
        with tempfile.TemporaryDirectory() as state:
            self.grants_temporary_tables(['act', 'plan', 'N1', 'submit', '--home', str(REPO), '--state', state])

    def grants_temporary_tables(self, act):
        self.setup([f'revoke temporary on database {DATABASE} from public'], self.url())
        done = self.xueshi(*act, role=ROLE)
        self.check(done.returncode == 3 and '不能建立临时表' in done.stderr, 'an act without them', done.returncode, done.stderr)
        self.setup([f'alter database {DATABASE} owner to {STRONG}'], self.url())
        done = self.xueshi('init', '--grant', ROLE, role=OWNER)
        self.check(done.returncode == 3 and '所有者授予' in done.stderr, 'not the owner of the database', done.stderr)
        self.setup([f'alter database {DATABASE} owner to {OWNER}'], self.url())
        done = self.xueshi('init', '--grant', ROLE, role=OWNER)
        self.check(done.returncode == 0, 'the owner of the database', done.stderr)
        done = self.xueshi(*act, role=ROLE)
        self.check(done.returncode == 1 and 'plan.not-found' in done.stderr, 'an act with them', done.returncode, done.stderr)

    def migrations_grant_anew(self):
        self.setup(['alter table installation drop require_password, drop witnessed', 'drop table wrong_password',
                    'drop index person_login_fold', 'alter table backbone_frozen drop exempt', 'alter table person drop earlier_spells',
                    'alter table role_grant drop begins, drop ends, drop deputy_for',
                    'drop table kept_text, publication, job, occurrence, web_session, sign_in_failure, form_key, upload, work, person_contact, message_look, policy_proposal,'
                    ' absence', 'alter table person drop facts', 'alter table record drop work, drop author',
                    'alter table audit drop seal', 'alter table plan drop budget_given', 'drop function watch_rows cascade', 'drop index attendee_waiting, item_plan_author, item_class_author, record_waiting_of',
                    'delete from migration where number >= 3'], self.url())
        done = self.xueshi('inbox', role=ROLE)
        self.check(done.returncode == 3 and 'xueshi init' in done.stderr, 'an old schema', done.stderr)
        done = self.xueshi('init', role=ROLE)
        self.check(done.returncode == 3, 'the role migrates', done.stderr)
        done = self.xueshi('init')
        self.check(done.returncode == 0, 'the owner migrates', done.stderr)
        self.check(self.sql(self.url(ROLE), 'delete from job')[0], 'a new table')
        self.check(self.xueshi('init', role=ROLE).returncode == 0, 'init where nothing is to do')

    def run(self):
        self.setup([f'create role {ROLE} login', f'create role {STRONG} superuser login', f'create role {OWNER} login',
                    f'create database {DATABASE} owner {OWNER} template template0'])
        try:
            self.check(self.xueshi('init', '--quiet', role=OWNER).returncode == 0, 'init')
            self.check(self.xueshi('init', '--grant', ROLE, role=OWNER).returncode == 0, 'init --grant')
            self.boundaries()
            self.who_is_refused_the_grant()
            self.grants_are_put_right()
            self.temporary_tables()
            self.migrations_grant_anew()
        finally:
            self.setup([f'drop database {DATABASE} with (force)', f'drop role {ROLE}', f'drop role {STRONG}', f'drop role {OWNER}'])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', required=True)
    options = parser.parse_args()
    suite = Suite(options.program, os.environ['XUESHI_TEST_PG'])
    suite.run()
    print(f'{suite.passed} passed, {suite.failed} failed')
    sys.exit(1 if suite.failed else 0)


if __name__ == '__main__':
    main()
