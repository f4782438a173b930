#include "report/press.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "item/tally.h"
#include "plugin/plugin.h"
#include "view/year_end.h"
#include "workbook/writer.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

// Whether a plugin makes the report or reads what that prints, whoever wrote it.
bool is_of(const plugin::Manifest& manifest, const char* report, const char* input) {
  return manifest.name == report ||
         std::find(manifest.inputs.begin(), manifest.inputs.end(), input) != manifest.inputs.end();
}

std::vector<std::string> rendered(const base::Findings& findings) {
  std::vector<std::string> texts;
  for (const base::Finding& finding : findings.kept()) texts.push_back(base::render(finding));
  return texts;
}

// The file holds all of a text or number, the paper what fits its cell.
void warn_of_cut_cells(const std::vector<workbook::CutCell>& cut, ReportResult& result) {
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < cut.size() && i < kNamed; ++i) {
    result.warnings.push_back(
        fmt::format("{} {} 单元格 {} 的内容有 {} 字，打印时放不下；请缩短，或在模板里加宽这一列",
                    result.org, result.report, cut[i].cell, cut[i].characters));
  }
  if (cut.size() > kNamed) {
    result.warnings.push_back(fmt::format("{} {} 另有 {} 个单元格打印时放不下", result.org,
                                          result.report, cut.size() - kNamed));
  }
}

// What a report prints must have been closed before (domain.md §4.2, §4.3).
std::vector<std::string> missing_for(const policy::Policy& policy, const plugin::Manifest& manifest,
                                     const InstituteYear& data) {
  std::vector<std::string> reasons;
  if (is_of(manifest, "backbone", "backbone")) {
    if (!policy.has_backbone)
      reasons.push_back(fmt::format("{} 年度的规定没有骨干人才上报", data.year.value()));
    else if (data.backbone.status != yearend::place::kFinalised)
      reasons.push_back("骨干人才尚未完成上报，请先完成上报");
  }
  if (is_of(manifest, "annual-summary", "summary")) {
    if (!policy.has_summary)
      reasons.push_back(fmt::format("{} 年度的规定没有年度培训总结", data.year.value()));
    else if (!data.submitted)
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
      fmt::format("{} {} 年度培训总结提交（第 {} 版）之后数据有变动；如需更新请修改"
                  "总结、刷新数据后再提交",
                  data.org, data.year.value(), data.submitted->revision));
}

}  // namespace

Press::Press(session::Session& session, std::string folder)
    : session_(session),
      folder_(std::move(folder)),
      shelf_(session.home().folder()),
      host_(session::Home::plugin_program()) {}

bool Press::has(const std::string& report, const std::string& org) const {
  return report == kYearEnd || shelf_.find(report, org) != nullptr;
}

std::string Press::title_of(const std::string& report, const std::string& org) {
  const plugin::PluginPlace* place = shelf_.find(report, org);
  std::vector<std::string> ignored;
  const plugin::Plugin* plugin = place == nullptr ? nullptr : load(*place, ignored);
  return plugin == nullptr ? report : plugin->manifest.title;
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
  for (const std::string& name : view::year_end_reports(session_.policy(year)))
    made.push_back(make_one(name, data));
  warn_if_moved_on(session_, data, made.back().result);
  return made;
}

std::vector<Prospect> Press::look_ahead(base::Year year, const std::string& org) {
  database::Transaction snapshot(session_.database(), database::Transaction::Mode::kSnapshot);
  std::string code = org;
  academy::Scope scope = session_.institute_scope(code);
  InstituteYear data = read_institute_year(session_, scope, code, year);
  std::vector<std::string> names = view::year_end_reports(session_.policy(year));
  for (const plugin::PluginPlace& place : shelf_.visible_to(code))
    if (!base::contains(names, place.name)) names.push_back(place.name);
  std::vector<Prospect> prospects;
  for (const std::string& name : names) prospects.push_back(prospect_of(name, data));
  return prospects;
}

Prospect Press::prospect_of(const std::string& report, const InstituteYear& data) {
  Prospect prospect{report, report, {}};
  const plugin::PluginPlace* place = shelf_.find(report, data.org);
  if (place == nullptr) {
    prospect.reasons.push_back(fmt::format("找不到插件 plugins/{}", report));
    return prospect;
  }
  const plugin::Plugin* plugin = load(*place, prospect.reasons);
  if (plugin == nullptr) return prospect;
  prospect.title = plugin->manifest.title;
  prospect.reasons = bars(*plugin, book_of(session_, data).fields());
  if (prospect.reasons.empty())
    prospect.reasons = missing_for(session_.policy(data.year), plugin->manifest, data);
  return prospect;
}

// Null with reasons where the plugin's files are wrong. Read once.
const plugin::Plugin* Press::load(const plugin::PluginPlace& place,
                                  std::vector<std::string>& reasons) {
  auto [at, fresh] = loaded_.try_emplace(place.folder);
  Loaded& loaded = at->second;
  if (fresh) {
    base::Findings findings;
    loaded.plugin = plugin::load_plugin(session_.home().folder(), place, findings);
    loaded.findings = rendered(findings);
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
  const plugin::PluginPlace* place = shelf_.find(report, data.org);
  if (place == nullptr) {
    reasons.push_back(fmt::format("找不到插件 plugins/{}", report));
    return made;
  }
  const plugin::Plugin* plugin = load(*place, reasons);
  if (plugin == nullptr) return made;
  plugin::Book book = book_of(session_, data);
  reasons = bars(*plugin, book.fields());
  if (!reasons.empty()) return made;
  reasons = missing_for(session_.policy(data.year), plugin->manifest, data);
  if (!reasons.empty()) {
    made.result.status = ReportStatus::kNotReady;
    return made;
  }
  return print(*plugin, book, data);
}

// Why the plugin may not write its file; nothing bars those of the year-end.
std::vector<std::string> Press::bars(const plugin::Plugin& plugin,
                                     const page::Fields& fields) const {
  base::Findings findings;
  if (!plugin::is_year_end(plugin.place.name)) findings.append(shelf_.findings());
  if (findings.ok()) shelf_.check(plugin.place, plugin.manifest, fields, findings);
  return findings.ok() ? std::vector<std::string>() : rendered(findings);
}

// Hands rows on to the workbook; the receipt is known when every row has been read.
Made Press::print(const plugin::Plugin& plugin, const plugin::Book& book,
                  const InstituteYear& data) {
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
  warn_of_cut_cells(writer.cut_cells(), result);
  return made;
}

}  // namespace xueshi::report
