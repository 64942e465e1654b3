export const id = 915;
export const ids = [915];
export const modules = {

/***/ 3915:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   demo: () => (/* binding */ demo)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8558);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9439);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(792);
/* harmony import */ var _package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4691);
/* harmony import */ var _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7448);
/* harmony import */ var _dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5455);
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9904);
/* harmony import */ var _server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(400);
/* harmony import */ var _run_CwDGJSbQ_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7040);
/* harmony import */ var _build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3790);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(6760);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(8161);














// src/edge/demo/program-base.ts
/** This machine's architecture in the words of image configs. */
const hostArchitecture = () => (0,node_os__WEBPACK_IMPORTED_MODULE_13__.arch)() === "x64" ? "amd64" : (0,node_os__WEBPACK_IMPORTED_MODULE_13__.arch)();
/** Makes a base image of files of this machine, all executable, with the users root and uid 1000. */
const makeProgramBase = async (programs, config, architecture = hostArchitecture()) => {
	const present = (await Promise.all(programs.map(programEntry))).filter((file) => file !== void 0);
	const entries = [
		...parents(present.map(({ entry }) => entry.path)),
		...present,
		...SYSTEM
	];
	const once = [...new Map(entries.map((entry) => [entry.entry.path, entry])).values()];
	const layer = await (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_7__.d)(once.sort((a, b) => a.entry.path < b.entry.path ? -1 : 1), FAST);
	return imageOf(layer, config, architecture);
};
/** Level of compression: the base is sent to loopback only. */
const FAST = 1;
const programEntry = async ({ path, from }) => {
	const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.stat)(from).catch(() => void 0);
	if (found === void 0 || !found.isFile()) return void 0;
	return {
		entry: {
			type: "file",
			path,
			mode: 493,
			uid: 0,
			gid: 0,
			size: found.size
		},
		read: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.readFile)(from)
	};
};
const parents = (paths) => {
	return [...new Set(paths.flatMap((path) => path.split("/").slice(0, -1).map((_, index, parts) => `${parts.slice(0, index + 1).join("/")}/`)))].map((path) => ({ entry: {
		type: "directory",
		path,
		mode: 493,
		uid: 0,
		gid: 0,
		size: 0
	} }));
};
const text = (path, content) => {
	const bytes = new TextEncoder().encode(content);
	return {
		entry: {
			type: "file",
			path,
			mode: 420,
			uid: 0,
			gid: 0,
			size: bytes.length
		},
		read: () => Promise.resolve(bytes)
	};
};
const SYSTEM = [
	{ entry: {
		type: "directory",
		path: "etc/",
		mode: 493,
		uid: 0,
		gid: 0,
		size: 0
	} },
	text("etc/passwd", "root:x:0:0:root:/:/bin/false\nnode:x:1000:1000:node:/tmp:/bin/false\n"),
	{ entry: {
		type: "directory",
		path: "tmp/",
		mode: 1023,
		uid: 0,
		gid: 0,
		size: 0
	} }
];
const imageOf = (layer, container, architecture) => {
	const config = {
		os: "linux",
		architecture,
		created: "2026-01-01T00:00:00Z",
		config: container,
		rootfs: {
			type: "layers",
			diff_ids: [layer.diffId]
		}
	};
	const blob = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_6__.i)(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.c, config);
	const manifest = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_6__.a)([], [layer.descriptor], blob.descriptor, {});
	const { bytes } = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_6__.i)(manifest.mediaType, manifest);
	return {
		blobs: [layer, blob],
		manifest: {
			mediaType: manifest.mediaType,
			bytes
		}
	};
};
// src/edge/demo/node-base.ts
/**
* Makes a base image of the Node that runs this program and the shared libraries it has loaded, so that there is one to
* append to without a network. It runs in a container on Linux.
*/
const makeNodeBase = () => makeProgramBase([{
	path: "usr/local/bin/node",
	from: process.execPath
}, ...sharedObjects().map((path) => ({
	path: path.slice(1),
	from: path
}))], {
	Env: ["PATH=/usr/local/bin:/usr/bin:/bin", `NODE_VERSION=${process.versions.node}`],
	Cmd: ["node"]
});
const sharedObjects = () => {
	return (process.report.getReport().sharedObjects ?? []).filter((path) => path.startsWith("/") && !path.endsWith(".node"));
};
// src/entry/cli/demo-workflow.ts
/** The workflow that the demo ends with, and the README begins with. */
const WORKFLOW = `on: push
jobs:
  functions:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      packages: write
    steps:
      - uses: actions/checkout@v7
      - uses: OWNER/function-images@v1
`;
// src/entry/cli/demo.ts
/** The image that the examples' runtime stands on. */
const BASE = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)("docker.io/library/node:24-slim");
/**
* Tells the whole story on this computer: builds the examples into a registry of its own, finds them unchanged, edits a
* line, and serves one function from its image after the sources are gone. Leaves nothing behind.
*/
const demo = async (config, shell) => {
	const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_11__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_13__.tmpdir)(), "function-images-demo-"));
	const registry = await (0,_server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_8__.t)({ root: (0,node_path__WEBPACK_IMPORTED_MODULE_11__.join)(folder, "registry") });
	try {
		const stage = await setStage(folder, registry.host, config, shell);
		return await play(stage);
	} finally {
		await registry.close();
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.rm)(folder, {
			recursive: true,
			force: true
		});
	}
};
const setStage = async (folder, host, config, shell) => {
	const say = (text) => void shell.out.write(`${text}\n`);
	const work = (0,node_path__WEBPACK_IMPORTED_MODULE_11__.join)(folder, "functions");
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_11__.join)((0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_4__.t)(), "examples", "nodejs"), work, { recursive: true });
	const base = await prepareBase(host, config, shell, say);
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_11__.join)(work, "function-images.lock"), (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__.c)(/* @__PURE__ */ new Map([[`${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(BASE)}:${BASE.tag}`, base.digest]])));
	const raw = {
		registry: host,
		"working-directory": work,
		"image-mirrors": [`${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(BASE)}=${base.mirror}`],
		platforms: base.platform
	};
	const stageConfig = {
		...(0,_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_1__.n)("build", raw, {
			registry: host,
			channel: "demo",
			defaultChannel: "demo"
		}),
		registry: host
	};
	const reporter = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__.t)({
		...shell,
		format: "text"
	});
	const { ports } = await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__.r)(stageConfig, {
		...shell,
		..._terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__.n,
		cwd: work,
		reporter
	});
	return {
		work,
		config: stageConfig,
		ports,
		reporter,
		shell,
		say
	};
};
/** Makes the base of this Node and pushes it; a base that the user names is used where it is. */
const prepareBase = async (host, config, shell, say) => {
	const registry = await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__.i)(config, {
		env: shell.env,
		..._terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_5__.n
	});
	try {
		if (config.base !== void 0) {
			const reference = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(config.base);
			const answer = await registry.digest(reference, shell.signal);
			if (answer.status === "unknown") throw answer.error;
			if (answer.status === "absent") throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("INPUT_INVALID", `Cannot find base image "${config.base}"`);
			return {
				digest: answer.digest,
				mirror: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(reference),
				platform: "linux/amd64"
			};
		}
		say(`Making a base image of Node.js ${process.versions.node}, so that nothing is downloaded …`);
		const made = await makeNodeBase();
		const repository = {
			registry: host,
			path: "hub/library/node"
		};
		for (const blob of made.blobs) await registry.upload(repository, blob, shell.signal);
		await registry.putManifest({
			...repository,
			tag: BASE.tag ?? "latest"
		}, made.manifest, shell.signal);
		return {
			digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(made.manifest.bytes),
			mirror: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository),
			platform: `linux/${hostArchitecture()}`
		};
	} finally {
		registry.close();
	}
};
const play = async (stage) => {
	const { work, say } = stage;
	say("\n1. Three functions, none of them built yet:\n");
	const first = await pass(stage);
	say("\n2. The same again: one question to the registry each, and nothing else:\n");
	const second = await pass(stage);
	say("\n3. One line of hello.js is edited:\n");
	const source = (0,node_path__WEBPACK_IMPORTED_MODULE_11__.join)(work, "hello", "hello.js");
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.writeFile)(source, (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.readFile)(source, "utf8")).replace("Hello", "Good morning"));
	const third = await pass(stage);
	const hello = third.functions.find(({ name }) => name === "hello");
	if (![
		first,
		second,
		third
	].every(_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_10__.s) || hello === void 0) return 1;
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.rm)(work, {
		recursive: true,
		force: true
	});
	say("\n4. The sources are deleted, and hello is served from its image:\n");
	say(await call(stage, referenceOf(hello)));
	say(`\nIn your repository, write .github/workflows/functions.yml:\n\n${WORKFLOW}`);
	return 0;
};
const pass = async ({ config, ports, shell, say }) => {
	const report = await (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_10__.t)(config, ports, shell.signal);
	say((0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_4__.a)(report));
	return report;
};
const referenceOf = ({ repository, digest }) => {
	if (repository === void 0 || digest === void 0 || !(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.C)(digest)) throw new TypeError("A built function has an image");
	return {
		...(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(repository),
		digest
	};
};
const call = async ({ ports, reporter, shell }, reference) => {
	const launcher = (0,_run_CwDGJSbQ_js__WEBPACK_IMPORTED_MODULE_9__.n)({
		temporary: (0,node_os__WEBPACK_IMPORTED_MODULE_13__.tmpdir)(),
		env: shell.env,
		warn: (message) => reporter.notice(message),
		output: () => void 0
	});
	const served = await (0,_run_CwDGJSbQ_js__WEBPACK_IMPORTED_MODULE_9__.t)(reference, {
		port: 0,
		env: []
	}, {
		registry: ports.registry,
		launcher
	}, shell.signal);
	try {
		const data = "{\"name\":\"Ada\"}";
		const response = await fetch(served.url, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: data
		});
		const body = await response.text();
		if (!response.ok) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("BUILD_FAILED", `Cannot call hello: it answered ${response.status}`);
		return `   curl -d '${data}' -H 'content-type: application/json' ${served.url}\n   ${body}`;
	} finally {
		await served.stop();
	}
};



/***/ }),

/***/ 7040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ takePort),
/* harmony export */   n: () => (/* binding */ openLauncher),
/* harmony export */   r: () => (/* binding */ serveFrom),
/* harmony export */   t: () => (/* binding */ serveImage)
/* harmony export */ });
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9904);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(792);
/* harmony import */ var _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7769);
/* harmony import */ var _tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7906);
/* harmony import */ var _runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2359);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7067);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7030);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6760);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8474);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8522);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1455);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1421);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(8500);














// src/edge/serve/interpreter.ts
/**
* Finds what runs `name` (`node`, `python3`) for a function of `runtime` (`nodejs24`, `python3.13`): this very Node for
* Node, and for Python the exact version when there is one. Throws BUILD_FAILED when there is none at all.
*/
const findInterpreter = async (name, runtime, env) => {
	const wanted = /[0-9][0-9.]*$/.exec(runtime)?.[0] ?? "";
	if (name === "node") {
		const major = process.versions.node.split(".", 1)[0] ?? "";
		return {
			path: process.execPath,
			warning: major === wanted ? void 0 : differs("Node.js", major, wanted)
		};
	}
	const exact = await onPath(`python${wanted}`, env);
	if (exact !== void 0) return {
		path: exact,
		warning: void 0
	};
	const any = await onPath(name, env);
	if (any === void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot find "${name}" on this machine`, { hint: `Install Python ${wanted}, or run the whole image with option "docker"` });
	const version = await pythonVersion(any);
	return {
		path: any,
		warning: version === wanted ? void 0 : differs("Python", version, wanted)
	};
};
const onPath = async (name, env) => {
	for (const folder of (env["PATH"] ?? "").split(node_path__WEBPACK_IMPORTED_MODULE_8__.delimiter).filter((part) => part !== "")) {
		const path = (0,node_path__WEBPACK_IMPORTED_MODULE_8__.join)(folder, name);
		if (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.access)(path, node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.constants.X_OK).then(() => true, () => false) && await works(path)) return path;
	}
};
/** A version manager's stand-in is on the path for versions that are not there. */
const works = async (path) => (await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.d)(path, ["--version"], { cwd: "/" })).code === 0;
const pythonVersion = async (path) => {
	const { stdout, stderr } = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.d)(path, ["--version"], { cwd: "/" });
	return /Python ([0-9]+\.[0-9]+)/.exec(`${stdout.toString()}${stderr}`)?.[1] ?? "of an unknown version";
};
const differs = (what, has, wants) => `This machine has ${what} ${has}, the image ${wants}: the function may behave otherwise than in the cluster`;
// src/edge/serve/server-process.ts
/** Time that a server has from its start to its first answer, in milliseconds. */
const START_LIMIT = 3e4;
/** Waits until the server that `child` runs answers on its port. Throws BUILD_FAILED with its last words when it does not. */
const serveFrom = async (child, options) => {
	const words = follow(child, options.output);
	const ended = new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("exit", (code, by) => resolve(code ?? (by === null ? 1 : 128)));
	});
	ended.catch(() => void 0);
	const stop = async () => {
		child.kill(STOP_SIGNAL);
		const late = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT);
		await ended.catch(() => void 0);
		clearTimeout(late);
		await options.remove();
	};
	const url = `http://127.0.0.1:${options.port}/`;
	await answers(url, {
		ended,
		words,
		stop,
		signal: options.signal
	});
	return {
		url,
		ended,
		stop
	};
};
/** Returns `wanted`, or any free port for 0. Throws INPUT_INVALID when another program has it, whose answers would be taken for ours. */
const takePort = async (wanted) => {
	const server = (0,node_net__WEBPACK_IMPORTED_MODULE_7__.createServer)();
	try {
		server.listen(wanted, "127.0.0.1");
		await (0,node_events__WEBPACK_IMPORTED_MODULE_9__.once)(server, "listening");
	} catch (cause) {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot serve on port ${wanted}: ${cause.message}`, {
			cause,
			hint: "Choose another with option \"port\", or 0 for any free one"
		});
	}
	const address = server.address();
	server.close();
	await (0,node_events__WEBPACK_IMPORTED_MODULE_9__.once)(server, "close");
	return typeof address === "object" && address !== null ? address.port : wanted;
};
/** SIGINT is for people: the shim ends at once, where SIGTERM goes on serving until a rollout has moved traffic away. */
const STOP_SIGNAL = "SIGINT";
/** Time that a server has to end by itself, in milliseconds. */
const STOP_LIMIT = 15e3;
/** Keeps the last of what the server says, for the error when it does not start. */
const follow = (child, output) => {
	let last = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding("utf8");
		stream?.on("data", (chunk) => {
			last = (last + chunk).slice(-LAST_WORDS);
			output(chunk);
		});
	}
	return () => last.trim();
};
const LAST_WORDS = 4096;
const answers = async (url, { ended, words, stop, signal }) => {
	const limit = Date.now() + START_LIMIT;
	let exit;
	ended.then((code) => exit = code, () => exit = 127);
	while (!await isHealthy(url)) {
		const late = Date.now() > limit;
		if (exit === void 0 && !late && !signal.aborted) {
			await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_13__.setTimeout)(20);
			continue;
		}
		await stop();
		signal.throwIfAborted();
		const why = late ? `it did not answer within ${START_LIMIT / 1e3} s` : `its server ended with code ${exit}`;
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot start the function: ${why}`, { hint: words() || void 0 });
	}
};
const isHealthy = (url) => new Promise((resolve) => {
	const request = (0,node_http__WEBPACK_IMPORTED_MODULE_6__.get)(new URL("/healthz", url), {
		agent: false,
		timeout: 2e3
	}, (response) => {
		response.resume();
		resolve(response.statusCode === 200);
	});
	request.on("timeout", () => request.destroy());
	request.on("error", () => resolve(false));
});
// src/edge/serve/launcher.ts
/** Starts functions with this machine's own interpreters; a version other than the image's is said, not refused. */
const openLauncher = (options) => ({ start: async (launch, signal) => {
	const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_8__.join)(options.temporary, "function-images-run-"));
	const remove = () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.rm)(folder, {
		recursive: true,
		force: true
	});
	try {
		await unpack(folder, launch.entries);
		return await startIn(folder, launch, {
			...options,
			signal,
			remove
		});
	} catch (error) {
		await remove();
		throw error;
	}
} });
const unpack = async (folder, entries) => {
	for (const { type, path, mode, target, data } of entries) {
		const place = (0,node_path__WEBPACK_IMPORTED_MODULE_8__.join)(folder, path);
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.mkdir)(type === "directory" ? place : (0,node_path__WEBPACK_IMPORTED_MODULE_8__.dirname)(place), { recursive: true });
		if (type === "symlink") await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.symlink)(target, place);
		if (type !== "file") continue;
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.writeFile)(place, data, { flag: "wx" });
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.chmod)(place, mode);
	}
};
const startIn = async (folder, launch, starting) => {
	const [name = "", ...rest] = launch.command;
	const version = launch.env.find((variable) => variable.name === "FUNC_RUNTIME")?.value ?? "";
	const interpreter = await findInterpreter(name, version, starting.env);
	if (interpreter.warning !== void 0) starting.warn(interpreter.warning);
	const port = await takePort(launch.port);
	const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_12__.spawn)(interpreter.path, rest.map((word) => moved(folder, word)), {
		cwd: (0,node_path__WEBPACK_IMPORTED_MODULE_8__.join)(folder, _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.o),
		env: environment(folder, launch, port, starting.env),
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		]
	});
	return serveFrom(child, {
		port,
		output: starting.output,
		signal: starting.signal,
		remove: starting.remove
	});
};
/** Rewrites the image's absolute paths to where they were unpacked. */
const moved = (folder, text) => text.replaceAll(new RegExp(`(^|:)/(${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.o}|${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.c})(?=/|:|$)`, "g"), `$1${folder}/$2`);
/** Nothing of this machine's environment but what a program needs to find its libraries. */
const environment = (folder, { env }, port, outer) => ({
	...outer["PATH"] === void 0 ? {} : { PATH: outer["PATH"] },
	...outer["LD_LIBRARY_PATH"] === void 0 ? {} : { LD_LIBRARY_PATH: outer["LD_LIBRARY_PATH"] },
	...Object.fromEntries(env.map(({ name, value }) => [name, moved(folder, value)])),
	FUNC_HOST: "127.0.0.1",
	FUNC_PORT: String(port),
	KUBELESS_TERMINATION_LOG: (0,node_path__WEBPACK_IMPORTED_MODULE_8__.join)(folder, "termination-log")
});
// src/core/oci/untar.ts
/**
* Reads an uncompressed tar as {@link packLayer} writes it: ustar with pax records. Throws BUILD_FAILED for any other
* kind of entry and for a path that leaves the root, so that what comes out can be put on a disk.
*/
const readTar = (tar) => {
	const entries = [];
	let pax = {};
	let offset = 0;
	while (offset + 512 <= tar.length && tar[offset] !== 0) {
		const header = (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__.r)(Buffer.from(tar.buffer, tar.byteOffset + offset, 512), pax);
		const { size } = header;
		const data = tar.subarray(offset + 512, offset + 512 + size);
		if (data.length !== size) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__.t)("it ends inside a file");
		offset += 512 + Math.ceil(size / 512) * 512;
		if (header.flag === "x") pax = (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__.n)(data);
		else {
			entries.push(entryOf(header, data));
			pax = {};
		}
	}
	return entries;
};
/** Unpacked size of one layer that is taken, in bytes. */
const MAX_LAYER = 2 * 1024 ** 3;
/** Uncompresses a gzipped layer. Throws BUILD_FAILED for what is no gzip, is cut or grows past 2 GiB. */
const gunzipLayer = (bytes) => {
	try {
		return (0,node_zlib__WEBPACK_IMPORTED_MODULE_10__.gunzipSync)(bytes, { maxOutputLength: MAX_LAYER });
	} catch (error) {
		throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__.t)(error instanceof Error ? error.message : "it is no gzip");
	}
};
const TYPES = {
	"0": "file",
	"2": "symlink",
	"5": "directory"
};
const entryOf = (header, data) => {
	const { mode, target } = header;
	const path = safePath(header.path);
	const type = TYPES[header.flag];
	if (type === void 0) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__.t)(`"${path}" is of a kind we never write`);
	if (type === "symlink") safePath(node_path__WEBPACK_IMPORTED_MODULE_8__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_8__.posix.dirname(path), target));
	return {
		type,
		path,
		mode,
		target,
		data
	};
};
const safePath = (path) => {
	const normal = node_path__WEBPACK_IMPORTED_MODULE_8__.posix.normalize(path).replace(/\/$/, "");
	if (normal === "" || normal === "." || normal.startsWith("/") || normal === ".." || normal.startsWith("../") || normal.includes("\0")) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_4__.t)(`"${path}" leaves its root`);
	return normal;
};
// src/flow/run.ts
/**
* Serves the function of one image: takes our layers from the registry, checks their digests and what they unpack to,
* and starts the shim that is in them. Nothing of the repository is read. Throws REGISTRY_FAILED, BUILD_FAILED.
*/
const serveImage = async (reference, options, ports, signal) => {
	const manifest = await imageManifest(reference, ports, signal);
	const config = JSON.parse(new TextDecoder().decode(await ports.registry.blob(reference, manifest.config, signal)));
	const entries = await functionEntries(reference, manifest, ports, signal);
	const command = config.config?.Entrypoint ?? [];
	if (command.length === 0 || !entries.some(({ path }) => path.startsWith(`function-images/`))) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot serve "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.h)(reference)}": its base brings the server`, { hint: "Use option \"docker\" to run the whole image" });
	const imageEnv = (config.config?.Env ?? []).filter((entry) => OURS.test(entry)).map(parseEnv);
	return ports.launcher.start({
		entries,
		command,
		env: [...imageEnv, ...options.env],
		port: options.port
	}, signal);
};
/** Variables of an image that are the function's and not its base's. */
const OURS = /^(?:MOD_NAME|FUNC_[A-Z_]+|KUBELESS_[A-Z_]+|NODE_PATH|PYTHONPATH|PYTHONUNBUFFERED)=/;
const imageManifest = async (reference, { registry }, signal) => {
	const answer = await registry.manifest(reference, signal);
	if (answer.status === "unknown") throw answer.error;
	if (answer.status === "absent") throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot find image "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.h)(reference)}"`, { hint: "Run \"function-images build\" first, with the same settings" });
	const { content } = answer.manifest;
	if (!(0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.l)(content)) return content;
	const [first] = content.manifests;
	if (first === void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot serve "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.h)(reference)}": its index is empty`);
	return imageManifest({
		...reference,
		digest: first.digest
	}, { registry }, signal);
};
/** Reads the layers over the base's, later ones over earlier ones. */
const functionEntries = async (reference, manifest, { registry }, signal) => {
	const diffIds = manifest.annotations?.["io.github.function-images.diff-ids"]?.split(",") ?? [];
	if (diffIds.length === 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot serve "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.h)(reference)}": it is not an image of ours`);
	const ours = manifest.layers.slice(-diffIds.length);
	const layers = await Promise.all(ours.map(async (descriptor, index) => {
		const tar = gunzipLayer(await registry.blob(reference, descriptor, signal));
		if ((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.x)(tar) !== diffIds[index]) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot serve "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.h)(reference)}": layer ${descriptor.digest} unpacks to ${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.x)(tar)}, not ${diffIds[index]}`);
		return readTar(tar);
	}));
	return [...new Map(layers.flat().map((entry) => [entry.path, entry])).values()].filter(({ path }) => path === "kubeless" || path === "function-images" || INSIDE.test(path));
};
const INSIDE = new RegExp(`^(?:${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.o}|${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_3__.c})/`);
const parseEnv = (entry) => {
	const equals = entry.indexOf("=");
	return {
		name: entry.slice(0, equals),
		value: entry.slice(equals + 1)
	};
};



/***/ }),

/***/ 7906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ parsePax),
/* harmony export */   r: () => (/* binding */ parseTarHeader),
/* harmony export */   t: () => (/* binding */ brokenTar)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);

// src/core/oci/tar-header.ts
/** Reads one ustar header. */
const parseTarHeader = (header, pax) => {
	const prefix = text(header, 345, 155);
	const name = text(header, 0, 100);
	return {
		flag: header.toString("latin1", 156, 157),
		path: pax["path"] ?? (prefix === "" ? name : `${prefix}/${name}`),
		mode: octal(header, 100, 8),
		size: Number(pax["size"] ?? octal(header, 124, 12)),
		target: pax["linkpath"] ?? text(header, 157, 100)
	};
};
/** Reads the data of a pax header. Throws BUILD_FAILED when a record is cut. */
const parsePax = (data) => {
	const records = {};
	let rest = Buffer.from(data);
	while (rest.length > 0) {
		const space = rest.indexOf(" ");
		const length = Number(rest.toString("latin1", 0, Math.max(space, 0)));
		if (space < 1 || !(length > space) || length > rest.length) throw brokenTar("a pax record is cut");
		const [key = "", ...value] = rest.toString("utf8", space + 1, length - 1).split("=");
		records[key] = value.join("=");
		rest = rest.subarray(length);
	}
	return records;
};
/** Makes the error for an archive that is not as we expect it. */
const brokenTar = (why) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("BUILD_FAILED", `Cannot read a layer: ${why}`);
const text = (block, offset, length) => {
	const field = block.subarray(offset, offset + length);
	const end = field.indexOf(0);
	return field.toString("latin1", 0, end === -1 ? length : end);
};
const octal = (block, offset, length) => Number.parseInt(text(block, offset, length).trim() || "0", 8);



/***/ })

};
