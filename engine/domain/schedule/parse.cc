#include "schedule/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "base/text.h"
#include "schedule/ical.h"
#include "schedule/occurrence.h"
#include "schedule/rule.h"
#include "yaml/reader.h"

namespace xueshi::schedule {

namespace {

using yaml::Node;

constexpr const char* kSchedule = "schedules.[]";
constexpr std::size_t kMost = 100;        // schedules of a file
constexpr std::int64_t kMostDays = 3660;  // of catch_up

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// One schedule of the file, key by key.
struct Reading {
  const yaml::Document& document;
  yaml::Reader& reader;
  const Node& node;
  Schedule schedule{};
};

// "" and a finding where there is none. `report` and `repeat` are no misspellings of each other.
std::string required_text(Reading& reading, const std::string& key) {
  Node others = reading.node;
  std::erase_if(others.entries, [&](const Node::Entry& entry) {
    return entry.key != key && base::contains(file_keys().at(kSchedule), entry.key);
  });
  return reading.reader.required_text(others, key);
}

void read_id(Reading& reading, std::set<std::string>& ids) {
  std::string id = required_text(reading, "id");
  reading.schedule.id = id;
  if (id.empty()) return;
  const yaml::Mark& mark = reading.node.find("id")->mark;
  if (!is_name(id) || id == "manual") {
    reading.reader.error(
        mark, "wrong-id",
        fmt::format("id '{}' {}", id,
                    id == "manual" ? "留给人工生成的报表，请另取一个"
                                   : "只能有小写字母、数字和 '-'，至多 40 个字符"));
  } else if (!ids.insert(id).second) {
    reading.reader.error(mark, "duplicate-id", fmt::format("id '{}' 前面已经用过，请另取一个", id));
  }
}

void read_report(Reading& reading) {
  std::string report = required_text(reading, "report");
  reading.schedule.report = report;
  if (report.empty()) return;
  const yaml::Mark& mark = reading.node.find("report")->mark;
  reading.schedule.report_place = reading.document.place(mark);
  if (is_name(report)) return;
  reading.reader.error(
      mark, "wrong-report",
      fmt::format("'{}' 不是报表名称，名称只有小写字母、数字和 '-'，例如 year-end", report));
}

// True where the rule can be used.
bool read_repeat(Reading& reading) {
  std::string repeat = required_text(reading, "repeat");
  if (repeat.empty()) return false;
  reading.schedule.repeat = repeat;
  std::vector<RuleMistake> mistakes;
  parse_rule(repeat, mistakes);
  for (const RuleMistake& mistake : mistakes)
    reading.reader.error(reading.node.find("repeat")->mark, mistake.code, mistake.message);
  return mistakes.empty();
}

void read_start(Reading& reading) {
  const Node* node = reading.node.find("start");
  if (node == nullptr) return;
  std::string given = reading.reader.text(*node);
  if (!node->is_scalar()) return;
  auto day = base::parse_date(given);
  if (day && *day >= kFirstDay && *day <= kLastDay) {
    reading.schedule.start = *day;
    return;
  }
  reading.reader.error(node->mark, "wrong-start",
                       fmt::format("start 应为 {} 至 {} 之间的日期，这里是 '{}'",
                                   base::render(kFirstDay), base::render(kLastDay), given));
}

void read_at(Reading& reading) {
  const Node* node = reading.node.find("at");
  if (node == nullptr) return;
  std::string given = reading.reader.text(*node);
  if (!node->is_scalar()) return;
  bool shaped = given.size() == 5 && given[2] == ':';
  auto hour = shaped ? base::parse_decimal(given.substr(0, 2), 0) : std::nullopt;
  auto minute = shaped ? base::parse_decimal(given.substr(3), 0) : std::nullopt;
  if (hour && minute && *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60) {
    reading.schedule.at = static_cast<int>(*hour * 60 + *minute);
    return;
  }
  reading.reader.error(node->mark, "wrong-at",
                       fmt::format("at 应为 24 小时制的时间，例如 \"02:00\"，这里是 '{}'", given));
}

void read_zone(Reading& reading) {
  const Node* node = reading.node.find("time_zone");
  if (node == nullptr) return;
  std::string given = reading.reader.text(*node);
  if (!node->is_scalar()) return;
  if (is_zone(given)) {
    reading.schedule.time_zone = given;
    return;
  }
  reading.reader.error(node->mark, "unknown-zone",
                       fmt::format("未知的时区 '{}'，请写 IANA 名称，例如 Asia/Shanghai", given));
}

void read_reporting_year(Reading& reading) {
  const Node* node = reading.reader.required(reading.node, "reporting_year");
  if (node == nullptr) return;
  auto word = reading.reader.word(*node, {"previous", "current"});
  if (word && *word == 1) reading.schedule.reporting_year = ReportingYear::kCurrent;
}

void read_institutes(Reading& reading) {
  const Node* node = reading.node.find("institutes");
  const Node& placed = node == nullptr ? reading.node : *node;
  reading.schedule.institutes_place = reading.document.place(placed.mark);
  if (node == nullptr || (node->is_scalar() && node->text == "all")) return;
  if (!node->is_sequence() || node->items.empty()) {
    return reading.reader.error(node->mark, "wrong-institutes",
                                "institutes 应为 all 或机构编码的列表，例如 [I001, I002]");
  }
  std::set<std::string> seen;
  for (const Node& item : node->items) {
    std::string code = reading.reader.text(item);
    if (item.is_scalar() && (code.empty() || !seen.insert(code).second)) {
      reading.reader.error(
          item.mark, "wrong-institutes",
          code.empty() ? "机构编码不能为空" : fmt::format("机构 '{}' 写了两次，请只留一个", code));
    }
    reading.schedule.institutes.push_back(code);
  }
}

void read_catch_up(Reading& reading) {
  const Node* node = reading.node.find("catch_up");
  if (node == nullptr) return;
  std::string given = reading.reader.text(*node);
  if (!node->is_scalar()) return;
  reading.schedule.catch_up_text = given;
  std::string digits = given.substr(0, given.empty() ? 0 : given.size() - 1);
  auto number = base::parse_decimal(given == "0" ? given : digits, 0);
  bool days = given.ends_with('d'), hours = given.ends_with('h'), none = given == "0";
  bool fits = number && *number >= 0 && *number <= (days ? kMostDays : kMostDays * 24);
  if (fits && (days || hours || none)) {
    reading.schedule.catch_up = std::chrono::hours(*number * (days ? 24 : 1));
    return;
  }
  reading.reader.error(
      node->mark, "wrong-catch-up",
      fmt::format("catch_up 应为 30d（天）、12h（小时）或 0，至多 {}d，这里是 '{}'", kMostDays,
                  given));
}

void read_overlap(Reading& reading) {
  const Node* node = reading.node.find("overlap");
  if (node == nullptr) return;
  auto word = reading.reader.word(*node, {"skip", "queue"});
  if (word && *word == 1) reading.schedule.overlap = Overlap::kQueue;
}

// Looking for a day until 2199 in vain takes up to seconds; a file of such rules is refused anyway.
constexpr int kMostNever = 5;

void check_happens(Reading& reading, int& never) {
  if (never == kMostNever) return;
  Moment before = std::chrono::sys_days(kFirstDay) - std::chrono::days(2);
  if (!next_occurrences(reading.schedule, before, 1).empty()) return;
  ++never;
  reading.reader.error(reading.node.find("repeat")->mark, "never",
                       fmt::format("从 {} 到 {} 没有一天符合这条规则，请检查日期、start 与 UNTIL",
                                   base::render(reading.schedule.start), base::render(kLastDay)));
}

Schedule read_one(const yaml::Document& document, yaml::Reader& reader, const Node& node,
                  std::set<std::string>& ids, int& never) {
  Reading reading{document, reader, node};
  if (!reader.check_keys(node, file_keys().at(kSchedule))) return reading.schedule;
  read_id(reading, ids);
  read_report(reading);
  bool usable = read_repeat(reading);
  read_start(reading);
  read_at(reading);
  read_zone(reading);
  read_reporting_year(reading);
  read_institutes(reading);
  read_catch_up(reading);
  read_overlap(reading);
  if (usable) check_happens(reading, never);
  return reading.schedule;
}

std::vector<Schedule> read_all(const yaml::Document& document, yaml::Reader& reader) {
  std::vector<Schedule> schedules;
  if (!reader.check_keys(document.root(), file_keys().at(""))) return schedules;
  const Node* list = reader.required(document.root(), "schedules");
  if (list == nullptr) return schedules;
  if (!list->is_sequence()) {
    reader.error(list->mark, "wrong-kind", "schedules 应为列表，每项以 '- id: 名称' 开头");
    return schedules;
  }
  if (list->items.size() > kMost) {
    reader.error(list->mark, "too-many", fmt::format("至多 {} 项定时任务", kMost));
    return schedules;
  }
  std::set<std::string> ids;
  int never = 0;
  for (const Node& node : list->items)
    schedules.push_back(read_one(document, reader, node, ids, never));
  return schedules;
}

}  // namespace

const yaml::KeyTable& file_keys() {
  static const yaml::KeyTable kTable = {
      {{"", {"schedules"}},
       {"schedules", {"[]"}},
       {kSchedule,
        {"id", "report", "repeat", "start", "at", "time_zone", "reporting_year", "institutes",
         "catch_up", "overlap"}}}};
  return kTable;
}

std::optional<std::vector<Schedule>> parse_schedules(const std::string& file, std::string_view text,
                                                     base::Findings& findings) {
  auto document = yaml::Document::parse(file, text, findings);
  if (!document) return std::nullopt;
  base::Findings found;
  yaml::Reader reader(*document, "schedule", found);
  std::vector<Schedule> schedules = read_all(*document, reader);
  found.sort_by_place();
  findings.append(found);
  if (!found.ok()) return std::nullopt;
  return schedules;
}

}  // namespace xueshi::schedule
