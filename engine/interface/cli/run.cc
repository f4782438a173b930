#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "base/blocker.h"
#include "base/error.h"
#include "base/number.h"
#include "base/system_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/surroundings.h"
#include "cli/version.h"
#include "cli/ways.h"
#include "item/kind.h"
#include "session/files.h"
#include "session/settings.h"

namespace xueshi::cli {

namespace {

// The arguments of a command as its table writes them, not as CLI11 counts them: "SUBJECT(3x)".
class UsageOfTable : public CLI::Formatter {
 public:
  explicit UsageOfTable(std::string arguments) : arguments_(std::move(arguments)) {}
  std::string make_option_usage(const CLI::Option*) const override { return arguments_; }
  std::string make_positionals(const CLI::App*) const override { return ""; }  // the usage says it

 private:
  std::string arguments_;
};

// What CLI11 fills in, for one command.
struct Given {
  std::vector<std::string> arguments;
  std::map<Option, std::vector<std::string>> texts;
  std::map<Option, bool> switches;
};

CLI::Option* add_option(CLI::App& app, const OptionName& name, bool required, Given& given) {
  if (*name.argument == 0) return app.add_flag(name.flag, given.switches[name.option], name.help);
  CLI::Option* option = app.add_option(name.flag, given.texts[name.option], name.help);
  bool many = std::string(name.argument).find("…") != std::string::npos;
  option->option_text(fmt::format("{}{}", name.argument, required ? " REQUIRED" : ""));
  option->allow_extra_args(false)->required(required);
  if (!many) option->multi_option_policy(CLI::MultiOptionPolicy::Throw);
  return option;
}

const OptionName& name_of(Option option) {
  for (const OptionName& name : option_names()) {
    if (name.option == option) return name;
  }
  throw std::logic_error("an option without a name");
}

// Positional arguments as the table writes them: "FILE KIND", "[FILE]", "EMPLOYEE…".
void add_arguments(CLI::App& app, const Command& command, Given& given) {
  std::string pattern = command.arguments;
  if (pattern.empty()) return;
  bool many = pattern.find("…") != std::string::npos;
  auto words_in = [](const std::string& text) {
    return text.empty() ? 0 : static_cast<int>(base::split(base::trim(text), ' ').size());
  };
  // Brackets stand at the beginning: "[FILE]", "[SUBJECT ID]", "[SUBJECT] ID".
  std::size_t close = pattern.find(']');
  bool optional = close != std::string::npos;
  std::string needed = optional ? pattern.substr(close + 1) : pattern;
  int least = words_in(needed), most = least + (optional ? words_in(pattern.substr(0, close)) : 0);
  std::size_t first = pattern.find_first_not_of('[');
  std::size_t past = std::min(pattern.find_first_of(" ]…", first), pattern.size());
  CLI::Option* option = app.add_option(pattern.substr(first, past - first), given.arguments);
  std::string rest = pattern.substr(past);
  rest.erase(std::remove(rest.begin(), rest.end(), ']'), rest.end());
  option->option_text(rest);
  option->expected(least, many ? 1'000'000 : most);
  if (least > 0) option->required();
}

void add_command(CLI::App& parent, const std::string& name, const Command& command, Given& given) {
  CLI::App* app = parent.add_subcommand(name, command.sentence);
  app->formatter(std::make_shared<UsageOfTable>(command.arguments));
  std::string note = *command.note == 0 ? "" : fmt::format("{}\n\n", command.note);
  app->footer(fmt::format(
      "{}Example:\n  {}\n\nGlobal options (--db, --home, --now, --as, …): xueshi --help", note,
      command.example));
  app->fallthrough();
  add_arguments(*app, command, given);
  auto add = [&](Option option, bool required) {
    OptionName option_name = name_of(option);
    if (option == Option::kYear && *command.year_help != 0) option_name.help = command.year_help;
    add_option(*app, option_name, required, given);
  };
  for (Option option : command.required) add(option, true);
  for (Option option : command.optional) add(option, false);
}

// Two-word commands stand below a command group: `backbone` → `report`.
void add_commands(CLI::App& root, std::map<const Command*, Given>& given) {
  static const std::map<std::string, const char*> kGroups = {
      {"policy", "The rules of a year: check, show, compare, explain, take into force."},
      {"plan", "Training plans 培训计划."},
      {"plan-template", "Templates of plans 计划模板."},
      {"class", "Training classes 培训班."},
      {"learning", "Learning records that people enter."},
      {"person", "People in reach."},
      {"message", "What others did to what is the acting person's own."},
      {"staff", "Overviews of staff."},
      {"workflow", "The approval graphs: check, test, draw, list, compare, migrate."},
      {"backbone", "The backbone report of an institute."},
      {"summary", "The annual summary of an institute."},
      {"report", "Writes workbooks."},
      {"schedule", "Reports that are made by themselves."},
      {"job", "The queue of reports to be made."},
      {"audit", "Who did what: the audit trail."},
      {"password", "Passwords of people, for --as."},
      {"plugin", "For authors of report plugins."},
      {"backup", "Copies of the whole database, and back."},
      {"config", "The settings of this run."}};
  std::map<std::string, CLI::App*> groups;
  for (const Command& command : commands()) {
    auto words = base::split(command.name, ' ');
    CLI::App* parent = &root;
    if (words.size() == 2) {
      CLI::App*& group = groups[words[0]];
      if (group == nullptr) {
        group = root.add_subcommand(words[0], kGroups.at(words[0]));
        group->require_subcommand(1);
        group->fallthrough();
      }
      parent = group;
    }
    add_command(*parent, words.back(), command, given[&command]);
  }
}

const Command* chosen(const CLI::App& root) {
  for (const Command& command : commands()) {
    auto words = base::split(command.name, ' ');
    const CLI::App* app = root.get_subcommand(words[0]);
    if (words.size() == 2 && app->parsed()) app = app->get_subcommand(words[1]);
    if (app->parsed() && app->get_name() == words.back()) return &command;
  }
  return nullptr;
}

struct GlobalFlags {
  std::map<std::string, std::string> texts;
  bool version = false;
};

void add_globals(CLI::App& root, GlobalFlags& flags) {
  auto ask_version = [&root, &flags] {
    flags.version = true;
    root.require_subcommand(0, 1);
  };
  root.add_flag_callback("--version", ask_version,
                         "Shows version, commit, schema and the libraries it runs with.");
  for (const session::SettingName& setting : session::kSettings) {
    auto keep = [&flags, key = setting.key](const std::string& value) { flags.texts[key] = value; };
    if (setting.is_switch) {
      root.add_flag_callback(
          flag_of(setting), [keep] { keep("true"); }, help_of(setting));
    } else {
      root.add_option_function<std::string>(flag_of(setting), keep, help_of(setting));
    }
  }
}

base::Year year_of(const std::string& text) {
  auto year = base::parse_year(text);
  if (!year) throw UsageError{fmt::format("--year {}: not a year between 1900 and 2999", text)};
  return *year;
}

Invocation make_invocation(const Given& given, session::Workplace& workplace, Output& output) {
  Invocation invocation{workplace, workplace.settings(), output, given.arguments, std::nullopt, {}};
  for (const auto& [option, values] : given.texts) {
    if (values.empty()) continue;
    const OptionName& name = name_of(option);
    bool many = std::string(name.argument).find("…") != std::string::npos;
    if (values.size() > 1 && !many)
      throw UsageError{fmt::format("{}: given {} times, once is enough", name.flag, values.size())};
    invocation.options[option] = values;
  }
  for (const auto& [option, on] : given.switches) {
    if (on) invocation.options[option];
  }
  if (auto year = invocation.find(Option::kYear)) invocation.year = year_of(*year);
  return invocation;
}

int could_not(const Output& output, const base::Error& error) {
  std::string sentence = with_way(error.code(), error.what());
  if (output.json()) output.print({{"error", sentence}});
  output.tell_notices();
  fmt::print(stderr, "xueshi: {}\n", sentence);
  return kCouldNot;
}

int run_chosen(const Command& command, const Given& given, session::Workplace& workplace,
               Output& output) {
  std::optional<Invocation> invocation;  // what its session noted is told on every way out
  try {
    invocation.emplace(make_invocation(given, workplace, output));
    output.listen([&] {
      return invocation->opened ? invocation->opened->take_notices()
                                : std::vector<session::Notice>{};
    });
    int code = command.run(*invocation);
    output.end_progress();
    output.tell_notices();
    return code;
  } catch (const base::Refused& refused) {
    output.end_progress();
    output.blockers(refused.blockers());
    return kRefused;
  } catch (const session::WrongFiles& wrong) {
    output.end_progress();
    output.findings(wrong.findings());
    return kRefused;
  } catch (const UsageError& error) {
    fmt::print(stderr, "xueshi: {}\nTry: xueshi {} --help\n", error.message, command.name);
    return kUsage;
  } catch (const base::Error& error) {
    output.end_progress();
    return could_not(output, error);
  } catch (const std::filesystem::filesystem_error& error) {
    output.end_progress();
    return could_not(output,
                     base::Error(base::ErrorKind::kDisk,
                                 fmt::format("{}：{}", error.path1().string(),
                                             base::describe_system_error(error.code().value()))));
  }
}

std::vector<std::string> top_words(const CLI::App& root) {
  std::vector<std::string> words;
  for (const CLI::App* command : root.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(command->get_name());
  }
  return words;
}

bool is_switch(const std::string& flag) {
  return std::any_of(std::begin(session::kSettings), std::end(session::kSettings),
                     [&](const session::SettingName& setting) {
                       return setting.is_switch && flag_of(setting) == flag;
                     });
}

// The first word that should name a command, where it names none; "" else.
std::string unknown_command(const CLI::App& root, int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word.rfind("--", 0) == 0) {
      bool takes_value = !is_switch(word) && word != "--help" && word != "--version" &&
                         word.find('=') == std::string::npos;
      i += takes_value ? 1 : 0;
      continue;
    }
    if (word.front() == '-') continue;
    std::vector<const CLI::App*> known = root.get_subcommands({});
    bool is_known = std::any_of(known.begin(), known.end(), [&](const CLI::App* command) {
      return command->get_name() == word;
    });
    return is_known ? "" : word;
  }
  return "";
}

const CLI::App& reached(const CLI::App& app) {
  std::vector<CLI::App*> below = app.get_subcommands();
  return below.empty() ? app : reached(*below.front());
}

// The words of the command that was reached: "backbone show "; "" where none was.
std::string words_of(const CLI::App& app) {
  std::vector<CLI::App*> below = app.get_subcommands();
  return below.empty() ? ""
                       : fmt::format("{} {}", below.front()->get_name(), words_of(*below.front()));
}

std::vector<std::string> known_options(const CLI::App& root, const CLI::App& command) {
  std::vector<std::string> known;
  for (const CLI::App* app : {&root, &command}) {
    for (const CLI::Option* option : app->get_options()) known.push_back(option->get_name());
  }
  return known;
}

// Too few or too many words: how the command is written, and one that works.
std::optional<std::string> wrong_number_of_words(const CLI::App& root,
                                                 const CLI::ParseError& error) {
  bool is_option = std::string(error.what()).rfind('-', 0) == 0;
  const Command* command = chosen(root);
  if (command == nullptr || is_option || error.get_name() != "ArgumentMismatch")
    return std::nullopt;
  return fmt::format("{} takes {}, e.g. {}", command->name, command->arguments, command->example);
}

// A misspelt option or command is named before what is missing because of it.
std::string usage_message(const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App& command = reached(root);
  bool is_group = !command.get_subcommands({}).empty();
  for (const std::string& word : root.remaining(true)) {
    bool is_option = word.rfind('-', 0) == 0;
    if (!is_option && !is_group) continue;
    std::vector<std::string> known = known_options(root, command);
    if (!is_option) {
      known.clear();
      for (const CLI::App* below : command.get_subcommands({})) known.push_back(below->get_name());
    }
    std::optional<std::string> near = base::find_near(word, known);
    return fmt::format("unknown {} '{}'{}", is_option ? "option" : "command", word,
                       near ? fmt::format(", did you mean '{}'?", *near) : "");
  }
  return wrong_number_of_words(root, error).value_or(error.what());
}

int refuse_usage(const CLI::App& root, const CLI::ParseError& error) {
  fmt::print(stderr, "xueshi: {}\nTry: xueshi {}--help\n", usage_message(root, error),
             words_of(root));
  return kUsage;
}

int refuse_unknown_command(const CLI::App& root, const std::string& word) {
  std::optional<std::string> near = base::find_near(word, top_words(root));
  fmt::print(stderr, "xueshi: unknown command '{}'{}\nTry: xueshi --help\n", word,
             near ? fmt::format(", did you mean '{}'?", *near) : "");
  return kUsage;
}

}  // namespace

std::optional<std::string> Invocation::find(Option option) const {
  auto at = options.find(option);
  if (at == options.end() || at->second.empty()) return std::nullopt;
  return at->second.back();
}

std::vector<std::string> Invocation::all(Option option) const {
  auto at = options.find(option);
  return at == options.end() ? std::vector<std::string>{} : at->second;
}

int Invocation::number(Option option, int fallback, int least, int most) const {
  auto text = find(option);
  if (!text) return fallback;
  auto value = base::parse_decimal(*text, 0);
  if (!value || *value < least || *value > most) {
    throw UsageError{fmt::format("{} {}: not a whole number from {} to {}", name_of(option).flag,
                                 *text, least, most)};
  }
  return static_cast<int>(*value);
}

int run_command_line(int argc, const char* const* argv) {
  // Database, witness, slips and reports are their owner's alone, whatever the shell says.
  ::umask(077);
  CLI::App root{
      "xueshi (学时) administers continuing education: yearly policies, hours, year-end workbooks.",
      "xueshi"};
  root.require_subcommand(1);
  root.footer(
      "`xueshi COMMAND --help` explains a command. Exit codes: 0 done, 1 refused or findings, 2 "
      "usage, "
      "3 could not.");
  GlobalFlags flags;
  add_globals(root, flags);
  std::map<const Command*, Given> given;
  add_commands(root, given);
  if (std::string word = unknown_command(root, argc, argv); !word.empty()) {
    return refuse_unknown_command(root, word);
  }
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return root.exit(error);
    return refuse_usage(root, error);
  }
  // An empty value is a variable that was not set; --as '' must not make anybody the operator.
  for (const auto& [key, value] : flags.texts) {
    if (!value.empty()) continue;
    fmt::print(stderr, "xueshi: --{}: the value is empty\nTry: xueshi --help\n", key);
    return kUsage;
  }
  base::Findings findings;
  std::map<std::string, session::Setting> settings_given = given_settings(flags.texts);
  session::Settings settings;
  try {
    settings = session::Settings::resolve(settings_given, read_environment(), findings);
  } catch (const base::Error& error) {
    return could_not(Output(settings_given["json"].value == "true", false), error);
  }
  Output output(settings.flag("json"), settings.flag("quiet"));
  if (flags.version) return show_version(output);
  if (!findings.ok()) {
    output.findings(findings);
    return kRefused;
  }
  const Command* command = chosen(root);
  session::Workplace workplace(std::move(settings), item::graph_subjects());
  return run_chosen(*command, given[command], workplace, output);
}

}  // namespace xueshi::cli
