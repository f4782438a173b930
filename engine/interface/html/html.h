// Html: pages that cannot be wrong. Nothing else in the program writes a `<`.
//
// Whatever comes at run time is text and is escaped; markup is made of elements and attributes
// whose names are literals, checked when the program is compiled. There is no way to write a style,
// a script or a handler (`on…`) into a page, nor an address that leads elsewhere: where an
// attribute takes an address it takes a Url, which begins at the site's root.
//
//   Html row = element("tr", {attr("class", "red")}, {element("td", {}, {text(plan.title)})});
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xueshi::html {

// An address of this site: pieces of a path, then a query, each encoded as it has to be.
class Url {
 public:
  // "/admin/plans". Each piece is one step of the path, whatever is in it; empty ones are left out.
  explicit Url(std::initializer_list<std::string_view> pieces);
  // A decoded path ("/admin/plans") and its query, encoded anew.
  static Url at(std::string_view path,
                const std::vector<std::pair<std::string, std::string>>& query = {});
  // One step more; before any query.
  Url& step(std::string_view piece);
  // Adds `name=value`; in order.
  Url& add(std::string_view name, std::string_view value);
  Url& add(std::string_view name, std::int64_t value);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool has_query_ = false;
};

// The name of an element: none that runs or hides anything.
class ElementName {
 public:
  template <std::size_t N>
  consteval ElementName(const char (&name)[N])  // NOLINT: a literal is one
      : name_(name, N - 1) {
    bool is_word = !name_.empty();
    for (char c : name_) is_word = is_word && (('a' <= c && c <= 'z') || ('0' <= c && c <= '9'));
    if (!is_word) throw "an element's name is small letters and digits";
    for (std::string_view never : {"script", "style", "iframe", "object", "embed", "base", "link"})
      if (name_ == never) throw "this element is not written by hand";
  }
  std::string_view view() const { return name_; }

 private:
  std::string_view name_;
};

// The name of an attribute that takes text; none that holds an address, a style or a handler.
class TextName {
 public:
  template <std::size_t N>
  consteval TextName(const char (&name)[N])  // NOLINT: a literal is one
      : name_(name, N - 1) {
    bool is_word = !name_.empty();
    for (char c : name_) is_word = is_word && (('a' <= c && c <= 'z') || c == '-');
    if (!is_word) throw "an attribute's name is small letters";
    if (name_.substr(0, 2) == "on" || name_ == "style") throw "no handler, no style";
    for (std::string_view address : {"href", "src", "action", "formaction", "srcset", "data"})
      if (name_ == address) throw "an address is a Url";
  }
  std::string_view view() const { return name_; }

 private:
  std::string_view name_;
};

// The name of an attribute that takes an address.
class UrlName {
 public:
  template <std::size_t N>
  consteval UrlName(const char (&name)[N])  // NOLINT: a literal is one
      : name_(name, N - 1) {
    bool is_known = false;
    for (std::string_view address : {"href", "src", "action", "formaction"})
      is_known = is_known || name_ == address;
    if (!is_known) throw "not an attribute that takes an address";
  }
  std::string_view view() const { return name_; }

 private:
  std::string_view name_;
};

class Attribute {
 public:
  std::string_view bytes() const { return bytes_; }

 private:
  explicit Attribute(std::string bytes) : bytes_(std::move(bytes)) {}
  friend Attribute attr(TextName name, std::string_view value);
  friend Attribute attr(TextName name, std::int64_t value);
  friend Attribute flag(TextName name, bool is_set);
  friend Attribute link(UrlName name, const Url& url);
  friend Attribute anchor(TextName id);
  friend Attribute anchor(TextName id, std::int64_t number);
  friend Attribute numbered(TextName name, TextName id, std::int64_t number);
  std::string bytes_;  // with a blank before it; empty: none
};
Attribute attr(TextName name, std::string_view value);
Attribute attr(TextName name, std::int64_t value);
// `checked`; nothing where it is not set.
Attribute flag(TextName name, bool is_set = true);
Attribute link(UrlName name, const Url& url);
// `href` of the element with that id on the same page.
Attribute anchor(TextName id);
// Of the element whose id is that name and number: "f3".
Attribute anchor(TextName id, std::int64_t number);
Attribute numbered(TextName name, TextName id, std::int64_t number);  // `id="f3"`, `for="f3"`

// A piece of a page.
class Html {
 public:
  Html() = default;
  Html& operator+=(const Html& other);
  const std::string& bytes() const { return bytes_; }
  bool empty() const { return bytes_.empty(); }

 private:
  explicit Html(std::string bytes) : bytes_(std::move(bytes)) {}
  friend Html text(std::string_view text);
  friend Html element(ElementName name, const std::vector<Attribute>& attributes,
                      const std::vector<Html>& inside);
  friend Html document(std::string_view language, const Html& head, const Html& body);
  friend Html stylesheet(const Url& url);
  friend Html script(const Url& url);
  std::string bytes_;
};

Html text(std::string_view text);
// One that has no end (`br`, `input` …) has nothing inside.
Html element(ElementName name, const std::vector<Attribute>& attributes = {},
             const std::vector<Html>& inside = {});
Html join(const std::vector<Html>& pieces);

// A whole page. Its encoding is said first: without it Chinese comes back from forms as `&#…;`.
Html document(std::string_view language, const Html& head, const Html& body);
// A file of this site's own; the only way to either.
Html stylesheet(const Url& url);
Html script(const Url& url);

}  // namespace xueshi::html
