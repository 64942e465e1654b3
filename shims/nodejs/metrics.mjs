// What the server tells of itself: Prometheus' metrics and Apache's log.

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Calls, failures and durations by method. */
export const createMetrics = () => {
  const methods = new Map()

  /** Runs `work` and counts it under `method`. */
  const measure = async (method, work) => {
    if (!methods.has(method))
      methods.set(method, { calls: 0, ended: 0, failures: 0, sum: 0, buckets: BUCKETS.map(() => 0) })
    const counts = methods.get(method)
    const begun = performance.now()
    counts.calls += 1
    try {
      return await work()
    } catch (error) {
      counts.failures += 1
      throw error
    } finally {
      const seconds = (performance.now() - begun) / 1000
      counts.ended += 1
      counts.sum += seconds
      BUCKETS.forEach((limit, index) => (counts.buckets[index] += seconds <= limit ? 1 : 0))
    }
  }

  /** Prometheus' text format, version 0.0.4. */
  const text = () => {
    const rows = [...methods].map(([method, counts]) => [`method="${method.replace(/["\\]/g, '\\$&')}"`, counts])
    const lines = [
      '# HELP function_duration_seconds Duration of user function in seconds',
      '# TYPE function_duration_seconds histogram',
      ...rows.flatMap(([label, { buckets, sum, ended }]) => [
        ...BUCKETS.map((limit, index) => `function_duration_seconds_bucket{le="${limit}",${label}} ${buckets[index]}`),
        `function_duration_seconds_bucket{le="+Inf",${label}} ${ended}`,
        `function_duration_seconds_sum{${label}} ${sum}`,
        `function_duration_seconds_count{${label}} ${ended}`,
      ]),
      '# HELP function_calls_total Number of calls to user function',
      '# TYPE function_calls_total counter',
      ...rows.map(([label, { calls }]) => `function_calls_total{${label}} ${calls}`),
      '# HELP function_failures_total Number of exceptions in user function',
      '# TYPE function_failures_total counter',
      ...rows.map(([label, { failures }]) => `function_failures_total{${label}} ${failures}`),
    ]
    return `${lines.join('\n')}\n`
  }

  return { measure, text }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Apache's combined format; what a client sent cannot break out of its field. */
export const logLine = (request, response, ip = '-') => {
  const [, day, , year, time] = new Date().toUTCString().split(' ')
  const date = `${day}/${MONTHS[new Date().getUTCMonth()]}/${year}:${time} +0000`
  const line = `${request.method} ${request.originalUrl} HTTP/${request.httpVersion}`
  const status = response.headersSent ? response.statusCode : '-'
  const size = response.getHeader('content-length') ?? '-'
  const { referer, 'user-agent': agent } = request.headers
  return `${ip} - - [${date}] "${escape(line)}" ${status} ${size} "${escape(referer)}" "${escape(agent)}"`
}

const escape = (text = '-') =>
  text.replace(/["\\]/g, '\\$&').replace(/[^ -~]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
