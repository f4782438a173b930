return function(book, emit)
  emit{name = math.random()}
end
