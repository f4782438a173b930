#include "audit/witness.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>

#include "base/blocker.h"
#include "base/error.h"
#include "base/number.h"
#include "base/system_error.h"
#include "base/text.h"

namespace xueshi::audit {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, int error) {
  throw base::Error(base::ErrorKind::kDisk, fmt::format("无法写入 {}：{}", path.string(),
                                                        base::describe_system_error(error)));
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(folder, error.value());
}

// The last byte of a file that does not end where a line does.
bool ends_within_line(int file) {
  off_t size = ::lseek(file, 0, SEEK_END);
  char last = 0;
  return size > 0 && ::pread(file, &last, 1, size - 1) == 1 && last != '\n';
}

// In one write each: what several processes append at once does not mix.
void write_once(const fs::path& path, int flags, mode_t mode, std::vector<std::string> texts) {
  int file = ::open(path.c_str(), flags | O_RDWR | O_CREAT | O_CLOEXEC, mode);
  if (file < 0) fail(path, errno);
  int error = 0;
  if (!texts.empty() && ends_within_line(file)) texts.front().insert(0, "\n");
  for (const std::string& text : texts) {
    ssize_t written = ::write(file, text.data(), text.size());
    if (written != static_cast<ssize_t>(text.size())) error = written < 0 ? errno : ENOSPC;
  }
  if (::close(file) != 0 && error == 0) error = errno;
  if (error != 0) fail(path, error);
}

std::optional<seal::SigningKey> read_key(const fs::path& file) {
  std::ifstream stream(file);
  std::string secret;
  std::getline(stream, secret);
  return seal::parse_signing_key(secret);
}

constexpr std::size_t kHashDigits = 64, kSignatureDigits = 128;

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

constexpr std::string_view kKeyWord = "*key ";
constexpr std::string_view kLost = "-";

std::string present(const std::string& text) { return text == kLost ? "" : text; }
std::string_view written(const std::string& text) { return text.empty() ? kLost : text; }

std::string signed_change(const std::string& installation, const KeyChange& change) {
  return fmt::format("{} {}{} {}", installation, kKeyWord, written(change.old_key), change.new_key);
}

std::string render(const KeyChange& change) {
  return fmt::format("{}{} {} {} {}\n", kKeyWord, written(change.old_key), change.new_key,
                     written(change.old_signature), change.new_signature);
}

// `*key old new signature signature`
WitnessLine parse_change(const std::string& text, std::int64_t number) {
  WitnessLine line;
  line.number = number;
  std::vector<std::string> words = base::split(text.substr(kKeyWord.size()), ' ');
  if (words.size() != 4) {
    line.text = text;
  } else {
    line.key = KeyChange{present(words[0]), words[1], present(words[2]), words[3]};
  }
  return line;
}

// `chain seq hash signature`; a chain may hold blanks.
WitnessLine parse_line(const std::string& text, std::int64_t number) {
  if (text.starts_with(kKeyWord)) return parse_change(text, number);
  std::vector<std::string> words = base::split(text, ' ');
  WitnessLine line;
  line.number = number;
  line.text = text;
  if (words.size() < 4) return line;
  std::string signature = words.back();
  words.pop_back();
  std::string hash = words.back();
  words.pop_back();
  std::optional<std::int64_t> seq = base::parse_decimal(words.back(), 0);
  words.pop_back();
  bool is_whole = hash.size() == kHashDigits && is_hexadecimal(hash) &&
                  signature.size() == kSignatureDigits && is_hexadecimal(signature);
  if (!seq || !is_whole) return line;
  return {{base::join(words, " "), *seq, hash}, signature, number, "", std::nullopt};
}

}  // namespace

fs::path state_folder(const session::Settings& settings) {
  if (!settings.value("state").empty()) return settings.value("state");
  const std::string& url = settings.value("db");
  constexpr std::string_view kSqlite = "sqlite:";
  if (url.rfind(kSqlite, 0) == 0) {
    fs::path folder = fs::path(url.substr(kSqlite.size())).parent_path();
    return folder.empty() ? fs::path(".") : folder;
  }
  if (fs::path state = settings.variable("XDG_STATE_HOME"); state.is_absolute())
    return state / "xueshi";
  fs::path home = settings.variable("HOME");
  if (home.is_absolute()) return home / ".local/state/xueshi";
  throw base::Error(base::ErrorKind::kDisk,
                    "环境变量 HOME 没有设置，不知道审计见证放在哪里：请指明它所在的文件夹",
                    "audit.no-folder");
}

WitnessKeys::WitnessKeys(const std::optional<seal::SigningKey>& now)
    : now_(now ? now->public_key : "") {}

const std::string& WitnessKeys::key_of(std::int64_t line) const {
  for (const WitnessLine& change : changes_) {
    if (change.number > line) return change.key->old_key;
  }
  return now_;
}

std::vector<std::int64_t> WitnessKeys::find_false(const std::string& installation) const {
  std::vector<std::int64_t> lines;
  for (std::size_t i = 0; i < changes_.size(); ++i) {
    const KeyChange& change = *changes_[i].key;
    const std::string& next = key_of(changes_[i].number);  // of what stands below it
    std::string text = signed_change(installation, change);
    bool is_sound =
        (next.empty() || next == change.new_key) &&
        seal::is_signed(change.new_key, text, change.new_signature) &&
        (change.old_key.empty() || seal::is_signed(change.old_key, text, change.old_signature));
    if (!is_sound) lines.push_back(changes_[i].number);
  }
  return lines;
}

std::vector<std::int64_t> WitnessKeys::find_unsigned() const {
  std::vector<std::int64_t> lines;
  for (const WitnessLine& change : changes_) {
    if (change.key->old_key.empty()) lines.push_back(change.number);
  }
  return lines;
}

Witness::Witness(const fs::path& folder, std::string installation)
    : installation_(std::move(installation)),
      file_(folder / (installation_ + ".heads")),
      key_file_(folder / (installation_ + ".key")) {}

Witness Witness::of(const session::Settings& settings, database::Database& database) {
  return in_place(settings, store::installation_id(database));
}

Witness Witness::in_place(const session::Settings& settings, const std::string& installation) {
  return {state_folder(settings), installation};
}

void Witness::add(const std::vector<store::AuditHead>& heads) const {
  make_folder(file_.parent_path());
  seal::SigningKey signing = key();
  std::vector<std::string> lines;
  for (const store::AuditHead& head : heads) {
    lines.push_back(fmt::format("{} {} {} {}\n", head.chain, head.seq, head.hash,
                                seal::sign(signing, signed_text(head))));
  }
  write_once(file_, O_APPEND, 0600, lines);
}

void Witness::for_each(const std::function<void(const WitnessLine&)>& on_line) const {
  std::ifstream stream(file_, std::ios::binary);
  std::string text;
  for (std::int64_t number = 1; std::getline(stream, text); ++number) {
    // Whoever meets another's line while it is being written starts one of its own: both are whole,
    // with an empty one in between.
    if (!text.empty()) on_line(parse_line(text, number));
  }
}

std::optional<seal::SigningKey> Witness::find_key() const { return read_key(key_file_); }

bool Witness::is_torn(const std::string& text, const std::string& chain) {
  std::string begin = chain + " ";
  if (text.size() <= begin.size()) return begin.rfind(text, 0) == 0;
  if (text.rfind(begin, 0) != 0) return false;
  std::vector<std::string> words = base::split(text.substr(begin.size()), ' ');
  if (words.size() > 3 || !base::parse_decimal(words[0], 0)) return false;
  if (words.size() > 1 && !is_hexadecimal(words[1])) return false;
  if (words.size() > 2 && words[1].size() != kHashDigits) return false;
  return words.size() < 3 || (is_hexadecimal(words[2]) && words[2].size() < kSignatureDigits);
}

bool Witness::is_signed(const std::string& public_key, const WitnessLine& line) const {
  return seal::is_signed(public_key, signed_text(line.head), line.signature);
}

std::string Witness::signed_text(const store::AuditHead& head) const {
  return fmt::format("{} {} {} {}", installation_, head.chain, head.seq, head.hash);
}

bool Witness::has_heads() const {
  std::error_code error;
  return fs::file_size(file_, error) > 0 && !error;
}

void Witness::require_key() const {
  std::error_code error;
  if (fs::exists(key_file_, error) || !has_heads()) return;
  throw base::Refused(
      "audit.key-lost",
      fmt::format("审计见证的签名密钥 {} 不见了：请从备份放回；确已丢失的，由本机操作员更换密钥",
                  key_file_.lexically_normal().string()));
}

seal::SigningKey Witness::require_found() const {
  std::optional<seal::SigningKey> found = find_key();
  if (!found) {
    throw base::Error(
        base::ErrorKind::kDisk,
        fmt::format("{} 无法读取或不是签名密钥，请检查权限或用备份恢复", key_file_.string()));
  }
  return *found;
}

// Two processes may make it at the same time: the first to link it wins.
seal::SigningKey Witness::key() const {
  require_key();
  std::error_code error;
  if (!fs::exists(key_file_, error)) {
    make_folder(key_file_.parent_path());
    fs::path part = key_file_.string() + fmt::format(".{}.part", ::getpid());
    write_once(part, O_TRUNC, 0600, {seal::make_signing_key().secret + "\n"});
    int code = ::link(part.c_str(), key_file_.c_str()) == 0 ? 0 : errno;
    fs::remove(part, error);
    if (code != 0 && code != EEXIST) fail(key_file_, code);
  }
  return require_found();
}

// The new key is kept beside the old one before the file names it: broken off anywhere, one of the
// two is the key of the last line.
KeyChange Witness::rotate_key() const {
  make_folder(key_file_.parent_path());
  fs::path next_file = key_file_.string() + ".next";
  std::error_code error;
  std::optional<seal::SigningKey> old;
  if (fs::exists(key_file_, error)) old = require_found();
  std::optional<seal::SigningKey> next = read_key(next_file);
  std::optional<KeyChange> last;
  for_each([&](const WitnessLine& line) {
    if (line.key) last = line.key;
  });
  bool is_named = next && last && last->new_key == next->public_key;
  if (!is_named) {
    next = seal::make_signing_key();
    write_once(next_file, O_TRUNC, 0600, {next->secret + "\n"});
    KeyChange change{old ? old->public_key : "", next->public_key, "", ""};
    std::string text = signed_change(installation_, change);
    if (old) change.old_signature = seal::sign(*old, text);
    change.new_signature = seal::sign(*next, text);
    if (old || has_heads()) write_once(file_, O_APPEND, 0600, {render(change)});
    last = change;
  }
  fs::rename(next_file, key_file_, error);
  if (error) fail(key_file_, error.value());
  return *last;
}

}  // namespace xueshi::audit
