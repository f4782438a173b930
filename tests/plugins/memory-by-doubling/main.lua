return function(book, emit)
  local s = "长"
  while true do s = s .. s end
end
