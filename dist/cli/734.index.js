export const id = 734;
export const ids = [734];
export const modules = {

/***/ 8734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dockerAnswers: () => (/* binding */ dockerAnswers),
/* harmony export */   openDockerBuilder: () => (/* binding */ openDockerBuilder)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9904);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9439);
/* harmony import */ var _platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5117);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(792);
/* harmony import */ var _parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(5875);
/* harmony import */ var _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7769);
/* harmony import */ var _tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7906);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3024);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7067);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7075);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1455);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(6466);















// src/edge/docker/environment.ts
/** Returns the variables that lead the `docker` program to its daemon: contexts, TLS, ssh. Tokens of the job stay behind. */
const dockerEnvironment = (env) => pick(env, LEADING);
/** Returns the proxies of this machine, for the commands in containers. */
const proxyEnvironment = (env) => pick(env, PROXIES);
const LEADING = /^(?:PATH|HOME|USER|LOGNAME|SYSTEMROOT|USERPROFILE|LD_LIBRARY_PATH|(?:DOCKER|SSH|XDG|SSL)_.*|(?:https?|no|all)_proxy)$/i;
const PROXIES = /^(?:https?|no|all)_proxy$/i;
const pick = (env, names) => Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== void 0 && names.test(entry[0])));
// src/edge/docker/engine.ts
/** What the daemon answered when it would not, in its own words. */
var EngineRefusal = class extends Error {
	name = "EngineRefusal";
	status;
	constructor(status, message) {
		super(message);
		this.status = status;
	}
};
/** Opens the way to the daemon. Each request goes through a `docker system dial-stdio` of its own. */
const openEngine = (env) => {
	const dial = (signal) => (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.p)("docker", ["system", "dial-stdio"], {
		cwd: "/",
		env: dockerEnvironment(env),
		signal
	});
	const daemon = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_14__.n)(() => "", async (signal) => {
		const { body } = await exchange(dial(signal), {
			method: "GET",
			path: "/version"
		}, signal);
		return daemonOf(JSON.parse(await textOf(body)));
	});
	return {
		daemon,
		send: async (request, signal) => {
			const path = `/v${(await daemon(signal)).api}${request.path}`;
			const { status, body } = await exchange(dial(signal), {
				...request,
				path
			}, signal);
			if (status >= 400) throw new EngineRefusal(status, messageOf(await textOf(body)));
			return {
				body,
				text: () => textOf(body)
			};
		}
	};
};
const daemonOf = (version) => {
	const { ApiVersion, Os, Arch } = version;
	return {
		api: ApiVersion ?? "",
		os: Os ?? "",
		architecture: Arch ?? ""
	};
};
const exchange = async (pipe, asked, signal) => {
	try {
		const response = await ask(pipe, asked);
		return {
			status: response.statusCode ?? 0,
			body: bodyOf(response, pipe, signal)
		};
	} catch (error) {
		pipe.stream.destroy();
		signal.throwIfAborted();
		throw unreachable(await pipe.ended, error);
	}
};
const ask = ({ stream }, { method, path, query, headers, json, body }) => new Promise((resolve, reject) => {
	const search = query === void 0 ? "" : `?${new URLSearchParams(query).toString()}`;
	const type = json === void 0 ? "application/x-tar" : "application/json";
	const asking = (0,node_http__WEBPACK_IMPORTED_MODULE_8__.request)({
		createConnection: () => stream,
		host: "docker",
		method,
		path: path + search,
		headers: {
			...headers,
			...json === void 0 && body === void 0 ? {} : { "content-type": type }
		}
	});
	asking.once("response", resolve);
	asking.on("error", reject);
	if (body === void 0) asking.end(json === void 0 ? void 0 : JSON.stringify(json));
	else (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_13__.pipeline)(node_stream__WEBPACK_IMPORTED_MODULE_10__.Readable.from(body, { objectMode: false }), asking).catch((error) => setImmediate(reject, error));
});
async function* bodyOf(response, pipe, signal) {
	try {
		for await (const chunk of response) yield chunk;
	} catch (error) {
		signal.throwIfAborted();
		throw unreachable(await pipe.ended, error);
	} finally {
		pipe.stream.destroy();
	}
}
const textOf = async (body) => Buffer.concat(await Array.fromAsync(body)).toString();
const messageOf = (text) => {
	try {
		const { message } = JSON.parse(text);
		return typeof message === "string" ? message : text;
	} catch {
		return text.trim();
	}
};
/** The program says why on stderr, ssh's own words included. */
const unreachable = (ended, cause) => {
	const said = typeof ended === "string" ? ended.trim().split("\n").at(-1) : void 0;
	const why = typeof ended === "object" && "code" in ended && ended.code === "ENOENT" ? "there is no \"docker\" on PATH" : said || cause.message;
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("BUILD_FAILED", `Cannot reach a Docker daemon: ${why}`, {
		cause,
		hint: "Start Docker, name its daemon with DOCKER_HOST or a Docker context, or choose another \"builder\""
	});
};
// src/edge/docker/registry-auth.ts
/** Writes the header that gives a daemon a login for one pull. https://docs.docker.com/reference/api/engine/#section/Authentication */
const registryAuth = (registry, login) => {
	const serveraddress = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
	return { "x-registry-auth": Buffer.from(JSON.stringify({
		serveraddress,
		...fieldsOf(login)
	})).toString("base64").replaceAll("+", "-").replaceAll("/", "_") };
};
const fieldsOf = (login) => {
	switch (login.kind) {
		case "password": return {
			username: login.username,
			password: login.password
		};
		case "identity": return { identitytoken: login.token };
		case "bearer": return { registrytoken: login.token };
	}
};
// src/edge/docker/image.ts
/**
* Returns the id of an image for one platform, which the daemon pulls unless it has it by that digest. Throws BUILD_FAILED
* when there is none to be had.
*/
const ensureImage = async (engine, pull, signal) => {
	const { reference, platform } = pull;
	const found = reference.digest === void 0 ? void 0 : await inspect(engine, pull, signal);
	if (found !== void 0 && isFor(platform, found)) return found.id;
	await pullImage(engine, pull, signal);
	const pulled = await inspect(engine, pull, signal);
	if (pulled !== void 0 && isFor(platform, pulled)) return pulled.id;
	const why = pulled === void 0 ? "it is gone again" : `it is for ${pulled.os}/${pulled.architecture}`;
	throw notPulled(pull, why);
};
const isFor = (platform, { os, architecture }) => platform.os === os && platform.architecture === architecture;
/** A digest says all, and daemons differ in what they make of a tag beside it. */
const nameOf = ({ registry, path, tag, digest }) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_4__.h)({
	registry,
	path,
	...digest === void 0 ? { tag: tag ?? "latest" } : { digest }
});
const inspect = async (engine, { reference, platform }, signal) => {
	const query = { platform: JSON.stringify(platform) };
	try {
		const answer = await engine.send({
			method: "GET",
			path: `/images/${nameOf(reference)}/json`,
			query
		}, signal);
		const { Id, Os, Architecture } = JSON.parse(await answer.text());
		return {
			id: Id ?? "",
			os: Os ?? "",
			architecture: Architecture ?? ""
		};
	} catch (error) {
		if (error instanceof EngineRefusal && error.status === NOT_FOUND$1) return void 0;
		throw error;
	}
};
const NOT_FOUND$1 = 404;
const pullImage = async (engine, pull, signal) => {
	const { reference, platform, log } = pull;
	log(`Pull ${nameOf(reference)} for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(platform)}`);
	const login = await pull.login();
	const query = {
		fromImage: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_4__.g)(reference),
		tag: reference.digest ?? reference.tag ?? "latest",
		platform: (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(platform)
	};
	const headers = login === void 0 ? {} : registryAuth(reference.registry, login);
	try {
		const answer = await engine.send({
			method: "POST",
			path: "/images/create",
			query,
			headers
		}, signal);
		const refusal = refusalIn(await answer.text());
		if (refusal !== void 0) throw notPulled(pull, refusal);
	} catch (error) {
		throw error instanceof EngineRefusal ? notPulled(pull, error.message) : error;
	}
};
/** A pull that fails after it began says so in one of its lines of progress, each a JSON object. */
const refusalIn = (progress) => {
	const line = progress.split("\n").find((line) => line.includes("\"error\""));
	if (line === void 0) return void 0;
	const { error } = JSON.parse(line);
	return typeof error === "string" ? error : void 0;
};
const notPulled = ({ reference, platform }, why) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("BUILD_FAILED", `Cannot pull "${nameOf(reference)}" for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(platform)} with Docker: ${why}`, { hint: HINTS$1.find(([pattern]) => pattern.test(why))?.[1] ?? "Look whether the registry can be reached from where the daemon runs" });
const HINTS$1 = [
	[/no matching manifest|it is for /, "Choose platforms that the install image is made for with option \"platforms\""],
	[/denied|unauthorized|authentication/i, "Log in to that registry with \"docker login\", or options \"username\" and \"password\""],
	[/not found|unknown/i, "Correct the install image of the runtime, or run \"lock\" when its registry has dropped the digest"],
	[/HTTP response to HTTPS client/, "Name that registry in \"insecure-registries\" of the daemon as well"]
];
// src/edge/docker/output.ts
/**
* Gives `line` what a container without a terminal prints, as the daemon sends it: frames of stdout and stderr between each
* other. https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
*/
const readOutput = async (body, line) => {
	const streams = /* @__PURE__ */ new Map();
	const streamOf = (kind) => {
		const stream = streams.get(kind) ?? (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.m)(line);
		streams.set(kind, stream);
		return stream;
	};
	let rest = Buffer.alloc(0);
	let kind = 0;
	/** Bytes of the frame at hand that are still to come. */
	let open = 0;
	for await (const chunk of body) {
		rest = Buffer.concat([rest, chunk]);
		while (rest.length >= (open > 0 ? 1 : HEADER)) {
			if (open === 0) {
				kind = rest[0] ?? 0;
				open = rest.readUInt32BE(SIZE_AT);
				rest = rest.subarray(HEADER);
			}
			const data = rest.subarray(0, open);
			streamOf(kind).write(data);
			open -= data.length;
			rest = rest.subarray(data.length);
		}
	}
	for (const stream of streams.values()) stream.end();
};
/** Bytes before each frame: kind of stream, three zeros, length. */
const HEADER = 8;
const SIZE_AT = 4;
// src/edge/docker/container.ts
/** Makes a container, not started, and removes it when `use` has ended; it stands in the ledger meanwhile. */
const withContainer = async (engine, spec, { ledger, leave, signal }, use) => {
	const entry = {
		kind: "container",
		name: spec.name
	};
	ledger.add(entry);
	try {
		await createContainer(engine, spec, AbortSignal.timeout(SHORT));
		signal.throwIfAborted();
		await use();
	} finally {
		await removeContainer(engine, spec.name, AbortSignal.timeout(SHORT)).then(() => ledger.remove(entry), (error) => leave(error instanceof Error ? error.message : String(error)));
	}
};
/** Time that a daemon has for what it does at once, in milliseconds. */
const SHORT = 6e4;
/** Unpacks `tar` at the root of a container, owners included. */
const copyIn = (engine, name, tar, signal) => done(engine, {
	method: "PUT",
	path: `/containers/${name}/archive`,
	query: { path: "/" },
	body: tar
}, signal);
/** Gives a tar of `path`, whose entries begin with its last name. */
const copyOut = async (engine, name, path, signal) => (await engine.send({
	method: "GET",
	path: `/containers/${name}/archive`,
	query: { path }
}, signal)).body;
/** Starts a container and gives on what it prints until it has ended. */
const runContainer = async (engine, name, line, signal) => {
	const attached = await engine.send({
		method: "POST",
		path: `/containers/${name}/attach`,
		query: {
			stream: "1",
			stdout: "1",
			stderr: "1"
		}
	}, signal);
	const output = readOutput(attached.body, line);
	output.catch(() => void 0);
	await done(engine, {
		method: "POST",
		path: `/containers/${name}/start`
	}, signal);
	await output;
	await done(engine, {
		method: "POST",
		path: `/containers/${name}/wait`
	}, signal);
	const answer = await engine.send({
		method: "GET",
		path: `/containers/${name}/json`
	}, signal);
	const { State } = JSON.parse(await answer.text());
	return {
		code: State.ExitCode,
		outOfMemory: State.OOMKilled
	};
};
/** Kills and removes a container with its volumes; returns whether there was one. */
const removeContainer = async (engine, name, signal) => {
	try {
		await done(engine, {
			method: "DELETE",
			path: `/containers/${name}`,
			query: {
				force: "1",
				v: "1"
			}
		}, signal);
		return true;
	} catch (error) {
		if (error instanceof EngineRefusal && error.status === NOT_FOUND) return false;
		throw error;
	}
};
/**
* The root is writable, for root: a daemon copies nothing into a read-only one, and would give a volume at the working
* directory to root.
*/
const createContainer = async (engine, spec, signal) => {
	const { name, image, platform, user, workingDir, command, env, labels, network } = spec;
	const query = {
		name,
		platform: (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(platform)
	};
	const json = {
		Image: image,
		User: user,
		WorkingDir: workingDir,
		Entrypoint: ["sh", "-c"],
		Cmd: [command],
		Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
		Labels: labels,
		Healthcheck: { Test: ["NONE"] },
		HostConfig: {
			...network === void 0 ? {} : { NetworkMode: network },
			CapDrop: ["ALL"],
			SecurityOpt: ["no-new-privileges"],
			LogConfig: { Type: "none" }
		}
	};
	await done(engine, {
		method: "POST",
		path: "/containers/create",
		query,
		json
	}, signal);
};
const NOT_FOUND = 404;
const done = async (engine, request, signal) => {
	await (await engine.send(request, signal)).text();
};
// src/edge/builder/container-failure.ts
/** Makes the error for a container that ended otherwise than it should; undefined when all is well. */
const endFailure = ({ code, outOfMemory }, { unit, log: { lines } }) => {
	if (code === 0) return void 0;
	const { name: phase, tool } = unit.phase;
	const failed = (reason, hint) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.m)({
		phase,
		reason,
		exitCode: code,
		log: lines
	}, unit.at, hint);
	if (outOfMemory) return failed(`${tool} ran out of memory`, "Give the machine of the Docker daemon more memory");
	if (lines.some((line) => FOREIGN.test(line))) return failed(`the Docker daemon cannot run programs for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(unit.platform)}`, "Set up emulation on its machine (docker/setup-qemu-action does), or use a daemon on one of that platform");
	return (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.g)({
		phase,
		tool,
		exitCode: code,
		log: lines
	}, unit.at);
};
/** What the container's runtime says of a program for another processor. */
const FOREIGN = /^exec .*: exec format error$/;
/** Makes the error for what is wrong without a command having failed. */
const refusal = (reason, { unit, log: { lines } }) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.m)({
	phase: unit.phase.name,
	reason,
	exitCode: void 0,
	log: lines
}, unit.at);
/** Makes of what was thrown while a phase ran the error to show. `timeout`, in seconds, is given when it was over. */
const phaseFailure = (error, { unit, log: { lines }, timeout }) => {
	const failure = {
		phase: unit.phase.name,
		exitCode: void 0,
		log: lines
	};
	if (timeout !== void 0) return (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.m)({
		...failure,
		reason: `${unit.phase.tool} did not end within ${timeout} s`
	}, unit.at, "Raise option \"build-timeout\"");
	if (!(error instanceof EngineRefusal)) return error;
	const reason = `Docker would not: ${error.message}`;
	return (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.m)({
		...failure,
		reason
	}, unit.at, HINTS.find(([pattern]) => pattern.test(error.message))?.[1]);
};
const HINTS = [
	[/"sh": executable file not found/, "Commands are run by \"sh\": use an install image that has one"],
	[/network \S+ not found/, "Name a network that the daemon has in option \"docker-network\""],
	[/does not match the specified platform/, "Choose platforms that the install image is made for with option \"platforms\""]
];
// src/core/image/link-end.ts
/** As many links as Linux follows. https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MAX_LINKS = 40;
/** Follows the link at `path` through `tree` as a file system does whose root is the tree's parent. */
const linkEnd = (tree, path) => {
	if (tree.get(path)?.startsWith("/") === true) return "absolute";
	const queue = path.split("/");
	const reached = [];
	let links = 0;
	for (let part = queue.shift(); part !== void 0; part = queue.shift()) {
		if (part === "" || part === ".") continue;
		if (part === "..") {
			if (reached.pop() === void 0) return "outside";
			continue;
		}
		const here = [...reached, part].join("/");
		const target = tree.get(here);
		if (target === void 0) {
			if (!tree.has(here)) return "missing";
			reached.push(part);
			continue;
		}
		links += 1;
		if (target.startsWith("/")) return "outside";
		if (links > MAX_LINKS) return "missing";
		queue.unshift(...target.split("/"));
	}
	return "inside";
};
// src/edge/builder/tar-files.ts
/**
* Lists the files below the folder `root` of the tar in `file`, as `collectFiles` lists those of a folder. Nothing is
* unpacked, so that no name in it is ever one on this machine: files are hashed now, and read again from the tar.
*/
const filesInTar = async (file, root, options) => {
	const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.open)(file);
	try {
		const read = openWindow(handle);
		const entries = await readEntries(read, root, options);
		const tree = treeOf(entries);
		const files = [];
		for (const [path, entry] of entries) {
			options.signal.throwIfAborted();
			if (entry.header.flag === DIRECTORY || options.leaveOut.has(path)) continue;
			if (entry.header.flag === SYMLINK) files.push(checkedLink(path, tree, options));
			else if (entry.header.flag === FILE) files.push(await hashedFile(path, entry, read, file));
			else throw options.refuse((0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.r)(path));
		}
		return files.sort((a, b) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__._)(a.path, b.path));
	} finally {
		await handle.close();
	}
};
const FILE = "0";
const HARD_LINK = "1";
const SYMLINK = "2";
const DIRECTORY = "5";
const PAX = "x";
const readEntries = async (read, root, options) => {
	const entries = /* @__PURE__ */ new Map();
	let pax = {};
	let offset = 0;
	for (let block = await read(offset, 512); block[0] !== 0; block = await read(offset, 512)) {
		options.signal.throwIfAborted();
		const header = (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__.r)(block, pax);
		if (!Number.isSafeInteger(header.size) || header.size < 0) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__.t)("a size is no number");
		offset += 512;
		if (header.flag === PAX) pax = (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__.n)(await read(offset, Math.min(header.size, CHUNK)));
		else {
			const path = checkedPath(root, header.path, options);
			if (path !== "") entries.set(path, original(header, offset, root, entries));
			pax = {};
		}
		offset += Math.ceil(header.size / 512) * 512;
	}
	return entries;
};
/** Returns the path below `root`, empty for the root itself. */
const checkedPath = (root, written, { refuse }) => {
	const path = below(root, written);
	const why = (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.a)(node_path__WEBPACK_IMPORTED_MODULE_9__.posix.basename(path), path);
	if (why !== void 0) throw refuse(why);
	return path;
};
const below = (root, written) => {
	const path = node_path__WEBPACK_IMPORTED_MODULE_9__.posix.normalize(written).replace(/\/$/, "");
	if (path === root) return "";
	if (path.includes("\0") || !path.startsWith(`${root}/`)) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__.t)(`"${written}" is not below "${root}"`);
	return path.slice(root.length + 1);
};
/** A hard link stands for the entry that it names, which comes before it. */
const original = (header, offset, root, entries) => {
	if (header.flag !== HARD_LINK) return {
		header,
		offset
	};
	const entry = entries.get(below(root, header.target));
	if (entry === void 0) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__.t)(`"${header.path}" is a link to "${header.target}", which is not in it`);
	return entry;
};
const treeOf = (entries) => new Map([...entries].map(([path, { header }]) => [path, header.flag === SYMLINK ? header.target : void 0]));
const checkedLink = (path, tree, { refuse }) => {
	const target = tree.get(path) ?? "";
	const why = (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.i)(path, target, linkEnd(tree, path));
	if (why !== void 0) throw refuse(why);
	return {
		type: "symlink",
		path,
		target
	};
};
const hashedFile = async (path, { header: { mode, size }, offset }, read, file) => {
	const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_11__.createHash)("sha256");
	for (let done = 0; done < size; done += CHUNK) hash.update(await read(offset + done, Math.min(CHUNK, size - done)));
	return {
		type: "file",
		path,
		executable: (mode & OWNER_EXECUTES) !== 0,
		size,
		digest: `sha256:${hash.digest("hex")}`,
		read: () => readPart(file, offset, size)
	};
};
const OWNER_EXECUTES = 64;
const readPart = async (file, offset, size) => {
	const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.open)(file);
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, offset);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};
/** Bytes read from the disk at once: most entries are small, and lie one after the other. */
const CHUNK = 1024 ** 2;
const openWindow = (handle) => {
	const window = Buffer.alloc(CHUNK);
	let from = 0;
	let held = 0;
	return async (offset, length) => {
		if (offset < from || offset + length > from + held) {
			held = (await handle.read(window, 0, CHUNK, offset)).bytesRead;
			from = offset;
		}
		if (length > held - (offset - from)) throw (0,_tar_header_DIF7ADpl_js__WEBPACK_IMPORTED_MODULE_6__.t)("it ends too early");
		return window.subarray(offset - from, offset - from + length);
	};
};
// src/edge/builder/container-phase.ts
/** Runs a unit's command in a container of its own, and takes what it left below /kubeless out of it. */
const runInContainer = async (settings, unit, { log, signal }) => {
	const folder = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.t)(settings.temp);
	const limit = AbortSignal.timeout(settings.timeout * 1e3);
	try {
		const tar = (0,node_path__WEBPACK_IMPORTED_MODULE_9__.join)(folder.root, "output.tar");
		const both = AbortSignal.any([signal, limit]);
		await produce(tar, settings, unit, {
			log,
			signal: both
		});
		return {
			kind: "files",
			files: await filesLeft(tar, unit, {
				log,
				signal
			}),
			release: folder.remove
		};
	} catch (error) {
		await folder.remove();
		signal.throwIfAborted();
		throw phaseFailure(error, {
			unit,
			log,
			timeout: limit.aborted ? settings.timeout : void 0
		});
	}
};
const produce = async (tar, { engine, ledger, ...settings }, unit, { log, signal }) => {
	const spec = specOf(settings, unit);
	const leave = (why) => log.line(`Cannot remove container "${spec.name}": ${why}`);
	await withContainer(engine, spec, {
		ledger,
		leave,
		signal
	}, async () => {
		const files = (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.f)((0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.l)(_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.o, await (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.p)(unit), _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.s));
		await copyIn(engine, spec.name, files, signal);
		const end = await runContainer(engine, spec.name, log.line, signal);
		const failure = endFailure(end, {
			unit,
			log
		});
		if (failure !== void 0) throw failure;
		const output = await copyOut(engine, spec.name, `/${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.o}`, signal);
		await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_13__.pipeline)(output, (0,node_fs__WEBPACK_IMPORTED_MODULE_7__.createWriteStream)(tar, { mode: 384 }), { signal });
	});
};
const specOf = ({ image, env, network }, { key, phase, platform }) => ({
	name: `function-images-${key.slice(0, 8)}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_11__.randomBytes)(4).toString("hex")}`,
	image,
	platform,
	user: `${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.s}:${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.s}`,
	workingDir: `/${_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.o}`,
	command: phase.command,
	env: {
		...proxyEnvironment(env),
		...(0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.b)(phase)
	},
	labels: { [_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.r]: key },
	network
});
const filesLeft = (tar, unit, { log, signal }) => filesInTar(tar, _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_5__.o, {
	leaveOut: (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.x)(unit),
	refuse: (why) => refusal(`${unit.phase.tool} left what no image can hold: ${why}`, {
		unit,
		log
	}),
	signal
});
// src/edge/builder/docker.ts
/**
* Opens the builder that runs phases in containers of a Docker daemon, here or elsewhere: files are copied in and out,
* and nothing of this machine is mounted. No daemon is spoken to before `run`.
*/
const openDockerBuilder = (options) => {
	const engine = openEngine(options.env);
	const image = openImages(engine, options);
	return {
		name: "docker",
		toolchain: () => Promise.resolve(void 0),
		check: (unit) => problemsOf(unit)[0],
		run: async (unit, log, signal) => {
			signal.throwIfAborted();
			const problems = problemsOf(unit);
			const [problem] = problems;
			if (problem !== void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("BUILD_FAILED", problem.message, {
				problems,
				hint: problem.hint
			});
			const buildLog = (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_1__.S)(log);
			const id = await image({
				unit,
				log: buildLog.line,
				signal
			});
			return runInContainer({
				...options,
				engine,
				image: id
			}, unit, {
				log: buildLog,
				signal
			});
		}
	};
};
/** Tells whether a Docker daemon answers that runs Linux containers. */
const dockerAnswers = async (env, signal) => {
	const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT)]);
	const os = await openEngine(env).daemon(limit).then((daemon) => daemon.os, () => void 0);
	signal.throwIfAborted();
	return os === "linux";
};
/** Time that a daemon has to answer, in milliseconds: it may be at the other end of an ssh connection. */
const ANSWER_LIMIT = 1e4;
/** Pulls each image once, whatever number of phases waits for it. */
const openImages = (engine, { images, credentials }) => (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_14__.n)(({ unit: { phase, platform } }) => `${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_4__.h)(phase.image)} ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(platform)}`, ({ unit: { phase, platform }, log, signal }) => {
	const reference = images(phase.image);
	const login = async () => (await credentials.find(reference, signal)).login;
	return ensureImage(engine, {
		reference,
		platform,
		login,
		log
	}, signal);
});
/** Another processor than the daemon's may be emulated, which only a try can tell. */
const problemsOf = ({ runtime, platform, at }) => platform.os === "linux" ? [] : at.map((place) => ({
	severity: "error",
	code: "BUILD_FAILED",
	message: `Cannot install for "${runtime}" with builder "docker": its containers are for linux, and the image is for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_3__.t)(platform)}`,
	at: place,
	hint: "Choose linux platforms with option \"platforms\""
}));



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
