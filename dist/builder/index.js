import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 67:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 30:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 75:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 753:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(995);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(455);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(598);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(474);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(522);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(760);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(67);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(30);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(75);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(500);










// src/core/oci/digest.ts
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Returns the OCI digest of `bytes`. */
const digestOf = (bytes) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_2__.createHash)("sha256").update(bytes).digest("hex")}`;
/** Tells whether `text` is a digest in the one algorithm we write and read. */
const isDigest = (text) => DIGEST.test(text);
// src/core/build/job/plan.ts
/** The kubelet keeps 4,096 bytes of a message, and its last ones. */
const MAX_MESSAGE = 1e3;
/** Writes a message as one line of at most 1,000 bytes. */
const formatMessage = (message) => {
	if (message.kind === "layer") return JSON.stringify(message);
	for (let length = MAX_MESSAGE;; length = Math.floor(length * SHORTER)) {
		const { hint } = message;
		const cut = (text) => text.length > length ? `${text.slice(0, length)}…` : text;
		const text = JSON.stringify({
			...message,
			message: cut(message.message),
			...hint && { hint: cut(hint) }
		});
		if (Buffer.byteLength(text) <= MAX_MESSAGE) return text;
	}
};
const SHORTER = .7;
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
// src/core/oci/media-types.ts
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
const OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_SCHEMA_1 = /^application\/vnd\.docker\.distribution\.manifest\.v1\+/;
/**
* All manifest types we can read. Always sent whole: distribution 2.8 answers 404 for an OCI manifest that exists when
* the Accept header does not name its type.
*/
const MANIFEST_ACCEPT = [
	OCI_INDEX,
	OCI_MANIFEST,
	DOCKER_LIST,
	DOCKER_MANIFEST
].join(", ");
// src/core/oci/tar.ts
/**
* 1980-01-01T00:00:01Z, the modification time of all we write, in seconds: at 0 Python's zipfile fails and every .pyc
* counts as stale.
*/
const MTIME = 315532801;
/** The two empty blocks that end an archive. */
const END_OF_ARCHIVE = /* @__PURE__ */ new Uint8Array(1024);
/**
* Returns the header blocks of `entry`: ustar, with a pax record before it where ustar has no room or no letters for a
* name. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
*/
const tarHeader = (entry) => {
	const records = paxRecords(entry);
	if (records === "") return ustar(entry);
	const body = Buffer.from(records);
	const head = ustar({
		...entry,
		type: "file",
		path: "PaxHeader",
		size: body.length,
		mode: 420
	}, "x");
	return Buffer.concat([
		head,
		body,
		padding(body.length),
		ustar(entry)
	]);
};
/** Returns the zeros that fill `size` bytes up to whole blocks. */
const padding = (size) => new Uint8Array((512 - size % 512) % 512);
const NAME_LENGTH = 100;
const PREFIX_LENGTH = 155;
const paxRecords = ({ path, target = "", size }) => (fits(path) ? "" : paxRecord("path", path)) + (isPlain(target) && target.length <= NAME_LENGTH ? "" : paxRecord("linkpath", target)) + (size < 8 ** 11 ? "" : paxRecord("size", String(size)));
/** `<length> <key>=<value>\n`, where the length counts its own digits too, in bytes. */
const paxRecord = (key, value) => {
	const rest = Buffer.byteLength(` ${key}=${value}\n`);
	let length = rest + String(rest).length;
	while (String(length).length + rest !== length) length = rest + String(length).length;
	return `${length} ${key}=${value}\n`;
};
const fits = (path) => isPlain(path) && splitPath(path) !== void 0;
const isPlain = (text) => /^[\x20-\x7e]*$/.test(text);
/** Splits at a slash so that both parts have room; undefined when no slash does. */
const splitPath = (path) => {
	if (path.length <= NAME_LENGTH) return {
		prefix: "",
		name: path
	};
	const slash = path.slice(0, -1).lastIndexOf("/", PREFIX_LENGTH);
	const name = path.slice(slash + 1);
	return slash <= 0 || name.length > NAME_LENGTH ? void 0 : {
		prefix: path.slice(0, slash),
		name
	};
};
const TYPE_FLAG = {
	file: "0",
	symlink: "2",
	directory: "5"
};
const ustar = (entry, flag = TYPE_FLAG[entry.type]) => {
	const block = Buffer.alloc(512);
	const { prefix, name } = (isPlain(entry.path) ? splitPath(entry.path) : void 0) ?? {
		prefix: "",
		name: shorten(entry.path)
	};
	block.write(name, 0, NAME_LENGTH, "latin1");
	writeOctal(block, entry.mode, 100, 8);
	writeOctal(block, entry.uid, 108, 8);
	writeOctal(block, entry.gid, 116, 8);
	writeOctal(block, entry.size < 8 ** 11 ? entry.size : 0, 124, 12);
	writeOctal(block, MTIME, 136, 12);
	block.fill(" ", 148, 156);
	block.write(flag, 156, "latin1");
	if (flag === TYPE_FLAG.symlink) block.write(shorten(entry.target ?? ""), 157, NAME_LENGTH, "latin1");
	block.write("ustar\0", 257, "latin1");
	block.write("00", 263, "latin1");
	block.write(prefix, 345, PREFIX_LENGTH, "latin1");
	writeOctal(block, block.reduce((sum, byte) => sum + byte, 0), 148, 7);
	return block;
};
/** What a reader without pax sees of a name that does not fit. */
const shorten = (text) => text.replaceAll(/[^\x20-\x7e]/g, "_").slice(0, NAME_LENGTH);
const writeOctal = (block, value, offset, length) => {
	block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, offset, length, "latin1");
};
// src/core/oci/layer.ts
/**
* Packs `entries`, in their order, as a gzipped tar layer. Equal entries give equal bytes on every machine and official
* build of Node; only the diffId is promised beyond that, so nothing is decided by the compressed bytes.
*/
const packLayer = async (entries, level = 6) => {
	const packer = openPacker(level);
	for await (const chunk of writeTar(entries)) await packer.write(chunk);
	return packer.close();
};
/** Gives the bytes of a tar of `entries`, in their order; each file is read when it is its turn. */
async function* writeTar(entries) {
	for (const { entry, read } of entries) {
		yield tarHeader(entry);
		if (entry.type !== "file") continue;
		const bytes = await read?.() ?? /* @__PURE__ */ new Uint8Array();
		if (bytes.length !== entry.size) throw new Error(`"${entry.path}" has ${bytes.length} bytes, not ${entry.size}`);
		yield bytes;
		yield padding(bytes.length);
	}
	yield END_OF_ARCHIVE;
}
const openPacker = (level) => {
	const gzip = (0,node_zlib__WEBPACK_IMPORTED_MODULE_4__.createGzip)({
		level,
		memLevel: 8,
		windowBits: 15
	});
	const diffId = (0,node_crypto__WEBPACK_IMPORTED_MODULE_2__.createHash)("sha256");
	const chunks = [];
	gzip.on("data", (chunk) => chunks.push(chunk));
	return {
		write: async (bytes) => {
			if (bytes.length === 0) return;
			diffId.update(bytes);
			if (!gzip.write(bytes)) await (0,node_events__WEBPACK_IMPORTED_MODULE_3__.once)(gzip, "drain");
		},
		close: async () => {
			await ended(gzip);
			return layerOf(withFixedHeader(Buffer.concat(chunks)), diffId);
		}
	};
};
const ended = async (gzip) => {
	const end = (0,node_events__WEBPACK_IMPORTED_MODULE_3__.once)(gzip, "end");
	gzip.end();
	await end;
};
/** Byte 9 of a gzip header names the system that packed it, 255 is "unknown". https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
const withFixedHeader = (bytes) => {
	bytes[9] = 255;
	return bytes;
};
const layerOf = (bytes, diffId) => {
	return {
		descriptor: {
			mediaType: OCI_LAYER_GZIP,
			digest: digestOf(bytes),
			size: bytes.length
		},
		diffId: `sha256:${diffId.digest("hex")}`,
		bytes
	};
};
// src/core/image/content.ts
/** Orders paths by their UTF-8 bytes, as tar readers and other languages do; JavaScript's own order is UTF-16's. */
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
// src/core/image/layers.ts
/** Where a function's code and dependencies live in its image; the working directory of every phase. */
const FUNCTION_ROOT = "kubeless";
/** The user that functions and phases run as, and its group. */
const FUNCTION_USER = 1e3;
/** Packs `files` below `root`, as {@link layerEntries} lists them. */
const packFiles = (root, files) => packLayer(layerEntries(root, files));
/**
* Lists the entries of a layer with `files` below `root`. Every layer of ours begins with the same entry for /kubeless,
* writable by the function's user, since the last layer that has an entry decides a folder's owner and mode; all below
* it belongs to `owner`: root, but where a phase runs.
*/
const layerEntries = (root, files, owner = 0) => {
	const entries = /* @__PURE__ */ new Map([[`${FUNCTION_ROOT}/`, { entry: FUNCTION_FOLDER }]]);
	for (const file of [...files].sort((a, b) => byBytes(a.path, b.path))) {
		const path = `${root}/${file.path}`;
		for (const parent of parentsOf(path)) if (!entries.has(parent)) entries.set(parent, { entry: folder(parent, owner) });
		if (entries.has(path) || entries.has(`${path}/`)) throw new ActionError("BUILD_FAILED", `Cannot pack "${file.path}": it is there twice, as a file and as a folder or file`);
		entries.set(path, layerEntry(path, file, owner));
	}
	return [...entries.values()];
};
const FUNCTION_FOLDER = {
	type: "directory",
	path: `${FUNCTION_ROOT}/`,
	mode: 509,
	uid: FUNCTION_USER,
	gid: FUNCTION_USER,
	size: 0
};
const folder = (path, owner) => ({
	type: "directory",
	path,
	mode: 493,
	uid: owner,
	gid: owner,
	size: 0
});
/** `a/b/c` → `a/`, `a/b/`. */
const parentsOf = (path) => {
	const parts = path.split("/").slice(0, -1);
	return parts.map((_, index) => `${parts.slice(0, index + 1).join("/")}/`);
};
const layerEntry = (path, file, owner) => {
	const owned = {
		path,
		uid: owner,
		gid: owner
	};
	if (file.type === "symlink") return { entry: {
		...owned,
		type: "symlink",
		mode: 511,
		size: 0,
		target: file.target
	} };
	return {
		entry: {
			...owned,
			type: "file",
			mode: file.executable ? 493 : 420,
			size: file.size
		},
		read: file.read
	};
};
// src/core/image/unfit.ts
/** Says why an entry called `name` cannot go into a layer; undefined when it can. `path` is for the message. */
const unfitName = (name, path) => {
	if (name.startsWith(".wh.")) return `"${path}" would delete a file of the base image: names may not begin with .wh.`;
	return name.includes("�") ? `the name of "${path}" is not UTF-8` : void 0;
};
/** Says that an entry is a device, a socket or the like. */
const unfitKind = (path) => `"${path}" is neither a file, a folder nor a link`;
/** Says why a link that ends at `end` cannot go into a layer; undefined when it can. */
const unfitLink = (path, target, end) => end === "inside" ? void 0 : `"${path}" links to "${target}", ${WHY[end]}`;
const WHY = {
	absolute: "an absolute path",
	missing: "which is not there",
	outside: "outside of what was installed"
};
// src/edge/builder/collect.ts
/**
* Lists what a phase left below `root`, sorted by bytes. Files are hashed now and read again when they are packed.
* Owners, times, setuid bits and all of the mode but the owner's execute bit stay behind, hard links become files.
*/
const collectFiles = async (root, options) => {
	const wanted = (await walk(root, "", options)).filter(({ path }) => !options.leaveOut.has(path));
	const files = [];
	for (let from = 0; from < wanted.length; from += AT_ONCE) {
		options.signal.throwIfAborted();
		const some = wanted.slice(from, from + AT_ONCE);
		files.push(...await Promise.all(some.map((entry) => fileEntry(root, entry, options))));
	}
	return files.sort((a, b) => byBytes(a.path, b.path));
};
/** Files open at the same time. */
const AT_ONCE = 32;
const walk = async (root, folder, options) => {
	options.signal.throwIfAborted();
	const found = [];
	for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(root, folder), { withFileTypes: true })) {
		const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
		checkName(entry.name, path, options);
		if (entry.isDirectory()) for (const below of await walk(root, path, options)) found.push(below);
		else found.push({
			path,
			entry
		});
	}
	return found;
};
const checkName = (name, path, { refuse }) => {
	const why = unfitName(name, path);
	if (why !== void 0) throw refuse(why);
};
const fileEntry = async (root, { path, entry }, options) => {
	const file = (0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(root, path);
	if (entry.isSymbolicLink()) return {
		type: "symlink",
		path,
		target: await checkedTarget(root, path, options)
	};
	if (!entry.isFile()) throw options.refuse(unfitKind(path));
	const [{ mode }, bytes] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(file), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file)]);
	return {
		type: "file",
		path,
		executable: (mode & OWNER_EXECUTES) !== 0,
		size: bytes.length,
		digest: digestOf(bytes),
		read: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file)
	};
};
const OWNER_EXECUTES = 64;
const checkedTarget = async (root, path, { refuse }) => {
	const target = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readlink)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(root, path));
	const why = unfitLink(path, target, (0,node_path__WEBPACK_IMPORTED_MODULE_5__.isAbsolute)(target) ? "absolute" : await endOf(root, path));
	if (why !== void 0) throw refuse(why);
	return target;
};
const endOf = async (root, path) => {
	const place = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(root, path)).catch(() => void 0);
	if (place === void 0) return "missing";
	return place === root || place.startsWith(root + node_path__WEBPACK_IMPORTED_MODULE_5__.sep) ? "inside" : "outside";
};
// src/core/oci/reference.ts
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const DOCKER_HUB = "docker.io";
/** Writes `repository` the way users and container runtimes read it. */
const formatRepository = ({ registry, path }) => `${registry}/${path}`;
/** Writes `reference` whole: `host/path:tag@sha256:…`, leaving out what it lacks. */
const formatReference = (reference) => formatRepository(reference) + (reference.tag === void 0 ? "" : `:${reference.tag}`) + (reference.digest === void 0 ? "" : `@${reference.digest}`);
// src/core/registry/mirrors.ts
/** Returns where `repository` is pulled from; of several mirrors the one with the longest `from` counts. */
const mirrored = (mirrors, repository) => {
	const name = formatRepository(repository);
	const [mirror] = mirrors.filter(({ from }) => name === from || name.startsWith(`${from}/`)).toSorted((a, b) => b.from.length - a.from.length);
	if (mirror === void 0) return repository;
	const moved = mirror.to + name.slice(mirror.from.length);
	const slash = moved.indexOf("/");
	return {
		registry: moved.slice(0, slash),
		path: moved.slice(slash + 1)
	};
};
// src/core/registry/redact.ts
/** Shorter ones would take letters out of ordinary words. */
const SHORTEST = 4;
const openRedactor = () => {
	const forms = /* @__PURE__ */ new Set();
	return {
		learn: (secret) => {
			if (secret.length < SHORTEST) return;
			for (const form of [
				secret,
				encodeURIComponent(secret),
				JSON.stringify(secret).slice(1, -1),
				...inBase64(secret)
			]) forms.add(form);
		},
		clean: (text) => [...forms].sort((a, b) => b.length - a.length).reduce((cleaned, form) => cleaned.replaceAll(form, "***"), text)
	};
};
/** What is left of a secret in base64 of a longer text, at each of the three places where it can begin. */
const inBase64 = (secret) => [
	0,
	1,
	2
].flatMap((before) => {
	const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
	const own = bytes.toString("base64").replace(/=+$/, "").slice(Math.ceil(before * 8 / 6), bytes.length % 3 === 0 ? void 0 : -1);
	return own.length < 8 ? [] : [own, own.replaceAll("+", "-").replaceAll("/", "_")];
});
// src/core/registry/refusal.ts
/** A registry's answer that was not one of those asked for: the cause of the REGISTRY_FAILED that a user sees. */
var RegistryRefusal = class extends Error {
	name = "RegistryRefusal";
	facts;
	constructor(facts) {
		super(`${facts.method} ${facts.what}: ${facts.status}${faultText(facts.faults)}`);
		this.facts = facts;
	}
	get status() {
		return this.facts.status;
	}
	/** Tells whether the registry gave one of `codes`. */
	has(...codes) {
		return this.facts.faults.some(({ code }) => codes.includes(code));
	}
};
/** Blobs that the registry says it lacks, when that is why a manifest was refused; else none. */
const missingBlobs = (error) => {
	const faults = refusalIn(error)?.facts.faults.filter(({ code }) => code === "MANIFEST_BLOB_UNKNOWN" || code === "BLOB_UNKNOWN");
	return [...new Set((faults ?? []).flatMap(({ digests }) => digests))];
};
/** Tells whether somebody who is logged in was denied, or whether what was asked for is hidden from all. */
const isDenial = ({ status, facts }) => (status === 401 || status === 403) && facts.rejected !== true;
/** Finds the registry's answer behind `error`. */
const refusalIn = (error) => {
	if (error instanceof RegistryRefusal) return error;
	return error instanceof Error && error.cause !== void 0 ? refusalIn(error.cause) : void 0;
};
/** Longest text of a server that is shown, in characters. */
const MAX_SHOWN = 300;
/** Reads an error body: the spec's form, those of token servers, or a line of plain text. Pages of HTML say nothing. */
const parseFaults = (body, contentType) => {
	const text = Buffer.from(body).toString("utf8").trim();
	const json = parseJson(text);
	if (json !== void 0) return faultsOf(json);
	return text === "" || text.startsWith("<") || contentType?.includes("html") === true ? [] : [{
		code: "",
		message: shown(text.split("\n")[0] ?? ""),
		digests: []
	}];
};
const parseJson = (text) => {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
};
const faultsOf = (json) => {
	if (!isObject$1(json)) return [];
	const { errors } = json;
	if (Array.isArray(errors)) return errors.slice(0, 100).filter(isObject$1).map(faultOf);
	const code = typeof json["error"] === "string" ? json["error"] : json["code"];
	const message = json["error_description"] ?? json["message"] ?? json["details"] ?? "";
	const fault = faultOf({
		code,
		message
	});
	return fault.code === "" && fault.message === "" ? [] : [fault];
};
const faultOf = ({ code, message, detail }) => {
	const said = typeof message === "string" ? message : "";
	const more = typeof detail === "string" ? detail : detailMessage(detail);
	return {
		code: typeof code === "string" ? shown(code) : "",
		message: shown(more === "" || said.includes(more) ? said : `${said} (${more})`),
		digests: `${said} ${JSON.stringify(detail) ?? ""}`.match(/sha256:[0-9a-f]{64}/g) ?? []
	};
};
const detailMessage = (detail) => {
	if (!isObject$1(detail) || Array.isArray(detail)) return "";
	const found = detail["Err"] ?? detail["message"] ?? detail["error"];
	return typeof found === "string" ? found : JSON.stringify(detail);
};
const faultText = (faults) => {
	const [fault] = faults;
	if (fault === void 0) return "";
	const { code, message } = fault;
	return ` ${code === "" || message === "" ? `${code}${message}` : `${code}: ${message}`}`;
};
const shown = (text) => {
	const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
	return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN)}…` : clean;
};
const isObject$1 = (value) => typeof value === "object" && value !== null;
// src/core/registry/challenge.ts
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAM = new RegExp(`[\\s,]*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, "y");
const SCHEME = new RegExp(`[\\s,]*(${TOKEN})(?=[\\s,]|$)`, "y");
/** What Negotiate and NTLM put in the place of parameters. */
const TOKEN68 = /[ \t]+[A-Za-z0-9._~+/-]+=*(?=\s*(?:,|$))/y;
/** Reads WWW-Authenticate headers, however many challenges each holds; what cannot be read is passed over. */
const parseChallenges = (headers) => headers.flatMap(parseHeader);
/** Picks the challenge to answer: Bearer before Basic, since who offers both means tokens. */
const pickChallenge = (challenges) => {
	const bearer = challenges.find(({ scheme, params }) => scheme === "bearer" && params["realm"]);
	if (bearer !== void 0) {
		const { realm = "", service, scope = "" } = bearer.params;
		return {
			kind: "bearer",
			realm,
			service,
			scopes: scope.split(/\s+/).filter((word) => word !== "")
		};
	}
	return challenges.some(({ scheme }) => scheme === "basic") ? { kind: "basic" } : void 0;
};
const parseHeader = (header) => {
	const challenges = [];
	let at = 0;
	const take = (pattern) => {
		pattern.lastIndex = at;
		const match = pattern.exec(header);
		if (match === null) return void 0;
		at = pattern.lastIndex;
		return match;
	};
	while (at < header.length) {
		const current = challenges.at(-1);
		const param = current === void 0 ? void 0 : take(PARAM);
		if (current !== void 0 && param !== void 0) {
			const name = (param[1] ?? "").toLowerCase();
			if (!Object.hasOwn(current.params, name)) current.params[name] = valueOf(param);
			continue;
		}
		const scheme = take(SCHEME);
		if (scheme === void 0) {
			at += 1;
			continue;
		}
		challenges.push({
			scheme: (scheme[1] ?? "").toLowerCase(),
			params: Object.create(null)
		});
		take(TOKEN68);
	}
	return challenges;
};
const valueOf = ([, , quoted, bare]) => quoted?.replaceAll(/\\(.)/g, "$1") ?? bare ?? "";
// src/core/registry/scopes.ts
/** Writes scopes as a token server reads them, those with push first: some servers look at the first one only. */
const formatScopes = (scopes) => [...scopes.filter(({ push }) => push), ...scopes.filter(({ push }) => !push)].map(({ path, push }) => `repository:${path}:${push ? "pull,push" : "pull"}`);
/** Makes groups of at most {@link GROUP_SIZE}, filled when the first of their members is asked for. */
const scopeGroups = () => {
	const waiting = /* @__PURE__ */ new Map();
	const grouped = /* @__PURE__ */ new Map();
	const known = /* @__PURE__ */ new Map();
	const fill = (first) => {
		waiting.delete(first.path);
		const rest = [...waiting.values()].toSorted((a, b) => Number(b.push) - Number(a.push)).slice(0, 39);
		const group = [first, ...rest];
		for (const { path } of rest) waiting.delete(path);
		for (const { path } of group) grouped.set(path, group);
		return group;
	};
	return {
		expect: (scopes) => {
			for (const scope of scopes) {
				const before = known.get(scope.path);
				if (before !== void 0 && (before.push || !scope.push)) continue;
				known.set(scope.path, scope);
				waiting.set(scope.path, scope);
				grouped.delete(scope.path);
			}
		},
		groupOf: (path) => {
			const scope = waiting.get(path);
			return scope === void 0 ? grouped.get(path) : fill(scope);
		},
		pushes: (path) => known.get(path)?.push === true
	};
};
// src/edge/registry/accounts.ts
/** Sorts repositories by their credentials, since only those with the same one can share a token. */
const openAccounts = (credentials) => {
	const accounts = /* @__PURE__ */ new Map();
	const pushed = /* @__PURE__ */ new Set();
	let unsorted = [];
	const find = async ({ registry, path }, signal) => {
		const credential = await credentials.find({
			registry,
			path
		}, signal);
		const id = `${registry} ${credential.source ?? ""}`;
		const account = accounts.get(id) ?? {
			id,
			credential,
			groups: scopeGroups()
		};
		accounts.set(id, account);
		return account;
	};
	const sort = async (registry, signal) => {
		const mine = unsorted.filter(({ repository }) => repository.registry === registry);
		const owners = await Promise.all(mine.map(({ repository }) => find(repository, signal)));
		mine.forEach(({ repository: { path }, push }, index) => owners[index]?.groups.expect([{
			path,
			push
		}]));
		const sorted = new Set(mine);
		unsorted = unsorted.filter((access) => !sorted.has(access));
	};
	return {
		expect: (access) => {
			unsorted = [...unsorted, ...access];
			for (const { repository, push } of access) if (push) pushed.add(formatRepository(repository));
		},
		of: async (repository, signal) => {
			await sort(repository.registry, signal);
			return find(repository, signal);
		},
		pushes: (repository) => pushed.has(formatRepository(repository))
	};
};
// src/core/registry/target.ts
/** Returns the target of an address of our own making. */
const targetOf = (address) => resolveLocation(void 0, address);
/**
* Resolves a Location header: relative, absolute, or a host without a scheme. Upload sessions carry state in the query,
* which is therefore kept byte for byte. Undefined when it is no address.
* https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
*/
const resolveLocation = (base, location) => {
	const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(location) || !startsWithHost(location) ? location : `//${location}`;
	const url = URL.parse(text, base?.href);
	if (url === null) return void 0;
	const [, query] = /\?([^#]*)/.exec(text) ?? [];
	return {
		url,
		path: query === void 0 ? url.pathname : `${url.pathname}?${query}`
	};
};
/** Returns `target` with one more query parameter; what is there stays as it is. */
const withParam = ({ url, path }, name, value) => ({
	url,
	path: `${path}${path.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`
});
/** Names the target in messages: no scheme, no query, since queries hold upload state and signatures. */
const describeTarget = ({ url, path }) => `${url.host}${path.split("?")[0] ?? ""}`;
const startsWithHost = (text) => /^(?:localhost|\[[0-9a-f:.]+\]|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?=:\d))(?::\d+)?\//i.test(text);
// src/core/connection.ts
/** Node's codes for failures of a connection that may be different the next time. */
const PASSING = /* @__PURE__ */ new Set([
	"ECONNRESET",
	"ECONNREFUSED",
	"ECONNABORTED",
	"EPIPE",
	"ETIMEDOUT",
	"EAI_AGAIN",
	"ENETUNREACH",
	"EHOSTUNREACH"
]);
/** Tells whether a connection that failed with `code` may fare better later. */
const isPassing = (code) => PASSING.has(code);
// src/core/registry/retry.ts
/** Statuses that may be different the next time; 499 and 522 are what proxies answer for an upstream that hung up. */
const RETRIED_STATUSES = /* @__PURE__ */ new Set([
	408,
	429,
	499,
	500,
	502,
	503,
	504,
	522
]);
/** The first wait between two attempts, in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 400;
const isRetriedStatus = (status) => RETRIED_STATUSES.has(status);
const isRetriedCode = isPassing;
/**
* Reads Retry-After, seconds or an HTTP date, as milliseconds from `now`.
* https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
*/
const parseRetryAfter = (header, now) => {
	const text = header?.trim() ?? "";
	if (/^\d{1,9}$/.test(text)) return Number(text) * 1e3;
	const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
};
/** Decides about another attempt. What the server asks for is waited for whole or not at all, never shortened. */
const nextTry = ({ attempts, maxAttempts, elapsed, budget, retryAfter, jitter }) => {
	const wait = retryAfter ?? Math.round(FIRST_WAIT * 2 ** (attempts - 1) * (.5 + jitter / 2));
	if (elapsed + wait > budget) {
		const asked = `The server asks to wait ${seconds(wait)}, with the limit at ${seconds(budget)} for one request`;
		return {
			again: false,
			why: retryAfter === void 0 ? gaveUp(attempts) : asked
		};
	}
	return attempts < maxAttempts ? {
		again: true,
		wait
	} : {
		again: false,
		why: gaveUp(attempts)
	};
};
const gaveUp = (attempts) => attempts > 1 ? `Gave up after ${attempts} attempts` : void 0;
const seconds = (milliseconds) => `${Math.ceil(milliseconds / 1e3)} s`;
// src/edge/registry/limits.ts
const LIMITS = {
	connect: 1e4,
	idle: 3e4,
	request: 12e4,
	blob: 18e5,
	budget: 6e4,
	helper: 1e4
};
/** In bytes. Registries must take manifests of 4 MiB; nobody's is twice that. */
const MAX_MANIFEST = 8388608;
/** Of an answer that is only looked at: errors, token responses. In bytes. */
const MAX_TEXT = 65536;
/** Of a blob that is read whole: a config, or a layer that is to be unpacked. In bytes. */
const MAX_WHOLE_BLOB = 536870912;
// src/edge/registry/answer.ts
/** Reads at most `limit` bytes of `response`, and frees its connection. */
const readAnswer = async (response, limit = MAX_TEXT) => {
	const { status, headers, challenges, target } = response;
	const chunks = [];
	let size = 0;
	for await (const chunk of response.body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > limit) break;
	}
	return {
		status,
		headers,
		challenges,
		target,
		bytes: Buffer.concat(chunks).subarray(0, limit),
		cut: size > limit
	};
};
/** Makes the refusal that an unwanted answer is. */
const refusalOf = (method, answer, about) => new RegistryRefusal({
	method,
	what: describeTarget(answer.target),
	registry: about.repository.registry,
	status: answer.status,
	faults: faultsIn(answer),
	retryAfter: parseRetryAfter(answer.headers["retry-after"], about.now),
	credential: about.credential,
	rejected: about.credential !== void 0 && isRejection(answer)
});
const isRejection = ({ status, challenges }) => {
	const bearer = parseChallenges(challenges).find(({ scheme }) => scheme === "bearer");
	return status === 401 && (bearer === void 0 || bearer.params["error"] === "invalid_token");
};
/** Reads the error body of `answer`. */
const faultsIn = ({ bytes, headers }) => parseFaults(bytes.subarray(0, MAX_TEXT), headers["content-type"]);
// src/core/registry/hosts.ts
/** The host that speaks the protocol for `registry`, where that is another. */
const apiHost = (registry) => registry === "docker.io" ? "registry-1.docker.io" : registry;
const ADVICE = [
	{
		hosts: /^ghcr\.io$/,
		text: /installation not allowed to write organization package/i,
		hint: "Add \"packages: write\" to the job's permissions; runs for forks and Dependabot cannot push",
		final: true
	},
	{
		hosts: /^ghcr\.io$/,
		text: /permission_denied: write_package/i,
		hint: `The package was not made by this repository: Package settings, "Manage Actions access", add this repository with role Write`,
		final: true
	},
	{
		hosts: /^ghcr\.io$/,
		text: /installation not allowed to create organization package/i,
		hint: "Allow members to create packages in the organization's settings, or add \"packages: write\" to the job",
		final: true
	},
	{
		text: /pull rate limit/i,
		hint: "Log in to Docker Hub, or map it to a mirror with option \"image-mirrors\"; waiting takes hours",
		final: true
	},
	{
		hosts: /\.amazonaws\.com(?:\.cn)?$/,
		text: /NAME_UNKNOWN|does not exist/,
		hint: "ECR repositories must exist: make it, or a creation template for create on push, or put all functions into one with option \"repository\"",
		final: true
	},
	{
		text: /HTTP request to an HTTPS server/i,
		hint: "The registry wants TLS: take it out of option \"insecure-registries\"",
		final: true
	},
	{
		text: /no space left on device/i,
		hint: "The disk of the registry is full",
		final: true
	},
	{
		text: /quota|exceeds? the .*limit of storage/i,
		hint: "Free space in the registry, or raise its quota",
		final: true
	},
	{
		text: /project .* not found/i,
		hint: "Make the project in the registry first",
		final: true
	}
];
/** Finds advice on what a registry said. */
const adviceOn = (registry, text) => ADVICE.find((rule) => (rule.hosts === void 0 || rule.hosts.test(registry)) && rule.text.test(text));
/** GitHub says 403 where others say 429. */
const isRateLimit = (status, text) => status === 429 || status === 403 && /secondary rate limit/i.test(text);
// src/core/registry/address.ts
/** Tells whether `host` (as URL.hostname writes it, or with a port) is this computer. */
const isLoopback = (host) => {
	const name = hostnameOf(host);
	return name === "localhost" || name.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(name) || name === "[::1]";
};
/** Tells whether `list` names `host`: with its port, or the host with all its ports. */
const isNamed = (host, list) => list.includes(host) || list.includes(hostnameOf(host));
/**
* Says why a server at `from` may not send us on to `to` (by redirect, Location or token realm), undefined when it may.
* Else a registry could make a run speak to cloud metadata or to services beside it. Hosts in `trusted` may be anywhere.
*/
const refusedTarget = (from, to, trusted) => {
	const known = to.hostname === from.hostname || isNamed(to.host, trusted);
	if (to.protocol !== "http:" && to.protocol !== "https:") return `"${to.protocol}" is neither http nor https`;
	if (to.username !== "" || to.password !== "") return "the address holds credentials";
	if (from.protocol === "https:" && to.protocol === "http:") return "it leads from https to plain http";
	if (known || isLoopback(from.hostname) && isLoopback(to.hostname)) return void 0;
	if (isPrivate(to.hostname)) return `"${to.hostname}" is a private or link-local address`;
	return to.protocol === "http:" ? `"${to.host}" would be spoken to over plain http` : void 0;
};
/** Tells whether `hostname` is a literal address that is not public. URL has brought odd spellings into one form. */
const isPrivate = (hostname) => {
	if (isLoopback(hostname)) return true;
	const v4 = parseV4(hostname);
	if (v4 !== void 0) return isPrivateV4(v4);
	return hostname.startsWith("[") && isPrivateV6(parseV6(hostname.slice(1, -1)));
};
const hostnameOf = (host) => host.toLowerCase().replace(/:\d+$/, "");
const parseV4 = (text) => /^\d+\.\d+\.\d+\.\d+$/.test(text) ? text.split(".").map(Number) : void 0;
const isPrivateV4 = ([a = 0, b = 0, c = 0]) => a === 0 || a === 10 || a === 127 || a >= 224 || a === 100 && b >= 64 && b < 128 || a === 169 && b === 254 || a === 172 && b >= 16 && b < 32 || a === 192 && b === 168 || a === 192 && b === 0 && c === 0 || a === 198 && (b === 18 || b === 19);
/** The eight groups of an address as URL writes it: hex only, at most one `::`. */
const parseV6 = (text) => {
	const [head = "", tail] = text.split("::");
	const groups = (part) => part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
	const [before, after] = [groups(head), groups(tail ?? "")];
	const missing = tail === void 0 ? 0 : 8 - before.length - after.length;
	return [
		...before,
		...Array.from({ length: missing }, () => 0),
		...after
	];
};
const isPrivateV6 = (groups) => {
	const [first = 0, second = 0] = groups;
	const zeros = (count) => groups.slice(0, count).every((group) => group === 0);
	if (zeros(5) && (groups[5] === 65535 || groups[5] === 0)) return isPrivateV4(v4In(groups, 6));
	if (first === 100 && second === 65435) return isPrivateV4(v4In(groups, 6));
	if (first === 8194) return isPrivateV4(v4In(groups, 1));
	return (first & 65024) === 64512 || (first & 65472) === 65152 || (first & 65280) === 65280;
};
const v4In = (groups, at) => [groups[at] ?? 0, groups[at + 1] ?? 0].flatMap((group) => [group >> 8, group & 255]);
// src/edge/registry/http.ts
/** No answer, or only a part of it. */
var HttpFailure = class extends Error {
	name = "HttpFailure";
	method;
	target;
	/** Node's or the system's: ECONNRESET, CERT_HAS_EXPIRED. */
	code;
	constructor({ method, target }, code, cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		super(`${method} ${describeTarget(target)}: ${why}`, { cause });
		this.method = method;
		this.target = target;
		this.code = code;
	}
};
/** Connections to one host at once: more than 16 make a registry on the same computer slower. */
const MAX_CONNECTIONS = {
	loopback: 16,
	elsewhere: 32
};
/**
* Opens a client that keeps connections alive, one agent for each origin. Neither `fetch` nor undici: both close the
* connection after a HEAD, fetch decodes bodies behind our back, and neither knows proxies without being told.
*/
const openHttp = (options) => {
	const agents = /* @__PURE__ */ new Map();
	const ca = options.ca === void 0 ? void 0 : [...tls().getCACertificates("default"), options.ca];
	const agentFor = (url) => {
		const agent = agents.get(url.origin) ?? makeAgent(url, options, ca);
		agents.set(url.origin, agent);
		return agent;
	};
	return {
		send: async (request) => send$1(request, agentFor(request.target.url), options),
		close: () => {
			for (const agent of agents.values()) agent.destroy();
			agents.clear();
		}
	};
};
const secure = () => process.getBuiltinModule("node:https");
const tls = () => process.getBuiltinModule("node:tls");
const makeAgent = (url, { env, routes }, ca) => {
	const local = isLoopback(url.hostname) || routes?.has(url.host) === true;
	const options = {
		keepAlive: true,
		maxSockets: local ? MAX_CONNECTIONS.loopback : MAX_CONNECTIONS.elsewhere,
		...local ? {} : { proxyEnv: env }
	};
	return url.protocol === "https:" ? new (secure()).Agent({
		...options,
		...ca && { ca }
	}) : new node_http__WEBPACK_IMPORTED_MODULE_6__.Agent(options);
};
const send$1 = (request, agent, { limits, observe, routes }) => {
	const { target, signal } = request;
	signal.throwIfAborted();
	const { promise, resolve, reject } = Promise.withResolvers();
	const sent = new Transmission(request, observe);
	const req = open(request, agent, {
		idle: limits.idle,
		route: routes?.get(target.url.host)
	});
	let answer;
	const cut = (why) => (answer ?? req).destroy(Object.assign(new Error(why), { code: "ETIMEDOUT" }));
	req.on("error", (error) => {
		sent.end(0);
		reject(failureOf(request, error));
	});
	req.on("timeout", () => cut(`no byte for ${limits.idle / 1e3} s`));
	req.on("socket", (socket) => {
		const stopTotal = startTimer(request.total, "no end", cut);
		req.once("close", stopTotal);
		if (!socket.connecting) return;
		const stopConnect = startTimer(limits.connect, "no connection", cut);
		req.once("close", stopConnect);
		socket.once(target.url.protocol === "https:" ? "secureConnect" : "connect", stopConnect);
	});
	req.on("response", (res) => {
		answer = res;
		resolve(responseOf(request, {
			req,
			res
		}, sent));
	});
	writeBody(req, request.body, sent);
	return promise;
};
const open = ({ method, target, headers, body, signal }, agent, { idle, route }) => {
	const { protocol } = target.url;
	const length = body === void 0 ? method === "POST" ? 0 : void 0 : "size" in body ? body.size : body.length;
	return (protocol === "https:" ? secure() : node_http__WEBPACK_IMPORTED_MODULE_6__).request({
		agent,
		protocol,
		...addressOf(target.url, route),
		path: target.path,
		method,
		headers: {
			"user-agent": "function-images",
			...route === void 0 ? {} : { host: target.url.host },
			...headers,
			...length === void 0 ? {} : { "content-length": length }
		},
		timeout: idle,
		signal
	});
};
/** Whatever the way, the registry is who its name says: in its Host header and in its certificate. */
const addressOf = (url, route) => {
	const host = url.hostname.replace(/^\[|\]$/g, "");
	if (route === void 0) return {
		hostname: host,
		port: url.port
	};
	const { hostname, port } = new URL(`http://${route}`);
	if (url.protocol === "http:") return {
		hostname,
		port
	};
	return {
		hostname,
		port,
		...(0,node_net__WEBPACK_IMPORTED_MODULE_7__.isIP)(host) === 0 ? { servername: host } : { servername: "" },
		checkServerIdentity: (_name, certificate) => tls().checkServerIdentity(host, certificate)
	};
};
const writeBody = (req, body, sent) => {
	if (body === void 0) req.end();
	else if (!("size" in body)) {
		req.end(body);
		sent.bytesSent = body.length;
	} else {
		const counted = async function* () {
			for await (const chunk of body.chunks) {
				sent.bytesSent += chunk.length;
				yield chunk;
			}
		};
		const chunks = node_stream__WEBPACK_IMPORTED_MODULE_8__.Readable.from(counted(), {
			objectMode: true,
			highWaterMark: 1
		});
		chunks.on("error", (error) => req.destroy(error));
		req.on("close", () => chunks.destroy());
		chunks.pipe(req);
	}
};
const startTimer = (limit, what, cut) => {
	const timer = setTimeout(() => cut(`${what} within ${limit / 1e3} s`), limit);
	return () => clearTimeout(timer);
};
const responseOf = (request, { req, res }, sent) => {
	const status = res.statusCode ?? 0;
	const destroy = () => {
		sent.end(status);
		res.destroy();
	};
	const body = async function* () {
		try {
			for await (const chunk of res) {
				sent.bytesReceived += chunk.length;
				yield chunk;
			}
		} catch (error) {
			throw failureOf(request, error);
		} finally {
			sent.end(status);
			if (!req.writableFinished) req.destroy();
		}
	};
	res.on("error", () => void 0);
	return {
		status,
		headers: res.headers,
		challenges: res.headersDistinct["www-authenticate"] ?? [],
		target: request.target,
		body: body(),
		destroy
	};
};
/** Counts what one request moves, and reports it once. */
var Transmission = class {
	bytesSent = 0;
	bytesReceived = 0;
	#report;
	constructor({ method, target }, observe) {
		const url = `${target.url.origin}${target.path.split("?")[0] ?? ""}`;
		this.#report = (status) => {
			const { bytesSent, bytesReceived } = this;
			observe?.({
				method,
				url,
				status,
				bytesSent,
				bytesReceived
			});
		};
	}
	end(status) {
		this.#report?.(status);
		this.#report = void 0;
	}
};
const failureOf = (request, error) => {
	if (request.signal.aborted) return request.signal.reason;
	if (!(error instanceof Error) || error instanceof HttpFailure || !hasCode(error)) return error;
	return new HttpFailure(request, error.code, error);
};
const hasCode = (error) => "code" in error && typeof error.code === "string";
// src/edge/registry/persist.ts
/** What made us stop trying, beside the last failure itself. */
var GaveUp = class extends Error {
	name = "GaveUp";
};
/** Does `work` until it succeeds, fails for good, or the budget is spent. `work` gets the last attempt's failure. */
const persist = async (work, options) => {
	const { clock, budget, signal, maxAttempts = 5, alsoAgain } = options;
	const started = clock.now();
	let before;
	for (let attempts = 1;; attempts++) {
		signal.throwIfAborted();
		try {
			return await work(before);
		} catch (error) {
			if (signal.aborted || !(mayPass(error) || alsoAgain?.(error) === true)) throw error;
			const elapsed = clock.now() - started;
			const retryAfter = error instanceof RegistryRefusal ? error.facts.retryAfter : void 0;
			const next = nextTry({
				attempts,
				maxAttempts,
				elapsed,
				budget,
				retryAfter,
				jitter: Math.random()
			});
			if (!next.again) throw next.why === void 0 ? error : new GaveUp(next.why, { cause: error });
			await clock.sleep(next.wait, signal);
			before = error;
		}
	}
};
/** Tells whether `error` may be gone the next time. */
const mayPass = (error) => {
	if (error instanceof HttpFailure) return isRetriedCode(error.code);
	if (!(error instanceof RegistryRefusal)) return false;
	const { status, message, facts } = error;
	if (adviceOn(facts.registry, message)?.final === true) return false;
	return isRetriedStatus(status) || isRateLimit(status, message);
};
// src/edge/registry/redirects.ts
/** An address that a server sent us to and that we do not follow. */
var UnsafeTarget = class extends Error {
	name = "UnsafeTarget";
};
/** Statuses that repeat the request elsewhere, with its method and body; for reading, all redirects do. */
const REPEATED = /* @__PURE__ */ new Set([307, 308]);
const READ_AGAIN = /* @__PURE__ */ new Set([
	301,
	302,
	303
]);
/** Headers that may go to a host other than the first; whatever else is set could be a secret of the first. */
const PORTABLE = /* @__PURE__ */ new Set([
	"accept",
	"accept-encoding",
	"content-type",
	"range",
	"user-agent"
]);
/** Sends `request` and follows redirects, with the headers that another host may see. */
const sendFollowing = async (http, request, trusted) => {
	let current = request;
	for (let redirects = 0;; redirects++) {
		const response = await http.send(current);
		if (!isFollowed(current, response.status)) return response;
		response.destroy();
		const what = describeTarget(current.target);
		if (redirects === 10) throw new UnsafeTarget(`"${what}" leads through more than 10 redirects`);
		const target = nextTarget(current.target, response.headers.location, trusted);
		const same = target.url.origin === current.target.url.origin;
		current = {
			...current,
			target,
			headers: same ? current.headers : portable(current.headers)
		};
	}
};
/** Resolves a Location or redirect of `from`. Throws UnsafeTarget. */
const nextTarget = (from, location, trusted) => {
	const what = describeTarget(from);
	const target = location === void 0 ? void 0 : resolveLocation(from.url, location);
	if (target === void 0) throw new UnsafeTarget(`"${what}" answered without a readable Location`);
	const why = refusedTarget(from.url, target.url, trusted);
	if (why !== void 0) throw new UnsafeTarget(`"${what}" leads to "${describeTarget(target)}": ${why}`);
	return target;
};
const isFollowed = ({ method, body }, status) => REPEATED.has(status) ? body === void 0 || !("size" in body) : READ_AGAIN.has(status) && (method === "GET" || method === "HEAD");
const portable = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => PORTABLE.has(name)));
// src/edge/registry/tokens.ts
/** Tokens live this many seconds when the server does not say. */
const DEFAULT_LIFE = 60;
/** Statuses by which servers say that they do not know the POST form. */
const NO_POST = /* @__PURE__ */ new Set([
	400,
	401,
	404,
	405
]);
const CLIENT = "function-images";
/**
* Trades a credential for a token. Throws RegistryRefusal when the server denies it.
* https://distribution.github.io/distribution/spec/auth/token/ and …/auth/oauth/
*/
const fetchToken = async (request, options, signal) => {
	const { clock, limits, onSecret } = options;
	const send = async () => {
		const realm = nextTarget(request.from, request.challenge.realm, options.trusted);
		const posted = request.credential.login?.kind === "identity" ? await post(realm, request, options, signal) : void 0;
		const usePost = posted !== void 0 && !NO_POST.has(posted.status);
		const answer = usePost ? posted : await get(realm, request, options, signal);
		const method = usePost ? "POST" : "GET";
		const token = answer.status === 200 ? readToken(answer, clock.now()) : void 0;
		if (token !== void 0) return token;
		const about = {
			repository: {
				registry: request.registry,
				path: ""
			},
			credential: request.credential.source
		};
		if (answer.status === 200) throw new NoToken(`The token server "${realm.url.host}" did not answer with a token`);
		throw refusalOf(method, answer, {
			...about,
			now: clock.now()
		});
	};
	const token = await persist(send, {
		clock,
		budget: limits.budget,
		signal
	});
	onSecret(token.value);
	return token;
};
/** A token server's answer that cannot be understood. */
var NoToken = class extends Error {
	name = "NoToken";
};
/** Tells whether a token server said no, rather than fell over. */
const isDenied = (error) => error instanceof RegistryRefusal && error.status < 500;
const get = async (realm, request, options, signal) => {
	const { challenge, credential, scopes } = request;
	let target = challenge.service === void 0 ? realm : withParam(realm, "service", challenge.service);
	for (const scope of scopes) target = withParam(target, "scope", scope);
	const headers = {
		accept: "application/json",
		...basicHeader(credential)
	};
	return readAnswer(await sendFollowing(options.http, {
		method: "GET",
		target,
		headers,
		signal,
		total: options.limits.request
	}, options.trusted));
};
const post = async (realm, request, options, signal) => {
	const { challenge, credential, scopes } = request;
	const form = new URLSearchParams({
		grant_type: "refresh_token",
		client_id: CLIENT,
		scope: scopes.join(" "),
		refresh_token: credential.login?.kind === "identity" ? credential.login.token : "",
		...challenge.service === void 0 ? {} : { service: challenge.service }
	});
	const headers = {
		accept: "application/json",
		"content-type": "application/x-www-form-urlencoded"
	};
	const body = Buffer.from(form.toString());
	return readAnswer(await options.http.send({
		method: "POST",
		target: realm,
		headers,
		body,
		signal,
		total: options.limits.request
	}));
};
/** The Basic header of a credential, none for an anonymous one. */
const basicHeader = ({ login }) => {
	if (login === void 0 || login.kind === "bearer") return {};
	const secret = login.kind === "identity" ? login.token : login.password;
	return { authorization: `Basic ${Buffer.from(`${login.username}:${secret}`).toString("base64")}` };
};
const readToken = ({ bytes, cut }, now) => {
	if (cut) throw new NoToken(`The token server answered with more than ${MAX_TEXT / 1024} KiB`);
	const reply = parse$1(bytes);
	const value = [reply["token"], reply["access_token"]].find((text) => typeof text === "string" && text !== "");
	if (typeof value !== "string" || !/^[\x21-\x7e]+$/.test(value)) return void 0;
	const given = reply["expires_in"];
	const life = typeof given === "number" && given > 0 ? given : DEFAULT_LIFE;
	return {
		value,
		until: now + (life - Math.min(10, life / 5)) * 1e3
	};
};
const parse$1 = (bytes) => {
	try {
		return Object(JSON.parse(Buffer.from(bytes).toString("utf8")));
	} catch {
		return {};
	}
};
// src/edge/registry/token-cache.ts
/** Keeps tokens until they expire, and denials for good. */
const openTokens = (options) => {
	const { clock } = options;
	const cache = /* @__PURE__ */ new Map();
	const dropped = /* @__PURE__ */ new Set();
	const isGood = async (held) => {
		try {
			const { value, until } = await held;
			return until > clock.now() && !dropped.has(value);
		} catch (error) {
			return isDenied(error);
		}
	};
	return {
		get: async (account, request, signal) => {
			const { challenge, scopes } = request;
			const key = [
				account,
				challenge.realm,
				challenge.service,
				...scopes
			].join(" ");
			const held = cache.get(key);
			if (held !== void 0 && await isGood(held)) return held;
			const newer = cache.get(key);
			if (newer !== void 0 && newer !== held) return newer;
			const fetching = fetchToken(request, options, signal);
			cache.set(key, fetching);
			return fetching;
		},
		drop: (value) => {
			dropped.add(value);
		}
	};
};
// src/edge/registry/auth.ts
/** Logs in to registries as they ask for it: a credential is never sent to one that does not. */
const openAuth = (credentials, options) => {
	const accounts = openAccounts(credentials);
	const tokens = openTokens(options);
	const asked = /* @__PURE__ */ new Map();
	/** Needs that the token of their group did not serve. */
	const alone = /* @__PURE__ */ new Set();
	const bearer = async (need, { challenge, from }, signal) => {
		const account = await accounts.of(need.repository, signal);
		const extra = challenge.kind === "bearer" ? challenge : void 0;
		if (extra === void 0) throw new TypeError("Only a Bearer challenge can be answered with a token");
		const about = {
			challenge: extra,
			registry: need.repository.registry,
			from,
			credential: account.credential
		};
		let denied;
		for (const scopes of scopeSets(need, account, alone.has(needId(need, account)))) try {
			return await tokens.get(account.id, {
				...about,
				scopes: formatScopes(scopes)
			}, signal);
		} catch (error) {
			if (!isDenied(error)) throw error;
			denied = error;
		}
		throw denied;
	};
	const grant = async (need, signal, final = false) => {
		const known = asked.get(need.repository.registry);
		if (known === void 0) return void 0;
		const { credential } = await accounts.of(need.repository, signal);
		if (credential.login?.kind === "bearer") return {
			header: `Bearer ${credential.login.token}`,
			final: true
		};
		if (known.challenge.kind === "bearer") return {
			header: `Bearer ${(await bearer(need, known, signal)).value}`,
			final
		};
		const { authorization } = basicHeader(credential);
		return authorization === void 0 ? void 0 : {
			header: authorization,
			final: true
		};
	};
	return {
		expect: (access) => accounts.expect(access),
		grant: (need, signal) => grant(need, signal),
		renew: async ({ need, grant: refused, challenges, target }, signal) => {
			const challenge = pickChallenge(parseChallenges(challenges));
			if (challenge === void 0 || refused?.final === true) return void 0;
			asked.set(need.repository.registry, {
				challenge,
				from: target
			});
			if (refused === void 0) return grant(need, signal);
			alone.add(needId(need, await accounts.of(need.repository, signal)));
			tokens.drop(refused.header.slice(7));
			return grant(need, signal, true);
		},
		source: async (repository, signal) => (await credentials.find(repository, signal)).source,
		pushes: (repository) => accounts.pushes(repository)
	};
};
/**
* The sets of scopes to ask for, the next one when a token server denies the one before: with the rest of the group;
* for this request alone; and for reading alone, since some servers deny the whole when the right to push is missing.
*/
const scopeSets = (need, { groups }, alone) => {
	const { path } = need.repository;
	const from = need.mountFrom === void 0 ? [] : [{
		path: need.mountFrom.path,
		push: false
	}];
	const push = need.push || groups.pushes(path);
	const group = alone || need.push && !groups.pushes(path) ? void 0 : groups.groupOf(path);
	const missing = from.filter((scope) => group?.some((member) => member.path === scope.path) !== true);
	return [
		...group === void 0 ? [] : [[...group, ...missing]],
		[{
			path,
			push
		}, ...from],
		...push && !need.push ? [[{
			path,
			push: false
		}]] : []
	];
};
const needId = ({ repository, push, mountFrom }, { id }) => [
	id,
	repository.path,
	push,
	mountFrom?.path ?? ""
].join(" ");
// src/edge/registry/mismatch.ts
/** Bytes that are not those of the digest they were asked or sent by. The message is a whole sentence. */
var ContentMismatch = class extends Error {
	name = "ContentMismatch";
};
// src/edge/registry/blob-stream.ts
/** The wait before a download that made no progress is taken up again, in milliseconds; longer each time. */
const RESUME_WAIT = 500;
/**
* Reads a blob piece by piece. The last piece comes only after size and digest have proved right, so that who passes the
* pieces on never completes a wrong blob. Throws ContentMismatch.
*/
const readBlob = async function* (source, signal) {
	const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_2__.createHash)("sha256");
	let held;
	for await (const chunk of readResumed(source, signal)) {
		hash.update(chunk);
		if (held !== void 0) yield held;
		held = chunk;
	}
	const digest = `sha256:${hash.digest("hex")}`;
	if (digest !== source.descriptor.digest) throw mismatch(source, digest);
	if (held !== void 0) yield held;
};
/** Reads no more bytes than the blob has, taking a download that broke off up again where it did. */
const readResumed = async function* (source, signal) {
	const { clock, limits } = source.exchange;
	const { size } = source.descriptor;
	const started = clock.now();
	let offset = 0;
	for (let stuck = 0; offset < size; await clock.sleep(stuck * RESUME_WAIT, signal)) {
		const before = offset;
		let failure;
		let complete = false;
		try {
			const part = await openAt(source, offset, signal);
			for await (const chunk of part.chunks) {
				offset += chunk.length;
				if (offset > size) throw mismatch(source, `more than ${size} bytes`);
				yield chunk;
			}
			complete = part.whole;
		} catch (error) {
			if (signal.aborted || !mayPass(error)) throw error;
			failure = error;
		}
		if (offset === size || complete) return;
		stuck = offset > before ? 0 : stuck + 1;
		if (stuck > 3 || clock.now() - started > limits.blob) throw failure ?? mismatch(source, `${offset} of ${size} bytes`);
	}
};
const openAt = async (source, offset, signal) => {
	const { exchange, repository, descriptor } = source;
	const { clock, limits } = exchange;
	const call = {
		method: "GET",
		repository,
		to: `blobs/${descriptor.digest}`,
		push: false,
		headers: offset === 0 ? {} : { range: `bytes=${offset}-` },
		wants: [200, 206],
		slow: true
	};
	const response = await persist(() => exchange.open(call, signal), {
		clock,
		budget: limits.budget,
		signal
	});
	const counted = "content-length" in response.headers || "transfer-encoding" in response.headers;
	if (response.status === 200) return {
		chunks: skip(response.body, offset),
		whole: counted
	};
	const [, start] = /^bytes (\d+)-/.exec(response.headers["content-range"] ?? "") ?? [];
	if (Number(start) === offset) return {
		chunks: response.body,
		whole: false
	};
	response.destroy();
	throw mismatch(source, `a range that begins at ${start ?? "no"} instead of ${offset}`);
};
/** Passes over bytes that have been read before, where a server does not know ranges. */
const skip = async function* (body, count) {
	let left = count;
	for await (const chunk of body) {
		if (left < chunk.length) yield chunk.subarray(left);
		left = Math.max(0, left - chunk.length);
	}
};
const mismatch = ({ repository, descriptor }, got) => new ContentMismatch(`Cannot use blob "${formatRepository(repository)}@${descriptor.digest}" (${descriptor.size} bytes): got ${got}`);
// src/edge/registry/blobs.ts
const openBlobs$1 = (exchange) => {
	const has = async (repository, digest, signal) => {
		const call = {
			method: "HEAD",
			repository,
			to: `blobs/${digest}`,
			push: true,
			wants: [200, 404]
		};
		return (await exchange.ask(call, signal)).status === 200;
	};
	return {
		has,
		maySend: async (repository, signal) => {
			try {
				await begin(exchange, repository, signal);
				return true;
			} catch (error) {
				if (signal.aborted || !isOfNet(error)) throw error;
				return false;
			}
		},
		mount: async (from, to, digest, signal) => {
			const query = `mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from.path)}`;
			const call = {
				method: "POST",
				repository: to,
				push: true,
				mountFrom: from,
				wants: [201, 202]
			};
			try {
				const answer = await exchange.tell({
					...call,
					to: `blobs/uploads/?${query}`
				}, signal);
				if (answer.status === 201) return { mounted: true };
				return {
					mounted: false,
					session: nextTarget(answer.target, answer.headers.location, exchange.insecure)
				};
			} catch (error) {
				if (signal.aborted || error instanceof UnsafeTarget || !isOfNet(error)) throw error;
				return {
					mounted: false,
					session: void 0
				};
			}
		},
		send: (to, blob, given, signal) => {
			const { clock, limits } = exchange;
			let session = given;
			const once = oneMore(blob);
			return persist(async (before) => {
				if (before !== void 0 && mayPass(before) && await has(to, blob.descriptor.digest, signal)) return;
				const target = session ?? await begin(exchange, to, signal);
				session = void 0;
				await finish(exchange, {
					to,
					blob,
					target
				}, signal);
			}, {
				clock,
				budget: limits.budget,
				signal,
				maxAttempts: 4,
				alsoAgain: once
			});
		}
	};
};
const begin = async (exchange, to, signal) => {
	const call = {
		method: "POST",
		repository: to,
		to: "blobs/uploads/",
		push: true,
		wants: [202]
	};
	const answer = await exchange.ask(call, signal);
	return nextTarget(answer.target, answer.headers.location, exchange.insecure);
};
const finish = async (exchange, { to, blob, target }, signal) => {
	const { digest } = blob.descriptor;
	const stored = (await exchange.tell({
		method: "PUT",
		repository: to,
		to: withParam(target, "digest", digest),
		push: true,
		headers: { "content-type": "application/octet-stream" },
		body: blob.open(),
		wants: [201],
		slow: true
	}, signal)).headers["docker-content-digest"];
	if (typeof stored === "string" && stored.startsWith("sha256:") && stored !== digest) throw new ContentMismatch(`Cannot upload blob "${digest}" to "${to.registry}/${to.path}": it was stored as ${stored}`);
};
/**
* Tells which failures are worth a new session: one that the registry lost; and once each, a stream that was refused for
* a token that has been renewed meanwhile, and a download that was not what its digest says.
*/
const oneMore = (blob) => {
	const spent = /* @__PURE__ */ new Set();
	const first = (what) => spent.size < spent.add(what).size;
	return (error) => {
		if (error instanceof ContentMismatch) return first("mismatch");
		if (!(error instanceof RegistryRefusal) || error.facts.method !== "PUT") return false;
		if (error.status === 401) return blob.streamed && first("login");
		return error.status === 404 || error.has("DIGEST_INVALID", "BLOB_UPLOAD_INVALID", "BLOB_UPLOAD_UNKNOWN");
	};
};
const isOfNet = (error) => error instanceof RegistryRefusal || error instanceof HttpFailure;
// src/edge/registry/clock.ts
const systemClock = {
	now: () => Date.now(),
	sleep: (milliseconds, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_9__.setTimeout)(milliseconds, void 0, { signal })
};
// src/core/gate.ts
/** Lets at most `places` pieces of work go on at once; the others wait in order. */
const openGate = (places) => {
	let free = places;
	const waiting = [];
	return async (work) => {
		if (free > 0) free -= 1;
		else await new Promise((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next === void 0) free += 1;
			else next();
		}
	};
};
// src/edge/registry/copies.ts
const MOUNTED = {
	how: "mounted",
	bytes: 0
};
const KNOWN$1 = {
	how: "known",
	bytes: 0
};
/** Copies blobs between repositories: by mount, or by a stream that is read from one and written to the other. */
const openCopies = (exchange, blobs) => {
	const gate = openGate(8);
	/** Where on a registry a blob went first; from there it is mounted. */
	const landed = /* @__PURE__ */ new Map();
	const stream = ({ from, to, descriptor }, session, signal) => gate(async () => {
		const source = {
			exchange,
			repository: from,
			descriptor
		};
		const open = () => ({
			size: descriptor.size,
			chunks: readBlob(source, signal)
		});
		await blobs.send(to, {
			descriptor,
			streamed: true,
			open
		}, session, signal);
		return {
			how: "streamed",
			bytes: descriptor.size
		};
	});
	const mountOrStream = async (holder, copy, signal) => {
		const mount = await blobs.mount(holder, copy.to, copy.descriptor.digest, signal);
		return mount.mounted ? MOUNTED : stream(copy, mount.session, signal);
	};
	const copyAcross = async (copy, signal) => {
		const key = landingKey(copy.to, copy.descriptor.digest);
		for (;;) {
			const first = landed.get(key);
			if (first === void 0) break;
			const holder = await first.catch(() => void 0);
			if (holder !== void 0) return isSame$1(holder, copy.to) ? KNOWN$1 : mountOrStream(holder, copy, signal);
		}
		const streaming = stream(copy, void 0, signal);
		const landing = streaming.then(() => copy.to);
		landed.set(key, landing);
		landing.catch(() => landed.delete(key));
		return streaming;
	};
	return {
		copy: (copy, signal) => {
			if (isSame$1(copy.from, copy.to)) return Promise.resolve(KNOWN$1);
			return copy.from.registry === copy.to.registry ? mountOrStream(copy.from, copy, signal) : copyAcross(copy, signal);
		},
		forget: (repository, digest) => landed.delete(landingKey(repository, digest))
	};
};
const landingKey = ({ registry }, digest) => `${registry} ${digest}`;
const isSame$1 = (a, b) => formatRepository(a) === formatRepository(b);
// src/core/parallel.ts
/** Returns `make` wrapped so that equal keys share one promise; one that failed is forgotten. */
const once$1 = (keyOf, make) => {
	const made = /* @__PURE__ */ new Map();
	return (item) => {
		const key = keyOf(item);
		const known = made.get(key);
		if (known !== void 0) return known;
		const making = make(item);
		made.set(key, making);
		making.catch(() => made.delete(key));
		return making;
	};
};
// src/core/registry/docker-config.ts
/** The key under which Docker keeps Docker Hub's credentials. */
const HUB_SERVER = "https://index.docker.io/v1/";
/** The user name by which helpers say that the secret is an identity token. */
const TOKEN_USER = "<token>";
/** Reads a config file. Throws an Error that says what is wrong with it, and holds none of its text. */
const parseDockerConfig = (text) => {
	const config = parseObject(text);
	const helpers = Object.entries(objectOr(config["credHelpers"])).flatMap(([key, name]) => typeof name === "string" && name !== "" ? [[normalKey(key), name]] : []);
	const store = config["credsStore"];
	return {
		auths: Object.entries(objectOr(config["auths"])).flatMap(([key, entry]) => readEntry(key, entry)),
		helpers: new Map(helpers),
		store: typeof store === "string" && store !== "" ? store : void 0
	};
};
/** Finds the most specific credentials for `repository`: a namespace before its host, a helper before the general store. */
const findLogin = (config, repository) => {
	const { registry } = repository;
	const entry = mostSpecific(config.auths, repository);
	const helper = config.helpers.get(registry);
	const server = registry === "docker.io" ? HUB_SERVER : registry;
	if (entry !== void 0 && (entry.prefix !== registry || helper === void 0)) return {
		kind: "login",
		key: entry.key,
		login: entry.login
	};
	const name = helper ?? config.store;
	return name === void 0 ? void 0 : {
		kind: "helper",
		name,
		server
	};
};
/** Makes a login of what a credential helper answers. */
const loginOf = (username, secret) => username === TOKEN_USER ? {
	kind: "identity",
	username: "",
	token: secret
} : {
	kind: "password",
	username,
	password: secret
};
/**
* Brings a key into the form of repositories. Keys in the wild are hosts, hosts with a namespace, and addresses of API
* roots like `https://index.docker.io/v1/` or `http://host:5000/v2`; the scheme says nothing.
*/
const normalKey = (key) => {
	const address = /^https?:\/\//i.test(key);
	const bare = key.replace(/^https?:\/\//i, "").replace(/\/+$/, "");
	const slash = bare.indexOf("/");
	const host = (slash === -1 ? bare : bare.slice(0, slash)).toLowerCase();
	const hub = [
		"index.docker.io",
		"registry-1.docker.io",
		DOCKER_HUB
	].includes(host);
	const path = slash === -1 ? "" : bare.slice(slash);
	return (hub ? DOCKER_HUB : host) + (address || hub ? path.replace(/^\/v[12]$/, "") : path);
};
const mostSpecific = (auths, repository) => {
	const name = formatRepository(repository);
	const fitting = auths.filter(({ prefix }) => name === prefix || name.startsWith(`${prefix}/`));
	const longest = Math.max(...fitting.map(({ prefix }) => prefix.length));
	const best = fitting.filter(({ prefix }) => prefix.length === longest);
	return best.find(({ key, prefix }) => key === prefix) ?? best[0];
};
const readEntry = (key, value) => {
	const entry = objectOr(value);
	const login = readLogin(key, entry);
	return login === void 0 ? [] : [{
		key,
		prefix: normalKey(key),
		login
	}];
};
const readLogin = (key, entry) => {
	const text = (field) => typeof entry[field] === "string" ? entry[field] : "";
	const [username, password] = text("auth") === "" ? [text("username"), text("password")] : decode(key, text("auth"));
	if (text("identitytoken") !== "") return {
		kind: "identity",
		username,
		token: text("identitytoken")
	};
	if (text("registrytoken") !== "") return {
		kind: "bearer",
		token: text("registrytoken")
	};
	return username === "" && password === "" ? void 0 : loginOf(username, password);
};
const decode = (key, auth) => {
	const text = Buffer.from(auth, "base64").toString("utf8").replace(/\0+$/, "");
	const colon = text.indexOf(":");
	if (colon === -1) throw new Error(`"auth" of "${key}" is not user:password in base64`);
	return [text.slice(0, colon), text.slice(colon + 1)];
};
const parseObject = (text) => {
	if (text.trim() === "") return {};
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		throw new Error("it is not JSON");
	}
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("it is not a JSON object");
	return value;
};
const objectOr = (value) => typeof value === "object" && value !== null ? value : {};
// src/edge/registry/credential-helper.ts
/**
* Asks a credential helper about a registry, undefined when it has no credentials. It runs without a shell, and what it
* prints is never shown. Throws an Error whose message is the end of a sentence.
* https://github.com/docker/docker-credential-helpers#development
*/
const askHelper = async (name, server, options) => {
	if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new Error("its name is not a plain file name");
	const { code, stdout } = await run(`docker-credential-${name}`, server, options);
	if (code !== 0) {
		if (/credentials not found|no credentials/i.test(stdout)) return void 0;
		throw new Error(`it ended with code ${code}`);
	}
	return readReply(stdout);
};
const run = (program, input, { env, limit, signal }) => new Promise((resolve, reject) => {
	signal.throwIfAborted();
	const { spawn } = process.getBuiltinModule("node:child_process");
	const child = spawn(program, ["get"], {
		env: { ...env },
		shell: false,
		detached: true,
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	let stdout = "";
	const stop = (why) => {
		killGroup(child.pid);
		reject(why);
	};
	const late = setTimeout(() => stop(/* @__PURE__ */ new Error(`it did not answer within ${limit / 1e3} s`)), limit);
	const onAbort = () => stop(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	child.stdout.setEncoding("utf8").on("data", (text) => {
		stdout += text;
		if (stdout.length > 65536) stop(/* @__PURE__ */ new Error("it printed more than 64 KiB"));
	});
	child.on("error", (error) => reject(/* @__PURE__ */ new Error(missing(error) ? "it is not on the PATH" : "it cannot be started")));
	child.on("close", (code) => resolve({
		code: code ?? -1,
		stdout
	}));
	child.on("close", () => {
		clearTimeout(late);
		signal.removeEventListener("abort", onAbort);
	});
	child.stdin.on("error", () => void 0);
	child.stdin.end(`${input}\n`);
});
const readReply = (stdout) => {
	let reply;
	try {
		reply = JSON.parse(stdout);
	} catch {
		throw new Error("it did not print JSON");
	}
	const { Username: username, Secret: secret } = reply ?? {};
	if (typeof username !== "string" || typeof secret !== "string") throw new Error("it did not print \"Username\" and \"Secret\"");
	return loginOf(username, secret);
};
const killGroup = (pid) => {
	if (pid === void 0) return;
	try {
		process.kill(-pid, "SIGKILL");
	} catch {}
};
const missing = (error) => "code" in error && error.code === "ENOENT";
// src/edge/registry/credentials.ts
const ANONYMOUS = {
	login: void 0,
	source: void 0
};
/** Finds credentials: those given, else Docker's and podman's files and their helpers, each asked at most once. */
const openCredentials = (options) => {
	const { env, given, onSecret } = options;
	const masked = (credential) => {
		for (const secret of secretsOf(credential.login)) onSecret(secret);
		return credential;
	};
	const files = once$1(() => "", async () => options.dockerConfig === void 0 ? readConfigs(env) : [parseConfig(options.dockerConfig)]);
	const ask = once$1(({ name, server }) => `${name} ${server}`, (question) => askNamed(question, options));
	const search = async (repository, signal) => {
		if (given !== void 0 && normalKey(given.registry) === repository.registry) return credentialGiven(given);
		for (const { path, config } of await files(void 0)) {
			const found = findLogin(config, repository);
			if (found?.kind === "login") return {
				login: found.login,
				source: `"${found.key}" in ${path}`
			};
			const credential = found === void 0 ? void 0 : await ask({
				...found,
				signal
			});
			if (credential !== void 0) return credential;
		}
		return ANONYMOUS;
	};
	return { find: async (repository, signal) => masked(await search(repository, signal)) };
};
const credentialGiven = ({ username, password }) => ({
	login: loginOf(username, password),
	source: "options \"username\" and \"password\""
});
const configPaths = (env) => {
	const home = env["HOME"] ?? env["USERPROFILE"];
	const docker = env["DOCKER_CONFIG"] ?? (home === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(home, ".docker"));
	const runtime = env["XDG_RUNTIME_DIR"];
	return [
		env["REGISTRY_AUTH_FILE"],
		docker === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(docker, "config.json"),
		runtime === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_5__.join)(runtime, "containers", "auth.json")
	].filter((path) => path !== void 0 && path !== "");
};
const readConfigs = (env) => Promise.all(configPaths(env).map(readConfig));
const parseConfig = (text) => {
	try {
		return {
			path: "a Secret",
			config: {
				auths: parseDockerConfig(text).auths,
				helpers: /* @__PURE__ */ new Map(),
				store: void 0
			}
		};
	} catch (error) {
		throw new ActionError("REGISTRY_FAILED", `Cannot read the credentials of a Secret: ${error instanceof Error ? error.message : ""}`);
	}
};
const readConfig = async (path) => {
	try {
		return {
			path,
			config: parseDockerConfig(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, "utf8"))
		};
	} catch (error) {
		if (isMissing(error)) return {
			path,
			config: parseDockerConfig("")
		};
		throw new ActionError("REGISTRY_FAILED", `Cannot read credentials in "${path}": ${error instanceof Error && !("code" in error) ? error.message : "it cannot be read"}`);
	}
};
const askNamed = async (question, options) => {
	const { name, server, signal } = question;
	try {
		const login = await askHelper(name, server, {
			env: options.env,
			limit: options.helperLimit,
			signal
		});
		return login === void 0 ? void 0 : {
			login,
			source: `credential helper "${name}"`
		};
	} catch (error) {
		signal.throwIfAborted();
		throw new ActionError("REGISTRY_FAILED", `Cannot ask credential helper "docker-credential-${name}": ${error instanceof Error ? error.message : ""}`, { hint: "Install it, or take it out of \"credHelpers\" and \"credsStore\" of Docker's config.json" });
	}
};
const secretsOf = (login) => {
	if (login === void 0) return [];
	if (login.kind !== "password") return [login.token];
	const { username, password } = login;
	return password === "" ? [] : [password, Buffer.from(`${username}:${password}`).toString("base64")];
};
const isMissing = (error) => error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
// src/core/registry/failure-hint.ts
/** What to do about a connection that failed with `code`; `plain` tells that it was plain HTTP. */
const hintOnFailure = (code, message, { host, plain }) => {
	if (!plain && /wrong version number|packet length too long/i.test(message)) return `"${host}" speaks plain HTTP: if that is meant, list it in option "insecure-registries"`;
	if (plain && (code.startsWith("HPE_") || code === "ECONNRESET")) return `Plain HTTP was spoken to "${host}"; if it wants TLS, take it out of option "insecure-registries"`;
	return HINTS[code];
};
const UNKNOWN_AUTHORITY = "Give the certificate of its authority in option \"registry-ca\"";
const HINTS = {
	DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
	CERT_HAS_EXPIRED: "Renew the certificate of the registry; is the clock of this computer right?",
	CERT_NOT_YET_VALID: "Is the clock of this computer right?",
	ERR_TLS_CERT_ALTNAME_INVALID: "Use the host name that the certificate was made for",
	ENOTFOUND: "Is the host name right, and can this computer resolve it?",
	ECONNREFUSED: "Is the registry running, and is the port right?"
};
// src/core/registry/manifest.ts
/** Bytes that are no manifest we can use; the message says why, as the end of a sentence. */
var UnusableManifest = class extends Error {
	name = "UnusableManifest";
};
const INDEX_TYPES = /* @__PURE__ */ new Set([OCI_INDEX, DOCKER_LIST]);
const MANIFEST_TYPES = /* @__PURE__ */ new Set([OCI_MANIFEST, DOCKER_MANIFEST]);
/**
* Reads a manifest or index, checked to the depth that the types promise. `contentType` counts where the document does
* not name its type. Throws UnusableManifest.
*/
const readManifest = (bytes, contentType) => {
	const document = parse(bytes);
	const mediaType = mediaTypeOf(document, contentType);
	if (INDEX_TYPES.has(mediaType)) return fetched(bytes, mediaType, readIndex(document, mediaType));
	if (MANIFEST_TYPES.has(mediaType)) return fetched(bytes, mediaType, readImage(document, mediaType));
	throw new UnusableManifest(DOCKER_SCHEMA_1.test(mediaType) ? `it has the old media type "${mediaType}" (schema 1); push it again with a current tool` : `its media type "${mediaType}" is neither an image nor an index`);
};
const parse = (bytes) => {
	let document;
	try {
		document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		throw new UnusableManifest("it is not JSON");
	}
	if (!isObject(document) || Array.isArray(document)) throw new UnusableManifest("it is not a JSON object");
	return document;
};
const mediaTypeOf = (document, contentType) => {
	const [first = ""] = contentType?.split(";") ?? [];
	const told = first.trim().toLowerCase();
	if (document["schemaVersion"] === 1) return DOCKER_SCHEMA_1.test(told) ? told : "application/vnd.docker.distribution.manifest.v1+json";
	if (document["schemaVersion"] !== 2) throw new UnusableManifest("its schemaVersion is not 2");
	return typeof document["mediaType"] === "string" && document["mediaType"] !== "" ? document["mediaType"] : told;
};
const fetched = (bytes, mediaType, content) => ({
	digest: digestOf(bytes),
	mediaType,
	bytes,
	content
});
const readIndex = (document, mediaType) => {
	const { manifests, layers, config } = document;
	if (layers !== void 0 || config !== void 0) throw new UnusableManifest("it is an index that also has \"layers\" or \"config\"");
	if (!Array.isArray(manifests)) throw new UnusableManifest("it is an index without \"manifests\"");
	manifests.forEach((entry, index) => checkDescriptor(entry, `manifests[${index}]`));
	checkAnnotations(document["annotations"], "annotations");
	return {
		...document,
		mediaType
	};
};
const readImage = (document, mediaType) => {
	const { manifests, layers, config } = document;
	if (manifests !== void 0) throw new UnusableManifest("it is an image that also has \"manifests\"");
	if (!Array.isArray(layers)) throw new UnusableManifest("it has no \"layers\"");
	checkDescriptor(config, "config");
	layers.forEach((entry, index) => checkDescriptor(entry, `layers[${index}]`));
	checkAnnotations(document["annotations"], "annotations");
	return {
		...document,
		mediaType
	};
};
const checkDescriptor = (value, where) => {
	if (!isObject(value)) throw new UnusableManifest(`"${where}" is not a descriptor`);
	const { mediaType, digest, size, platform, annotations } = value;
	if (typeof mediaType !== "string") throw new UnusableManifest(`"${where}.mediaType" is not text`);
	if (typeof digest !== "string" || !isDigest(digest)) throw new UnusableManifest(`"${where}.digest" is not sha256: and 64 hex digits`);
	if (!Number.isSafeInteger(size) || size < 0) throw new UnusableManifest(`"${where}.size" is not a number of bytes`);
	if (platform !== void 0 && !isPlatform(platform)) throw new UnusableManifest(`"${where}.platform" lacks "os" or "architecture"`);
	checkAnnotations(annotations, `${where}.annotations`);
};
const isPlatform = (value) => isObject(value) && typeof value["os"] === "string" && typeof value["architecture"] === "string" && ["undefined", "string"].includes(typeof value["variant"]);
const checkAnnotations = (value, where) => {
	if (value === void 0 || value === null) return;
	if (!isObject(value) || !Object.values(value).every((text) => typeof text === "string")) throw new UnusableManifest(`"${where}" is not a map of texts`);
};
const isObject = (value) => typeof value === "object" && value !== null;
// src/edge/registry/error.ts
/** `clean` takes secrets out of what registries said. */
const explainer = (clean) => async (signal, work) => {
	try {
		return await work();
	} catch (error) {
		signal.throwIfAborted();
		throw explain(error, clean);
	}
};
/** Makes a REGISTRY_FAILED of any failure of this client; a bug stays what it is. */
const explain = (error, clean) => {
	const cause = error instanceof GaveUp ? error.cause : error;
	const told = messageOf(cause);
	if (told === void 0) return error;
	const hint = [error instanceof GaveUp ? error.message : void 0, told.hint].filter((text) => text !== void 0);
	return new ActionError("REGISTRY_FAILED", clean(told.message), {
		cause,
		hint: hint.length === 0 ? void 0 : clean(hint.join(". "))
	});
};
const messageOf = (error) => {
	if (error instanceof RegistryRefusal) return refusalTold(error);
	if (error instanceof HttpFailure) return failureTold(error);
	if (error instanceof UnsafeTarget) return {
		message: `Cannot follow the registry: ${error.message}`,
		hint: "If that host can be trusted, list it in option \"insecure-registries\""
	};
	if (error instanceof NoToken || error instanceof ContentMismatch || error instanceof UnusableManifest) return { message: error.message };
};
const refusalTold = (refusal) => {
	const { method, what, registry, status, rejected } = refusal.facts;
	const said = refusal.message.slice(`${method} ${what}: `.length);
	const advice = adviceOn(registry, refusal.message)?.hint;
	if (status !== 401 && status !== 403) return {
		message: `Cannot ${method} "${what}": ${said}`,
		hint: advice
	};
	return {
		message: `Cannot ${method} "${what}": ${rejected === true ? "credentials rejected" : method === "GET" || method === "HEAD" ? "not found or denied" : "denied"}: ${said}`,
		hint: advice ?? loginHint(refusal.facts)
	};
};
const loginHint = ({ registry, credential, rejected }) => {
	if (credential === void 0) return `No credential was found for "${registry}": log in to it, or give options "username" and "password"`;
	return `The credential used was ${credential}: ${rejected === true ? "is it still valid?" : "has it the right to do this?"}`;
};
const failureTold = ({ method, target, code, message, cause }) => {
	const why = message.slice(message.indexOf(": ") + 2);
	const known = PLAIN_WORDS[code] ?? (cause instanceof Error && cause.message.length > 200 ? code : why);
	const origin = {
		host: target.url.host,
		plain: target.url.protocol === "http:"
	};
	return {
		message: `Cannot ${method} "${message.slice(method.length + 1, message.indexOf(": "))}": ${known}`,
		hint: hintOnFailure(code, why, origin)
	};
};
const PLAIN_WORDS = {
	ECONNRESET: "the connection was reset (ECONNRESET)",
	EPIPE: "the connection was closed (EPIPE)",
	ECONNREFUSED: "the connection was refused (ECONNREFUSED)",
	ENOTFOUND: "the host is unknown (ENOTFOUND)",
	EPROTO: "TLS could not be agreed on (EPROTO)"
};
// src/edge/registry/exchange.ts
/** Joins connections, login, redirects and patience into requests to registries. */
const openExchange = (options) => {
	const { auth, clock, limits, insecure } = options;
	const introduce = introductions();
	const refusal = async ({ method, repository }, answer, signal) => {
		const credential = await auth.source(repository, signal);
		return refusalOf(method, answer, {
			repository,
			credential,
			now: clock.now()
		});
	};
	const open = async (call, signal) => {
		const response = await introduce(call.repository.registry, () => logIn(call, options, signal));
		if (call.wants.includes(response.status)) return response;
		throw await refusal(call, await readAnswer(response), signal);
	};
	const tell = async (call, signal) => readAnswer(await open(call, signal), call.limit);
	const ask = (call, signal) => persist(() => tell(call, signal), {
		clock,
		budget: limits.budget,
		signal
	});
	return {
		clock,
		limits,
		insecure,
		open,
		tell,
		refusal,
		ask
	};
};
/** Sends `call`, at most three times: without a login, with the one at hand, and with one made for it. */
const logIn = async (call, options, signal) => {
	const { auth, insecure } = options;
	const target = typeof call.to === "string" ? apiTarget(call.repository, call.to, insecure) : call.to;
	const home = apiTarget(call.repository, "", insecure).url.origin;
	const ours = target.url.origin === home;
	let grant = ours ? await auth.grant(call, signal) : void 0;
	for (;;) {
		const response = await send(call, target, grant, {
			...options,
			signal
		});
		if (response.status !== 401 || !ours || response.target.url.origin !== home) return response;
		const { challenges } = response;
		const next = await auth.renew({
			need: call,
			grant,
			challenges,
			target
		}, signal);
		if (next === void 0 || isSpent(call)) return response;
		await readAnswer(response);
		grant = next;
	}
};
const send = (call, target, grant, { http, limits, insecure, signal }) => {
	const { method, body, slow } = call;
	const headers = {
		"accept-encoding": "identity",
		...call.headers,
		...grant === void 0 ? {} : { authorization: grant.header }
	};
	const total = slow === true ? limits.blob : limits.request;
	return sendFollowing(http, {
		method,
		target,
		headers,
		body,
		signal,
		total
	}, insecure);
};
/** The address of something below a repository. Plain HTTP is for this computer and for hosts that the user named. */
const apiTarget = ({ registry, path }, rest, insecure) => {
	const plain = isLoopback(registry) || isNamed(registry, insecure);
	return targetOf(`${plain ? "http" : "https"}://${apiHost(registry)}/v2/${path}/${rest}`);
};
/** A stream has been read, whole or in part: it cannot be sent again. */
const isSpent = ({ body }) => body !== void 0 && "size" in body;
/**
* Lets the first request to a registry go alone: it learns how to log in, and a hundred others need not be refused to
* learn the same. However it ends, nobody waits twice.
*/
const introductions = () => {
	const first = /* @__PURE__ */ new Map();
	return async (registry, work) => {
		const before = first.get(registry);
		if (before !== void 0) {
			await before;
			return work();
		}
		const working = work();
		const over = () => void 0;
		first.set(registry, working.then(over, over));
		return working;
	};
};
// src/edge/registry/manifests.ts
const openManifests = (exchange) => {
	const { clock, limits } = exchange;
	const get = (reference, signal) => {
		let again = true;
		return persist(() => getOnce(exchange, reference, signal), {
			clock,
			budget: limits.budget,
			signal,
			alsoAgain: (error) => error instanceof ContentMismatch && again && !(again = false)
		});
	};
	const digest = async (reference, signal) => {
		const call = {
			...callFor("HEAD", reference),
			wants: HEAD_ANSWERS
		};
		const { status, headers } = await exchange.ask(call, signal);
		const told = headers["docker-content-digest"];
		if (status === 200 && typeof told === "string" && isDigest(told) && headers["content-length"] !== void 0) return told;
		if (status === 404 && headers["content-type"]?.includes("html") !== true) return void 0;
		return (await get(reference, signal))?.digest;
	};
	return {
		get,
		digest,
		put: (reference, manifest, signal) => put(exchange, digest, {
			reference,
			manifest,
			signal
		})
	};
};
/** Answers to a HEAD that GET may improve on: some registries know no HEAD, and none says why it refuses one. */
const HEAD_ANSWERS = [
	200,
	400,
	401,
	403,
	404,
	405,
	406,
	501
];
/** How registries say that a manifest, or its whole repository, is not there; the last one is Harbor's. */
const ABSENT = /* @__PURE__ */ new Set([
	"MANIFEST_UNKNOWN",
	"NAME_UNKNOWN",
	"NOT_FOUND"
]);
const callFor = (method, reference) => ({
	method,
	repository: reference,
	to: `manifests/${reference.digest ?? reference.tag ?? "latest"}`,
	push: false,
	headers: { accept: MANIFEST_ACCEPT },
	limit: MAX_MANIFEST
});
const getOnce = async (exchange, reference, signal) => {
	const answer = await exchange.tell({
		...callFor("GET", reference),
		wants: [200, 404]
	}, signal);
	if (answer.status === 200) return check(reference, answer);
	if (isAbsent(answer)) return void 0;
	throw await exchange.refusal(callFor("GET", reference), answer, signal);
};
const isAbsent = (answer) => answer.bytes.length === 0 || faultsIn(answer).some(({ code }) => ABSENT.has(code));
const check = (reference, { bytes, cut, headers }) => {
	const name = formatReference(reference);
	if (cut) throw new UnusableManifest(`Cannot use manifest "${name}": it is larger than ${MAX_MANIFEST} bytes`);
	const told = headers["docker-content-digest"];
	const wanted = reference.digest ?? (typeof told === "string" && isDigest(told) ? told : void 0);
	const digest = digestOf(bytes);
	if (wanted !== void 0 && wanted !== digest) throw new ContentMismatch(`Cannot use manifest "${name}": it should be ${wanted}, and is ${digest}`);
	try {
		return readManifest(bytes, headers["content-type"]);
	} catch (error) {
		if (!(error instanceof UnusableManifest)) throw error;
		throw new UnusableManifest(`Cannot use manifest "${name}": ${error.message}`);
	}
};
const put = (exchange, digest, { reference, manifest, signal }) => {
	const { clock, limits } = exchange;
	const wanted = digestOf(manifest.bytes);
	const holds = async () => await digest(reference, signal) === wanted;
	return persist(async (before) => {
		if (before instanceof HttpFailure && await holds()) return;
		try {
			await putOnce(exchange, {
				reference,
				manifest,
				signal
			}, wanted);
		} catch (error) {
			if (!isTaken(error) || !await holds()) throw error;
		}
	}, {
		clock,
		budget: limits.budget,
		signal,
		alsoAgain: isHalfWritten
	});
};
/**
* While another push writes the link to a blob of the manifest, distribution reads it empty, and says that of the digest.
* https://github.com/distribution/distribution/blob/v2.8.2/registry/handlers/manifests.go
*/
const isHalfWritten = (error) => error instanceof RegistryRefusal && error.has("DIGEST_INVALID");
const putOnce = async (exchange, { reference, manifest, signal }, wanted) => {
	const stored = (await exchange.tell({
		method: "PUT",
		repository: reference,
		to: `manifests/${reference.tag ?? wanted}`,
		push: true,
		headers: { "content-type": manifest.mediaType },
		body: manifest.bytes,
		wants: [
			200,
			201,
			202
		]
	}, signal)).headers["docker-content-digest"];
	if (typeof stored === "string" && isDigest(stored) && stored !== wanted) throw new ContentMismatch(`Cannot push "${formatReference(reference)}": ${wanted} was stored as ${stored}`);
};
/** ECR says TAG_INVALID, Harbor 412. */
const isTaken = (error) => error instanceof RegistryRefusal && ([409, 412].includes(error.status) || /TAG_INVALID|immutable/i.test(error.message));
// src/edge/registry/client.ts
/** Opens the one client of a run. It speaks to nobody until it is asked. */
const openRegistryClient = (options) => {
	const { http, auth, exchange, explained } = connect(options);
	const manifests = openManifests(exchange);
	const blobs = openBlobs$1(exchange);
	const copies = openCopies(exchange, blobs);
	/** Blobs that a registry claimed to have and then missed: nothing it says about them is believed any more. */
	const lost = /* @__PURE__ */ new Set();
	const source = (wanted) => {
		const place = auth.pushes(wanted) ? wanted : mirrored(options.mirrors ?? [], wanted);
		return {
			...wanted,
			...place
		};
	};
	const upload = async (repository, { descriptor, bytes }, signal) => {
		if (bytes.length > 65536 && !lost.has(keyOf$1(repository, descriptor.digest)) && await blobs.has(repository, descriptor.digest, signal)) return {
			how: "known",
			bytes: 0
		};
		await blobs.send(repository, {
			descriptor,
			streamed: false,
			open: () => bytes
		}, void 0, signal);
		return {
			how: "uploaded",
			bytes: bytes.length
		};
	};
	const learn = (reference, error) => {
		for (const digest of missingBlobs(error)) {
			lost.add(keyOf$1(reference, digest));
			copies.forget(reference, digest);
		}
	};
	/** Registries deny what is not there yet. The right to push tells that apart from what we may not see. */
	const orAbsent = async (reference, signal, find) => {
		try {
			return await find();
		} catch (error) {
			if (error instanceof RegistryRefusal && isDenial(error) && auth.pushes(reference) && await blobs.maySend(reference, signal)) return void 0;
			throw error;
		}
	};
	return {
		expect: (access) => auth.expect(access.map(({ repository, push }) => ({
			repository: push ? repository : source(repository),
			push
		}))),
		manifest: (reference, signal) => answered(signal, explained, async () => {
			const manifest = await orAbsent(reference, signal, () => manifests.get(source(reference), signal));
			return manifest === void 0 ? void 0 : { manifest };
		}),
		digest: (reference, signal) => answered(signal, explained, async () => {
			const digest = await orAbsent(reference, signal, () => manifests.digest(source(reference), signal));
			return digest === void 0 ? void 0 : { digest };
		}),
		blob: (repository, descriptor, signal) => explained(signal, () => readWhole({
			exchange,
			repository: source(repository),
			descriptor
		}, signal)),
		upload: (repository, blob, signal) => explained(signal, () => upload(repository, blob, signal)),
		copy: (from, to, descriptor, signal) => explained(signal, () => copies.copy({
			from: source(from),
			to,
			descriptor
		}, signal)),
		putManifest: (reference, manifest, signal) => explained(signal, async () => {
			try {
				await manifests.put(reference, manifest, signal);
			} catch (error) {
				learn(reference, error);
				throw error;
			}
		}),
		close: () => http.close()
	};
};
const connect = (options) => {
	const { env, ca, observe, routes, credentials: given, dockerConfig, insecureRegistries: insecure } = options;
	const { clock = systemClock } = options;
	const heard = /* @__PURE__ */ new Set();
	const redactor = openRedactor();
	const onSecret = (secret) => {
		if (heard.has(secret)) return;
		heard.add(secret);
		redactor.learn(secret);
		options.onSecret?.(secret);
	};
	const limits = {
		...LIMITS,
		...options.limits
	};
	const http = openHttp({
		env,
		ca,
		limits,
		routes,
		observe
	});
	const credentials = openCredentials({
		env,
		given,
		dockerConfig,
		helperLimit: limits.helper,
		onSecret
	});
	const auth = openAuth(credentials, {
		http,
		clock,
		limits,
		trusted: insecure,
		onSecret
	});
	return {
		http,
		auth,
		exchange: openExchange({
			http,
			auth,
			clock,
			limits,
			insecure
		}),
		explained: explainer((text) => redactor.clean(text))
	};
};
/** Makes one of three answers of what `find` finds: a failure is "nobody can say", never "there is none". */
const answered = async (signal, explained, find) => {
	try {
		const found = await explained(signal, find);
		return found === void 0 ? { status: "absent" } : {
			status: "present",
			...found
		};
	} catch (error) {
		if (error instanceof ActionError) return {
			status: "unknown",
			error
		};
		throw error;
	}
};
const readWhole = async (source, signal) => {
	const { repository, descriptor } = source;
	if (descriptor.size > 536870912) throw new ContentMismatch(`Cannot read blob "${formatRepository(repository)}@${descriptor.digest}": it is larger than ${MAX_WHOLE_BLOB} bytes`);
	const read = async () => Buffer.concat(await Array.fromAsync(readBlob(source, signal)));
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof ContentMismatch)) throw error;
		return read();
	}
};
const keyOf$1 = (repository, digest) => `${formatRepository(repository)} ${digest}`;
// src/core/oci/types.ts
/** Tells an index (either vendor's list) from a manifest of one image. */
const isIndex = (content) => "manifests" in content;
// src/flow/blobs.ts
const openBlobs = (registry) => {
	const known = /* @__PURE__ */ new Map();
	/** The first repository of a registry to get a blob; the others mount it from there, and wait for that. */
	const holders = /* @__PURE__ */ new Map();
	const transfer = (repository, digest, send) => {
		const key = keyOf(repository, digest);
		const before = known.get(key);
		if (before !== void 0) return before.then(() => KNOWN);
		const sending = send();
		const holder = holderKey(repository, digest);
		const landing = sending.then(() => repository);
		known.set(key, sending);
		if (!holders.has(holder)) holders.set(holder, landing);
		landing.catch(() => {
			known.delete(key);
			if (holders.get(holder) === landing) holders.delete(holder);
		});
		return sending;
	};
	return {
		note: (repository, { content }) => {
			if (isIndex(content)) return;
			for (const { digest } of [content.config, ...content.layers]) {
				known.set(keyOf(repository, digest), Promise.resolve(KNOWN));
				holders.set(holderKey(repository, digest), Promise.resolve(repository));
			}
		},
		ensure: (repository, blob, signal) => {
			const { descriptor } = blob;
			const first = holders.get(holderKey(repository, descriptor.digest));
			return transfer(repository, descriptor.digest, async () => {
				const holder = await first?.catch(() => void 0);
				return holder === void 0 || isSame(holder, repository) ? registry.upload(repository, blob, signal) : registry.copy(holder, repository, descriptor, signal);
			});
		},
		ensureFrom: (from, repository, descriptor, signal) => transfer(repository, descriptor.digest, () => isSame(from, repository) ? Promise.resolve(KNOWN) : registry.copy(from, repository, descriptor, signal)),
		has: (repository, digest) => known.has(keyOf(repository, digest)),
		forget: (repository, digests) => {
			for (const digest of digests) {
				known.delete(keyOf(repository, digest));
				holders.delete(holderKey(repository, digest));
			}
		}
	};
};
const KNOWN = {
	how: "known",
	bytes: 0
};
const holderKey = ({ registry }, digest) => `${registry} ${digest}`;
const keyOf = (repository, digest) => `${formatRepository(repository)} ${digest}`;
const isSame = (a, b) => a.registry === b.registry && a.path === b.path;
// src/core/oci/append.ts
/** Returns a manifest of `layers` over a base's, in OCI types throughout: a mix of vendors' types is refused by some tools. */
const appendLayers = (base, layers, config, annotations) => ({
	schemaVersion: 2,
	mediaType: OCI_MANIFEST,
	config,
	layers: [...base, ...layers],
	annotations
});
// src/core/oci/canonical-json.ts
/**
* Writes `value` as canonical JSON (RFC 8785): members sorted by UTF-16 code units, no spaces, ECMAScript's own numbers
* and strings. Members that are undefined are left out.
*/
const canonicalJson = (value) => {
	if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(",")}]`;
	if (typeof value === "object" && value !== null) return canonicalObject(value);
	if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}`);
	if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("JSON text must be well-formed Unicode");
	return JSON.stringify(value);
};
const canonicalObject = (object) => {
	return `{${Object.keys(object).sort().flatMap((key) => {
		const item = object[key];
		return item === void 0 ? [] : [`${canonicalJson(key)}:${canonicalJson(item)}`];
	}).join(",")}}`;
};
// src/core/oci/json-blob.ts
/** Writes a manifest, index or config as canonical JSON, so that equal documents have equal digests. */
const jsonBlob = (mediaType, document) => {
	const bytes = Buffer.from(canonicalJson(document));
	return {
		descriptor: {
			mediaType,
			digest: digestOf(bytes),
			size: bytes.length
		},
		bytes
	};
};
// src/core/image/marks.ts
/** Annotation: digests of the uncompressed layers of ours, in order, so that a layer can be used without its config. */
const DIFF_IDS_MARK = "io.github.function-images.diff-ids";
/** Annotation of a dependency layer's image: the key that its inputs hash to. */
const KEY_MARK = "io.github.function-images.dependencies";
// src/core/image/dependency-image.ts
/** Returns the tag of the image that holds the dependency layer of `key`, in the shared repository. */
const dependencyTag = (key) => `deps-${key}`;
/** Makes an ordinary image of one dependency layer: one of its own, so that no garbage collector takes the layer. */
const dependencyImage = (key, { os, architecture }, layer) => {
	const content = {
		os,
		architecture,
		config: {},
		rootfs: {
			type: "layers",
			diff_ids: [layer.diffId]
		}
	};
	const config = jsonBlob(OCI_CONFIG, content);
	const manifest = appendLayers([], [layer.descriptor], config.descriptor, {
		[DIFF_IDS_MARK]: layer.diffId,
		[KEY_MARK]: key
	});
	return {
		config,
		manifest: {
			mediaType: manifest.mediaType,
			bytes: jsonBlob(manifest.mediaType, manifest).bytes
		}
	};
};
// src/flow/push-dependencies.ts
/** Pushes the layer as an image of its own, tagged by its key. Returns the bytes sent. */
const pushDependencies = async (shared, { key, platform, layer }, { registry, blobs, signal }) => {
	const { config, manifest } = dependencyImage(key, platform, layer);
	const sent = await Promise.all([blobs.ensure(shared, layer, signal), blobs.ensure(shared, config, signal)]);
	await registry.putManifest({
		...shared,
		tag: dependencyTag(key)
	}, manifest, signal);
	return sent.reduce((sum, transfer) => sum + transfer.bytes, manifest.bytes.length);
};
// src/entry/builder/build.ts
/**
* Packs what an install left, pushes it as the layer of its key, and says which it is. Exit code 42 means that what was
* installed cannot go into a layer; 1 that it could not be pushed. Throws for what is a bug of ours.
*/
const buildInPod = async ({ plan: file, root, env }, signal) => {
	const plan = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, "utf8"));
	const packed = await orFailure(42, () => pack(root, plan, signal));
	if ("exitCode" in packed) return packed;
	return orFailure(1, async () => {
		await push(plan, packed, env, signal);
		const { descriptor, diffId } = packed;
		return {
			exitCode: 0,
			message: {
				kind: "layer",
				descriptor,
				diffId
			}
		};
	});
};
const pack = async (root, { leaveOut }, signal) => {
	const refuse = (reason) => new ActionError("BUILD_FAILED", reason);
	return packFiles(FUNCTION_ROOT, await collectFiles(root, {
		leaveOut: new Set(leaveOut),
		refuse,
		signal
	}));
};
const push = async (plan, layer, env, signal) => {
	const { key, platform, shared, insecureRegistries, ca } = plan;
	const registry = openRegistryClient({
		env,
		insecureRegistries,
		...ca === void 0 ? {} : { ca }
	});
	registry.expect([{
		repository: shared,
		push: true
	}]);
	try {
		await pushDependencies(shared, {
			key,
			platform,
			layer
		}, {
			registry,
			blobs: openBlobs(registry),
			signal
		});
	} finally {
		registry.close();
	}
};
const orFailure = async (exitCode, work) => {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ActionError)) throw error;
		const { message, hint } = error;
		return {
			exitCode,
			message: {
				kind: "error",
				message,
				...hint === void 0 ? {} : { hint }
			}
		};
	}
};
// src/entry/builder/main.ts
const MESSAGE = "/dev/termination-log";
const { exitCode, message } = await buildInPod({
	plan: "/builder/plan.json",
	root: "/kubeless",
	env: process.env
}, new AbortController().signal);
if (message.kind === "error") process.stderr.write(`${message.message}\n`);
await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(MESSAGE, formatMessage(message));
process.exitCode = exitCode;


__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(753);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
