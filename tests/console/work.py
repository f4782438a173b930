#!/usr/bin/env python3
"""What takes longer than a page may be waited for: a large file is looked at and imported beside the requests, its progress is
seen by who asked for it, and it is done once, whoever is killed or told to stop meanwhile.

    tests/console/work.py [--program build/xueshi] [--postgres] [--rows 4000]

The last line is `N passed, N failed`.
"""
import argparse
import json
import pathlib
import signal
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, Academy  # noqa: E402
from browser import Browser  # noqa: E402
from tally import Tally  # noqa: E402

HEADINGS = '员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,邮箱\n'
IMPORT = '/admin/people/import'


def people(first, count):
    return (HEADINGS + ''.join(f'{first + i},新人{i},new{first + i},I01-D1,科研,否,2023-02-01,,是,new{first + i}@example.org\n'
                               for i in range(count))).encode()


def state_of(browser, address):
    return json.loads(browser.json(address).body)


def total(browser):
    return json.loads(browser.json('/admin/people').body)['total']


def imports_of(academy, name):
    return [entry for entry in json.loads(academy.run('audit', 'show', 'import', name, '--json').stdout) if entry['outcome'] == 'done']


def upload(browser, name, content):
    """The upload's page, once it was looked at."""
    return browser.send_file(browser.get(IMPORT), IMPORT, name, content, {'kind': 'people'})


def press(browser, page):
    """[导入], not followed: the answer."""
    form = page.form_to(page.address)
    return browser.ask('POST', page.address, [(name, value or '') for name, value in form['fields'] if name])


def again(browser, academy):
    """The same browser at a console that was started anew."""
    other = Browser('127.0.0.1', academy.port)
    other.cookies = dict(browser.cookies)
    return other


def seen_by_whom(academy, check, count):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    before = total(lin)
    answer = lin.ask_with_file(lin.get(IMPORT), IMPORT, '许多.csv', people(50_000, count), {'kind': 'people'})
    check('a large file is not waited for', (answer.status, answer.headers.get('location', '').startswith('/admin/work/')), (303, True))
    address = answer.headers['location']
    page = lin.ask('GET', address)
    if page.status == 200:
        check('its progress', [word for word in ('检查 许多.csv', '状态', '提出时间', '刷新') if word not in page.text], [])
        check('refreshes itself', page.refresh.isdigit(), True)
        check('in words', page.title.split('：')[0] in ('等待', '进行中'), True)
    told = state_of(lin, address)
    check('for programs', (told['title'], told['state'] in ('waiting', 'running', 'done'), told['id']),
          ('检查 许多.csv', True, address.rsplit('/', 1)[1]))
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    check('nobody else’s', (tao.ask('GET', address).status, tao.json(address).status), (404, 404))
    check('nor a learner’s', lin.ask('GET', address.replace('/admin/', '/me/')).status, 404)
    page = lin.follow(page)
    check('on to what was found', (page.status, f'新增 {count}' in page.text, '检查通过' in page.text), (200, True, True))
    fang = academy.browser('fang', 'academy_admin', 'A')
    told = state_of(fang, address)
    check('who may see jobs sees it, not what came of it', (told['state'], told['place'], told['result']), ('done', None, None))
    check('on a page', (fang.get(address).address, '已完成' in fang.get(address).text), (address, True))
    check('nothing is there yet', total(lin), before)
    asked = press(lin, page)
    check('nor is the import', asked.headers.get('location', '').startswith('/admin/work/'), True)
    check('asked for twice', press(lin, page).headers['location'], asked.headers['location'])
    waiting = lin.ask('GET', page.address)
    if '正在导入' in waiting.text:
        check('the upload’s page leads there', asked.headers['location'] in waiting.links, True)
    page = lin.follow(asked)
    check('imported', (page.address.startswith('/admin/imports/'), '已导入' in page.text, total(lin)), (True, True, before + count))
    check('once', [entry['after']['新增'] for entry in imports_of(academy, '许多.csv')], [str(count)])
    check('in the name of who asked', {entry['login'] for entry in imports_of(academy, '许多.csv')}, {'lin'})
    page = upload(lin, '二十.csv', people(80_000, 20))
    check('a small one is waited for', press(lin, page).headers['location'], page.address)
    wrong = people(81_000, count).replace('2023-02-01'.encode(), '2023-02-31'.encode(), 2)
    page = upload(lin, '坏.csv', wrong)
    check('what is wrong', (page.address.startswith('/admin/imports/'), '有错误，没有导入' in page.text, '2023-02-31' in page.text),
          (True, True, True))


def stopped(academy, check, count, how, first):
    """Ended in the middle of an import, which then comes to its end."""
    name = f'{how.name}.csv'
    lin = academy.browser('lin', 'institute_admin', 'I01')
    before = total(lin)
    page = upload(lin, name, people(first, count))
    address = press(lin, page).headers['location']
    while state_of(lin, address)['state'] == 'waiting':
        time.sleep(0.005)
    was = state_of(lin, address)['state']
    began = time.time()
    academy.server.send_signal(how)
    code = academy.server.wait()
    if how == signal.SIGTERM:
        check(f'{how.name}: ends in time', (code, time.time() - began < 30), (0, True))
    academy.server = None
    academy.serve('--jobs', '1')
    lin = again(lin, academy)
    page = lin.follow(lin.ask('GET', address))
    check(f'{how.name} while {was}: imported all the same', (page.address.startswith('/admin/imports/'), '已导入' in page.text,
                                                          total(lin)), (True, True, before + count))
    check(f'{how.name}: once', [entry['after']['新增'] for entry in imports_of(academy, name)], [str(count)])
    check(f'{how.name}: told as done', (state_of(lin, address)['state'], state_of(lin, page.address)['state']), ('done', 'imported'))


def without_the_role(academy, check, count):
    """Who loses the role before it is done did ask, but it is not done."""
    other = academy.browser('tao', 'department_admin', 'I01-D1')
    page = upload(other, '卸任.csv', people(95_000, count))
    address = press(other, page).headers['location']
    academy.server.kill()
    academy.server.wait()
    academy.server = None
    if imports_of(academy, '卸任.csv'):
        return  # it was quicker
    academy.run('act', 'person', '2003', 'revoke-role', '--set', '角色=部门管理员', '--set', '任职机构=I01-D1')
    academy.serve('--jobs', '1')
    fang = academy.browser('fang', 'academy_admin', 'A')
    while (told := state_of(fang, address))['state'] in ('waiting', 'running'):
        time.sleep(0.1)
    check('without the role it is not done', (told['state'], '角色' in (told['reason'] or '')), ('failed', True))
    check('nothing was imported', imports_of(academy, '卸任.csv'), [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    parser.add_argument('--rows', type=int, default=4000)
    options = parser.parse_args()
    tally = Tally()

    def check(what, found, wanted):
        tally.check(what, '' if found == wanted else f'{found!r}, not {wanted!r}')
    with Academy(options.program, options.postgres) as academy:
        academy.give_passwords('1001', '2001', '2003')
        academy.serve('--jobs', '1')  # one worker alone never waits for the end of a work
        seen_by_whom(academy, check, options.rows)
        stopped(academy, check, options.rows, signal.SIGKILL, 60_000)
        stopped(academy, check, options.rows, signal.SIGTERM, 70_000)
        without_the_role(academy, check, options.rows)
        for words in (['verify'], ['audit', 'verify']):
            found = academy.run(*words, check=False)
            tally.check(' '.join(words), found.stdout + found.stderr if found.returncode else '')
    print(f'work of the console: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
