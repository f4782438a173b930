#include "cli/version.h"

#include <fmt/format.h>

#include <CLI/Version.hpp>

#include "cli/command.h"
#include "cli/json.h"
#include "json/library.h"
#include "upkeep/version.h"

namespace xueshi::cli {

namespace {

base::Libraries own_libraries() {
  base::Libraries libraries = {{"CLI11", CLI11_VERSION}};
  for (base::Library& library : json::library_versions()) libraries.push_back(std::move(library));
  libraries.push_back({"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
                                          FMT_VERSION % 100)});
  return libraries;
}

}  // namespace

int show_version(const Output& output) {
  upkeep::Version version = upkeep::program_version();
  for (base::Library& library : own_libraries()) version.libraries.push_back(std::move(library));
  if (output.json()) {
    Json libraries = Json::object();
    for (const base::Library& library : version.libraries)
      libraries[library.name] = library.version;
    output.print({{"version", version.number},
                  {"commit", version.commit},
                  {"schema", version.schema},
                  {"libraries", libraries}});
    return kDone;
  }
  output.line(fmt::format("xueshi {}", version.number));
  output.line(fmt::format("commit {}", version.commit));
  output.line(fmt::format("schema {}", version.schema));
  for (const base::Library& library : version.libraries)
    output.line(fmt::format("{} {}", library.name, library.version));
  return kDone;
}

}  // namespace xueshi::cli
