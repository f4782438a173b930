return function(book, emit)
  emit{something = "行", count = 1, hours = 1}
end
