// Invariants of publications: numbered, each by one job, on the disk as published, and made anew
// from the same data with the same receipt.
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "audit/audit.h"
#include "plugin/plugin.h"
#include "plugin/shelf.h"
#include "report/provenance.h"
#include "report/publish.h"
#include "report/report_inputs.h"
#include "seal/hash.h"
#include "session/files.h"
#include "store/publications.h"
#include "upkeep/invariant.h"

namespace xueshi::upkeep {

namespace {

namespace fs = std::filesystem;
using store::Publication;

std::string show(const Publication& one) {
  std::string folder = one.key.folder.empty() ? "" : one.key.folder + "/";
  return fmt::format("{}{} 第 {} 版", folder, one.file, one.revision);
}

// Every publication of the extent, and whether it is the newest of its workbook.
template <typename OnPublication>
void for_each(Examination& examination, OnPublication on_publication) {
  std::optional<Publication> before;
  auto hand_over = [&](bool is_newest) {
    bool is_wanted =
        before && (!examination.extent.year || before->key.year == *examination.extent.year);
    if (is_wanted) on_publication(*before, is_newest);
  };
  store::for_each_publication(examination.database(), examination.extent.scope,
                              [&](const Publication& one) {
                                if (before) hand_over(!(before->key == one.key));
                                before = one;
                              });
  hand_over(true);
}

void check_revisions(Examination& examination) {
  examination.probe("publication.revisions", "{0}：共 {1} 版，最高为第 {2} 版，应从 1 起连续编号");
}

void check_one_per_job(Examination& examination) {
  examination.probe("publication.twice", "{0}：任务 {1} 的第 {2} 次执行一次做成了不止一版");
  examination.probe("publication.fence", "{0}：发布时的栅栏 {1} 高于任务现在的 {2}");
  examination.probe("publication.job", "{0}：没有任务 {1} {2}");
  examination.probe("job.published", "任务 {0} {1} {2}：已完成，却什么也没有发布");
}

void check_kept_texts(Examination& examination) {
  examination.probe("publication.kept", "{0} 第 {1} 版：所依据的文本 {2} 没有保存");
  if (!examination.is_whole) return;
  store::for_each_text(examination.database(), [&](const std::string& hash, const std::string& kind,
                                                   const std::string& content) {
    examination.look_at();
    if (seal::sha256(content) != hash)
      examination.report(fmt::format("{} {}：内容与其哈希值不符", kind, hash));
  });
}

// Where scheduled reports go; empty where this installation does not say.
std::string reports_folder(const session::Session& session) {
  auto at = session.settings().all().find("reports");
  return at == session.settings().all().end() ? "" : at->second.value;
}

void check_file(Examination& examination, const Publication& one, bool is_newest) {
  bool is_scheduled = one.key.folder.empty();
  fs::path folder = is_scheduled ? reports_folder(examination.session) : one.key.folder;
  if (folder.empty()) return examination.skip();
  fs::path path = folder / report::file_of_revision(one.file, one.revision, is_newest);
  std::error_code error;
  bool is_there = fs::is_regular_file(path, error);
  // Folders of people's own are tidied up.
  if (!is_there && !is_newest && !is_scheduled) return examination.skip();
  examination.look_at();
  if (!is_there)
    return examination.report(fmt::format("{}：文件 {} 不存在", show(one), path.string()));
  auto size = static_cast<std::int64_t>(fs::file_size(path, error));
  if (size != one.size || session::sha256_of(path).value_or("") != one.sha256)
    examination.report(fmt::format("{}：文件 {} 与发布时不同", show(one), path.string()));
}

void check_files(Examination& examination) {
  for_each(examination, [&](const Publication& one, bool is_newest) {
    check_file(examination, one, is_newest);
  });
}

// Makes receipts anew, without running a plugin.
class Recomputation {
 public:
  explicit Recomputation(Examination& examination)
      : examination_(examination),
        session_(examination.session),
        shelf_(session_.home().folder()) {}

  void run() {
    std::vector<Publication> newest;
    for_each(examination_, [&](const Publication& one, bool is_newest) {
      if (is_newest) newest.push_back(one);
    });
    for (const Publication& one : newest) compare(one);
  }

 private:
  void compare(const Publication& one) {
    bool went_on = store::has_changes_since(examination_.database(), report::subjects_of_reports(),
                                            one.chain, one.chain_seq, one.made_real);
    const plugin::Plugin* plugin = went_on ? nullptr : find(one.key);
    if (plugin == nullptr) return examination_.skip();
    report::Provenance now = make_anew(one.key, *plugin);
    bool is_comparable =
        now.policy == one.policy && now.page == one.page && now.plugin == one.plugin;
    if (!is_comparable) return examination_.skip();
    examination_.look_at();
    if (now.receipt == one.receipt) return;
    examination_.report(fmt::format("{}：校验码为 {}，按现在的数据应为 {}，而其间没有办理或导入",
                                    show(one), report::printed_receipt(one.receipt),
                                    report::printed_receipt(now.receipt)));
  }

  report::Provenance make_anew(const store::PublicationKey& key, const plugin::Plugin& plugin) {
    std::string org = key.org;
    academy::Scope scope = session_.institute_scope(org);
    report::InstituteYear data = report::read_institute_year(session_, scope, org, key.year);
    plugin::Book book = report::book_of(session_, data);
    report::CountedInputs inputs(plugin.manifest, report::sources_of(session_, data));
    return make_provenance(session_, plugin, book, data, inputs.finish());
  }

  // Null where the home has it no more, or not in order.
  const plugin::Plugin* find(const store::PublicationKey& key) {
    const plugin::PluginPlace* place = shelf_.find(key.report, key.org);
    const academy::Org* org = session_.tree().find(key.org);
    bool is_institute = org != nullptr && org->level == academy::OrgLevel::kInstitute;
    if (place == nullptr || !is_institute || session_.policies().find(key.year) == nullptr)
      return nullptr;
    auto [at, fresh] = loaded_.try_emplace(place->folder);
    base::Findings ignored;  // doctor names them
    if (fresh) at->second = plugin::load_plugin(session_.home().folder(), *place, ignored);
    return at->second ? &*at->second : nullptr;
  }

  Examination& examination_;
  session::Session& session_;
  plugin::Shelf shelf_;
  std::map<std::string, std::optional<plugin::Plugin>> loaded_;
};

void check_recomputation(Examination& examination) { Recomputation(examination).run(); }

}  // namespace

const std::vector<Invariant>& publication_invariants() {
  static const std::vector<Invariant> kInvariants = {
      {"revisions", "每个已发布的报表从第 1 版起连续编号", check_revisions},
      {"one-per-job", "每个任务每做一次至多发布一版，已完成的任务都有发布", check_one_per_job},
      {"kept-texts", "发布所依据的规定、模板和插件都按其哈希值保存", check_kept_texts},
      {"files", "已发布的文件都在，且与发布时相同", check_files},
      {"recomputation", "数据未变动时，重新核算的校验码与发布的相同", check_recomputation},
  };
  return kInvariants;
}

}  // namespace xueshi::upkeep
