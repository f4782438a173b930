#include "base/system_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>

namespace xueshi::base {

namespace {

struct Meaning {
  int error;
  const char* words;
};

constexpr Meaning kMeanings[] = {
    {EACCES, "没有权限"},
    {EPERM, "没有权限"},
    {ENOENT, "没有这个文件"},
    {EISDIR, "是文件夹，不是文件"},
    {ENOTDIR, "路径中有一个文件，不是文件夹"},
    {ENXIO, "不是普通文件"},  // what opening a socket says
    {ELOOP, "是链接，或链接绕成了圈"},
    {ENAMETOOLONG, "文件名太长"},
    {EEXIST, "同名的文件已经存在"},
    {ENOTEMPTY, "文件夹不是空的"},
    {EBUSY, "正被占用"},
    {ETXTBSY, "正被占用"},
    {EXDEV, "不在同一个磁盘上"},
    {ENOSPC, "磁盘已满"},
    {EDQUOT, "磁盘已满"},  // of who writes: nothing more fits for them
    {EFBIG, "磁盘已满"},
    {EROFS, "磁盘只读"},
    {EIO, "磁盘出错"},
    {ESTALE, "网络文件夹已断开"},
    {EMFILE, "打开的文件太多"},
    {ENFILE, "打开的文件太多"},
    {ENOMEM, "内存不足"},
    {EAGAIN, "系统太忙"},
    {ENOEXEC, "不是可以运行的程序"},
    {EPIPE, "对方已经关闭"},
    {ECONNREFUSED, "对方拒绝连接"},
    {ECONNRESET, "连接中断"},
    {ETIMEDOUT, "等待超时"},
    {EHOSTUNREACH, "到不了对方的机器"},
    {ENETUNREACH, "网络不通"},
    {EADDRINUSE, "地址已被占用"},
};

}  // namespace

std::string describe_system_error(int error) {
  const auto* at = std::find_if(std::begin(kMeanings), std::end(kMeanings),
                                [&](const Meaning& one) { return one.error == error; });
  if (at != std::end(kMeanings)) return at->words;
  return fmt::format("系统错误 {}（{}）", error, std::generic_category().message(error));
}

}  // namespace xueshi::base
