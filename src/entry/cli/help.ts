import { type Command, COMMANDS, type Option, optionsOf } from '../../core/options.ts'

const EXAMPLES: Readonly<Record<Command, readonly string[]>> = {
  lint: ['function-images lint', "function-images lint --functions 'functions/**/*.yaml'"],
  plan: ['function-images plan --registry ghcr.io/acme/shop', 'function-images plan --format json'],
  build: [
    'function-images build',
    'function-images build --registry ghcr.io/acme/shop --builder runner',
    "function-images build --registry 123456789012.dkr.ecr.eu-west-1.amazonaws.com/functions --repository '{registry}'",
  ],
  deploy: [
    'function-images deploy --context staging --registry ghcr.io/acme/shop',
    'function-images deploy --context staging --dry-run',
    'function-images deploy --kubeconfig ./kubeconfig --builder never --no-wait',
  ],
  render: [
    'function-images render --registry ghcr.io/acme/shop',
    'function-images render --manifests - | kubectl diff -f -',
  ],
  lock: ['function-images lock', 'function-images lock --check'],
  run: ['function-images run hello', 'function-images run hello --port 9000'],
  registry: ['function-images registry', 'function-images registry --data ./registry --port 0'],
  demo: ['function-images demo', 'function-images demo --base docker.io/library/node:24-slim'],
}

/** What the program does, and its commands. */
export const generalHelp = (): string =>
  [
    'Function specs in Git become images in any registry: only what changed is built, and it says why.',
    '',
    'Usage: function-images COMMAND [FLAGS]',
    '',
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
    '',
    'Start here:',
    '  function-images demo            the whole story on this computer',
    '  function-images build           build what changed into the embedded registry',
    '  function-images COMMAND --help  flags and examples of one command',
    '',
    'Exit codes: 0 done, 1 a spec, build or push failed, 2 wrong usage, 70 a bug of ours, 130 cancelled',
    '',
  ].join('\n')

/** Flags and examples of one command. */
export const commandHelp = (command: Command): string => {
  const options = optionsOf(command, 'cli')
  return [
    `${COMMANDS[command].summary}.`,
    '',
    `Usage: function-images ${command}${command === 'run' ? ' NAME' : ''}${options.length > 0 ? ' [FLAGS]' : ''}`,
    '',
    ...options.flatMap(flagLines),
    'Examples:',
    ...EXAMPLES[command].map((example) => `  ${example}`),
    '',
  ].join('\n')
}

const flagLines = (option: Option): readonly string[] => {
  const fallback = option.default === undefined || option.kind === 'flag' ? '' : ` (default: ${option.default})`
  return [`  --${option.name}${VALUE[option.kind](option)}`, ...wrap(`${option.help}${fallback}`), '']
}

const VALUE: Readonly<Record<Option['kind'], (option: Option) => string>> = {
  text: () => ' TEXT',
  list: () => ' ITEM[,ITEM…]',
  number: () => ' N',
  flag: () => '',
  choice: ({ choices }) => ` ${choices?.join('|') ?? ''}`,
}

const WIDTH = 92

const wrap = (text: string): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= WIDTH) {
      lines.push(`      ${line}`)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, `      ${line}`]
}
