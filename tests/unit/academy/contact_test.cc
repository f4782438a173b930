// Telephones and mail addresses as people write them, and what is none.
#include "academy/contact.h"

#include <gtest/gtest.h>

namespace xueshi::academy {
namespace {

using Fault = std::optional<std::string> (*)(std::string_view);

void expect_good(Fault fault_of, std::initializer_list<std::string_view> texts) {
  for (std::string_view text : texts) EXPECT_EQ(fault_of(text), std::nullopt) << text;
}

void expect_wrong(Fault fault_of, std::initializer_list<std::string_view> texts) {
  for (std::string_view text : texts) EXPECT_NE(fault_of(text), std::nullopt) << text;
}

TEST(Contact, NoneIsNoFault) {
  for (Fault fault_of : {fault_of_phone, fault_of_mobile, fault_of_email})
    EXPECT_EQ(fault_of(""), std::nullopt);
}

TEST(Contact, Phones) {
  expect_good(fault_of_phone, {"010-58812020", "(010)58812020-8001", "+86 10 5881 2020", "62560001",
                               "8001", "13800000000"});
  expect_wrong(fault_of_phone, {"12", "见名片", "010-58812020转8001", "010—58812020",
                                "<b>1234567</b>", "123456789012345678901", "----", "58812020\n"});
  EXPECT_EQ(*fault_of_phone("12"), "'12' 有 2 位数字，电话号码应为 3 至 20 位，例如 010-58812020");
}

TEST(Contact, Mobiles) {
  expect_good(fault_of_mobile, {"13800000000", "138 0000 0000", "+8613800000000",
                                "+86 138-0000-0000", "+49 1512 3456789"});
  expect_wrong(fault_of_mobile, {"1380000000", "23800000000", "138000000000", "010-58812020", "+1",
                                 "+12345678901234567", "+", "1380000000x"});
}

TEST(Contact, Emails) {
  expect_good(fault_of_email,
              {"zhang@example.org", "a.b+c@mail.example.ac.cn", "x@1-2.cn", "o'hara@example.org"});
  expect_wrong(fault_of_email,
               {"zhang", "zhang@", "@example.org", "zhang@example", "zhang@@example.org",
                "zh ang@example.org", "zhang@-example.org", "zhang@example..org", ".z@example.org",
                "z..z@example.org", "z.@example.org", "张@example.org",
                "zhang@example.org, li@example.org"});
  EXPECT_NE(fault_of_email(std::string(65, 'a') + "@example.org"), std::nullopt);
}

}  // namespace
}  // namespace xueshi::academy
