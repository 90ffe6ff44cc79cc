-- Acquires the lease of a talent, unless another instance has it, or has stored an entry since the lookup.
-- KEYS: snapshot, denial, lease
-- ARGV: the times of the snapshot and the denial at the lookup (the last 8 bytes of each); owner; milliseconds
if redis.call('GETRANGE', KEYS[1], -8, -1) .. redis.call('GETRANGE', KEYS[2], -8, -1) ~= ARGV[1] then
	return 0
end
if redis.call('SET', KEYS[3], ARGV[2], 'NX', 'PX', ARGV[3]) then
	return 1
end
return 0
