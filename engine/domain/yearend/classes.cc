#include "yearend/classes.h"

namespace xueshi::yearend {

bool counts(const training::TrainingClass&, const training::Plan* plan) {
  if (plan == nullptr) return true;
  return plan->review == training::place::kApproved &&
         plan->withdrawal != training::place::kWithdrawn;
}

}  // namespace xueshi::yearend
