function fill(book, emit)
end
