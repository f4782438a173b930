// Transitions per second: of the graph alone, of acts that are on disk when they answer, and of the
// same SQL statements sent by the bare library. Run by scripts/bench_transitions.
//
//   transitions memory HOME COUNT
//   transitions durable HOME RECORDED ACTED BARE PLANS
//   transitions sessions HOME DATABASE COUNT
// RECORDED, ACTED and BARE are three equal databases. Every plan is created, submitted, approved
// and published: on the first to record what is sent, on the second against the clock, and the
// record on the third against the clock. Prints JSON.
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/fields.h"
#include "item/act.h"
#include "item/kind.h"
#include "login/sign_in.h"
#include "recorder.h"
#include "training/plan_rules.h"
#include "workflow/item.h"

namespace {

using nlohmann::json;
using namespace xueshi;

constexpr const char* kMaker = "0001:class_admin@I";
constexpr const char* kBoss = "0002:institute_admin@I";
constexpr const char* kNow = "2021-11-15T09:00:00+08:00";

class Watch {
 public:
  template <typename Work>
  void time(Work work) {
    auto started = std::chrono::steady_clock::now();
    work();
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  }
  double seconds() const { return seconds_; }

 private:
  double seconds_ = 0;
};

// --- in memory ---

// May do everything; no office is vacant.
struct Anybody : workflow::Standing, workflow::Needs {
  bool is_one_of(const std::vector<workflow::Performer>&) const override { return true; }
  bool are_vacant(const std::vector<workflow::Performer>&) const override { return false; }
  bool is_party() const override { return false; }
  bool is_learner() const override { return false; }
  std::string describe(const std::vector<workflow::Performer>&) const override { return ""; }
  base::Blockers ask(std::string_view) const override { return {}; }
};

workflow::Definition load_plan_graph(const std::string& home) {
  std::ifstream stream(home + "/workflows/plan.yaml");
  std::stringstream text;
  text << stream.rdbuf();
  base::Findings findings;
  return session::load_graph(item::graph_subjects(), "plan", "plan.yaml", text.str(), findings)
      .value()
      .definition;
}

json time_memory(const std::string& home, int count) {
  workflow::Definition definition = load_plan_graph(home);
  training::Plan plan;
  plan.kind = training::PlanKind::kAdded;
  condition::Facts facts = training::facts_of(
      plan, {}, {academy::OrgLevel::kInstitute, "class_admin", false, base::Date{}});
  Anybody anybody;
  Watch watch;
  int taken = 0;
  watch.time([&] {
    while (taken < count) {
      workflow::State state = workflow::start_state(definition);
      for (const char* action : {"submit", "approve", "publish", "unpublish"}) {
        workflow::Situation situation{definition, state, facts, anybody, anybody};
        workflow::Answer answer = workflow::ask(situation, {action, true, {}, false});
        if (!answer.blockers.empty()) throw std::runtime_error(answer.blockers.front().message);
        state = workflow::take(situation, answer);
        while (const workflow::Transition* next =
                   workflow::find_passing(definition, state, facts)) {
          state[next->region] = next->to;
        }
        ++taken;
      }
    }
  });
  return {{"transitions", taken}, {"seconds", watch.seconds()}};
}

// --- on disk ---

session::Settings settings(const std::string& home, const std::string& url) {
  base::Findings findings;
  return session::Settings::resolve(
      {{"home", {home, "bench"}}, {"db", {url, "bench"}}, {"now", {kNow, "bench"}}},
      {{"HOME", std::getenv("HOME") == nullptr ? "" : std::getenv("HOME")}}, findings);
}

class Life {
 public:
  Life(const std::string& home, const std::string& url)
      : workplace_(settings(home, url), item::graph_subjects()),
        session_(workplace_, academy::Actor::machine_operator()) {}

  // The next `count` plans take the next step of their life; four make a round.
  void take(int step, int count, const std::function<void(const std::function<void()>&)>& around) {
    login::sign_in(session_, step == 2 ? kBoss : kMaker, std::nullopt);
    around([&] {
      for (int i = 0; i < count; ++i) {
        if (step == 0) numbers_.push_back(item::create(session_, {"plan", fields()}).id);
        if (step == 0) continue;
        constexpr const char* kActions[] = {"", "submit", "approve", "publish"};
        item::act(session_, {"plan", {numbers_[numbers_.size() - count + i]}, kActions[step]});
      }
    });
  }

 private:
  static base::Fields fields() {
    return {{"机构编码", "I"},
            {"年度", "2021"},
            {"计划类型", "项目计划"},
            {"培训计划类型", "新增计划"},
            {"计划名称", "培训"},
            {"培训类别", "其他培训"},
            {"培训时间", "2021-11"},
            {"学时", "8"},
            {"天数", "2"},
            {"计划参加人数", "30"},
            {"所需经费(万元)", "1"}};
  }

  session::Workplace workplace_;
  session::Session session_;
  std::vector<std::string> numbers_;
};

constexpr int kSteps = 4, kRounds = 5;

json time_durable(char** urls, const std::string& home, int plans) {
  Life recorded(home, urls[0]), acted(home, urls[1]);
  bench::Bare bare(urls[2]);
  Watch acts, statements;
  std::size_t sent = 0;
  // In turn, so that a slow moment of the machine meets both.
  for (int round = 0; round < kRounds; ++round) {
    for (int step = 0; step < kSteps; ++step) {
      std::vector<bench::Sent> record;
      recorded.take(step, plans / kRounds, [&](const auto& work) {
        bench::record();
        work();
        record = bench::stop();
      });
      acted.take(step, plans / kRounds, [&](const auto& work) { acts.time(work); });
      statements.time([&] { bare.send(record); });
      sent += record.size();
    }
  }
  return {{"transitions", plans / kRounds * kRounds * kSteps},
          {"seconds", acts.seconds()},
          {"bare_seconds", statements.seconds()},
          {"statements", sent}};
}

// What a server opens for every request, on a connection of its pool.
json time_sessions(const std::string& home, const std::string& url, int count) {
  session::Workplace workplace(settings(home, url), item::graph_subjects());
  database::Database lent = database::Database::open(url);
  academy::Actor actor{"0001", "0001", academy::Role::kInstituteAdmin, "I"};
  session::Session first(workplace, actor, lent);  // reads files and tree
  std::size_t units = first.tree().orgs().size();
  Watch watch;
  watch.time([&] {
    for (int i = 0; i < count; ++i) session::Session(workplace, actor, lent);
  });
  return {{"sessions", count}, {"seconds", watch.seconds()}, {"units", units}};
}

}  // namespace

int main(int argc, char** argv) {
  std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "memory" && argc == 4) {
    std::cout << time_memory(argv[2], std::stoi(argv[3])) << '\n';
  } else if (mode == "durable" && argc == 7) {
    std::cout << time_durable(argv + 3, argv[2], std::stoi(argv[6])) << '\n';
  } else if (mode == "sessions" && argc == 5) {
    std::cout << time_sessions(argv[2], argv[3], std::stoi(argv[4])) << '\n';
  } else {
    std::cerr << "usage: transitions memory HOME COUNT | durable HOME RECORDED ACTED BARE PLANS |\n"
                 "       sessions HOME DATABASE COUNT\n";
    return 2;
  }
}
