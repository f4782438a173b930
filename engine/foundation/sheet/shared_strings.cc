#include "sheet/shared_strings.h"

#include <charconv>
#include <utility>

#include "sheet/rich_text.h"
#include "sheet/xml.h"

namespace xueshi::sheet {

class SharedStringsHandler : public XmlHandler {
 public:
  explicit SharedStringsHandler(SharedStrings& strings) : strings_(strings) {}

  void start(std::string_view element, const Attributes&) override {
    if (element == "si") {
      in_string_ = true;
      rich_.clear();
    } else if (in_string_) {
      rich_.start(element);
    }
  }

  void end(std::string_view element) override {
    if (element == "si" && in_string_) {
      in_string_ = false;
      strings_.block_ += rich_.decoded();
      strings_.ends_.push_back(static_cast<std::uint32_t>(strings_.block_.size()));
    } else if (in_string_) {
      rich_.end(element);
    }
  }

  void text(std::string_view piece) override {
    if (in_string_) rich_.text(piece);
  }

 private:
  SharedStrings& strings_;
  RichText rich_;
  bool in_string_ = false;
};

SharedStrings SharedStrings::load(std::unique_ptr<Part> part, Fault& fault) {
  SharedStrings strings;
  if (!part) return strings;
  SharedStringsHandler handler(strings);
  fault = parse_part(std::move(part), handler);
  return strings;
}

std::optional<std::string_view> SharedStrings::find(std::string_view index) const {
  std::size_t i = 0;
  auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), i);
  if (error != std::errc() || end != index.data() + index.size() || i >= ends_.size()) {
    return std::nullopt;
  }
  std::size_t start = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(block_).substr(start, ends_[i] - start);
}

}  // namespace xueshi::sheet
