#!/usr/bin/env python3
"""Runs every command of README.md and of the pages of docs/; each must succeed, and each link lead somewhere.

README's run one after the other in an empty folder; those of a page in a copy of the folder that README leaves. Commands are
the lines of ```sh blocks. Not run is what starts with scripts/, which must be there: these tests are part of it. A `worker`,
which works for good, is told to stop. Where a comment ends in "exit 1", that is what the command must say.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

REPO = pathlib.Path(__file__).resolve().parent.parent
HOME = ('examples', 'rules', 'templates', 'plugins', 'workflows')
PAGES = sorted(REPO.glob('docs/*.md'))
STOPPED = """{line} 2>worker.log & pid=$!
for i in $(seq 1200); do grep -q '"event":"started"' worker.log && break; sleep 0.1; done
kill -TERM $pid
wait $pid"""


def commands(page):
    blocks = re.findall(r'^```sh\n(.*?)^```', page.read_text(encoding='utf-8'), re.S | re.M)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def as_run(line):
    """The shell lines that run it, and end with 0 where it did as it should."""
    bare = re.sub(r'\s+# .*', '', line)
    if re.match(r'build/xueshi worker\b', bare):
        return STOPPED.format(line=bare)
    if re.search(r'# .*\bexit 1$', line):
        return f'code=0; {bare} || code=$?; [ $code -eq 1 ]'
    return bare


def run(page, folder, program):
    """How many commands passed; what is wrong with the one after them, or nothing."""
    lines = commands(page)
    ours = [re.match(r'scripts/\S+', line) for line in lines]
    missing = [found.group() for found in ours if found and not os.access(REPO / found.group(), os.X_OK)]
    if missing:
        return 0, f'there is no {missing[0]}'
    lines = [line for line, found in zip(lines, ours) if not found]
    script = ''.join(f'{as_run(line)}\necho "ok {number}" >&3\n' for number, line in enumerate(lines))
    env = {k: v for k, v in os.environ.items() if not k.startswith('XUESHI_')}
    if page.name != 'README.md':
        env['XUESHI_DB'] = 'sqlite:academy.db'
    done = subprocess.run(['bash', '-e', '-c', f'exec 3>done\n{script}'], cwd=folder, env=env, capture_output=True, text=True)
    passed = len((folder / 'done').read_text().splitlines())
    return passed, f'{lines[passed]}\n{done.stdout[-1000:]}{done.stderr[-1000:]}' if done.returncode else ''


def broken_links(page):
    for target in re.findall(r'\]\(([^)#]+)\)', page.read_text(encoding='utf-8')):
        if '://' not in target and not (page.parent / target).exists():
            yield target


def lay_out(folder, program):
    (folder / 'build').mkdir()
    (folder / 'build' / 'xueshi').symlink_to(program)
    for name in HOME:
        (folder / name).symlink_to(REPO / name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    program = pathlib.Path(parser.parse_args().program).resolve()
    passed, wrong = 0, []
    with tempfile.TemporaryDirectory() as temp:
        first = pathlib.Path(temp) / 'README'
        first.mkdir()
        lay_out(first, program)
        for page in [REPO / 'README.md', *PAGES]:
            folder = first
            if page.name != 'README.md':
                folder = pathlib.Path(temp) / page.stem
                shutil.copytree(first, folder, symlinks=True)
            done, failure = run(page, folder, program)
            passed += done
            wrong += [f'{page.relative_to(REPO)}: {failure}'] if failure else []
            wrong += [f'{page.relative_to(REPO)}: the link to {link} leads nowhere' for link in broken_links(page)]
            made = sorted(str(path.relative_to(folder)) for path in folder.glob('out/**/*.xlsx'))
            if len(made) != 3:
                wrong.append(f'{page.relative_to(REPO)}: workbooks {made}')
    print(''.join(f'failed: {one}\n' for one in wrong), end='')
    print(f'{passed} passed, {len(wrong)} failed')
    return 1 if wrong or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
