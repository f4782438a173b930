"""Writes wrong.xlsx, one person above borders down to the last row of the sheet, and good.xlsx, without them."""
import sys
import zipfile

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write(name, formatted_rows):
    with zipfile.ZipFile(f"{sys.argv[1]}/{name}", "w", zipfile.ZIP_STORED) as book:
        book.writestr("_rels/.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
                      f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                      '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels",
                      f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
                      f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
        rows = ['<row r="1"><c r="A1" t="inlineStr"><is><t>员工编号</t></is></c></row>']
        rows += [f'<row r="{n}">' + '<c s="1"/>' * 1000 + "</row>" for n in range(2, formatted_rows + 2)]
        book.writestr("xl/worksheets/sheet1.xml",
                      f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>')


write("wrong.xlsx", 7_000)
write("good.xlsx", 10)
