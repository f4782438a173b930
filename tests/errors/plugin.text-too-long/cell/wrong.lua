return function(book, emit)
  for class in book:classes() do
    emit{name = string.rep("长", 40000), count = 1, hours = 1.5}
  end
end
