-- template: columns: [{spread: kinds, format: integer}]
return function(book, emit)
  order{kind = {"线上"}}
end
