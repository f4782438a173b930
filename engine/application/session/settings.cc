#include "session/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/date.h"
#include "base/text.h"
#include "session/files.h"
#include "yaml/node.h"

namespace xueshi::session {

namespace {

constexpr const char* kFile = "xueshi.yaml";

std::vector<std::string> known_keys() {
  std::vector<std::string> keys;
  for (const SettingName& setting : kSettings) keys.push_back(setting.key);
  return keys;
}

bool is_switch(const std::string& key) {
  return std::any_of(std::begin(kSettings), std::end(kSettings), [&](const SettingName& setting) {
    return setting.is_switch && key == setting.key;
  });
}

using Values = std::map<std::string, Setting>;

void check_value(const std::string& key, const Setting& setting, base::Place place,
                 base::Findings& findings) {
  if (is_switch(key) && setting.value != "true" && setting.value != "false") {
    findings.error(
        std::move(place), "config.wrong-value",
        fmt::format("{}（{}）的值 '{}' 应为 true 或 false", key, setting.origin, setting.value));
  } else if (key == "now" && !setting.value.empty() && !base::parse_instant(setting.value)) {
    findings.error(std::move(place), "config.wrong-value",
                   fmt::format("now（{}）的值 '{}' 应为时间，例如 2017-12-01T09:00:00+08:00",
                               setting.origin, setting.value));
  }
}

void read_file(Values& values, base::Findings& findings) {
  if (is_absent(kFile)) return;
  std::optional<yaml::Document> document = yaml::Document::parse(kFile, read_text(kFile), findings);
  if (!document) return;
  if (!document->root().is_map()) {
    findings.error(document->place(document->root().mark), "config.wrong-kind",
                   "应为 键: 值 的列表");
    return;
  }
  for (const yaml::Node::Entry& entry : document->root().entries) {
    base::Place place = document->place(entry.key_mark);
    if (values.find(entry.key) == values.end()) {
      findings.error(
          place, "config.unknown-key",
          fmt::format("未知的键 '{}'{}", entry.key, base::suggest(entry.key, known_keys())));
    } else if (!entry.value.is_scalar()) {
      findings.error(place, "config.wrong-kind", fmt::format("'{}' 应为一个值", entry.key));
    } else {
      values[entry.key] = {entry.value.text,
                           base::render(base::Place{place.file, place.line, place.column, "", ""})};
      check_value(entry.key, values[entry.key], place, findings);
    }
  }
}

}  // namespace

namespace {

// `scheme://user:password@host…`. Up to the last @: a password may hold one, and too much hidden is
// better than too little.
void hide_userinfo(std::string& url) {
  std::size_t begin = url.find("://");
  std::size_t end = url.rfind('@');
  if (begin == std::string::npos || end == std::string::npos) return;
  std::size_t colon = url.find(':', begin + 3);
  if (colon < end) url.replace(colon + 1, end - colon - 1, "***");
}

// `…?password=…&sslpassword=…`
void hide_parameters(std::string& url) {
  constexpr std::string_view kName = "password=";
  for (std::size_t at = url.find(kName); at != std::string::npos; at = url.find(kName, at)) {
    at += kName.size();
    url.replace(at, std::min(url.find('&', at), url.size()) - at, "***");
  }
}

}  // namespace

std::string shown(const Setting& setting) {
  std::string text = setting.value;
  if (text.find("://") == std::string::npos) return text;
  hide_parameters(text);
  hide_userinfo(text);
  return text;
}

std::string Settings::variable(const std::string& name) const {
  auto at = environment_.find(name);
  return at == environment_.end() ? "" : at->second;
}

Settings Settings::resolve(const std::map<std::string, Setting>& given, Environment environment,
                           base::Findings& findings) {
  Settings settings;
  settings.environment_ = std::move(environment);
  for (const SettingName& name : kSettings) settings.values_[name.key] = {name.fallback, "default"};
  read_file(settings.values_, findings);
  for (const auto& [key, setting] : given) {
    settings.values_[key] = setting;
    check_value(key, setting, {}, findings);
  }
  return settings;
}

}  // namespace xueshi::session
