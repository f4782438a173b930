return function(book, emit)
  for class in book:classes() do
    emit{name = class.name, count = class.name, hours = 1}
  end
end
