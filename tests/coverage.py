#!/usr/bin/env python3
"""Lines and branches that were reached, room by room, from the counts of a build with XUESHI_COVERAGE (scripts/test --coverage).

    coverage.py BUILD [--files]

Asks gcov about every object of the engine. A line of a header counts once, reached where any object reached it. Branches
that only an exception takes are left out: the compiler makes one of nearly every call. The plugin process is not in it: in
its sandbox it may not write down what it counted.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

REPO = pathlib.Path(__file__).resolve().parent.parent
ENGINE = REPO / 'engine'


def ask_gcov(notes):
    """gcov's answer about one object; counts are absent where no program with it ran to its end."""
    done = subprocess.run(['gcov', '--json-format', '--stdout', '--branch-probabilities', str(notes)], cwd=notes.parent,
                          capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{')]


class Source:
    """The lines and branches of one file, over all objects that hold them."""

    def __init__(self):
        self.lines = {}
        self.branches = {}  # by line: reached, in gcov's order

    def add(self, line):
        number = line['line_number']
        self.lines[number] = self.lines.get(number, False) or line['count'] > 0
        seen = [branch['count'] > 0 for branch in line['branches'] if not branch['throw']]
        had = self.branches.get(number, [])
        longer, shorter = (seen, had) if len(seen) > len(had) else (had, seen)
        self.branches[number] = [one or (at < len(shorter) and shorter[at]) for at, one in enumerate(longer)]

    def figures(self):
        branches = [one for line in self.branches.values() for one in line]
        return collections.Counter(lines=len(self.lines), lines_reached=sum(self.lines.values()), branches=len(branches),
                                   branches_reached=sum(branches))


def read_sources(build):
    sources = collections.defaultdict(Source)
    notes = sorted(build.glob('engine/**/*.gcno'))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for answers in pool.map(ask_gcov, notes):
            for answer in answers:
                for file in answer['files']:
                    path = pathlib.Path(answer['current_working_directory'], file['file']).resolve()
                    if path.is_relative_to(ENGINE):
                        for line in file['lines']:
                            sources[path.relative_to(ENGINE)].add(line)
    return sources


def share(reached, of):
    return f'{100 * reached / of:5.1f} %' if of else '    –  '


def row(name, figures):
    lines, branches = figures['lines'], figures['branches']
    return (f'{name:<40} {figures["lines_reached"]:>6} of {lines:>6}  {share(figures["lines_reached"], lines)}'
            f'   {figures["branches_reached"]:>6} of {branches:>6}  {share(figures["branches_reached"], branches)}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('build', type=pathlib.Path)
    parser.add_argument('--files', action='store_true', help='every file, too')
    options = parser.parse_args()
    sources = read_sources(options.build.resolve())
    if not sources:
        sys.exit(f'{options.build}: no counts; scripts/test --coverage builds there with XUESHI_COVERAGE')
    rooms = collections.defaultdict(collections.Counter)
    for path, source in sources.items():
        rooms['/'.join(path.parts[:2]) if len(path.parts) > 2 else 'main'] += source.figures()
    print(f'{"room":<40} {"lines":>24}   {"branches":>26}')
    for room, figures in sorted(rooms.items()):
        print(row(room, figures))
        for path, source in sorted(sources.items()) if options.files else ():
            if str(path).startswith(room + '/'):
                print(row(f'  {path.name}', source.figures()))
    print(row('all', sum(rooms.values(), collections.Counter())))


if __name__ == '__main__':
    main()
