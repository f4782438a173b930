#include "upkeep/backup_audit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"

namespace xueshi::upkeep {

using store::AuditEntry;
using store::AuditHead;

namespace {

unsigned char nibble(char digit) {
  return static_cast<unsigned char>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

}  // namespace

AuditOfCopy::ShortHash AuditOfCopy::shorten(const std::string& hash) {
  ShortHash result{};
  for (std::size_t i = 0; i < result.size() && 2 * i + 1 < hash.size(); ++i)
    result[i] = static_cast<unsigned char>(nibble(hash[2 * i]) << 4 | nibble(hash[2 * i + 1]));
  return result;
}

void AuditOfCopy::add(const AuditEntry& entry) {
  Chain& chain = chains_[entry.chain];
  chain.rows.push_back({entry.seq, shorten(entry.hash), shorten(entry.previous)});
  bool is_first = chain.changed == 0 || entry.seq < chain.changed;
  if (is_first && store::audit_hash(entry) != entry.hash) chain.changed = entry.seq;
}

void AuditOfCopy::fault(const char* code, const std::string& message) {
  findings_->error({file_, 0, 0, "", ""}, code, message);
}

void AuditOfCopy::judge(const std::string& file, const std::vector<AuditHead>& heads,
                        const audit::Witness& witness, base::Findings& findings) {
  file_ = file;
  findings_ = &findings;
  std::map<std::string, AuditHead> by_chain;
  for (const AuditHead& head : heads) by_chain[head.chain] = head;
  for (auto& [name, chain] : chains_) by_chain.try_emplace(name, AuditHead{name, 0, ""});
  for (const auto& [name, head] : by_chain) judge_chain(name, chains_[name], head);
  judge_witness(witness);
}

void AuditOfCopy::judge_chain(const std::string& name, Chain& chain, const AuditHead& head) {
  auto broken = [&](std::int64_t seq, const char* how) {
    fault("backup.audit", fmt::format("审计记录 {} 第 {} 条：{}", name, seq, how));
  };
  std::sort(chain.rows.begin(), chain.rows.end(),
            [](const Row& a, const Row& b) { return a.seq < b.seq; });
  Row before{0, {}, {}};
  for (const Row& row : chain.rows) {
    if (row.seq != before.seq + 1) return broken(before.seq + 1, "该条缺失");
    if (row.previous != before.hash) return broken(row.seq, "与上一条不相接");
    if (row.seq == chain.changed) return broken(row.seq, "内容与其哈希值不符");
    before = row;
  }
  if (head.seq > before.seq) return broken(before.seq + 1, "该条缺失");
  if (head.seq < before.seq || shorten(head.hash) != before.hash)
    return broken(before.seq, "链头不是这最后一条");
}

void AuditOfCopy::judge_witness(const audit::Witness& witness) {
  audit::WitnessKeys keys(witness.find_key());
  std::map<std::string, audit::WitnessLine> last;  // of each chain
  std::map<std::string, std::int64_t> reported;
  auto report = [&](const audit::WitnessLine& line, const char* how) {
    if (reported.try_emplace(line.head.chain, line.number).second)
      fault("backup.witness", fmt::format("见证文件第 {} 行：{}", line.number, how));
  };
  auto is_fragment = [&](const audit::WitnessLine& line) {
    return std::any_of(chains_.begin(), chains_.end(), [&](const auto& chain) {
      return audit::Witness::is_torn(line.text, chain.first);
    });
  };
  witness.for_each([&](const audit::WitnessLine& line) {
    if (line.key) return keys.add(line);
    bool says_something = line.is_whole() && !line.head.hash.empty();
    if (!says_something) {
      if (!is_fragment(line)) report(line, "无法识别");
      return;
    }
    const std::vector<Row>& rows = chains_[line.head.chain].rows;
    bool is_known = line.head.seq >= 1 && line.head.seq <= static_cast<std::int64_t>(rows.size());
    if (!is_known) return report(line, "它见证的审计记录不在备份里");
    if (rows[static_cast<std::size_t>(line.head.seq) - 1].hash != shorten(line.head.hash))
      return report(line, "与备份里的审计记录不符");
    audit::WitnessLine& latest = last[line.head.chain];
    if (latest.number == 0 || latest.head.seq < line.head.seq) latest = line;
  });
  for (const auto& [chain, line] : last) {
    const std::string& key = keys.key_of(line.number);
    if (!key.empty() && !witness.is_signed(key, line)) report(line, "不是备份里的密钥所签");
  }
  for (std::int64_t line : keys.find_false(witness.installation())) {
    fault("backup.witness", fmt::format("见证文件第 {} 行：更换密钥没有新旧两把密钥的签名", line));
  }
}

}  // namespace xueshi::upkeep
