# Debian's libsoci-dev ships no CMake configuration. Defines SOCI::soci: the core and both backends we use. The archives, not the
# shared libraries: those hide the classes that engine/infrastructure/database/statement_cache.cc extends.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_path(PostgreSQL_CLIENT_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)
find_library(SOCI_CORE_ARCHIVE libsoci_core.a)
find_library(SOCI_SQLITE3_ARCHIVE libsoci_sqlite3.a)
find_library(SOCI_POSTGRESQL_ARCHIVE libsoci_postgresql.a)
find_library(SQLITE3_LIBRARY sqlite3)
find_library(PQ_LIBRARY pq)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI REQUIRED_VARS
  SOCI_INCLUDE_DIR PostgreSQL_CLIENT_INCLUDE_DIR SOCI_CORE_ARCHIVE SOCI_SQLITE3_ARCHIVE
  SOCI_POSTGRESQL_ARCHIVE SQLITE3_LIBRARY PQ_LIBRARY)

if(SOCI_FOUND AND NOT TARGET SOCI::soci)
  add_library(SOCI::soci INTERFACE IMPORTED)
  set_target_properties(SOCI::soci PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES
      "${SOCI_INCLUDE_DIR};${SOCI_INCLUDE_DIR}/soci;${PostgreSQL_CLIENT_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES
      "${SOCI_SQLITE3_ARCHIVE};${SOCI_POSTGRESQL_ARCHIVE};${SOCI_CORE_ARCHIVE};${SQLITE3_LIBRARY};${PQ_LIBRARY};${CMAKE_DL_LIBS}")
endif()
