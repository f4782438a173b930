return function(book, emit)
  for class in book:classes() do
    for i = 1, 9000 do emit{name = string.rep("长", 10000), count = 1, hours = 1.5} end
  end
end
