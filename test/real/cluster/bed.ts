import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { programsFolder } from '../bed/programs.ts'

/** A running cluster and the means of somebody else who works with it. */
export interface ClusterBed {
  readonly kubeconfig: string
  kubectl(args: readonly string[], input?: string): Promise<string>
  /** Makes a namespace that goes with the test. */
  namespace(t: TestContext): Promise<string>
}

/** Finds the cluster that the environment names; undefined when there is none. */
export const findBed = (): ClusterBed | undefined => {
  const kubeconfig = process.env['FUNCTION_IMAGES_BED_KUBECONFIG']
  if (kubeconfig === undefined || kubeconfig === '') return undefined
  const program = join(programsFolder(), 'kubectl')
  const kubectl: ClusterBed['kubectl'] = (args, input) => run(program, ['--kubeconfig', kubeconfig, ...args], input)
  return {
    kubeconfig,
    kubectl,
    namespace: async (t) => {
      const name = `cluster-${randomBytes(4).toString('hex')}`
      await kubectl(['create', 'namespace', name])
      t.after(() => kubectl(['delete', 'namespace', name, '--wait=false']))
      while (!(await kubectl(['get', 'serviceaccounts', '-n', name, '-o', 'name'])).includes('default'));
      return name
    },
  }
}

const run = (program: string, args: readonly string[], input = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    const text = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(text.out) : reject(new Error(`kubectl ${args.join(' ')}: ${text.err}`)),
    )
    child.stdin.end(input)
  })
