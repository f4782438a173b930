return function(book, emit)
  for class in book:classes() do
    emit{name = class.name}
  end
end
