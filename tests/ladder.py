#!/usr/bin/env python3
"""Proves the house (docs/architecture.md): wings and rooms stand from the bottom up, and includes only go down.

Reads the `wing(…)` and `room(…)` lines of engine/CMakeLists.txt. Each check below is a function that yields what is wrong.
"""
import pathlib
import re
import sys

REPO = pathlib.Path(__file__).resolve().parent.parent
ENGINE = REPO / 'engine'
PURE_WING = 'domain'
IMPURE_HEADERS = {'fstream', 'filesystem', 'ctime', 'time.h', 'unistd.h', 'fcntl.h', 'sys/stat.h', 'sys/socket.h',
                  'cstdlib', 'thread', 'random', 'iostream', 'cstdio'}
# What only faces may touch: use cases and everything below them know neither terminal nor environment.
FACE = 'interface'
# Faces have what they show from the use cases, which own what they return.
BELOW_USE_CASES = {'store', 'database'}
FACE_ONLY = re.compile(r'\b(?:std::cin|std::cout|std::cerr|stdin|stdout|stderr|STDIN_FILENO|isatty|getenv|environ|popen|system(?=\())\b')
LINES_OF_A_ROOM = 0.15
LINES_OF_A_LARGE_ROOM = {'store': 0.20, 'web': 0.20}
NAME = re.compile(r'(?<![\w:])(?:xueshi::)?([a-z_]+)::')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


class Room:
    def __init__(self, wing, name):
        self.wing, self.name = wing, name
        self.folder = ENGINE / wing / name
        self.parts = {'USES': [], 'OWNS': [], 'LINKS': [], 'PRECOMPILE': []}
        self.texts = {path: path.read_text() for path in sorted(self.folder.rglob('*')) if path.suffix in ('.h', '.cc')}

    def includes(self):
        """(file, header, is it in quotes)"""
        for path, text in self.texts.items():
            for quote, header in INCLUDE.findall(text):
                yield path, header, quote == '"'

    def names(self):
        """(file, room) for every name of another namespace that the code says, as in `academy::Scope`"""
        for path, text in self.texts.items():
            code = re.sub(r'//[^\n]*|"(?:\\.|[^"\\\n])*"', '""', text)
            for name in sorted(set(NAME.findall(code))):
                yield path, name

    def lines(self):
        return sum(text.count('\n') for text in self.texts.values())


def read_house():
    lines = re.sub(r'#[^\n]*', '', (ENGINE / 'CMakeLists.txt').read_text())
    wings, rooms = [], {}
    for kind, body in re.findall(r'^(wing|room)\(([^)]*)\)', lines, re.M):
        words = body.split()
        if kind == 'wing':
            wings.append(words[0])
            continue
        room = Room(wings[-1], words[0])
        part = None
        for word in words[1:]:
            if word in room.parts:
                part = word
            elif word != 'PROGRAM':
                room.parts[part].append(word)
        rooms[room.name] = room
    return wings, rooms


def where(path):
    return path.relative_to(REPO)


def order(wings, rooms):
    names = list(rooms)
    for room in rooms.values():
        for used in room.parts['USES']:
            if used not in rooms or names.index(used) >= names.index(room.name):
                yield f'engine/CMakeLists.txt: room {room.name} uses {used}, which is not below it'


def folders(wings, rooms):
    for folder in sorted(path for path in ENGINE.iterdir() if path.is_dir()):
        if folder.name not in wings:
            yield f'{where(folder)}: not a wing of engine/CMakeLists.txt'
        for room in sorted(path for path in folder.iterdir() if path.is_dir()):
            if room.name not in rooms or rooms[room.name].wing != folder.name:
                yield f'{where(room)}: not a room of engine/CMakeLists.txt'
    for room in rooms.values():
        if not room.texts:
            yield f'engine/{room.wing}/{room.name}: a room without files'


def direct_uses(wings, rooms):
    for room in rooms.values():
        used = set()
        for path, header, is_own in room.includes():
            target = header.split('/')[0]
            if not is_own or '/' not in header:
                continue
            if target not in rooms:
                yield f'{where(path)}: includes {header}, which is in no room'
            elif target != room.name and target not in room.parts['USES']:
                yield f'{where(path)}: includes {header}, but {room.name} does not use {target}'
        for path, name in room.names():
            if name in rooms and name != room.name and name not in room.parts['USES']:
                yield f'{where(path)}: says {name}::, but {room.name} does not use {name}'
            used.add(name)
        for name in room.parts['USES']:
            if name not in used:
                yield f'engine/CMakeLists.txt: room {room.name} uses {name}, but none of its files does'


def owners(wings, rooms):
    owned = {}
    for room in rooms.values():
        for header in room.parts['OWNS']:
            owned.setdefault(header, set()).add(room.name)
    for room in rooms.values():
        for path, header, is_own in room.includes():
            for name, by in owned.items():
                belongs = header == name or header.startswith((name + '/', name + '.'))
                if belongs and room.name not in by:
                    yield f'{where(path)}: includes {header}, which belongs to {", ".join(sorted(by))}'


def pure_rooms(wings, rooms):
    for room in rooms.values():
        for path, header, is_own in room.includes():
            if room.wing == PURE_WING and header in IMPURE_HEADERS:
                yield f'{where(path)}: includes {header}, but {room.name} is a pure room'


def terminal_and_environment(wings, rooms):
    for room in rooms.values():
        if room.wing == FACE or room.name == 'plugin_host':  # a program of its own
            continue
        for path, text in room.texts.items():
            code = re.sub(r'//[^\n]*|"(?:\\.|[^"\\\n])*"', '""', text)
            for number, line in enumerate(code.split('\n'), 1):
                if found := FACE_ONLY.search(line):
                    yield f'{where(path)}:{number}: {found.group(0)} – only faces know terminal and environment'


def faces_ask_use_cases(wings, rooms):
    for room in rooms.values():
        for name in sorted(BELOW_USE_CASES & set(room.parts['USES'])):
            if room.wing == FACE:
                yield f'engine/CMakeLists.txt: room {room.name} uses {name}, which only use cases may'


def namespaces(wings, rooms):
    for room in rooms.values():
        for path, text in room.texts.items():
            for name in re.findall(r'^namespace xueshi::(\w+)', text, re.M):
                if name != room.name:
                    yield f'{where(path)}: namespace xueshi::{name} in the room {room.name}'


def circles(wings, rooms):
    """A unit is a .h with its .cc."""
    below = {}
    for room in rooms.values():
        for path, header, is_own in room.includes():
            unit = f'{room.name}/{path.stem}'
            target = header.rsplit('.', 1)[0]
            if is_own and target != unit:
                below.setdefault(unit, set()).add(target)
    state = {}

    def walk(unit, way):
        state[unit] = 'open'
        for other in sorted(below.get(unit, ())):
            if state.get(other) == 'open':
                yield ' → '.join(way[way.index(other):] + [other])
            elif other not in state:
                yield from walk(other, way + [other])
        state[unit] = 'done'

    for unit in sorted(below):
        if unit not in state:
            for circle in walk(unit, [unit]):
                yield f'units in a circle: {circle}'


def sizes(wings, rooms):
    all_lines = sum(room.lines() for room in rooms.values())
    for room in rooms.values():
        share = room.lines() / all_lines
        most = LINES_OF_A_LARGE_ROOM.get(room.name, LINES_OF_A_ROOM)
        if share > most:
            yield f'engine/{room.wing}/{room.name}: {share:.1%} of the lines, more than {most:.0%}'


CHECKS = [order, folders, direct_uses, owners, pure_rooms, terminal_and_environment,
          faces_ask_use_cases, namespaces, circles, sizes]


def main():
    sys.setrecursionlimit(10_000)
    wings, rooms = read_house()
    failed = 0
    for check in CHECKS:
        found = list(check(wings, rooms))
        failed += bool(found)
        print('\n'.join(found), end='\n' if found else '')
    print(f'ladder: {len(CHECKS) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
