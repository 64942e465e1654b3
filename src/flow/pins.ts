import type { Config } from '../core/config.ts'
import { ActionError } from '../core/errors.ts'
import type { PinnedReference } from '../core/image/plan.ts'
import type { Digest } from '../core/oci/digest.ts'
import { formatReference, type Reference } from '../core/oci/reference.ts'
import { inParallel } from '../core/parallel.ts'
import { type Pins, parseLock } from '../core/runtime/lock.ts'
import { RELEASE_PINS } from '../core/runtime/pins.ts'
import type { Ports } from '../ports.ts'

/** The digest of each image asked for, or why there is none. */
export type Pinned = ReadonlyMap<string, PinAnswer>

export type PinAnswer =
  | { readonly ok: true; readonly reference: PinnedReference }
  | { readonly ok: false; readonly error: ActionError }

/**
 * Pins `references`: by their own digest, the lock file, the release, and only then by asking their registry, which is
 * said, since a tag that moves rebuilds functions on an unrelated commit.
 */
export const pinImages = async (
  references: readonly Reference[],
  config: Pick<Config, 'lock' | 'unpinned'>,
  ports: Pick<Ports, 'workspace' | 'registry' | 'reporter'>,
  signal: AbortSignal,
): Promise<Pinned> => {
  const pins = config.unpinned ? new Map<string, Digest>() : await readPins(config, ports)
  const unique = new Map(references.map((reference) => [formatReference(reference), reference]))
  const loose = [...unique.keys()].filter((name) => unique.get(name)?.digest === undefined && !pins.has(name))
  if (loose.length > 0 && !config.unpinned)
    ports.reporter.notice(
      `No digest is pinned for ${loose.join(', ')}: run "function-images lock" and commit "${config.lock}", or functions rebuild when a tag moves`,
    )
  const answers = await inParallel(MAX_LOOKUPS, [...unique], async ([name, reference]) => {
    const digest = reference.digest ?? pins.get(name)
    const answer: PinAnswer =
      digest === undefined
        ? await resolveLive(reference, ports, signal)
        : { ok: true, reference: { ...reference, digest } }
    return [name, answer] as const
  })
  return new Map(answers)
}

/** Asks the registry what `reference`'s tag holds now. */
export const resolveLive = async (
  reference: Reference,
  { registry }: Pick<Ports, 'registry'>,
  signal: AbortSignal,
): Promise<PinAnswer> => {
  const answer = await registry.digest(reference, signal)
  switch (answer.status) {
    case 'present':
      return { ok: true, reference: { ...reference, digest: answer.digest } }
    case 'unknown':
      return { ok: false, error: answer.error }
    case 'absent':
      return {
        ok: false,
        error: new ActionError('REGISTRY_FAILED', `Cannot find base image "${formatReference(reference)}"`),
      }
  }
}

const MAX_LOOKUPS = 8

const readPins = async ({ lock }: Pick<Config, 'lock'>, { workspace }: Pick<Ports, 'workspace'>): Promise<Pins> => {
  const text = await workspace.text(lock)
  return text === undefined ? RELEASE_PINS : new Map([...RELEASE_PINS, ...parseLock(lock, text)])
}
