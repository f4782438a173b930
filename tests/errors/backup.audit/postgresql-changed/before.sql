drop trigger audit_no_change on audit;
update audit set remark = 'x' where chain = 'A' and seq = 4;
