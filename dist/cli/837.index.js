export const id = 837;
export const ids = [837];
export const modules = {

/***/ 4837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openServiceForward: () => (/* binding */ openServiceForward)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6295);
/* harmony import */ var _list_O3grd6Mt_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8350);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7030);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8474);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7598);







// src/core/cluster/endpoint.ts
/** Returns the label selector of a Service's pods. Throws CLUSTER_FAILED when it has none. */
const podSelector = (service, wanted) => {
	const labels = Object.entries(service.spec?.selector ?? {});
	if (labels.length > 0) return labels.map(([name, value]) => `${name}=${value}`).join(",");
	throw unreachable(wanted, "it selects no pods", "Name a Service with a selector");
};
/** Picks pods that are ready to answer for a Service's port, those first that were not among `failed`. Throws CLUSTER_FAILED when there is none. */
const endpointsOf = (service, pods, wanted, failed = /* @__PURE__ */ new Set()) => {
	const ports = service.spec?.ports ?? [];
	const port = ports.find(({ port, name }) => port === wanted.port || name === wanted.port);
	if (port === void 0) {
		const known = ports.map(({ port, name }) => name === void 0 ? `${port}` : `${port} (${name})`).join(", ");
		throw unreachable(wanted, `it has no port ${wanted.port}`, `It has ${known === "" ? "none" : known}`);
	}
	const target = port.targetPort ?? port.port;
	const endpoints = pods.filter(isReady).flatMap((pod) => {
		const number = typeof target === "number" ? target : namedPort(pod, target);
		return number === void 0 ? [] : [{
			pod: pod.metadata?.name ?? "",
			port: number
		}];
	});
	if (endpoints.length === 0) throw unreachable(wanted, "none of its pods is ready", "Wait until its pods are ready");
	return endpoints.toSorted((a, b) => Number(failed.has(a.pod)) - Number(failed.has(b.pod)));
};
const isReady = ({ metadata, status }) => metadata?.deletionTimestamp === void 0 && status?.phase === "Running" && (status.conditions ?? []).some(({ type, status }) => type === "Ready" && status === "True");
const namedPort = ({ spec }, name) => spec?.containers.flatMap(({ ports = [] }) => ports).find((port) => port.name === name)?.containerPort;
const unreachable = ({ namespace, name }, why, hint) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("CLUSTER_FAILED", `Cannot reach Service "${name}" in namespace "${namespace}": ${why}`, { hint });
// src/edge/cluster/web-socket.ts
/** Headers of the request that opens one. */
const handshakeHeaders = (protocol) => ({
	connection: "Upgrade",
	upgrade: "websocket",
	"sec-websocket-version": "13",
	"sec-websocket-key": (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.randomBytes)(16).toString("base64"),
	"sec-websocket-protocol": protocol
});
/** Speaks over a connection that was upgraded; `head` is what came with the answer. */
const openWebSocket = (socket, head) => {
	if (head.length > 0) socket.unshift(head);
	socket.on("error", () => void 0);
	const write = (frame) => {
		if (socket.destroyed || socket.write(frame)) return Promise.resolve();
		return new Promise((resolve) => {
			const done = () => {
				socket.off("drain", done);
				socket.off("close", done);
				resolve();
			};
			socket.on("drain", done);
			socket.on("close", done);
		});
	};
	return {
		messages: readMessages(socket, (payload) => void write(frameOf(PONG, payload))),
		send: (...parts) => write(frameOf(BINARY, ...parts)),
		close: () => {
			if (!socket.destroyed) socket.end(frameOf(CLOSE, NORMAL), () => socket.destroy());
		}
	};
};
const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const NORMAL = Buffer.of(3, 232);
/** Of one message, in bytes: the API server sends 32 KiB at most. */
const MAX_MESSAGE = 16777216;
/** What a client sends is masked, so that no proxy takes it for something else. */
const frameOf = (opcode, ...parts) => {
	const payload = Buffer.concat(parts);
	const { length } = payload;
	const mask = (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.randomBytes)(4);
	const size = length < 126 ? Buffer.of(128 | length) : length < 65536 ? Buffer.alloc(3) : Buffer.alloc(9);
	if (size.length === 3) size.writeUInt16BE(length, 1);
	if (size.length === 9) size.writeBigUInt64BE(BigInt(length), 1);
	if (size.length > 1) size[0] = 128 | (size.length === 3 ? 126 : 127);
	for (let i = 0; i < length; i += 1) payload[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
	return Buffer.concat([
		Buffer.of(128 | opcode),
		size,
		mask,
		payload
	]);
};
async function* readMessages(socket, pong) {
	let parts = [];
	for await (const { final, opcode, payload } of readFrames(socket)) {
		if (opcode === CLOSE) return;
		if (opcode === PING) pong(payload);
		else if (opcode <= BINARY) {
			if (opcode !== CONTINUATION) parts = [];
			parts.push(payload);
			if (final) yield parts.length === 1 ? payload : Buffer.concat(parts);
		}
	}
}
async function* readFrames(socket) {
	let pending = Buffer.alloc(0);
	for await (const chunk of socket) {
		pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
		for (let frame = takeFrame(pending); frame !== void 0; frame = takeFrame(pending)) {
			pending = pending.subarray(frame.size);
			yield frame;
		}
	}
}
const takeFrame = (bytes) => {
	if (bytes.length < 2) return void 0;
	const [first = 0, second = 0] = bytes;
	const short = second & 127;
	const start = short < 126 ? 2 : short === 126 ? 4 : 10;
	if (bytes.length < start) return void 0;
	const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
	if (length > MAX_MESSAGE) throw new Error("A frame of the WebSocket is too long");
	if (bytes.length < start + length) return void 0;
	const payload = bytes.subarray(start, start + length);
	return {
		final: (first & 128) !== 0,
		opcode: first & 15,
		payload,
		size: start + length
	};
};
// src/edge/cluster/forward.ts
/**
* Opens a port on loopback; each connection to it goes through the API server to a ready pod of the Service. When a pod
* goes away, the next connection takes another. Throws CLUSTER_FAILED when there is none to begin with. Ends with the
* signal.
*/
const openServiceForward = async (connection, service, signal) => {
	const endpoints = openEndpoints(connection, service, signal);
	(await dial(connection, endpoints, service.namespace, signal))?.webSocket.close();
	const sockets = /* @__PURE__ */ new Set();
	const server = (0,node_net__WEBPACK_IMPORTED_MODULE_4__.createServer)({ pauseOnConnect: true }, (socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		socket.on("error", () => void 0);
		carry(connection, endpoints, socket, service.namespace, signal).finally(() => socket.destroy());
	});
	const close = () => {
		server.close();
		for (const socket of sockets) socket.destroy();
	};
	signal.addEventListener("abort", close, { once: true });
	return {
		address: await listen(server),
		close
	};
};
const listen = async (server) => {
	server.listen(0, "127.0.0.1");
	await (0,node_events__WEBPACK_IMPORTED_MODULE_5__.once)(server, "listening");
	server.unref();
	return `127.0.0.1:${server.address().port}`;
};
const openEndpoints = (connection, wanted, signal) => {
	const failed = /* @__PURE__ */ new Set();
	let known;
	const ask = async () => {
		const { namespace, name } = wanted;
		const { json } = await connection.ask({
			attempt: {
				verb: "get",
				what: `Service "${name}"`,
				namespace
			},
			method: "GET",
			path: (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__._)(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__.p, namespace, name),
			signal
		});
		const service = json;
		const query = {
			namespace,
			labelSelector: podSelector(service, wanted)
		};
		const { items } = await (0,_list_O3grd6Mt_js__WEBPACK_IMPORTED_MODULE_3__.t)(connection, _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__.u, query, signal);
		return endpointsOf(service, items, wanted, failed);
	};
	return {
		find: () => {
			const asking = known ?? ask();
			known = asking;
			asking.catch(() => {
				if (known === asking) known = void 0;
			});
			return asking;
		},
		failed: ({ pod }) => {
			failed.add(pod);
			known = void 0;
		}
	};
};
/** How often a connection is tried, each time to another pod where there is one; all in all for some seconds. */
const MAX_TRIES = 8;
const carry = async (connection, endpoints, socket, namespace, signal) => {
	for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
		const tunnel = await dial(connection, endpoints, namespace, signal).catch(() => void 0);
		if (tunnel !== void 0 && await pump(socket, tunnel)) return;
		if (tunnel !== void 0) endpoints.failed(tunnel.endpoint);
		if (socket.destroyed || signal.aborted) return;
		await connection.clock.sleep((0,_list_O3grd6Mt_js__WEBPACK_IMPORTED_MODULE_3__.l)(tries, void 0, Math.random()), signal).catch(() => void 0);
	}
};
const dial = async (connection, endpoints, namespace, signal) => {
	const [endpoint] = await endpoints.find();
	if (endpoint === void 0) return void 0;
	try {
		const { socket, head } = await connection.upgrade({
			attempt: {
				verb: "forward a port to",
				what: `Pod "${endpoint.pod}"`,
				namespace
			},
			method: "GET",
			path: `${(0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__._)(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__.u, namespace, endpoint.pod)}/portforward`,
			query: { ports: String(endpoint.port) },
			headers: {
				accept: "*/*",
				...handshakeHeaders("v4.channel.k8s.io")
			},
			signal
		});
		return {
			endpoint,
			webSocket: openWebSocket(socket, head)
		};
	} catch (error) {
		if ((0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_2__.y)(error) !== void 0) endpoints.failed(endpoint);
		throw error;
	}
};
/** Channels of the one port that is forwarded; the first message on each is the port's number. */
const DATA = 0;
const ERROR = 1;
const DATA_CHANNEL = Buffer.of(DATA);
/** Carries bytes both ways until one side ends. False: the pod refused before a byte was taken from the client. */
const pump = async (socket, { webSocket }) => {
	const opened = /* @__PURE__ */ new Set();
	let upward;
	try {
		for await (const message of webSocket.messages) {
			const channel = message[0] ?? ERROR;
			const payload = message.subarray(1);
			if (!opened.has(channel)) opened.add(channel);
			else if (channel === DATA) {
				if (!socket.write(payload)) await drained(socket);
			} else if (payload.length > 0) return upward !== void 0;
			if (opened.size === 2) upward ??= sendAll(socket, webSocket);
			if (socket.destroyed) return true;
		}
		return upward !== void 0;
	} catch {
		return upward !== void 0;
	} finally {
		webSocket.close();
		if (upward !== void 0) socket.end();
	}
};
const drained = (socket) => Promise.race([(0,node_events__WEBPACK_IMPORTED_MODULE_5__.once)(socket, "drain"), (0,node_events__WEBPACK_IMPORTED_MODULE_5__.once)(socket, "close")]).catch(() => void 0);
const sendAll = async (socket, webSocket) => {
	try {
		for await (const chunk of socket) await webSocket.send(DATA_CHANNEL, chunk);
	} catch {}
	webSocket.close();
};



/***/ }),

/***/ 8350:
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
/* harmony import */ var _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6295);
/* harmony import */ var _address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4887);


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
const isTransient = (setback) => setback.kind === "failure" ? (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_1__.i)(setback.code) : TRANSIENT_STATUSES.has(setback.status) || setback.status >= 500 && setback.retryAfter !== void 0;
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
			path: (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_0__._)(resource, query.namespace),
			query: {
				...selectorsOf(query),
				limit: limit?.toString(),
				continue: next
			},
			headers: (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_1__.t)(new URL(connection.target.server).hostname) ? {} : { "accept-encoding": "gzip" },
			signal
		});
		return json;
	} catch (error) {
		if (next !== void 0 && (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_0__.v)(error, 410)) return void 0;
		throw error;
	}
};



/***/ })

};
