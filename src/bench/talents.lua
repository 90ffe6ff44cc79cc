-- Requests a different talent each time: one of COUNT, or with COUNT=0 a new one.
local count = tonumber(os.getenv("COUNT"))
local prefix = os.getenv("PREFIX")
local path = os.getenv("PATH_PATTERN")
local thread = 0
function setup(t)
	t:set("id", thread)
	thread = thread + 1
end
local function request_for(talent)
	return wrk.format("GET", (path:gsub("TALENT", talent)))
end
-- created before the measurement, so that many requests cost wrk no more than one
local requests = {}
function init()
	for i = 1, count do requests[i] = request_for(prefix .. (i - 1)) end
end
local n = 0
function request()
	if count > 0 then return requests[math.random(count)] end
	n = n + 1
	return request_for(prefix .. id .. "-" .. n)
end
dofile("src/bench/report.lua")
