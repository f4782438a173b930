import sys
from pathlib import Path

folder = Path(sys.argv[1])
(folder / "wrong.csv").symlink_to("wrong.csv")
(folder / "good.csv").write_text("a\n")
