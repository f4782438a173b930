return function(book, emit)
  xpcall(error, function() while true do end end)
  while true do xpcall(error, error) end
end
