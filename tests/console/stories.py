#!/usr/bin/env python3
"""The manuals from first to last page, told in a real browser: who does what, and what they read then.

    tests/console/stories.py [--program build/xueshi] [--postgres] [--scripts on|off|both] [--only S0,S2,S3,S4,rules]

S4: the first login, 个人基本信息, a record from entry over return to approval. S2: why the hours do not suffice. S3: plans from
draft over return, refusal, support and pass without support to publication, a change, and the roster. S0: the three deliverables,
from the login to the downloaded workbook, byte for byte the command line's. rules: next year's rules, from a draft with a slip to the
second administrator's confirmation. With scripts and without.

The last line is `N passed, N failed`.
"""
import argparse
import contextlib
import hashlib
import io
import json
import pathlib
import sys
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import PASSWORD, REPO, Academy  # noqa: E402
from chrome import Person  # noqa: E402
from tally import Tally  # noqa: E402

YEAR_END = {'now': '2017-12-01T09:00:00+08:00', 'tables': REPO / 'examples/academy'}
WEB_OF_2017 = 'year=2017&org=I001'
PLAN = {'计划类型': '项目计划', '培训计划类型': '新增计划', '年度': '2024', '计划名称': '水样采集培训', '培训类别': '上岗培训', '培训时间': '2024-05', '学时': '8',
        '天数': '1', '计划参加人数': '30', '所需经费(万元)': '1.2', '主办单位': '湖泊计算部'}
ANNUAL = {**PLAN, '培训计划类型': '年度计划', '年度': '2025', '计划名称': '浮游生物研修班', '培训时间': '2025-06', '是否申请院经费支持': '是',
          '资助材料': '课程大纲'}
CLASS = {'培训开始时间': '2024-05-06T09:00', '培训结束时间': '2024-05-06T17:00', '具体地点': '第一会议室', '培训对象': '采样人员', '培训目的': '规范采样',
         '联系人': '梅知秋'}


class Company:
    """Everybody at a browser of their own; `await_` as they come."""

    def __init__(self, academy, scripts, stack):
        self.site, self.scripts, self.stack, self.there = f'http://127.0.0.1:{academy.port}', scripts, stack, {}

    def newcomer(self):
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        return self.stack.enter_context(Person(self.site, self.scripts, downloads=folder))

    def __call__(self, login, role=None):
        if (login, role) not in self.there:
            person = self.newcomer().sign_in(login, PASSWORD)
            if role:
                person.become(role, PASSWORD)
            self.there[login, role] = person
        return self.there[login, role]


def told(academy, *words):
    return json.loads(academy.run(*words, '--json').stdout)


def first_login_and_records(academy, who, check):
    """S4."""
    first = academy.first_passwords('2007')['su']
    su = who.newcomer().sign_in('su', first)
    check('the first password leads to another', (su.address, su.heading), ('/password/first', '修改初始密码'))
    su.fill(fresh='su', again='su').press('确定')
    check('what is wrong with it', '至少要有 10 个字符' in su.text, True)
    su.fill(fresh=PASSWORD, again=PASSWORD).press('确定')
    check('in', (su.address, '我的档案' in su.text), ('/me', True))
    su.press('个人设置', 'header')
    check('个人基本信息', [word for word in ('员工姓名', '苏见微', '单位名称', '湖泊计算部', '员工编号', '2007', '注册时间') if word not in su.text], [])
    su.fill({'联系电话': '见名片', '手机号码': '123', '工作电子邮件': 'su@'}).press('确定')
    check('everything that is wrong', ('不是电话号码' in su.text, '不是手机号码' in su.text, '不是电子邮件地址' in su.text), (True, True, True))
    su.fill({'联系电话': '010-58812020', '手机号码': '13800000000', '工作电子邮件': 'su@example.org'}).press('确定')
    check('kept', ('已保存' in su.text, su.address), (True, '/me/settings'))
    su.go('/me/archive')
    check('the archive shows it', ('010-58812020' in su.text, '13800000000' in su.text, 'su@example.org' in su.text), (True, True, True))
    record = {'类别': '线下培训', '年度': '2024', '培训名称': '数据分析', '开始时间': '2024-02-01', '结束时间': '2024-02-02', '学时': '8'}
    su.go('/me/external').press('新增记录').fill(record).press('提交')
    number = su.address.rsplit('/', 1)[1]
    check('a record', (number.startswith('2007-'), '待审核' in su.text), (True, True))
    tao = who('tao', '部门管理员').go('/admin/learning')
    tao.press('数据分析').press('驳回修改').fill(comment='请补充主办单位').press('确定')
    check('sent back', '驳回修改' in tao.text, True)
    su.go('/me')
    check('home says so', ('驳回修改 1 条' in su.text, '未读 2 条' in su.text), (True, True))
    su.press('未读消息 2', 'header')
    check('通知消息', [word for word in ('通知消息', '驳回修改', '请补充主办单位', '陶映川', '数据分析', '初始密码', '未读') if word not in su.text], [])
    su.press('全部标为已读（2 条）')
    check('read', ('未读' in su.text.split('已全部标为已读')[1], '请补充主办单位' in su.text), (False, True))
    su.press('数据分析').press('重新提交').fill({'主办单位': '计算学会'}).press('重新提交')
    check('handed in again', '待审核' in su.text, True)
    tao.go(f'/admin/learning/{number}').press('审核通过').press('确定')
    su.go(f'/me/external/{number}')
    check('approved, and its way as a picture', ('审核通过' in su.text, len(su.driver.find_elements('css selector', 'main svg')) > 0,
                                                [w for w in ('办理经过', '[1]', '请补充主办单位', '重新提交') if w not in su.text]), (True, True, []))
    statement = told(academy, 'statement', '2007', '--year', '2024')
    check('it counts', statement['effective_seconds'], 8 * 3600)
    kept = told(academy, 'audit', 'show', 'person', '2007')[-1]
    check('the trail has both sides', kept['after'].get('手机号码') if isinstance(kept['after'], dict) else '13800000000' in json.dumps(kept),
          '13800000000' if isinstance(kept['after'], dict) else True)


def questions(academy, who, check):
    """S2: the hours add up to more than the requirement, why does it say 未达标?"""
    rows = ''.join(f'2008,Z{n},2024,在职自学,自学课程{n},,2024-01-{n + 1:02},2024-01-{n + 1:02},5,审核通过\n' for n in range(1, 21))
    rows += '2008,W1,2024,线下培训,外出培训,学会,2024-02-01,2024-02-10,70,审核通过\n'
    (academy.folder / 'learning.csv').write_text('员工编号,来源编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n' + rows)
    academy.run('import', 'learning.csv')
    wen = who('wen').go('/me')
    check('not met', [word for word in ('未达标', '再学', '网络学时', '培训学时', '总学时') if word not in wen.text], [])
    wen.go('/me/archive')
    check('the archive', [word for word in ('各项学习情况说明', '在职自学20项', '100小时', '10小时', '有效学时上限', '目标学时包含') if word not in wen.text], [])
    wen.press('为什么')
    check('why', [word for word in ('是否达标只看有效学时', '请先检查是否把学习记录都填在了“在职自学”', '自学课程3', '在职自学') if word not in wen.text], [])
    wen.press('政策与工作流程', 'header')
    check('Q1–Q6', [word for word in ('Q1：', 'Q2：', 'Q3：', 'Q4：', 'Q5：', 'Q6：', '人字〔2019〕89号') if word not in wen.text], [])


def made_plan(person, values, check):
    person.go('/admin/plans').press('新建计划').fill(values).press('提交')
    check(f'{values["计划名称"]}: submitted', '已提交' in person.text, True)
    return person.address.split('?')[0]


def added_plan(academy, who, check):
    mei, tao, lin = who('mei', '培训班管理员'), who('tao', '部门管理员'), who('lin', '所级管理员')
    mei.go('/admin/plans/new').fill({**PLAN, '学时': '很多'}).press('提交')
    check('a wrong draft comes back as it was typed', ('错误' in mei.heading, mei.field('学时').get_attribute('value')), (True, '很多'))
    plan = made_plan(mei, PLAN, check)
    tao.go(plan + '/review').fill(comment='请写明地点').press('驳回修改')
    check('returned', ('驳回修改' in tao.text, '请写明地点' in tao.text), (True, True))
    mei.go('/me/messages')
    check('the author is told', [word for word in ('水样采集培训', '驳回修改', '请写明地点', '陶映川') if word not in mei.text], [])
    mei.go(plan + '/edit').fill({'详细地址': '湖边一号'}).press('提交')
    for reviewer in (tao, lin):
        reviewer.go(plan + '/review').fill(comment='同意').press('审批通过')
    mei.go(plan)
    check('approved', ('湖泊计算部(审批通过)' in mei.text, '澄湖研究所(审批通过)' in mei.text), (True, True))
    refused = made_plan(mei, {**PLAN, '计划名称': '重复的培训'}, check)
    tao.go(refused + '/review').fill(comment='与水样采集培训重复').press('审批未通过')
    mei.go(refused)
    check('refused for good', ('审批未通过' in mei.text, len(mei.driver.find_elements('link text', '编辑'))), (True, 0))
    mei.go(plan).press('发布').press('确定')
    check('published', '已发布' in mei.text, True)
    return plan


def funded_plans(academy, who, check):
    tao, lin, fang = who('tao', '部门管理员'), who('lin', '所级管理员'), who('fang', '院管理员')
    tao.go('/admin/plans/Y1').press('上报').press('确定')
    lin.go('/admin/plans/Y1/review').fill(comment='重点支持').press('同意支持并上报')
    fang.go('/admin/plans/Y1/review')
    check('the academy reads why', '重点支持' in fang.text, True)
    fang.fill({'资助程度': '普通资助项目'}).press('审批通过')
    check('granted', told(academy, 'plan', 'show', 'Y1')['support'], '普通资助项目')
    plain = made_plan(tao, ANNUAL, check)
    lin.go(plain + '/review').fill(comment='院内自筹').press('审批通过但不支持')
    fang.go(plain + '/review').press('审批通过')
    found = told(academy, 'plan', 'show', plain.rsplit('/', 1)[1])
    check('passed without support', (found['review'], found['funding_requested']), ('审批通过', False))


def held_class(academy, who, check, plan):
    mei, tao, lin = who('mei', '培训班管理员'), who('tao', '部门管理员'), who('lin', '所级管理员')
    number = told(academy, 'plan', 'show', plan.rsplit('/', 1)[1])['class']
    there = f'/admin/classes/{number}'
    mei.go(there)
    check('why it cannot be held yet', [word for word in ('无法实施的原因', '具体地点', '培训对象') if word not in mei.text], [])
    mei.go(there + '/edit').fill({**CLASS, '计划参加人数': '41'}).press('实施')
    check('a change waits', ('等待' in mei.text, told(academy, 'class', 'show', number)['carried_out']), (True, False))
    tao.go(there + '/review')
    check('30 → 41', [word for word in ('计划与实际对照', '30', '41', '人数调增') if word not in tao.text], [])
    tao.fill(comment='同意增加').press('审批通过')
    lin.go(there + '/review').press('审批通过')
    check('已实施', told(academy, 'class', 'show', number)['carried_out'], True)
    mei.go(there + '/roster').press('其他人员添加').fill(who='2007、温如玉').press('查找')
    mei.tick('苏见微', '温如玉').press('添加')
    check('added', ('苏见微' in mei.text, '温如玉' in mei.text, mei.address.split('?')[0]), (True, True, there + '/roster'))
    sheet = academy.folder / 'attendees.csv'
    sheet.write_text(f'培训编号,员工编号,学时\n{number},3004,6\n{number},99999,\n')
    mei.press('其他人员导入').fill(file=sheet).press('上传并检查')
    check('looked at first', ('有错误，没有导入' in mei.text, '99999' in mei.text), (True, True))
    sheet.write_text(f'培训编号,员工编号,学时\n{number},3004,6\n')
    mei.go(there + '/roster').press('其他人员导入').fill(file=sheet).press('上传并检查')
    check('sound', ('检查通过' in mei.text, '新增 1' in mei.text), (True, True))
    mei.press('导入').press('实际参会人员')
    check('on the roster, to be confirmed', ('端木晴' in mei.text, mei.text.count('未确认')), (True, 3))
    mei.tick('苏见微', '端木晴').press('确认参加')
    check('confirmed', [one['confirmed'] for one in told(academy, 'class', 'show', number)['attendees']], [True, False, True])
    book = openpyxl.load_workbook(io.BytesIO(mei.download('导出参会人员'))).active
    check('导出参会人员', [row for row in book.iter_rows(values_only=True)],
          [('员工编号', '姓名', '单位', '学时', '审核状态', '最终参会'), ('2007', '苏见微', '湖泊计算部', 8, '已确认', '是'),
           ('2008', '温如玉', '数值模拟组', 8, '未确认', '否'), ('3004', '端木晴', '山地生态部', 6, '已确认', '是')])
    duanmu = who('duanmu').go('/me/archive?year=2024')
    check('the hours are posted', '培训项目1个' in duanmu.text, True)
    duanmu.go('/me/messages')
    check('and they are told', '水样采集培训' in duanmu.text, True)
    mei.go(there)
    check('its way as a picture', (len(mei.driver.find_elements('css selector', 'main svg')) > 0, '办理经过' in mei.text), (True, True))


def plans_and_classes(academy, who, check):
    """S3."""
    plan = added_plan(academy, who, check)
    funded_plans(academy, who, check)
    held_class(academy, who, check, plan)


def three_deliverables(academy, who, check):
    """S0."""
    hyit = who('hyit', '所级管理员').go('/admin/backbone?' + WEB_OF_2017)
    check('骨干人才', [word for word in ('457', '4%：18.28', '尚未完成上报', '2017-11-10 至 2017-12-31') if word not in hyit.text], [])
    names = [one['name'] for one in told(academy, 'backbone', 'candidates', '--year', '2017', '--org', 'I001')][:4]
    hyit.tick(*names).press('上报')
    check('reported', '21.88%' in hyit.text, True)
    hyit.press('完成上报…')
    hyit.fill(password=PASSWORD).press('完成上报')
    check('for good', '已完成上报' in hyit.text, True)
    hyit.go('/admin/summaries/2017?org=I001').press('新建总结')
    hyit.fill({'单位投入总经费(万元)': '5.0', '特色经验及做法': '导师带教', '执行工作整体概要': '按计划完成'}).press('提交')
    check('the summary', [word for word in ('42.86%', '21.88%', '4.72%', '10423.21', '21.19', '已提交') if word not in hyit.text], [])
    hyit.go('/admin/reports?' + WEB_OF_2017).press('导出年终三表')
    check('made', hyit.text.count('第 1 版') >= 3, True)
    academy.run('report', 'year-end', '--year', '2017', '--org', 'I001', '--out', 'by-hand')
    for name in ('execution', 'backbone', 'annual-summary'):
        before = set(hyit.downloads.iterdir())
        hyit.driver.find_element('css selector', f'main a[href*="/admin/reports/{name}.xlsx"]').click()
        mine = hyit.fetched(before)
        theirs = (academy.folder / f'by-hand/I001/2017-{name}.xlsx').read_bytes()
        check(f'{name}: the command line’s bytes', hashlib.sha256(mine).hexdigest(), hashlib.sha256(theirs).hexdigest())


RULES = '''extends: 2020
source: 人字〔2025〕1号
requirements:
  - {id: leaders, when: {rank: division_level}, need: {training: 110, online: 45}}
  - {id: staff, need: {training: 80, online: 45}}
'''
CASES = '''year: 2025
cases:
  - name: 培训 80、网络 45 达标
    records: [[2025-03-03, 线下培训, 80], [2025-04-07, 网络学时, 45]]
    expect: {met: true}
'''


def rules_of_next_year(academy, who, check):
    """规定草案, 提请生效, 确认生效."""
    (academy.folder / 'roles.csv').write_text('员工编号,角色,机构编码\n1002,院管理员,A\n')
    academy.run('import', 'roles.csv')
    fang = who('fang', '院管理员').go('/admin/policy').press('规定草案')
    fang.fill({'年度': '2025', 'text': RULES.replace('need: {training: 80', 'need: {trainign: 80'), 'cases-text': CASES}).press('检查并模拟')
    check('the slip, with its line', [word for word in ('检查：有误', ':5:', "是否应为 'training'", 'trainign: 80') if word not in fang.text], [])
    fang.fill({'text': RULES}).press('检查并模拟')
    check('from every side', [word for word in ('已证明', '1 个用例通过，0 个未通过', '模拟：', '澄湖研究所', '合计') if word not in fang.text], [])
    fang.press('提请生效')
    check('proposed', (fang.address, '待确认' in fang.text), ('/admin/policy/proposals/2025-001', True))
    check('not one’s own to confirm', '确认生效' in fang.text, False)
    yan = who('yan', '院管理员').go('/admin/inbox?subject=policy')
    check('it waits for the other', '2025 年度规定' in yan.text, True)
    yan.go('/admin/policy/proposals/2025-001').press('确认生效').fill(password=PASSWORD).press('确定')
    check('in force', ('已生效' in yan.text, '燕知许 确认生效' in yan.text), (True, True))
    check('the text as it was sent', academy.run('policy', 'text', '2025-001').stdout, RULES)


STORIES = {
    'S4': (first_login_and_records, {}, ('2003', ), 'the first login and records'),
    'S2': (questions, {}, ('2008', ), 'the questions'),
    'S3': (plans_and_classes, {}, ('1001', '2001', '2003', '2004', '3004'), 'plans and classes'),
    'S0': (three_deliverables, YEAR_END, ('110001', ), 'the three deliverables'),
    'rules': (rules_of_next_year, {}, ('1001', '1002'), 'the rules of next year'),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    parser.add_argument('--scripts', choices=('on', 'off', 'both'), default='both')
    parser.add_argument('--only', default=','.join(STORIES))
    options = parser.parse_args()
    tally = Tally()
    for scripts in {'on': (True,), 'off': (False,), 'both': (True, False)}[options.scripts]:
        for story in options.only.split(','):
            tell, place, passwords, title = STORIES[story]

            def check(what, found, wanted):
                tally.check(f'{story} {title}, scripts {"on" if scripts else "off"}: {what}',
                            '' if found == wanted else f'{found!r}, not {wanted!r}')
            with Academy(options.program, options.postgres, **place) as academy, contextlib.ExitStack() as stack:
                academy.give_passwords(*passwords)
                academy.serve()
                try:
                    tell(academy, Company(academy, scripts, stack), check)
                except Exception as error:  # the other stories are told all the same
                    check('told to its end', f'{type(error).__name__}: {error}'.split('\n')[0], '')
                check('the data is sound', academy.run('verify', check=False).returncode, 0)
    print(f'stories in a browser: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
