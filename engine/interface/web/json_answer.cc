#include "web/json_answer.h"

namespace xueshi::web {

http::Response json_answer(int status, const json::Json& json) {
  return {status,
          {{"Content-Type", "application/json; charset=utf-8"}, {"Cache-Control", "no-store"}},
          json::render(json) + "\n"};
}

}  // namespace xueshi::web
