from damage import edit, sql

sql('delete from source')
edit('^  source: 6', '  source: 0')
