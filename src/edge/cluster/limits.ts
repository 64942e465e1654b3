/** How long things may take, in milliseconds. */
export interface ClusterLimits {
  /** Until a connection stands, its TLS included. */
  readonly connect: number
  /** Without a byte of an answer: webhooks may take half a minute. */
  readonly answer: number
  /** For a request and its repetitions, until the last of them begins. */
  readonly budget: number
  /** As budget, while this server has not answered anything yet: its address may be wrong. */
  readonly firstBudget: number
  /** After a connection failed: a server that comes up again denies for a moment what it will allow. */
  readonly recovery: number
  /** The server ends a watch after this long. */
  readonly watch: number
  /** Of a watch, beyond its end: nobody is there any more. */
  readonly overdue: number
  /** Of a log that is followed without a byte: it is opened again, which costs nothing. */
  readonly quietLog: number
  /** Credentials are asked for again when they are older: token files are replaced now and then. */
  readonly credentials: number
}

export const CLUSTER_LIMITS: ClusterLimits = {
  connect: 10_000,
  answer: 45_000,
  budget: 120_000,
  firstBudget: 5000,
  recovery: 10_000,
  watch: 45_000,
  overdue: 10_000,
  quietLog: 120_000,
  credentials: 10_000,
}

/** Of one answer, in bytes; a page of a list has at most {@link PAGE} objects. */
export const MAX_ANSWER = 64 * 1024 * 1024
/** Of one event of a watch, in bytes: an object has at most 1.5 MiB in etcd. */
export const MAX_EVENT = 8 * 1024 * 1024
/** Of an answer that is only looked at, in bytes. */
export const MAX_STATUS = 256 * 1024
/** Objects in one answer to a list. */
export const PAGE = 500
/** Of one line of a log, in bytes; the rest of a longer one is left out. */
export const MAX_LOG_LINE = 64 * 1024
/** Of the last lines of a log, in bytes. */
export const MAX_LOG_TAIL = 4 * 1024 * 1024
