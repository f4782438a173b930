// Forms: fields with what was typed and what is wrong with it, and the keys that every form
// carries.
//
// A form that was not taken comes back as it was typed, with every reason at once: in a summary at
// the top, and at the field that a reason names.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/blocker.h"
#include "html/html.h"
#include "web/visit.h"

namespace xueshi::web {

// The session's key, a one-time key, and the role that the form was made for.
html::Html hidden_keys(const Visit& visit);
// The session's key as it came with a form. It is written differently each time: an answer that is
// compressed tells nothing about it by its length.
bool is_key(const std::string& sent, const std::string& form_key);
html::Html hidden(const std::string& name, const std::string& value);

struct Option {
  std::string value;
  std::string label;
};

struct Field {
  enum class Kind { kText, kPassword, kArea, kNumber, kDate, kTime, kChoice, kTick, kFile };
  std::string name;   // as it is sent: a heading
  std::string label;  // as it is read
  std::string value{};
  Kind kind = Kind::kText;
  bool is_required = false;
  std::string hint{};
  std::vector<Option> options{};  // of a choice
  std::string autocomplete{};     // what a browser may fill in
  std::string group{};            // begins a group of fields of that name
};

struct Form {
  html::Url action;
  std::string button;  // the words on it
  std::vector<Field> fields{};
  base::Blockers blockers{};  // why it was not taken
  html::Html before{};        // the fields: words about it
  html::Html more_buttons{};
  bool has_file = false;
};

// The title of a page whose form was not taken begins with 错误：.
std::string title_of(const std::string& title, const base::Blockers& blockers);
html::Html render(const Visit& visit, const Form& form);
// The reasons alone.
html::Html summary_of(const base::Blockers& blockers);

}  // namespace xueshi::web
