#include "http/multipart.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace xueshi::http {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kEndOfPartHead = "\r\n\r\n";
constexpr std::string_view kType = "multipart/form-data";
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046 §5.1.1
constexpr std::size_t kLongestHead = 8192;

// Name and value of `; name="value"`; what is left of the text afterwards in `rest`. A quote inside
// quotes is written `\"`; any other backslash is one: some browsers send whole paths.
std::optional<std::pair<std::string, std::string>> take_parameter(std::string_view& rest) {
  rest = base::trim(rest);
  if (rest.empty() || rest.front() != ';') return std::nullopt;
  rest = base::trim(rest.substr(1));
  std::size_t equals = rest.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  std::string name = base::lower_ascii(base::trim(rest.substr(0, equals)));
  rest = base::trim(rest.substr(equals + 1));
  std::string value;
  if (rest.empty() || rest.front() != '"') {
    std::size_t end = std::min(rest.find(';'), rest.size());
    value = base::trim(rest.substr(0, end));
    rest.remove_prefix(end);
    return std::pair{name, value};
  }
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size() && rest[at + 1] == '"') ++at;
    value += rest[at];
  }
  if (at >= rest.size()) return std::nullopt;  // the quotes do not close
  rest.remove_prefix(at + 1);
  return std::pair{name, value};
}

// All of them; absent where anything else stands there.
std::optional<Pairs> parameters_of(std::string_view text) {
  Pairs all;
  for (text = base::trim(text); !text.empty(); text = base::trim(text)) {
    auto one = take_parameter(text);
    if (!one) return std::nullopt;
    all.push_back(std::move(*one));
  }
  return all;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
  if (!is_multipart(content_type)) return std::nullopt;
  auto parameters = parameters_of(base::trim(content_type).substr(kType.size()));
  if (!parameters) return std::nullopt;
  std::string boundary = base::field_or_empty(*parameters, "boundary");
  if (boundary.empty() || boundary.size() > kLongestBoundary) return std::nullopt;
  for (char c : boundary)
    if (c < ' ' || c > '~') return std::nullopt;
  return boundary;
}

// Browsers write what would end the quotes as `%22`, and line ends as `%0D`, `%0A`.
std::string unescaped_name(std::string_view text) {
  std::string name;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string_view three = text.substr(at, 3);
    bool is_escape = three == "%22" || three == "%0D" || three == "%0A";
    name += !is_escape ? text[at] : three == "%22" ? '"' : ' ';
    if (is_escape) at += 2;
  }
  return name;
}

std::string without_folders(const std::string& name) {
  std::size_t slash = name.find_last_of("/\\");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

// The parameters of a part's Content-Disposition; absent where it is none of a form.
std::optional<Pairs> disposition_of(std::string_view head) {
  constexpr std::string_view kName = "content-disposition:", kForm = "form-data";
  for (const std::string& line : base::split(head, '\n')) {
    if (base::lower_ascii(line.substr(0, kName.size())) != kName) continue;
    std::string_view value = base::trim(std::string_view(line).substr(kName.size()));
    if (base::lower_ascii(value.substr(0, kForm.size())) != kForm) return std::nullopt;
    return parameters_of(value.substr(kForm.size()));
  }
  return std::nullopt;
}

// False where the part is none of a form.
bool add_part(std::string_view head, std::string_view bytes, Multipart& result) {
  auto parameters = disposition_of(head);
  const std::string* field = parameters ? base::find_field(*parameters, "name") : nullptr;
  if (field == nullptr || !base::is_clean_utf8(*field)) return false;
  std::string name = unescaped_name(*field);
  if (const std::string* file = base::find_field(*parameters, "filename")) {
    std::string shown = without_folders(unescaped_name(*file));
    if (!base::is_clean_utf8(shown)) return false;
    result.files.push_back({name, shown, bytes});
    return true;
  }
  if (!base::is_clean_utf8(bytes)) return false;
  result.fields.emplace_back(std::move(name), bytes);
  return true;
}

}  // namespace

bool is_multipart(std::string_view content_type) {
  std::string_view text = base::trim(content_type);
  if (base::lower_ascii(text.substr(0, kType.size())) != kType) return false;
  std::string_view rest = base::trim(text.substr(kType.size()));
  return rest.empty() || rest.front() == ';';
}

std::optional<Multipart> parse_multipart(std::string_view content_type, std::string_view body,
                                         std::size_t most_parts) {
  std::optional<std::string> boundary = boundary_of(content_type);
  if (!boundary) return std::nullopt;
  const std::string first = "--" + *boundary, delimiter = "\r\n" + first;
  if (!body.starts_with(first)) return std::nullopt;
  body.remove_prefix(first.size());
  Multipart result;
  for (std::size_t parts = 0;; ++parts) {
    if (body.starts_with("--")) return result;
    if (!body.starts_with(kLineEnd) || parts == most_parts) return std::nullopt;
    std::size_t end_of_head = body.find(kEndOfPartHead);
    if (end_of_head == std::string_view::npos || end_of_head > kLongestHead) return std::nullopt;
    std::string_view head = body.substr(kLineEnd.size(), end_of_head - kLineEnd.size());
    body.remove_prefix(end_of_head + kEndOfPartHead.size() - kLineEnd.size());
    // A part without bytes ends with the line end that ended its head.
    std::size_t end = body.find(delimiter);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view bytes = end == 0 ? "" : body.substr(kLineEnd.size(), end - kLineEnd.size());
    if (!add_part(head, bytes, result)) return std::nullopt;
    body.remove_prefix(end + delimiter.size());
  }
}

}  // namespace xueshi::http
