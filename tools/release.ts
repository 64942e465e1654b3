import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { capture } from '../src/edge/exec.ts'

/** Says what keeps `tag` from being released from `root`, one sentence each. */
export const obstacles = async (root: string, tag: string): Promise<readonly string[]> => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  const changes = await readFile(join(root, 'CHANGELOG.md'), 'utf8').catch(() => '')
  const tags = await git(root, ['tag', '--list', tag])
  const changed = await git(root, ['status', '--porcelain'])
  return [
    ...(tag === `v${version}` ? [] : [`"${tag}" is not v and the version in package.json, "${version}"`]),
    ...(changes.split('\n').some((line) => heading(line) === version) ? [] : [`CHANGELOG.md has no "## ${version}"`]),
    ...(tags === '' ? [] : [`The tag "${tag}" exists`]),
    ...(changed === '' ? [] : [`The work tree has changes:\n${changed}`]),
  ]
}

/** The version of a changelog's heading, which a date may follow. */
const heading = (line: string): string | undefined => /^## \[?v?([0-9][^\s\]]*)/.exec(line)?.[1]

const git = async (root: string, args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await capture('git', args, { cwd: root })
  if (code !== 0) throw new Error(`"git ${args.join(' ')}" ended with ${code}: ${stderr}`)
  return stdout.toString().trim()
}

if (import.meta.main) {
  const [verb, tag] = process.argv.slice(2)
  if (verb !== 'verify' || tag === undefined) {
    process.stderr.write('Usage: release.ts verify TAG\n')
    process.exitCode = 2
  } else {
    const found = await obstacles(resolve(import.meta.dirname, '..'), tag)
    for (const line of found) process.stderr.write(`${line}\n`)
    process.exitCode = found.length > 0 ? 1 : 0
  }
}
