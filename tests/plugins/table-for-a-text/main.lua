return function(book, emit)
  emit{name = {}, count = 1, hours = 1}
end
