#include "http/compress.h"

#include <zlib.h>

#include "base/error.h"
#include "base/fields.h"
#include "base/text.h"

namespace xueshi::http {

namespace {

constexpr std::size_t kWorthIt = 1024;
constexpr int kGzipWindow = 15 + 16;  // the largest window, and a gzip head
constexpr int kMemory = 8;

// `gzip`, unless with `q=0`.
bool takes_gzip(const Request& request) {
  for (const std::string& part : base::split(request.header("accept-encoding"), ',')) {
    std::vector<std::string> words = base::split(part, ';');
    if (base::trim(words.front()) != "gzip") continue;
    return words.size() == 1 || base::trim(words[1]) != "q=0";
  }
  return false;
}

bool is_text(const Response& response) {
  std::string type = base::field_or_empty(response.headers, "Content-Type");
  return type.rfind("text/", 0) == 0 || type.rfind("application/json", 0) == 0;
}

}  // namespace

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK)
    throw base::Error(base::ErrorKind::kProcess, "内存不足，无法压缩网页");
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

void compress_for(const Request& request, Response& response) {
  if (response.body.size() < kWorthIt || !is_text(response)) return;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!takes_gzip(request)) return;
  response.body = gzip(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace xueshi::http
