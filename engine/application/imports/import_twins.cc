#include "imports/import_twins.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "intake/fold.h"
#include "store/people.h"

namespace xueshi::imports {

void TwinCheck::add(const academy::Person& person, int row) {
  by_form_[intake::twin_form(person.employee)].push_back({person.employee, person.name, row});
}

void TwinCheck::check(database::Database& database, const academy::Scope& scope,
                      const intake::Layout& layout, base::Findings& findings) const {
  std::set<std::string> known;
  std::map<std::string, std::pair<std::string, std::string>> twins;  // form → number, name
  store::for_each_person(database, scope, [&](const academy::Person& person) {
    std::string form = intake::twin_form(person.employee);
    if (!by_form_.count(form)) return;
    known.insert(person.employee);
    twins.try_emplace(form, person.employee, person.name);
  });
  for (const auto& [form, people] : by_form_) {
    for (const Given& given : people) {
      if (known.count(given.employee)) continue;
      // Another who is there, else the first of the file.
      auto stored = twins.find(form);
      auto [number, name] = stored != twins.end()
                                ? stored->second
                                : std::pair(people.front().employee, people.front().name);
      if (number == given.employee) continue;
      findings.warning(
          layout.place(given.row, "员工编号"), "import.twin",
          fmt::format("新员工编号 '{}'（{}）与 '{}'（{}）只差大小写、空格或前面的 0；若是同一人，"
                      "请改用同一个编号",
                      given.employee, given.name, number, name));
    }
  }
}

}  // namespace xueshi::imports
