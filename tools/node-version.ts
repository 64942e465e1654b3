// On npm 12 an install script that was not approved leaves no Node in node_modules/.bin, and tests would run on the system's.
const major = Number(process.versions.node.split('.', 1)[0])
if (major < 24) {
  process.stderr.write(
    `This is Node.js ${process.versions.node}; 24 or newer is needed. "npm ci" installs one into node_modules\n`,
  )
  process.exit(1)
}
