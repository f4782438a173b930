#include "authoring/graphviz.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/child.h"
#include "base/error.h"

namespace xueshi::authoring {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& reason) {
  throw base::Error(base::ErrorKind::kProcess, fmt::format("dot 没有画成图：{}", reason));
}

}  // namespace

bool render_svg(const fs::path& dot_file, const fs::path& svg_file,
                const session::Environment& environment) {
  std::vector<std::string> arguments = {"dot", "-Tsvg", "-o" + svg_file.string() + ".part",
                                        fs::absolute(dot_file).string()};
  std::optional<base::ChildEnd> end = base::run_child(std::move(arguments), environment);
  if (!end) return false;
  if (end->code != 0) fail(fmt::format("它以 {} 结束，流程在 {} 中", end->code, dot_file.string()));
  fs::rename(svg_file.string() + ".part", svg_file);
  return true;
}

}  // namespace xueshi::authoring
