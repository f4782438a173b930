return function(book, emit)
  assert(false)
end
