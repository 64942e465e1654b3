import { enableCompileCache } from 'node:module'

// The second start on a computer finds the program compiled. All else is loaded behind this, and only what is asked for.
enableCompileCache()
const { runCli } = await import('./cli.ts')
process.exitCode = await runCli(process)
