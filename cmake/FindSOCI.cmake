# Debian's libsoci-dev ships no CMake configuration. Defines SOCI::soci: the core and both backends we use.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_path(PostgreSQL_CLIENT_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)
find_library(SOCI_CORE_LIBRARY soci_core)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3)
find_library(SOCI_POSTGRESQL_LIBRARY soci_postgresql)
find_library(SQLITE3_LIBRARY sqlite3)
find_library(PQ_LIBRARY pq)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI REQUIRED_VARS
  SOCI_INCLUDE_DIR PostgreSQL_CLIENT_INCLUDE_DIR SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY
  SOCI_POSTGRESQL_LIBRARY SQLITE3_LIBRARY PQ_LIBRARY)

if(SOCI_FOUND AND NOT TARGET SOCI::soci)
  add_library(SOCI::soci INTERFACE IMPORTED)
  set_target_properties(SOCI::soci PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES
      "${SOCI_INCLUDE_DIR};${SOCI_INCLUDE_DIR}/soci;${PostgreSQL_CLIENT_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES
      "${SOCI_CORE_LIBRARY};${SOCI_SQLITE3_LIBRARY};${SOCI_POSTGRESQL_LIBRARY};${SQLITE3_LIBRARY};${PQ_LIBRARY}")
endif()
