#!/usr/bin/env python3
"""Somebody holds what a request needs: it is let go with 503 and with words that say what to do, nothing of it is done, and
the next one is answered on the same connection.

    tests/console/deadline.py [--program build/xueshi] [--postgres]

On SQLite a writer does not end; on PostgreSQL a table is locked. How long anything takes is not judged. The last line is
`N passed, N failed`.
"""
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import run_suite  # noqa: E402


class HeldBySqlite:
    """Everything that writes waits, in vain."""

    def __init__(self, academy):
        self.writer = sqlite3.connect(academy.folder / 'console.db', isolation_level=None, timeout=60)
        self.writer.execute('begin immediate')

    def let_go(self):
        self.writer.execute('rollback')
        self.writer.close()


class HeldByPostgres:
    """Everything about plans waits, in vain."""

    def __init__(self, academy):
        self.locked = "pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'plan'::regclass"
        self.holder = subprocess.Popen(['psql', '-qXtA', academy.env['XUESHI_DB'], '-c',
                                        'begin; lock table plan in access exclusive mode; select pg_sleep(3600)'],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while academy.count(self.locked) == 0:
            time.sleep(0.05)

    def let_go(self):
        self.holder.send_signal(signal.SIGINT)
        self.holder.wait()


def tell(academy, check):
    academy.give_passwords('2001')
    academy.serve('--jobs', '1')
    lin = academy.browser('lin', 'institute_admin', 'I01')
    form = lin.get('/admin/plans/N2/do/submit')
    before = academy.contents()
    held = (HeldByPostgres if academy.postgres else HeldBySqlite)(academy)
    page = lin.send(form, '/admin/plans/N2/do/submit')
    held.let_go()
    check('let go', page.status, 503)
    words = ('用时过长', '没有办完的部分都已撤销', '缩小范围') if academy.postgres else ('系统正忙', '请稍等片刻再试')
    check('what to do', [word for word in words if word not in page.text], [])
    after = academy.contents()
    check('nothing was done', [t for t in after if before[t] != after[t]], [])
    check('the same form, once nobody is in the way', lin.send(form, '/admin/plans/N2/do/submit').status, 200)
    done = academy.contents()
    check('is done', 'audit' in [t for t in done if done[t] != after[t]], True)


run_suite('requests that were held up', __doc__, tell)
