import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
(folder / 'wrong.yaml').write_text('extends: 2016\n' + '# 说明\n' * 120_000, encoding='utf-8')
(folder / 'good.yaml').write_text('extends: 2016\n' + '# 说明\n' * 100_000, encoding='utf-8')
