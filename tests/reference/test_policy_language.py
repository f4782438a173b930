"""The second implementation of the language of policies, key by key and sentence by sentence, against worked numbers.

Run: python3 tests/reference/test_policy_language.py
"""

import datetime
import pathlib
import random
import tempfile

import policy_grammar
import policy_language
from policy_language import HOUR, judge, resolve, seconds_of

ACCOUNTS = """
accounts:
  total:    {label: 总学时, of: [training, online]}
  training: {label: 培训, of: [class, self]}
  online:   {label: 网络, takes: [在线学习, 网络学时]}
  class:    {label: 培训班, takes: [roster, 线下培训, 公派留学]}
  self:     {label: 自学, takes: [在职自学]}
"""
NEED = "requirements: [{id: everyone, need: {total: 50}}]\n"
YEAR = 2024


def policy(text, accounts=ACCOUNTS):
    """A policy of the accounts above unless it has its own; of one need unless it has its own."""
    text = text + ("" if "accounts:" in text else accounts) + ("" if "requirements:" in text else NEED)
    return resolve([text])


def needing(need, *more):
    """A policy with that one requirement."""
    return policy("\n".join(more) + f"\nrequirements: [{{id: everyone, need: {need}}}]\n")


def ask(rules, *records, year=YEAR, day=None, **person):
    """A record: (start, source, amount …)."""
    return judge(rules, year, person, [list(record) for record in records], day)


def hours(answer, account="total"):
    return answer["effective"][account] / HOUR


def state(answer):
    return "open" if answer["open"] else "met" if answer["met"] else "not met"


# ---- texts and days -------------------------------------------------------------------------------------------------

def test_amounts():
    assert seconds_of("90") == 90 * HOUR and seconds_of("0.5") == 1800 and seconds_of("12.49") == 44964
    assert seconds_of("99小时59分59秒") == 100 * HOUR - 1 and seconds_of("1秒") == 1 and seconds_of("3小时10分") == 11400
    assert seconds_of("12.5学分") == 45000 and seconds_of("2篇") == 2 * HOUR


def test_scalars_stay_text():
    assert policy_language.read_yaml("{a: 2024-01-01, b: 11-10, c: false, d: 1/3}") == {
        "a": "2024-01-01", "b": "11-10", "c": "false", "d": "1/3"}


def test_months_back_is_the_same_day_or_the_months_last():
    day = datetime.date
    assert policy_language.months_after(day(2024, 8, 31), -6) == day(2024, 2, 29)
    assert policy_language.months_after(day(2024, 3, 30), -24) == day(2022, 3, 30)
    assert policy_language.months_after(day(2024, 1, 31), 1) == day(2024, 2, 29)


# ---- the policies that stand ready ----------------------------------------------------------------------------------

def test_2016_and_2020():
    rules = policy_language.load(policy_language.RULES / "2016.yaml")
    records = [("2017-03-01", "网络学时", "60"), ("2017-03-02", "在职自学", "30"), ("2017-03-03", "线下培训", "39")]
    answer = ask(rules, *records, year=2017)
    assert hours(answer) == 99 and answer["missing"] == {"total": HOUR} and not answer["met"]
    rules = policy_language.load(policy_language.RULES / "2023.yaml")
    answer = ask(rules, ("2023-03-01", "线下培训", "109"), ("2023-03-02", "网络学时", "50"), year=2023, rank="division_level")
    assert answer["requirement"] == "leaders" and answer["missing"] == {"training": HOUR, "online": 0}
    assert ask(rules, year=2023, hired="2023-01-01")["exempt"] == "new-hire"


# ---- extends, exemptions --------------------------------------------------------------------------------------------

BASE = ACCOUNTS + NEED + """
exempt:
  - {id: no-requirement, when: {hours_required: false}}
  - {id: new, when: {hired_in: reporting_year}}
sources: {论文: {unit: 篇, worth: 40, at_most: 40}}
"""


def test_maps_merge_and_none_takes_away():
    base = BASE.replace("label: 自学", "cap: 10, label: 自学")
    records = [("2024-03-01", "在职自学", "30")]
    assert hours(ask(resolve([base]), *records)) == 10
    assert hours(ask(resolve(["accounts: {self: {cap: none}}", base]), *records)) == 30
    assert hours(ask(resolve(["accounts: {self: {cap: 20}}", base]), *records)) == 20
    share = "accounts: {self: {cap: {share: 1/2, of: online}}}"
    assert hours(ask(resolve([share, base]), *records, ("2024-03-01", "网络学时", "8"))) == 12
    later = "accounts: {self: none, training: {of: [class]}, class: {takes: [roster, 线下培训, 公派留学, 在职自学]}}"
    assert list(resolve([later, base]).accounts) == ["total", "training", "online", "class"]


def test_exemptions_merge_by_id():
    later = resolve(["exempt: {late: {when: {hired_from: reporting/10-01}}, new: {when: {hired_in: 2000}}}", BASE])
    assert list(later.exempt) == ["no-requirement", "new", "late"]
    assert ask(later, hours_required="false")["exempt"] == "no-requirement"
    assert ask(later, hired="2024-10-01")["exempt"] == "late" and ask(later, hired="2024-09-30")["exempt"] is False
    assert list(resolve(["exempt: {new: none}", BASE]).exempt) == ["no-requirement"]
    assert list(resolve(["exempt: [{id: a, when: {rank: staff}}]", BASE]).exempt) == ["a"]


def test_exemption_leaves_the_verdict_alone():
    answer = ask(resolve([BASE]), ("2024-03-01", "线下培训", "50"), hours_required="false")
    assert answer["met"] and answer["exempt"] == "no-requirement"


def test_extends_is_looked_up_beside_the_file():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "2016.yaml").write_text(BASE, encoding="utf-8")
        (path / "draft.yaml").write_text("extends: 2016\naccounts: {self: {cap: 5}}\n", encoding="utf-8")
        assert hours(ask(policy_language.load(path / "draft.yaml"), ("2024-03-01", "在职自学", "30"))) == 5


# ---- facts and conditions -------------------------------------------------------------------------------------------

FACTS = "facts: {注册年度: year, 双注册: flag, 职称: [初级, 中级, 高级]}\n"


def fits(when, year=YEAR, begins="01-01", **person):
    rules = policy(FACTS + f"year: {{begins: {begins}}}\n" + f"""
requirements:
  - {{id: fits, when: {when}, need: {{total: 1}}}}
  - {{id: rest, need: {{total: 1}}}}
""")
    return ask(rules, year=year, **person)["requirement"] == "fits"


def test_own_facts():
    assert fits("{注册年度: 2022}", 注册年度="2022") and not fits("{注册年度: 2022}", 注册年度="2023")
    assert fits("{注册年度: reporting_year}", 注册年度="2024") and fits("{注册年度: previous_year}", 注册年度="2023")
    assert fits("{双注册: true}", 双注册="是") and fits("{双注册: false}", 双注册="false")
    assert fits("{职称: [中级, 高级]}", 职称="高级") and not fits("{职称: 中级}", 职称="高级")


def test_missing_facts_fit_nothing_positive():
    for when in ("{注册年度: 2022}", "{双注册: false}", "{职称: [初级, 中级, 高级]}", "{rank: division_level}", "{post: research}",
                 "{hired_in: reporting_year}", "{hired_before: 3000}", "{hired_from: 1900}"):
        assert not fits(when), when
        assert fits(f"{{none_of: [{when}]}}"), when


def test_missing_hours_required_is_true():
    assert fits("{hours_required: true}") and not fits("{hours_required: false}")
    assert fits("{hours_required: false}", hours_required="false")


def test_conditions_combine():
    both = "{rank: staff, post: research}"
    assert fits(both, rank="staff", post="research") and not fits(both, rank="staff")
    assert fits("{any_of: [{rank: staff}, {post: research}]}", post="research")
    assert not fits("{none_of: [{rank: staff}, {post: research}]}", post="research")
    assert fits("{rank: staff}")  # who is not said to be 处级及以上 is not


def test_hired_by_year():
    assert fits("{hired_in: reporting_year}", hired="2024-12-31") and not fits("{hired_in: 2024}", hired="2025-01-01")
    assert fits("{hired_in: previous_year}", hired="2023-01-01")
    assert fits("{hired_before: 2024}", hired="2023-12-31") and not fits("{hired_before: 2024}", hired="2024-01-01")


def test_day_words():
    assert fits("{hired_from: previous/11-01}", hired="2023-11-01")
    assert not fits("{hired_from: previous/11-01}", hired="2023-10-31")
    assert fits("{hired_before: reporting/03-01}", hired="2024-02-29")
    assert not fits("{hired_before: reporting/03-01}", hired="2024-03-01")


def test_the_bodys_year_and_hiring():
    assert fits("{hired_in: reporting_year}", begins="08-01", hired="2024-08-01")
    assert fits("{hired_in: reporting_year}", begins="08-01", hired="2025-07-31")
    assert not fits("{hired_in: reporting_year}", begins="08-01", hired="2024-07-31")
    assert fits("{hired_before: reporting/03-01}", begins="08-01", hired="2025-02-28")
    assert fits("{hired_from: previous/11-01}", begins="08-01", hired="2023-11-01")


def test_the_first_requirement_that_fits_holds():
    rules = policy("""
requirements:
  - {id: a, when: {rank: division_level}, need: {total: 10}}
  - {id: b, when: {post: research}, need: {total: 20}}
  - {id: c, need: {total: 30}}
""")
    assert ask(rules, rank="division_level", post="research")["requirement"] == "a"
    assert ask(rules, rank="staff", post="research")["missing"] == {"total": 20 * HOUR}
    assert ask(rules)["requirement"] == "c"


# ---- sources --------------------------------------------------------------------------------------------------------

def converted(entry, *records, more="", year=YEAR, need="{total: 1}", day=None):
    """Effective seconds of `total` from records of 论文: (start, amount …)."""
    rules = policy(f"sources: {{论文: {entry}}}\n{more}requirements: [{{id: e, need: {need}}}]\n",
                   ACCOUNTS.replace("在职自学", "在职自学, 论文"))
    return ask(rules, *[(start, "论文", *rest) for start, *rest in records], year=year, day=day)


def test_worth_is_an_exact_fraction():
    assert converted("{unit: 篇, worth: 40}", ("2024-03-01", "2"))["total"] == 80 * HOUR
    assert converted("{worth: 1/3}", ("2024-03-01", "1小时"))["total"] == 1200
    assert converted("{worth: 0}", ("2024-03-01", "9"))["total"] == 0
    assert converted("{worth: 1.5}", ("2024-03-01", "2"))["total"] == 3 * HOUR


def test_each_record_is_rounded_by_itself_half_up():
    assert converted("{worth: 1/3}", ("2024-03-01", "1秒"))["total"] == 0
    assert converted("{worth: 1/3}", ("2024-03-01", "2秒"))["total"] == 1
    assert converted("{worth: 1/2}", ("2024-03-01", "1秒"), ("2024-03-02", "1秒"))["total"] == 2
    assert converted("{worth: 1/3}", ("2024-03-01", "1秒"), ("2024-03-02", "1秒"))["total"] == 0


def test_at_most_limits_one_record_after_conversion():
    assert converted("{worth: 2, at_most: 24}", ("2024-03-01", "11"), ("2024-03-02", "20"))["total"] == 46 * HOUR


def test_a_source_that_is_not_listed_gives_its_own_hours():
    assert hours(ask(policy(""), ("2024-03-01", "在职自学", "7"))) == 7


def test_worth_by_author():
    entry = "{unit: 篇, worth: {by: 作者排序, first: 46, step: -3}}"
    assert converted(entry, ("2024-03-01", "1", {"作者排序": "1"}))["total"] == 46 * HOUR
    assert converted(entry, ("2024-03-01", "1", {"作者排序": "3"}))["total"] == 40 * HOUR
    assert converted(entry, ("2024-03-01", "1", {"作者排序": "17"}))["total"] == 0  # never below 0
    assert converted(entry, ("2024-03-01", "1"))["total"] == 46 * HOUR


def test_best_of_counts_one_work_once():
    entry = "{unit: 篇, worth: 1, best_of: 成果编号}"
    twice = [("2024-03-01", "5", {"成果编号": "A"}), ("2024-04-01", "7", {"成果编号": "A"})]
    assert converted(entry, *twice)["total"] == 7 * HOUR
    assert converted(entry, *twice, ("2024-04-01", "2", {"成果编号": "B"}), ("2024-05-01", "1"))["total"] == 10 * HOUR


def test_best_of_is_the_highest_within_the_period():
    entry = "{unit: 篇, worth: 1, best_of: 成果编号}"
    both = [("2023-03-01", "9", {"成果编号": "A"}), ("2024-04-01", "7", {"成果编号": "A"})]
    answer = converted(entry, *both, need="{over: {years: 2}, total: 16}")
    assert answer["total"] == 7 * HOUR and answer["missing"] == {"total": 7 * HOUR}


def test_spread():
    entry = "{worth: 1, spread: 2}"
    degree = ("2024-03-01", "1小时0分1秒")
    assert converted(entry, degree)["total"] == 1801  # the remainder first
    assert converted(entry, degree, year=2025)["total"] == 1800
    assert converted(entry, degree, year=2026)["total"] == 0
    window = converted(entry, degree, year=2025, need="{over: {days: 90}, total: 9}", day="2024-04-01")
    assert window["missing"] == {"total": 9 * HOUR - 3601}  # windows take the whole


def test_late_until():
    entry = "{worth: 1, late_until: 01-31}"
    assert converted(entry, ("2025-01-31", "5", "2024"))["total"] == 5 * HOUR
    assert converted(entry, ("2025-02-01", "5", "2024"))["total"] == 0
    assert converted(entry, ("2025-02-01", "5", "2024"), year=2025)["total"] == 5 * HOUR
    assert converted("{worth: 1}", ("2025-02-01", "5", "2024"))["total"] == 5 * HOUR


def test_roster_by_category():
    rules = policy(NEED + """
accounts:
  total:  {label: 总学时, of: [public, rest]}
  public: {label: 公需, takes: [roster:公需科目]}
  rest:   {label: 其余, takes: [roster, 线下培训]}
uncounted: [公派留学]
""")
    answer = ask(rules, ("2024-03-01", "roster:公需科目", "3"), ("2024-03-01", "roster:上岗培训", "4"),
                 ("2024-03-01", "roster", "5"), ("2024-03-01", "公派留学", "6"))
    assert hours(answer, "public") == 3 and hours(answer, "rest") == 9 and hours(answer) == 12


def test_a_source_that_nobody_takes_is_named():
    try:
        ask(policy(""), ("2024-03-01", "论文", "1"))
    except ValueError as error:
        assert "论文" in str(error)
    else:
        raise AssertionError("taken in silence")


# ---- years ----------------------------------------------------------------------------------------------------------

def test_the_year_begins():
    rules = policy("year: {begins: 08-01}\n")
    answer = ask(rules, ("2024-07-31", "在职自学", "1"), ("2024-08-01", "在职自学", "2"), ("2025-07-31", "在职自学", "4"),
                 ("2025-08-01", "在职自学", "8"))
    assert hours(answer) == 6


def test_years_go_by_the_stated_year():
    assert hours(ask(policy(""), ("2025-02-01", "在职自学", "3", "2024"), ("2024-02-01", "在职自学", "5", "2023"))) == 3


def test_hours_from_before_hiring_count():
    assert hours(ask(policy(""), ("2024-02-01", "在职自学", "3"), hired="2024-06-01")) == 3


def test_a_unit_changes_no_amount():
    rules = policy(NEED, ACCOUNTS.replace("label: 总学时", "label: 总学分, unit: 学分"))
    assert ask(rules, ("2024-03-01", "在职自学", "12.5"))["total"] == seconds_of("12.5学分")


# ---- caps -----------------------------------------------------------------------------------------------------------

def capped(cap, *records, need="{total: 1}", year=YEAR):
    text = ACCOUNTS.replace("label: 培训,", f"label: 培训, cap: {cap},")
    return ask(policy(f"requirements: [{{id: e, need: {need}}}]\n", text), *records, year=year)


THREE_YEARS = [("2022-03-01", "在职自学", "20"), ("2023-03-01", "线下培训", "5"), ("2024-03-01", "线下培训", "30")]


def test_a_cap_is_fixed_over_the_period_that_is_added_up():
    answer = capped("40", *THREE_YEARS, need="{over: {years: 3}, training: 50}")
    assert answer["missing"] == {"training": 10 * HOUR} and hours(answer, "training") == 30


def test_a_cap_in_each_year_of_the_period():
    answer = capped("{hours: 16, per: year}", *THREE_YEARS, need="{over: {years: 3}, training: 50}")
    assert answer["missing"] == {"training": (50 - 16 - 5 - 16) * HOUR} and hours(answer, "training") == 16


def test_a_cap_per_year_above_a_cap_per_year():
    text = ACCOUNTS.replace("label: 培训,", "label: 培训, cap: {hours: 10, per: year},").replace(
        "label: 自学,", "label: 自学, cap: {hours: 4, per: year},")
    rules = policy("requirements: [{id: e, need: {over: {years: 2}, training: 30}}]\n", text)
    answer = ask(rules, ("2023-03-01", "在职自学", "9"), ("2023-03-01", "线下培训", "5"), ("2024-03-01", "线下培训", "30"))
    assert answer["missing"] == {"training": (30 - 9 - 10) * HOUR}


def test_a_share_is_cut_down_to_the_second():
    answer = capped("{share: 1/2, of: online}", ("2024-03-01", "在职自学", "9"), ("2024-03-01", "网络学时", "3秒"))
    assert answer["effective"]["training"] == 1 and answer["total"] == 4


def test_a_share_takes_own_effective_hours_whatever_is_cut_above():
    text = ACCOUNTS.replace("label: 培训,", "label: 培训, cap: {share: 1, of: class},").replace(
        "label: 总学时,", "label: 总学时, cap: 5,").replace("label: 网络,", "label: 网络, cap: {share: 1/2, of: class},")
    answer = ask(policy(NEED, text), ("2024-03-01", "线下培训", "20"), ("2024-03-01", "在职自学", "9"),
                 ("2024-03-01", "网络学时", "30"))
    assert (hours(answer, "training"), hours(answer, "online"), hours(answer)) == (20, 10, 5)


def test_a_share_of_the_same_period():
    answer = capped("{share: 1/2, of: online}", *THREE_YEARS, ("2022-01-01", "网络学时", "60"),
                    need="{over: {years: 3}, training: 50}")
    assert answer["missing"] == {"training": 20 * HOUR} and hours(answer, "training") == 0


# ---- the forest -----------------------------------------------------------------------------------------------------

FOREST = """
accounts:
  sum:      {label: 合计, sums: [self, practice]}
  practice: {label: 执业, takes: [网络学时], apart: true}
  total:    {label: 总学时, of: [class, self], cap: 10}
  class:    {label: 培训班, takes: [roster, 线下培训, 公派留学, 在线学习]}
  self:     {label: 自学, takes: [在职自学], cap: 8}
"""


def test_apart_adds_to_nothing_and_sums_cut_nothing():
    rules = policy("requirements: [{id: e, need: {practice: 3, sum: 20}}]\n" + FOREST)
    answer = ask(rules, ("2024-03-01", "网络学时", "5"), ("2024-03-01", "在职自学", "9"), ("2024-03-01", "线下培训", "9"))
    assert hours(answer) == 10 and hours(answer, "practice") == 5
    assert hours(answer, "sum") == 13  # the own hours of self, whatever total cuts
    assert answer["missing"] == {"practice": 0, "sum": 7 * HOUR}


def test_the_first_root():
    assert policy(FOREST).first_root() == "total"


# ---- periods and three values ---------------------------------------------------------------------------------------

def test_a_need_as_a_list():
    rules = needing("[{total: 20}, {over: {years: 3, from: 2022}, total: 120}]")
    assert ask(rules, ("2022-03-01", "线下培训", "100"), ("2024-03-01", "线下培训", "20"))["met"]
    answer = ask(rules, ("2022-03-01", "线下培训", "102"), ("2024-03-01", "线下培训", "19"))
    assert not answer["met"] and answer["missing"] == {"total": HOUR}


def test_a_fixed_cycle_is_open_before_its_last_year():
    rules = needing("{over: {years: 3, from: 2022}, total: 120}")
    answer = ask(rules, ("2022-03-01", "线下培训", "50"), year=2023)
    assert state(answer) == "open" and answer["met"] and answer["missing"] == {"total": 70 * HOUR}
    assert state(ask(rules, ("2022-03-01", "线下培训", "50"))) == "not met"
    assert state(ask(rules, ("2022-03-01", "线下培训", "120"), year=2023)) == "open"  # also where the hours are reached
    assert state(ask(rules, ("2022-03-01", "线下培训", "120"))) == "met"
    assert state(ask(rules, ("2022-03-01", "线下培训", "120"), year=2027)) == "not met"  # every 3 after


def test_no_cycle_begins_before_from():
    answer = ask(needing("{over: {years: 3, from: 2025}, total: 120}"), ("2024-03-01", "线下培训", "50"))
    assert state(answer) == "open"


def test_a_cycle_of_ones_own():
    rules = needing("{over: {years: 5, from: 注册年度}, total: 100}", FACTS)
    records = [("2019-03-01", "线下培训", "250"), ("2020-03-01", "线下培训", "50"), ("2024-03-01", "线下培训", "50")]
    assert state(ask(rules, *records, 注册年度="2020")) == "met" and state(ask(rules, *records, 注册年度="2015")) == "met"
    assert state(ask(rules, *records[1:], 注册年度="2021")) == "open"
    assert state(ask(rules, *records)) == "open"  # the person's own year is missing
    assert state(ask(rules, *records, 注册年度="2025")) == "open"


def test_rolling_years():
    rules = needing("{over: {years: 3}, total: 50}")
    assert state(ask(rules, ("2022-03-01", "线下培训", "50"))) == "met"
    assert state(ask(rules, ("2021-12-31", "线下培训", "50"))) == "not met"
    assert state(ask(rules, ("2025-01-01", "线下培训", "50"))) == "not met"


def test_windows_by_start():
    rules = needing("{over: {days: 90}, total: 50}")

    def at(start, day="2024-12-31"):
        return state(ask(rules, (start, "线下培训", "50"), day=day))
    assert at("2024-12-31") == "met" and at("2024-10-03") == "met" and at("2024-10-02") == "not met"
    assert at("2024-06-02", "2024-06-01") == "not met" and at("2024-06-01", "2024-06-01") == "met"
    assert state(ask(rules, ("2024-12-31", "线下培训", "50", "2025"))) == "met"  # whatever its 年度


def test_windows_of_months():
    rules = needing("{over: {months: 6}, total: 50}")
    assert state(ask(rules, ("2024-03-01", "线下培训", "50"), day="2024-08-31")) == "met"
    assert state(ask(rules, ("2024-02-29", "线下培训", "50"), day="2024-08-31")) == "not met"


def test_a_window_ends_with_the_bodys_year():
    rules = needing("{over: {days: 30}, total: 5}", "year: {begins: 08-01}")
    assert state(ask(rules, ("2025-07-02", "线下培训", "5"))) == "met"
    assert state(ask(rules, ("2025-07-01", "线下培训", "5"))) == "not met"


def test_not_met_beats_met_beats_open():
    cycle = "{over: {years: 3, from: 2023}, online: 10}"
    rules = needing(f"[{{total: 20}}, {cycle}]")
    assert state(ask(rules, ("2024-03-01", "线下培训", "20"))) == "met"
    assert state(ask(rules)) == "not met"
    assert state(ask(needing(f"[{cycle}]"))) == "open"


def test_in_any_of_met_beats_open_beats_not_met():
    rules = needing("{any_of: [{total: 20}, {over: {years: 3, from: 2023}, online: 10}]}")
    assert state(ask(rules, ("2024-03-01", "线下培训", "20"))) == "met"
    assert state(ask(rules)) == "open"
    rules = needing("{any_of: [{class: 5, total: 25}, {self: 3}]}")
    assert state(ask(rules, ("2024-03-01", "线下培训", "4"), ("2024-03-01", "网络学时", "40"))) == "not met"
    assert state(ask(rules, ("2024-03-01", "在职自学", "3"))) == "met"
    assert state(ask(rules, ("2024-03-01", "线下培训", "25"))) == "met"


def test_any_of_inherits_its_blocks_over():
    rules = needing("{over: {years: 2}, total: 10, any_of: [{class: 5}, {over: {years: 1, from: 2024}, self: 3}]}")
    assert state(ask(rules, ("2023-03-01", "线下培训", "10"))) == "met"
    assert state(ask(rules, ("2023-03-01", "在职自学", "10"))) == "not met"  # its own over
    assert state(ask(rules, ("2023-03-01", "网络学时", "10"), ("2024-03-01", "在职自学", "3"))) == "met"


def test_missing_under_any_of_is_that_of_the_group_with_the_fewest():
    rules = needing("{any_of: [{class: 5, total: 25}, {self: 3}]}")
    assert ask(rules, ("2024-03-01", "线下培训", "23"))["missing"] == {"class": 0, "total": 2 * HOUR}
    assert ask(rules, ("2024-03-01", "在职自学", "1"))["missing"] == {"self": 2 * HOUR}


# ---- carries --------------------------------------------------------------------------------------------------------

CARRY = """
accounts:
  total:   {label: 总单元, of: [class, other, carried]}
  class:   {label: 可验证, takes: [roster, 线下培训, 公派留学, 在线学习]}
  other:   {label: 其余, takes: [在职自学, 网络学时]}
  carried: {label: 结转, carries: total, at_most: 21}
"""


def carrying(need, *records, requirement="", accounts=CARRY, year=YEAR, day=None, more="", **person):
    rules = policy(f"{more}\nrequirements: [{{id: e, need: {need}{requirement}}}]\n" + accounts)
    return ask(rules, *[(start, "线下培训", amount) for start, amount in records], year=year, day=day, **person)


def carried(*args, **more):
    return hours(carrying(*args, **more), "carried")


def test_what_was_above_the_need_of_the_period_before():
    assert carried("{total: 40}", ("2023-03-01", "50")) == 10
    assert carried("{total: 40}", ("2023-03-01", "90")) == 21
    assert carried("{total: 40}", ("2023-03-01", "90"), accounts=CARRY.replace(", at_most: 21", "")) == 50
    assert carried("{total: 40}", ("2023-03-01", "30")) == 0


def test_carried_hours_go_one_period_far():
    assert carried("{total: 40}", ("2022-03-01", "80"), ("2023-03-01", "21")) == 2  # 21 + 21 − 40
    assert carried("{total: 40}", ("2022-03-01", "80"), ("2023-03-01", "1")) == 0
    assert carried("{total: 15}", ("2022-03-01", "80"), ("2023-03-01", "3")) == 3  # no more than what was earned in it


def test_nothing_is_carried_without_records_or_need():
    assert carried("{total: 40}", ("2022-03-01", "90")) == 0
    assert carried("{class: 40}", ("2023-03-01", "90")) == 0
    assert carried("{over: {years: 2}, total: 40}", ("2023-03-01", "90")) == 0  # the year itself has no need


def test_carried_is_the_need_over_the_same_over():
    need = "[{total: 40}, {over: {years: 2, from: 2021}, total: 50}]"
    records = [("2022-03-01", "60"), ("2023-03-01", "45")]
    # Of the years: 60 − 40 = 20 into 2023, 20 + 45 − 40 = 25, at most 21 into 2024. The cycle 2023–2024 lacks nothing.
    assert carrying(need, *records)["missing"]["total"] == (40 - 21) * HOUR
    # The cycle 2021–2022 gives 60 − 50 = 10 to the next one: 10 + 1 + 39 is enough, 10 + 1 + 38.99 is not.
    need = need.replace("40", "1")
    assert carrying(need, ("2022-03-01", "60"), ("2023-03-01", "1"), ("2024-03-01", "39"))["met"]
    assert not carrying(need, ("2022-03-01", "60"), ("2023-03-01", "1"), ("2024-03-01", "38.99"))["met"]


def test_the_greatest_need_counts():
    assert carried("[{total: 20}, {any_of: [{total: 30}, {class: 1}]}]", ("2023-03-01", "45")) == 15


def test_carried_by_the_requirement_of_the_period_before():
    rules = policy("""
requirements:
  - {id: new, when: {hired_in: reporting_year}, need: {total: 10}}
  - {id: old, need: {total: 40}}
""" + CARRY)
    record = ("2023-03-01", "线下培训", "25")
    assert hours(ask(rules, record, hired="2023-02-01"), "carried") == 15
    assert hours(ask(rules, record, hired="2022-02-01"), "carried") == 0


def test_carried_from_a_need_prorated_with_its_own_months():
    prorate = ", prorate: {by: month, for: [hired]}"
    assert carried("{total: 40}", ("2023-08-01", "25"), requirement=prorate, hired="2023-07-01") == 5


def test_exemption_changes_nothing_in_what_is_carried():
    exempt = "exempt: [{id: new, when: {hired_in: 2023}}]"
    assert carried("{total: 40}", ("2023-03-01", "50"), more=exempt, hired="2023-01-01") == 10


def test_nothing_is_carried_into_the_first_cycle():
    need = "{over: {years: 2, from: 2023}, total: 50}"
    assert carrying(need, ("2022-03-01", "90"))["missing"] == {"total": 50 * HOUR}
    assert carrying(need, ("2023-03-01", "60"), year=2026)["missing"] == {"total": 40 * HOUR}


def test_carried_between_windows():
    need = "{over: {days: 30}, total: 10}"
    answer = carrying(need, ("2024-11-20", "14"), ("2024-12-20", "3"), day="2024-12-31")
    assert answer["missing"] == {"total": 3 * HOUR}


def test_carried_hours_stand_in_the_first_year():
    accounts = CARRY.replace("label: 总单元,", "label: 总单元, cap: {hours: 20, per: year},")
    need = "{over: {years: 2, from: 2021}, total: 40}"
    records = [("2021-03-01", "20"), ("2022-03-01", "90"), ("2023-03-01", "20"), ("2024-03-01", "20")]
    assert carrying(need, *records, accounts=accounts)["missing"] == {"total": 0}
    assert carrying(need, *records[:2], records[3], accounts=accounts)["missing"] == {"total": 20 * HOUR}


# ---- prorate --------------------------------------------------------------------------------------------------------

def prorated(need, rules="by: month, for: [hired, left, 产假]", year=YEAR, account="total", **person):
    """The need that is left, in hours, of somebody without records."""
    text = policy(f"{FACTS}requirements: [{{id: e, need: {need}, prorate: {{{rules}}}}}]\n")
    return ask(text, year=year, **person)["missing"][account] / HOUR


def test_months_present():
    assert prorated("{total: 90}", hired="2024-07-01") == 45
    assert prorated("{total: 90}", left="2024-03-31") == 22.5
    assert prorated("{total: 90}", absent=[["产假", "2024-01-01", "2024-05-31"]]) == 52.5
    assert prorated("{total: 90}", absent=[["病假", "2024-01-01", "2024-05-31"]]) == 90
    assert prorated("{total: 90}", rules="by: month, for: [产假]", hired="2024-07-01") == 90
    assert prorated("{total: 90}") == 90 and prorated("{total: 90}", hired="2025-01-01") == 0


def test_a_month_counts_when_present_on_more_than_half_of_its_days():
    assert prorated("{total: 12}", hired="2024-06-15") == 7  # 16 of 30 days
    assert prorated("{total: 12}", hired="2024-06-16") == 6  # 15 of 30: present on the day of hiring, half is not more
    assert prorated("{total: 12}", left="2024-06-16") == 6 and prorated("{total: 12}", left="2024-06-15") == 5
    assert prorated("{total: 12}", absent=[["产假", "2024-04-16", "2024-04-30"]]) == 11  # away on both ends: 15 of 30
    assert prorated("{total: 12}", absent=[["产假", "2024-04-17", "2024-04-30"]]) == 12


def test_overlaps_count_once():
    twice = [["产假", "2024-04-01", "2024-04-10"], ["产假", "2024-04-05", "2024-04-14"]]
    assert prorated("{total: 12}", absent=twice) == 12  # 14 days
    assert prorated("{total: 12}", absent=twice + [["产假", "2024-04-30", "2024-04-30"]]) == 11


def test_a_prorated_need_goes_up_to_the_next_second():
    assert prorated("{total: 7秒}", hired="2024-06-01") == 5 / HOUR  # 7 × 7 ÷ 12 = 4.08


def test_round_to_the_hour():
    hour = "by: month, for: [hired], round: hour"
    assert prorated("{total: 25}", rules=hour, hired="2024-06-01") == 15  # 14.58
    assert prorated("{total: 24}", rules=hour, hired="2024-06-01") == 14
    assert prorated("{total: 25}", rules="by: month, for: [hired], round: none", hired="2024-06-01") == 175 / 12


def test_only_some_accounts():
    rules = "by: month, for: [hired], only: [total]"
    assert prorated("{total: 90, online: 20}", rules=rules, hired="2024-07-01") == 45
    assert prorated("{total: 90, online: 20}", rules=rules, hired="2024-07-01", account="online") == 20


def test_months_of_the_period():
    assert prorated("{over: {years: 3}, total: 36}", hired="2024-07-01") == 6
    assert prorated("{over: {years: 3, from: 2023}, total: 36}", hired="2024-07-01") == 18
    assert prorated("{over: {years: 2, from: 注册年度}, total: 24}", hired="2024-07-01", 注册年度="2023") == 6
    assert prorated("{any_of: [{total: 24}]}", hired="2024-07-01") == 12


def test_windows_are_not_prorated():
    assert prorated("{over: {days: 90}, total: 36}", hired="2024-12-20") == 36
    assert prorated("{over: {months: 24}, total: 36}", hired="2024-12-20") == 36


def test_months_of_the_bodys_year():
    rules = policy("year: {begins: 08-01}\nrequirements: "
                   "[{id: e, need: {total: 12}, prorate: {by: month, for: [hired]}}]\n")
    assert ask(rules, hired="2025-01-01")["missing"]["total"] == 7 * HOUR


# ---- cases ----------------------------------------------------------------------------------------------------------

def test_whatever_is_named_is_compared():
    answer = ask(policy(""), ("2024-03-01", "线下培训", "49小时59分59秒"))
    good = {"met": "false", "open": "false", "exempt": "false", "total": "49小时59分59秒",
            "missing": {"total": "1秒"}, "effective": {"class": "49小时59分59秒", "online": "0"}, "requirement": "everyone"}
    assert policy_language.differences(good, answer) == []
    assert len(policy_language.differences({"met": "true", "total": "50", "missing": {"total": "2秒"}}, answer)) == 3


def test_a_case_may_say_its_own_year_and_day():
    case = {"name": "甲", "year": "2023", "records": [["2023-03-01", "线下培训", "50"]], "day": "2023-06-01"}
    assert policy_language.judge_case(policy(""), case, "2024")["met"]


# ---- what holds for every policy of the language --------------------------------------------------------------------

def random_people(count, people=4):
    for number in range(count):
        _, rules, cases = policy_grammar.make("properties", number, people)
        for case in cases:
            yield rules, policy_grammar.read(case), random.Random(case["name"])


def answer_to(rules, case, records):
    return policy_language.judge_case(rules, {**case, "records": records}, case["year"])


def test_every_random_case_passes():
    for rules, case, _ in random_people(20):
        assert policy_language.differences(case["expect"], answer_to(rules, case, case["records"])) == [], case


def test_the_order_of_records_does_not_matter():
    for rules, case, rng in random_people(20):
        shuffled = rng.sample(case["records"], len(case["records"]))
        assert answer_to(rules, case, shuffled) == answer_to(rules, case, case["records"]), case


def test_more_hours_never_turn_met_into_not_met():
    for rules, case, rng in random_people(30):
        records = []
        before = answer_to(rules, case, records)
        for record in rng.sample(case["records"], len(case["records"])):
            records.append(record)
            after = answer_to(rules, case, records)
            assert after["met"] or not before["met"], (case, records)
            assert all(after["effective"][name] >= seconds for name, seconds in before["effective"].items()), case
            before = after


def run():
    tests = [test for name, test in sorted(globals().items()) if name.startswith("test_")]
    for test in tests:
        test()
    print(f"{len(tests)} passed, 0 failed")


if __name__ == "__main__":
    run()
