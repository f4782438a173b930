// The raw floor of the bench: a bare sqlite3 read of the same sums and rows, and bare libxlsxwriter
// writing the same cells. No scope, no policy, no plugin, no verification, no sync: what a year-end
// costs at the very least.
//
//   floor DATABASE YEAR FOLDER
#include <sqlite3.h>
#include <sys/stat.h>
#include <xlsxwriter.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

namespace {

class Query {
 public:
  Query(sqlite3* database, const char* sql) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) {
      std::fprintf(stderr, "floor: %s\n", sqlite3_errmsg(database));
      std::exit(1);
    }
  }
  ~Query() { sqlite3_finalize(statement_); }
  void bind(int at, std::int64_t value) { sqlite3_bind_int64(statement_, at, value); }
  bool next() { return sqlite3_step(statement_) == SQLITE_ROW; }
  void again() { sqlite3_reset(statement_); }
  std::int64_t number(int column) { return sqlite3_column_int64(statement_, column); }
  const char* text(int column) {
    auto* value = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return value == nullptr ? "" : value;
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

constexpr const char* kInstitutes =
    "select id, code, name, lo, hi from org where level = 2 order by code";
constexpr const char* kPeople =
    "select p.id, p.employee, p.name, p.login, o.code, p.post, p.division_level, p.hired, "
    "p.left_on, p.hours_required,"
    " p.email from org o join person p on p.org_id = o.id where o.lo >= ?1 and o.lo < ?2"
    " and (p.hired is null or p.hired <= ?3 || '-12-31') and (p.left_on is null or p.left_on >= ?3 "
    "|| '-01-01')"
    " order by p.employee";
constexpr const char* kSums =
    "select r.person_id, r.source_id, sum(r.seconds), max(r.seconds) from record r where r.year = "
    "?3"
    " and r.status = 'approved' and r.person_id in (select p.id from org o join person p on "
    "p.org_id "
    "= o.id"
    " where o.lo >= ?1 and o.lo < ?2) group by r.person_id, r.source_id order by r.person_id, "
    "r.source_id";
constexpr const char* kClasses =
    "select c.title, c.excellent, c.audience, c.content, c.goal, c.start_at, c.end_at, c.venue, "
    "c.headcount,"
    " c.staff_count, c.budget_fen, c.outcome, c.contact, c.phone, c.execution from org o join "
    "class c on c.org_id = o.id"
    " left join plan l on l.id = c.plan_id where c.year = ?3 and o.lo >= ?1 and o.lo < ?2"
    " and (l.id is null or (l.review = 'approved' and l.withdrawal <> 'withdrawn')) order by"
    " case when length(c.start_at) = 10 then c.start_at || ' 00:00' else c.start_at end desc, "
    "c.number";
constexpr const char* kBackbone =
    "select name, institute, department, total_seconds from backbone_frozen where org_id = ?1 and "
    "year = ?2"
    " order by position";
constexpr const char* kSummary =
    "select coalesce(typed_attendance, attendance), carried_out, classes, met, required, "
    "headcount, reported,"
    " quota_hundredths, funds_fen, total_seconds, average_seconds, average_people, practice, "
    "overview, label_met,"
    " label_required from summary_revision where org_id = ?1 and year = ?2 order by revision desc "
    "limit 1";

std::string decimal(std::int64_t scaled, int places, int least) {
  char digits[64];
  std::int64_t unit = 1;
  for (int i = 0; i < places; ++i) unit *= 10;
  std::snprintf(digits, sizeof digits, "%lld.%0*lld", static_cast<long long>(scaled / unit), places,
                static_cast<long long>(scaled % unit));
  std::string text = digits;
  std::size_t shortest = text.find('.') + 1 + static_cast<std::size_t>(least);
  while (text.size() > shortest && text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::int64_t half_up(std::int64_t numerator, std::int64_t denominator) {
  return denominator == 0 ? 0 : (2 * numerator + denominator) / (2 * denominator);
}

std::string moment(std::string text) { return text.size() == 10 ? text + " 00:00" : text; }

struct Book {
  explicit Book(const std::string& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    std::string temporary = "/dev/shm";  // no disk's business
    options.tmpdir = temporary.data();
    workbook = workbook_new_opt(path.c_str(), &options);
    sheet = workbook_add_worksheet(workbook, "Sheet1");
    format = workbook_add_format(workbook);
    format_set_text_wrap(format);
    format_set_border(format, LXW_BORDER_THIN);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
  }
  ~Book() { workbook_close(workbook); }
  void text(int row, int column, const std::string& value) {
    if (!value.empty()) worksheet_write_string(sheet, row, column, value.c_str(), format);
    if (value.empty()) worksheet_write_blank(sheet, row, column, format);
  }
  void number(int row, int column, double value) {
    worksheet_write_number(sheet, row, column, value, format);
  }
  void merged(int row, int last_column, const std::string& value) {
    worksheet_merge_range(sheet, row, 0, row, last_column, value.c_str(), format);
  }
  void head(const std::string& title, const std::string& institute, int columns) {
    merged(0, columns - 1, title);
    merged(1, columns - 1, "单位名称(加盖公章):" + institute);
  }
  lxw_workbook* workbook;
  lxw_worksheet* sheet;
  lxw_format* format;
};

void write_execution(Query& rows, const std::string& year, const std::string& institute,
                     const std::string& folder) {
  static const char* kHeadings[] = {"培训名称", "是否精品", "对象",     "内容",     "目的目标",
                                    "时间",     "地点",     "参训人数", "工作人数", "经费开支",
                                    "培训成效", "联系人",   "联系电话"};
  Book book(folder + "/" + year + "-execution.xlsx");
  book.head(year + "年度继续教育与培训项目执行情况列表", institute, 13);
  for (int i = 0; i < 13; ++i) book.text(2, i, kHeadings[i]);
  for (int row = 3; rows.next(); ++row) {
    bool carried_out = std::string(rows.text(14)) == "carried_out";
    book.text(row, 0, rows.text(0));
    book.text(row, 1, rows.number(1) != 0 ? "是" : "否");
    for (int i = 2; i < 5; ++i) book.text(row, i, rows.text(i));
    book.text(row, 5, moment(rows.text(5)) + "-" + moment(rows.text(6)));
    book.text(row, 6, rows.text(7));
    book.number(row, 7, carried_out ? static_cast<double>(rows.number(8)) : 0);
    book.number(row, 8, carried_out ? static_cast<double>(rows.number(9)) : 0);
    book.number(row, 9, static_cast<double>(rows.number(10)) / 1e6);
    for (int i = 10; i < 13; ++i) book.text(row, i, rows.text(i + 1));
  }
}

void write_backbone(Query& rows, const std::string& year, const std::string& institute,
                    const std::string& folder) {
  static const char* kHeadings[] = {"姓名", "单位名称", "部门名称", "学时(小时)"};
  Book book(folder + "/" + year + "-backbone.xlsx");
  book.head(year + "年度骨干人才培训情况列表", institute, 4);
  for (int i = 0; i < 4; ++i) book.text(2, i, kHeadings[i]);
  for (int row = 3; rows.next(); ++row) {
    for (int i = 0; i < 3; ++i) book.text(row, i, rows.text(i));
    book.number(row, 3, static_cast<double>(half_up(rows.number(3), 36)) / 100);
  }
}

void write_summary(Query& row, const std::string& year, const std::string& institute,
                   const std::string& folder) {
  if (!row.next()) return;
  Book book(folder + "/" + year + "-annual-summary.xlsx");
  book.head(year + "年度继续教育与培训工作总结", institute, 4);
  auto percent = [](std::int64_t a, std::int64_t b) {
    return decimal(half_up(a * 10000, b), 2, 2) + " %";
  };
  auto people = [](std::int64_t n) { return std::to_string(n) + " (人)"; };
  std::string cells[5][4] = {
      {"单位培训总人次", std::to_string(row.number(0)) + " (人次)", "年度计划执行率",
       percent(row.number(1), row.number(2))},
      {row.text(14), people(row.number(3)), "骨干人才完训率",
       percent(row.number(6) * 10000, row.number(5) * row.number(7))},
      {"单位在职总人数", people(row.number(5)), "职工完训率",
       percent(row.number(3), row.number(4))},
      {row.text(15), people(row.number(4)), "单位投入总经费",
       decimal(row.number(8), 6, 1) + " (万元)"},
      {"单位职工总学时", decimal(half_up(row.number(9), 36), 2, 0) + " (小时)", "单位职工平均学时",
       decimal(half_up(row.number(10), 36 * row.number(11)), 2, 0) + " (小时)"}};
  for (int i = 0; i < 5; ++i) {
    for (int k = 0; k < 4; ++k) book.text(2 + i, k, cells[i][k]);
  }
  book.merged(7, 3, "特色经验及做法");
  book.merged(8, 3, row.text(12));
  book.merged(9, 3, "年度“全员能力提升计划”执行工作整体概要");
  book.merged(10, 3, row.text(13));
}

// Reads the people and their sums, and adds them up once: the least that a check of the figures
// needs.
std::int64_t add_up(Query& people, Query& sums) {
  std::set<std::int64_t> of_year;
  while (people.next()) of_year.insert(people.number(0));
  std::int64_t total = 0;
  while (sums.next()) {
    if (of_year.count(sums.number(0)) > 0) total += sums.number(2);
  }
  return total;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  sqlite3* database = nullptr;
  if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) return 1;
  sqlite3_exec(database, "pragma cache_size = -16384", nullptr, nullptr, nullptr);
  std::string year = argv[2], out = argv[3];
  std::int64_t total = 0;
  Query institutes(database, kInstitutes), people(database, kPeople), sums(database, kSums),
      classes(database, kClasses), backbone(database, kBackbone), summary(database, kSummary);
  while (institutes.next()) {
    std::string folder = out + "/" + institutes.text(1), name = institutes.text(2);
    ::mkdir(folder.c_str(), 0777);
    for (Query* query : {&people, &sums, &classes}) {
      query->again();
      query->bind(1, institutes.number(3));
      query->bind(2, institutes.number(4));
      query->bind(3, std::atoll(argv[2]));
    }
    for (Query* query : {&backbone, &summary}) {
      query->again();
      query->bind(1, institutes.number(0));
      query->bind(2, std::atoll(argv[2]));
    }
    total += add_up(people, sums);
    write_execution(classes, year, name, folder);
    write_backbone(backbone, year, name, folder);
    write_summary(summary, year, name, folder);
  }
  std::printf("%lld\n", static_cast<long long>(total));
}
