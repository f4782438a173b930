#include "item/frozen.h"

#include <vector>

#include "seal/hash.h"

namespace xueshi::item {

namespace {

// Texts and numbers one after the other; each goes into the hash with its length.
class Parts {
 public:
  Parts& put(std::string text) {
    texts_.push_back(std::move(text));
    return *this;
  }
  Parts& put(std::int64_t number) { return put(std::to_string(number)); }
  Parts& put(base::Hours hours) { return put(hours.seconds()); }

  std::string hash() const { return seal::sha256({texts_.begin(), texts_.end()}); }

 private:
  std::vector<std::string> texts_;
};

}  // namespace

std::string digest_of(const std::string& org, base::Year year,
                      const store::BackboneReport& report) {
  Parts parts;
  parts.put("backbone").put(org).put(year.value());
  parts.put(report.headcount).put(report.quota_hundredths).put(report.required);
  for (const yearend::BackboneLine& line : report.frozen) {
    parts.put(line.employee).put(line.name).put(line.institute).put(line.department);
    parts.put(line.total).put(line.effective).put(line.longest);
    parts.put(line.candidate).put(line.met);
    if (line.exempt) parts.put(line.exempt);  // lists from before it was kept have their digests
  }
  return parts.hash();
}

std::string digest_of(const yearend::Summary& revision) {
  const yearend::SummaryFigures& figures = revision.figures;
  const yearend::SummaryEntries& entries = revision.entries;
  Parts parts;
  parts.put("summary").put(revision.org).put(revision.year.value());
  parts.put(revision.status).put(revision.revision);
  parts.put(figures.attendance).put(figures.classes).put(figures.carried_out);
  parts.put(figures.met).put(figures.required).put(figures.headcount).put(figures.reported);
  parts.put(figures.quota_hundredths).put(figures.average_people);
  parts.put(figures.average_hours_of).put(figures.total_hours);
  parts.put(entries.name).put(entries.attendance ? std::to_string(*entries.attendance) : "");
  parts.put(entries.funds ? std::to_string(entries.funds->fen()) : "");
  parts.put(entries.practice).put(entries.overview);
  parts.put(revision.label_met).put(revision.label_required);
  return parts.hash();
}

}  // namespace xueshi::item
