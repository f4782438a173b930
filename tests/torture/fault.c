/* fault – stands between the program and the kernel: counts what it does to the disk (or to its
 * sockets), and at the N-th time kills it, or lets this call and the later ones fail.
 *
 *   XUESHI_FAULT_PATHS  folders or files, ':' between them; what happens elsewhere is let through
 *   XUESHI_FAULT_CALLS  `disk` (the default) or `net`: messages that are sent over a socket
 *   XUESHI_FAULT_AT     N, from 1; absent or 0: only counts
 *   XUESHI_FAULT_DO     kill   dies as by SIGKILL, before the call
 *                       after  dies once the call is done
 *                       torn   dies after half of what was to be written
 *                       full   no space from there on: half of a write, then ENOSPC
 *                       error  EIO from there on, for everything
 *                       once   EIO for this one call
 *   XUESHI_FAULT_COUNT  a file that gets the number of calls at the end
 *   XUESHI_FAULT_TRACE  a file that gets a line a call
 *
 * A file counts by the name it was opened with: a temporary file that has lost its name still
 * belongs to its folder. The inner write of stdio passes no door that could be watched: a stream
 * that writes is replaced by one whose write is ours. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { kMostFiles = 4096, kMostStreams = 256 };
enum What { kWrite, kTouch, kName, kFree, kOpen }; /* kTouch: sync; kFree: gives space back */
enum Verdict { kGo, kFail, kHalfThenDie, kHalfThenFail, kGoThenDie };

static atomic_long counted;
static atomic_ulong watched[kMostFiles]; /* by descriptor: the file's inode; 0: not ours */
static struct { FILE *stream; int file; } streams[kMostStreams];

/* The door behind ours. dlsym must be called from here: it asks who calls. */
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value == NULL ? "" : value;
}

static int is_net(void) { return strcmp(setting("XUESHI_FAULT_CALLS"), "net") == 0; }

static int is_ours(const char *path) {
  char whole[8192];
  if (path == NULL) return 0;
  if (path[0] != '/') {
    char folder[4096];
    if (getcwd(folder, sizeof folder) == NULL) return 0;
    snprintf(whole, sizeof whole, "%s/%s", folder, path);
    path = whole;
  }
  for (const char *at = setting("XUESHI_FAULT_PATHS"); *at != 0;) {
    size_t length = strcspn(at, ":");
    if (length > 0 && strncmp(path, at, length) == 0) return 1;
    at += length + (at[length] == ':');
  }
  return 0;
}

/* In `folder` where the path is relative to a descriptor. */
static int is_ours_at(int folder, const char *path) {
  char link[64], whole[8192];
  if (path == NULL || path[0] == '/' || folder == AT_FDCWD) return is_ours(path);
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  ssize_t length = readlink(link, whole, 4096);
  if (length < 0) return 0;
  snprintf(whole + length, sizeof whole - (size_t)length, "/%s", path);
  return is_ours(whole);
}

static void watch(int file, int ours) {
  struct stat64 found;
  if (file < 0 || file >= kMostFiles) return;
  watched[file] = ours && fstat64(file, &found) == 0 ? found.st_ino : 0;
}
/* What the C library closes by itself is not told to us: the descriptor may be another file's now. */
static int is_watched(int file) {
  struct stat64 found;
  int known = file >= 0 && file < kMostFiles && watched[file] != 0;
  return known && fstat64(file, &found) == 0 && found.st_ino == watched[file];
}

/* Past our own doors, so that it is not counted. */
static void note(const char *variable, const char *text, int flags) {
  const char *path = setting(variable);
  if (*path == 0) return;
  int file = REAL(open)(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);
  if (file < 0) return;
  ssize_t ignored = REAL(write)(file, text, strlen(text));
  (void)ignored;
  REAL(close)(file);
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

static enum Verdict verdict(enum What what, const char *call, const char *path) {
  long number = atomic_fetch_add(&counted, 1) + 1;
  if (*setting("XUESHI_FAULT_TRACE") != 0) {
    char line[8300];
    snprintf(line, sizeof line, "%ld %s %s\n", number, call, path == NULL ? "" : path);
    note("XUESHI_FAULT_TRACE", line, O_APPEND);
  }
  long at = atol(setting("XUESHI_FAULT_AT"));
  if (at == 0 || number < at) return kGo;
  const char *act = setting("XUESHI_FAULT_DO");
  if (strcmp(act, "full") == 0) {
    errno = ENOSPC;
    if (what == kTouch || what == kFree || what == kName) return kGo;
    return number == at && what == kWrite ? kHalfThenFail : kFail;
  }
  if (strcmp(act, "error") == 0 || (strcmp(act, "once") == 0 && number == at)) {
    errno = EIO;
    return kFail;
  }
  if (number != at || strcmp(act, "once") == 0) return kGo;
  if (strcmp(act, "after") == 0) return kGoThenDie;
  if (strcmp(act, "torn") == 0 && what == kWrite) return kHalfThenDie;
  die();
  return kGo;
}

static void at_end(void) __attribute__((destructor));
static void at_end(void) {
  char text[32];
  snprintf(text, sizeof text, "%ld\n", (long)counted);
  note("XUESHI_FAULT_COUNT", text, O_TRUNC);
}

/* Runs `go` as the verdict says; `half` writes the first half. */
#define DECIDE(verdict_of_call, go, half, failed) \
  switch (verdict_of_call) {                      \
    case kGo:                                     \
      return go;                                  \
    case kGoThenDie:                              \
      (void)!(go);                                \
      die();                                      \
      break;                                      \
    case kHalfThenDie:                            \
      (void)!(half);                              \
      die();                                      \
      break;                                      \
    case kHalfThenFail:                           \
      return half;                                \
    case kFail:                                   \
      break;                                      \
  }                                               \
  return failed

/* --- writing --- */

static int is_disk(int file) { return is_watched(file) && !is_net(); }

static ssize_t checked_write(const char *call, int file, const void *bytes, size_t count) {
  enum Verdict now = verdict(kWrite, call, NULL);
  DECIDE(now, REAL(write)(file, bytes, count), REAL(write)(file, bytes, count / 2), -1);
}

ssize_t write(int file, const void *bytes, size_t count) {
  if (!is_disk(file)) return REAL(write)(file, bytes, count);
  return checked_write("write", file, bytes, count);
}

static ssize_t checked_pwrite(int file, const void *bytes, size_t count, off64_t at) {
  if (!is_disk(file)) return REAL(pwrite64)(file, bytes, count, at);
  enum Verdict now = verdict(kWrite, "pwrite", NULL);
  DECIDE(now, REAL(pwrite64)(file, bytes, count, at), REAL(pwrite64)(file, bytes, count / 2, at),
         -1);
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
  return checked_pwrite(file, bytes, count, at);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  return checked_pwrite(file, bytes, count, at);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  if (!is_disk(file)) return REAL(writev)(file, parts, count);
  enum Verdict now = verdict(kWrite, "writev", NULL);
  DECIDE(now, REAL(writev)(file, parts, count), REAL(writev)(file, parts, count / 2), -1);
}

static int checked_truncate(int file, off64_t size) {
  struct stat64 before;
  if (!is_disk(file)) return REAL(ftruncate64)(file, size);
  int shrinks = fstat64(file, &before) == 0 && before.st_size >= size;
  DECIDE(verdict(shrinks ? kFree : kOpen, "ftruncate", NULL), REAL(ftruncate64)(file, size), -1,
         -1);
}
int ftruncate(int file, off_t size) { return checked_truncate(file, size); }
int ftruncate64(int file, off64_t size) { return checked_truncate(file, size); }

static int checked_allocate(int file, off64_t from, off64_t count) {
  if (!is_disk(file)) return REAL(posix_fallocate64)(file, from, count);
  switch (verdict(kOpen, "fallocate", NULL)) {
    case kFail:
    case kHalfThenFail:
      return errno;
    case kGo:
      return REAL(posix_fallocate64)(file, from, count);
    default:
      REAL(posix_fallocate64)(file, from, count);
      die();
      return 0;
  }
}
int posix_fallocate(int file, off_t from, off_t count) {
  return checked_allocate(file, from, count);
}
int posix_fallocate64(int file, off64_t from, off64_t count) {
  return checked_allocate(file, from, count);
}

int fsync(int file) {
  if (!is_disk(file)) return REAL(fsync)(file);
  DECIDE(verdict(kTouch, "fsync", NULL), REAL(fsync)(file), -1, -1);
}
int fdatasync(int file) {
  if (!is_disk(file)) return REAL(fdatasync)(file);
  DECIDE(verdict(kTouch, "fdatasync", NULL), REAL(fdatasync)(file), -1, -1);
}

/* --- names --- */

static int is_name(int from_folder, const char *from, int to_folder, const char *to) {
  return !is_net() && (is_ours_at(from_folder, from) || is_ours_at(to_folder, to));
}

int rename(const char *from, const char *to) {
  if (!is_name(AT_FDCWD, from, AT_FDCWD, to)) return REAL(rename)(from, to);
  DECIDE(verdict(kName, "rename", to), REAL(rename)(from, to), -1, -1);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  if (!is_name(from_folder, from, to_folder, to))
    return REAL(renameat)(from_folder, from, to_folder, to);
  DECIDE(verdict(kName, "renameat", to), REAL(renameat)(from_folder, from, to_folder, to), -1, -1);
}
int link(const char *from, const char *to) {
  if (!is_name(AT_FDCWD, from, AT_FDCWD, to)) return REAL(link)(from, to);
  DECIDE(verdict(kName, "link", to), REAL(link)(from, to), -1, -1);
}
int unlink(const char *path) {
  if (is_net() || !is_ours(path)) return REAL(unlink)(path);
  DECIDE(verdict(kFree, "unlink", path), REAL(unlink)(path), -1, -1);
}
int unlinkat(int folder, const char *path, int flags) {
  if (is_net() || !is_ours_at(folder, path)) return REAL(unlinkat)(folder, path, flags);
  DECIDE(verdict(kFree, "unlinkat", path), REAL(unlinkat)(folder, path, flags), -1, -1);
}
int remove(const char *path) {
  if (is_net() || !is_ours(path)) return REAL(remove)(path);
  DECIDE(verdict(kFree, "remove", path), REAL(remove)(path), -1, -1);
}
int mkdir(const char *path, mode_t mode) {
  if (is_net() || !is_ours(path)) return REAL(mkdir)(path, mode);
  DECIDE(verdict(kOpen, "mkdir", path), REAL(mkdir)(path, mode), -1, -1);
}

/* --- opening --- */

static int makes_a_file(int folder, const char *path, int flags) {
  if ((flags & O_TMPFILE) == O_TMPFILE) return 1;
  struct stat64 found;
  return (flags & O_CREAT) != 0 && fstatat64(folder, path, &found, 0) != 0;
}

static int checked_open(int folder, const char *path, int flags, mode_t mode) {
  if (is_net() || !is_ours_at(folder, path)) {
    int file = REAL(openat)(folder, path, flags, mode);
    watch(file, 0);
    return file;
  }
  enum Verdict now =
      makes_a_file(folder, path, flags) ? verdict(kOpen, "open", path) : kGo;
  if (now == kFail || now == kHalfThenFail) return -1;
  int file = REAL(openat)(folder, path, flags, mode);
  watch(file, 1);
  if (now != kGo) die();
  return file;
}

#define MODE_OF(flags)                                \
  mode_t mode = 0;                                    \
  if (flags & (O_CREAT | __O_TMPFILE)) {              \
    va_list more;                                     \
    va_start(more, flags);                            \
    mode = va_arg(more, mode_t);                      \
    va_end(more);                                     \
  }
int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return checked_open(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return checked_open(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE_OF(flags)
  return checked_open(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
  MODE_OF(flags)
  return checked_open(folder, path, flags, mode);
}
int creat(const char *path, mode_t mode) {
  return checked_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int mkostemp(char *path, int flags) {
  if (is_net() || !is_ours(path)) return REAL(mkostemp)(path, flags);
  enum Verdict now = verdict(kOpen, "mkostemp", path);
  if (now == kFail || now == kHalfThenFail) return -1;
  int file = REAL(mkostemp)(path, flags);
  watch(file, 1);
  if (now != kGo) die();
  return file;
}
int close(int file) {
  watch(file, 0);
  return REAL(close)(file);
}

/* --- streams --- */

static ssize_t stream_read(void *cookie, char *into, size_t most) {
  return read((int)(intptr_t)cookie - 1, into, most);
}
static ssize_t stream_write(void *cookie, const char *bytes, size_t count) {
  ssize_t written = checked_write("write of a stream", (int)(intptr_t)cookie - 1, bytes, count);
  return written < 0 ? 0 : written;
}
static int stream_seek(void *cookie, off64_t *offset, int whence) {
  off64_t at = lseek64((int)(intptr_t)cookie - 1, *offset, whence);
  if (at >= 0) *offset = at;
  return at < 0 ? -1 : 0;
}
static int stream_close(void *cookie) {
  int file = (int)(intptr_t)cookie - 1;
  for (int i = 0; i < kMostStreams; ++i) {
    if (streams[i].stream != NULL && streams[i].file == file) streams[i].stream = NULL;
  }
  return close(file);
}

static FILE *checked_fopen(const char *path, const char *mode) {
  int writes = strpbrk(mode, "wa+") != NULL;
  if (!writes || is_net() || !is_ours(path)) return REAL(fopen64)(path, mode);
  int flags = strchr(mode, '+') != NULL ? O_RDWR : O_WRONLY;
  if (mode[0] == 'w') flags |= O_CREAT | O_TRUNC;
  if (mode[0] == 'a') flags |= O_CREAT | O_APPEND;
  int file = checked_open(AT_FDCWD, path, flags, 0666);
  if (file < 0) return NULL;
  cookie_io_functions_t functions = {stream_read, stream_write, stream_seek, stream_close};
  FILE *stream = fopencookie((void *)(intptr_t)(file + 1), mode, functions);
  for (int i = 0; i < kMostStreams; ++i) {
    if (streams[i].stream != NULL) continue;
    streams[i].stream = stream;
    streams[i].file = file;
    break;
  }
  return stream;
}
FILE *fopen(const char *path, const char *mode) { return checked_fopen(path, mode); }
FILE *fopen64(const char *path, const char *mode) { return checked_fopen(path, mode); }
int fileno(FILE *stream) {
  for (int i = 0; i < kMostStreams; ++i) {
    if (streams[i].stream == stream) return streams[i].file;
  }
  return REAL(fileno)(stream);
}

/* --- sockets --- */

ssize_t send(int file, const void *bytes, size_t count, int flags) {
  if (!is_net()) return REAL(send)(file, bytes, count, flags);
  DECIDE(verdict(kWrite, "send", NULL), REAL(send)(file, bytes, count, flags),
         REAL(send)(file, bytes, count / 2, flags), -1);
}
