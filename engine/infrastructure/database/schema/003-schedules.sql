-- What runs by itself, and what was published.

-- The runs of schedules that were put into the queue.
create table occurrence (schedule {text} not null, planned {text} not null, year bigint not null,
  queued_at bigint not null, primary key (schedule, planned));

-- One piece of work: a report of an institute and year, by one schedule (or by hand, into one
-- folder). Times are milliseconds since 1970 by the machine's own clock, the server's on
-- PostgreSQL; `fence` grows with every taking, and publishing asks for it; `wait_until`: how
-- long it waits for people who have not finished.
create table job (schedule {text} not null, year bigint not null, org {text} not null, report {text} not null,
  folder {text} not null, planned {text} not null, state {text} not null, run bigint not null,
  attempts bigint not null, not_before bigint not null, wait_until bigint not null, fence bigint not null,
  holder {text} not null, lease_until bigint not null, reason {text} not null, primary key (schedule, year,
  org, report)){clustered};
create index job_open on job (state, not_before) where state in ('waiting', 'running');

-- Every revision of every workbook that was published. `receipt` is derived from what it was
-- made from; policy, template and plugin are hashes of kept texts. `chain_seq`: how far the
-- institute's audit chain went when the data was read.
create table publication (folder {text} not null, org {text} not null, year bigint not null,
  report {text} not null, revision bigint not null, file {text} not null, sha256 {text} not null,
  size bigint not null, receipt {text} not null, policy {text} not null, page {text} not null,
  plugin {text} not null, plugin_version {text} not null, graphs {text} not null, inputs {text} not null,
  chain {text} not null, chain_seq bigint not null, schedule {text} not null, job_report {text} not null,
  job_run bigint not null, fence bigint not null, made_at {text} not null, made_real bigint not null,
  made_by {text} not null, primary key (folder, org, year, report, revision)){clustered};
create index publication_sha256 on publication (sha256);
create index publication_receipt on publication (receipt);

-- Resolved policies, templates and plugins that something was published by.
create table kept_text (hash {text} primary key, kind {text} not null, content {text} not null);

-- Few enrolments wait for somebody.
create index attendee_waiting on attendee (class_id) where enrolment = 'waiting';
