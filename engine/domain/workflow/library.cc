#include "workflow/library.h"

#include <fmt/format.h>

#include <boost/version.hpp>

namespace xueshi::workflow {

base::Libraries library_versions() {
  return {{"Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                                BOOST_VERSION % 100)}};
}

}  // namespace xueshi::workflow
