-- What a year-end needs: units, people, plans, classes, records, reports.

create table org (id bigint primary key, code {text} not null unique, name {text} not null,
  parent {text} not null, level bigint not null, lo bigint not null, hi bigint not null);
create index org_lo on org (lo);

create table person (id bigint primary key, employee {text} not null unique, name {text} not null,
  login {text} not null unique, org_id bigint not null references org (id), post {text},
  division_level bigint not null, hired {text}, left_on {text}, hours_required bigint not null,
  email {text} not null);
create index person_org on person (org_id);

create table role_grant (person_id bigint not null references person (id), role {text} not null,
  org_id bigint not null references org (id), primary key (person_id, role, org_id));

create table headcount (org_id bigint not null references org (id), year bigint not null,
  headcount bigint not null, primary key (org_id, year));

create table plan (id bigint primary key, number {text} not null unique, year bigint not null,
  form {text} not null, kind {text} not null, title {text} not null,
  org_id bigint not null references org (id), category {text} not null, month {text} not null,
  seconds bigint not null, days_millis bigint not null, headcount bigint not null, budget_fen bigint not null,
  organiser {text} not null, place_kind {text} not null, address {text} not null, contact {text} not null,
  phone {text} not null, funding_requested bigint not null, excellence {text} not null,
  material {text} not null, technical_support bigint not null, review {text} not null,
  publication {text} not null, execution {text} not null, withdrawal {text} not null,
  withdrawal_reason {text} not null);
create index plan_org_year on plan (org_id, year);

-- A pre-filled class stands for a plan whose own class has not come yet.
create table class (id bigint primary key, number {text} not null unique,
  plan_id bigint unique references plan (id), prefilled bigint not null, title {text} not null,
  org_id bigint not null references org (id), year bigint not null, category {text} not null,
  start_at {text} not null, end_at {text} not null, seconds bigint not null, days_millis bigint not null,
  headcount bigint not null, staff_count bigint not null default 0, budget_fen bigint not null,
  excellent bigint not null, venue {text} not null default '', audience {text} not null default '',
  goal {text} not null default '', content {text} not null default '', execution {text} not null,
  outcome {text} not null default '', contact {text} not null default '', phone {text} not null default '',
  research_count bigint, management_count bigint, support_count bigint, outside_count bigint,
  funding_channel {text} not null default '', place_kind {text} not null default '',
  shown_at_branch {text} not null default '', posts {text} not null default '',
  keywords {text} not null default '', remark {text} not null default '', mode {text} not null default '',
  organiser {text} not null default '', email {text} not null default '',
  visibility {text} not null default '', enrolment_open {text} not null default '',
  enrolment_reviewed {text} not null default '', enrolment_from {text}, enrolment_to {text});
create index class_org_year on class (org_id, year);

create table attendee (class_id bigint not null references class (id),
  person_id bigint not null references person (id), seconds bigint, confirmed bigint not null,
  primary key (class_id, person_id)){clustered};
create index attendee_person on attendee (person_id);

-- The names of the sources of hours; data, not code: a policy may take new ones.
create table source (id bigint primary key, name {text} not null unique);

-- The person leads the key, so that the table can be partitioned by it. `posted` keeps what
-- rosters post apart from what people enter: a record whose category is put right stays itself.
create table record (person_id bigint not null references person (id), posted bigint not null,
  number {text} not null, source_id bigint not null references source (id), year bigint not null,
  title {text} not null, organiser {text} not null, start_at {text} not null, end_at {text},
  seconds bigint not null, status {text} not null, category {text} not null, primary key (person_id, posted,
  number)){clustered};
create index record_sums on record (person_id, year, source_id, status, seconds);

create table exam (person_id bigint not null references person (id), number {text} not null,
  year bigint not null, title {text} not null, passed bigint not null, primary key (person_id,
  number)){clustered};

create table backbone_report (org_id bigint not null references org (id), year bigint not null,
  status {text} not null, headcount bigint not null, quota_hundredths bigint not null,
  required bigint not null, primary key (org_id, year));

create table backbone_reported (org_id bigint not null references org (id), year bigint not null,
  person_id bigint not null references person (id), primary key (org_id, year, person_id));

create table backbone_frozen (org_id bigint not null references org (id), year bigint not null,
  position bigint not null, employee {text} not null, name {text} not null, institute {text} not null,
  department {text} not null, total_seconds bigint not null, effective_seconds bigint not null,
  longest_seconds bigint not null, candidate bigint not null, met bigint not null, primary key (org_id, year,
  position));

create table summary (org_id bigint not null references org (id), year bigint not null,
  status {text} not null, revision bigint not null, attendance bigint not null, classes bigint not null,
  carried_out bigint not null, met bigint not null, required bigint not null, headcount bigint not null,
  reported bigint not null, quota_hundredths bigint not null, average_people bigint not null,
  average_seconds bigint not null, total_seconds bigint not null, name {text} not null,
  typed_attendance bigint, funds_fen bigint, practice {text} not null, overview {text} not null,
  label_met {text} not null, label_required {text} not null, primary key (org_id, year));

create table summary_revision (org_id bigint not null references org (id), year bigint not null,
  status {text} not null, revision bigint not null, attendance bigint not null, classes bigint not null,
  carried_out bigint not null, met bigint not null, required bigint not null, headcount bigint not null,
  reported bigint not null, quota_hundredths bigint not null, average_people bigint not null,
  average_seconds bigint not null, total_seconds bigint not null, name {text} not null,
  typed_attendance bigint, funds_fen bigint, practice {text} not null, overview {text} not null,
  label_met {text} not null, label_required {text} not null, primary key (org_id, year, revision));
