-- template: columns: [{key: a, heading: 甲, merge: true}]
return function(book, emit)
  for i = 1, 10000 do emit{a = "同"} end
end
