#include "cli/command.h"

int main(int argc, char** argv) { return xueshi::cli::run_command_line(argc, argv); }
