/** The commands, in the order a newcomer meets them. */
export const COMMANDS = {
  lint: { summary: 'Read and check every function spec', action: true },
  plan: { summary: 'Say for each function whether it would be built, and why', action: true },
  build: { summary: 'Build the images the registry lacks and push them', action: true },
  deploy: { summary: 'Build, then roll out the functions and every workload that uses their images', action: true },
  render: { summary: 'Build, then write the manifests that deploy would apply, pinned by digest', action: true },
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

const SPECS = ['lint', 'plan', 'build', 'deploy', 'render', 'lock', 'run'] as const
const IMAGES = ['plan', 'build', 'deploy', 'render', 'lock', 'run'] as const
const BUILDS = ['plan', 'build', 'deploy', 'render'] as const
/** Where an image’s inputs must be known to name it. */
const NAMING = ['plan', 'build', 'deploy', 'render', 'run'] as const
/** Those that may have to reach a cluster. */
const CLUSTERS = ['plan', 'build', 'deploy', 'render'] as const
/** Those that can start a Job. */
const JOBS = ['build', 'deploy', 'render'] as const
const DEPLOYS = ['deploy'] as const

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
    choices: ['auto', 'job', 'docker', 'runner', 'never'],
    default: 'auto',
    help: 'Where dependencies are installed whose layer is not there yet: job, a Job on the cluster; docker, containers of the Docker daemon; runner, this machine’s npm and pip; auto, job where a cluster is configured, else docker where a daemon answers; never, nowhere, and a missing image is an error as well',
  },
  {
    name: 'max-parallel',
    commands: BUILDS,
    kind: 'number',
    default: '8',
    help: 'Functions built, and workloads rolled out, at the same time',
  },
  {
    name: 'kubeconfig',
    commands: CLUSTERS,
    kind: 'text',
    secret: true,
    help: 'Path of a kubeconfig file, or its text. Default: KUBECONFIG; without any of the three, and without context, no cluster is used',
  },
  {
    name: 'context',
    commands: CLUSTERS,
    kind: 'text',
    help: 'Context of the kubeconfig (which is then ~/.kube/config where none is named), or in-cluster for the pod’s own account. Default: its current one',
  },
  {
    name: 'registry-service',
    commands: CLUSTERS,
    kind: 'text',
    help: 'NAMESPACE/NAME:PORT of the Service behind the registry’s host, where this machine has no route to it: requests go through the API server',
  },
  {
    name: 'build-namespace',
    commands: JOBS,
    kind: 'text',
    help: 'Namespace of build Jobs. Default: that of option namespace',
  },
  {
    name: 'push-secret',
    commands: JOBS,
    kind: 'text',
    help: 'Secret of type kubernetes.io/dockerconfigjson in the build namespace that Jobs push with. Default: kubeless-registry-credentials where there is one, else this run’s own credentials for the registry, in a Secret that goes with the Job',
  },
  {
    name: 'builder-image',
    commands: JOBS,
    kind: 'text',
    default: 'docker.io/library/node:24-slim',
    help: 'Image with Node.js 22 or newer in which a Job packs and pushes what was installed, where the install image has no Node',
  },
  {
    name: 'build-memory',
    commands: JOBS,
    kind: 'text',
    default: '1Gi',
    help: 'Memory that an install in a Job may use, as Kubernetes writes it',
  },
  {
    name: 'build-timeout',
    commands: JOBS,
    kind: 'number',
    default: '900',
    help: 'Seconds that the install of one dependency layer may take',
  },
  {
    name: 'docker-network',
    commands: JOBS,
    kind: 'text',
    help: 'Network of the containers of builder docker. Default: the daemon’s own',
  },
  {
    name: 'pull-secret',
    commands: ['deploy', 'render'],
    kind: 'text',
    help: 'Secret that functions’ images are pulled with, in each function’s namespace. Default: kubeless-registry-credentials where there is one and the image is not public',
  },
  {
    name: 'dependents',
    commands: DEPLOYS,
    kind: 'choice',
    choices: ['roll', 'list', 'off'],
    default: 'roll',
    help: 'Other workloads in the same namespaces that use one of the images: move them to the new digest, name them, or leave them out',
  },
  {
    name: 'kubeless',
    commands: DEPLOYS,
    kind: 'choice',
    choices: ['auto', 'handover', 'replace', 'ignore'],
    default: 'auto',
    help: 'Objects that Kubeless made: handover, set the image in the Function and let the controller roll it out; replace, take them over; ignore, treat them as any other’s; auto, handover where the controller lives, else replace',
  },
  {
    name: 'wait',
    commands: DEPLOYS,
    kind: 'flag',
    default: 'true',
    help: 'Wait until every rollout is complete; without it nothing is said about whether the pods came up, and nothing is rolled back',
  },
  {
    name: 'rollout-timeout',
    commands: DEPLOYS,
    kind: 'number',
    default: '300',
    help: 'Seconds that one rollout may take',
  },
  {
    name: 'on-failure',
    commands: DEPLOYS,
    kind: 'choice',
    choices: ['rollback', 'keep'],
    default: 'rollback',
    help: 'What becomes of a workload whose rollout failed: back to what it was, or left for a look',
  },
  {
    name: 'prune',
    commands: DEPLOYS,
    kind: 'flag',
    default: 'false',
    help: 'Delete the objects of functions that left the repository; only what deploy itself made, in the namespaces of this run',
  },
  {
    name: 'force-conflicts',
    commands: DEPLOYS,
    kind: 'flag',
    default: 'false',
    help: 'Take over fields that another manager owns',
  },
  {
    name: 'dry-run',
    commands: DEPLOYS,
    kind: 'flag',
    default: 'false',
    help: 'Ask the server what would change, and change nothing; images that are missing are not built',
  },
  {
    name: 'manifests',
    commands: ['render'],
    kind: 'text',
    default: 'manifests',
    help: 'Folder that the manifests are written to, a file a function; - prints them',
  },
  {
    name: 'runtimes',
    commands: SPECS,
    kind: 'text',
    help: 'File with runtimes of your own (JSON or YAML, the form of Kubeless’ runtime-images), added to the built-in ones',
  },
  {
    name: 'lock',
    commands: IMAGES,
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
    commands: ['lint', 'plan', 'build', 'deploy', 'render', 'lock'],
    kind: 'choice',
    choices: ['text', 'json'],
    default: 'text',
    only: 'cli',
    help: 'What is printed: lines for people, or the report as one JSON document',
  },
  {
    name: 'data',
    commands: ['plan', 'build', 'deploy', 'render', 'lock', 'run', 'registry'],
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
  rollouts: 'JSON object: state of each namespace/kind/name that was looked at',
  evidence:
    'Folder with what was seen of failed rollouts (events, logs, objects), to be uploaded; empty when none failed',
  matrix: 'JSON matrix of the functions to build, for a job per row',
}

/** The options of one command, as its front end has them. */
export const optionsOf = (command: Command, frontEnd: 'action' | 'cli'): readonly Option[] =>
  OPTIONS.filter(({ commands, only }) => commands.includes(command) && (only === undefined || only === frontEnd))
