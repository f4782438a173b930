// Fault: why a file cannot be read on, before it has a place.
#pragma once

#include <string>

namespace xueshi::sheet {

struct Fault {
  std::string code;     // "sheet.damaged"; empty: nothing is wrong
  std::string message;  // Chinese, as of a finding

  explicit operator bool() const { return !code.empty(); }
};

inline Fault damaged(const std::string& what) {
  return {"sheet.damaged",
          "文件已损坏：" + what + "；请用 Excel 或 WPS 打开并另存为 .xlsx 后再导入"};
}

}  // namespace xueshi::sheet
