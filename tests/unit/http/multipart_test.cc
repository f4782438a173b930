// Forms with files come out as they were put in, and what is no whole form does not.
#include "http/multipart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

constexpr const char* kType = "multipart/form-data; boundary=XX";

std::string form(const std::string& disposition, const std::string& bytes) {
  return "--XX\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + bytes +
         "\r\n--XX--\r\n";
}

std::string name_of_file(const std::string& disposition) {
  auto result = parse_multipart(kType, form(disposition, "x"), 9);
  return result && result->files.size() == 1 ? result->files.front().name : "none";
}

TEST(ParseMultipart, TakesFieldsAndFiles) {
  std::string body =
      "--XX\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\npeople\r\n"
      "--XX\r\ncontent-disposition: Form-Data; name=file; filename=\"人员 1.xlsx\"\r\n"
      "Content-Type: application/octet-stream\r\n\r\nPK\r\n--X\r\n\r\n--XX--\r\n";
  auto result = parse_multipart("Multipart/Form-Data;  boundary=\"XX\"; charset=utf-8", body, 9);
  ASSERT_TRUE(result);
  EXPECT_THAT(result->fields, ElementsAre(Pair("kind", "people")));
  ASSERT_EQ(result->files.size(), 1U);
  EXPECT_EQ(result->files[0].field, "file");
  EXPECT_EQ(result->files[0].name, "人员 1.xlsx");
  EXPECT_EQ(result->files[0].bytes, "PK\r\n--X\r\n");  // what is almost a boundary is content
}

TEST(ParseMultipart, TakesBytesThatAreNoText) {
  std::string bytes("\0\xFF\r\n-", 5);
  auto result = parse_multipart(kType, form("name=\"f\"; filename=\"a\"", bytes), 9);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->files[0].bytes, bytes);
}

TEST(ParseMultipart, KnowsAnEmptyPart) {
  auto result = parse_multipart(kType, form("name=\"f\"; filename=\"\"", ""), 9);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->files[0].name, "");
  EXPECT_EQ(result->files[0].bytes, "");
  EXPECT_TRUE(parse_multipart(kType, "--XX--", 9));
}

TEST(ParseMultipart, NamesAFileAsItsOwnerDoes) {
  EXPECT_EQ(name_of_file("name=\"f\"; filename=\"a%22b.csv\""), "a\"b.csv");
  EXPECT_EQ(name_of_file("name=\"f\"; filename=\"a\\\"b.csv\""), "a\"b.csv");
  EXPECT_EQ(name_of_file("name=\"f\"; filename=\"C:\\data\\a.csv\""), "a.csv");
  EXPECT_EQ(name_of_file("name=\"f\"; filename=\"../../etc/a.csv\""), "a.csv");
  EXPECT_EQ(name_of_file("name=\"f\"; filename=\"a;b.csv\""), "a;b.csv");
}

TEST(ParseMultipart, RefusesWhatIsNoWholeForm) {
  std::string whole = form("name=\"a\"", "1");
  ASSERT_TRUE(parse_multipart(kType, whole, 9));
  for (std::size_t size = 0; size + 4 < whole.size(); ++size)
    EXPECT_FALSE(parse_multipart(kType, whole.substr(0, size), 9)) << size;
  EXPECT_FALSE(parse_multipart("multipart/form-data", whole, 9));
  EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=", whole, 9));
  EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=\"XX", whole, 9));
  EXPECT_FALSE(parse_multipart("multipart/mixed; boundary=XX", whole, 9));
  EXPECT_FALSE(parse_multipart(kType, "x" + whole, 9));
  EXPECT_FALSE(parse_multipart(kType, form("filename=\"a\"", "1"), 9));
  EXPECT_FALSE(parse_multipart(kType, form("name=\"a", "1"), 9));
  EXPECT_FALSE(parse_multipart(kType, form("name=\"a\"", "\xFF"), 9));
  EXPECT_FALSE(parse_multipart(kType, form("name=\"a\"", std::string(1, '\0')), 9));
  EXPECT_FALSE(parse_multipart(kType, form("name=\"f\"; filename=\"\xFF\"", "1"), 9));
}

TEST(ParseMultipart, HasLimits) {
  std::string two =
      "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n" + form("name=\"b\"", "2");
  EXPECT_TRUE(parse_multipart(kType, two, 2));
  EXPECT_FALSE(parse_multipart(kType, two, 1));
  EXPECT_FALSE(parse_multipart(kType, form("name=\"" + std::string(9000, 'a') + "\"", "1"), 9));
  EXPECT_FALSE(parse_multipart("multipart/form-data; boundary=" + std::string(71, 'X'), "", 9));
}

}  // namespace
}  // namespace xueshi::http
