#include "cli/secret.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace xueshi::cli {

namespace {

// The terminal does not show what is typed, as long as this lives.
class NoEcho {
 public:
  NoEcho() {
    known_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (known_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (known_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;

 private:
  termios before_{};
  bool known_ = false;
};

std::optional<std::string> read_line() {
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::optional<std::string> ask(const std::string& prompt) {
  NoEcho silent;
  fmt::print(stderr, "{}：", prompt);
  std::fflush(stderr);
  std::optional<std::string> line = read_line();
  fmt::print(stderr, "\n");
  return line;
}

}  // namespace

std::optional<std::string> read_secret(const char* variable, const std::string& prompt) {
  if (const char* value = std::getenv(variable)) return value;
  if (::isatty(STDIN_FILENO) == 0) return std::nullopt;
  return ask(prompt);
}

std::optional<std::string> read_secret_or_line(const char* variable, const std::string& prompt) {
  if (std::optional<std::string> secret = read_secret(variable, prompt)) return secret;
  return ::isatty(STDIN_FILENO) != 0 ? std::nullopt : read_line();
}

std::optional<std::string> read_password_again(const std::optional<std::string>& reason) {
  if (!reason) return std::nullopt;
  return read_secret("XUESHI_PASSWORD_AGAIN", fmt::format("{}前请再次输入密码", *reason));
}

}  // namespace xueshi::cli
