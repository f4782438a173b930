// The only file that knows Beast.
#include "http/request_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

#include "base/text.h"
#include "http/target.h"

namespace xueshi::http {

namespace {

namespace beast = boost::beast::http;

constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::size_t kAroundTarget = 32;  // method and version of a request line

// What is wrong with the bytes of a head that a library would smooth over.
std::optional<Refusal> check_bytes(std::string_view head) {
  for (std::size_t i = 0; i < head.size(); ++i) {
    auto c = static_cast<unsigned char>(head[i]);
    bool is_line_end = c == '\r' && i + 1 < head.size() && head[i + 1] == '\n';
    if (is_line_end) {
      bool folds = i + 2 < head.size() && (head[i + 2] == ' ' || head[i + 2] == '\t');
      if (folds) return Refusal{400, "a folded header"};
      ++i;
    } else if ((c < 0x20 && c != '\t') || c == 0x7F) {
      return Refusal{400, "a control character in the head"};
    }
  }
  return std::nullopt;
}

std::optional<Method> method_of(beast::verb verb) {
  switch (verb) {
    case beast::verb::get:
      return Method::kGet;
    case beast::verb::head:
      return Method::kHead;
    case beast::verb::post:
      return Method::kPost;
    default:
      return std::nullopt;
  }
}

std::string text_of(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct RequestParser::Inside {
  explicit Inside(const Limits& given) : limits(given) {
    parser.body_limit(std::max(given.body, given.upload));
    parser.header_limit(static_cast<std::uint32_t>(given.head));
    parser.eager(true);
  }

  void refuse(int status, std::string why) { refusal = Refusal{status, std::move(why)}; }

  // Bytes of the head are kept until it is whole.
  std::size_t put_head(std::string_view bytes) {
    std::size_t before = head.size();
    head += bytes.substr(0, limits.head + 1 - std::min(before, limits.head));
    // An empty line or two before a request is passed over (RFC 9112 §2.2).
    std::size_t skipped = 0;
    while (head.compare(skipped, 2, "\r\n") == 0 && skipped < 4) skipped += 2;
    std::size_t end = head.find(kEndOfHead, skipped);
    if (end == std::string::npos) {
      std::size_t line = std::min(head.find('\n'), head.size());
      if (line > limits.target + kAroundTarget)
        refuse(414, "the request line is too long");
      else if (head.size() > limits.head)
        refuse(431, "the head is too long");
      return bytes.size();
    }
    std::size_t size = end + kEndOfHead.size();
    std::string_view whole = std::string_view(head).substr(skipped, size - skipped);
    refusal = check_bytes(whole);
    if (!refusal) parse_head(whole);
    return size - before;
  }

  void parse_head(std::string_view whole) {
    boost::system::error_code error;
    parser.put(boost::asio::buffer(whole.data(), whole.size()), error);
    if (error && error != beast::error::need_more)
      return error == beast::error::body_limit ? refuse(413, "the body is too long")
                                               : refuse(400, error.message());
    if (!parser.is_header_done()) return refuse(400, "the head does not end");
    has_head = true;
    check_head();
    expects = !refusal && !parser.is_done() &&
              base::lower_ascii(text_of(parser.get()[beast::field::expect])) == "100-continue";
  }

  void check_head() {
    const auto& message = parser.get();
    if (message.version() != 11 && message.version() != 10) return refuse(505, "another version");
    if (!method_of(message.method())) return refuse(405, "another method");
    if (message.target().size() > limits.target) return refuse(414, "the target is too long");
    if (message.count(beast::field::host) != 1) return refuse(400, "not one Host");
    if (message.count(beast::field::content_length) > 1) return refuse(400, "two lengths");
    if (message.count(beast::field::transfer_encoding) > 0) {
      bool is_chunked = message.count(beast::field::transfer_encoding) == 1 &&
                        message[beast::field::transfer_encoding] == "chunked";
      if (!is_chunked || message.count(beast::field::content_length) > 0)
        return refuse(400, "a Transfer-Encoding that is not exactly chunked");
    }
    std::string expectation = base::lower_ascii(text_of(message[beast::field::expect]));
    if (!expectation.empty() && expectation != "100-continue")
      return refuse(417, "another expectation");
    target = parse_target(text_of(message.target()));
    if (!target) return refuse(400, "not an address of a page");
    limit_body();
  }

  // Only now is it known where the body is going.
  void limit_body() {
    if (limits.takes_uploads && limits.takes_uploads(target->path)) {
      is_large = parser.chunked() || parser.content_length().value_or(0) > limits.body;
      return;
    }
    if (parser.content_length().value_or(0) > limits.body)
      return refuse(413, "the body is too long");
    parser.body_limit(limits.body);
  }

  std::size_t put_body(std::string_view bytes) {
    boost::system::error_code error;
    std::size_t used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error == beast::error::body_limit)
      refuse(413, "the body is too long");
    else if (error && error != beast::error::need_more)
      refuse(400, error.message());
    return used;
  }

  Limits limits;
  beast::request_parser<beast::string_body> parser;
  std::string head;
  bool has_head = false;
  bool expects = false;
  bool is_large = false;
  std::optional<Target> target;
  std::optional<Refusal> refusal;
};

RequestParser::RequestParser(const Limits& limits) : inside_(std::make_unique<Inside>(limits)) {}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;

std::size_t RequestParser::put(std::string_view bytes) {
  std::size_t used = 0;
  if (state() == State::kHead) used = inside_->put_head(bytes);
  // The parser takes a chunk's size and its content one after the other.
  while (used < bytes.size() && state() == State::kBody) {
    std::size_t more = inside_->put_body(bytes.substr(used));
    if (more == 0) break;
    used += more;
  }
  return used;
}

RequestParser::State RequestParser::state() const {
  if (inside_->refusal) return State::kRefused;
  if (!inside_->has_head) return State::kHead;
  return inside_->parser.is_done() ? State::kComplete : State::kBody;
}

bool RequestParser::is_large() const { return inside_->is_large; }

bool RequestParser::has_begun() const { return !inside_->head.empty(); }

bool RequestParser::take_expectation() { return std::exchange(inside_->expects, false); }

Request RequestParser::take() {
  auto message = inside_->parser.release();
  Request request;
  request.method = *method_of(message.method());
  request.path = std::move(inside_->target->path);
  request.query = std::move(inside_->target->query);
  request.keeps_alive = message.keep_alive();
  for (const auto& field : message)
    request.headers.emplace_back(base::lower_ascii(text_of(field.name_string())),
                                 text_of(field.value()));
  request.body = std::move(message.body());
  return request;
}

const Refusal& RequestParser::refusal() const { return *inside_->refusal; }

}  // namespace xueshi::http
