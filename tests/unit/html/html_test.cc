// Markup is made of literals; whatever else comes is text.
#include "html/html.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xueshi::html {
namespace {

TEST(Text, IsEscaped) {
  EXPECT_EQ(text("<b>\"'&amp;").bytes(), "&lt;b&gt;&quot;&#39;&amp;amp;");
  EXPECT_EQ(text("学时").bytes(), "学时");
  EXPECT_EQ(text(std::string_view("a\0b", 3)).bytes(), "ab");
}

TEST(Element, HasItsAttributesAndWhatIsInside) {
  Html row = element("tr", {attr("class", "red"), attr("colspan", 2), flag("hidden")},
                     {element("td", {}, {text("甲")}), element("td")});
  EXPECT_EQ(row.bytes(), "<tr class=\"red\" colspan=\"2\" hidden><td>甲</td><td></td></tr>");
  EXPECT_EQ(element("input", {flag("checked", false), attr("value", "")}).bytes(),
            "<input value=\"\">");
}

TEST(Url, EncodesEveryPiece) {
  EXPECT_EQ(Url({}).text(), "/");
  EXPECT_EQ(Url({"admin", "plans", "P1/../x"}).text(), "/admin/plans/P1%2F..%2Fx");
  EXPECT_EQ(Url({"..", ".", "a"}).text(), "/%2E%2E/%2E/a");
  EXPECT_EQ(Url({"me"}).add("year", 2017).add("name", "a&b=学?#").text(),
            "/me?year=2017&name=a%26b%3D%E5%AD%A6%3F%23");
  // Never an address of somewhere else, whatever the first piece is.
  EXPECT_EQ(Url({"/evil.example"}).text(), "/%2Fevil.example");
  EXPECT_EQ(Url({"", "evil.example"}).text(), "/evil.example");
}

TEST(Url, IsMadeAnewOfAPathThatCame) {
  EXPECT_EQ(Url::at("/admin/plans").text(), "/admin/plans");
  EXPECT_EQ(Url::at("//evil.example/a").text(), "/evil.example/a");
  EXPECT_EQ(Url::at("/\\evil", {{"q", "学"}}).text(), "/%5Cevil?q=%E5%AD%A6");
  EXPECT_EQ(Url::at("").text(), "/");
  EXPECT_EQ(Url({}).step("a/b").step("").step("c").text(), "/a%2Fb/c");
}

std::string page_of(std::string_view name) {
  return document(
             "zh-CN", element("title", {}, {text(name)}),
             element("p", {attr("title", name)},
                     {text(name), element("a", {link("href", Url({"p", name}))}, {text(name)})}))
      .bytes();
}

// No text of a person adds an element or an attribute, wherever it stands.
TEST(Document, IsMadeOfWhatWasWritten) {
  std::string harmless = page_of("某某某");
  for (std::string_view name :
       {"<script>alert(1)</script>", "\" onmouseover=\"x", "' autofocus '", "</title><h1>", "<!--",
        "]]>", "&lt;", "javascript:alert(1)", "\xE2\x80\xAE<img src=x>", "`onload=x`"}) {
    std::string page = page_of(name);
    for (char c : {'<', '>', '"', '\''})
      EXPECT_EQ(std::count(page.begin(), page.end(), c),
                std::count(harmless.begin(), harmless.end(), c))
          << page;
  }
}

TEST(Document, SaysItsEncodingFirst) {
  EXPECT_EQ(document("zh-CN", stylesheet(Url({"s", "a.css"})), script(Url({"s", "a.js"}))).bytes(),
            "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
            "<link rel=\"stylesheet\" href=\"/s/a.css\"></head><body>"
            "<script src=\"/s/a.js\" defer></script></body></html>\n");
}

}  // namespace
}  // namespace xueshi::html
