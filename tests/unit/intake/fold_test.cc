#include "intake/fold.h"

#include <gtest/gtest.h>

namespace xueshi::intake {
namespace {

TEST(Fold, WhatLooksTheSameIsTheSame) {
  EXPECT_EQ(fold("１１００３４"), "110034");
  EXPECT_EQ(fold("Ａ－\u200b１\ufeff"), "A-1");
  EXPECT_EQ(fold("①\u3000㎡"), "1 m2");
  EXPECT_EQ(fold("e\u0301"), "é");  // composed
  EXPECT_EQ(fold("张三"), "张三");
  EXPECT_EQ(fold(""), "");
}

TEST(Fold, InvisibleOnesGoTheRestStays) {
  EXPECT_EQ(without_invisible("张\u200b三\u202e"), "张三");
  EXPECT_EQ(without_invisible("Ａ\u3000①"), "Ａ\u3000①");
  EXPECT_EQ(without_invisible("\u200b"), "");
  EXPECT_EQ(without_invisible("\U000E0041x"), "x");  // a tag
}

TEST(Fold, TwinsAreAlike) {
  for (const char* twin : {"a0012", "A0012", "Ａ００１２", "A 0012", "A\u200b0012"})
    EXPECT_EQ(twin_form(twin), "a0012") << twin;
  EXPECT_EQ(twin_form("0012"), twin_form("12"));
  EXPECT_EQ(twin_form("000"), "");
  EXPECT_NE(twin_form("120"), twin_form("12"));
  EXPECT_NE(twin_form("A012"), twin_form("A12"));  // a zero inside is one
}

}  // namespace
}  // namespace xueshi::intake
