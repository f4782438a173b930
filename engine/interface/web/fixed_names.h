// The names of the sheet of styles and of the script, which change with what is in them.
#pragma once

#include <string>

#include "html/html.h"

namespace xueshi::web {

const std::string& style_name();   // "console.197c16af1ddd.css"
const std::string& script_name();  // "console.197c16af1ddd.js"
html::Url style_url();             // where they are
html::Url script_url();

}  // namespace xueshi::web
