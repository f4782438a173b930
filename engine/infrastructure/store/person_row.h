// A row of `person` on its way out; for this room's own files.
#pragma once

#include <string>

#include "academy/person.h"
#include "store/session.h"

namespace xueshi::store {

// Requires the aliases p (person) and o (its unit).
inline constexpr const char* kPersonColumns =
    "p.employee, p.name, p.login, o.code, p.post, p.division_level, p.hired, p.left_on, "
    "p.hours_required, p.email";

struct PersonRow {
  std::string employee, name, login, org, email;
  Nullable<std::string> post, hired, left;
  long long division_level = 0, hours_required = 0;

  void bind(soci::statement& statement) {
    statement.exchange(soci::into(employee));
    statement.exchange(soci::into(name));
    statement.exchange(soci::into(login));
    statement.exchange(soci::into(org));
    statement.exchange(store::into(post));
    statement.exchange(soci::into(division_level));
    statement.exchange(store::into(hired));
    statement.exchange(store::into(left));
    statement.exchange(soci::into(hours_required));
    statement.exchange(soci::into(email));
  }

  academy::Person person() const {
    academy::Person person{employee,
                           name,
                           login,
                           org,
                           std::nullopt,
                           division_level != 0,
                           to_date(hired),
                           to_date(left),
                           hours_required != 0,
                           email};
    for (academy::Post each :
         {academy::Post::kResearch, academy::Post::kManagement, academy::Post::kSupport}) {
      if (!post.is_null() && academy::word(each) == post.value) person.post = each;
    }
    return person;
  }
};

}  // namespace xueshi::store
