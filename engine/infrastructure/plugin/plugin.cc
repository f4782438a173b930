#include "plugin/plugin.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/text.h"

namespace xueshi::plugin {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestProgram = 1 << 20;
constexpr int kTemplateApi = 2;  // from which on templates have groups, sheets, charts …

base::Place whole(std::string file) {
  base::Place place;
  place.file = std::move(file);
  return place;
}

std::vector<std::string> folders_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& path : base::list_folder(folder)) {
    std::error_code none;
    std::string name = path.filename().string();
    if (fs::is_directory(path, none) && !name.starts_with(".")) names.push_back(name);
  }
  return names;
}

// A file that cannot be looked at is there all the same: loading says why it cannot be read.
bool is_there(const fs::path& path) {
  std::error_code none;
  return fs::status(path, none).type() != fs::file_type::not_found;
}

bool is_plugin(const fs::path& folder) {
  return is_there(folder / "plugin.yaml") || is_there(folder / "main.lua");
}

// One byte more than the longest program, so that a longer file shows.
base::FileText read_part(const PluginPlace& place, const std::string& file) {
  return read_own(place, file, kLongestProgram + 1);
}

// Adds what is to be said about a file of a plugin that cannot be read.
void refuse(const std::string& file, const base::FileText& read, base::Findings& findings) {
  std::string name = fs::path(file).filename().string();
  if (read.is_link()) {
    findings.error(whole(file), "plugin.link",
                   fmt::format("{} 或它所在的文件夹是链接，不读取；请放文件本身", name));
  } else if (read.is_absent()) {
    findings.error(whole(file), "plugin.missing-file",
                   fmt::format("没有 {}；可以从样板生成", name));
  } else {
    findings.error(whole(file), "plugin.unreadable",
                   fmt::format("无法读取 {}：{}", name, read.why()));
  }
}

std::optional<Manifest> load_manifest(const PluginPlace& place, std::string& text,
                                      base::Findings& findings) {
  std::string file = place.folder + "/plugin.yaml";
  base::FileText read = read_part(place, "plugin.yaml");
  if (!read.ok()) {
    refuse(file, read, findings);
    return std::nullopt;
  }
  text = std::move(read.text);
  return parse_manifest(file, text, place.name, findings);
}

std::optional<std::string> load_program(const PluginPlace& place, const std::string& file,
                                        base::Findings& findings) {
  base::FileText read = read_part(place, "main.lua");
  std::string& text = read.text;
  if (!read.ok()) {
    refuse(file, read, findings);
  } else if (text.size() > kLongestProgram) {
    findings.error(whole(file), "plugin.too-big", "main.lua 超过 1 MiB");
  } else if (text.starts_with("\x1bLua")) {
    findings.error(whole(file), "plugin.binary", "main.lua 是编译过的，请放源代码");
  } else if (!base::is_clean_utf8(text)) {
    findings.error(whole(file), "plugin.text-encoding",
                   "main.lua 不是有效的 UTF-8，请另存为 UTF-8");
  } else {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return std::move(text);
  }
  return std::nullopt;
}

// The plugin's own <name>.yaml, else the one of templates/.
std::optional<page::Template> load_page(const fs::path& home, const PluginPlace& place,
                                        const Manifest& manifest, std::string& text,
                                        base::Findings& findings) {
  const std::string& name = manifest.template_name;
  std::string own = fmt::format("{}/{}.yaml", place.folder, name);
  std::string common = fmt::format("templates/{}.yaml", name);
  std::string file = own;
  base::FileText read = read_part(place, name + ".yaml");
  if (read.is_absent()) {
    file = common;
    read = base::read_file_below(home / "templates", name + ".yaml", kLongestProgram + 1);
  }
  if (read.is_absent()) {
    findings.error(whole(place.folder + "/plugin.yaml"), "plugin.missing-template",
                   fmt::format("没有模板 '{}'：{} 和 {} 都不存在", name, own, common));
    return std::nullopt;
  }
  if (!read.ok()) {
    refuse(file, read, findings);
    return std::nullopt;
  }
  text = std::move(read.text);
  auto page = page::parse_template(file, text, findings);
  if (!page || manifest.api >= kTemplateApi || page->newer.empty()) return page;
  for (const page::Template::Newer& newer : page->newer)
    findings.error(newer.place, "plugin.newer-key",
                   fmt::format("{} 是 api: {} 的写法，请把 plugin.yaml 的 api 改为 {}", newer.what,
                               kTemplateApi, kTemplateApi));
  return std::nullopt;
}

}  // namespace

std::vector<PluginPlace> find_plugins(const fs::path& home) {
  std::vector<PluginPlace> found;
  auto add = [&](const std::string& folder, const std::string& name,
                 std::optional<std::string> institute) {
    if (is_plugin(home / folder))
      found.push_back({name, std::move(institute), folder, home / folder, home / "plugins"});
  };
  for (const std::string& name : folders_in(home / "plugins")) {
    if (name != "institutes") add("plugins/" + name, name, std::nullopt);
  }
  for (const std::string& code : folders_in(home / "plugins/institutes")) {
    std::string shelf = "plugins/institutes/" + code;
    for (const std::string& name : folders_in(home / shelf)) add(shelf + "/" + name, name, code);
  }
  return found;
}

PluginPlace place_of(const fs::path& home, const fs::path& folder) {
  std::error_code none;
  fs::path shown = folder.lexically_normal();
  if (!shown.has_filename()) shown = shown.parent_path();
  fs::path path = fs::weakly_canonical(shown, none);
  for (PluginPlace& place : find_plugins(home)) {
    if (fs::weakly_canonical(place.path, none) == path) return place;
  }
  return {path.filename().string(), std::nullopt, shown.string(), folder, {}};
}

base::FileText read_own(const PluginPlace& place, const std::string& file, std::size_t most) {
  fs::path root = place.root.empty() ? place.path : place.root;
  fs::path way = place.path.lexically_relative(root) / file;
  return base::read_file_below(root, way.lexically_normal(), most);
}

std::optional<Manifest> load_manifest(const PluginPlace& place) {
  std::string text;
  base::Findings ignored;
  return load_manifest(place, text, ignored);
}

std::optional<Plugin> load_plugin(const fs::path& home, const PluginPlace& place,
                                  base::Findings& findings) {
  Plugin plugin{place, {}, place.folder + "/main.lua", "", {}, "", ""};
  auto manifest = load_manifest(place, plugin.manifest_text, findings);
  auto program = load_program(place, plugin.program_file, findings);
  auto page =
      manifest ? load_page(home, place, *manifest, plugin.page_text, findings) : std::nullopt;
  if (!manifest || !program || !page) return std::nullopt;
  plugin.manifest = std::move(*manifest);
  plugin.program = std::move(*program);
  plugin.page = std::move(*page);
  return plugin;
}

}  // namespace xueshi::plugin
