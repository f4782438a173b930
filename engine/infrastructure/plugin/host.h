// Host: runs plugins in processes of their own, under limits.
//
// `xueshi-plugin` links Lua and nothing else; it gets two pipes and no other descriptor, no
// environment, rlimits, a seccomp allow-list and a deadline. Inputs stream in when the plugin asks
// for them, rows stream out and are checked against the template. Nothing the process says is
// trusted.
//
// A process is kept for the next run of the same plugin (a fresh Lua state each time); after a
// failed run it is killed. So 330 runs of the year-end cost three process starts.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>

#include "page/template.h"
#include "plugin/plugin.h"
#include "plugin/run.h"

namespace xueshi::plugin {

// One per thread; not to be shared.
class Host {
 public:
  // `program` is the path of xueshi-plugin.
  explicit Host(const std::filesystem::path& program, Limits limits = {});
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Fills `rows`, in the order of emission; where it fails, rows already handed over are to be
  // thrown away. Throws base::Error(kProcess) where xueshi-plugin cannot be started, and whatever a
  // source or `rows` throws.
  Outcome run(const Plugin& plugin, const Book& book, const InputSources& sources,
              page::RowSink& rows);

  // Loads the program without running it: syntax, and that it returns a function.
  std::optional<Failure> check(const Plugin& plugin);

  // False: a process per run. For measuring what keeping it is worth.
  void keep_processes(bool keep);
  std::size_t processes_started() const { return started_; }

 private:
  class Kept;
  template <typename Talk>
  Outcome with_process(const Plugin& plugin, const Talk& talk);

  std::filesystem::path program_;
  Limits limits_;
  bool keep_ = true;
  std::size_t started_ = 0;
  std::unique_ptr<Kept> kept_;
};

}  // namespace xueshi::plugin
