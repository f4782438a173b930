return function(book, emit)
  while true do end
end
