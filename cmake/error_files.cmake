# error_files(FOLDER SOURCE): has SOURCE written when the program is built, a .cc that holds the examples of findings below
# FOLDER – <code>/<slug>/wrong.*, good.*, expected – byte by byte (engine/application/authoring/error_files.h). Written again
# where one of them changed. What is no text, is made by a program, or is large, is left out.
#
# As a script (cmake -DFOLDER=… -DSOURCE=… -P): writes it.
if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(error_files_script ${CMAKE_CURRENT_LIST_FILE})
  function(error_files folder source)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*/*/*)
    list(FILTER files EXCLUDE REGEX "\\.(xlsx|xls|py|sql)$")
    add_custom_command(OUTPUT ${source} DEPENDS ${files} ${error_files_script} VERBATIM
      COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DSOURCE=${source} -P ${error_files_script})
  endfunction()
  return()
endif()

cmake_policy(VERSION 3.25)
set(most_bytes 8192)
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*/*/*)
list(FILTER files INCLUDE REGEX "^[^/]+/[^/]+/(wrong|good|expected)")
list(FILTER files EXCLUDE REGEX "\\.(xlsx|xls)$")
list(SORT files COMPARE STRING)
file(WRITE ${SOURCE}.new [[// Written by cmake/error_files.cmake.
#include "authoring/error_files.h"

namespace xueshi::authoring {

const std::vector<ErrorFile>& error_files() {
  static const std::vector<ErrorFile> kFiles = {
]])
foreach(file IN LISTS files)
  if(IS_SYMLINK ${FOLDER}/${file})
    continue()
  endif()
  file(SIZE ${FOLDER}/${file} size)
  if(size GREATER most_bytes)
    continue()
  endif()
  file(READ ${FOLDER}/${file} bytes HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  file(APPEND ${SOURCE}.new "      {\"${file}\", {\"${bytes}\", ${size}}},\n")
endforeach()
file(APPEND ${SOURCE}.new "  };\n  return kFiles;\n}\n\n}  // namespace xueshi::authoring\n")
file(RENAME ${SOURCE}.new ${SOURCE})
