return function(book, emit)
  emit{name = string.rep("啊", 40000), count = 1, hours = 1}
end
