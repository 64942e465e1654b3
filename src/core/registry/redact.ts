/** Takes secrets out of text that others wrote: a registry may throw back what it was sent. */
export interface Redactor {
  learn(secret: string): void
  /** Returns `text` with `***` for each secret learnt, in every form that HTTP carries it in. */
  clean(text: string): string
}

/** Shorter ones would take letters out of ordinary words. */
const SHORTEST = 4

export const openRedactor = (): Redactor => {
  const forms = new Set<string>()
  return {
    learn: (secret) => {
      if (secret.length < SHORTEST) return
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...inBase64(secret)])
        forms.add(form)
    },
    clean: (text) =>
      [...forms].sort((a, b) => b.length - a.length).reduce((cleaned, form) => cleaned.replaceAll(form, '***'), text),
  }
}

/** What is left of a secret in base64 of a longer text, at each of the three places where it can begin. */
const inBase64 = (secret: string): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
    const whole = bytes.toString('base64').replace(/=+$/, '')
    // The first and the last character may hold bits of what stands beside the secret.
    const own = whole.slice(Math.ceil((before * 8) / 6), bytes.length % 3 === 0 ? undefined : -1)
    return own.length < 2 * SHORTEST ? [] : [own, own.replaceAll('+', '-').replaceAll('/', '_')]
  })
