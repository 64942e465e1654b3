// Programs that call a function once, for the interpreter of its own image. Address, id and payload come as variables,
// so that no text of a spec is ever read as code. Lines are plain: the kubelet reads "$(" in a command as a reference.

/** Exit code of a caller that reached nobody: worth another try. curl's, as is {@link REFUSED}. */
export const UNREACHED = 7

/** Exit code of a caller whose function answered with an error: it has run, and is not to be run again. */
export const REFUSED = 22

/** Returns the command that calls a function, by what its image's server is started with; undefined without either. */
export const callerCommand = (interpreter: string | undefined): readonly string[] | undefined => {
  if (interpreter === 'node') return ['node', '-e', NODE]
  // Isolated: the function's own modules must not stand in for Python's.
  return interpreter === 'python3' ? ['python3', '-I', '-c', PYTHON] : undefined
}

/** `http` is there by itself in what `node -e` runs. */
const NODE = `const { env, exit, stdout, stderr } = process
const body = env.PAYLOAD
const time = new Date(Date()).toISOString().slice(0, 19).replace('T', ' ') + '+00:00'
const headers = { 'event-id': env.EVENT_ID, 'event-time': time, 'event-namespace': 'cronjobtrigger.kubeless.io',
  'event-type': 'application/json', 'content-type': 'application/json' }
let reached = false
const call = http.request(env.FUNCTION_URL, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
  stdout.write([call.method, env.FUNCTION_URL, answer.statusCode].join(' ') + '\\n')
  answer.pipe(stdout, { end: false })
  answer.on('end', () => { process['exitCode'] = answer.statusCode < 400 ? 0 : ${REFUSED} })
})
call.on('socket', (socket) => socket.once('connect', () => { reached = true }))
call.on('error', (error) => {
  stderr.write([call.method, env.FUNCTION_URL, error.message].join(' ') + '\\n')
  exit(reached ? 1 : ${UNREACHED})
})
call.end(body)`

const PYTHON = `import datetime, http.client, os, sys, urllib.parse
url, body = os.environ["FUNCTION_URL"], os.environ.get("PAYLOAD")
method = "GET" if body is None else "POST"
time = datetime.datetime.now(datetime.timezone.utc).isoformat(" ", "seconds")
headers = {"event-id": os.environ["EVENT_ID"], "event-time": time, "event-namespace": "cronjobtrigger.kubeless.io",
    "event-type": "application/json", "content-type": "application/json"}
call = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
try:
    call.connect()
except OSError as error:
    print(method, url, error, file=sys.stderr)
    sys.exit(${UNREACHED})
call.request(method, "/", None if body is None else body.encode(), headers)
answer = call.getresponse()
print(method, url, answer.status, flush=True)
sys.stdout.buffer.write(answer.read())
sys.exit(0 if answer.status < 400 else ${REFUSED})`
