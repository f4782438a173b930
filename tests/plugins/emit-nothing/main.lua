return function(book, emit)
  emit()
end
