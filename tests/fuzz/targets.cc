#include "targets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>

#include "base/text.h"
#include "http/message.h"
#include "http/multipart.h"
#include "http/request_parser.h"
#include "http/target.h"

namespace xueshi::fuzz {

namespace {

using namespace http;

void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

bool is_text(std::string_view text) {
  return base::is_clean_utf8(text) && text.find('\0') == std::string_view::npos;
}

void require_texts(const Pairs& pairs) {
  for (const auto& [name, value] : pairs)
    require(is_text(name) && is_text(value), "names and values are clean text");
}

std::string encoded(std::string_view text) {
  std::string result;
  for (unsigned char c : text) result += fmt::format("%{:02X}", c);
  return result;
}
std::string encoded(const Pairs& pairs) {
  std::string result;
  for (const auto& [name, value] : pairs)
    result += (result.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  return result;
}

// --- requests ---

struct Outcome {
  RequestParser::State state = RequestParser::State::kHead;
  std::optional<Request> request;
  int status = 0;
};

Outcome feed(std::string_view bytes, std::size_t piece, const Limits& limits) {
  RequestParser parser(limits);
  std::string unread;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    unread += bytes.substr(at, piece);
    std::size_t used = parser.put(unread);
    require(used <= unread.size(), "no more is taken than was there");
    unread.erase(0, used);
    parser.take_expectation();
    if (parser.state() == RequestParser::State::kComplete ||
        parser.state() == RequestParser::State::kRefused)
      break;
  }
  Outcome outcome{parser.state(), std::nullopt, 0};
  if (outcome.state == RequestParser::State::kRefused) outcome.status = parser.refusal().status;
  if (outcome.state == RequestParser::State::kComplete) outcome.request = parser.take();
  return outcome;
}

void check_path(const std::string& path) {
  require(is_text(path) && path.front() == '/', "a path is clean text from the root");
  for (const std::string& step : base::split(path, '/'))
    require(step != "." && step != "..", "no step leads elsewhere");
}

void check_request(const Request& request, const Limits& limits) {
  check_path(request.path);
  require(request.query.size() <= kMostPairs, "a query is short");
  require_texts(request.query);
  require(request.body.size() <= std::max(limits.body, limits.upload), "a body is not too long");
  auto hosts = std::count_if(request.headers.begin(), request.headers.end(),
                             [](const auto& header) { return header.first == "host"; });
  require(hosts == 1, "there is one Host");
  for (const auto& [name, value] : request.headers) {
    require(!name.empty() && name == base::lower_ascii(name),
            "headers have names in small letters");
    require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
            "a header is one line");
  }
  request.cookies();
  request.wants_json();
}

void run_request(std::string_view bytes) {
  if (bytes.empty()) return;
  Limits limits;
  limits.body = 64;
  limits.upload = 256;
  limits.takes_uploads = [](std::string_view path) { return path == "/u"; };
  std::size_t piece = static_cast<unsigned char>(bytes.front()) + 1u;
  bytes.remove_prefix(1);
  Outcome whole = feed(bytes, std::max<std::size_t>(bytes.size(), 1), limits);
  Outcome cut = feed(bytes, piece, limits);
  static const std::set<int> kStatuses = {400, 405, 413, 414, 417, 431, 505};
  if (whole.status != 0) require(kStatuses.count(whole.status) == 1, "a refusal is one of ours");
  require(whole.state == cut.state && whole.status == cut.status, "cutting changes nothing");
  if (!whole.request) return;
  check_request(*whole.request, limits);
  require(whole.request->path == cut.request->path && whole.request->body == cut.request->body &&
              whole.request->headers == cut.request->headers,
          "cutting changes nothing in what came");
}

// --- targets, forms, multipart, cookies ---

void run_target(std::string_view bytes) {
  std::optional<http::Target> target = parse_target(bytes);
  if (!target) return;
  check_path(target->path);
  require(target->query.size() <= kMostPairs, "a query is short");
  require_texts(target->query);
  std::string again = "/" + encoded(target->path.substr(1)) + "?" + encoded(target->query);
  auto same = parse_target(again);
  require(same && same->path == target->path && same->query == target->query,
          "what was read is read again");
}

void run_form(std::string_view bytes) {
  constexpr std::size_t kMost = 20;
  std::optional<Pairs> pairs = parse_form(bytes, kMost);
  if (!pairs) return;
  require(pairs->size() <= kMost, "there are as many as there may be");
  require_texts(*pairs);
  auto same = parse_form(encoded(*pairs), kMost);
  require(same && *same == *pairs, "what was read is read again");
}

void run_multipart(std::string_view bytes) {
  constexpr std::size_t kMost = 20;
  std::size_t end = std::min(bytes.find('\n'), bytes.size());
  std::string_view type = bytes.substr(0, end);
  std::string_view body = bytes.substr(std::min(end + 1, bytes.size()));
  auto parts = parse_multipart(type, body, kMost);
  if (!parts) return;
  require(is_multipart(type), "it was said to be one");
  require(parts->fields.size() + parts->files.size() <= kMost, "there are as many as may be");
  for (const auto& [name, value] : parts->fields)
    require(base::is_clean_utf8(name) && base::is_clean_utf8(value), "fields are clean text");
  for (const FilePart& file : parts->files) {
    require(base::is_clean_utf8(file.field) && base::is_clean_utf8(file.name),
            "names of files are clean text");
    require(file.name.find_first_of("/\\") == std::string::npos, "a file has no folder");
    require(
        file.bytes.empty() || (file.bytes.data() >= body.data() &&
                               file.bytes.data() + file.bytes.size() <= body.data() + body.size()),
        "a file's bytes are the body's");
  }
}

void run_cookies(std::string_view bytes) {
  Request request;
  request.headers = {{"host", "a"}, {"cookie", std::string(bytes)}, {"accept", std::string(bytes)}};
  for (const auto& [name, value] : request.cookies())
    require(!name.empty() && name.find_first_of(";=") == std::string::npos &&
                value.find(';') == std::string::npos,
            "cookies are apart");
  request.wants_json();
  is_multipart(bytes);
}

}  // namespace

const Target kTargets[5] = {{"request", run_request},
                            {"target", run_target},
                            {"form", run_form},
                            {"multipart", run_multipart},
                            {"cookies", run_cookies}};

}  // namespace xueshi::fuzz
