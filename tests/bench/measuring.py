"""Runs commands for the bench and says what they cost: CPU, wall time, memory."""
import os
import pathlib
import platform
import resource
import subprocess
import sys
import threading
import time

REPO = pathlib.Path(__file__).resolve().parent.parent.parent


def say(text):
    print(text, file=sys.stderr, flush=True)


def quietly(*command, env=None):
    """Runs a command; its words only where it fails."""
    done = subprocess.run([str(c) for c in command], env=env, cwd=REPO, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f'{" ".join(map(str, command))}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}')
    return done.stdout


class Tree(threading.Thread):
    """The most memory that a process and all below it hold at once: their Pss, looked at every 10 ms."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self):
        while not self.over.wait(0.01):
            self.peak = max(self.peak, sum(self.pss(pid) for pid in self.family(self.pid)))

    @staticmethod
    def family(pid):
        found = [pid]
        for each in found:
            for task in pathlib.Path(f'/proc/{each}/task').glob('*/children'):
                try:
                    found += [int(child) for child in task.read_text().split()]
                except OSError:
                    pass
        return found

    @staticmethod
    def pss(pid):
        try:
            for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines():
                if line.startswith('Pss:'):
                    return int(line.split()[1])
        except OSError:
            pass
        return 0


def measure(*commands, env, watch=False):
    """Runs the commands side by side: (CPU seconds of all and their children, wall seconds until the last has ended, peak
    KiB of the largest of their process trees, or 0 where nobody watches)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    running = [subprocess.Popen([str(c) for c in command], env=env, cwd=REPO, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE) for command in commands]
    trees = [Tree(process.pid) for process in running]
    for tree in trees if watch else []:
        tree.start()
    words = [process.communicate()[1] for process in running]
    wall = time.monotonic() - started
    for tree in trees:
        tree.over.set()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    for process, said in zip(running, words):
        if process.returncode:
            sys.exit(f'{" ".join(process.args)}: exit {process.returncode}\n{said.decode()[-2000:]}')
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, max(tree.peak for tree in trees))


def busy_seconds():
    """CPU seconds of the whole machine so far, whoever used them; what a hypervisor took counts too."""
    user, nice, system, _, _, irq, softirq, steal = open('/proc/stat').readline().split()[1:9]
    return sum(map(int, (user, nice, system, irq, softirq, steal))) / os.sysconf('SC_CLK_TCK')


def machine():
    model = next((line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')),
                 platform.machine())
    return f'{model}, {os.cpu_count()} cores, Linux {platform.release()}'


def commit():
    name = quietly('git', 'rev-parse', '--short', 'HEAD').strip()
    changed = quietly('git', 'status', '--porcelain', '--untracked-files=no', 'engine', 'plugins', 'templates').strip()
    return name + (' with changes' if changed else '')
