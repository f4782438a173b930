#!/usr/bin/env python3
"""培训统计 in the console: backbone report, annual summary, workbooks, figures of classes, staff and units, the year-end of
all institutes. The three deliverables of S0 from the first page to the download, byte for byte what the command line makes.

    tests/console/figures.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import argparse
import io
import json
import pathlib
import sys
import urllib.parse
import zipfile

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, REPO, Academy  # noqa: E402
from tally import Tally  # noqa: E402

YEAR = '2017'
ABOUT = ('--year', YEAR, '--org', 'I001')
QUERY = f'year={YEAR}&org=I001'
HYIT = ('hyit', 'institute_admin', 'I001')


def told(academy, *words):
    return json.loads(academy.run(*words, '--json').stdout)


def rows(page):
    return json.loads(page.body)['rows']


def statistics_of_classes(academy, check):
    browser = academy.browser(*HYIT)
    page = browser.get('/admin/stats/classes?' + QUERY)
    for word in ('培训班统计表', '培训名称', '实施状态', '是否精品', '起始时间', '地点', '参训人数', '工作人数', '经费开支', '联系人', '联系电话',
                 '未实施', '年度计划执行率', '42.86%', '组织机构', '导出', '总数'):
        check(f'classes: {word}', word in page.text, True)
    check('red rows say it in words', ('tr', {'class': 'red'}) in page.elements, True)
    classes = told(academy, 'class', 'list', *ABOUT)
    answer = json.loads(browser.json(f'/admin/stats/classes?{QUERY}&size=100').body)
    check('classes as the command line says', answer['rows'], classes)
    check('and how many', answer['total'], len(classes))
    red = json.loads(browser.json(f'/admin/stats/classes?{QUERY}&size=100&execution=' + urllib.parse.quote('未实施')).body)
    check('only the red ones', (red['total'] > 0, any(one['carried_out'] for one in red['rows'])), (True, False))
    title = classes[0]['title']
    named = json.loads(browser.json(f'/admin/stats/classes?{QUERY}&name=' + urllib.parse.quote(title)).body)
    check('by name', {one['title'] for one in named['rows']}, {title})
    period = json.loads(browser.json(f'/admin/stats/classes?{QUERY}&size=100&from=2017-06-01&to=2017-12-31').body)
    check('a period', period['rows'], told(academy, 'class', 'list', *ABOUT, '--from', '2017-06-01', '--to', '2017-12-31'))
    check('out of scope', browser.get(f'/admin/stats/classes?year={YEAR}&org=I002').status, 404)
    below = academy.browser('hyit-class', 'class_admin', 'I001')
    page = below.get('/admin/stats/classes?year=' + YEAR)
    check('a class administrator looks', (page.status, '培训班统计表' in page.text), (200, True))
    for address in ('/admin/stats/staff', '/admin/stats/online', '/admin/stats/units', '/admin/backbone', '/admin/summaries',
                    '/admin/reports', '/admin/year-end'):
        check(f'not at {address}', below.ask('GET', address).status, 403)
        check(f'nor in the menu: {address}', any(link.split('?')[0] == address for link in page.links), False)


def statistics_of_people(academy, check):
    browser = academy.browser(*HYIT)
    page = browser.get('/admin/stats/staff?' + QUERY)
    for word in ('职工学习总体情况统计', '数据记录', '图表分析', '姓名', '总学时', '有效学时', '是否达标', '不纳入考核', '总数：492'):
        check(f'staff: {word}', word in page.text, True)
    people = told(academy, 'staff', 'overview', *ABOUT)
    found, after = [], ''
    while after is not None:
        answer = json.loads(browser.json(f'/admin/stats/staff?{QUERY}&size=100' + (f'&after={after}' if after else '')).body)
        found += answer['rows']
        after = answer['next']
    check('everybody, in the command line’s order', found, people)
    until = {one['employee']: one['total'] for one in rows(browser.json(f'/admin/stats/staff?{QUERY}&size=100&month=3'))}
    whole = {one['employee']: one['total'] for one in people}
    check('to a month there is less', (all(hours <= whole[who] for who, hours in until.items()),
                                       sum(until.values()) < sum(whole[who] for who in until)), (True, True))
    december = rows(browser.json(f'/admin/stats/staff?{QUERY}&size=100&month=12'))
    check('to December all', december, people[:100])
    one = people[0]
    named = rows(browser.json(f'/admin/stats/staff?{QUERY}&name=' + urllib.parse.quote(one['name'])))
    check('by name', one in named and all(one['name'] in each['name'] for each in named), True)
    page = browser.get(f'/admin/stats/staff?{QUERY}&tab=chart')
    bars = [given for tag, given in page.elements if tag == 'rect']
    check('a bar a unit, twice', len(bars), 2 * 9)
    check('numbers below', all(word in page.text for word in ('人均学时', '21.19', '职工完训率', '4.72%', '23', '487')), True)
    page = browser.get(f'/admin/stats/staff/{one["employee"]}?year={YEAR}')
    check('one person', all(word in page.text for word in (one['name'], '各项学习情况说明', '培训项目', '参加考试数', '为什么')), True)
    check('one person as JSON', json.loads(browser.json(f'/admin/stats/staff/{one["employee"]}?year={YEAR}').body),
          told(academy, 'statement', one['employee'], '--year', YEAR))
    check('of another institute: nobody', browser.get(f'/admin/stats/staff/120001?year={YEAR}').status, 404)
    page = browser.get('/admin/stats/online?' + QUERY)
    check('online', all(word in page.text for word in ('职工在线学习统计', '网络学时', '在线学习课程', '外部网络学习', '总数：492')), True)
    page = browser.get('/admin/stats/units?' + QUERY)
    check('units', all(word in page.text for word in ('机构培训时间统计表', '高性能计算部', '合计', '10423.21', '21.19')), True)
    units = rows(browser.json('/admin/stats/units?' + QUERY))
    check('units add up', (sum(unit['people'] for unit in units), round(sum(unit['total'] for unit in units), 1)), (492, 10423.2))
    department = academy.browser('hyit-net', 'department_admin', 'I001-D05')
    page = department.get('/admin/stats/staff?year=' + YEAR)
    mine = rows(department.json(f'/admin/stats/staff?year={YEAR}&size=100'))
    check('a department’s own', (page.status, {each['department'] for each in mine}), (200, {'网络与信息安全部'}))
    check('another department', department.get(f'/admin/stats/staff?year={YEAR}&org=I001-D03').status, 404)
    check('not the units', department.ask('GET', '/admin/stats/units').status, 403)


def backbone(academy, check):
    browser = academy.browser(*HYIT)
    page = browser.get('/admin/backbone?' + QUERY)
    for word in ('骨干人才筛选上报表', '上报起止时间', '2017-11-10 至 2017-12-31', '单位在职总人数', '457', '以 ARP 为准', '需上报骨干人才', '18',
                 '4%：18.28', '已上报', '骨干人才完训率', '0.0%', '尚未完成上报', '总时长', '有效时长', '单次培训最长时长', '是否骨干人才', '操作',
                 '上报', '撤销', '导出骨干人才培训表', '导出汇总', '完成上报', '超过 40 小时'):
        check(f'backbone: {word}', word in page.text, True)
    candidates = told(academy, 'backbone', 'candidates', *ABOUT)
    answer = json.loads(browser.json('/admin/backbone?' + QUERY).body)
    check('as the command line says', (answer['rows'], answer['total']), (candidates, len(candidates)))
    check('with its status', answer['status'], told(academy, 'backbone', 'show', *ABOUT))
    who = [one['employee'] for one in candidates]
    page = browser.send(page, '/admin/backbone/do/report', ticks=who[:5])
    check('five at once', (page.status, page.address.split('?')[0], '已上报 5 人' in page.text), (200, '/admin/backbone', True))
    page = browser.send(page, '/admin/backbone/do/withdraw', {'one': who[4]})
    check('one taken back by the button of its row', ('现已上报 4 人' in page.text, '21.88%' in page.text), (True, True))
    only = rows(browser.json(f'/admin/backbone?{QUERY}&reported=' + urllib.parse.quote('是')))
    check('是否骨干: 是', [one['employee'] for one in only], who[:4])
    name = candidates[1]['name']
    check('用户姓名', [one['name'] for one in rows(browser.json(f'/admin/backbone?{QUERY}&name=' + urllib.parse.quote(name)))], [name])
    place = f'/admin/backbone?{QUERY}&name=' + urllib.parse.quote(name)
    page = browser.send(browser.get(place), '/admin/backbone/do/report', ticks=[candidates[1]['employee']])
    check('a deed comes back to where it was', 'name=' in page.address, True)
    page = browser.send(browser.get('/admin/backbone?' + QUERY), '/admin/backbone/do/report')
    check('nobody ticked', (page.status, '请先勾选' in page.text), (422, True))
    page = browser.send(browser.get('/admin/backbone?' + QUERY), '/admin/backbone/do/report', ticks=['110002'])
    check('no candidate', page.status, 422)
    check('nothing was changed', told(academy, 'backbone', 'show', *ABOUT)['reported'], 4)
    department = next(one['department'] for one in candidates)
    code = next(o['org'] for o in rows(browser.json('/admin/stats/units?' + QUERY)) if o['name'] == department)
    part = rows(browser.json(f'/admin/backbone?year={YEAR}&org={code}'))
    now = told(academy, 'backbone', 'candidates', *ABOUT)
    check('a department of it', part, [one for one in now if one['department'] == department])
    check('another institute', browser.get(f'/admin/backbone?year={YEAR}&org=I002').status, 404)
    bureau = academy.browser('hr', 'academy_admin', 'A')
    page = bureau.get('/admin/backbone?year=' + YEAR)
    check('the bureau chooses an institute', '请先在组织机构中选择一个研究所' in page.text, True)
    page = bureau.get('/admin/backbone?' + QUERY)
    check('and looks', ('21.88%' in page.text, any(form['action'].startswith('/admin/backbone/do') for form in page.forms)),
          (True, False))
    page = browser.get('/admin/backbone?year=2018&org=I001')
    check('no headcount: said so', (page.status, '在职总人数（ARP）' in page.text), (200, True))


def finalise(academy, check):
    browser = academy.browser(*HYIT)
    page = browser.get('/admin/reports?' + QUERY)
    check('not ready: why, and where to', ('骨干人才尚未完成上报' in page.text,
                                           any(link.startswith('/admin/backbone?') for link in page.links)), (True, True))
    page = browser.get(f'/admin/summaries/{YEAR}?org=I001')
    check('no summary before 完成上报', ('尚未完成上报' in page.text, any(link.startswith('/admin/backbone?') for link in page.links)),
          (True, True))
    page = browser.get('/admin/backbone/finalise?' + QUERY)
    check('what it means is said', all(word in page.text for word in ('不能再修改', '4 人', '21.88%', '再次输入密码')), True)
    wrong = browser.send(page, '/admin/backbone/finalise', {'password': 'not-this-one'})
    check('a wrong password', (wrong.status, '密码不正确' in wrong.text), (422, True))
    missing = browser.send(wrong, '/admin/backbone/finalise')
    check('none', missing.status, 422)
    check('still open', told(academy, 'backbone', 'show', *ABOUT)['status'], '尚未完成上报')
    page = browser.send(wrong, '/admin/backbone/finalise', {'password': PASSWORD})
    check('完成上报', (page.status, page.address.split('?')[0], '已完成上报' in page.text), (200, '/admin/backbone', True))
    check('for good', told(academy, 'backbone', 'show', *ABOUT)['status'], '已完成上报')
    check('no ticks any more', any(form['action'].startswith('/admin/backbone/do') for form in page.forms), False)
    again = browser.send(browser.get('/admin/backbone/finalise?' + QUERY), '/admin/backbone/finalise', {'password': PASSWORD})
    check('once', (again.status, '不能再修改' in again.text), (422, True))


def summary(academy, check):
    browser = academy.browser(*HYIT)
    here = f'/admin/summaries/{YEAR}'
    do = here + '/do/'
    page = browser.get(f'{here}?org=I001')
    page = browser.send(page, do + 'refresh')
    for word in ('年度计划执行率', '42.86%', '完成100学时人数', '23 (人)', '骨干人才完训率', '21.88%', '单位在职总人数', '457', '职工完训率', '4.72%',
                 '487', '单位职工总学时', '10423.21', '单位职工平均学时', '21.19', '特色经验及做法', '执行工作整体概要', '刷新数据', '提交', '返回'):
        check(f'summary: {word}', word in page.text, True)
    page = browser.send(page, do + 'submit')
    check('no funds: not submitted', (page.status, '单位投入总经费未填写' in page.text), (422, True))
    stale = browser.get(f'{here}?org=I001')
    page = browser.send(stale, do + 'set', {'单位投入总经费(万元)': '五万', '特色经验及做法': '导师带教'})
    form = dict(page.form_to(do + 'set')['fields'])
    check('wrong, and as typed', (page.status, '不是金额' in page.text, form['单位投入总经费(万元)'], form['特色经验及做法']),
          (422, True, '五万', '导师带教'))
    page = browser.send(page, do + 'set', {'单位投入总经费(万元)': '5.0', '特色经验及做法': '导师带教\r\n集中授课'})
    check('saved', (page.status, '已保存' in page.text), (200, True))
    late = browser.send(stale, do + 'set', {'单位投入总经费(万元)': '7'})
    check('changed meanwhile', (late.status, '现在是：5.0' in late.text), (409, True))
    page = browser.send(browser.get(f'{here}?org=I001'), do + 'refresh', {'执行工作整体概要': '按计划完成'})
    check('what was typed survives a refresh', dict(page.form_to(do + 'set')['fields'])['执行工作整体概要'], '按计划完成')
    page = browser.send(page, do + 'submit')
    check('submitted', (page.status, '已提交' in page.text, '第 1 版' in page.text, '集中授课' in page.text), (200, True, True, True))
    page = browser.send(page, do + 'reopen')
    check('修改', '已转为修改' in page.text, True)
    page = browser.send(page, do + 'submit')
    check('a second revision', '第 2 版' in page.text, True)
    listed = told(academy, 'summary', 'list', '--as', 'hyit')
    answer = json.loads(browser.json('/admin/summaries').body)
    check('the list as the command line says', (answer['rows'], answer['total']), (listed, len(listed)))
    check('one as well', json.loads(browser.json(f'{here}?org=I001').body), told(academy, 'summary', 'show', *ABOUT))
    page = browser.get('/admin/summaries')
    check('the list', all(word in page.text for word in ('年度培训总结', '培训总人次', '投入总经费', '年度计划执行率', '骨干人才完训率', '职工完训率',
                                                       '批量删除', '新建总结', '导出', '下载', '2017年度培训总结', '5.0')), True)
    other = academy.browser('ycm', 'institute_admin', 'I002')
    check('not another’s', (other.get(f'{here}?org=I001').status, rows(other.json('/admin/summaries'))), (404, []))


def workbooks(academy, check):
    browser = academy.browser(*HYIT)
    missing = browser.ask('GET', f'/admin/reports/execution.xlsx?{QUERY}')
    check('not yet made: to the page of reports', (missing.status, missing.headers['location']), (303, '/admin/reports?' + QUERY))
    page = browser.send(browser.get('/admin/reports?' + QUERY), '/admin/reports/do/make')
    check('made', (page.status, page.text.count('第 1 版') >= 3, '已生成' in page.text), (200, True, True))
    academy.run('report', 'year-end', *ABOUT, '--out', 'by-hand')
    for name in ('execution', 'backbone', 'annual-summary'):
        file = browser.ask('GET', f'/admin/reports/{name}.xlsx?{QUERY}')
        by_hand = (academy.folder / f'by-hand/I001/{YEAR}-{name}.xlsx').read_bytes()
        check(f'{name}: the command line’s bytes', (file.status, file.body == by_hand), (200, True))
        check(f'{name}: as a file', (f'filename*=UTF-8' in file.headers['content-disposition'], file.headers['content-type']),
              (True, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'))
    sheet = openpyxl.load_workbook(io.BytesIO(browser.ask('GET', f'/admin/reports/backbone.xlsx?{QUERY}').body)).active
    check('a workbook', sheet['A1'].value, '2017年度骨干人才培训情况列表')
    trail = told(academy, 'audit', 'show', 'report', 'backbone')
    check('downloads stand in the trail', [entry['action'] for entry in trail].count('download'), 2)
    page = browser.get('/admin/reports?' + QUERY)
    receipt = rows(browser.json('/admin/reports?' + QUERY))[0]['newest']['receipt']
    check('with its receipt', receipt[:4] + ' ' + receipt[4:8] in page.text, True)
    browser.send(browser.get(f'/admin/summaries/{YEAR}?org=I001'), f'/admin/summaries/{YEAR}/do/reopen')
    browser.send(browser.get(f'/admin/summaries/{YEAR}?org=I001'), f'/admin/summaries/{YEAR}/do/submit', {'名称': '2017年度总结'})
    page = browser.send(browser.get('/admin/reports?' + QUERY), '/admin/reports/do/make', {'one': 'annual-summary'})
    check('one alone', page.status, 200)
    page = browser.get('/admin/backbone/export?' + QUERY)
    check('the page of the backbone’s', all(word in page.text for word in ('导出', '下载', '第 1 版', '校验码')), True)
    page = browser.send(page, '/admin/reports/do/make')
    check('nothing new', '未变动' in page.text, True)
    check('out of scope', browser.ask('GET', f'/admin/reports/execution.xlsx?year={YEAR}&org=I002').status, 404)
    check('no such report', browser.ask('GET', f'/admin/reports/nothing.xlsx?{QUERY}').status, 303)
    other = academy.browser('ycm', 'institute_admin', 'I002')
    page = other.send(other.get('/admin/reports?year=' + YEAR), '/admin/reports/do/make')
    check('one is ready, two say why not', (page.status, '已生成' in page.text, '未生成' in page.text), (200, True, True))
    page = other.send(other.get('/admin/reports?year=' + YEAR), '/admin/reports/do/make', {'one': 'backbone'})
    check('not ready', (page.status if page.address == '/admin/reports/do/make' else 422, '请先完成上报' in page.text,
                        any(link.startswith('/admin/reports?') for link in page.links)), (422, True, True))
    page = other.send(other.get('/admin/reports?year=' + YEAR), '/admin/reports/do/make', {'one': 'nothing'})
    check('no such report to be made', (page.status, '没有名为' in page.text), (422, True))


def verified(academy, check):
    """报表核验: a file that was downloaded, and what somebody made of it."""
    browser = academy.browser(*HYIT)
    here = '/admin/reports/verify'
    page = browser.get(here)
    check('the page', (page.status, '报表核验' in page.text, '文件' in page.text), (200, True, True))
    backbone = browser.ask('GET', f'/admin/reports/backbone.xlsx?{QUERY}').body
    page = browser.send_file(page, here, '骨干.xlsx', backbone)
    check('the newest', (page.status, '是最新的一版' in page.text, '第' not in page.title), (200, True, True))
    check('for programs', json.loads(browser.ask_with_file(page, here, '骨干.xlsx', backbone, headers={'Accept': 'application/json'}).body),
          told(academy, 'report', 'verify', str(keep(academy, '骨干.xlsx', backbone)), '--as', 'hyit') | {'file': '骨干.xlsx'})
    browser.send(browser.get(f'/admin/summaries/{YEAR}?org=I001'), f'/admin/summaries/{YEAR}/do/reopen')
    browser.send(browser.get(f'/admin/summaries/{YEAR}?org=I001'), f'/admin/summaries/{YEAR}/do/submit', {'名称': '2017年度工作总结'})
    browser.send(browser.get('/admin/reports?' + QUERY), '/admin/reports/do/make', {'one': 'annual-summary'})
    before = browser.ask('GET', f'/admin/reports/annual-summary.xlsx?{QUERY}&revision=2').body
    check('one before', '已有更新的一版' in browser.send_file(page, here, 'a.xlsx', before).text, True)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(backbone)) as old, zipfile.ZipFile(changed, 'w') as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b'110011', b'110012'))
    check('changed by somebody', '内容被改动过' in browser.send_file(page, here, 'b.xlsx', changed.getvalue()).text, True)
    check('something else', '不是发布的报表' in browser.send_file(page, here, 'c.xlsx', b'nothing at all').text, True)
    page = browser.send_file(page, here, '', b'')
    check('nothing', (page.status, '请选择文件' in page.text), (422, True))
    other = academy.browser('ycm', 'institute_admin', 'I002')
    check('another institute’s is not told', '不是发布的报表' in other.send_file(other.get(here), here, 'a.xlsx', backbone).text, True)
    check('not for a department', academy.browser('hyit-net', 'department_admin', 'I001-D05').ask('GET', here).status, 403)


def keep(academy, name, content):
    file = academy.folder / name
    file.write_bytes(content)
    return file


def bundle(academy, check):
    """全院导出: what was published, byte for byte, a folder an institute."""
    bureau = academy.browser('hr', 'academy_admin', 'A')
    here = '/admin/year-end/do/export'
    nothing = bureau.send(bureau.get('/admin/year-end?year=2016'), here)
    check('nothing was published', '2016 年度还没有发布过报表' in nothing.text, True)
    page = bureau.send(bureau.get('/admin/year-end?year=' + YEAR), here)
    check('made', [word for word in ('已完成', '全院导出', '下载', '24 小时') if word not in page.text], [])
    address = next(link for link in page.links if link.endswith('/reports.zip'))
    file = bureau.ask('GET', address)
    check('as a file', (file.status, file.headers['content-type'], 'filename*=UTF-8' in file.headers['content-disposition']),
          (200, 'application/zip', True))
    found = {}
    with zipfile.ZipFile(io.BytesIO(file.body)) as zipped:
        check('whole', zipped.testzip(), None)
        check('names in UTF-8', {bool(item.flag_bits & 0x800) or item.filename.isascii() for item in zipped.infolist()}, {True})
        found = {item.filename: zipped.read(item) for item in zipped.infolist()}
    published = {}
    for org in ('I001', 'I002', 'I003'):
        for one in rows(bureau.json(f'/admin/reports?year={YEAR}&org={org}')):
            if one['newest']:
                name = next(o['name'] for o in rows(bureau.json('/admin/year-end?year=' + YEAR)) if o['org'] == org)
                content = bureau.ask('GET', f'/admin/reports/{one["report"]}.xlsx?year={YEAR}&org={org}').body
                published[f'{org} {name}/{YEAR}年度 {one["title"]}.xlsx'] = content
    check('what was published, and nothing else', sorted(found), sorted(published))
    check('byte for byte', [name for name in found if found[name] != published.get(name)], [])
    check('of two institutes at least', len({name.split('/')[0] for name in found}) >= 2, True)
    trail = [entry['action'] for entry in told(academy, 'audit', 'show', 'report', 'year-end') if entry['after'].get('文件', '').endswith('.zip')]
    check('in the trail', sorted(trail), ['download', 'export'])
    page = bureau.get('/admin/year-end?year=' + YEAR)
    check('found again', ('上次导出：已完成' in page.text, any('/admin/work/' in link for link in page.links)), (True, True))
    kept = next((academy.folder / 'state/bundles').glob('*.zip'))
    check('private', (oct(kept.stat().st_mode)[-3:], oct(kept.parent.stat().st_mode)[-3:]), ('600', '700'))
    hyit = academy.browser(*HYIT)
    check('not an institute’s', (hyit.ask('GET', address).status, hyit.ask('GET', address.rsplit('/', 1)[0]).status,
                                hyit.ask('POST', here, [('year', YEAR)]).status in (303, 403)), (403, 404, True))
    workbook = next((academy.folder / 'reports/I001').glob('*-annual-summary.xlsx'))
    workbook.write_bytes(workbook.read_bytes() + b'x')
    again = bureau.send(bureau.get('/admin/year-end?year=' + YEAR), here)
    check('what was changed by hand is left out, and said', '缺少：' in again.text, True)
    workbook.write_bytes(workbook.read_bytes()[:-1])
    kept.unlink()
    check('gone', bureau.ask('GET', address).status, 404)


def year_end(academy, check):
    bureau = academy.browser('hr', 'academy_admin', 'A')
    page = bureau.get('/admin/year-end?year=' + YEAR)
    for word in ('年终工作进度', '华原科学院海岳信息技术研究所', '已完成上报', '4 / 18', '21.88%', '未完成', '催办名单', '未实施 4 / 7', '总数：3'):
        check(f'year-end: {word}', word in page.text, True)
    all_of_them = {one['org']: one for one in rows(bureau.json('/admin/year-end?year=' + YEAR))}
    check('who is done', [org for org, one in all_of_them.items() if not one['missing']], ['I001'])
    open_ones = rows(bureau.json(f'/admin/year-end?year={YEAR}&state=' + urllib.parse.quote('未完成')))
    check('未完成', [one['org'] for one in open_ones], ['I002', 'I003'])
    check('workbooks', (all_of_them['I001']['workbooks'], all_of_them['I002']['workbooks']), (3, 1))
    check('not for institutes', academy.browser(*HYIT).ask('GET', '/admin/year-end').status, 403)
    academy.run('backbone', 'report', '130001', '--year', YEAR, '--org', 'I003', check=False)
    status = told(academy, 'backbone', 'show', '--year', YEAR, '--org', 'I003')
    line = next(one for one in rows(bureau.json('/admin/year-end?year=' + YEAR)) if one['org'] == 'I003')
    check('as each institute’s own page says', (line['headcount'], line['required'], line['reported'], line['rate'], line['backbone']),
          (status['headcount'], status['required'], status['reported'], status['rate'], status['status']))


def deletion(academy, check):
    browser = academy.browser(*HYIT)
    page = browser.send(browser.get('/admin/summaries'), '/admin/summaries/do/delete')
    check('nothing ticked', page.status, 422)
    page = browser.send(browser.get('/admin/summaries'), '/admin/summaries/do/delete', ticks=['I002/2017'])
    check('another’s', page.status, 404)
    page = browser.send(browser.get('/admin/summaries'), '/admin/summaries/do/delete', ticks=['I001/2017'])
    check('deleted', (page.status, '已删除 1 份' in page.text, rows(browser.json('/admin/summaries'))), (200, True, []))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    options = parser.parse_args()
    tally = Tally()

    def check(what, found, wanted):
        tally.check(what, '' if found == wanted else f'{found!r}, not {wanted!r}')
    with Academy(options.program, options.postgres, now=f'{YEAR}-12-01T09:00:00+08:00',
                 tables=REPO / 'examples/academy') as academy:
        academy.give_passwords('100001', '110001', '110003', '110005', '120001')
        academy.serve()
        statistics_of_classes(academy, check)
        statistics_of_people(academy, check)
        backbone(academy, check)
        finalise(academy, check)
        summary(academy, check)
        workbooks(academy, check)
        verified(academy, check)
        year_end(academy, check)
        bundle(academy, check)
        deletion(academy, check)
    print(f'figures of the console: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
