-- 各部门学时统计表：每个部门一行，人均学时从高到低。
-- 达标率只算有要求的人（person.exempt 为 nil），学时算所有人。

local function new_row(name)
  return {name = name, people = 0, seconds = 0, required = 0, met = 0}
end

local function add(row, person)
  row.people = row.people + 1
  row.seconds = row.seconds + person.total_seconds
  if person.exempt == nil then
    row.required = row.required + 1
    if person.met then row.met = row.met + 1 end
  end
end

-- 人均学时：分数相除会有误差，交叉相乘没有。
local function higher_average(a, b)
  return a.seconds * math.max(b.people, 1) > b.seconds * math.max(a.people, 1)
end

return function(book, emit)
  local rows, by_code = {}, {}
  local function row_of(code, name)
    if not by_code[code] then
      by_code[code] = new_row(name)
      table.insert(rows, by_code[code])
    end
    return by_code[code]
  end

  for department in book:departments() do row_of(department.code, department.name) end
  for person in book:people() do add(row_of(person.department_code, person.department), person) end

  table.sort(rows, higher_average) -- 人均相同的保持原来的次序
  for _, row in ipairs(rows) do
    if row.people > 0 or book.params.empty_departments then
      emit{
        department = row.name,
        people = row.people,
        total = hours(row.seconds),
        average = hours(row.seconds, row.people),
        met = row.met,
        rate = percent(row.met, row.required),
      }
    end
  end
end
