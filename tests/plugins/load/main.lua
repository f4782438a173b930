return function(book, emit)
  load("return 1")()
end
