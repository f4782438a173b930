// Publications: kept for good, found by what a file or a page shows.
#include "store/publications.h"

#include "base/error.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Mode = database::Transaction::Mode;

class PublicationsTest : public StoreTest {
 protected:
  static Publication one(const std::string& org, std::int64_t revision, char digit = 'a') {
    Publication made;
    made.key = {"", org, base::Year(2017), "execution"};
    made.revision = revision;
    made.file = org + "/2017-execution.xlsx";
    made.sha256 = std::string(64, digit);
    made.size = 1234;
    made.receipt = std::string(64, static_cast<char>(digit + 1));
    made.policy = made.page = made.plugin = std::string(64, '0');
    made.plugin_version = "1.0";
    made.plugin_folder = "plugins/execution";
    made.graphs = "backbone@0123456789ab";
    made.inputs = "classes 12 x\n";
    made.chain = org;
    made.chain_seq = 7;
    made.schedule = "year-end";
    made.job_report = "year-end";
    made.job_run = 2;
    made.fence = 3;
    made.made_at = "2018-01-01 02:00";
    made.made_real = 1'514'743'200'000 + revision;
    made.made_by = "hr";
    return made;
  }
  void save(const Publication& made) {
    database::Transaction transaction(database_, Mode::kDecide);
    save_publication(transaction, made);
    transaction.commit();
  }
};

TEST_P(PublicationsTest, WhatIsSavedIsFetched) {
  save(one("I1", 1));
  EXPECT_EQ(find_publication(database_, one("I1", 1).key), one("I1", 1));
  EXPECT_FALSE(find_publication(database_, one("I2", 1).key));
}

TEST_P(PublicationsTest, TheNewestRevisionIsFoundAndOldOnesStay) {
  save(one("I1", 1, 'a'));
  save(one("I1", 2, 'c'));
  EXPECT_EQ(find_publication(database_, one("I1", 1).key)->revision, 2);
  std::vector<Publication> all;
  for_each_publication(database_, everything(), [&](const Publication& p) { all.push_back(p); });
  EXPECT_THAT(all, ElementsAre(one("I1", 1, 'a'), one("I1", 2, 'c')));
  all.clear();
  for_each_publication(database_, institute("I2"), [&](const Publication& p) { all.push_back(p); });
  EXPECT_THAT(all, IsEmpty());
}

// The second of two who publish the same revision has to look again. On SQLite they cannot meet.
TEST_P(PublicationsTest, ARevisionIsThereOnce) {
  save(one("I1", 1));
  try {
    save(one("I1", 1, 'c'));
    FAIL() << "the revision was there";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), GetParam() == "postgresql" && has_server()
                                ? base::ErrorKind::kConflict
                                : base::ErrorKind::kDatabase);
  }
}

TEST_P(PublicationsTest, AFileAndAPrintedReceiptFindIt) {
  save(one("I1", 1, 'a'));
  save(one("I2", 1, 'c'));
  EXPECT_THAT(fetch_publications_of(database_, std::string(64, 'a')),
              ElementsAre(one("I1", 1, 'a')));
  EXPECT_THAT(fetch_publications_with(database_, std::string(20, 'd')),
              ElementsAre(one("I2", 1, 'c')));
  EXPECT_THAT(fetch_publications_with(database_, std::string(20, 'f')), IsEmpty());
}

TEST_P(PublicationsTest, ATextIsKeptOnce) {
  for (const char* content : {"title: 规则", "another"}) {
    database::Transaction transaction(database_, Mode::kDecide);
    keep_text(transaction, "hash", "policy", content);
    transaction.commit();
  }
  std::vector<std::string> kept;
  for_each_text(database_,
                [&](const std::string& hash, const std::string& kind, const std::string& content) {
                  kept.push_back(hash + " " + kind + " " + content);
                });
  EXPECT_THAT(kept, ElementsAre("hash policy title: 规则"));
}

XUESHI_ON_EACH_BACKEND(PublicationsTest);

}  // namespace
}  // namespace xueshi::store
