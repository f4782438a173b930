#!/usr/bin/env python3
"""Every command of the program and every option has a case: fails for each that no `cmd` file below this folder uses.

    completeness.py [--program build/xueshi]

What there is, `xueshi --help` says, asked again for every subcommand. A command needs a case with text and one with
--json; an option needs a case of its command, a global option any case (or its variable XUESHI_…).
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
OF_EVERY_COMMAND = {'--help'}


def help_of(program, words):
    return subprocess.run([program, *words, '--help'], capture_output=True, text=True, check=True).stdout


def section(text, heading):
    """The first words of a section's lines: names of options or of subcommands."""
    found = re.search(rf'^{heading}:\n((?:  .*\n|\n)*)', text, re.MULTILINE)
    return re.findall(r'^  (?:-\w,)?(\S+)', found.group(1), re.MULTILINE) if found else []


def commands(program, words=()):
    text = help_of(program, words)
    below = section(text, 'Subcommands')
    if not below:
        yield ' '.join(words), [option.split(' ')[0] for option in section(text, 'Options')]
    for word in below:
        yield from commands(program, (*words, word))


def case_lines():
    """The lines of all cases, shell variables of options spelt out."""
    for cmd in sorted(HERE.glob('*/*/cmd')):
        text = cmd.read_text(encoding='utf-8').replace('\\\n', ' ')
        shared = dict(re.findall(r'^\s*(\w+)="([^"]*)"', text, re.MULTILINE))
        loops = {name: f' {values} ' for name, values in re.findall(r'for (\w+) in ([^;\n]*)', text)}
        for line in text.splitlines():
            for name, value in shared.items():
                line = re.sub(rf'\${name}\b', lambda _: value, line)
            yield line
            for name, values in loops.items():
                if f'${name}' in line:
                    yield from (line.replace(f'${name}', value) for value in values.split())


def uses(line, command):
    """Whether this line runs the command: its words stand after `xueshi`, options perhaps between."""
    words = r'\s+'.join(re.escape(word) for word in command.split())
    return re.search(rf'\bxueshi\s+(?:--\S+\s+)*{words}(?![\w-])', line) is not None


def has(line, option):
    return re.search(rf'(?<![\w-]){option}(?![\w-])', line) is not None


def missing(program):
    lines = list(case_lines())
    for option in section(help_of(program, ()), 'Options'):
        if option not in OF_EVERY_COMMAND:
            yield f'global option {option}', any(
                'xueshi' in line and has(line, option) or f'XUESHI_{option[2:].upper()}' in line for line in lines)
    yield '--version --json', any(has(line, '--version') and has(line, '--json') for line in lines)
    for command, options in commands(program):
        of_command = [line for line in lines if uses(line, command)]
        yield f'{command} (text)', any(not has(line, '--json') for line in of_command)
        yield f'{command} --json', any(has(line, '--json') for line in of_command)
        for option in options:
            if option not in OF_EVERY_COMMAND:
                yield f'{command} {option}', any(has(line, option) for line in of_command)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    options = parser.parse_args()
    results = list(missing(str(pathlib.Path(options.program).resolve())))
    for what, found in results:
        if not found:
            print(f'FAILED: no case in tests/cases for: {what}')
    failed = sum(not found for _, found in results)
    print(f'completeness: {len(results) - failed} passed, {failed} failed')
    return 1 if failed or not results else 0


if __name__ == '__main__':
    sys.exit(main())
