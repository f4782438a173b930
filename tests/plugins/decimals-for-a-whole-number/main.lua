return function(book, emit)
  emit{name = "行", count = 1.5, hours = 1}
end
