"""The tables that the bench prints, and what they say of the targets."""
import json
import statistics

from academy import ask
from measuring import commit, machine


def medians(contender):
    """(CPU, the server's CPU, wall, CPU of everybody else meanwhile) of the runs."""
    return tuple(statistics.median(column) for column in zip(*contender.runs))


def headline(scale, sqlite, books, runs):
    people, = ask(sqlite.file, 'select count(*) from person')[0]
    records, = ask(sqlite.file, 'select count(*) from record')[0]
    return (f'Scale {scale:g}: {books // 3} institutes, {people:,} people, {records:,} records, {books} workbooks. '
            f'Commit {commit()}; {machine()}; median of {runs} runs.')


def table(contenders):
    lines = ['| | CPU s | CPU s of the server | wall s | peak MiB of a process | CPU s of others meanwhile |', '|---|---|---|---|---|---|']
    for each in contenders:
        cpu, server, wall, others = medians(each)
        beside = f'{server:.2f}' if server else ''
        lines.append(f'| {each.label} | {cpu:.2f} | {beside} | {wall:.2f} | {each.peak / 1024:.0f} | {others:.2f} |')
    return lines


def import_lines(academies):
    for academy in academies:
        cpu, wall, peak = academy.import_cost()
        yield f'| {academy.name}: `xueshi import` of everything | {cpu:.1f} | | {wall:.1f} | {peak / 1024:.0f} | |'


def targets(contenders):
    """A line for each target: what was measured, and whether it is met."""
    by_key = {each.key: each for each in contenders}
    own, floor = by_key['sqlite-report-1'], by_key['floor']
    rows = [('CPU of `report year-end` ≤ 1.5 × floor', medians(own)[0] / medians(floor)[0], 1.5, '×', 'most')]
    for key, least in (('xlsxwriter', 5), ('openpyxl', None), ('exceljs', None)):
        if key in by_key:
            name = key if least is None else f'{key}: ≥ {least} × our CPU'
            rows.append((name, medians(by_key[key])[0] / medians(own)[0], least, '×', 'least'))
    ours = [each for each in contenders if each.is_ours]
    rows.append(('peak of every process of ours ≤ 64 MiB', max(each.peak for each in ours) / 1024, 64, 'MiB', 'most'))
    rows.append(('slowest of our ways ≤ 60 s wall (at S = 1)', max(medians(each)[2] for each in ours), 60, 's', 'most'))
    for place in dict.fromkeys(each.academy.name for each in ours):
        for two, one in (('report-2', 'report-1'), ('backfill-2', 'backfill-1'), ('run-due-2', 'backfill-1')):
            first, second = (by_key[f'{place.lower()}-{key}'] for key in (one, two))
            rows.append((f'{second.label} ≥ 1.8 × one worker', medians(first)[2] / medians(second)[2], 1.8, '×', 'least'))
    return ['| target | measured | |', '|---|---|---|', *map(target_line, rows)]


def target_line(row):
    name, value, bound, unit, side = row
    if bound is None:
        verdict = 'no target: CPU against ours'
    else:
        verdict = 'met' if (value <= bound if side == 'most' else value >= bound) else '**missed**'
    return f'| {name} | {value:.2f} {unit} | {verdict} |'


def growth(rows):
    """`rows`: (scale, people, workbooks, CPU, wall) from the smallest scale on."""
    lines = ['| S | people | workbooks | CPU s | wall s | CPU ms a workbook | wall ms a workbook |', '|---|---|---|---|---|---|---|']
    for scale, people, books, cpu, wall in rows:
        lines.append(f'| {scale:g} | {people:,} | {books} | {cpu:.2f} | {wall:.2f} | {1000 * cpu / books:.1f} | '
                     f'{1000 * wall / books:.1f} |')
    return lines
