// References: what the codes in an import file stand for, in memory; for this room's own files.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/session.h"

namespace xueshi::store {

struct OrgRef {
  long long id = 0;
  long long institute = 0;  // id of the institute at or above it; 0 above institutes
  std::string institute_code;
  std::string parent;  // code; empty for the root
  bool in_scope = false;
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <typename T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

struct PersonRef {
  long long id = 0;
  const OrgRef* org = nullptr;
  academy::Employment employment;
  std::string facts;  // as they are stored
};

struct PlanRef {
  long long id = 0;
  bool is_project = true;
  int year = 0;
  const OrgRef* org = nullptr;
};

struct ClassRef {
  long long id = 0;
  int year = 0;
  int days = 0;  // calendar days from start to end
  const OrgRef* org = nullptr;
};

// The id of a source of hours; made where it is new.
long long source_id(database::Sql& sql, const std::string& name);

// Loads only what it is asked for.
class References {
 public:
  References(database::Database& database, const academy::Scope& scope);

  // Called before every later query: a session that is in the middle of a COPY cannot answer one.
  void before_queries(std::function<void()> pause) { pause_ = std::move(pause); }

  // Null where there is none.
  const OrgRef* find_org(std::string_view code) const;
  // Code of the institute at or above a unit; empty where there is none, or no such unit.
  std::string institute_of(long long org_id) const;
  const PersonRef* find_person(std::string_view employee);
  // Whether the scope reaches this person: by their unit, or a learner themselves.
  bool reaches(const PersonRef& person, std::string_view employee) const;
  const PlanRef* find_plan(std::string_view number);
  const ClassRef* find_class(std::string_view number);
  // The id of a source of hours; made where it is new.
  long long source_id(const std::string& name);
  bool any_finalised() const { return !finalised_.empty(); }
  // True where that institute's backbone report of the year is finalised.
  bool is_finalised(const OrgRef& org, int year) const;

 private:
  void load_people();
  void load_plans();
  void load_classes();
  void load_finalised();

  database::Database& database_;
  std::string learner_;  // whose scope is themselves; else empty
  std::function<void()> pause_ = [] {};
  ByText<OrgRef> orgs_;
  std::unordered_map<long long, const OrgRef*> orgs_by_id_;
  ByText<PersonRef> people_;
  ByText<PlanRef> plans_;
  ByText<ClassRef> classes_;
  ByText<long long> sources_;
  std::set<std::pair<long long, int>> finalised_;  // institute, year
  bool people_loaded_ = false, plans_loaded_ = false, classes_loaded_ = false;
};

}  // namespace xueshi::store
