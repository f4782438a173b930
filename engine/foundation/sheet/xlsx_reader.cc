#include "sheet/xlsx_reader.h"

#include <optional>
#include <utility>
#include <vector>

#include "sheet/archive.h"
#include "sheet/relations.h"
#include "sheet/sheet_handler.h"
#include "sheet/xml.h"

namespace xueshi::sheet {

namespace {

struct NamedSheet {
  std::string name;
  std::string relation;
};

class WorkbookHandler : public XmlHandler {
 public:
  void start(std::string_view element, const Attributes& attributes) override {
    if (element == "sheet") {
      sheets.push_back({std::string(attributes.find("name")), std::string(attributes.find("id"))});
    }
    if (element == "workbookPr") {
      std::string_view from = attributes.find("date1904");
      from_1904 = from == "1" || from == "true";
    }
  }
  void end(std::string_view) override {}

  std::vector<NamedSheet> sheets;  // in workbook order
  bool from_1904 = false;
};

class XlsxReader : public Reader {
 public:
  XlsxReader(Source source, std::unique_ptr<InputFile> file, std::unique_ptr<Archive> archive,
             std::unique_ptr<Part> sheet, CellContext context, base::Findings& findings)
      : Reader(std::move(source)),
        file_(std::move(file)),
        archive_(std::move(archive)),
        context_(std::move(context)),
        findings_(findings),
        handler_(source_, context_, findings),
        pump_(std::move(sheet), handler_) {
    handler_.attach(pump_);
  }

  const Row* next() override {
    if (ended_) return nullptr;
    XmlPump::State state = pump_.run();
    if (state == XmlPump::State::kPaused) return &handler_.row();
    ended_ = true;
    failed_ = state == XmlPump::State::kFault;
    if (failed_) {
      base::Place place;
      place.file = source_.file;
      findings_.error(place, pump_.fault().code, pump_.fault().message);
    }
    return nullptr;
  }

  std::int64_t done() const override { return pump_.part().done(); }
  std::int64_t size() const override { return pump_.part().size(); }

 private:
  std::unique_ptr<InputFile> file_;
  std::unique_ptr<Archive> archive_;
  CellContext context_;
  base::Findings& findings_;
  SheetHandler handler_;
  XmlPump pump_;
  bool ended_ = false;
};

// The small parts of a workbook on the way to its first sheet.
class Opening {
 public:
  explicit Opening(Archive& archive) : archive_(archive) {}

  // Null with fault().
  std::unique_ptr<Part> first_sheet() {
    std::vector<Relation> package = load_relations(archive_, "", fault_);
    const Relation* book = find_by_type(package, "officeDocument");
    if (!fault_ && book == nullptr) fault_ = damaged("找不到工作簿的内容");
    if (fault_) return nullptr;
    load_book(book->part);
    const Relation* sheet = fault_ ? nullptr : find_sheet();
    std::unique_ptr<Part> part = sheet == nullptr ? nullptr : open_part(sheet->part);
    if (part) load_context();
    if (fault_) return nullptr;
    return part;
  }

  const Fault& fault() const { return fault_; }
  const std::string& sheet_name() const { return sheet_name_; }
  CellContext take_context() { return std::move(context_); }

 private:
  std::unique_ptr<Part> open_part(const std::string& name) {
    std::unique_ptr<Part> part = archive_.open_part(name);
    if (!part) fault_ = damaged("缺少 " + name);
    return part;
  }

  void load_book(const std::string& name) {
    relations_ = load_relations(archive_, name, fault_);
    if (fault_) return;
    if (std::unique_ptr<Part> part = open_part(name)) fault_ = parse_part(std::move(part), book_);
    context_.from_1904 = book_.from_1904;
  }

  // The first sheet in workbook order that has cells; charts have none.
  const Relation* find_sheet() {
    for (const NamedSheet& sheet : book_.sheets) {
      const Relation* relation = find_by_id(relations_, sheet.relation);
      if (relation == nullptr || relation->type != "worksheet") continue;
      sheet_name_ = sheet.name.empty() ? "Sheet1" : sheet.name;
      return relation;
    }
    fault_ = {"sheet.no-sheet", "工作簿里没有工作表，请另存后再导入"};
    return nullptr;
  }

  void load_context() {
    if (const Relation* styles = find_by_type(relations_, "styles")) {
      context_.styles = Styles::load(archive_.open_part(styles->part), fault_);
    }
    const Relation* strings = fault_ ? nullptr : find_by_type(relations_, "sharedStrings");
    if (strings) context_.strings = SharedStrings::load(archive_.open_part(strings->part), fault_);
  }

  Archive& archive_;
  Fault fault_;
  WorkbookHandler book_;
  std::vector<Relation> relations_;
  std::string sheet_name_;
  CellContext context_;
};

}  // namespace

std::unique_ptr<Reader> open_workbook(const std::string& shown, std::unique_ptr<InputFile> file,
                                      const Limits& limits, base::Findings& findings) {
  base::Place whole_file;
  whole_file.file = shown;
  Fault fault;
  std::unique_ptr<Archive> archive = Archive::open(*file, limits, fault);
  if (!archive) {
    findings.error(whole_file, fault.code, fault.message);
    return nullptr;
  }
  Opening opening(*archive);
  std::unique_ptr<Part> sheet = opening.first_sheet();
  if (!sheet) {
    findings.error(whole_file, opening.fault().code, opening.fault().message);
    return nullptr;
  }
  return std::make_unique<XlsxReader>(Source{shown, opening.sheet_name()}, std::move(file),
                                      std::move(archive), std::move(sheet), opening.take_context(),
                                      findings);
}

}  // namespace xueshi::sheet
