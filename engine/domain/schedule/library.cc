#include "schedule/library.h"

namespace xueshi::schedule {

base::Libraries library_versions() { return {{"libical", XUESHI_ICAL_VERSION}}; }

}  // namespace xueshi::schedule
