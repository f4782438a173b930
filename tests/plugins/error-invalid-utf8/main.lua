return function(book, emit)
  error("\xff\xfe")
end
