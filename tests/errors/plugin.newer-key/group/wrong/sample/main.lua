return function(book, emit) end
