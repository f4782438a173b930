return function(book, emit)
  emit{name = true, count = 1, hours = 1}
end
