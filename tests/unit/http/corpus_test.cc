// What fuzzing starts from, and what it has found: every file of the corpus, and each of them cut
// short and with single bytes changed, keeps the promises of tests/fuzz/targets.cc.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "../../fuzz/targets.h"

namespace xueshi::http {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Corpus, KeepsEveryPromise) {
  std::filesystem::path corpus = std::filesystem::path(XUESHI_SOURCE_DIR) / "tests/fuzz/corpus";
  for (const fuzz::Target& target : fuzz::kTargets) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(corpus / target.name)) {
      std::string bytes = read(entry.path());
      target.run(bytes);
      ++files;
      std::size_t step = bytes.size() / 64 + 1;
      for (std::size_t at = 0; at < bytes.size(); at += step) {
        target.run(std::string_view(bytes).substr(0, at));
        for (char c : {'\0', '\r', '\n', '%', '"', ';', '\xFF'}) {
          std::string changed = bytes;
          changed[at] = c;
          target.run(changed);
        }
      }
    }
    EXPECT_GE(files, 5) << target.name;
  }
}

}  // namespace
}  // namespace xueshi::http
