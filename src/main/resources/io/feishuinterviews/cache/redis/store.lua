-- Stores a snapshot, unless the talent was evicted since the load began, and ends the lease of the load.
-- KEYS: snapshot, denial, tombstone, lease
-- ARGV: value, empty if it is not stored; its time to live in milliseconds; tombstone when the load began, empty if
--       there was none; owner of the lease; version of the value, one byte
if redis.call('GET', KEYS[4]) == ARGV[4] then
	redis.call('DEL', KEYS[4])
end
if (redis.call('GET', KEYS[3]) or '') ~= ARGV[3] then
	return 0
end
redis.call('UNLINK', KEYS[2])
local version = redis.call('GETRANGE', KEYS[1], 0, 0)
if ARGV[1] == '' or tonumber(ARGV[2]) <= 0 or (version ~= '' and string.byte(version) > string.byte(ARGV[5])) then
	return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
