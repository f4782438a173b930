return function(book, emit)
  string.dump(function() end)
end
