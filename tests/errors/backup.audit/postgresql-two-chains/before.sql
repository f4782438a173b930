drop trigger audit_no_change on audit;
update audit set action = 'x' where seq = 2 and chain < 'I003';
delete from audit where chain = 'I003' and seq = 8;
