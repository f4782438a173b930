// The digest of what was frozen: the trail keeps it with `finalise` and `submit`, so that nobody
// changes a frozen list or a submitted revision without the chain of the trail saying so.
#pragma once

#include <string>

#include "base/date.h"
#include "store/yearend.h"
#include "yearend/summary.h"

namespace xueshi::item {

// Under which heading the trail's entry holds it.
inline constexpr const char* kDigestHeading = "内容摘要";

// SHA-256 over every line, in print order, and the figures frozen with them.
std::string digest_of(const std::string& org, base::Year year, const store::BackboneReport& report);
// SHA-256 over every field of one revision.
std::string digest_of(const yearend::Summary& revision);

}  // namespace xueshi::item
