return function(book, emit)
  for class in book:classes() do
    if class.name == "培训名称2" then error("缺少联系人") end
  end
end
