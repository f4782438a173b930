#include "plugin_host/sandbox.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>

// Debian's compilers: g++ defines the first, clang has the second.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define XUESHI_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define XUESHI_SANITIZED 1
#endif
#endif
#ifndef XUESHI_SANITIZED
#define XUESHI_SANITIZED 0
#endif

namespace xueshi::plugin_host {

namespace {

bool limit(__rlimit_resource resource, std::int64_t value) {
  rlimit both{static_cast<rlim_t>(value), static_cast<rlim_t>(value)};
  return setrlimit(resource, &both) == 0;
}

bool limit_resources(std::int64_t cpu_seconds, std::int64_t memory) {
  // A sanitizer maps terabytes of address space and opens pipes; there Lua's allocator alone holds
  // the limit.
  if (!XUESHI_SANITIZED && !(limit(RLIMIT_AS, memory) && limit(RLIMIT_NOFILE, 2))) return false;
  return limit(RLIMIT_CPU, cpu_seconds) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
         limit(RLIMIT_NPROC, 0);
}

bool allow(scmp_filter_ctx filter, std::initializer_list<int> calls) {
  for (int call : calls) {
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  return true;
}

// Memory is never executable and never a file.
bool allow_memory(scmp_filter_ctx filter) {
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                          SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0 &&
         allow(filter, {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk)});
}

// Lua's core asks for the time to seed its hashes. It gets none, and goes on.
bool refuse_time(scmp_filter_ctx filter) {
  for (int call : {SCMP_SYS(time), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday)}) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0) return false;
  }
  return true;
}

bool filter_system_calls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return false;
  bool ok = allow(filter, {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(exit), SCMP_SYS(exit_group),
                           SCMP_SYS(futex), SCMP_SYS(setitimer), SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(restart_syscall)}) &&
            allow_memory(filter) && refuse_time(filter) && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok;
}

}  // namespace

bool give_up_privileges(std::int64_t cpu_seconds, std::int64_t memory) {
  if (!limit_resources(cpu_seconds, memory)) return false;
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  return XUESHI_SANITIZED || filter_system_calls();
}

void die_with_parent() { prctl(PR_SET_PDEATHSIG, SIGKILL); }

}  // namespace xueshi::plugin_host
