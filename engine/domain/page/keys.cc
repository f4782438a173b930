#include "page/keys.h"

namespace xueshi::page {

const yaml::KeyTable& file_keys() {
  static const yaml::KeyTable kTable = {
      {{"",
        {"name", "title", "lines", "paper", "orientation", "margin_cm", "footer", "columns",
         "form"}},
       {"columns", {"[]"}},
       {"columns.[]", {"key", "heading", "width", "format", "places", "centered"}},
       {"form", {"label_width", "value_width", "rows", "blocks"}},
       {"form.rows", {"[]"}},
       {"form.rows.[]", {"[]"}},
       {"form.rows.[].[]", {"label", "key", "unit", "format", "places", "least_places"}},
       {"form.blocks", {"[]"}},
       {"form.blocks.[]", {"label", "key", "lines"}}}};
  return kTable;
}

}  // namespace xueshi::page
