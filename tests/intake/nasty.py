#!/usr/bin/env python3
"""Files as people send them, and worse: whatever is in them, the right value is stored, or it is refused by name.

    tests/intake/nasty.py --program build/xueshi [--seed N] [--share 0.2 | --whole] [--only TEXT]

Every variant is a sound file of one kind with one thing about it changed: a cell – its text, its type, its number format –
or the file – encoding, separator, headings, sheets, rows. A plain second reader, below, looks at the page as a person does
and says what must come of it: this value in the database, or a finding of this code at this cell and nothing stored. Any
other outcome is a failure: another value, a refusal without need, an acceptance without ground, a finding elsewhere.
`--share` takes a part of the variants, which the seed picks; at least one of every thing that is changed.
"""
import argparse
import csv
import datetime
import io
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

import openpyxl

REPO = pathlib.Path(__file__).resolve().parent.parent.parent
NOW = '2018-01-15T09:00:00+08:00'
EPOCH = datetime.datetime(1899, 12, 30)

# ---------------------------------------------------------------- the sound files

# heading, type, text; a type says how a cell is read. The first column is the key of the row.
KINDS = {
    'orgs': ([('机构编码', 'key', '9001'), ('机构名称', 'name', '新部门'), ('上级机构编码', 'unit', 'I9'), ('级别', 'choice', '部门')],
             "select code, name, parent, level from org where code not in ('A', 'I9', 'I9-D1')"),
    'people': ([('员工编号', 'person', '9001'), ('姓名', 'name', '甲某'), ('登录名', 'key', '9002'), ('机构编码', 'unit', 'I9-D1'),
                ('岗位类别', 'choice', '科研'), ('是否处级及以上', 'yesno', '否'), ('入职时间', 'day', '2015-07-01'),
                ('是否有学时要求', 'yesno', '是'), ('邮箱', 'name', 'a@b.example')],
               "select employee, p.name, login, o.code, post, division_level, hired, hours_required, email from person p "
               "join org o on o.id = p.org_id where employee not in ('1001', '1002')"),
    'roles': ([('员工编号', 'known', '1001'), ('角色', 'choice', '部门管理员'), ('机构编码', 'unit', 'I9-D1')],
              "select p.employee, role, o.code from role_grant r join person p on p.id = r.person_id join org o on o.id = r.org_id"),
    'headcounts': ([('机构编码', 'unit', 'I9'), ('年度', 'year', '2017'), ('单位在职总人数', 'count', '457')],
                   "select o.code, year, headcount from headcount h join org o on o.id = h.org_id"),
    'plans': ([('计划编号', 'key', '9001'), ('年度', 'year', '2017'), ('计划类型', 'choice', '其他计划'), ('培训计划类型', 'choice', '新增计划'),
               ('计划名称', 'name', '管理培训'), ('机构编码', 'unit', 'I9'), ('培训类别', 'choice', '其他培训'), ('培训时间', 'month', '2017-03'),
               ('学时', 'hours', '16'), ('天数', 'days', '2'), ('计划参加人数', 'count', '60'), ('所需经费(万元)', 'money', '3.6')],
              "select number, year, form, kind, title, o.code, category, month, seconds, days_millis, headcount, budget_fen "
              "from plan p join org o on o.id = p.org_id where number <> 'P1'"),
    'classes': ([('培训编号', 'key', '9001'), ('培训名称', 'name', '管理培训'), ('机构编码', 'unit', 'I9'), ('培训年度', 'year', '2017'),
                 ('培训类别', 'choice', '其他培训'), ('培训开始时间', 'time', '2017-03-06 09:00'), ('培训结束时间', 'late', '2017-03-20 17:00'),
                 ('学时', 'hours', '16'), ('天数', 'days', '2'), ('计划参加人数', 'count', '60'), ('工作人员数', 'count', '4'),
                 ('所需经费(万元)', 'money', '3.6'), ('是否精品', 'yesno', '否'), ('实施状态', 'choice', '未实施')],
                "select number, title, o.code, year, category, start_at, end_at, seconds, days_millis, headcount, staff_count, "
                "budget_fen, excellent, execution from class c join org o on o.id = c.org_id where number <> 'C1'"),
    'attendees': ([('培训编号', 'class', 'C1'), ('员工编号', 'known', '1001'), ('学时', 'hours', '8')],
                  "select c.number, p.employee, a.seconds from attendee a join class c on c.id = a.class_id "
                  "join person p on p.id = a.person_id"),
    'learning': ([('来源编号', 'key', '9001'), ('员工编号', 'known', '1001'), ('年度', 'year', '2017'), ('类别', 'choice', '线下培训'),
                  ('培训名称', 'name', '数据分析'), ('开始时间', 'time', '2017-03-06 09:00'), ('结束时间', 'late', '2017-03-20 17:00'),
                  ('学时', 'hours', '16'), ('审核状态', 'choice', '审核通过')],
                 "select number, p.employee, r.year, s.name, title, start_at, end_at, seconds, status from record r "
                 "join person p on p.id = r.person_id join source s on s.id = r.source_id"),
    'exams': ([('来源编号', 'key', '9001'), ('员工编号', 'known', '1001'), ('年度', 'year', '2017'), ('考试名称', 'name', '保密考试'),
               ('是否合格', 'yesno', '是')],
              "select number, p.employee, year, title, passed from exam e join person p on p.id = e.person_id"),
}

# What a draft of a plan may lack (D16); stored is then what stands for nothing.
MAY_LACK = {'plans': {'count': 0, 'days': 0, 'hours': 0, 'money': 0}}

# ---------------------------------------------------------------- what is changed: cells

KEY_TEXTS = ['{}', '＇{}', "'{}", '="{}"', '{}\u200b', '\ufeff{}', ' {} ', '\u3000{}', '{}\u00a0', '\u202d{}\u202c', '\u00ad{}', '‘{}',
             '{wide}', '0{}', '{},001', '{}.0', '1.{}E+17', 'TRUE', 'false', '\u200b', "'"]
KEY_CELLS = [(9001, 'General'), (9001, '0'), (9001, '#,##0'), (9001, '000000'), (9001, '@'), (9001, '"A"0000'), (9001.5, 'General'),
             (True, 'General'), (datetime.datetime(2017, 3, 5), 'yyyy-mm-dd'), (0.5, '0%'), (90010000000000001234, 'General'),
             (9001, '0.0,'), (9001, ';;;'), (0.5, 'h:mm'), (123456789012345, '0'), ('=9000+1', 'General')]
DAY_TEXTS = ['2015-7-1', '2015/7/1', '2015.7.1', '20150701', '2015年7月1日', '2015 年 7 月 1 号', '２０１５－０７－０１', '2015–07–01',
             '2015-07-01 星期三', '2015-07-01 00:00', '2015-07-O1', '07/01/2015', '15-7-1', '2015-02-29', '20150732', '2015-07', '七月一日',
             '2015-07-01～02', '2015/07-01', '1899-01-01', '2015-07-01 24:30']
DAY_CELLS = [(42186, code) for code in ('yyyy-mm-dd', 'yyyy/m/d', 'm/d/yy', 'yyyy"年"m"月"d"日"', '[$-804]yyyy"年"m"月"d"日";@',
                                        '[=0]"";yyyy-mm-dd')] + [(42186, 'General'), (20150701, '0'), (datetime.datetime(2015, 7, 1, 8), 'yyyy-mm-dd hh:mm'),
                                                                 (2015.07, 'General'), ('=TODAY()', 'yyyy-mm-dd'), (True, 'General')]
TIME_TEXTS = ['2017-3-6 9:00', '2017/3/6 09:00', '2017-03-06  09:00', '2017-03-06T09:00:00', '2017-03-06 9:00 AM', '2017-03-06 上午9:00',
              '2017年3月6日9时', '2017年3月6日 上午9点', '20170306 09:00', '２０１７.３.６　０９：００', '2017-03-06 下午2点半', '2017-03-06 2:30 PM',
              '2017-03-06 12:05 AM', '2017-03-06', '2017-03-06 9', '2017-03-06 25:00', '2017-03-06 晚上12:00', '2017-03-06 09:00+8', '9:00',
              '2017-03-06 13:00 AM']
TIME_CELLS = [(42800.375, code) for code in ('yyyy-mm-dd hh:mm', 'yyyy/m/d h:mm', 'm/d/yy h:mm', 'yyyy"年"m"月"d"日" h"时"mm"分"',
                                             'yyyy-mm-dd h:mm AM/PM')] + [(42800, 'yyyy-mm-dd'), (42800.375, 'General'), (0.375, 'h:mm')]
HOURS_TEXTS = ['16.00', '16小时', '16 学时', '16小时30分', '16小时30分钟', '90分钟', '27:30', '27:30:00', '0:30:05', '１６', '16.25', '16.255', '1,6',
               '16课时', '两小时', '-4', '85%', '9000', '27:60', '16h', '1.6E+1', '09:00 AM']
HOURS_CELLS = [(27.5 / 24, '[h]:mm'), (27.5 / 24, '[hh]:mm:ss'), (27.5 / 24, '[mm]:ss'), (27.5 / 24, 'h:mm'), (3.5 / 24, 'h:mm'),
               (0.5 / 24, 'mm:ss'), (3.5 / 24, 'mm:ss'), (9 / 24, 'h:mm AM/PM'), (16, '0'), (16, '0.00'), (12.5, '0'), (12.5, '0.0'), (16, '0"小时"'),
               (0.85, '0%'), (16000, '0,'), (16, ';;;'), (16.254999999999999, 'General'), (12.500000000000002, 'General'), (True, 'General'),
               (datetime.datetime(2017, 3, 6), 'yyyy-mm-dd'), ('=8+8', 'General')]
COUNT_TEXTS = ['60人', '1,060', '１，０６０', '60 名', '060', '60.0', '60.5', '-60', '六十', '6,0', '60元', '1E+2', '99999999999']
COUNT_CELLS = [(60, 'General'), (60, '0"人"'), (1060, '#,##0'), (60, '000'), (60.4, '0'), (60.4, 'General'), (6000, '0,'), (0.6, '0%'), (0, '0;-0;;@'),
               (True, 'General'), ('=60', 'General')]
MONEY_TEXTS = ['3.6万元', '3.6万', '¥3.6', '￥３．６', '1,003.6', '3.60', '36000元', '3.6亿', '3,6', '-3.6', '3.1234567', '3.6e0', '三万']
MONEY_CELLS = [(3.6, 'General'), (3.6, '0.0"万元"'), (3.6, '"¥"#,##0.00'), (36000, '0!.0,"万"'), (36000, '0"元"'), (3.65, '0.0'), (3.6, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '),
               (0.036, '0.0%'), (3.6000000000000001, '0.00')]
DAYS_TEXTS = ['2天', '0.5', '2.125', '2.1255', '半天', '400', '２']
DAYS_CELLS = [(2, '0"天"'), (1.5, '0'), (1.5, '0.0'), (0.5, '# ?/?'), (2, '# ?/?')]
MONTH_TEXTS = ['2017-3', '2017/3', '2017.3', '2017年3月', '201703', '2017年3月份', '２０１７－０３', '2017-03-01', '2017-03-15', '3月', '2017', '2017-13',
               '17-03']
MONTH_CELLS = [(42795, 'yyyy-mm'), (42795, 'yyyy"年"m"月"'), (42795, 'yyyy-mm-dd'), (42809, 'yyyy-mm-dd'), (42795, 'General'), (201703, 'General')]
YEAR_TEXTS = ['2017年', '2017年度', '２０１７', ' 2017', '17', '2017.0', '二〇一七', '20l7', '2017-2018']
YEAR_CELLS = [(2017, 'General'), (2017, '0"年"'), (42736, 'yyyy'), (42736, 'yyyy"年"'), (42736, 'yyyy-mm-dd'), (2017.4, '0'), (True, 'General')]
YESNO_TEXTS = ['否', '是', '是 ', '\u200b是', '　否', '对', 'TRUE', '1', '是的', 'Y']
YESNO_CELLS = [(True, 'General'), (False, 'General'), (1, 'General'), ('=TRUE()', 'General')]
NAME_TEXTS = ['甲\u200b某', '\u202e甲某', ' 甲某　', '甲\u00ad某', 'Ａ某', '1.2E+17', '甲,某', '"甲某"']
NAME_CELLS = [(13800000000, 'General'), (10 ** 17, 'General'), (datetime.datetime(2017, 3, 5), 'm"月"d"日"'), (True, 'General'), ('="甲某"', 'General')]
REF_TEXTS = ['{}', '{wide}', '{}\u200b', ' {}', "'{}", '="{}"', '{}x']
CHOICE_TEXTS = ['{}', ' {}　', '{}\u200b', '{}x']
CELLS = {'key': (KEY_TEXTS, KEY_CELLS), 'person': (KEY_TEXTS + ['9001.5', '2017/3/5', '2017-03-05'], KEY_CELLS), 'name': (NAME_TEXTS, NAME_CELLS),
         'day': (DAY_TEXTS, DAY_CELLS), 'time': (TIME_TEXTS, TIME_CELLS), 'late': ([], []), 'hours': (HOURS_TEXTS, HOURS_CELLS), 'count': (COUNT_TEXTS, COUNT_CELLS),
         'money': (MONEY_TEXTS, MONEY_CELLS), 'days': (DAYS_TEXTS, DAYS_CELLS), 'month': (MONTH_TEXTS, MONTH_CELLS), 'year': (YEAR_TEXTS, YEAR_CELLS),
         'yesno': (YESNO_TEXTS, YESNO_CELLS), 'unit': (REF_TEXTS, []), 'known': (REF_TEXTS, [(1001, 'General'), (1001, '#,##0'), (1001, '00000')]),
         'class': (REF_TEXTS, []), 'choice': (CHOICE_TEXTS, [])}

# ---------------------------------------------------------------- the second reader: what a person sees


class Differs(Exception):
    """The page shows something else than what is stored."""


def digits(number):
    """A number as a spreadsheet writes it in full: 15 digits, no exponent."""
    text = format(float(f'{number:.15g}'), 'f') if abs(number) < 1e15 else str(int(float(f'{number:.15g}')))
    return text.rstrip('0').rstrip('.') if '.' in text else text


def exactly(number, decimals):
    if digits(number) != digits(round(number + 1e-12, decimals)):
        raise Differs()
    return digits(number)


def clock(days):
    seconds = round(days * 86400)
    text = f'{seconds // 3600:02}:{seconds // 60 % 60:02}'
    return text if seconds % 60 == 0 else f'{text}:{seconds % 60:02}'


def page(value, code):
    """The text on the page. Raises Differs where it is not what is stored."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return '是' if value else '否'
    if isinstance(value, datetime.datetime):
        value = (value - EPOCH).total_seconds() / 86400
    if '"";yyyy' in code and value == 0 or code == '0;-0;;@' and value == 0:
        return ''
    if 'y' in code or code == 'm"月"d"日"':
        moment = EPOCH + datetime.timedelta(seconds=round(value * 86400))
        if 'm' not in code:
            return f'{moment.year}'
        return moment.strftime('%Y-%m-%d %H:%M') if 'h' in code or moment.hour else moment.strftime('%Y-%m-%d')
    if code.startswith('[h') or code.startswith('[m'):
        return clock(value)
    if code in ('h:mm', 'mm:ss', 'h:mm AM/PM'):
        if value >= 1 or code == 'mm:ss' and value >= 1 / 24:
            raise Differs()
        return clock(value) + (' AM' if value < 0.5 else ' PM') * (code == 'h:mm AM/PM')
    if code == ';;;' or ',"' in code or code.endswith(','):
        raise Differs()
    if code in ('General', '@'):
        return digits(value)
    if '%' in code:
        return exactly(value * 100, code.count('0') - 1) + '%'
    if '?/?' in code:
        return exactly(value, 0)
    first = code.split(';')[0]
    number = re.search(r'[#,0.]*0', first).group()
    before, behind = (re.sub(r'["_*\\ ]', '', part) for part in first.split(number, 1))
    decimals = len(number.split('.')[1]) if '.' in number else 0
    whole = exactly(value, decimals)
    least = len(number.split('.')[0].replace('#', '').replace(',', ''))
    return before + ('0' * (least - len(whole.split('.')[0])) + whole) + behind


def folded(text):
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if unicodedata.category(c) != 'Cf').strip()


def number(text, places, units):
    """A decimal with one of the units behind it; thousands set apart; None for anything else."""
    for unit in units:
        if text.endswith(unit):
            text = text[:-len(unit)].strip()
            break
    if re.fullmatch(r'\d{1,3}(,\d{3})+(\.\d+)?', text):
        text = text.replace(',', '')
    if not re.fullmatch(r'\d+(\.\d{1,%d})?' % places if places else r'\d+', text) or len(text) > 15:
        return None
    whole, _, decimals = text.partition('.')
    return int(whole) * 10 ** places + int((decimals + '0' * places)[:places] or 0)


def read_hours(text):
    match = re.fullmatch(r'(?:(\d+)小时)?(?:(\d+)分钟?)?(?:(\d+)秒)?', text)
    if match and text:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        alone = match.group(1) is None and match.group(3) is None
        if minutes < 60 and seconds < 60 or alone:
            return hours * 3600 + minutes * 60 + seconds
        return None
    match = re.fullmatch(r'(\d+):([0-5]\d)(?::([0-5]\d))?', text)
    if match:
        return int(match.group(1)) * 3600 + int(match.group(2)) * 60 + int(match.group(3) or 0)
    hundredths = number(text.replace(',', 'x'), 2, ('小时', '学时'))
    return None if hundredths is None else hundredths * 36


def read_moment(text):
    """'2017-03-06 09:00', '2017-03-06' where there is no time; None for anything else."""
    text = re.sub('[‐‒–—―−]', '-', text)
    match = (re.match(r'(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?', text) or re.match(r'(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)|(\d{4})\.(\d{1,2})\.(\d{1,2})(?!\d)', text) or
             re.match(r'(\d{4})(\d{2})(\d{2})(?!\d)', text))
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    rest = re.sub(r'^ ?\(?(星期|周)[一二三四五六日天]\)?', '', text[match.end():])
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    if year < 1900:
        return None
    if not rest:
        return date.isoformat()
    match = re.fullmatch(r'(?:\s*|T)(上午|下午|晚上)? *(\d{1,2})(?::(\d{2})(?::\d{2})?|[点时](半|(\d{1,2})分)?) ?(AM|PM)?', rest)
    if not match or not re.match(r'[\sT]|[^\x00-\x7f]', rest) and '日' not in text:
        return None
    part, hour, minute, half, minutes, english = match.groups()
    hour, minute = int(hour), 30 if half == '半' else int(minute or minutes or 0)
    early, late = part == '上午' or english == 'AM', part in ('下午', '晚上') or english == 'PM'
    if hour > 23 or minute > 59 or early and hour > 12 or part == '晚上' and hour == 12:
        return None
    hour = 0 if early and hour == 12 else hour + 12 if late and hour < 12 else hour
    return f'{date.isoformat()} {hour:02}:{minute:02}'


def read_month(text):
    match = re.fullmatch(r'(\d{4})(?:[-/.]|年)(\d{1,2})(?:月份?)?', text) or re.fullmatch(r'(\d{4})(\d{2})', text)
    if match:
        return f'{match.group(1)}-{int(match.group(2)):02}' if 1 <= int(match.group(2)) <= 12 else None
    moment = read_moment(text)
    return moment[:7] if moment and moment.endswith('-01') else None


class Refused(Exception):
    """With the codes that may name the cause."""


def key_of(text, kind, value, code):
    """The number of a thing behind what is written."""
    if isinstance(value, (bool, datetime.datetime)) or not isinstance(value, str) and ('h' in code or 'y' in code):
        raise Refused('intake.not-text')
    is_number = not isinstance(value, str)
    plain = folded(text)
    if plain.startswith('="') and plain.endswith('"') and len(plain) > 3:
        plain = plain[2:-1]
    plain = plain[1:] if plain[:1] in ("'", '‘', '’') else plain
    if re.fullmatch(r'\d[\d.]*E\+\d+', plain) or is_number and len(re.sub(r'\D', '', plain)) > 15:
        raise Refused('intake.long-number')
    bad = (not plain or plain.lower() in ('true', 'false') or re.fullmatch(r'\d{1,3}(,\d{3})+|\d{4},\d{3}', plain) and not re.fullmatch(r'\d{4},\d{3}', plain) or
           re.fullmatch(r'\d+\.0+', plain) or (is_number or kind == 'person') and re.fullmatch(r'\d+\.\d+', plain) or is_number and plain.endswith('%') or
           kind == 'person' and re.fullmatch(r'\d{4}[-/]\d{1,2}[-/]\d{1,2}', plain))
    if bad:
        raise Refused('intake.key')
    return plain


def meaning(kind, value, code, right, may_lack):
    """What must be stored for a cell, as the database has it; of the types in `may_lack` one may be empty. Raises Refused with the codes that may name the cause."""
    if isinstance(value, str) and value.startswith('=') and not value.startswith('="9') and code != 'text':
        raise Refused('sheet.formula')
    try:
        text = page(value, code)
    except Differs:
        raise Refused('sheet.shown-differs')
    if kind in ('key', 'person', 'unit', 'known', 'class'):
        key = key_of(text, kind, value, code)
        if kind in ('unit', 'known', 'class') and key != right:
            raise Refused('import.unknown-', 'org.unknown-parent')
        return key
    if kind == 'name':
        if isinstance(value, (bool, datetime.datetime)):
            raise Refused('intake.not-text')
        if re.fullmatch(r'[\d.]+E\+\d+', text) or not isinstance(value, str) and len(text) > 15:
            raise Refused('intake.long-number')
        return ''.join(c for c in text if unicodedata.category(c) != 'Cf').strip()
    text = folded(text)
    if kind == 'choice':
        if text != right:
            raise Refused('intake.choice', 'intake.source', 'intake.category')
        return None  # as in the sound file
    if kind == 'yesno':
        if text not in ('是', '否'):
            raise Refused('intake.choice')
        return int(text == '是')
    if kind == 'year':
        match = re.fullmatch(r'(\d{4})年?度?', text)
        if not match or text.endswith('月') or not isinstance(value, str) and text.endswith('度'):
            raise Refused('intake.year')
        return int(match.group(1))
    if not text and kind in may_lack:
        return may_lack[kind]
    if not text:
        raise Refused('intake.empty') if kind != 'day' else AssertionError(text)
    if kind == 'count':
        result = number(text, 0, ('人', '名'))
        if result is None or result > 10_000_000:
            raise Refused('intake.count')
        return result
    if kind == 'money':
        result = number(text.lstrip('¥'), 6, ('万元', '万'))
        if result is None:
            raise Refused('intake.money')
        return result
    if kind == 'days':
        result = number(text, 3, ('天', '日'))
        if result is None or result > 366_000:
            raise Refused('intake.days')
        return result
    if kind == 'hours':
        result = read_hours(text.replace(' ', '')) if 'M' not in text else None
        if result is None:
            raise Refused('intake.hours')
        if result > 366 * 24 * 3600:
            raise Refused('intake.hours-range')
        return result
    if kind == 'month':
        result = read_month(text)
        if result is None:
            raise Refused('intake.month')
        return result
    result = read_moment(re.sub(r'\s+', ' ', text))
    if result is None:
        raise Refused('intake.date')
    return result[:10] if kind == 'day' else result


# ---------------------------------------------------------------- what is changed: files


def rows_of(kind):
    columns = KINDS[kind][0]
    return [[name for name, _, _ in columns], [text for _, _, text in columns]]


def as_csv(rows, encoding='utf-8', separator=',', end='\r\n', quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue().encode(encoding)


def as_book(rows, formats=None, change=None):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = 'Sheet1'
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            code = (formats or {}).get((at, column), 'General')
            if code == 'text' or at == 1 or isinstance(value, str) and value.startswith('="9'):
                cell.data_type = 's'
            elif code != 'General':
                cell.number_format = code
    if change:
        change(book, sheet)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def raw_book(rows, prefix='', shared=False):
    """Written by hand: inline or rich shared texts, elements with a prefix, cells without references."""
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006/relationships'
    p = prefix + ':' if prefix else ''
    own = f'xmlns:{prefix}="{main}"' if prefix else f'xmlns="{main}"'
    escape = lambda text: text.replace('&', '&amp;').replace('<', '&lt;')
    texts = [text for row in rows for text in row]
    cell = (lambda text: f'<{p}c t="s"><{p}v>{texts.index(text)}</{p}v></{p}c>') if shared else (
        lambda text: f'<{p}c t="inlineStr"><{p}is><{p}t xml:space="preserve">{escape(text)}</{p}t></{p}is></{p}c>')
    data = ''.join(f'<{p}row>{"".join(cell(text) for text in row)}</{p}row>' for row in rows)
    rich = ''.join(f'<{p}si><{p}r><{p}t>{escape(text[:1])}</{p}t></{p}r><{p}r><{p}rPr/><{p}t>{escape(text[1:])}</{p}t></{p}r>'
                   f'<{p}rPh sb="0" eb="1"><{p}t>yin</{p}t></{p}rPh></{p}si>' for text in texts)
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, 'w') as book:
        book.writestr('_rels/.rels', f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument" Target="/xl/w.xml"/></Relationships>')
        book.writestr('xl/w.xml', f'<{p}workbook {own} xmlns:r="{office}"><{p}sheets><{p}sheet name="Sheet1" sheetId="1" r:id="b"/></{p}sheets></{p}workbook>')
        book.writestr('xl/_rels/w.xml.rels', f'<Relationships xmlns="{package}"><Relationship Id="b" Type="{office}/worksheet" Target="s.xml"/>'
                      f'<Relationship Id="c" Type="{office}/sharedStrings" Target="t.xml"/></Relationships>')
        book.writestr('xl/s.xml', f'<{p}worksheet {own}><{p}sheetData>{data}</{p}sheetData></{p}worksheet>')
        book.writestr('xl/t.xml', f'<{p}sst {own}>{rich}</{p}sst>')
    return raw.getvalue()


def hidden_first(book, sheet):
    other = book.create_sheet('字典', 0)
    other['A1'], other.sheet_state = '科研', 'hidden'
    book.active = 1


def hide(book, sheet):
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions['B'].hidden = True


def with_rows(kind, make):
    heads, row = rows_of(kind)
    return make(heads, row)


# name → (file name's end, bytes of a kind, code of the warning that must be there, or of the finding that refuses it)
def file_variants(kind):
    rows = rows_of(kind)
    heads, row = rows
    odd = lambda make: [[make(name) for name in heads], row]
    yield 'csv', '.csv', as_csv(rows), None, True
    yield 'bom', '.csv', as_csv(rows, 'utf-8-sig'), None, True
    yield 'gb18030', '.csv', as_csv(rows, 'gb18030'), 'sheet.encoding', True
    yield 'utf-16', '.csv', as_csv(rows, 'utf-16'), 'sheet.encoding', True
    yield 'utf-16-be', '.csv', b'\xfe\xff' + as_csv(rows, 'utf-16-be'), 'sheet.encoding', True
    yield 'semicolons', '.csv', as_csv(rows, separator=';'), 'sheet.separator', True
    yield 'tabs, GBK', '.csv', as_csv(rows, 'gbk', '\t'), 'sheet.separator', True
    yield 'quotes, LF', '.csv', as_csv(rows, end='\n', quoting=csv.QUOTE_ALL), None, True
    yield 'empty lines', '.csv', b'\r\n,,\r\n' + as_csv(rows) + b',,,\r\n\r\n', None, True
    yield 'a title above', '.csv', as_csv([['2017年度汇总表'] + [''] * (len(heads) - 1)] + rows), 'intake.rows-above', True
    yield 'stars', '.csv', as_csv(odd(lambda name: f'*{name}')), None, True
    yield 'line breaks', '.csv', as_csv(odd(lambda name: f'{name[:2]}\n{name[2:]}')), None, True
    yield 'spaced headings', '.xlsx', as_book(odd(' '.join)), None, True
    yield 'explained headings', '.xlsx', as_book(odd(lambda name: name if '(' in name else f'{name}（必填）')), None, True
    yield 'invisible in headings', '.csv', as_csv(odd(lambda name: f'\u200b{name}')), None, True
    yield 'turned around', '.csv', as_csv([line[::-1] for line in rows]), None, True
    yield 'column of errors', '.csv', as_csv([['错误信息'] + heads, ['坏'] + row]), None, True
    yield 'example row', '.xlsx', as_book([heads, ['示例'] + row[1:], row]), None, True
    yield 'workbook', '.xlsx', as_book(rows), None, True
    yield 'upper case', '.XLSX', as_book(rows), None, True
    yield 'inline texts', '.xlsx', raw_book(rows), None, True
    yield 'prefixed elements', '.xlsx', raw_book(rows, 'x'), None, True
    yield 'rich shared texts', '.xlsx', raw_book(rows, shared=True), None, True
    yield 'hidden first sheet', '.xlsx', as_book(rows, change=hidden_first), 'intake.other-sheets', True
    yield 'a second sheet', '.xlsx', as_book(rows, change=lambda book, sheet: book.create_sheet('二').append(['甲'])), 'intake.other-sheets', True
    yield 'hidden row', '.xlsx', as_book(rows, change=hide), 'intake.hidden-rows', True
    yield 'formula above', '.xlsx', as_book([['=1+1', '年']] + rows, {(1, 1): 'General'},
                                            lambda book, sheet: setattr(sheet['A1'], 'data_type', 'f')), 'intake.rows-above', True
    yield 'instructions first', '.xlsx', as_book([['填表说明']], change=lambda book, sheet: book.create_sheet('二').append(heads)), 'intake.no-headings', False
    yield 'heading twice', '.csv', as_csv([heads + heads[-1:], row + row[-1:]]), 'intake.heading-twice', False
    yield 'heading unknown', '.csv', as_csv([heads + ['颜色'], row + ['红']]), 'intake.unknown-heading', False
    yield 'key missing', '.csv', as_csv([heads[1:], row[1:]]), 'intake.missing-heading' if len(heads) > 2 else 'intake.no-headings', False
    yield 'no headings', '.csv', as_csv([row]), 'intake.no-headings', False
    yield 'nothing', '.csv', b'', 'intake.no-headings', False
    yield 'a cell too many', '.csv', as_csv([heads, row + ['多']]), 'intake.extra-cell', False
    yield 'broken UTF-8', '.csv', as_csv(rows) + b'\xe5\x8f,' + '汉字汉字汉字'.encode(), 'sheet.not-utf8', False
    yield 'lost quote', '.csv', as_csv(rows) + b'"x', 'sheet.unbalanced-quote', False
    yield 'cut workbook', '.xlsx', as_book(rows)[:-200], 'sheet.', False
    yield 'no workbook', '.xlsx', as_csv(rows), 'sheet.not-xlsx', False
    yield 'key twice', '.csv', as_csv(rows + [row]), 'import.twice', False


# ---------------------------------------------------------------- variants


class Variant:
    def __init__(self, name, group, kind, end, raw, column=None, value=None, code=None):
        self.name, self.group, self.kind, self.end, self.raw = name, group, kind, end, raw
        self.column, self.value, self.code = column, value, code
        self.stored, self.finding, self.place = None, None, None


def cell_variants():
    for kind, (columns, _) in KINDS.items():
        for at, (heading, type_, right) in enumerate(columns):
            texts, cells = CELLS[type_]
            wide = ''.join(chr(ord(c) + 0xFEE0) if 0x20 < ord(c) < 0x7F else c for c in right)
            written = [(text.format(right, wide=wide) if '{' in text else text, 'text') for text in texts]
            for value, code in written + cells:
                rows = rows_of(kind)
                rows[1][at] = value
                for end in ('.csv', '.xlsx') if code == 'text' else ('.xlsx',):
                    raw = as_csv(rows) if end == '.csv' else as_book(rows, {(2, at + 1): code})
                    one = Variant(f'{kind}{end} {heading}: {value!r} {code}', f'{type_}{end}', kind, end, raw, at, value, code)
                    letter = chr(ord('A') + at)
                    one.place = f':2:{at + 1}:' if end == '.csv' else f':Sheet1!{letter}2:'
                    try:
                        one.stored = meaning(type_, value, code, right, MAY_LACK.get(kind, {}))
                    except Refused as refused:
                        one.finding = refused.args
                    yield one


def all_variants():
    yield from cell_variants()
    for kind in KINDS:
        for name, end, raw, code, accepted in file_variants(kind):
            one = Variant(f'{kind}{end}, {name}', name, kind, end, raw)
            one.finding = None if accepted else (code,)
            one.code = code
            yield one


def slice_of(variants, share, random_):
    random_.shuffle(variants)
    groups, taken = set(), []
    most = share * len(variants)
    for one in variants:
        if one.group not in groups or len(taken) < most:
            groups.add(one.group)
            taken.append(one)
    return taken


# ---------------------------------------------------------------- running


class Bench:
    def __init__(self, program, folder):
        self.program, self.folder = str(pathlib.Path(program).resolve()), folder
        self.empty = folder / 'empty.db'
        self.env = {**os.environ, 'XUESHI_HOME': str(REPO), 'XUESHI_NOW': NOW, 'XUESHI_DB': f'sqlite:{self.empty}'}
        self.run('init')
        base = folder / 'base'
        base.mkdir()
        (base / 'orgs.csv').write_text('机构编码,机构名称,上级机构编码,级别\nA,某院,,院\nI9,某研究所,A,研究所\nI9-D1,某部门,I9,部门\n')
        (base / 'people.csv').write_text('员工编号,姓名,机构编码\n1001,乙某,I9-D1\n1002,丙某,I9-D1\n')
        heads, row = rows_of('classes')
        (base / 'classes.csv').write_bytes(as_csv([heads, ['C1'] + row[1:]]))
        assert self.run('import', str(base)).returncode == 0
        self.sound = {}
        for kind in KINDS:
            done, stored = self.file(kind, f'{kind}.csv', as_csv(rows_of(kind)))
            assert done.returncode == 0 and len(stored) == 1, (kind, done.stdout, done.stderr, stored)
            self.sound[kind] = stored[0]

    def run(self, *words, **more):
        return subprocess.run([self.program, *words], env={**self.env, **more}, capture_output=True, text=True, cwd=self.folder)

    def file(self, kind, name, raw):
        """What was said, and the rows that are new in the kind's table."""
        database, path = self.folder / 'one.db', self.folder / name
        for left in self.folder.glob('one.db*'):
            left.unlink()
        shutil.copy(self.empty, database)
        path.write_bytes(raw)
        done = self.run('import', name, '--quiet', XUESHI_DB=f'sqlite:{database}')
        connection = sqlite3.connect(database)
        stored = connection.execute(KINDS[kind][1]).fetchall()
        connection.close()
        path.unlink()
        for copy in self.folder.glob('*-错误.xlsx'):
            copy.unlink()
        return done, stored

    def check(self, one):
        """What is wrong; empty where nothing is."""
        done, stored = self.file(one.kind, one.kind + one.end, one.raw)
        said = done.stdout + done.stderr
        errors = [line for line in done.stdout.splitlines() if line.endswith(']') and '警告：' not in line]
        if one.finding is None:
            right = list(self.sound[one.kind])
            if one.column is not None and one.stored is not None:
                right[one.column] = one.stored
            if done.returncode != 0:
                return f'refused, should be {right}:\n{said}'
            if stored != [tuple(right)]:
                return f'stored {stored}, should be {right}'
            if one.column is None and one.code and f'[{one.code}]' not in done.stdout:
                return f'no warning {one.code}:\n{said}'
            return ''
        if done.returncode != 1:
            return f'accepted ({done.returncode}) as {stored}, should be refused by {one.finding}:\n{said}'
        if stored:
            return f'refused, and yet stored {stored}'
        named = [line for line in errors if any(f'[{code}' in line for code in one.finding) and (one.place is None or one.place in line)]
        if not named:
            return f'refused without naming {one.finding} at {one.place}:\n{said}'
        return ''


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--program', required=True)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--share', type=float, default=0.2)
    parser.add_argument('--whole', action='store_true')
    parser.add_argument('--only', default='')
    given = parser.parse_args()
    variants = [one for one in all_variants() if given.only in one.name]
    whole = len(variants)
    if not given.whole:
        variants = slice_of(variants, given.share, random.Random(given.seed))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(given.program, pathlib.Path(folder))
        for one in variants:
            wrong = bench.check(one)
            if wrong:
                failed += 1
                print(f'{one.name}\n  {wrong.strip()}')
    print(f'   nasty, seed {given.seed}: {len(variants)} of {whole} variants of files, '
          f'{sum(one.finding is None for one in variants)} to be read, {sum(one.finding is not None for one in variants)} to be refused')
    print(f'{len(variants) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
