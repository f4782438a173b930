// What the tests of this room share: a plugin out of a few lines of Lua, rows that are kept, a host
// with limits small enough to meet.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "plugin/case.h"
#include "plugin/host.h"

namespace xueshi::plugin {

inline const std::filesystem::path kSource = XUESHI_SOURCE_DIR;
inline const std::filesystem::path kProgram =
    std::filesystem::path(XUESHI_BINARY_DIR) / "xueshi-plugin";

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class KeptRows : public page::RowSink {
 public:
  void add(const page::Row& row) override { rows.push_back(row); }
  std::vector<page::Row> rows;
};

// Small where a program meets them by itself, however busy the machine; time is not among them.
inline Limits small_limits() {
  Limits limits;
  limits.deadline = std::chrono::minutes(1);
  limits.memory = 16 << 20;
  limits.rows = 10'000;
  limits.output = 8 << 20;
  return limits;
}

// For programs that never end by themselves: half a second of CPU time, whenever they get it.
inline Limits hasty_limits() {
  Limits limits = small_limits();
  limits.deadline = std::chrono::milliseconds(500);
  limits.silence = std::chrono::minutes(2);
  return limits;
}

// By what a program is expected to come to.
inline Limits limits_for(const std::string& expected) {
  return expected.find("[plugin.timeout]") == expected.npos ? small_limits() : hasty_limits();
}

// A list with the columns name (text), count (whole) and hours (two places), fed by every input.
inline Plugin make_plugin(const std::string& program) {
  Plugin plugin;
  plugin.place = {"sample", std::nullopt, "plugins/sample", "/nowhere"};
  plugin.program_file = "plugins/sample/main.lua";
  plugin.program = program;
  plugin.manifest.name = "sample";
  plugin.manifest.inputs = input_names();
  page::ListBody list;
  for (auto [key, format] : {std::pair{"name", page::Format::kText},
                             {"count", page::Format::kInteger},
                             {"hours", page::Format::kDecimal}}) {
    page::Column column;
    column.key = column.heading = key;
    column.format = format;
    list.columns.push_back(column);
  }
  plugin.page.sheets[0].body = list;
  return plugin;
}

inline Book make_book() {
  return {base::Year(2016), "I001", "海岳信息技术研究所", {{"met", "完成100学时人数"}}};
}

// `count` rows of every input, numbered in their headline.
inline InputSources make_sources(int count = 3) {
  InputSources sources;
  for (const Input& input : inputs()) {
    sources[input.name] = [&input, count](const RecordSink& sink) {
      Record record(input);
      for (int i = 1; i <= count; ++i) {
        record.clear();
        record.set(input.headline, input.label + std::to_string(i));
        if (!sink(record)) return;
      }
    };
  }
  return sources;
}

// The rows as CSV without their heading, or the failure.
inline std::string run(Host& host, const Plugin& plugin,
                       const InputSources& sources = make_sources()) {
  KeptRows rows;
  Outcome outcome = host.run(plugin, make_book(), sources, rows);
  if (outcome.failure) return render(*outcome.failure);
  std::string csv = render_csv(plugin.page, {rows.rows});
  return csv.substr(csv.find('\n') + 1);
}

inline std::string run(const std::string& program) {
  Host host(kProgram, small_limits());
  return run(host, make_plugin(program));
}

// A program that emits one row.
inline std::string emitting(const std::string& fields) {
  return "return function(book, emit)\n  emit{" + fields + "}\nend\n";
}

}  // namespace xueshi::plugin
