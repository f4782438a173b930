return function(book, emit)
  for class in book:classes() do
    local rows = {} for i = 1, 1e9 do rows[i] = class.name .. i end
  end
end
