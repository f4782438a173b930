#!/usr/bin/env python3
"""Who sees whose, over HTTP: everybody × every line of the table of routes × units of their own, below, above, beside and
elsewhere.

    tests/console/scope.py [--program build/xueshi] [--postgres] [--seed N] [--whole]

Whose data is in reach is asked of the reference model (tests/reference/lifecycle.py), who may look at all of
workflows/rights.yaml. Every text of an academy made here bears the mark of its unit, so that a whole answer – rows, totals,
facets, names of files, words of errors – is searched for what is none of the asker's business. What is out of reach has to
be answered exactly as what does not exist, and nothing that changes elsewhere may change an answer. Without --whole a share
of the questions is asked, as the seed picks. The last line is `N passed, N failed`.
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / 'reference')]
import lifecycle  # noqa: E402
from academy import PASSWORD, Academy  # noqa: E402
from table import PARTS, routes  # noqa: E402
from tally import Tally  # noqa: E402

UNITS = {'A': ('', 'academy'), 'B1': ('A', 'branch'), 'I01': ('B1', 'institute'), 'I01-D1': ('I01', 'department'),
         'I01-D11': ('I01-D1', 'department'), 'I01-D2': ('I01', 'department'), 'I02': ('A', 'institute'), 'I02-D1': ('I02', 'department'),
         'I03': ('A', 'institute'), 'I03-D1': ('I03', 'department')}
LEVELS = {'academy': '院', 'branch': '分院', 'institute': '研究所', 'department': '部门'}
# employee, login, role, unit of the role; their own unit is the same
PEOPLE = [('9001', 'su', 'learner', 'I01-D1'), ('9002', 'mei', 'class_admin', 'I01-D1'), ('9003', 'tao', 'department_admin', 'I01-D1'),
          ('9004', 'lin', 'institute_admin', 'I01'), ('9005', 'yu', 'institute_admin', 'B1'), ('9006', 'fang', 'academy_admin', 'A'),
          ('9007', 'ouyang', 'institute_admin', 'I02'), ('9008', 'xia', 'department_admin', 'I01-D2')]
ASKING = PEOPLE[:6]
ROLES = {'class_admin': '培训班管理员', 'department_admin': '部门管理员', 'institute_admin': '所级管理员', 'academy_admin': '院管理员'}
# Of a line of the table, the right in workflows/rights.yaml that it wants; the longest beginning counts.
RIGHTS = {'/admin/plans': 'look.plans', '/admin/plans/import': 'import.plans', '/admin/plan-templates': 'keep.plan_templates', '/admin/people': 'look.people',
          '/admin/stats/staff': 'look.staff', '/admin/stats/online': 'look.staff', '/admin/backbone': 'look.backbone',
          '/admin/summaries': 'look.summary', '/admin/reports': 'print.reports', '/admin/audit': 'look.audit',
          '/admin/people/passwords': 'print.slips', '/admin/learning/import': 'import.learning'}
PATHS = {'/admin/plans/{id}': 'plan', '/admin/classes/{id}': 'class', '/admin/classes/{class}': 'class', '/admin/learning/{id}': 'record', '/admin/learning/{employee}/{number}': 'record',
         '/admin/people/{id}': 'person', '/admin/stats/staff/{employee}': 'person', '/classes/{id}': 'open', '/me/external/{id}': 'record',
         '/admin/imports/{id}': 'upload', '/me/external/upload/{id}': 'upload', '/admin/plan-templates/{n}': 'template'}
# What of an address or a form names a thing of a unit.
NAMES = {'org': 'unit', 'unit': 'unit', 'employee': 'person', 'who': 'person', 'learner': 'person', 'name': 'text', 'from': 'plan', 'plan': 'plan',
         'id': 'plan', 'item': 'plan', 'class': 'class', 'after': 'plan'}
FIELDS = {'id': ('plan', 'class', 'record', 'person', 'template'), 'org': ('unit',), '机构编码': ('unit',), '员工编号': ('person',), 'employee': ('person',),
          'class': ('class',), 'one': ('unit',)}
ABSENT = {'unit': 'I99', 'person': '8888', 'plan': 'N-X', 'class': 'K-X', 'record': 'W-X', 'open': 'V-X', 'upload': '0' * 32, 'template': '999',
          'text': 'zqxxx'}


# --- the academy, and what the model says of it ---

def mark(unit, kind='x'):
    """Of a unit's data; kind n: its name, v: what is open to its institute's learners."""
    return f'zq{list(UNITS).index(unit)}{kind}q'


def value(unit, thing, uploads, templates):
    tag = unit.replace('-', '')
    return {'unit': unit, 'person': f'{tag}1', 'plan': f'N-{tag}', 'class': f'K-{tag}', 'record': f'W-{tag}', 'open': f'V-{tag}',
            'upload': uploads.get(unit, ''), 'template': templates.get(unit, ''), 'text': mark(unit)}[thing]


def tables(units, suffix=''):
    """CSV files by name; with a suffix: more of the same under other numbers."""
    def rows(heading, line):
        return heading + '\n' + '\n'.join(filter(None, (line(unit, unit.replace('-', '') + suffix, mark(unit)) for unit in units))) + '\n'
    files = {
        'people.csv': rows('员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,邮箱', lambda unit, tag, m: '\n'.join(
            f'{tag}{n},某{m}{n}{suffix},{tag.lower()}{n},{unit},科研,否,2010-07-01,,是,{m}{n}@x.cn' for n in (1, 2))),
        'headcounts.csv': rows('机构编码,年度,单位在职总人数', lambda unit, tag, m: '\n'.join(
            f'{unit},{year},{7 + 4 * len(suffix)}' for year in (2023, 2024)) if UNITS[unit][1] == 'institute' else ''),
        'plans.csv': rows('计划编号,年度,计划类型,培训计划类型,计划名称,机构编码,培训类别,培训时间,学时,天数,计划参加人数,所需经费(万元),主办单位,详细地址,联系人,是否申请院经费支持,资助材料,审批情况',
                          lambda unit, tag, m: '\n'.join((
                              f'N-{tag},2024,项目计划,新增计划,新增{m},{unit},其他培训,2024-05,8,2,30,1.5,主办{m},地址{m},联系{m},,,已上报',
                              f'D-{tag},2024,项目计划,新增计划,草稿{m},{unit},其他培训,2024-06,8,2,30,1.5,主办{m},地址{m},联系{m},,,暂存',
                              f'Y-{tag},2025,项目计划,年度计划,年度{m},{unit},专业技术研修班,2025-05,32,4,40,6,主办{m},,,是,材料{m},已上报'))),
        'classes.csv': rows('培训编号,培训名称,机构编码,培训年度,培训类别,培训开始时间,培训结束时间,学时,天数,计划参加人数,工作人员数,所需经费(万元),是否精品,具体地点,培训对象,培训目的,培训内容,实施状态,联系人,培训公开范围,是否允许报名',
                            lambda unit, tag, m: '\n'.join((
                                f'K-{tag},未办{m},{unit},2024,其他培训,2024-05-06 09:00,2024-05-06 17:00,8,1,30,1,0,否,地{m},对象{m},目的{m},内容{m},未实施,联系{m},不公开,否',
                                f'C-{tag},已办{m},{unit},2023,其他培训,2023-05-06 09:00,2023-05-06 17:00,8,1,30,1,0,否,地{m},对象{m},目的{m},内容{m},已实施,联系{m},不公开,否',
                                f'V-{tag},公开{mark(unit, "v")},{unit},2024,其他培训,2024-05-08 09:00,2024-05-08 17:00,8,1,30,1,0,否,地{mark(unit, "v")},对象,目的,内容,未实施,联系人,本单位公开,是'))),
        'attendees.csv': rows('培训编号,员工编号,学时', lambda unit, tag, m: '\n'.join(f'{k}-{tag},{tag}{n},8' for k in 'CK' for n in (1, 2))),
        'learning.csv': rows('来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态', lambda unit, tag, m: '\n'.join((
            f'W-{tag},{tag}1,2024,线下培训,待审{m},主办{m},2024-02-01,2024-02-02,6,待审核',
            f'L-{tag},{tag}1,2023,线下培训,已审{m},主办{m},2023-02-01,2023-02-10,60,审核通过',
            f'O-{tag},{tag}1,2024,在线学习,课件{m},主办{m},2024-01-05,,20,审核通过'))),
    }
    if not suffix:
        files['orgs.csv'] = '机构编码,机构名称,上级机构编码,级别\n' + ''.join(
            f'{unit},单位{mark(unit, "n")},{above},{LEVELS[level]}\n' for unit, (above, level) in UNITS.items())
        files['people.csv'] += ''.join(f'{e},办{l},{l},{u},管理,否,2005-07-01,,是,\n' for e, l, _, u in PEOPLE)
        files['roles.csv'] = '员工编号,角色,机构编码\n' + ''.join(f'{e},{ROLES[r]},{u}\n' for e, _, r, u in PEOPLE if r in ROLES)
    return files


def write(folder, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def model():
    people = {e: u for e, _, _, u in PEOPLE} | {f'{u.replace("-", "")}{n}': u for u in UNITS for n in (1, 2)}
    return lifecycle.Academy(UNITS, people, [(e, r, u) for e, _, r, u in PEOPLE if r in ROLES])


def rights():
    """"look.plans" → roles, from workflows/rights.yaml."""
    found, group = {}, ''
    for line in (REPO / 'workflows/rights.yaml').read_text().splitlines():
        if heading := re.match(r'  (\w+):', line):
            group = heading.group(1)
        elif one := re.match(r'    (\w+):\s*\[([^\]]*)\]', line):
            found[f'{group}.{one.group(1)}'] = [role.strip() for role in one.group(2).split(',')]
    return found


class Asker:
    """Somebody in a role, and what of the academy is theirs to see."""

    def __init__(self, academy, world, employee, login, role, unit):
        self.login, self.role, self.unit, self.employee = login, role, unit, employee
        self.browser = academy.browser(login, *(() if role == 'learner' else (role, unit)))
        actor = lifecycle.Actor(employee, role, unit)
        self.sees = {each for each in UNITS if world.sees(actor, each)}
        near = {each for each in UNITS if world.institute_of(each) and world.institute_of(each) == world.institute_of(unit)}
        near |= {unit}
        self.may_show = {mark(each) for each in self.sees} | {mark(each, 'v') for each in self.sees | near}
        self.may_show |= {mark(each, 'n') for each in self.sees | near | set(world.upwards(unit))}

    def leaks(self, page, typed=''):
        """Marks of what is not theirs, but for one that they typed themselves."""
        said = page.body.decode('utf-8', 'replace') + urllib.parse.unquote(repr(page.headers))
        return sorted({found for found in re.findall(r'zq\d+[a-z]q', said)} - self.may_show - {typed})


def normal(page, *said):
    """What two answers are compared by: keys and numbers of requests differ by themselves."""
    body = page.body.decode('utf-8', 'replace')
    body = re.sub(r'(name="(?:key|once|revision)" value=")[^"]*', r'\1', body)
    body = re.sub(r'请求编号 \d+', '', body)
    location = page.headers.get('location', '')
    for each in sorted(set(filter(None, said)), key=len, reverse=True):
        for form in {each, urllib.parse.quote(each, safe=''), urllib.parse.quote(urllib.parse.quote(each, safe=''))}:
            body, location = (re.sub(rf'(?<![\w-]){re.escape(form)}(?![\w-])', '…', text) for text in (body, location))
    return page.status, page.headers.get('content-type'), page.headers.get('content-disposition'), location, body


# --- the questions ---

class Matrix:
    def __init__(self, academy, tally, share, seed):
        self.academy, self.tally, self.share, self.random = academy, tally, share, random.Random(seed)
        self.world, self.rights, self.table = model(), rights(), list(routes())
        self.askers = [Asker(academy, self.world, *each) for each in ASKING]
        self.uploads, self.templates = self.put_uploads(), self.put_templates()

    def check(self, what, holds, why=''):
        self.tally.check(what, '' if holds else str(why) or 'does not hold')

    def drawn(self, weight=1):
        return self.random.random() < self.share * weight

    def put_uploads(self):
        """unit → the id of a file that its administrator has sent and not yet imported."""
        found = {}
        for employee, login, role, unit in PEOPLE:
            if role not in ('department_admin', 'institute_admin', 'academy_admin') or unit in found:
                continue
            browser = self.academy.browser(login, role, unit)
            text = tables([unit], 'u')['people.csv'].encode()
            page = browser.send_file(browser.get('/admin/people/import'), '/admin/people/import', f'{mark(unit)}.csv', text, {'kind': 'people'})
            self.check(f'{login} sends a file', page.address.startswith('/admin/imports/'), page.text)
            found[unit] = page.address.rsplit('/', 1)[1]
        return found

    def put_templates(self):
        """unit → the number of a template that its administrator made of a plan, for the unit itself."""
        found = {}
        for employee, login, role, unit in PEOPLE:
            if role == 'learner' or unit in found:
                continue
            browser = self.academy.browser(login, role, unit)
            page = browser.get('/admin/plan-templates/new?plan=' + value(unit, 'plan', {}, {}))
            browser.send(page, '/admin/plan-templates/new', {'name': f'模板{mark(unit)}'})
            page = browser.get('/admin/plan-templates')
            found[unit] = re.findall(rf'name="id" value="([^"]*)"[^>]*aria-label="[^"]*{mark(unit)}', page.body.decode())[-1]
        return found

    def value(self, unit, thing):
        return value(unit, thing, self.uploads, self.templates)

    def may_at_all(self, asker, route):
        """None where the rights are silent: then it is administrators, those from the line's least one on."""
        if route.step in ('kSignedIn', 'kLearner'):
            return True
        if asker.role == 'learner':
            return False
        wanted = max((each for each in RIGHTS if route.pattern.startswith(each)), key=len, default='')
        rank = lifecycle.ADMINISTRATORS.index(asker.role) + 1
        return asker.role in self.rights[RIGHTS[wanted]] and rank >= route.rank if wanted else rank >= route.rank and None

    def in_reach(self, asker, thing, unit, pattern):
        if thing == 'upload':  # its owner's alone
            return unit == asker.unit and self.uploads.get(unit) and pattern.startswith('/admin')
        if pattern.startswith('/me/'):
            return False  # nothing of the things made here is an asker's own
        if thing == 'open':
            return self.is_open_to(asker, unit)
        return unit in asker.sees

    def is_open_to(self, asker, unit):
        """A class of 本单位公开 (the model's enrol_reasons)."""
        own, of_class = (self.world.institute_of(each) for each in (asker.unit, unit))
        return own == of_class if own or of_class else asker.unit == unit

    def address(self, pattern, unit, thing=None, absent=False):
        """With the parts of a unit's thing; the others are something that is there."""
        base = next((each for each in sorted(PATHS, key=len, reverse=True) if pattern.startswith(each)), '')
        parts = dict(PARTS, file='execution.xlsx', year='2023', name='execution')
        if base:
            kind = PATHS[base]
            parts['id'] = parts['n'] = parts['class'] = parts['number'] = ABSENT[kind] if absent else self.value(unit, kind)
            parts['employee'] = ABSENT['person'] if absent else self.value(unit, 'person')
            parts['action'] = {'plan': 'submit', 'class': 'submit', 'record': 'approve', 'person': 'edit', 'open': 'enrol'}.get(kind, 'submit')
        return re.sub(r'\{(\w+)\}', lambda m: urllib.parse.quote(parts[m.group(1)], safe=''), pattern), parts

    def kind_of(self, pattern):
        base = next((each for each in sorted(PATHS, key=len, reverse=True) if pattern.startswith(each)), '')
        return PATHS.get(base)

    def gets(self):
        return [r for r in self.table if r.method == 'kGet' and r.step not in ('kOpen', 'kFirst')]

    def told(self, asker, what, page, typed=''):
        leaks = asker.leaks(page, typed)
        self.check(f'{what}: nothing of others', not leaks, leaks)
        self.check(f'{what}: no failure', page.status < 500, page.status)

    def things_by_address(self):
        """A thing's own pages: as the model says, or as if it did not exist."""
        for asker in self.askers:
            for route in self.gets():
                kind = self.kind_of(route.pattern)
                if not kind:
                    continue
                address, parts = self.address(route.pattern, '', absent=True)
                no_page, no_parts = asker.browser.ask('GET', address), set(parts.values())
                for unit in UNITS:
                    if not self.value(unit, kind) or not self.drawn(4):
                        continue
                    address, parts = self.address(route.pattern, unit)
                    page = asker.browser.ask('GET', address)
                    what = f'{asker.login} GET {address}'
                    self.told(asker, what, page)
                    may = self.may_at_all(asker, route)
                    if may is False:
                        self.check(f'{what}: the role may not', page.status == 403, page.status)
                    elif not self.in_reach(asker, kind, unit, route.pattern):
                        said = no_parts | set(parts.values())
                        one, other = normal(page, *said), normal(no_page, *said)
                        self.check(f'{what}: as if it were not there', one == other, difference(one, other))
                        leads_on = route.pattern.endswith(('/do/edit', '/do/implement'))  # to the form, whatever there is
                        says_nothing = route.pattern.endswith('/template.xlsx')  # of that class
                        self.check(f'{what}: 404', page.status == (303 if leads_on else 200 if says_nothing else 404), page.status)
                    elif '{class}' in route.pattern and '{id}' in route.pattern:
                        self.check(f'{what}: no such file', page.status == 404, page.status)
                    elif may and '/do/' not in route.pattern and not route.pattern.endswith(('/edit', '/review', '.xlsx')):
                        self.check(f'{what}: in reach', page.status in (200, 303), page.status)

    def lists(self):
        """Every page as it is, and with every thing of every unit in its address."""
        for asker in self.askers:
            for route in self.gets():
                here = self.address(route.pattern, asker.unit)[0]
                for accept in ({}, {'Accept': 'application/json'}):
                    page = asker.browser.ask('GET', here, headers=accept)
                    self.told(asker, f'{asker.login} GET {here} {accept}', page)
                    if self.may_at_all(asker, route) is False:
                        self.check(f'{asker.login} GET {here}: the role may not', page.status == 403, page.status)
                if page.status not in (200, 422):
                    continue
                for name, thing in NAMES.items():
                    self.with_query(asker, here, name, thing)

    def with_query(self, asker, here, name, thing):
        for unit in UNITS:
            if unit in asker.sees or not self.value(unit, thing) or not self.drawn():
                continue
            for accept in ({}, {'Accept': 'application/json'}):
                page = self.query(asker, here, name, self.value(unit, thing), accept)
                what = f'{asker.login} GET {page.address} {accept}'
                if name == 'who' and here.endswith('/roster/add'):
                    continue  # by number, whoever it is: name and unit become visible (domain.md §1)
                self.told(asker, what, page, self.value(unit, thing))
                said = self.value(unit, thing), ABSENT[thing]
                one, other = normal(page, *said), normal(self.query(asker, here, name, ABSENT[thing], accept), *said)
                self.check(f'{what}: as if it were not there', one == other, difference(one, other))

    @staticmethod
    def query(asker, here, name, text, headers):
        return asker.browser.ask('GET', f'{here}?{name}={urllib.parse.quote(text)}', headers=headers)

    def deeds(self):
        """Posts about what is out of reach: as if it were not there, and nothing is done."""
        before, deeds = self.academy.contents(), self.academy.count("audit where outcome <> 'refused'")
        for asker in self.askers:
            hidden = self.hidden(asker)
            for route in (r for r in self.table if r.method == 'kPost' and r.step not in ('kOpen', 'kFirst')):
                if route.pattern in ('/logout', '/role', '/admin/enter') or route.pattern.startswith(('/me/settings', '/me/messages')):
                    continue  # one's own alone, and nothing of a unit
                for unit in UNITS:
                    kind = self.kind_of(route.pattern)
                    if unit in asker.sees or kind and (not self.value(unit, kind) or self.in_reach(asker, kind, unit, route.pattern)):
                        continue
                    if self.drawn():
                        self.post(asker, hidden, route, unit)
        after = self.academy.contents()
        changed = [t for t in after if before[t] != after[t] and t not in ('audit', 'audit_head')]
        self.check('nothing was done', not changed, changed)
        self.check('nor entered as done', deeds == self.academy.count("audit where outcome <> 'refused'"))

    def hidden(self, asker):
        page = asker.browser.get('/me')
        fields = dict(next(f for f in page.forms if f['action'] == '/logout')['fields'])
        return [('key', fields['key']), ('as', fields['as'])]

    def post(self, asker, hidden, route, unit):
        kind = self.kind_of(route.pattern)
        actions = ('approve', 'edit', 'submit', 'delete', 'refresh', 'report', 'void') if '{action}' in route.pattern else ('',)
        for action in actions:
            answers, all_said = [], set()
            for absent in (False, True):
                address, parts = self.address(route.pattern.replace('{action}', action), unit, absent=absent)
                about = next((t for t in FIELDS['id'] if f'/{t}' in route.pattern or t == kind), None) or (
                    'record' if '/learning' in route.pattern or '/external' in route.pattern else 'person' if '/people' in route.pattern else
                    'template' if 'templates' in route.pattern else 'class' if '/classes' in route.pattern else 'plan')
                said = {name: (ABSENT[t] if absent else self.value(unit, t))
                        for name, (t, *_) in {**FIELDS, 'id': (about,)}.items()}
                if not said['id'] and about == 'template':
                    said['id'] = '998'
                fields = hidden + list(said.items()) + [('comment', '意见'), ('year', '2023')]
                if kind == 'record' or about == 'record':
                    fields = [(n, f'{said["员工编号"]}/{v}' if n == 'id' else v) for n, v in fields]
                page = asker.browser.ask('POST', address, fields)
                if not absent:
                    what = f'{asker.login} POST {address} about {unit}'
                    self.told(asker, what, page)
                    asks_again = route.step == 'kAgain' and page.status == 200 and '密码' in page.text
                    self.check(f'{what}: not done', asks_again or page.status in (303, 400, 403, 404, 409, 415, 422), page.status)
                answers.append(page)
                all_said |= {*said.values(), *parts.values(), f'{said["员工编号"]}/{said["id"]}'}
            one, other = (normal(answer, *all_said) for answer in answers)
            self.check(f'{what}: as if it were not there', one == other, difference(one, other))

    def files(self):
        """Files with rows about others: nothing of theirs is told."""
        for asker in self.askers[2:5]:
            away = [unit for unit in UNITS if unit not in asker.sees]
            for kind, path in (('people', '/admin/people/import'), ('plans', '/admin/plans/import'), ('classes', '/admin/people/import'),
                               ('attendees', '/admin/people/import'), ('learning', '/admin/learning/import')):
                text = re.sub(r'zq\d+xq', '改', tables(away)[f'{kind}.csv'])
                page = asker.browser.get(path)
                if page.status != 200:
                    continue
                page = asker.browser.send_file(page, path, f'{kind}.csv', text.encode(), {'kind': kind})
                self.told(asker, f'{asker.login} sends {kind} of others', page)
                self.check(f'{asker.login} may not import {kind} of others', '检查通过' not in page.text, page.text[:300])

    def totals(self):
        """Lists hold what the model says, no more and no less."""
        for asker in self.askers[1:]:
            tags = {unit.replace('-', '') for unit in asker.sees}
            for address, key, expected in (
                    ('/admin/plans?year=2024', 'id', {f'{k}-{t}' for k in 'ND' for t in tags}),
                    ('/admin/classes?year=2024', 'id', {f'{k}-{t}' for k in 'NDKV' for t in tags}),
                    ('/admin/people', 'employee', {f'{t}{n}' for t in tags for n in (1, 2)} | {e for e, _, _, u in PEOPLE if u in asker.sees}),
                    ('/admin/stats/staff?year=2023', 'employee', {f'{t}{n}' for t in tags for n in (1, 2)} | {e for e, _, _, u in PEOPLE if u in asker.sees}),
                    ('/admin/learning?year=2024&review=' + urllib.parse.quote('待审核'), 'id', {f'W-{t}' for t in tags})):
                route = next(r for r in self.table if r.method == 'kGet' and r.pattern == address.split('?')[0])
                if self.may_at_all(asker, route) is False:
                    continue
                page = asker.browser.json(address + ('&' if '?' in address else '?') + 'size=100')
                what = f'{asker.login} GET {address}'
                if page.status != 200:
                    self.check(f'{what}: the model lets them', page.status == 403 and self.may_at_all(asker, route) is None, page.status)
                    continue
                found = json.loads(page.body)
                ids = [str(row.get(key, row.get('number', row.get('id')))) for row in found['rows']]
                self.check(f'{what}: rows', set(ids) == expected and len(ids) == len(set(ids)), sorted(set(ids) ^ expected))
                self.check(f'{what}: total', found['total'] == len(expected), (found['total'], len(expected)))

    def everything(self, askers, asked, alone=False):
        """Every answer to everybody, as it is."""
        answers = {}
        for asker in askers:
            for route in self.gets():
                if route.pattern in ('/me/settings/sessions', '/admin/health') or route.step == 'kAgain' or route not in asked:
                    continue  # moments of the machine's clock
                if route.pattern == '/admin/audit' and not alone:
                    continue  # what they fetched in between stands in it
                here = self.address(route.pattern, asker.unit)[0]
                for accept in ('text/html', 'application/json'):
                    answers[asker.login, here, accept] = normal(asker.browser.ask('GET', here, headers={'Accept': accept}))
        return answers

    def nothing_from_elsewhere(self):
        """What is added elsewhere changes no answer: no total, no facet, no rate, no number."""
        for changed, logins in ((('I02', 'I02-D1', 'I03', 'I03-D1'), ('su', 'mei', 'tao', 'lin', 'yu')), (('I01', 'I01-D2', 'B1', 'A'), ('su', 'mei', 'tao'))):
            askers = [asker for asker in self.askers if asker.login in logins]
            if changed[0] == 'I01':  # what is open to the institute's learners is theirs, wherever in it it is held
                files = {n: '\n'.join(l for l in t.splitlines() if not l.startswith('V-')) + '\n' for n, t in tables(changed, 'z').items()}
            else:
                files = tables(changed, 'z')
            files.pop('headcounts.csv') if changed[0] == 'I01' else None
            asked = [route for route in self.gets() if self.drawn(4)]
            trail = [route for route in self.gets() if route.pattern == '/admin/audit']
            before = self.everything(askers, asked) | self.everything(askers, trail, alone=True)
            self.academy.run('import', str(write(self.academy.folder / f'more-{changed[0]}', files)))
            after = self.everything(askers, trail, alone=True) | self.everything(askers, asked)
            for key, answer in before.items():
                self.check(f'{key}: the same after something changed in {changed}', answer == after[key], difference(answer, after[key]))


def difference(one, other):
    if one[:4] != other[:4]:
        return one[:4], other[:4]
    at = next((i for i, (a, b) in enumerate(zip(one[4], other[4])) if a != b), min(len(one[4]), len(other[4])))
    return one[4][max(0, at - 80):at + 80], other[4][max(0, at - 80):at + 80]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=REPO / 'build/xueshi')
    parser.add_argument('--postgres', action='store_true')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--whole', action='store_true')
    options = parser.parse_args()
    tally = Tally()
    folder = pathlib.Path(tempfile.mkdtemp(prefix='scope-'))
    try:
        with Academy(options.program, options.postgres, tables=write(folder / 'tables', tables(UNITS))) as academy:
            academy.give_passwords(*(e for e, *_ in PEOPLE))
            academy.serve()
            matrix = Matrix(academy, tally, 1 if options.whole else 0.06, options.seed)
            matrix.totals()
            matrix.things_by_address()
            matrix.lists()
            matrix.files()
            matrix.deeds()
            matrix.nothing_from_elsewhere()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f'whose data, over the console, seed {options.seed}: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
