"""The engine behind tests/drivers/lifecycle_driver.cc: requests and answers, a line each."""

import json
import pathlib
import subprocess

HOME = pathlib.Path(__file__).resolve().parents[2]


class Driver:
    def __init__(self, program, db, home=HOME):
        self.process = subprocess.Popen([str(program), db, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        encoding="utf-8", bufsize=1 << 16)
        self.told = {}  # who acts and what day it is, as the driver was told last

    def send(self, request):
        """Requests may be sent ahead: their answers come in the same order."""
        for key in ("as", "now"):
            if key in request and self.told.get(key) == request[key]:
                del request[key]
            elif key in request:
                self.told[key] = request[key]
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
