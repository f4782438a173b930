// Walks tests/errors/<code>/<slug>/: the smallest wrong file of every finding, and its good twin.
//
//   wrong.csv or wrong.xlsx    expected – the rendered findings, one a line
//   good.csv or good.xlsx      has no error
//   make.py FOLDER             writes both instead, where they are large
//
// XUESHI_REWRITE=1 in the environment rewrites `expected`; the diff is what is reviewed.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "base/finding.h"

namespace xueshi::test {

namespace fs = std::filesystem;

struct ErrorCase {
  std::string code;  // "intake.empty"
  std::string slug;  // "people-name"
  fs::path folder;
};

inline std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Those whose code starts with "<room>.", by name.
inline std::vector<ErrorCase> load_error_cases(const std::string& room) {
  std::vector<ErrorCase> cases;
  for (const fs::directory_entry& code :
       fs::directory_iterator(XUESHI_SOURCE_DIR "/tests/errors")) {
    std::string name = code.path().filename().string();
    if (!name.starts_with(room + ".")) continue;
    for (const fs::directory_entry& slug : fs::directory_iterator(code.path())) {
      if (slug.is_directory())
        cases.push_back({name, slug.path().filename().string(), slug.path()});
    }
  }
  std::sort(cases.begin(), cases.end(),
            [](const ErrorCase& a, const ErrorCase& b) { return a.folder < b.folder; });
  return cases;
}

// The folder of a room, in whichever wing it stands.
inline fs::path folder_of(const std::string& room) {
  for (const fs::directory_entry& wing : fs::directory_iterator(XUESHI_SOURCE_DIR "/engine")) {
    if (fs::is_directory(wing.path() / room)) return wing.path() / room;
  }
  throw std::logic_error("no room " + room);
}

// Every "<room>.…" that a source file of the room names in quotes.
inline std::set<std::string> codes_in_sources(const std::string& room) {
  std::set<std::string> codes;
  std::regex quoted("\"(" + room + "\\.[a-z0-9-]+)\"");
  for (const fs::directory_entry& file : fs::directory_iterator(folder_of(room))) {
    std::string text = read_text(file.path());
    for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at) {
      codes.insert((*at)[1]);
    }
  }
  return codes;
}

// Checks every case; `check(case, file)` reads the file and returns its findings.
inline void walk_error_cases(
    const std::string& room,
    const std::function<base::Findings(const ErrorCase&, const std::string&)>& check) {
  fs::path scratch =
      fs::temp_directory_path() / fmt::format("xueshi-errors-{}-{}", room, ::getpid());
  for (const ErrorCase& one : load_error_cases(room)) {
    SCOPED_TRACE(one.code + "/" + one.slug);
    fs::path folder = one.folder;
    if (fs::exists(one.folder / "make.py")) {
      folder = scratch / one.code / one.slug;
      fs::create_directories(folder);
      std::string command =
          fmt::format("python3 '{}' '{}'", (one.folder / "make.py").string(), folder.string());
      ASSERT_EQ(std::system(command.c_str()), 0);
    }
    std::set<std::string> seen;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      std::string stem = entry.path().stem().string();
      if (stem != "wrong" && stem != "good") continue;
      seen.insert(stem);
      base::Findings findings = check(one, entry.path().string());
      std::string rendered;
      std::set<std::string> codes;
      for (base::Finding finding : findings.kept()) {
        finding.place.file = entry.path().filename().string();
        codes.insert(finding.code);
        rendered += base::render(finding) + "\n";
      }
      if (stem == "good") {
        EXPECT_TRUE(findings.ok() && !codes.count(one.code)) << rendered;
        continue;
      }
      EXPECT_TRUE(codes.count(one.code)) << rendered;
      if (std::getenv("XUESHI_REWRITE") != nullptr)
        std::ofstream(one.folder / "expected") << rendered;
      EXPECT_EQ(rendered, read_text(one.folder / "expected"));
    }
    EXPECT_EQ(seen.size(), 2u) << "wrong.* and good.* are needed";
  }
  fs::remove_all(scratch);
}

// Every code of the room has a case, and no case a code that is gone.
inline void expect_complete_catalogue(const std::string& room) {
  std::set<std::string> cases;
  for (const ErrorCase& one : load_error_cases(room)) cases.insert(one.code);
  EXPECT_EQ(cases, codes_in_sources(room));
}

}  // namespace xueshi::test
