"""What the two databases need that the program does not give: a copy of a database, its whole content, a server to kill."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import uuid

BIN = pathlib.Path('/usr/lib/postgresql/15/bin')
PATIENCE = 120  # seconds for a server to come or go

# Lines `table|{row as JSON}`, once nobody else is connected: a backend whose client is dead may still be committing.
CONTENT = r"""
do $$
begin
  for i in 1 .. 20000 loop
    perform pg_stat_clear_snapshot();
    exit when not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                          and backend_type = 'client backend');
    if i = 20000 then raise exception 'a backend is stuck'; end if;
    perform pg_sleep(0.001);
  end loop;
end $$;
select format('select %L, row_to_json(t) from %I t', tablename, tablename) from pg_tables where schemaname = 'public' \gexec
"""


class Stuck(Exception):
    """What the server says where it does not answer as it should."""


class Sqlite:
    name = 'sqlite'

    def __init__(self, folder):
        self.kept = folder / 'sqlite'
        self.kept.mkdir()

    def url(self, site):
        return f'sqlite:{site.folder}/db/xueshi.db'

    def load(self, site, script):
        with sqlite3.connect(site.folder / 'db/xueshi.db') as database:
            database.executescript(script.read_text())

    def keep(self, site, base):
        shutil.copy(site.folder / 'db/xueshi.db', self.kept / base)

    def lay(self, base, site):
        shutil.copy(self.kept / base, site.folder / 'db/xueshi.db')

    def content(self, site):
        """From a copy, so that looking mends nothing."""
        with tempfile.TemporaryDirectory(dir=site.folder) as look:
            for path in (site.folder / 'db').iterdir():
                if not path.name.endswith('-shm'):
                    shutil.copy(path, look)
            if not (pathlib.Path(look) / 'xueshi.db').exists():
                return {}
            database = sqlite3.connect(f'{look}/xueshi.db')
            database.row_factory = sqlite3.Row
            if database.execute('pragma integrity_check').fetchone()[0] != 'ok':
                raise Stuck('integrity_check finds the database damaged')
            names = [name for name, in database.execute("select name from sqlite_master where type = 'table'"
                                                        " and name not like 'sqlite%'")]
            found = {name: [dict(row) for row in database.execute(f'select * from {name}')] for name in names}
            database.close()
            return found

    def number(self, site, query):
        with contextlib.closing(sqlite3.connect(f'file:{site.folder}/db/xueshi.db?mode=ro', uri=True, timeout=30)) as database:
            return database.execute(query).fetchone()[0]

    def drop(self, site):
        pass

    def close(self):
        pass


class Postgres:
    name = 'postgresql'

    def __init__(self, server):
        self.server = server
        self.head, _, self.query = server.partition('/postgres?')
        self.token = f'torture_{uuid.uuid4().hex[:12]}'

    def database_of(self, site):
        return f'{self.token}_{site.number}'

    def template_of(self, base):
        return f'{self.token}_{base}' if base else 'template0'

    def url_of(self, database):
        return f'{self.head}/{database}?{self.query}'

    def url(self, site):
        return self.url_of(self.database_of(site))

    def psql(self, script, url=None):
        done = subprocess.run(['psql', '-qXAt', '-v', 'ON_ERROR_STOP=1', url or self.server], input=script, text=True,
                              capture_output=True)
        if done.returncode:
            raise Stuck(f'psql: {done.stderr.strip()}')
        return done.stdout

    def load(self, site, script):
        self.psql(script.read_text(), self.url(site))

    def keep(self, site, base):
        self.psql(f'create database {self.template_of(base)} template {self.database_of(site)};')

    def lay(self, base, site):
        self.psql(f'create database {self.database_of(site)} template {self.template_of(base)};')

    def content(self, site):
        found = {}
        for line in self.psql(CONTENT, self.url(site)).splitlines():
            table, _, row = line.partition('|')
            found.setdefault(table, []).append(json.loads(row))
        return found

    def number(self, site, query):
        return int(self.psql(query + ';', self.url(site)))

    def drop(self, site):
        self.psql(f'drop database if exists {self.database_of(site)} with (force);')

    def close(self):
        """Nothing of ours is left on a server that is not."""
        for name in self.psql(f"select datname from pg_database where datname like '{self.token}%';").split():
            self.psql(f'drop database {name} with (force);')


class Server:
    """A PostgreSQL of one's own that syncs, to be killed: a child of ours, so that it is really gone. As root it runs as
    `postgres`."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='xueshi-torture-pg.', dir='/tmp'))  # not in memory
        self.user = {'user': 'postgres', 'group': 'postgres', 'extra_groups': []} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, 'postgres')
        self.folder.chmod(0o755)
        self.data = self.folder / 'data'
        self.url = f'postgresql://xueshi@/postgres?host={self.folder}'
        self.log = open(self.folder / 'server.log', 'ab')
        made = self.start_program('initdb', '-U', 'xueshi', '--auth=trust', '--locale=C', '--encoding=UTF8').wait()
        if made:
            raise Stuck((self.folder / 'server.log').read_text())
        self.start()

    def start_program(self, name, *more):
        return subprocess.Popen([str(BIN / name), '-D', str(self.data), *more], stdin=subprocess.DEVNULL, stdout=self.log,
                                stderr=self.log, cwd=self.folder, **self.user)

    def start(self):
        self.postmaster = self.start_program('postgres', '-k', str(self.folder), '-c', 'listen_addresses=', '-c',
                                             'max_connections=100')
        end = time.monotonic() + PATIENCE
        while subprocess.run(['psql', '-qXAt', self.url, '-c', 'select 1'], capture_output=True).returncode:
            if time.monotonic() > end or self.postmaster.poll() is not None:
                raise Stuck('the server did not start:\n' + (self.folder / 'server.log').read_text()[-2000:])
            time.sleep(0.02)

    def kill(self):
        """As where the machine runs out of memory: the postmaster dies first, its children notice."""
        pid = self.postmaster.pid
        children = [int(child) for child in pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text().split()]
        self.postmaster.kill()
        self.postmaster.wait()
        end = time.monotonic() + PATIENCE
        while any(is_alive(child) for child in children):
            if time.monotonic() > end:
                raise Stuck('children of the killed server live on')
            time.sleep(0.01)

    def restart_at_once(self):
        """What `pg_ctl -m immediate restart` does."""
        self.postmaster.send_signal(signal.SIGQUIT)
        self.postmaster.wait(PATIENCE)
        self.start()

    def close(self):
        self.postmaster.send_signal(signal.SIGQUIT)
        self.postmaster.wait(PATIENCE)
        self.log.close()
        shutil.rmtree(self.folder)


def is_alive(pid):
    try:
        return pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()[0] != 'Z'
    except FileNotFoundError:
        return False
