"""What a row of tests is: rounds, each wholly determined by the seed and its number."""
import random


class Row:
    name = ''
    short = 0            # rounds of the short form
    box = 100            # seconds at most of the short form
    never_shared = False  # its short form is small, and means something only as a whole
    databases = ('sqlite', 'postgresql')
    workers = 2          # rounds at the same time
    own_server = False   # a PostgreSQL of its own, which it may kill, in `server`

    def __init__(self, ground, seed):
        self.ground, self.seed = ground, seed
        self.outcomes = {}

    def prepare(self):
        """Before the first round; may set `short`."""

    def round(self, number, rng):
        """One round; raises ground.Failure. Answers one word of how it went."""
        raise NotImplementedError

    def play(self, number):
        return self.round(number, random.Random(f'{self.seed} {self.name} {number}'))
