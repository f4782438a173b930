-- 继续教育与培训项目执行情况列表：计入统计的培训班，每班一行。
-- 未实施的培训班参训人数、工作人数写 0，经费照写。

return function(book, emit)
  for class in book:classes() do
    emit{
      name = class.name,
      excellent = class.excellent and "是" or "否",
      audience = class.audience,
      content = class.content,
      goal = class.goal,
      time = class.start_time .. "-" .. class.end_time,
      place = class.venue,
      attendees = class.carried_out and class.headcount or 0,
      staff = class.carried_out and class.staff_count or 0,
      budget = class.budget,
      outcome = class.outcome,
      contact = class.contact,
      phone = class.phone,
    }
  end
end
