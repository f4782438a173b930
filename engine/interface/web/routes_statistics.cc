// 培训统计: figures, backbone, summaries, reports.
#include "web/archive_pages.h"
#include "web/backbone_pages.h"
#include "web/report_check_pages.h"
#include "web/report_pages.h"
#include "web/route_groups.h"
#include "web/stats_pages.h"
#include "web/summary_pages.h"
#include "web/year_end_pages.h"

namespace xueshi::web {

const std::vector<Route>& statistics_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/admin/stats/classes", "培训班统计表", show_class_stats, Step::kAdmin, kClassAdmin,
       kStatistics, true},
      {kGet, "/admin/stats/staff", "职工学习总体情况统计", show_staff_stats, Step::kAdmin,
       kDepartmentAdmin, kStatistics, true},
      {kGet, "/admin/stats/staff/{employee}", "职工学习档案", show_staff_archive, Step::kAdmin,
       kDepartmentAdmin, kStatistics},
      {kGet, "/admin/stats/online", "职工在线学习统计", show_online_stats, Step::kAdmin,
       kDepartmentAdmin, kStatistics, true},
      {kGet, "/admin/stats/units", "机构培训时间统计表", show_unit_stats, Step::kAdmin,
       kInstituteAdmin, kStatistics, true},
      {kGet, "/admin/backbone", "骨干人才筛选上报表", show_backbone, Step::kAdmin, kInstituteAdmin,
       kStatistics, true},
      {kPost, "/admin/backbone/do/{action}", "办理", do_backbone, Step::kAdmin, kInstituteAdmin,
       kStatistics},
      {kGet, "/admin/backbone/finalise", "完成上报", show_finalise, Step::kAdmin, kInstituteAdmin,
       kStatistics},
      {kPost, "/admin/backbone/finalise", "完成上报", do_finalise, Step::kAdmin, kInstituteAdmin,
       kStatistics},
      {kGet, "/admin/backbone/export", "导出骨干人才培训表", show_backbone_export, Step::kAdmin,
       kInstituteAdmin, kStatistics},
      {kGet, "/admin/summaries", "年度培训总结", show_summaries, Step::kAdmin, kInstituteAdmin,
       kStatistics, true},
      {kPost, "/admin/summaries/do/delete", "办理", do_delete_summaries, Step::kAdmin,
       kInstituteAdmin, kStatistics},
      {kGet, "/admin/summaries/{year}", "年度培训总结", show_summary_page, Step::kAdmin,
       kInstituteAdmin, kStatistics},
      {kPost, "/admin/summaries/{year}/do/{action}", "办理", do_summary, Step::kAdmin,
       kInstituteAdmin, kStatistics},
      {kGet, "/admin/reports", "报表", show_reports, Step::kAdmin, kInstituteAdmin, kStatistics,
       true},
      {kPost, "/admin/reports/do/make", "办理", do_make_reports, Step::kAdmin, kInstituteAdmin,
       kStatistics},
      {kGet, "/admin/reports/verify", "报表核验", show_report_check, Step::kAdmin, kInstituteAdmin,
       kStatistics, true},
      {kPost, "/admin/reports/verify", "报表核验", do_report_check, Step::kAdmin, kInstituteAdmin,
       kStatistics, false, true},
      {kGet, "/admin/reports/{file}", "", take_workbook, Step::kAdmin, kInstituteAdmin,
       kStatistics},
      {kGet, "/admin/year-end", "年终工作进度", show_year_end, Step::kAdmin, kAcademyAdmin,
       kStatistics, true},
      {kPost, "/admin/year-end/do/export", "全院导出", do_export_all, Step::kAgain, kAcademyAdmin,
       kStatistics},
  };
  return kRoutes;
}

}  // namespace xueshi::web
