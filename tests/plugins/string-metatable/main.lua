return function(book, emit)
  getmetatable("").__index = nil
end
