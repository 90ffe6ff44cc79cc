-- Grants permits for calls to Feishu: for all instances together, no period holds more calls than its limit.
-- Times are in milliseconds, by the clock of Redis.
--
-- KEYS: the calls and the background refreshes, each a sorted set by time; the instances, a hash
-- ARGV:
--   1 the instance
--   2 CLIENT, BUSY_CLIENT or BACKGROUND to request a permit; SHARED or ALONE to report where the instance takes its
--     permits
--   3 the number of instances that it knows, 4 the number of instances to be expected
--   5 and 6 limit and period of the second, 7 and 8 of the minute
--   9 how long a call takes to reach Feishu, 10 after which time an instance counts as silent
--   11 the name of the permit
--   12 whether to return the calls by age: 0 or 1
--   from 13 calls of the instance that may be unknown here, for each its name, its age, and its priority
--
-- Returns
--   1 for a permit, 0 for none, -1 if the instance must report first
--   after which time there may be a permit, and which limit is reached: 1 the second, 2 the minute
--   the calls of the last second and minute, and the background refreshes of these
--   the number of instances, and how many of them lack permits
--   since when Redis has counted calls, how many calls and background refreshes there have been since, and how many of
--     them this command has added
--   how many calls of the second and of the minute are reserved for instances that do not take permits here
--   on demand, the calls of the last minute by age, oldest first: an age, the calls that are at least as old and younger
--     than those before, and the background refreshes among them

local calls, background, instances = KEYS[1], KEYS[2], KEYS[3]
local id, operation = ARGV[1], ARGV[2]
local second = { limit = tonumber(ARGV[5]), period = tonumber(ARGV[6]), reserved = 0 }
local minute = { limit = tonumber(ARGV[7]), period = tonumber(ARGV[8]), reserved = 0 }
local transit, silence = tonumber(ARGV[9]), tonumber(ARGV[10])
local memory = math.max(second.period, minute.period) + transit

local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000

local function text(number)
  return string.format('%.3f', number)
end

for _, key in ipairs({ calls, background }) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', text(now - memory))
  -- the clock has been set back
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. text(now), '+inf')) do
    redis.call('ZADD', key, text(now), member)
  end
end

-- Reserves the shares of instances that do not take permits here: those that report ALONE, are silent, or are missing.
local function reserve(count, share)
  for _, window in ipairs({ second, minute }) do
    window.reserved = window.reserved + count * math.floor(window.limit / share)
  end
end

local known, denied, count, lacking = false, 0, 1, 0
local fields = redis.call('HGETALL', instances)
for i = 1, #fields, 2 do
  local seen, state, share, lack = string.match(fields[i + 1], '^([%d.]+) (%u+) (%d+) ([%d.]+)$')
  -- the fields that do not match belong to no instance: #since, #calls and #background
  local age = seen and math.abs(now - tonumber(seen))
  if age and age > memory then
    redis.call('HDEL', instances, fields[i])
  elseif age and fields[i] == id then
    known, denied = true, tonumber(lack)
  elseif age then
    count = count + 1
    if state == 'ALONE' or age > silence then
      reserve(1, tonumber(share))
    elseif now - tonumber(lack) < second.period then
      lacking = lacking + 1
    end
  end
end
local expected = tonumber(ARGV[4])
if expected > count then
  reserve(expected - count, expected)
  count = expected
end

local function available(window)
  return math.max(1, math.floor(window.limit / count), window.limit - window.reserved)
end

local function countYounger(key, age)
  return redis.call('ZCOUNT', key, '(' .. text(now - age), '+inf')
end

local function used(key, window)
  return countYounger(key, window.period + transit)
end

-- Returns the time until a permit is available.
local function wait(key, window, allowed)
  local surplus = used(key, window) - math.max(1, allowed)
  if surplus < 0 then
    return 0
  end
  local call = redis.call('ZRANGEBYSCORE', key, '(' .. text(now - window.period - transit), '+inf', 'WITHSCORES',
    'LIMIT', surplus, 1)
  return math.max(1, tonumber(call[2]) + window.period + transit - now)
end

local added = { [calls] = 0, [background] = 0 }

local function add(key, score, member)
  added[key] = added[key] + redis.call('ZADD', key, 'GT', text(score), member)
  redis.call('PEXPIRE', key, math.ceil(memory))
end

local function addCall(score, member, use)
  if score > now - memory then
    add(calls, score, member)
    if use == 'BACKGROUND' then
      add(background, score, member)
    end
  end
end

-- Appends the calls in sixty parts of the last minute.
local function appendCallsByAge(values)
  local part = (minute.period + transit) / 60
  local younger = { used(calls, minute), used(background, minute) }
  for i = 59, 0, -1 do
    table.insert(values, math.floor(part * i))
    for j, key in ipairs({ calls, background }) do
      local count = countYounger(key, part * i)
      table.insert(values, younger[j] - count)
      younger[j] = count
    end
  end
end

local function reply(result, delay, limit)
  -- another time than before means that Redis has lost data
  redis.call('HSETNX', instances, '#since', string.format('%.0f', now))
  local total = redis.call('HINCRBY', instances, '#calls', added[calls])
  local totalBackground = redis.call('HINCRBY', instances, '#background', added[background])
  redis.call('PEXPIRE', instances, math.ceil(memory))
  local values = { result, math.ceil(delay), limit, used(calls, second), used(calls, minute), used(background, second),
    used(background, minute), count, lacking + 1, tonumber(redis.call('HGET', instances, '#since')), total,
    totalBackground, added[calls], added[background], second.limit - available(second),
    minute.limit - available(minute) }
  if ARGV[12] == '1' then
    appendCallsByAge(values)
  end
  return values
end

for i = 13, #ARGV, 3 do
  addCall(now - math.max(0, tonumber(ARGV[i + 1])), ARGV[i], ARGV[i + 2])
end

local state = operation
local result, delay, limit = 0, 0, 0
if operation == 'SHARED' or operation == 'ALONE' then
  if not known then
    result, state = -1, 'ALONE'
  end
elseif not known then
  return reply(-1, 0, 0)
else
  state = 'SHARED'
  local bySecond, byMinute = available(second), available(minute)
  local kept = operation ~= 'CLIENT' and math.floor(byMinute / 10) or 0
  local waitSecond, waitMinute = wait(calls, second, bySecond), wait(calls, minute, byMinute - kept)
  if operation == 'BACKGROUND' then
    waitSecond = math.max(waitSecond, wait(background, second, math.floor(bySecond / 2)))
    waitMinute = math.max(waitMinute, wait(background, minute, math.floor(byMinute / 2)))
  end
  delay = math.max(waitSecond, waitMinute)
  if delay == 0 then
    result = 1
    addCall(now, ARGV[11], operation)
  else
    limit = waitMinute > waitSecond and 2 or 1
    denied = now
  end
end

-- An instance that takes permits here learns the number of instances from the reply.
local share = tonumber(ARGV[3])
if state == 'SHARED' then
  share = math.min(share, count)
end
redis.call('HSET', instances, id, text(now) .. ' ' .. state .. ' ' .. share .. ' ' .. text(denied))
return reply(result, delay, limit)
