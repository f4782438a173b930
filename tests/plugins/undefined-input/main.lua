return function(book, emit)
  for class in book:clases() do end
end
