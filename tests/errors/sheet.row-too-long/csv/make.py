import sys
from pathlib import Path

folder = Path(sys.argv[1])
(folder / "wrong.csv").write_text(",".join(["x" * 100_000] * 100) + "\n")
(folder / "good.csv").write_text("\n".join(["x" * 100_000] * 100) + "\n")
