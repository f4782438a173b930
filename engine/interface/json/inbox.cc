#include "json/inbox.h"

#include "json/plans.h"

namespace xueshi::json {

Json to_json(const view::InboxItem& item) {
  return {{"subject", item.subject},
          {"id", item.id},
          {"title", item.title},
          {"unit", item.unit},
          {"learner", text_or_null(item.learner)},
          {"learner_name", text_or_null(item.learner_name)},
          {"status", item.status},
          {"remark", text_or_null(item.remark)},
          {"fields", to_json(item.fields)},
          {"reviews", to_json(item.verdicts)},
          {"actions", item.actions}};
}

}  // namespace xueshi::json
