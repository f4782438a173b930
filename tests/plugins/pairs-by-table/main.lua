return function(book, emit)
  for key in pairs({[{}] = 1}) do end
end
