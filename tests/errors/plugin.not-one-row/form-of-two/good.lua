-- form
return function(book, emit)
  emit{total = 1, note = ""}
end
