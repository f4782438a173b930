// Contact: how somebody is reached, as they say themselves (S4, 个人基本信息).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xueshi::academy {

struct Contact {
  std::string phone;   // 联系电话
  std::string mobile;  // 手机号码

  bool operator==(const Contact&) const = default;
};

// What is wrong with one as it was written, in Chinese; absent for a good one and for none at all.
// 010-58812020, (010)58812020-8001, 62560001.
std::optional<std::string> fault_of_phone(std::string_view text);
// 13800000000, +86 138 0000 0000.
std::optional<std::string> fault_of_mobile(std::string_view text);
std::optional<std::string> fault_of_email(std::string_view text);

}  // namespace xueshi::academy
