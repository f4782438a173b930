-- template: {columns: [{key: a, heading: 甲}, {key: n, heading: 数, format: integer, total: sum}], total: 合计}
return function(book, emit)
  for i = 1, 2 do emit{a = "", n = 500000000000000} end
end
