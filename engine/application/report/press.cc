#include "report/press.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "item/tally.h"
#include "plugin/plugin.h"
#include "workbook/writer.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

// The plugins of the three workbooks, in the order in which they are handed in.
const std::vector<std::string>& year_end_reports() {
  static const std::vector<std::string> kReports = {"execution", "backbone", "annual-summary"};
  return kReports;
}

bool needs(const plugin::Manifest& manifest, const char* input) {
  return std::find(manifest.inputs.begin(), manifest.inputs.end(), input) != manifest.inputs.end();
}

// What a report prints must have been closed before (domain.md §4.2, §4.3).
std::vector<std::string> missing_for(const plugin::Manifest& manifest, const InstituteYear& data) {
  std::vector<std::string> reasons;
  if (needs(manifest, "backbone") && data.backbone.status != yearend::place::kFinalised) {
    reasons.push_back("骨干人才上报尚未完成上报，请先完成上报");
  }
  if (needs(manifest, "summary") && !data.submitted) {
    reasons.push_back("年度培训总结尚未提交，请先刷新数据、填写、提交");
  }
  return reasons;
}

// A submitted summary prints as it was frozen; whoever hands it in should know that the data has
// moved on.
void warn_if_moved_on(session::Session& session, const InstituteYear& data, ReportResult& result) {
  if (!data.submitted) return;
  yearend::SummaryFigures now = item::extract_figures(session, data.scope, data.year, data.org);
  if (now == data.submitted->figures) return;
  result.warnings.push_back(
      fmt::format("{} {} 年度总结提交（第 {} 版）之后数据有变动；如需更新请修改"
                  "总结、刷新数据后再提交",
                  data.org, data.year.value(), data.submitted->revision));
}

}  // namespace

Press::Press(session::Session& session, std::string folder)
    : session_(session),
      folder_(std::move(folder)),
      places_(plugin::find_plugins(session.home().folder())),
      host_(session::Home::plugin_program()) {}

bool Press::has(const std::string& report, const std::string& org) const {
  return report == kYearEnd || plugin::find_plugin(places_, report, org) != nullptr;
}

std::vector<Made> Press::make(const std::string& report, base::Year year, const std::string& org) {
  database::Transaction snapshot(session_.database(), database::Transaction::Mode::kSnapshot);
  session_.reload_tree();  // of the same moment
  std::string code = org;
  academy::Scope scope = session_.institute_scope(code);
  InstituteYear data = read_institute_year(session_, scope, code, year);
  workbook::remove_stale_parts(fs::path(folder_) / code);
  std::vector<Made> made;
  if (report != kYearEnd) {
    made.push_back(make_one(report, data));
    return made;
  }
  for (const std::string& name : year_end_reports()) made.push_back(make_one(name, data));
  warn_if_moved_on(session_, data, made.back().result);
  return made;
}

// Null with reasons where the plugin's files are wrong. Read once.
const plugin::Plugin* Press::load(const plugin::PluginPlace& place,
                                  std::vector<std::string>& reasons) {
  auto [at, fresh] = loaded_.try_emplace(place.folder);
  Loaded& loaded = at->second;
  if (fresh) {
    base::Findings findings;
    loaded.plugin = plugin::load_plugin(session_.home().folder(), place, findings);
    for (const base::Finding& finding : findings.kept())
      loaded.findings.push_back(base::render(finding));
  }
  if (loaded.plugin) return &*loaded.plugin;
  reasons = loaded.findings;
  return nullptr;
}

Made Press::make_one(const std::string& report, const InstituteYear& data) {
  Made made;
  made.result.org = data.org;
  made.result.report = report;
  made.result.status = ReportStatus::kFailed;
  std::vector<std::string>& reasons = made.result.reasons;
  const plugin::PluginPlace* place = plugin::find_plugin(places_, report, data.org);
  if (place == nullptr) {
    reasons.push_back(fmt::format("找不到插件 plugins/{}", report));
    return made;
  }
  const plugin::Plugin* plugin = load(*place, reasons);
  if (plugin == nullptr) return made;
  reasons = missing_for(plugin->manifest, data);
  if (!reasons.empty()) {
    made.result.status = ReportStatus::kNotReady;
    return made;
  }
  return print(*plugin, data);
}

// Hands rows on to the workbook; the receipt is known when every row has been read.
Made Press::print(const plugin::Plugin& plugin, const InstituteYear& data) {
  plugin::Book book = book_of(session_, data);
  page::Fields fields = book.fields();
  fs::path path = fs::path(folder_) / data.org / plugin::output_name(plugin.manifest, fields);
  Made made;
  ReportResult& result = made.result;
  result.org = data.org;
  result.report = plugin.manifest.name;
  result.path = path.string();
  CountedInputs inputs(plugin.manifest, sources_of(session_, data));
  workbook::Writer writer(plugin.page, fields, path);
  plugin::Outcome outcome = host_.run(plugin, book, inputs.sources(), writer);
  result.log = outcome.log;
  if (outcome.failure) {
    result.status = ReportStatus::kFailed;
    result.reasons.push_back(base::render(*outcome.failure));
    result.fault = fmt::format("{}:{} [{}]", outcome.failure->place.file,
                               outcome.failure->place.line, outcome.failure->code);
    return made;
  }
  made.from = make_provenance(session_, plugin, book, data, inputs.finish());
  result.receipt = made.from.receipt;
  writer.set_receipt(kReceiptWord + printed_receipt(result.receipt));
  made.part.emplace(writer.finish());
  return made;
}

}  // namespace xueshi::report
