// Work that takes longer than a page may be waited for: how far it is, and what came of it.
#pragma once

#include "html/html.h"
#include "http/message.h"
#include "web/visit.h"
#include "work/work.h"

namespace xueshi::web {

// Where its progress stands, on the side that the page of the visit is on.
html::Url work_url(const Visit& visit, const work::Work& work);

// As it stands when what may be a moment away has come.
work::Work wait_a_moment(const Visit& visit, const work::Work& asked);
// What came of it, else on to its progress.
http::Response answer_with(const Visit& visit, const work::Work& work);
// After a work was asked for: both.
http::Response follow_work(const Visit& visit, const work::Work& asked);

// 进度, refreshed by itself; once it is done, on to what came of it.
http::Response show_work(const Visit& visit);
// What came of it, as a file: the workbooks of a year; password slips, once.
http::Response take_bundle(const Visit& visit);
http::Response take_slips(const Visit& visit);

// 等待, 进行中, 已完成, 未完成.
std::string state_in_words(const work::Work& work);

}  // namespace xueshi::web
