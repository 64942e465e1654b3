/** Of a process, as node:process has it. */
type Environment = Readonly<Record<string, string | undefined>>

/** Returns the variables that lead the `docker` program to its daemon: contexts, TLS, ssh. Tokens of the job stay behind. */
export const dockerEnvironment = (env: Environment): Readonly<Record<string, string>> => pick(env, LEADING)

/** Returns the proxies of this machine, for the commands in containers. */
export const proxyEnvironment = (env: Environment): Readonly<Record<string, string>> => pick(env, PROXIES)

const LEADING =
  /^(?:PATH|HOME|USER|LOGNAME|SYSTEMROOT|USERPROFILE|LD_LIBRARY_PATH|(?:DOCKER|SSH|XDG|SSL)_.*|(?:https?|no|all)_proxy)$/i

const PROXIES = /^(?:https?|no|all)_proxy$/i

const pick = (env: Environment, names: RegExp): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && names.test(entry[0])),
  )
