#include "web/site.h"

#include <algorithm>
#include <memory>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "http/multipart.h"
#include "http/target.h"
#include "login/sign_in.h"
#include "seal/hash.h"
#include "session/line.h"
#include "session/wrong_files.h"
#include "web/answers.h"
#include "web/door_pages.h"
#include "web/error_page.h"
#include "web/failure_page.h"
#include "web/form.h"
#include "web/routes.h"
#include "web/work_kinds.h"

namespace xueshi::web {

namespace {

using academy::Role;
using http::Method;
using http::Response;

constexpr std::size_t kMostFields = 1200;  // of a form: a batch ticks a thousand items
constexpr int kDeedBytes = 16;

// Of "a, b, c" the last one: it is what our own proxy says.
std::string last_of(const std::string& list) {
  std::vector<std::string> parts = base::split(list, ',');
  return std::string(base::trim(parts.back()));
}

void note_origin(const SiteOptions& options, Visit& visit) {
  const http::Request& request = visit.request;
  visit.origin = {request.peer, request.header("user-agent")};
  if (options.proxies.count(request.peer) == 0) return;
  std::string from = request.header("x-forwarded-for");
  if (!from.empty() && base::is_clean_utf8(from)) visit.origin.address = last_of(from);
  visit.is_encrypted = last_of(request.header("x-forwarded-proto")) == "https";
}

bool is_known_host(const SiteOptions& options, const http::Request& request) {
  return options.hosts.empty() ||
         options.hosts.count(base::lower_ascii(request.header("host"))) != 0;
}

// Whether the form was sent by a page of ours, as the browser has it.
bool is_from_here(const http::Request& request) {
  std::string site = request.header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || site == "none";
  std::string origin = request.header("origin");
  std::size_t scheme = origin.find("://");
  return scheme != std::string::npos &&
         base::lower_ascii(origin.substr(scheme + 3)) == base::lower_ascii(request.header("host"));
}

html::Url with_way_back(const Visit& visit, html::Url url) {
  if (visit.request.method == Method::kPost) return url;
  return url.add("to", html::Url::at(visit.request.path, visit.request.query).text());
}

// Absent: on with the page.
using Turned = std::optional<Response>;

Turned turn_to_door(const Visit& visit) {
  if (visit.visitor == nullptr) {
    if (visit.request.wants_json()) return error_page(visit, 401);
    return without_token(visit, see_other(with_way_back(visit, html::Url({"login"}))));
  }
  bool is_first = visit.route->step == Step::kFirst;
  bool is_way_out = std::string_view(visit.route->pattern) == "/logout";
  if (visit.visitor->must_change && !is_first && !is_way_out)
    return see_other(html::Url({"password", "first"}));
  if (!visit.visitor->must_change && is_first) return see_other(html::Url({"me"}));
  return std::nullopt;
}

// What was typed is kept while the password is asked for once more, and sent on with it.
Turned turn_to_password(const Visit& visit) {
  bool is_late = visit.route->step == Step::kAgain && visit.request.method == Method::kPost &&
                 visit.visitor->is_confirmed() &&
                 !visit.visitor->is_confirmed_lately(base::milliseconds_since_1970());
  return is_late ? Turned(password_again_page(visit, {})) : std::nullopt;
}

Turned turn_to_role(const Visit& visit) {
  if (visit.route->step != Step::kAdmin && visit.route->step != Step::kAgain) return std::nullopt;
  const login::Visitor& visitor = *visit.visitor;
  bool is_fresh = visit.route->step == Step::kAgain
                      ? visitor.is_confirmed_lately(base::milliseconds_since_1970())
                      : visitor.is_confirmed();
  bool is_learner = visitor.actor.role == Role::kLearner;
  bool may_not = !is_learner && visitor.actor.role < visit.route->least;
  if (visitor.held.empty() || may_not) return error_page(visit, 403);
  if (is_learner || !is_fresh)
    return see_other(with_way_back(visit, html::Url({"admin", "enter"})));
  return std::nullopt;
}

// False where it is no form that this page takes.
bool read_form(Visit& visit) {
  std::string type = visit.request.header("content-type");
  if (http::is_multipart(type)) {
    if (!visit.route->takes_files) return false;
    auto parts = http::parse_multipart(type, visit.request.body, kMostFields);
    if (!parts) return false;
    visit.form = std::move(parts->fields);
    visit.files = std::move(parts->files);
    return true;
  }
  std::optional<http::Pairs> form = http::parse_form(visit.request.body, kMostFields);
  if (form) visit.form = std::move(*form);
  return form.has_value();
}

// What a form has to bring along; absent where it does.
Turned turn_away(Visit& visit) {
  if (visit.request.method != Method::kPost) return std::nullopt;
  if (!is_from_here(visit.request)) return error_page(visit, 403);
  if (!read_form(visit)) return error_page(visit, 400);
  if (visit.visitor == nullptr) return std::nullopt;
  if (!is_key(visit.field("key"), visit.visitor->form_key)) return error_page(visit, 403);
  const academy::Actor& actor = visit.visitor->actor;
  std::string as = std::string(academy::word(actor.role)) + "@" + actor.org;
  if (visit.field("as") != as) return other_role_page(visit);
  if (std::string once = visit.field("once"); !once.empty()) {
    if (auto place = login::place_of_form(*visit.session, once))
      return see_other(*place, html::Url({"me"}));  // sent twice: the first one's answer
    visit.session->put_form({once, seal::random_id(kDeedBytes)});
  }
  return std::nullopt;
}

// A page about oneself is a learner's, whatever role was taken.
void become_learner(const Visit& visit) {
  if (visit.visitor->actor.role == Role::kLearner) return;
  visit.session->become(login::claimed_actor(
      *visit.session, login::Claim{visit.visitor->actor.login, Role::kLearner, ""}));
}

Response answer_known(Visit& visit) {
  session::Session session = visit.line.open(academy::Actor::machine_operator());
  std::string token = token_of(visit.request, visit.is_encrypted);
  std::optional<login::Visitor> visitor;
  if (!token.empty()) visitor = login::find_visitor(session, token);
  visit.session = &session;
  visit.visitor = visitor ? &*visitor : nullptr;
  if (Turned turned = turn_to_door(visit)) return *turned;
  if (Turned turned = turn_away(visit)) return *turned;
  try {
    std::string renewed;
    if (std::string again = visit.field(kPasswordAgain); !again.empty()) {
      renewed = login::confirm(session, *visitor, again);
      visitor = login::find_visitor(session, renewed);
    }
    auto keep = [&](Response response) {
      return renewed.empty() ? response : with_token(visit, std::move(response), renewed);
    };
    if (Turned turned = turn_to_password(visit)) return *turned;
    if (Turned turned = turn_to_role(visit)) return keep(*turned);
    if (visit.route->step == Step::kLearner) become_learner(visit);
    return keep(visit.route->show(visit));
  } catch (const base::Refused& refused) {
    if (refused.blockers().front().code == "actor.password-again" &&
        !visit.field(kPasswordAgain).empty())
      return password_again_page(visit, refused.blockers());
    return refused_page(visit, refused.blockers());
  } catch (const session::WrongFiles& wrong) {
    return wrong_files_page(visit, wrong);
  }
}

Response answer(Visit& visit) {
  if (visit.route->step != Step::kOpen) return answer_known(visit);
  if (Turned turned = turn_away(visit)) return *turned;
  return visit.route->show(visit);
}

}  // namespace

Site::Site(session::Workplace& workplace, SiteOptions options)
    : workplace_(workplace), options_(std::move(options)) {}

Site::~Site() = default;

void Site::rest() { hands_.reset(); }

void Site::employ(int workers, std::function<void(const std::string&)> on_fault) {
  work::HandsOptions options;
  options.most_waiting = std::min(options.threads, workers / 2);  // the others go on answering
  options.on_fault = std::move(on_fault);
  hands_ = std::make_unique<work::Hands>(workplace_, work_kinds(), std::move(options));
}

void Site::dismiss() {
  if (hands_) hands_->stop();
}

http::Handler Site::make_handler() {
  auto line = std::make_shared<session::Line>(workplace_);
  return [this, line](const http::Request& request, std::uint64_t number) -> http::Answer {
    std::optional<Match> match = find_route(routes(), request.method, request.path);
    if (!match) {
      bool is_other = find_route(routes(), Method::kGet, request.path) ||
                      find_route(routes(), Method::kPost, request.path);
      return {error_page(is_other ? 405 : 404, number), ""};
    }
    bool is_watched = std::string_view(match->route->pattern) == "/healthz";
    if (!is_watched && !is_known_host(options_, request))
      return {error_page(400, number), match->route->pattern};
    Visit visit{request, number, std::move(match->parts), *line};
    visit.route = match->route;
    visit.hands = hands_.get();
    note_origin(options_, visit);
    http::Answer given{{}, match->route->pattern};
    try {
      given.response = answer(visit);
    } catch (const base::Error& error) {
      given.response = failure_page(request, error, number);
      given.why = error.what();
    }
    if (visit.is_encrypted)
      given.response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return given;
  };
}

bool brings_password(const http::Request& request) {
  return request.method == Method::kPost && (request.body.find("password=") != std::string::npos ||
                                             request.body.find("fresh=") != std::string::npos);
}

const http::Pairs& headers_of_every_answer() {
  static const http::Pairs kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src "
       "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", ""},
  };
  return kHeaders;
}

}  // namespace xueshi::web
