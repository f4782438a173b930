return function(book, emit)
  emit{name = book.labels.meet}
end
