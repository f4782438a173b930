// The values that a query is asked with: bound, never written into its text.
#pragma once

#include <soci/soci.h>

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace xueshi::database {

//   Values values;
//   std::string text = "a.subject = " + values.add(subject);
//   BigQuery rows(session, "audit", "select … where " + text, std::move(values));
//
// A server's settings decide how a literal is read (standard_conforming_strings); what is bound is
// never read.
class Values {
 public:
  // Takes a value; returns the mark that stands for it in the text, once.
  std::string add(std::string_view text);
  std::string add(std::int64_t number);
  // Takes several; returns their marks, as `in (…)` wants them. Requires: at least one.
  std::string add_all(const std::vector<std::string>& texts);
  // Hands all of them to a prepared statement. Requires: this lives as long as it does.
  void bind(soci::statement& statement);

 private:
  // They stay where they are: statements point to them.
  std::list<std::string> texts_;
  std::list<long long> numbers_;
};

}  // namespace xueshi::database
