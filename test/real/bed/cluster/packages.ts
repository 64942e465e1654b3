import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type FakePackage, npmTarball } from '../../../fakes/packages.ts'
import { pythonPackages } from '../../../fakes/python-packages.ts'
import { NPM_REGISTRY } from './addresses.ts'
import type { Place } from './place.ts'
import { wheelsOf } from './pypiserver.ts'
import { makeNpmUser, PRIVATE_SCOPE, put } from './verdaccio.ts'

interface NpmPackage extends FakePackage {
  readonly dependencies?: Readonly<Record<string, string>>
}

/** What the npm registry holds: a package, one that it needs, and one that only a token shows. */
export const NPM_PACKAGES: readonly NpmPackage[] = [
  {
    name: 'greeting',
    version: '1.0.0',
    dependencies: { 'greeting-words': '^1.0.0' },
    files: { 'index.js': "module.exports = (name) => `${require('greeting-words').hello}, ${name}!`\n" },
  },
  { name: 'greeting-words', version: '1.2.0', files: { 'index.js': "module.exports = { hello: 'Hello' }\n" } },
  { name: `${PRIVATE_SCOPE}/secret`, version: '2.0.0', files: { 'index.js': 'module.exports = 42\n' } },
]

/** Publishes {@link NPM_PACKAGES}. */
export const publishNpmPackages = async (place: Place): Promise<void> => {
  const token = await makeNpmUser(place)
  for (const source of NPM_PACKAGES)
    await put(source.name.replace('/', '%2f'), documentOf(source, Buffer.from(await npmTarball(source, source))), token)
}

/** Puts the wheels `tool` 1.0 and `part` 2.0, which it needs, where pip finds them by their names. */
export const publishWheels = async (place: Place): Promise<void> => {
  await mkdir(wheelsOf(place), { recursive: true })
  for (const file of pythonPackages()) {
    if (file.type !== 'file' || !file.path.endsWith('.whl')) continue
    await writeFile(`${wheelsOf(place)}/${basename(file.path)}`, await file.read())
  }
}

// https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
const documentOf = ({ name, version, dependencies = {} }: NpmPackage, tarball: Buffer): object => {
  const file = `${name}-${version}.tgz`
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const dist = {
    integrity,
    shasum: createHash('sha1').update(tarball).digest('hex'),
    tarball: `${NPM_REGISTRY}${name}/-/${basename(file)}`,
  }
  return {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { _id: `${name}@${version}`, name, version, dependencies, dist } },
    _attachments: {
      [file]: { content_type: 'application/octet-stream', data: tarball.toString('base64'), length: tarball.length },
    },
  }
}
