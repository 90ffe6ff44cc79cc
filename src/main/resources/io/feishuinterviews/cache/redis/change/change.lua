-- Sets the time of a talent's last change, unless a later one is set.
-- KEYS: change
-- ARGV: time, time to live, both in milliseconds
local last = tonumber(redis.call('GET', KEYS[1]) or '')
if not last or last <= tonumber(ARGV[1]) then
	redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return 1
