#include "store/messages.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/session.h"
#include "store/listing.h"

namespace xueshi::store {

namespace {

constexpr const char* kPersonHeading = "员工编号";  // of an entry about one of a roster

// Chains and numbers of the entries about what is theirs, each source along an index of its own.
std::string entries_about(std::string_view employee, database::Values& values) {
  std::string who(employee);
  std::string about = fmt::format("{}\t", kPersonHeading);
  std::string text =
      "select b.chain, b.seq, 0 as is_author from audit b where b.subject = 'learning'";
  // '0' follows '/'.
  text += " and b.item >= " + values.add(who + "/") + " and b.item < " + values.add(who + "0");
  text +=
      " union all select b.chain, b.seq, 1 from item i join audit b on b.subject = 'plan'"
      " and b.item = i.number where i.subject = 'plan' and length(b.graph) > 0 and i.author = " +
      values.add(who);
  text +=
      " union all select b.chain, b.seq, 1 from item i join audit b on b.subject = 'class'"
      " and b.item = i.number where i.subject = 'class' and length(b.graph) > 0 and i.author = " +
      values.add(who) + " and not " + has_part("b.after_text", about, values);
  text +=
      " union all select b.chain, b.seq, 0 from person q join attendee t on t.person_id = q.id"
      " join class k on k.id = t.class_id join audit b on b.subject = 'class'"
      " and b.item = k.number where q.employee = " +
      values.add(who) + " and " + has_part("b.after_text", about + escape_line(who) + "\n", values);
  text +=
      " union all select b.chain, b.seq, 0 from audit b where b.subject = 'password'"
      " and b.action = 'issue' and b.item = " +
      values.add(who);
  return text;
}

// Alias a: the entry; m: that it is theirs.
std::string told_from(std::string_view employee, database::Values& values) {
  return "(" + entries_about(employee, values) +
         ") m join audit a on a.chain = m.chain and a.seq = m.seq";
}

std::string told_where(std::string_view employee, std::int64_t since, database::Values& values) {
  std::string text = " where a.outcome = 'done' and a.at_real > " + values.add(since);
  return text + " and a.employee <> " + values.add(employee);
}

}  // namespace

std::int64_t count_told(database::Database& database, std::string_view employee,
                        std::int64_t since) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "select count(*) from " + told_from(employee, values);
    text += told_where(employee, since, values);
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

std::int64_t count_told_to(database::Database& database, std::string_view employee,
                           std::int64_t since, std::string_view chain, std::int64_t seq) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "select count(*) from " + told_from(employee, values);
    text += " join audit z on z.chain = " + values.add(chain) + " and z.seq = " + values.add(seq);
    text += told_where(employee, since, values);
    text +=
        " and (a.at_real > z.at_real or (a.at_real = z.at_real and (a.chain < z.chain"
        " or (a.chain = z.chain and a.seq >= z.seq))))";
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

std::vector<Told> fetch_told(database::Database& database, std::string_view employee,
                             std::int64_t since, std::int64_t begin, std::int64_t size) {
  return database::guarded([&] {
    database::Values values;
    std::string text =
        "select a.chain, a.seq, a.at, a.at_real, a.employee, a.subject, a.item, a.action,"
        " a.remark, a.before_text, a.after_text, a.graph, coalesce(w.name, ''),"
        " coalesce(l.title, c.title, r.title, ''), m.is_author from " +
        told_from(employee, values);
    text +=
        " left join person w on w.employee = a.employee"
        " left join plan l on a.subject = 'plan' and l.number = a.item"
        " left join class c on a.subject = 'class' and c.number = a.item"
        " left join record r on a.subject = 'learning' and r.posted = 0"
        " and r.person_id = (select p.id from person p where p.employee = " +
        values.add(employee) + ") and a.item = " + values.add(std::string(employee) + "/") +
        " || r.number";
    text += told_where(employee, since, values);
    text += fmt::format(" order by a.at_real desc, a.chain, a.seq desc limit {} offset {}", size,
                        begin);
    Told told;
    AuditEntry& entry = told.entry;
    long long seq = 0, at_real = 0, is_author = 0;
    std::string before, after;
    database::BigQuery rows(database.session(), "messages", text, std::move(values));
    rows.bind(entry.chain, seq, entry.at, at_real, entry.employee, entry.subject, entry.item,
              entry.action, entry.remark, before, after, entry.graph, told.who, told.title,
              is_author);
    std::vector<Told> all;
    while (rows.fetch()) {
      entry.seq = seq;
      entry.at_real = at_real;
      entry.before = read_audit_values(before);
      entry.after = read_audit_values(after);
      told.is_author = is_author != 0;
      all.push_back(told);
    }
    return all;
  });
}

std::int64_t find_message_look(database::Database& database, std::string_view employee) {
  return database::guarded([&] {
    database::Values values;
    std::string text =
        "select coalesce(max(l.at), 0) from message_look l join person p on p.id = l.person_id"
        " where p.employee = " +
        values.add(employee);
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

void save_message_look(database::Transaction& transaction, std::string_view employee,
                       std::int64_t at) {
  database::guarded([&] {
    database::Values values;
    std::string text = "insert into message_look (person_id, at) select p.id, cast(" +
                       values.add(at) + " as bigint) from person p where p.employee = ";
    text += values.add(employee);
    text +=
        " on conflict (person_id) do update set at = excluded.at"
        " where message_look.at < excluded.at";
    database::run(transaction.database().session().sql, text, std::move(values));
  });
}

}  // namespace xueshi::store
