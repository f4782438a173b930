#include "upkeep/doctor.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/blocker.h"
#include "base/error.h"
#include "session/session.h"
#include "upkeep/patient.h"

namespace xueshi::upkeep {

namespace {

// A check that cannot be made has failed, and the next one follows.
void look(const DoctorCheck& check, Patient& patient) {
  patient.check = check.name;
  try {
    check.look(patient);
  } catch (const base::Error& error) {
    patient.fail(error.what());
  } catch (const base::Refused& refused) {
    for (const base::Blocker& blocker : refused.blockers()) patient.fail(blocker.message);
  } catch (const session::WrongFiles& wrong) {
    for (const base::Finding& finding : wrong.findings().kept())
      patient.fail(base::render(finding));
  } catch (const std::filesystem::filesystem_error& error) {
    patient.fail(error.code().message(), error.path1().string());
  }
}

}  // namespace

std::vector<Diagnosis> run_doctor(const session::Settings& settings) {
  Patient patient{settings, std::nullopt};
  patient.jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  for (const auto& family : {machine_checks(), database_checks(), file_checks()}) {
    for (const DoctorCheck& check : family) look(check, patient);
  }
  return std::move(patient.lines);
}

}  // namespace xueshi::upkeep
