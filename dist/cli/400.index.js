export const id = 400;
export const ids = [400];
export const modules = {

/***/ 400:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ isErrno),
/* harmony export */   n: () => (/* binding */ OWN_FOLDER),
/* harmony export */   r: () => (/* binding */ isBusy),
/* harmony export */   t: () => (/* binding */ openRegistry)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(792);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3024);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7067);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6760);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8474);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1455);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6466);









// src/edge/embedded-registry/durable.ts
/** Writes a new file whose content is on the disk when this returns; its name may not be yet. */
const writeSynced = async (path, content) => {
	const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.open)(path, "wx");
	try {
		await file.writeFile(content);
		await file.datasync();
	} finally {
		await file.close();
	}
};
/** Puts `content` at `path`, whole or not at all, through `temporary` on the same file system. The folder is to be synced. */
const replaceFile = async (path, content, temporary) => {
	await writeSynced(temporary, content);
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.rename)(temporary, path);
};
/** Brings the names in a folder to the disk. Windows cannot, and needs not: NTFS journals them. */
const syncFolder = async (path) => {
	if (process.platform === "win32") return;
	const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.open)(path, "r");
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
};
/** Tells whether a file system call failed because there is no such file. */
const isMissing = (error) => isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR");
const isErrno = (error, code) => error instanceof Error && error.code === code;
// src/edge/embedded-registry/folder-lock.ts
/** SQLite's result code when somebody else holds the lock. https://www.sqlite.org/rescode.html#busy */
const BUSY = 5;
/**
* Takes a folder for this process and returns how to give it back. The lock is the operating system's, held through an
* open transaction of SQLite, so it is free at once when the process is killed; a file with a process number would not be.
*/
const lockFolder = (folder) => {
	const { DatabaseSync } = withoutWarning("SQLite", () => process.getBuiltinModule("node:sqlite"));
	try {
		const database = new DatabaseSync((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, "lock.sqlite"));
		try {
			database.exec("BEGIN EXCLUSIVE");
		} catch (error) {
			database.close();
			throw error;
		}
		return () => database.close();
	} catch (error) {
		throw refused(folder, error);
	}
};
/** Runs `load`, keeping back the experimental warning about `feature` that Node prints in it; others pass. */
const withoutWarning = (feature, load) => {
	const emit = process.emitWarning;
	const filter = (warning, ...rest) => {
		if (rest[0] === "ExperimentalWarning" && String(warning).includes(feature)) return;
		Reflect.apply(emit, process, [warning, ...rest]);
	};
	process.emitWarning = filter;
	try {
		return load();
	} finally {
		process.emitWarning = emit;
	}
};
/** Tells whether `error`, the cause of a refused lock, says that another process has the folder. */
const isBusy = (error) => error instanceof Error && "errcode" in error && error.errcode === BUSY;
const refused = (folder, cause) => {
	const busy = isBusy(cause);
	const why = busy ? "another process serves it" : cause.message;
	const hint = busy ? "Stop that process, or use another folder" : "Use a folder that you may write to";
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", `Cannot lock folder "${folder}": ${why}`, {
		hint,
		cause
	});
};
// src/edge/embedded-registry/refusal.ts
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes, and one for what nobody foresaw. */
const STATUS = {
	BLOB_UNKNOWN: 404,
	BLOB_UPLOAD_INVALID: 400,
	BLOB_UPLOAD_UNKNOWN: 404,
	DENIED: 403,
	DIGEST_INVALID: 400,
	MANIFEST_BLOB_UNKNOWN: 400,
	MANIFEST_INVALID: 400,
	MANIFEST_UNKNOWN: 404,
	NAME_INVALID: 400,
	NAME_UNKNOWN: 404,
	SIZE_INVALID: 400,
	UNKNOWN: 500,
	UNSUPPORTED: 405
};
/** A request that is answered with one of the spec's errors. */
var Refusal = class extends Error {
	name = "Refusal";
	code;
	status;
	headers;
	detail;
	constructor(code, message, options = {}) {
		super(message);
		this.code = code;
		this.status = options.status ?? STATUS[code];
		this.headers = options.headers ?? {};
		this.detail = options.detail;
	}
};
/** Returns the body that the spec wants for `refusal`. */
const errorBody = ({ code, message, detail }) => JSON.stringify({ errors: [{
	code,
	message,
	detail
}] });
// src/edge/embedded-registry/exchange.ts
/** Sends a whole answer. A body is not sent to HEAD, but counted, unless the headers count it. */
const reply = (response, { status, headers = {}, body = "" }) => {
	const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
	response.writeHead(status, {
		...status === 204 ? {} : { "content-length": length },
		...headers
	});
	response.end(body);
};
/** The body as it arrives. It can be left before its end: the request lives on, so that its rest can be read away. */
const bodyOf = (request) => ({ [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) });
/** Reads a body of `limit` bytes at most. */
const readBody = async (request, limit) => {
	const chunks = [];
	let size = 0;
	for await (const chunk of bodyOf(request)) {
		size += chunk.length;
		if (size > limit) throw new Refusal("SIZE_INVALID", `Cannot accept the manifest: it has more than ${limit} bytes`, { status: 413 });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
};
// src/edge/embedded-registry/blobs.ts
/** Returns the file of a blob in the layout `folder`. */
const blobPath = (folder, digest) => (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, "blobs", digest.replace(":", "/"));
/** Returns the size of a blob in bytes, undefined when the layout does not hold it. */
const blobSize = async (folder, digest) => {
	try {
		return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.stat)(blobPath(folder, digest))).size;
	} catch (error) {
		if (isMissing(error)) return void 0;
		throw error;
	}
};
/** Makes the finished file `file` the blob `digest`; its content is checked already. */
const adoptBlob = async (folder, file, digest) => {
	const path = blobPath(folder, digest);
	try {
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.rename)(file, path);
	} catch (error) {
		if (!isMissing(error)) throw error;
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.dirname)(path), { recursive: true });
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.rename)(file, path);
	}
};
/** Gives the layout `to` a blob of `from`; false when that does not hold it. */
const mountBlob = async (mount) => {
	const path = blobPath(mount.to, mount.digest);
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.dirname)(path), { recursive: true });
	try {
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.link)(blobPath(mount.from, mount.digest), path);
		return true;
	} catch (error) {
		if (isErrno(error, "EEXIST")) return true;
		if (isMissing(error)) return false;
		return copyBlob(mount);
	}
};
/** Removes a blob; false when there was none. */
const removeBlob = async (folder, digest) => {
	try {
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.unlink)(blobPath(folder, digest));
		return true;
	} catch (error) {
		if (isMissing(error)) return false;
		throw error;
	}
};
const copyBlob = async ({ from, to, digest, temporary }) => {
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.copyFile)(blobPath(from, digest), temporary, node_fs__WEBPACK_IMPORTED_MODULE_2__.constants.COPYFILE_FICLONE);
	await adoptBlob(to, temporary, digest);
	return true;
};
// src/edge/embedded-registry/content-digest.ts
/** The registered algorithms. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#registered-algorithms */
const ALGORITHMS = ["sha256", "sha512"];
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const isContentDigest = (text) => DIGEST.test(text);
/** Reads what a client sent as a digest, or refuses with DIGEST_INVALID. */
const parseDigest = (text) => {
	if (text !== null && isContentDigest(text)) return text;
	throw new Refusal("DIGEST_INVALID", `Cannot read digest "${text ?? ""}": write sha256: or sha512: and its hex digits`);
};
const algorithmOf = (digest) => digest.startsWith("sha512:") ? "sha512" : "sha256";
const contentDigestOf = (algorithm, bytes) => `${algorithm}:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.createHash)(algorithm).update(bytes).digest("hex")}`;
// src/edge/embedded-registry/range.ts
/**
* Reads a Range header for a body of `size` bytes. Undefined: there is none that we serve (several ranges, another
* unit), so the whole body is the answer. https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
*/
const parseRange = (header, size) => {
	const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
	if (first === "" && last === "") return void 0;
	const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
	const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
	return start > end ? "unsatisfiable" : {
		start,
		end
	};
};
/** Reads the Content-Range of a chunk, which the spec writes without a unit: `0-1023`. */
const parseChunkRange = (header) => {
	const match = /^(\d{1,15})-(\d{1,15})$/.exec(header);
	return match === null ? void 0 : {
		start: Number(match[1]),
		end: Number(match[2])
	};
};
// src/edge/embedded-registry/routes/blobs.ts
/** Blobs up to this size are read at once: a stream costs more than they do. */
const SMALL = 65536;
/** Bytes that a stream reads at once. */
const READ_SIZE = 262144;
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs */
const headBlob = async ({ store, name, reference, response }) => {
	const digest = parseDigest(reference);
	const size = await blobSize(store.folder(name), digest);
	if (size === void 0) throw unknownBlob(name, digest);
	reply(response, {
		status: 200,
		headers: {
			...headersOf$1(digest),
			"content-length": size
		}
	});
};
const getBlob = async (exchange) => {
	const digest = parseDigest(exchange.reference);
	const file = await openBlob(exchange, digest);
	try {
		const { size } = await file.stat();
		const range = parseRange(exchange.request.headers.range, size);
		if (range === "unsatisfiable") throw new Refusal("SIZE_INVALID", `The blob has ${size} bytes`, {
			status: 416,
			headers: { "content-range": `bytes */${size}` }
		});
		await sendBlob(exchange, file, {
			digest,
			size,
			...range === void 0 ? {} : { range }
		});
	} finally {
		await file.close();
	}
};
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#deleting-blobs */
const deleteBlob = async ({ store, name, reference, response }) => {
	const digest = parseDigest(reference);
	const repository = await store.find(name);
	if (repository?.index.manifests.has(digest)) throw new Refusal("UNSUPPORTED", `${digest} is a manifest: delete it as one`);
	if (repository === void 0 || !await removeBlob(repository.folder, digest)) throw unknownBlob(name, digest);
	reply(response, { status: 202 });
};
const sendBlob = async ({ response }, file, { digest, size, range }) => {
	const { start, end } = range ?? {
		start: 0,
		end: size - 1
	};
	const length = end - start + 1;
	const headers = {
		...headersOf$1(digest),
		"content-length": length,
		...range === void 0 ? {} : { "content-range": `bytes ${start}-${end}/${size}` }
	};
	const status = range === void 0 ? 200 : 206;
	if (length <= SMALL) {
		const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start);
		if (bytesRead !== length) throw new Error(`Cannot read blob ${digest}: its file became shorter`);
		reply(response, {
			status,
			headers,
			body: buffer
		});
	} else {
		response.writeHead(status, headers);
		await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_8__.pipeline)(file.createReadStream({
			start,
			end,
			highWaterMark: READ_SIZE,
			autoClose: false
		}), response);
	}
};
const openBlob = async ({ store, name }, digest) => {
	try {
		return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.open)(blobPath(store.folder(name), digest), "r");
	} catch (error) {
		if (isMissing(error)) throw unknownBlob(name, digest);
		throw error;
	}
};
const headersOf$1 = (digest) => ({
	"content-type": "application/octet-stream",
	"docker-content-digest": digest,
	"accept-ranges": "bytes"
});
const unknownBlob = (name, digest) => new Refusal("BLOB_UNKNOWN", `Repository "${name}" has no blob ${digest}`);
// src/edge/embedded-registry/manifest-content.ts
const TYPES = /* @__PURE__ */ new Set([
	_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.l,
	_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.p,
	_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.i,
	_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.a
]);
/** Reads a manifest that is sent with `contentType`, or refuses with MANIFEST_INVALID. */
const parseManifest = (bytes, contentType) => {
	const content = parseObject(bytes);
	const sent = contentType?.split(";")[0]?.trim();
	const mediaType = content.mediaType ?? sent;
	if (sent !== void 0 && sent !== mediaType) throw invalid(`it says that it is ${JSON.stringify(mediaType)}, and was sent as "${sent}"`);
	if (typeof mediaType !== "string" || !TYPES.has(mediaType)) throw invalid(`its type is ${JSON.stringify(mediaType)}; accepted are ${[...TYPES].join(", ")}`);
	return {
		mediaType,
		needs: neededBy(content),
		...referrerFacts(content)
	};
};
/** Reads what the referrers API tells about a manifest. It is in the repository, so it was checked once. */
const referrerFacts = (content) => {
	const { subject, config, annotations } = content;
	const artifactType = content.artifactType ?? (isObject(config) ? config.mediaType : void 0);
	return {
		...subject === void 0 || subject === null ? {} : { subject: descriptorOf(subject).digest },
		...typeof artifactType === "string" ? { artifactType } : {},
		...isObject(annotations) ? { annotations } : {}
	};
};
/** Reads bytes that must be a JSON object, or refuses with MANIFEST_INVALID. */
const parseObject = (bytes) => {
	try {
		const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
		if (isObject(value)) return value;
	} catch {
		throw invalid("it is not JSON");
	}
	throw invalid("it is not a JSON object");
};
const neededBy = ({ config, layers, manifests }) => {
	const parts = manifests ?? (config === void 0 ? void 0 : layers);
	if (!Array.isArray(parts)) throw invalid("it has neither \"manifests\" nor \"config\" and \"layers\"");
	return (manifests === void 0 ? [config, ...parts] : parts).filter((part) => !isForeign(part)).map(descriptorOf);
};
const isForeign = (part) => isObject(part) && typeof part.mediaType === "string" && (part.mediaType === "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" || part.mediaType.includes(".nondistributable."));
const descriptorOf = (value) => {
	if (!isObject(value)) throw invalid("a descriptor is not an object");
	const { digest, size } = value;
	if (typeof digest !== "string" || !isContentDigest(digest)) throw invalid(`"${String(digest)}" is not a digest`);
	if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw invalid(`the size of ${digest} is not a count of bytes`);
	return {
		digest,
		size
	};
};
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const invalid = (why) => new Refusal("MANIFEST_INVALID", `Cannot accept the manifest: ${why}`);
// src/edge/embedded-registry/routes/manifests.ts
/** In bytes: what the spec asks a registry to take at least, so that what works here works elsewhere. */
const MAX_MANIFEST = 4194304;
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const headManifest = async (exchange) => {
	const { digest, record } = await lookUp(exchange);
	reply(exchange.response, {
		status: 200,
		headers: {
			...headersOf(digest, record),
			"content-length": record.size
		}
	});
};
const getManifest = async (exchange) => {
	const { repository, digest, record } = await lookUp(exchange);
	const body = await exchange.store.manifest(repository, digest);
	if (body === void 0) throw unknownManifest(exchange);
	reply(exchange.response, {
		status: 200,
		headers: headersOf(digest, record),
		body
	});
};
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
const putManifest = async (exchange) => {
	const { request, response, store, name } = exchange;
	const { wanted, tags } = targetOf(exchange);
	const bytes = await readBody(request, MAX_MANIFEST);
	const digest = contentDigestOf(wanted === void 0 ? "sha256" : algorithmOf(wanted), bytes);
	if (wanted !== void 0 && wanted !== digest) throw new Refusal("DIGEST_INVALID", `The manifest sent is ${digest}, not ${wanted}`);
	const content = parseManifest(bytes, request.headers["content-type"]);
	await checkNeeds(store.folder(name), content);
	const repository = await store.create(name);
	await store.inTurn(turnOf(name, digest), async () => {
		await store.writeManifest(repository, digest, bytes);
		await repository.change((draft) => {
			draft.manifests.set(digest, {
				mediaType: content.mediaType,
				size: bytes.length
			});
			for (const tag of tags) draft.tags.set(tag, digest);
		});
	});
	reply(response, {
		status: 201,
		headers: acceptedHeaders(exchange, digest, content)
	});
};
/** A tag takes its name away, a digest the manifest with all its names. */
const deleteManifest = async (exchange) => {
	const { response, store, name, reference } = exchange;
	const repository = await store.find(name);
	if (repository === void 0) throw unknownManifest(exchange);
	if ((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.v)(reference)) await repository.change(({ tags }) => {
		if (!tags.delete(reference)) throw unknownManifest(exchange);
	});
	else await removeManifest(exchange, repository, parseDigest(reference));
	reply(response, { status: 202 });
};
const removeManifest = ({ store, name, ...exchange }, repository, digest) => store.inTurn(turnOf(name, digest), async () => {
	await repository.change(({ manifests, tags }) => {
		if (!manifests.delete(digest)) throw unknownManifest({
			name,
			reference: exchange.reference
		});
		for (const [tag, tagged] of tags) if (tagged === digest) tags.delete(tag);
	});
	await store.removeManifest(repository, digest);
});
const lookUp = async (exchange) => {
	const { store, name, reference } = exchange;
	const repository = await store.find(name);
	const digest = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.v)(reference) ? repository?.index.tags.get(reference) : parseDigest(reference);
	const record = digest === void 0 ? void 0 : repository?.index.manifests.get(digest);
	if (repository === void 0 || digest === void 0 || record === void 0) throw unknownManifest(exchange);
	return {
		repository,
		digest,
		record
	};
};
const targetOf = ({ reference, query }) => {
	if ((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.v)(reference)) return { tags: [reference] };
	const wanted = parseDigest(reference);
	const tags = query.getAll("tag");
	const wrong = tags.find((tag) => !(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.v)(tag));
	if (wrong !== void 0) throw new Refusal("MANIFEST_INVALID", `"${wrong}" is not a tag`);
	return {
		wanted,
		tags
	};
};
const checkNeeds = async (folder, { needs }) => {
	const sizes = await Promise.all(needs.map(({ digest }) => blobSize(folder, digest)));
	const missing = needs.find((_, at) => sizes[at] === void 0);
	if (missing !== void 0) throw new Refusal("MANIFEST_BLOB_UNKNOWN", `The manifest needs ${missing.digest}: send that before`, { detail: { digest: missing.digest } });
	const wrong = needs.findIndex(({ size }, at) => sizes[at] !== size);
	if (wrong !== -1) throw new Refusal("SIZE_INVALID", `${needs[wrong]?.digest} has ${sizes[wrong]} bytes, not ${needs[wrong]?.size}`);
};
const acceptedHeaders = ({ name, query }, digest, { subject }) => ({
	location: `/v2/${name}/manifests/${digest}`,
	"docker-content-digest": digest,
	...subject === void 0 ? {} : { "oci-subject": subject },
	...query.has("tag") ? { "oci-tag": query.getAll("tag") } : {}
});
const headersOf = (digest, { mediaType }) => ({
	"content-type": mediaType,
	"docker-content-digest": digest
});
const turnOf = (name, digest) => `${name}@${digest}`;
const unknownManifest = ({ name, reference }) => new Refusal("MANIFEST_UNKNOWN", `Repository "${name}" has no manifest "${reference}"`);
// src/edge/embedded-registry/routes/referrers.ts
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers */
const listReferrers = async (exchange) => {
	const wanted = exchange.query.get("artifactType");
	const all = await referrersOf(exchange);
	const manifests = wanted === null ? all : all.filter(({ artifactType }) => artifactType === wanted);
	reply(exchange.response, {
		status: 200,
		headers: {
			"content-type": _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.l,
			...wanted === null ? {} : { "oci-filters-applied": "artifactType" }
		},
		body: JSON.stringify({
			schemaVersion: 2,
			mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.l,
			manifests
		})
	});
};
const referrersOf = async ({ store, name, reference }) => {
	const digest = parseDigest(reference);
	const repository = await store.find(name);
	const found = [];
	for (const [candidate, { mediaType, size }] of repository?.index.manifests ?? []) {
		const bytes = repository === void 0 ? void 0 : await store.manifest(repository, candidate);
		const { subject, ...facts } = bytes === void 0 ? {} : referrerFacts(parseObject(bytes));
		if (subject === digest) found.push({
			mediaType,
			digest: candidate,
			size,
			...facts
		});
	}
	return found;
};
// src/edge/embedded-registry/routes/tags.ts
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags */
const listTags = async ({ store, name, query, response }) => {
	const repository = await store.find(name);
	if (repository === void 0) throw new Refusal("NAME_UNKNOWN", `There is no repository "${name}"`);
	const last = query.get("last") ?? "";
	const rest = [...repository.index.tags.keys()].filter((tag) => tag > last).sort();
	const tags = rest.slice(0, limitOf(query));
	const end = tags.at(-1);
	const more = end !== void 0 && tags.length < rest.length;
	const next = new URLSearchParams({
		n: String(tags.length),
		last: end ?? ""
	});
	reply(response, {
		status: 200,
		headers: {
			"content-type": "application/json",
			...more ? { link: `</v2/${name}/tags/list?${next.toString()}>; rel="next"` } : {}
		},
		body: JSON.stringify({
			name,
			tags
		})
	});
};
const limitOf = (query) => {
	const n = query.get("n");
	if (n === null) return Infinity;
	if (!/^\d{1,9}$/.test(n)) throw new Refusal("UNSUPPORTED", `Cannot list "${n}" tags: write a count`, { status: 400 });
	return Number(n);
};
// src/edge/embedded-registry/routes/uploads.ts
/** Begins an upload, or does all of it: by mount, or with the body at hand. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs */
const postUpload = async (exchange) => {
	const { query, uploads, name } = exchange;
	const mount = query.get("mount");
	if (mount !== null && await mounted(exchange, parseDigest(mount))) return created(exchange, parseDigest(mount));
	const digest = query.get("digest");
	const parsed = digest === null ? void 0 : parseDigest(digest);
	const session = await uploads.begin(name);
	if (parsed === void 0) progress(exchange, session, 202);
	else await finish(exchange, session, parsed);
};
/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-a-blob-in-chunks */
const patchUpload = async (exchange) => {
	const session = sessionOf(exchange);
	checkChunk(exchange, session);
	await session.append(bodyOf(exchange.request));
	progress(exchange, session, 202);
};
const putUpload = async (exchange) => {
	const session = sessionOf(exchange);
	const digest = parseDigest(exchange.query.get("digest"));
	checkChunk(exchange, session);
	await finish(exchange, session, digest);
};
const getUpload = async (exchange) => progress(exchange, sessionOf(exchange), 204);
const deleteUpload = async (exchange) => {
	await exchange.uploads.end(sessionOf(exchange));
	reply(exchange.response, { status: 204 });
};
const sessionOf = ({ uploads, name, reference }) => uploads.find(name, reference);
const mounted = async ({ store, query, name }, digest) => {
	const source = query.get("from");
	const from = source === null ? await store.layoutWith(digest) : (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__._)(source) ? store.folder(source) : void 0;
	if (from === void 0 || await blobSize(from, digest) === void 0) return false;
	const { folder } = await store.create(name);
	return mountBlob({
		from,
		to: folder,
		digest,
		temporary: store.temporary()
	});
};
const finish = async (exchange, session, digest) => {
	const { request, store, uploads, name } = exchange;
	try {
		const file = await session.finish(bodyOf(request), digest);
		const { folder } = await store.create(name);
		await adoptBlob(folder, file, digest);
	} finally {
		if (session.ended) await uploads.end(session);
	}
	created(exchange, digest);
};
const created = ({ response, name }, digest) => reply(response, {
	status: 201,
	headers: {
		location: `/v2/${name}/blobs/${digest}`,
		"docker-content-digest": digest
	}
});
const progress = ({ response, name }, session, status) => reply(response, {
	status,
	headers: stateOf(name, session)
});
const stateOf = (name, { id, size }) => ({
	location: `/v2/${name}/blobs/uploads/${id}`,
	range: `0-${Math.max(0, size - 1)}`,
	"docker-upload-uuid": id
});
const checkChunk = ({ request, name }, session) => {
	const header = request.headers["content-range"];
	if (header === void 0) return;
	const range = parseChunkRange(header);
	if (range === void 0) throw new Refusal("BLOB_UPLOAD_INVALID", `Cannot read Content-Range "${header}"`);
	if (range.start !== session.size) throw new Refusal("BLOB_UPLOAD_INVALID", `The next byte of this upload is ${session.size}, not ${range.start}`, {
		status: 416,
		headers: stateOf(name, session)
	});
	if (Number(request.headers["content-length"]) !== range.end - range.start + 1) throw new Refusal("SIZE_INVALID", `Content-Length and Content-Range "${header}" do not agree`);
};
// src/edge/embedded-registry/router.ts
const ping = async ({ response }) => reply(response, {
	status: 200,
	headers: { "content-type": "application/json" },
	body: "{}"
});
const ROUTES = [
	{
		path: /^\/v2\/?$/,
		methods: {
			GET: ping,
			HEAD: ping
		}
	},
	{
		path: /^\/v2\/(.+)\/blobs\/uploads\/?$/,
		methods: { POST: postUpload }
	},
	{
		path: /^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/,
		methods: {
			GET: getUpload,
			HEAD: getUpload,
			PATCH: patchUpload,
			PUT: putUpload,
			DELETE: deleteUpload
		}
	},
	{
		path: /^\/v2\/(.+)\/blobs\/([^/]+)$/,
		methods: {
			GET: getBlob,
			HEAD: headBlob,
			DELETE: deleteBlob
		}
	},
	{
		path: /^\/v2\/(.+)\/manifests\/([^/]+)$/,
		methods: {
			GET: getManifest,
			HEAD: headManifest,
			PUT: putManifest,
			DELETE: deleteManifest
		}
	},
	{
		path: /^\/v2\/(.+)\/tags\/list$/,
		methods: {
			GET: listTags,
			HEAD: listTags
		}
	},
	{
		path: /^\/v2\/(.+)\/referrers\/([^/]+)$/,
		methods: {
			GET: listReferrers,
			HEAD: listReferrers
		}
	}
];
/** Answers one request; never throws. */
const answer = async ({ store, uploads }, request, response) => {
	response.setHeader("docker-distribution-api-version", "registry/2.0");
	response.setHeader("x-content-type-options", "nosniff");
	try {
		checkSender(request);
		const [path = "", search = ""] = (request.url ?? "").split("?", 2);
		const { handler, name, reference } = find(request.method ?? "", decode(path));
		await handler({
			request,
			response,
			query: new URLSearchParams(search),
			name,
			reference,
			store,
			uploads
		});
	} catch (error) {
		refuse(response, error);
	} finally {
		request.resume();
	}
};
const checkSender = ({ headers }) => {
	if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(headers.host ?? "")) throw new Refusal("DENIED", `This registry does not serve host "${headers.host ?? ""}", only localhost`);
	if (headers.origin !== void 0) throw new Refusal("DENIED", "This registry does not serve web pages");
};
const find = (method, path) => {
	for (const route of ROUTES) {
		const match = route.path.exec(path);
		if (match === null) continue;
		const [, name = "", reference = ""] = match;
		const handler = Object.hasOwn(route.methods, method) ? route.methods[method] : void 0;
		if (handler === void 0) throw new Refusal("UNSUPPORTED", `Cannot ${method} this path`, { headers: { allow: Object.keys(route.methods).join(", ") } });
		if (handler !== ping && !(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__._)(name)) throw new Refusal("NAME_INVALID", `"${name}" cannot be the name of a repository`);
		return {
			handler,
			name,
			reference
		};
	}
	throw new Refusal("UNSUPPORTED", `There is nothing at "${path}"`, { status: 404 });
};
const decode = (path) => {
	try {
		return decodeURIComponent(path);
	} catch {
		throw new Refusal("NAME_INVALID", `Cannot read path "${path}"`);
	}
};
const refuse = (response, error) => {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const refusal = error instanceof Refusal ? error : new Refusal("UNKNOWN", error.message);
	reply(response, {
		status: refusal.status,
		headers: {
			"content-type": "application/json",
			...refusal.headers
		},
		body: errorBody(refusal)
	});
};
// src/edge/embedded-registry/recent.ts
/** Keeps what was asked for last, up to `limit` bytes in all. */
var Recent = class {
	#limit;
	#entries = /* @__PURE__ */ new Map();
	#size = 0;
	constructor(limit) {
		this.#limit = limit;
	}
	get(key) {
		const bytes = this.#entries.get(key);
		if (bytes === void 0) return void 0;
		this.#entries.delete(key);
		this.#entries.set(key, bytes);
		return bytes;
	}
	set(key, bytes) {
		this.delete(key);
		this.#entries.set(key, bytes);
		this.#size += bytes.length;
		for (const oldest of this.#entries.keys()) {
			if (this.#size <= this.#limit) return;
			this.delete(oldest);
		}
	}
	delete(key) {
		this.#size -= this.#entries.get(key)?.length ?? 0;
		this.#entries.delete(key);
	}
};
// src/edge/embedded-registry/layout.ts
/** The content of the file `oci-layout`. https://github.com/opencontainers/image-spec/blob/main/image-layout.md#oci-layout-file */
const LAYOUT_FILE = "{\"imageLayoutVersion\":\"1.0.0\"}";
const REF_NAME = "org.opencontainers.image.ref.name";
/** Reads index.json, also as other tools write it; names that are not tags are left out, their manifests are not. */
const parseIndex = (text) => {
	const index = {
		manifests: /* @__PURE__ */ new Map(),
		tags: /* @__PURE__ */ new Map()
	};
	const { manifests } = JSON.parse(text);
	for (const { mediaType, digest, size, annotations } of manifests) {
		if (!isContentDigest(digest)) continue;
		index.manifests.set(digest, {
			mediaType,
			size
		});
		const name = annotations?.[REF_NAME];
		if (name !== void 0 && (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.v)(name)) index.tags.set(name, digest);
	}
	return index;
};
/** Writes index.json: an entry for each tag, and one for each manifest that has none. */
const formatIndex = ({ manifests, tags }) => {
	const entries = [];
	const tagged = /* @__PURE__ */ new Set();
	for (const [tag, digest] of tags) {
		const record = manifests.get(digest);
		if (record === void 0) continue;
		tagged.add(digest);
		entries.push({
			mediaType: record.mediaType,
			digest,
			size: record.size,
			annotations: { [REF_NAME]: tag }
		});
	}
	for (const [digest, { mediaType, size }] of manifests) if (!tagged.has(digest)) entries.push({
		mediaType,
		digest,
		size
	});
	return JSON.stringify({
		schemaVersion: 2,
		mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.l,
		manifests: entries
	});
};
// src/edge/embedded-registry/repository.ts
/** The index of one repository: kept in memory, written through to its layout. */
var Repository = class {
	/** The OCI image layout. */
	folder;
	#index;
	#temporary;
	#waiting = [];
	#writing = false;
	constructor(folder, index, temporary) {
		this.folder = folder;
		this.#index = index;
		this.#temporary = temporary;
	}
	/** What is on the disk: a change that could not be written is never seen. */
	get index() {
		return this.#index;
	}
	/**
	* Changes the index; resolves when the change, and the blobs that it names, would survive a power cut. Changes that
	* come while one is written are written together. `apply` throws to refuse, before it changes anything.
	*/
	change(apply) {
		return new Promise((resolve, reject) => {
			this.#waiting.push({
				apply,
				resolve,
				reject
			});
			if (!this.#writing) this.#writeAll();
		});
	}
	async #writeAll() {
		this.#writing = true;
		while (this.#waiting.length > 0) {
			const changes = this.#waiting;
			this.#waiting = [];
			const draft = {
				manifests: new Map(this.#index.manifests),
				tags: new Map(this.#index.tags)
			};
			const accepted = changes.filter((change) => accepts(change, draft));
			if (accepted.length > 0) await this.#write(draft, accepted);
		}
		this.#writing = false;
	}
	async #write(draft, changes) {
		try {
			await Promise.all(ALGORITHMS.map((algorithm) => syncBlobs((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(this.folder, "blobs", algorithm))));
			await replaceFile((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(this.folder, "index.json"), formatIndex(draft), this.#temporary());
			await syncFolder(this.folder);
			this.#index = draft;
			for (const { resolve } of changes) resolve();
		} catch (error) {
			for (const { reject } of changes) reject(error);
		}
	}
};
/** Reads the repository whose layout is `folder`, undefined when there is none. */
const openRepository = async (folder, temporary) => {
	const file = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, "index.json");
	try {
		return new Repository(folder, parseIndex(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.readFile)(file, "utf8")), temporary);
	} catch (error) {
		if (isMissing(error)) return void 0;
		throw new Error(`Cannot read "${file}": ${error.message}`, { cause: error });
	}
};
/** Makes the layout `folder`, below `root`. The index comes last: a folder without one is no repository yet. */
const createRepository = async (root, folder, temporary) => {
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, "blobs", "sha256"), { recursive: true });
	const index = {
		manifests: /* @__PURE__ */ new Map(),
		tags: /* @__PURE__ */ new Map()
	};
	await replaceFile((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, "oci-layout"), LAYOUT_FILE, temporary());
	await replaceFile((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(folder, "index.json"), formatIndex(index), temporary());
	for (let made = folder; made !== root; made = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.dirname)(made)) await syncFolder(made);
	await syncFolder(root);
	return new Repository(folder, index, temporary);
};
const accepts = ({ apply, reject }, draft) => {
	try {
		apply(draft);
		return true;
	} catch (error) {
		reject(error);
		return false;
	}
};
const syncBlobs = async (folder) => {
	try {
		await syncFolder(folder);
	} catch (error) {
		if (!isMissing(error)) throw error;
	}
};
// src/edge/embedded-registry/turns.ts
/** Makes a set of queues, one a key, which last as long as something is in them. */
const turns = () => {
	const last = /* @__PURE__ */ new Map();
	return async (key, task) => {
		const mine = after(last.get(key), task);
		last.set(key, mine);
		try {
			return await mine;
		} finally {
			if (last.get(key) === mine) last.delete(key);
		}
	};
};
const after = async (before, task) => {
	await before?.catch(() => void 0);
	return task();
};
// src/edge/embedded-registry/store.ts
/** Our own files below the root; a component of a repository's name cannot begin with `_`. */
const OWN_FOLDER = "_registry";
/** The layout of a repository, below its name; so `a` and `a/b` can both be repositories. */
const LAYOUT_FOLDER = "_oci";
/** Bytes of manifests kept in memory. */
const MANIFEST_CACHE = 33554432;
/** The repositories below a root folder, one OCI image layout each. */
var Store = class {
	#root;
	#open = /* @__PURE__ */ new Map();
	#manifests = new Recent(MANIFEST_CACHE);
	/** Keeps writing and removing one manifest apart. */
	inTurn = turns();
	constructor(root) {
		this.#root = root;
	}
	/** Makes ready for use, and removes what a killed process left half done. */
	async sweep() {
		const uploads = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(this.#root, OWN_FOLDER, "uploads");
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.mkdir)(uploads, { recursive: true });
		for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.readdir)(uploads)) await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.unlink)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(uploads, name));
	}
	/** Returns a new path on the file system of the repositories; what is left there is swept at the next start. */
	temporary = () => (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(this.#root, OWN_FOLDER, "uploads", (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.randomUUID)());
	/** Returns where the layout of a repository is, or would be; `name` is checked already. */
	folder(name) {
		return (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(this.#root, name, LAYOUT_FOLDER);
	}
	/** Returns a repository, undefined when nothing was ever put into it. */
	async find(name) {
		const known = this.#open.get(name);
		if (known !== void 0) return known;
		const opening = openRepository(this.folder(name), this.temporary);
		this.#open.set(name, opening);
		return this.#keep(name, opening);
	}
	/** Returns a repository, made if need be. */
	async create(name) {
		const found = await this.find(name);
		if (found !== void 0) return found;
		return this.inTurn(name, async () => {
			const made = await this.find(name);
			if (made !== void 0) return made;
			const creating = createRepository(this.#root, this.folder(name), this.temporary);
			this.#open.set(name, creating);
			await this.#keep(name, creating);
			return creating;
		});
	}
	/** Finds a layout that holds a blob, looking at all repositories one by one. */
	async layoutWith(digest, below = "") {
		for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(this.#root, below), { withFileTypes: true })) {
			if (!entry.isDirectory()) continue;
			const name = below === "" ? entry.name : `${below}/${entry.name}`;
			if (entry.name === LAYOUT_FOLDER && await blobSize(this.folder(below), digest) !== void 0) return this.folder(below);
			const found = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__._)(name) ? await this.layoutWith(digest, name) : void 0;
			if (found !== void 0) return found;
		}
	}
	/** Reads a manifest that the repository's index names; undefined when its file is gone. */
	async manifest({ folder }, digest) {
		const key = blobPath(folder, digest);
		const recent = this.#manifests.get(key);
		if (recent !== void 0) return recent;
		try {
			const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.readFile)(key);
			this.#manifests.set(key, bytes);
			return bytes;
		} catch (error) {
			if (isMissing(error)) return void 0;
			throw error;
		}
	}
	/** Puts the bytes of a manifest into the layout; its digest is checked already. */
	async writeManifest({ folder }, digest, bytes) {
		const file = this.temporary();
		await writeSynced(file, bytes);
		await adoptBlob(folder, file, digest);
		this.#manifests.set(blobPath(folder, digest), bytes);
	}
	async removeManifest({ folder }, digest) {
		this.#manifests.delete(blobPath(folder, digest));
		await removeBlob(folder, digest);
	}
	/** Forgets a repository that is not there or cannot be read, so that it is looked for again. */
	async #keep(name, opening) {
		try {
			const repository = await opening;
			if (repository === void 0) this.#forget(name, opening);
			return repository;
		} catch (error) {
			this.#forget(name, opening);
			throw error;
		}
	}
	#forget(name, opening) {
		if (this.#open.get(name) === opening) this.#open.delete(name);
	}
};
// src/edge/embedded-registry/upload-session.ts
/** The bytes of a blob that is on its way, in a file that no reader can see. */
var UploadSession = class {
	id = (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.randomUUID)();
	repository;
	#file;
	#algorithm = "sha256";
	#hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.createHash)("sha256");
	#size = 0;
	#state = "open";
	constructor(repository, file) {
		this.repository = repository;
		this.#file = file;
	}
	/** Bytes that arrived. */
	get size() {
		return this.#size;
	}
	get busy() {
		return this.#state === "busy";
	}
	/** Whether it is finished or has failed for good. */
	get ended() {
		return this.#state === "ended";
	}
	/** Appends a chunk: all of it, or what came before its sender went away. */
	append(chunk) {
		return this.#exclusively(() => this.#receive(chunk, false));
	}
	/** Appends the last chunk and returns the file, which then has the content of `digest` and is the caller's. */
	finish(chunk, digest) {
		return this.#exclusively(async () => {
			if (this.#size === 0) this.#hashBy(algorithmOf(digest));
			await this.#receive(chunk, true);
			if (algorithmOf(digest) !== this.#algorithm) await this.#hashAgain(algorithmOf(digest));
			const received = `${this.#algorithm}:${this.#hash.digest("hex")}`;
			this.#state = "ended";
			if (received === digest) return this.#file;
			throw new Refusal("DIGEST_INVALID", `The ${this.#size} bytes sent are ${received}, not ${digest}`);
		});
	}
	/** Removes the file, if it is still here. */
	async discard() {
		this.#state = "ended";
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.rm)(this.#file, { force: true });
	}
	async #exclusively(task) {
		if (this.#state === "busy") throw new Refusal("BLOB_UPLOAD_INVALID", "Another request writes to this upload", { status: 409 });
		if (this.#state === "ended") throw new Refusal("BLOB_UPLOAD_INVALID", "This upload has ended: begin a new one");
		this.#state = "busy";
		try {
			return await task();
		} finally {
			if (this.#state === "busy") this.#state = "open";
		}
	}
	async #receive(chunk, last) {
		const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.open)(this.#file, "a");
		try {
			for await (const bytes of chunk) {
				const written = this.#endedBy(file.appendFile(bytes));
				this.#hash.update(bytes);
				await written;
				this.#size += bytes.length;
			}
			if (last) await this.#endedBy(file.datasync());
		} finally {
			await file.close();
		}
	}
	async #endedBy(writing) {
		try {
			await writing;
		} catch (error) {
			this.#state = "ended";
			throw error;
		}
	}
	async #hashAgain(algorithm) {
		this.#hashBy(algorithm);
		for await (const bytes of (0,node_fs__WEBPACK_IMPORTED_MODULE_2__.createReadStream)(this.#file)) this.#hash.update(bytes);
	}
	#hashBy(algorithm) {
		this.#algorithm = algorithm;
		this.#hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_6__.createHash)(algorithm);
	}
};
// src/edge/embedded-registry/uploads.ts
/** After this time without a request an upload is given up, in milliseconds. */
const MAX_IDLE = 36e5;
/** The uploads that have begun and not ended, for one life of the server. */
var Uploads = class {
	#temporary;
	/** From the one that is idle longest. */
	#sessions = /* @__PURE__ */ new Map();
	constructor(temporary) {
		this.#temporary = temporary;
	}
	async begin(repository) {
		await this.#dropIdle();
		const session = new UploadSession(repository, this.#temporary());
		this.#sessions.set(session.id, {
			session,
			used: Date.now()
		});
		return session;
	}
	/** Returns an upload to this repository, or refuses. */
	find(repository, id) {
		const session = this.#sessions.get(id)?.session;
		if (session === void 0 || session.repository !== repository) throw new Refusal("BLOB_UPLOAD_UNKNOWN", `There is no upload "${id}": begin a new one`);
		this.#sessions.delete(id);
		this.#sessions.set(id, {
			session,
			used: Date.now()
		});
		return session;
	}
	async end(session) {
		this.#sessions.delete(session.id);
		await session.discard();
	}
	async #dropIdle() {
		const oldest = Date.now() - MAX_IDLE;
		for (const { session, used } of this.#sessions.values()) {
			if (used > oldest) return;
			if (!session.busy) await this.end(session);
		}
	}
};
// src/edge/embedded-registry/server.ts
/** The one address it can be reached at: there is no authentication. */
const ADDRESS = "127.0.0.1";
/** How long requests may go on after close(), in milliseconds. */
const GRACE = 1e3;
/** How long a connection may be idle between requests, in milliseconds; longer than clients keep theirs. */
const KEEP_ALIVE = 12e4;
/**
* Serves a folder as a registry on loopback. https://github.com/opencontainers/distribution-spec/blob/main/spec.md
* Throws INPUT_INVALID when the folder or the port cannot be used; a folder is served by one process at a time.
*/
const openRegistry = async (options) => {
	const { port = 0, signal } = options;
	signal?.throwIfAborted();
	const root = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.resolve)(options.root);
	const unlock = await takeFolder(root);
	try {
		const store = new Store(root);
		await store.sweep();
		const { server, settled } = serve(store, options);
		const host = await listen(server, port);
		let closed;
		const close = () => closed ??= end(server, settled).finally(unlock);
		signal?.addEventListener("abort", () => void close(), { once: true });
		if (signal?.aborted) await close();
		return {
			host,
			root,
			close
		};
	} catch (error) {
		unlock();
		throw error;
	}
};
const takeFolder = async (root) => {
	const own = (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(root, OWN_FOLDER);
	try {
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_7__.mkdir)(own, { recursive: true });
	} catch (error) {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", `Cannot use folder "${root}": ${error.message}`, {
			hint: "Use a folder that you may write to",
			cause: error
		});
	}
	return lockFolder(own);
};
const serve = (store, { log }) => {
	const context = {
		store,
		uploads: new Uploads(store.temporary)
	};
	const running = /* @__PURE__ */ new Set();
	const server = (0,node_http__WEBPACK_IMPORTED_MODULE_3__.createServer)((request, response) => {
		if (log !== void 0) response.once("finish", () => log({
			method: request.method ?? "",
			path: request.url ?? "",
			status: response.statusCode
		}));
		const handling = answer(context, request, response).finally(() => running.delete(handling));
		running.add(handling);
	});
	server.keepAliveTimeout = KEEP_ALIVE;
	server.requestTimeout = 0;
	return {
		server,
		settled: () => Promise.all(running)
	};
};
const listen = async (server, port) => {
	try {
		server.listen(port, ADDRESS);
		await (0,node_events__WEBPACK_IMPORTED_MODULE_5__.once)(server, "listening");
		return `${ADDRESS}:${server.address().port}`;
	} catch (error) {
		const why = isErrno(error, "EADDRINUSE") ? "the port is in use" : error.message;
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", `Cannot listen on "${ADDRESS}:${port}": ${why}`, {
			hint: "Choose another port, or 0 for any free one",
			cause: error
		});
	}
};
const end = async (server, settled) => {
	const ended = (0,node_events__WEBPACK_IMPORTED_MODULE_5__.once)(server, "close");
	server.close();
	const cut = setTimeout(() => server.closeAllConnections(), GRACE);
	await ended;
	clearTimeout(cut);
	await settled();
};



/***/ })

};
