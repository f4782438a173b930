#!/usr/bin/env python3
"""首页, 待办, uploads, 人员管理, 角色, 组织机构, 审计, rules, graphs, jobs of the console.

    tests/console/system.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import hashlib
import io
import json
import pathlib
import sys
import urllib.parse

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, run_suite  # noqa: E402
from browser import Browser  # noqa: E402

PEOPLE = '员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,邮箱\n'
GOOD = (PEOPLE + '2900,柳新,liuxin,I01-D1,科研,否,2024-02-01,,是,\n').encode()
BAD = (PEOPLE + '2901,柳错,liucuo,I01-D1,科研,否,2024-13-01,,也许,\n').encode()


def command(academy, *words):
    """What the command line prints as JSON, in somebody's role."""
    return json.loads(academy.run(*words, '--json', XUESHI_PASSWORD=PASSWORD).stdout)


def rows(browser, address):
    return json.loads(browser.json(urllib.parse.quote(address, safe='/?=&%-')).body)


def has(check, what, page, *words):
    missing = [word for word in words if word not in page.text]
    check(what, (page.status, missing), (200, []))


def home_and_inbox(academy, check):
    academy.run('act', 'plan', 'N2', 'submit', '--as', 'lin:institute_admin@I01', XUESHI_PASSWORD=PASSWORD)
    academy.run('act', 'plan', 'N1', 'submit', '--as', 'mei:class_admin@I01-D1', XUESHI_PASSWORD=PASSWORD)
    lin = academy.browser('lin', 'institute_admin', 'I01')
    fang = academy.browser('fang', 'academy_admin', 'A')
    mei = academy.browser('mei', 'class_admin', 'I01-D1')
    has(check, 'the home of an institute', lin.get('/admin'), '待办', '年终三项材料', '执行情况表', '骨干人才', '年度培训总结',
        '未实施的培训班')
    has(check, 'of the academy', fang.get('/admin'), '待办', '个研究所')
    has(check, 'of a class administrator', mei.get('/admin'), '待办')
    check('no deliverables there', '年终三项材料' in mei.get('/admin').text, False)
    check('no dead links', [link for link in lin.get('/admin').links
                            if link[0] == '/' and lin.get(link).status != 200], [])
    check('the inbox is for who reviews', mei.ask('GET', '/admin/inbox').status, 403)
    for browser, who in ((lin, 'lin:institute_admin@I01'), (fang, 'fang:academy_admin@A')):
        check(f'the inbox of {who}', rows(browser, '/admin/inbox?size=100')['rows'], command(academy, 'inbox', '--as', who))
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    check('the inbox of a department', rows(tao, '/admin/inbox')['rows'], command(academy, 'inbox', '--as', 'tao:department_admin@I01-D1'))
    has(check, 'counted at home', tao.get('/admin'), '计划审批', '：1 项')
    page = tao.get('/admin/inbox?subject=plan')
    has(check, 'a plan waits', page, '计划审批（1）', '湖泊数据处理培训', '审批通过', '驳回修改', '审批未通过', '意见')
    check('a filter', (rows(tao, '/admin/inbox?subject=plan&name=不存在')['total'], rows(tao, '/admin/inbox?subject=plan&name=湖泊')['total']), (0, 1))
    nothing = tao.send(page, '/admin/plans/do/approve')
    check('nothing ticked', (nothing.status, '请先勾选' in nothing.text), (422, True))
    page = tao.send(page, '/admin/plans/do/approve', {'comment': '同意'}, ['N1'])
    check('a verdict over the ticked', ('已办理' in page.text, page.status), (True, 200))
    check('it waits no more', rows(tao, '/admin/inbox?subject=plan')['total'], 0)
    has(check, 'nothing waits', tao.get('/admin/inbox?subject=plan'), '没有等待您办理的事项')


def uploads(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    page = lin.get('/admin/people/import')
    has(check, 'the page of an upload', page, '种类', '文件', '下载导入模板：人员', '20 MiB')
    check('by right', '组织机构' in ' '.join(o for e, a in page.elements if e == 'option' for o in [a.get('value', '')]), False)
    template = lin.ask('GET', '/admin/imports/templates/people')
    check('a template', (template.status, template.body[:2], 'attachment' in template.headers['content-disposition']),
          (200, b'PK', True))
    check('not of what may not be imported', lin.ask('GET', '/admin/imports/templates/orgs').status in (403, 422), True)
    none = lin.send_file(page, '/admin/people/import', '', b'')
    check('no file', (none.status, '请选择文件' in none.text), (422, True))
    none = lin.send_file(page, '/admin/people/import', 'a.txt', b'x', {'kind': 'people'})
    check('no table', (none.status, 'xlsx' in none.text), (422, True))
    wrong = lin.send_file(lin.get('/admin/people/import'), '/admin/people/import', '人员 坏.csv', BAD, {'kind': 'people'})
    has(check, 'what is wrong', wrong, '人员 坏.csv', '有错误，没有导入', '2024-13-01', '下载带错误信息的副本')
    check('cannot be imported', any(f['action'] == wrong.address for f in wrong.forms), False)
    copy = lin.ask('GET', wrong.address + '/errors.xlsx')
    cells = [c for row in openpyxl.load_workbook(io.BytesIO(copy.body)).active.iter_rows(values_only=True) for c in row if c]
    check('the copy says why', '错误信息' in cells, True)
    page = lin.send_file(lin.get('/admin/people/import'), '/admin/people/import', '一月.csv', GOOD, {'kind': 'people'})
    has(check, 'what is sound', page, '检查通过，还没有导入', '新增 1', hashlib.sha256(GOOD).hexdigest())
    check('nothing is there yet', rows(lin, '/admin/people?name=2900')['total'], 0)
    check('somebody else’s', tao.ask('GET', page.address).status, 404)
    kept = academy.folder / 'state/uploads' / page.address.rsplit('/', 1)[1]
    check('private', oct(kept.stat().st_mode)[-3:], '600')
    kept.write_bytes(GOOD.replace('柳新'.encode(), '柳旧'.encode()))
    changed = lin.send(page, page.address)
    check('other bytes are not imported', (changed.status, '不同' in changed.text), (409, True))
    kept.write_bytes(GOOD)
    page = lin.send(changed, page.address)
    has(check, 'imported', page, '已导入')
    check('there now', [r['name'] for r in rows(lin, '/admin/people?name=2900')['rows']], ['柳新'])
    again = lin.ask('POST', page.address, [('key', '')])
    check('not without a key', again.status, 403)
    check('too big', lin.ask('POST', '/admin/people/import', body=b'x' * 22_000_000, headers={
        'Content-Type': 'multipart/form-data; boundary=a', 'Sec-Fetch-Site': 'same-origin'}).status, 413)
    check('big only where files are taken', lin.ask('POST', '/admin/people/do/edit', body=b'x' * 2_000_000, headers={
        'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin'}).status, 413)
    for address in ('/admin/plans/import', '/admin/learning/import'):
        has(check, address, lin.get(address), '文件', '下载导入模板')
    check('a department imports no plans here', tao.ask('GET', '/admin/plans/import').status, 403)
    su = academy.browser('su')
    mine = ('员工编号,年度,来源,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n').encode()
    page = su.get('/me/external/upload')
    has(check, 'a learner’s own file', page, '批量上传', '下载导入模板')
    check('its template', su.ask('GET', '/me/external/template').body[:2], b'PK')
    page = su.send_file(page, '/me/external/upload', '记录.csv', mine)
    check('is looked at', page.address.startswith('/me/external/upload/'), True)


def people(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    fang = academy.browser('fang', 'academy_admin', 'A')
    page = lin.get('/admin/people')
    has(check, 'the list', page, '用户编号', '用户名', '单位', '是否有学时要求', '总数：', '编辑', '密码重置', '导入')
    for browser, who in ((lin, 'lin:institute_admin@I01'), (tao, 'tao:department_admin@I01-D1'), (fang, 'fang:academy_admin@A')):
        check(f'as the command line has it: {who}', rows(browser, '/admin/people?size=100')['rows'],
              command(academy, 'person', 'list', '--as', who)[:100])
    everybody = command(academy, 'person', 'list', '--as', 'fang:academy_admin@A')
    seen, address = [], '/admin/people?size=20'
    while address:
        found = rows(fang, address)
        seen += [r['employee'] for r in found['rows']]
        address = found['next'] and f'/admin/people?size=20&after={found["next"]}'
    check('page by page', (seen, found['total']), ([p['employee'] for p in everybody], len(everybody)))
    down = [r['name'] for r in rows(fang, '/admin/people?order=-name&size=100')['rows']]
    check('the other way round', down, sorted(down, reverse=True))
    first = rows(fang, '/admin/people?order=-name&size=20')
    second = rows(fang, f'/admin/people?order=-name&size=20&after={first["next"]}')
    check('goes on', [r['name'] for r in first['rows'] + second['rows']], down[:40])
    name = everybody[3]['name']
    check('by name', {r['name'] for r in rows(fang, f'/admin/people?name={name}')['rows']}, {name})
    check('no wildcard', rows(fang, '/admin/people?name=%25')['total'], 0)
    for year in (2003, 2024):
        check(f'new in {year}', [r['employee'] for r in rows(fang, f'/admin/people?new_hires={year}&size=100')['rows']],
              [p['employee'] for p in everybody if (p['hired'] or '').startswith(str(year))])
    check('with a requirement', {r['hours_required'] for r in rows(lin, '/admin/people?required=否&size=100')['rows']} <= {False}, True)
    page = lin.send(lin.get('/admin/people'), '/admin/people/do/edit', {'是否有学时要求': '否'}, ['2007', '2008'])
    check('marked', ('已办理' in page.text, {r['employee'] for r in rows(lin, '/admin/people?required=否&size=100')['rows']} >= {'2007', '2008'}),
          (True, True))
    page = lin.send(lin.get('/admin/people'), '/admin/people/do/edit', {'是否有学时要求': '否'}, ['2001'])
    check('not oneself', page.status, 422)
    page = lin.get('/admin/people/2007')
    has(check, 'a person', page, '人员信息', '登录名', '入职时间', '离职时间', '任职', '办理经过', '编辑')
    page = lin.send(lin.get('/admin/people/2007/do/edit'), '/admin/people/2007/do/edit', {'入职时间': '2015-03-01'})
    has(check, 'edited', page, '已办理', '2015-03-01')
    check('out of scope', (tao.ask('GET', '/admin/people/2001').status in (200, 404), tao.ask('GET', '/admin/people/3001').status), (True, 404))
    check('nor there', tao.ask('GET', '/admin/people/3001').text.replace('3001', '').split('请求编号')[0],
          tao.ask('GET', '/admin/people/3999').text.replace('3999', '').split('请求编号')[0])
    page = lin.get('/admin/people/new')
    new = {'员工编号': '2950', '姓名': '新来', '登录名': 'xinlai', '机构编码': 'I01-D1', '入职时间': '2024-03-01', '是否有学时要求': '是'}
    wrong = lin.send(page, '/admin/people/new', {**new, '机构编码': 'I02'})
    check('not elsewhere', (wrong.status, 'value' in str(wrong.elements) and '新来' in str(wrong.elements)), (422, True))
    page = lin.send(wrong, '/admin/people/new', new)
    has(check, 'somebody new', page, '已保存', '新来')
    page = lin.send(lin.get('/admin/people/new'), '/admin/people/new', new)
    check('once', (page.status, '已有人使用' in page.text), (422, True))


def passwords(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    page = lin.get('/admin/people/passwords?employee=2900')
    has(check, 'passwords', page, '密码条只下载这一次', '员工编号', '机构')
    check('whom?', lin.send(page, '/admin/people/passwords', {'employee': '', 'org': ''}).status, 422)
    check('not out of scope', lin.send(page, '/admin/people/passwords', {'employee': '3001'}).status in (404, 422), True)
    form = lin.get('/admin/people/passwords').form_to('/admin/people/passwords')
    fields = [(n, {'employee': '2900'}.get(n, v or '')) for n, v in form['fields'] if n]
    slips = lin.ask('POST', '/admin/people/passwords', fields)
    check('the slips', (slips.status, slips.body[:2], slips.headers['cache-control']), (200, b'PK', 'no-store'))
    cells = [str(c) for row in openpyxl.load_workbook(io.BytesIO(slips.body)).active.iter_rows(values_only=True) for c in row if c]
    check('of that person', any('柳新' in c for c in cells), True)
    check('once', lin.ask('POST', '/admin/people/passwords', fields).status, 303)
    page = lin.send(lin.get('/admin/people/passwords'), '/admin/people/passwords', {'org': 'I01-D2'})
    has(check, 'of a whole unit: beside the requests', page, '已完成', '发放初始密码', '只能下载这一次', '保留 1 小时')
    kept = list((academy.folder / 'state/slips-kept').glob('*'))
    check('private meanwhile', [oct(p.stat().st_mode)[-3:] for p in kept], ['600'])
    here = page.address + '/slips'
    form = [(n, v or '') for n, v in page.form_to(here)['fields'] if n]
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    own = [(n, v or '') for n, v in tao.get('/admin/people/passwords').form_to('/admin/people/passwords')['fields'] if n in ('key', 'once', 'as')]
    check('nobody else’s', (tao.ask('GET', page.address).status, tao.ask('POST', here, own).status), (404, 404))
    check('a workbook', lin.ask('POST', here, form).body[:2], b'PK')
    check('taken away', list((academy.folder / 'state/slips-kept').glob('*')), [])
    page = lin.send(lin.get(page.address), here)
    check('once, too', (page.status, '已经下载过' in page.text), (422, True))
    check('not on the disk', [p for p in (academy.folder / 'state').rglob('*') if p.is_file() and 'slip' in str(p)], [])
    first = next(c for c in cells if len(c) == 14 and c.count('-') == 2)
    check('it opens the door', Browser('127.0.0.1', academy.port).sign_in('liuxin', first).address, '/password/first')


def roles(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    page = lin.get('/admin/roles')
    has(check, 'who is what', page, '任职机构', '培训班管理员', '授予角色', '免去')
    check('in scope', {r['org'][:3] for r in rows(lin, '/admin/roles?size=100')['rows']}, {'I01'})
    check('not for a department', tao.ask('GET', '/admin/roles').status, 403)
    page = lin.get('/admin/roles/new')
    role = {'员工编号': '2008', '角色': '培训班管理员', '机构编码': 'I01-D1'}
    wrong = lin.send(page, '/admin/roles/new', {**role, 'password': 'no-no-no-no'})
    check('with the password', wrong.status, 422)
    wrong = lin.send(wrong, '/admin/roles/new', {**role, '机构编码': 'I02', 'password': PASSWORD})
    check('not elsewhere', wrong.status, 422)
    page = lin.send(wrong, '/admin/roles/new', {**role, 'password': PASSWORD})
    has(check, 'granted', page, '已授予')
    check('held', any(r['employee'] == '2008' for r in rows(lin, '/admin/roles?size=100')['rows']), True)
    page = lin.get('/admin/people/2008')
    link = next(link for link in page.links if 'revoke-role' in link and '?' in link)
    page = lin.send(lin.get(link), '/admin/people/2008/do/revoke-role', {'password': PASSWORD})
    check('taken away', (page.status, any(r['employee'] == '2008' for r in rows(lin, '/admin/roles?size=100')['rows'])), (200, False))


def bureau(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    fang = academy.browser('fang', 'academy_admin', 'A')
    has(check, 'units', fang.get('/admin/orgs'), '机构编码', '本级人数', '明远科学院')
    check('their people', sum(r['people'] for r in rows(fang, '/admin/orgs?size=100')['rows']) > 10, True)
    check('not for an institute', lin.ask('GET', '/admin/orgs').status, 403)
    for browser, who in ((lin, 'lin:institute_admin@I01'), (fang, 'fang:academy_admin@A')):
        trail, address = [], '/admin/audit?size=100'
        while address:
            found = rows(browser, address)
            trail += [(r['chain'], r['seq']) for r in found['rows']]
            address = found['next'] and f'/admin/audit?size=100&after={found["next"]}'
        check(f'the trail of {who}', sorted(trail), sorted((r['chain'], r['seq']) for r in command(academy, 'audit', 'show', '--as', who)))
        check('counted', found['total'], len(trail))
    page = lin.get('/admin/audit?subject=person')
    has(check, 'before and after', page, '是 → 否', '编辑', '2001')
    has(check, 'refusals', lin.get('/admin/audit?outcome=refused'), '已拒绝', '原因：')
    check('by whom', {r['login'] for r in rows(lin, '/admin/audit?who=2001&size=100')['rows']}, {'lin'})
    check('by day', rows(lin, '/admin/audit?to=2024-03-03')['total'], 0)
    has(check, 'rules', lin.get('/admin/policy?year=2023'), '键', '出处', 'rules/')
    check('as printed', rows(lin, '/admin/policy?year=2023'), command(academy, 'policy', 'show', '--year', '2023'))
    has(check, 'two years', lin.get('/admin/policy/compare?a=2016&b=2020'), '2016 年度', '2020 年度')
    check('as printed: compare', rows(lin, '/admin/policy/compare?a=2016&b=2017'), command(academy, 'policy', 'diff', '2016', '2017'))
    has(check, 'why', lin.get('/admin/policy/explain?employee=2007&year=2024'), '为什么', '2007')
    check('not out of scope', lin.ask('GET', '/admin/policy/explain?employee=3001&year=2024').status, 404)
    has(check, 'graphs', lin.get('/admin/workflows'), '培训计划', '版本', '空缺')
    check('as printed: graphs', rows(lin, '/admin/workflows')['rows'], command(academy, 'workflow', 'list'))
    for row in rows(lin, '/admin/workflows')['rows']:
        page = lin.get('/admin/workflows/' + row['name'])
        check('a picture of ' + row['name'], (page.status, any(e == 'svg' for e, _ in page.elements)), (200, True))
    page = lin.get('/admin/workflows/plan?id=N2')
    has(check, 'with the way of a plan', page, '走过的步骤', '（现在）', '[1]')
    check('as printed: picture', rows(lin, '/admin/workflows/plan?id=N2')['dot'],
          command(academy, 'workflow', 'draw', 'plan', '--item', 'N2', '--as', 'lin:institute_admin@I01')['dot'])
    check('a learner sees it', academy.browser('su').get('/admin/workflows/learning-record').status, 200)
    check('none of that name', lin.ask('GET', '/admin/workflows/none').status in (404, 422), True)
    has(check, 'schedules', fang.get('/admin/schedules'), '下次运行', '接下来')
    check('as printed: schedules', rows(fang, '/admin/schedules')['rows'], command(academy, 'schedule', 'list'))
    has(check, 'jobs', fang.get('/admin/jobs'), '等待', '搁置')
    academy.run('schedule', 'backfill', '--year', '2023', check=False)
    found = rows(fang, '/admin/jobs?size=100')
    check('as printed: jobs', sorted(r['org'] for r in found['rows']), sorted(r['org'] for r in command(academy, 'job', 'list')['jobs']))
    waiting = [r['org'] for r in found['rows'] if r['state'] in ('waiting', 'parked')]
    page = fang.get('/admin/jobs?size=100')
    check('retry what?', fang.send(page, '/admin/jobs/do/retry').status, 422)
    page = fang.send(page, '/admin/jobs/do/retry', ticks=waiting[:1])
    has(check, 'taken up again', page, '将重新生成')
    has(check, 'health, not yet looked at', fang.get('/admin/health'), '还没有检查过', '开始检查')
    page = fang.send(fang.get('/admin/health'), '/admin/health/do/check')
    has(check, 'health', page, '上次检查：', '检查了', '正常', '核对了数据的', '成立', '审计记录各链完整')
    check('led back', page.address, '/admin/health')
    found = rows(fang, '/admin/health')
    doctor, data = json.loads(academy.run('doctor', '--json', check=False).stdout), command(academy, 'verify')
    check('as printed: doctor', [c['check'] for c in found['checks']], [c['check'] for c in doctor['checks']])
    check('as printed: verify', [(i['name'], i['ok']) for i in found['invariants']], [(i['name'], i['ok']) for i in data['invariants']])
    has(check, 'the work of the console', fang.get('/admin/jobs'), '网页上提出的工作', '检查系统和数据', '已完成')
    for address in ('/admin/jobs', '/admin/schedules', '/admin/health'):
        check(f'{address} is the academy’s', lin.ask('GET', address).status, 403)


def tell(academy, check):
    academy.give_passwords('1001', '2001', '2003', '2004', '2007')
    academy.serve()
    for part in (home_and_inbox, uploads, people, passwords, roles, bureau):
        try:
            part(academy, check)
        except Exception as error:  # the others are still worth knowing
            import traceback
            check(part.__name__, f'{error!r} {traceback.format_exc()[-700:]}', 'nothing thrown')


run_suite('system pages of the console', __doc__, tell)
