#include "imports/import_rights.h"

#include "base/text.h"

namespace xueshi::imports {

void require_import_right(const session::Session& session, intake::Kind kind) {
  session.require_right(*academy::find_right("import", intake::stem(kind)));
}

std::optional<academy::Right> placing_right(intake::Kind kind) {
  return academy::find_right("place", intake::stem(kind));
}

}  // namespace xueshi::imports
