#!/usr/bin/env python3
"""Another comparison of the bench: the queries and numbers of bench_python.py, the workbooks by openpyxl.

    bench_openpyxl.py --db xueshi.db --year 2017 --out DIR [--org CODE]

In openpyxl's write-only mode, the one that its manual recommends for much data. Needs python3-openpyxl.
"""
import sys

import bench_python as python
import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

LINES = Border(*[Side("thin")] * 4)
STYLES = {
    "title": {"font": Font(bold=True, size=16), "alignment": Alignment("center", "center")},
    "line": {"alignment": Alignment("left", "center")},
    "heading": {"font": Font(bold=True), "border": LINES, "alignment": Alignment("center", "center", wrap_text=True)},
    "text": {"border": LINES, "alignment": Alignment(vertical="center", wrap_text=True)},
    "top": {"border": LINES, "alignment": Alignment(vertical="top", wrap_text=True)},
    "number": {"border": LINES, "alignment": Alignment(vertical="center")},
}


def start_book(landscape, widths):
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = python.CREATED
    sheet = book.create_sheet("Sheet1")
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.page_margins = openpyxl.worksheet.page.PageMargins(*[0.59] * 4)
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    return book, sheet


def styled(sheet, value, style):
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula
    for name, part in STYLES[style].items():
        setattr(cell, name, part)
    return cell


def merged(sheet, row, last_column, value, style, height=None):
    """One cell over the whole width; the row is the next one."""
    if height:
        sheet.row_dimensions[row].height = height
    sheet.merged_cells.add(f"A{row}:{get_column_letter(last_column)}{row}")
    sheet.append([styled(sheet, value, style)] + [styled(sheet, None, style)] * (last_column - 1))


def write_top(sheet, title, institute, last_column):
    merged(sheet, 1, last_column, title, "title", 30)
    merged(sheet, 2, last_column, f"单位名称(加盖公章):{institute}", "line", 40)


def write_list(path, title, institute, columns, rows, landscape):
    book, sheet = start_book(landscape, [width for _, width in columns])
    write_top(sheet, title, institute, len(columns))
    sheet.print_title_rows = "3:3"
    sheet.append([styled(sheet, heading, "heading") for heading, _ in columns])
    for row in rows:
        sheet.append([styled(sheet, value, "number" if isinstance(value, (int, float)) else "text") for value in row])
    book.save(path)


def write_execution(path, year, institute, rows):
    write_list(path, f"{year}年度继续教育与培训项目执行情况列表", institute, python.EXECUTION, rows, landscape=True)


def write_backbone(path, year, institute, rows):
    write_list(path, f"{year}年度骨干人才培训情况列表", institute, python.BACKBONE, rows, landscape=False)


def write_summary(path, year, institute, labels, values, blocks):
    book, sheet = start_book(False, (24, 20, 24, 20))
    write_top(sheet, f"{year}年度继续教育与培训工作总结", institute, 4)
    line = 3
    for names, units, pair in zip(python.SUMMARY_LABELS, python.SUMMARY_UNITS, values):
        sheet.row_dimensions[line].height = 30
        row = []
        for name, unit, value in zip(names, units, pair):
            row += [styled(sheet, name.format(**labels), "heading"),
                    styled(sheet, f"{value} {unit if unit == '%' else f'({unit})'}", "text")]
        sheet.append(row)
        line += 1
    for name, text in zip(python.BLOCKS, blocks):
        merged(sheet, line, 4, name, "heading")
        merged(sheet, line + 1, 4, text, "top", 15 * python.BLOCK_LINES)
        line += 2
    book.save(path)


if __name__ == "__main__":
    python.main(sys.modules[__name__])
