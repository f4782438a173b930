#!/usr/bin/env python3
"""Proves that sentences of the engine say the deed, and each face adds its own way (docs/architecture.md).

No string literal of the lower wings holds a two-word command of the command table, `xueshi` before a command's first
word, an option of the table, or a variable of ours; no Chinese sentence a one-word command or a tool of the shell; no sentence
of an approval graph an action of one. What the command line adds stands in engine/interface/cli/ways.cc.
"""
import pathlib
import re
import sys

REPO = pathlib.Path(__file__).resolve().parent.parent
ENGINE = REPO / 'engine'
CLI = ENGINE / 'interface' / 'cli'
WINGS = ['foundation', 'domain', 'infrastructure', 'application']
# Literals that are no sentences, or say another's word: file → what it may hold.
NO_SENTENCES = {
    'application/upkeep/backup_restore.cc': ['schema'],  # PostgreSQL's, not the command
    'infrastructure/store/client_program.cc': ['XUESHI_'],  # the variables that a child does not get
}
# What an operator types, beside our own program.
TOOLS = ('chmod', 'chown', 'createdb', 'createuser', 'dropdb', 'psql', 'revoke', 'grant', 'sudo', 'systemctl', 'ulimit', 'LC_ALL')
CHINESE = re.compile(r'[\u4e00-\u9fff]')
LITERAL = re.compile(r'//[^\n]*|/\*.*?\*/|\'(?:\\.|[^\'\\\n])\'|R"\((?P<raw>.*?)\)"|"(?P<text>(?:\\.|[^"\\\n])*)"', re.S)


def commands():
    """Names of the command table: `{"plan create",` and the words below it."""
    for path in sorted(CLI.glob('table_*.cc')):
        yield from re.findall(r'^      \{"([a-z-]+(?: [a-z-]+)?)",$', path.read_text(), re.M)


def options():
    text = (CLI / 'command_table.cc').read_text()
    yield from re.findall(r'\{Option::\w+, "(--[a-z-]+)"', text)
    settings = (ENGINE / 'application/session/settings.h').read_text()
    for key in re.findall(r'^    \{"([a-z_]+)", ', settings, re.M):
        yield '--' + key.replace('_', '-')


def ways():
    """One pattern for everything that a sentence must not say."""
    names = sorted(commands())
    pairs = [name.replace(' ', r'\s+') for name in names if ' ' in name]
    firsts = sorted({name.split(' ')[0] for name in names})
    flags = sorted(options(), key=len, reverse=True)
    assert len(pairs) > 20 and len(firsts) > 10 and len(flags) > 20, 'the command table was not understood'
    word = r'(?<![\w-])(?:{})(?![\w-])'
    return re.compile('|'.join([word.format('|'.join(pairs)), r'xueshi\s+(?:{})(?![\w-])'.format('|'.join(firsts)),
                                word.format('|'.join(flags)), 'XUESHI_']))


def typed():
    """One pattern for what no Chinese sentence says."""
    words = sorted(name for name in commands() if ' ' not in name)
    assert len(words) > 3, 'the command table was not understood'
    return re.compile(r"(?<![\w'./{-])(?:%s)(?![\w'./}:-])" % '|'.join([*words, *TOOLS]))


def literals(text):
    """(line, literal): neighbours that the compiler joins are joined here too."""
    joined, line, end = None, 0, 0
    for match in LITERAL.finditer(text):
        content = match.group('text') if match.group('text') is not None else match.group('raw')
        if content is None or text[:match.start()].rsplit('\n', 1)[-1].lstrip().startswith('#include'):
            continue
        if joined is not None and not text[end:match.start()].strip():
            joined += content
        else:
            if joined is not None:
                yield line, joined
            joined, line = content, text.count('\n', 0, match.start()) + 1
        end = match.end()
    if joined is not None:
        yield line, joined


def check(path, way, words):
    name = str(path.relative_to(ENGINE))
    for line, literal in literals(path.read_text()):
        in_chinese = words.finditer(literal) if CHINESE.search(literal) else ()
        for found in (*way.finditer(literal), *in_chinese):
            if found.group(0) not in NO_SENTENCES.get(name, []):
                yield f'engine/{name}:{line}: "{found.group(0)}" – a sentence of the engine says the deed: {literal}'


def check_graphs(way):
    """What the graphs that come with the program say to people: `otherwise`, `lifted_by`, `hint`."""
    texts = {path: path.read_text() for path in sorted((REPO / 'workflows').glob('*.yaml'))}
    actions = sorted({action for text in texts.values() for action in re.findall(r'^  - do: ([a-z-]+)', text, re.M)})
    assert len(actions) > 20, 'the graphs were not understood'
    action = re.compile(r'(?<![\w-])(?:%s)(?![\w-])' % '|'.join(actions))
    for path, text in texts.items():
        for sentence in re.findall(r'\b(?:otherwise|lifted_by|hint): ([^\n}]+)', text):
            for found in (*way.finditer(sentence), *action.finditer(sentence)):
                yield path, f'{path.relative_to(REPO)}: "{found.group(0)}" – a sentence of a graph says the deed: {sentence}'


def main():
    way, words = ways(), typed()
    files = [path for wing in WINGS for path in sorted((ENGINE / wing).rglob('*')) if path.suffix in ('.h', '.cc')]
    failed = []
    for path in files:
        found = list(check(path, way, words))
        if found:
            failed.append(path)
            print('\n'.join(found))
    for path, problem in check_graphs(way):
        failed.append(path)
        print(problem)
    files += (REPO / 'workflows').glob('*.yaml')
    failed = set(failed)
    print(f'sentences: {len(files) - len(failed)} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
