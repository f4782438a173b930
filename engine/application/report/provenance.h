// Provenance: what a workbook was made from, and the receipt that is derived from it.
//
// The receipt is a hash over the rows of every declared input, the resolved policy, template,
// plugin, institute, year and report: equal data gives an equal receipt, on whatever machine and
// day. It is printed in the footer, and kept with the publication.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plugin/host.h"
#include "policy/policy.h"
#include "report/report_inputs.h"
#include "seal/hash.h"

namespace xueshi::report {

struct Provenance {
  std::string receipt;              // 64 hexadecimal digits
  std::string policy, policy_text;  // the hash of each text, and the text
  std::string page, page_text;
  std::string plugin, plugin_text;  // manifest and program
  std::string plugin_version;
  std::string plugin_folder;  // from where it came: "plugins/execution"
  std::string graphs;         // "backbone@0123456789ab summary@…": what the data went by
  std::string inputs;         // "classes 12 <hash>", one a line
  std::string chain;          // the institute's audit chain, and how far it went
  std::int64_t chain_seq = 0;
};

// What reports are made from is changed by acts on these, and by imports; not by what only looks or
// prints.
const std::vector<std::string>& subjects_of_reports();

// How a footer begins to tell its receipt, and how many of its digits are printed.
inline constexpr const char* kReceiptWord = "校验码 ";
inline constexpr std::size_t kPrintedDigits = 20;

// The receipt as it is printed: its first digits, in groups of four.
std::string printed_receipt(const std::string& receipt);

// Manifest and program as they are kept, and hashed, with what they made.
std::string plugin_text(const plugin::Plugin& plugin);

// The resolved rules of a year as a text: every value with its path, in the order of the file.
std::string policy_text(const policy::Policy& policy);

// Hands the rows of a report's inputs on, and hashes every declared one on its way, once and in
// full – also what the plugin did not ask for.
class CountedInputs {
 public:
  CountedInputs(const plugin::Manifest& manifest, plugin::InputSources sources);
  CountedInputs(const CountedInputs&) = delete;

  // Requires: this outlives them.
  plugin::InputSources sources();
  // Reads what nobody asked for; then one line an input. Requires: the run is over.
  std::string finish();

 private:
  struct Count {
    std::int64_t rows = 0;
    std::string hash;  // empty until the input was read to its end
  };
  void read(const std::string& input, const plugin::RecordSink& sink);

  const plugin::Manifest& manifest_;
  plugin::InputSources sources_;
  std::map<std::string, Count> counts_;
};

// Requires: a snapshot is open; `inputs` is what CountedInputs::finish() returned.
Provenance make_provenance(session::Session& session, const plugin::Plugin& plugin,
                           const plugin::Book& book, const InstituteYear& data, std::string inputs);

}  // namespace xueshi::report
