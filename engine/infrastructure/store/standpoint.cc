#include <fmt/format.h>

#include "base/date.h"
#include "database/session.h"
#include "store/soundness.h"

namespace xueshi::store {

namespace {

// Where the items of a kind lie. Queries answer with the unit and at most four places; their
// parameter is the item's number, or what stands before and after its first slash.
struct Shelf {
  const char* query;
  std::vector<const char*> regions;
  bool is_split = false;
};

std::optional<Standpoint> find_at(database::Database& database, const Shelf& shelf,
                                  const std::string& number) {
  return database::guarded([&]() -> std::optional<Standpoint> {
    std::size_t slash = number.find('/');
    bool is_split = shelf.is_split && slash != std::string::npos;
    std::string before = is_split ? number.substr(0, slash) : number;
    std::string after = is_split ? number.substr(slash + 1) : "";
    Standpoint found;
    std::string places[4];
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(shelf.query);
    query.exchange(database::into(found.org));
    for (std::string& place : places) query.exchange(database::into(place));
    query.exchange(database::use(before, "a"));
    if (shelf.is_split) query.exchange(database::use(after, "b"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    for (std::size_t i = 0; i < shelf.regions.size(); ++i)
      found.places.emplace_back(shelf.regions[i], places[i]);
    return found;
  });
}

}  // namespace

std::optional<Standpoint> find_plan_standpoint(database::Database& database,
                                               const std::string& number) {
  return find_at(database,
                 {"select o.code, t.review, t.publication, t.execution, t.withdrawal from plan t"
                  " join org o on o.id = t.org_id where t.number = :a",
                  {"review", "publication", "execution", "withdrawal"}},
                 number);
}

std::optional<Standpoint> find_class_standpoint(database::Database& database,
                                                const std::string& number) {
  return find_at(database,
                 {"select o.code, t.execution, '', '', '' from class t"
                  " join org o on o.id = t.org_id where t.number = :a",
                  {"execution"}},
                 number);
}

std::optional<Standpoint> find_person_standpoint(database::Database& database,
                                                 const std::string& number) {
  return find_at(database,
                 {"select o.code, 'on_record', '', '', '' from person t"
                  " join org o on o.id = t.org_id where t.employee = :a",
                  {"upkeep"}},
                 number);
}

std::optional<Standpoint> find_record_standpoint(database::Database& database,
                                                 const std::string& number) {
  return find_at(
      database,
      {"select o.code, t.status, '', '', '' from record t join person p on p.id = t.person_id"
       " join org o on o.id = p.org_id where p.employee = :a and t.posted = 0 and t.number = :b",
       {"review"},
       true},
      number);
}

std::optional<Standpoint> find_backbone_standpoint(database::Database& database,
                                                   const std::string& number) {
  return find_at(
      database,
      {"select o.code, t.status, '', '', '' from backbone_report t join org o on o.id = t.org_id"
       " where o.code = :a and cast(t.year as text) = :b",
       {"status"},
       true},
      number);
}

std::optional<Standpoint> find_summary_standpoint(database::Database& database,
                                                  const std::string& number) {
  return find_at(database,
                 {"select o.code, t.status, '', '', '' from summary t"
                  " join org o on o.id = t.org_id where o.code = :a and cast(t.year as text) = :b",
                  {"status"},
                  true},
                 number);
}

std::optional<Standpoint> find_proposal_standpoint(database::Database& database,
                                                   const std::string& number) {
  return find_at(database,
                 {"select o.code, t.status, '', '', '' from policy_proposal t"
                  " join org o on o.id = t.org_id where t.number = :a",
                  {"taking"}},
                 number);
}

}  // namespace xueshi::store
