// Answers: what a page's function gives back, beside a page.
#pragma once

#include <string>

#include "html/html.h"
#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

// On to another page of this site (303).
http::Response see_other(const html::Url& url);
// To where somebody was on the way to (`to`); to `otherwise` where that is no page of this site.
http::Response see_other(const std::string& to, const html::Url& otherwise);

// The page of this site that `to` names, else `otherwise`.
html::Url way_back(const std::string& to, const html::Url& otherwise);

// The same answer, with which the browser gets another token, or loses it.
http::Response with_token(const Visit& visit, http::Response response, const std::string& token);
http::Response without_token(const Visit& visit, http::Response response);
// The token that came with the request; empty: none.
std::string token_of(const http::Request& request, bool is_encrypted);

// After a deed: on to `url`, where `notice` is told once; the form's one-time key remembers where
// that was.
http::Response done(const Visit& visit, const html::Url& url, const std::string& notice);

// A file to keep, under a name that may be Chinese (RFC 6266, 5987).
http::Response download(const std::string& name, const std::string& type, std::string bytes);

}  // namespace xueshi::web
