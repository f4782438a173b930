#include "sheet/footer.h"

#include "sheet/archive.h"
#include "sheet/relations.h"
#include "sheet/xml.h"

namespace xueshi::sheet {

namespace {

class FooterHandler : public XmlHandler {
 public:
  void start(std::string_view element, const Attributes&) override {
    is_inside_ = element == "oddFooter";
  }
  void end(std::string_view) override { is_inside_ = false; }
  void text(std::string_view text) override {
    if (is_inside_) footer += text;
  }

  std::string footer;

 private:
  bool is_inside_ = false;
};

}  // namespace

std::optional<std::string> find_footer(const std::string& path) {
  Fault fault;
  std::unique_ptr<InputFile> file = InputFile::open(path, fault);
  std::unique_ptr<Archive> archive = file ? Archive::open(*file, Limits{}, fault) : nullptr;
  if (!archive) return std::nullopt;
  std::vector<Relation> package = load_relations(*archive, "", fault);
  const Relation* book = find_by_type(package, "officeDocument");
  if (fault || book == nullptr) return std::nullopt;
  std::vector<Relation> parts = load_relations(*archive, book->part, fault);
  const Relation* sheet = find_by_type(parts, "worksheet");
  std::unique_ptr<Part> part =
      fault || sheet == nullptr ? nullptr : archive->open_part(sheet->part);
  if (!part) return std::nullopt;
  FooterHandler handler;
  if (parse_part(std::move(part), handler)) return std::nullopt;
  return handler.footer;
}

}  // namespace xueshi::sheet
