return function(book, emit)
  emit{name = "行", count = print, hours = 1}
end
