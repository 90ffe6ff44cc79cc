-- Prints one line for Benchmark.java: requests, microseconds, p50, p99, errors.
function done(summary, latency, requests)
	local errors = summary.errors
	io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
		latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
