#!/usr/bin/env python3
"""The comparison of the bench: the same three workbooks as xueshi, by a script that sums in SQL and writes with XlsxWriter.

    bench_python.py --db xueshi.db --year 2017 --out DIR [--org CODE]
    bench_python.py --plan    prints queries, columns and texts as JSON: for comparisons in other languages

Writes DIR/<org code>/<year>-execution.xlsx, <year>-backbone.xlsx (once finalised) and <year>-annual-summary.xlsx (once
submitted), in XlsxWriter's constant_memory mode. It is written as a good script would be: one query per workbook, the
database adds up, rows are written as they are read. Needs python3-xlsxwriter.
"""

import argparse
import datetime
import json
import pathlib
import sqlite3
import sys
from decimal import ROUND_HALF_UP, Decimal

import xlsxwriter

CREATED = datetime.datetime(2000, 1, 1)  # the same for every run: same data, same bytes
HOUR = 3600

# ---- QUERIES: everything that knows the schema of the database ------------------------------------------------------------

# Each takes :year and, but for the first, :org (an institute's id), :lo and :hi (its range of units):
#   institutes   id, code, name, lo, hi – byte order of code
#   execution    the classes that count, by start descending, then number
#   backbone     the frozen list in print order: name, institute, department, total seconds
#   finalised    one row where the backbone report is finalised
#   submitted    the last submitted summary
#   people, sums everyone of the year, and their hours by source: what a check of the submitted figures reads
QUERIES = {
    "institutes": "select id, code, name, lo, hi from org where level = 2 order by code",
    "execution": """
        select c.title, case when c.excellent then '是' else '否' end, c.audience, c.content, c.goal,
            case when length(c.start_at) = 10 then c.start_at || ' 00:00' else c.start_at end as start,
            case when length(c.end_at) = 10 then c.end_at || ' 00:00' else c.end_at end, c.venue, c.headcount,
            c.staff_count, c.budget_fen, c.outcome, c.contact, c.phone, c.execution = 'carried_out'
        from org o join class c on c.org_id = o.id left join plan l on l.id = c.plan_id
        where c.year = :year and o.lo >= :lo and o.lo < :hi
            and (l.id is null or (l.review = 'approved' and l.withdrawal <> 'withdrawn'))
        order by start desc, c.number""",
    "backbone": """
        select name, institute, department, total_seconds from backbone_frozen
        where org_id = :org and year = :year order by position""",
    "finalised": "select 1 from backbone_report where org_id = :org and year = :year and status = 'finalised'",
    "submitted": """
        select label_met, label_required, coalesce(typed_attendance, attendance), carried_out, classes, met, reported,
            headcount, quota_hundredths, required, funds_fen, total_seconds, average_people, practice, overview
        from summary_revision where org_id = :org and year = :year order by revision desc limit 1""",
    "people": """
        select p.id, p.hours_required from org o join person p on p.org_id = o.id
        where o.lo >= :lo and o.lo < :hi and (p.hired is null or p.hired <= :year || '-12-31')
            and (p.left_on is null or p.left_on >= :year || '-01-01')
        order by p.employee""",
    "sums": """
        select r.person_id, r.source_id, sum(r.seconds), max(r.seconds) from record r
        where r.year = :year and r.status = 'approved' and r.person_id in
            (select p.id from org o join person p on p.org_id = o.id where o.lo >= :lo and o.lo < :hi)
        group by r.person_id, r.source_id order by r.person_id, r.source_id""",
}

# ---- numbers ------------------------------------------------------------------------------------------------------------


def rounded(value, divisor, places=2):
    """value ÷ divisor, half up, as a Decimal of that many places; 0 ÷ 0 is 0."""
    exact = Decimal(value) / Decimal(divisor) if divisor else Decimal(0)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(decimal):
    """A number for a cell: 130.8 and 148, not 130.80 and 148.00."""
    return int(decimal) if decimal == decimal.to_integral_value() else float(decimal)


def short(decimal):
    """10423.2 and 148, not 10423.20 and 148.00."""
    return format(decimal.normalize(), "f")


def one_place(micro_wan):
    """万元 with at least one place: 5.0, 3.65."""
    text = short(Decimal(micro_wan) / 1_000_000)
    return text if "." in text else text + ".0"


# ---- pages ------------------------------------------------------------------------------------------------------------

EXECUTION = [("培训名称", 24), ("是否精品", 6), ("对象", 18), ("内容", 34), ("目的目标", 30), ("时间", 19), ("地点", 16), ("参训人数", 6),
             ("工作人数", 6), ("经费开支", 8), ("培训成效", 24), ("联系人", 9), ("联系电话", 14)]
BACKBONE = [("姓名", 16), ("单位名称", 36), ("部门名称", 28), ("学时(小时)", 14)]
SUMMARY_LABELS = [("单位培训总人次", "年度计划执行率"), ("{met}", "骨干人才完训率"), ("单位在职总人数", "职工完训率"),
                  ("{required}", "单位投入总经费"), ("单位职工总学时", "单位职工平均学时")]
SUMMARY_UNITS = [("人次", "%"), ("人", "%"), ("人", "%"), ("人", "万元"), ("小时", "小时")]
BLOCKS = ["特色经验及做法", "年度“全员能力提升计划”执行工作整体概要"]
BLOCK_LINES = 12


def start_book(path, landscape):
    """An A4 page, fitted to its width, with the formats every workbook needs."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
                                      "strings_to_urls": False})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet("Sheet1")
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.59, right=0.59, top=0.59, bottom=0.59)
    if landscape:
        sheet.set_landscape()
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "line": book.add_format({"align": "left", "valign": "vcenter"}),
        "heading": book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "text": book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True}),
        "top": book.add_format({"border": 1, "valign": "top", "text_wrap": True}),
        "number": book.add_format({"border": 1, "valign": "vcenter"}),
    }
    return book, sheet, formats


def write_top(sheet, formats, title, institute, last_column):
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last_column, title, formats["title"])
    sheet.set_row(1, 40)
    sheet.merge_range(1, 0, 1, last_column, f"单位名称(加盖公章):{institute}", formats["line"])


def write_list(path, title, institute, columns, rows, landscape):
    """Title, stamp line, headings repeated on every page, then nothing but data rows."""
    book, sheet, formats = start_book(path, landscape)
    for index, (_, width) in enumerate(columns):
        sheet.set_column(index, index, width)
    write_top(sheet, formats, title, institute, len(columns) - 1)
    sheet.repeat_rows(2)
    for index, (heading, _) in enumerate(columns):
        sheet.write_string(2, index, heading, formats["heading"])
    for line, row in enumerate(rows, 3):
        for index, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, index, value, formats["text"])
            elif value is None:
                sheet.write_blank(line, index, None, formats["text"])
            else:
                sheet.write_number(line, index, value, formats["number"])
    book.close()


def write_execution(path, year, institute, rows):
    """`rows`: the thirteen cells of each class that counts, in print order."""
    write_list(path, f"{year}年度继续教育与培训项目执行情况列表", institute, EXECUTION, rows, landscape=True)


def write_backbone(path, year, institute, rows):
    """`rows`: name, institute, department, hours of each reported person, in print order."""
    write_list(path, f"{year}年度骨干人才培训情况列表", institute, BACKBONE, rows, landscape=False)


def write_summary(path, year, institute, labels, values, blocks):
    """`values`: five pairs of texts without their units; `labels`: what {met} and {required} are called that year."""
    book, sheet, formats = start_book(path, landscape=False)
    for column, width in enumerate((24, 20, 24, 20)):
        sheet.set_column(column, column, width)
    write_top(sheet, formats, f"{year}年度继续教育与培训工作总结", institute, 3)
    line = 2
    for names, units, pair in zip(SUMMARY_LABELS, SUMMARY_UNITS, values):
        sheet.set_row(line, 30)
        for side in (0, 1):
            unit = units[side] if units[side] == "%" else f"({units[side]})"
            sheet.write_string(line, 2 * side, names[side].format(**labels), formats["heading"])
            sheet.write_string(line, 2 * side + 1, f"{pair[side]} {unit}", formats["text"])
        line += 1
    for name, text in zip(BLOCKS, blocks):
        sheet.merge_range(line, 0, line, 3, name, formats["heading"])
        sheet.set_row(line + 1, 15 * BLOCK_LINES)
        sheet.merge_range(line + 1, 0, line + 1, 3, text, formats["top"])
        line += 2
    book.close()


# ---- the year-end -------------------------------------------------------------------------------------------------------


def execution_row(row):
    """A class as the query gives it → the thirteen cells; one that was not carried out shows 0 and 0."""
    (name, excellent, target, content, aim, start, end, place, heads, staff, micro_yuan_10k, outcome, contact, phone,
     carried_out) = row
    budget = plain(Decimal(micro_yuan_10k) / 1_000_000)
    return (name, excellent, target, content, aim, f"{start}-{end}", place, heads if carried_out else 0,
            staff if carried_out else 0, budget, outcome, contact, phone)


def backbone_row(row):
    name, institute, department, seconds = row
    return name, institute, department, plain(rounded(seconds, HOUR))


def add_up(database, about):
    """Reads the people and their sums, and adds them up once: the least that a check of the figures needs."""
    of_year = {person for person, _ in database.execute(QUERIES["people"], about)}
    return sum(row[2] for row in database.execute(QUERIES["sums"], about) if row[0] in of_year)


def year_end(database, about, institute, folder, books):
    year = about["year"]
    folder.mkdir(parents=True, exist_ok=True)
    add_up(database, about)
    rows = database.execute(QUERIES["execution"], about)
    books.write_execution(folder / f"{year}-execution.xlsx", year, institute, map(execution_row, rows))
    if database.execute(QUERIES["finalised"], about).fetchone():
        rows = database.execute(QUERIES["backbone"], about)
        books.write_backbone(folder / f"{year}-backbone.xlsx", year, institute, map(backbone_row, rows))
    summary = database.execute(QUERIES["submitted"], about).fetchone()
    if summary:
        labels, values, blocks = summary_of(summary)
        books.write_summary(folder / f"{year}-annual-summary.xlsx", year, institute, labels, values, blocks)


def summary_of(row):
    """The submitted figures as labels, five pairs of printed values, and the two texts."""
    (met_label, required_label, attendance, carried_out, classes, met, reported, headcount, quota_hundredths, required, funds,
     seconds, people, practice, overview) = row
    values = [(attendance, rounded(100 * carried_out, classes)),
              (met, rounded(100 * 10_000 * reported, headcount * quota_hundredths)),
              (headcount, rounded(100 * met, required)),
              (required, one_place(funds)),
              (short(rounded(seconds, HOUR)), short(rounded(seconds, HOUR * people)))]
    return {"met": met_label, "required": required_label}, values, (practice, overview)


def plan():
    return {"queries": QUERIES, "execution": EXECUTION, "backbone": BACKBONE, "summary_labels": SUMMARY_LABELS,
            "summary_units": SUMMARY_UNITS, "blocks": BLOCKS, "block_lines": BLOCK_LINES}


def main(books):
    """`books` has write_execution, write_backbone and write_summary."""
    parser = argparse.ArgumentParser(description="The year-end with SQL sums and a library of Python, for comparison.")
    parser.add_argument("--db", type=pathlib.Path, required=True, help="the SQLite file of xueshi")
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--org", help="one institute; without it all of them")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    database = sqlite3.connect(f"file:{options.db}?mode=ro", uri=True)
    database.execute("pragma cache_size = -16384")
    for org, code, name, lo, hi in database.execute(QUERIES["institutes"]).fetchall():
        if options.org in (None, code):
            about = {"year": options.year, "org": org, "lo": lo, "hi": hi}
            year_end(database, about, name, options.out / code, books)


if __name__ == "__main__":
    if sys.argv[1:] == ["--plan"]:
        print(json.dumps(plan(), ensure_ascii=False))
    else:
        main(sys.modules[__name__])
