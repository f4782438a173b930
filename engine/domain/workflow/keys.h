// Which keys an approval graph has, and where.
#pragma once

#include "yaml/keys.h"

namespace xueshi::workflow {

const yaml::KeyTable& file_keys();

}  // namespace xueshi::workflow
