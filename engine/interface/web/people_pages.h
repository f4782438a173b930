// 人员管理, 角色, 组织机构 and first passwords (web-pages.md 63–66, 68, 69).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_people(const Visit& visit);
http::Response show_person(const Visit& visit);
http::Response show_new_person(const Visit& visit);
http::Response do_new_person(const Visit& visit);
http::Response show_person_deed(const Visit& visit);
http::Response do_person_deed(const Visit& visit);

http::Response show_passwords(const Visit& visit);
http::Response do_passwords(const Visit& visit);

http::Response show_held_roles(const Visit& visit);
http::Response show_new_role(const Visit& visit);
http::Response do_new_role(const Visit& visit);

http::Response show_orgs(const Visit& visit);

}  // namespace xueshi::web
