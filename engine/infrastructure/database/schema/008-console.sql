-- The console (docs/console.md). All times are milliseconds since 1970 by the machine's own clock.

-- Who is signed in. `token`: the SHA-256 of what the browser holds; `confirmed`: when the password was asked for once
-- more, 0 for never; `notice`: what was done last, to be shown once.
create table web_session (token {text} primary key, person_id bigint not null references person (id),
  role {text} not null, org_id bigint not null references org (id), form_key {text} not null, begun bigint not null,
  seen bigint not null, confirmed bigint not null, address {text} not null, browser {text} not null,
  notice {text} not null);
create index web_session_person on web_session (person_id);

-- Wrong passwords at the console: of a login in its folded form, from an address.
create table sign_in_failure (login {text} not null, address {text} not null, at bigint not null,
  times bigint not null, primary key (login, address, at)){clustered};
create index sign_in_failure_address on sign_in_failure (address, at);

-- Forms that were sent: each is good for one deed. `deed` is that of the request which used it; `place`: the page that it
-- went on to.
create table form_key (form_key {text} primary key, deed {text} not null, at bigint not null, place {text} not null);

-- Files that were sent and looked at, but not yet imported; their bytes lie in the state folder under this id. `result`:
-- what was found, as JSON.
create table upload (id {text} primary key, person_id bigint not null references person (id), role {text} not null,
  org_id bigint not null references org (id), at bigint not null, kind {text} not null, name {text} not null,
  sha256 {text} not null, size bigint not null, state {text} not null, result {text} not null);

-- How people are reached, as they say themselves.
create table person_contact (person_id bigint primary key references person (id), phone {text} not null,
  mobile {text} not null);

-- Until when somebody has read what the trail tells them (通知消息): milliseconds since 1970.
create table message_look (person_id bigint primary key references person (id), at bigint not null);
create index item_plan_author on item (author) where subject = 'plan';
create index item_class_author on item (author) where subject = 'class';

-- What takes longer than a page may be waited for: who asked for it, how far it is, what came of it. Whoever serves the
-- console takes it on a lease, as a job is taken. `about`: what it is about, `answer`: what came of it, both as its face
-- writes them; `losses`: how often who did it was gone before its end.
create table work (id {text} primary key, person_id bigint not null references person (id), role {text} not null,
  org_id bigint not null references org (id), asked bigint not null, kind {text} not null, about {text} not null,
  title {text} not null, state {text} not null, step {text} not null, done bigint not null, total bigint not null,
  begun bigint not null, ended bigint not null, losses bigint not null, fence bigint not null, holder {text} not null,
  lease_until bigint not null, answer {text} not null, reason {text} not null);
create index work_open on work (state, asked) where state in ('waiting', 'running');
create index work_person on work (person_id);

-- What waits is asked for by unit all day long: a person's few among their many.
create index record_waiting_of on record (person_id, status) where status <> 'approved';

-- Texts of rules that somebody proposed to take into force, and whether another person confirmed it (workflows/policy.yaml).
-- `sha256`: of the text; `basis`: of the texts that it extends, as they were; `taken`: counts the takings into force, 0 for
-- none – of a year the last one holds. The rest is what was established about the text last: how many things were proved and
-- cases passed, and what the simulation over everybody said.
create table policy_proposal (number {text} primary key, year bigint not null, org_id bigint not null references org (id),
  title {text} not null, file {text} not null, content {text} not null, sha256 {text} not null, cases_file {text} not null,
  cases {text} not null, basis {text} not null, status {text} not null, proposed {text} not null, taken bigint not null,
  proofs bigint not null, cases_passed bigint not null, people bigint not null, required_before bigint not null,
  required_after bigint not null, met_before bigint not null, met_after bigint not null, gained bigint not null,
  lost bigint not null, newly_exempt bigint not null, newly_required bigint not null, candidates_before bigint not null,
  candidates_after bigint not null);
create index policy_proposal_taken on policy_proposal (year, taken);
{postgresql}create trigger watch_insert after insert on policy_proposal referencing new table as new_rows for each statement
  when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on policy_proposal referencing old table as old_rows new table as
  new_rows for each statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on policy_proposal referencing old table as old_rows for each statement
  when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
-- What policies ask of people and records beside the program's own columns (docs/policies.md). `facts`: further columns
-- of a person that a policy declares, NAME<tab>VALUE a line, in order of names.
alter table person add column facts {text} not null default '';
-- 成果编号 and 作者排序, from 1; 0 where nobody said.
alter table record add column work {text} not null default '';
alter table record add column author bigint not null default 0;
-- Somebody was away, on the first and the last day too.
create table absence (person_id bigint not null references person (id), reason {text} not null, begins {text} not null,
  ends {text} not null, primary key (person_id, reason, begins)){clustered};
{postgresql}create trigger watch_insert after insert on absence referencing new table as new_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('insert');
{postgresql}create trigger watch_update after update on absence referencing old table as old_rows new table as new_rows for
  each statement when (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('update');
{postgresql}create trigger watch_delete after delete on absence referencing old table as old_rows for each statement when
  (current_setting('xueshi.watch', true) = 'on') execute function watch_rows('delete');
