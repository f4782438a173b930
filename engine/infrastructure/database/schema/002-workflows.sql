-- Running items, who decided what about them, passwords, and the audit trail.

-- One row, made with the database: names the files beside it that witness its audit trail.
create table installation (id {text} primary key);

-- Every version of a graph that an item ever started with, by the hash of its text.
create table graph (id bigint primary key, name {text} not null, version {text} not null,
  content {text} not null, first_used {text} not null, unique (name, version));

-- What a graph needs to know of an item beside its places, which stand with the item itself.
-- Made when something is first done to it. `origin`: where it was placed then.
create table item (subject {text} not null, number {text} not null,
  graph_id bigint not null references graph (id), revision bigint not null, author {text} not null,
  submitted_as {text} not null, origin {text} not null, primary key (subject, number)){clustered};

create table verdict (subject {text} not null, number {text} not null, position bigint not null,
  org {text} not null, status {text} not null, remark {text} not null, employee {text} not null,
  primary key (subject, number, position)){clustered};
alter table plan add column support_level {text} not null default '';
alter table plan add column funding_rank bigint;

create table plan_template (id bigint primary key, name {text} not null,
  org_id bigint not null references org (id), shared bigint not null, content {text} not null, unique (org_id,
  name));

-- The figures of a class that were approved last, where they are not its plan's.
create table class_approved (class_id bigint primary key references class (id), start_at {text} not null,
  end_at {text} not null, headcount bigint not null, days_millis bigint not null, budget_fen bigint not null);
alter table attendee add column enrolment {text} not null default '';

-- Few records wait for somebody; these are found by their number alone.
create index record_waiting on record (number) where status <> 'approved';

-- Who fills an office is asked at every decision.
create index role_grant_office on role_grant (org_id, role);

create table password (person_id bigint primary key references person (id), hash {text} not null,
  must_change bigint not null, issued_at {text} not null);

create table audit (chain {text} not null, seq bigint not null, at {text} not null, at_real bigint not null,
  employee {text} not null, login {text} not null, role {text} not null, org {text} not null,
  subject {text} not null, item {text} not null, action {text} not null, remark {text} not null,
  before_text {text} not null, after_text {text} not null, policy {text} not null, graph {text} not null,
  outcome {text} not null, detail {text} not null, previous {text} not null, hash {text} not null,
  primary key (chain, seq)){clustered};
create index audit_item on audit (subject, item);

create table audit_head (chain {text} primary key, seq bigint not null, hash {text} not null);

{sqlite}create trigger audit_no_update before update on audit begin select raise(abort,
  'the audit trail is append-only'); end;
{sqlite}create trigger audit_no_delete before delete on audit begin select raise(abort,
  'the audit trail is append-only'); end;

-- `replace into` deletes without asking the trigger above.
{sqlite}create trigger audit_no_replace before insert on audit when exists (select 1 from audit where chain =
  new.chain and seq = new.seq) begin select raise(abort, 'the audit trail is append-only'); end;

{postgresql}create function refuse_audit_change() returns trigger language plpgsql as 'begin raise exception
  using message = ''the audit trail is append-only''; end';
{postgresql}create trigger audit_no_change before update or delete or truncate on audit for each statement
  execute function refuse_audit_change();
