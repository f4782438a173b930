"""What tests/errors/backup.*/*/make.py damage a backup with. They run in a folder that holds a sound one, `backup/`."""
import hashlib
import pathlib
import re
import sqlite3

BACKUP = pathlib.Path('backup')
MANIFEST = BACKUP / 'manifest.yaml'


def file(ending):
    """The one file of the backup with that ending."""
    [found] = BACKUP.glob(f'*{ending}')
    return found


def seal(text):
    """The manifest as the program would have sealed it."""
    body = re.sub(r'^seal: .*\n\Z', '', text, flags=re.MULTILINE)
    return f'{body}seal: {hashlib.sha256(body.encode()).hexdigest()}\n'


def edit(pattern, replacement, count=1):
    """Changes the manifest, and seals it again: somebody meant to."""
    text = MANIFEST.read_text(encoding='utf-8')
    changed, times = re.subn(pattern, replacement, text, count=count, flags=re.MULTILINE)
    assert times, f'{pattern} is not in the manifest'
    MANIFEST.write_text(seal(changed), encoding='utf-8')


def enter(path):
    """Writes the size and hash that the file has now into the manifest."""
    data = path.read_bytes()
    edit(rf'name: "{path.name}", size: \d+, sha256: "\w+"',
         f'name: "{path.name}", size: {len(data)}, sha256: "{hashlib.sha256(data).hexdigest()}"')


def sql(statements):
    """Changes the SQLite database of the backup, and enters it again."""
    path = file('.sqlite')
    database = sqlite3.connect(path)
    for trigger in ('audit_no_update', 'audit_no_delete', 'audit_no_replace'):
        database.execute(f'drop trigger {trigger}')
    database.executescript(statements)
    database.commit()
    database.close()
    enter(path)
