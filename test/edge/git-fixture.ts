import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

/** Makes a folder that is gone after the test; its path has no links. */
export const folder = (t: TestContext, files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'function-images-test-')))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  put(path, files)
  return path
}

export const put = (root: string, files: Readonly<Record<string, string | Uint8Array>>): void => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

/** Runs git without the configuration of the machine. */
export const git = (cwd: string, ...args: readonly string[]): string => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'protocol.file.allow=always']
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', [...identity, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
}

/** Makes a repository with one commit of `files`. */
export const repository = (t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string => {
  const root = folder(t, files)
  git(root, 'init', '-q', '-b', 'main')
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'first')
  return root
}
