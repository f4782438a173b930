#!/usr/bin/env python3
"""Lists of the console: whoever goes on by `next` meets every row once, while others put rows in; a page beyond the end
is the last one.

    tests/console/lists.py [--program build/xueshi] [--postgres]

The last line is `N passed, N failed`.
"""
import json
import pathlib
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import run_suite  # noqa: E402

MANY = 47
PEOPLE = '员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,邮箱\n'
PLANS = ('计划编号,年度,计划类型,培训计划类型,计划名称,机构编码,培训类别,培训时间,学时,天数,计划参加人数,所需经费(万元),'
         '审批情况\n')
LEARNING = '来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n'
# Address, the keys of a row, the orders of its headings.
LISTS = (
    ('/admin/people', ('employee',), ('', 'employee', '-name', 'unit')),
    ('/admin/learning', ('employee', 'id'), ('', 'title', '-hours', 'learner', 'unit', 'start')),
    ('/admin/inbox?subject=plan', ('id',), ('', 'title', '-title', 'unit', 'when')),
    ('/admin/inbox?subject=learning', ('learner', 'id'), ('', 'title', '-learner', 'unit', 'when')),
    ('/admin/inbox', ('subject', 'learner', 'id'), ('',)),
    ('/admin/plans', ('id',), ('', 'title', '-month', 'organiser')),
    ('/admin/plans/below', ('id',), ('', 'unit', '-title')),
    ('/admin/classes', ('id',), ('', 'title', '-start', 'end')),
    ('/admin/classes/below', ('id',), ('',)),
    ('/admin/stats/classes', ('id',), ('', 'title', '-headcount', 'budget')),
    ('/admin/stats/staff', ('employee',), ('', 'employee', '-name', 'department', 'total')),
)


def number(stem, i):
    return f'{stem}{i:03}'


def put(academy, name, first, count):
    """People, plans and records, all of I01, by file: what stands before and what stands behind in every order."""
    folder = academy.folder / name
    folder.mkdir()
    some = range(first, first + count)
    (folder / 'people.csv').write_text(PEOPLE + ''.join(
        f'{number("5", i)},员{number("", i * 37 % 1000)},,I01-D{1 + i % 2},科研,否,2020-01-01,,是,\n' for i in some))
    (folder / 'plans.csv').write_text(PLANS + ''.join(
        f'{number("L", i)},2024,项目计划,新增计划,班{i * 7 % 10},I01-D{1 + i % 2},其他培训,2024-{1 + i % 12:02},{1 + i % 9},1,'
        f'{i % 30 + 1},0.{i % 7 + 1},已上报\n' for i in some))
    (folder / 'learning.csv').write_text(LEARNING + ''.join(
        f'{number("R", i)},{number("5", i)},2024,线下培训,研{i * 3 % 10},,2024-01-{1 + i % 28:02},,{1 + i % 5},待审核\n'
        for i in some))
    academy.run('import', name)


def page_of(browser, address, **query):
    sign = '&' if '?' in address else '?'
    return json.loads(browser.json(address + sign + urllib.parse.urlencode(query)).body)


def walk(browser, address, keys, order, between=None):
    """The keys of the rows met, and the last total told."""
    met, after, total = [], '', None
    while True:
        page = page_of(browser, address, size=20, order=order, after=after)
        met += [tuple(row[key] for key in keys) for row in page['rows']]
        total, after = page['total'], page['next']
        if between and after:
            between()
        if not after or len(met) > 1000:
            return met, total


def walks(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    put(academy, 'many', 0, MANY)
    for address, keys, orders in LISTS:
        for order in orders:
            everything = page_of(lin, address, size=100, order=order)
            whole = [tuple(row[key] for key in keys) for row in everything['rows']]
            met, total = walk(lin, address, keys, order)
            check(f'{address} {order}: each once, in order', (met, total), (whole, len(whole)))
            check(f'{address} {order}: enough for pages', len(whole) > 20, True)


def walks_while_rows_come(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    fresh = iter(range(100, 999))
    for address, keys, orders in LISTS:
        before, _ = walk(lin, address, keys, orders[-1])
        met, total = walk(lin, address, keys, orders[-1],
                          lambda: put(academy, f'more-{(i := next(fresh))}', i, 1))
        check(f'{address}: nothing twice', len(met), len(set(met)))
        check(f'{address}: nothing left out', set(before) - set(met), set())
        check(f'{address}: the total is of now', total, page_of(lin, address)['total'])


def last_pages(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')
    for address, keys, _ in LISTS + (('/admin/audit', ('chain', 'seq'), ()),):
        total = page_of(lin, address)['total']
        last = page_of(lin, address, page=(total - 1) // 20 + 1)
        for beyond in ('99999', '999999999999999999', '922337203685477580'):
            found = page_of(lin, address, page=beyond)
            check(f'{address}: page {beyond} is the last', (len(found['rows']), found['next']),
                  (len(last['rows']), None))
        for odd in ('-1', 'x', '0', '1e9'):
            check(f'{address}: page {odd} is the first', len(page_of(lin, address, page=odd)['rows']), min(20, total))


def filters(academy, check):
    lin = academy.browser('lin', 'institute_admin', 'I01')

    def told(address, **query):
        return page_of(lin, address, size=100, **query)

    plans = told('/admin/plans')['rows']
    check('plans by title', told('/admin/plans', name='班3')['total'], sum(row['title'] == '班3' for row in plans))
    check('by what a label is', told('/admin/plans', review='暂存')['total'], sum(row['review'] == '暂存' for row in plans))
    check('by a label that is none', told('/admin/plans', review='没有')['total'], 0)
    for name, words in (('form', ('项目计划', '其他计划')), ('month', range(1, 13)), ('publication', ('未发布', '已发布'))):
        found = [told('/admin/plans', **{name: word}) for word in words]
        check(f'by {name}: each somewhere', sum(page['total'] for page in found), len(plans))
        check(f'by {name}: not all alike', max(page['total'] for page in found) <= len(plans), True)
    check('by a form that is none', told('/admin/plans', form='没有')['total'], 0)
    check('by month as written', told('/admin/plans', month='3')['total'], sum(row['month'] == '2024-03' for row in plans))
    check('not below: the own unit’s', 'I01' in {row['org'] for row in told('/admin/plans/below')['rows']}, False)
    check('what waits', told('/admin/plans/below', waiting='1')['total'], told('/admin/inbox', subject='plan')['total'])
    check('classes by title', told('/admin/classes', name='班3')['total'], told('/admin/plans', name='班3')['total'])
    check('not carried out', told('/admin/classes', execution='未实施')['total'], told('/admin/classes')['total'])
    check('carried out', told('/admin/classes', execution='已实施')['total'], 0)
    check('whose change waits', told('/admin/classes', execution='调整待审批')['total'], 0)
    check('a year that is none is this one', told('/admin/classes', year='9' * 15)['total'], told('/admin/classes')['total'])
    staff = told('/admin/stats/staff', order='employee')
    check('staff as everybody is', sorted(row['employee'] for row in staff['rows']),
          sorted(row['employee'] for row in told('/admin/stats/staff')['rows']))
    both = [{row['employee']: row for row in told('/admin/stats/staff', order=order)['rows']} for order in ('employee', 'total')]
    check('and with the same hours', both[0], both[1])
    check('by name', told('/admin/stats/staff', order='name', name='员0')['total'],
          told('/admin/stats/staff', name='员0')['total'])


def tell(academy, check):
    academy.give_passwords('2001')
    academy.serve()
    for part in (walks, filters, last_pages, walks_while_rows_come):
        try:
            part(academy, check)
        except Exception as error:  # the others are still worth knowing
            import traceback
            check(part.__name__, f'{error!r} {traceback.format_exc()[-700:]}', 'nothing thrown')


run_suite('lists of the console', __doc__, tell)
