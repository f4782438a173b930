-- Ãû³Æ
return function() end
