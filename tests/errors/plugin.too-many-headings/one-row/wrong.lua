-- template: columns: [{spread: kinds, format: integer}]
return function(book, emit)
  local kinds = {}
  for i = 1, 201 do kinds[i] = 1 end
  emit{kinds = kinds}
end
