return function(book, emit)
  for class in book:classes() do
    emit{name = class.title, count = 1, hours = 1.5}
  end
end
