import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "unit" / "sheet"))
import make_xlsx

folder = Path(sys.argv[1])

rows = "<row><c><v>" + " " * (40 << 20) + "1</v></c></row>"
make_xlsx.write(folder / "wrong.xlsx", make_xlsx.parts(rows))
make_xlsx.write(folder / "good.xlsx", make_xlsx.parts("<row><c><v>" + " " * (1 << 19) + "1</v></c></row>"))
