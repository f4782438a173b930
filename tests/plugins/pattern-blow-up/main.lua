return function(book, emit)
  string.find(string.rep("a", 3000), string.rep("a-", 15) .. "b")
end
