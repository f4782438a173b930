#include "plugin/conversation.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/text.h"
#include "plugin/encode.h"

namespace xueshi::plugin {

namespace {

constexpr std::size_t kSendAt = 64 << 10;  // bytes gathered before they are sent
constexpr std::uint32_t kMostWants = 100;

// A process counts its own CPU time and stops a loop with its line; this is for one that cannot.
std::chrono::nanoseconds patience(const Limits& limits) {
  return limits.silence.value_or(limits.deadline * 4 + std::chrono::seconds(1));
}

void write_limits(wire::Writer& writer, const Limits& limits) {
  writer.i64(limits.memory);
  writer.i64(limits.rows);
  writer.i64(limits.output);
  writer.i64(limits.log);
  writer.i64(limits.deadline.count());
}

void write_book(wire::Writer& writer, const Book& book, const Manifest& manifest) {
  writer.i64(book.year.value());
  writer.text(book.institute_code);
  writer.text(book.institute_name);
  writer.u32(static_cast<std::uint32_t>(book.labels.size()));
  for (const auto& [name, label] : book.labels) {
    writer.text(name);
    writer.text(label);
  }
  writer.u32(static_cast<std::uint32_t>(manifest.params.size()));
  for (const Param& param : manifest.params) {
    writer.text(param.name);
    write_value(writer, param.value);
  }
}

bool declares(const Manifest& manifest, const std::string& input) {
  return std::find(manifest.inputs.begin(), manifest.inputs.end(), input) != manifest.inputs.end();
}

std::uint32_t headline_of(const Input& input) {
  for (std::size_t i = 0; i < input.fields.size(); ++i) {
    if (input.fields[i].name == input.headline) return static_cast<std::uint32_t>(i);
  }
  return 0;
}

void write_inputs(wire::Writer& writer, const Manifest& manifest) {
  writer.u32(static_cast<std::uint32_t>(manifest.inputs.size()));
  for (const std::string& name : manifest.inputs) {
    const Input& input = *find_input(name);
    writer.text(input.name);
    writer.text(input.label);
    writer.u32(headline_of(input));
    writer.u32(static_cast<std::uint32_t>(input.fields.size()));
    for (const Field& field : input.fields) writer.text(field.name);
  }
  writer.u32(static_cast<std::uint32_t>(inputs().size() - manifest.inputs.size()));
  for (const Input& input : inputs()) {
    if (!declares(manifest, input.name)) writer.text(input.name);
  }
}

void write_row(std::string& out, std::uint32_t stream, const Record& record) {
  wire::Writer writer(out);
  writer.begin(wire::Kind::kRow);
  writer.u32(stream);
  write_values(writer, record);
  writer.end();
}

}  // namespace

Conversation::Conversation(Process& process, const Plugin& plugin, const Limits& limits,
                           page::RowSink& rows)
    : process_(process), plugin_(plugin), limits_(limits), rows_(rows), row_check_(plugin.page) {}

Outcome Conversation::run(const Book& book, const InputSources& sources) {
  start(book);
  converse(sources);
  return std::move(outcome_);
}

Outcome Conversation::check() {
  only_check_ = true;
  start(Book{});
  converse({});
  return std::move(outcome_);
}

void Conversation::start(const Book& book) {
  wire::Writer writer(process_.outgoing());
  writer.begin(wire::Kind::kStart);
  writer.u8(only_check_ ? 1 : 0);
  writer.text(plugin_.program);
  write_limits(writer, limits_);
  write_book(writer, book, plugin_.manifest);
  write_inputs(writer, plugin_.manifest);
  writer.end();
}

void Conversation::converse(const InputSources& sources) {
  while (!over()) {
    exchange();
    while (!over() && !wants_.empty()) {
      Want want = wants_.front();
      wants_.pop_front();
      stream(want, sources);
    }
  }
}

void Conversation::stream(const Want& want, const InputSources& sources) {
  auto source = sources.find(plugin_.manifest.inputs[want.input]);
  assert(source != sources.end() && "a source for every declared input");
  std::string& out = process_.outgoing();
  source->second([&](const Record& record) {
    write_row(out, want.stream, record);
    while (out.size() >= kSendAt && !over()) exchange();
    return !over();
  });
  if (over()) return;
  wire::Writer writer(out);
  writer.begin(wire::Kind::kEnd);
  writer.u32(want.stream);
  writer.end();
}

// Sends, receives and handles what has arrived. Only the time spent waiting for the plugin counts
// for its deadline.
void Conversation::exchange() {
  waited_ += process_.pump(patience(limits_) - waited_);
  while (!over()) {
    auto frame = process_.next_frame();
    if (!frame) break;
    handle(*frame);
  }
  if (over()) return;
  if (process_.broken()) return fail("plugin.protocol");
  if (process_.gone()) return fail("plugin.killed", process_.describe_end());
  if (waited_ >= patience(limits_)) fail("plugin.timeout");
}

void Conversation::handle(const Frame& frame) {
  wire::Reader reader(frame.body);
  switch (frame.kind) {
    case wire::Kind::kEmit:
      return take_row(reader);
    case wire::Kind::kOrder:
      return take_order(reader);
    case wire::Kind::kWant:
      return take_want(reader);
    case wire::Kind::kPrint:
      return take_log(reader);
    case wire::Kind::kFailed:
      return take_failure(reader);
    case wire::Kind::kDone:
      return finish(reader);
    default:
      return fail("plugin.protocol");
  }
}

void Conversation::finish(wire::Reader& reader) {
  if (!reader.at_end()) return fail("plugin.protocol");
  auto refusal = only_check_ ? std::nullopt : row_check_.finish();
  if (refusal) return fail(refusal->code, refusal->message);
  done_ = true;
}

void Conversation::take_want(wire::Reader& reader) {
  Want want{reader.u32(), reader.u32()};
  if (!reader.at_end() || want.input >= plugin_.manifest.inputs.size() || ++asked_ > kMostWants)
    return fail("plugin.protocol");
  wants_.push_back(want);
}

void Conversation::take_row(wire::Reader& reader) {
  Whereabouts at = read_whereabouts(reader);
  auto refusal = row_check_.read(reader);
  if (refusal) return fail(refusal->code, refusal->message, at);
  if (!reader.at_end()) return fail("plugin.protocol");
  if (++outcome_.rows > limits_.rows) return fail("plugin.too-many-rows", "", at);
  if (sheet_ != row_check_.sheet()) rows_.turn_to(sheet_ = row_check_.sheet());
  rows_.add(row_check_.row());
}

void Conversation::take_order(wire::Reader& reader) {
  Whereabouts at = read_whereabouts(reader);
  auto refusal = row_check_.read_order(reader);
  if (!reader.at_end()) return fail("plugin.protocol");
  if (refusal) return fail(refusal->code, refusal->message, at);
  rows_.order(row_check_.key(), row_check_.headings());
}

void Conversation::take_log(wire::Reader& reader) {
  std::string_view text = reader.text();
  if (!reader.at_end()) return fail("plugin.protocol");
  if (static_cast<std::int64_t>(outcome_.log.size() + text.size()) > limits_.log)
    return fail("plugin.log-too-long");
  outcome_.log += base::is_clean_utf8(text) ? text : std::string_view("（不是有效的 UTF-8）\n");
}

void Conversation::take_failure(wire::Reader& reader) {
  Whereabouts at = read_whereabouts(reader);
  std::string code(reader.text()), message(reader.text());
  if (!reader.at_end() || !code.starts_with("plugin.") || code.size() > 40 ||
      !base::is_clean_utf8(code))
    return fail("plugin.protocol");
  fail(std::move(code), message, at);
}

void Conversation::fail(std::string code, std::string_view message, const Whereabouts& at) {
  outcome_.failure = make_failure(plugin_, limits_, std::move(code), message, at);
}

}  // namespace xueshi::plugin
