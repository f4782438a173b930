// Spreading: columns that are known only when every row is there. Rows are kept until then
// (ListRules holds their number), then a list without spreads comes out.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "page/template.h"

namespace xueshi::page {

bool has_spread(const ListBody& body);

class Spreader {
 public:
  // Requires: the body outlives it.
  explicit Spreader(const ListBody& body) : body_(body) {}

  // These headings stand first, in this order, whether rows have them or not; the others follow by
  // their bytes.
  void order(const std::string& key, const std::vector<std::string>& headings);
  void add(const Row& row);

  // The list with its columns in place. A spread that had no heading has no column.
  ListBody body() const;
  // The row as that list takes it; what it does not say is empty.
  Row spread(const Row& row) const;
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<std::string> headings_of(const Column& column) const;

  const ListBody& body_;
  std::map<std::string, std::vector<std::string>> ordered_;  // by key
  std::map<std::string, std::set<std::string>> found_;       // likewise
  std::vector<Row> rows_;
};

}  // namespace xueshi::page
