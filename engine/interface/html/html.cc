#include "html/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace xueshi::html {

namespace {

// Also what could end an attribute; the rest of the text stays as it is.
std::string escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case '\0':  // a page has none
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// RFC 3986: everything but the unreserved characters, byte by byte.
std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (char c : text) {
    bool is_unreserved = ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') ||
                         ('0' <= c && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_unreserved)
      encoded += c;
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

// Elements without an end.
bool is_void(std::string_view name) {
  constexpr std::string_view kVoid[] = {"area", "br", "col", "hr", "img", "input", "meta", "wbr"};
  return std::find(std::begin(kVoid), std::end(kVoid), name) != std::end(kVoid);
}

}  // namespace

// A step of `.` or `..` would be taken out by the browser: its dots are encoded, which means the
// same to a server that decodes once and never walks.
Url::Url(std::initializer_list<std::string_view> pieces) {
  for (std::string_view piece : pieces) step(piece);
  if (text_.empty()) text_ = "/";
}

Url Url::at(std::string_view path, const std::vector<std::pair<std::string, std::string>>& query) {
  Url url({});
  url.text_.clear();
  for (std::size_t begin = 0; begin < path.size();) {
    std::size_t end = std::min(path.find('/', begin), path.size());
    url.step(path.substr(begin, end - begin));
    begin = end + 1;
  }
  if (url.text_.empty()) url.text_ = "/";
  for (const auto& [name, value] : query) url.add(name, value);
  return url;
}

Url& Url::step(std::string_view piece) {
  if (piece.empty()) return *this;  // `//` begins the name of another site
  if (text_ == "/") text_.clear();
  text_ += '/';
  text_ += piece == "." ? "%2E" : piece == ".." ? "%2E%2E" : percent_encoded(piece);
  return *this;
}

Url& Url::add(std::string_view name, std::string_view value) {
  text_ +=
      fmt::format("{}{}={}", has_query_ ? '&' : '?', percent_encoded(name), percent_encoded(value));
  has_query_ = true;
  return *this;
}

Url& Url::add(std::string_view name, std::int64_t value) {
  return add(name, std::to_string(value));
}

Attribute attr(TextName name, std::string_view value) {
  return Attribute(fmt::format(" {}=\"{}\"", name.view(), escape(value)));
}

Attribute attr(TextName name, std::int64_t value) {
  return Attribute(fmt::format(" {}=\"{}\"", name.view(), value));
}

Attribute flag(TextName name, bool is_set) {
  return Attribute(is_set ? fmt::format(" {}", name.view()) : "");
}

Attribute link(UrlName name, const Url& url) {
  return Attribute(fmt::format(" {}=\"{}\"", name.view(), escape(url.text())));
}

Attribute anchor(TextName id) { return Attribute(fmt::format(" href=\"#{}\"", id.view())); }

Attribute anchor(TextName id, std::int64_t number) {
  return Attribute(fmt::format(" href=\"#{}{}\"", id.view(), number));
}

Attribute numbered(TextName name, TextName id, std::int64_t number) {
  return Attribute(fmt::format(" {}=\"{}{}\"", name.view(), id.view(), number));
}

Html& Html::operator+=(const Html& other) {
  bytes_ += other.bytes_;
  return *this;
}

Html text(std::string_view text) { return Html(escape(text)); }

Html element(ElementName name, const std::vector<Attribute>& attributes,
             const std::vector<Html>& inside) {
  std::string bytes = fmt::format("<{}", name.view());
  for (const Attribute& attribute : attributes) bytes += attribute.bytes();
  bytes += '>';
  if (is_void(name.view())) {
    assert(inside.empty());
    return Html(std::move(bytes));
  }
  for (const Html& piece : inside) bytes += piece.bytes();
  bytes += fmt::format("</{}>", name.view());
  return Html(std::move(bytes));
}

Html join(const std::vector<Html>& pieces) {
  Html all;
  for (const Html& piece : pieces) all += piece;
  return all;
}

Html document(std::string_view language, const Html& head, const Html& body) {
  return Html(
      fmt::format("<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">{}"
                  "</head><body>{}</body></html>\n",
                  escape(language), head.bytes(), body.bytes()));
}

Html stylesheet(const Url& url) {
  return Html(fmt::format("<link rel=\"stylesheet\" href=\"{}\">", escape(url.text())));
}

Html script(const Url& url) {
  return Html(fmt::format("<script src=\"{}\" defer></script>", escape(url.text())));
}

}  // namespace xueshi::html
