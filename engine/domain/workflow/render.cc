#include "workflow/render.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace xueshi::workflow {

namespace {

struct Words {
  const char* written;
  const char* shown;
};

// Requires: an entry for every kind but the office.
Words words_of(Performer::Kind kind) {
  switch (kind) {
    case Performer::Kind::kAuthor:
      return {"author", "编制者"};
    case Performer::Kind::kLearner:
      return {"learner", "学员"};
    case Performer::Kind::kAdministrator:
      return {"administrator", "管理员"};
    case Performer::Kind::kProgram:
    case Performer::Kind::kOffice:
      break;
  }
  return {"program", "程序"};
}

}  // namespace

std::string render_performers(const std::vector<Performer>& performers) {
  std::vector<std::string> words;
  for (const Performer& one : performers) {
    bool office = one.kind == Performer::Kind::kOffice;
    words.push_back(office ? fmt::format("{}@{}", one.office.role, one.office.at)
                           : words_of(one.kind).written);
  }
  return base::join(words, "、");
}

std::string show_performers(const std::vector<Performer>& performers, std::string_view separator) {
  std::vector<std::string> words;
  for (const Performer& one : performers) {
    std::string word =
        one.kind == Performer::Kind::kOffice ? one.office.label : words_of(one.kind).shown;
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
  return base::join(words, separator);
}

}  // namespace xueshi::workflow
