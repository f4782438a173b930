// 我的档案, 我的考试, 我的课程; and one person's archive for administrators.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_archive(const Visit& visit);
http::Response show_archive_why(const Visit& visit);
http::Response show_exams(const Visit& visit);
http::Response show_courses(const Visit& visit);
http::Response show_staff_archive(const Visit& visit);  // {employee}

}  // namespace xueshi::web
