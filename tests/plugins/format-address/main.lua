return function(book, emit)
  print(string.format("%p", {}))
end
