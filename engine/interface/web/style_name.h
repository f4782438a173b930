// The name of the sheet of styles, which changes with what is in it.
#pragma once

#include <string>

#include "html/html.h"

namespace xueshi::web {

const std::string& style_name();  // "console.197c16af1ddd.css"
html::Url style_url();            // where it is

}  // namespace xueshi::web
