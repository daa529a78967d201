-- Asks for one customer after the other. Expects TOKEN, DOCUMENT (as a JSON string) and REFS (by commas) in the environment.
local refs = {}
for ref in os.getenv("REFS"):gmatch("[^,]+") do refs[#refs + 1] = ref end

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/graphql-response+json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")

local document = os.getenv("DOCUMENT")
local threads = {}

function setup(thread)
  thread:set("refused", 0)
  threads[#threads + 1] = thread
end

function init()
  math.randomseed(os.time())
end

function request()
  local ref = refs[math.random(#refs)]
  return wrk.format(nil, nil, nil, '{"query":' .. document .. ',"variables":{"ref":"' .. ref .. '"}}')
end

-- An error within a response of status 200 counts too.
function response(status, headers, body)
  if body:find('"errors"', 1, true) then refused = refused + 1 end
end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), refused + errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
