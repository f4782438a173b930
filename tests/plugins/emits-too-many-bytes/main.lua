return function(book, emit)
  for i = 1, 9000 do emit{name = string.rep("啊", 10000), count = 1, hours = 1} end
end
