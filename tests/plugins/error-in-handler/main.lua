return function(book, emit)
  xpcall(error, function() error("又错") end)
  error("到此为止")
end
