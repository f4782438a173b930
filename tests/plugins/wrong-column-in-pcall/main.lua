return function(book, emit)
  pcall(emit, {nmae = 1})
  emit{name = "行", count = 1, hours = 1}
end
