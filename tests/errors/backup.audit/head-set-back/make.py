from damage import sql

sql("update audit_head set seq = 7, hash = (select hash from audit where chain = 'I001' and seq = 7) where chain = 'I001'")
