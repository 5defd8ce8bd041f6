-- Asks for the home page and an article of every village in turn.
local hosts = {}
for line in io.lines(os.getenv("BENCH_HOSTS")) do hosts[#hosts + 1] = line end
local only = os.getenv("BENCH_PATH")
local paths = only and { only } or { "/", "/artikel/kabar-uji" }
local requests, at = {}, 0

function init()
  for _, path in ipairs(paths) do
    for _, host in ipairs(hosts) do
      requests[#requests + 1] = wrk.format("GET", path, { ["Host"] = host })
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %.2f %.2f\n",
    summary.requests / (summary.duration / 1e6),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
