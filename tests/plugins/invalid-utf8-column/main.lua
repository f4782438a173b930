return function(book, emit)
  emit{["\xff"] = 1}
end
