return function(book, emit)
  local function again() pcall(again) end
  while true do again() end
end
