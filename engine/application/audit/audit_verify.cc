#include "audit/audit_verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "audit/audit.h"
#include "audit/witness.h"
#include "store/audit.h"

namespace xueshi::audit {

namespace {

using store::AuditEntry;
using store::AuditHead;

// 24 digits of a hash tell rows apart, and a million of these are 40 MB.
using ShortHash = std::array<char, 24>;

ShortHash shorten(const std::string& hash) {
  ShortHash result{};
  std::copy_n(hash.begin(), std::min(hash.size(), result.size()), result.begin());
  return result;
}

struct Witnessed {
  std::int64_t seq;
  ShortHash hash;
  std::int64_t line;
};

// What the witness says of one chain.
struct Testimony {
  std::vector<Witnessed> rows;  // in order of seq
  WitnessLine last;             // the one with the highest seq
};

// Walks the rows in order of chain and number, and stops looking at a chain at its first fault.
class Verification {
 public:
  explicit Verification(session::Session& session)
      : session_(session),
        witness_(Witness::of(session.settings(), session.database())),
        keys_(witness_.find_key()) {
    result_.witness = witness_.file().lexically_normal().string();
  }

  AuditVerification run() {
    // Before the snapshot: what is witnessed by now is committed by then.
    read_witness();
    database::Transaction snapshot(session_.database(), database::Transaction::Mode::kSnapshot);
    for (const AuditHead& head : store::fetch_audit_heads(session_.database())) {
      if (reaches(head.chain)) heads_[head.chain] = head;
    }
    judge_fragments();
    store::for_each_audit(session_.database(), session_.scope(), {},
                          [&](const AuditEntry& entry) { on_row(entry); });
    if (in_chain_) end_chain();
    report_lost_chains();
    judge_witness();
    add_warnings();
    std::stable_sort(
        result_.problems.begin(), result_.problems.end(),
        [](const AuditProblem& a, const AuditProblem& b) { return a.chain < b.chain; });
    return std::move(result_);
  }

 private:
  bool reaches(const std::string& chain) const {
    const academy::OrgTree& tree = session_.tree();
    academy::OrgRange range = session_.scope().range();
    if (tree.find(chain) != nullptr) return range.contains(tree.range_of(chain).lo);
    return range.lo == 0 && range.hi >= static_cast<std::int64_t>(tree.orgs().size());
  }

  void fault(const std::string& chain, std::int64_t seq, const char* code, std::string message) {
    result_.problems.push_back({chain, seq, code, std::move(message)});
  }

  void read_witness() {
    witness_.for_each([&](const WitnessLine& line) {
      if (line.key) {
        keys_.add(line);
      } else if (!line.is_whole()) {
        fragments_.push_back(line);
      } else if (reaches(line.head.chain)) {
        Testimony& testimony = testimony_[line.head.chain];
        testimony.rows.push_back({line.head.seq, shorten(line.head.hash), line.number});
        if (line.head.seq >= testimony.last.head.seq) testimony.last = line;
      }
    });
    for (auto& [chain, testimony] : testimony_) {
      std::stable_sort(testimony.rows.begin(), testimony.rows.end(),
                       [](const Witnessed& a, const Witnessed& b) { return a.seq < b.seq; });
      if (!is_signed(testimony.last)) distrust(chain, testimony.last);
    }
  }

  // What a crash tore is no forgery: it claims nothing, and its row counts as without a witness.
  void judge_fragments() {
    std::vector<std::string> chains;
    for (const AuditHead& head : store::fetch_audit_heads(session_.database()))
      chains.push_back(head.chain);
    bool has_bad_line = false;
    for (const WitnessLine& line : fragments_) {
      bool is_torn = std::any_of(chains.begin(), chains.end(), [&](const std::string& chain) {
        return Witness::is_torn(line.text, chain);
      });
      if (is_torn) {
        result_.warnings.push_back(
            fmt::format("见证文件第 {} 行不完整（写到一半时中断），未据此核对", line.number));
      } else if (!has_bad_line) {
        has_bad_line = true;
        fault("", 0, "audit.witness-line", fmt::format("见证文件第 {} 行无法识别", line.number));
      }
    }
  }

  // Without a key nothing can be said against a line.
  bool is_signed(const WitnessLine& line) const {
    const std::string& key = keys_.key_of(line.number);
    return key.empty() || witness_.is_signed(key, line);
  }

  void distrust(const std::string& chain, const WitnessLine& line) {
    fault(chain, line.head.seq, "audit.signature",
          fmt::format("见证文件第 {} 行的签名不是当时的密钥所签", line.number));
    testimony_[chain].rows.clear();
  }

  WitnessLine line_at(std::int64_t number) const {
    WitnessLine found;
    witness_.for_each([&](const WitnessLine& line) {
      if (line.number == number) found = line;
    });
    return found;
  }

  void on_row(const AuditEntry& entry) {
    ++result_.rows;
    if (!in_chain_ || entry.chain != last_.chain) {
      if (in_chain_) end_chain();
      begin_chain(entry.chain);
    }
    if (!broken_) check(entry);
    last_ = store::head_of(entry);
  }

  void begin_chain(const std::string& chain) {
    ++result_.chains;
    in_chain_ = true;
    broken_ = false;
    last_ = {chain, 0, ""};
    next_witnessed_ = 0;
  }

  void break_at(std::int64_t seq, const char* code, std::string message) {
    broken_ = true;
    fault(last_.chain, seq, code, std::move(message));
  }

  void check(const AuditEntry& entry) {
    std::int64_t due = last_.seq + 1;
    if (entry.seq != due) return break_at(due, "audit.hole", "该条缺失");
    if (entry.previous != last_.hash)
      return break_at(entry.seq, "audit.previous", "与上一条不相接：本条或上一条被改动过");
    if (store::audit_hash(entry) != entry.hash)
      return break_at(entry.seq, "audit.content", "内容与其哈希值不符：被改动过");
    check_witness(entry);
  }

  void check_witness(const AuditEntry& entry) {
    std::vector<Witnessed>& rows = testimony_[entry.chain].rows;
    for (; next_witnessed_ < rows.size() && rows[next_witnessed_].seq <= entry.seq;
         ++next_witnessed_) {
      const Witnessed& row = rows[next_witnessed_];
      if (row.hash == shorten(entry.hash)) continue;
      WitnessLine line = line_at(row.line);
      if (!is_signed(line)) return distrust(entry.chain, line);
      return break_at(entry.seq, "audit.witness",
                      fmt::format("与见证文件第 {} 行不符：该条被改写过", line.number));
    }
  }

  void end_chain() {
    auto head = heads_.find(last_.chain);
    bool has_head = head != heads_.end();
    AuditHead wanted = has_head ? head->second : AuditHead{last_.chain, 0, ""};
    if (has_head) heads_.erase(head);
    Testimony testimony;
    if (auto node = testimony_.extract(last_.chain)) testimony = std::move(node.mapped());
    if (broken_) return;
    if (!testimony.rows.empty() && testimony.rows.back().seq > last_.seq)
      return report_behind(last_.chain, last_.seq, testimony);
    if (wanted.seq > last_.seq) {
      return fault(last_.chain, last_.seq + 1, "audit.hole",
                   fmt::format("该条缺失：链头记到第 {} 条", wanted.seq));
    }
    if (wanted != last_) fault(last_.chain, last_.seq, "audit.head", "链头不是这最后一条");
    std::int64_t witnessed = testimony.rows.empty() ? 0 : testimony.rows.back().seq;
    if (witnessed < last_.seq) unwitnessed_ += last_.seq - witnessed;
  }

  void report_behind(const std::string& chain, std::int64_t last, const Testimony& testimony) {
    fault(chain, last + 1, "audit.behind",
          fmt::format("该条缺失：见证文件第 {} 行记到第 {} 条（如刚从备份恢复，请将见证文件另存）",
                      testimony.rows.back().line, testimony.rows.back().seq));
  }

  // Chains that have no row any more.
  void report_lost_chains() {
    for (const auto& [chain, testimony] : testimony_) {
      if (!testimony.rows.empty()) report_behind(chain, 0, testimony);
    }
    for (const auto& [chain, head] : heads_) {
      bool reported = testimony_.count(chain) > 0 && !testimony_[chain].rows.empty();
      if (!reported) {
        fault(chain, 1, "audit.hole", fmt::format("该条缺失：链头记到第 {} 条", head.seq));
      }
    }
  }

  void add_warnings() {
    std::error_code error;
    bool is_there = std::filesystem::exists(witness_.file(), error);
    if (is_there && unwitnessed_ > 0)
      result_.warnings.push_back(fmt::format("有 {} 条尚无见证", unwitnessed_));
    for (std::int64_t line : keys_.find_unsigned()) {
      result_.warnings.push_back(
          fmt::format("见证文件第 {} 行起换了密钥，旧密钥已丢失：此前各行的签名未核对", line));
    }
  }

  // Without it the database can only be held against itself.
  void judge_witness() {
    std::error_code error;
    if (!std::filesystem::exists(witness_.file(), error)) {
      if (result_.rows == 0) return;
      if (!store::was_witnessed(session_.database())) {
        result_.warnings.push_back(fmt::format(
            "没有见证文件 {}，只能核对数据库自身；请指明见证所在的文件夹", result_.witness));
        return;
      }
      return fault(
          "", 0, "audit.witness-lost",
          fmt::format("没有见证文件 {}：请从备份放回，或指明见证所在的文件夹", result_.witness));
    }
    if (keys_.is_lost()) {
      fault("", 0, "audit.key-lost",
            fmt::format("没有签名密钥 {}：请从备份放回；确已丢失的，由本机操作员更换密钥",
                        witness_.key_file().lexically_normal().string()));
    }
    for (std::int64_t line : keys_.find_false(witness_.installation())) {
      fault("", 0, "audit.key-change",
            fmt::format("见证文件第 {} 行更换密钥没有新旧两把密钥的签名", line));
    }
  }

  session::Session& session_;
  Witness witness_;
  WitnessKeys keys_;
  std::map<std::string, AuditHead> heads_;      // of chains not yet walked
  std::map<std::string, Testimony> testimony_;  // likewise
  std::vector<WitnessLine> fragments_;          // lines of the witness that are not whole
  AuditVerification result_;
  AuditHead last_;  // the row before, of the chain that is walked
  bool in_chain_ = false;
  bool broken_ = false;
  std::size_t next_witnessed_ = 0;
  std::int64_t unwitnessed_ = 0;
};

}  // namespace

AuditVerification verify_audit(session::Session& session) {
  with_refusals_audited(session, "audit", "", "verify", "",
                        [&] { session.require_right(academy::Right::kCheckAudit); });
  return Verification(session).run();
}

KeyChange rotate_key(session::Session& session) {
  Witness witness = Witness::of(session.settings(), session.database());
  with_refusals_audited(session, "witness", witness.installation(), "rotate-key", "", [&] {
    if (session.actor().is_operator()) return;
    throw base::Refused("audit.operator", "见证的密钥是本机的，只有本机操作员可以更换");
  });
  KeyChange change = witness.rotate_key();
  AuditEntry entry = audit_entry(session, audit_chain(session, ""), "witness",
                                 witness.installation(), "rotate-key");
  entry.before = {{"公钥", change.old_key.empty() ? "已丢失" : change.old_key}};
  put_after(entry, {{"公钥", change.new_key}});
  record_audit(session, {entry});
  return change;
}

}  // namespace xueshi::audit
