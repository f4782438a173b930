#include <malloc.h>

#include <csignal>

#include "cli/command.h"

int main(int argc, char** argv) {
  // A year-end makes and drops hundreds of small workbooks: without this, glibc gives every one's
  // memory back to the kernel and takes it again.
  mallopt(M_TRIM_THRESHOLD, 4 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  // A file that may not grow is a failed write with a message, not a death.
  std::signal(SIGXFSZ, SIG_IGN);
  return xueshi::cli::run_command_line(argc, argv);
}
