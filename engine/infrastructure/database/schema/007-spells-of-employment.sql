-- Who came back more than once keeps every spell (domain.md §2, D7): FIRST/LAST FIRST/LAST …, in order of time. Without
-- 入职时间 nothing was known of any.
alter table person add column earlier_spells {text};
update person set earlier_spells = earlier_hired || '/' || earlier_left where hired is not null and earlier_hired is not null
  and earlier_left is not null;
alter table person drop column earlier_hired;
alter table person drop column earlier_left;
