#include "login/password_slips.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "base/blocker.h"
#include "base/error.h"
#include "base/file.h"
#include "page/template.h"
#include "session/session.h"
#include "workbook/writer.h"

namespace xueshi::login {

namespace {

constexpr const char* kTemplate = "templates/password-slips.yaml";
constexpr std::size_t kMostTemplateBytes = std::size_t{1} << 20;

// Files made while this lives are their owner's alone. Of the whole process: nothing else may write
// meanwhile.
class PrivateFiles {
 public:
  PrivateFiles() : before_(::umask(077)) {}
  ~PrivateFiles() { ::umask(before_); }
  PrivateFiles(const PrivateFiles&) = delete;

 private:
  mode_t before_;
};

std::string advice(const std::string& way) {
  return fmt::format("仅用于首次修改密码{}，修改前不能办理其他事项",
                     way.empty() ? "" : "（" + way + "）");
}

std::string value_of(const std::string& key, const PasswordSlip& slip, const academy::OrgTree& tree,
                     const std::string& way) {
  const academy::Person& person = slip.person;
  if (key == "name") return person.name;
  if (key == "employee") return person.employee;
  if (key == "login") return person.login;
  if (key == "password") return slip.password;
  if (key == "advice") return advice(way);
  if (key == "unit" && tree.find(person.org) != nullptr) return tree.find(person.org)->name;
  return "";
}

page::Template load_template(const session::Home& home) {
  base::FileText file = base::read_file_below(home.folder(), kTemplate, kMostTemplateBytes);
  if (!file.ok()) {
    throw base::Error(base::ErrorKind::kDisk,
                      fmt::format("无法读取 {}：{}", kTemplate, file.why()));
  }
  base::Findings findings;
  std::optional<page::Template> page = page::parse_template(kTemplate, file.text, findings);
  if (!page) throw session::WrongFiles(findings);
  return *page;
}

}  // namespace

void refuse_slips(const std::filesystem::path& file) {
  throw base::Refused("password.slips-exist",
                      fmt::format("{} 还在：请先打印并删除，以免密码条被覆盖", file.string()));
}

void write_password_slips(const session::Home& home, const academy::OrgTree& tree,
                          const std::vector<PasswordSlip>& slips, const std::string& way,
                          const std::filesystem::path& file) {
  page::Template page = load_template(home);
  PrivateFiles alone;
  workbook::Writer writer(page, {}, file);
  for (const PasswordSlip& slip : slips) {
    page::Row row;
    for (const std::string& key : page.sheets.front().keys())
      row.emplace_back(value_of(key, slip, tree, way));
    writer.add(row);
  }
  if (!writer.finish().publish_new()) refuse_slips(file);
}

}  // namespace xueshi::login
