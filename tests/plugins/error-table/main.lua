return function(book, emit)
  error({code = 1})
end
