"""What somebody with all rights on the database could do: triggers dropped, rows changed, hashes computed anew."""
import hashlib
import sqlite3
import sys

FIELDS = ('previous chain seq at at_real employee login role org subject item action remark before_text after_text policy graph'
          ' outcome detail').split()


def digest(row):
    parts = [str(row[field]).encode() for field in FIELDS] + ([row['seal'].encode()] if row['seal'] else [])
    return hashlib.sha256(b''.join(b'%d:%s' % (len(part), part) for part in parts)).hexdigest()


def store(db, row):
    row['hash'] = digest(row)
    names = list(row)
    db.execute(f'insert or replace into audit ({", ".join(names)}) values ({", ".join("?" for _ in names)})',
               [row[name] for name in names])
    db.execute('update audit_head set seq = ?, hash = ? where chain = ?', (row['seq'], row['hash'], row['chain']))


def rows_of(db, chain):
    return [dict(row) for row in db.execute('select * from audit where chain = ? order by seq', (chain,))]


db = sqlite3.connect('xueshi.db')
db.row_factory = sqlite3.Row
for trigger in ('audit_no_update', 'audit_no_delete', 'audit_no_replace'):
    db.execute(f'drop trigger {trigger}')
if sys.argv[1] == 'recompute':
    previous = None
    for row in rows_of(db, 'I001'):
        assert row['hash'] == digest(row)
        if row['seq'] == 2:
            row['employee'] = 'somebody else'
        if previous is not None:
            row['previous'] = previous
        store(db, row)
        previous = row['hash']
elif sys.argv[1] == 'append':
    row = rows_of(db, 'I001')[-1]
    row.update(seq=row['seq'] + 1, previous=row['hash'])
    store(db, row)
else:
    db.executescript(sys.argv[1])
db.commit()
