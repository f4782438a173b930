import sys
from pathlib import Path

folder = Path(sys.argv[1])
(folder / "wrong.csv").write_text("," * 16_384 + "\n")
(folder / "good.csv").write_text("," * 16_383 + "\n")
