return function(book, emit)
  collectgarbage()
end
