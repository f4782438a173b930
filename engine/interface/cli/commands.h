// The functions behind the command table, one per command; each renders what its use case
// returns.
#pragma once

#include "cli/command.h"

namespace xueshi::cli {

int run_init(Invocation&);
int run_import(Invocation&);
int run_import_template(Invocation&);

int run_policy_check(Invocation&);
int run_policy_show(Invocation&);
int run_policy_diff(Invocation&);
int run_policy_explain(Invocation&);
int run_why(Invocation&);
int run_schema(Invocation&);
int run_policy_test(Invocation&);
int run_policy_prove(Invocation&);
int run_policy_simulate(Invocation&);
int run_policy_propose(Invocation&);
int run_policy_list(Invocation&);
int run_policy_text(Invocation&);

int run_statement(Invocation&);

int run_workflow_check(Invocation&);
int run_workflow_test(Invocation&);
int run_workflow_list(Invocation&);
int run_workflow_draw(Invocation&);
int run_workflow_show(Invocation&);
int run_workflow_diff(Invocation&);
int run_workflow_migrate(Invocation&);

int run_act(Invocation&);
int run_inbox(Invocation&);
int run_message_list(Invocation&);
int run_message_read(Invocation&);
int run_plan_create(Invocation&);
int run_plan_list(Invocation&);
int run_plan_show(Invocation&);
int run_plan_overview(Invocation&);
int run_plan_rank(Invocation&);
int run_plan_export(Invocation&);
int run_plan_template_save(Invocation&);
int run_plan_template_list(Invocation&);
int run_plan_template_use(Invocation&);
int run_plan_template_share(Invocation&);
int run_plan_template_delete(Invocation&);
int run_class_list(Invocation&);
int run_class_show(Invocation&);
int run_class_roster(Invocation&);
int run_person_list(Invocation&);
int run_staff_overview(Invocation&);
int run_learning_create(Invocation&);

int run_backbone_candidates(Invocation&);
int run_backbone_report(Invocation&);
int run_backbone_withdraw(Invocation&);
int run_backbone_finalise(Invocation&);
int run_backbone_show(Invocation&);

int run_summary_refresh(Invocation&);
int run_summary_set(Invocation&);
int run_summary_submit(Invocation&);
int run_summary_reopen(Invocation&);
int run_summary_delete(Invocation&);
int run_summary_show(Invocation&);
int run_summary_list(Invocation&);

int run_report_run(Invocation&);
int run_report_year_end(Invocation&);
int run_report_verify(Invocation&);

int run_schedule_run_due(Invocation&);
int run_schedule_backfill(Invocation&);
int run_worker(Invocation&);
int run_serve(Invocation&);
int run_job_list(Invocation&);
int run_job_retry(Invocation&);

int run_schedule_list(Invocation&);
int run_schedule_next(Invocation&);

int run_audit_show(Invocation&);
int run_audit_verify(Invocation&);
int run_audit_rotate_key(Invocation&);
int run_verify(Invocation&);
int run_doctor(Invocation&);

int run_password_issue(Invocation&);
int run_password_change(Invocation&);

int run_plugin_list(Invocation&);
int run_plugin_new(Invocation&);
int run_plugin_check(Invocation&);
int run_plugin_test(Invocation&);
int run_plugin_run(Invocation&);

int run_backup_create(Invocation&);
int run_backup_verify(Invocation&);
int run_backup_restore(Invocation&);
int run_config_show(Invocation&);

}  // namespace xueshi::cli
