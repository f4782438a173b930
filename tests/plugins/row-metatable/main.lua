return function(book, emit)
  for class in book:classes() do setmetatable(class, {}) end
end
