return function(book, emit)
  emit{name = "a\0b", count = 1, hours = 1}
end
