// Parts of pages about one person's hours: the sentence, the bars, the archive, the records.
#pragma once

#include "html/html.h"
#include "view/statement.h"
#include "web/visit.h"

namespace xueshi::web {

// 年度您已完成…，再学…将达到…目标.
html::Html progress_of(const view::StatementView& view);
// 网络学时, 培训学时, 总学时: a bar each, and whether it is met.
html::Html main_bars(const view::StatementView& view);
// A bar an account, with the numbers beside it.
html::Html account_bars(const view::StatementView& view);
// 我的档案: who it is, 各项学习情况说明 in six lines, the accounts.
html::Html archive_parts(const view::StatementView& view, const html::Url& why);
// Why: the sentence, then record by record what counted and what took the rest.
html::Html why_parts(const Visit& visit, const view::StatementView& view);

}  // namespace xueshi::web
