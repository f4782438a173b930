import sys
from pathlib import Path

folder = Path(sys.argv[1])
(folder / "wrong.csv").mkdir()
(folder / "good.csv").write_text("a\n")
