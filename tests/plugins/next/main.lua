return function(book, emit)
  next({})
end
