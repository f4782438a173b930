// People of the academy, and what a policy may ask about them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "condition/condition.h"

namespace xueshi::academy {

enum class Post { kResearch, kManagement, kSupport };  // 科研 管理 支撑
std::string_view label(Post post);
std::string_view word(Post post);  // research management support, as `when: {post: …}` writes it
std::optional<Post> parse_post(std::string_view label_text);
std::optional<Post> post_of(std::string_view word);

// An employment from first to last day, both included.
struct Spell {
  base::Date hired, left;
  bool operator==(const Spell&) const = default;
};

// When somebody is one of the academy's people. Who comes back keeps the first 入职 as `earlier`
// (domain.md §2, D7).
struct Employment {
  std::optional<base::Date> hired;  // 入职时间
  std::optional<base::Date> left;   // 离职时间
  std::optional<Spell> earlier;     // ended before `hired`

  bool operator==(const Employment&) const = default;
};

// What `given`, a row or an edit, makes of what is known: 入职 after 离职 in itself, or after a
// known 离职, is a second spell. Absent where that needs an earlier 入职, which is not known.
std::optional<Employment> continued(const Employment& known, const Employment& given);

// The 入职 that counts in a year: of a second spell only from its year on.
std::optional<base::Date> hired_as_of(const Employment& employment, base::Year year);

// Whether the day lies in one of the spells; a day of theirs that is not known leaves it open.
bool is_employed(const Employment& employment, base::Date day);

// Whether any day of the year may lie in one of the spells.
bool is_employed_in(const Employment& employment, base::Year year);

// The 离职 that lies before the day, where nobody has come back by then.
std::optional<base::Date> left_before(const Employment& employment, base::Date day);

struct Person {
  std::string employee;  // 员工编号, the key
  std::string name;
  std::string login;  // 登录名; the employee number where none is given
  std::string org;    // code of department or institute
  std::optional<Post> post;
  bool division_level = false;  // 是否处级及以上
  Employment employment;
  bool hours_required = true;  // 是否有学时要求; everyone is in unless marked
  std::string email;

  bool operator==(const Person&) const = default;
};

// Facts: rank, post, hours_required, hired (year, missing without a date), institute, department.
// Atoms: rank, post, hours_required, hired_in, hired_before, institute, department; `hired_in` and
// `hired_before` take a year or `reporting_year`. In the reporting year `year`.
const condition::Vocabulary& person_vocabulary();

// `institute` and `department` are unit codes; empty ones become missing facts.
condition::Facts facts_of(const Person& person, base::Year year, std::string_view institute,
                          std::string_view department);

}  // namespace xueshi::academy
