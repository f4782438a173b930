// Conversation: one run, spoken with one process – start, rows of inputs there, rows of the report
// back.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "plugin/emitted.h"
#include "plugin/failure.h"
#include "plugin/plugin.h"
#include "plugin/process.h"
#include "plugin/run.h"

namespace xueshi::plugin {

class Conversation {
 public:
  Conversation(Process& process, const Plugin& plugin, const Limits& limits, page::RowSink& rows);

  // Runs the plugin to its end. A process whose run failed, or from which an exception came out, is
  // not to be used again.
  Outcome run(const Book& book, const InputSources& sources);
  // Only loads the program.
  Outcome check();

 private:
  struct Want {
    std::uint32_t stream;
    std::uint32_t input;
  };
  void start(const Book& book);
  void converse(const InputSources& sources);
  void stream(const Want& want, const InputSources& sources);
  void exchange();
  void handle(const Frame& frame);
  void finish(wire::Reader& reader);
  void take_want(wire::Reader& reader);
  void take_row(wire::Reader& reader);
  void take_order(wire::Reader& reader);
  void take_log(wire::Reader& reader);
  void take_failure(wire::Reader& reader);
  void fail(std::string code, std::string_view message = "", const Whereabouts& at = {});
  bool over() const { return done_ || outcome_.failure.has_value(); }

  Process& process_;
  const Plugin& plugin_;
  const Limits& limits_;
  page::RowSink& rows_;
  RowCheck row_check_;
  std::deque<Want> wants_;
  std::chrono::nanoseconds waited_{0};
  std::int64_t output_ = 0;
  std::uint32_t asked_ = 0;
  bool only_check_ = false;
  bool done_ = false;
  std::size_t sheet_ = 0;
  Outcome outcome_;
};

}  // namespace xueshi::plugin
