#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "workflow/definition.h"
#include "workflow/render.h"

namespace xueshi::workflow {

namespace {

std::string quote(const std::string& text) { return text.empty() ? "（无）" : "“" + text + "”"; }

std::string yes_or_no(bool flag) { return flag ? "是" : "否"; }

std::string render_passes_on(PassesOn passes_on) {
  if (passes_on == PassesOn::kVacant) return "vacant";
  return passes_on == PassesOn::kAlways ? "always" : "";
}

std::string region_of(const Definition& definition, const Place& place) {
  return definition.regions[place.region].label;
}

// "标签由“甲”改为“乙”", one for each part that differs.
class Changes {
 public:
  void add(std::string_view what, const std::string& before, const std::string& after) {
    if (before != after)
      changes_.push_back(fmt::format("{}由{}改为{}", what, quote(before), quote(after)));
  }
  void add(std::string_view what, const std::vector<std::string>& before,
           const std::vector<std::string>& after) {
    add(what, base::join(before, "、"), base::join(after, "、"));
  }
  // Nothing where nothing differs.
  void report(const std::string& subject, std::vector<std::string>& lines) const {
    if (!changes_.empty())
      lines.push_back(fmt::format("{}：{}", subject, base::join(changes_, "；")));
  }

 private:
  std::vector<std::string> changes_;
};

std::string describe(const Place& place) {
  return fmt::format("状态 '{}'（{}）", place.name, place.label);
}

std::string describe(const Check& check) { return fmt::format("检查 '{}'", check.name); }

// "流转 'submit'（上报）draft、returned → reported"
std::string describe(const Transition& transition) {
  std::string from = transition.from.empty() ? "新建" : base::join(transition.from, "、");
  std::string to = transition.to.empty() ? "不变" : transition.to;
  return fmt::format("流转 '{}'（{}）{} → {}", transition.action, transition.label, from, to);
}

void compare_pair(const Definition& before, const Place& old, const Definition& after,
                  const Place& now, std::vector<std::string>& lines) {
  Changes changes;
  changes.add("名称", old.label, now.label);
  changes.add("方面", region_of(before, old), region_of(after, now));
  changes.add("起点", yes_or_no(old.start), yes_or_no(now.start));
  changes.add("终点", yes_or_no(old.end), yes_or_no(now.end));
  changes.report("更改" + describe(now), lines);
}

void compare_pair(const Definition&, const Check& old, const Definition&, const Check& now,
                  std::vector<std::string>& lines) {
  Changes changes;
  changes.add("条件", old.when.render(), now.when.render());
  changes.add("须填写的栏目", old.filled, now.filled);
  changes.add("代码", old.code, now.code);
  changes.add("拒绝的话", old.otherwise, now.otherwise);
  changes.add("解决办法", old.lifted_by, now.lifted_by);
  changes.report("更改" + describe(now), lines);
}

void compare_pair(const Transition& old, const Transition& now, std::vector<std::string>& lines) {
  Changes changes;
  changes.add("名称", old.label, now.label);
  changes.add("起点", old.from, now.from);
  changes.add("去处", old.to, now.to);
  changes.add("办理人", render_performers(old.by), render_performers(now.by));
  changes.add("条件", old.when.render(), now.when.render());
  changes.add("要求", old.needs, now.needs);
  changes.add("效果", old.effects, now.effects);
  changes.add("可填写的栏目", old.sets, now.sets);
  changes.add("审批", yes_or_no(old.verdict), yes_or_no(now.verdict));
  changes.add("本人不得办理", yes_or_no(old.not_own), yes_or_no(now.not_own));
  changes.add("退回", yes_or_no(old.returns), yes_or_no(now.returns));
  changes.add("自动转出", render_passes_on(old.passes_on), render_passes_on(now.passes_on));
  changes.report("更改" + describe(now), lines);
}

// Named things: what both have, then what was added, then what is gone.
template <typename Named>
void compare_named(const Definition& before, const Definition& after,
                   const std::vector<Named> Definition::*list, std::vector<std::string>& lines) {
  auto find = [&](const Definition& definition, const std::string& name) -> const Named* {
    for (const Named& one : definition.*list) {
      if (one.name == name) return &one;
    }
    return nullptr;
  };
  for (const Named& now : after.*list) {
    const Named* old = find(before, now.name);
    if (old == nullptr) lines.push_back("新增" + describe(now));
    if (old != nullptr) compare_pair(before, *old, after, now, lines);
  }
  for (const Named& old : before.*list) {
    if (find(after, old.name) == nullptr) lines.push_back("删去" + describe(old));
  }
}

// A transition has no name of its own: the closest of the same action is taken for the same one.
class TransitionMatch {
 public:
  TransitionMatch(const Definition& before, const Definition& after)
      : before_(before.transitions), partner_(after.transitions.size()) {
    match(after, [](const auto& a, const auto& b) {
      return a.from == b.from && a.to == b.to && a.when.render() == b.when.render();
    });
    match(after, [](const auto& a, const auto& b) { return a.from == b.from && a.to == b.to; });
    match(after, [](const auto& a, const auto& b) { return a.from == b.from; });
    match(after, [](const auto& a, const auto& b) { return a.to == b.to && meet(a, b); });
  }

  // Null for a new one.
  const Transition* partner(std::size_t after) const {
    return partner_[after] ? &before_[*partner_[after]] : nullptr;
  }
  bool is_gone(std::size_t before) const { return taken_.count(before) == 0; }

 private:
  static bool meet(const Transition& a, const Transition& b) {
    return std::any_of(a.from.begin(), a.from.end(),
                       [&](const std::string& place) { return b.starts_at(place); });
  }

  template <typename Alike>
  void match(const Definition& after, Alike alike) {
    for (std::size_t i = 0; i < partner_.size(); ++i) {
      if (partner_[i]) continue;
      for (std::size_t j = 0; j < before_.size() && !partner_[i]; ++j) {
        bool same = !taken_.count(j) && before_[j].action == after.transitions[i].action &&
                    alike(before_[j], after.transitions[i]);
        if (!same) continue;
        partner_[i] = j;
        taken_.insert(j);
      }
    }
  }

  const std::vector<Transition>& before_;
  std::vector<std::optional<std::size_t>> partner_;
  std::set<std::size_t> taken_;
};

void compare_transitions(const Definition& before, const Definition& after,
                         std::vector<std::string>& lines) {
  TransitionMatch match(before, after);
  for (std::size_t i = 0; i < after.transitions.size(); ++i) {
    const Transition* old = match.partner(i);
    if (old == nullptr) lines.push_back("新增" + describe(after.transitions[i]));
    if (old != nullptr) compare_pair(*old, after.transitions[i], lines);
  }
  for (std::size_t i = 0; i < before.transitions.size(); ++i) {
    if (match.is_gone(i)) lines.push_back("删去" + describe(before.transitions[i]));
  }
}

}  // namespace

std::vector<std::string> compare(const Definition& before, const Definition& after) {
  std::vector<std::string> lines;
  Changes head;
  head.add("标题", before.title, after.title);
  head.add("来源", before.source, after.source);
  head.report("更改流程", lines);
  compare_named(before, after, &Definition::places, lines);
  compare_named(before, after, &Definition::checks, lines);
  compare_transitions(before, after, lines);
  return lines;
}

}  // namespace xueshi::workflow
