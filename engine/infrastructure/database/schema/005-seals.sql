-- Once passwords were asked for, whoever starts the program cannot do without (domain.md §1).
alter table installation add column require_password bigint not null default 0;

-- Whether the witness outside the database was there: where it is not, it was lost.
alter table installation add column witnessed bigint not null default 0;

-- Wrong passwords given for a login, in its folded form: each makes the next try wait longer.
-- `latest`: milliseconds since 1970 by the machine's own clock.
create table wrong_password (login {text} primary key, times bigint not null, latest bigint not null);

-- Logins that differ in small and capital letters only are one.
create index person_login_fold on person (lower(login));

-- From where the plugin of a workbook came: an official one, or an institute's own.
alter table publication add column plugin_folder {text};
