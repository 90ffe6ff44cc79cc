-- Reads the evictions since a place in the stream. Begins a stream and an epoch if there are none.
-- KEYS: stream, epoch
-- ARGV: place, empty at the start of an instance; another epoch
-- Returns: epoch; place; not empty if the place was lost; instance and talent of each eviction

-- Redis has lost evictions: entries of the former epoch may have been evicted.
local function beginEpoch()
	redis.call('SET', KEYS[2], ARGV[2])
	return ARGV[2]
end

local function isBefore(id, other)
	local time, sequence = string.match(id, '(%d+)%-(%d+)')
	local otherTime, otherSequence = string.match(other, '(%d+)%-(%d+)')
	return tonumber(time) < tonumber(otherTime)
		or (time == otherTime and tonumber(sequence) < tonumber(otherSequence))
end

local epoch = redis.call('GET', KEYS[2])
if not epoch then
	epoch = beginEpoch()
end
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #last == 0 then
	if ARGV[1] ~= '' then
		epoch = beginEpoch()
	end
	local first = redis.call('XADD', KEYS[1], '*', 'begin', '')
	return { epoch, first, ARGV[1] }
end
if ARGV[1] == '' then
	return { epoch, last[1][1], '' }
end
local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', 1000)
if #entries == 0 or entries[1][1] ~= ARGV[1] then
	local place = last[1][1]
	if isBefore(place, ARGV[1]) then
		epoch = beginEpoch()
		place = redis.call('XADD', KEYS[1], '*', 'begin', '')
	end
	return { epoch, place, ARGV[1] }
end
local result = { epoch, entries[#entries][1], '' }
for i = 2, #entries do
	result[#result + 1] = entries[i][2][2]
	result[#result + 1] = entries[i][2][4] or ''
end
return result
