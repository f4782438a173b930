return function(book, emit)
  local t = setmetatable({}, {__index = function() return string.rep("长", 1000) end})
  table.concat(t, "", 1, 2^40)
end
