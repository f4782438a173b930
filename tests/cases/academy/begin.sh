# Sourced first by the cases about approvals: a fresh database with the small academy beside this file, its day, and one
# transcript of what is typed and answered.
exec 2>&1
export XUESHI_NOW=2024-03-04T09:00:00+08:00
xueshi init --quiet
xueshi import "$REPO/tests/cases/academy/tables" --quiet >imported || cat imported
try() { echo "\$ $*" && "$@" || echo "[exit $?]"; }
quietly() { "$@" >answer 2>&1 || cat answer; }
# What is filled in before a class is carried out (classes.required of the rules).
filled='--set 具体地点=第一会议室 --set 培训对象=全体职工 --set 培训目的=提高能力 --set 联系人=李某某'
