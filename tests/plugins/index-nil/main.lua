return function(book, emit)
  for class in book:classes() do
    local unit = nil
    emit{name = unit.name}
  end
end
