-- 骨干人才培训情况列表：已完成上报的名单，每人一行，次序不变。

return function(book, emit)
  for person in book:backbone() do
    emit{
      name = person.name,
      institute = person.institute,
      department = person.department,
      hours = hours(person.total_seconds),
    }
  end
end
