// How values are written as bytes: to a plugin's process, and into the receipt of what a report was
// made from. The same value always gives the same bytes, and different ones different bytes.
#pragma once

#include <string>

#include "plugin/record.h"
#include "plugin/wire.h"

namespace xueshi::plugin {

void write_value(wire::Writer& writer, const Value& value);
// Every field of a row, in the order of its input's table.
void write_values(wire::Writer& writer, const Record& record);

// The same, appended to a text of the caller's.
void append_bytes(std::string& out, const Value& value);
void append_bytes(std::string& out, const Record& record);

}  // namespace xueshi::plugin
