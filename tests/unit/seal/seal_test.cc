// Hashes, signatures and passwords: the standards' own examples, and what must never pass.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "seal/hash.h"
#include "seal/password.h"
#include "seal/signing.h"

namespace xueshi::seal {
namespace {

// FIPS 180-2, appendix B.1.
TEST(HashTest, IsSha256) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(HashTest, AListIsNotItsJoin) {
  using List = std::vector<std::string_view>;
  EXPECT_NE(sha256(List{"ab", "c"}), sha256(List{"a", "bc"}));
  EXPECT_NE(sha256(List{"a", ""}), sha256(List{"a"}));
  EXPECT_EQ(sha256(List{"ab", "c"}), sha256("2:ab1:c"));
}

TEST(HashTest, RandomIdsDiffer) {
  EXPECT_EQ(random_id(16).size(), 32u);
  EXPECT_NE(random_id(16), random_id(16));
}

// RFC 8032, 7.1, test 2.
TEST(SigningTest, IsEd25519) {
  auto key = parse_signing_key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_key, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(sign(*key, "\x72"),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(SigningTest, OnlyTheKeysOwnWordsPass) {
  SigningKey key = make_signing_key(), other = make_signing_key();
  std::string signature = sign(key, "I001 7");
  EXPECT_TRUE(is_signed(key.public_key, "I001 7", signature));
  EXPECT_FALSE(is_signed(key.public_key, "I001 8", signature));
  EXPECT_FALSE(is_signed(other.public_key, "I001 7", signature));
  signature[5] = signature[5] == '0' ? '1' : '0';
  EXPECT_FALSE(is_signed(key.public_key, "I001 7", signature));
  for (const char* broken : {"", "zz", "00"}) {
    EXPECT_FALSE(is_signed(key.public_key, "I001 7", broken));
    EXPECT_FALSE(is_signed(broken, "I001 7", sign(key, "I001 7")));
    EXPECT_FALSE(parse_signing_key(broken));
  }
}

TEST(SigningTest, AKeyIsReadBack) {
  SigningKey key = make_signing_key();
  EXPECT_EQ(parse_signing_key(key.secret), key);
}

TEST(PasswordTest, OnlyTheSamePasswordPasses) {
  std::string hash = hash_password("芝麻开门 123");
  EXPECT_THAT(hash, testing::StartsWith("$argon2id$"));
  EXPECT_TRUE(is_password("芝麻开门 123", hash));
  EXPECT_FALSE(is_password("芝麻开门 124", hash));
  EXPECT_FALSE(is_password("", hash));
  EXPECT_FALSE(is_password("芝麻开门 123", ""));
  EXPECT_FALSE(is_password("芝麻开门 123", "no hash"));
}

TEST(PasswordTest, TheSamePasswordHashesDifferently) {
  EXPECT_NE(hash_password("same"), hash_password("same"));
}

TEST(PasswordTest, RandomOnesAreReadableAndDiffer) {
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    std::string password = random_password();
    EXPECT_THAT(password, testing::MatchesRegex("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}"));
    EXPECT_EQ(password.find_first_of("ilo01"), std::string::npos);
    seen.insert(password);
  }
  EXPECT_EQ(seen.size(), 200u);
}

// However a text is cut, it is the same text.
TEST(Hash, PiecesHaveTheHashOfTheWhole) {
  std::string text(1000, 'x');
  for (std::size_t cut : {0u, 1u, 63u, 64u, 65u, 999u, 1000u}) {
    Sha256 hash;
    hash.add(std::string_view(text).substr(0, cut));
    hash.add(std::string_view(text).substr(cut));
    EXPECT_EQ(hash.hex(), sha256(text));
  }
}

}  // namespace
}  // namespace xueshi::seal
