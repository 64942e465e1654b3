import { capture } from '../../../../src/edge/exec.ts'

/** Programs in Go end before they have to look for garbage. */
const GOGC = 'off'

/** Runs a program that answers at once and returns what it printed; throws what it said when it fails. */
export const command = async (program: string, args: readonly string[], input?: string): Promise<string> => {
  const options = {
    cwd: '/',
    env: { ...process.env, GOGC },
    ...(input === undefined ? {} : { input: Buffer.from(input) }),
  }
  const { code, stdout, stderr } = await capture(`"${program}"`, args, options)
  if (code === 0) return stdout.toString()
  throw new Error(`"${[program, ...args].join(' ')}" ended with ${code}: ${stderr.trim()}`)
}
