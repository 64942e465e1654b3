/** The commands, in the order a newcomer meets them. */
export const COMMANDS = {
  lint: { summary: 'Read and check every function spec', action: true },
  plan: { summary: 'Say for each function whether it would be built, and why', action: true },
  build: { summary: 'Build the images the registry lacks and push them', action: true },
  lock: { summary: 'Write the digests of the base images to the lock file', action: true },
  run: { summary: 'Serve one built function on this computer', action: false },
  registry: { summary: 'Serve the embedded registry on loopback', action: false },
  demo: { summary: 'Show the whole story on this computer, in a minute', action: false },
} as const

export type Command = keyof typeof COMMANDS

/** Those that end with a report, and so can be steps of a workflow. */
export type ActionCommand = { [C in Command]: (typeof COMMANDS)[C]['action'] extends true ? C : never }[Command]

/** Tells whether `command` can be a step of a workflow. */
export const isActionCommand = (command: Command): command is ActionCommand => COMMANDS[command].action

/** One input of the action and flag of the CLI; action.yml, `--help` and the README table are made from these. */
export interface Option {
  readonly name: string
  readonly commands: readonly Command[]
  /** How the text is read: a `list` takes lines or commas, and its flag may be repeated; a `flag` is true or false. */
  readonly kind: 'text' | 'list' | 'choice' | 'flag' | 'number'
  readonly choices?: readonly string[]
  /** Masked on arrival and never printed. */
  readonly secret?: boolean
  /** As the user would write it. */
  readonly default?: string
  /** Where action.yml needs an expression that the CLI cannot have. */
  readonly actionDefault?: string
  /** Only one of the two front ends has it. */
  readonly only?: 'action' | 'cli'
  readonly help: string
}

const SPECS = ['lint', 'plan', 'build', 'lock', 'run'] as const
const IMAGES = ['plan', 'build', 'lock', 'run'] as const
const BUILDS = ['plan', 'build'] as const
/** Where an image’s inputs must be known to name it. */
const NAMING = ['plan', 'build', 'run'] as const

export const OPTIONS: readonly Option[] = [
  {
    name: 'functions',
    commands: SPECS,
    kind: 'list',
    help: 'Globs of spec files, relative to the working directory; - reads standard input. Default: every spec found',
  },
  {
    name: 'working-directory',
    commands: SPECS,
    kind: 'text',
    default: '.',
    help: 'Folder that holds the functions; nothing outside it is read',
  },
  {
    name: 'namespace',
    commands: SPECS,
    kind: 'text',
    default: 'default',
    help: 'Namespace of specs that name none',
  },
  {
    name: 'registry',
    commands: IMAGES,
    kind: 'text',
    help: 'Host and path before the images’ names. Default: ghcr.io/<owner>/<repository> in a workflow, the embedded registry elsewhere',
  },
  {
    name: 'repository',
    commands: IMAGES,
    kind: 'text',
    default: '{registry}/{name}',
    help: 'Template of an image’s repository, from {registry}, {namespace} and {name}; without {name} all functions share one repository',
  },
  {
    name: 'shared-repository',
    commands: BUILDS,
    kind: 'text',
    help: 'Repository of dependency layers, and of base layers from other registries. Default: {registry}/shared_layers, or the one repository',
  },
  {
    name: 'channel',
    commands: IMAGES,
    kind: 'text',
    help: 'Moving tag that follows the newest build. Default: the branch, or pr-<number>',
  },
  {
    name: 'platforms',
    commands: NAMING,
    kind: 'list',
    default: 'linux/amd64',
    help: 'Platforms of each image; never the machine’s own by itself, so that a laptop and CI agree',
  },
  {
    name: 'builder',
    commands: NAMING,
    kind: 'choice',
    choices: ['auto', 'runner', 'never'],
    default: 'auto',
    help: 'What installs dependencies whose layer is not there yet: runner, this machine’s npm and pip; auto, nothing yet, so such a function fails and says so; never, nothing, and a missing image is an error as well',
  },
  {
    name: 'max-parallel',
    commands: BUILDS,
    kind: 'number',
    default: '8',
    help: 'Functions built at the same time',
  },
  {
    name: 'runtimes',
    commands: SPECS,
    kind: 'text',
    help: 'File with runtimes of your own (JSON or YAML, the form of Kubeless’ runtime-images), added to the built-in ones',
  },
  {
    name: 'lock',
    commands: ['plan', 'build', 'lock', 'run'],
    kind: 'text',
    default: 'function-images.lock',
    help: 'Lock file with the digests of base images',
  },
  {
    name: 'unpinned',
    commands: NAMING,
    kind: 'flag',
    default: 'false',
    help: 'Resolve the tags of base images at each run, even where a lock file pins them',
  },
  {
    name: 'check',
    commands: ['lock'],
    kind: 'flag',
    default: 'false',
    help: 'Write nothing; fail and list the tags that moved',
  },
  {
    name: 'verify',
    commands: BUILDS,
    kind: 'choice',
    choices: ['auto', 'tag', 'manifest'],
    default: 'auto',
    help: 'What proves that an image is there: its tag (HEAD) or its manifest with our mark (GET). auto: manifest, but tag on docker.io, where a GET counts as a pull',
  },
  {
    name: 'insecure-registries',
    commands: IMAGES,
    kind: 'list',
    help: 'Hosts to speak plain HTTP with; loopback always is',
  },
  {
    name: 'registry-ca',
    commands: IMAGES,
    kind: 'text',
    help: 'PEM file (or its text) with certificates of your registries’ own authority',
  },
  {
    name: 'image-mirrors',
    commands: IMAGES,
    kind: 'list',
    help: 'FROM=TO rewrites of the repositories base images are read from, as in docker.io=mirror.example.com/hub',
  },
  {
    name: 'github-token',
    commands: IMAGES,
    kind: 'text',
    secret: true,
    actionDefault: '${{ github.token }}',
    only: 'action',
    help: 'Signs in to ghcr.io; needs the permission packages: write',
  },
  { name: 'username', commands: IMAGES, kind: 'text', help: 'User for the registry that images are pushed to' },
  { name: 'password', commands: IMAGES, kind: 'text', secret: true, help: 'Password or token of that user' },
  {
    name: 'format',
    commands: ['lint', 'plan', 'build', 'lock'],
    kind: 'choice',
    choices: ['text', 'json'],
    default: 'text',
    only: 'cli',
    help: 'What is printed: lines for people, or the report as one JSON document',
  },
  {
    name: 'data',
    commands: ['plan', 'build', 'lock', 'run', 'registry'],
    kind: 'text',
    only: 'cli',
    help: 'Folder of the embedded registry. Default: function-images/registry in the user’s data folder',
  },
  {
    name: 'port',
    commands: ['run', 'registry'],
    kind: 'number',
    only: 'cli',
    help: 'Port on loopback: 8080 for run, 5050 for registry; 0 takes any free one',
  },
  {
    name: 'docker',
    commands: ['run'],
    kind: 'flag',
    default: 'false',
    only: 'cli',
    help: 'Run the whole image with Docker instead of its layers with this machine’s interpreter',
  },
  {
    name: 'base',
    commands: ['demo'],
    kind: 'text',
    only: 'cli',
    help: 'Base image to use instead of one made from the Node that runs the demo',
  },
]

/** What a step gives to the steps after it. Values for other jobs hold no host, user or URL: runners drop masked outputs. */
export const OUTPUTS: Readonly<Record<string, string>> = {
  report: 'Path of the report, a JSON file',
  images: 'JSON object: image by digest for each namespace/name; for steps of the same job',
  digests: 'JSON object: digest for each namespace/name; can be handed to other jobs',
  built: 'JSON list of the functions that were built',
  skipped: 'JSON list of the functions whose image was there',
  failed: 'JSON list of the functions that failed',
  changed: 'true when at least one function was, or would be, built',
  matrix: 'JSON matrix of the functions to build, for a job per row',
}

/** The options of one command, as its front end has them. */
export const optionsOf = (command: Command, frontEnd: 'action' | 'cli'): readonly Option[] =>
  OPTIONS.filter(({ commands, only }) => commands.includes(command) && (only === undefined || only === frontEnd))
