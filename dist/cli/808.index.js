export const id = 808;
export const ids = [808];
export const modules = {

/***/ 1808:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCli: () => (/* binding */ runCli)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var _inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3170);
/* harmony import */ var _package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4691);
/* harmony import */ var _config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8558);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7975);








// src/entry/exit-code.ts
/** Only a bug of ours shows its stack. */
const exitCodeOf = (error, signal) => {
	if (signal.aborted) return {
		code: 130,
		lines: ["Cancelled"]
	};
	if (error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t) {
		const { code, message, hint, problems } = error;
		return {
			code: code === "INPUT_INVALID" ? 2 : 1,
			lines: [
				(0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_7__.t)(`error: ${message}`),
				...hint === void 0 ? [] : [(0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_7__.t)(`  ${hint}`)],
				...problems.flatMap(_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.r)
			]
		};
	}
	return {
		code: 70,
		lines: ["This is a bug of function-images; please report it with the lines below", ...(error instanceof Error ? error.stack ?? error.message : String(error)).split("\n").map(_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_7__.t)]
	};
};
// src/entry/cli/arguments.ts
/** Reads the words after the program's name. Throws INPUT_INVALID for what is no command or flag of it. */
const parseArguments = (words) => {
	const [first, ...rest] = words;
	if (first === void 0 || first === "--help" || first === "-h" || first === "help") return helpOf(rest[0]);
	if (first === "--version" || first === "-V") return { ask: "version" };
	if (!(0,_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.t)(first)) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `"${first}" is no command`, { hint: `Commands are ${Object.keys(_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.r).join(", ")}; "function-images --help" tells what they do` });
	if (rest.includes("--help") || rest.includes("-h")) return {
		ask: "help",
		command: first
	};
	const { values, positionals } = parseFlags(first, rest);
	return {
		ask: "run",
		command: first,
		raw: values,
		name: nameOf(first, positionals)
	};
};
const helpOf = (command) => ({
	ask: "help",
	command: command !== void 0 && (0,_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.t)(command) ? command : void 0
});
const parseFlags = (command, words) => {
	const known = (0,_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.i)(command, "cli").map(({ name, kind }) => [name, flagType(kind)]);
	try {
		const { values, positionals } = (0,node_util__WEBPACK_IMPORTED_MODULE_6__.parseArgs)({
			args: [...words],
			options: Object.fromEntries(known),
			allowPositionals: true,
			allowNegative: true
		});
		const texts = Object.entries(values).map(([name, value]) => [name, textOf(value)]);
		return {
			values: Object.fromEntries(texts),
			positionals
		};
	} catch (error) {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", firstSentence(error), { hint: `"function-images ${command} --help" lists its flags` });
	}
};
const flagType = (kind) => kind === "flag" ? { type: "boolean" } : kind === "list" ? {
	type: "string",
	multiple: true
} : { type: "string" };
const textOf = (value) => Array.isArray(value) ? value.map(String) : value === void 0 ? void 0 : String(value);
const firstSentence = (error) => error instanceof Error ? error.message.split(/\. |\n/, 1)[0] ?? "" : "Cannot read the command line";
const nameOf = (command, positionals) => {
	const [name, extra] = positionals;
	if (command === "run" && name === void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", "Cannot run: no function is named", { hint: "Write function-images run NAME" });
	const odd = command === "run" ? extra : name;
	if (odd === void 0) return name;
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read "${odd}": ${command} takes ${command === "run" ? "one name" : "no words"}`, { hint: `"function-images ${command} --help" lists its flags` });
};
// src/entry/cli/help.ts
const EXAMPLES = {
	lint: ["function-images lint", "function-images lint --functions 'functions/**/*.yaml'"],
	plan: ["function-images plan --registry ghcr.io/acme/shop", "function-images plan --format json"],
	build: [
		"function-images build",
		"function-images build --registry ghcr.io/acme/shop --builder runner",
		"function-images build --registry 123456789012.dkr.ecr.eu-west-1.amazonaws.com/functions --repository '{registry}'"
	],
	deploy: [
		"function-images deploy --context staging --registry ghcr.io/acme/shop",
		"function-images deploy --context staging --dry-run",
		"function-images deploy --kubeconfig ./kubeconfig --builder never --no-wait"
	],
	render: ["function-images render --registry ghcr.io/acme/shop", "function-images render --manifests - | kubectl diff -f -"],
	lock: ["function-images lock", "function-images lock --check"],
	run: ["function-images run hello", "function-images run hello --port 9000"],
	registry: ["function-images registry", "function-images registry --data ./registry --port 0"],
	demo: ["function-images demo", "function-images demo --base docker.io/library/node:24-slim"]
};
/** What the program does, and its commands. */
const generalHelp = () => [
	"Function specs in Git become images in any registry: only what changed is built, and it says why.",
	"",
	"Usage: function-images COMMAND [FLAGS]",
	"",
	...Object.entries(_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.r).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
	"",
	"Start here:",
	"  function-images demo            the whole story on this computer",
	"  function-images build           build what changed into the embedded registry",
	"  function-images COMMAND --help  flags and examples of one command",
	"",
	"Exit codes: 0 done, 1 a spec, build or push failed, 2 wrong usage, 70 a bug of ours, 130 cancelled",
	""
].join("\n");
/** Flags and examples of one command. */
const commandHelp = (command) => {
	const options = (0,_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.i)(command, "cli");
	return [
		`${_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_3__.r[command].summary}.`,
		"",
		`Usage: function-images ${command}${command === "run" ? " NAME" : ""}${options.length > 0 ? " [FLAGS]" : ""}`,
		"",
		...options.flatMap(flagLines),
		"Examples:",
		...EXAMPLES[command].map((example) => `  ${example}`),
		""
	].join("\n");
};
const flagLines = (option) => {
	const fallback = option.default === void 0 || option.kind === "flag" ? "" : ` (default: ${option.default})`;
	return [
		`  --${option.name}${VALUE[option.kind](option)}`,
		...wrap(`${option.help}${fallback}`),
		""
	];
};
const VALUE = {
	text: () => " TEXT",
	list: () => " ITEM[,ITEM…]",
	number: () => " N",
	flag: () => "",
	choice: ({ choices }) => ` ${choices?.join("|") ?? ""}`
};
const WIDTH = 92;
const wrap = (text) => {
	const lines = [];
	let line = "";
	for (const word of text.split(" ")) if (line !== "" && line.length + word.length >= WIDTH) {
		lines.push(`      ${line}`);
		line = word;
	} else line = line === "" ? word : `${line} ${word}`;
	return [...lines, `      ${line}`];
};
// src/entry/version.ts
/** The product's version, from its package.json. */
const version = () => {
	const { version } = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_4__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)((0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.t)(), "package.json"), "utf8"));
	return version;
};
// src/entry/cli/cli.ts
/** Runs the command line of a process and returns its exit code; the first signal cancels what is under way. */
const runCli = async (host) => {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM"]) host.once(name, () => controller.abort(new DOMException(`Stopped by ${name}`, "AbortError")));
	try {
		return await dispatch(host, controller.signal);
	} catch (error) {
		const { code, lines } = exitCodeOf(error, controller.signal);
		for (const line of lines) host.stderr.write(`${line}\n`);
		return code;
	}
};
const dispatch = async (host, signal) => {
	const asked = parseArguments(host.argv.slice(2));
	switch (asked.ask) {
		case "help":
			host.stdout.write(asked.command === void 0 ? generalHelp() : commandHelp(asked.command));
			return 0;
		case "version":
			host.stdout.write(`${version()}\n`);
			return 0;
		case "run": {
			const { runCommand } = await __webpack_require__.e(/* import() */ 442).then(__webpack_require__.bind(__webpack_require__, 1442));
			return runCommand(asked, {
				env: host.env,
				cwd: host.cwd(),
				stdin: host.stdin,
				out: host.stdout,
				err: host.stderr,
				signal
			});
		}
	}
};



/***/ }),

/***/ 8558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ optionsOf),
/* harmony export */   n: () => (/* binding */ parseConfig),
/* harmony export */   r: () => (/* binding */ COMMANDS),
/* harmony export */   t: () => (/* binding */ isCommand)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);
/* harmony import */ var _platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5117);


// src/core/options.ts
/** The commands, in the order a newcomer meets them. */
const COMMANDS = {
	lint: {
		summary: "Read and check every function spec",
		action: true
	},
	plan: {
		summary: "Say for each function whether it would be built, and why",
		action: true
	},
	build: {
		summary: "Build the images the registry lacks and push them",
		action: true
	},
	deploy: {
		summary: "Build, then roll out the functions and every workload that uses their images",
		action: true
	},
	render: {
		summary: "Build, then write the manifests that deploy would apply, pinned by digest",
		action: true
	},
	lock: {
		summary: "Write the digests of the base images to the lock file",
		action: true
	},
	run: {
		summary: "Serve one built function on this computer",
		action: false
	},
	registry: {
		summary: "Serve the embedded registry on loopback",
		action: false
	},
	demo: {
		summary: "Show the whole story on this computer, in a minute",
		action: false
	}
};
const SPECS = [
	"lint",
	"plan",
	"build",
	"deploy",
	"render",
	"lock",
	"run"
];
const IMAGES = [
	"plan",
	"build",
	"deploy",
	"render",
	"lock",
	"run"
];
const BUILDS = [
	"plan",
	"build",
	"deploy",
	"render"
];
/** Where an image’s inputs must be known to name it. */
const NAMING = [
	"plan",
	"build",
	"deploy",
	"render",
	"run"
];
/** Those that may have to reach a cluster. */
const CLUSTERS = [
	"plan",
	"build",
	"deploy",
	"render"
];
/** Those that can start a Job. */
const JOBS = [
	"build",
	"deploy",
	"render"
];
const DEPLOYS = ["deploy"];
const OPTIONS = [
	{
		name: "functions",
		commands: SPECS,
		kind: "list",
		help: "Globs of spec files, relative to the working directory; - reads standard input. Default: every spec found"
	},
	{
		name: "working-directory",
		commands: SPECS,
		kind: "text",
		default: ".",
		help: "Folder that holds the functions; nothing outside it is read"
	},
	{
		name: "namespace",
		commands: SPECS,
		kind: "text",
		default: "default",
		help: "Namespace of specs that name none"
	},
	{
		name: "registry",
		commands: IMAGES,
		kind: "text",
		help: "Host and path before the images’ names. Default: ghcr.io/<owner>/<repository> in a workflow, the embedded registry elsewhere"
	},
	{
		name: "repository",
		commands: IMAGES,
		kind: "text",
		default: "{registry}/{name}",
		help: "Template of an image’s repository, from {registry}, {namespace} and {name}; without {name} all functions share one repository"
	},
	{
		name: "shared-repository",
		commands: BUILDS,
		kind: "text",
		help: "Repository of dependency layers, and of base layers from other registries. Default: {registry}/shared_layers, or the one repository"
	},
	{
		name: "channel",
		commands: IMAGES,
		kind: "text",
		help: "Moving tag that follows the newest build. Default: the branch, or pr-<number>"
	},
	{
		name: "platforms",
		commands: NAMING,
		kind: "list",
		default: "linux/amd64",
		help: "Platforms of each image; never the machine’s own by itself, so that a laptop and CI agree"
	},
	{
		name: "builder",
		commands: NAMING,
		kind: "choice",
		choices: [
			"auto",
			"job",
			"docker",
			"runner",
			"never"
		],
		default: "auto",
		help: "Where dependencies are installed whose layer is not there yet: job, a Job on the cluster; docker, containers of the Docker daemon; runner, this machine’s npm and pip; auto, job where a cluster is configured, else docker where a daemon answers; never, nowhere, and a missing image is an error as well"
	},
	{
		name: "max-parallel",
		commands: BUILDS,
		kind: "number",
		default: "8",
		help: "Functions built, and workloads rolled out, at the same time"
	},
	{
		name: "kubeconfig",
		commands: CLUSTERS,
		kind: "text",
		secret: true,
		help: "Path of a kubeconfig file, or its text. Default: KUBECONFIG; without any of the three, and without context, no cluster is used"
	},
	{
		name: "context",
		commands: CLUSTERS,
		kind: "text",
		help: "Context of the kubeconfig (which is then ~/.kube/config where none is named), or in-cluster for the pod’s own account. Default: its current one"
	},
	{
		name: "registry-service",
		commands: CLUSTERS,
		kind: "text",
		help: "NAMESPACE/NAME:PORT of the Service behind the registry’s host, where this machine has no route to it: requests go through the API server"
	},
	{
		name: "build-namespace",
		commands: JOBS,
		kind: "text",
		help: "Namespace of build Jobs. Default: that of option namespace"
	},
	{
		name: "push-secret",
		commands: JOBS,
		kind: "text",
		help: "Secret of type kubernetes.io/dockerconfigjson in the build namespace that Jobs push with. Default: kubeless-registry-credentials where there is one, else this run’s own credentials for the registry, in a Secret that goes with the Job"
	},
	{
		name: "builder-image",
		commands: JOBS,
		kind: "text",
		default: "docker.io/library/node:24-slim",
		help: "Image with Node.js 22 or newer in which a Job packs and pushes what was installed, where the install image has no Node"
	},
	{
		name: "build-memory",
		commands: JOBS,
		kind: "text",
		default: "1Gi",
		help: "Memory that an install in a Job may use, as Kubernetes writes it"
	},
	{
		name: "build-timeout",
		commands: JOBS,
		kind: "number",
		default: "900",
		help: "Seconds that the install of one dependency layer may take"
	},
	{
		name: "docker-network",
		commands: JOBS,
		kind: "text",
		help: "Network of the containers of builder docker. Default: the daemon’s own"
	},
	{
		name: "pull-secret",
		commands: ["deploy", "render"],
		kind: "text",
		help: "Secret that functions’ images are pulled with, in each function’s namespace. Default: kubeless-registry-credentials where there is one and the image is not public"
	},
	{
		name: "dependents",
		commands: DEPLOYS,
		kind: "choice",
		choices: [
			"roll",
			"list",
			"off"
		],
		default: "roll",
		help: "Other workloads in the same namespaces that use one of the images: move them to the new digest, name them, or leave them out"
	},
	{
		name: "kubeless",
		commands: DEPLOYS,
		kind: "choice",
		choices: [
			"auto",
			"handover",
			"replace",
			"ignore"
		],
		default: "auto",
		help: "Objects that Kubeless made: handover, set the image in the Function and let the controller roll it out; replace, take them over; ignore, treat them as any other’s; auto, handover where the controller lives, else replace"
	},
	{
		name: "wait",
		commands: DEPLOYS,
		kind: "flag",
		default: "true",
		help: "Wait until every rollout is complete; without it nothing is said about whether the pods came up, and nothing is rolled back"
	},
	{
		name: "rollout-timeout",
		commands: DEPLOYS,
		kind: "number",
		default: "300",
		help: "Seconds that one rollout may take"
	},
	{
		name: "on-failure",
		commands: DEPLOYS,
		kind: "choice",
		choices: ["rollback", "keep"],
		default: "rollback",
		help: "What becomes of a workload whose rollout failed: back to what it was, or left for a look"
	},
	{
		name: "prune",
		commands: DEPLOYS,
		kind: "flag",
		default: "false",
		help: "Delete the objects of functions that left the repository; only what deploy itself made, in the namespaces of this run"
	},
	{
		name: "force-conflicts",
		commands: DEPLOYS,
		kind: "flag",
		default: "false",
		help: "Take over fields that another manager owns"
	},
	{
		name: "dry-run",
		commands: DEPLOYS,
		kind: "flag",
		default: "false",
		help: "Ask the server what would change, and change nothing; images that are missing are not built"
	},
	{
		name: "manifests",
		commands: ["render"],
		kind: "text",
		default: "manifests",
		help: "Folder that the manifests are written to, a file a function; - prints them"
	},
	{
		name: "runtimes",
		commands: SPECS,
		kind: "text",
		help: "File with runtimes of your own (JSON or YAML, the form of Kubeless’ runtime-images), added to the built-in ones"
	},
	{
		name: "lock",
		commands: IMAGES,
		kind: "text",
		default: "function-images.lock",
		help: "Lock file with the digests of base images"
	},
	{
		name: "unpinned",
		commands: NAMING,
		kind: "flag",
		default: "false",
		help: "Resolve the tags of base images at each run, even where a lock file pins them"
	},
	{
		name: "check",
		commands: ["lock"],
		kind: "flag",
		default: "false",
		help: "Write nothing; fail and list the tags that moved"
	},
	{
		name: "verify",
		commands: BUILDS,
		kind: "choice",
		choices: [
			"auto",
			"tag",
			"manifest"
		],
		default: "auto",
		help: "What proves that an image is there: its tag (HEAD) or its manifest with our mark (GET). auto: manifest, but tag on docker.io, where a GET counts as a pull"
	},
	{
		name: "insecure-registries",
		commands: IMAGES,
		kind: "list",
		help: "Hosts to speak plain HTTP with; loopback always is"
	},
	{
		name: "registry-ca",
		commands: IMAGES,
		kind: "text",
		help: "PEM file (or its text) with certificates of your registries’ own authority"
	},
	{
		name: "image-mirrors",
		commands: IMAGES,
		kind: "list",
		help: "FROM=TO rewrites of the repositories base images are read from, as in docker.io=mirror.example.com/hub"
	},
	{
		name: "github-token",
		commands: IMAGES,
		kind: "text",
		secret: true,
		actionDefault: "${{ github.token }}",
		only: "action",
		help: "Signs in to ghcr.io; needs the permission packages: write"
	},
	{
		name: "username",
		commands: IMAGES,
		kind: "text",
		help: "User for the registry that images are pushed to"
	},
	{
		name: "password",
		commands: IMAGES,
		kind: "text",
		secret: true,
		help: "Password or token of that user"
	},
	{
		name: "format",
		commands: [
			"lint",
			"plan",
			"build",
			"deploy",
			"render",
			"lock"
		],
		kind: "choice",
		choices: ["text", "json"],
		default: "text",
		only: "cli",
		help: "What is printed: lines for people, or the report as one JSON document"
	},
	{
		name: "data",
		commands: [
			"plan",
			"build",
			"deploy",
			"render",
			"lock",
			"run",
			"registry"
		],
		kind: "text",
		only: "cli",
		help: "Folder of the embedded registry. Default: function-images/registry in the user’s data folder"
	},
	{
		name: "port",
		commands: ["run", "registry"],
		kind: "number",
		only: "cli",
		help: "Port on loopback: 8080 for run, 5050 for registry; 0 takes any free one"
	},
	{
		name: "docker",
		commands: ["run"],
		kind: "flag",
		default: "false",
		only: "cli",
		help: "Run the whole image with Docker instead of its layers with this machine’s interpreter"
	},
	{
		name: "base",
		commands: ["demo"],
		kind: "text",
		only: "cli",
		help: "Base image to use instead of one made from the Node that runs the demo"
	}
];
/** The options of one command, as its front end has them. */
const optionsOf = (command, frontEnd) => OPTIONS.filter(({ commands, only }) => commands.includes(command) && (only === void 0 || only === frontEnd));
// src/core/config.ts
/** Reads the raw strings of `command`'s options. Throws INPUT_INVALID with the option's name. */
const parseConfig = (command, raw, around) => {
	const read = readerOf(raw);
	return {
		command,
		functions: read.list("functions"),
		workingDirectory: read.text("working-directory") ?? ".",
		namespace: read.text("namespace") ?? "default",
		registry: registryOf(read.text("registry") ?? around.registry),
		repository: templateOf(read.text("repository") ?? "{registry}/{name}"),
		sharedRepository: read.text("shared-repository"),
		channel: channelSlug(read.text("channel") ?? around.channel),
		defaultChannel: channelSlug(around.defaultChannel),
		platforms: platformsOf(read.list("platforms")),
		builder: read.choice("builder"),
		maxParallel: read.number("max-parallel", 1) ?? 8,
		runtimes: read.text("runtimes"),
		lock: read.text("lock") ?? "function-images.lock",
		unpinned: read.flag("unpinned"),
		check: read.flag("check"),
		verify: read.choice("verify"),
		insecureRegistries: read.list("insecure-registries"),
		registryCa: read.text("registry-ca"),
		imageMirrors: read.list("image-mirrors").map(mirrorOf),
		githubToken: read.text("github-token"),
		username: read.text("username"),
		password: read.text("password"),
		kubeconfig: read.text("kubeconfig"),
		context: read.text("context"),
		registryService: serviceOf(read.text("registry-service")),
		buildNamespace: read.text("build-namespace") ?? read.text("namespace") ?? "default",
		pushSecret: read.text("push-secret"),
		builderImage: read.text("builder-image") ?? "",
		buildMemory: quantityOf("build-memory", read.text("build-memory") ?? ""),
		buildTimeout: read.number("build-timeout", 1) ?? 900,
		dockerNetwork: read.text("docker-network"),
		pullSecret: read.text("pull-secret"),
		dependents: read.choice("dependents"),
		kubeless: read.choice("kubeless"),
		wait: read.flag("wait"),
		rolloutTimeout: read.number("rollout-timeout", 1) ?? 300,
		onFailure: read.choice("on-failure"),
		prune: read.flag("prune"),
		forceConflicts: read.flag("force-conflicts"),
		dryRun: read.flag("dry-run"),
		manifests: read.text("manifests") ?? "manifests",
		run: around.run,
		format: read.choice("format"),
		data: read.text("data"),
		port: read.number("port", 0),
		docker: read.flag("docker"),
		base: read.text("base")
	};
};
/** Tells whether `text` names a command. */
const isCommand = (text) => Object.hasOwn(COMMANDS, text);
/** Makes a tag of a branch name: what a tag cannot hold becomes `-`. */
const channelSlug = (text) => {
	return text.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[.-]+/, "").slice(0, MAX_CHANNEL) || "latest";
};
/** Leaves room for a function's name before it, in a tag of at most 128 characters. */
const MAX_CHANNEL = 60;
const readerOf = (raw) => {
	const text = (name) => {
		const value = raw[name];
		const trimmed = (typeof value === "object" ? value.at(-1) : value)?.trim();
		return trimmed === void 0 || trimmed === "" ? optionOf(name).default : trimmed;
	};
	return {
		text,
		list: (name) => {
			const value = raw[name];
			const items = splitList(typeof value === "object" ? value : [value ?? ""]);
			return items.length > 0 ? items : splitList([optionOf(name).default ?? ""]);
		},
		choice: (name) => {
			const choices = optionOf(name).choices ?? [];
			const value = text(name) ?? "";
			if (choices.includes(value)) return value;
			throw invalid(name, `"${value}" is not one of ${choices.join(", ")}`);
		},
		flag: (name) => {
			const value = text(name) ?? "false";
			if (value === "true" || value === "false") return value === "true";
			throw invalid(name, `"${value}" is neither true nor false`);
		},
		number: (name, least) => {
			const value = text(name);
			if (value === void 0) return void 0;
			const number = Number(value);
			if (/^[0-9]+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number;
			throw invalid(name, `"${value}" is not a whole number of at least ${least}`);
		}
	};
};
const optionOf = (name) => {
	const option = OPTIONS.find((candidate) => candidate.name === name);
	if (option === void 0) throw new TypeError(`No option "${name}" in the table`);
	return option;
};
const splitList = (values) => values.flatMap((value) => value.split(/[\n,]/)).map((item) => item.trim()).filter((item) => item !== "");
const invalid = (name, why) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", `Cannot read option "${name}": ${why}`);
const registryOf = (text) => {
	if (text === void 0) return void 0;
	const bare = text.replace(/\/+$/, "");
	if (/^[a-z]+:\/\//i.test(bare)) throw invalid("registry", `"${text}" has a scheme: write the host alone, and name it in insecure-registries for plain HTTP`);
	if (bare === "" || /\s|[@{}]/.test(bare)) throw invalid("registry", `"${text}" is not a host and a path`);
	return bare;
};
const templateOf = (text) => {
	const unknown = text.match(/\{(?!(?:registry|namespace|name)\})[^}]*\}?/);
	if (unknown !== null) throw invalid("repository", `"${unknown[0]}" is not one of {registry}, {namespace}, {name}`);
	return text;
};
const platformsOf = (texts) => {
	return [...new Set(texts)].map(_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_1__.n);
};
const serviceOf = (text) => {
	if (text === void 0) return void 0;
	const [, namespace, name, port] = /^([a-z0-9-]+)\/([a-z0-9-]+):([0-9]{1,5})$/.exec(text) ?? [];
	if (namespace === void 0 || name === void 0) throw invalid("registry-service", `"${text}" is not NAMESPACE/NAME:PORT`);
	return {
		namespace,
		name,
		port: Number(port)
	};
};
/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantityOf = (name, text) => {
	if (/^[0-9]+(?:\.[0-9]+)?(?:[kMGTPE]|[KMGTPE]i)?$/.test(text)) return text;
	throw invalid(name, `"${text}" is not a quantity like 512Mi or 2Gi`);
};
const mirrorOf = (text) => {
	const equals = text.indexOf("=");
	if (equals <= 0 || equals === text.length - 1) throw invalid("image-mirrors", `"${text}" is not FROM=TO`);
	return {
		from: text.slice(0, equals),
		to: text.slice(equals + 1)
	};
};



/***/ }),

/***/ 9439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ problemOf),
/* harmony export */   r: () => (/* binding */ specProblem),
/* harmony export */   t: () => (/* binding */ ActionError)
/* harmony export */ });
// src/core/errors.ts
/**
* The one error that ends a run, or the work on one function, with a message for its user. Anything else that reaches
* an entry point is a bug of ours.
*/
var ActionError = class extends Error {
	name = "ActionError";
	code;
	problems;
	hint;
	constructor(code, message, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		this.code = code;
		this.problems = options.problems ?? [];
		this.hint = options.hint;
	}
};
/** Returns `error` placed at `at`; an error that is not ours is thrown on, since hiding it would hide a bug. */
const problemOf = (error, at) => {
	if (!(error instanceof ActionError)) throw error;
	const { code, message, hint } = error;
	return hint === void 0 ? {
		severity: "error",
		code,
		message,
		at
	} : {
		severity: "error",
		code,
		message,
		at,
		hint
	};
};
/** Makes an error at a place in a spec. */
const specProblem = (at, message, hint) => ({
	severity: "error",
	code: "SPEC_INVALID",
	message,
	at,
	hint
});



/***/ }),

/***/ 3170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ inertLines),
/* harmony export */   t: () => (/* binding */ inert)
/* harmony export */ });
// src/core/report/inert.ts
/**
* Makes text from specs, logs and registries safe to print where a workflow runner reads commands: control characters
* and escape sequences go, line separators become spaces, and no line can be a command, neither `::name::` at its start
* nor the old `##[name]` anywhere. https://github.com/actions/runner, ActionCommand
*/
const inert = (text) => text.replaceAll(ESCAPE_SEQUENCE, "").replaceAll(LINE_END, " ").replaceAll(CONTROL, "").replaceAll("##[", "#​#[").replace(/^\s*::/, ":​:");
/** Splits a chunk of log into lines that are each {@link inert}. */
const inertLines = (text) => text.split(LINE_END).map(inert);
const ESCAPE_SEQUENCE = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/g;
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029\u000B\u000C]/g;
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;



/***/ }),

/***/ 4691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ tally),
/* harmony export */   i: () => (/* binding */ rolloutLines),
/* harmony export */   n: () => (/* binding */ functionLine),
/* harmony export */   o: () => (/* binding */ seconds),
/* harmony export */   r: () => (/* binding */ problemLines),
/* harmony export */   s: () => (/* binding */ keyOf),
/* harmony export */   t: () => (/* binding */ packageRoot)
/* harmony export */ });
/* harmony import */ var _inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3170);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3136);




// src/core/function/source.ts
/** How reports, outputs and messages name a function. */
const keyOf = ({ namespace, name }) => `${namespace}/${name}`;
// src/core/report/measure.ts
/** Writes a duration as people read it: `0.4 s`, `12 s`, `2 min 5 s`. */
const seconds = (milliseconds) => {
	const total = milliseconds / 1e3;
	if (total < 10) return `${total.toFixed(1)} s`;
	if (total < 60) return `${Math.round(total)} s`;
	return `${Math.floor(total / 60)} min ${Math.round(total % 60)} s`;
};
/** Writes a size in decimal units: `312 B`, `1.2 kB`, `42 MB`. */
const size = (bytes) => {
	const units = [
		"B",
		"kB",
		"MB",
		"GB"
	];
	const power = Math.min(units.length - 1, bytes < 1e3 ? 0 : Math.floor(Math.log10(bytes) / 3));
	const value = bytes / 1e3 ** power;
	return `${power === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? "B"}`;
};
/** Counts things: `1 function`, `3 functions`. */
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
// src/core/report/text.ts
/** One line for a function as it ends: `built    prod/hello  code changed: hello.js  1.2 kB  0.4 s`. */
const functionLine = (result) => {
	const { state, reasons, bytesSent, durationMs, problems } = result;
	const why = reasons.length > 0 ? reasons.map(({ detail }) => detail).join(", ") : problems[0]?.message ?? "";
	const columns = [
		STATE_WORD[state].padEnd(9),
		keyOf(result),
		state === "failed" ? problems[0]?.message ?? why : why,
		state === "built" && bytesSent !== void 0 ? size(bytesSent) : "",
		durationMs === void 0 ? "" : seconds(durationMs)
	];
	return (0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_3__.t)(columns.filter((column) => column !== "").join("  "));
};
/** One line for an object of the cluster: `complete  prod/Deployment/hello  revision 12→13  2.4 s`. */
const rolloutLine = (result) => {
	const { state, namespace, kind, name, revision, cause, note, waitingFor, durationMs } = result;
	const columns = [
		state.padEnd(11),
		`${namespace}/${kind}/${name}`,
		revision === void 0 ? "" : revisionText(revision),
		cause ?? waitingFor.join(", "),
		note ?? "",
		durationMs === void 0 ? "" : seconds(durationMs)
	];
	return (0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_3__.t)(columns.filter((column) => column !== "").join("  "));
};
/** {@link rolloutLine}, and below it, a line a field, what a dry run says would change. */
const rolloutLines = (result) => [rolloutLine(result), ...(result.diff ?? []).map((line) => (0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_3__.t)(`  ${line}`))];
/** `revision 12→13`, or without the first where there was none or nothing was rolled out. */
const revisionText = ({ from, to }) => from === void 0 || from === to ? `revision ${to}` : `revision ${from}→${to}`;
/** `file:line:column: error: message`, which editors turn into a link, then the hint. */
const problemLines = ({ at, severity, message, hint }) => [(0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_3__.t)(`${at.file}:${at.line}:${at.column}: ${severity}: ${message}`), ...hint === void 0 ? [] : [(0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_3__.t)(`  ${hint}`)]];
/** `2 built · 3 unchanged · 1 failed · 4 rolled out · 1 rolled back`. */
const tally = (report) => {
	const { functions, rollouts, command } = report;
	const shown = [...counted(ORDER, functions, (state) => TALLY_WORD[state]), ...counted(ROLLOUT_ORDER, rollouts, (state) => ROLLOUT_WORD[state] ?? "")];
	const errors = unlistedErrors(report);
	if (errors > 0) shown.push(count(errors, "error"));
	if (shown.length > 0) return shown.join(" · ");
	if (command === "lint" || command === "lock") return "no problems";
	return rollouts.length > 0 ? "nothing to roll out" : "no functions to build";
};
const counted = (order, results, word) => order.map((state) => [state, results.filter((result) => result.state === state).length]).filter(([, number]) => number > 0).map(([state, number]) => `${number} ${word(state)}`);
/** Errors that stand with no function, and are not what ended a rollout that is counted as failed. */
const unlistedErrors = ({ functions, rollouts, problems }) => {
	const failed = rollouts.some(({ state }) => state === "failed" || state === "rolled-back");
	const causes = new Set(rollouts.map(({ state, cause }) => state === "failed" ? cause : void 0));
	const counts = ({ severity, code, message }) => severity === "error" && !(failed && code === "ROLLOUT_FAILED") && !causes.has(message);
	return problems.filter(counts).length - functions.flatMap((result) => result.problems).filter(counts).length;
};
const ORDER = [
	"built",
	"planned",
	"skipped",
	"failed"
];
const STATE_WORD = {
	built: "built",
	planned: "build",
	skipped: "unchanged",
	failed: "failed"
};
const TALLY_WORD = {
	built: "built",
	planned: "to build",
	skipped: "unchanged",
	failed: "failed"
};
const ROLLOUT_ORDER = [
	"complete",
	"applied",
	"planned",
	"pruned",
	"rolled-back",
	"failed"
];
/** Objects that are unchanged, or not ours to change, are not counted. */
const ROLLOUT_WORD = {
	complete: "rolled out",
	applied: "applied",
	planned: "to roll out",
	pruned: "pruned",
	"rolled-back": "rolled back",
	failed: "not rolled out"
};
// src/entry/package-root.ts
/** Finds the product's own folder, above this file in the sources as in a bundle: shims and examples lie there. */
const packageRoot = () => {
	let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_2__.fileURLToPath)(import.meta.url));
	while (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "shims"))) {
		const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
		if (above === folder) throw new Error("The folder \"shims\" of function-images is missing");
		folder = above;
	}
	return folder;
};



/***/ }),

/***/ 5117:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ parsePlatform),
/* harmony export */   r: () => (/* binding */ platformMatches),
/* harmony export */   t: () => (/* binding */ formatPlatform)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);

// src/core/oci/platform.ts
/** Reads `os/architecture[/variant]`. */
const parsePlatform = (text) => {
	const [os, architecture, variant, ...rest] = text.split("/");
	const words = [
		os,
		architecture,
		...variant === void 0 ? [] : [variant]
	];
	if (rest.length > 0 || !words.every((word) => word !== void 0 && /^[a-z0-9]+$/.test(word))) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", `Cannot read platform "${text}": write os/architecture, as in linux/amd64`);
	return {
		os,
		architecture,
		...variant === void 0 ? {} : { variant }
	};
};
/** Writes `os/architecture[/variant]`. */
const formatPlatform = ({ os, architecture, variant }) => [
	os,
	architecture,
	...variant === void 0 ? [] : [variant]
].join("/");
const IMPLIED_VARIANT = {
	arm64: "v8",
	arm: "v7"
};
/** Tells whether an image made for `have` is what somebody who asks for `want` means. */
const platformMatches = (want, have) => want.os === have.os && want.architecture === have.architecture && variantOf(want) === variantOf(have);
const variantOf = ({ architecture, variant }) => variant ?? IMPLIED_VARIANT[architecture] ?? "";



/***/ })

};
