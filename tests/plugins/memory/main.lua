return function(book, emit)
  local t = {}
  for i = 1, 1e9 do t[i] = "行" .. i end
end
