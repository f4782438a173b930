-- 继续教育与培训工作总结：最后一次提交的数据，一张表。

return function(book, emit)
  for summary in book:summary() do
    emit{
      attendance = summary.attendance,
      execution_rate = summary.execution_rate,
      met = summary.met,
      backbone_rate = summary.backbone_rate,
      headcount = summary.headcount,
      completion_rate = summary.completion_rate,
      required = summary.required,
      funds = summary.funds,
      total_hours = summary.total_hours,
      average_hours = summary.average_hours,
      practice = summary.practice,
      overview = summary.overview,
    }
  end
end
