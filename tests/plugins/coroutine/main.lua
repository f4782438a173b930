return function(book, emit)
  coroutine.create(print)
end
