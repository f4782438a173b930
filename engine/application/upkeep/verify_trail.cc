// The invariant that the rows in the database are those that the trail says (store/seals.h).
#include <fmt/format.h>

#include <map>
#include <set>

#include "base/number.h"
#include "store/audit.h"
#include "store/seals.h"
#include "upkeep/invariant.h"

namespace xueshi::upkeep {

namespace {

using database::RowSum;
using store::AuditEntry;
using store::Seal;
using store::SealedSums;
using store::SealedYear;

// From where on the trail answers: the entry that sealed what stood there with the newest step of
// the schema, and how far every chain went by then.
struct Beginning {
  std::string chain;
  std::int64_t seq = 0;  // 0: the trail answers from its first entry on
  std::int64_t schema = 0;
  std::map<std::string, std::int64_t> heads;

  bool answers(const AuditEntry& entry) const {
    if (seq == 0 || (entry.chain == chain && entry.seq == seq)) return true;
    auto head = heads.find(entry.chain);
    return head == heads.end() || entry.seq > head->second;
  }
};

bool is_beginning(const AuditEntry& entry) {
  return entry.subject == store::kSealSubject && entry.action == store::kSealAction;
}

std::int64_t number_of(const std::string& text) { return base::parse_decimal(text, 0).value_or(0); }

void report_twice_sealed(Examination& examination, const AuditEntry& entry) {
  examination.report(fmt::format("{} 第 {} 条：数据库结构第 {} 版的数据已经封存过，不应再次封存",
                                 entry.chain, entry.seq, entry.item));
}

Beginning find_beginning(Examination& examination) {
  Beginning beginning;
  std::set<std::string> sealed;
  store::for_each_sealed(examination.database(), [&](const AuditEntry& entry) {
    if (!is_beginning(entry)) return;
    if (!sealed.insert(entry.item).second) report_twice_sealed(examination, entry);
    std::int64_t schema = number_of(entry.item);
    if (schema > examination.database().schema_version()) {
      examination.report(fmt::format("{} 第 {} 条：封存的数据库结构第 {} 版尚不存在", entry.chain,
                                     entry.seq, entry.item));
      return;
    }
    if (schema < beginning.schema) return;
    beginning = {entry.chain, entry.seq, schema, {}};
    for (const auto& [chain, seq] : entry.after) beginning.heads[chain] = number_of(seq);
  });
  return beginning;
}

// Every line of a seal that the trail answers for.
template <typename OnSeal>
void for_each_seal(Examination& examination, const Beginning& beginning, OnSeal on_seal) {
  store::for_each_sealed(examination.database(), [&](const AuditEntry& entry) {
    if (!beginning.answers(entry)) return;
    for (const Seal& seal : store::decode_seals(entry.seal)) on_seal(entry, seal);
  });
}

RowSum total(const std::map<std::string, RowSum>& places) {
  RowSum sum;
  for (const auto& [place, of_place] : places) sum += of_place;
  return sum;
}

// What the trail says of one row last.
struct Told {
  bool stands = false;
  RowSum sum;
  std::string chain;
  std::int64_t at_real = 0;
  std::string where;  // the entry: "I001 第 12 条"
};

// One table and year in which the rows are not those of the trail.
class Difference {
 public:
  Difference(Examination& examination, const Beginning& beginning, SealedYear of,
             const std::map<std::string, RowSum>& told, const std::map<std::string, RowSum>& found)
      : examination_(examination),
        beginning_(beginning),
        of_(std::move(of)),
        told_(told),
        found_(found) {}

  void report() {
    read_trail();
    unexplained_ = total(told_);
    unexplained_ -= total(found_);
    name_rows();
    if (unexplained_ != RowSum()) name_places();
  }

 private:
  std::string what() const {
    std::string label = store::table_label(of_.first);
    return of_.second == 0 ? label : fmt::format("{} 年的{}", of_.second, label);
  }

  void read_trail() {
    for_each_seal(examination_, beginning_, [&](const AuditEntry& entry, const Seal& seal) {
      if (seal.key.empty() || seal.table != of_.first || seal.year != of_.second) return;
      Told& told = rows_[seal.key];
      // The order is certain within a chain, and across chains as the machine's clock had it.
      if (told.chain != entry.chain && entry.at_real < told.at_real) return;
      told = {seal.came, seal.sum, entry.chain, entry.at_real,
              fmt::format("{} 第 {} 条", entry.chain, entry.seq)};
    });
  }

  void name_rows() {
    std::vector<std::pair<std::vector<std::string>, std::string>> named;
    store::for_each_sealed_row(
        examination_.database(), of_, [&](const std::vector<std::string>& key, const RowSum& sum) {
          auto row = rows_.find(key);
          if (row == rows_.end()) return;
          if (!row->second.stands) {
            named.emplace_back(key, fmt::format("审计记录（{}）中已删除", row->second.where));
            unexplained_ += sum;
          } else if (row->second.sum != sum) {
            named.emplace_back(key, fmt::format("与审计记录（{}）不符", row->second.where));
            unexplained_ += sum;
            unexplained_ -= row->second.sum;
          }
          rows_.erase(row);
        });
    for (const auto& [key, told] : rows_) {
      if (!told.stands) continue;
      named.emplace_back(key, fmt::format("已不在数据库中，审计记录（{}）中仍有", told.where));
      unexplained_ -= told.sum;
    }
    for (const auto& [key, message] : named) {
      examination_.report(fmt::format(
          "{} {}：{}", what(), store::row_name(examination_.database(), of_.first, key), message));
    }
  }

  // Rows that came in a sum cannot be told apart. Whoever moved since is counted elsewhere: places
  // are named where the whole does not agree.
  void name_places() {
    std::set<std::string> places;
    for (const auto* sums : {&told_, &found_}) {
      for (const auto& [place, sum] : *sums) places.insert(place);
    }
    for (const std::string& place : places) {
      RowSum told = sum_of(told_, place), found = sum_of(found_, place);
      if (told == found) continue;
      std::string how =
          told.count() == found.count()
              ? fmt::format("{} 行中有改动", found.count())
              : fmt::format("审计记录为 {} 行，数据库中有 {} 行", told.count(), found.count());
      examination_.report(fmt::format("{} {}：与审计记录不符，{}", place, what(), how));
    }
  }

  static RowSum sum_of(const std::map<std::string, RowSum>& sums, const std::string& place) {
    auto at = sums.find(place);
    return at == sums.end() ? RowSum() : at->second;
  }

  Examination& examination_;
  const Beginning& beginning_;
  SealedYear of_;
  const std::map<std::string, RowSum>&told_, &found_;
  std::map<std::vector<std::string>, Told> rows_;
  RowSum unexplained_;
};

void check_flag(Examination& examination, const Seal& seal) {
  const std::string& flag = seal.key.front();
  if (store::is_flag_up(examination.database(), flag)) return;
  examination.report(fmt::format("数据库中的标记 {} 被取消，审计记录中曾经设置", flag));
}

void check_triggers(Examination& examination) {
  for (const std::string& trigger : store::find_wrong_triggers(examination.database())) {
    examination.report(fmt::format(
        "触发器 {} 不是数据库结构所定的：已不在、被停用、本身或其函数被改动，或为他人所加",
        trigger));
  }
}

void check_trail_agrees(Examination& examination) {
  check_triggers(examination);
  Beginning beginning = find_beginning(examination);
  SealedSums told, found = store::sum_rows(examination.database());
  for_each_seal(examination, beginning, [&](const AuditEntry&, const Seal& seal) {
    if (seal.table == store::kFlag) return check_flag(examination, seal);
    RowSum& sum = told[{seal.table, seal.year}][seal.place];
    seal.came ? sum += seal.sum : sum -= seal.sum;
  });
  for (const auto& [of, places] : found) told.try_emplace(of);
  for (const auto& [of, places] : told) {
    const std::map<std::string, RowSum>& there = found[of];
    examination.look_at(total(there).count());
    if (examination.extent.year && of.second != 0 && of.second != examination.extent.year->value())
      continue;
    if (total(places) != total(there))
      Difference(examination, beginning, of, places, there).report();
  }
}

}  // namespace

const std::vector<Invariant>& trail_invariants() {
  static const std::vector<Invariant> kInvariants = {
      {"trail-agrees", "机构、人员、角色、密码、计划、培训班和学习记录是审计记录所说的那些",
       check_trail_agrees, /*of_academy=*/true},
  };
  return kInvariants;
}

}  // namespace xueshi::upkeep
