import { capture } from '../../../../src/edge/exec.ts'

/** Runs a program that answers at once and returns what it printed; throws what it said when it fails. */
export const command = async (program: string, args: readonly string[], input?: string): Promise<string> => {
  const options = input === undefined ? {} : { input: Buffer.from(input) }
  const { code, stdout, stderr } = await capture(`"${program}"`, args, { cwd: '/', ...options })
  if (code === 0) return stdout.toString()
  throw new Error(`"${[program, ...args].join(' ')}" ended with ${code}: ${stderr.trim()}`)
}
