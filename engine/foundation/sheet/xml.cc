#include "sheet/xml.h"

#include <expat.h>
#include <fmt/format.h>

#include <cstdint>
#include <utility>

#include "base/error.h"

namespace xueshi::sheet {

namespace {

constexpr int kPieceBytes = 64 << 10;
constexpr int kDeepest = 64;
constexpr std::int64_t kLongestToken = std::int64_t{1} << 20;  // one tag with its attributes

std::string_view without_prefix(std::string_view name) {
  std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view Attributes::find(std::string_view name) const {
  std::string_view value;
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (without_prefix(pair[0]) == name) value = pair[1];
  }
  return value;
}

struct XmlPump::Parser {
  Parser(std::unique_ptr<Part> of, XmlHandler& to)
      : part(std::move(of)), handler(to), expat(XML_ParserCreate(nullptr)) {
    if (expat == nullptr) throw base::Error(base::ErrorKind::kProcess, "内存不足，无法读取工作簿");
    XML_SetUserData(expat, this);
    XML_SetElementHandler(expat, on_start, on_end);
    XML_SetCharacterDataHandler(expat, on_text);
    XML_SetStartDoctypeDeclHandler(expat, on_doctype);
  }
  ~Parser() { XML_ParserFree(expat); }

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto* parser = static_cast<Parser*>(self);
    if (parser->fault) return;
    if (++parser->depth > kDeepest) return parser->fail(damaged("嵌套过深"));
    parser->handler.start(without_prefix(name), Attributes(attributes));
  }
  static void on_end(void* self, const XML_Char* name) {
    auto* parser = static_cast<Parser*>(self);
    if (parser->fault) return;
    --parser->depth;
    parser->handler.end(without_prefix(name));
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    auto* parser = static_cast<Parser*>(self);
    if (!parser->fault) parser->handler.text({text, static_cast<std::size_t>(length)});
  }
  static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    auto* parser = static_cast<Parser*>(self);
    parser->fail({"sheet.doctype",
                  fmt::format("{} 含有 DOCTYPE 声明，工作簿里不允许；请用 Excel 另存后再导入",
                              parser->part->name())});
  }

  void fail(Fault why) {
    if (!fault) fault = std::move(why);
    XML_StopParser(expat, XML_FALSE);
  }

  XML_Status step() {
    if (paused) {
      paused = false;
      return XML_ResumeParser(expat);
    }
    void* buffer = XML_GetBuffer(expat, kPieceBytes);
    if (buffer == nullptr) throw base::Error(base::ErrorKind::kProcess, "内存不足，无法读取工作簿");
    std::optional<std::size_t> got = part->read(static_cast<char*>(buffer), kPieceBytes);
    if (!got) {
      fault = part->fault();
      return XML_STATUS_ERROR;
    }
    fed += static_cast<std::int64_t>(*got);
    last = *got == 0;
    return XML_ParseBuffer(expat, static_cast<int>(*got), last);
  }

  State run() {
    while (true) {
      XML_Status status = step();
      if (fault) return State::kFault;
      if (status == XML_STATUS_SUSPENDED) return State::kPaused;
      if (status == XML_STATUS_ERROR) fault = damaged(fmt::format("{} 的内容不完整", part->name()));
      if (fed - XML_GetCurrentByteIndex(expat) > kLongestToken) {
        fault = damaged(fmt::format("{} 中有过长的标记", part->name()));
      }
      if (fault) return State::kFault;
      if (last) return State::kDone;
    }
  }

  std::unique_ptr<Part> part;
  XmlHandler& handler;
  XML_Parser expat;
  Fault fault;
  int depth = 0;
  std::int64_t fed = 0;
  bool paused = false;
  bool last = false;
};

XmlPump::XmlPump(std::unique_ptr<Part> part, XmlHandler& handler)
    : parser_(std::make_unique<Parser>(std::move(part), handler)) {}
XmlPump::~XmlPump() = default;

XmlPump::State XmlPump::run() { return parser_->run(); }

void XmlPump::pause() {
  parser_->paused = true;
  XML_StopParser(parser_->expat, XML_TRUE);
}

void XmlPump::fail(Fault fault) { parser_->fail(std::move(fault)); }
const Fault& XmlPump::fault() const { return parser_->fault; }
const Part& XmlPump::part() const { return *parser_->part; }

Fault parse_part(std::unique_ptr<Part> part, XmlHandler& handler) {
  XmlPump pump(std::move(part), handler);
  pump.run();
  return pump.fault();
}

}  // namespace xueshi::sheet
