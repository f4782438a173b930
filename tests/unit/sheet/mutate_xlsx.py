"""Writes workbooks with damaged XML but right checksums: mutate_xlsx.py GOOD.xlsx FOLDER COUNT."""

import random
import sys
import zipfile
from pathlib import Path

good, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
parts = {}
with zipfile.ZipFile(good) as source:
    for name in source.namelist():
        parts[name] = source.read(name)
random.seed(20170311)
PIECES = [b"<", b">", b"/", b'"', b"0", b"9999999999", b"<c>", b"</row>", b"<v>", b"r=\"A1\"", b"\xff", b"&#0;", b"t"]
for number in range(count):
    changed = dict(parts)
    victim = random.choice(sorted(parts))
    data = bytearray(parts[victim])
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(data))
        data[at:at + random.randint(0, 8)] = random.choice(PIECES)
    changed[victim] = bytes(data)
    with zipfile.ZipFile(folder / f"{number}.xlsx", "w") as target:
        for name, text in changed.items():
            target.writestr(name, text)
