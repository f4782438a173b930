return function(book, emit)
  emit{name = "\xff\xfe", count = 1, hours = 1}
end
