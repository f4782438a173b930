#include "report/provenance.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/audit.h"
#include "item/institute_year.h"
#include "item/kind.h"
#include "plugin/encode.h"
#include "store/items.h"

namespace xueshi::report {

namespace {

// Another way of hashing is another receipt.
constexpr const char* kKind = "xueshi receipt 1";
constexpr std::size_t kGroup = 4;

std::string receipt_of(const Provenance& from, const plugin::Plugin& plugin,
                       const plugin::Book& book) {
  std::string year = std::to_string(book.year.value());
  std::vector<std::string_view> parts = {kKind,     book.institute_code,  book.institute_name,
                                         year,      plugin.manifest.name, from.policy,
                                         from.page, from.plugin,          from.inputs};
  for (const auto& [name, label] : book.labels) {
    parts.push_back(name);
    parts.push_back(label);
  }
  return seal::sha256(parts);
}

// The graphs by which what is printed was closed.
std::string graphs_of(session::Session& session, const plugin::Manifest& manifest,
                      const InstituteYear& data) {
  std::string all;
  for (const std::string& input : manifest.inputs) {
    if (input != "backbone" && input != "summary") continue;
    auto item =
        store::find_item(session.database(), input, item::institute_year_id(data.org, data.year));
    if (!item) continue;
    all += fmt::format("{}{}@{}", all.empty() ? "" : " ", item->graph.name, item->graph.version);
  }
  return all;
}

}  // namespace

const std::vector<std::string>& subjects_of_reports() {
  static const std::vector<std::string> kSubjects = [] {
    std::vector<std::string> all = item::kind_words();
    all.emplace_back("import");
    return all;
  }();
  return kSubjects;
}

std::string printed_receipt(const std::string& receipt) {
  std::string shown;
  for (std::size_t i = 0; i < std::min(receipt.size(), kPrintedDigits); ++i) {
    if (i > 0 && i % kGroup == 0) shown += ' ';
    shown += receipt[i];
  }
  return shown;
}

std::string plugin_text(const plugin::Plugin& plugin) {
  return fmt::format("-- plugin.yaml\n{}\n-- main.lua\n{}", plugin.manifest_text, plugin.program);
}

std::string policy_text(const policy::Policy& policy) {
  std::string text = fmt::format("year: {}\n", policy.year.value());
  for (const policy::Origin& origin : policy.origins) {
    if (origin.path.starts_with("archive.")) continue;  // the words of a page: no report reads them
    text += fmt::format("{}: {}\n", origin.path, origin.value);
  }
  return text;
}

CountedInputs::CountedInputs(const plugin::Manifest& manifest, plugin::InputSources sources)
    : manifest_(manifest), sources_(std::move(sources)) {}

plugin::InputSources CountedInputs::sources() {
  plugin::InputSources counted;
  for (const std::string& input : manifest_.inputs)
    counted[input] = [this, input](const plugin::RecordSink& sink) { read(input, sink); };
  return counted;
}

void CountedInputs::read(const std::string& input, const plugin::RecordSink& sink) {
  const plugin::InputSource& source = sources_.at(input);
  if (!counts_[input].hash.empty()) return source(sink);
  Count count;
  seal::Sha256 hasher;
  std::string bytes;
  bool wanted = true;
  source([&](const plugin::Record& record) {
    bytes.clear();
    plugin::append_bytes(bytes, record);
    hasher.add(bytes);
    ++count.rows;
    wanted = wanted && sink(record);
    return true;
  });
  count.hash = hasher.hex();
  counts_[input] = count;
}

std::string CountedInputs::finish() {
  std::string lines;
  for (const std::string& input : manifest_.inputs) {
    if (counts_[input].hash.empty()) read(input, [](const plugin::Record&) { return false; });
    lines += fmt::format("{} {} {}\n", input, counts_[input].rows, counts_[input].hash);
  }
  return lines;
}

Provenance make_provenance(session::Session& session, const plugin::Plugin& plugin,
                           const plugin::Book& book, const InstituteYear& data,
                           std::string inputs) {
  Provenance from;
  from.policy_text = policy_text(session.policy(data.year));
  from.policy = seal::sha256(from.policy_text);
  from.page_text = plugin.page_text;
  from.page = seal::sha256(from.page_text);
  from.plugin_text = plugin_text(plugin);
  from.plugin = seal::sha256(from.plugin_text);
  from.plugin_version = plugin.manifest.version;
  from.plugin_folder = plugin.place.folder;
  from.graphs = graphs_of(session, plugin.manifest, data);
  from.inputs = std::move(inputs);
  from.chain = audit::audit_chain(session, data.org);
  auto head = store::find_audit_head(session.database(), from.chain);
  from.chain_seq = head ? head->seq : 0;
  from.receipt = receipt_of(from, plugin, book);
  return from;
}

}  // namespace xueshi::report
