// Witness: a file outside the database that remembers the heads of its audit chains, signed.
//
// Who can write the database could compute a whole chain anew; without the key they cannot make
// this file agree. `<installation id>.heads` has lines `chain seq hash signature`, only ever
// appended to; `<installation id>.key` is the key, readable to its owner alone. Keep copies of the
// first where the database's administrator does not reach. A line `*key old new signature
// signature` says that from there on another key signs.
//
// A machine that stops in the middle of a write leaves a torn line: it is left alone, and the next
// one starts afresh below it. Lines are not forced to the disk: that takes 1.3 ms, beside some 8 ms
// of a whole act on SQLite (one in six). The database is what counts, and rows that lost their
// witness are told as such.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "seal/signing.h"
#include "session/settings.h"
#include "store/audit.h"

namespace xueshi::audit {

// From here on another key signs. Both sign the change; the old one cannot where it was lost.
struct KeyChange {
  std::string old_key;  // public keys; empty: lost
  std::string new_key;
  std::string old_signature;  // empty: lost
  std::string new_signature;
};

struct WitnessLine {
  store::AuditHead head;
  std::string signature;
  std::int64_t number = 0;         // of the line, from 1
  std::string text{};              // the whole line, where it is not whole
  std::optional<KeyChange> key{};  // then nothing is said of a head
  bool is_whole() const { return text.empty(); }
};

// Where what belongs to an installation lies outside its database: the setting `state`, else beside
// an SQLite file, else in the user's own. Throws base::Error(kDisk, "audit.no-folder").
std::filesystem::path state_folder(const session::Settings& settings);

// Which key signed which line: the present one those since the last change, each before it those
// before.
class WitnessKeys {
 public:
  // Absent: lost.
  explicit WitnessKeys(const std::optional<seal::SigningKey>& now);
  // In the order of the file.
  void add(const WitnessLine& change) { changes_.push_back(change); }

  bool is_lost() const { return now_.empty(); }
  // The public key of a line; empty where it was lost.
  const std::string& key_of(std::int64_t line) const;
  // Changes that are not signed by both, or do not lead to the key after; by line.
  std::vector<std::int64_t> find_false(const std::string& installation) const;
  // Those without the signature of a key that was lost.
  std::vector<std::int64_t> find_unsigned() const;

 private:
  std::string now_;
  std::vector<WitnessLine> changes_;
};

class Witness {
 public:
  Witness(const std::filesystem::path& folder, std::string installation);
  // In the folder that the setting `state` names: by default that of the SQLite file, and for
  // PostgreSQL xueshi in the state folder of who runs this ($XDG_STATE_HOME or ~/.local/state;
  // base::Error "audit.no-folder" where neither is known: nothing is guessed).
  static Witness of(const session::Settings& settings, database::Database& database);
  // Likewise, of a database that is not there yet.
  static Witness in_place(const session::Settings& settings, const std::string& installation);

  // Appends one signed line per head, each in one write; makes folder and key where they are not
  // there. Throws base::Error(kDisk).
  void add(const std::vector<store::AuditHead>& heads) const;

  // Refuses "audit.key-lost" where there are heads and no key: one made anew would take the old
  // one's place without a word.
  void require_key() const;
  // Another key signs from now on, and the file says so. Returns the public keys, the old one empty
  // where it was lost. What was begun and broken off is brought to its end. Throws
  // base::Error(kDisk).
  KeyChange rotate_key() const;
  // The key; made where there are no heads yet. Refuses as require_key(); throws
  // base::Error(kDisk).
  seal::SigningKey key() const;

  // Whether anything was witnessed.
  bool has_heads() const;
  const std::string& installation() const { return installation_; }
  const std::filesystem::path& file() const { return file_; }
  const std::filesystem::path& key_file() const { return key_file_; }
  // Every line in the order of the file, which may not be there; empty ones are left out. Streams.
  void for_each(const std::function<void(const WitnessLine&)>& on_line) const;
  // Absent where there is none or the file holds something else.
  std::optional<seal::SigningKey> find_key() const;
  // Whether the text is how a line of that chain begins: what is left of one that was torn.
  static bool is_torn(const std::string& text, const std::string& chain);
  bool is_signed(const std::string& public_key, const WitnessLine& line) const;

 private:
  std::string signed_text(const store::AuditHead& head) const;
  seal::SigningKey require_found() const;
  std::string installation_;
  std::filesystem::path file_, key_file_;
};

}  // namespace xueshi::audit
