// At the door: for who is not in yet, and the ways into a role.
#include "web/door_pages.h"
#include "web/fixed_files.h"
#include "web/health.h"
#include "web/route_groups.h"

namespace xueshi::web {

const std::vector<Route>& door_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/healthz", "", show_health},
      {kGet, "/s/{file}", "", show_fixed_file},
      {kGet, "/", "", show_start, Step::kSignedIn},
      {kGet, "/login", "登录", show_login},
      {kPost, "/login", "登录", do_login},
      {kPost, "/logout", "", do_logout, Step::kSignedIn},
      {kGet, "/password/first", "修改初始密码", show_first_password, Step::kFirst},
      {kPost, "/password/first", "修改初始密码", do_first_password, Step::kFirst},
      {kGet, "/role", "切换角色", show_roles, Step::kSignedIn},
      {kPost, "/role", "切换角色", do_role, Step::kSignedIn},
      {kGet, "/admin/enter", "我的管理", show_enter, Step::kSignedIn},
      {kPost, "/admin/enter", "我的管理", do_enter, Step::kSignedIn},
  };
  return kRoutes;
}

}  // namespace xueshi::web
