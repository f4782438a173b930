// The rules of a year in words, from its policy alone; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "policy/policy.h"

namespace xueshi::web {

// 处级及以上 每人每年 培训学时 不少于 110小时 …: a sentence a requirement.
std::vector<std::string> requirements_in_words(const policy::Policy& policy);
// What each account takes, and how much of it is effective.
std::vector<std::string> accounts_in_words(const policy::Policy& policy);
// 在职自学 10小时、网络学时 50小时; empty where nothing has a cap.
std::string caps_in_words(const policy::Policy& policy);
// Who is outside, backbone people, plans and classes.
std::vector<std::string> other_rules_in_words(const policy::Policy& policy);

}  // namespace xueshi::web
