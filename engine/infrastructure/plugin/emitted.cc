#include "plugin/emitted.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.h"

namespace xueshi::plugin {

namespace {

constexpr std::size_t kLongestText = 32'767;  // characters: what a cell holds
constexpr std::int64_t kMost = 1'000'000'000'000'000;

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

RowCheck::RowCheck(const page::Template& page) : keys_(page.keys()) {
  if (const auto* list = std::get_if<page::ListBody>(&page.body)) {
    for (const page::Column& column : list->columns) add(column.key, column.format, column.places);
  } else {
    const auto& form = std::get<page::FormBody>(page.body);
    for (const auto& row : form.rows) {
      for (const page::FormCell& cell : row) add(cell.key, cell.format, cell.places);
    }
    for (const page::FormBlock& block : form.blocks) add(block.key, page::Format::kText, 0);
  }
  row_.resize(targets_.size());
}

void RowCheck::add(const std::string& key, page::Format format, int places) {
  positions_.emplace(key, targets_.size());
  targets_.push_back({key, format, format == page::Format::kDecimal ? places : 0});
}

std::optional<Refusal> RowCheck::read(wire::Reader& reader) {
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
    refusal = read_cell(reader, targets_[found->second], row_[found->second]);
    seen_[found->second] = true;
  }
  return refusal || !reader.ok() ? refusal : missing();
}

std::optional<Refusal> RowCheck::missing() const {
  std::vector<std::string> lacking;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (!seen_[i]) lacking.push_back("'" + keys_[i] + "'");
  }
  if (lacking.empty()) return std::nullopt;
  return Refusal{"plugin.missing-column",
                 fmt::format("这一行缺少列 {}（或其值为 nil）；没有内容时请写 \"\"",
                             base::join(lacking, "、"))};
}

std::optional<Refusal> RowCheck::read_cell(wire::Reader& reader, const Target& target,
                                           page::Cell& cell) {
  bool takes_text = target.format == page::Format::kText;
  switch (reader.tag()) {
    case wire::Tag::kText: {
      std::string_view text = reader.text();
      if (text.empty()) return cell = std::monostate(), std::nullopt;
      if (!takes_text) return wrong_type(target.key, "数", "文字");
      if (auto refusal = check_text(target.key, text)) return refusal;
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
    default:
      reader.text();
      return wrong_type(target.key, "文字或数", "别的东西");
  }
}

}  // namespace xueshi::plugin
