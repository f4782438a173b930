"""The engine behind tests/drivers/lifecycle_driver.cc: requests and answers, a line each."""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile

HOME = pathlib.Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def scratch_database(kind):
    """The URL of a new database: `sqlite` in memory-backed files where there are any, `postgresql` on $XUESHI_TEST_PG."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        os.environ["XUESHI_STATE"] = folder  # where the audit trail is witnessed
        if kind == "sqlite":
            yield f"sqlite:{folder}/scratch.db"
            return
        server, name = os.environ["XUESHI_TEST_PG"], f"scratch_{os.getpid()}"
        subprocess.run(["psql", "-q", server, "-c", f"create database {name}"], check=True)
        yield server.replace("/postgres?", f"/{name}?")


class Driver:
    def __init__(self, program, db, home=HOME):
        self.process = subprocess.Popen([str(program), db, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        encoding="utf-8", bufsize=1 << 16)

    def send(self, request):
        """Requests may be sent ahead: their answers come in the same order."""
        self.process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def receive(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the driver ended with exit code {self.process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise SystemExit(f"the driver could not: {answer['error']}")
        return answer

    def ask(self, **request):
        self.send(request)
        return self.receive()

    def close(self):
        self.process.stdin.close()
        return self.process.wait()
