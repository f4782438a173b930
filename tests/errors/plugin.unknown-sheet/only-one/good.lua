-- template: columns: [{key: a, heading: 甲}]
return function(book, emit)
  emit{a = "x"}
end
