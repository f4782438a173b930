#include "plugin/encode.h"

namespace xueshi::plugin {

namespace {

struct ValueWriter {
  wire::Writer& writer;
  void operator()(std::monostate) const { writer.tag(wire::Tag::kNil); }
  void operator()(bool value) const { writer.tag(value ? wire::Tag::kTrue : wire::Tag::kFalse); }
  void operator()(std::int64_t value) const {
    writer.tag(wire::Tag::kInteger);
    writer.i64(value);
  }
  void operator()(const page::Number& value) const {
    writer.tag(wire::Tag::kDecimal);
    writer.i64(value.scaled);
    writer.u8(static_cast<std::uint8_t>(value.places));
  }
  void operator()(const std::string& value) const {
    writer.tag(wire::Tag::kText);
    writer.text(value);
  }
  void operator()(const Map& value) const {
    writer.tag(wire::Tag::kMap);
    writer.u32(static_cast<std::uint32_t>(value.entries.size()));
    for (const Entry& entry : value.entries) {
      writer.text(entry.key);
      write_value(writer, entry.value);
    }
  }
};

}  // namespace

void write_value(wire::Writer& writer, const Value& value) {
  std::visit(ValueWriter{writer}, value);
}

void write_values(wire::Writer& writer, const Record& record) {
  for (const Value& value : record.values()) write_value(writer, value);
}

void append_bytes(std::string& out, const Value& value) {
  wire::Writer writer(out);
  write_value(writer, value);
}

void append_bytes(std::string& out, const Record& record) {
  wire::Writer writer(out);
  write_values(writer, record);
}

}  // namespace xueshi::plugin
