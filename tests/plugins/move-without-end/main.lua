return function(book, emit)
  table.move({}, 1, 2^52, 2, {})
end
