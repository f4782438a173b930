from damage import BACKUP

(BACKUP / 'note.txt').write_text('do not touch')
