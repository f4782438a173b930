return function(book, emit)
  local s = string.rep("长", 1e9)
end
