// The form of a learning record, new or put right; for this room's own files.
#pragma once

#include <string>
#include <vector>

#include "base/fields.h"
#include "web/deeds.h"
#include "web/form.h"
#include "web/visit.h"

namespace xueshi::web {

// 年度 类别 培训名称 主办单位 开始时间 结束时间 学时, with these values. `category`: chosen where
// none is.
std::vector<Field> learning_fields(const Visit& visit, const base::Fields& values,
                                   const std::string& category = "");
// What was sent under their headings.
base::Fields sent_learning_fields(const Visit& visit);

// GET and POST of `<record>/do/<action>`: what asks for fields by this form, the rest as any deed.
// `visit`'s part "id" names the record, or the ticks do.
http::Response show_record_deed(const Visit& visit, const Place& place);
http::Response do_record_deed(const Visit& visit, const Place& place);

// One record as a page: what it says, what it would bring, what can be done, the way it took.
http::Response show_record_page(const Visit& visit, const Place& place, const html::Html& more);

}  // namespace xueshi::web
