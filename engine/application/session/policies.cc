#include "session/policies.h"

#include <fmt/format.h>

#include <algorithm>

#include "academy/person.h"
#include "base/error.h"
#include "base/text.h"
#include "seal/hash.h"
#include "session/wrong_files.h"

namespace xueshi::session {

namespace {

std::string file_of(const Home& home, base::Year year) {
  return (home.folder() / "rules" / fmt::format("{}.yaml", year.value()))
      .lexically_normal()
      .string();
}

}  // namespace

bool is_whole(const store::TextInForce& text) { return seal::sha256(text.content) == text.sha256; }

void put_in_force(const Home& home, const std::vector<store::TextInForce>& texts,
                  policy::Shelf& shelf) {
  for (const store::TextInForce& text : texts) {
    if (!is_whole(text))
      throw base::Error(
          base::ErrorKind::kDatabase,
          fmt::format("{} 年度确认生效的规定（{}）的文本与其 SHA-256 不符：数据库被改动过，"
                      "不能按它办理；请从备份恢复数据库，或先设 policy_by_deed: false（按 rules "
                      "文件夹中的文件办理），再重新提请生效",
                      text.year.value(), text.number),
          "policy.text-damaged");
    policy::SourceFile& file = shelf.by_year[text.year.value()];
    if (file.text == text.content && !file.name.empty()) continue;
    file = {fmt::format("{}@{}", file_of(home, text.year), text.number), text.content};
  }
}

namespace {

constexpr std::string_view kBetween = "、";

// What a confirmed text extends, and is neither the file nor the confirmed text of that year any
// more.
void add_changed_basis(const Home& home, const policy::Shelf& shelf,
                       const std::vector<store::TextInForce>& texts, const store::TextInForce& text,
                       std::vector<Departure>& departures) {
  for (std::size_t at = 0; at < text.basis.size();) {
    std::size_t end = std::min(text.basis.find(kBetween, at), text.basis.size());
    std::string one = text.basis.substr(at, end - at);
    at = end + kBetween.size();
    auto year = base::parse_year(one.substr(0, one.find(':')));
    if (!year) continue;
    auto file = shelf.by_year.find(year->value());
    bool is_known = (file != shelf.by_year.end() && basis_of(*year, file->second.text) == one) ||
                    std::any_of(texts.begin(), texts.end(), [&](const store::TextInForce& other) {
                      return other.year == *year && basis_of(*year, other.content) == one;
                    });
    if (!is_known)
      departures.push_back({text.year, text.number, file_of(home, *year), Departure::Kind::kBasis});
  }
}

}  // namespace

std::string basis_of(base::Year year, const std::string& text) {
  constexpr std::size_t kShownDigits = 12;
  return fmt::format("{}:{}", year.value(), seal::sha256(text).substr(0, kShownDigits));
}

std::string join_basis(const std::vector<std::string>& texts) {
  return base::join(texts, kBetween);
}

std::vector<Departure> find_departures(const Home& home,
                                       const std::vector<store::TextInForce>& texts) {
  policy::Shelf shelf = home.load_shelf();
  std::vector<Departure> departures;
  for (const store::TextInForce& text : texts) {
    Departure departure{text.year, text.number, file_of(home, text.year)};
    add_changed_basis(home, shelf, texts, text, departures);
    auto file = shelf.by_year.find(text.year.value());
    if (!is_whole(text)) {
      departure.kind = Departure::Kind::kDamaged;
    } else if (file == shelf.by_year.end()) {
      departure.kind = Departure::Kind::kMissing;
    } else if (file->second.text == text.content) {
      continue;
    }
    departures.push_back(std::move(departure));
  }
  return departures;
}

std::string render(const Departure& departure, bool by_deed) {
  if (departure.kind == Departure::Kind::kDamaged)
    return fmt::format("{} 年度确认生效的规定（{}）的文本与其 SHA-256 不符：数据库被改动过",
                       departure.year.value(), departure.number);
  if (departure.kind == Departure::Kind::kBasis)
    return fmt::format(
        "{} 年度确认生效的规定 {} 所沿用的文件 {} "
        "已改动或不在了，其中没有另写的规定随之改变；请恢复该"
        "文件，或重新提请生效",
        departure.year.value(), departure.number, departure.file);
  const char* how = departure.kind == Departure::Kind::kMissing ? "不存在" : "与它不一致";
  const char* what = by_deed ? "仍按确认的文本办理；要改规定，请重新提请生效"
                             : "现按 rules 文件夹中的文件办理；请放进确认的文本，或重新提请生效";
  return fmt::format("{} 年度已确认生效的规定是 {}，文件 {} {}：{}", departure.year.value(),
                     departure.number, departure.file, how, what);
}

const Policies::Resolved& Policies::resolved(base::Year year) const {
  std::lock_guard lock(mutex_);
  auto [at, fresh] = by_year_.try_emplace(year.value());
  if (fresh) {
    at->second.policy =
        policy::resolve(academy::person_vocabulary(), shelf_, year, at->second.findings);
  }
  return at->second;
}

const policy::Policy& Policies::of(base::Year year) const {
  const Resolved& found = resolved(year);
  if (!found.policy) throw WrongFiles(found.findings);
  return *found.policy;
}

const policy::Policy* Policies::find(base::Year year) const {
  if (shelf_.by_year.empty() || year.value() < shelf_.by_year.begin()->first) return nullptr;
  return &of(year);
}

const policy::FurtherColumns& Policies::columns() const {
  std::call_once(columns_asked_, [&] {
    for (const auto& [year, file] : shelf_.by_year) {
      const std::optional<policy::Policy>& policy = resolved(base::Year(year)).policy;
      if (policy) policy::add_columns(*policy, columns_);
    }
  });
  return columns_;
}

}  // namespace xueshi::session
