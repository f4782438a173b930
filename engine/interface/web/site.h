// Site: the pages of the console, as handlers for a server's workers.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "http/message.h"
#include "http/server_options.h"
#include "session/workplace.h"
#include "work/hands.h"

namespace xueshi::web {

struct SiteOptions {
  // Names under which the console is asked for, with the port where it is not the scheme's own:
  // "127.0.0.1:8080". Empty: whatever (nobody but a proxy reaches it).
  std::set<std::string> hosts{};
  // Addresses whose word counts on who asks, and whether encrypted (X-Forwarded-For, -Proto); ""
  // stands for a Unix socket.
  std::set<std::string> proxies{};
};

class Site {
 public:
  // Requires: the workplace outlives it.
  Site(session::Workplace& workplace, SiteOptions options);
  ~Site();

  // Before the first request.
  void add_host(const std::string& name) { options_.hosts.insert(name); }

  // Has hands for what takes longer than a page may be waited for, until rest(); without
  // them it is done while it is waited for. `on_fault` is told what went wrong, for the log alone.
  void employ(int workers, std::function<void(const std::string&)> on_fault);
  // They begin nothing more, and put back what they cannot finish in a moment. Any thread.
  void dismiss();
  // Until they have.
  void rest();
  // Whether that address is a proxy's of ours.
  bool believes(const std::string& address) const { return options_.proxies.count(address) != 0; }

  // One worker's: it keeps a connection to the database. Any thread.
  http::Handler make_handler();

 private:
  session::Workplace& workplace_;
  SiteOptions options_;
  std::unique_ptr<work::Hands> hands_;
};

// Whether a password comes with it: hashing one takes a fifth of a second and 64 MiB on purpose.
bool brings_password(const http::Request& request);

// What every answer says: nothing from elsewhere, nothing framed, nothing guessed.
const http::Pairs& headers_of_every_answer();

}  // namespace xueshi::web
