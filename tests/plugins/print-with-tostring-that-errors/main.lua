return function(book, emit)
  print(setmetatable({}, {__tostring = function() error("不给看") end}))
end
