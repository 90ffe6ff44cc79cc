-- Replaces a value, unless it was replaced since it was read.
-- KEYS: value
-- ARGV: the value as it was read, empty if there was none; the new value; its time to live in milliseconds
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
	return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
