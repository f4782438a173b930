"""What the two databases need that the program does not give: a copy of a database, its whole content, a server to kill."""
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
PATIENCE = 30  # seconds for a server to come or go

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

    def drop(self, site):
        self.psql(f'drop database if exists {self.database_of(site)} with (force);')

    def close(self):
        """Nothing of ours is left on a server that is not."""
        for name in self.psql(f"select datname from pg_database where datname like '{self.token}%';").split():
            self.psql(f'drop database {name} with (force);')


class Server:
    """A PostgreSQL of one's own that syncs, to be killed. As root it runs as `postgres`."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='xueshi-torture-pg.'))
        self.user = ['runuser', '-u', 'postgres', '--'] if os.getuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, 'postgres')
        self.folder.chmod(0o755)
        self.as_server(BIN / 'initdb', '-D', self.data, '-U', 'xueshi', '--auth=trust', '--locale=C', '--encoding=UTF8')
        self.start()

    @property
    def data(self):
        return self.folder / 'data'

    @property
    def url(self):
        return f'postgresql://xueshi@/postgres?host={self.folder}'

    def as_server(self, *command):
        done = subprocess.run([*self.user, *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, text=True)
        if done.returncode:
            raise Stuck(done.stdout)

    def control(self, *words):
        # The server keeps the descriptors that it is given: they must not be a pipe of ours.
        with open(self.folder / 'control.log', 'a') as log:
            code = subprocess.run([*self.user, str(BIN / 'pg_ctl'), '-D', str(self.data), '-w', '-t', str(PATIENCE), *words],
                                  stdout=log, stderr=log, stdin=subprocess.DEVNULL).returncode
        if code:
            raise Stuck((self.folder / 'control.log').read_text()[-2000:])

    def start(self):
        self.control('-l', str(self.folder / 'server.log'), '-o',
                     f"-k {self.folder} -c listen_addresses='' -c max_connections=100", 'start')

    def postmaster(self):
        return int((self.data / 'postmaster.pid').read_text().split()[0])

    def kill(self):
        """As if its machine's memory had run out: the postmaster dies first, its children notice."""
        postmaster = self.postmaster()
        children = [int(pid) for pid in pathlib.Path(f'/proc/{postmaster}/task/{postmaster}/children').read_text().split()]
        os.kill(postmaster, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while any(pathlib.Path(f'/proc/{pid}/exe').exists() for pid in [postmaster, *children]):
            if time.monotonic() > end:
                raise Stuck('children of the killed server live on')
            time.sleep(0.01)

    def restart_at_once(self):
        self.control('-m', 'immediate', '-l', str(self.folder / 'server.log'), 'restart')

    def close(self):
        try:
            self.control('-m', 'immediate', 'stop')
        finally:
            shutil.rmtree(self.folder)
