import { writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rootAction } from '../../../tools/generate/action.ts'

const MAIN = resolve(import.meta.dirname, '../../../src/entry/action/main.ts')

/** Writes the root action into `folder` with the sources in place of the bundle that is made of them; returns its path. */
export const writeSourceAction = async (folder: string): Promise<string> => {
  const action = join(folder, 'action.yml')
  const text = rootAction()
    .replaceAll('dist/action/index.js', relative(folder, MAIN))
    .replaceAll('dist/action/post.js', 'post.js')
  await writeFile(action, text)
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'post.js'), `import '${pathToFileURL(MAIN).href}'\n`)
  return action
}
