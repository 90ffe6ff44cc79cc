-- Reads the evictions since a place in the stream. Begins a stream and an epoch if there are none.
-- KEYS: stream, epoch
-- ARGV: place, empty at the start of an instance; another epoch
-- Returns: epoch; place; not empty if the place was lost; instance and talent of each eviction
local epoch = redis.call('GET', KEYS[2])
if not epoch then
	epoch = ARGV[2]
	redis.call('SET', KEYS[2], epoch)
end
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
if #last == 0 then
	local first = redis.call('XADD', KEYS[1], '*', 'begin', '')
	return { epoch, first, ARGV[1] }
end
if ARGV[1] == '' then
	return { epoch, last[1][1], '' }
end
local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', 1000)
if #entries == 0 or entries[1][1] ~= ARGV[1] then
	return { epoch, last[1][1], ARGV[1] }
end
local answer = { epoch, entries[#entries][1], '' }
for i = 2, #entries do
	answer[#answer + 1] = entries[i][2][2]
	answer[#answer + 1] = entries[i][2][4] or ''
end
return answer
