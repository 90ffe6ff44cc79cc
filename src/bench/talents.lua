-- Asks for another talent each time: one of COUNT, or, with COUNT=0, one that nobody has asked for.
local count = tonumber(os.getenv("COUNT"))
local prefix = os.getenv("PREFIX")
local path = os.getenv("PATH_PATTERN")
local thread = 0
function setup(t)
	t:set("id", thread)
	thread = thread + 1
end
local n = 0
function request()
	n = n + 1
	local talent
	if count > 0 then talent = prefix .. math.random(0, count - 1) else talent = prefix .. id .. "-" .. n end
	return wrk.format("GET", (path:gsub("TALENT", talent)))
end
dofile("src/bench/report.lua")
