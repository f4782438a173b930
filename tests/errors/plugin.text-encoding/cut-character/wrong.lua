return function(book, emit)
  for class in book:classes() do
    emit{name = string.sub(class.name, 1, 4), count = 1, hours = 1.5}
  end
end
