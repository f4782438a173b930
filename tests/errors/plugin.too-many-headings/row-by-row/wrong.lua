-- template: columns: [{spread: kinds, format: integer}]
return function(book, emit)
  for i = 1, 201 do emit{kinds = {["第" .. i .. "类"] = 1}} end
end
