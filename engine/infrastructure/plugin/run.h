// Run: what one run of a plugin may cost, what it is handed and what comes of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/finding.h"
#include "page/template.h"
#include "plugin/record.h"

namespace xueshi::plugin {

struct Limits {
  std::chrono::milliseconds deadline{10'000};  // of CPU time
  // What may pass while nothing is heard of the process; absent: four times the deadline and a
  // second. Waiting for the database is not its fault and does not count.
  std::optional<std::chrono::milliseconds> silence{};
  std::int64_t memory = 64 << 20;  // bytes of one Lua state
  std::int64_t rows = 200'000;
  std::int64_t output = 64 << 20;  // bytes of emitted rows
  std::int64_t log = 64 << 10;     // bytes printed
};

// What a run is about, as Lua sees it: book.year, book.institute.code, book.institute.name,
// book.labels.met …
struct Book {
  base::Year year;
  std::string institute_code;
  std::string institute_name;
  std::map<std::string, std::string> labels;

  page::Fields fields() const;  // for page::fill: year, institute.code, institute.name, labels.…
};

// Takes one row of an input; false: the plugin wants no more of them, stop where convenient.
using RecordSink = std::function<bool(const Record&)>;
// Streams every row of one input, in its order. Called each time the plugin iterates over the input
// (so it must be repeatable), never for an input that the plugin does not touch. Must not run
// another plugin on the same Host.
using InputSource = std::function<void(const RecordSink&)>;
// By name; one for every input that the manifest declares.
using InputSources = std::map<std::string, InputSource>;

// A plugin that failed: place (file and line of the plugin, the line itself), code "plugin.…", a
// Chinese sentence that ends with the row at hand – `(第 37 行: 培训名称=…)`. A value: it stops
// this report and no other.
using Failure = base::Finding;

struct Outcome {
  std::optional<Failure> failure;
  std::string log;        // what the plugin printed
  std::int64_t rows = 0;  // emitted, where it did not fail
  bool ok() const { return !failure; }
};

}  // namespace xueshi::plugin
