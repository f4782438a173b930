return function(book, emit)
  error(string.rep("长", 300000))
end
