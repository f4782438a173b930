return function(book, emit)
  loadstring("return 1")()
end
