return function(book, emit)
  emit{name = "行", count = 1, hours = 0 / 0}
end
