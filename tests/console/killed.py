#!/usr/bin/env python3
"""The console is killed, and told to stop, while people work: what was acknowledged was done, once; nothing was done twice.

    tests/console/killed.py [--program build/xueshi] [--postgres] [--rounds 4]

The last line is `N passed, N failed`.
"""
import argparse
import collections
import http.client
import json
import pathlib
import signal
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import Academy  # noqa: E402
from browser import Browser  # noqa: E402
from tally import Tally  # noqa: E402

WORKERS = 4


class Worker(threading.Thread):
    """Edits a plan again and again, each time with a value that nobody else writes, and sends every third form twice."""

    def __init__(self, browser, plan, name):
        super().__init__()
        self.browser, self.plan, self.prefix = browser, plan, name
        self.acknowledged, self.sent, self.stop, self.wrong = [], [], threading.Event(), ''

    def run(self):
        address = f'/admin/plans/{self.plan}/do/edit'
        while not self.stop.is_set() and not self.wrong:
            value = f'{self.prefix}-{len(self.sent)}'
            try:
                page = self.browser.ask('GET', f'/admin/plans/{self.plan}/edit')
                if page.status != 200 and page.status < 500:
                    self.wrong = f'the form is not there: {page.status} {page.text[:200]}'
                    return
                fields = [(n, v or '') for n, v in page.form_to(address)['fields'] if n and n != '联系人'] + [('联系人', value)]
                self.sent.append(value)
                for _ in range(2 if len(self.sent) % 3 == 0 else 1):
                    answer = self.browser.ask('POST', address, fields)
                    if answer.status == 303 and answer.headers['location'] == f'/admin/plans/{self.plan}':
                        self.acknowledged.append(value)
            except AssertionError as error:
                self.wrong = str(error)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)


def make_plans(academy):
    """One for each worker, of the institute's own."""
    return [json.loads(academy.run('plan', 'create', '--as', 'lin', '--json', '--set', '培训计划类型=新增计划', '--set', '机构编码=I01', '--set',
                                   '年度=2024', '--set', '计划类型=项目计划', '--set', f'计划名称=科研诚信培训{number}').stdout)['id']
            for number in range(WORKERS)]


def written(academy):
    """value → how often the trail says that it was written."""
    entries = json.loads(academy.run('audit', 'show', '--json', quiet=False).stdout)
    return collections.Counter(entry['after']['联系人'] for entry in entries
                               if entry['action'] == 'edit' and entry['outcome'] == 'done' and '联系人' in entry['after'])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    parser.add_argument('--rounds', type=int, default=4)
    options = parser.parse_args()
    tally = Tally()
    with Academy(options.program, options.postgres) as academy:
        plans = make_plans(academy)
        academy.give_passwords('2001')
        acknowledged, sent = set(), set()
        cookies = None
        for number in range(options.rounds):
            academy.serve()
            first = academy.browser('lin', 'institute_admin', 'I01') if cookies is None else Browser('127.0.0.1', academy.port)
            cookies = cookies or first.cookies
            workers = []
            for i in range(WORKERS):
                browser = Browser('127.0.0.1', academy.port)
                browser.cookies = dict(cookies)
                workers.append(Worker(browser, plans[i], f'{number}-{i}'))
            for worker in workers:
                worker.start()
            while sum(len(worker.acknowledged) for worker in workers) < 10 * WORKERS and not any(w.wrong for w in workers):
                time.sleep(0.02)
            is_kill = number % 2 == 0
            academy.server.send_signal(signal.SIGKILL if is_kill else signal.SIGTERM)
            code = academy.server.wait()
            for worker in workers:
                worker.stop.set()
            for worker in workers:
                worker.join()
            if not is_kill:
                tally.check(f'round {number}: it ends when told', '' if code == 0 else f'exit {code}')
            academy.server = None
            tally.check(f'round {number}: the form is there', next((w.wrong for w in workers if w.wrong), ''))
            done = written(academy)
            for worker in workers:
                acknowledged.update(worker.acknowledged)
                sent.update(worker.sent)
            lost = [value for value in acknowledged if done[value] != 1]
            tally.check(f'round {number}: {len(acknowledged)} acknowledged deeds, each done once', str(lost[:5]) if lost else '')
            twice = [value for value, times in done.items() if times > 1 and value in sent]
            tally.check(f'round {number}: none done twice', str(twice[:5]) if twice else '')
        for words in (['verify'], ['audit', 'verify']):
            found = academy.run(*words, check=False)
            tally.check(' '.join(words), found.stdout + found.stderr if found.returncode else '')
    print(f'console killed: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
