// Progress: how far a long step is, told to whoever waits for it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace xueshi::base {

// `size` is 0 where nobody knows how much there is.
using OnProgress =
    std::function<void(const std::string& step, std::int64_t done, std::int64_t size)>;

}  // namespace xueshi::base
