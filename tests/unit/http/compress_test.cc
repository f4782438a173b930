// gzip of answers: for who takes it, of texts that gain by it.
#include "http/compress.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace xueshi::http {
namespace {

std::string unpacked(const std::string& packed, std::size_t size) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string bytes(size, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  return bytes;
}

Response compressed(const std::string& accepts, const std::string& type, const std::string& body) {
  Request request;
  if (!accepts.empty()) request.headers = {{"accept-encoding", accepts}};
  Response response{200, {{"Content-Type", type}}, body};
  compress_for(request, response);
  return response;
}

TEST(Gzip, GivesTheSameBytesBack) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "<tr><td>学时 " + std::to_string(i * 7919) + "</td></tr>";
  EXPECT_EQ(unpacked(gzip(text), text.size()), text);
  EXPECT_LT(gzip(text).size(), text.size() / 4);
  EXPECT_EQ(unpacked(gzip(""), 0), "");
}

TEST(Gzip, ForWhoTakesIt) {
  std::string text(4000, 'a');
  for (const char* accepts : {"gzip", "br, gzip", "gzip;q=0.5", "deflate , gzip"})
    EXPECT_LT(compressed(accepts, "text/html; charset=utf-8", text).body.size(), 200U) << accepts;
  for (const char* accepts : {"", "br", "gzip;q=0", "xgzip"})
    EXPECT_EQ(compressed(accepts, "text/html; charset=utf-8", text).body, text) << accepts;
}

TEST(Gzip, NotWhereNothingIsGained) {
  EXPECT_EQ(compressed("gzip", "text/html", "short").body, "short");
  std::string workbook(4000, 'a');
  EXPECT_EQ(compressed("gzip", "application/zip", workbook).body, workbook);
}

}  // namespace
}  // namespace xueshi::http
