#!/usr/bin/env python3
"""培训计划 and 培训实施 in the console: plans from the first field to the workbook, classes to the confirmed roster.

    tests/console/plans.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import io
import json
import pathlib
import re
import sys
from urllib.parse import quote

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import run_suite  # noqa: E402

PLAN = {'计划类型': '项目计划', '培训计划类型': '新增计划', '年度': '2024', '计划名称': '水样采集培训', '培训类别': '上岗培训',
        '培训时间': '2024-05', '学时': '8', '天数': '1', '计划参加人数': '30', '所需经费(万元)': '1.2', '主办单位': '湖泊计算部'}
CLASS = {'培训开始时间': '2024-05-06 09:00', '培训结束时间': '2024-05-06 17:00', '具体地点': '第一会议室', '培训对象': '采样人员',
         '培训目的': '规范采样', '联系人': '梅知秋'}


def has(page, *words):
    """What of these the page does not say."""
    return [word for word in words if word not in page.text]


def cli(academy, *words):
    return json.loads(academy.run(*words, '--json').stdout)


def id_of(page):
    return page.address.rsplit('/', 1)[1].split('?')[0]


def notice(page):
    found = re.search(r'class="notice"[^>]*>([^<]*)<', page.body.decode())
    return found.group(1) if found else ''


def lists(academy, check):
    for login, role, org in (('mei', 'class_admin', 'I01-D1'), ('tao', 'department_admin', 'I01-D1'),
                             ('lin', 'institute_admin', 'I01'), ('fang', 'academy_admin', 'A')):
        browser = academy.browser(login, role, org)
        page = browser.get('/admin/plans?year=2024')
        check(f'{login}: 本机构计划', has(page, '计划实施率概览', '实施率', '序号', '计划类型', '培训计划类型', '计划名称', '主办单位', '发布状态',
                                       '审批情况', '实施情况', '撤销情况', '操作', '新建计划', '取消发布', '总数', '每页记录数'), [])
        body = page.body.decode()
        check(f'{login}: a name under 计划名称, ways under 操作',
              (re.search(r'data-h="计划名称"><a href="/admin/plans/[^"/]+">', body) is not None,
               re.search(r'data-h="培训时间">2024-', body) is not None), (True, True))
        as_role = f'{login}:{role}@{org}'
        found = json.loads(browser.json('/admin/plans?year=2024&size=100').body)
        check(f'{login}: the rows of the command', found['rows'], cli(academy, 'plan', 'list', '--year', '2024', '--as', as_role))
        found = json.loads(browser.json('/admin/classes?year=2024&size=100').body)
        check(f'{login}: classes too', found['rows'], cli(academy, 'class', 'list', '--year', '2024', '--as', as_role))
        page = browser.get('/admin/classes?year=2024')
        check(f'{login}: 培训班管理', has(page, '培训名称', '培训类别', '开始时间', '结束时间', '联系人', '主办单位', '实施情况', '操作'), [])
        below = browser.get('/admin/plans/below?year=2024')
        check(f'{login}: 下级机构计划', (below.status, has(below, '所属机构', '培训时间', '培训名称', '联系人', '审批情况', '撤销情况') if role[0] in 'ia' else []),
              (403 if role == 'class_admin' else 200, []))
        for address, least in (('/admin/classes/below', 'department'), ('/admin/plans/funding', 'institute'), ('/admin/plans/export', 'institute')):
            may = role == 'academy_admin' or role == 'institute_admin' or (least == 'department' and role == 'department_admin')
            check(f'{login}: {address}', browser.get(address + '?year=2024').status, 200 if may else 403)
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    for address in ('/admin/plans/N2', '/admin/plans/N2/edit', '/admin/plans/N2/review', '/admin/classes/N2', '/admin/classes/N2/edit',
                    '/admin/classes/N2/roster', '/admin/classes/N2/roster/add', '/admin/classes/N2/enrolments', '/admin/classes/N2/outcome',
                    '/admin/classes/N2/review', '/admin/plans/new?from=N2'):
        check(f'out of reach: {address}', (tao.get(address).status, tao.json(address).status), (404, 404))
    check('nor in a list', 'N2' in tao.get('/admin/plans?year=2024').text, False)
    lin = academy.browser('lin', 'institute_admin', 'I01')
    check('filtered', [row['id'] for row in json.loads(lin.json('/admin/plans?year=2024&name=' + quote('文献')).body)['rows']], ['N4'])
    check('by month', [row['id'] for row in json.loads(lin.json('/admin/plans?year=2024&month=5').body)['rows']], ['N1'])
    check('nothing under these filters', '没有符合条件的数据' in lin.get('/admin/plans?year=2024&name=xyz').text, True)
    check('暂存 is marked', 'tag no">暂存' in lin.get('/admin/plans?year=2024').body.decode(), True)
    page = lin.get('/admin/plans/N2')
    check('培训计划查看', has(page, '计划编号', '科研诚信培训', '培训类别', '所需经费', '审批情况', '发布状态', '撤销情况', '编辑', '引用计划',
                          '生成计划模板', '上报', '删除'), [])
    check('what may not be done, with its reasons', has(page, '暂不能办理', '计划仍为暂存', '计划未获得最终审批通过'), [])
    check('nobody else’s deeds', '审批未通过：' in page.text, False)
    check('as JSON', json.loads(lin.json('/admin/plans/N2').body), cli(academy, 'plan', 'show', 'N2', '--as', 'lin:institute_admin@I01'))
    check('a class as JSON', json.loads(lin.json('/admin/classes/N2').body),
          cli(academy, 'class', 'show', 'N2', '--as', 'lin:institute_admin@I01'))


def new_plans(academy, check):
    mei = academy.browser('mei', 'class_admin', 'I01-D1')
    page = mei.get('/admin/plans/new')
    check('新增培训计划', has(page, '计划类型', '其他计划与培训班无关', '年度', '培训时间', '培训计划类型', '培训类别', '学时', '天数', '主办单位', '培训地点',
                          '详细地址', '联系人', '联系人电话', '所需经费', '计划参加人数', '是否申请院经费支持', '是否精品', '是否申请专项技术支持', '资助材料', '按上限填报',
                          '暂存', '提交'), [])
    check('what the graph asks before reporting', has(page, '只有年度计划可以申请院经费支持', '申请精品项目必须申请院经费支持',
          '申请院经费支持须上传培训有关材料', '仅限 学术讲坛'), [])
    wrong = mei.send(page, '/admin/plans/new', {'计划名称': '', '学时': 'viel', '培训时间': '2024-13', '天数': 'x'})
    check('every reason at once', (wrong.status, wrong.title.startswith('错误：'), has(wrong, '学时', '培训时间', '天数')), (422, True, []))
    check('as it was typed', dict(wrong.form_to('/admin/plans/new')['fields'])['学时'], 'viel')
    before = cli(academy, 'plan', 'list', '--year', '2024', '--as', 'mei:class_admin@I01-D1')
    check('nothing is there', any(plan['title'] == PLAN['计划名称'] for plan in before), False)
    draft = mei.send(wrong, '/admin/plans/new', {**PLAN, '计划名称': '暂存的计划', '天数': '', '计划参加人数': ''})
    check('暂存: may be incomplete', (draft.address.startswith('/admin/plans/I01-D1-2024-'), notice(draft).startswith('已暂存')), (True, True))
    half = mei.get(draft.address + '/edit')
    refused = mei.send(half, draft.address + '/do/edit', {'do': 'submit'})
    check('提交: not while incomplete', (refused.status, has(refused, '暂不能办理', '计划参加人数')), (422, []))
    made = mei.send(mei.get('/admin/plans/new'), '/admin/plans/new', {**PLAN, 'do': 'submit'})
    check('提交', (notice(made), has(made, '已上报', '水样采集培训', '湖泊计算部(已上报)')), ('已提交，等待 部门管理员@I01-D1 审批', []))
    number = id_of(made)
    check('the plan of the command', cli(academy, 'plan', 'show', number, '--as', 'mei:class_admin@I01-D1')['review'], '已上报')
    both = mei.send(mei.get('/admin/plans/new'), '/admin/plans/new', {**PLAN, '计划名称': '', 'do': 'submit'})
    check('neither made nor submitted', both.status, 422)
    bad = mei.send(mei.get('/admin/plans/new'), '/admin/plans/new',
                   {**PLAN, '计划名称': '精品却不申请', '是否精品': '精品', 'do': 'submit'})
    check('made, not submitted: its own form', (bad.status, has(bad, '已暂存，还没有提交', '暂不能办理')), (422, []))
    address = re.search(r'action="(/admin/plans/[^"]*/do/edit)"', bad.body.decode()).group(1)
    fixed = mei.send(bad, address, {'是否精品': '非精品', 'do': 'submit'})
    check('mended and submitted', notice(fixed), '已提交，等待 部门管理员@I01-D1 审批')
    check('nobody edits what is reported', (mei.get(made.address + '/edit').status, mei.ask('GET', made.address + '/do/edit').headers['location']),
          (422, made.address + '/edit'))
    program = mei.ask('POST', '/admin/plans/new', [(k, v) for k, v in {**dict(mei.get('/admin/plans/new').form_to('/admin/plans/new')['fields']),
                                                                      **PLAN, '计划名称': '程序所建'}.items()], headers={'Accept': 'application/json'})
    check('for programs', (program.status, json.loads(program.body)[0]['review']), (200, '暂存'))
    copied = mei.send(mei.get(f'/admin/plans/{number}/do/copy'), f'/admin/plans/{number}/do/copy')
    check('引用计划', (copied.address != made.address, has(copied, '水样采集培训', '暂存')), (True, []))
    after = mei.get(f'/admin/plans/new?from={number}')
    check('引用并修改', dict(after.form_to('/admin/plans/new')['fields'])['计划名称'], '水样采集培训')
    deleted = mei.send(mei.get(copied.address + '/do/delete'), copied.address + '/do/delete')
    check('删除', (deleted.address, mei.get(copied.address).status in (200, 404)), ('/admin/plans', True))
    return number, id_of(draft)


def edits(academy, check, draft):
    mei, tao = academy.browser('mei', 'class_admin', 'I01-D1'), academy.browser('tao', 'department_admin', 'I01-D1')
    address = f'/admin/plans/{draft}'
    mine, theirs = mei.get(address + '/edit'), tao.get(address + '/edit')
    same = mei.send(mei.get(address + '/edit'), address + '/do/edit')
    check('nothing changed, nothing written', (same.address, 'edit' in [entry['action'] for entry in cli(academy, 'audit', 'show', 'plan', draft)]), (address, False))
    kept = tao.send(theirs, address + '/do/edit', {'计划名称': '他们的名称', '天数': '2'})
    check('theirs', (kept.address, has(kept, '他们的名称')), (address, []))
    conflict = mei.send(mine, address + '/do/edit', {'计划名称': '我的名称', '计划参加人数': '20'})
    check('changed meanwhile', (conflict.status, has(conflict, '他人已修改', '陶映川', '他们的名称', '我的名称', '用我的重填', '放弃', '现在的内容', '我填写的')),
          (409, []))
    check('what was typed', dict(conflict.form_to(address + '/do/edit')['fields'])['计划名称'], '我的名称')
    check('nothing done', cli(academy, 'plan', 'show', draft)['title'], '他们的名称')
    mine = mei.send(conflict, address + '/do/edit')
    check('用我的重填', (mine.address, has(mine, '我的名称')), (address, []))
    check('the revision is that of the item', cli(academy, 'plan', 'show', draft)['headcount'], 20)


def reviews(academy, check, number):
    tao, lin = academy.browser('tao', 'department_admin', 'I01-D1'), academy.browser('lin', 'institute_admin', 'I01')
    address = f'/admin/plans/{number}'
    page = tao.get('/admin/plans/below?year=2024&waiting=1')
    check('待我审批', (f'{address}/review' in page.links, page.text.count('查看')), (True, 0))
    page = tao.get(address + '/review')
    check('培训计划审批', has(page, '水样采集培训', '湖泊计算部意见', '审批通过', '驳回修改', '审批未通过', '不能再编辑', '返回', '下一项'), [])
    old = tao.get(address + '/review')
    other = tao.send(page, address + '/do/return', {'comment': '请写明地点'})
    check('驳回修改', (other.address, has(other, '驳回修改', '请写明地点')), (address, []))
    mei = academy.browser('mei', 'class_admin', 'I01-D1')
    again = mei.send(mei.get(address + '/edit'), address + '/do/edit', {'详细地址': '湖边一号', 'do': 'submit'})
    check('mended', notice(again), '已提交，等待 部门管理员@I01-D1 审批')
    stale = tao.send(old, address + '/do/approve', {'comment': '看过的是旧的'})
    check('a verdict on what was changed since', (stale.status, '已有人办理过' in stale.text), (409, True))
    page = tao.get(address + '/review')
    check('the earlier opinion', has(page, '各级意见', '湖泊计算部：驳回修改', '请写明地点'), [])
    back = dict([field for field in page.form_to(address + '/do/approve')['fields']]).get('back')
    following = next(link for link in page.links if link.endswith('/review') and link != address + '/review')
    check('the next one is offered, not forced', (back, following != ''), (None, True))
    done = tao.send(page, address + '/do/approve', {'comment': '同意', 'back': following})
    check('审批通过, and on to the next', (done.address, notice(done).startswith('已办理：审批通过')), (following, True))
    check('not theirs any more', (tao.get(address + '/review').status, '现在由' in tao.get(address + '/review').text), (200, True))
    page = lin.get('/admin/plans/below?year=2024')
    check('the institute sees it waiting', f'{address}/review' in page.links, True)
    batch = lin.send(page, '/admin/plans/do/approve', {'comment': '可以'}, ticks=[number])
    check('batch', notice(batch), '已办理：审批通过（1 项）')
    check('finally approved', cli(academy, 'plan', 'show', number)['review'], '审批通过')
    shown = mei.get(address)
    check('what can be done now', has(shown, '发布', '撤销'), [])
    check('the way, in people’s words', ('at_department' in shown.text, has(shown, '办理经过', '梅知秋', '上报', '送部门审批')), (False, []))
    published = mei.send(mei.get('/admin/plans?year=2024'), '/admin/plans/do/publish', ticks=[number])
    check('发布', notice(published), '已办理：发布（1 项）')
    refused = mei.send(mei.get('/admin/plans?year=2024'), '/admin/plans/do/withdraw', ticks=[number])
    check('撤销 wants its reason', (refused.status, has(refused, '撤销说明'), '意见' in [f[0] for f in refused.form_to('/admin/plans/do/withdraw')['fields']]),
          (422, [], False))
    copied = mei.send(mei.get(address + '/do/copy'), address + '/do/copy').address
    mei.send(mei.get(copied + '/edit'), copied + '/do/edit', {'do': 'submit'})
    asked = mei.get(copied + '/do/withdraw')
    check('撤销: 说明必填', mei.send(asked, copied + '/do/withdraw').status, 422)
    gone = mei.send(mei.get(copied + '/do/withdraw'), copied + '/do/withdraw', {'撤销说明': '经费没有落实'})
    check('撤销', (gone.address, has(gone, '已撤销', '经费没有落实')), (copied, []))
    check('marked in the list', 'tag no">已撤销' in mei.get('/admin/plans?year=2024').body.decode(), True)


def funding(academy, check):
    lin, tao, fang = (academy.browser(*who) for who in (('lin', 'institute_admin', 'I01'), ('tao', 'department_admin', 'I01-D1'),
                                                        ('fang', 'academy_admin', 'A')))
    for login, role, plan in (('tao', 'department_admin@I01-D1', 'Y1'), ('lin', 'institute_admin@I01', 'Y2'),
                              ('lin', 'institute_admin@I01', 'Y3')):
        academy.run('act', 'plan', plan, 'submit', '--as', f'{login}:{role}')
    page = lin.get('/admin/plans/funding?year=2025')
    check('资助计划筛选', has(page, '湖泊遥感研修班', '水生态模型研修班', '未排位', '4–5 个', '2 个'), [])
    check('only who asks', '新职工入所培训' in page.text, False)
    page = lin.send(page, '/admin/plans/Y2/do/rank', {'排位': '1'})
    check('ranked, and back', (page.address, notice(page).startswith('已办理：资助排位')), ('/admin/plans/funding?year=2025', True))
    page = lin.send(page, '/admin/plans/Y1/do/rank', {'排位': '2'})
    check('by number', [row['id'] for row in json.loads(lin.json('/admin/plans/funding?year=2025').body)['rows']], ['Y2', 'Y1'])
    up = next(form for form in page.forms if form['action'] == '/admin/plans/Y1/do/rank' and ['排位', '1'] in form['fields'])
    page = lin.follow(lin.ask('POST', up['action'], [tuple(field) for field in up['fields']]))
    check('上移', [row['id'] for row in json.loads(lin.json('/admin/plans/funding?year=2025').body)['rows']], ['Y1', 'Y2'])
    wrong = lin.send(page, '/admin/plans/Y1/do/rank', {'排位': '0'})
    check('no such rank', (wrong.status, '应为从 1 开始的整数' in wrong.text), (422, True))
    check('the academy looks', '/admin/plans/Y1/do/rank' in fang.get('/admin/plans/funding?year=2025').body.decode(), False)
    page = lin.get('/admin/plans/export?year=2025')
    check('导出: who is in', has(page, '湖泊遥感研修班', '新职工入所培训', '加盖公章', '导出'), [])
    check('the unranked', '还没有排位' in page.text, False)
    def exported():
        # What takes longer than a moment leads back to the page, from where the workbook is fetched.
        answer = lin.send(page, '/admin/plans/export')
        is_page = answer.headers['content-type'].startswith('text/html') and '已导出的报表' in answer.text
        return lin.ask('GET', '/admin/reports/plan-list.xlsx?year=2025&org=I01') if is_page else answer
    book = exported()
    check('a workbook', (book.status, book.headers['content-type'].split('.')[-1], 'filename*=UTF-8' in book.headers.get('content-disposition', '')),
          (200, 'sheet', True))
    if book.status != 200:
        check('what the export says', book.text[-600:], '')
        return
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(book.body)).active.iter_rows(values_only=True) for cell in row if cell]
    check('of the plans', [title for title in ('湖泊遥感研修班', '水生态模型研修班', '新职工入所培训') if title not in cells], [])
    check('once more', exported().body == book.body, True)
    check('the academy chooses', ('选择一个研究所' in fang.get('/admin/plans/export?year=2025').text,
                                fang.send(fang.get('/admin/plans/export?year=2025&org=I01'), '/admin/plans/export').status), (True, 200))
    page = lin.get('/admin/plans/Y1/review')
    check('支持 or not', has(page, '同意支持并上报', '审批通过但不支持', '驳回修改', '审批未通过'), [])
    lin.send(page, '/admin/plans/Y1/do/support', {'comment': '重点支持'})
    page = fang.get('/admin/plans/Y1/review')
    check('院: 资助程度', has(page, '资助程度', '明远科学院意见', '重点支持', '精品项目', '普通资助项目'), [])
    fang.send(page, '/admin/plans/Y1/do/approve', {'资助程度': '普通资助项目'})
    check('granted', cli(academy, 'plan', 'show', 'Y1')['support'], '普通资助项目')
    own = lin.get('/admin/plans/Y2/review')
    check('nobody decides on their own', '审批' in own.text and '/admin/plans/Y2/do/support' in own.body.decode(), False)


def templates(academy, check):
    mei, he = academy.browser('mei', 'class_admin', 'I01-D1'), academy.browser('he', 'class_admin', 'I01-D2')
    page = mei.get('/admin/plan-templates/new?plan=N1')
    wrong = mei.send(page, '/admin/plan-templates/new', {'name': ' '})
    check('a template needs a name', (wrong.status, '模板名称不能为空' in wrong.text), (422, True))
    page = mei.send(wrong, '/admin/plan-templates/new', {'name': '湖泊模板'})
    check('生成计划模板', (page.address, notice(page), has(page, '湖泊模板', '培训类别', '模板名称', '季度', '第 2 季度', '主办单位', '未共享', '操作')),
          ('/admin/plan-templates', '已存为计划模板“湖泊模板”', []))
    rows = json.loads(mei.json('/admin/plan-templates').body)['rows']
    check('as JSON', rows, cli(academy, 'plan-template', 'list', '--as', 'mei:class_admin@I01-D1'))
    check('another unit does not see it', '湖泊模板' in he.get('/admin/plan-templates').text, False)
    tick = re.search(r'name="id" value="(\d+)"', page.body.decode()).group(1)
    check('nor uses it', he.get(f'/admin/plan-templates/{tick}/use').status, 404)
    page = mei.send(page, '/admin/plan-templates/do/share', ticks=[tick])
    check('共享', (notice(page), '已共享' in page.text, '湖泊模板' in he.get('/admin/plan-templates').text), ('已共享 1 个计划模板', True, True))
    form = he.get(f'/admin/plan-templates/{tick}/use')
    fields = dict(form.form_to('/admin/plans/new')['fields'])
    check('filled in', (fields['计划名称'], fields['培训类别'], fields['年度'], fields['培训时间']), ('湖泊数据处理培训', '其他培训', '2024', '2024-05'))
    made = he.send(form, '/admin/plans/new', {'计划名称': '照模板新建'})
    check('of a template', (made.address.startswith('/admin/plans/I01-D2-2024-'), has(made, '照模板新建')), (True, []))
    check('others’ cannot be deleted', f'value="{tick}"' in he.get('/admin/plan-templates').body.decode(), False)
    check('nothing ticked', mei.send(mei.get('/admin/plan-templates'), '/admin/plan-templates/do/delete').status, 422)
    page = mei.send(mei.get('/admin/plan-templates'), '/admin/plan-templates/do/delete', ticks=[tick])
    check('批量删除', (notice(page), '湖泊模板' in page.text), ('已删除 1 个计划模板', False))


def classes(academy, check, number):
    mei, tao, lin = (academy.browser(*who) for who in (('mei', 'class_admin', 'I01-D1'), ('tao', 'department_admin', 'I01-D1'),
                                                       ('lin', 'institute_admin', 'I01')))
    number = cli(academy, 'plan', 'show', number)['class']
    address = f'/admin/classes/{number}'
    page = mei.get(address)
    check('培训项目', has(page, '基本信息', '实际参会人员', '报名', '培训成效', '批准的人数', '对应计划', '培训名称', '实施'), [])
    check('why not yet', has(page, '无法实施的原因', '具体地点', '培训对象', '培训目的'), [])
    check('one of a draft', has(mei.get('/admin/classes/N1'), '无法实施的原因', '未获得最终审批通过', '尚未发布'), [])
    form = mei.get(address + '/edit')
    check('all fields', has(form, '培训名称', '培训类别', '培训开始时间', '培训结束时间', '学时', '天数', '计划参加人数', '科研岗人数', '管理岗人数', '支撑岗人数',
                            '院外参训人数', '工作人员数', '所需经费', '列支渠道', '是否精品', '培训地点', '具体地点', '联系人', '联系电话', '联系人Email', '培训对象',
                            '适用岗位', '培训目的', '培训内容', '备注', '培训方式', '主办单位', '培训关键词', '培训公开范围', '是否分院展示', '是否允许报名', '报名是否需要审批',
                            '报名开始时间', '报名结束时间', '暂存', '实施', '批准的是 30，调增须审批'), [])
    wrong = mei.send(form, address + '/do/implement')
    check('实施: every reason', (wrong.status, has(wrong, '还没有填写', '具体地点', '培训对象', '培训目的')), (422, []))
    wrong = mei.send(form, address + '/do/edit', {'学时': 'x', '计划参加人数': '-1'})
    check('every cell that is wrong', (wrong.status, has(wrong, '学时', '计划参加人数')), (422, []))
    kept = mei.send(wrong, address + '/do/edit', {**CLASS, '学时': '8', '计划参加人数': '41', '培训公开范围': '本单位公开', '是否允许报名': '是',
                                                  '报名是否需要审批': '是'})
    check('暂存', (kept.address, notice(kept), has(kept, '人数调增')), (address, '已暂存', []))
    form = mei.get(address + '/edit')
    check('what will need approval', has(form, '人数调增', '实施须先审批'), [])
    tried = mei.send(form, address + '/edit', {'计划参加人数': '30'})
    check('实施前检查: fewer needs nobody', (tried.status, has(tried, '可以实施，无须审批', '还没有保存')), (200, []))
    tried = mei.send(tried, address + '/edit', {'计划参加人数': '41'})
    check('more does', has(tried, '人数调增', '部门管理员@I01-D1'), [])
    check('nothing kept', cli(academy, 'class', 'show', number)['headcount'], 41)
    roster(academy, check, mei, address, number)
    waiting = mei.send(mei.get(address + '/edit'), address + '/do/implement')
    check('实施 waits', (waiting.address, notice(waiting).startswith('已办理：实施，等待 部门管理员@I01-D1 审批')), (address, True))
    page = tao.get('/admin/classes/below?year=2024&waiting=1')
    check('下级培训审批', (has(page, '资助程度', '培训名称', '培训时间', '主办单位', '联系人', '审批情况', '实施情况', '审批'), address + '/review' in page.links),
          ([], True))
    page = tao.get(address + '/review')
    cells = re.findall(r'<td[^>]*>(.*?)</td>', page.body.decode())
    check('planned → actual', (cells[3:6], has(page, '计划与实际对照', '人数调增', '湖泊计算部意见', '驳回修改', '审批未通过')),
          (['30', '<b>41</b>', '人数调增'], []))
    done = tao.send(page, address + '/do/approve-change', {'comment': '同意增加'})
    check('approved, and on to the institute', has(done, '湖泊计算部(审批通过)', '澄湖研究所(已上报)'), [])
    lin.send(lin.get(address + '/review'), address + '/do/approve-change')
    check('已实施', cli(academy, 'class', 'show', number)['carried_out'], True)
    refused = mei.get(address + '/edit')
    check('edited no more', refused.status, 422)
    outcome = mei.get(address + '/outcome')
    told = mei.send(outcome, address + '/do/outcome', {'培训成效': '人人能采样'})
    check('培训成效', (told.address, has(told, '人人能采样')), (address, []))
    check('only by its own unit', '由举办单位填写' in lin.get(address + '/outcome').text, True)
    page = mei.send(mei.get(address + '/roster'), address + '/do/confirm', {'all': '1'})
    check('全部确认参加', (page.address, page.text.count('已确认') >= 2), (address + '/roster', True))
    archive = cli(academy, 'statement', '2007', '--year', '2024')
    check('hours are posted', '8' in json.dumps(archive), True)


def roster(academy, check, mei, address, number):
    page = mei.get(address + '/roster')
    check('nobody yet', has(page, '暂无数据', '其他人员添加'), [])
    add = mei.get(address + '/roster/add')
    found = mei.send(add, address + '/roster/add', {'who': '2007、温如玉\n欧阳青\n不存在的人'})
    check('by numbers and names, of any institute', (found.status, has(found, '苏见微', '湖泊计算部', '温如玉', '欧阳青', '云岭研究所', '没有找到：不存在的人')),
          (200, []))
    check('no more than name and unit', [word for word in ('ouyang', '2004-07-01', '管理岗') if word in found.text], [])
    check('as it was typed', '温如玉' in dict(found.form_to(address + '/roster/add')['fields'])['who'], True)
    rows = json.loads(mei.json(address + '/roster/add?who=3001').body)
    check('for programs', rows['rows'], [{'employee': '3001', 'name': '欧阳青', 'unit': '云岭研究所', 'listed': False}])
    none = mei.send(found, address + '/do/add-attendee')
    check('nobody ticked', (none.status, '请先勾选' in none.text), (422, True))
    page = mei.send(found, address + '/do/add-attendee', ticks=['2007', '2008', '3001'])
    check('added', (page.address, notice(page), has(page, '苏见微', '温如玉', '欧阳青', '未确认', '确认参加', '删除')), (address + '/roster', '已办理：添加参会人员（3 人）', []))
    again = mei.send(mei.get(address + '/roster/add'), address + '/roster/add', {'who': '2007'})
    check('listed already', '已在名单中' in again.text, True)
    former = mei.get(address + f'/roster/add?class={number}')
    check('from a former class', has(former, '苏见微', '欧阳青'), [])
    page = mei.send(page, address + '/do/remove-attendee', ticks=['3001'])
    check('删除', '欧阳青' in page.text, False)
    none = mei.send(page, address + '/do/confirm')
    check('nobody is confirmed by chance', (none.status, cli(academy, 'class', 'show', number)['attendees'][0]['confirmed']), (422, False))
    page = mei.send(page, address + '/do/confirm', ticks=['2007'])
    check('确认参加', [a['confirmed'] for a in cli(academy, 'class', 'show', number)['attendees']], [True, False])
    page = mei.send(page, address + '/do/confirm', {'员工编号': '2008', '学时': '6'})
    check('other hours', [a['seconds'] for a in cli(academy, 'class', 'show', number)['attendees']], [8 * 3600, 6 * 3600])
    rows = json.loads(mei.json(address + '/roster').body)
    check('the rows of the command', rows['rows'], cli(academy, 'class', 'show', number, '--as', 'mei:class_admin@I01-D1')['attendees'])
    tao = academy.browser('lin', 'institute_admin', 'I01')
    check('not of another unit’s class', (tao.get(address + '/roster/add?who=3001').status, '其他人员添加' in tao.get(address + '/roster').text),
          (422, False))
    for employee in ('2009', '2010', '2005'):
        login = {'2009': 'cheng', '2010': 'gan', '2005': 'he'}[employee]
        academy.run('act', 'class', number, 'enrol', '--as', f'{login}:learner')
    page = mei.get(address + '/enrolments')
    check('报名', has(page, '程慕云', '甘棠', '何松年', '同意报名', '拒绝报名', '报名待审核'), [])
    page = mei.send(page, address + '/do/approve-enrolment', {'员工编号': '2009'})
    check('同意报名, singly', (page.address, '程慕云' in page.text), (address + '/enrolments', False))
    page = mei.send(page, address + '/do/refuse-enrolment', ticks=['2010', '2005'])
    check('拒绝报名, both', (notice(page).startswith('已办理：拒绝报名'), has(page, '暂无数据')), (True, []))
    check('who is listed now', [(a['employee'], a['status']) for a in cli(academy, 'class', 'show', number)['attendees']],
          [('2005', '未通过'), ('2007', '已确认'), ('2008', '已确认'), ('2009', '未确认'), ('2010', '未通过')])


def nothing_changes(academy, check):
    """A GET writes nothing but when somebody was seen last."""
    lin = academy.browser('lin', 'institute_admin', 'I01')
    before = academy.run('audit', 'show', '--json').stdout
    for address in ('/admin/plans', '/admin/plans/new', '/admin/plans/N2', '/admin/plans/N2/edit', '/admin/plans/N2/do/submit', '/admin/plans/below',
                    '/admin/plans/N2/review', '/admin/plans/funding', '/admin/plans/export', '/admin/plan-templates', '/admin/plan-templates/new',
                    '/admin/classes', '/admin/classes/N2', '/admin/classes/N2/edit', '/admin/classes/N2/roster', '/admin/classes/N2/roster/add?who=2007',
                    '/admin/classes/N2/enrolments', '/admin/classes/N2/outcome', '/admin/classes/below', '/admin/classes/N2/review'):
        page = lin.get(address)
        check(f'GET {address}', page.status, 200)
        check(f'{address}: a title', '<h1' in page.body.decode() and page.title != '', True)
    check('and the trail is as it was', academy.run('audit', 'show', '--json').stdout, before)
    check('the data is sound', academy.run('verify', check=False).returncode, 0)


def tell(academy, check):
    academy.give_passwords('1001', '2001', '2003', '2004', '2005')
    academy.serve()
    lists(academy, check)
    number, draft = new_plans(academy, check)
    edits(academy, check, draft)
    reviews(academy, check, number)
    funding(academy, check)
    templates(academy, check)
    classes(academy, check, number)
    nothing_changes(academy, check)


run_suite('plans and classes of the console', __doc__, tell)
