-- template: columns: [{spread: kinds, format: integer}]
return function(book, emit)
  order{kinds = {"线上"}}
end
