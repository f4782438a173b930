#include "sheet/styles.h"

#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "sheet/xml.h"

namespace xueshi::sheet {

namespace {

std::optional<std::size_t> parse_index(std::string_view text) {
  std::size_t index = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return index;
}

class StylesHandler : public XmlHandler {
 public:
  void start(std::string_view element, const Attributes& attributes) override {
    if (element == "numFmts") in_formats_ = true;
    if (element == "cellXfs") in_styles_ = true;
    if (element == "numFmt" && in_formats_) {
      if (auto id = parse_index(attributes.find("numFmtId"))) {
        codes_.insert_or_assign(*id, NumberFormat::parse(attributes.find("formatCode")));
      }
    }
    if (element == "xf" && in_styles_) {
      ids_.push_back(parse_index(attributes.find("numFmtId")).value_or(0));
    }
  }

  void end(std::string_view element) override {
    if (element == "numFmts") in_formats_ = false;
    if (element == "cellXfs") in_styles_ = false;
  }

  std::vector<NumberFormat> formats() const {
    std::vector<NumberFormat> formats;
    for (std::size_t id : ids_) {
      auto code = codes_.find(id);
      formats.push_back(code != codes_.end() ? code->second
                        : id < 164           ? NumberFormat::of_builtin(static_cast<int>(id))
                                             : NumberFormat());
    }
    return formats;
  }

 private:
  bool in_formats_ = false;
  bool in_styles_ = false;
  std::map<std::size_t, NumberFormat> codes_;
  std::vector<std::size_t> ids_;
};

}  // namespace

Styles Styles::load(std::unique_ptr<Part> part, Fault& fault) {
  Styles styles;
  if (!part) return styles;
  StylesHandler handler;
  fault = parse_part(std::move(part), handler);
  styles.formats_ = handler.formats();
  return styles;
}

const NumberFormat& Styles::format_of(std::string_view style) const {
  static const NumberFormat kGeneral;
  auto index = parse_index(style);
  return index && *index < formats_.size() ? formats_[*index] : kGeneral;
}

}  // namespace xueshi::sheet
