#!/usr/bin/env python3
"""Runs the command line cases.

    tests/cases/<command>/<slug>/
        cmd     shell lines; `xueshi` is the program, $DB the fresh database's URL, $REPO the source tree
        in/     optional: copied into the empty folder in which cmd runs
        out     expected standard output
        err     expected standard error
        exit    expected exit code, 0 where the file is missing
        sqlite-only   optional: not run on PostgreSQL
        owner   optional: on PostgreSQL the database is empty, and cmd runs as its owner

Every case runs on a fresh database on SQLite and, where XUESHI_TEST_PG names a server, on PostgreSQL: with equal
results. There the owner has made the schema, and cmd runs as the role of the daily work (`init --grant`).
`--rewrite` writes the expectations of what happened on SQLite; the diff is what is reviewed.
"""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import uuid

HERE = pathlib.Path(__file__).resolve().parent
REPO = HERE.parent.parent
TIMEOUT = 900


def cases(wanted):
    for cmd in sorted(HERE.glob('*/*/cmd')):
        name = str(cmd.parent.relative_to(HERE))
        if not wanted or any(name.startswith(w) for w in wanted):
            yield name, cmd.parent


class Sqlite:
    name = 'sqlite'

    def create(self, case):
        return 'sqlite:xueshi.db'

    def drop(self, url):
        pass

    def close(self):
        pass


class Postgres:
    name = 'postgresql'

    def __init__(self, server, program):
        self.server = server
        self.role = 'daily_' + uuid.uuid4().hex
        self._psql(f'create role {self.role} login')
        self.template = self._create('template_', 'template0')
        subprocess.run([program, 'init', '--quiet', '--db', self._url(self.template), '--grant', self.role], check=True)

    def close(self):
        self._psql(f'drop database {self.template} with (force)')
        self._psql(f'drop role {self.role}')

    def _psql(self, sql):
        subprocess.run(['psql', '-qX', '-v', 'ON_ERROR_STOP=1', self.server, '-c', sql], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _create(self, prefix, template):
        database = prefix + uuid.uuid4().hex
        self._psql(f'create database {database} template {template}')
        return database

    def _url(self, database, role=None):
        """Of the server's URL, with another database and perhaps another user."""
        head, _, query = self.server.partition('?')
        base = head.rsplit('/', 1)[0]
        if role:
            scheme, _, where = base.partition('://')
            base = f'{scheme}://{role}@{where.rpartition("@")[2]}'
        return f'{base}/{database}' + ('?' + query if query else '')

    def create(self, case):
        if (case / 'owner').exists():
            return self._url(self._create('case_', 'template0'))
        return self._url(self._create('case_', self.template), self.role)

    def drop(self, url):
        database = url.partition('?')[0].rsplit('/', 1)[1]
        self._psql(f'drop database if exists {database} with (force)')


def environment(folder, program, url):
    env = {k: v for k, v in os.environ.items() if not k.startswith('XUESHI_')}
    env.update({
        # `python3` of a case is the one that runs this, with the packages; a PATH may have another before it.
        'PATH': f'{program.parent}:{pathlib.Path(sys.executable).parent}:{env["PATH"]}',
        'XUESHI_DB': url,
        'XUESHI_HOME': str(REPO),
        'DB': url,
        'REPO': str(REPO),
        'LC_ALL': 'C.UTF-8',
        'TZ': 'UTC',
        'HOME': str(folder),
    })
    return env


def normalise(text, folder, url):
    return text.replace(str(REPO), '$REPO').replace(str(folder), '$PWD').replace(url, '$DB')


def run(case, program, backend):
    with tempfile.TemporaryDirectory(prefix='xueshi-case-') as temp:
        folder = pathlib.Path(temp)
        if (case / 'in').exists():
            shutil.copytree(case / 'in', folder, dirs_exist_ok=True)
        url = backend.create(case)
        try:
            done = subprocess.run(['bash', '-e', str(case / 'cmd')], cwd=folder, env=environment(folder, program, url),
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT)
            out, err = (normalise(s.decode('utf-8', 'replace'), folder, url) for s in (done.stdout, done.stderr))
            return {'out': out, 'err': err, 'exit': f'{done.returncode}\n'}
        except subprocess.TimeoutExpired:
            return {'out': '', 'err': f'no end after {TIMEOUT} s\n', 'exit': 'timeout\n'}
        finally:
            backend.drop(url)


def expected(case, part):
    path = case / part
    if path.exists():
        return path.read_text(encoding='utf-8')
    return '0\n' if part == 'exit' else ''


def rewrite(case, result):
    for part, text in result.items():
        path = case / part
        if text == ('0\n' if part == 'exit' else ''):
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding='utf-8')


def differences(case, result):
    for part, text in result.items():
        wanted = expected(case, part)
        if wanted != text:
            yield from difflib.unified_diff(wanted.splitlines(), text.splitlines(), f'expected {part}', f'got {part}',
                                            lineterm='')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', default=str(REPO / 'build' / 'xueshi'))
    parser.add_argument('--rewrite', action='store_true')
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--without', help='leaves out cases with this in their name')
    parser.add_argument('cases', nargs='*', help='prefixes of case names')
    options = parser.parse_args()
    program = pathlib.Path(options.program).resolve()
    backends = [Sqlite()]
    server = os.environ.get('XUESHI_TEST_PG')
    if server and not options.rewrite:
        backends.append(Postgres(server, program))
    todo = [(name, case, backend) for name, case in cases(options.cases) for backend in backends
            if backend.name == 'sqlite' or not (case / 'sqlite-only').exists()]
    todo = [item for item in todo if not options.without or options.without not in item[0]]
    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda item: run(item[1], program, item[2]), todo)
        for (name, case, backend), result in zip(todo, results):
            if options.rewrite:
                rewrite(case, result)
            diff = list(differences(case, result))
            passed += not diff
            failed += bool(diff)
            if diff:
                print(f'FAILED {name} on {backend.name}')
                print('\n'.join(diff[:60]))
    for backend in backends:
        backend.close()
    print(f'cases: {passed} passed, {failed} failed')
    return 1 if failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
