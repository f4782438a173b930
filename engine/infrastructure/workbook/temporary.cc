#include "workbook/temporary.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

namespace xueshi::workbook {

namespace {

thread_local std::uint64_t failed_writes = 0;

// A file without a name; -1 where there is no room for it.
int open_nameless(const std::string& folder) {
  int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0) return file;
  std::string name = folder + "/.xueshi-XXXXXX";
  file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) ::unlink(name.c_str());
  return file;
}

bool write_all(int file, const char* bytes, std::size_t count, off64_t at) {
  while (count > 0) {
    ssize_t written = ::pwrite(file, bytes, count, at);
    if (written <= 0) return false;
    bytes += written;
    at += written;
    count -= static_cast<std::size_t>(written);
  }
  return true;
}

class Temporary {
 public:
  explicit Temporary(std::string folder) : folder_(std::move(folder)) {}
  ~Temporary() {
    if (file_ >= 0) ::close(file_);
  }
  Temporary(const Temporary&) = delete;

  ssize_t read(char* into, std::size_t most) {
    std::size_t got = std::min(most, static_cast<std::size_t>(std::max<off64_t>(size_ - at_, 0)));
    if (file_ >= 0) {
      ssize_t from_file = ::pread(file_, into, got, at_);
      if (from_file < 0) return -1;
      got = static_cast<std::size_t>(from_file);
    } else {
      std::memcpy(into, memory_.data() + at_, got);
    }
    at_ += static_cast<off64_t>(got);
    return static_cast<ssize_t>(got);
  }

  // False where the bytes are lost.
  bool write(const char* bytes, std::size_t count) {
    std::size_t end = static_cast<std::size_t>(at_) + count;
    if (file_ < 0 && end > kMostInMemory && !leave_memory()) return false;
    if (file_ >= 0) {
      if (!write_all(file_, bytes, count, at_)) return false;
    } else {
      if (end > memory_.size()) memory_.resize(end);
      std::memcpy(memory_.data() + at_, bytes, count);
    }
    at_ = static_cast<off64_t>(end);
    size_ = std::max(size_, at_);
    return true;
  }

  bool seek(off64_t* offset, int whence) {
    off64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at_ : size_;
    if (base + *offset < 0 || base + *offset > size_) return false;
    *offset = at_ = base + *offset;
    return true;
  }

 private:
  bool leave_memory() {
    file_ = open_nameless(folder_);
    if (file_ < 0 || !write_all(file_, memory_.data(), memory_.size(), 0)) return false;
    std::string().swap(memory_);
    return true;
  }

  std::string folder_;
  std::string memory_;
  int file_ = -1;
  off64_t at_ = 0;
  off64_t size_ = 0;
};

Temporary& from(void* cookie) { return *static_cast<Temporary*>(cookie); }

ssize_t on_read(void* cookie, char* into, std::size_t most) {
  return from(cookie).read(into, most);
}

ssize_t on_write(void* cookie, const char* bytes, std::size_t count) {
  if (from(cookie).write(bytes, count)) return static_cast<ssize_t>(count);
  ++failed_writes;
  return 0;
}

int on_seek(void* cookie, off64_t* offset, int whence) {
  return from(cookie).seek(offset, whence) ? 0 : -1;
}

int on_close(void* cookie) {
  delete static_cast<Temporary*>(cookie);
  return 0;
}

}  // namespace

std::uint64_t failed_temporary_writes() { return failed_writes; }

}  // namespace xueshi::workbook

// Takes the place of the library's own. Weak: where the library is linked statically, its own stays
// and works as it always did.
extern "C" __attribute__((weak)) FILE* lxw_tmpfile(char* tmpdir) {
  using xueshi::workbook::Temporary;
  auto* temporary = new Temporary(tmpdir == nullptr ? "/tmp" : tmpdir);
  cookie_io_functions_t functions = {xueshi::workbook::on_read, xueshi::workbook::on_write,
                                     xueshi::workbook::on_seek, xueshi::workbook::on_close};
  FILE* file = ::fopencookie(temporary, "w+b", functions);
  if (file == nullptr) delete temporary;
  return file;
}
