#!/usr/bin/env python3
"""Makes workbooks with the whole program and compares them, cell by cell and with their print set-up, with
year-end/*.txt beside this file.

    run.py [--program build/xueshi] [--rewrite]

Reads them with dump.py, which shares no code with what wrote them. `--rewrite` writes the expectations; the diff is
what is reviewed. The unit tests compare the templates alone (the .txt files beside this one).
"""
import argparse
import csv
import difflib
import pathlib
import subprocess
import sys
import tempfile

import dump

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
EXPECTED = HERE / 'year-end'
ACADEMY = REPO / 'examples' / 'academy'
TEXTS = REPO / 'examples' / 'texts'
BACKBONE_I002 = '120023 120087 120011 120064 120035 120102 120048 120019 120076 120055'.split()


class Program:
    """The program on a database of its own."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = folder

    def __call__(self, *words):
        env = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'XUESHI_DB': 'sqlite:golden.db', 'XUESHI_HOME': str(REPO)}
        done = subprocess.run([self.path, *words, '--quiet'], cwd=self.folder, env=env, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f'FAILED with exit {done.returncode}: xueshi {" ".join(words)}\n{done.stdout}{done.stderr}')

    def close_year(self, org, year, reported, *typed):
        where = ['--year', str(year), '--org', org, '--now', f'{year}-12-01T09:00:00+08:00']
        if reported:
            self('backbone', 'report', *reported, *where)
        self('backbone', 'finalise', *where)
        self('summary', 'refresh', *where)
        self('summary', 'set', '--funds', '5.0', *typed, *where)
        self('summary', 'submit', *where)

    def report(self, name, org, year):
        self('report', 'run', name, '--year', str(year), '--org', org, '--out', 'out')
        return self.folder / 'out' / org / f'{year}-{name}.xlsx'


def write_many_classes(path):
    """300 classes: the list runs over many pages; a title that looks like a formula, one class not carried out."""
    with open(ACADEMY / 'classes.csv', encoding='utf-8-sig', newline='') as stream:
        headings = next(csv.reader(stream))
    common = {'机构编码': 'I003-D01', '培训年度': '2022', '培训类别': '其他培训', '学时': '4', '天数': '1', '计划参加人数': '25',
              '工作人员数': '2', '所需经费(万元)': '0.35', '是否精品': '否', '具体地点': '综合楼301', '培训对象': '全体职工',
              '培训目的': '提高安全意识', '培训内容': '一、制度；二、案例', '实施状态': '已实施', '培训成效': '全部合格',
              '联系人': '虞清砚', '联系电话': '010-55502274'}
    with open(path, 'w', encoding='utf-8', newline='') as stream:
        writer = csv.DictWriter(stream, headings)
        writer.writeheader()
        for number in range(1, 301):
            day = f'2022-{(number - 1) % 12 + 1:02}-{(number - 1) // 12 + 1:02}'
            row = {**common, '培训编号': f'I003-2022-M{number:03}', '培训名称': f'安全培训第{number}期',
                   '培训开始时间': f'{day} 09:00', '培训结束时间': f'{day} 12:00'}
            if number == 12:
                row['培训名称'] = '=1+1'
            if number == 24:
                row['实施状态'] = '未实施'
            writer.writerow(row)


def make_workbooks(program):
    """Name of the expectation → workbook."""
    program('init')
    program('import', str(ACADEMY))
    write_many_classes(program.folder / 'classes.csv')
    program('import', 'classes.csv')
    program.close_year('I001', 2017, ['110011', '110012', '110013', '110014'], '--practice',
                       str(TEXTS / 'practice.txt'), '--overview', str(TEXTS / 'overview.txt'))
    program.close_year('I002', 2017, BACKBONE_I002)
    program.close_year('I003', 2021, [])
    yield 'I001-2017-execution', program.report('execution', 'I001', 2017)
    yield 'I001-2017-backbone', program.report('backbone', 'I001', 2017)
    yield 'I001-2017-annual-summary', program.report('annual-summary', 'I001', 2017)
    yield 'I002-2017-backbone', program.report('backbone', 'I002', 2017)
    yield 'I003-2021-annual-summary', program.report('annual-summary', 'I003', 2021)
    yield 'I003-2022-execution', program.report('execution', 'I003', 2022)
    yield 'I001-2017-hours-by-department', program.report('hours-by-department', 'I001', 2017)


def compare(name, text, rewrite):
    """Whether the workbook is as expected; prints what differs."""
    path = EXPECTED / f'{name}.txt'
    if rewrite:
        path.write_text(text, encoding='utf-8')
    wanted = path.read_text(encoding='utf-8') if path.exists() else ''
    if wanted == text:
        return True
    print(f'FAILED {name}')
    print('\n'.join(list(difflib.unified_diff(wanted.splitlines(), text.splitlines(), 'expected', 'got', lineterm=''))[:60]))
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    parser.add_argument('--rewrite', action='store_true')
    options = parser.parse_args()
    EXPECTED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='xueshi-golden-') as temp:
        program = Program(str(pathlib.Path(options.program).resolve()), pathlib.Path(temp))
        results = {name: compare(name, '\n'.join(dump.dump(book)) + '\n', options.rewrite)
                   for name, book in make_workbooks(program)}
    for stale in sorted({path.stem for path in EXPECTED.glob('*.txt')} - set(results)):
        print(f'FAILED {stale}.txt: no workbook of that name is made')
        results[stale] = False
    passed = sum(results.values())
    print(f'golden: {passed} passed, {len(results) - passed} failed')
    return 0 if passed == len(results) else 1


if __name__ == '__main__':
    sys.exit(main())
