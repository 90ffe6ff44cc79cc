-- Removes all entries of a talent, and sets a tombstone that loads under way do not know. Removes first, which also
-- succeeds if Redis has no memory left.
-- KEYS: tombstone, denial, snapshots
-- ARGV: tombstone; time to live in milliseconds; denial to store, empty for none
for i = 2, #KEYS do
	redis.call('UNLINK', KEYS[i])
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if ARGV[3] ~= '' then
	redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
end
return 1
