#!/usr/bin/env python3
"""Learning in the console: home, archive and why, external records, classes to enrol in, and their review.

    tests/console/learning.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import hashlib
import json
import pathlib
import sqlite3
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import run_suite  # noqa: E402

FILLED = ['具体地点=第一会议室', '培训对象=全体职工', '培训目的=提高能力', '联系人=李某某']


def has(check, what, page, *words):
    check(what, (page.status, [word for word in words if word not in page.text]), (200, []))


def at(*pieces):
    return '/' + '/'.join(urllib.parse.quote(piece, safe='') for piece in pieces)


def fill(academy):
    """A class to enrol in, one that is over, courses and exams."""
    for plan, who in (('N1', 'tao'), ('N2', 'lin')):
        academy.run('act', 'plan', plan, 'submit', '--as', who)
    academy.run('act', 'plan', 'N1', 'approve', '--as', 'lin')
    for plan, who in (('N1', 'tao'), ('N2', 'lin')):
        academy.run('act', 'plan', plan, 'publish', '--as', who)
    academy.run('act', 'class', 'N2', 'edit', '--set', '培训公开范围=全院公开', '--set', '是否允许报名=是', '--set',
                '报名是否需要审批=是', '--as', 'lin')
    academy.run('act', 'class', 'N1', 'add-attendee', '--set', '员工编号=2007', '--as', 'tao')
    academy.run('act', 'class', 'N1', 'implement', *[part for one in FILLED for part in ('--set', one)], '--as', 'tao')
    academy.run('act', 'class', 'N1', 'confirm', '--set', '员工编号=2007', '--as', 'tao')
    tables = academy.folder / 'more'
    tables.mkdir()
    (tables / 'exams.csv').write_text('员工编号,来源编号,年度,考试名称,是否合格\n2007,E1,2024,保密知识考试,是\n'
                                      '2007,E2,2024,安全知识考试,否\n')
    (tables / 'learning.csv').write_text(
        '员工编号,来源编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n'
        '2007,C1,2024,在线学习,数据素养微课,平台,2024-02-01,,3小时10分53秒,审核通过\n'
        '2007,S1,2024,在职自学,统计学,,2024-01-10,2024-01-12,8,审核通过\n'
        '2008,S1,2024,在职自学,另一人的统计学,,2024-01-10,2024-01-12,8,待审核\n'
        '3004,S9,2024,在职自学,外所的记录,,2024-01-10,2024-01-12,8,待审核\n'
        '2007,OLD,2019,线下培训,旧培训,,2019-05-10,2019-05-12,16,审核通过\n')
    academy.run('import', 'more')


def home(academy, check):
    su = academy.browser('su')
    page = su.get('/me')
    has(check, 'the home of a learner', page, '2024年度您已完成', '再学', '网络学时', '培训学时', '总学时', '3小时10分53秒', '未达标',
        '我的档案', '我的培训班', '我的外部学习', '我的考试', '我的课程', '个人设置')
    said = json.loads(academy.run('statement', '2007', '--year', '2024', '--json', '--as', 'su').stdout)
    for address in ('/me', '/me/archive'):
        check(f'{address} as JSON is what the command says', json.loads(su.json(address + '?year=2024').body), said)
    for link in page.links:
        if not link.startswith('#'):
            check(f'the link {link}', su.get(link).status, 200)
    page = su.get('/me/archive')
    has(check, 'the archive', page, '苏见微', '澄湖研究所 湖泊计算部', '2007', '目标学时包含 90小时 培训学时、50小时 网络学时',
        '各项学习情况说明', '培训项目1个，其中系列讲座0个，外部培训0个，实际时长8小时。', '在职自学1项，实际时长8小时。', '公派留学0项',
        '在线学习课程数1个', '外部网络学习0项', '参加考试数2个，其中合格率为50.0%。', '为什么', '有效学时上限')
    page = su.get('/me/archive/why?year=2024')
    has(check, 'why', page, '是否达标只看有效学时', '统计学', '数据素养微课', '全部计入')
    said = json.loads(academy.run('policy', 'explain', '2007', '--year', '2024', '--json', '--as', 'su').stdout)
    check('why as JSON', json.loads(su.json('/me/archive/why?year=2024').body), said)
    has(check, 'exams', su.get('/me/exams'), '保密知识考试', '合格', '不合格', '合格率', '50.0%', '总数：2')
    check('exams as JSON', json.loads(su.json('/me/exams').body)['total'], 2)
    has(check, 'courses', su.get('/me/courses'), '数据素养微课', '3小时10分53秒', '总数：1')
    has(check, 'none in another year', su.get('/me/courses?year=2022'), '没有符合条件的数据')
    for address in ('/help', '/policy-and-process'):
        has(check, address, su.get(address), '处级及以上领导人员每人每年：培训学时 不少于 110小时；网络学时 不少于 50小时', '在职自学',
            '最多计入 10小时 有效学时', '骨干人才', '2024-11-10', '学习记录', '补正：待审核', 'Q1：', 'Q6：', '人字〔2019〕89号')
    has(check, 'the rules of another year', su.get('/help?year=2017'), '职工每人每年：总学时 不少于 100小时')


def records(academy, check):
    su = academy.browser('su')
    page = su.get(at('me', 'external'))
    has(check, 'own external learning', page, '线下培训', '网络学时', '在职自学', '公派留学', '年度', '培训名称', '开始时间', '结束时间',
        '学时(小时)', '状态', '操作', '新增记录', '批量删除', '统计学', '审核通过', '总数：1')
    check('courses are elsewhere, and other people’s nowhere', ('数据素养微课' in page.text, '另一人' in page.text), (False, False))
    has(check, 'a tab without any', su.get(at('me', 'external', '网络学时')), '暂无数据', '新增记录')
    has(check, 'its cap', su.get(at('me', 'external', '在职自学')), '有效学时上限：10小时', '统计学')
    has(check, 'as it was called until 2019', su.get(at('me', 'external', '线下培训') + '?year=2019'), '我的外部培训', '旧培训')
    has(check, 'all years', su.get('/me/external?year=' + urllib.parse.quote('全部')), '旧培训', '统计学', '总数：2')
    page = su.get('/me/external/new?category=' + urllib.parse.quote('在职自学'))
    has(check, 'a new one', page, '类别', '培训名称', '主办单位', '开始时间', '结束时间', '学时', '在职自学 最多计入 10小时 有效学时')
    page = su.send(page, '/me/external/new', {'开始时间': '昨天', '学时': ''})
    check('every reason at once, as it was typed',
          (page.status, '昨天' in str(page.forms), page.text.count('开始时间') > 1, '错误：' in page.title), (422, True, True, True))
    given = {'年度': '2024', '类别': '在职自学', '培训名称': '机器学习自学', '主办单位': '本人', '开始时间': '2024-02-20', '结束时间': '2024-02-21',
             '学时': '8'}
    before = academy.run('audit', 'show', '--json').stdout
    page = su.send(su.get('/me/external/new'), '/me/external/new', {**given, 'try': '1'})
    has(check, 'tried first', page, '对您可计入 2 学时（共 8 学时）', "'在职自学' 最多计入 10小时", '计入后2024年度还差', '网络学时')
    check('nothing was entered', academy.run('audit', 'show', '--json').stdout, before)
    page = su.send(page, '/me/external/new', {k: v for k, v in given.items() if k != 'try'})
    check('entered, on its own page', page.address, '/me/external/2007-004')
    has(check, 'its page', page, '已新增记录', '待审核', '部门管理员', '补正', '删除', '对您可计入 2 学时', '机器学习自学', '办理经过', '2024-02-21')
    page = su.send(su.get('/me/external/2007-004/do/submit'), '/me/external/2007-004/do/submit',
                   {'培训名称': '深度学习自学', '结束时间': ''})
    check('put right', ('深度学习自学' in page.text, '2024-02-21' in page.text.split('办理经过')[0]), (True, False))
    stale = su.get('/me/external/2007-004/do/submit')
    su.send(su.get('/me/external/2007-004/do/submit'), '/me/external/2007-004/do/submit', {'学时': '9'})
    page = su.send(stale, '/me/external/2007-004/do/submit', {'学时': '7'})
    check('somebody was faster', (page.status, '现在的内容' in page.text, "'7'" in str(page.forms)), (409, True, True))
    page = su.send(su.get('/me/external/new'), '/me/external/new', {**given, '培训名称': '要删除的'})
    check('a second one', page.address, '/me/external/2007-005')
    page = su.send(su.get('/me/external'), '/me/external/do/delete', ticks=['2007-005'])
    check('deleted by tick', (page.address.split('?')[0], '要删除的' in page.text, '已办理' in page.text),
          ('/me/external', False, True))
    wen = academy.browser('wen')
    check('not somebody else’s', (wen.get('/me/external/2007-004').status, wen.get('/me/external/nobody').status), (404, 404))
    row = json.loads(su.json('/me/external').body)
    check('as JSON', ([one['id'] for one in row['rows']], row['total'], row['next']), (['2007-004', 'S1'], 2, None))
    check('one as JSON', json.loads(su.json('/me/external/2007-004').body)['actions'], ['submit', 'delete'])


def review(academy, check):
    tao = academy.browser('tao', 'department_admin', 'I01-D1')
    page = tao.get('/admin/learning')
    has(check, 'what is to be reviewed', page, '培训人员', '培训名称', '年度', '审核状态', '学员姓名', '所属机构', '培训类型', '主办单位', '起始时间',
        '结束时间', '学时', '操作', '审核通过', '驳回修改', '审核未通过', '审核创建', '深度学习自学', '另一人的统计学', '总数：2')
    check('nothing beyond the department', '外所的记录' in page.text, False)
    check('out of scope', (tao.get('/admin/learning/S9').status, tao.get('/admin/learning/3004/S9').status), (404, 404))
    has(check, 'by name', tao.get('/admin/learning?learner=' + urllib.parse.quote('温')), '另一人的统计学', '总数：1')
    has(check, 'by title', tao.get('/admin/learning?name=' + urllib.parse.quote('深度')), '深度学习自学', '总数：1')
    has(check, 'all of them', tao.get('/admin/learning?review=' + urllib.parse.quote('全部')), '统计学', '旧培训', '总数：4')
    page = tao.get('/admin/learning/2007-004')
    has(check, 'one of them', page, '苏见微', '等待', '审核通过', '驳回修改', '审核未通过', '更正', '学员的档案', '办理经过')
    page = tao.send(tao.get('/admin/learning/2007-004/do/return'), '/admin/learning/2007-004/do/return', {'comment': '请写明教材'})
    has(check, 'sent back', page, '驳回修改', '请写明教材')
    su = academy.browser('su')
    has(check, 'home says so', su.get('/me'), '驳回修改 1 条')
    has(check, 'the words of the reviewer', su.get('/me/external'), '驳回修改', '请写明教材', '重新提交')
    page = su.get('/me/external/2007-004/do/submit')
    has(check, 'to put right', page, '请写明教材', '重新提交')
    has(check, 'handed in again', su.send(page, '/me/external/2007-004/do/submit', {'主办单位': '自编教材'}), '待审核')
    has(check, 'named with the learner', tao.get('/admin/learning/2008/S1'), '另一人的统计学', '审核通过')
    page = tao.send(tao.get('/admin/learning'), '/admin/learning/do/approve', {'comment': '同意'}, ['2007/2007-004', '2008/S1'])
    check('both at once', (page.address.split('?')[0], '已办理：审核通过（2 项）' in page.text, '没有' in page.text or '暂无' in page.text),
          ('/admin/learning', True, True))
    check('the same number of two people', tao.get('/admin/learning/S1').status, 422)
    check('none ticked', tao.send(tao.get('/admin/learning?review=' + urllib.parse.quote('全部')),
                                  '/admin/learning/do/refuse').status, 422)
    page = tao.get('/admin/learning/2008/S1/do/void')
    page = tao.send(page, '/admin/learning/2008/S1/do/void', {'comment': ''})
    check('void needs a reason', page.status, 422)
    has(check, 'and is void with one', tao.send(page, '/admin/learning/2008/S1/do/void', {'comment': '重复登记'}), '作废', '重复登记')
    page = tao.send(tao.get('/admin/learning/2007-004/do/correct'), '/admin/learning/2007-004/do/correct', {'学时': '4'})
    has(check, 'corrected by an administrator', page, '4小时', '审核通过', '更正')
    given = {'年度': '2024', '类别': '线下培训', '培训名称': '外出培训', '主办单位': '学会', '开始时间': '2024-02-01', '结束时间': '2024-02-02', '学时': '12'}
    new = '/admin/learning/new'
    page = tao.send(tao.get(new), new, {**given, '员工编号': '2007\n9999'})
    check('one of them is not there: none', (page.status, '9999：' in page.text, '2007\n9999' in str(page.forms) or '2007\\n9999' in str(page.forms)),
          (422, True, True))
    check('nothing was made', '外出培训' in tao.get('/admin/learning?review=' + urllib.parse.quote('全部')).text, False)
    page = tao.send(page, new, {'员工编号': '2007, 2008'})
    check('for two', (page.status, '已创建 2 条学习记录' in page.text, page.text.count('外出培训')), (200, True, 2))
    page = tao.send(tao.get(new), new, {**given, '培训名称': '本人的', '员工编号': '2003'})
    has(check, 'one’s own waits for others', page, '待审核', '本人的')
    check('and is not theirs to approve', ('审核通过' in [*page.text.split('办理经过')[0].split()],
          tao.send(tao.get(page.address + '/do/approve'), page.address + '/do/approve').status), (False, 422))
    page = tao.get('/admin/stats/staff/2007?year=2024')
    has(check, 'a person’s archive', page, '苏见微的档案', '各项学习情况说明', '外出培训', '未达标', '为什么')
    check('not beyond the scope', tao.get('/admin/stats/staff/3004').status, 404)
    check('a class administrator reviews nothing',
          academy.browser('mei', 'class_admin', 'I01-D1').ask('GET', '/admin/learning').status, 403)
    academy.run('audit', 'verify')


def paging(academy, check):
    rows = [f'2007,P{n:02},2024,线下培训,成批的培训{n:02},,2024-01-{n % 28 + 1:02},,1,待审核\n' for n in range(45)]
    (academy.folder / 'many').mkdir()
    (academy.folder / 'many' / 'learning.csv').write_text(
        '员工编号,来源编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n' + ''.join(rows))
    academy.run('import', 'many')
    lin = academy.browser('lin', 'institute_admin', 'I01')
    seen, address = [], '/admin/learning?size=20&name=' + urllib.parse.quote('成批')
    for order in ('', '&order=title', '&order=-hours'):
        seen, after = [], ''
        while True:
            page = json.loads(lin.json(address + order + after).body)
            seen += [row['id'] for row in page['rows']]
            if not page['next']:
                break
            after = '&after=' + urllib.parse.quote(page['next'])
        check(f'every row once{order}', (len(seen), sorted(seen) == [f'P{n:02}' for n in range(45)], page['total']), (45, True, 45))
    check('the second page', [row['id'] for row in json.loads(lin.json(address + '&order=title&page=2').body)['rows']][0], 'P20')
    check('beyond the last is the last', len(json.loads(lin.json(address + '&page=99').body)['rows']), 5)
    page = lin.get(address + '&page=3')
    has(check, 'by hand', page, '第 3 / 3 页', '总数：45')
    day = json.loads(academy.browser('su').json('/me/external?size=100&from=2024-01-03&to=2024-01-03').body)
    check('of a day', sorted(row['id'] for row in day['rows']), ['P02', 'P30'])


def classes(academy, check):
    wen = academy.browser('wen')
    page = wen.get('/classes/open')
    has(check, 'classes to enrol in', page, '来源', '全部(1)', '本单位(1)', '全院(0)', '类型', '精品项目(0)', '类别', '管理技能培训(1)', '月份', '6月(1)',
        '12月(0)', '项目状态', '培训主题', '组织单位', '地点', '人数', '可报名', '科研诚信培训')
    said = json.loads(academy.run('class', 'list', '--year', '2024', '--json', '--as', 'wen').stdout)
    check('as JSON', json.loads(wen.json('/classes/open').body), {'rows': said, 'total': 1, 'next': None})
    has(check, 'another month', wen.get('/classes/open?month=' + urllib.parse.quote('5月')), '没有符合条件的数据', '6月(1)')
    has(check, 'another institute has it from elsewhere', academy.browser('duanmu').get('/classes/open'), '本单位(0)', '全院(1)')
    page = wen.get('/classes/N2')
    has(check, 'one of them', page, '科研诚信培训', '可报名', '对您可计入 4 学时', '计入后2024年度还差', '培训公开范围', '全院公开', '报名')
    said = json.loads(academy.run('class', 'show', 'N2', '--json', '--as', 'wen').stdout)
    check('one as JSON', json.loads(wen.json('/classes/N2').body), said)
    check('what is not public is not there', (wen.get('/classes/N3').status, wen.get('/classes/none').status), (404, 404))
    page = wen.get('/classes/N2/do/enrol')
    has(check, 'asked first', page, '报名：科研诚信培训', '确定', '返回')
    page = wen.send(page, '/classes/N2/do/enrol')
    has(check, 'enrolled', page, '已报名', '报名待审核')
    check('once', wen.send(wen.get('/classes/N2/do/enrol'), '/classes/N2/do/enrol').status, 422)
    has(check, 'gone from what is open', wen.get('/classes/open'), '我的培训班', '暂无数据')
    has(check, 'and among their own', wen.get('/me/classes'), '科研诚信培训', '报名待审核', '尚未计入', '总数：1')
    has(check, 'one that is over', academy.browser('su').get('/me/classes'), '湖泊数据处理培训', '已确认', '已实施', '8小时')
    check('which brings nothing more', '学时试算' in academy.browser('su').get('/classes/N1').text, False)


def settings(academy, check):
    su = academy.browser('su')
    page = su.get('/me/settings')
    has(check, 'who one is', page, '员工姓名', '苏见微', '单位名称', '澄湖研究所 湖泊计算部', '员工编号', '注册时间', '联系电话', '手机号码', '工作电子邮件', '登录密码修改', '确定')
    stale = su.get('/me/settings')
    page = su.send(page, '/me/settings', {'联系电话': '见名片', '手机号码': '12345', '工作电子邮件': 'su@'})
    check('everything that is wrong, as it was typed',
          (page.status, page.title.startswith('错误：'), dict(page.form_to('/me/settings')['fields'])['联系电话']), (422, True, '见名片'))
    check('and why', [word for word in ('不是电话号码', '不是手机号码', '不是电子邮件地址') if word not in page.text], [])
    page = su.send(page, '/me/settings', {'联系电话': '０１０-58812020', '手机号码': '13800000000', '工作电子邮件': 'su@example.org'})
    check('kept, as people would write it', (page.address, '个人基本信息已保存' in page.text,
                                             dict(page.form_to('/me/settings')['fields'])['联系电话']), ('/me/settings', True, '010-58812020'))
    kept = json.loads(su.json('/me/settings').body)
    check('as JSON', (kept['phone'], kept['mobile'], kept['email']), ('010-58812020', '13800000000', 'su@example.org'))
    late = su.send(stale, '/me/settings', {'联系电话': '62560001'})
    check('changed meanwhile', (late.status, '现在的内容' in late.text, '放弃' in late.text), (409, True, True))
    before = academy.run('audit', 'show', 'person', '2007', '--json').stdout
    su.send(su.get('/me/settings'), '/me/settings')
    check('nothing changed, nothing written', academy.run('audit', 'show', 'person', '2007', '--json').stdout, before)
    entry = next(one for one in json.loads(before) if one['outcome'] == 'done')
    check('the trail', ('手机号码' in json.dumps(entry, ensure_ascii=False), entry['action']), (True, 'contact'))
    has(check, 'the archive', su.get('/me/archive'), '010-58812020', '13800000000', 'su@example.org')
    lin = academy.browser('lin', 'institute_admin', 'I01')
    has(check, 'an administrator reads it', lin.get('/admin/people/2007'), '联系电话', '010-58812020', '手机号码', '13800000000', '注册时间')
    refused = lin.get('/admin/people/2007/do/contact')
    check('and leaves it alone', ('010-58812020' in str(refused.forms), lin.send(refused, '/admin/people/2007/do/contact', {'联系电话': '8001'}).status
          if refused.status == 200 and refused.forms else 422), (False, 422))
    page = lin.send(lin.get('/me/settings'), '/me/settings', {'联系电话': '8001'})
    check('one’s own, whatever the role', ('个人基本信息已保存' in page.text, 'institute_admin@I01' in str(page.forms)), (True, True))


def messages(academy, check):
    su, wen = academy.browser('su'), academy.browser('wen')
    said = json.loads(academy.run('message', 'list', '--json', '--as', 'su').stdout)
    first = json.loads(su.json('/me/messages').body)
    rows, answer = first['rows'], first
    while answer['next']:
        answer = json.loads(su.json('/me/messages?after=' + urllib.parse.quote(answer['next'])).body)
        rows += answer['rows']
    check('as the command says, page by page', (rows, first['total'], first['unread']), (said, len(said), len(said)))
    check('what others did, and nobody’s own deeds', ({'苏见微'} & {one['who'] for one in said}, len(said) > 3), (set(), True))
    words = json.dumps(said, ensure_ascii=False)
    check('reviews, rosters, the slip', [word for word in ('驳回修改', '审核通过', '确认参加', '初始密码', '请写明教材') if word not in words], [])
    page = su.get('/me/messages')
    has(check, 'the page', page, '通知消息', '未读', '请写明教材', '陶映川', f'全部标为已读（{len(said)} 条）', f'未读消息 {len(said)}', '总数：')
    check('a look alone reads nothing', json.loads(su.json('/me/messages').body)['unread'], len(said))
    page = su.send(page, '/me/messages/do/read')
    check('read', (page.address, '未读消息' in page.text, json.loads(su.json('/me/messages').body)['unread']), ('/me/messages', False, 0))
    check('others’ are others’', {one['title'] for one in json.loads(wen.json('/me/messages').body)['rows']} & {'深度学习自学'}, set())
    academy.run('act', 'learning', '2007/2007-004', 'void', '--comment', '重复登记', '--as', 'tao')
    has(check, 'a new one', su.get('/me'), '未读消息 1', '未读 1 条')


def changes_nothing(academy, check):
    """GET leaves the database as it was, but for when somebody was seen."""
    def state():
        if academy.postgres:
            return ''
        database = sqlite3.connect(f'{academy.folder}/console.db')
        tables = [name for name, in database.execute("select name from sqlite_master where type = 'table'")
                  if name not in ('web_session',) and not name.startswith('sqlite_')]
        return hashlib.sha256(repr([sorted(map(repr, database.execute(f'select * from "{t}"'))) for t in tables]).encode()).hexdigest()
    su, tao = academy.browser('su'), academy.browser('tao', 'department_admin', 'I01-D1')
    before = state()
    for address in ('/me', '/me/archive', '/me/archive/why', '/me/external', '/me/external/new', '/me/external/2007-004',
                    '/me/external/P01/do/submit', '/me/external/P01/do/delete', '/me/classes', '/classes/open', '/classes/N2', '/me/exams',
                    '/me/courses', '/me/settings', '/me/messages', '/help', '/policy-and-process'):
        check(f'GET {address}', su.get(address).status, 200)
    for address in ('/admin/learning', '/admin/learning/new', '/admin/learning/P01', '/admin/learning/P01/do/approve',
                    '/admin/stats/staff/2007'):
        page = tao.get(address)
        check(f'GET {address}', page.status, 200)
        for link in page.links:
            if not link.startswith('#'):
                check(f'{address} → {link}', tao.get(link).status, 200)
    check('nothing changed', state(), before)


def tell(academy, check):
    academy.give_passwords('2001', '2003', '2004', '2007', '2008', '3004')
    fill(academy)
    academy.serve()
    for part in (home, records, review, classes, settings, messages, paging, changes_nothing):
        part(academy, check)


run_suite('learning in the console', __doc__, tell)
