/**
 * What `node -e` runs in the build container: constant text that unpacks the program from its ConfigMap, hashes it, and runs
 * the bytes that it hashed if they are those that were sent.
 */
export const START = `
const fail = (why) => { console.error(why); process.exit(1) }
const { node } = process.versions
if (Number(node.split('.')[0]) < 22) fail('Node.js ' + node + ' is too old for the builder: 22 or newer is needed')
const [fs, crypto, zlib] = ['fs', 'crypto', 'zlib'].map(process.getBuiltinModule)
const code = zlib.gunzipSync(fs.readFileSync('/builder/index.js.gz'))
const hash = crypto.createHash('sha256').update(code).digest('hex')
if (hash !== process.argv[1]) fail('The builder program is not the one that was sent')
const place = '/tmp/index.mjs'
fs.writeFileSync(place, code, { flag: 'wx' })
import(place)
`.trim()
