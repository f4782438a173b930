-- 培训计划列表：申请院经费支持的计划在前，按资助排位。

return function(book, emit)
  for plan in book:plans() do
    local rank = ""
    if plan.funding_requested then
      rank = plan.rank and tostring(plan.rank) or "未排位"
    end
    emit{
      rank = rank,
      title = plan.title,
      kind = plan.kind,
      category = plan.category,
      month = plan.month,
      hours = hours(plan.seconds),
      days = plan.days,
      headcount = plan.headcount,
      budget = plan.budget,
      organiser = plan.organiser ~= "" and plan.organiser or plan.org,
      place = plan.place_kind,
      contact = plan.contact,
      phone = plan.phone,
      funding = plan.funding_requested and "是" or "否",
      excellence = plan.excellence,
      review = plan.review,
    }
  end
end
