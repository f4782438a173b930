-- form
return function(book, emit)
  for class in book:classes() do
    emit{total = 1, note = class.name}
  end
end
