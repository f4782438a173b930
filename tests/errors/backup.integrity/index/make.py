from damage import edit, sql

sql('''create table twin (x);
  insert into twin select number from record limit 1000;
  create index twin_x on twin (x);
  pragma writable_schema = on;
  update sqlite_master set rootpage = (select rootpage from sqlite_master where name = 'class_org_year') where name = 'twin_x';
''')
edit('^  verdict: 0', '  twin: 1000\\n  verdict: 0')
