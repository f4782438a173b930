-- template: {columns: [{key: a, heading: 甲}], group: {by: a, new_page: true}}
return function(book, emit)
  for _, a in ipairs{"东", "西", "东"} do emit{a = a} end
end
