// Which keys a template has, and where.
#pragma once

#include "yaml/keys.h"

namespace xueshi::page {

const yaml::KeyTable& file_keys();

}  // namespace xueshi::page
