# text_file(FILE HEADER NAMESPACE FUNCTION SOURCE): writes SOURCE, a .cc whose FUNCTION, declared in HEADER, returns FILE as it
# is. Read again where it changed.
function(text_file file header namespace function source)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  file(CONFIGURE OUTPUT ${source} CONTENT [[// Written by cmake/text_file.cmake.
#include "@header@"

namespace @namespace@ {

std::string_view @function@() {
  return R"text(@text@)text";
}

}  // namespace @namespace@
]] @ONLY)
endfunction()
