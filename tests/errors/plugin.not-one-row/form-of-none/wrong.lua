-- form
return function(book, emit)
end
