#include "workflow/parse.h"

namespace xueshi::workflow {

void check_shape(Parsing&) {}
void check_choices(Parsing&) {}

}  // namespace xueshi::workflow
