return function(book, emit)
  string.find(string.rep("a", 40000), string.rep("a-", 400) .. "b")
end
