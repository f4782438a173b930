return function(book, emit)
  for class in book:classes() do
    while class.name do end
  end
end
