#!/usr/bin/env python3
"""A draft of rules in the console: looked at from every side, proposed by one administrator, confirmed by another.

    tests/console/policy.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import hashlib
import json
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import REPO, run_suite  # noqa: E402

RULES = '''extends: 2020
source: 试行〔2024〕1号

accounts:
  online: {cap: 45}

requirements:
  - {id: leaders, when: {rank: division_level}, need: {training: 110, online: 45}}
  - {id: staff,   need: {training: 80, online: 45}}
'''
CASES = '''year: 2024
cases:
  - name: 培训 80、网络 45 达标
    records: [[2024-03-03, 线下培训, 80], [2024-04-07, 网络学时, 45]]
    expect: {met: true, requirement: staff, total: 125}
'''
DRAFT, PROPOSALS = '/admin/policy/draft', '/admin/policy/proposals'


def has(check, what, page, *words):
    check(what, (page.status, [word for word in words if word not in page.text]), (200, []))


def offers(page):
    return any(tag == 'button' and given.get('value') == 'propose' for tag, given in page.elements)


def fill(academy):
    (academy.folder / 'roles.csv').write_text('员工编号,角色,机构编码\n1002,院管理员,A\n')
    academy.run('import', 'roles.csv')
    record = ['--set', '培训名称=研讨', '--set', '开始时间=2024-02-01', '--set', '结束时间=2024-03-01', '--set', '员工编号=2007', '--as', 'tao']
    for source, hours in (('线下培训', '85'), ('网络学时', '50')):
        academy.run('learning', 'create', '--set', f'类别={source}', '--set', f'学时={hours}', *record)


def tried(fang, check):
    page = fang.get('/admin/policy?year=2024')
    has(check, 'from the rules to the draft', page, '规定草案', '提请生效的规定')
    page = fang.get(DRAFT)
    has(check, 'what is asked for', page, '施行年度', '规定文件', '用例文件', '检查并模拟')
    wrong = RULES.replace('training: 80', 'trainign: 80')
    page = fang.send_file(page, DRAFT, '2024.yaml', wrong.encode(), {'年度': '2024', 'cases-text': CASES}, part='rules')
    has(check, 'every mistake with its line', page, '检查：有误', "2024.yaml:9:", "'trainign' 不存在，是否应为 'training'", 'trainign: 80')
    check('with a caret', '^' in page.text, True)
    has(check, 'why it is not proposed', page, '还不能提请生效：规定有误')
    check('nor offered', offers(page), False)
    check('what is wrong, once', page.text.count("'trainign' 不存在"), 1)
    check('nothing else is said', [word for word in ('模拟：', '骨干候选') if word in page.text], [])
    page = fang.send(page, DRAFT, {'text': RULES.replace('\n', '\r\n'), 'cases-text': CASES})
    has(check, 'proved', page, '检查', '已证明')
    has(check, 'its cases, and what none holds', page, '1 个用例通过，0 个未通过', '没有用例守住')
    has(check, 'simulated', page, '模拟：', '合计', '澄湖研究所', '结果不同的人（1 人）', '2007 苏见微', '未达标 → 达标', 'requirements.staff.need.training')
    check('offered', (offers(page), '还不能提请' in page.text), (True, False))
    check('not before it is tried', offers(fang.get(DRAFT)), False)
    for given in ('20277', '二〇二四', ''):
        refused = fang.send(page, DRAFT, {'年度': given})
        check('no year is guessed: ' + given, (refused.status, '不是年份' in refused.text, '模拟：' in refused.text), (422, True, False))
    has(check, 'a case fails', fang.send(page, DRAFT, {'cases-text': CASES.replace('true', 'false')}), '0 个用例通过，1 个未通过', '还不能提请生效：有 1 个用例未通过')
    has(check, 'a case is wrong', fang.send(page, DRAFT, {'cases-text': CASES.replace('80]', '八十]')}), '用例有误', '八十', '还不能提请生效：用例有误')
    has(check, 'without any', fang.send(page, DRAFT, {'cases-text': ''}), '没有用例；提请生效须有用例', '还不能提请生效：没有用例')
    return page


def proposed(academy, fang, page, check):
    before = academy.count("policy_proposal")
    refused = fang.send(page, DRAFT, {'cases-text': CASES.replace('true', 'false'), 'deed': 'propose'})
    check('not with a case that fails', (refused.status, '未通过' in refused.text, academy.count('policy_proposal')), (422, True, before))
    check('each reason once', refused.text.count('未通过：'), 1)
    page = fang.send(fang.get(DRAFT), DRAFT, {'年度': '2024', 'text': RULES, 'cases-text': CASES})
    # as a file whose lines end otherwise: the text, and its hash, are the same
    page = fang.send_file(page, DRAFT, '2024.yaml', RULES.replace('\n', '\r\n').encode(), {'deed': 'propose'}, part='rules')
    check('proposed', page.address, PROPOSALS + '/2024-001')
    has(check, 'as it stands', page, '已提请 2024-001', '待确认', hashlib.sha256(RULES.encode()).hexdigest(), '撤回', '试行〔2024〕1号', '通过的用例')
    told = json.loads(fang.ask('GET', PROPOSALS + '/2024-001', headers={'Accept': 'application/json'}).body)
    check('the text, byte for byte', told['text'], RULES)
    check('what was simulated', (told['simulated']['people'], told['simulated']['gained']), (20, 1))
    check('nobody confirms their own', [word for word in ('确认生效', '退回') if f'/do/{word}' in page.text], [])
    page = fang.ask('GET', PROPOSALS + '/2024-001/do/confirm')
    check('not by its address either', '提请的人不能自己确认' in page.text, True)


def confirmed(academy, yan, check):
    has(check, 'it waits', yan.get('/admin/inbox?subject=policy'), '2024-001', '2024 年度规定', '确认生效')
    has(check, 'listed', yan.get(PROPOSALS), '2024-001', '待确认')
    page = yan.get(PROPOSALS + '/2024-001')
    has(check, 'what can be done', page, '确认生效', '退回', '方既明')
    page = yan.get(PROPOSALS + '/2024-001/do/confirm')
    has(check, 'asked for once more', page, '确认生效前须再次输入密码')
    check('not without', yan.send(page, PROPOSALS + '/2024-001/do/confirm').status in (403, 422), True)
    stale = yan.get(PROPOSALS + '/2024-001/do/confirm')
    page = yan.send(yan.get(PROPOSALS + '/2024-001/do/confirm'), PROPOSALS + '/2024-001/do/confirm', {'password': 'kranich-und-reiher'})
    has(check, 'confirmed', page, '已生效', '请把 2024-001 的文本放进 rules/2024.yaml', '燕知许')
    check('once', yan.send(stale, PROPOSALS + '/2024-001/do/confirm', {'password': 'kranich-und-reiher'}).status in (403, 409, 422), True)
    check('the text to keep', yan.ask('GET', PROPOSALS + '/2024-001/rules.yaml').body, RULES.encode())
    listed = json.loads(academy.run('policy', 'list', '--json').stdout)
    check('as the command line says', [(one['id'], one['place'], one['holds']) for one in listed], [('2024-001', 'in_force', True)])
    has(check, 'waits no more', yan.get('/admin/inbox?subject=policy'), '没有等待您办理的事项')


FURTHER = '''extends: 2020
source: 试行〔2024〕2号
sources: {论文: {unit: 篇, worth: 40}}
accounts:
  total: {of: [training, online, before]}
  training: {of: [class, external, self_study, study_abroad, papers]}
  papers: {label: 论文, takes: [论文]}
  before: {label: 上年结转, carries: total, at_most: 21}
requirements:
  - {id: everyone, need: [{total: 100}, {over: {years: 3, from: 2024}, total: 300}]}
'''


def further(academy, check):
    """Conversions, cycles that are open and carried hours, as the learner and the reviewer read them; a home of its own."""
    home = academy.folder / 'home'
    for part in ('rules', 'workflows', 'templates', 'plugins'):
        shutil.copytree(REPO / part, home / part)
    (home / 'rules/2024.yaml').write_text(FURTHER)
    academy.env['XUESHI_HOME'] = str(home)
    (academy.folder / 'learning.csv').write_text(
        '来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n'
        'Z1,2007,2023,线下培训,旧年培训,,2023-03-01,2023-04-20,130,审核通过\n'
        'Z2,2007,2024,论文,湖泊论文,,2024-02-01,,2,审核通过\n')
    academy.run('import', 'learning.csv')
    academy.serve()
    su = academy.browser('su')
    for address in ('/me/archive?year=2024', '/me/archive/why?year=2024'):
        has(check, f'further needs: {address}', su.get(address), '其他要求和结转', '2024—2026年度', '未到期', '还差', '“上年结转”：上期结转 21小时')
    has(check, 'what a paper is worth', su.get('/me/archive/why?year=2024'), '2 篇 折合 80小时')
    lin = academy.browser('lin', 'institute_admin', 'I01')
    has(check, 'as the reviewer reads the record', lin.get('/admin/learning/2007/Z2'), '2 篇 折合 80小时')
    has(check, 'and the person', lin.get('/admin/stats/staff/2007?year=2024'), '其他要求和结转', '未到期', '上期结转 21小时', '2 篇 折合 80小时')
    check('nothing of it where a year has none', '其他要求和结转' in su.get('/me/archive?year=2023').text, False)


def tell(academy, check):
    fill(academy)
    academy.give_passwords('1001', '1002', '2001', '2003', '2007')
    academy.serve()
    fang, yan = (academy.browser(login, 'academy_admin', 'A') for login in ('fang', 'yan'))
    page = tried(fang, check)
    proposed(academy, fang, page, check)
    for login, role, org in (('lin', 'institute_admin', 'I01'), ('tao', 'department_admin', 'I01-D1')):
        browser = academy.browser(login, role, org)
        for address in (DRAFT, PROPOSALS, PROPOSALS + '/2024-001', PROPOSALS + '/2024-001/rules.yaml', PROPOSALS + '/2024-001/do/confirm'):
            check(f'not for {role}: {address}', browser.ask('GET', address).status, 403)
        check(f'nothing of it in the inbox of {role}', '2024-001' in browser.get('/admin/inbox?subject=policy').text, False)
    confirmed(academy, yan, check)
    academy.stop()
    further(academy, check)


run_suite('policy', __doc__, tell)
