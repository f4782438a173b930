// The manifest of a backup: what was copied, when, and by what everything can be told to be whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "seal/signing.h"
#include "store/backup.h"

namespace xueshi::upkeep {

inline constexpr const char* kManifestFile = "manifest.yaml";

struct BackupFile {
  std::string name;
  std::int64_t size = 0;
  std::string sha256;

  bool operator==(const BackupFile&) const = default;
};

struct Manifest {
  std::string made_at;  // local time, "2017-12-01 09:00"
  bool postgresql = false;
  int server_version = 0;        // of PostgreSQL
  std::string schema_namespace;  // of PostgreSQL: where its tables are
  store::Contents contents;
  std::vector<BackupFile> files;  // all but the manifest; the database first

  const char* database_file() const { return postgresql ? "database.dump" : "database.sqlite"; }
  bool operator==(const Manifest&) const = default;
};

// The line before the last is signed by the witness's key, the last one holds the hash of all
// before it.
std::string render_manifest(const Manifest& manifest, const seal::SigningKey& key);
// Whether it is signed by that key; false too where it is not signed at all.
bool is_signed(std::string_view manifest_text, const std::string& public_key);

// Findings "backup.…" and "yaml.…" at their lines; absent where the manifest cannot be relied on.
std::optional<Manifest> parse_manifest(const std::string& file, const std::string& text,
                                       base::Findings& findings);

}  // namespace xueshi::upkeep
