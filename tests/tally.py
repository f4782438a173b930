"""Counts what passed and failed; for suites that are not of unittest."""


class Tally:
    passed = failed = 0

    def check(self, what, problem):
        self.passed += not problem
        self.failed += bool(problem)
        if problem:
            print(f'FAILED {what}: {problem}', flush=True)
