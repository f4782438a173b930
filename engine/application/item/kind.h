// Kind: what the program knows of one kind of items, all in one place – how one is locked, made,
// asked, moved, listed, numbered and audited. One a subject, each in the file of its Subject
// (subject_plan.cc, …); no use case tells kinds apart by their words.
//
// What a graph may name – needs, effects, fields, places – is read off here (graph_subjects()), so
// that nothing can be declared without the method that does it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "condition/condition.h"
#include "intake/kind.h"
#include "item/subject.h"
#include "session/graphs.h"
#include "store/soundness.h"
#include "store/waiting.h"

namespace xueshi::item {

// Something that may wait for somebody: an item at one of the places asked for, or a part of one
// that waits by itself (an enrolment), which names its status and what can be done with it.
struct Waiting {
  std::unique_ptr<Subject> subject;
  std::string title;
  std::string place{};
  bool only_for_verdict = false;  // else also what came back to its author
  std::string status{};
  std::vector<std::string> actions{};
};

// A list of what waits: "plan", "enrolment".
struct Pile {
  const char* word;
  std::vector<store::WaitingKind> parts;
};

struct Kind {
  // --- named ---
  const char* word;   // "plan"
  const char* label;  // 培训计划
  const char* graph;  // stem of its graph's file

  // --- offered to its graph ---
  std::vector<std::string> regions;  // those that the store keeps
  std::vector<std::string> places;   // those that the program knows by name
  condition::Vocabulary facts;
  std::vector<std::string> fields;  // headings
  std::vector<workflow::Offered> needs;
  std::vector<workflow::Offered> effects;

  // --- locked and made ---
  // Locks the item of that id; where the transaction only reads, it is looked at. Throws
  // base::Refused ("<word>.not-found", …) where there is none in the acting role's scope.
  std::unique_ptr<Subject> (*lock)(Deed& deed, const std::string& id);
  // One that is to be made by `create`; null where people make none.
  std::unique_ptr<Subject> (*make)(Deed& deed) = nullptr;
  // Figures from many rows, which must be of one moment: the deed runs in one state.
  bool reads_many_rows = false;
  // That a field of it may have.
  std::size_t most_characters = 10'000;

  // --- brought by files ---
  // The files whose rows are items of this kind.
  std::optional<intake::Kind> file = std::nullopt;
  // Files bring new ones, though people make none by hand.
  bool arrives_by_file = false;
  // The place at which an item is there no more, of kinds whose graph has one.
  const char* gone_at = "";
  // Words in braces of its sentences, beside the headings.
  std::vector<std::string> words{};
  // Needs that kept versions of its graph name, and files do not any more.
  std::vector<std::string> retired{};
  // The actions that a changed row of a file may be, in the order in which they are tried.
  std::vector<std::string> changes{};

  // --- numbered ---
  // One an institute and year: no other unit has any.
  bool of_institutes_year = false;
  // The key of the running item that an id means. Refuses what is no id.
  std::string (*number_of)(const session::Session& session, const std::string& id) = nullptr;
  // A kind whose item owns one of this kind with the same number ("plan" of a class): an id without
  // a kind means the owner, and what is deleted went with it.
  const char* owner = nullptr;
  bool (*is_owned)(Deed& deed, const std::string& id) = nullptr;

  // --- listed ---
  // Lists of what may wait for somebody; none where nothing does.
  std::vector<Pile> piles{};
  // These rows of them, read together, in the order given; absent for what cannot be asked about.
  // Requires: the deed only looks.
  std::vector<std::optional<Waiting>> (*look_at_waiting)(
      Deed& deed, const std::vector<store::WaitingRow>& rows) = nullptr;

  // --- audited ---
  // Where one stands in the store, for who proves that the trail leads there.
  std::optional<store::Standpoint> (*find_standpoint)(database::Database& database,
                                                      const std::string& number) = nullptr;
};

const Kind& plan_kind();
const Kind& class_kind();
const Kind& learning_kind();
const Kind& backbone_kind();
const Kind& summary_kind();
const Kind& person_kind();
const Kind& policy_kind();

// All of them, in the order of the documents.
const std::vector<const Kind*>& kinds();
// Null for a word that is none.
const Kind* find_kind(std::string_view word);
// Refuses "act.unknown-subject", with the nearest.
const Kind& require_kind(std::string_view word);
// Their words, in the same order.
const std::vector<std::string>& kind_words();

// What they offer to their graphs.
const session::Subjects& graph_subjects();

// "找不到…" for one that is not there or out of scope.
[[noreturn]] void refuse_not_found(std::string_view word, const std::string& id);

}  // namespace xueshi::item
