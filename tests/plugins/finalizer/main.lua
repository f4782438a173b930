return function(book, emit)
  setmetatable({}, {__gc = function() while true do end end})
end
