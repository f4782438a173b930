// XML of a workbook part, pushed through a parser while the part is inflated. No DOCTYPE, no deep
// nesting.
#pragma once

#include <memory>
#include <string_view>

#include "sheet/archive.h"
#include "sheet/fault.h"

namespace xueshi::sheet {

// Attributes of one element. Names come without their namespace prefix: `r:id` is "id".
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  // Empty where there is none. The last of several that differ by prefix only.
  std::string_view find(std::string_view name) const;

 private:
  const char** pairs_;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view element, const Attributes& attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view) {}
};

class XmlPump {
 public:
  enum class State { kPaused, kDone, kFault };

  // Requires: the handler outlives the pump.
  XmlPump(std::unique_ptr<Part> part, XmlHandler& handler);
  ~XmlPump();

  // Parses until the handler pauses, the part ends, or something is wrong with it.
  State run();
  // For handlers, from start() or end(): makes run() return after this event.
  void pause();
  // Likewise: makes run() fail.
  void fail(Fault fault);
  const Fault& fault() const;
  const Part& part() const;

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

// The whole of a small part. The fault, where there is one.
Fault parse_part(std::unique_ptr<Part> part, XmlHandler& handler);

}  // namespace xueshi::sheet
