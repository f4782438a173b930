// Site: the pages of the console, as handlers for a server's workers.
#pragma once

#include "http/message.h"
#include "http/server.h"
#include "session/workplace.h"

namespace xueshi::web {

class Site {
 public:
  // Requires: the workplace outlives it.
  explicit Site(session::Workplace& workplace) : workplace_(workplace) {}

  // One worker's: it keeps a connection to the database. Any thread.
  http::Handler make_handler();

 private:
  session::Workplace& workplace_;
};

// What every answer says: nothing from elsewhere, nothing framed, nothing guessed.
const http::Pairs& headers_of_every_answer();

}  // namespace xueshi::web
