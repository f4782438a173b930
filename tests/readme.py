#!/usr/bin/env python3
"""Runs the commands of README.md's sections "A year in ten commands" and "The life of a plan", one after the other in an
empty folder; each must succeed."""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

REPO = pathlib.Path(__file__).resolve().parent.parent


def commands():
    text = (REPO / 'README.md').read_text(encoding='utf-8')
    blocks = []
    for title in ('A year in ten commands', 'The life of a plan'):
        section = text.split(f'## {title}\n', 1)[1].split('\n## ', 1)[0]
        blocks += re.findall(r'```sh\n(.*?)```', section, re.S)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    program = pathlib.Path(parser.parse_args().program).resolve()
    lines = commands()
    with tempfile.TemporaryDirectory() as temp:
        folder = pathlib.Path(temp)
        (folder / 'build').mkdir()
        (folder / 'build' / 'xueshi').symlink_to(program)
        for name in ('examples', 'rules', 'templates', 'plugins', 'workflows'):
            (folder / name).symlink_to(REPO / name)
        script = ''.join(f'{line}\necho "ok {number}" >&3\n' for number, line in enumerate(lines))
        env = {k: v for k, v in os.environ.items() if not k.startswith('XUESHI_')}
        done = subprocess.run(['bash', '-e', '-c', f'exec 3>done\n{script}'], cwd=folder, env=env, capture_output=True,
                              text=True)
        passed = len((folder / 'done').read_text().splitlines())
        made = sorted(str(p.relative_to(folder)) for p in folder.glob('out/**/*.xlsx'))
    if done.returncode:
        print(f'failed: {lines[passed]}\n{done.stdout[-1000:]}{done.stderr[-1000:]}')
    if len(made) != 3:
        print(f'workbooks: {made}')
    failed = (done.returncode != 0) + (len(made) != 3)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
