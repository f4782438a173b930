return function(book, emit)
  for a in book:people() do
    for i = 1, 100 do
      for b in book:classes() do end
    end
  end
end
