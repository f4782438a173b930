#!/usr/bin/env python3
"""The door of the console: signing in, the first password, roles, the password once more, forms and their keys.

    tests/console/door.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, run_suite  # noqa: E402
from browser import Browser  # noqa: E402


def first_password(academy, check):
    first = academy.first_passwords('2001', '2007')
    browser = Browser('127.0.0.1', academy.port)
    check('who is not in is led to the door', browser.ask('GET', '/me?year=2023').headers['location'],
          '/login?to=%2Fme%3Fyear%3D2023')
    check('a program is told', browser.json('/me').status, 401)
    wrong = browser.sign_in('lin', 'nobody-knows-this')
    check('a wrong password', (wrong.status, '密码不正确' in wrong.text), (422, True))
    check('nobody of that name: the same words', browser.sign_in('nobody', 'x').text.replace('nobody', 'lin'), wrong.text)
    page = browser.sign_in('lin', first['lin'])
    check('the first password leads to another', page.address, '/password/first')
    check('and nowhere else', browser.get('/me').address, '/password/first')
    page = browser.send(page, '/password/first', {'fresh': 'lin', 'again': 'lin'})
    check('every reason at once', (page.status, '至少要有 10 个字符' in page.text, '不能含有本人' in page.text), (422, True, True))
    page = browser.send(page, '/password/first', {'fresh': PASSWORD, 'again': PASSWORD + 'x'})
    check('typed twice', '与新密码不同' in page.text, True)
    check('then one is in', browser.send(page, '/password/first', {'fresh': PASSWORD, 'again': PASSWORD}).address, '/me')
    check('once is enough', browser.get('/password/first').address, '/me')
    other = Browser('127.0.0.1', academy.port)
    other.sign_in('lin', PASSWORD)
    fresh = 'zweites-geheimnis'
    page = other.send(other.get('/me/settings/password'), '/me/settings/password',
                      {'password': PASSWORD, 'fresh': fresh, 'again': fresh})
    check('another password', page.address, '/me/settings')
    check('the other visits have ended', browser.get('/me').address.split('?')[0], '/login')
    other.send(other.get('/me/settings/password'), '/me/settings/password',
               {'password': fresh, 'fresh': PASSWORD, 'again': PASSWORD})


def roles(academy, check):
    browser = academy.browser('lin')
    check('a learner at first', browser.json('/admin/plans').status, 303)
    page = browser.get('/admin/plans')
    check('the password once more', page.address, '/admin/enter?to=%2Fadmin%2Fplans')
    wrong = browser.send(page, '/admin/enter', {'password': 'no'})
    check('not theirs', (wrong.status, '密码不正确' in wrong.text), (422, True))
    token = dict(browser.cookies)
    page = browser.send(wrong, '/admin/enter', {'password': PASSWORD})
    check('on to where they wanted', page.address, '/admin/plans')
    check('with another token', browser.cookies != token, True)
    check('the old token is nobody’s', Browser('127.0.0.1', academy.port).ask(
        'GET', '/me', headers={'Cookie': f'sid={token["sid"]}'}).status, 303)
    check('a learner holds no role', academy.browser('su').ask('GET', '/admin/plans').status, 403)
    several = academy.browser('qiao')
    page = several.get('/admin/plans')
    check('who holds several is asked which', page.address.split('?')[0], '/role')
    page = several.become('department_admin', 'I01-D3', PASSWORD)
    check('and has taken it', '部门管理员' in several.get('/admin/plans').text, True)
    page = several.get('/admin/plans/N4/do/submit')
    several.send_role('class_admin', 'I01-D3')
    page = several.send(page, '/admin/plans/N4/do/submit')
    check('a form of another role is not done', (page.status, '角色已经切换' in page.title), (409, True))
    out = several.send(several.get('/me'), '/logout')
    check('signed out', (out.address, several.cookies), ('/login', {}))


def forms(academy, check):
    browser = academy.browser('lin', 'institute_admin', 'I01')
    page = browser.get('/admin/plans/N2/do/submit')
    form = page.form_to('/admin/plans/N2/do/submit')
    fields = [(name, value or '') for name, value in form['fields'] if name]
    for what, change, headers in (
            ('without a key', lambda f: [p for p in f if p[0] != 'key'], None),
            ('with another key', lambda f: [(n, 'x' if n == 'key' else v) for n, v in f], None),
            ('from elsewhere', lambda f: f, {'Sec-Fetch-Site': 'cross-site'}),
            ('from another origin', lambda f: f, {'Sec-Fetch-Site': '', 'Origin': 'http://evil.example'})):
        check(what, browser.ask('POST', '/admin/plans/N2/do/submit', change(fields), headers).status, 403)
    check('nothing was done', '暂存' in browser.get('/admin/plans/N2').text, True)
    first = browser.ask('POST', '/admin/plans/N2/do/submit', fields)
    second = browser.ask('POST', '/admin/plans/N2/do/submit', fields)
    check('sent twice, done once', (first.status, second.status, first.headers['location'] == second.headers['location']),
          (303, 303, True))
    page = browser.get('/admin/plans/N2')
    check('what was done is told', '已办理' in page.text, True)
    check('once', '已办理' in browser.get('/admin/plans/N2').text, False)
    check('in the trail once', academy.run('audit', 'show', 'plan', 'N2', '--json').stdout.count('"submit"'), 1)
    check('not theirs, or not there: one page', browser.get('/admin/plans/X1').text.replace('X1', '').split('请求编号')[0],
          browser.get('/admin/plans/nobody').text.split('请求编号')[0])
    for place in ('//evil.example', '/\\evil.example', 'https://evil.example', '/ok\r\nX: y'):
        form = [('login', 'lin'), ('password', PASSWORD), ('to', place)]
        location = Browser('127.0.0.1', academy.port).ask('POST', '/login', form).headers['location']
        check(f'no way to {place!r}', re.fullmatch(r'/(?![/\\])[!-~]*', location) is not None, True)


def pauses(academy, check):
    browser = Browser('127.0.0.1', academy.port)
    for _ in range(5):
        page = browser.sign_in('shen', 'no-no-no-no')
    check('five wrong ones', page.status, 422)
    page = browser.sign_in('shen', PASSWORD)
    check('then a pause', (page.status, '请约' in page.text), (422, True))
    check('the command line goes by its own', academy.run('inbox', '--as', 'shen', XUESHI_PASSWORD=PASSWORD).returncode, 0)


def tell(academy, check):
    academy.give_passwords('2002', '2006', '2007')
    academy.serve()
    first_password(academy, check)
    academy.give_passwords('2007')
    roles(academy, check)
    forms(academy, check)
    pauses(academy, check)


run_suite('door of the console', __doc__, tell)
