return function(book, emit)
  while true do pcall(print, string.rep("啊", 1000)) end
end
