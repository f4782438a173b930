return function(book, emit)
  emit{nmae = "行", count = 1, hours = 1}
end
