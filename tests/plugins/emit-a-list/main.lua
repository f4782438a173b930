return function(book, emit)
  emit{"行", 1, 1}
end
