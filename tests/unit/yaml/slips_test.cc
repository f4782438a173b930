// What a clerk's keyboard puts where YAML has characters of its own.
#include "yaml/slips.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "yaml/reader.h"

namespace xueshi::yaml {
namespace {

struct Seen {
  Weight weight;
  int line, column;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> seen(const std::string& text) {
  std::vector<Seen> all;
  for (const Slip& slip : mend(base::split(text, '\n')).slips)
    all.push_back({slip.weight, slip.line, slip.column});
  return all;
}

std::string mended(const std::string& text) {
  return base::join(mend(base::split(text, '\n')).lines, "\n");
}

using List = std::vector<Seen>;

TEST(Slips, WhatStandsInPlainTextIsLeftAlone) {
  for (const char* text : {"title: 关于学时登记：细则，试行（修订）",
                           "title: S4（2016）",
                           "title: 人字［2024］77号",
                           "title: ［2024］77号",
                           "title: “十四五”继续教育办法",
                           "title: “甲”和“乙”",
                           "title: 办法（２０２５年修订）",
                           "title: 学时　登记",
                           "title: 学时＃1",
                           "title: 一－二",
                           "labels: {met: 达标，合格, required: 应达标：全体}",
                           "list: [学术、专题讲座, 甲：乙]",
                           "title: \"：，｛｝［］＃％０　\"",
                           "title: '：，“”'",
                           "# ：，｛｝［］＃％０　“”",
                           "title: 甲  # ：，｛",
                           "accounts:\n  党校（脱产）: {label: 甲}",
                           "link: http://example.org",
                           "times: [08:00, 09:30]",
                           "- http://example.org",
                           "- 甲：乙",
                           "text: |\n  甲：乙\n  ｛丙｝\nb: 1",
                           "title: 甲\n  乙：丙，丁\nb: 1",
                           "a: {\"b\":1}",
                           "cap: 40 # 说明：四十",
                           "sources:\n  roster:讲座: {worth: 2}",
                           "range: 2016–2019 学年"}) {
    for (const Slip& slip : mend(base::split(text, '\n')).slips)
      EXPECT_EQ(slip.weight, Weight::kPossible) << text;
    EXPECT_EQ(mended(text), text);
  }
}

TEST(Slips, TheColon) {
  EXPECT_EQ(seen("quota：5"), (List{{Weight::kCertain, 1, 6}}));
  EXPECT_EQ(mended("quota：5"), "quota: 5");
  EXPECT_EQ(mended("accounts：\n  online：{cap: 40}"), "accounts:\n  online: {cap: 40}");
  EXPECT_EQ(mended("a: {cap：40，b: 2}"), "a: {cap: 40,b: 2}");
  EXPECT_EQ(mended("title：学时: 登记"), "title: 学时: 登记");
  EXPECT_EQ(mended("\"a\"：1"), "\"a\": 1");
}

TEST(Slips, TheBlankAfterIt) {
  EXPECT_EQ(mended("quota:5"), "quota: 5");
  EXPECT_EQ(mended("a: {cap:40, b: 2}"), "a: {cap: 40, b: 2}");
  EXPECT_EQ(mended("a: {when: {rank:staff}}"), "a: {when: {rank: staff}}");
  EXPECT_EQ(mended("-{id: a}"), "- {id: a}");
}

TEST(Slips, TheComma) {
  EXPECT_EQ(mended("a: {b: 1，c: 2}"), "a: {b: 1,c: 2}");
  EXPECT_EQ(mended("a: {b: [甲]，c: 2}"), "a: {b: [甲],c: 2}");
  EXPECT_EQ(mended("a: [training，online]"), "a: [training,online]");
  EXPECT_EQ(mended("a: [{b: 1}，{c: 2}]"), "a: [{b: 1},{c: 2}]");
  EXPECT_EQ(seen("a: [甲，乙]"), (List{{Weight::kLikely, 1, 6}}));
}

TEST(Slips, Brackets) {
  EXPECT_EQ(mended("a: ｛b: 1｝"), "a: {b: 1}");
  EXPECT_EQ(mended("a: {b: 1｝"), "a: {b: 1}");
  EXPECT_EQ(mended("a: ［甲, 乙］"), "a: [甲, 乙]");
  EXPECT_EQ(mended("a: {b: ［甲, 乙］, c: 1}"), "a: {b: [甲, 乙], c: 1}");
  EXPECT_EQ(seen("a: ［试行］"), (List{{Weight::kPossible, 1, 4}}));
}

TEST(Slips, Blanks) {
  EXPECT_EQ(mended("a:\n　b: 1\n  c: 2"), "a:\n  b: 1\n  c: 2");
  EXPECT_EQ(mended("a:\n　　b: 1\n　　c: 2"), "a:\n  b: 1\n  c: 2");
  EXPECT_EQ(mended("a:　1"), "a: 1");
  EXPECT_EQ(mended("a:\u00a01"), "a: 1");
  EXPECT_EQ(mended("a: {b: 1,　c: 2}"), "a: {b: 1, c: 2}");
  EXPECT_EQ(mended("　# 说明"), " # 说明");
  EXPECT_EQ(mended("a: 1　# 说明"), "a: 1 # 说明");
}

TEST(Slips, ValuesInWideLettersAreOddAndMayBeRight) {
  EXPECT_EQ(seen("cap: ４０"), (List{{Weight::kLikely, 1, 6}}));
  EXPECT_EQ(seen("cap: 4０"), (List{{Weight::kLikely, 1, 7}}));
  EXPECT_EQ(seen("quota: 5％"), (List{{Weight::kLikely, 1, 9}}));
  EXPECT_EQ(seen("from: 11－20"), (List{{Weight::kPossible, 1, 9}}));
  EXPECT_EQ(seen("met: “达标人数”"), (List{{Weight::kLikely, 1, 6}}));
  EXPECT_EQ(seen("cap: 40 ＃ 说明"), (List{{Weight::kCertain, 1, 9}}));
  EXPECT_EQ(seen("title: 办法 ＃ 说明"), (List{{Weight::kLikely, 1, 11}}));
}

TEST(Slips, LinesOutOfLine) {
  EXPECT_EQ(seen("a:\n  b: 1\n   c: 2"), (List{{Weight::kLayout, 3, 4}}));
  EXPECT_EQ(seen("a:\n  b: 1\n c: 2"), (List{{Weight::kLayout, 3, 2}}));
  EXPECT_EQ(seen("a:\n   b: 1\n  c: 2"), (List{{Weight::kLayout, 2, 4}})) << "two are the rule";
  EXPECT_EQ(seen("a:\nb: 1\n  c: 2"), (List{{Weight::kLayout, 2, 1}})) << "a has nothing else";
  EXPECT_EQ(seen("a: {b: 1\nc: 2"), (List{{Weight::kLayout, 1, 4}}));
  EXPECT_EQ(seen("a: \"b\nc: 2"), (List{{Weight::kFatal, 1, 4}}));
}

TEST(Slips, WhatIsOddIsTheMistakeWhereTheTextIsFoundWrong) {
  base::Findings findings;
  auto document = Document::read("a.yaml", "cap: ４０\ntitle: ４０\n", findings);
  ASSERT_TRUE(document);
  EXPECT_TRUE(findings.ok());
  EXPECT_EQ(findings.warnings(), 2u);
  Reader reader(*document, "x", findings);
  EXPECT_FALSE(reader.integer(*document->root().find("cap")));
  ASSERT_EQ(findings.errors(), 1u);
  EXPECT_EQ(findings.kept().back().code, "yaml.full-width");
}

// Columns are those of the file as it is written.
TEST(Slips, OtherMistakesAreFoundInTheSameGo) {
  base::Findings findings;
  auto document = Document::read("a.yaml", "a：{cap:40, titel: 甲}\n", findings);
  ASSERT_TRUE(document);
  EXPECT_EQ(findings.errors(), 2u);
  Reader reader(*document, "x", findings);
  reader.check_keys(*document->root().find("a"), {"cap", "title"});
  ASSERT_EQ(findings.errors(), 3u);
  EXPECT_EQ(findings.kept().back().place.column, 12);
  EXPECT_FALSE(Document::parse("a.yaml", "a：1\n", findings)) << "who does not go on gets nothing";
}

}  // namespace
}  // namespace xueshi::yaml
