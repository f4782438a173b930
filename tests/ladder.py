#!/usr/bin/env python3
"""Proves the house (design: one folder = one room, includes only go down).

Reads the `room(…)` lines of engine/CMakeLists.txt. For every file of a room: an include of another room must be one
that the room USES, directly or through those it uses; a third-party header that a room OWNS is included by no other.
Pure rooms include no clock, file, network or database header.
"""
import pathlib
import re
import sys

REPO = pathlib.Path(__file__).resolve().parent.parent
ENGINE = REPO / 'engine'
PURE = ['policy', 'condition', 'academy', 'training', 'hours', 'yearend', 'workflow', 'schedule']
IMPURE_HEADERS = {'fstream', 'filesystem', 'ctime', 'time.h', 'unistd.h', 'fcntl.h', 'sys/stat.h', 'sys/socket.h',
                  'cstdlib', 'thread', 'random', 'iostream', 'cstdio'}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def rooms():
    lines = re.sub(r'#[^\n]*', '', (ENGINE / 'CMakeLists.txt').read_text())
    found = {}
    for body in re.findall(r'^room\(([^)]*)\)', lines, re.M):
        words = body.split()
        room = {'USES': [], 'OWNS': [], 'LINKS': []}
        part = None
        for word in words[1:]:
            if word in room:
                part = word
            else:
                room[part].append(word)
        found[words[0]] = room
    return found


def reachable(all_rooms, name, seen=None):
    seen = seen if seen is not None else set()
    for used in all_rooms[name]['USES']:
        if used not in seen:
            seen.add(used)
            reachable(all_rooms, used, seen)
    return seen


def owner_of(all_rooms, header):
    for name, room in all_rooms.items():
        for owned in room['OWNS']:
            if header == owned or header.startswith(owned + '/') or header.startswith(owned + '.'):
                return name
    return None


def problems():
    all_rooms = rooms()
    order = list(all_rooms)
    for name, room in all_rooms.items():
        for used in room['USES']:
            if used not in all_rooms or order.index(used) >= order.index(name):
                yield f'engine/CMakeLists.txt: room {name} uses {used}, which is not below it'
    for name in all_rooms:
        allowed = reachable(all_rooms, name) | {name}
        for path in sorted((ENGINE / name).rglob('*.[hc]*')):
            for header in INCLUDE.findall(path.read_text()):
                room = header.split('/')[0]
                where = path.relative_to(REPO)
                if room in all_rooms and '/' in header and room not in allowed:
                    yield f'{where}: includes {header}, but {name} does not use {room}'
                owner = owner_of(all_rooms, header)
                if owner and owner != name:
                    yield f'{where}: includes {header}, which belongs to {owner}'
                if name in PURE and header in IMPURE_HEADERS:
                    yield f'{where}: includes {header}, but {name} is a pure room'
    for folder in sorted(p.name for p in ENGINE.iterdir() if p.is_dir() and any(p.rglob('*.cc'))):
        if folder not in all_rooms and folder not in ('plugin_host',):
            yield f'engine/{folder}: not a room of engine/CMakeLists.txt'


def main():
    found = list(problems())
    print('\n'.join(found))
    print(f'ladder: {0 if found else 1} passed, {1 if found else 0} failed')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
