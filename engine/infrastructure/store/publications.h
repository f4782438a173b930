// Publications: every revision of every workbook that was published, and from what.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"

namespace xueshi::store {

// What a workbook is: of which institute, year and report, in which folder.
struct PublicationKey {
  std::string folder;  // as of the job: empty for scheduled ones
  std::string org;
  base::Year year;
  std::string report;  // "execution"

  bool operator==(const PublicationKey&) const = default;
};

struct Publication {
  PublicationKey key;
  std::int64_t revision = 0;  // from 1 without holes
  std::string file;           // below the folder: "I001/2017-execution.xlsx"
  std::string sha256;         // of the file
  std::int64_t size = 0;      // of the file, bytes
  std::string receipt;        // of what it was made from, 64 hexadecimal digits
  std::string policy;         // hashes of kept texts
  std::string page;
  std::string plugin;
  std::string plugin_version;  // as its manifest says
  std::string plugin_folder;   // "plugins/execution"; empty where it was not yet written down
  std::string graphs;  // versions of those that its data went by: "backbone@0123456789ab …"
  std::string inputs;  // rows and hash of each input: "classes 12 <64 digits>", one a line
  std::string chain;   // the institute's audit chain, and how far it went when the data
  std::int64_t chain_seq = 0;  // was read
  std::string schedule;        // of the job
  std::string job_report;
  std::int64_t job_run = 0;
  std::int64_t fence = 0;
  std::string made_at;         // local time, as `--now` says where it is given
  std::int64_t made_real = 0;  // milliseconds since 1970
  std::string made_by;         // login; empty: the operator

  bool operator==(const Publication&) const = default;
};

// Two who publish the same at once: the second meets base::ErrorKind::kConflict.
void save_publication(database::Transaction& transaction, const Publication& publication);

// The newest revision; absent where nothing was published. Not scoped: whoever asks has the
// institute in their scope.
std::optional<Publication> find_publication(database::Database& database,
                                            const PublicationKey& key);
// Every revision of a report of an institute's year, in whatever folder, by folder and revision.
// Not scoped, likewise.
std::vector<Publication> fetch_publications_about(database::Database& database,
                                                  std::string_view org, base::Year year,
                                                  std::string_view report);
// Every publication with these bytes, oldest first. Not scoped: whoever asks holds the file.
std::vector<Publication> fetch_publications_of(database::Database& database,
                                               std::string_view sha256);
// Every publication whose receipt begins so. Not scoped, likewise.
std::vector<Publication> fetch_publications_with(database::Database& database,
                                                 std::string_view receipt_begins);
// All of the institutes in the scope, by folder, institute, year, report and revision. Streams.
void for_each_publication(database::Database& database, const academy::Scope& scope,
                          const std::function<void(const Publication&)>& on_publication);

// Keeps a text under its SHA-256 where it is not there yet. `kind`: policy, template, plugin.
void keep_text(database::Transaction& transaction, std::string_view hash, std::string_view kind,
               std::string_view content);
// Every kept text, by hash. Not scoped: they are rules, pages and programs. Streams.
void for_each_text(database::Database& database,
                   const std::function<void(const std::string& hash, const std::string& kind,
                                            const std::string& content)>& on_text);

}  // namespace xueshi::store
