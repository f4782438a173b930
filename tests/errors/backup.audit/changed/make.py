from damage import sql

sql("update audit set remark = 'x' where chain = 'A' and seq = 4")
