// What people call the keys and words of a rules file; for this room's own files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "yaml/reader.h"

namespace xueshi::policy {

// Names and the keys they stand for. A name may stand for several: what may stand at its place
// decides.
const yaml::Reader::Said& said_keys();

// The key, of those that may stand there, that somebody means who writes `given`: its name (要求 →
// requirements), other capitals, or a slip of the pen.
std::optional<std::string> meant_key(const std::string& given,
                                     const std::vector<std::string>& keys);

const yaml::Reader::Said& said_roundings();
const yaml::Reader::Said& said_bases();
const yaml::Reader::Said& said_averages();
const yaml::Reader::Said& said_changes();

}  // namespace xueshi::policy
