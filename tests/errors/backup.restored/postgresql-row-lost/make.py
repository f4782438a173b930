"""A pg_restore that loses a row without a word."""
import os
import pathlib
import shutil

tool = pathlib.Path('bin/pg_restore')
tool.parent.mkdir()
tool.write_text(f'''#!/bin/sh
{shutil.which("pg_restore")} "$@" || exit $?
case "$*" in *--dbname=*) psql -qX -c "delete from exam where ctid = (select min(ctid) from exam)";; esac
''')
tool.chmod(0o755)
