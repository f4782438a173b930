// Multipart: forms with files in them (RFC 7578).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace xueshi::http {

// A file of a form. Its bytes are those of the body, which outlives it.
struct FilePart {
  std::string field;
  std::string name;  // as its owner calls it, without folders; UTF-8; empty: none was chosen
  std::string_view bytes;
};

struct Multipart {
  Pairs fields;  // what is no file, in the order in which it came
  std::vector<FilePart> files;
};

// Whether a Content-Type says that the body is one.
bool is_multipart(std::string_view content_type);

// Absent where it is none, or no whole one: without a sound boundary, a part without an end or a
// name, more than `most_parts`, a head of a part longer than 8 KiB, a text that is not clean UTF-8.
std::optional<Multipart> parse_multipart(std::string_view content_type, std::string_view body,
                                         std::size_t most_parts);

}  // namespace xueshi::http
