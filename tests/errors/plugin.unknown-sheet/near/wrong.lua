-- template: sheets: [{name: 按部门, columns: [{key: a, heading: 甲}]}]
return function(book, emit)
  emit("按部们", {a = "x"})
end
