return function(book, emit)
  local t = {table.unpack({}, 1, 1e8)}
end
