import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "unit" / "sheet"))
import make_xlsx

folder = Path(sys.argv[1])

for name, count in (("wrong", 80), ("good", 3)):
    noise = "".join(f"<x>{' '.join(str(i * j % 2147483647) for j in range(48271, 48371))}</x>" for i in range(1, 1001))
    sheet = make_xlsx.sheet("<row/>").replace("</worksheet>", noise * count + "</worksheet>")
    make_xlsx.write(folder / f"{name}.xlsx", make_xlsx.parts("", **{"xl/worksheets/sheet1.xml": sheet}), 1)
