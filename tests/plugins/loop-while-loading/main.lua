while true do end
return function() end
