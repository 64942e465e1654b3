import { ActionError } from '../../core/errors.ts'
import type { Digest } from '../../core/oci/digest.ts'
import { formatRepository, type Reference, type Repository } from '../../core/oci/reference.ts'
import { type Mirror, mirrored } from '../../core/registry/mirrors.ts'
import { openRedactor } from '../../core/registry/redact.ts'
import { isDenial, missingBlobs, RegistryRefusal } from '../../core/registry/refusal.ts'
import type { Registry, Transfer, UploadBlob } from '../../ports.ts'
import { type Auth, openAuth } from './auth.ts'
import { type BlobSource, readBlob } from './blob-stream.ts'
import { openBlobs } from './blobs.ts'
import { type Clock, systemClock } from './clock.ts'
import { openCopies } from './copies.ts'
import { type GivenCredentials, openCredentials } from './credentials.ts'
import { type Explained, explainer } from './error.ts'
import { type Exchange, openExchange } from './exchange.ts'
import { type Http, type Observed, openHttp } from './http.ts'
import { LIMITS, type Limits, MAX_WHOLE_BLOB, UNASKED } from './limits.ts'
import { openManifests } from './manifests.ts'
import { ContentMismatch } from './mismatch.ts'

export interface RegistryClientOptions {
  /** Where proxies and the places of Docker's config files are read from. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Counts before whatever a config file says about this registry. */
  readonly credentials?: GivenCredentials | undefined
  /** Text of a Docker config file that takes the place of those of this machine. */
  readonly dockerConfig?: string | undefined
  /** Hosts (with their port, or with all of them) that are spoken to over plain HTTP. This computer always is. */
  readonly insecureRegistries: readonly string[]
  /** PEM, trusted beside the usual authorities. */
  readonly ca?: string | undefined
  /** Where images are pulled from instead; repositories that this run pushes to are never mirrored. */
  readonly mirrors?: readonly Mirror[]
  /** Hosts that are reached at another address, as through a forward: `127.0.0.1:port`. They keep their names. */
  readonly routes?: ReadonlyMap<string, string> | undefined
  readonly clock?: Clock
  readonly limits?: Partial<Limits>
  /** Gets every password and token on arrival, so that it can be masked. */
  readonly onSecret?: (secret: string) => void
  readonly observe?: (request: Observed) => void
}

/** Opens the one client of a run. It speaks to nobody until it is asked. */
export const openRegistryClient = (options: RegistryClientOptions): Registry => {
  const { http, auth, exchange, explained } = connect(options)
  const manifests = openManifests(exchange)
  const blobs = openBlobs(exchange)
  const copies = openCopies(exchange, blobs)
  /** Blobs that a registry claimed to have and then missed: nothing it says about them is believed any more. */
  const lost = new Set<string>()

  const source = <T extends Repository>(wanted: T): T => {
    const place = auth.pushes(wanted) ? wanted : mirrored(options.mirrors ?? [], wanted)
    return { ...wanted, ...place }
  }
  const upload = async (
    repository: Repository,
    { descriptor, bytes }: UploadBlob,
    signal: AbortSignal,
  ): Promise<Transfer> => {
    const ask = bytes.length > UNASKED && !lost.has(keyOf(repository, descriptor.digest))
    if (ask && (await blobs.has(repository, descriptor.digest, signal))) return { how: 'known', bytes: 0 }
    await blobs.send(repository, { descriptor, streamed: false, open: () => bytes }, undefined, signal)
    return { how: 'uploaded', bytes: bytes.length }
  }
  const learn = (reference: Reference, error: unknown): void => {
    for (const digest of missingBlobs(error)) {
      lost.add(keyOf(reference, digest))
      copies.forget(reference, digest)
    }
  }

  /** Registries deny what is not there yet. The right to push tells that apart from what we may not see. */
  const orAbsent = async <T>(
    reference: Reference,
    signal: AbortSignal,
    find: () => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return await find()
    } catch (error) {
      const denied = error instanceof RegistryRefusal && isDenial(error) && auth.pushes(reference)
      if (denied && (await blobs.maySend(reference, signal))) return undefined
      throw error
    }
  }

  return {
    expect: (access) =>
      auth.expect(access.map(({ repository, push }) => ({ repository: push ? repository : source(repository), push }))),
    manifest: (reference, signal) =>
      answered(signal, explained, async () => {
        const manifest = await orAbsent(reference, signal, () => manifests.get(source(reference), signal))
        return manifest === undefined ? undefined : { manifest }
      }),
    digest: (reference, signal) =>
      answered(signal, explained, async () => {
        const digest = await orAbsent(reference, signal, () => manifests.digest(source(reference), signal))
        return digest === undefined ? undefined : { digest }
      }),
    blob: (repository, descriptor, signal) =>
      explained(signal, () => readWhole({ exchange, repository: source(repository), descriptor }, signal)),
    upload: (repository, blob, signal) => explained(signal, () => upload(repository, blob, signal)),
    copy: (from, to, descriptor, signal) =>
      explained(signal, () => copies.copy({ from: source(from), to, descriptor }, signal)),
    putManifest: (reference, manifest, signal) =>
      explained(signal, async () => {
        try {
          await manifests.put(reference, manifest, signal)
        } catch (error) {
          learn(reference, error)
          throw error
        }
      }),
    close: () => http.close(),
  }
}

interface Connected {
  readonly http: Http
  readonly auth: Auth
  readonly exchange: Exchange
  readonly explained: Explained
}

const connect = (options: RegistryClientOptions): Connected => {
  const { env, ca, observe, routes, credentials: given, dockerConfig, insecureRegistries: insecure } = options
  const { clock = systemClock } = options
  const heard = new Set<string>()
  const redactor = openRedactor()
  const onSecret = (secret: string): void => {
    if (heard.has(secret)) return
    heard.add(secret)
    redactor.learn(secret)
    options.onSecret?.(secret)
  }
  const limits = { ...LIMITS, ...options.limits }
  const http = openHttp({ env, ca, limits, routes, observe })
  const credentials = openCredentials({ env, given, dockerConfig, helperLimit: limits.helper, onSecret })
  const auth = openAuth(credentials, { http, clock, limits, trusted: insecure, onSecret })
  const exchange = openExchange({ http, auth, clock, limits, insecure })
  return { http, auth, exchange, explained: explainer((text) => redactor.clean(text)) }
}

type Unknown = { readonly status: 'unknown'; readonly error: ActionError }

/** Makes one of three answers of what `find` finds: a failure is "nobody can say", never "there is none". */
const answered = async <T extends object>(
  signal: AbortSignal,
  explained: Explained,
  find: () => Promise<T | undefined>,
): Promise<({ readonly status: 'present' } & T) | { readonly status: 'absent' } | Unknown> => {
  try {
    const found = await explained(signal, find)
    return found === undefined ? { status: 'absent' } : { status: 'present', ...found }
  } catch (error) {
    if (error instanceof ActionError) return { status: 'unknown', error }
    throw error
  }
}

const readWhole = async (source: BlobSource, signal: AbortSignal): Promise<Uint8Array> => {
  const { repository, descriptor } = source
  if (descriptor.size > MAX_WHOLE_BLOB)
    throw new ContentMismatch(
      `Cannot read blob "${formatRepository(repository)}@${descriptor.digest}": it is larger than ${MAX_WHOLE_BLOB} bytes`,
    )
  const read = async (): Promise<Uint8Array> => Buffer.concat(await Array.fromAsync(readBlob(source, signal)))
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof ContentMismatch)) throw error
    // One damaged answer may be an accident of the way; two are not.
    return read()
  }
}

const keyOf = (repository: Repository, digest: Digest): string => `${formatRepository(repository)} ${digest}`
