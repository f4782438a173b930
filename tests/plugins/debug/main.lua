return function(book, emit)
  debug.getinfo(1)
end
