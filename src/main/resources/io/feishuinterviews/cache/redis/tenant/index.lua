-- Adds names of keys to those of a tenant, unless the tenant was purged. Forgets those whose data has expired.
-- KEYS: last purge, index
-- ARGV: the last purge at the lookup, empty for none; how long the data lives, in milliseconds; names
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
	return 0
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
for i = 3, #ARGV do
	redis.call('ZADD', KEYS[2], 'GT', now + ARGV[2], ARGV[i])
end
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[2]) then
	redis.call('PEXPIRE', KEYS[2], ARGV[2])
end
return 1
