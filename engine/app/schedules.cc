#include "app/schedules.h"

#include "app/session.h"
namespace xueshi::app {
std::vector<schedule::Schedule> load_schedules(const Home& home) {
  base::Findings findings;
  Home::WorkflowFile file = home.load_workflow("schedules", findings);
  auto schedules = schedule::parse_schedules(file.path, file.text, findings);
  if (!schedules) throw WrongFiles(findings);
  return *schedules;
}
}  // namespace xueshi::app
