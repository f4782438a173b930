"""Writes a file of 101 schedules, and one of 100."""
import pathlib
import sys

ONE = """  - id: run-{}
    report: year-end
    repeat: FREQ=YEARLY
    reporting_year: previous
"""
for name, count in (('wrong', 101), ('good', 100)):
    text = 'schedules:\n' + ''.join(ONE.format(i) for i in range(count))
    pathlib.Path(sys.argv[1], name + '.yaml').write_text(text, encoding='utf-8')
