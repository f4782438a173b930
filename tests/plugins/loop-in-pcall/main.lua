return function(book, emit)
  while true do
    pcall(function() while true do end end)
  end
end
