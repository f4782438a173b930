// People of the academy, and what a policy may ask about them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// "2001-05-09/2003-06-30 2005-02-01/2010-12-31", as they are stored.
std::string render_spells(const std::vector<Spell>& spells);
// What is not written so is left out.
std::vector<Spell> parse_spells(std::string_view text);

// When somebody is one of the academy's people. Who comes back, however often, keeps every spell
// (domain.md §2, D7).
struct Employment {
  std::optional<base::Date> hired;  // 入职时间
  std::optional<base::Date> left;   // 离职时间
  // In order of time, each ended before the next and the last before `hired`; none where `hired` is
  // not known.
  std::vector<Spell> earlier;

  bool operator==(const Employment&) const = default;
};

// What `given`, a row or an edit, makes of what is known; its earlier spells are not asked for.
// - 入职 after 离职 in itself, or after a known 离职, is a further spell. Absent where the 入职
//   of the one before is not known.
// - 离职 and 入职 around a known gap, or days of an earlier spell, put right what differs of them;
//   an earlier spell once more says nothing new.
// - 入职 before the end of an earlier spell, the spell still going on or ended after the known
//   入职: it is the last one, and those that it meets were none.
// - No 入职: nothing is known of it any more, and of earlier spells neither.
std::optional<Employment> continued(const Employment& known, const Employment& given);

// The 入职 that counts in a year that ends on that day: of a later spell only from its year on.
std::optional<base::Date> hired_as_of(const Employment& employment, base::Date last_day);
std::optional<base::Date> hired_as_of(const Employment& employment, base::Year calendar_year);

// Whether the day lies in one of the spells; a day of theirs that is not known leaves it open.
bool is_employed(const Employment& employment, base::Date day);

// Whether any day from `first` to `last` may lie in one of the spells.
bool is_employed_within(const Employment& employment, base::Date first, base::Date last);

// Whether any day of the calendar year may lie in one of the spells.
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
  std::map<std::string, std::string> facts;  // further columns that policies declare, as written

  bool operator==(const Person&) const = default;
};

// "NAME<tab>VALUE" a line, in byte order of names, as further columns are stored; those without a
// value are left out. Names and values come from policies and hold neither tabs nor line breaks.
std::string render_facts(const std::map<std::string, std::string>& facts);
// What is not written so is left out.
std::map<std::string, std::string> parse_facts(std::string_view text);
// What `given`, a row or an edit, makes of what is known: an empty value takes one away, and what
// is not given stays.
std::map<std::string, std::string> with_facts(std::map<std::string, std::string> known,
                                              const std::map<std::string, std::string>& given);

// Facts: rank, post, hours_required, hired (day, missing without a date), institute, department.
// Atoms: rank, post, hours_required, hired_in, hired_before, hired_from, institute, department; the
// three of 入职 take a year, a day, `reporting_year`, `previous_year`, or a day of these:
// `previous/11-01`.
const condition::Vocabulary& person_vocabulary();

// In the year that ends on that day. `institute` and `department` are unit codes; empty ones become
// missing facts.
condition::Facts facts_of(const Person& person, base::Date last_day, std::string_view institute,
                          std::string_view department);
// Makes facts those of a year that ends on that day.
void set_hired(condition::Facts& facts, const Employment& employment, base::Date last_day);

}  // namespace xueshi::academy
