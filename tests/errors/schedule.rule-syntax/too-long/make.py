"""Writes a rule of 64 KiB, and one of usual length."""
import pathlib
import sys

FILE = """schedules:
  - id: year-end
    report: year-end
    repeat: FREQ=YEARLY;BYMONTH=1{}
    reporting_year: previous
"""
for name, more in (('wrong', ',1' * 32768), ('good', '')):
    pathlib.Path(sys.argv[1], name + '.yaml').write_text(FILE.format(more), encoding='utf-8')
