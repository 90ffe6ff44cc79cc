-- Asks for another talent each time: one of COUNT, or, with COUNT=0, one that nobody has asked for.
local count = tonumber(os.getenv("COUNT"))
local prefix = os.getenv("PREFIX")
local path = os.getenv("PATH_PATTERN")
local thread = 0
function setup(t)
	t:set("id", thread)
	thread = thread + 1
end
local function ask(talent)
	return wrk.format("GET", (path:gsub("TALENT", talent)))
end
-- made before the time runs: many are not to take wrk longer than one
local requests = {}
function init()
	for i = 1, count do requests[i] = ask(prefix .. (i - 1)) end
end
local n = 0
function request()
	if count > 0 then return requests[math.random(count)] end
	n = n + 1
	return ask(prefix .. id .. "-" .. n)
end
dofile("src/bench/report.lua")
