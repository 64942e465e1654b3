import { AT_ONCE, type Cause, PASSING } from './cause.ts'

/** Reads in the API server's words why it makes no pod: quota, Pod Security, LimitRange, a webhook, a missing account. */
export const creationCause = (words: string): Omit<Cause, 'object'> => {
  const why = words.replace(/^Error creating: /, '').replace(/^create Pod \S+ in StatefulSet \S+ failed error: /, '')
  const reason = why.replace(/^pods? "[^"]*" is forbidden: /, '').slice(0, MAX_WORDS)
  if (/exceeded quota|must specify /.test(why))
    return {
      kind: 'quota',
      text: `quota: ${reason}`,
      // What old pods hold comes free; a request that is missing does not come by itself.
      patience: /exceeded quota/.test(why) ? PASSING : AT_ONCE,
      hint: 'Raise the namespace’s ResourceQuota, or ask for less in the spec',
    }
  const passing = /failed calling webhook|serviceaccount "[^"]*" not found|timeout|connection refused/i.test(why)
  return { kind: 'refused', text: `pods refused: ${reason}`, patience: passing ? PASSING : AT_ONCE, hint: hintFor(why) }
}

const hintFor = (why: string): string => {
  if (/violates PodSecurity/.test(why)) return 'Set in the spec what the namespace’s Pod Security level asks for'
  if (/webhook/.test(why)) return 'Ask who runs the cluster about this admission webhook'
  if (/serviceaccount/.test(why)) return 'Make the ServiceAccount that the spec names, or name another'
  return 'Correct the spec, or what the namespace allows'
}

const MAX_WORDS = 300
