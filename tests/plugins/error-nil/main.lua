return function(book, emit)
  error(nil)
end
