#include "web/form.h"

#include "academy/scope.h"
#include "seal/hash.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::flag;
using html::Html;
using html::text;

constexpr int kOnceBytes = 16;

// Digit by digit, with another text of digits: what one adds the other takes away.
std::string shifted(const std::string& digits, const std::string& by, bool back) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    std::size_t value = kDigits.find(digits[i]), step = kDigits.find(by[i]);
    if (value == std::string_view::npos || step == std::string_view::npos) return "";
    result += kDigits[(value + (back ? kDigits.size() - step : step)) % kDigits.size()];
  }
  return result;
}

std::string masked(const std::string& form_key) {
  std::string mask = seal::random_id(static_cast<int>(form_key.size() / 2));
  return mask + shifted(form_key, mask, false);
}

// The messages that name the field.
std::vector<std::string> messages_about(const Field& field, const base::Blockers& blockers) {
  std::vector<std::string> messages;
  for (const base::Blocker& blocker : blockers)
    if (blocker.message.find(field.label) != std::string::npos) messages.push_back(blocker.message);
  return messages;
}

const char* type_of(Field::Kind kind) {
  switch (kind) {
    case Field::Kind::kPassword:
      return "password";
    case Field::Kind::kDate:
      return "date";
    case Field::Kind::kTime:
      return "datetime-local";
    case Field::Kind::kTick:
      return "checkbox";
    case Field::Kind::kFile:
      return "file";
    default:
      return "text";
  }
}

Html control(const Field& field, std::vector<html::Attribute> attributes) {
  switch (field.kind) {
    case Field::Kind::kArea:
      attributes.push_back(attr("rows", 4));
      return element("textarea", attributes, {text(field.value)});
    case Field::Kind::kChoice: {
      std::vector<Html> options;
      for (const Option& option : field.options) {
        options.push_back(element(
            "option", {attr("value", option.value), flag("selected", option.value == field.value)},
            {text(option.label)}));
      }
      return element("select", attributes, options);
    }
    case Field::Kind::kTick:
      attributes.push_back(flag("checked", !field.value.empty()));
      break;
    case Field::Kind::kPassword:
    case Field::Kind::kFile:
      break;  // what was typed or chosen never comes back
    case Field::Kind::kNumber:
      attributes.push_back(attr("inputmode", "decimal"));
      attributes.push_back(attr("value", field.value));
      break;
    default:
      attributes.push_back(attr("value", field.value));
  }
  attributes.push_back(attr("type", type_of(field.kind)));
  return element("input", attributes);
}

Html row(const Field& field, int number, const base::Blockers& blockers) {
  std::vector<std::string> wrong = messages_about(field, blockers);
  std::vector<html::Attribute> attributes = {html::numbered("id", "f", number),
                                             attr("name", field.name)};
  if (field.is_required) attributes.push_back(attr("aria-required", "true"));
  std::string filled = field.autocomplete;  // by a program that keeps passwords
  if (filled.empty() && field.kind == Field::Kind::kPassword) filled = "current-password";
  if (!filled.empty()) attributes.push_back(attr("autocomplete", filled));
  if (!wrong.empty()) attributes.push_back(attr("aria-invalid", "true"));
  if (!wrong.empty() || !field.hint.empty())
    attributes.push_back(html::numbered("aria-describedby", "n", number));
  std::vector<Html> notes;
  for (const std::string& message : wrong)
    notes.push_back(element("span", {attr("class", "wrong")}, {text(message)}));
  if (!field.hint.empty())
    notes.push_back(element("span", {attr("class", "soft")}, {text(field.hint)}));
  std::vector<Html> label = {text(field.label)};
  if (field.is_required)
    label.push_back(
        element("span", {attr("class", "star"), attr("aria-hidden", "true")}, {text("*")}));
  return element(
      "div", {attr("class", "field")},
      {element("label", {html::numbered("for", "f", number)}, label), control(field, attributes),
       notes.empty() ? Html() : element("div", {html::numbered("id", "n", number)}, notes)});
}

// Whose password it is, for programs that keep passwords.
Html whose_password(const Visit& visit, const Form& form) {
  bool asks = false;
  for (const Field& field : form.fields) asks = asks || field.kind == Field::Kind::kPassword;
  if (!asks || visit.visitor == nullptr) return {};
  return element("input", {attr("type", "text"), attr("name", "username"), flag("hidden"),
                           attr("autocomplete", "username"), attr("aria-label", "账号"),
                           attr("value", visit.visitor->actor.login)});
}

// The first field that a message names; 0: none.
int field_of(const base::Blocker& blocker, const std::vector<Field>& fields) {
  int number = 0;
  for (const Field& field : fields) {
    ++number;
    if (blocker.message.find(field.label) != std::string::npos) return number;
  }
  return 0;
}

Html summary_with_links(const base::Blockers& blockers, const std::vector<Field>& fields) {
  if (blockers.empty()) return {};
  std::vector<Html> reasons;
  for (const base::Blocker& blocker : blockers) {
    int number = field_of(blocker, fields);
    Html words = text(blocker.message);
    reasons.push_back(element(
        "li", {}, {number == 0 ? words : element("a", {html::anchor("f", number)}, {words})}));
  }
  return element("div",
                 {attr("class", "errors"), attr("role", "alert"), attr("tabindex", "-1"),
                  attr("id", "errors")},
                 {element("h2", {}, {text("暂不能办理")}), element("ul", {}, reasons)});
}

}  // namespace

Html hidden(const std::string& name, const std::string& value) {
  return element("input", {attr("type", "hidden"), attr("name", name), attr("value", value)});
}

Html hidden_keys(const Visit& visit) {
  if (visit.visitor == nullptr) return {};
  const academy::Actor& actor = visit.visitor->actor;
  return html::join({hidden("key", masked(visit.visitor->form_key)),
                     hidden("once", seal::random_id(kOnceBytes)),
                     hidden("as", std::string(academy::word(actor.role)) + "@" + actor.org)});
}

bool is_key(const std::string& sent, const std::string& form_key) {
  std::size_t half = form_key.size();
  if (sent.size() != 2 * half) return false;
  return shifted(sent.substr(half), sent.substr(0, half), true) == form_key;
}

std::string title_of(const std::string& title, const base::Blockers& blockers) {
  return blockers.empty() ? title : "错误：" + title;
}

Html summary_of(const base::Blockers& blockers) { return summary_with_links(blockers, {}); }

Html render(const Visit& visit, const Form& form) {
  std::vector<Html> parts = {hidden_keys(visit), summary_with_links(form.blockers, form.fields),
                             form.before, whose_password(visit, form)};
  int number = 0;
  for (const Field& field : form.fields) {
    if (!field.group.empty()) parts.push_back(element("h2", {}, {text(field.group)}));
    parts.push_back(row(field, ++number, form.blockers));
  }
  parts.push_back(element(
      "div", {attr("class", "bar")},
      {element("button", {attr("class", "first")}, {text(form.button)}), form.more_buttons}));
  std::vector<html::Attribute> attributes = {attr("method", "post"), attr("class", "card form"),
                                             html::link("action", form.action)};
  if (form.has_file) attributes.push_back(attr("enctype", "multipart/form-data"));
  return element("form", attributes, parts);
}

}  // namespace xueshi::web
