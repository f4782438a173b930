return function(book, emit)
  while true do pcall(string.rep, "长", 1e9) end
end
