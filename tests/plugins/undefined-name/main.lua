return function(book, emit)
  emit{name = clas.name}
end
