#include "web/institute.h"

#include "web/form.h"
#include "web/list.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

std::string sent_or_asked(const Visit& visit, const char* name) {
  std::string sent = visit.field(name);
  return sent.empty() ? visit.query(name) : sent;
}

}  // namespace

InstituteYear institute_year_of(const Visit& visit) {
  std::optional<base::Year> sent = base::parse_year(visit.field("year"));
  InstituteYear about{sent ? *sent : year_of(visit), sent_or_asked(visit, "org"), ""};
  const academy::OrgTree& units = visit.session->tree();
  std::string unit = about.institute.empty() ? visit.session->actor().org : about.institute;
  // What is out of reach is no more known than what does not exist: the use case refuses both.
  bool is_known = visit.session->scope().narrowed_to(unit, units).has_value();
  const academy::Org* institute = is_known ? units.institute_of(unit) : nullptr;
  if (institute == nullptr) {
    if (is_known) about.institute.clear();  // a branch, the academy
    return about;
  }
  about.institute = institute->code;
  if (unit != institute->code && !sent_or_asked(visit, "org").empty()) about.department = unit;
  return about;
}

html::Url url_about(const char* path, const InstituteYear& about) {
  html::Url url = html::Url::at(path);
  url.add("year", about.year.value());
  if (!about.institute.empty()) url.add("org", about.institute);
  return url;
}

html::Html hidden_about(const InstituteYear& about) {
  return html::join(
      {hidden("year", std::to_string(about.year.value())), hidden("org", about.institute)});
}

html::Html choose_institute() {
  return card({html::element("p", {}, {html::text("请先在组织机构中选择一个研究所。")})});
}

}  // namespace xueshi::web
