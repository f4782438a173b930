-- template: form: {repeat: page, rows: [[{label: 甲, key: a}]]}
return function(book, emit)
  for i = 1, 1001 do emit{a = "x"} end
end
