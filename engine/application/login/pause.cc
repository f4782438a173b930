#include "login/pause.h"

#include <algorithm>

namespace xueshi::login {

std::int64_t pause_after(std::int64_t wrong_times) {
  constexpr std::int64_t kFree = 4, kFirst = 60'000, kDoublings = 6;
  if (wrong_times <= kFree) return 0;
  return kFirst << std::min(wrong_times - kFree - 1, kDoublings);
}

}  // namespace xueshi::login
