from damage import edit, sql

sql("delete from audit where chain = 'I002' and seq = 2")
edit('^  audit: 28', '  audit: 27')
