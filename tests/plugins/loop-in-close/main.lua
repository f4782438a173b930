return function(book, emit)
  local t <close> = setmetatable({}, {__close = function() while true do end end})
  error("到此为止")
end
