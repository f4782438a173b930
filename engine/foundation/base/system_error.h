// System errors in words that people understand.
#pragma once

#include <string>

namespace xueshi::base {

// What an errno means: "没有权限", "没有这个文件", "是文件夹，不是文件", "磁盘已满" …; ends a
// sentence such as "无法读取 rules/2016.yaml：…". The system's own words where nobody has met it
// yet.
std::string describe_system_error(int error);

}  // namespace xueshi::base
