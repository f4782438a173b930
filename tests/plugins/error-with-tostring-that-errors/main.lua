return function(book, emit)
  error(setmetatable({}, {__tostring = function() error("又错") end}))
end
