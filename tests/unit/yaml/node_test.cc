// YAML that remembers where it was written.
#include "yaml/node.h"

#include <gtest/gtest.h>

#include "yaml/reader.h"

namespace xueshi::yaml {
namespace {

std::optional<Document> parse(std::string_view text, base::Findings& findings) {
  return Document::parse("a.yaml", text, findings);
}

std::string only_code(std::string_view text) {
  base::Findings findings;
  EXPECT_FALSE(parse(text, findings)) << text;
  EXPECT_EQ(findings.errors(), 1u) << text;
  return findings.empty() ? "" : findings.kept().front().code;
}

TEST(Document, KnowsThePlaceOfEveryValueInCharacters) {
  base::Findings findings;
  auto document = parse("甲: 一\n列: [二, \"三\"]\n", findings);
  ASSERT_TRUE(document);
  const Node* list = document->root().find("列");
  EXPECT_EQ(list->items[1].mark.line, 2);
  EXPECT_EQ(list->items[1].mark.column, 8);
  EXPECT_TRUE(list->items[1].quoted);
  EXPECT_EQ(document->place(list->items[1].mark).excerpt, "列: [二, \"三\"]");
}

TEST(Document, NothingIsGuessed) {
  base::Findings findings;
  auto document = parse("a: 010\nb: yes\nc: ~\nd:\n", findings);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().find("a")->text, "010") << "not 8";
  EXPECT_EQ(document->root().find("b")->text, "yes") << "not true";
  EXPECT_EQ(document->root().find("d")->text, "");
}

TEST(Document, AByteOrderMarkAndWindowsLinesDoNotMatter) {
  base::Findings findings;
  auto document = parse("\xEF\xBB\xBFtitle: 甲\r\nsource: 乙\r\n", findings);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().find("title")->text, "甲");
  EXPECT_EQ(document->place({1, 1}).excerpt, "title: 甲");
}

TEST(Document, AnEmptyFileIsAnEmptyText) {
  for (const char* text : {"", "# 说明\n", "---\n"}) {
    base::Findings findings;
    auto document = parse(text, findings);
    ASSERT_TRUE(document) << text;
    EXPECT_TRUE(document->root().is_scalar());
  }
}

TEST(Document, RefusesWhatACarefulReaderTripsOver) {
  EXPECT_EQ(only_code("a: &x 1\n"), "yaml.anchor");
  EXPECT_EQ(only_code("a: *x\n"), "yaml.alias");
  EXPECT_EQ(only_code("a: !!int 1\n"), "yaml.tag");
  EXPECT_EQ(only_code("a: 1\na: 2\n"), "yaml.duplicate-key");
  EXPECT_EQ(only_code("a: {b: 1, b: 2}\n"), "yaml.duplicate-key");
  EXPECT_EQ(only_code("a: 1\n---\nb: 2\n"), "yaml.many-documents");
  EXPECT_EQ(only_code("? [a]\n: 1\n"), "yaml.key");
  EXPECT_EQ(only_code(std::string(40, '[') + std::string(40, ']')), "yaml.too-deep");
  EXPECT_EQ(only_code("a: \xB1\n"), "yaml.encoding");
  EXPECT_EQ(only_code(std::string_view("a: \0\n", 5)), "yaml.encoding");
  EXPECT_EQ(only_code("a: [1\n"), "yaml.syntax");
}

// The parser takes a quotation to the end of the file for a text; what stands below would be lost.
TEST(Document, AQuotationMustEnd) {
  EXPECT_EQ(only_code("a: \"x\nb: 1\n"), "yaml.syntax");
  EXPECT_EQ(only_code("a: 'x\nb: 1\n"), "yaml.syntax");
  EXPECT_EQ(only_code("a: \"x\\\"\n"), "yaml.syntax") << "an escaped quote ends nothing";
  base::Findings findings;
  EXPECT_TRUE(parse("a: \"x\n  y\"\nb: 'it''s'\nc: |\n  \"text\nd: \"\"\n", findings));
}

// A bomb of aliases is refused where it starts, without being built.
// The parser of the library never ends with this one.
TEST(Document, WhatStandsAfterADocumentIsReadOnce) {
  EXPECT_EQ(only_code(",1: [［，，*］!x'"), "yaml.many-documents");
}

TEST(Document, AnAliasBombIsRefused) {
  std::string bomb = "a: &a [x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c)
    bomb += std::string(1, c) + ": &" + c + " [*" + char(c - 1) + ", *" + char(c - 1) + "]\n";
  base::Findings findings;
  EXPECT_FALSE(parse(bomb, findings));
}

TEST(Reader, TypesAreTheSchemas) {
  base::Findings findings;
  auto document = parse("flag: yes\ncount: 1.5\nname: [a]\n", findings);
  Reader reader(*document, "test", findings);
  EXPECT_FALSE(reader.flag(*document->root().find("flag")));
  EXPECT_FALSE(reader.integer(*document->root().find("count")));
  EXPECT_EQ(reader.decimal(*document->root().find("count"), 2), 150);
  EXPECT_EQ(reader.text(*document->root().find("name")), "");
  ASSERT_EQ(findings.errors(), 3u);
  EXPECT_EQ(findings.kept()[0].code, "test.wrong-value");
  EXPECT_EQ(findings.kept()[2].code, "test.wrong-kind");
}

TEST(Reader, AMisspeltKeyIsNotMissingToo) {
  base::Findings findings;
  auto document = parse("titel: 甲\n", findings);
  Reader reader(*document, "test", findings);
  reader.check_keys(document->root(), {"title"});
  reader.required_text(document->root(), "title");
  ASSERT_EQ(findings.errors(), 1u);
  EXPECT_EQ(findings.kept().front().message, "未知的键 'titel'，是否应为 'title'？");
}

}  // namespace
}  // namespace xueshi::yaml
