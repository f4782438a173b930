#include "sheet/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "sheet/limits.h"
#include "sheet/zip_check.h"

namespace xueshi::sheet {

namespace {

struct ZipClose {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct ZipFileClose {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Zip = std::unique_ptr<zip_t, ZipClose>;
using ZipFile = std::unique_ptr<zip_file_t, ZipFileClose>;

constexpr std::int64_t kInflationMatters = std::int64_t{1} << 20;

class ZipPart : public Part {
 public:
  ZipPart(std::string name, ZipFile file, std::int64_t compressed, std::int64_t inflated,
          const Limits& limits, std::int64_t& inflated_in_all)
      : name_(std::move(name)),
        file_(std::move(file)),
        compressed_(compressed),
        claimed_(inflated),
        limits_(limits),
        inflated_in_all_(inflated_in_all) {
    if (!file_) fault_ = damaged(fmt::format("{} 无法解压", name_));
  }

  std::optional<std::size_t> read(char* into, std::size_t most) override {
    if (fault_) return std::nullopt;
    zip_int64_t got = zip_fread(file_.get(), into, most);
    if (got < 0) fault_ = damaged(fmt::format("{} 无法解压", name_));
    if (got > 0) count(got);
    if (fault_) return std::nullopt;
    return static_cast<std::size_t>(got);
  }

  const Fault& fault() const override { return fault_; }
  const std::string& name() const override { return name_; }
  std::int64_t size() const override { return compressed_; }
  std::int64_t done() const override {
    return claimed_ > 0 ? std::min(compressed_, inflated_ * compressed_ / claimed_) : compressed_;
  }

 private:
  void count(std::int64_t bytes) {
    inflated_ += bytes;
    inflated_in_all_ += bytes;
    if (inflated_ > kInflationMatters && inflated_ / limits_.inflation >= compressed_) {
      fault_ = {"sheet.zip-bomb", fmt::format("{} 解压后超过压缩前的 {} 倍，不像正常的工作簿",
                                              name_, kMostInflation)};
    } else if (inflated_ > limits_.part_bytes || inflated_in_all_ > limits_.workbook_bytes) {
      fault_ = {"sheet.too-large", fmt::format("{} 解压后太大（一部分最多 64 MiB，合计最多 128 "
                                               "MiB），请拆分或改用 .csv",
                                               name_)};
    }
  }

  std::string name_;
  ZipFile file_;
  std::int64_t compressed_;
  std::int64_t claimed_;
  const Limits& limits_;
  std::int64_t inflated_ = 0;
  std::int64_t& inflated_in_all_;
  Fault fault_;
};

class ZipArchive : public Archive {
 public:
  ZipArchive(Zip zip, const Limits& limits) : zip_(std::move(zip)), limits_(limits) {}

  std::unique_ptr<Part> open_part(const std::string& name) override {
    zip_int64_t index = zip_name_locate(zip_.get(), name.c_str(), ZIP_FL_NOCASE);
    zip_stat_t status;
    if (index < 0 || zip_stat_index(zip_.get(), index, 0, &status) != 0) return nullptr;
    return std::make_unique<ZipPart>(name, ZipFile(zip_fopen_index(zip_.get(), index, 0)),
                                     static_cast<std::int64_t>(status.comp_size),
                                     static_cast<std::int64_t>(status.size), limits_,
                                     inflated_in_all_);
  }

  // Two parts of one name: programs would disagree about which one they read.
  Fault check_parts() const {
    std::set<std::string> names;
    zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t status;
      if (zip_stat_index(zip_.get(), i, 0, &status) != 0) return damaged("目录无法读取");
      if (status.encryption_method != ZIP_EM_NONE) {
        return {"sheet.encrypted", "工作簿加了密码，请取消密码后再导入"};
      }
      if (!names.insert(base::lower_ascii(std::string_view(status.name))).second)
        return damaged(fmt::format("{} 有两份", status.name));
    }
    return {};
  }

 private:
  Zip zip_;
  Limits limits_;
  std::int64_t inflated_in_all_ = 0;
};

}  // namespace

std::unique_ptr<Archive> Archive::open(const InputFile& file, const Limits& limits, Fault& fault) {
  fault = check_zip(file, limits.workbook_bytes);
  if (fault) return nullptr;
  int error = 0;
  Zip zip(zip_open(file.path().c_str(), ZIP_RDONLY, &error));
  if (!zip) {
    fault = damaged("压缩包的目录不正确");
    return nullptr;
  }
  auto archive = std::make_unique<ZipArchive>(std::move(zip), limits);
  fault = archive->check_parts();
  if (fault) return nullptr;
  return archive;
}

}  // namespace xueshi::sheet
