#include "schedule/occurrence.h"

namespace xueshi::schedule {

Moment moment_of(const base::LocalTime&) { return {}; }
std::string render_planned(const Occurrence&) { return ""; }
std::optional<Moment> parse_planned(std::string_view) { return std::nullopt; }
std::vector<Occurrence> next_occurrences(const Schedule&, Moment, std::size_t) { return {}; }
std::vector<Occurrence> occurrences_within(const Schedule&, Moment, Moment) { return {}; }
std::vector<Occurrence> occurrences_about(const Schedule&, base::Year) { return {}; }
Decision decide(const Schedule&, const std::vector<Queued>&, Moment) { return {}; }
std::string render_lateness(std::chrono::seconds) { return ""; }

}  // namespace xueshi::schedule
