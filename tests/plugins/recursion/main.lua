return function(book, emit)
  local function again() return 1 + again() end
  again()
end
