import { parse } from 'yaml'
import { ActionError } from '../errors.ts'
import { parseReference } from '../oci/reference.ts'
import type { InstallPhase, Runtime } from './catalogue.ts'

/**
 * Reads runtimes of the user's own, in the form of Kubeless' `runtime-images`: a list of {ID, depName, fileNameSuffix,
 * versions: [{version, images: [{phase, image, command, env}]}]}. Their bases bring their own server.
 * Throws INPUT_INVALID naming `path`.
 */
export const parseRuntimes = (path: string, text: string | undefined): readonly (readonly [string, Runtime])[] => {
  if (text === undefined) throw unreadable(path, 'there is no such file')
  const families = listOf(path, parseText(path, text), 'a list of runtimes')
  return families.flatMap((family) => {
    const { ID, versions } = objectOf(path, family, 'a runtime')
    if (typeof ID !== 'string' || !/^[a-zA-Z_-]+$/.test(ID)) throw unreadable(path, '"ID" is not letters, _ and -')
    return listOf(path, versions, `"versions" of ${ID}`).map((version) => {
      const runtime = runtimeOf(path, ID, family, version)
      return [runtime.id, runtime] as const
    })
  })
}

type Fields = Readonly<Record<string, unknown>>

const runtimeOf = (path: string, family: string, shared: unknown, own: unknown): Runtime => {
  const { depName, fileNameSuffix } = objectOf(path, shared, family)
  const { version, images } = objectOf(path, own, `a version of ${family}`)
  if (typeof version !== 'string' || !/^[0-9.]*$/.test(version))
    throw unreadable(path, `"version" of ${family} is not digits and dots, as text`)
  const id = `${family}${version}`
  const phases = listOf(path, images, `"images" of ${id}`).map((image) => objectOf(path, image, `an image of ${id}`))
  const phase = (name: string): Fields | undefined => phases.find((candidate) => candidate['phase'] === name)
  const server = phase('runtime')
  if (server === undefined) throw unreadable(path, `${id} has no image of phase "runtime"`)
  if (phase('compilation') !== undefined)
    throw unreadable(path, `this release cannot run the phase "compilation" of ${id}`)
  const install = phase('installation')
  return {
    id,
    family,
    version,
    dependencyFile: typeof depName === 'string' ? depName : '',
    suffixes: typeof fileNameSuffix === 'string' ? [fileNameSuffix] : [''],
    base: imageOf(path, id, server),
    shim: undefined,
    install: install === undefined ? undefined : installOf(path, id, install, depName),
    env: envOf(path, id, server),
  }
}

const installOf = (path: string, id: string, phase: Fields, depName: unknown): InstallPhase => {
  const tool = depName === 'package.json' ? 'npm' : depName === 'requirements.txt' ? 'pip' : undefined
  const { command } = phase
  if (tool === undefined) throw unreadable(path, `"depName" of ${id} is neither package.json nor requirements.txt`)
  if (typeof command !== 'string') throw unreadable(path, `the installation of ${id} has no "command"`)
  return { tool, image: imageOf(path, id, phase), command, env: envOf(path, id, phase), passes: [] }
}

const imageOf = (path: string, id: string, { image }: Fields): Runtime['base'] => {
  if (typeof image !== 'string') throw unreadable(path, `an image of ${id} has no "image"`)
  return parseReference(image)
}

const envOf = (path: string, id: string, { env }: Fields): Readonly<Record<string, string>> => {
  if (env === undefined) return {}
  const entries = Object.entries(objectOf(path, env, `"env" of ${id}`))
  // Kubernetes expands this in the pod; an image holds the value itself.
  return Object.fromEntries(
    entries.map(([name, value]) => [name, String(value).replaceAll('$(KUBELESS_INSTALL_VOLUME)', '/kubeless')]),
  )
}

const parseText = (path: string, text: string): unknown => {
  try {
    return parse(text, { maxAliasCount: 0 }) as unknown
  } catch (cause) {
    throw unreadable(path, 'it is neither YAML nor JSON', cause)
  }
}

const listOf = (path: string, value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw unreadable(path, `${what} is missing or not a list`)
  return value as readonly unknown[]
}

const objectOf = (path: string, value: unknown, what: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw unreadable(path, `${what} is not an object`)
  return value as Fields
}

const unreadable = (path: string, why: string, cause?: unknown): ActionError =>
  new ActionError('INPUT_INVALID', `Cannot read runtimes "${path}": ${why}`, {
    cause,
    hint: 'Write it as Kubeless’ runtime-images: a list of {ID, depName, fileNameSuffix, versions}',
  })
