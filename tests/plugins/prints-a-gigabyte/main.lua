return function(book, emit)
  local line = string.rep("啊", 1000)
  for i = 1, 1e6 do print(line) end
end
