return function(book, emit)
  local function check(x) if not x then error("要有值", 2) end end
  check(true)
  check(nil)
end
