#include "seal/library.h"

#include <sodium.h>

namespace xueshi::seal {

base::Libraries library_versions() { return {{"libsodium", sodium_version_string()}}; }

}  // namespace xueshi::seal
