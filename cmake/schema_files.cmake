# schema_files(FOLDER SOURCE): writes SOURCE, a .cc that holds every NNN-name.sql of FOLDER, whole and in order (engine/
# infrastructure/database/schema_files.h). Read again where one of them changed.
function(schema_files folder source)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*.sql)
  list(SORT files)
  set(entries "")
  set(number 0)
  foreach(file IN LISTS files)
    math(EXPR number "${number} + 1")
    if(NOT file MATCHES "^0*${number}-[a-z-]+\\.sql$")
      message(FATAL_ERROR "${folder}/${file}: number ${number} is missing or given twice")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${folder}/${file})
    file(READ ${folder}/${file} text)
    string(APPEND entries "      {\"${file}\", R\"sql(${text})sql\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${source} CONTENT [[// Written by cmake/schema_files.cmake.
#include "database/schema_files.h"

namespace xueshi::database {

const std::vector<SchemaFile>& schema_files() {
  static const std::vector<SchemaFile> kFiles = {
@entries@  };
  return kFiles;
}

}  // namespace xueshi::database
]] @ONLY)
endfunction()
