-- template: columns: [{key: day, heading: 日期, format: date}]
return function(book, emit)
  emit{day = "2017年11月"}
end
