-- What each entry of the trail did to the rows that the trail answers for (store/seals.h).
alter table audit add column seal {text} not null default '';

-- A draft may say nothing yet of what it costs, which is not the same as nothing.
alter table plan add column budget_given bigint not null default 1;

-- On SQLite a session watches by triggers of its own; here they stand with the tables and do something only in a session
-- that asked for it, by the statement that it left for the table (database/row_watch.h).
{postgresql}create function watch_rows() returns trigger language plpgsql as 'begin if tg_argv[0] <> ''insert'' then
  execute replace(current_setting(''xueshi.watch_'' || tg_table_name), ''{rows}'', ''old_rows'') using 0; end if; if
  tg_argv[0] <> ''delete'' then execute replace(current_setting(''xueshi.watch_'' || tg_table_name), ''{rows}'',
  ''new_rows'') using 1; end if; return null; end';
{postgresql}create trigger watch_insert after insert on org referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on org referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on org referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on person referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on person referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on person referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on role_grant referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on role_grant referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on role_grant referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on headcount referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on headcount referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on headcount referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on password referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on password referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on password referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on plan referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on plan referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on plan referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on class referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on class referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on class referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on class_approved referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on class_approved referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on class_approved referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on attendee referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on attendee referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on attendee referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on record referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on record referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on record referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on exam referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on exam referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on exam referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
{postgresql}create trigger watch_insert after insert on source referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on source referencing old table as old_rows new table as new_rows for each
  statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on source referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
