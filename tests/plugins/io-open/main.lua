return function(book, emit)
  io.open("/etc/passwd")
end
