export const id = 93;
export const ids = [93];
export const modules = {

/***/ 93:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCli: () => (/* binding */ runCli)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_Cmk6XWm3_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(124);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(439);
/* harmony import */ var _package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(489);
/* harmony import */ var _config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(823);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(760);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(24);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(975);







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
				(0,_package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_2__.u)(`error: ${message}`),
				...hint === void 0 ? [] : [(0,_package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_2__.u)(`  ${hint}`)],
				...problems.flatMap(_package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_2__.o)
			]
		};
	}
	return {
		code: 70,
		lines: ["This is a bug of function-images; please report it with the lines below", ...(error instanceof Error ? error.stack ?? error.message : String(error)).split("\n").map(_package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_2__.u)]
	};
};
// src/entry/cli/arguments.ts
/** Reads the words after the program's name. Throws INPUT_INVALID for what is no command or flag of it. */
const parseArguments = (words) => {
	const [first, ...rest] = words;
	if (first === void 0 || first === "--help" || first === "-h" || first === "help") return helpOf(rest[0]);
	if (first === "--version" || first === "-V") return { ask: "version" };
	if (!(0,_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.t)(first)) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `"${first}" is no command`, { hint: `Commands are ${Object.keys(_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.r).join(", ")}; "function-images --help" tells what they do` });
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
	command: command !== void 0 && (0,_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.t)(command) ? command : void 0
});
const parseFlags = (command, words) => {
	const known = (0,_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.i)(command, "cli").map(({ name, kind }) => [name, flagType(kind)]);
	try {
		const { values, positionals } = (0,node_util__WEBPACK_IMPORTED_MODULE_6__.parseArgs)({
			args: [...words],
			options: Object.fromEntries(known),
			allowPositionals: true
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
	...Object.entries(_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.r).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
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
	const options = (0,_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.i)(command, "cli");
	return [
		`${_config_dDAlnLPt_js__WEBPACK_IMPORTED_MODULE_3__.r[command].summary}.`,
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
	const { version } = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_5__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)((0,_package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_2__.t)(), "package.json"), "utf8"));
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
			const { runCommand } = await __webpack_require__.e(/* import() */ 164).then(__webpack_require__.bind(__webpack_require__, 164));
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

/***/ 823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ optionsOf),
/* harmony export */   n: () => (/* binding */ parseConfig),
/* harmony export */   r: () => (/* binding */ COMMANDS),
/* harmony export */   t: () => (/* binding */ isCommand)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(439);
/* harmony import */ var _package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(489);


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
	"lock",
	"run"
];
const IMAGES = [
	"plan",
	"build",
	"lock",
	"run"
];
const BUILDS = ["plan", "build"];
/** Where an image’s inputs must be known to name it. */
const NAMING = [
	"plan",
	"build",
	"run"
];
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
			"runner",
			"never"
		],
		default: "auto",
		help: "What installs dependencies whose layer is not there yet: runner, this machine’s npm and pip; auto, nothing yet, so such a function fails and says so; never, nothing, and a missing image is an error as well"
	},
	{
		name: "max-parallel",
		commands: BUILDS,
		kind: "number",
		default: "8",
		help: "Functions built at the same time"
	},
	{
		name: "runtimes",
		commands: SPECS,
		kind: "text",
		help: "File with runtimes of your own (JSON or YAML, the form of Kubeless’ runtime-images), added to the built-in ones"
	},
	{
		name: "lock",
		commands: [
			"plan",
			"build",
			"lock",
			"run"
		],
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
	return [...new Set(texts)].map(_package_root_CVLDWXak_js__WEBPACK_IMPORTED_MODULE_1__.r);
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

/***/ 439:
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

/***/ 489:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ functionLine),
/* harmony export */   c: () => (/* binding */ seconds),
/* harmony export */   d: () => (/* binding */ inertLines),
/* harmony export */   i: () => (/* binding */ platformMatches),
/* harmony export */   l: () => (/* binding */ keyOf),
/* harmony export */   n: () => (/* binding */ formatPlatform),
/* harmony export */   o: () => (/* binding */ problemLines),
/* harmony export */   r: () => (/* binding */ parsePlatform),
/* harmony export */   s: () => (/* binding */ tally),
/* harmony export */   t: () => (/* binding */ packageRoot),
/* harmony export */   u: () => (/* binding */ inert)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(439);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(136);




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
	return inert(columns.filter((column) => column !== "").join("  "));
};
/** `file:line:column: error: message`, which editors turn into a link, then the hint. */
const problemLines = ({ at, severity, message, hint }) => [inert(`${at.file}:${at.line}:${at.column}: ${severity}: ${message}`), ...hint === void 0 ? [] : [inert(`  ${hint}`)]];
/** `2 built · 3 unchanged · 1 failed`. */
const tally = ({ functions, problems, command }) => {
	const shown = ORDER.map((state) => [state, functions.filter((result) => result.state === state).length]).filter(([, number]) => number > 0).map(([state, number]) => `${number} ${TALLY_WORD[state]}`);
	const errors = problems.filter(({ severity }) => severity === "error").length;
	const listed = functions.flatMap((result) => result.problems).filter(({ severity }) => severity === "error").length;
	if (errors > listed) shown.push(count(errors - listed, "error"));
	if (shown.length > 0) return shown.join(" · ");
	return command === "lint" || command === "lock" ? "no problems" : "no functions found";
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
// src/entry/package-root.ts
/** Finds the product's own folder, above this file in the sources as in a bundle: shims and examples lie there. */
const packageRoot = () => {
	let folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_3__.fileURLToPath)(import.meta.url));
	while (!(0,node_fs__WEBPACK_IMPORTED_MODULE_2__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, "shims"))) {
		const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
		if (above === folder) throw new Error("The folder \"shims\" of function-images is missing");
		folder = above;
	}
	return folder;
};



/***/ })

};
