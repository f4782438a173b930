#include "plugin/emitted.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <utility>

#include "base/date.h"
#include "base/text.h"
#include "page/list_rules.h"

namespace xueshi::plugin {

namespace {

constexpr std::size_t kLongestText = 32'767;  // characters: what a cell holds
constexpr std::int64_t kMost = 1'000'000'000'000'000;
constexpr std::size_t kMostPages = 1'000;  // of a form that repeats: a break each
static_assert(wire::kMostSpread == page::kMostHeadings);

Refusal wrong_type(const std::string& key, std::string_view wanted, std::string_view got) {
  return {"plugin.wrong-type", fmt::format("列 '{}' 要{}，收到{}", key, wanted, got)};
}

std::optional<Refusal> check_text(const std::string& key, std::string_view text) {
  if (!base::is_clean_utf8(text))
    return Refusal{"plugin.text-encoding", fmt::format("列 '{}' 的文字不是有效的 UTF-8", key)};
  if (text.size() > kLongestText && base::characters(text).size() > kLongestText)
    return Refusal{"plugin.text-too-long",
                   fmt::format("列 '{}' 的文字超过 {} 个字", key, kLongestText)};
  return std::nullopt;
}

std::string shown(double value) {
  char text[32];
  auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 15).ptr;
  return std::string(text, end);
}

Refusal not_exact(const std::string& key, double value, int places) {
  if (!std::isfinite(value))
    return {"plugin.not-a-number", fmt::format("列 '{}' 收到的不是数（{}），是否除以了 0？", key,
                                               std::isnan(value) ? "nan" : "inf")};
  if (std::fabs(value) >= static_cast<double>(kMost))
    return {"plugin.not-a-number", fmt::format("列 '{}' 的数 {} 超过 15 位", key, shown(value))};
  if (places == 0)
    return {"plugin.too-many-decimals",
            fmt::format("列 '{}' 要整数，收到 {}；请用 round({})", key, shown(value), key)};
  return {"plugin.too-many-decimals",
          fmt::format("列 '{}' 至多 {} 位小数，收到 {}；请用 round({}, {})", key, places,
                      shown(value), key, places)};
}

}  // namespace

std::optional<page::Number> exact(double value, int places) {
  if (!std::isfinite(value) || std::fabs(value) >= static_cast<double>(kMost)) return std::nullopt;
  char text[32];
  auto end =
      std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific, 14)
          .ptr;
  std::string_view all(text, static_cast<std::size_t>(end - text));
  std::size_t e = all.find('e');
  int exponent = 0;
  std::from_chars(text + e + 2, end, exponent);
  if (all[e + 1] == '-') exponent = -exponent;
  std::int64_t digits = all[0] - '0';
  for (char digit : all.substr(2, e - 2)) digits = digits * 10 + (digit - '0');
  if (digits == 0) return page::Number{0, 0};
  int behind = 14 - exponent;  // decimals of `digits`
  for (; behind > 0 && digits % 10 == 0; --behind) digits /= 10;
  if (behind > places) return std::nullopt;
  for (; behind < 0; ++behind) digits *= 10;
  return page::Number{value < 0 ? -digits : digits, behind};
}

// What the rows of one sheet must be.
class RowCheck::SheetCheck {
 public:
  // Requires: the sheet outlives it.
  explicit SheetCheck(const page::Sheet& sheet);

  std::optional<Refusal> read(wire::Reader& reader);
  std::optional<Refusal> finish() const;
  const page::Row& row() const { return row_; }
  bool has_spread(const std::string& key) const;

 private:
  struct Target {
    std::string key;
    page::Format format;
    int places;
    bool is_spread;
  };
  void add(const std::string& key, page::Format format, int places, bool is_spread = false);
  std::optional<Refusal> read_cell(wire::Reader& reader, const Target& target, page::Cell& cell);
  std::optional<Refusal> read_spread(wire::Reader& reader, const Target& target, page::Cell& cell);
  std::optional<Refusal> missing() const;
  std::optional<Refusal> check_whole();

  std::vector<Target> targets_;
  std::vector<std::string> keys_;
  std::unordered_map<std::string, std::size_t> positions_;
  std::optional<page::ListRules> rules_;  // of a list
  bool repeats_ = false;                  // a form
  std::size_t rows_ = 0;
  std::vector<bool> seen_;
  std::string key_;
  page::Row row_;
};

RowCheck::SheetCheck::SheetCheck(const page::Sheet& sheet) : keys_(sheet.keys()) {
  if (const auto* list = std::get_if<page::ListBody>(&sheet.body)) {
    rules_.emplace(*list);
    for (const page::Column& column : list->columns)
      add(column.key, column.format, column.places, column.is_spread);
  } else {
    const auto& form = std::get<page::FormBody>(sheet.body);
    repeats_ = form.repeats;
    for (const auto& row : form.rows) {
      for (const page::FormCell& cell : row) add(cell.key, cell.format, cell.places);
    }
    for (const page::FormBlock& block : form.blocks) add(block.key, page::Format::kText, 0);
  }
  row_.resize(targets_.size());
}

void RowCheck::SheetCheck::add(const std::string& key, page::Format format, int places,
                               bool is_spread) {
  bool has_places = format == page::Format::kDecimal || format == page::Format::kPercent;
  positions_.emplace(key, targets_.size());
  targets_.push_back({key, format, has_places ? places : 0, is_spread});
}

bool RowCheck::SheetCheck::has_spread(const std::string& key) const {
  auto found = positions_.find(key);
  return found != positions_.end() && targets_[found->second].is_spread;
}

std::optional<Refusal> RowCheck::SheetCheck::read(wire::Reader& reader) {
  seen_.assign(targets_.size(), false);
  std::optional<Refusal> refusal;
  for (std::uint32_t left = reader.u32(); left > 0 && reader.ok() && !refusal; --left) {
    key_ = reader.text();
    auto found = positions_.find(key_);
    if (found == positions_.end()) {
      if (!base::is_clean_utf8(key_)) key_.assign(1, '?');
      std::string advice = base::suggest(key_, keys_);
      if (advice.empty()) advice = "，模板的列是：" + base::join(keys_, "、");
      return Refusal{"plugin.unknown-column", fmt::format("模板没有列 '{}'{}", key_, advice)};
    }
    const Target& target = targets_[found->second];
    page::Cell& cell = row_[found->second];
    refusal =
        target.is_spread ? read_spread(reader, target, cell) : read_cell(reader, target, cell);
    seen_[found->second] = true;
  }
  if (!refusal && reader.ok()) refusal = missing();
  return refusal || !reader.ok() ? refusal : check_whole();
}

std::optional<Refusal> RowCheck::SheetCheck::missing() const {
  std::vector<std::string> lacking;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (!seen_[i]) lacking.push_back("'" + keys_[i] + "'");
  }
  if (lacking.empty()) return std::nullopt;
  return Refusal{"plugin.missing-column",
                 fmt::format("这一行缺少列 {}（或其值为 nil）；没有内容时请写 \"\"",
                             base::join(lacking, "、"))};
}

// The row among those before it.
std::optional<Refusal> RowCheck::SheetCheck::check_whole() {
  ++rows_;
  if (!rules_) {
    if (!repeats_ && rows_ > 1) return Refusal{"plugin.not-one-row", ""};
    if (rows_ > kMostPages)
      return Refusal{"plugin.too-many-pages",
                     fmt::format("一页一张的表格至多 {} 张，请分成几份", kMostPages)};
    return std::nullopt;
  }
  auto fault = rules_->check(row_);
  if (!fault) return std::nullopt;
  return Refusal{"plugin." + fault->code, fault->message};
}

// A form is one page of one row.
std::optional<Refusal> RowCheck::SheetCheck::finish() const {
  if (rules_ || repeats_ || rows_ > 0) return std::nullopt;
  return Refusal{"plugin.not-one-row", ""};
}

std::optional<Refusal> RowCheck::SheetCheck::read_spread(wire::Reader& reader, const Target& target,
                                                         page::Cell& cell) {
  if (reader.tag() != wire::Tag::kMap)
    return wrong_type(target.key, "一个表", "别的，请写成 {线上 = 12, 线下 = 3}");
  page::Spread spread;
  for (std::uint32_t left = reader.u32(); left > 0 && reader.ok(); --left) {
    std::string heading(reader.text());
    if (auto refusal = check_text(target.key, heading)) return refusal;
    if (heading.empty())
      return Refusal{"plugin.wrong-type",
                     fmt::format("列 '{}' 的表里有空的键；键是列的标题", target.key)};
    page::Cell value;
    if (auto refusal = read_cell(reader, target, value)) return refusal;
    page::SpreadCell& one = spread.emplace_back();
    one.heading = std::move(heading);
    if (auto* text = std::get_if<std::string>(&value)) one.value = std::move(*text);
    if (auto* number = std::get_if<page::Number>(&value)) one.value = *number;
  }
  std::sort(spread.begin(), spread.end(),
            [](const auto& a, const auto& b) { return a.heading < b.heading; });
  auto twice = std::adjacent_find(spread.begin(), spread.end(), [](const auto& a, const auto& b) {
    return a.heading == b.heading;
  });
  if (twice != spread.end())
    return Refusal{"plugin.wrong-type", fmt::format("列 '{}' 的表里 '{}' 出现两次（1 和 \"1\"）",
                                                    target.key, twice->heading)};
  cell = std::move(spread);
  return std::nullopt;
}

std::optional<Refusal> RowCheck::SheetCheck::read_cell(wire::Reader& reader, const Target& target,
                                                       page::Cell& cell) {
  bool is_date = target.format == page::Format::kDate;
  bool takes_text = target.format == page::Format::kText || is_date;
  switch (reader.tag()) {
    case wire::Tag::kText: {
      std::string_view text = reader.text();
      if (text.empty()) return cell = std::monostate(), std::nullopt;
      if (!takes_text) return wrong_type(target.key, "数", "文字");
      if (auto refusal = check_text(target.key, text)) return refusal;
      if (is_date && !base::parse_local_time(text))
        return Refusal{"plugin.wrong-date",
                       fmt::format("列 '{}' 要日期 2017-11-01 或 2017-11-01 09:00，收到 '{}'",
                                   target.key, text)};
      cell = std::string(text);
      return std::nullopt;
    }
    case wire::Tag::kInteger: {
      std::int64_t value = reader.i64();
      if (takes_text) return wrong_type(target.key, "文字", "数，请用 tostring(…)");
      if (value >= kMost || value <= -kMost)
        return Refusal{"plugin.not-a-number",
                       fmt::format("列 '{}' 的数 {} 超过 15 位", target.key, value)};
      cell = page::Number{value, 0};
      return std::nullopt;
    }
    case wire::Tag::kNumber: {
      double value = reader.number();
      if (takes_text) return wrong_type(target.key, "文字", "数，请用 tostring(…)");
      auto number = exact(value, target.places);
      if (!number) return not_exact(target.key, value, target.places);
      cell = *number;
      return std::nullopt;
    }
    case wire::Tag::kFalse:
    case wire::Tag::kTrue:
      return wrong_type(target.key, takes_text ? "文字" : "数",
                        " true/false，请写成 x and \"是\" or \"否\"");
    case wire::Tag::kMap:
      return wrong_type(target.key, "文字或数", " table");
    default:
      reader.text();
      return wrong_type(target.key, "文字或数", "别的东西");
  }
}

RowCheck::RowCheck(const page::Template& page) : page_(page) {
  for (const page::Sheet& sheet : page_.sheets)
    checks_.push_back(std::make_unique<SheetCheck>(sheet));
}
RowCheck::~RowCheck() = default;

const page::Row& RowCheck::row() const { return checks_[at_]->row(); }

std::optional<Refusal> RowCheck::find_sheet(const std::string& name) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < page_.sheets.size(); ++i) {
    if (page_.sheets[i].name == name) return at_ = i, std::nullopt;
    names.push_back(page_.sheets[i].name);
  }
  if (names.size() == 1 && names[0].empty())
    return Refusal{"plugin.unknown-sheet",
                   "模板只有一张表，请写 emit{…}；几张表要在模板里写 sheets"};
  std::string said = base::is_clean_utf8(name) ? name : "?";
  std::string advice = base::suggest(said, names);
  if (advice.empty()) advice = "，模板的表是：" + base::join(names, "、");
  if (said.empty())
    return Refusal{"plugin.unknown-sheet",
                   fmt::format("模板有几张表，请写 emit(\"{}\", {{…}}){}", names[0], advice)};
  return Refusal{"plugin.unknown-sheet", fmt::format("模板没有表 '{}'{}", said, advice)};
}

std::optional<Refusal> RowCheck::read(wire::Reader& reader) {
  std::string sheet(reader.text());
  if (auto refusal = find_sheet(sheet)) return refusal;
  return checks_[at_]->read(reader);
}

std::optional<Refusal> RowCheck::read_order(wire::Reader& reader) {
  key_ = reader.text();
  headings_.clear();
  for (std::uint32_t left = reader.u32(); left > 0 && reader.ok(); --left)
    headings_.emplace_back(reader.text());
  if (!base::is_clean_utf8(key_)) key_ = "?";
  bool known = std::any_of(checks_.begin(), checks_.end(),
                           [&](const auto& check) { return check->has_spread(key_); });
  if (!known)
    return Refusal{"plugin.unknown-column",
                   fmt::format("模板没有 spread 的列 '{}'，order 只用于这样的列", key_)};
  if (headings_.size() > page::kMostHeadings)
    return Refusal{"plugin.too-many-headings",
                   fmt::format("列 '{}' 至多 {} 个标题", key_, page::kMostHeadings)};
  for (const std::string& heading : headings_) {
    if (auto refusal = check_text(key_, heading)) return refusal;
  }
  std::vector<std::string> sorted = headings_;
  std::sort(sorted.begin(), sorted.end());
  auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    return Refusal{"plugin.wrong-type",
                   fmt::format("order 里 '{}' 的 '{}' 写了两次", key_, *twice)};
  return std::nullopt;
}

std::optional<Refusal> RowCheck::finish() const {
  for (const auto& check : checks_) {
    if (auto refusal = check->finish()) return refusal;
  }
  return std::nullopt;
}

}  // namespace xueshi::plugin
