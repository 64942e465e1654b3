export const id = 695;
export const ids = [695];
export const modules = {

/***/ 7695:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   clusterOver: () => (/* binding */ clusterOver),
/* harmony export */   connectCluster: () => (/* binding */ connectCluster)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6164);
/* harmony import */ var _clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6879);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9439);
/* harmony import */ var _refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1075);
/* harmony import */ var _list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9901);
/* harmony import */ var _connection_CF_tktuO_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1069);
/* harmony import */ var _parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(5875);
/* harmony import */ var _object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(1346);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6760);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7067);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8474);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8522);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6466);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(8161);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1455);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(4708);
















// src/edge/cluster/account.ts
/** Opens the account of a context that was chosen before. */
const openAccount = (first, { load, clock, maxAge, onSecret }) => {
	let chosen = Promise.resolve(first);
	let current;
	const ask = () => {
		const promise = chosen.then((context) => credentialsOf(context, onSecret));
		const asking = {
			asked: clock.now(),
			promise
		};
		current = asking;
		promise.then((credentials) => Object.assign(asking, { given: credentials }), () => {
			if (current === asking) current = void 0;
		});
		return promise;
	};
	return {
		credentials: () => current === void 0 || clock.now() - current.asked > maxAge ? ask() : current.promise,
		renew: (refused) => {
			if (current?.given !== refused) return;
			chosen = load();
			chosen.catch(() => void 0);
			ask().catch(() => void 0);
		}
	};
};
const credentialsOf = async (context, onSecret) => {
	const { kubeConfig, cluster } = context;
	describeForPlugin(context);
	const options = {};
	await applied(kubeConfig, context.user.exec, options);
	const headers = headersOf(options);
	const { ca, cert, key, servername, rejectUnauthorized } = options;
	const [, token = ""] = (headers["authorization"] ?? "").split(" ");
	for (const secret of [
		token,
		context.user.password,
		typeof key === "string" ? key : void 0
	]) if (typeof secret === "string" && secret !== "") onSecret(secret);
	return {
		headers,
		tls: {
			...ca === void 0 ? {} : { ca },
			...cert === void 0 ? {} : { cert },
			...key === void 0 ? {} : { key },
			...servername === void 0 ? {} : { servername },
			...rejectUnauthorized === void 0 ? {} : { rejectUnauthorized }
		},
		agent: cluster.proxyUrl?.startsWith("socks") === true ? options.agent : void 0
	};
};
/** Plugins may ask what cluster they are for. https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
const describeForPlugin = ({ user, cluster }) => {
	const plugin = user.exec;
	if (plugin === null || plugin === void 0) return;
	const { server, caData, tlsServerName, skipTLSVerify } = cluster;
	const info = {
		apiVersion: plugin.apiVersion,
		kind: "ExecCredential",
		spec: {
			interactive: false,
			...plugin.provideClusterInfo === true && { cluster: {
				server,
				"certificate-authority-data": caData,
				"tls-server-name": tlsServerName,
				"insecure-skip-tls-verify": skipTLSVerify
			} }
		}
	};
	plugin.env = [...(plugin.env ?? []).filter(({ name }) => name !== EXEC_INFO), {
		name: EXEC_INFO,
		value: JSON.stringify(info)
	}];
};
const EXEC_INFO = "KUBERNETES_EXEC_INFO";
const applied = async (kubeConfig, exec, options) => {
	try {
		await kubeConfig.applyToHTTPSOptions(options);
	} catch (error) {
		throw credentialFailure(error, exec);
	}
};
const credentialFailure = (error, plugin) => {
	const said = error instanceof Error ? error.message : String(error);
	const lines = (0,_clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.d)(said).filter((line) => line.trim() !== "");
	if (plugin?.command === void 0) return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("CLUSTER_FAILED", `Cannot get credentials for the cluster: ${lines[0] ?? "no reason given"}`, { hint: "Do the files that the kubeconfig names exist, and is its login still valid?" });
	const why = error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such command" : (lines.at(-1) ?? "it gave no reason").slice(0, 300);
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("CLUSTER_FAILED", `Cannot get credentials from plugin "${plugin.command}": ${why}`, { hint: (0,_clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.d)(plugin.installHint ?? "Run the command by hand: does it log in without questions?").join(" ") });
};
const headersOf = ({ headers, auth }) => {
	const given = Object.entries(headers ?? {});
	const own = Object.fromEntries(given.flatMap(([name, value]) => typeof value === "string" ? [[name.toLowerCase(), value.trim()]] : []));
	return typeof auth === "string" ? {
		authorization: `Basic ${Buffer.from(auth).toString("base64")}`,
		...own
	} : own;
};
// src/core/cluster/status.ts
/** Longest text of a server that is shown, in characters: an Invalid lists every field. */
const MAX_SHOWN = 2e3;
/**
* Reads the body of an answer that is no success: a Status, or whatever a proxy on the way had to say.
* https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
*/
const refusalFromBody = (status, body) => {
	const json = parsed$2(body);
	return json === void 0 ? {
		status,
		reason: "",
		message: firstLine(body),
		causes: []
	} : refusalFromStatus(json, status);
};
/** Reads a Status object, as bodies and ERROR events of watches carry it; `status` counts where it names no code. */
const refusalFromStatus = (object, status = 0) => {
	const { code, reason, message, details } = object;
	const causes = isObject(details) && Array.isArray(details["causes"]) ? details["causes"] : [];
	return {
		status: typeof code === "number" ? code : status,
		reason: text(reason),
		message: shown(text(message)),
		causes: causes.slice(0, 100).filter(isObject).map(causeOf)
	};
};
/** Returns what `refusal` says with each text passed through `clean`. */
const cleaned = (refusal, clean) => ({
	...refusal,
	message: clean(refusal.message),
	causes: refusal.causes.map((cause) => ({
		...cause,
		message: clean(cause.message)
	}))
});
const causeOf = ({ reason, message, field }) => ({
	reason: text(reason),
	message: shown(text(message)),
	field: text(field)
});
const parsed$2 = (body) => {
	try {
		const json = JSON.parse(body);
		return isObject(json) ? json : void 0;
	} catch {
		return;
	}
};
/** Pages of HTML say nothing. */
const firstLine = (body) => body.trimStart().startsWith("<") ? "" : shown((body.trim().split("\n")[0] ?? "").slice(0, 300));
const text = (value) => typeof value === "string" ? value : "";
const shown = (text) => {
	const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
	return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN)}…` : clean;
};
const isObject = (value) => typeof value === "object" && value !== null;
// src/edge/cluster/transport.ts
/** No answer, or only a part of it. */
var ConnectionFailure = class extends Error {
	name = "ConnectionFailure";
	/** Node's or the system's: ECONNRESET, CERT_HAS_EXPIRED. */
	code;
	/** The server had closed a connection that was kept for the next request: that says nothing about the server. */
	stale;
	constructor(code, stale, cause) {
		super(cause.message, { cause });
		this.code = code;
		this.stale = stale;
	}
};
/** Opens connections to one API server and keeps them: one for each request on its way, watches and logs included. */
const openTransport = (options) => {
	const server = new URL(options.server);
	const agent = makeAgent(server, options);
	const start = async (request) => {
		request.signal.throwIfAborted();
		const credentials = await options.account.credentials();
		request.signal.throwIfAborted();
		return {
			credentials,
			req: open$1(request, {
				server,
				agent,
				credentials,
				limits: options.limits
			})
		};
	};
	return {
		send: async (request) => exchange(request, await start(request)),
		upgrade: async (request) => upgrade(request, await start(request)),
		close: () => agent.destroy()
	};
};
const makeAgent = (server, { proxy, env }) => {
	const proxyEnv = proxy === void 0 ? (0,_connection_CF_tktuO_js__WEBPACK_IMPORTED_MODULE_5__.n)(server.hostname) ? void 0 : env : {
		HTTPS_PROXY: proxy,
		HTTP_PROXY: proxy
	};
	const options = {
		keepAlive: true,
		...proxyEnv === void 0 ? {} : { proxyEnv }
	};
	return server.protocol === "https:" ? new node_https__WEBPACK_IMPORTED_MODULE_13__.Agent(options) : new node_http__WEBPACK_IMPORTED_MODULE_7__.Agent(options);
};
const open$1 = (request, { server, agent, credentials, limits }) => {
	const { method, path, headers, body, idle, signal } = request;
	const secure = server.protocol === "https:";
	const req = (secure ? node_https__WEBPACK_IMPORTED_MODULE_13__ : node_http__WEBPACK_IMPORTED_MODULE_7__).request({
		agent: credentials.agent ?? agent,
		...secure ? credentials.tls : {},
		protocol: server.protocol,
		hostname: server.hostname.replace(/^\[|\]$/g, ""),
		port: server.port,
		path: `${server.pathname.replace(/\/$/, "")}${path}`,
		method,
		headers: {
			"user-agent": "function-images",
			accept: "application/json",
			...credentials.headers,
			...headers,
			...body === void 0 ? {} : { "content-length": body.length }
		},
		timeout: idle,
		signal
	});
	const cut = (why) => req.destroy(Object.assign(new Error(why), { code: "ETIMEDOUT" }));
	req.on("timeout", () => cut(`no byte for ${idle / 1e3} s`));
	req.on("socket", (socket) => {
		if (!socket.connecting) return;
		const timer = setTimeout(() => cut(`no connection within ${limits.connect / 1e3} s`), limits.connect);
		const stop = () => clearTimeout(timer);
		req.once("close", stop);
		socket.once(secure ? "secureConnect" : "connect", stop);
	});
	req.end(body);
	return req;
};
const exchange = (request, { req, credentials }) => {
	const { promise, resolve, reject } = Promise.withResolvers();
	req.on("error", (error) => reject(failureOf(request, req, error)));
	req.on("response", (res) => resolve(answerOf(request, {
		req,
		res,
		credentials
	})));
	return promise;
};
const upgrade = (request, { req, credentials }) => {
	const { promise, resolve, reject } = Promise.withResolvers();
	req.on("error", (error) => reject(failureOf(request, req, error)));
	req.on("response", (res) => resolve({
		kind: "answer",
		answer: answerOf(request, {
			req,
			res,
			credentials
		})
	}));
	req.on("upgrade", (res, socket, head) => {
		socket.setTimeout(0);
		const protocol = res.headers["sec-websocket-protocol"] ?? "";
		resolve({
			kind: "socket",
			socket,
			head,
			protocol
		});
	});
	return promise;
};
const answerOf = (request, { req, res, credentials }) => {
	const body = async function* () {
		try {
			yield* res;
		} catch (error) {
			throw failureOf(request, void 0, error);
		}
	};
	res.on("error", () => void 0);
	return {
		status: res.statusCode ?? 0,
		headers: res.headers,
		warnings: res.headersDistinct["warning"] ?? [],
		credentials,
		body: body(),
		destroy: () => {
			res.destroy();
			req.destroy();
		}
	};
};
const failureOf = (request, req, error) => {
	if (request.signal.aborted) return request.signal.reason;
	if (!(error instanceof Error)) return new Error(String(error));
	const code = "code" in error && typeof error.code === "string" ? error.code : "";
	return new ConnectionFailure(code === "ERR_STREAM_PREMATURE_CLOSE" ? "ECONNRESET" : code, req?.reusedSocket === true && code === "ECONNRESET", error);
};
// src/edge/cluster/watch-stream.ts
/** What came is no event: the connection is not to be believed any more. */
var BrokenStream = class extends Error {
	name = "BrokenStream";
};
/** Reads events until the stream ends; a last line without its end is none. Throws BrokenStream for anything else. */
async function* readEvents(body) {
	let pending = Buffer.alloc(0);
	for await (const chunk of body) {
		pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
		let start = 0;
		for (let end = pending.indexOf(NEWLINE$1); end !== -1; end = pending.indexOf(NEWLINE$1, start)) {
			const line = pending.toString("utf8", start, end);
			start = end + 1;
			if (line.trim() !== "") yield eventOf(line);
		}
		pending = pending.subarray(start);
		if (pending.length > 8388608) throw new BrokenStream(`an event is longer than ${_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.a} bytes`);
	}
}
const NEWLINE$1 = 10;
const TYPES = [
	"ADDED",
	"MODIFIED",
	"DELETED",
	"BOOKMARK",
	"ERROR"
];
const eventOf = (line) => {
	const event = parsed$1(line);
	if (typeof event === "object" && event !== null && "type" in event && "object" in event) {
		const { type, object } = event;
		if (TYPES.includes(String(type)) && typeof object === "object" && object !== null) return event;
	}
	throw new BrokenStream("a line is no event");
};
const parsed$1 = (line) => {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
};
// src/edge/cluster/watch.ts
/**
* Watches for ever: takes up broken connections where they were, and lists anew when the server no longer knows that.
* Ends by throwing: the signal's reason, or the refusal of what will not change.
*/
const watch = async (connection, watching) => {
	const { clock } = connection;
	const position = {
		version: void 0,
		failures: 0
	};
	for (;;) {
		watching.signal.throwIfAborted();
		const began = clock.now();
		const retryAfter = await watchOnce(connection, watching, position);
		if (position.failures === 0 || retryAfter === void 0 && clock.now() - began > SHORTEST) position.failures = 0;
		const wait = position.failures === 0 ? 0 : (0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.l)(position.failures, retryAfter, Math.random());
		if (wait > 0) await clock.sleep(wait, watching.signal).catch(() => watching.signal.throwIfAborted());
	}
};
/** Milliseconds that a connection has to last for the next one to follow without a wait. */
const SHORTEST = 500;
/** Returns when the connection is over; after how many milliseconds the server wants to be asked again. */
const watchOnce = async (connection, watching, position) => {
	position.failures += 1;
	try {
		if (position.version === void 0 && !watching.abilities.initialEvents) await list$1(connection, watching, position);
		await stream(connection, watching, position);
	} catch (error) {
		watching.signal.throwIfAborted();
		if (error instanceof Interruption) return error.retryAfter;
		if (error instanceof ConnectionFailure || error instanceof BrokenStream || isServerFault(error)) return void 0;
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.t)(error, 410)) position.version = void 0;
		else if (position.version === void 0 && (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.t)(error, 422) && watching.abilities.initialEvents) watching.abilities.initialEvents = false;
		else throw error;
	}
};
/** A watch asks for nothing that could be wrong with a field, so the fault of a server in trouble is one that passes. */
const isServerFault = (error) => ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.n)(error)?.status ?? 0) >= 500;
/** An ERROR event that says to come back. */
var Interruption = class extends Error {
	name = "Interruption";
	retryAfter;
	constructor(retryAfter) {
		super("The server interrupted the watch");
		this.retryAfter = retryAfter;
	}
};
const list$1 = async (connection, { resource, query, sink, signal }, position) => {
	const { items, resourceVersion } = await (0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.t)(connection, resource, query, signal);
	position.version = resourceVersion;
	sink.replace(items);
};
const stream = async (connection, watching, position) => {
	const answer = await connection.open(callOf$1(connection, watching, position));
	let beginning = position.version === void 0 ? /* @__PURE__ */ new Map() : void 0;
	try {
		for await (const event of readEvents(answer.body)) {
			position.failures = 0;
			if (event.type === "ERROR") throw errorOf(connection, watching, event);
			if (beginning === void 0) pass(event, watching.sink);
			else if (isEndOfBeginning(event)) {
				watching.sink.replace([...beginning.values()]);
				beginning = void 0;
			} else gather(event, beginning);
			if (beginning === void 0) position.version = event.object.metadata?.resourceVersion ?? position.version;
		}
	} finally {
		answer.destroy();
	}
};
const callOf$1 = ({ limits }, { resource, query, signal }, { version }) => ({
	attempt: {
		verb: "follow",
		what: resource.plural,
		namespace: query.namespace
	},
	method: "GET",
	path: (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.y)(resource, query.namespace),
	query: {
		...(0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.n)(query),
		watch: "true",
		allowWatchBookmarks: "true",
		timeoutSeconds: String(Math.ceil(limits.watch / 1e3)),
		...version === void 0 ? {
			sendInitialEvents: "true",
			resourceVersionMatch: "NotOlderThan"
		} : { resourceVersion: version }
	},
	idle: limits.watch + limits.overdue,
	endless: true,
	signal
});
const isEndOfBeginning = ({ type, object }) => type === "BOOKMARK" && object.metadata?.annotations?.["k8s.io/initial-events-end"] === "true";
const gather = ({ type, object }, objects) => {
	const name = object.metadata?.name ?? "";
	if (type === "DELETED") objects.delete(name);
	else if (type !== "BOOKMARK") objects.set(name, object);
};
const pass = ({ type, object }, sink) => {
	if (type === "DELETED") sink.deleted(object);
	else if (type !== "BOOKMARK") sink.present(object);
};
const errorOf = (connection, { resource, query }, { object }) => {
	const refusal = refusalFromStatus(object);
	const seconds = object.details?.retryAfterSeconds;
	if (refusal.status === 429 || refusal.status >= 500 || refusal.status === 0) return new Interruption(seconds === void 0 ? void 0 : seconds * 1e3);
	return connection.failure({
		verb: "follow",
		what: resource.plural,
		namespace: query.namespace
	}, refusal);
};
// src/edge/cluster/follow.ts
/** Has followers of the same resource, namespace and selectors share one watch, which ends with the last of them. */
const openFollowing = (connection) => {
	const shared = /* @__PURE__ */ new Map();
	const abilities = { initialEvents: true };
	const closed = new AbortController();
	const share = (watched) => {
		const key = JSON.stringify([
			watched.resource.apiVersion,
			watched.resource.plural,
			watched.query
		]);
		const running = shared.get(key);
		if (running !== void 0) return running;
		const started = startWatch(connection, watched, abilities, () => shared.delete(key));
		shared.set(key, started);
		return started;
	};
	return {
		follow: (resource, query, signal) => followShared(() => share({
			resource,
			query
		}), AbortSignal.any([signal, closed.signal])),
		close: () => closed.abort(/* @__PURE__ */ new Error("The cluster was closed"))
	};
};
const startWatch = (connection, watched, abilities, over) => {
	const followers = /* @__PURE__ */ new Set();
	const left = new AbortController();
	const store = openObjects((change) => {
		for (const follower of followers) follower.tell(change);
	});
	watch(connection, {
		...watched,
		sink: store.sink,
		abilities,
		signal: left.signal
	}).catch((error) => {
		over();
		for (const follower of followers) follower.fail(error);
	});
	return { join: (follower) => {
		followers.add(follower);
		store.replay(follower);
		return () => {
			if (!followers.delete(follower) || followers.size > 0) return;
			over();
			left.abort(/* @__PURE__ */ new Error("Nobody follows any more"));
		};
	} };
};
/** Keeps what there is, so that each change is told once, whatever was seen again or missed meanwhile. */
const openObjects = (tell) => {
	const objects = /* @__PURE__ */ new Map();
	const state = { synced: false };
	const nameOf = (object) => object.metadata?.name ?? "";
	const present = (object) => {
		const before = objects.get(nameOf(object));
		if (before?.metadata?.resourceVersion === object.metadata?.resourceVersion) return;
		if (before !== void 0 && before.metadata?.uid !== object.metadata?.uid) tell({
			kind: "deleted",
			object: before
		});
		objects.set(nameOf(object), object);
		tell({
			kind: "present",
			object
		});
	};
	const deleted = (object) => {
		if (objects.delete(nameOf(object))) tell({
			kind: "deleted",
			object
		});
	};
	return {
		sink: {
			present,
			deleted,
			replace: (all) => {
				const names = new Set(all.map(nameOf));
				for (const object of objects.values()) if (!names.has(nameOf(object))) deleted(object);
				for (const object of all) present(object);
				if (!state.synced) tell({ kind: "synced" });
				state.synced = true;
			}
		},
		replay: (follower) => {
			for (const object of objects.values()) follower.tell({
				kind: "present",
				object
			});
			if (state.synced) follower.tell({ kind: "synced" });
		}
	};
};
async function* followShared(share, signal) {
	signal.throwIfAborted();
	const queue = [];
	const ended = {};
	const woken = new EventTarget();
	const wake = () => void woken.dispatchEvent(new Event("wake"));
	const leave = share().join({
		tell: (change) => {
			queue.push(change);
			wake();
		},
		fail: (error) => {
			ended.error = error;
			wake();
		}
	});
	signal.addEventListener("abort", leave, { once: true });
	try {
		for (;;) {
			signal.throwIfAborted();
			const change = queue.shift();
			if (change !== void 0) yield change;
			else if ("error" in ended) throw ended.error;
			else await (0,node_events__WEBPACK_IMPORTED_MODULE_8__.once)(woken, "wake", { signal }).catch(() => void 0);
		}
	} finally {
		signal.removeEventListener("abort", leave);
		leave();
	}
}
// src/edge/cluster/kubeconfig.ts
var import_dist = (0,_clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.s)();
/** Reads the kubeconfig that the user chose and picks the context. Throws INPUT_INVALID that says what is missing. */
const loadContext = async (options) => {
	const { KubeConfig: Config } = await __webpack_require__.e(/* import() */ 716).then(__webpack_require__.bind(__webpack_require__, 6716));
	const kubeConfig = new Config();
	const source = options.context === "in-cluster" ? await readAccount(options) : await readSources(options);
	const parts = source.map(({ origin, text, folder }) => loadText(new Config(), {
		origin,
		text,
		folder
	}));
	kubeConfig.loadFromOptions({
		clusters: firstOfName(parts.flatMap(({ clusters }) => clusters)),
		users: firstOfName(parts.flatMap(({ users }) => users)),
		contexts: firstOfName(parts.flatMap(({ contexts }) => contexts)),
		currentContext: parts.find(({ currentContext }) => currentContext)?.currentContext
	});
	const origin = source.map(({ origin }) => origin).join(", ");
	return choose(kubeConfig, options.context, origin);
};
const readSources = async ({ kubeconfig, env, cwd }) => {
	if (kubeconfig !== void 0 && kubeconfig !== "") {
		if (isText(kubeconfig)) return [{
			origin: "option \"kubeconfig\"",
			text: kubeconfig,
			folder: cwd
		}];
		return [await mustRead((0,node_path__WEBPACK_IMPORTED_MODULE_6__.resolve)(cwd, kubeconfig), "Give option \"kubeconfig\" the path of a kubeconfig file, or its text")];
	}
	const listed = (env["KUBECONFIG"] ?? "").split(node_path__WEBPACK_IMPORTED_MODULE_6__.delimiter).filter((path) => path !== "");
	if (listed.length === 0) {
		const path = (0,node_path__WEBPACK_IMPORTED_MODULE_6__.join)(env["HOME"] ?? env["USERPROFILE"] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_11__.homedir)(), ".kube", "config");
		return [await mustRead(path, "Set option \"kubeconfig\" or the variable KUBECONFIG")];
	}
	const sources = (await Promise.all(listed.map((path) => readSource((0,node_path__WEBPACK_IMPORTED_MODULE_6__.resolve)(cwd, path))))).filter((source) => source !== void 0);
	if (sources.length > 0) return sources;
	throw unusable(`no file of KUBECONFIG can be read: "${listed.join("\", \"")}"`, "Set KUBECONFIG to the path of a kubeconfig file");
};
const isText = (kubeconfig) => /[\n{]|^apiVersion:/.test(kubeconfig);
const mustRead = async (path, hint) => {
	const source = await readSource(path);
	if (source === void 0) throw unusable(`there is no file "${path}"`, hint);
	return source;
};
const readSource = async (path) => {
	try {
		return {
			origin: `"${path}"`,
			text: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_12__.readFile)(path, "utf8"),
			folder: (0,node_path__WEBPACK_IMPORTED_MODULE_6__.resolve)(path, "..")
		};
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return void 0;
		throw unusable(`"${path}" cannot be read`, "Is it a file, and may this user read it?", cause);
	}
};
/** Where a pod finds its account. https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
/** Writes a kubeconfig of the pod's own account. */
const readAccount = async ({ env, cwd }) => {
	const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = "443" } = env;
	const folder = env["FUNCTION_IMAGES_ACCOUNT"] ?? ACCOUNT;
	const hint = `Context "${_clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.c}" is for pods; elsewhere name a context of your kubeconfig`;
	if (host === void 0 || host === "") throw unusable("this is not a pod: KUBERNETES_SERVICE_HOST is not set", hint);
	const [token, namespace] = await Promise.all([readSource((0,node_path__WEBPACK_IMPORTED_MODULE_6__.join)(folder, "token")), readSource((0,node_path__WEBPACK_IMPORTED_MODULE_6__.join)(folder, "namespace"))]);
	if (token === void 0) throw unusable(`this pod has no account: there is no "${folder}/token"`, "Set automountServiceAccountToken of the pod");
	const server = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
	const name = _clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.c;
	return [{
		origin: "the pod’s own account",
		text: JSON.stringify({
			clusters: [{
				name,
				cluster: {
					server,
					"certificate-authority": (0,node_path__WEBPACK_IMPORTED_MODULE_6__.join)(folder, "ca.crt")
				}
			}],
			users: [{
				name,
				user: { tokenFile: (0,node_path__WEBPACK_IMPORTED_MODULE_6__.join)(folder, "token") }
			}],
			contexts: [{
				name,
				context: {
					cluster: name,
					user: name,
					namespace: namespace?.text.trim() || "default"
				}
			}],
			"current-context": name
		}),
		folder: cwd
	}];
};
const loadText = (kubeConfig, { origin, text, folder }) => {
	const raw = parsed(text, origin);
	try {
		kubeConfig.loadFromString(text);
	} catch (cause) {
		const why = cause instanceof Error && /^\w+\[\d+\]\.[\w.]+ is missing$/.test(cause.message) ? cause.message : "it is not one";
		throw unusable(`${origin} is no kubeconfig: ${why}`, HINT);
	}
	kubeConfig.makePathsAbsolute(folder);
	for (const [index, user] of kubeConfig.users.entries()) {
		const file = tokenFileOf(raw, index);
		if (file !== void 0) Object.assign(user, {
			token: void 0,
			authProvider: {
				name: "tokenFile",
				config: { tokenFile: (0,node_path__WEBPACK_IMPORTED_MODULE_6__.resolve)(folder, file) }
			}
		});
	}
	return kubeConfig;
};
const HINT = "A kubeconfig has clusters, users and contexts: \"kubectl config view --raw --flatten --minify\" writes one";
/** The parser's own message may quote the line, with a token in it. */
const parsed = (text, origin) => {
	try {
		const raw = (0, import_dist.parse)(text, { logLevel: "error" });
		if (typeof raw === "object" && raw !== null) return raw;
	} catch {
		throw unusable(`${origin} is no YAML`, HINT);
	}
	throw unusable(`${origin} is empty, or no kubeconfig`, HINT);
};
const tokenFileOf = (raw, index) => {
	const { users } = raw;
	const file = users?.[index]?.user?.tokenFile;
	return typeof file === "string" && file !== "" ? file : void 0;
};
/** As kubectl does: the first file that says something about a name is right. */
const firstOfName = (items) => [...new Map(items.toReversed().map((item) => [item.name, item])).values()];
const choose = (kubeConfig, wanted, origin) => {
	const names = kubeConfig.contexts.map(({ name }) => name);
	const context = wanted === void 0 || wanted === "" ? kubeConfig.currentContext : wanted;
	const known = names.length === 0 ? "It has none" : `It has "${names.join("\", \"")}"`;
	if (context === void 0 || context === "") throw unusable(`${origin} names no current context`, `Choose one with option "context". ${known}`);
	if (!names.includes(context)) throw unusable(`there is no context "${context}" in ${origin}`, known);
	kubeConfig.setCurrentContext(context);
	const { cluster: clusterName = "", user: userName = "", namespace } = kubeConfig.getContextObject(context) ?? {};
	const cluster = kubeConfig.clusters.find(({ name }) => name === clusterName);
	const user = kubeConfig.users.find(({ name }) => name === userName);
	if (cluster === void 0) throw unusable(`context "${context}" names cluster "${clusterName}", which is not in ${origin}`, HINT);
	if (user === void 0) throw unusable(`context "${context}" names user "${userName}", which is not in ${origin}`, HINT);
	checkServer(cluster);
	return {
		kubeConfig,
		context,
		cluster,
		user,
		namespace: namespace ?? "default"
	};
};
/** Plain HTTP is for `kubectl proxy` on this computer: elsewhere tokens would travel for all to read. */
const checkServer = (cluster) => {
	const url = URL.parse(cluster.server);
	if (url === null || !/^https?:$/.test(url.protocol)) throw unusable(`the server of cluster "${cluster.name}" is no address: "${cluster.server}"`, "Write it as https://host:port");
	if (url.protocol === "https:") return;
	if (!(0,_connection_CF_tktuO_js__WEBPACK_IMPORTED_MODULE_5__.n)(url.hostname)) throw unusable(`server "${cluster.server}" is plain HTTP, which is for this computer only`, "Use https in the kubeconfig");
	Object.assign(cluster, { skipTLSVerify: true });
};
const unusable = (why, hint, cause) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("INPUT_INVALID", `Cannot use the cluster: ${why}`, {
	hint,
	cause
});
// src/edge/cluster/log-lines.ts
/** Splits bytes into lines, the longest cut; what is no UTF-8 becomes U+FFFD. Holds no more than one line. */
async function* readLines(body) {
	let parts = [];
	let size = 0;
	const take = (bytes) => {
		const room = _list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.o - size;
		if (room > 0) parts.push(bytes.length > room ? bytes.subarray(0, room) : bytes);
		size += bytes.length;
	};
	const finish = () => {
		const text = Buffer.concat(parts).toString("utf8");
		const line = size > 65536 ? `${text} … (${size} bytes)` : text;
		parts = [];
		size = 0;
		return line.endsWith("\r") ? line.slice(0, -1) : line;
	};
	for await (const chunk of body) {
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
			take(chunk.subarray(start, end));
			yield finish();
			start = end + 1;
		}
		if (start < chunk.length) take(Uint8Array.prototype.slice.call(chunk, start, start + _list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.o));
	}
	if (size > 0) yield finish();
}
const NEWLINE = 10;
// src/edge/cluster/logs.ts
/**
* Yields the lines of a container's log. Followed ones end early when a log is rotated, a kubelet restarts or a proxy
* loses patience: they are opened again at the last line, until the container has ended.
*/
async function* readLog(connection, source, signal) {
	const { clock } = connection;
	const progress = {
		time: void 0,
		lines: 0
	};
	for (let failures = 0;;) {
		const before = { ...progress };
		const ended = yield* readOnce(connection, {
			source,
			progress,
			reopened: failures > 0
		}, signal);
		if (ended === "whole" && (source.options.follow !== true || !await goesOn(connection, source, signal))) return;
		if (ended === "gone") return;
		failures = before.time !== progress.time || before.lines !== progress.lines ? 1 : failures + 1;
		await clock.sleep((0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.l)(failures, void 0, Math.random()), signal).catch(() => signal.throwIfAborted());
	}
}
async function* readOnce(connection, { source, progress, reopened }, signal) {
	const answer = await connection.open(callOf(connection, source, progress, signal)).catch((error) => {
		if (reopened && [400, 404].includes((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.n)(error)?.status ?? 0)) return void 0;
		throw error;
	});
	if (answer === void 0) return "gone";
	const known = { ...progress };
	let repeated = 0;
	try {
		for await (const line of readLines(answer.body)) {
			const [, time = known.time ?? "", text = ""] = /^(\d{4}-\d\d-\d\dT\S+) ?([^]*)$/.exec(line) ?? [
				line,
				void 0,
				line
			];
			if (known.time !== void 0 && isBefore(time, known.time)) continue;
			if (time === known.time && repeated < known.lines) {
				repeated += 1;
				continue;
			}
			progress.lines = time === progress.time ? progress.lines + 1 : 1;
			progress.time = time;
			yield text;
		}
		return "whole";
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof ConnectionFailure) return "cut";
		throw error;
	} finally {
		answer.destroy();
	}
}
/** Times of one log have the same zone; their fractions of a second may be of different lengths. */
const isBefore = (a, b) => comparable(a) < comparable(b);
const comparable = (time) => {
	const [, seconds = time, fraction = ""] = /^([^.Z+]+)(?:\.(\d+))?/.exec(time) ?? [];
	return `${seconds}.${fraction.padEnd(9, "0")}`;
};
const callOf = ({ limits }, { pod, container, options }, progress, signal) => {
	const { previous, tailLines, follow } = options;
	const resumed = progress.time !== void 0;
	return {
		attempt: {
			verb: "read the log of",
			what: `container "${container}" of Pod "${pod.name}"`,
			namespace: pod.namespace
		},
		method: "GET",
		path: `${(0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.y)(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.f, pod.namespace, pod.name)}/log`,
		query: {
			container,
			timestamps: "true",
			...follow === true ? { follow: "true" } : {},
			...previous === true ? { previous: "true" } : {},
			...tailLines !== void 0 && !resumed ? { tailLines: String(tailLines) } : {},
			...tailLines !== void 0 && follow !== true ? { limitBytes: String(_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.s) } : {},
			...resumed ? { sinceTime: progress.time } : {}
		},
		headers: { accept: "application/json, */*" },
		...follow === true ? { idle: limits.quietLog } : {},
		signal
	};
};
/** Tells whether the container may still write. Without the right to look, the end of the stream is the end. */
const goesOn = async (connection, { pod, container }, signal) => {
	try {
		const { json } = await connection.ask({
			attempt: {
				verb: "get",
				what: `Pod "${pod.name}"`,
				namespace: pod.namespace
			},
			method: "GET",
			path: (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.y)(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.f, pod.namespace, pod.name),
			signal
		});
		const { status } = json;
		if (status?.phase === "Succeeded" || status?.phase === "Failed") return false;
		return [...status?.containerStatuses ?? [], ...status?.initContainerStatuses ?? []].find(({ name }) => name === container)?.state?.running !== void 0;
	} catch (error) {
		signal.throwIfAborted();
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.n)(error) === void 0) throw error;
		return false;
	}
};
// src/core/cluster/failure.ts
/** Makes the CLUSTER_FAILED of a request that was refused, or that got no answer; {@link refusalOf} reads it. */
const clusterFailed = ({ verb, what, namespace }, refusal) => {
	const where = namespace === void 0 ? "" : ` in namespace "${namespace}"`;
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_2__.t("CLUSTER_FAILED", `Cannot ${verb} ${what}${where}: ${wordsOf(refusal)}`, {
		cause: refusal,
		hint: hintOn(refusal)
	});
};
const wordsOf = ({ message, reason, status }) => {
	if (message !== "") return message;
	return reason === "" ? `the API server answered ${status}` : `${status} ${reason}`;
};
const hintOn = ({ status, reason, message }) => {
	if (status === 401) return "Is the kubeconfig’s account still valid? Tokens of pipelines expire: make a new one";
	if (status === 403 && /is forbidden: .*cannot /.test(message)) return "Give the account a Role with this verb: see docs/rbac.md";
	return status === 0 ? HINTS[reason] : void 0;
};
const UNKNOWN_AUTHORITY = "Give the certificate of its authority as certificate-authority-data in the kubeconfig";
const HINTS = {
	DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
	CERT_HAS_EXPIRED: "Renew the certificate of the API server; is the clock of this computer right?",
	CERT_NOT_YET_VALID: "Is the clock of this computer right?",
	ERR_TLS_CERT_ALTNAME_INVALID: "Use the server name that the certificate was made for, or set tls-server-name",
	ENOTFOUND: "Is the server’s address in the kubeconfig right, and can this computer resolve it?",
	EAI_AGAIN: "Is the server’s address in the kubeconfig right, and can this computer resolve it?",
	ECONNREFUSED: "Is the cluster running, and is the server’s port in the kubeconfig right?",
	ETIMEDOUT: "Can this computer reach the API server? A VPN or a proxy (HTTPS_PROXY) may be needed"
};
// src/edge/cluster/request.ts
/** Joins connections, credentials and patience into requests to the API server. */
const openConnection = (options) => {
	const { target, transport, clock, limits, clean } = options;
	const failure = (attempt, refusal) => clusterFailed(attempt, cleaned(refusal, clean));
	const patience = openPatience(options);
	const open = (call) => patience(call, () => transport.send(wireOf(call, limits)), (answer) => answer);
	return {
		target,
		clock,
		limits,
		failure,
		open,
		ask: (call) => patience(call, () => transport.send(wireOf(call, limits)), readJson),
		upgrade: (call) => patience(call, async () => {
			const upgraded = await transport.upgrade(wireOf(call, limits));
			return upgraded.kind === "answer" ? upgraded.answer : upgraded;
		}, (answer) => {
			if ("kind" in answer) return answer;
			throw failure(call.attempt, {
				status: answer.status,
				reason: "",
				message: "the protocol was not changed",
				causes: []
			});
		}),
		close: () => transport.close()
	};
};
const wireOf = (call, limits) => {
	const { method, path, query = {}, body, contentType = "application/json", headers, idle, signal } = call;
	const given = Object.entries(query).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]);
	const search = new URLSearchParams(Object.fromEntries(given)).toString();
	return {
		method,
		path: search === "" ? path : `${path}?${search}`,
		headers: {
			...body === void 0 ? {} : { "content-type": contentType },
			...headers
		},
		body: body === void 0 ? void 0 : Buffer.from(JSON.stringify(body)),
		idle: idle ?? limits.answer,
		signal
	};
};
/** Repeats what may help: with new credentials once, and after a wait where server or network may recover. */
const openPatience = ({ account, clock, limits, clean }) => {
	const server = {
		met: false,
		lost: Number.NEGATIVE_INFINITY
	};
	const recovering = (status) => (status === 401 || status === 403) && clock.now() - server.lost < limits.recovery;
	return async (call, send, read) => {
		const { attempt, signal, endless = false } = call;
		const began = clock.now();
		let renewed = false;
		for (let failures = 1;; failures += 1) {
			const outcome = await tried(send, read);
			signal.throwIfAborted();
			if (outcome.kind === "done") {
				server.met = true;
				return outcome.value;
			}
			const { setback, refusal } = outcome;
			if (setback.kind === "answer") server.met = true;
			else if (outcome.stale && failures === 1) continue;
			else server.lost = clock.now();
			if (refusal.status === 401 && !renewed && outcome.answer !== void 0) {
				account.renew(outcome.answer.credentials);
				renewed = true;
				continue;
			}
			const again = (0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.u)(setback) || recovering(refusal.status);
			const wait = (0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.l)(failures, setback.kind === "answer" ? setback.retryAfter : void 0, Math.random());
			const budget = !server.met ? limits.firstBudget : endless ? Infinity : limits.budget;
			if (!again || clock.now() - began + wait > budget) throw clusterFailed(attempt, cleaned(refusal, clean));
			await clock.sleep(wait, signal).catch(() => signal.throwIfAborted());
		}
	};
};
const tried = async (send, read) => {
	try {
		const answer = await send();
		if ("kind" in answer || answer.status < 300) return {
			kind: "done",
			value: await read(answer)
		};
		const { status, headers } = answer;
		const refusal = refusalFromBody(status, (await readBody(answer, _list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.c)).toString());
		return {
			kind: "setback",
			setback: {
				kind: "answer",
				status,
				retryAfter: (0,_clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.a)(headers["retry-after"], Date.now())
			},
			refusal,
			stale: false,
			answer
		};
	} catch (error) {
		if (!(error instanceof ConnectionFailure)) throw error;
		const { code, message, stale } = error;
		return {
			kind: "setback",
			setback: {
				kind: "failure",
				code
			},
			refusal: {
				status: 0,
				reason: code,
				message,
				causes: []
			},
			stale,
			answer: void 0
		};
	}
};
const readJson = async (answer) => {
	const text = (await readBody(answer, _list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.i)).toString();
	try {
		return {
			json: text === "" ? {} : JSON.parse(text),
			warnings: answer.warnings.map(warningText)
		};
	} catch {
		throw new ConnectionFailure("ERR_NO_JSON", false, /* @__PURE__ */ new Error("the answer is no JSON: is there a proxy on the way?"));
	}
};
/** Reads a body to its end; throws when it is longer than `limit` bytes. */
const readBody = async (answer, limit) => {
	const chunks = [];
	let size = 0;
	for await (const chunk of unzipped(answer)) {
		size += chunk.length;
		if (size > limit) {
			answer.destroy();
			throw new ConnectionFailure("ERR_TOO_LONG", false, /* @__PURE__ */ new Error(`the answer is longer than ${limit} bytes`));
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
};
async function* unzipped({ headers, body }) {
	if (headers["content-encoding"] !== "gzip") return yield* body;
	const gunzip = (0,node_zlib__WEBPACK_IMPORTED_MODULE_9__.createGunzip)();
	const fed = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_10__.pipeline)(body, gunzip).catch((error) => error);
	try {
		yield* gunzip;
	} catch (error) {
		const cause = await fed ?? error;
		throw cause instanceof Error && "code" in cause && String(cause.code).startsWith("Z_") ? new ConnectionFailure("ECONNRESET", false, cause) : cause;
	}
}
/** `299 - "text"`. https://www.rfc-editor.org/rfc/rfc7234#section-5.5 */
const warningText = (header) => {
	const [, quoted] = /^\d{3} \S+ "((?:[^"\\]|\\.)*)"/.exec(header) ?? [];
	return quoted === void 0 ? header : quoted.replaceAll(/\\(.)/g, "$1");
};
// src/edge/cluster/server.ts
/** Returns the questions about the server itself; each is asked once. */
const openServer = (connection) => {
	const version = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_14__.n)(() => "", (signal) => askVersion(connection, signal));
	const rights = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_14__.n)(({ namespace }) => namespace, (question) => askRights(connection, question));
	return {
		version: (signal) => ended(signal, () => version(signal)),
		rights: (namespace, signal) => ended(signal, () => rights({
			namespace,
			signal
		}))
	};
};
/** An answer that was asked for before does not depend on the signal of who asks now. */
const ended = async (signal, work) => {
	signal.throwIfAborted();
	return work();
};
const askVersion = async (connection, signal) => {
	const { json } = await connection.ask({
		attempt: {
			verb: "ask",
			what: "the API server for its version"
		},
		method: "GET",
		path: "/version",
		signal
	});
	const { major = "", minor = "", gitVersion = "" } = json;
	return {
		major: Number.parseInt(major, 10),
		minor: Number.parseInt(minor, 10),
		text: gitVersion
	};
};
const askRights = async (connection, { namespace, signal }) => {
	const { json } = await connection.ask({
		attempt: {
			verb: "ask",
			what: "for the rights of this account",
			namespace
		},
		method: "POST",
		path: "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
		body: {
			apiVersion: "authorization.k8s.io/v1",
			kind: "SelfSubjectRulesReview",
			spec: { namespace }
		},
		signal
	});
	const { status = {} } = json;
	return {
		rules: (status.resourceRules ?? []).map(ruleOf),
		incomplete: status.incomplete === true
	};
};
const ruleOf = ({ verbs = [], apiGroups = [], resources = [], resourceNames = [] }) => ({
	verbs,
	apiGroups,
	resources,
	resourceNames
});
// src/edge/cluster/verbs.ts
/** What every write says: an unknown field is an error, not left out. https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation */
const WRITE = {
	fieldManager: "function-images",
	fieldValidation: "Strict"
};
/** Returns the verbs on objects. */
const verbsOver = (connection) => ({
	get: (resource, key, signal) => unlessAbsent(async () => (await connection.ask({
		...on("get", resource, key),
		method: "GET",
		signal
	})).json),
	list: (resource, query, signal) => list(connection, resource, query, signal),
	create: async (resource, object, signal) => {
		const { namespace, name } = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_15__.t)(object);
		const what = name === "" ? `a ${resource.kind}` : `${resource.kind} "${name}"`;
		const answer = await connection.ask({
			attempt: {
				verb: "create",
				what,
				namespace
			},
			method: "POST",
			path: (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.y)(resource, namespace),
			query: WRITE,
			body: typed(resource, object),
			signal
		});
		return written(answer);
	},
	apply: async (resource, object, { force = false, dryRun = false }, signal) => {
		const answer = await connection.ask({
			...on("apply", resource, (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_15__.t)(object)),
			method: "PATCH",
			query: {
				...WRITE,
				force: String(force),
				dryRun: dryRun ? "All" : void 0
			},
			contentType: "application/apply-patch+yaml",
			body: typed(resource, object),
			signal
		});
		return written(answer);
	},
	patch: async (resource, key, patch, signal) => {
		const answer = await connection.ask({
			...on("patch", resource, key),
			method: "PATCH",
			query: WRITE,
			contentType: "application/json-patch+json",
			body: patch,
			signal
		});
		return written(answer);
	},
	delete: (resource, key, { uid, resourceVersion }, signal) => {
		const preconditions = {
			...uid && { uid },
			...resourceVersion && { resourceVersion }
		};
		return remove(connection, {
			...on("delete", resource, key),
			method: "DELETE",
			body: {
				apiVersion: "v1",
				kind: "DeleteOptions",
				propagationPolicy: "Background",
				preconditions
			},
			signal
		});
	}
});
const on = (verb, resource, { namespace, name }) => ({
	attempt: {
		verb,
		what: `${resource.kind} "${name}"`,
		namespace
	},
	path: (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.y)(resource, namespace, name)
});
/** Absent is the object, its namespace, or the resource itself. */
const unlessAbsent = async (work) => {
	try {
		return await work();
	} catch (error) {
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.t)(error, 404)) return void 0;
		throw error;
	}
};
const list = async (connection, resource, query, signal) => (await unlessAbsent(() => (0,_list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.t)(connection, resource, query, signal)))?.items ?? [];
const typed = ({ apiVersion, kind }, object) => ({
	apiVersion,
	kind,
	...object
});
const written = ({ json, warnings }) => ({
	object: json,
	warnings
});
const remove = async (connection, call) => {
	try {
		await connection.ask(call);
		return "deleted";
	} catch (error) {
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.t)(error, 404)) return "gone";
		const { status, message = "" } = (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_3__.n)(error) ?? {};
		if (status === 409 && /precondition/i.test(message)) return /\bUID in/i.test(message) ? "gone" : "changed";
		throw error;
	}
};
// src/edge/cluster/cluster.ts
/**
* Connects to the cluster that the user chose, without asking it anything yet. The client library is loaded here, so
* that runs without a cluster do not wait for it. Throws INPUT_INVALID that says what is missing.
*/
const connectCluster = async (options) => {
	const { env, clock = _clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.t } = options;
	const limits = {
		..._list_jeuBoy0s_js__WEBPACK_IMPORTED_MODULE_4__.r,
		...options.limits
	};
	const redactor = (0,_clock_L13bkFi7_js__WEBPACK_IMPORTED_MODULE_1__.o)();
	const onSecret = (secret) => {
		redactor.learn(secret);
		options.onSecret(secret);
	};
	const load = () => loadContext(options);
	const chosen = await load();
	const { server, proxyUrl: proxy } = chosen.cluster;
	const [, password] = /^\w+:\/\/[^/@]*:([^/@]+)@/.exec(proxy ?? "") ?? [];
	if (password !== void 0) onSecret(decodeURIComponent(password));
	const account = openAccount(chosen, {
		load,
		clock,
		maxAge: limits.credentials,
		onSecret
	});
	const transport = openTransport({
		server,
		proxy,
		env,
		account,
		limits
	});
	const { context, namespace } = chosen;
	return openConnection({
		target: {
			context,
			server,
			namespace
		},
		transport,
		account,
		clock,
		limits,
		clean: (text) => redactor.clean(text)
	});
};
/** Returns the port over a connection; closing it ends the connection. */
const clusterOver = (connection) => {
	const following = openFollowing(connection);
	return {
		target: connection.target,
		...openServer(connection),
		...verbsOver(connection),
		follow: following.follow,
		logs: (pod, container, options, signal) => readLog(connection, {
			pod,
			container,
			options
		}, signal),
		close: () => {
			following.close();
			connection.close();
		}
	};
};



/***/ }),

/***/ 9901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ MAX_EVENT),
/* harmony export */   c: () => (/* binding */ MAX_STATUS),
/* harmony export */   i: () => (/* binding */ MAX_ANSWER),
/* harmony export */   l: () => (/* binding */ backOff),
/* harmony export */   n: () => (/* binding */ selectorsOf),
/* harmony export */   o: () => (/* binding */ MAX_LOG_LINE),
/* harmony export */   r: () => (/* binding */ CLUSTER_LIMITS),
/* harmony export */   s: () => (/* binding */ MAX_LOG_TAIL),
/* harmony export */   t: () => (/* binding */ listAll),
/* harmony export */   u: () => (/* binding */ isTransient)
/* harmony export */ });
/* harmony import */ var _refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1075);
/* harmony import */ var _connection_CF_tktuO_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1069);


// src/core/cluster/retry.ts
/** What an API server, or a proxy before it, answers while it is not up to the request. */
const TRANSIENT_STATUSES = /* @__PURE__ */ new Set([
	429,
	502,
	503,
	504
]);
/** Waits between attempts grow from the first to the longest, in milliseconds. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 5e3;
/**
* Tells whether the same request may fare better later. Of other statuses only those count with which the server says
* so: a 500 is also what it answers to a field that does not exist.
*/
const isTransient = (setback) => setback.kind === "failure" ? (0,_connection_CF_tktuO_js__WEBPACK_IMPORTED_MODULE_1__.t)(setback.code) : TRANSIENT_STATUSES.has(setback.status) || setback.status >= 500 && setback.retryAfter !== void 0;
/**
* Returns the milliseconds to wait after `failures` in a row. What the server asks for is never shortened, and a little
* is added, so that clients which were sent away together do not come back together. `jitter` is from 0 up to 1.
*/
const backOff = (failures, retryAfter, jitter) => retryAfter === void 0 ? Math.round(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10)) * (.5 + jitter / 2)) : Math.round(retryAfter + Math.min(1e3, retryAfter / 5) * jitter);
// src/edge/cluster/limits.ts
const CLUSTER_LIMITS = {
	connect: 1e4,
	answer: 45e3,
	budget: 12e4,
	firstBudget: 5e3,
	recovery: 1e4,
	watch: 45e3,
	overdue: 1e4,
	quietLog: 12e4,
	credentials: 1e4
};
/** Of one answer, in bytes; a page of a list has at most {@link PAGE} objects. */
const MAX_ANSWER = 67108864;
/** Of one event of a watch, in bytes: an object has at most 1.5 MiB in etcd. */
const MAX_EVENT = 8388608;
/** Of an answer that is only looked at, in bytes. */
const MAX_STATUS = 262144;
/** Of one line of a log, in bytes; the rest of a longer one is left out. */
const MAX_LOG_LINE = 65536;
/** Of the last lines of a log, in bytes. */
const MAX_LOG_TAIL = 4194304;
// src/edge/cluster/list.ts
/** Lists all pages of a namespace; begins again, in one page, when the server has forgotten what it began with. */
const listAll = async (connection, resource, query, signal) => {
	const items = [];
	let limit = 500;
	let next;
	for (;;) {
		const page = await pageOf(connection, {
			resource,
			query,
			limit,
			next
		}, signal);
		if (page === void 0) {
			items.length = 0;
			limit = void 0;
			next = void 0;
			continue;
		}
		const { apiVersion, kind } = resource;
		for (const item of page.items ?? []) items.push({
			apiVersion,
			kind,
			...item
		});
		next = page.metadata?.continue;
		if (next === void 0 || next === "") return {
			items,
			resourceVersion: page.metadata?.resourceVersion ?? ""
		};
	}
};
/** Returns the selectors of a query as the API server takes them. */
const selectorsOf = ({ labelSelector, fieldSelector }) => ({
	labelSelector,
	fieldSelector
});
const pageOf = async (connection, { resource, query, limit, next }, signal) => {
	try {
		const { json } = await connection.ask({
			attempt: {
				verb: "list",
				what: resource.plural,
				namespace: query.namespace
			},
			method: "GET",
			path: (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_0__.y)(resource, query.namespace),
			query: {
				...selectorsOf(query),
				limit: limit?.toString(),
				continue: next
			},
			headers: (0,_connection_CF_tktuO_js__WEBPACK_IMPORTED_MODULE_1__.n)(new URL(connection.target.server).hostname) ? {} : { "accept-encoding": "gzip" },
			signal
		});
		return json;
	} catch (error) {
		if (next !== void 0 && (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_0__.t)(error, 410)) return void 0;
		throw error;
	}
};



/***/ })

};
