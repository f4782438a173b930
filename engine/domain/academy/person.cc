#include "academy/person.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"

namespace xueshi::academy {

namespace {

struct PostName {
  std::string_view label;
  std::string_view word;
};
constexpr std::array<PostName, 3> kPosts = {
    {{"科研", "research"}, {"管理", "management"}, {"支撑", "support"}}};

enum Fact : std::size_t { kRank, kPost, kHoursRequired, kHired, kInstitute, kDepartment, kFacts };

// 科研 and 科研岗.
condition::Said said_posts() {
  condition::Said said;
  for (const PostName& post : kPosts) {
    for (const char* ending : {"", "岗", "岗位"})
      said.emplace_back(std::string(post.label) + ending, post.word);
  }
  return said;
}

condition::Value text_or_missing(std::string_view text) {
  if (text.empty()) return std::monostate{};
  return std::string(text);
}

// The spell that is known to be the last one ends, and another begins.
void come_back(Employment& employment, base::Date left, base::Date hired) {
  employment.earlier.push_back({*employment.hired, left});
  employment.hired = hired;
  employment.left.reset();
}

// A row of the last spell, or of one after it.
std::optional<Employment> with_latest(const Employment& known, const Employment& given) {
  Employment result = known;
  if (known.left && known.left < given.hired) {
    if (!known.hired) return std::nullopt;
    come_back(result, *known.left, *given.hired);
  }
  result.hired = given.hired;
  result.left = given.left;
  return result;
}

// Nobody's day from `left` to `hired`, these two left out.
std::optional<Employment> with_gap(const Employment& known, base::Date left, base::Date hired) {
  Employment result = known;
  if (known.hired && *known.hired <= left) {
    come_back(result, left, hired);
    return result;
  }
  auto& spells = result.earlier;
  auto next = std::find_if(spells.begin(), spells.end(),
                           [&](const Spell& spell) { return left < spell.hired; });
  if (next == spells.begin()) return std::nullopt;
  std::prev(next)->left = left;
  next = std::find_if(next, spells.end(), [&](const Spell& spell) { return hired <= spell.left; });
  if (next != spells.end()) {
    next->hired = hired;
  } else if (known.left && *known.left < hired) {
    come_back(result, *known.left, hired);
  } else {
    result.hired = hired;
  }
  return result;
}

// A spell before the last one takes the place of those that it meets.
Employment with_earlier(const Employment& known, const Spell& given) {
  Employment result = known;
  std::erase_if(result.earlier, [&](const Spell& spell) {
    return spell.hired <= given.left && given.hired <= spell.left;
  });
  auto after = std::find_if(result.earlier.begin(), result.earlier.end(),
                            [&](const Spell& spell) { return given.left < spell.hired; });
  result.earlier.insert(after, given);
  return result;
}

bool has_first_day(const std::vector<Spell>& spells, base::Date day) {
  return std::any_of(spells.begin(), spells.end(),
                     [&](const Spell& spell) { return spell.hired == day; });
}

std::vector<Spell> ended_before(std::vector<Spell> spells, base::Date day) {
  std::erase_if(spells, [&](const Spell& spell) { return spell.left >= day; });
  return spells;
}

}  // namespace

std::string_view label(Post post) { return kPosts[static_cast<std::size_t>(post)].label; }
std::string_view word(Post post) { return kPosts[static_cast<std::size_t>(post)].word; }

std::optional<Post> parse_post(std::string_view label_text) {
  for (std::size_t i = 0; i < kPosts.size(); ++i) {
    if (kPosts[i].label == label_text) return static_cast<Post>(i);
  }
  return std::nullopt;
}

std::optional<Post> post_of(std::string_view word) {
  for (std::size_t i = 0; i < kPosts.size(); ++i) {
    if (kPosts[i].word == word) return static_cast<Post>(i);
  }
  return std::nullopt;
}

const condition::Vocabulary& person_vocabulary() {
  using condition::Comparison;
  using condition::FactType;
  static const condition::Vocabulary kVocabulary = {
      {{"rank",
        FactType::kChoice,
        {"division_level", "staff"},
        true,
        {{"处级", "division_level"},
         {"处级及以上", "division_level"},
         {"处级干部", "division_level"},
         {"处级及以上干部", "division_level"},
         {"职工", "staff"},
         {"普通职工", "staff"},
         {"一般职工", "staff"},
         {"处级以下", "staff"},
         {"非处级", "staff"}}},
       {"post", FactType::kChoice, {"research", "management", "support"}, false, said_posts()},
       {"hours_required", FactType::kFlag, {}, true},
       {"hired", FactType::kDate, {}},
       {"institute", FactType::kText, {}},
       {"department", FactType::kText, {}}},
      {{"rank", kRank, Comparison::kEquals, {}, {"职级", "级别", "是否处级及以上"}},
       {"post", kPost, Comparison::kEquals, {}, {"岗位", "岗位类别"}},
       {"hours_required", kHoursRequired, Comparison::kEquals, {}, {"学时要求", "是否有学时要求"}},
       {"hired_in",
        kHired,
        Comparison::kEquals,
        {"reporting_year", "previous_year"},
        {"入职", "入职年度", "入职时间", "入职年份"}},
       {"hired_before",
        kHired,
        Comparison::kLess,
        {"reporting_year", "previous_year"},
        {"入职早于"}},
       {"hired_from",
        kHired,
        Comparison::kAtLeast,
        {"reporting_year", "previous_year"},
        {"入职不早于"}},
       {"institute", kInstitute, Comparison::kEquals, {}, {"研究所", "单位", "机构", "机构编码"}},
       {"department", kDepartment, Comparison::kEquals, {}, {"部门"}}},
      {{"本年度", "reporting_year"},
       {"当年", "reporting_year"},
       {"本年", "reporting_year"},
       {"当年度", "reporting_year"},
       {"上年度", "previous_year"},
       {"上年", "previous_year"}}};
  return kVocabulary;
}

std::string render_spells(const std::vector<Spell>& spells) {
  std::string text;
  for (const Spell& spell : spells) {
    text += (text.empty() ? "" : " ") + base::render(spell.hired) + "/" + base::render(spell.left);
  }
  return text;
}

std::vector<Spell> parse_spells(std::string_view text) {
  std::vector<Spell> spells;
  for (const std::string& one : base::split(text, ' ')) {
    std::vector<std::string> days = base::split(one, '/');
    if (days.size() != 2) continue;
    auto hired = base::parse_date(days[0]), left = base::parse_date(days[1]);
    if (hired && left) spells.push_back({*hired, *left});
  }
  return spells;
}

std::string render_facts(const std::map<std::string, std::string>& facts) {
  std::string text;
  for (const auto& [name, value] : facts) {
    if (!value.empty()) text += (text.empty() ? "" : "\n") + name + "\t" + value;
  }
  return text;
}

std::map<std::string, std::string> parse_facts(std::string_view text) {
  std::map<std::string, std::string> facts;
  for (const std::string& line : base::split(text, '\n')) {
    std::size_t tab = line.find('\t');
    if (tab != std::string::npos) facts[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return facts;
}

std::map<std::string, std::string> with_facts(std::map<std::string, std::string> known,
                                              const std::map<std::string, std::string>& given) {
  for (const auto& [name, value] : given) {
    if (value.empty()) known.erase(name);
    if (!value.empty()) known[name] = value;
  }
  return known;
}

std::optional<Employment> continued(const Employment& known, const Employment& given) {
  if (!given.hired) return Employment{std::nullopt, given.left, {}};
  if (given.left && *given.left < *given.hired) return with_gap(known, *given.left, *given.hired);
  if (known.earlier.empty() || known.earlier.back().left < *given.hired)
    return with_latest(known, given);
  if (given.left && given.left < known.hired)
    return with_earlier(known, {*given.hired, *given.left});
  if (!given.left && has_first_day(known.earlier, *given.hired)) return known;
  return Employment{given.hired, given.left, ended_before(known.earlier, *given.hired)};
}

std::optional<base::Date> hired_as_of(const Employment& employment, base::Date last_day) {
  std::optional<base::Date> hired = employment.hired;
  for (auto spell = employment.earlier.rbegin(); spell != employment.earlier.rend(); ++spell) {
    if (hired && *hired > last_day) hired = spell->hired;
  }
  return hired;
}

std::optional<base::Date> hired_as_of(const Employment& employment, base::Year calendar_year) {
  return hired_as_of(employment, base::on(calendar_year, {12, 31}));
}

bool is_employed(const Employment& employment, base::Date day) {
  bool is_now = (!employment.hired || *employment.hired <= day) &&
                (!employment.left || day <= *employment.left);
  return is_now ||
         std::any_of(employment.earlier.begin(), employment.earlier.end(),
                     [&](const Spell& spell) { return spell.hired <= day && day <= spell.left; });
}

bool is_employed_in(const Employment& employment, base::Year year) {
  return is_employed_within(employment, base::on(year, {1, 1}), base::on(year, {12, 31}));
}

bool is_employed_within(const Employment& employment, base::Date first, base::Date last) {
  auto meets = [&](const std::optional<base::Date>& from, const std::optional<base::Date>& to) {
    return (!from || *from <= last) && (!to || *to >= first);
  };
  return meets(employment.hired, employment.left) ||
         std::any_of(employment.earlier.begin(), employment.earlier.end(),
                     [&](const Spell& spell) { return meets(spell.hired, spell.left); });
}

std::optional<base::Date> left_before(const Employment& employment, base::Date day) {
  std::optional<base::Date> left = employment.left, back = employment.hired;
  for (auto spell = employment.earlier.rbegin(); spell != employment.earlier.rend(); ++spell) {
    if (!back || *back <= day) break;
    left = spell->left;
    back = spell->hired;
  }
  return left && *left < day ? left : std::nullopt;
}

condition::Facts facts_of(const Person& person, base::Date last_day, std::string_view institute,
                          std::string_view department) {
  condition::Facts facts(kFacts);
  facts[kRank] = std::string(person.division_level ? "division_level" : "staff");
  if (person.post) facts[kPost] = std::string(word(*person.post));
  facts[kHoursRequired] = person.hours_required;
  set_hired(facts, person.employment, last_day);
  facts[kInstitute] = text_or_missing(institute);
  facts[kDepartment] = text_or_missing(department);
  return facts;
}

void set_hired(condition::Facts& facts, const Employment& employment, base::Date last_day) {
  facts[kHired] = {};
  if (auto hired = hired_as_of(employment, last_day)) facts[kHired] = condition::day_number(*hired);
}

}  // namespace xueshi::academy
