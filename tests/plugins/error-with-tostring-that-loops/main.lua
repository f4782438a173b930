return function(book, emit)
  error(setmetatable({}, {__tostring = function() while true do end end}))
end
