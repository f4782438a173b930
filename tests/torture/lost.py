"""PostgreSQL: connections lost in the middle, backends ended, the server itself killed."""
import subprocess
import threading
import time

from ground import Failure
from operations import OPERATIONS, UNCHANGED, UNKNOWN, check_again, check_audit, check_between, disturb, survey
from ground import check_talk
from kills import word
from proxy import Proxy, through
from rows import Row

DONE_ON_SERVER = ('import', 'import-again', 'act', 'finalise', 'year-end', 'migrate', 'run-due')


class Lost(Row):
    """The connection ends at some message of the client's: before the server has it, or after, without its answer."""
    name, short, databases = 'lost', 100, ('postgresql',)

    def prepare(self):
        self.courses = {name: survey(self.ground, 'postgresql', name, kinds=()) for name in DONE_ON_SERVER}
        self.messages = {name: self.listen(OPERATIONS[name]) for name in DONE_ON_SERVER}

    def listen(self, operation):
        with self.ground.site('postgresql', operation.base) as site:
            proxy, url = self.door(site)
            site.must(*operation.words_in(self.ground), XUESHI_DB=url)
            proxy.close()
            if not proxy.commits():
                raise Failure(f'{operation.name}: no commit was seen')
            return len(proxy.texts), proxy.commits()

    def door(self, site, **how):
        folder = site.folder / 'door'
        url, server = through(site.url, folder)
        return Proxy(folder, server, **how), url

    def round(self, number, rng):
        name = DONE_ON_SERVER[number % len(DONE_ON_SERVER)]
        course, (count, commits) = self.courses[name], self.messages[name]
        at_commit = rng.random() < 0.5
        at = rng.choice(commits) if at_commit else rng.randrange(1, count + 1)
        deliver = rng.random() < 0.6
        with self.ground.site('postgresql', course.operation.base) as site:
            proxy, url = self.door(site, cut_at=at, deliver=deliver)
            site.log.append(f'# cut {"after" if deliver else "before"} message {at} of {count}')
            ended = site.run(*course.operation.words_in(self.ground), XUESHI_DB=url)
            proxy.close()
            check_talk(ended)
            done = check_between(course, site, ended)
            if at in commits and ended.code == 3 and not course.operation.steps:
                self.check_unknown(ended)
            check_again(course, site, done)
        where = 'never reached' if not proxy.was_cut else 'at commit' if at in commits else 'elsewhere'
        return f'{where}, {"delivered" if deliver else "not delivered"}: {word(ended, done)}'

    def check_unknown(self, ended):
        if UNKNOWN not in ended.err or UNCHANGED in ended.err:
            raise Failure(f'the connection ended at the commit, and nobody can know: {ended}')


class Backends(Row):
    """The backend of a running operation is ended by the server's administrator."""
    name, short, databases = 'backends', 100, ('postgresql',)
    ENDS = """
do $$
begin
  for i in 1 .. 4000 loop
    perform pg_stat_clear_snapshot();
    exit when exists (select from pg_stat_activity where datname = '{database}' and backend_type = 'client backend');
    perform pg_sleep(0.0005);
  end loop;
  perform pg_sleep({delay});
  perform pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}';
end $$;
"""

    def prepare(self):
        self.courses = {name: survey(self.ground, 'postgresql', name, kinds=()) for name in DONE_ON_SERVER}

    def round(self, number, rng):
        name = DONE_ON_SERVER[number % len(DONE_ON_SERVER)]
        course, part = self.courses[name], rng.random()
        with self.ground.site('postgresql', course.operation.base) as site:
            script = self.ENDS.format(database=site.backend.database_of(site), delay=part * course.seconds)
            with subprocess.Popen(['psql', '-qXAt', site.backend.server], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True) as killer:
                killer.stdin.write('select 1;\n')
                killer.stdin.flush()
                killer.stdout.readline()  # it is connected

                def strike(_):
                    killer.stdin.write(script)
                    killer.stdin.flush()
                site.log.append(f'# the backend is ended after {part * course.seconds * 1000:.1f} ms')
                ended = site.run(*course.operation.words_in(self.ground), meanwhile=strike)
                killer.stdin.close()
                killer.stdout.read()
            check_talk(ended)
            done = check_between(course, site, ended)
            check_again(course, site, done)
            return f'{name}: exit {ended.code}, {word(ended, done)}'


class Servers(Row):
    """The server itself: its postmaster killed with -9, or restarted without a goodbye. It syncs, as servers do."""
    name, short, box, databases, workers, own_server = 'servers', 10, 90, ('postgresql',), 1, True

    def prepare(self):
        self.courses = {name: survey(self.ground, 'postgresql', name, kinds=()) for name in DONE_ON_SERVER}

    def round(self, number, rng):
        name = DONE_ON_SERVER[number % len(DONE_ON_SERVER)]
        course, part, kills = self.courses[name], rng.random(), number % 2 == 0
        with self.ground.site('postgresql', course.operation.base) as site:
            site.log.append(f'# the server {"is killed" if kills else "restarts"} after {part * course.seconds * 1000:.1f} ms')
            struck = threading.Event()

            def strike():
                time.sleep(part * course.seconds)
                self.server.kill() if kills else self.server.restart_at_once()
                struck.set()
            striker = threading.Thread(target=strike)
            ended = site.run(*course.operation.words_in(self.ground), meanwhile=lambda _: striker.start())
            striker.join()
            if not struck.is_set():
                raise Failure('the server could not be killed')
            if kills:
                self.server.start()
            check_talk(ended)
            done = check_between(course, site, ended)
            check_again(course, site, done)
            return f'{name}, {"killed" if kills else "restarted"}: exit {ended.code}, {word(ended, done)}'
