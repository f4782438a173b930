#!/usr/bin/env python3
"""Breaks good rules files at random, one slip of a clerk's pen each, and looks at what `policy check` makes of it.

    policy_mutations.py --program build/xueshi [--count N] [--seed N] [--show KIND]

A slip passes where a finding stands on the broken line or the one after it (where a line is gone: beside the gap, or naming
what is missing; where the message names the line; where somebody's own name is another now: on a line that still has
the old one); where the resolved policy is the same as before; or where it is a legal change: of one value, of what
a single entry says (a line of the file that holds a whole account or requirement), or of two that were swapped. What else
passes `policy check`, or is told elsewhere, is a failure of the messages. Ends with `N passed, N failed`.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

REPO = pathlib.Path(__file__).resolve().parent.parent
MISTAKES = REPO / 'tests' / 'cases' / 'policy-check' / 'mistakes' / 'in'
WIDE = {c: chr(ord(c) + 0xFEE0) for c in map(chr, range(0x21, 0x7F))}
WIDE.update({' ': '\u3000', '"': '“', "'": '’', '-': '－'})


def good_files():
    """(year, text): the rules of this repository, a clerk's next file, and the same with quotation marks."""
    files = [(int(path.stem), path.read_text(encoding='utf-8')) for path in sorted((REPO / 'rules').glob('*.yaml'))]
    clerk = (MISTAKES / 'good.yaml').read_text(encoding='utf-8')
    files.append((2025, clerk))
    files.append((2025, re.sub(r'((?:title|met|required): )([^,}\n]+)', r'\1"\2"', clerk)))
    files.append((2025, block_form(clerk)))
    return files


def block_form(text):
    """Every `{…}` of a value as lines of its own."""
    lines = []
    for line in text.splitlines():
        match = re.match(r'^( *)(- |[\w]+:\s*)\{([^{}]*)\}$', line)
        if not match:
            lines.append(line)
            continue
        indent, head, inner = match.groups()
        parts = [part.strip() for part in inner.split(',')]
        if head == '- ':
            lines += [indent + ('- ' if i == 0 else '  ') + part for i, part in enumerate(parts)]
        else:
            lines.append(indent + head.strip())
            lines += [indent + '  ' + part for part in parts]
    return '\n'.join(lines) + '\n'


class Slip:
    """A mutated text; `lines` are those, from 1, on which a finding may stand."""

    def __init__(self, kind, text, lines, gone=''):
        self.kind, self.text, self.lines, self.gone = kind, text, set(lines), gone
        self.name = ''  # the word that was changed


def at_line(text, position):
    return text.count('\n', 0, position) + 1


def splice(kind, text, start, end, new):
    line = at_line(text, start)
    slip = Slip(kind, text[:start] + new + text[end:], (line, line + 1))
    old, now = text.splitlines()[line - 1], slip.text.splitlines()[line - 1]
    if now.lstrip().startswith('#') and not old.lstrip().startswith('#'):
        slip.gone, slip.lines = old, {line - 1, line, line + 1}
    before = re.search(r'[a-z_]*$', text[:start]).group()
    slip.name = before + re.match(r'[a-z_]*', text[start:]).group()
    return slip


def pick(rng, text, pattern, group=0):
    spans = [m.span(group) for m in re.finditer(pattern, text)]
    return rng.choice(spans) if spans else None


def full_width(rng, text):
    at = pick(rng, text, r'[:,{}\[\]#%0-9 "\'-]')
    return at and splice('full-width', text, *at, WIDE[text[at[0]]])


def full_width_sign(rng, text):
    at = pick(rng, text, r'[:,{}\[\]]')
    return at and splice('full-width sign', text, *at, WIDE[text[at[0]]])


def full_width_number(rng, text):
    at = pick(rng, text, r'(?<=[ \[{-])\d[\d.-]*')
    return at and splice('full-width number', text, *at, ''.join(WIDE.get(c, c) for c in text[slice(*at)]))


def full_width_comma(rng, text):
    at = pick(rng, text, r', ')
    return at and splice('full-width comma', text, *at, rng.choice(['，', '、', '；', '， ']))


def full_width_colon(rng, text):
    at = pick(rng, text, r': ')
    return at and splice('full-width colon', text, *at, rng.choice(['：', '： ', ':\u00a0', ':\u3000']))


def glued(rng, text):
    at = pick(rng, text, r'(?<=:) +')
    return at and splice('glued', text, *at, '')


def odd_blank(rng, text):
    at = pick(rng, text, r' ')
    return at and splice('odd blank', text, *at, rng.choice(['\u3000', '\u00a0']))


def dropped(rng, text):
    at = rng.randrange(len(text))
    if text[at] == '\n':
        return None
    return splice('dropped', text, at, at + 1, '')


def dropped_sign(rng, text):
    at = pick(rng, text, r'[:,{}\[\]]')
    return at and splice('dropped sign', text, *at, '')


def inserted(rng, text):
    at = rng.randrange(len(text))
    return splice('inserted', text, at, at, rng.choice(list(' :,{}[]-#"\'aeiou019') + ['：', '，', '学']))


def indented(rng, text):
    at = pick(rng, text, r'(?m)^ *(?=[^ #\n])')
    if not at:
        return None
    size = at[1] - at[0]
    new = rng.choice([n for n in (0, 1, 2, 3, 4, 6) if n != size])
    return splice('indented', text, *at, ' ' * new)


def tab(rng, text):
    at = pick(rng, text, r'(?m)^ +(?=[^ #\n])')
    return at and splice('tab', text, *at, '\t')


def misspell(word, rng):
    i = rng.randrange(len(word))
    how = rng.randrange(4)
    if how == 0:
        return word[:i] + word[i + 1:]
    if how == 1:
        return word[:i] + word[i] + word[i:]
    if how == 2 and i + 1 < len(word):
        return word[:i] + word[i + 1] + word[i] + word[i + 2:]
    return word[:i] + rng.choice('abcdefghijklmnopqrstuvwxyz') + word[i + 1:]


def misspelt_key(rng, text):
    at = pick(rng, text, r'[a-z_]{2,}(?=:)')
    return at and splice('misspelt key', text, *at, misspell(text[slice(*at)], rng))


def misspelt_word(rng, text):
    at = pick(rng, text, r'(?<=[ \[])[a-z_]{3,}(?=[,\]}\n])')
    return at and splice('misspelt word', text, *at, misspell(text[slice(*at)], rng))


def chinese_word(rng, text):
    names = {'requirements': '要求', 'accounts': '账户', 'cap': '上限', 'label': '名称', 'need': '要求', 'when': '条件',
             'exempt': '豁免', 'backbone': '骨干', 'division_level': '处级', 'rank': '职级', 'total': '总学时',
             'training': '培训学时', 'online': '网络学时', 'takes': '来源', 'window': '窗口', 'half_up': '四舍五入',
             'true': '是', 'false': '否', 'none': '无', 'reporting_year': '本年度'}
    at = pick(rng, text, r'(?<![\w-])(?:%s)(?![\w-])' % '|'.join(names))
    return at and splice('Chinese word', text, *at, names[text[slice(*at)]])


def unit(rng, text):
    at = pick(rng, text, r'(?<=: )\d+(?=[,}\n ])', 0)
    return at and splice('unit', text, at[1], at[1], rng.choice(['学时', '%', '％', 'h', '小时', ' 学时', '年']))


def quoted(rng, text):
    at = pick(rng, text, r'(?<=: )[^\s{}\[\],#"\'][^{}\[\],#\n"\']*(?=[,}\n])')
    return at and splice('quoted', text, *at, '“' + text[slice(*at)] + '”')


def cut_quote(rng, text):
    at = pick(rng, text, r'"')
    return at and splice('cut quote', text, *at, rng.choice(['', '“', '”', "'"]))


def deleted_line(rng, text):
    lines = text.splitlines(keepends=True)
    i = rng.randrange(len(lines))
    gone = lines.pop(i)
    return Slip('deleted line', ''.join(lines), (i, i + 1, i + 2), gone)


def doubled_line(rng, text):
    lines = text.splitlines(keepends=True)
    i = rng.randrange(len(lines))
    lines.insert(i, lines[i])
    return Slip('doubled line', ''.join(lines), (i + 1, i + 2, i + 3))


def swapped(rng, text):
    """Two values of one line."""
    lines = text.splitlines(keepends=True)
    candidates = [i for i, line in enumerate(lines) if len(re.findall(r': [^{}\[\],#:\n]+(?=[,}\n])', line)) >= 2]
    if not candidates:
        return None
    i = rng.choice(candidates)
    values = [m.span() for m in re.finditer(r'(?<=: )[^{}\[\],#:\n]+(?=[,}\n])', lines[i])]
    if len(values) < 2:
        return None
    (a, b), (c, d) = sorted(rng.sample(values, 2))
    line = lines[i]
    lines[i] = line[:a] + line[c:d] + line[b:c] + line[a:b] + line[d:]
    return Slip('swapped', ''.join(lines), (i + 1, i + 2))


def dash(rng, text):
    at = pick(rng, text, r'(?m)^ *- ')
    return at and splice('dash', text, *at, rng.choice(['-', '', '– ', '— ', '－ ', '－', '  ']).rjust(3))


KINDS = [full_width, full_width_sign, full_width_number, full_width_comma, full_width_colon, glued, odd_blank, dropped,
         dropped_sign, inserted, indented, tab, misspelt_key, misspelt_word, chinese_word, unit, quoted, cut_quote,
         deleted_line, doubled_line, swapped, dash]


def slips(rng, files):
    while True:
        year, text = rng.choice(files)
        slip = rng.choice(KINDS)(rng, text)
        if slip and slip.text != text:
            yield year, text, slip


class Desk:
    """A home of its own for one slip at a time."""

    def __init__(self, program, folder):
        self.program, self.home = program, pathlib.Path(folder)
        shutil.copytree(REPO / 'rules', self.home / 'rules')

    def run(self, *words):
        done = subprocess.run([self.program, *words, '--home', str(self.home), '--json'], capture_output=True, timeout=60)
        if done.returncode not in (0, 1):
            raise RuntimeError(f'exit {done.returncode}: {done.stderr.decode()}')
        return json.loads(done.stdout or b'null')

    def put(self, year, text):
        path = self.home / 'rules' / f'{year}.yaml'
        path.write_bytes(text.encode())
        return path

    def take_back(self, path):
        original = REPO / 'rules' / path.name
        shutil.copyfile(original, path) if original.exists() else path.unlink()

    def values(self, year):
        shown = self.run('policy', 'show', '--year', str(year))
        if 'values' not in (shown or {}):
            return None
        values = {path: value['value'] for path, value in shown['values'].items()}
        return {**values, 'title': shown['title'], 'source': shown['source']}


def parts_of(path):
    """What a path's entry is: an account, a list item, a key of the file."""
    steps = path.split('.')
    return '.'.join(steps[:2])


def legal(before, after, slip):
    different = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    if not different:
        return True
    if len(different) == 1 or len({parts_of(path) for path in different}) == 1:
        return True
    if slip.kind == 'swapped' and len(different) == 2:
        return True
    return renamed(before, after, different)


def renamed(before, after, different):
    """One's own id, under which everything is as before."""
    heads = sorted({parts_of(path) for path in different})
    if len(heads) != 2:
        return False
    def below(values, head):
        return {path[len(head):]: value for path, value in values.items() if path.startswith(head + '.')}
    one, other = heads
    return below(before, one) == below(after, other) or below(before, other) == below(after, one)


def names_gone(slip, message):
    words = re.findall(r'[a-z_]+|[\u4e00-\u9fff]+', slip.gone)
    return any(f"'{word}'" in message for word in words) or any(word in message for word in words if len(word) > 3)


def is_at_old_name(slip, finding):
    lines = slip.text.splitlines()
    line = lines[finding['line'] - 1] if 0 < finding['line'] <= len(lines) else ''
    named = re.search(rf"'(?:[^' ]*\.)?{re.escape(slip.name)}(?:\.[^' ]*)?'", finding['message'])  # alone, or in a path
    return len(slip.name) > 1 and named is not None and slip.name in line


def judge(desk, baselines, year, text, slip):
    """'' where the slip passes, else why not."""
    path = desk.put(year, slip.text)
    try:
        checked = desk.run('policy', 'check', str(path))
        mine = [f for f in checked['findings'] if f['file'] == str(path)]
        if any(f['line'] in slip.lines for f in mine):
            return ''
        if slip.gone and any(f['line'] > 0 and names_gone(slip, f['message']) for f in mine):
            return ''
        if any(f'第 {line} 行' in f['message'] for f in mine for line in slip.lines):
            return ''
        if any(is_at_old_name(slip, f) for f in mine):
            return ''
        if checked['errors'] == 0:
            after = desk.values(year)
            if after is not None and legal(baselines[text], after, slip):
                return ''
            said = 'changes more than one value, silently'
        else:
            said = 'told elsewhere'
        if checked['findings']:
            said += ': ' + '; '.join(f"{f['line']}:{f['column']} {f['message']}" for f in checked['findings'][:3])
        return said
    finally:
        desk.take_back(path)


def tell(year, text, slip, why):
    print(f'{slip.kind}, {year}.yaml, line {min(slip.lines)}: {why}')
    old, new = text.splitlines(), slip.text.splitlines()
    first = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
    for mark, lines in (('-', old), ('+', new)):
        print(f'    {mark} {lines[first] if first < len(lines) else ""}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', required=True)
    parser.add_argument('--count', type=int, default=400)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--show', help='only this kind of slip')
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    rng = random.Random(arguments.seed)
    files = good_files()
    source = slips(rng, files)
    todo = []
    while len(todo) < arguments.count:
        one = next(source)
        if not arguments.show or one[2].kind == arguments.show:
            todo.append(one)
    lanes = max(1, min(8, os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(prefix='xueshi-policy-') as folder:
        desks = [Desk(program, pathlib.Path(folder) / str(i)) for i in range(lanes)]
        baselines = {}
        for year, text in files:
            path = desks[0].put(year, text)
            checked = desks[0].run('policy', 'check', str(path))
            assert not checked['findings'], f'{year}.yaml is not good: {checked["findings"]}'
            baselines[text] = desks[0].values(year)
            desks[0].take_back(path)

        def run_lane(i):
            return [(number, judge(desks[i], baselines, *todo[number])) for number in range(i, len(todo), lanes)]

        with concurrent.futures.ThreadPoolExecutor(lanes) as pool:
            verdicts = dict(pair for lane in pool.map(run_lane, range(lanes)) for pair in lane)
    failed = [number for number in sorted(verdicts) if verdicts[number]]
    for number in failed:
        tell(*todo[number], verdicts[number])
    if failed:
        kinds = collections.Counter(todo[number][2].kind for number in failed)
        print('; '.join(f'{kind} {count}' for kind, count in kinds.most_common()))
    print(f'   policy-mutations, seed {arguments.seed}: {len(todo)} slips')
    print(f'{len(todo) - len(failed)} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
