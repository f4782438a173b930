"""The accounting rules a second time.

Written from the rules of the field, not from the engine: what remains of a person's hours under the caps, which second
is cut, who has met the requirement, who may be reported as backbone, and the figures of the annual summary. It exists
to be compared with the engine on thousands of random people (generate.py, compare.py) and to work out the planted
figures of the sample academy (examples/make_academy.py --check).

Integer seconds throughout; exact fractions until the one rounding at output, half up. A person, plan, class or record is
a plain dict whose keys and words are those of the import files.
"""

from fractions import Fraction

HOUR = 3600


# ---- one person: accounts, caps, the second that is cut -------------------------------------------------------------

def parents_of(accounts):
    """{account: the account above it}; the root has none."""
    return {child: account["id"] for account in accounts for child in account.get("of", [])}


def leaf_of_source(accounts):
    return {source: account["id"] for account in accounts for source in account.get("takes", [])}


def path_to_root(account, parents):
    path = [account]
    while path[-1] in parents:
        path.append(parents[path[-1]])
    return path


def is_approved(record):
    return record.get("status", "审核通过") == "审核通过"


def totals(accounts, records):
    """Total hours 总学时 of every account: all approved seconds posted to it or below it, whatever the caps."""
    parents, leaf = parents_of(accounts), leaf_of_source(accounts)
    total = {account["id"]: 0 for account in accounts}
    for record in filter(is_approved, records):
        for account in path_to_root(leaf[record["source"]], parents):
            total[account] += record["seconds"]
    return total


def effective(accounts, total):
    """Effective hours 有效学时 of every account: min(cap, the sum of the effective hours below it)."""
    by_id = {account["id"]: account for account in accounts}
    result = {}

    def remains(name):
        account = by_id[name]
        below = sum(remains(child) for child in account["of"]) if "of" in account else total[name]
        cap = account.get("cap_seconds")
        result[name] = below if cap is None else min(cap, below)
        return result[name]

    for name in by_id.keys() - parents_of(accounts).keys():
        remains(name)
    return result


def count_records(accounts, records):
    """What each record counts for, in order of start, then source number.

    A record gives what every account from its leaf up to the root still has room for. Where that is less than the record
    holds, the first account on the way up that has no room left afterwards is the reason.
    """
    parents, leaf = parents_of(accounts), leaf_of_source(accounts)
    room = {account["id"]: account.get("cap_seconds") for account in accounts}
    counted = []
    for record in sorted(records, key=lambda r: (r["start"], r["id"].encode())):
        path = path_to_root(leaf[record["source"]], parents)
        limits = [name for name in path if room[name] is not None]
        gives = min([record["seconds"]] + [room[name] for name in limits]) if is_approved(record) else 0
        for name in limits:
            room[name] -= gives
        is_cut = is_approved(record) and gives < record["seconds"]
        reason = next(name for name in limits if room[name] == 0) if is_cut else None
        counted.append({"id": record["id"], "account": path[0], "counted_seconds": gives, "blocked_by": reason})
    return counted


def longest_single_training(accounts, records):
    """The longest record of an account marked as single training, by its own seconds whatever a cap leaves of it."""
    leaf = leaf_of_source(accounts)
    single = {account["id"] for account in accounts if account.get("single_training")}
    return max((r["seconds"] for r in records if is_approved(r) and leaf[r["source"]] in single), default=0)


def statement(accounts, needs, records):
    """The whole answer for one person and year; `needs` is {account: seconds of effective hours}."""
    total = totals(accounts, records)
    remains = effective(accounts, total)
    lines = {}
    for name in total:
        need = needs.get(name)
        lines[name] = {
            "total_seconds": total[name],
            "effective_seconds": remains[name],
            "need_seconds": need,
            "met": None if need is None else remains[name] >= need,
        }
    return {
        "accounts": lines,
        "records": count_records(accounts, records),
        "longest_seconds": longest_single_training(accounts, records),
        "met": all(remains[name] >= need for name, need in needs.items()),
    }


# ---- the policies: 2016 (S1, S4) and 2020 (S2 Q1, 人字[2019]89号) ------------------------------------------------------

def _accounts():
    return [
        {"id": "total", "of": ["training", "online"]},
        {"id": "training", "of": ["class", "external", "self_study", "study_abroad"]},
        {"id": "online", "of": ["platform", "other_online"], "cap_seconds": 50 * HOUR},
        {"id": "class", "takes": ["roster"], "single_training": True},
        {"id": "external", "takes": ["线下培训"], "single_training": True},
        {"id": "self_study", "takes": ["在职自学"], "cap_seconds": 10 * HOUR},
        {"id": "study_abroad", "takes": ["公派留学"], "single_training": True},
        {"id": "platform", "takes": ["在线学习"]},
        {"id": "other_online", "takes": ["网络学时"]},
    ]


ACCOUNTS = _accounts()  # the caps are the same from 2016 and from 2020


def needs_of(person, year):
    if year < 2020:
        return {"total": 100 * HOUR}
    training = 110 if person.get("是否处级及以上") == "是" else 90
    return {"training": training * HOUR, "online": 50 * HOUR}


# ---- many people ----------------------------------------------------------------------------------------------------

def belongs_to_year(person, year):
    """Hired on or before 31 December (or no date) and not left before 1 January."""
    hired, left = person.get("入职时间") or "", person.get("离职时间") or ""
    return hired <= f"{year}-12-31" and (not left or left >= f"{year}-01-01")


def exemption(person, year):
    """Why somebody is outside the completion rate, or None. Everyone is in unless marked."""
    if person.get("是否有学时要求") == "否":
        return "no-requirement"
    if (person.get("入职时间") or "").startswith(f"{year}-"):
        return "new-hire"
    return None


def is_candidate(answer):
    """Backbone: total hours at least 100, and one single training of more than 40 h."""
    return answer["accounts"]["total"]["total_seconds"] >= 100 * HOUR and answer["longest_seconds"] > 40 * HOUR


def half_up(value, places=2):
    """A Fraction as a decimal text, rounded half up, all places written."""
    scaled = int(abs(value) * 10**places * 2 + 1) // 2
    digits = f"{scaled:0{places + 1}}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return "-" + text if value < 0 and scaled else text


def percent(part, whole):
    """0 ÷ 0 prints as 0."""
    return half_up(Fraction(100 * part) / Fraction(whole) if whole else Fraction(0))


def backbone_quota(headcount, quota_percent=4):
    """The exact product and the whole number shown (half up); the rate uses the product."""
    product = Fraction(headcount * quota_percent, 100)
    return product, int(half_up(product, 0))


def backbone_rate(reported, headcount, quota_percent=4):
    if not headcount:
        raise ValueError("no headcount, or 0: the rate is refused")
    return percent(reported, backbone_quota(headcount, quota_percent)[0])


def classes_that_count(classes, plans, year):
    """Classes of the year that have no plan, or whose plan is finally approved and not withdrawn.

    A project plan has exactly one class from its creation on: one without a row of its own stands for it, not carried out.
    """
    by_number = {plan["计划编号"]: plan for plan in plans}
    own_row = {row["计划编号"] for row in classes if row.get("计划编号")}
    rows = [row for row in classes if row["培训年度"] == str(year)]
    for plan in plans:
        if plan["年度"] == str(year) and plan["计划类型"] == "项目计划" and plan["计划编号"] not in own_row:
            rows.append({"培训编号": plan["计划编号"], "计划编号": plan["计划编号"], "培训名称": plan["计划名称"],
                         "计划参加人数": plan["计划参加人数"], "实施状态": "未实施", "培训开始时间": plan["培训时间"]})

    def counts(row):
        if not row.get("计划编号"):
            return True
        plan = by_number[row["计划编号"]]
        return plan.get("审批情况") == "审批通过" and not plan.get("撤销说明")

    return sorted(filter(counts, rows), key=lambda row: row["培训编号"].encode())


def summary(people, statements, classes, year, headcount, reported):
    """The figures of the annual summary. `people`: of the year; `classes`: those that count; `statements`: by employee."""
    required = [p for p in people if exemption(p, year) is None]
    met = [p for p in required if statements[p["员工编号"]]["met"]]
    carried_out = [row for row in classes if row["实施状态"] == "已实施"]
    total = sum(statements[p["员工编号"]]["accounts"]["total"]["total_seconds"] for p in people)
    return {
        "attendance": sum(int(row["计划参加人数"]) for row in classes),
        "execution_rate": percent(len(carried_out), len(classes)),
        "met": len(met),
        "required": len(required),
        "completion_rate": percent(len(met), len(required)),
        "headcount": headcount,
        "backbone_rate": backbone_rate(reported, headcount),
        "people": len(people),
        "total_seconds": total,
        "total_hours": half_up(Fraction(total, HOUR)),
        "average_hours": half_up(Fraction(total, HOUR * len(people)) if people else Fraction(0)),
    }
