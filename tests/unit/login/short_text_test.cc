// What strangers sent is clean text once it is kept, however it was cut.
#include "login/short_text.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace xueshi::login {
namespace {

TEST(ShortText, CutsBetweenCharacters) {
  EXPECT_EQ(short_text("abc", 3), "abc");
  EXPECT_EQ(short_text("abcd", 3), "abc");
  EXPECT_EQ(short_text("学时", 6), "学时");
  EXPECT_EQ(short_text("学时", 5), "学");
  EXPECT_EQ(short_text("学时", 3), "学");
  EXPECT_EQ(short_text("学时", 2), "");
  EXPECT_EQ(short_text("a\xF0\x9F\x90\x80", 4), "a");  // a rat
  EXPECT_EQ(short_text("", 0), "");
}

TEST(ShortText, MakesTextOfWhatIsNone) {
  EXPECT_EQ(short_text("a\xFF\xE5z", 10), "a??z");
  EXPECT_EQ(short_text(std::string_view("a\0b", 3), 10), "a?b");
  for (std::size_t most = 0; most < 8; ++most)
    EXPECT_TRUE(base::is_clean_utf8(short_text("\xE5\xAD学\xF0\x9F", most))) << most;
}

}  // namespace
}  // namespace xueshi::login
