"""Writes the workbooks that xlsx_test.cc reads, good and hostile, into a folder: make_xlsx.py FOLDER [large]."""

import struct
import sys
import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relations(*triples):
    rows = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{t}" Target="{to}"/>' for i, t, to in triples)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def sheet(rows):
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(sheets='<sheet name="Sheet1" sheetId="1" r:id="rId1"/>', properties=""):
    return (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
            f'<sheets>{sheets}</sheets></workbook>')


def strings(items):
    return f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'


# Styles 1–6: a built-in date, a custom time stamp, a quoted Chinese date, hours and minutes, a number in red
# with a quoted "d", a month.
STYLES = f'''{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="5">
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>
<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
<numFmt numFmtId="166" formatCode="[h]:mm"/>
<numFmt numFmtId="167" formatCode="0.00&quot; d&quot;;[Red]\\-0.00"/>
<numFmt numFmtId="168" formatCode="[$-804]mmm-yy"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>
<xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/></cellXfs></styleSheet>'''


def parts(rows, **changes):
    """A whole workbook around the rows of its sheet; a change replaces a part, or with None leaves it out."""
    whole = {
        "[Content_Types].xml": HEAD + "<Types/>",
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml"),
                                                ("rId2", "styles", "styles.xml"),
                                                ("rId3", "sharedStrings", "/xl/sharedStrings.xml")),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings("<si><t>甲</t></si>"),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    for name, text in changes.items():
        whole[name] = text
    return {name: text for name, text in whole.items() if text is not None}


def write(path, contents, level=6):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name, text in contents.items():
            file.writestr(name, text)


def cell(ref, value, kind="", style=""):
    kind = f' t="{kind}"' if kind else ""
    style = f' s="{style}"' if style else ""
    return f'<c r="{ref}"{kind}{style}><v>{value}</v></c>'


def good(folder):
    # As Excel writes: shared strings with runs, phonetic hints, escapes; rows and cells left out; merged cells.
    rich = strings('<si><t>姓名</t></si>'
                   '<si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve"> 三</t></r>'
                   '<rPh sb="0" eb="1"><t>ZHANG</t></rPh><phoneticPr fontId="1"/></si>'
                   '<si><t>一_x000D_\n二_x005F_x000D_三_xD800_</t></si><si/>')
    rows = (f'<row r="1">{cell("A1", 0, "s")}{cell("C1", 1, "s")}</row>'
            f'<row r="4">{cell("B4", 2, "s")}{cell("AA4", 3, "s")}</row>')
    write(folder / "excel.xlsx", parts(rows, **{
        "xl/sharedStrings.xml": rich,
        "xl/worksheets/sheet1.xml": sheet(rows).replace(
            "</worksheet>", '<mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>')}))

    numbers = ["130.80000000000001", "1E+2", "-0.0", "0.1", "12345678901234567890", "1.5E-7", "4.25", "100", "007"]
    row = "".join(cell(f"{chr(65 + i)}1", n) for i, n in enumerate(numbers))
    write(folder / "numbers.xlsx", parts(f'<row r="1">{row}</row>'))

    row = "".join([cell("A1", "42675", style=1), cell("B1", "42675.375", style=2), cell("C1", "42675", style=3),
                   cell("D1", "0.177083333333333", style=4), cell("E1", "42675.5", style=5),
                   cell("F1", "42675", style=6), cell("G1", "42675", style=2), cell("H1", "60", style=1),
                   cell("I1", "1", style=1), cell("J1", "42675.999999", style=1), cell("K1", "-1", style=1),
                   cell("L1", "2958466", style=1), cell("M1", "2016-11-01T09:00:00", "d"),
                   cell("N1", "42675.6944444444", style=2)])
    write(folder / "dates.xlsx", parts(f'<row r="1">{row}</row>'))
    write(folder / "dates1904.xlsx", parts(
        f'<row r="1">{cell("A1", "41213", style=1)}{cell("B1", "0", style=1)}</row>',
        **{"xl/workbook.xml": workbook(properties='<workbookPr date1904="1"/>')}))

    row = ('<row><c t="inlineStr"><is><t>直</t></is></c><c t="inlineStr"><is><r><t>接</t></r><r><t>写</t></r></is></c>'
           '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="str"><v>文</v></c><c/><c><v>7</v></c></row>'
           '<row/><row><c r="B3"><v>8</v></c></row>')
    write(folder / "unnumbered.xlsx", parts(row))

    # Prefixed names, a sheet that is not called sheet1.xml and not the first file, upper case in the target.
    prefixed = (f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c>'
                '</x:row></x:sheetData></x:worksheet>')
    write(folder / "relations.xlsx", parts("", **{
        "xl/worksheets/sheet1.xml": sheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        "xl/other/Data.xml": prefixed,
        "xl/chart.xml": HEAD + "<chartsheet/>",
        "xl/workbook.xml": workbook('<sheet name="图" sheetId="1" r:id="rId7"/>'
                                    '<sheet name="人员 2017" sheetId="3" r:id="rId9"/>'
                                    '<sheet name="Sheet1" sheetId="2" r:id="rId1"/>'),
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml"),
                                                ("rId7", "chartsheet", "chart.xml"),
                                                ("rId9", "worksheet", "../xl/./other/DATA.xml"),
                                                ("rId3", "sharedStrings", "sharedStrings.xml"))}))


def wrong(folder):
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    write(folder / "formula.xlsx", parts(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>'))
    write(folder / "error-value.xlsx", parts('<row r="3"><c r="C3" t="e"><v>#N/A</v></c></row>'))
    write(folder / "nul.xlsx", parts('<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0000_b</t></is></c></row>'))

    good_bytes = (folder / "excel.xlsx").read_bytes()
    (folder / "truncated.xlsx").write_bytes(good_bytes[:-60])
    (folder / "text.xlsx").write_text("姓名,年度\n")
    (folder / "empty.xlsx").write_bytes(b"")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)
    (folder / "old.xlsx").write_bytes(ole + "Workbook".encode("utf-16-le"))
    (folder / "encrypted.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    flagged = bytearray(good_bytes)
    at = flagged.find(b"PK\x01\x02")
    while at >= 0:
        flagged[at + 8] |= 1
        at = flagged.find(b"PK\x01\x02", at + 4)
    (folder / "zip-encrypted.xlsx").write_bytes(bytes(flagged))
    damaged = bytearray(good_bytes)
    name = b"xl/worksheets/sheet1.xml"
    at = damaged.find(name) + len(name)
    damaged[at + 5:at + 15] = b"\xff" * 10
    (folder / "deflate.xlsx").write_bytes(bytes(damaged))

    doctype = sheet(one).replace("<worksheet", '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet', 1)
    write(folder / "doctype.xlsx", parts(one, **{"xl/worksheets/sheet1.xml": doctype}))
    write(folder / "doctype-strings.xlsx", parts(one, **{
        "xl/sharedStrings.xml": strings("<si/>").replace("<sst", "<!DOCTYPE sst><sst", 1)}))
    write(folder / "cut-xml.xlsx", parts(one, **{"xl/worksheets/sheet1.xml": sheet(one)[:-20]}))
    write(folder / "deep.xlsx", parts("<row>" + "<a>" * 200 + "</a>" * 200 + "</row>"))
    write(folder / "long-tag.xlsx", parts(one, **{
        "xl/worksheets/sheet1.xml": sheet(one).replace(
            "<sheetData>", '<sheetData x="' + "".join(chr(33 + i * 7919 % 90) for i in range(3 << 20))
            .replace('"', "").replace("<", "").replace("&", "") + '">', 1)}))

    write(folder / "no-book.xlsx", parts(one, **{"_rels/.rels": relations()}))
    write(folder / "no-part.xlsx", parts(one, **{"xl/worksheets/sheet1.xml": None}))
    write(folder / "no-sheet.xlsx", parts(one, **{"xl/workbook.xml": workbook("")}))
    write(folder / "external.xlsx", parts(one, **{
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "http://example.org/x")).replace(
            "/></", ' TargetMode="External"/></')}))
    write(folder / "row-order.xlsx", parts('<row r="2"/><row r="2"/>'))
    write(folder / "cell-order.xlsx", parts('<row r="1"><c r="B1"/><c r="A1"/></row>'))
    write(folder / "row-number.xlsx", parts('<row r="1048577"/>'))
    write(folder / "column.xlsx", parts('<row r="1"><c r="XFE1"/></row>'))
    write(folder / "string-number.xlsx", parts(f'<row r="1">{cell("A1", 1, "s")}</row>'))
    write(folder / "not-a-number.xlsx", parts(f'<row r="1">{cell("A1", "x")}</row>'))
    write(folder / "long-cell.xlsx", parts(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "字甲乙丙"[:1] * 400_000 + "</t></is></c></row>"
        + "".join(f"<row><c><v>{i * 7919 % 100003}</v></c></row>" for i in range(20_000))))

    with zipfile.ZipFile(folder / "twice.xlsx", "w") as file:
        for name, text in parts(one).items():
            file.writestr(name, text)
        file.writestr("XL/worksheets/Sheet1.xml", sheet(""))
    alias(folder, one)
    many = zipfile.ZipFile(folder / "many.xlsx", "w")
    with many:
        for name, text in parts(one).items():
            many.writestr(name, text)
        for i in range(10_001):
            many.writestr(f"x/{i}", "")


def alias(folder, one):
    """Two names in the directory for the bytes of one part, as overlapping zip bombs have it."""
    path = folder / "alias.xlsx"
    write(path, parts(one, **{"xl/styles.xml": None, "xl/stylez.xml": STYLES}))
    data = bytearray(path.read_bytes())
    first = data.find(b"PK\x01\x02")
    entries = {}
    at = first
    while data[at:at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        entries[bytes(data[at + 46:at + 46 + name]).decode()] = at
        at += 46 + name + extra + comment
    sheet_at, style_at = entries["xl/worksheets/sheet1.xml"], entries["xl/stylez.xml"]
    data[style_at + 42:style_at + 46] = data[sheet_at + 42:sheet_at + 46]
    path.write_bytes(bytes(data))


def large(folder):
    """Parts above the limits. Noise that no cell holds, which does not deflate well enough to be a bomb."""
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    numbers = [str(i * 48271 % 2147483647) for i in range(100_000)]
    noise = "".join(f"<x>{' '.join(numbers[i:i + 100])}</x>" for i in range(0, len(numbers), 100))  # 1.03 MiB
    filled = sheet(one).replace("</worksheet>", noise * 66 + "</worksheet>")
    write(folder / "large-part.xlsx", parts(one, **{"xl/worksheets/sheet1.xml": filled}), 1)
    write(folder / "large-sum.xlsx", parts(one, **{
        "xl/worksheets/sheet1.xml": sheet(one).replace("</worksheet>", noise * 45 + "</worksheet>"),
        "xl/styles.xml": STYLES.replace("</styleSheet>", noise * 45 + "</styleSheet>"),
        "xl/sharedStrings.xml": strings(noise * 45)}), 1)
    write(folder / "bomb.xlsx", parts("<row><c><v>" + " " * (40 << 20) + "1</v></c></row>"))
    write(folder / "string-bomb.xlsx", parts(one, **{"xl/sharedStrings.xml": strings("<si/>" * (1 << 20))}))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if sys.argv[2:] == ["large"]:
        large(target)
    else:
        good(target)
        wrong(target)
