#include <fmt/format.h>

#include "store/kinds.h"
#include "store/people.h"
#include "store/person_row.h"

namespace xueshi::store {

namespace {

void put_optional(Encoding& row, const std::optional<base::Date>& date) {
  if (date) row.put(base::render(*date));
  if (!date) row.put_null();
}

// Positions follow the tree, depth first.
void renumber(database::Database& database) {
  academy::OrgTree tree(fetch_orgs(database));
  long long lo = 0, hi = 0;
  std::string code;
  database::Statement update =
      (database.session().sql.prepare << "update org set lo = :lo, hi = :hi where code = :code",
       database::use(lo, "lo"), database::use(hi, "hi"), database::use(code, "code"));
  for (const academy::Org& org : tree.orgs()) {
    academy::OrgRange range = tree.range_of(org.code);
    code = org.code;
    lo = range.lo;
    hi = range.hi;
    update.execute(true);
  }
}

}  // namespace

// --- orgs ---

const TargetSpec& KindOf<academy::Org>::spec() {
  // The tree as a whole is the academy's: a unit of it belongs to no institute.
  static const TargetSpec kSpec = {.table = "org",
                                   .has_id = true,
                                   .columns = {{"code", true},
                                               {"name", true},
                                               {"parent", true},
                                               {"level", false},
                                               {"lo", false},
                                               {"hi", false}},
                                   .key_columns = 1,
                                   .kept = {"lo", "hi"},
                                   .item = "i.code"};
  return kSpec;
}

// Within the scope: the unit as it is, and the unit it comes under. A tree that does not hold
// together is the caller's finding.
void KindOf<academy::Org>::encode(const academy::Org& org, Encoding& row) {
  const OrgRef* known = row.references.find_org(org.code);
  const OrgRef* parent = row.references.find_org(org.parent);
  bool moves = known == nullptr || known->parent != org.parent;
  if ((known != nullptr && !known->in_scope) || (moves && parent != nullptr && !parent->in_scope))
    row.conflicts.emplace_back(ConflictKind::kOutOfScope, org.code);
  row.put(org.code);
  row.put(org.name);
  row.put(org.parent);
  row.put(static_cast<std::int64_t>(org.level));
  row.put(0);
  row.put(0);
}

// What was frozen or handed in stays printable (domain.md §4.2, D27).
void KindOf<academy::Org>::find_more(database::Sql& sql, ConflictList& list) {
  find_by_query(sql,
                "select i.line, i.code from incoming i join org t on t.code = i.code"
                " where i.level <> t.level and (exists (select 1 from backbone_report b"
                " where b.org_id = t.id and b.status = 'finalised') or exists (select 1 from"
                " summary s where s.org_id = t.id and s.status = 'submitted')) order by i.line",
                ConflictKind::kFrozenInstitute, "", list);
}

void KindOf<academy::Org>::apply(database::Database& database, References&) {
  if (upsert(database.session().sql, spec()) > 0) renumber(database);
}

// --- people ---

const TargetSpec& KindOf<academy::Person>::spec() {
  static const TargetSpec kSpec = {.table = "person",
                                   .has_id = true,
                                   .columns = {{"employee", true},
                                               {"name", true},
                                               {"login", true},
                                               {"org_id", false},
                                               {"post", true},
                                               {"division_level", false},
                                               {"hired", true},
                                               {"left_on", true},
                                               {"earlier_spells", true},
                                               {"hours_required", false},
                                               {"email", true},
                                               {"facts", true}},
                                   .key_columns = 1,
                                   .unit = "i.org_id",
                                   .other_unit = "t.org_id",
                                   .item = "i.employee",
                                   .recorded =
                                       "select r.person_id, r.posted, r.number, r.year, d.line"
                                       " from redated d join record r on r.person_id ="
                                       " d.person_id",
                                   .role_of_row = "g.person_id = p.id and p.employee = i.employee"};
  return kSpec;
}

void KindOf<academy::Person>::encode(const academy::Person& person, Encoding& row) {
  const PersonRef* known = row.references.find_person(person.employee);
  row.put(person.employee);
  row.put(person.name);
  row.put(person.login.empty() ? person.employee : person.login);
  row.put_org(person.org);
  if (known != nullptr && !known->org->in_scope && row.conflicts.empty())
    row.conflicts.emplace_back(ConflictKind::kOutOfScope, person.org);
  if (person.post) row.put(academy::word(*person.post));
  if (!person.post) row.put_null();
  row.put(person.division_level);
  std::optional<academy::Employment> employment = academy::continued(
      known != nullptr ? known->employment : academy::Employment(), person.employment);
  if (!employment) {
    row.conflicts.emplace_back(ConflictKind::kLeftBeforeHired,
                               base::render(*person.employment.hired));
    employment = person.employment;
  }
  for (const std::optional<std::string>& value : values_of(*employment))
    value ? row.put(*value) : row.put_null();
  row.put(person.hours_required);
  row.put(person.email);
  row.put(academy::render_facts(academy::with_facts(
      academy::parse_facts(known != nullptr ? known->facts : ""), person.facts)));
}

// A file without 离职时间 keeps the one that is stored, which is now an earlier spell's.
void KindOf<academy::Person>::settle(database::Sql& sql) {
  database::run(sql,
                "update incoming set left_on = null where earlier_spells like '%/' || left_on");
}

void KindOf<academy::Person>::find_more(database::Sql& sql, ConflictList& list) {
  find_by_query(sql, "select line, hired from incoming where left_on < hired order by line",
                ConflictKind::kLeftBeforeHired, "", list);
  find_by_query(
      sql,
      "select line, login from (select line, login, employee, first_value(employee) over"
      " (partition by login order by line) as first from incoming) taken where employee <> first"
      " order by line",
      ConflictKind::kLoginTaken, "", list);
  find_by_query(sql,
                "select i.line, i.login from incoming i join person p on p.login = i.login"
                " and p.employee <> i.employee where not exists (select 1 from incoming j"
                " where j.employee = p.employee and j.login <> p.login) order by i.line",
                ConflictKind::kLoginTaken, "", list);
}

std::optional<int> KindOf<academy::Person>::keep_own_columns(database::Sql& sql,
                                                             const std::string& employee) {
  const char* const own[] = {"division_level", "hired",          "left_on",
                             "earlier_spells", "hours_required", "facts"};
  std::string differ, keep;
  for (const char* column : own) {
    differ += fmt::format("{0}i.{1} is distinct from t.{1}", differ.empty() ? "" : " or ", column);
    keep += fmt::format("{0}{1} = (select t.{1} from person t where t.employee = :a{1})",
                        keep.empty() ? "" : ", ", column);
  }
  long long line = 0;
  sql << fmt::format(
      "select i.line from incoming i join person t on t.employee = i.employee"
      " where i.employee = :employee and ({})",
      differ),
      database::use(employee, "employee"), database::into(line);
  if (!sql.got_data()) return std::nullopt;
  database::Statement update(sql);
  update.alloc();
  update.prepare(fmt::format("update incoming set {} where employee = :employee", keep));
  for (const char* column : own)
    update.exchange(database::use(employee, fmt::format("a{}", column)));
  update.exchange(database::use(employee, "employee"));
  update.define_and_bind();
  update.execute(true);
  return static_cast<int>(line);
}

// Whose days of employment the file moves: what they have on record is judged anew.
void note_redated(database::Sql& sql) {
  database::run(sql, "drop table if exists redated");
  database::run(sql,
                "create temporary table redated as select t.id as person_id, i.line as line from"
                " incoming i join person t on t.employee = i.employee where"
                " i.hired is distinct from t.hired or i.left_on is distinct from t.left_on or"
                " i.earlier_spells is distinct from t.earlier_spells");
}

void KindOf<academy::Person>::apply(database::Database& database, References&) {
  database::Sql& sql = database.session().sql;
  note_redated(sql);
  // Logins may change hands within one file: those about to change are given up first.
  database::run(
      sql,
      "update person set login = ' ' || id where employee in (select p.employee from incoming i"
      " join person p on p.employee = i.employee where p.login <> i.login)"
      " and login in (select login from incoming)");
  upsert(sql, spec());
}

// --- roles ---

const TargetSpec& KindOf<academy::RoleGrant>::spec() {
  static const TargetSpec kSpec = {
      .table = "role_grant",
      .has_id = false,
      .columns = {{"person_id", false},
                  {"role", true},
                  {"org_id", false},
                  {"begins", true},
                  {"ends", true},
                  {"deputy_for", false}},
      .key_columns = 3,
      .unit = "i.org_id",
      .joined = " join person p on p.id = i.person_id join org o on o.id = i.org_id",
      .item = "p.employee || '/' || i.role || '@' || o.code",
      .role_of_row =
          "p.id = i.person_id and g.person_id = i.person_id and g.role = i.role"
          " and g.org_id = i.org_id"};
  return kSpec;
}

void KindOf<academy::RoleGrant>::encode(const academy::RoleGrant& grant, Encoding& row) {
  const PersonRef* person = row.put_person(grant.employee);
  if (person != nullptr && !person->org->in_scope)
    row.conflicts.emplace_back(ConflictKind::kUnknownPerson, grant.employee);
  row.put(academy::word(grant.role));
  row.put_org(grant.org);
  put_optional(row, grant.begins);
  put_optional(row, grant.ends);
  if (grant.deputy_for.empty()) {
    row.put_null();
  } else {
    const PersonRef* deputised = row.put_person(grant.deputy_for);
    if (deputised != nullptr && !deputised->org->in_scope)
      row.conflicts.emplace_back(ConflictKind::kUnknownPerson, grant.deputy_for);
  }
}

// A file without the columns keeps what is stored, which may not go together.
void KindOf<academy::RoleGrant>::find_more(database::Sql& sql, ConflictList& list) {
  find_by_query(sql,
                "select i.line, p.employee from incoming i join person p on p.id = i.deputy_for"
                " where i.ends is null order by i.line",
                ConflictKind::kDeputyWithoutEnd, "", list);
  // Somebody's own grants, in the table or, where it says so, in the file.
  const char* own =
      "(select person_id, role, org_id, begins, ends from role_grant where deputy_for is null"
      " and not exists (select 1 from incoming n where n.person_id = role_grant.person_id"
      " and n.role = role_grant.role and n.org_id = role_grant.org_id)"
      " union all select person_id, role, org_id, begins, ends from incoming"
      " where deputy_for is null)";
  // Some day of the deputy's term is one of theirs; of a term without a beginning, the last one.
  const char* holds =
      "h.role = i.role and h.org_id = i.org_id and (h.ends is null or"
      " h.ends >= coalesce(i.begins, i.ends)) and (h.begins is null or h.begins <= i.ends)";
  find_by_query(sql,
                fmt::format("select i.line, p.employee from incoming i join person p on p.id ="
                            " i.deputy_for where not exists (select 1 from {} h where"
                            " h.person_id = i.deputy_for and {}) order by i.line",
                            own, holds),
                ConflictKind::kDeputyOfNobody, "", list);
  find_by_query(
      sql,
      fmt::format("select i.line, p.employee from incoming i join person p on p.id = i.deputy_for"
                  " where exists (select 1 from role_grant h where h.person_id = i.person_id"
                  " and h.deputy_for is null and {}) order by i.line",
                  holds),
      ConflictKind::kDeputyOfOwnRole, "", list);
}

void KindOf<academy::RoleGrant>::apply(database::Database& database, References&) {
  upsert(database.session().sql, spec());
}

// --- headcounts ---

const TargetSpec& KindOf<HeadcountRow>::spec() {
  static const TargetSpec kSpec = {
      .table = "headcount",
      .has_id = false,
      .columns = {{"org_id", false}, {"year", false}, {"headcount", false}},
      .key_columns = 2,
      .unit = "i.org_id",
      .joined = " join org o on o.id = i.org_id",
      .item = "o.code || '/' || i.year"};
  return kSpec;
}

void KindOf<HeadcountRow>::encode(const HeadcountRow& headcount, Encoding& row) {
  const OrgRef* org = row.put_org(headcount.org);
  row.put(headcount.year.value());
  row.put(headcount.count);
  row.guard(org, headcount.year);
}

void KindOf<HeadcountRow>::apply(database::Database& database, References&) {
  upsert(database.session().sql, spec());
}

// --- absences ---

const TargetSpec& KindOf<AbsenceRow>::spec() {
  static const TargetSpec kSpec = {
      .table = "absence",
      .has_id = false,
      .columns = {{"person_id", false}, {"reason", true}, {"begins", true}, {"ends", true}},
      .key_columns = 3,
      .unit = "p.org_id",
      .joined = " join person p on p.id = i.person_id",
      .item = "p.employee || '/' || i.reason || '/' || i.begins"};
  return kSpec;
}

void KindOf<AbsenceRow>::encode(const AbsenceRow& absence, Encoding& row) {
  const PersonRef* person = row.put_person(absence.employee);
  if (person != nullptr && !person->org->in_scope)
    row.conflicts.emplace_back(ConflictKind::kUnknownPerson, absence.employee);
  row.put(absence.absence.reason);
  row.put(base::render(absence.absence.from));
  row.put(base::render(absence.absence.to));
}

void KindOf<AbsenceRow>::apply(database::Database& database, References&) {
  upsert(database.session().sql, spec());
}

}  // namespace xueshi::store
