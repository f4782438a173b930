#include "workbook/library.h"

#include <xlsxwriter.h>

namespace xueshi::workbook {

base::Libraries library_versions() { return {{"libxlsxwriter", lxw_version()}}; }

}  // namespace xueshi::workbook
