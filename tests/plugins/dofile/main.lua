return function(book, emit)
  dofile("/etc/passwd")
end
