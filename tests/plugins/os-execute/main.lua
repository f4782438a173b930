return function(book, emit)
  os.execute("touch /tmp/xueshi")
end
