return function(book, emit)
  setmetatable({}, {__mode = "k"})
end
