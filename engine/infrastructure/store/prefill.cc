#include "store/prefill.h"

#include <fmt/format.h>

namespace xueshi::store {

namespace {

// What a class has from its plan: its column, and the plan's value.
struct Filled {
  const char* column;
  const char* value;
};
constexpr const char* kFirstDay = "l.month || '-01'";
constexpr Filled kFilled[] = {
    {"title", "l.title"},           {"org_id", "l.org_id"},           {"year", "l.year"},
    {"category", "l.category"},     {"start_at", kFirstDay},          {"end_at", kFirstDay},
    {"seconds", "l.seconds"},       {"days_millis", "l.days_millis"}, {"headcount", "l.headcount"},
    {"budget_fen", "l.budget_fen"}, {"venue", "l.address"},           {"contact", "l.contact"},
    {"phone", "l.phone"},           {"place_kind", "l.place_kind"},   {"organiser", "l.organiser"}};

// A plan that names no month any more leaves its class where it is.
std::string value_for_class(const Filled& filled) {
  if (std::string_view(filled.value) != kFirstDay) return filled.value;
  return fmt::format("case when l.month = '' then class.{} else {} end", filled.column, kFirstDay);
}

// "title = l.title, …": the class as its plan has it.
std::string assignments(const std::string& excellent) {
  std::string text = "excellent = " + excellent;
  for (const Filled& filled : kFilled)
    text += fmt::format(", {} = {}", filled.column, value_for_class(filled));
  return text;
}

std::string insert_text(const std::string& joined, const std::string& excellent) {
  std::string columns, values;
  for (const Filled& filled : kFilled) {
    columns += fmt::format(", {}", filled.column);
    values += fmt::format(", {}", filled.value);
  }
  return fmt::format(
      "insert into class (id, number, plan_id, prefilled, execution, excellent{})"
      " select (select coalesce(max(id), 0) from class) + row_number() over"
      " (order by l.id), l.number, l.id, 1, 'not_carried_out', {}{} from plan l {}"
      " where l.form = 'project' and l.month <> ''"
      " and not exists (select 1 from class c where c.plan_id = l.id)",
      columns, excellent, values, joined);
}

}  // namespace

void prefill_missing_classes(database::Sql& sql, const std::string& joined,
                             const std::string& excellent) {
  database::run(sql, insert_text(joined, excellent));
}

void refill_classes_of_changed_plans(database::Sql& sql) {
  database::run(sql,
                fmt::format("update class set {} from plan l join incoming i on i.number = l.number"
                            " where class.plan_id = l.id and class.prefilled = 1"
                            " and class.execution = 'not_carried_out'"
                            " and l.id in (select id from changed_plan)",
                            assignments("i.class_excellent")));
}

void prefill_class_of(database::Sql& sql, long long plan, bool excellent) {
  sql << insert_text("join plan only_one on only_one.id = l.id and only_one.id = :plan",
                     excellent ? "1" : "0"),
      database::use(plan, "plan");
}

void refill_class_of(database::Sql& sql, long long plan, bool excellent) {
  sql << fmt::format(
      "update class set {} from plan l where class.plan_id = l.id and l.id = :plan"
      " and class.prefilled = 1 and class.execution = 'not_carried_out'",
      assignments(excellent ? "1" : "0")),
      database::use(plan, "plan");
}

void part_edited_class(database::Sql& sql, std::string_view number) {
  std::string differs, text(number);
  for (const Filled& filled : kFilled)
    differs +=
        fmt::format(" or class.{} is distinct from {}", filled.column, value_for_class(filled));
  sql << fmt::format(
      "update class set prefilled = 0 from plan l where class.plan_id = l.id"
      " and class.number = :number and class.prefilled = 1 and ({})",
      differs.substr(sizeof(" or ") - 1)),
      database::use(text, "number");
}

}  // namespace xueshi::store
