"""The reference against the numbers written in the documents. Run: python3 tests/reference/test_accounting.py"""

from fractions import Fraction

import accounting
from accounting import ACCOUNTS, HOUR


def hours(text):
    parts = [int(part) for part in text.split(":")] + [0, 0]
    return parts[0] * HOUR + parts[1] * 60 + parts[2]


def answer(year, leader=False, **given):
    """A statement of one record per source; keyword = source, value = "H:MM:SS"."""
    sources = {"roster": "roster", "external": "线下培训", "self_study": "在职自学", "abroad": "公派留学",
               "platform": "在线学习", "other_online": "网络学时"}
    records = [{"id": f"L{i}", "source": sources[name], "start": "2017-03-01 09:00", "seconds": hours(value)}
               for i, (name, value) in enumerate(given.items())]
    person = {"是否处级及以上": "是" if leader else "否"}
    return accounting.statement(ACCOUNTS, accounting.needs_of(person, year), records)


def effective(result, account):
    return result["accounts"][account]["effective_seconds"]


def test_two_requirements_from_2020():
    assert answer(2020, external="90", platform="50")["met"]
    assert not answer(2020, external="200", platform="49")["met"]
    assert not answer(2020, external="89:59:59", platform="50")["met"]
    assert not answer(2020, leader=True, external="109", platform="50")["met"]
    assert answer(2020, leader=True, external="110", platform="50")["met"]


def test_caps_of_2016():
    result = answer(2016, platform="60", self_study="30", external="39")
    assert effective(result, "online") == 50 * HOUR
    assert effective(result, "self_study") == 10 * HOUR
    assert effective(result, "total") == 99 * HOUR
    assert result["accounts"]["total"]["total_seconds"] == 129 * HOUR
    assert not result["met"]


def test_ten_self_study_records_of_five_hours():  # S2 Q3
    records = [{"id": f"L{i}", "source": "在职自学", "start": f"2017-03-{10 + i} 09:00", "seconds": 5 * HOUR}
               for i in range(10)]
    result = accounting.statement(ACCOUNTS, {}, records)
    assert effective(result, "total") == 10 * HOUR
    assert result["accounts"]["total"]["total_seconds"] == 50 * HOUR
    assert [r["counted_seconds"] for r in result["records"]] == [5 * HOUR, 5 * HOUR] + [0] * 8
    assert [r["blocked_by"] for r in result["records"]] == [None, None] + ["self_study"] * 8


def test_minutes_add_up():  # S4: 16小时10分 + 83小时50分 = 100小时
    assert answer(2016, external="16:10", abroad="83:50")["met"]


def test_cut_is_by_start_then_number():
    tree = [{"id": "all", "takes": ["roster", "线下培训"], "cap_seconds": 10}]
    same_start = [{"id": number, "source": "roster", "start": "2017-01-01 00:00", "seconds": 6}
                  for number in ("L9", "L10")]
    counted = accounting.count_records(tree, same_start)
    assert [(r["id"], r["counted_seconds"], r["blocked_by"]) for r in counted] == [("L10", 6, None), ("L9", 4, "all")]


def test_reason_is_the_first_full_account():
    tree = [{"id": "root", "of": ["low", "free"], "cap_seconds": 7},
            {"id": "low", "takes": ["a"], "cap_seconds": 5}, {"id": "free", "takes": ["b"]}]
    records = [{"id": "1", "source": "a", "start": "2017-01-01 00:00", "seconds": 6},   # low is full
               {"id": "2", "source": "b", "start": "2017-01-02 00:00", "seconds": 3},   # root is full
               {"id": "3", "source": "a", "start": "2017-01-03 00:00", "seconds": 1},   # both are; low comes first
               {"id": "4", "source": "b", "start": "2017-01-04 00:00", "seconds": 0}]   # nothing to cut
    result = accounting.statement(tree, {}, records)
    assert [r["counted_seconds"] for r in result["records"]] == [5, 2, 0, 0]
    assert [r["blocked_by"] for r in result["records"]] == ["low", "root", "low", None]
    assert sum(r["counted_seconds"] for r in result["records"]) == effective(result, "root") == 7


def test_unapproved_records_count_nothing():
    records = [{"id": "1", "source": "线下培训", "start": "2017-01-01 00:00", "seconds": HOUR, "status": "待审核"}]
    result = accounting.statement(ACCOUNTS, {}, records)
    assert result["accounts"]["total"]["total_seconds"] == result["longest_seconds"] == 0
    assert result["records"][0]["counted_seconds"] == 0 and result["records"][0]["blocked_by"] is None


def test_single_training_is_more_than_forty_hours():
    assert not accounting.is_candidate(answer(2017, external="40:00:00", abroad="30", platform="30"))
    assert accounting.is_candidate(answer(2017, external="40:00:01", platform="59:59:59"))
    assert not accounting.is_candidate(answer(2017, external="45", platform="54:59:59"))
    assert not accounting.is_candidate(answer(2017, platform="200"))


def test_rates():
    assert [accounting.backbone_rate(n, 457) for n in (0, 4, 10, 18, 19)] == ["0.00", "21.88", "54.70", "98.47", "103.94"]
    assert accounting.backbone_quota(457) == (Fraction(1828, 100), 18)
    assert accounting.percent(3, 7) == "42.86" and accounting.percent(23, 487) == "4.72"
    assert accounting.percent(0, 0) == "0.00"
    assert accounting.half_up(Fraction(1042321, 100) / 492) == "21.19"
    assert accounting.half_up(Fraction(5, 1000)) == "0.01" and accounting.half_up(Fraction(1, 2), 0) == "1"


def test_people_of_a_year():
    def people(hired="", left=""):
        return accounting.belongs_to_year({"入职时间": hired, "离职时间": left}, 2017)
    assert people() and people("2017-12-31") and not people("2018-01-01")
    assert people(left="2017-01-01") and not people(left="2016-12-31")
    assert accounting.exemption({"入职时间": "2017-05-02"}, 2017) == "new-hire"
    assert accounting.exemption({"入职时间": "2016-05-02"}, 2017) is None
    assert accounting.exemption({"是否有学时要求": "否"}, 2017) == "no-requirement"


if __name__ == "__main__":
    tests = [test for name, test in sorted(globals().items()) if name.startswith("test_")]
    for test in tests:
        test()
    print(f"{len(tests)} passed, 0 failed")
