return function(book, emit)
  require("socket")
end
