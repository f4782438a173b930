return function(book, emit)
  for class in book:classes() do
    if class.name == "培训名称2" then while true do end end
  end
end
