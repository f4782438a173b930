return function(book, emit)
  _G.x = 1
end
