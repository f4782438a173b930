return function(book, emit)
  emit{name = 5, count = 1, hours = 1}
end
