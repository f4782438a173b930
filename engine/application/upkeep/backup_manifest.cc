#include "upkeep/backup_manifest.h"

#include <fmt/format.h>

#include "seal/hash.h"
#include "yaml/node.h"
#include "yaml/reader.h"

namespace xueshi::upkeep {

namespace {

constexpr std::int64_t kFormat = 1;
constexpr const char* kSeal = "seal: ";
constexpr const char* kSignature = "signature: ";

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

// The text up to its last line, and what stands in this line behind its word; "" where it begins
// with another one.
struct Sealed {
  std::string_view text;
  std::string_view value;
};

Sealed split_last(std::string_view text, std::string_view word) {
  std::size_t at = text.rfind("\n" + std::string(word));
  if (at == text.npos || text.back() != '\n') return {text, ""};
  std::string_view value = text.substr(at + 1 + word.size());
  return {text.substr(0, at + 1), value.substr(0, value.size() - 1)};
}

class ManifestReader {
 public:
  ManifestReader(const yaml::Document& document, base::Findings& findings)
      : reader_(document, "backup", findings), root_(document.root()) {}

  Manifest read() {
    if (!reader_.check_keys(
            root_, {"format", "made_at", "backend", "server_version", "namespace", "schema_version",
                    "installation", "files", "rows", "audit_heads", "signature", "seal"}))
      return {};
    if (!is_known_format()) return {};
    Manifest manifest;
    manifest.made_at = reader_.required_text(root_, "made_at");
    manifest.postgresql = backend();
    manifest.schema_namespace = reader_.optional_text(root_, "namespace");
    manifest.server_version = static_cast<int>(number(root_, "server_version"));
    manifest.contents.schema_version = static_cast<int>(number(root_, "schema_version"));
    manifest.contents.installation = reader_.required_text(root_, "installation");
    read_files(manifest.files);
    read_rows(manifest.contents.rows);
    read_heads(manifest.contents.heads);
    reader_.required(root_, "seal");
    return manifest;
  }

 private:
  bool is_known_format() {
    const yaml::Node* format = reader_.required(root_, "format");
    std::optional<std::int64_t> number;
    if (format != nullptr) number = reader_.integer(*format);
    if (number && *number > kFormat) {
      reader_.error(format->mark, "format-newer",
                    fmt::format("备份的格式是第 {} 版，本程序只认得第 {} 版：请使用新版程序",
                                *number, kFormat));
    }
    return number == kFormat;
  }

  bool backend() {
    const yaml::Node* node = reader_.required(root_, "backend");
    if (node == nullptr) return false;
    return reader_.word(*node, {"sqlite", "postgresql"}).value_or(0) == 1;
  }

  std::int64_t number(const yaml::Node& map, const char* key) {
    const yaml::Node* node = reader_.required(map, key);
    return node == nullptr ? 0 : reader_.integer(*node).value_or(0);
  }

  const yaml::Node* list(const char* key) {
    const yaml::Node* node = reader_.required(root_, key);
    if (node != nullptr && !node->is_sequence()) {
      reader_.error(node->mark, "wrong-kind", fmt::format("'{}' 应为列表", key));
      return nullptr;
    }
    return node;
  }

  void read_files(std::vector<BackupFile>& files) {
    const yaml::Node* nodes = list("files");
    if (nodes == nullptr) return;
    for (const yaml::Node& node : nodes->items) {
      if (!reader_.check_keys(node, {"name", "size", "sha256"})) continue;
      BackupFile file{reader_.required_text(node, "name"), number(node, "size"),
                      reader_.required_text(node, "sha256")};
      // Nothing outside the folder is ever read.
      if (file.name.find('/') != std::string::npos || file.name.front() == '.') {
        reader_.error(node.mark, "wrong-value", fmt::format("'{}' 不是文件名", file.name));
        continue;
      }
      files.push_back(file);
    }
  }

  void read_rows(std::map<std::string, std::int64_t>& rows) {
    const yaml::Node* node = reader_.required(root_, "rows");
    if (node == nullptr || !reader_.check_map(*node)) return;
    for (const yaml::Node::Entry& entry : node->entries)
      rows[entry.key] = reader_.integer(entry.value).value_or(0);
  }

  void read_heads(std::vector<store::AuditHead>& heads) {
    const yaml::Node* nodes = list("audit_heads");
    if (nodes == nullptr) return;
    for (const yaml::Node& node : nodes->items) {
      if (!reader_.check_keys(node, {"chain", "seq", "hash"})) continue;
      heads.push_back({reader_.optional_text(node, "chain"), number(node, "seq"),
                       reader_.optional_text(node, "hash")});
    }
  }

  yaml::Reader reader_;
  const yaml::Node& root_;
};

}  // namespace

std::string render_manifest(const Manifest& manifest, const seal::SigningKey& key) {
  std::string text = fmt::format(
      "# A backup of xueshi's database. It holds password hashes and the\n"
      "# key of the audit trail's witness: keep it like the machine itself.\n"
      "format: {}\nmade_at: {}\nbackend: {}\nserver_version: {}\nnamespace: {}\n"
      "schema_version: {}\ninstallation: {}\nfiles:\n",
      kFormat, quoted(manifest.made_at), manifest.postgresql ? "postgresql" : "sqlite",
      manifest.server_version, quoted(manifest.schema_namespace), manifest.contents.schema_version,
      quoted(manifest.contents.installation));
  for (const BackupFile& file : manifest.files) {
    text += fmt::format("  - {{name: {}, size: {}, sha256: {}}}\n", quoted(file.name), file.size,
                        quoted(file.sha256));
  }
  text += manifest.contents.heads.empty() ? "audit_heads: []\n" : "audit_heads:\n";
  for (const store::AuditHead& head : manifest.contents.heads) {
    text += fmt::format("  - {{chain: {}, seq: {}, hash: {}}}\n", quoted(head.chain), head.seq,
                        quoted(head.hash));
  }
  text += "rows:\n";
  for (const auto& [table, rows] : manifest.contents.rows)
    text += fmt::format("  {}: {}\n", table, rows);
  text += fmt::format("{}{}\n", kSignature, seal::sign(key, text));
  return fmt::format("{}{}{}\n", text, kSeal, seal::sha256(text));
}

bool is_signed(std::string_view manifest_text, const std::string& public_key) {
  Sealed signed_part = split_last(split_last(manifest_text, kSeal).text, kSignature);
  return seal::is_signed(public_key, signed_part.text, signed_part.value);
}

std::optional<Manifest> parse_manifest(const std::string& file, const std::string& text,
                                       base::Findings& findings) {
  base::Findings own;
  Sealed sealed = split_last(text, kSeal);
  if (seal::sha256(sealed.text) != sealed.value) {
    own.error({file, 0, 0, "", ""}, "backup.manifest-hash",
              "清单与其末行的哈希值不符：被截断或改动过");
  }
  std::optional<Manifest> manifest;
  if (std::optional<yaml::Document> document = yaml::Document::parse(file, text, own)) {
    base::Findings wrong;
    manifest = ManifestReader(*document, wrong).read();
    if (!wrong.ok()) manifest.reset();
    own.append(wrong);
  }
  findings.append(own);
  return manifest;
}

}  // namespace xueshi::upkeep
