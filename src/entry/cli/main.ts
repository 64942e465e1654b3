import module from 'node:module'

// "npx" warns of a Node that is too old, and starts the program on it all the same.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(`function-images needs Node.js 24.11 or newer; this is ${process.versions.node}\n`)
  process.exit(1)
}

// The second start on a computer finds the program compiled. All else is loaded behind this, and only what is asked for.
module.enableCompileCache()
const { runCli } = await import('./cli.ts')
process.exitCode = await runCli(process)
