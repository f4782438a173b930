#!/usr/bin/env python3
"""Proves that the engine names nothing that the rules decide (policy.md): no string literal of engine/ holds a source of
hours, a category, a label, a word or a threshold of rules/*.yaml.

Columns of files and menus have their own names, which a word of the rules may be part of; they are taken out of a literal
before it is looked at, and stand below with the reason.
"""
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from sentences import literals  # noqa: E402

REPO = pathlib.Path(__file__).resolve().parent.parent
ENGINE = REPO / 'engine'
CHINESE = re.compile(r'[\u4e00-\u9fff]')

# What is no word of the rules wherever it stands → why.
NAMES = {
    '是否精品': 'a column of plans and classes',
    '总学时': 'what the sum of a year is called whatever its first account is (design.md §2.1)',
    '有效学时': 'a notion of domain.md §2',
    '学时登记操作指南': 'a document',
}
# File → literals that it may hold, with the reason.
ALLOWED = {
    # What clerks write for a key, so that the right one can be named.
    'domain/policy/key_names.cc': {'精品'},
    # What a command is called with, as its help shows it.
    'interface/cli/table_training.cc': {'xueshi learning create --set 类别=线下培训 --set 培训名称=数据分析'},
    # Words of facts of people, in which a condition is read out.
    'interface/web/help_rules.cc': {'没有学时要求', '当年新入职'},
    # Pages and menus of the manual (S0, S2), whatever the rules call the source that a platform delivers.
    'interface/web/archive_pages.cc': {'{} 年在线学习课程', '在线学习课程数'},
    'interface/web/routes_statistics.cc': {'职工在线学习统计'},
    'interface/web/stats_pages.cc': {'职工在线学习情况', '职工在线学习统计'},
}


def words_in(value):
    """Every text of a value of a rules file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from words_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from words_in(item)


def rules():
    """(words, thresholds in hours) of all rules files."""
    words, hours = set(), set()
    for path in sorted((REPO / 'rules').glob('*.yaml')):
        file = yaml.safe_load(path.read_text())
        for key in ('entered', 'delivered', 'uncounted'):
            words.update(file.get(key, []))
        words.update(file.get('sources', {}))
        for account in file.get('accounts', {}).values():
            words.update([account.get('label', '')] + account.get('takes', []))
            if isinstance(account.get('cap'), int):
                hours.add(account['cap'])
        for requirement in file.get('requirements', []):
            hours.update(value for value in requirement['need'].values() if isinstance(value, int))
        words.update(one.get('label', '') for one in file.get('exempt', []))
        words.update(words_in(file.get('summary', {}).get('labels', {})))
        plans = file.get('plans', {})
        for key in ('excellence', 'excellent_class', 'categories', 'technical_support', 'support'):
            words.update(words_in(plans.get(key, [])))
        backbone = file.get('backbone', {})
        for key in ('total_hours', 'single_training'):
            hours.update(value for value in backbone.get(key, {}).values() if isinstance(value, int))
    # 是 and 否 are words of every flag.
    return {word for word in words if len(word) > 1 and CHINESE.search(word)}, hours


def check(path, words, hours):
    name = str(path.relative_to(ENGINE))
    amount = re.compile(r'(?<![\d.])(?:%s) ?(?:学时|小时)' % '|'.join(str(one) for one in sorted(hours)))
    for line, literal in literals(path.read_text()):
        if literal in ALLOWED.get(name, {}):
            continue
        left = literal
        for other in NAMES:
            left = left.replace(other, '')
        found = [word for word in words if word in left] + [match.group(0) for match in amount.finditer(left)]
        for word in sorted(found):
            yield f'engine/{name}:{line}: "{word}" – stands in rules/, and only there: {literal}'


def main():
    words, hours = rules()
    assert {'在线学习', '学术讲坛', '院内培训班'} <= words and {100, 110, 40} <= hours, 'the rules were not understood'
    files = [path for path in sorted(ENGINE.rglob('*')) if path.suffix in ('.h', '.cc')]
    failed = 0
    for path in files:
        found = list(check(path, words, hours))
        failed += bool(found)
        if found:
            print('\n'.join(found))
    unused = [name for name, texts in ALLOWED.items() if not set(texts) <= {one for _, one in literals((ENGINE / name).read_text())}]
    for name in unused:
        print(f'tests/rules_words.py: what is allowed to engine/{name} does not stand there any more')
    failed += len(unused)
    print(f'words of the rules: {len(files) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
