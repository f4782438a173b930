from damage import sql

sql('delete from exam')
