#!/usr/bin/env python3
"""Prints a workbook as text, for tests/golden: print set-up, columns, merges, then every row with its height and cells.

    dump.py FILE.xlsx

Reads the zip and its XML with nothing but the standard library, so that it shares no code with what wrote the file.
A cell is `text:`, `number:` or `blank`, in the words of the file, with its style in braces where it has one:
size, b(old), border, shaded, red, wrap, centered, top. Anything that a report must not hold – a formula, a link, a macro, a part
nobody expects – is printed too, so that it shows in the diff.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

EXPECTED = {
    "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml", "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml"
}
PAPERS = {"8": "A3", "9": "A4", "11": "A5"}
CENTIMETRES_PER_INCH = 2.54


def load(archive, part):
    """A part's tree without namespaces; None where there is no such part."""
    if part not in archive.namelist():
        return None
    root = ElementTree.fromstring(archive.read(part))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    return root


def decoded(text):
    """`_x000D_` stands for a character that XML cannot hold."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code.group(1), 16)), text)


def text_of(element):
    return decoded("".join(part.text or "" for part in element.iter("t")))


def on(element, name):
    return element is not None and element.find(name) is not None


def styles(book):
    """What each cell style looks like, in words."""
    fonts = book.find("fonts")
    fills = book.find("fills")
    borders = book.find("borders")
    codes = {code.get("numFmtId"): code.get("formatCode") for code in book.iter("numFmt")}
    words = []
    for xf in book.find("cellXfs"):
        font = fonts[int(xf.get("fontId"))]
        fill = fills[int(xf.get("fillId"))].find("patternFill")
        border = borders[int(xf.get("borderId"))]
        alignment = xf.find("alignment")
        placed = alignment.attrib if alignment is not None else {}
        color = font.find("color")
        look = [font.find("name").get("val"), font.find("sz").get("val")]
        look += ["b"] if on(font, "b") else []
        look += ["red"] if color is not None and color.get("rgb") == "FFFF0000" else []
        look += ["border"] if all(border.find(side).get("style") for side in ("left", "right", "top", "bottom")) else []
        look += ["shaded"] if fill.get("patternType") == "solid" else []
        look += ["wrap"] if placed.get("wrapText") == "1" else []
        look += [f"{placed['horizontal']}"] if "horizontal" in placed else []
        look += [f"{placed['vertical']}"] if "vertical" in placed else []
        number = xf.get("numFmtId")
        look += [f"format {codes.get(number, number)}"] if number != "0" else []
        look += [f"open {side}" for side in ("top", "bottom") if border.find("left").get("style") and not border.find(side).get("style")]
        words.append(" ".join(look))
    return words


def cell_line(cell, strings, looks):
    kind = cell.get("t")
    value = cell.find("v")
    if cell.find("f") is not None:
        shown = f"FORMULA {cell.find('f').text!r}"
    elif kind == "inlineStr":
        shown = f"text {text_of(cell)!r}"
    elif kind == "s":
        shown = f"text {strings[int(value.text)]!r}"
    elif value is None:
        shown = "blank"
    elif kind in (None, "n"):
        shown = f"number {value.text}"
    else:
        shown = f"{kind.upper()} {value.text!r}"
    return f"  {cell.get('r')} {shown} {{{looks[int(cell.get('s', 0))]}}}"


def page_lines(sheet, names):
    fit = sheet.find("sheetPr/pageSetUpPr")
    set_up = sheet.find("pageSetup").attrib if on(sheet, "pageSetup") else {}
    yield "paper " + PAPERS.get(set_up.get("paperSize"), "none") + " " + set_up.get("orientation", "portrait")
    if fit is not None and fit.get("fitToPage") == "1":
        yield f"fit {set_up.get('fitToWidth', '1')} wide {set_up.get('fitToHeight', '1')} high (0: any)"
    if "scale" in set_up or list(sheet.iter("brk")):
        yield f"scale {set_up.get('scale', '100')} %"
    for stop in sheet.iter("brk"):
        yield f"page ends below row {stop.get('id')}"
    for margin, inches in sheet.find("pageMargins").attrib.items():
        yield f"margin {margin} {float(inches) * CENTIMETRES_PER_INCH:.2f} cm"
    options = sheet.find("printOptions")
    yield from (f"print option {name}" for name in (options.attrib if options is not None else {}))
    for name in names:
        yield f"name {name.get('name')} {name.text}"
    for element in ("oddHeader", "oddFooter"):
        if on(sheet, f"headerFooter/{element}"):
            yield f"{element} {sheet.find(f'headerFooter/{element}').text!r}"


def sheet_lines(sheet):
    pane = sheet.find("sheetViews/sheetView/pane")
    if pane is not None:
        yield f"frozen {pane.get('topLeftCell')}"
    for column in sheet.iter("col"):
        yield f"columns {column.get('min')}-{column.get('max')} width {float(column.get('width')):.2f}"
    for merge in sheet.iter("mergeCell"):
        yield f"merged {merge.get('ref')}"
    for check in sheet.iter("dataValidation"):
        rule = check.find("formula1")
        hint = f" hint {check.get('prompt')!r}" if check.get("prompt") else ""
        yield f"input {check.get('sqref')} {check.get('type', 'any')} {rule.text if rule is not None else ''}{hint}"
    for kept in sheet.iter("autoFilter"):
        yield f"filter {kept.get('ref')}"
    for link in sheet.iter("hyperlink"):
        yield f"LINK {link.attrib}"


def dump(path):
    with zipfile.ZipFile(path) as archive:
        for part in sorted(set(archive.namelist()) - EXPECTED):
            yield f"PART {part}"
        book = load(archive, "xl/workbook.xml")
        shared = load(archive, "xl/sharedStrings.xml")
        strings = [text_of(item) for item in shared] if shared is not None else []
        looks = styles(load(archive, "xl/styles.xml"))
        core = load(archive, "docProps/core.xml")
        yield "created " + core.findtext("created")
        yield from (f"{name} {core.findtext(name)}" for name in ("title", "creator") if core.findtext(name))
        sheets = list(book.iter("sheet"))
        for number, named in enumerate(sheets):
            if len(sheets) > 1:
                yield f"sheet {named.get('name')}"
            names = [name for name in book.iter("definedName") if name.get("localSheetId") == str(number)]
            yield from dump_sheet(load(archive, f"xl/worksheets/sheet{number + 1}.xml"), names, strings, looks)
        for part in sorted(set(archive.namelist())):
            if part.startswith("xl/charts/"):
                yield from chart_lines(part, load(archive, part))


def chart_lines(part, chart):
    plotted = [kind.tag for kind in chart.find("chart/plotArea") if kind.tag.endswith("Chart")]
    yield f"{part} {plotted[0]} {text_of_chart(chart.find('chart/title'))!r}"
    for series in chart.iter("ser"):
        yield "  " + " ".join([text_of_chart(series.find("tx"))] + [ref.text for ref in series.iter("f")])


def text_of_chart(element):
    return "".join(part.text or "" for tag in ("t", "v") for part in element.iter(tag)) if element is not None else ""


def dump_sheet(sheet, names, strings, looks):
    yield from page_lines(sheet, names)
    yield from sheet_lines(sheet)
    for row in sheet.iter("row"):
        height = f" height {float(row.get('ht')):.2f}" if row.get("ht") else ""
        yield f"row {row.get('r')}{height}"
        yield from (cell_line(cell, strings, looks) for cell in row)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.reconfigure(encoding="utf-8")
    for line in dump(sys.argv[1]):
        print(line)
