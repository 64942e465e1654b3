import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Returns the licence texts of the packages that the bundled modules `ids` (absolute paths) come from, by name. */
export const licensesOf = async (ids: readonly string[]): Promise<string> => {
  const folders = new Set(ids.flatMap((id) => packageFolder(id) ?? []))
  const notices = await Promise.all([...folders].map(noticeOf))
  return [HEADER, ...notices.sort()].join(`\n${'-'.repeat(80)}\n\n`)
}

const HEADER = 'The programs in this folder contain code of these packages, under their own licences.\n'

/** The folder of the innermost package that holds `id`; undefined for our own modules. */
const packageFolder = (id: string): string | undefined =>
  /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1]

interface PackageFile {
  readonly name: string
  readonly version: string
  readonly license?: string
}

const noticeOf = async (folder: string): Promise<string> => {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageFile
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const body = texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n')
  return `${name} ${version} (${license ?? 'licence not named'})\n\n${body === '' ? 'Its package holds no licence text.' : body}\n`
}
