-- Identifies one person after the other, as wrk's script. AUTHORIZATION holds the header's value.
local number = 0
local headers = { ["Authorization"] = os.getenv("AUTHORIZATION"), ["Content-Type"] = "application/json" }
local body = '{"email":"ada@example.com","plan":"pro","created_at":1700000000,"seats":3}'

function request()
  number = number + 1
  return wrk.format("PUT", "/api/v1/customers/person-" .. number, headers, body:gsub("ada", "ada" .. number))
end
