import sys
from pathlib import Path

folder = Path(sys.argv[1])
(folder / "wrong.csv").write_text("a,b\n1," + "x" * 100_000_000 + "\n")
(folder / "good.csv").write_text("a,b\n1," + "x" * 1_000_000 + "\n")
