#!/usr/bin/env python3
"""A crowd at the console that only holds connections open, or drips into them: everybody else is answered, and all of them are let go.

    tests/console/crowd.py [--program build/xueshi] [--connections 200]

As many again drip. How long anything takes is not judged. The last line is `N passed, N failed`.
"""
import argparse
import pathlib
import resource
import select
import socket
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from academy import Academy  # noqa: E402
from browser import Browser  # noqa: E402
from tally import Tally  # noqa: E402

DRIPPED = b'GET /login HTTP/1.1\r\nHost: a\r\nX: '


def connect(port):
    connection = socket.create_connection(('127.0.0.1', port))
    connection.setblocking(False)
    return connection


def drip(connections, step):
    """One byte more in each; those that were let go are taken out."""
    for connection in list(connections):
        try:
            connection.send(DRIPPED[step % len(DRIPPED):][:1] if step < len(DRIPPED) else b'y')
        except OSError:
            connections.remove(connection)
            connection.close()


def closed(connections):
    """Takes out those that the other side has closed."""
    ready = select.poll()
    by_number = {connection.fileno(): connection for connection in connections}
    for number in by_number:
        ready.register(number, select.POLLIN | select.POLLHUP)
    for number, _ in ready.poll(500):
        connection = by_number[number]
        try:
            if connection.recv(65536) == b'':
                connections.remove(connection)
                connection.close()
        except OSError:
            connections.remove(connection)
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=HERE.parent.parent / 'build/xueshi')
    parser.add_argument('--connections', type=int, default=200)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
                                                resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    tally = Tally()
    with Academy(options.program) as academy:
        academy.serve()
        idle = [connect(academy.port) for _ in range(options.connections)]
        dripping = [connect(academy.port) for _ in range(options.connections)]
        answered, step = 0, 0
        while idle or dripping:
            drip(dripping, step)
            page = Browser('127.0.0.1', academy.port).ask('GET', '/login')
            answered += page.status == 200
            tally.check('somebody else', '' if page.status == 200 else str(page.status))
            step += 1
            closed(idle)
            closed(dripping)
        tally.check('all of them were let go', '' if academy.server.poll() is None else 'it ended')
    print(f'console in a crowd: {tally.passed} passed, {tally.failed} failed')
    sys.exit(1 if tally.failed else 0)


main()
