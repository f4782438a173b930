return function(book, emit)
  while true do emit{name = "行", count = 1, hours = 1} end
end
