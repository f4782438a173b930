return function(book, emit)
  for class in book:classes() do
    emit{name = class.excellent and "是" or "否", count = 1, hours = 1.5}
  end
end
