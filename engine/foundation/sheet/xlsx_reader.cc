#include "sheet/xlsx_reader.h"

#include <fmt/format.h>

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
  bool hidden = false;
};

class WorkbookHandler : public XmlHandler {
 public:
  void start(std::string_view element, const Attributes& attributes) override {
    if (element == "sheet") {
      std::string_view state = attributes.find("state");
      sheets.push_back({std::string(attributes.find("name")), std::string(attributes.find("id")),
                        state == "hidden" || state == "veryHidden"});
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
             std::unique_ptr<Part> sheet, CellContext context,
             std::vector<std::string> other_sheets, base::Findings& findings)
      : Reader(std::move(source)),
        file_(std::move(file)),
        archive_(std::move(archive)),
        context_(std::move(context)),
        findings_(findings),
        handler_(context_),
        pump_(std::move(sheet), handler_) {
    handler_.attach(pump_);
    other_sheets_ = std::move(other_sheets);
  }

  const Row* next() override {
    if (ended_) return nullptr;
    XmlPump::State state = pump_.run();
    if (state == XmlPump::State::kPaused) {
      if (hidden_columns_.empty()) hidden_columns_ = handler_.hidden_columns();
      return &handler_.row();
    }
    ended_ = true;
    failed_ = state == XmlPump::State::kFault;
    if (failed_) {
      base::Place place;
      place.file = source_.file;
      findings_.error(place, pump_.fault().code, advice());
    }
    return nullptr;
  }

  std::int64_t done() const override { return pump_.part().done(); }
  std::int64_t size() const override { return pump_.part().size(); }

 private:
  // Borders and colours down to the last row of a sheet make it large, not what people filled in.
  std::string advice() const {
    constexpr int kManyRows = 1000;
    const Fault& fault = pump_.fault();
    int empty = handler_.row().number - handler_.last_used_row();
    bool too_much = fault.code == "sheet.too-large" || fault.code == "sheet.zip-bomb";
    if (!too_much || empty < kManyRows) return fault.message;
    return fmt::format(
        "工作表太大：第 {} 行以下是大量只有格式的空行；请选中这些行，整行删除并保存后再导入",
        handler_.last_used_row());
  }

  std::unique_ptr<InputFile> file_;
  std::unique_ptr<Archive> archive_;
  CellContext context_;
  base::Findings& findings_;
  SheetHandler handler_;
  XmlPump pump_;
  bool ended_ = false;
};

// Whether a sheet has anything in a cell; false also for one that cannot be read.
class UsedHandler : public XmlHandler {
 public:
  void attach(XmlPump& pump) { pump_ = &pump; }
  void start(std::string_view element, const Attributes&) override {
    in_value_ = in_value_ || element == "v" || element == "is";
    used_ = used_ || element == "f";
    if (used_ || (element == "row" && ++rows_ > kMostRows)) pump_->pause();
  }
  void end(std::string_view element) override {
    if (element == "v" || element == "is") in_value_ = false;
    if (used_) pump_->pause();
  }
  void text(std::string_view piece) override { used_ = used_ || (in_value_ && !piece.empty()); }
  bool used() const { return used_; }

 private:
  XmlPump* pump_ = nullptr;
  static constexpr int kMostRows = 10'000;  // what is formatted further down is not looked at

  int rows_ = 0;
  bool in_value_ = false;
  bool used_ = false;
};

// The small parts of a workbook on the way to the sheet that people see first.
class Opening {
 public:
  explicit Opening(Archive& archive, std::size_t sheet = 0) : archive_(archive), passed_(sheet) {}

  // Null with fault().
  std::unique_ptr<Part> first_sheet() {
    std::vector<Relation> package = load_relations(archive_, "", fault_);
    const Relation* book = find_by_type(package, "officeDocument");
    if (!fault_ && book == nullptr) fault_ = damaged("找不到工作簿的内容");
    if (fault_) return nullptr;
    load_book(book->part);
    if (!fault_) find_sheet();
    std::unique_ptr<Part> part = fault_ ? nullptr : open_part(sheet_part_);
    if (part) load_context();
    if (fault_) return nullptr;
    return part;
  }

  const Fault& fault() const { return fault_; }
  const std::string& sheet_name() const { return sheet_name_; }
  const std::string& sheet_part() const { return sheet_part_; }
  CellContext take_context() { return std::move(context_); }

  // Those with anything in a cell.
  std::vector<std::string> other_sheets() {
    std::vector<std::string> names;
    for (const auto& [name, part] : others_) {
      if (is_used(part)) names.push_back(name);
    }
    return names;
  }

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

  // The first visible one in workbook order that has cells; charts have none.
  void find_sheet() {
    bool found = false;
    for (const NamedSheet& sheet : book_.sheets) {
      const Relation* relation = find_by_id(relations_, sheet.relation);
      if (relation == nullptr || relation->type != "worksheet") continue;
      std::string name = sheet.name.empty() ? "Sheet1" : sheet.name;
      bool passes = !sheet.hidden && !found && passed_ > 0;
      if (passes) --passed_;
      if (found || sheet.hidden || passes) {
        others_.emplace_back(name, relation->part);
        continue;
      }
      found = true;
      sheet_name_ = name;
      sheet_part_ = relation->part;
    }
    if (!found)
      fault_ = {"sheet.no-sheet", others_.empty()
                                      ? "工作簿里没有工作表，请另存后再导入"
                                      : "工作簿里的工作表都被隐藏了，请取消隐藏要导入的那一张"};
  }

  bool is_used(const std::string& name) {
    std::unique_ptr<Part> part = archive_.open_part(name);
    if (!part) return false;
    UsedHandler handler;
    XmlPump pump(std::move(part), handler);
    handler.attach(pump);
    pump.run();
    return handler.used();
  }

  void load_context() {
    if (const Relation* styles = find_by_type(relations_, "styles")) {
      context_.styles = Styles::load(archive_.open_part(styles->part), fault_);
    }
    const Relation* strings = fault_ ? nullptr : find_by_type(relations_, "sharedStrings");
    if (strings) context_.strings = SharedStrings::load(archive_.open_part(strings->part), fault_);
  }

  Archive& archive_;
  std::size_t passed_;  // visible sheets before the one that is read
  Fault fault_;
  WorkbookHandler book_;
  std::vector<Relation> relations_;
  std::string sheet_name_;
  std::string sheet_part_;
  std::vector<std::pair<std::string, std::string>> others_;  // name, part
  CellContext context_;
};

}  // namespace

std::unique_ptr<Reader> open_workbook(const std::string& shown, std::unique_ptr<InputFile> file,
                                      const Limits& limits, bool as_shown, base::Findings& findings,
                                      std::size_t sheet_number) {
  base::Place whole_file;
  whole_file.file = shown;
  Fault fault;
  std::unique_ptr<Archive> archive = Archive::open(*file, limits, fault);
  if (!archive) {
    findings.error(whole_file, fault.code, fault.message);
    return nullptr;
  }
  Opening opening(*archive, sheet_number);
  std::unique_ptr<Part> sheet = opening.first_sheet();
  if (!sheet) {
    findings.error(whole_file, opening.fault().code, opening.fault().message);
    return nullptr;
  }
  CellContext context = opening.take_context();
  context.as_shown = as_shown;
  std::vector<std::string> others = as_shown ? opening.other_sheets() : std::vector<std::string>();
  return std::make_unique<XlsxReader>(Source{shown, opening.sheet_name()}, std::move(file),
                                      std::move(archive), std::move(sheet), std::move(context),
                                      std::move(others), findings);
}

std::optional<std::string> find_read_part(Archive& archive) {
  Opening opening(archive);
  if (!opening.first_sheet()) return std::nullopt;
  return opening.sheet_part();
}

}  // namespace xueshi::sheet
