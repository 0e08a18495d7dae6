-- Half GET, half POST to unsubscribe links, every customer once: WEB_LINKS holds a path a line.
-- With WEB_CONFIRMED, the customers whose unsubscription was answered with 2xx are written there.
local requests, place = {}, 0
local thread_of_setup
confirmed, strange = {}, 0

function setup(thread) thread_of_setup = thread end

function init()
  local form = {["Content-Type"] = "application/x-www-form-urlencoded"}
  for path in io.lines(os.getenv("WEB_LINKS")) do
    requests[#requests + 1] = wrk.format("GET", path)
    requests[#requests + 1] = wrk.format("POST", path, form, "List-Unsubscribe=One-Click")
  end
  if not os.getenv("WEB_CONFIRMED") then response = nil end
end

function request()
  place = place + 1
  return requests[place] or error("more links are needed")
end

-- The page after unsubscribing offers to come back; the one before does not.
function response(status, headers, body)
  if status ~= 200 then strange = strange + 1 end
  if body:find('value="all"', 1, true) then
    confirmed[#confirmed + 1] = body:match("/p/([%w_-]+)")
  end
end

function done(summary)
  io.write(string.format("errors %d\n", summary.errors.connect + summary.errors.read
    + summary.errors.write + summary.errors.status + summary.errors.timeout))
  local file = os.getenv("WEB_CONFIRMED")
  if file then
    local out = io.open(file, "w")
    for _, token in ipairs(thread_of_setup:get("confirmed")) do out:write(token, "\n") end
    out:close()
  end
end
