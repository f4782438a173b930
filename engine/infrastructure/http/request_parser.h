// RequestParser: bytes of a connection → requests. Knows no socket, so that a request is looked at,
// and tried with broken ones, from memory.
//
// Refused although HTTP libraries let it through: no `Host` or two, lines that are folded or end in
// a mere line feed, a length beside `chunked`, another `Transfer-Encoding`.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "http/message.h"

namespace xueshi::http {

struct Limits {
  std::size_t head = 16'384;  // bytes, request line and headers
  std::size_t target = 4'096;
  std::size_t body = 1'048'576;
  std::size_t upload = 20'971'520 + 65'536;  // a body where takes_uploads: a file, and its form
  std::function<bool(std::string_view path)> takes_uploads{};  // a path, decoded; empty: none does
};

class RequestParser {
 public:
  explicit RequestParser(const Limits& limits);
  ~RequestParser();
  RequestParser(RequestParser&&) noexcept;

  enum class State {
    kHead,      // wants more: the head is not complete
    kBody,      // wants more: the head is
    kComplete,  // take() it
    kRefused,   // refusal(); nothing more can come of these bytes
  };
  // Takes what belongs to this request and returns how much that was.
  std::size_t put(std::string_view bytes);
  State state() const;
  // Whether it brings more than a form without files may.
  bool is_large() const;
  // Whether any byte came.
  bool has_begun() const;
  // Whether who asks waits for `100 Continue` before they send the body; said once.
  bool take_expectation();

  // Requires: kComplete. The parser is good for nothing afterwards.
  Request take();
  // Requires: kRefused.
  const Refusal& refusal() const;

 private:
  struct Inside;  // Beast's parser
  std::unique_ptr<Inside> inside_;
};

}  // namespace xueshi::http
