-- template: columns: [{spread: kinds, format: integer}]
return function(book, emit)
  emit{kinds = {["线上"] = 1}}
end
