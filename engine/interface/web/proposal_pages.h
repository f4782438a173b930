// A draft of rules tried out, proposed, confirmed by another (web-pages.md 72; policy.md §3).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_draft(const Visit& visit);
http::Response do_draft(const Visit& visit);

http::Response show_proposals(const Visit& visit);
http::Response show_proposal(const Visit& visit);
http::Response take_proposal_text(const Visit& visit);
http::Response show_proposal_deed(const Visit& visit);
http::Response do_proposal_deed(const Visit& visit);

}  // namespace xueshi::web
