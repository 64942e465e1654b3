export const id = 442;
export const ids = [442];
export const modules = {

/***/ 4887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ isPassing),
/* harmony export */   n: () => (/* binding */ isNamed),
/* harmony export */   r: () => (/* binding */ refusedTarget),
/* harmony export */   t: () => (/* binding */ isLoopback)
/* harmony export */ });
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



/***/ }),

/***/ 3790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ failedResult),
/* harmony export */   i: () => (/* binding */ prebuiltProblems),
/* harmony export */   n: () => (/* binding */ buildImages),
/* harmony export */   o: () => (/* binding */ reportOf),
/* harmony export */   r: () => (/* binding */ selectFunctions),
/* harmony export */   s: () => (/* binding */ succeeded),
/* harmony export */   t: () => (/* binding */ build)
/* harmony export */ });
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9904);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7448);
/* harmony import */ var _parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5875);
/* harmony import */ var _dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5455);
/* harmony import */ var _platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5117);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(792);
/* harmony import */ var _runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2359);
/* harmony import */ var _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7769);
/* harmony import */ var _package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4691);










// src/core/report/report.ts
const REPORT_SCHEMA = "function-images/report/1";
// src/flow/result.ts
/** What came of a function that got as far as a plan. */
const plannedResult = ({ plan, digest }, rest) => ({
	...identity(plan.source),
	image: digest === void 0 ? (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.y)(plan) : `${(0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.y)(plan)}@${digest}`,
	repository: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.g)(plan.target.repository),
	tag: plan.tag,
	...digest === void 0 ? {} : { digest },
	problems: [],
	...rest
});
/** What came of a function that failed before there was a plan. */
const failedResult = (source, problems) => ({
	...identity(source),
	state: "failed",
	reasons: [],
	problems
});
/** Puts a run's results in the order of their specs. */
const reportOf = (command, functions, problems, rollouts = []) => ({
	schema: REPORT_SCHEMA,
	command,
	functions: [...functions].sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.name, b.name)),
	rollouts: [...rollouts].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name) || compare(a.kind, b.kind)),
	problems: (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.v)([...problems, ...functions.flatMap((result) => result.problems)])
});
/** Tells whether the run did all that it was asked to. */
const succeeded = ({ functions, rollouts, problems }) => functions.every(({ state }) => state !== "failed") && rollouts.every(({ state }) => state !== "failed" && state !== "rolled-back") && problems.every(({ severity }) => severity !== "error");
const identity = ({ name, namespace, at }) => ({
	name,
	namespace,
	file: at.name.file,
	line: at.name.line
});
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
// src/flow/bases.ts
const openBases = (registry) => {
	const fetched = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.n)(({ reference }) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference), async ({ reference, signal }) => manifestOf(reference, await registry.manifest(reference, signal)));
	const images = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.n)(({ reference, platform }) => `${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)} ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t)(platform)}`, (asked) => readImage(registry, fetched, asked));
	return { read: (base, platform, signal) => images({
		reference: base,
		platform,
		signal
	}) };
};
const readImage = async (registry, fetched, asked) => {
	const { reference, platform, signal } = asked;
	const { digest, content } = await resolvePlatform(fetched, asked, await fetched(asked));
	const layers = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.o)(content);
	if (content.config.size > MAX_CONFIG) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot use base "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)}": its config is larger than ${MAX_CONFIG} bytes`);
	const configBytes = await registry.blob(reference, content.config, signal);
	const config = parseConfig(reference, configBytes);
	const has = {
		os: config.os,
		architecture: config.architecture,
		...config.variant === void 0 ? {} : { variant: config.variant }
	};
	if (!(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.r)(platform, has)) throw wrongPlatform(reference, platform, [has]);
	if (config.rootfs.diff_ids.length !== layers.length) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot use base "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)}": its config names ${config.rootfs.diff_ids.length} layers, its manifest ${layers.length}`);
	return {
		repository: reference,
		digest,
		manifest: content,
		layers,
		config,
		configBytes
	};
};
/** Configs are some kilobytes; what is larger is something else. In bytes. */
const MAX_CONFIG = 16777216;
/** Follows indexes, nested ones too, to the manifest of `platform`. */
const resolvePlatform = async (fetched, asked, manifest, depth = 0) => {
	const { digest, content } = manifest;
	if (!(0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_6__.l)(content)) return {
		digest,
		content
	};
	const { reference, platform, signal } = asked;
	const images = content.manifests.filter(({ annotations }) => annotations?.[ATTESTATION] === void 0);
	const match = images.find((entry) => entry.platform !== void 0 && (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.r)(platform, entry.platform)) ?? images.find((entry) => entry.platform === void 0);
	if (match === void 0 || depth === MAX_NESTING) throw wrongPlatform(reference, platform, images.flatMap((entry) => entry.platform === void 0 ? [] : [entry.platform]));
	const child = await fetched({
		reference: {
			...reference,
			digest: match.digest
		},
		signal
	});
	return resolvePlatform(fetched, asked, child, depth + 1);
};
/** Marks entries that are not images. https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const ATTESTATION = "vnd.docker.reference.type";
const MAX_NESTING = 3;
const manifestOf = (reference, answer) => {
	if (answer.status === "present") return answer.manifest;
	if (answer.status === "unknown") throw answer.error;
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot find base image "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)}"`, { hint: "A pinned image can be deleted: run \"function-images lock\" to take the tag’s present digest" });
};
const parseConfig = (reference, bytes) => {
	try {
		const config = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
		if (typeof config.os === "string" && typeof config.architecture === "string" && Array.isArray(config.rootfs?.diff_ids)) return config;
	} catch {}
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot use base "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)}": its config is not an image's`);
};
const wrongPlatform = (reference, want, have) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot find platform ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t)(want)} in base "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)}"`, { hint: have.length === 0 ? "It has no images" : `It has ${[...new Set(have.map(_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t))].join(", ")}` });
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
			if ((0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_6__.l)(content)) return;
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
const keyOf = (repository, digest) => `${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.g)(repository)} ${digest}`;
const isSame = (a, b) => a.registry === b.registry && a.path === b.path;
// src/core/image/presence.ts
/** Judges `manifest`, found under the tag of `plan`. The tag alone proves nothing: whoever may push may plant one. */
const judge = (plan, manifest) => {
	const { content, digest } = manifest;
	const mark = content.annotations?.[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.n];
	if (mark === void 0 && !(0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_6__.l)(content)) return { is: "unmarked" };
	if (mark !== plan.tag) return {
		is: "foreign",
		why: `its mark is ${mark === void 0 ? "missing" : `"${mark}"`}`
	};
	if (!(0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_6__.l)(content)) return plan.platforms.length === 1 ? {
		is: "ours",
		digest
	} : {
		is: "foreign",
		why: "it is one image, not an index of platforms"
	};
	const has = content.manifests.map(({ platform }) => platform === void 0 ? "none" : (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t)(platform)).sort();
	const wants = plan.platforms.map(_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t).sort();
	return has.join() === wants.join() ? {
		is: "ours",
		digest
	} : {
		is: "foreign",
		why: `its platforms are ${has.join(", ")}, not ${wants.join(", ")}`
	};
};
/** The error for an image at our tag that we did not make: using or replacing it would both be wrong. */
const foreignImage = (plan, digest, why) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot use "${(0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.y)(plan)}": it holds ${digest}, which is not an image of inputs sha256:${plan.tag}: ${why}`, { hint: "Find out who pushed it, delete the tag, and run again" });
// src/core/image/why.ts
/** Says what differs between the image there was and the one that is wanted. Never decides whether to build. */
const why = (was, is) => {
	if (was === void 0) return [{
		part: "first",
		detail: "first build"
	}];
	const reasons = COMPARED.flatMap(([part, detail]) => {
		const [before, after] = [textOf(was[part]), textOf(is[part])];
		return before === after ? [] : [reason(part === "install" ? "phases" : part, `${detail}${changedFiles(part, was, is)}`, before, after)];
	});
	return reasons.length > 0 ? reasons : [{
		part: "unknown",
		detail: "inputs changed that the last image does not name"
	}];
};
/** In the order in which people look for a cause. */
const COMPARED = [
	["code", "code changed"],
	["dependencies", "dependencies changed"],
	["handler", "handler changed"],
	["runtime", "runtime changed"],
	["base", "base image moved"],
	["install", "install image or command changed"],
	["shim", "runtime server changed with this release"],
	["platforms", "platforms changed"],
	["recipe", "image format changed with this release"]
];
/** Names of changed files said in full; more are counted. */
const MAX_NAMES = 3;
const changedFiles = (part, was, is) => {
	const list = part === "code" ? "files" : part === "dependencies" ? "dependencyFiles" : void 0;
	if (list === void 0) return "";
	const [before, after] = [was[list], is[list]];
	if (before === void 0 || after === void 0) return "";
	const names = [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]).sort();
	if (names.length === 0) return "";
	const more = names.length - MAX_NAMES;
	return `: ${names.slice(0, MAX_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
};
const reason = (part, detail, was, is) => ({
	part,
	detail,
	...was === void 0 ? {} : { was },
	...is === void 0 ? {} : { is }
});
const textOf = (value) => value === void 0 ? void 0 : String(value);
// src/flow/select.ts
/** Asks the registry whether the plan's image is there, and on a miss finds the image it is to be compared with. */
const select = async (plan, { config, ports, signal, onMiss }) => {
	try {
		const digest = await present(plan, config, ports, signal);
		if (digest !== void 0) return {
			plan,
			todo: "skip",
			digest
		};
		onMiss?.(plan);
		const previous = await previousImage(plan, ports, signal);
		return {
			plan,
			todo: "build",
			reasons: why((0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.a)(previous?.content.annotations), (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.o)(plan.inputs)),
			previous
		};
	} catch (error) {
		return {
			plan,
			todo: "fail",
			problem: (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.n)(error, plan.source.at.name)
		};
	}
};
/** Returns the digest of the plan's image when the registry has it, undefined when it has not; throws when it cannot be told. */
const present = async (plan, { verify }, ports, signal) => {
	const reference = {
		...plan.target.repository,
		tag: plan.tag
	};
	if (verify === "tag" || verify === "auto" && reference.registry === "docker.io") {
		const answer = await ports.registry.digest(reference, signal);
		if (answer.status === "unknown") throw answer.error;
		return answer.status === "present" ? answer.digest : void 0;
	}
	const answer = await ports.registry.manifest(reference, signal);
	if (answer.status === "unknown") throw answer.error;
	return answer.status === "present" ? acceptImage(plan, answer.manifest, ports, signal) : void 0;
};
/** Returns the digest of a manifest found under the plan's tag; throws when it is not an image of the plan's inputs. */
const acceptImage = async (plan, manifest, { registry }, signal) => {
	const presence = judge(plan, manifest);
	if (presence.is === "ours") return presence.digest;
	if (presence.is === "foreign") throw foreignImage(plan, manifest.digest, presence.why);
	const { content } = manifest;
	if ((0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_6__.l)(content)) throw foreignImage(plan, manifest.digest, "its mark is missing");
	const config = await registry.blob(plan.target.repository, content.config, signal);
	const label = labelOf(config);
	if (label === plan.tag && plan.platforms.length === 1) return manifest.digest;
	throw foreignImage(plan, manifest.digest, `its mark is ${label === void 0 ? "missing" : `"${label}"`}`);
};
const labelOf = (bytes) => {
	try {
		const { config } = JSON.parse(new TextDecoder().decode(bytes));
		return config?.Labels?.[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.n];
	} catch {
		return;
	}
};
/** The image of the channel, else of the default branch. That neither can be read is no failure: it only tells why. */
const previousImage = async ({ target }, { registry }, signal) => {
	for (const tag of /* @__PURE__ */ new Set([target.channelTag, target.defaultChannelTag])) {
		const answer = await registry.manifest({
			...target.repository,
			tag
		}, signal);
		if (answer.status === "present") return answer.manifest;
	}
};
/** The error for a function that is to be built where nothing may be. */
const neverBuilt = (image) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot find image "${image}", and option "builder" is never`, { hint: "Build it in an earlier job from the same commit and settings" });
// src/flow/compose.ts
/** Returns a function that packs the shim of a plan, once for all plans with the same one. */
const openShimLayers = () => (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.n)((plan) => plan.runtime.shim?.folder ?? "", async (plan) => plan.runtime.shim === void 0 ? void 0 : (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__.u)(_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__.c, plan.shim));
/**
* Makes the image of `plan` in its repository: the base's layers stay where they are or are mounted, ours follow, and the
* tag is set last. An image that another run has set meanwhile is adopted, never overwritten.
*/
const compose = async (plan, workshop, ports, signal) => {
	const code = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__.u)(_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__.o, plan.files);
	const count = counter();
	const work = {
		plan,
		workshop,
		ports,
		signal,
		code,
		count
	};
	const digest = await again(work, async () => {
		const image = await makeImage(work);
		const adopted = await found(work);
		if (adopted !== void 0) return adopted;
		await putImage(work, image);
		const [held] = await Promise.all([holds(work, image.top), moveChannel(work, image)]);
		return held;
	});
	return {
		...count.result(),
		digest
	};
};
const makeImage = async (work) => {
	const { plan } = work;
	const images = await Promise.all(plan.platforms.map((platform) => makePlatform(work, platform)));
	const [only] = images;
	if (only !== void 0 && images.length === 1) return {
		children: [],
		top: only
	};
	const index = {
		schemaVersion: 2,
		mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.l,
		manifests: images.map(({ bytes, platform }) => ({
			mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.p,
			digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.x)(bytes),
			size: bytes.length,
			...platform === void 0 ? {} : { platform }
		})),
		annotations: (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.i)(plan.tag, (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.o)(plan.inputs), plan.base)
	};
	return {
		children: images,
		top: {
			mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.l,
			bytes: (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.i)(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.l, index).bytes
		}
	};
};
const makePlatform = async (work, platform) => {
	const { plan, workshop, signal, code, count } = work;
	const repository = plan.target.repository;
	const unit = plan.units.find((candidate) => (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t)(candidate.platform) === (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_4__.t)(platform));
	const [base, shim, installed] = await Promise.all([
		workshop.bases.read(plan.base, platform, signal),
		workshop.shimLayer(plan),
		unit === void 0 ? void 0 : workshop.dependencies.layer(unit, signal)
	]);
	if (installed !== void 0) count.installed(installed);
	const ours = [
		...shim === void 0 ? [] : [shim],
		...installed === void 0 ? [] : [installed.layer],
		code
	];
	const config = configBlob(work, base, [
		...shim === void 0 ? [] : [{
			diffId: shim.diffId,
			createdBy: "function-images: runtime server"
		}],
		...installed === void 0 ? [] : [{
			diffId: installed.layer.diffId,
			createdBy: "function-images: dependencies"
		}],
		{
			diffId: code.diffId,
			createdBy: "function-images: code"
		}
	]);
	const { blobs, shared } = workshop;
	const transfers = await Promise.all([
		...await baseTransfers(work, base),
		...[
			config,
			code,
			...shim === void 0 ? [] : [shim]
		].map((blob) => blobs.ensure(repository, blob, signal)),
		...installed === void 0 ? [] : [blobs.ensureFrom(shared, repository, installed.layer.descriptor, signal)]
	]);
	for (const { bytes } of transfers) count.sent(bytes);
	const annotations = {
		...(0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.i)(plan.tag, (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.o)(plan.inputs), plan.base),
		[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.t]: ours.map(({ diffId }) => diffId).join(",")
	};
	const manifest = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.a)(base.layers, ours.map(({ descriptor }) => descriptor), config.descriptor, annotations);
	return {
		mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.p,
		bytes: (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.i)(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.p, manifest).bytes,
		platform
	};
};
/** Base layers are mounted where base and target share a registry; else they come by way of the shared repository. */
const baseTransfers = async (work, base) => {
	const { plan, workshop, signal } = work;
	const { blobs, shared } = workshop;
	const repository = plan.target.repository;
	const missing = base.layers.filter(({ digest }) => !blobs.has(repository, digest));
	if (missing.length === 0) return [];
	const from = base.repository.registry === repository.registry ? base.repository : shared;
	if (from === shared) work.count.sent(await workshop.sharedBases.share(base, signal));
	return missing.map((layer) => blobs.ensureFrom(from, repository, layer, signal));
};
const configBlob = ({ plan }, base, layers) => {
	const config = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.h)(base.config, {
		runtime: plan.runtime,
		handler: plan.source.handler,
		tag: plan.tag,
		layers
	});
	return (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.i)(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.c, config);
};
/** Returns the digest of the plan's image if the registry has one by now. */
const found = async ({ plan, ports, signal }) => {
	const answer = await ports.registry.manifest({
		...plan.target.repository,
		tag: plan.tag
	}, signal);
	if (answer.status === "unknown") throw answer.error;
	return answer.status === "absent" ? void 0 : acceptImage(plan, answer.manifest, ports, signal);
};
/** Sets the tag, children first, each with a tag of its own since some garbage collectors take untagged ones. */
const putImage = async ({ plan, ports, signal, count }, { children, top }) => {
	const put = async (tag, { mediaType, bytes }) => {
		await ports.registry.putManifest({
			...plan.target.repository,
			tag
		}, {
			mediaType,
			bytes
		}, signal);
		count.sent(bytes.length);
	};
	await Promise.all(children.map((child) => put(`${plan.tag}-${child.platform?.os}-${child.platform?.architecture}${child.platform?.variant ?? ""}`, child)));
	await put(plan.tag, top);
};
/** Returns the digest that the tag holds after it was set, which may be another run's. */
const holds = async (work, { bytes }) => {
	const { plan, ports, signal } = work;
	const ours = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.x)(bytes);
	const answer = await ports.registry.digest({
		...plan.target.repository,
		tag: plan.tag
	}, signal);
	if (answer.status === "present" && answer.digest === ours) return ours;
	return await found(work) ?? ours;
};
/** Moves the channel's tag to the new image; a registry may refuse that (immutable tags), which costs only the reason shown next time. */
const moveChannel = async ({ plan, ports, signal }, { top }) => {
	const reference = {
		...plan.target.repository,
		tag: plan.target.channelTag
	};
	try {
		await ports.registry.putManifest(reference, {
			mediaType: top.mediaType,
			bytes: top.bytes
		}, signal);
	} catch (error) {
		signal.throwIfAborted();
		ports.reporter.notice(`Cannot move tag "${plan.target.channelTag}" of ${plan.target.repository.path}: ${error instanceof Error ? error.message : ""}`);
	}
};
/** Takes `step` once more from the start when the registry names blobs that were thought to be there. */
const again = async ({ plan, workshop }, step) => {
	try {
		return await step();
	} catch (error) {
		const missing = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.p)(error);
		if (missing.length === 0) throw error;
		workshop.blobs.forget(plan.target.repository, missing);
		return step();
	}
};
const counter = () => {
	let bytesSent = 0;
	let builder = "append";
	return {
		sent: (bytes) => {
			bytesSent += bytes;
		},
		installed: (layer) => {
			if (layer.builder !== "append") builder = layer.builder;
		},
		result: () => ({
			bytesSent,
			builder
		})
	};
};
// src/flow/push-dependencies.ts
/** Pushes the layer as an image of its own, tagged by its key. Returns the bytes sent. */
const pushDependencies = async (shared, { key, platform, layer }, { registry, blobs, signal }) => {
	const { config, manifest } = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.t)(key, platform, layer);
	const sent = await Promise.all([blobs.ensure(shared, layer, signal), blobs.ensure(shared, config, signal)]);
	await registry.putManifest({
		...shared,
		tag: (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.n)(key)
	}, manifest, signal);
	return sent.reduce((sum, transfer) => sum + transfer.bytes, manifest.bytes.length);
};
// src/flow/dependencies.ts
const openDependencies = (shared, ports, blobs) => {
	const layers = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.n)(({ unit }) => unit.key, async ({ unit, signal }) => {
		const found = await find(shared, unit, ports, blobs, signal);
		if (found !== void 0) return {
			layer: found,
			builder: "append",
			bytesSent: 0
		};
		return make(shared, unit, ports, blobs, signal);
	});
	return { layer: (unit, signal) => layers({
		unit,
		signal
	}) };
};
const find = async (shared, unit, { registry }, blobs, signal) => {
	const reference = {
		...shared,
		tag: (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.n)(unit.key)
	};
	const answer = await registry.manifest(reference, signal);
	if (answer.status === "unknown") throw answer.error;
	if (answer.status === "absent") return void 0;
	const layer = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.r)(answer.manifest, unit.key);
	if (layer === void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot use dependency layer "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference)}": ${answer.manifest.digest} is not of that key`, { hint: "Find out who pushed it, delete the tag, and run again" });
	blobs.note(shared, answer.manifest);
	return layer;
};
const make = async (shared, unit, ports, blobs, signal) => {
	const { builder, reporter } = ports;
	if (builder === void 0) throw noBuilder(unit);
	const refusal = builder.check(unit);
	if (refusal !== void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t(refusal.code, refusal.message, { hint: refusal.hint });
	const group = reporter.group(`Install ${unit.phase.tool} dependencies for ${unit.runtime}`);
	try {
		const output = await builder.run(unit, (line) => group.line(line), signal);
		if (output.kind === "layer") return {
			layer: output.layer,
			builder: builder.name,
			bytesSent: 0
		};
		try {
			const layer = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__.u)(_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_7__.o, output.files);
			const { key, platform } = unit;
			const bytesSent = await pushDependencies(shared, {
				key,
				platform,
				layer
			}, {
				registry: ports.registry,
				blobs,
				signal
			});
			return {
				layer,
				builder: builder.name,
				bytesSent
			};
		} finally {
			await output.release();
		}
	} finally {
		group.end();
	}
};
const noBuilder = ({ phase }) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot install ${phase.tool} dependencies: no builder is chosen`, { hint: "Set option \"builder\" to runner to use this machine’s own tools, commit the installed packages with the code, or build where their layer is already in the registry" });
// src/flow/prebuilt.ts
/** Images that are asked for at once; the registry's adapter limits what goes to one host. */
const MAX_QUESTIONS$1 = 16;
/** Returns those of `functions` whose image's digest only its registry knows. */
const askedFor = (functions) => functions.filter(({ reference }) => reference.digest === void 0);
/** Finds the digests of the images that `functions` bring: pods of one rollout must not run what a tag holds by chance. */
const findImages = async (functions, { registry }, signal) => {
	const ask = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.n)(({ reference }) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)(reference), ({ reference }) => registry.digest(reference, signal));
	return (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.t)(MAX_QUESTIONS$1, functions, async (source) => {
		const { image, reference } = source;
		return reference.digest === void 0 ? imageOf(source, await ask(source)) : {
			status: "known",
			source,
			image
		};
	});
};
/** Returns what is wrong with images that functions bring: errors of those that are not rolled out, doubts about others. */
const prebuiltProblems = (images) => images.flatMap((image) => {
	switch (image.status) {
		case "known": return [];
		case "unknown": return [image.doubt];
		case "refused": return [image.problem];
	}
});
/** Says of functions that bring their own image why nothing is done about them. */
const tellNothingToBuild = (functions, { reporter }) => {
	for (const source of functions) reporter.notice(`"${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.s)(source)}" brings its own image "${source.image}": there is nothing to build`);
};
const imageOf = (source, answer) => {
	const { image, reference } = source;
	switch (answer.status) {
		case "present": {
			const { registry, path } = reference;
			return {
				status: "known",
				source,
				image: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.h)({
					registry,
					path,
					digest: answer.digest
				})
			};
		}
		case "absent": return {
			status: "refused",
			source,
			problem: absent(source)
		};
		case "unknown": return {
			status: "unknown",
			source,
			image,
			doubt: doubtOf(source, answer.error)
		};
	}
};
const absent = ({ image, at }) => ({
	severity: "error",
	code: "REGISTRY_FAILED",
	message: `Cannot find image "${image}": its registry has none of that name`,
	at: at.image,
	hint: "Push it first, or correct the name"
});
const doubtOf = ({ image, at }, { message, hint }) => ({
	severity: "warning",
	code: "REGISTRY_FAILED",
	message: `Cannot find the digest of image "${image}": ${message}; pods that run it keep it, others get it as written, and a tag that moves will not be noticed`,
	at: at.image,
	hint: hint ?? "Log in to its registry before this step, or write the image by digest"
});
// src/flow/selections.ts
/** Reads and hashes every function and asks the registry about each, while the next ones are still being hashed. */
const selectFunctions = async (config, ports, signal, { onMiss, admit } = {}) => {
	const all = await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.o)(config, ports, signal);
	const prepared = await admitted(all, admit);
	expectRepositories(prepared, config, ports);
	const [answers, prebuilt] = await Promise.all([(0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.t)(MAX_QUESTIONS, prepared.functions, (aimed) => selectOne(aimed, prepared, config, {
		config,
		ports,
		signal,
		...onMiss === void 0 ? {} : { onMiss }
	})), broughtImages(prepared, config, ports, signal)]);
	const failed = [...prepared.refused, ...answers.filter(isFailed)];
	const selections = answers.filter((answer) => !isFailed(answer));
	const asksOnly = config.command === "plan" || config.dryRun;
	const settled = selections.filter(({ todo }) => todo !== "build" || asksOnly);
	return {
		build: asksOnly ? [] : selections.filter((selection) => selection.todo === "build"),
		settled: [...failed.map(({ source, problems }) => failedResult(source, problems)), ...settled.map(resultOf)],
		present: selections.filter((selection) => selection.todo === "skip"),
		sources: [...[...all.functions, ...all.refused].map(({ source }) => source), ...all.prebuilt],
		prebuilt: [...prebuilt, ...prepared.turnedAway],
		triggers: prepared.triggers,
		planned: asksOnly ? selections.filter((selection) => selection.todo === "build") : [],
		problems: prepared.problems
	};
};
const admitted = async (prepared, admit) => {
	if (admit === void 0) return {
		...prepared,
		turnedAway: []
	};
	const { functions, prebuilt } = prepared;
	const problems = await admit([...functions.map(({ source }) => source), ...prebuilt]);
	return {
		...prepared,
		functions: functions.filter(({ source }) => !problems.has(source)),
		refused: [...prepared.refused, ...functions.flatMap(({ source }) => {
			const problem = problems.get(source);
			return problem === void 0 ? [] : [{
				source,
				problems: [problem]
			}];
		})],
		prebuilt: prebuilt.filter((source) => !problems.has(source)),
		turnedAway: prebuilt.flatMap((source) => {
			const problem = problems.get(source);
			return problem === void 0 ? [] : [{
				status: "refused",
				source,
				problem
			}];
		})
	};
};
/** Functions that bring their image are the business of those who make objects; to others there is nothing to build. */
const broughtImages = async ({ prebuilt }, config, ports, signal) => {
	if (makesObjects(config)) return findImages(prebuilt, ports, signal);
	tellNothingToBuild(prebuilt, ports);
	return [];
};
const makesObjects = ({ command }) => command === "deploy" || command === "render";
/** Questions under way at once; the registry's adapter limits what goes to one host. */
const MAX_QUESTIONS = 64;
/** Tells the registry beforehand what the run will touch, so that a token can serve many repositories. */
const expectRepositories = ({ functions, prebuilt }, config, { registry }) => {
	const push = config.command !== "plan" && !config.dryRun && config.builder !== "never";
	const shared = push ? [{
		repository: (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__._)(config),
		push
	}] : [];
	const brought = makesObjects(config) ? askedFor(prebuilt) : [];
	registry.expect([
		...shared,
		...functions.map(({ target }) => ({
			repository: target.repository,
			push
		})),
		...brought.map(({ reference }) => ({
			repository: reference,
			push: false
		}))
	]);
};
const selectOne = async (aimed, prepared, { builder }, selecting) => {
	const planned = await prepared.plan(aimed);
	if (!("plan" in planned)) return planned;
	const selection = await select(planned.plan, selecting);
	return builder === "never" ? refuseBuild(selection) : selection;
};
const isFailed = (answer) => !("todo" in answer);
const refuseBuild = (selection) => {
	if (selection.todo !== "build") return selection;
	const { plan } = selection;
	return {
		plan,
		todo: "fail",
		problem: (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.n)(neverBuilt((0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__.y)(plan)), plan.source.at.name)
	};
};
/** The result of a selection that nothing is done about. */
const resultOf = (selection) => {
	switch (selection.todo) {
		case "skip": return plannedResult(selection, {
			state: "skipped",
			reasons: []
		});
		case "build": return plannedResult(selection, {
			state: "planned",
			reasons: selection.reasons
		});
		case "fail": return plannedResult(selection, {
			state: "failed",
			reasons: [],
			problems: [selection.problem]
		});
	}
};
// src/flow/shared-bases.ts
const openSharedBases = (shared, registry, blobs) => {
	const broughtOnce = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.n)(({ base }) => base.digest, ({ base, signal }) => bring(shared, {
		registry,
		blobs,
		base,
		signal
	}));
	const counted = /* @__PURE__ */ new Set();
	return { share: async (base, signal) => {
		const bytes = await broughtOnce({
			base,
			signal
		});
		if (counted.has(base.digest)) return 0;
		counted.add(base.digest);
		return bytes;
	} };
};
/** Pushes the base as an image with a tag of its own, so that no garbage collector takes its layers. */
const bring = async (shared, { registry, blobs, base, signal }) => {
	const reference = {
		...shared,
		tag: `base-${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.S)(base.digest)}`
	};
	const answer = await registry.manifest(reference, signal);
	if (answer.status === "present") {
		blobs.note(shared, answer.manifest);
		if (base.layers.every(({ digest }) => blobs.has(shared, digest))) return 0;
	}
	const config = {
		mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.c,
		digest: base.manifest.config.digest,
		size: base.manifest.config.size
	};
	const transfers = await Promise.all([...base.layers.map((layer) => blobs.ensureFrom(base.repository, shared, layer, signal)), blobs.ensure(shared, {
		descriptor: config,
		bytes: base.configBytes
	}, signal)]);
	const { bytes } = (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.i)(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.p, (0,_dependency_image_T76qS8mP_js__WEBPACK_IMPORTED_MODULE_3__.a)(base.layers, [], config, {}));
	await registry.putManifest(reference, {
		mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_5__.p,
		bytes
	}, signal);
	return transfers.reduce((sum, transfer) => sum + transfer.bytes, bytes.length);
};
// src/flow/images.ts
/** Builds the images that the registry lacks and pushes them; one function's failure does not stop the others. */
const buildImages = async (config, ports, signal, admit) => {
	const workshop = openWorkshop(config, ports);
	const prefetch = (plan) => {
		for (const platform of plan.platforms) workshop.bases.read(plan.base, platform, signal).catch(() => void 0);
	};
	const { build: todo, settled, present, planned, sources, prebuilt, triggers, problems } = await selectFunctions(config, ports, signal, {
		onMiss: prefetch,
		admit
	});
	for (const result of settled) ports.reporter.functionDone(result);
	for (const { plan, previous } of todo) if (previous !== void 0) workshop.blobs.note(plan.target.repository, previous);
	let done = 0;
	const built = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_9__.t)(config.maxParallel, todo, async (selection) => {
		const outcome = await buildOne(selection, workshop, ports, signal);
		done += 1;
		ports.reporter.functionDone(outcome.result);
		ports.reporter.progress(done, todo.length, "built");
		return outcome;
	});
	return {
		images: [...present, ...built.flatMap(({ image }) => image === void 0 ? [] : [image])],
		results: [...settled, ...built.map(({ result }) => result)],
		sources,
		prebuilt,
		triggers,
		planned: planned.map(({ plan }) => plan),
		problems
	};
};
/** A failed install is shown where the dependencies are written, with the end of its log. */
const buildProblem = (error, plan) => {
	const failure = (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.h)(error);
	if (failure === void 0) return (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.n)(error, plan.source.at.name);
	return {
		...(0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.n)(error, plan.source.at.deps),
		log: failure.log
	};
};
const openWorkshop = (config, ports) => {
	const shared = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_2__._)(config);
	const blobs = openBlobs(ports.registry);
	return {
		shared,
		blobs,
		bases: openBases(ports.registry),
		sharedBases: openSharedBases(shared, ports.registry, blobs),
		dependencies: openDependencies(shared, ports, blobs),
		shimLayer: openShimLayers()
	};
};
const buildOne = async ({ plan, reasons }, workshop, ports, signal) => {
	const start = ports.clock.now();
	try {
		const { digest, builder, bytesSent } = await compose(plan, workshop, ports, signal);
		const durationMs = ports.clock.now() - start;
		const result = plannedResult({
			plan,
			digest
		}, {
			state: "built",
			reasons,
			builder,
			bytesSent,
			durationMs
		});
		return {
			image: {
				plan,
				digest
			},
			result
		};
	} catch (error) {
		signal.throwIfAborted();
		const problem = buildProblem(error, plan);
		const durationMs = ports.clock.now() - start;
		return {
			image: void 0,
			result: plannedResult({ plan }, {
				state: "failed",
				reasons,
				durationMs,
				problems: [problem]
			})
		};
	}
};
// src/flow/build.ts
/** Builds the images that the registry lacks and pushes them. */
const build = async (config, ports, signal) => {
	const { results, problems } = await buildImages(config, ports, signal);
	return reportOf("build", results, problems);
};



/***/ }),

/***/ 1442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8558);
/* harmony import */ var _package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4691);
/* harmony import */ var _build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3790);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9439);
/* harmony import */ var _object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1346);
/* harmony import */ var _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6295);
/* harmony import */ var _parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(5875);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(792);
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9904);
/* harmony import */ var _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7448);
/* harmony import */ var _retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5724);
/* harmony import */ var _embedded_DS_0Yd7z_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7104);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1455);














// src/core/workload/labels.ts
/** Label of every object that we apply; what `prune` may delete carries it. */
const MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
const MANAGED_BY = "function-images";
/** Labels that Kubeless put on everything: its selectors, and those of users, name these two. */
const FUNCTION_LABEL = "function";
const CREATED_BY_LABEL = "created-by";
const CREATED_BY = "kubeless";
/** Annotation: hash of the object as it was applied last. */
const APPLIED_ANNOTATION = "function-images.github.io/applied";
/** Annotation: commit that the object was applied from. */
const COMMIT_ANNOTATION = "function-images.github.io/commit";
/** Annotation: `<run id>-<attempt>` of the workflow run that applied the object last. */
const RUN_ANNOTATION = "function-images.github.io/run";
/** Annotation: page of that run. */
const RUN_URL_ANNOTATION = "function-images.github.io/run-url";
/** Annotation: `namespace/name` of the function whose image a workload took over, for when its image does not tell. */
const FUNCTION_ANNOTATION = "function-images.github.io/function";
/** Label of the pods that call a function on a schedule: the trigger's name. */
const TRIGGER_LABEL = "function-images.github.io/trigger";
/** What selects a function's pods: the same under Kubeless and here, since a Deployment's selector cannot change. */
const selectorOf = ({ name }) => ({
	[CREATED_BY_LABEL]: CREATED_BY,
	[FUNCTION_LABEL]: name
});
/** Labels of an object made for the function; `own` are those that the spec gives it. */
const objectLabels = (source, own) => ({
	...own,
	...selectorOf(source),
	[MANAGED_BY_LABEL]: MANAGED_BY
});
/** Returns the field `annotations` of an object's metadata, which is left out rather than empty. */
const annotated = (annotations) => Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } };
// src/core/rollout/adoption.ts
/** Tells whether Kubeless made `object`, and nobody has taken it over since. */
const isKubeless = (object) => {
	const { labels, ownerReferences } = object?.metadata ?? {};
	return (ownerReferences?.some(({ apiVersion }) => isKubelessApi(apiVersion)) ?? false) || labels?.["created-by"] === "kubeless" && labels["app.kubernetes.io/managed-by"] !== "function-images";
};
/** Chooses what is done; undefined when nobody can say, and the user has to. */
const adoptionOf = (option, controller) => {
	if (option !== "auto") return option;
	if (controller === "unknown") return void 0;
	return controller === "alive" ? "handover" : "replace";
};
/** What is taken over from Kubeless, and from whoever changed its objects by hand. */
const FROM_KUBELESS = {
	managers: ({ manager }) => FORMER.test(manager ?? ""),
	owners: (apiVersion) => isKubelessApi(apiVersion)
};
/** Takes over nothing but the fields that we patched ourselves. */
const FROM_NOBODY = {
	managers: () => false,
	owners: () => false
};
/**
* Names under which Kubeless' controllers wrote (of their programs), kubectl and serverless write, and what the server
* itself calls fields from before it kept managers.
*/
const FORMER = /kubeless|^(?:function|http-trigger|http|cronjob-trigger|cronjob)-controller$|^controller$|^before-first-apply$|^kubectl(?:$|-)|^serverless|^node-fetch$|^unknown$/;
const isKubelessApi = (apiVersion) => apiVersion.startsWith("kubeless.io/");
/** Where Kubeless' manifests put its controller. */
const CONTROLLER = {
	namespace: "kubeless",
	name: "kubeless-controller-manager"
};
/** Reads the life of the controller off its Deployment. */
const controllerOf = (deployment) => (deployment?.status?.availableReplicas ?? 0) > 0 ? "alive" : "gone";
/** Says what is going to be done, before it is. */
const adoptionNotice = (adoption, names) => {
	const list = names.join(", ");
	switch (adoption) {
		case "handover": return `Kubeless’ controller is in charge of ${list}: each Function gets its image, and the controller rolls it out`;
		case "replace": return `Kubeless made the objects of ${list}: they are taken over, and no longer go with their Functions`;
		case "ignore": return `Kubeless made the objects of ${list}: its fields are left to it`;
	}
};
/**
* Returns `wanted` with what cannot change of `live`: a Deployment's selector, and so the labels that it selects pods by.
*/
const keepSelector = (wanted, live) => {
	const selector = live?.spec?.selector;
	if (selector === void 0 || wanted.spec === void 0) return wanted;
	const { template } = wanted.spec;
	const labels = {
		...template.metadata?.labels,
		...selector.matchLabels
	};
	return {
		...wanted,
		spec: {
			...wanted.spec,
			selector,
			template: {
				...template,
				metadata: {
					...template.metadata,
					labels
				}
			}
		}
	};
};
// src/core/workload/triggers.ts
/** Returns the triggers that call `source`. */
const triggersOf = (source, triggers) => triggers.filter((trigger) => targetOf$1(trigger) === (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source));
/** Names the triggers that call none of `sources`: nothing is made of them. */
const strayTriggers = (triggers, sources) => {
	const known = new Set(sources.map(_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s));
	return triggers.filter((trigger) => !known.has(targetOf$1(trigger))).map((trigger) => ({
		severity: "warning",
		code: "SPEC_INVALID",
		message: `Cannot use ${trigger.kind} "${trigger.name}": there is no function "${targetOf$1(trigger)}" here`,
		at: trigger.field(["spec", "function-name"]),
		hint: "Name a function of the same namespace and the same repository"
	}));
};
const targetOf$1 = ({ namespace, functionName }) => (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)({
	namespace,
	name: functionName
});
// src/core/rollout/marks.ts
/** Annotation: the Secret that the image was found to be pulled with; empty where it needs none. */
const PULL_ANNOTATION = "function-images.github.io/pull-secret";
/** Annotation: who an object's function belongs to, so that nobody prunes another repository's. */
const ORIGIN_ANNOTATION = "function-images.github.io/origin";
/** Annotation: the spec file of an object's function. */
const SPEC_ANNOTATION = "function-images.github.io/spec";
/** Annotation: the image as the spec writes it, of a Deployment whose function brings its own. */
const IMAGE_ANNOTATION = "function-images.github.io/image";
/** Returns `object` with its marks. They change only when it does: an object that is the same is not written. */
const marked = (object, { run, origin, file, pullSecret, image }) => ({
	...object,
	metadata: {
		...object.metadata,
		annotations: {
			...object.metadata?.annotations,
			[APPLIED_ANNOTATION]: hashOf(object),
			[ORIGIN_ANNOTATION]: origin,
			[SPEC_ANNOTATION]: file,
			...pullSecret === void 0 ? {} : { [PULL_ANNOTATION]: pullSecret },
			...image === void 0 ? {} : { [IMAGE_ANNOTATION]: image },
			...run === void 0 ? {} : runMarks(run)
		}
	}
});
/** Returns the hash of an object that is to be applied, marks not in it. */
const hashOf = (object) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.x)(Buffer.from((0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_7__.u)(object)));
/** Returns the value of an annotation of `object`. */
const annotation = (object, name) => object?.metadata?.annotations?.[name];
/** Returns the patch that notes the run on an object that is not applied. */
const runPatch = (object, run) => {
	if (run === void 0) return [];
	const marks = Object.entries(runMarks(run)).filter(([name, value]) => annotation(object, name) !== value);
	if (object.metadata?.annotations === void 0) return [{
		op: "add",
		path: "/metadata/annotations",
		value: Object.fromEntries(marks)
	}];
	return marks.map(([name, value]) => ({
		op: "add",
		path: `/metadata/annotations/${name.replaceAll("/", "~1")}`,
		value
	}));
};
const runMarks = ({ id, attempt, commit, url }) => ({
	[RUN_ANNOTATION]: `${id}-${attempt}`,
	[RUN_URL_ANNOTATION]: url,
	[COMMIT_ANNOTATION]: commit
});
// src/core/rollout/dependents.ts
/** Tells what is to be done about `object`; undefined when it uses none of `images`. */
const dependentOf = (object, images) => {
	const uses = usesOf(object, images);
	if (uses.length === 0) return void 0;
	const moves = uses.filter(({ container, image }) => container.image !== image);
	const functions = [...new Set(moves.map((use) => use.function))];
	const [first] = moves;
	if (first === void 0) return { kind: "current" };
	const why = reasonToLeave(object);
	if (why !== void 0) return {
		kind: "left",
		why,
		functions
	};
	return {
		kind: "move",
		functions,
		image: first.image,
		first: annotation(object, FUNCTION_ANNOTATION) === void 0,
		patch: [...moves.flatMap(imagePatch), ...followPatch(object, uses)]
	};
};
/** Returns the pod template's spec of a workload, and the path to it. */
const podSpecOf = (object) => {
	const spec = object.spec;
	if (spec !== void 0 && "jobTemplate" in spec) return {
		pod: spec.jobTemplate.spec?.template.spec,
		path: "/spec/jobTemplate/spec/template/spec"
	};
	return {
		pod: spec?.template.spec,
		path: "/spec/template/spec"
	};
};
const usesOf = (object, images) => {
	const { pod, path } = podSpecOf(object);
	const follows = followsOf(object);
	const list = (containers, name) => (containers ?? []).flatMap((container, index) => {
		const used = usedBy(container, images, follows);
		if (used === void 0) return [];
		const image = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.h)({
			...used.repository,
			digest: used.digest
		});
		return [{
			container,
			path: `${path}/${name}/${index}`,
			function: used.function,
			image
		}];
	});
	return [...list(pod?.initContainers, "initContainers"), ...list(pod?.containers, "containers")];
};
/** A repository of its own tells whose image it is; in a shared one a digest, a tag or our own note has to. */
const usedBy = (container, images, follows) => {
	const reference = readReference(container.image);
	if (reference === void 0) return void 0;
	const there = images.filter(({ repository }) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.g)(repository) === (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.g)(reference));
	if (there.length < 2 && there[0]?.known.size === 0) return there[0];
	const { digest, tag } = reference;
	const noted = follows(container.name);
	return there.find(({ known }) => known.has(digest ?? tag ?? "latest")) ?? there.find((image) => image.function === noted);
};
const readReference = (text) => {
	try {
		return text === void 0 ? void 0 : (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.y)(text);
	} catch (error) {
		if (error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t) return void 0;
		throw error;
	}
};
const followsOf = (object) => {
	const entries = (annotation(object, "function-images.github.io/function") ?? "").split(",").map((entry) => entry.trim().split("="));
	const named = new Map(entries.flatMap(([name = "", fn]) => fn === void 0 ? [] : [[name, fn]]));
	const all = entries.find(([name, fn]) => name !== "" && fn === void 0)?.[0];
	return (container) => named.get(container) ?? all;
};
const imagePatch = ({ container, path, image }) => [
	{
		op: "test",
		path: `${path}/name`,
		value: container.name
	},
	{
		op: "test",
		path: `${path}/image`,
		value: container.image
	},
	{
		op: "replace",
		path: `${path}/image`,
		value: image
	}
];
/** Notes on the object which function each of its containers follows. */
const followPatch = (object, uses) => {
	const functions = new Set(uses.map((use) => use.function));
	const each = uses.map((use) => `${use.container.name}=${use.function}`).join(",");
	const value = functions.size === 1 ? [...functions][0] ?? "" : each;
	if (annotation(object, "function-images.github.io/function") === value) return [];
	if (object.metadata?.annotations === void 0) return [{
		op: "add",
		path: "/metadata/annotations",
		value: { [FUNCTION_ANNOTATION]: value }
	}];
	return [{
		op: "add",
		path: `/metadata/annotations/${FUNCTION_ANNOTATION.replaceAll("/", "~1")}`,
		value
	}];
};
/** Whoever else says what an object is would put it back, or be out of step with it. */
const reasonToLeave = ({ metadata }) => {
	const { labels = {}, annotations = {}, ownerReferences = [] } = metadata ?? {};
	if (annotations["function-images.github.io/pin"] === "true") return "it is pinned";
	const tool = TOOLS.find(({ marks }) => marks.some((mark) => mark in labels || mark in annotations));
	if (tool !== void 0) return `it is ${tool.name}’s: change the image there`;
	const manager = labels[MANAGED_BY_LABEL];
	if (manager === "Helm") return "it is Helm’s: change the image there";
	if (manager === "function-images") return "it is a function’s own: its spec names the image";
	const owner = ownerReferences.find(({ controller }) => controller === true);
	return owner === void 0 ? void 0 : `it is made by ${owner.kind} "${owner.name}"`;
};
const TOOLS = [
	{
		name: "Argo CD",
		marks: ["argocd.argoproj.io/instance", "argocd.argoproj.io/tracking-id"]
	},
	{
		name: "Flux",
		marks: ["kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name"]
	},
	{
		name: "Helm",
		marks: ["meta.helm.sh/release-name"]
	}
];
// src/core/rollout/refused-apply.ts
/** Tells whether an apply was refused because the object is not the one that was read. */
const isStale = (error) => {
	const refusal = (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.y)(error);
	return refusal?.status === 409 && refusal.reason === "Conflict" && conflicts(refusal).length === 0;
};
/**
* Tells whether a JSON patch was refused because one of its tests failed. An object that cannot be is refused with 422 as
* well, and names fields. https://www.rfc-editor.org/rfc/rfc5789#section-2.2
*/
const isTestFailure = (error) => {
	const refusal = (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.y)(error);
	return refusal?.status === 422 && refusal.causes.every(({ field }) => (field ?? "") === "");
};
/** Tells whether a namespace is not there, or on its way out: nothing more can be written to it. */
const isNamespaceGone = (error) => {
	const refusal = (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.y)(error);
	if (refusal === void 0) return false;
	const { status, message, causes } = refusal;
	return status === 404 && /^namespaces? ".*" not found$/.test(message) || status === 403 && (causes.some(({ reason }) => reason === "NamespaceTerminating") || /is being terminated/.test(message));
};
/**
* Says why the apply of `object` was refused, at the place in the spec that it comes from; `placeOf` gives that of a field,
* by its path in the object.
*/
const applyProblem = (error, { object, at }, placeOf) => {
	const refusal = (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.y)(error);
	if (refusal === void 0) return (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.n)(error, at);
	const held = conflicts(refusal);
	if (held.length > 0) return conflictProblem(object, held, at);
	const field = unknownField(refusal.message);
	if (field !== void 0) return (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.r)(placeOf(field) ?? at, `Cannot apply ${(0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object)}: there is no field "${shown(field)}" in a ${object.kind ?? "object"}`, "Look for a misspelt or misplaced field in the spec");
	if (refusal.status === 422 || /duplicate entries|expected .*, got/.test(refusal.message)) return (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.r)(placeOf(refusal.causes[0]?.field ?? "") ?? at, `Cannot apply ${(0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object)}: ${refusal.message}`, "Correct the field in the spec");
	return (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.n)(error, at);
};
/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts */
const conflicts = ({ status, causes }) => status === 409 ? causes.filter(({ reason }) => reason === "FieldManagerConflict") : [];
const conflictProblem = (object, held, at) => {
	const list = [...Map.groupBy(held, ({ message }) => /"([^"]+)"/.exec(message)?.[1] ?? "another manager")].map(([manager, causes]) => `"${manager}" holds ${causes.map(({ field }) => field).join(", ")}`);
	return {
		severity: "error",
		code: "CLUSTER_FAILED",
		message: `Cannot apply ${(0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object)}: ${list.join("; ")}`,
		at,
		hint: "Take the change into the spec, or undo it on the cluster; option \"force-conflicts\" takes the fields over"
	};
};
/** The typed patch of an apply fails with the first, and only the first, field that it does not know. */
const unknownField = (message) => /(?:^|[\s:])\.([^\s:]+): field not declared in schema/.exec(message)?.[1] ?? /unknown field "([^"]+)"/.exec(message)?.[1];
/** `containers[name="hello"]` is `containers[hello]` for people. */
const shown = (field) => field.replaceAll(/\[\w+="([^"]*)"\]/g, "[$1]");
// src/core/rollout/applied.ts
/** The name under which all our writes are recorded. */
const FIELD_MANAGER = "function-images";
/**
* Returns what we applied last to `live`, with the values it has now: the fields that server-side apply recorded as ours.
* Undefined when we never did. https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
*/
const appliedObject = (live) => {
	const entry = ourEntry(live.metadata?.managedFields ?? []);
	if (entry === void 0) return void 0;
	const { apiVersion, kind, metadata } = live;
	const fields = record(pick(live, record(entry.fieldsV1) ?? {})) ?? {};
	const { name, namespace } = metadata ?? {};
	return {
		apiVersion,
		kind,
		...fields,
		metadata: {
			...record(fields["metadata"]),
			name,
			namespace
		}
	};
};
const ourEntry = (entries) => entries.find(({ manager, operation, subresource }) => manager === "function-images" && operation === "Apply" && (subresource ?? "") === "");
/** A set without members below it owns the whole value. */
const pick = (value, fields) => {
	const members = Object.entries(fields).filter(([name]) => name !== ".");
	if (members.length === 0) return value;
	if (Array.isArray(value)) return pickItems(value, fields);
	const object = record(value);
	if (object === void 0) return void 0;
	const picked = members.flatMap(([member, below]) => {
		const name = member.slice(2);
		const item = pick(object[name], record(below) ?? {});
		return item === void 0 ? [] : [[name, item]];
	});
	return Object.fromEntries(picked);
};
/** Items in the order of the live list, since that is the order they were applied in, as far as it matters. */
const pickItems = (items, fields) => items.flatMap((item, index) => {
	const member = Object.keys(fields).find((name) => selects(name, item, index));
	return member === void 0 ? [] : [pick(item, record(fields[member]) ?? {})];
});
/** `k:{"name":"a"}` by key fields, `v:"a"` by value, `i:0` by place. */
const selects = (member, item, index) => {
	const text = member.slice(2);
	if (member.startsWith("i:")) return Number(text) === index;
	if (member.startsWith("v:")) return JSON.stringify(item) === JSON.stringify(JSON.parse(text));
	if (!member.startsWith("k:")) return false;
	const object = record(item);
	return object !== void 0 && Object.entries(record(JSON.parse(text)) ?? {}).every(([k, v]) => object[k] === v);
};
const record = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
// src/core/rollout/pods.ts
/** Returns those of `objects` that `owner` controls. */
const ownedBy = (owner, objects) => objects.filter(({ metadata }) => metadata?.ownerReferences?.some(({ controller, uid }) => controller === true && uid === owner.metadata?.uid));
/** Tells whether a pod takes requests. */
const isReady = ({ status }) => status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
// src/core/rollout/same.ts
/** Tells whether two workloads run the same pods: their templates are equal, whatever the order of members. */
const sameTemplate = (a, b) => sameJson(a.spec?.template, b.spec?.template);
/** Tells whether two JSON values are equal; a member that is undefined is as one that is not there. */
const sameJson = (a, b) => {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
	const [left, right] = [a, b];
	return [.../* @__PURE__ */ new Set([...Object.keys(left), ...Object.keys(right)])].every((name) => sameJson(left[name], right[name]));
};
// src/core/rollout/restore.ts
/**
* Chooses the way back. Applying again is exact only where we had applied before, and took over no field from anyone
* since: what others had would not come back.
*/
const restorationOf = (before, written) => {
	const object = appliedObject(before);
	const others = otherManagers(before).every((entry) => otherManagers(written).some((now) => sameOwner(entry, now)));
	return object !== void 0 && others ? {
		kind: "apply",
		object
	} : { kind: "patch" };
};
/** Without status, and without ours; the controllers' own entries change by themselves. */
const otherManagers = ({ metadata }) => (metadata?.managedFields ?? []).filter(({ manager, subresource }) => manager !== "function-images" && manager !== "kube-controller-manager" && (subresource ?? "") === "");
const sameOwner = (a, b) => a.manager === b.manager && a.operation === b.operation && sameJson(a.fieldsV1, b.fieldsV1);
/**
* Returns the patch that puts spec, labels and annotations of `before` on `live`, refused when that is changed meanwhile.
* Live replicas stay, they may be an autoscaler's; owner references stay, since an owner that is gone takes all with it.
*/
const contentPatch = (before, live) => {
	const { generation } = live.metadata ?? {};
	const replicas = "replicas" in (live.spec ?? {}) ? { replicas: live.spec?.replicas } : {};
	return [
		{
			op: "test",
			path: "/metadata/generation",
			value: generation
		},
		{
			op: "replace",
			path: "/spec",
			value: {
				...before.spec,
				...replicas
			}
		},
		...mapPatch("labels", before.metadata, live.metadata),
		...mapPatch("annotations", before.metadata, live.metadata)
	];
};
/** Member by member: an annotation that a controller keeps there stays. */
const mapPatch = (field, before, live) => {
	const [was, is] = [before?.[field], live?.[field]];
	if (is === void 0) return was === void 0 ? [] : [{
		op: "add",
		path: `/metadata/${field}`,
		value: was
	}];
	return [.../* @__PURE__ */ new Set([...Object.keys(was ?? {}), ...Object.keys(is)])].filter((name) => was?.[name] !== is[name] && !CONTROLLERS.has(name)).map((name) => {
		const path = `/metadata/${field}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
		const value = was?.[name];
		return value === void 0 ? {
			op: "remove",
			path
		} : {
			op: "add",
			path,
			value
		};
	});
};
const CONTROLLERS = /* @__PURE__ */ new Set(["deployment.kubernetes.io/revision", "deprecated.daemonset.template.generation"]);
/** Returns the patch that gives the fields of `live` back to those who owned them before. */
const ownersPatch = (before, live) => [{
	op: "test",
	path: "/metadata/generation",
	value: live.metadata?.generation
}, {
	op: "replace",
	path: "/metadata/managedFields",
	value: before.metadata?.managedFields ?? [{}]
}];
/**
* Returns the pods that a StatefulSet will not replace by itself after its template is put back: those of the revision
* that failed which do not run. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback
*/
const brokenPods = (failed, pods) => ownedBy(failed, pods).filter((pod) => pod.metadata?.labels?.["controller-revision-hash"] === failed.status?.updateRevision && !isReady(pod));
// src/flow/restore.ts
/**
* Puts a workload back as it was before our first write, and returns it as it is then; undefined when it is new. Throws
* ROLLOUT_FAILED when somebody else has changed its pods since, or deleted it: that is not ours to take back.
*/
const restore = async (cluster, { resource, before, written }, signal) => {
	if (before === void 0) return void 0;
	const change = {
		resource,
		before,
		written
	};
	const way = restorationOf(before, written);
	if (way.kind === "patch") return patchBack(cluster, change, signal);
	await liveOf(cluster, change, signal);
	const { apiVersion, kind } = resource;
	return (await cluster.apply(resource, {
		...way.object,
		apiVersion,
		kind
	}, {}, signal)).object;
};
const patchBack = async (cluster, change, signal) => {
	const { resource, before } = change;
	const key = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(before);
	let live = await persist(async () => {
		const live = await liveOf(cluster, change, signal);
		return (await cluster.patch(resource, key, contentPatch(before, live), signal)).object;
	});
	return persist(async () => {
		try {
			return (await cluster.patch(resource, key, ownersPatch(before, live), signal)).object;
		} catch (error) {
			live = await cluster.get(resource, key, signal) ?? live;
			throw error;
		}
	});
};
/** A `test` that fails is refused with 422, https://www.rfc-editor.org/rfc/rfc5789#section-2.2. */
const persist = async (patch) => {
	for (let left = 4;; left -= 1) try {
		return await patch();
	} catch (error) {
		if (left === 0 || !((0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 422) || (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 409))) throw error;
	}
};
/** Reads the workload, and makes sure that it still has the pods that we gave it. */
const liveOf = async (cluster, change, signal) => {
	const { resource, before, written } = change;
	const key = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(before);
	const live = await cluster.get(resource, key, signal);
	if (live !== void 0 && live.metadata?.uid === written.metadata?.uid && sameTemplate(live, written)) return live;
	const why = live === void 0 ? "it was deleted" : "somebody else has changed it meanwhile";
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("ROLLOUT_FAILED", `Cannot take back ${resource.kind} "${key.name}": ${why}`);
};
// src/flow/deploy/deploying.ts
/** Names the owner of what a run applies: its repository, or outside a workflow the place of its images. */
const originOf = ({ run, registry, repository }) => run === void 0 ? repository.replace("{registry}", registry ?? "") : run.url.replace(/\/actions\/runs\/[0-9]+$/, "");
/** The beginning of each result about an object. */
const resultFor = ({ kind, metadata }, state) => ({
	kind: kind ?? "",
	namespace: metadata?.namespace ?? "",
	name: metadata?.name ?? "",
	state,
	waitingFor: []
});
/** Returns where the spec writes a field of an object that is made of it, by the path that an API server gives. */
const fieldPlace = ({ at }, { kind }, field) => {
	const root = kind === void 0 ? void 0 : ROOTS[kind];
	if (root === void 0) return void 0;
	const path = field.replace(/\[[^\]]*\]/g, ".0").split(".").filter((step) => step !== "").map((step) => /^[0-9]+$/.test(step) ? Number(step) : step);
	return at.field([...root.at, ...path.slice(root.skips)]);
};
/** Where each kind stands in a spec, and how much of the object's path that stands for. */
const ROOTS = {
	Deployment: {
		at: ["spec", "deployment"],
		skips: 0
	},
	Service: {
		at: ["spec", "service"],
		skips: 1
	},
	HorizontalPodAutoscaler: {
		at: ["spec", "horizontalPodAutoscaler"],
		skips: 0
	}
};
// src/flow/deploy/dependents.ts
/** Where images are used besides in functions' own objects. */
const DEPENDENT_KINDS = [
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.h,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.i,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.r
];
/** Moves every other workload of the run's namespaces that uses one of `images`; `own` are the functions' objects, as `namespace/Kind/name`. */
const rollDependents = async (images, { namespaces, own }, deploying, signal) => {
	const { config, ports, snapshot } = deploying;
	if (config.dependents === "off" || images.length === 0) return {
		results: [],
		problems: []
	};
	const found = namespaces.flatMap((namespace) => DEPENDENT_KINDS.flatMap((resource) => snapshot(namespace).all(resource).filter((object) => !own.has(`${namespace}/${(0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object)}`)).flatMap((object) => {
		const dependent = dependentOf(object, images);
		return dependent === void 0 || dependent.kind === "current" ? [] : [{
			resource,
			object,
			dependent
		}];
	})));
	const outcomes = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.t)(config.maxParallel, found, async (use) => {
		const outcome = signal.aborted ? NOTHING$1 : await settle(use, images, deploying, signal);
		for (const result of outcome.results) ports.reporter.rolloutDone(result);
		return outcome;
	});
	return {
		results: outcomes.flatMap(({ results }) => results),
		problems: outcomes.flatMap(({ problems }) => problems)
	};
};
const NOTHING$1 = {
	results: [],
	problems: []
};
const settle = async (use, images, deploying, signal) => {
	const { object, dependent } = use;
	const uses = dependent.functions.join(", ");
	const single = (result) => ({
		results: [result],
		problems: []
	});
	if (dependent.kind === "left") return single({
		...resultFor(object, "left"),
		note: `uses ${uses}; ${dependent.why}`
	});
	if (deploying.config.dependents === "list") return single({
		...resultFor(object, "left"),
		image: dependent.image,
		note: `uses ${uses}; option "dependents" is list`
	});
	const note = dependent.first ? `moved for the first time: it uses ${uses}` : `uses ${uses}`;
	const about = {
		image: dependent.image,
		note
	};
	if (deploying.config.dryRun) return single({
		...resultFor(object, "planned"),
		...about,
		diff: imageLines(dependent.patch)
	});
	try {
		return await move(use, about, {
			images,
			deploying
		}, signal);
	} catch (error) {
		if (signal.aborted) return NOTHING$1;
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t)) throw error;
		return single({
			...resultFor(object, "failed"),
			...about,
			cause: error.message
		});
	}
};
const move = async ({ resource, object, dependent }, about, { images, deploying }, signal) => {
	const { config, ports, rollouts } = deploying;
	const key = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(object);
	let [before, next] = [object, dependent];
	for (let left = 3; next?.kind === "move"; left -= 1) try {
		const written = (await ports.cluster.patch(resource, key, next.patch, signal)).object;
		if (resource.plural === _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.r.plural) return {
			results: [{
				...resultFor(object, "applied"),
				...about,
				note: `${about.note}; its next run takes the image`
			}],
			problems: []
		};
		if (!config.wait) return {
			results: [{
				...resultFor(object, "applied"),
				...about
			}],
			problems: []
		};
		const change = {
			resource,
			before,
			written
		};
		const undo = (during) => restore(ports.cluster, change, during);
		const { result, problems } = await rollouts(key.namespace).follow({
			...change,
			key,
			undo,
			...about
		}, signal);
		return {
			results: [result],
			problems
		};
	} catch (error) {
		if (left === 0 || !isTestFailure(error)) throw error;
		const now = await ports.cluster.get(resource, key, signal);
		before = now === void 0 ? before : {
			...now,
			apiVersion: resource.apiVersion,
			kind: resource.kind
		};
		next = now === void 0 ? void 0 : dependentOf(before, images);
	}
	return {
		results: [{
			...resultFor(object, "left"),
			note: "somebody else has changed it meanwhile"
		}],
		problems: []
	};
};
/** The lines of a dry run, from the tests and replacements of the patch. */
const imageLines = (patch) => patch.flatMap((operation) => {
	if (operation.op === "remove" || !operation.path.endsWith("/image")) return [];
	return [`${operation.op === "test" ? "-" : "+"} ${operation.path.slice(1).replaceAll("/", ".")}: ${String(operation.value)}`];
});
// src/core/rollout/order.ts
/** Tells whether `run` may write `live`. Runs are counted by GITHUB_RUN_ID; outside a workflow nothing is known of them. */
const turnOf = (live, run) => {
	const last = /^([0-9]+)-[0-9]+$/.exec(annotation(live, "function-images.github.io/run") ?? "")?.[1];
	if (run === void 0 || last === void 0 || Number(last) <= run.id) return { kind: "free" };
	const by = annotation(live, "function-images.github.io/run-url") ?? last;
	return {
		kind: isDeliberate(run) ? "deliberate" : "later",
		by
	};
};
/** Events that somebody, or a timetable, starts whatever was pushed since. */
const DELIBERATE = /* @__PURE__ */ new Set([
	"workflow_dispatch",
	"repository_dispatch",
	"release",
	"deployment",
	"schedule"
]);
const isDeliberate = ({ attempt, event }) => attempt > 1 || DELIBERATE.has(event);
// src/core/cluster/quantity.ts
/**
* Writes a pod's quantity as Kubernetes does: `0.5Gi` is `512Mi`, `0.1` is `100m`, and what is finer than a thousandth is
* rounded up. Equal quantities of one notation are written alike. Undefined for what is none.
* https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
*/
const canonicalQuantity = (written) => {
	const [, sign = "", whole = "", fraction = "", suffix = ""] = QUANTITY.exec(String(written)) ?? [];
	if (whole === "" && fraction === "") return void 0;
	const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
	const step = BINARY.indexOf(suffix);
	const digits = BigInt(whole + fraction) * 1024n ** BigInt(step + 1);
	const thousandths = scaled(digits, (step === -1 ? exponentOf(suffix, exponent) : 0) - fraction.length + MILLI);
	const bytes = step === -1 || thousandths % 1000n !== 0n ? 0n : thousandths / 1000n;
	const amount = bytes >= 1024n ? binary(bytes) : decimal(thousandths, exponent !== void 0);
	return amount === "0" || sign !== "-" ? amount : `-${amount}`;
};
const QUANTITY = /^([+-]?)(?=\.?\d)(\d{0,40})\.?(\d{0,40})([eE][+-]?\d{1,2}|[KMGTPE]i|[numkMGTPE]?)$/;
const BINARY = [
	"Ki",
	"Mi",
	"Gi",
	"Ti",
	"Pi",
	"Ei"
];
/** From 10^-9 on, in steps of 1000. */
const DECIMAL = [
	"n",
	"u",
	"m",
	"",
	"k",
	"M",
	"G",
	"T",
	"P",
	"E"
];
const MILLI = 3;
const exponentOf = (suffix, exponent) => exponent === void 0 ? (DECIMAL.indexOf(suffix) - DECIMAL.indexOf("")) * 3 : Number(exponent);
/** Times a power of ten, rounded up. */
const scaled = (digits, power) => {
	if (power >= 0) return digits * 10n ** BigInt(power);
	const divisor = 10n ** BigInt(-power);
	return (digits + divisor - 1n) / divisor;
};
const decimal = (thousandths, asExponent) => {
	if (thousandths === 0n) return "0";
	let step = DECIMAL.indexOf("m");
	let rest = thousandths;
	while (rest % 1000n === 0n && step < DECIMAL.length - 1) {
		rest /= 1000n;
		step += 1;
	}
	const exponent = (step - DECIMAL.indexOf("")) * 3;
	return `${rest}${asExponent ? exponent === 0 ? "" : `e${exponent}` : DECIMAL[step] ?? ""}`;
};
const binary = (bytes) => {
	let step = -1;
	let rest = bytes;
	while (rest % 1024n === 0n && step < BINARY.length - 1) {
		rest /= 1024n;
		step += 1;
	}
	return `${rest}${BINARY[step] ?? ""}`;
};
// src/core/rollout/fields.ts
/**
* Returns the fields of `wanted` that `found` has otherwise. What only `found` has does not count: defaults, and what
* others put there. Quantities count by their amount, and empty values as absent, since a server drops them.
*/
const differences = (wanted, found) => compare(wanted, found, []);
/** Items of these lists are told apart by the first of the fields that all of them have; of others by their place. */
const KEYS = [
	"name",
	"mountPath",
	"devicePath",
	"containerPort",
	"port",
	"topologyKey",
	"ip"
];
/** Fields that hold quantities, or maps of them. */
const QUANTITIES = /* @__PURE__ */ new Set([
	"limits",
	"requests",
	"sizeLimit",
	"averageValue",
	"divisor",
	"storage"
]);
const compare = (wanted, found, path) => {
	if (isEmpty(wanted) && isEmpty(found)) return [];
	if (isMap(wanted) && isMap(found)) return compareMaps(wanted, found, path);
	if (Array.isArray(wanted) && Array.isArray(found)) return compareLists(wanted, found, path);
	if (wanted === found || isQuantity(path) && sameQuantity(wanted, found)) return [];
	return [{
		path: showFields(path),
		wanted,
		found
	}];
};
const compareMaps = (wanted, found, path) => Object.keys(wanted).flatMap((key) => compare(wanted[key], own(found, key), [...path, key]));
const compareLists = (wanted, found, path) => {
	const key = listKey(wanted, found);
	if (key === void 0) return wanted.length === found.length ? wanted.flatMap((item, index) => compare(item, found[index], [...path, `[${index}]`])) : [{
		path: showFields(path),
		wanted,
		found
	}];
	const known = new globalThis.Map(found.map((item) => [nameIn$1(item, key), item]));
	return wanted.flatMap((item) => {
		const name = nameIn$1(item, key);
		return compare(item, known.get(name), [...path, `[${name}]`]);
	});
};
/** Returns the field that names the items of a list, undefined where they have only their place. */
const listKey = (...lists) => {
	const items = lists.flat();
	if (!items.every(isMap)) return void 0;
	const key = KEYS.find((candidate) => items.every((item) => own(item, candidate) !== void 0));
	return key !== void 0 && lists.every((list) => new Set(list.map((item) => nameIn$1(item, key))).size === list.length) ? key : void 0;
};
/** Returns what names an item; two ports of one number are two by their protocol. */
const nameIn$1 = (item, key) => {
	if (!isMap(item)) return "";
	const protocol = own(item, "protocol");
	const numbered = key === "containerPort" || key === "port";
	return `${String(own(item, key))}${numbered && typeof protocol === "string" && protocol !== "TCP" ? `/${protocol}` : ""}`;
};
/** Writes a path as people read it. */
const showFields = (path) => path.map((step) => step.startsWith("[") ? step : `.${step}`).join("").replace(/^\./, "");
/** Tells whether an API server would drop `value`. */
const isEmpty = (value) => value === void 0 || value === null || value === "" || value === false || value === 0 || Array.isArray(value) && value.length === 0 || isMap(value) && Object.values(value).every(isEmpty);
/** Tells whether `value` is a mapping. */
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (map, key) => Object.hasOwn(map, key) ? map[key] : void 0;
const isQuantity = (path) => path.slice(-2).some((step) => QUANTITIES.has(step));
const sameQuantity = (wanted, found) => {
	const [left, right] = [wanted, found].map((value) => typeof value === "string" || typeof value === "number" ? canonicalQuantity(value) : void 0);
	return left !== void 0 && left === right;
};
// src/core/rollout/diff.ts
/**
* Returns what a write changes, a line a field: `- spec.replicas: 1` and `+ spec.replicas: 2`. What the server keeps for
* itself and what changes with every run is left out, and values of variables are not shown: somebody may have put a
* secret there.
*/
const diffLines = (before, after) => {
	const [was, is] = [leaves(before ?? {}), leaves(after)];
	const shown = [.../* @__PURE__ */ new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path)).flatMap((path) => [...was.has(path) ? [`- ${path}: ${was.get(path)}`] : [], ...is.has(path) ? [`+ ${path}: ${is.get(path)}`] : []]).map(hideVariable);
	return shown.length <= MAX_LINES ? shown : [...shown.slice(0, MAX_LINES), `… ${shown.length - MAX_LINES} more lines`];
};
/** Of one object. */
const MAX_LINES = 60;
/** Fields that are the server's, and annotations that follow from the rest. */
const HIDDEN = /* @__PURE__ */ new Set([
	"status",
	"metadata.managedFields",
	"metadata.resourceVersion",
	"metadata.generation",
	"metadata.uid",
	"metadata.creationTimestamp",
	"metadata.selfLink",
	...[
		APPLIED_ANNOTATION,
		COMMIT_ANNOTATION,
		RUN_ANNOTATION,
		RUN_URL_ANNOTATION,
		"kubectl.kubernetes.io/last-applied-configuration",
		"deployment.kubernetes.io/revision"
	].map((name) => `metadata.annotations.${name}`)
]);
const leaves = (object) => {
	const found = /* @__PURE__ */ new Map();
	const visit = (value, path) => {
		const shown = showFields(path);
		if (HIDDEN.has(shown) || isEmpty(value)) return;
		if (isMap(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
		else if (Array.isArray(value)) visitList(value, path);
		else found.set(shown, String(value));
	};
	const visitList = (list, path) => {
		const key = listKey(list);
		for (const [index, item] of list.entries()) visit(item, [...path, `[${key === void 0 ? index : nameIn$1(item, key)}]`]);
	};
	visit(object, []);
	return found;
};
const hideVariable = (line) => line.replace(/^([-+] .*\.env\[[^\]]*\]\.value): [^]*$/, "$1: (not shown)");
// src/core/rollout/unchanged.ts
/**
* Tells whether `live` is what an apply of `wanted` would leave: the same object was applied before, by its hash, and
* nobody has changed a field of it since.
*/
const isUnchanged = (wanted, live) => live !== void 0 && annotation(live, "function-images.github.io/applied") === hashOf(wanted) && differences(wanted, live).length === 0;
// src/core/workload/part.ts
/** Returns the mapping at `keys`, empty when there is none. */
const mappingAt = (value, ...keys) => {
	const found = valueAt(value, ...keys);
	return (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(found) ? found : {};
};
/** Returns the mappings in the list at `keys`, empty when there is none. */
const listAt = (value, ...keys) => {
	const found = valueAt(value, ...keys);
	return Array.isArray(found) ? found.filter(_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f) : [];
};
/** Returns text that is not empty. */
const textAt = (value, ...keys) => {
	const found = valueAt(value, ...keys);
	return typeof found === "string" && found !== "" ? found : void 0;
};
/** Returns what stands at `keys`; null is the same as nothing. */
const valueAt = (value, ...keys) => keys.reduce((at, key) => (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(at) && Object.hasOwn(at, key) ? at[key] : void 0, value) ?? void 0;
/** Leaves out keys without a value, at any depth: the API server takes them for fields that we want to own. */
const withoutNulls = (value) => strip(value);
const strip = (value) => {
	if (Array.isArray(value)) return value.map(strip);
	if (!(0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(value)) return value;
	return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => item === null ? [] : [[key, strip(item)]]));
};
/** Returns `given` unless it is empty or missing. */
const orElse = (given, fallback) => Object.keys(given).length === 0 ? fallback : given;
// src/core/workload/autoscaler.ts
/**
* Returns a function's autoscaler in the form autoscaling/v2, from v2beta1 as Kubeless took it or from v2 itself. As under
* Kubeless one without both names has no effect; it may be there only because a client writes all fields.
* https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
*/
const autoscalerOf = (source) => {
	const given = withoutNulls(source.deployment.horizontalPodAutoscaler ?? {});
	const { metrics: _metrics, ...spec } = mappingAt(given, "spec");
	const name = textAt(given, "metadata", "name");
	const target = mappingAt(spec, "scaleTargetRef");
	if (name === void 0 || textAt(target, "name") === void 0) return {
		object: void 0,
		problems: idle(source, given)
	};
	const metrics = listAt(given, "spec", "metrics").map((metric, index) => metricOf(source, metric, index));
	return {
		object: {
			apiVersion: "autoscaling/v2",
			kind: "HorizontalPodAutoscaler",
			metadata: {
				name,
				namespace: source.namespace,
				labels: {
					...mappingAt(given, "metadata", "labels"),
					...objectLabels(source, source.deployment.labels)
				},
				...annotated(mappingAt(given, "metadata", "annotations"))
			},
			spec: {
				...spec,
				scaleTargetRef: targetOf(target),
				...metrics.length === 0 ? {} : { metrics: metrics.flatMap(({ metric }) => metric ?? []) }
			}
		},
		problems: metrics.flatMap(({ problem }) => problem ?? [])
	};
};
const PATH = ["spec", "horizontalPodAutoscaler"];
const idle = (source, given) => {
	if ((valueAt(given, "spec", "maxReplicas") ?? 0) === 0) return [];
	return [{
		severity: "warning",
		code: "SPEC_INVALID",
		message: "Cannot use \"spec.horizontalPodAutoscaler\": it needs metadata.name and spec.scaleTargetRef.name",
		at: source.at.field(PATH),
		hint: `Set both to "${source.name}"`
	}];
};
/** Groups that Deployments were served in before apps/v1 are gone. */
const targetOf = (target) => (textAt(target, "kind") ?? "Deployment") === "Deployment" ? {
	...target,
	apiVersion: "apps/v1",
	kind: "Deployment"
} : target;
const metricOf = (source, metric, index) => {
	const type = textAt(metric, "type") ?? "";
	const key = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
	const body = mappingAt(metric, key);
	const convert = Object.hasOwn(CONVERSIONS, type) ? CONVERSIONS[type] : void 0;
	const converted = isCurrent(type, body) ? body : convert?.(body);
	if (converted !== void 0) return { metric: {
		type,
		[key]: converted
	} };
	const why = convert === void 0 ? `its type "${type}" is unknown` : `"${key}" names no target value`;
	const hint = `Known are ${Object.keys(CONVERSIONS).join(", ")}, in the form of autoscaling/v2 or v2beta1`;
	const message = `Cannot use "spec.horizontalPodAutoscaler.spec.metrics[${index}]": ${why}`;
	return { problem: (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.r)(source.at.field([
		...PATH,
		"spec",
		"metrics",
		index
	]), message, hint) };
};
/** In v2 each metric has a target with a type; in v2beta1 only objects have a `target`, and it is what v2 describes. */
const isCurrent = (type, body) => Object.hasOwn(CONVERSIONS, type) && textAt(body, "target", "type") !== void 0;
/** From autoscaling/v2beta1; undefined when there is no target in it. */
const CONVERSIONS = {
	Resource: ({ name = "", ...body }) => withTarget({ name }, utilizationIn(body)),
	ContainerResource: ({ name = "", container = "", ...body }) => withTarget({
		name,
		container
	}, utilizationIn(body)),
	Pods: (body) => withTarget({ metric: metricIn(body, "selector") }, averageIn(body, "targetAverageValue")),
	Object: (body) => withTarget({
		describedObject: mappingAt(body, "target"),
		metric: metricIn(body, "selector")
	}, averageIn(body, "averageValue") ?? valueIn(body)),
	External: (body) => withTarget({ metric: metricIn(body, "metricSelector") }, averageIn(body, "targetAverageValue") ?? valueIn(body))
};
const withTarget = (metric, target) => target === void 0 ? void 0 : {
	...metric,
	target
};
const metricIn = (body, selectorKey) => {
	const selector = mappingAt(body, selectorKey);
	const name = textAt(body, "metricName") ?? "";
	return Object.keys(selector).length === 0 ? { name } : {
		name,
		selector
	};
};
const utilizationIn = (body) => {
	const averageUtilization = valueAt(body, "targetAverageUtilization");
	return averageUtilization === void 0 ? averageIn(body, "targetAverageValue") : {
		type: "Utilization",
		averageUtilization
	};
};
const averageIn = (body, key) => {
	const averageValue = valueAt(body, key);
	return isUnset(averageValue) ? void 0 : {
		type: "AverageValue",
		averageValue: averageValue ?? ""
	};
};
const valueIn = (body) => {
	const value = valueAt(body, "targetValue");
	return isUnset(value) ? void 0 : {
		type: "Value",
		value: value ?? ""
	};
};
/** A typed client writes `0` for a quantity that nobody set. */
const isUnset = (quantity) => quantity === void 0 || quantity === "0" || quantity === 0;
/** Returns the command that calls a function, by what its image's server is started with; undefined without either. */
const callerCommand = (interpreter) => {
	if (interpreter === "node") return [
		"node",
		"-e",
		NODE
	];
	return interpreter === "python3" ? [
		"python3",
		"-I",
		"-c",
		PYTHON
	] : void 0;
};
/** `http` is there by itself in what `node -e` runs. */
const NODE = `const { env, exit, stdout, stderr } = process
const body = env.PAYLOAD
const time = new Date(Date()).toISOString().slice(0, 19).replace('T', ' ') + '+00:00'
const headers = { 'event-id': env.EVENT_ID, 'event-time': time, 'event-namespace': 'cronjobtrigger.kubeless.io',
  'event-type': 'application/json', 'content-type': 'application/json' }
let reached = false
const call = http.request(env.FUNCTION_URL, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
  stdout.write([call.method, env.FUNCTION_URL, answer.statusCode].join(' ') + '\\n')
  answer.pipe(stdout, { end: false })
  answer.on('end', () => { process['exitCode'] = answer.statusCode < 400 ? 0 : 22 })
})
call.on('socket', (socket) => socket.once('connect', () => { reached = true }))
call.on('error', (error) => {
  stderr.write([call.method, env.FUNCTION_URL, error.message].join(' ') + '\\n')
  exit(reached ? 1 : 7)
})
call.end(body)`;
const PYTHON = `import datetime, http.client, os, sys, urllib.parse
url, body = os.environ["FUNCTION_URL"], os.environ.get("PAYLOAD")
method = "GET" if body is None else "POST"
time = datetime.datetime.now(datetime.timezone.utc).isoformat(" ", "seconds")
headers = {"event-id": os.environ["EVENT_ID"], "event-time": time, "event-namespace": "cronjobtrigger.kubeless.io",
    "event-type": "application/json", "content-type": "application/json"}
call = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
try:
    call.connect()
except OSError as error:
    print(method, url, error, file=sys.stderr)
    sys.exit(7)
call.request(method, "/", None if body is None else body.encode(), headers)
answer = call.getresponse()
print(method, url, answer.status, flush=True)
sys.stdout.buffer.write(answer.read())
sys.exit(0 if answer.status < 400 else 22)`;
/** Where Kubeless kept a function's files. */
const ROOT = "/kubeless";
/**
* Returns the function container's variables: the spec's, those that Kubeless set, the runtime's. As under Kubeless an image
* whose server is told of no handler gets the port alone. The API server wants names once, where Kubeless let the last one
* win: the last value takes the place of the first, so that variables which refer to it find it.
*/
const environment = (source, runtime, container, port) => {
	const variables = [
		...listAt(container, "env"),
		...Object.entries(functionVariables(source, container, port)).map(([name, value]) => ({
			name,
			value
		})),
		...Object.entries(runtime?.env ?? {}).map(([name, value]) => ({
			name,
			value
		}))
	];
	return [...new Map(variables.map((variable) => [variable["name"], variable])).values()];
};
/** Keeps Kubernetes from reading `$(NAME)` in a value as a reference to another variable. */
const literal = (value) => value.replaceAll("$", "$$$$");
const functionVariables = ({ handler, deployment, runtime }, container, port) => {
	if (handler === void 0) return { FUNC_PORT: String(port) };
	return {
		FUNC_HANDLER: literal(handler.function),
		MOD_NAME: literal(handler.module),
		FUNC_TIMEOUT: deployment.timeout ?? "180",
		FUNC_RUNTIME: runtime ?? "",
		FUNC_MEMORY_LIMIT: memoryLimit(valueAt(container, "resources", "limits", "memory")),
		FUNC_PORT: String(port),
		KUBELESS_INSTALL_VOLUME: ROOT
	};
};
/** As Kubernetes writes the quantity, `0` for none. */
const memoryLimit = (limit) => {
	if (typeof limit !== "string" && typeof limit !== "number") return "0";
	return canonicalQuantity(limit) ?? String(limit);
};
// src/core/workload/schedule.ts
/**
* Says what is wrong with a schedule; undefined for one that Kubernetes takes: five fields, or a word like `@daily`.
* https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
*/
const scheduleFault = (schedule) => {
	if (schedule.startsWith("@")) return WORDS$1.test(schedule) ? void 0 : `"${schedule}" is none of the known words`;
	if (/^(?:CRON_)?TZ=/.test(schedule)) return "a time zone cannot stand in it";
	const written = schedule.trim().split(/\s+/);
	if (written.length !== FIELDS.length) return `it has ${written.length} fields, not 5`;
	const wrong = FIELDS.findIndex((field, index) => !isField(written[index] ?? "", field));
	return wrong === -1 ? void 0 : `"${written[wrong] ?? ""}" is no ${FIELDS[wrong]?.name ?? "field"}`;
};
const WORDS$1 = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:\d+(?:\.\d+)?(?:h|m|s|ms))+)$/;
const FIELDS = [
	{
		name: "minute",
		least: 0,
		most: 59,
		words: []
	},
	{
		name: "hour",
		least: 0,
		most: 23,
		words: []
	},
	{
		name: "day of the month",
		least: 1,
		most: 31,
		words: []
	},
	{
		name: "month",
		least: 1,
		most: 12,
		words: [
			"jan",
			"feb",
			"mar",
			"apr",
			"may",
			"jun",
			"jul",
			"aug",
			"sep",
			"oct",
			"nov",
			"dec"
		]
	},
	{
		name: "day of the week",
		least: 0,
		most: 6,
		words: [
			"sun",
			"mon",
			"tue",
			"wed",
			"thu",
			"fri",
			"sat"
		]
	}
];
const isField = (text, field) => text.split(",").every((range) => isRange(range, field));
/** `*`, `5`, `1-5`, each with `/2` after it. */
const isRange = (text, field) => {
	const [, from = "", to, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(text) ?? [];
	if (step !== void 0 && Number(step) === 0) return false;
	if (from === "*" || from === "?") return to === void 0;
	const [first, last] = [numberOf(from, field), numberOf(to ?? from, field)];
	return first !== void 0 && last !== void 0 && first <= last;
};
const numberOf = (text, { least, most, words }) => {
	const word = words.indexOf(text.toLowerCase());
	if (word !== -1) return least + word;
	const number = Number(text);
	return /^\d{1,2}$/.test(text) && number >= least && number <= most ? number : void 0;
};
// src/core/workload/cronjob.ts
/** Returns the CronJob of a CronJobTrigger. Unlike Kubeless' it fails when the function does. */
const cronJobOf = (fn, trigger, place) => {
	const command = callerCommand(fn.runtime?.shim?.entrypoint[0]);
	const problems = faultsOf$1(fn, trigger, command);
	if (problems.length > 0 || command === void 0) return { problems };
	const { namespace } = trigger;
	return {
		problems,
		object: {
			apiVersion: "batch/v1",
			kind: "CronJob",
			metadata: {
				name: nameOf(trigger),
				namespace,
				labels: objectLabels(fn.source, {
					...fn.source.deployment.labels,
					...trigger.labels
				}),
				...annotated(trigger.annotations)
			},
			spec: {
				schedule: scheduleOf(trigger),
				successfulJobsHistoryLimit: 3,
				failedJobsHistoryLimit: 1,
				jobTemplate: { spec: jobSpec(fn, trigger, place, command) }
			}
		}
	};
};
/** Kubeless named it after the function, so that two triggers of one function took each other's place. */
const nameOf = ({ name }) => `trigger-${name}`;
/** Of a CronJob, so that its Jobs have room for a time. */
const MAX_NAME = 52;
const scheduleOf = ({ spec }) => textAt(spec, "schedule") ?? "";
const faultsOf$1 = (fn, trigger, command) => {
	const cannot = (path, why, hint) => (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.r)(trigger.field(path), `Cannot make a CronJob of CronJobTrigger "${trigger.name}": ${why}`, hint);
	const schedule = scheduleOf(trigger);
	const fault = schedule === "" ? "it has no schedule" : scheduleFault(schedule);
	return [
		...fault === void 0 ? [] : [cannot(["spec", "schedule"], fault, "Write five fields, like \"*/5 * * * *\", or a word like \"@daily\"")],
		...nameOf(trigger).length > MAX_NAME ? [cannot(["metadata", "name"], `"${nameOf(trigger)}" has more than ${MAX_NAME} characters`, "Shorten the name")] : [],
		...command === void 0 ? [cannot(["spec", "function-name"], `${brought(fn)}, and nothing is known in it that can call the function`, "Write a CronJob whose image has a client, like curl, and calls the function’s Service")] : []
	];
};
const brought = ({ source, runtime }) => runtime === void 0 ? `function "${source.name}" brings an image of its own` : `runtime "${runtime.id}" brings a server of its own`;
const jobSpec = ({ source, image }, trigger, { pod, port }, command) => ({
	activeDeadlineSeconds: Number(source.deployment.timeout ?? "180") + START_SECONDS,
	backoffLimit: MAX_RETRIES,
	podFailurePolicy: { rules: [{
		action: "FailJob",
		onExitCodes: {
			operator: "NotIn",
			values: [7]
		}
	}] },
	template: {
		metadata: { labels: {
			[MANAGED_BY_LABEL]: MANAGED_BY,
			[TRIGGER_LABEL]: trigger.name
		} },
		spec: {
			...placeOf$1(pod),
			restartPolicy: "Never",
			automountServiceAccountToken: false,
			securityContext: {
				runAsUser: 1e3,
				runAsGroup: 1e3,
				runAsNonRoot: true,
				seccompProfile: { type: "RuntimeDefault" }
			},
			containers: [{
				name: "trigger",
				image,
				command,
				env: variables(trigger, `http://${source.name}.${source.namespace}.svc:${port}/`),
				resources: {
					requests: {
						cpu: "10m",
						memory: "32Mi"
					},
					limits: {
						cpu: "500m",
						memory: "128Mi"
					}
				},
				securityContext: {
					allowPrivilegeEscalation: false,
					readOnlyRootFilesystem: true,
					capabilities: { drop: ["ALL"] }
				}
			}]
		}
	}
});
/** For the pod to be scheduled and its image pulled, before the function's own time begins. */
const START_SECONDS = 60;
const MAX_RETRIES = 3;
const placeOf$1 = (pod) => Object.fromEntries([
	"imagePullSecrets",
	"nodeSelector",
	"serviceAccountName",
	"tolerations"
].flatMap((key) => {
	const value = valueAt(pod, key);
	return value === void 0 ? [] : [[key, value]];
}));
const variables = ({ spec }, url) => {
	const payload = valueAt(spec, "payload");
	return [
		{
			name: "FUNCTION_URL",
			value: url
		},
		{
			name: "EVENT_ID",
			valueFrom: { fieldRef: { fieldPath: "metadata.uid" } }
		},
		...payload === void 0 ? [] : [{
			name: "PAYLOAD",
			value: literal(JSON.stringify(payload))
		}]
	];
};
// src/core/workload/defaults.ts
/**
* Lays a function's own `spec.deployment` over what `kubeless-config` says of all of them. What both set is the
* function's; lists whose items have names, mount paths or a place in the pod (containers) are merged item by item, other
* lists are the function's alone.
*/
const overDefaults = (defaults, own) => mergeMappings(defaults ?? {}, own ?? {});
const mergeMappings = (defaults, own) => {
	const merged = { ...defaults };
	for (const [key, value] of Object.entries(own)) {
		const given = Object.hasOwn(defaults, key) ? defaults[key] : void 0;
		merged[key] = given === void 0 ? value : mergeValues(key, given, value);
	}
	return merged;
};
const mergeValues = (key, given, own) => {
	if (own === null || own === "") return given;
	if ((0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(given) && (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(own)) return mergeMappings(given, own);
	if (!Array.isArray(given) || !Array.isArray(own)) return own;
	return mergeLists(key, given, own);
};
const mergeLists = (key, given, own) => {
	if (key === "containers") return mergeContainers(given, own);
	const idKey = ID_KEYS[key];
	if (idKey === void 0) return own.length === 0 ? given : own;
	const idOf = (item) => (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(item) ? item[idKey] : void 0;
	return [...given.filter((item) => !own.some((other) => idOf(other) === idOf(item))), ...own];
};
/** The first container is the function's, whatever its name; the others are what they are named. */
const mergeContainers = (given, own) => {
	const [givenFirst = {}, ...givenOthers] = given;
	const [ownFirst = {}, ...ownOthers] = own;
	const first = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(givenFirst) && (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(ownFirst) ? mergeMappings(givenFirst, ownFirst) : ownFirst;
	const names = new Set(ownOthers.map((item) => (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(item) ? item["name"] : void 0));
	return [
		first,
		...givenOthers.filter((item) => !(0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(item) || !names.has(item["name"] ?? "")),
		...ownOthers
	];
};
const ID_KEYS = {
	env: "name",
	imagePullSecrets: "name",
	volumes: "name",
	volumeMounts: "mountPath"
};
// src/core/workload/container.ts
/**
* Returns the function's container: what the spec says of it, the image, and what Kubeless' controller added.
* `liveness` takes the place of the contract's probe.
*/
const functionContainer = ({ source, runtime, image }, container, port, liveness) => {
	const hasShim = runtime?.shim !== void 0;
	return {
		...container,
		name: source.name,
		image,
		env: environment(source, runtime, container, port.number),
		ports: containerPorts(listAt(container, "ports"), port),
		livenessProbe: orElse(mappingAt(container, "livenessProbe"), orElse(mappingAt(liveness), {
			httpGet: health(port),
			initialDelaySeconds: 3,
			periodSeconds: 30
		})),
		readinessProbe: orElse(mappingAt(container, "readinessProbe"), readiness(port)),
		...hasShim ? {} : { lifecycle: {
			preStop: { sleep: { seconds: DRAIN_SECONDS } },
			...mappingAt(container, "lifecycle")
		} }
	};
};
/** Long enough for every node to hear that the pod is no longer to be sent to; our own shims serve on by themselves, and what else is in an image is not known. */
const DRAIN_SECONDS = 5;
/**
* Kubeless had no such probe, and sent requests to servers that did not listen yet. A pod that has once been ready is
* given time: a function that computes keeps Node from answering, and its requests had better wait than be refused.
*/
const readiness = (port) => ({
	httpGet: health(port),
	periodSeconds: 1,
	failureThreshold: 30
});
const health = (port) => ({
	path: "/healthz",
	port: port.number
});
const containerPorts = (ports, { number, name }) => {
	return ports.some((port) => valueAt(port, "containerPort") === number && (valueAt(port, "protocol") ?? "TCP") === "TCP") ? ports : [...ports, {
		...name === void 0 ? {} : { name },
		containerPort: number,
		protocol: "TCP"
	}];
};
// src/core/workload/security.ts
/** The user and group that functions run as, under Kubeless and in our images. */
const USER = 1e3;
/**
* Adds to a pod what the profile `restricted` asks for and the spec leaves open; what the spec sets stays.
* https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
*/
const restricted = (pod) => {
	const security = mappingAt(pod, "securityContext");
	const lists = ["initContainers", "containers"].filter((name) => listAt(pod, name).length > 0);
	const containers = lists.map((name) => [name, listAt(pod, name).map((one) => restrictedContainer(one, security))]);
	const wantsRoot = isRoot(security) || lists.some((name) => listAt(pod, name).some(hasRoot));
	return {
		...pod,
		...Object.fromEntries(containers),
		securityContext: {
			runAsUser: USER,
			fsGroup: USER,
			...wantsRoot ? {} : { runAsNonRoot: true },
			seccompProfile: { type: "RuntimeDefault" },
			...security
		}
	};
};
const restrictedContainer = (container, pod) => {
	const security = mappingAt(container, "securityContext");
	if (isRoot({
		...pod,
		...security
	}) || valueAt(security, "privileged") === true) return container;
	const capabilities = mappingAt(security, "capabilities");
	const escalates = [valueAt(capabilities, "add") ?? []].flat().some((name) => name === "SYS_ADMIN" || name === "CAP_SYS_ADMIN");
	return {
		...container,
		securityContext: {
			...escalates ? {} : { allowPrivilegeEscalation: false },
			...security,
			capabilities: {
				drop: ["ALL"],
				...capabilities
			}
		}
	};
};
const hasRoot = (container) => isRoot(mappingAt(container, "securityContext"));
const isRoot = (security) => valueAt(security, "runAsUser") === 0 || valueAt(security, "runAsNonRoot") === false;
// src/core/workload/deployment.ts
/** Returns a function's Deployment: all that the spec says of it, and what Kubeless' controller added. */
const deploymentOf = (fn, parts, settings) => {
	const { source } = fn;
	const { status: _status, ...given } = parts.given;
	const { replicas, ...spec } = mappingAt(given, "spec");
	return {
		...given,
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: {
			name: source.name,
			namespace: source.namespace,
			labels: {
				...mappingAt(given, "metadata", "labels"),
				...objectLabels(source, source.deployment.labels)
			},
			...annotated({
				...mappingAt(given, "metadata", "annotations"),
				...ownAnnotations(source)
			})
		},
		spec: {
			...parts.scaled || replicas === void 0 ? {} : { replicas },
			minReadySeconds: SETTLING_SECONDS,
			...spec,
			selector: { matchLabels: selectorOf(source) },
			strategy: orElse(mappingAt(spec, "strategy"), {
				type: "RollingUpdate",
				rollingUpdate: { maxUnavailable: 0 }
			}),
			template: podTemplate(fn, mappingAt(spec, "template"), parts, settings)
		}
	};
};
/**
* How long a new pod has to stay ready before an old one goes: a function that loads and then crashes would else take the
* working version with it. The new pod serves meanwhile. A first crash can hide between two looks of the kubelet, since the
* container starts again at once; the second one cannot.
*/
const SETTLING_SECONDS = 5;
const podTemplate = (fn, given, { port }, settings) => {
	const { source } = fn;
	return {
		...given,
		metadata: {
			labels: {
				...mappingAt(given, "metadata", "labels"),
				...objectLabels(source, source.deployment.labels)
			},
			annotations: {
				"prometheus.io/scrape": "true",
				"prometheus.io/path": "/metrics",
				"prometheus.io/port": String(port.number),
				...mappingAt(given, "metadata", "annotations"),
				...ownAnnotations(source)
			}
		},
		spec: podSpec(fn, mappingAt(given, "spec"), port, settings)
	};
};
const podSpec = (fn, given, port, { kubeless, pullSecrets }) => {
	const { source } = fn;
	const [container = {}, ...others] = listAt(given, "containers");
	const liveness = kubeless?.livenessProbes.get(probeName(source));
	const init = listAt(given, "initContainers").filter((candidate) => textAt(candidate, "image") !== void 0);
	const { initContainers: _init, imagePullSecrets: _secrets, ...rest } = given;
	const secrets = [...listAt(given, "imagePullSecrets"), ...pullSecrets.map((name) => ({ name }))];
	return restricted({
		terminationGracePeriodSeconds: Number(source.deployment.timeout ?? "180") + GRACE_SECONDS,
		...rest,
		...init.length === 0 ? {} : { initContainers: init },
		...secrets.length === 0 ? {} : { imagePullSecrets: uniqueByName(secrets) },
		affinity: orElse(mappingAt(given, "affinity"), apart(source)),
		containers: [functionContainer(fn, container, port, liveness), ...others]
	});
};
/** Kubeless looked probes up by the letters that a runtime begins with: `nodejs` for `nodejs_distroless8`. */
const probeName = ({ runtime = "" }) => /^[a-zA-Z]+/.exec(runtime)?.[0] ?? "";
/** A call that began before the end may take its whole time, after the seconds in which requests still arrive. */
const GRACE_SECONDS = 10;
const uniqueByName = (items) => [...new Map(items.map((item) => [valueAt(item, "name"), item])).values()];
/** Spreads a function's pods over nodes where that can be. */
const apart = (source) => ({ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{
	weight: 100,
	podAffinityTerm: {
		labelSelector: { matchLabels: selectorOf(source) },
		topologyKey: "kubernetes.io/hostname"
	}
}] } });
/** What kubectl and controllers write on an object is about that object, not about what is made of it. */
const ownAnnotations = ({ deployment }) => Object.fromEntries(Object.entries(deployment.annotations).filter(([key]) => !FOREIGN.test(key)));
const FOREIGN = /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/.*)$/;
// src/core/workload/doubts.ts
/** Finds what a spec can say and can hardly mean; each is a warning. */
const doubtsOf = ({ source, runtime }, service, deployment) => [...runtime === void 0 ? [] : containerDoubts(source), ...selectorDoubts(source, service, deployment)];
/** What a spec says of the container of a function that we build, and cannot have. */
const containerDoubts = (source) => {
	const path = [
		"spec",
		"deployment",
		"spec",
		"template",
		"spec",
		"containers",
		0
	];
	const container = listAt(source.deployment.deployment, "spec", "template", "spec", "containers")[0] ?? {};
	const warn = (at, message, hint) => ({
		severity: "warning",
		code: "SPEC_INVALID",
		message,
		at: source.at.field([...path, ...at]),
		hint
	});
	const mount = listAt(container, "volumeMounts").findIndex((candidate) => textAt(candidate, "mountPath")?.replace(/\/+$/, "") === "/kubeless");
	const image = textAt(container, "image");
	return [...mount === -1 ? [] : [warn(["volumeMounts", mount], "The mount on /kubeless hides the function’s code", "Mount it elsewhere")], ...image === void 0 ? [] : [warn(["image"], `Cannot use image "${image}": the function has one of its own`, "Remove it")]];
};
/** A Service whose selector fits no pod accepts connections for nobody. */
const selectorDoubts = (source, service, deployment) => {
	const labels = deployment.spec?.template.metadata?.labels ?? {};
	const [key, value] = Object.entries(service.spec?.selector ?? {}).find(([name, wanted]) => labels[name] !== wanted) ?? [];
	if (key === void 0) return [];
	return [{
		severity: "warning",
		code: "SPEC_INVALID",
		message: `The Service selects "${key}: ${value}", which the function’s pods do not have: it leads nowhere`,
		at: source.at.field([
			"spec",
			"service",
			"selector",
			key
		]),
		hint: "Remove the selector"
	}];
};
// src/core/workload/ingress.ts
/**
* Returns the Ingress of an HTTPTrigger; `port` is the Service's own.
* https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
*/
const ingressOf = (source, trigger, port) => {
	const problems = faultsOf(trigger);
	if (problems.length > 0) return { problems };
	const { name, namespace, spec } = trigger;
	const annotations = annotationsOf(trigger);
	const gateway = gatewayOf(trigger);
	const host = textAt(spec, "host-name");
	return {
		problems,
		object: {
			apiVersion: "networking.k8s.io/v1",
			kind: "Ingress",
			metadata: {
				name,
				namespace,
				labels: objectLabels(source, trigger.labels),
				...annotated(annotations)
			},
			spec: {
				...gateway === void 0 || CLASS_ANNOTATION in annotations ? {} : { ingressClassName: gateway },
				...tlsOf(trigger, host),
				rules: [{
					...host === void 0 ? {} : { host },
					http: { paths: [{
						...pathOf(trigger),
						backend: { service: {
							name: source.name,
							port: { number: port }
						} }
					}] }
				}]
			}
		}
	};
};
const CLASS_ANNOTATION = "kubernetes.io/ingress.class";
const GATEWAYS = [
	"nginx",
	"traefik",
	"kong"
];
/** Kubeless set a class for these three and none for any other word. */
const gatewayOf = ({ spec }) => GATEWAYS.find((gateway) => gateway === textAt(spec, "gateway"));
const faultsOf = (trigger) => {
	const { spec, field } = trigger;
	const cannot = (key, why, hint) => (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.r)(field(["spec", key]), `Cannot make an Ingress of HTTPTrigger "${trigger.name}": ${why}`, hint);
	const bothTls = valueAt(spec, "tls") === true && textAt(spec, "tls-secret") !== void 0;
	const kongAuth = textAt(spec, "basic-auth-secret") !== void 0 && gatewayOf(trigger) === "kong";
	return [...bothTls ? [cannot("tls-secret", "\"tls\" and \"tls-secret\" exclude each other", "Keep one of them")] : [], ...kongAuth ? [cannot("basic-auth-secret", "gateway kong has no basic authentication by annotation", "Use a plugin of Kong")] : []];
};
/** The trigger's own win over the gateway's defaults, and what its spec asks for wins over both, as under Kubeless. */
const annotationsOf = (trigger) => {
	const { spec, annotations } = trigger;
	const gateway = gatewayOf(trigger);
	const prefix = gateway === "nginx" ? "nginx.ingress.kubernetes.io" : "ingress.kubernetes.io";
	const auth = textAt(spec, "basic-auth-secret");
	return {
		...gateway === "nginx" ? { "nginx.ingress.kubernetes.io/rewrite-target": "/" } : {},
		...annotations,
		...valueAt(spec, "cors-enable") === true ? { [`${prefix}/enable-cors`]: "true" } : {},
		...auth === void 0 ? {} : {
			[`${prefix}/auth-secret`]: auth,
			[`${prefix}/auth-type`]: "basic"
		},
		...valueAt(spec, "tls") === true ? {
			"kubernetes.io/tls-acme": "true",
			"nginx.ingress.kubernetes.io/ssl-redirect": "true"
		} : {}
	};
};
const tlsOf = ({ name, spec }, host) => {
	const secretName = valueAt(spec, "tls") === true ? `${name}-tls` : textAt(spec, "tls-secret");
	return secretName === void 0 ? {} : { tls: [{
		...host === void 0 ? {} : { hosts: [host] },
		secretName
	}] };
};
/**
* Kubeless put a slash before whatever was written, so that `/x` became `//x`, which is refused now. A pattern is the
* controller's to read.
*/
const pathOf = ({ spec }) => {
	const path = `/${(textAt(spec, "path") ?? "").replace(/^\/+/, "")}`;
	return {
		path,
		pathType: /^[\w./~-]*$/.test(path) && !/\/\/|\/\.{1,2}(?:\/|$)/.test(path) ? "Prefix" : "ImplementationSpecific"
	};
};
// src/core/workload/service.ts
/**
* Returns a function's Service: the spec's own when it has ports, else port 8080. Kubeless left out the selector where
* the spec had none, and the Service led nowhere. `type` is for a spec that names none.
*/
const serviceOf = (source, type) => {
	const given = withoutNulls(source.deployment.service ?? {});
	const ports = listAt(given, "ports");
	const spec = {
		...type === void 0 || ports.length > 0 ? {} : { type },
		...given,
		ports: ports.length > 0 ? ports : [DEFAULT_PORT],
		...textAt(given, "type") === "ExternalName" ? {} : { selector: orElse(mappingAt(given, "selector"), selectorOf(source)) }
	};
	const { name, namespace } = source;
	return {
		apiVersion: "v1",
		kind: "Service",
		metadata: {
			name,
			namespace,
			labels: objectLabels(source, source.deployment.labels)
		},
		spec
	};
};
/** Returns where the function has to listen: the target of its Service's first port. */
const functionPort = ({ spec }, container) => {
	const [port] = spec?.ports ?? [];
	const target = port?.targetPort ?? port?.port;
	if (typeof target === "number") return { number: target };
	if (typeof target !== "string") return { number: _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.m };
	const named = listAt(container, "ports").find((candidate) => textAt(candidate, "name") === target);
	const number = valueAt(named, "containerPort");
	return {
		number: typeof number === "number" ? number : _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.m,
		name: target
	};
};
/** Returns the port on which pods of the cluster call the function by its Service's name. */
const callPort = ({ spec }, port) => spec?.clusterIP === "None" ? port.number : spec?.ports?.[0]?.port ?? port.number;
const DEFAULT_PORT = {
	name: "http-function-port",
	port: _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.m,
	protocol: "TCP",
	targetPort: _terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.m
};
// src/core/workload/objects.ts
/** Makes the objects that a function becomes: what `deploy` applies and `render` writes. */
const functionObjects = (fn, settings) => {
	const { source, triggers } = fn;
	const given = withoutNulls(overDefaults(settings.kubeless?.deployment, source.deployment.deployment));
	const pod = mappingAt(given, "spec", "template", "spec");
	const service = serviceOf(source, settings.kubeless?.serviceType);
	const port = functionPort(service, listAt(pod, "containers")[0] ?? {});
	const autoscaler = autoscalerOf(source);
	const deployment = deploymentOf(fn, {
		given,
		port,
		scaled: autoscaler.object !== void 0
	}, settings);
	const called = triggers.map((trigger) => triggerObject(fn, trigger, {
		service,
		port,
		pod: mappingAt(deployment, "spec", "template", "spec")
	}));
	const at = source.at.field(["spec", "horizontalPodAutoscaler"]);
	return {
		objects: [
			{
				resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.p,
				object: service,
				at: source.at.field(["spec", "service"])
			},
			{
				resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a,
				object: deployment,
				at: source.at.field(["spec", "deployment"])
			},
			...autoscaler.object === void 0 ? [] : [{
				resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t,
				object: autoscaler.object,
				at
			}],
			...called.flatMap(({ object }) => object ?? [])
		],
		problems: [
			...doubtsOf(fn, service, deployment),
			...autoscaler.problems,
			...called.flatMap(({ problems }) => problems)
		]
	};
};
const triggerObject = (fn, trigger, { service, port, pod }) => {
	const { at } = trigger;
	switch (trigger.kind) {
		case "HTTPTrigger": {
			const { object, problems } = ingressOf(fn.source, trigger, service.spec?.ports?.[0]?.port ?? port.number);
			return object === void 0 ? { problems } : {
				object: {
					resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.s,
					object,
					at
				},
				problems
			};
		}
		case "CronJobTrigger": {
			const { object, problems } = cronJobOf(fn, trigger, {
				pod,
				port: callPort(service, port)
			});
			return object === void 0 ? { problems } : {
				object: {
					resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.r,
					object,
					at
				},
				problems
			};
		}
	}
};
// src/flow/deploy/wanted.ts
/**
* Works out a function's objects. Where its Deployment has to be written, proves first that the image can be pulled, and
* names the Secret that it takes; throws CLUSTER_FAILED when it cannot.
*/
const wantedObjects = async (given, deploying, signal) => {
	const { namespace, name } = given.source;
	const live = deploying.snapshot(namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, name);
	const fn = asItRuns(given, live);
	const remembered = (annotation(live, "function-images.github.io/pull-secret") ?? "").split(",").filter((secret) => secret !== "");
	const before = wantedWith(remembered, fn, deploying);
	const deployment = before.changed.find(isDeployment);
	if (before.problems.some(({ severity }) => severity === "error") || deployment === void 0 || !isByDigest(fn)) return before;
	const template = wantedWith([], fn, deploying).objects.find(isDeployment)?.object;
	const image = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.y)(fn.image);
	const { add, doubt } = await deploying.pulls.prove({
		namespace,
		deployment: template,
		image
	}, signal);
	const wanted = wantedWith(add, fn, deploying);
	if (doubt === void 0) return wanted;
	const warning = {
		severity: "warning",
		code: "CLUSTER_FAILED",
		message: doubt,
		at: fn.source.at.name
	};
	return {
		...wanted,
		problems: [...wanted.problems, warning]
	};
};
/** Where nobody can say what a tag holds now, pods that were given it by digest keep that. */
const asItRuns = (fn, live) => {
	const image = live?.spec?.template.spec?.containers[0]?.image;
	const isSame = fn.written !== void 0 && annotation(live, "function-images.github.io/image") === fn.written;
	return isByDigest(fn) || !isSame || image === void 0 ? fn : {
		...fn,
		image
	};
};
/** Returns what an object of the function is marked with. */
const marksOf = (fn, wanted, desired, { config, origin }) => ({
	run: config.run,
	origin,
	file: fn.source.at.name.file,
	...isDeployment(desired) ? {
		pullSecret: wanted.pullSecrets.join(","),
		image: fn.written
	} : {}
});
/** Tells whether it is known what exactly pods would pull. */
const isByDigest = ({ image }) => image.includes("@");
const isDeployment = ({ resource }) => resource.plural === _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a.plural;
const wantedWith = (pullSecrets, fn, deploying) => {
	const { settings, snapshot } = deploying;
	const there = snapshot(fn.source.namespace);
	const made = functionObjects(fn, {
		...settings,
		pullSecrets: [.../* @__PURE__ */ new Set([...settings.pullSecrets, ...pullSecrets])]
	});
	const autoscaled = [...made.objects.map(({ object }) => object), ...there.all(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t)].some((object) => scales(object, fn.source.name));
	const objects = made.objects.map((desired) => {
		if (!isDeployment(desired)) return desired;
		const deployment = keepSelector(desired.object, there.find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, fn.source.name));
		return {
			...desired,
			object: autoscaled ? withoutReplicas(deployment) : deployment
		};
	});
	return {
		objects,
		changed: objects.filter(({ resource, object }) => !isUnchanged(object, there.find(resource, object.metadata?.name ?? ""))),
		pullSecrets,
		problems: made.problems
	};
};
/** Tells whether `object` is an autoscaler of the Deployment `name`. */
const scales = (object, name) => {
	if (object.kind !== _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t.kind) return false;
	const { scaleTargetRef } = object.spec ?? {};
	return scaleTargetRef?.kind === _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a.kind && scaleTargetRef.name === name;
};
/** Two that count the same pods would undo each other’s work. */
const withoutReplicas = (deployment) => {
	if (deployment.spec === void 0) return deployment;
	const { replicas: _replicas, ...spec } = deployment.spec;
	return {
		...deployment,
		spec
	};
};
// src/flow/deploy/dry-run.ts
/** Asks the server what an apply would do, and has nothing stored. */
const planObjects = async (fn, wanted, deploying, signal) => {
	const answers = await Promise.all(wanted.changed.map((desired) => planOne(desired, {
		fn,
		wanted
	}, deploying, signal)));
	const same = wanted.changed.some(isDeployment) ? [] : unchangedDeployment(fn, deploying);
	const problems = answers.flatMap(({ problem }) => problem === void 0 ? [] : [problem]);
	return {
		results: [...same, ...answers.map(({ result }) => result)],
		problems,
		good: problems.length === 0
	};
};
const planOne = async (desired, { fn, wanted }, deploying, signal) => {
	const { config, adoption, snapshot, ports } = deploying;
	const { namespace, name } = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(desired.object);
	const live = snapshot(namespace).find(desired.resource, name);
	const adopted = isKubeless(live) && adoption === "replace";
	const about = {
		function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(fn.source),
		...isDeployment(desired) ? { image: fn.image } : {}
	};
	try {
		const options = {
			dryRun: true,
			force: config.forceConflicts || adopted
		};
		const marks = marksOf(fn, wanted, desired, deploying);
		const { object } = await ports.cluster.apply(desired.resource, marked(desired.object, marks), options, signal);
		const planned = {
			...resultFor(desired.object, "planned"),
			...about
		};
		if (live === void 0) return { result: {
			...planned,
			note: "new"
		} };
		const result = {
			...planned,
			diff: diffLines(live, object)
		};
		return { result: adopted ? {
			...result,
			note: "would be taken over from Kubeless"
		} : result };
	} catch (error) {
		signal.throwIfAborted();
		const problem = applyProblem(error, desired, (field) => fieldPlace(fn.source, desired.object, field));
		const hinted = isNamespaceGone(error) ? {
			...problem,
			hint: `Run: kubectl create namespace ${namespace}`
		} : problem;
		return {
			result: {
				...resultFor(desired.object, "failed"),
				...about,
				cause: problem.message
			},
			problem: hinted
		};
	}
};
const unchangedDeployment = ({ source, image }, { snapshot }) => {
	const live = snapshot(source.namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, source.name);
	return live === void 0 ? [] : [{
		...resultFor(live, "unchanged"),
		function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source),
		image
	}];
};
// src/core/rollout/ownership.ts
/**
* Returns the patch after which an ordinary apply is one by the owner: it removes what it does not name, and meets no
* conflict. Forced apply does neither, since it leaves what it does not name to whoever had put it there. Undefined when
* all is as it should be. The patch fails when the object has changed since it was read.
*/
const takeoverPatch = (live, takeover) => {
	const entries = live.metadata?.managedFields ?? [];
	const owners = live.metadata?.ownerReferences ?? [];
	const after = takenOver(entries, takeover);
	const kept = owners.filter(({ apiVersion }) => !takeover.owners(apiVersion));
	const fields = sameJson(after, entries) ? [] : [{
		op: "replace",
		path: "/metadata/managedFields",
		value: after
	}];
	const references = kept.length === owners.length ? [] : [{
		op: "replace",
		path: "/metadata/ownerReferences",
		value: kept
	}];
	return fields.length + references.length === 0 ? void 0 : [
		unchangedSince(live),
		...fields,
		...references
	];
};
/** Returns the test that `live` is still what it was: status comes and goes, so its version is no measure where there is a generation. */
const unchangedSince = ({ metadata }) => metadata?.generation === void 0 ? {
	op: "test",
	path: "/metadata/resourceVersion",
	value: metadata?.resourceVersion
} : {
	op: "test",
	path: "/metadata/generation",
	value: metadata.generation
};
const takenOver = (entries, { managers, release = false }) => {
	const ofContent = (entry) => (entry.subresource ?? "") === "";
	const taken = entries.filter((entry) => ofContent(entry) && (isOurs$1(entry) || managers(entry)));
	const [first] = taken;
	const onlyOurs = taken.length === 1 && first !== void 0 && isOurs$1(first) && first.operation === "Apply";
	if (first === void 0 || onlyOurs && !release) return entries;
	const merged = taken.reduce((set, { fieldsV1 }) => union(set, isMap(fieldsV1) ? fieldsV1 : {}), {});
	return [{
		manager: FIELD_MANAGER,
		operation: "Apply",
		apiVersion: first.apiVersion ?? "",
		fieldsType: "FieldsV1",
		fieldsV1: released(merged),
		...first.time === void 0 ? {} : { time: first.time }
	}, ...entries.filter((entry) => !taken.includes(entry))];
};
const isOurs$1 = ({ manager }) => manager === FIELD_MANAGER;
const union = (a, b) => Object.fromEntries([.../* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => {
	const [left, right] = [a[name], b[name]];
	return [name, union(isMap(left) ? left : {}, isMap(right) ? right : {})];
}));
/**
* Fields that stay with nobody, so that an apply without them leaves them as they are: what an autoscaler counts, and what
* a server gave out once.
*/
const RELEASED = /* @__PURE__ */ new Set([
	"f:replicas",
	"f:type",
	"f:clusterIP",
	"f:clusterIPs",
	"f:healthCheckNodePort"
]);
/** Of the object's own spec, and of the ports of a Service. */
const released = (set) => {
	const spec = set["f:spec"];
	if (!isMap(spec)) return set;
	const { "f:ports": ports, ...rest } = without(spec, RELEASED);
	const freed = isMap(ports) ? Object.entries(ports).map(([key, port]) => [key, isMap(port) ? without(port, NODE_PORT) : port]) : [];
	return {
		...set,
		"f:spec": {
			...rest,
			...isMap(ports) ? { "f:ports": Object.fromEntries(freed) } : {}
		}
	};
};
const NODE_PORT = /* @__PURE__ */ new Set(["f:nodePort"]);
const without = (set, names) => Object.fromEntries(Object.entries(set).filter(([name]) => !names.has(name)));
// src/core/rollout/handover.ts
/** Returns the patch that names `image` in a Kubeless Function; undefined when it does already. */
const functionImagePatch = (fn, image) => {
	const path = [
		"spec",
		"deployment",
		"spec",
		"template",
		"spec",
		"containers"
	];
	const containers = path.reduce((value, key) => isMap(value) ? value[key] : void 0, fn);
	const [first] = Array.isArray(containers) ? containers : [];
	if (isMap(first)) {
		if (first["image"] === image) return void 0;
		return [unchangedSince(fn), {
			op: "add",
			path: `/${path.join("/")}/0/image`,
			value: image
		}];
	}
	return [unchangedSince(fn), addition(fn, path, [{ image }])];
};
/** Adds `value` at `path`, with the parents that are not there. */
const addition = (object, path, value) => {
	let parent = object;
	let depth = 0;
	for (const key of path.slice(0, -1)) {
		if (!isMap(parent) || !isMap(parent[key])) break;
		parent = parent[key];
		depth += 1;
	}
	const nested = path.slice(depth + 1).reduceRight((inner, key) => ({ [key]: inner }), value);
	return {
		op: "add",
		path: `/${path.slice(0, depth + 1).join("/")}`,
		value: nested
	};
};
/** Tells whether the controller has put `image` on its Deployment. */
const hasImage = ({ spec }, image) => spec?.template.spec?.containers[0]?.image === image;
/** The init containers of Kubeless' build, whose images may be gone. */
const PHASES = /* @__PURE__ */ new Set([
	"prepare",
	"install",
	"compile"
]);
/** Where the built function was mounted: over our code. */
const FUNCTION_MOUNT = "/kubeless";
/**
* Returns the patch that takes Kubeless' build out of a Deployment whose image has the function in it: the init containers,
* the empty volume over /kubeless, and the volumes that nothing else mounts then. Undefined when there is none of it: the
* controller merges what it makes into what is there, so it leaves all of this behind.
*/
const leftoversPatch = (live) => {
	const pod = live.spec?.template.spec;
	if (pod === void 0) return void 0;
	const initContainers = (pod.initContainers ?? []).filter(({ name }) => !PHASES.has(name));
	const removed = new Set((pod.containers[0]?.volumeMounts ?? []).filter(isBuilt).map(({ name }) => name));
	const containers = pod.containers.map((container) => withoutMount(container, removed));
	const mounted = new Set([...initContainers, ...containers].flatMap(mountsOf));
	const dropped = (pod.volumes ?? []).filter(({ name }) => !mounted.has(name) && wasMounted(pod, name));
	if (initContainers.length === (pod.initContainers?.length ?? 0) && removed.size === 0) return void 0;
	const at = "/spec/template/spec";
	const volumes = (pod.volumes ?? []).filter((volume) => !dropped.includes(volume));
	return [
		unchangedSince(live),
		{
			op: "replace",
			path: `${at}/containers`,
			value: containers
		},
		...pod.initContainers === void 0 ? [] : [{
			op: "replace",
			path: `${at}/initContainers`,
			value: initContainers
		}],
		...pod.volumes === void 0 ? [] : [{
			op: "replace",
			path: `${at}/volumes`,
			value: volumes
		}]
	];
};
const isBuilt = ({ mountPath }) => mountPath.replace(/\/+$/, "") === FUNCTION_MOUNT;
const withoutMount = (container, removed) => {
	if (container.volumeMounts?.some(({ name }) => removed.has(name)) !== true) return container;
	return {
		...container,
		volumeMounts: container.volumeMounts.filter((mount) => !(removed.has(mount.name) && isBuilt(mount)))
	};
};
const mountsOf = ({ volumeMounts }) => (volumeMounts ?? []).map(({ name }) => name);
/** A volume that nobody ever mounted is somebody's, for whatever reason. */
const wasMounted = ({ initContainers, containers }, name) => [...initContainers ?? [], ...containers].some((container) => mountsOf(container).includes(name));
// src/flow/deploy/handover.ts
/**
* Lets Kubeless' controller, which is in charge, roll the image out: names it in the Function, waits until the controller
* has put it on the Deployment, and takes away what the controller leaves behind. Undefined when there is no Function.
*/
const handOver = async (fn, live, deploying, signal) => {
	const { config, ports } = deploying;
	const key = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(live);
	const about = {
		function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(fn.source),
		image: fn.image,
		note: "rolled out by Kubeless’ controller"
	};
	if (hasImage(live, fn.image) && leftoversPatch(live) === void 0) return {
		results: [{
			...resultFor(live, "unchanged"),
			...about
		}],
		problems: [],
		good: true
	};
	const object = await ports.cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.l, key, signal);
	if (object === void 0) return void 0;
	if (config.dryRun) return planned(live, fn, about);
	if (isByDigest(fn)) {
		const image = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.y)(fn.image);
		const proof = await deploying.pulls.prove({
			namespace: key.namespace,
			deployment: live,
			image
		}, signal);
		if (proof.add.length > 0) throw noSecretOfOurs(fn, proof.add);
	}
	await patched(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.l, key, (now) => functionImagePatch(now, fn.image), ports.cluster, signal);
	await controllerSets(fn.image, key, deploying, signal);
	const tidy = (now) => {
		const marks = runPatch(now, config.run);
		const leftovers = leftoversPatch(now);
		return leftovers === void 0 && marks.length === 0 ? void 0 : [...leftovers ?? [], ...marks];
	};
	const written = await patched(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, key, tidy, ports.cluster, signal);
	const change = {
		resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a,
		before: live,
		written
	};
	if (!config.wait) return {
		results: [{
			...resultFor(written, "applied"),
			...about
		}],
		problems: [],
		good: true
	};
	const undo = async (during) => {
		const restored = await restore(ports.cluster, change, during);
		const back = {
			op: "replace",
			path: "/spec",
			value: object.spec
		};
		await ports.cluster.patch(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.l, key, [back], during);
		return restored;
	};
	const rollout = {
		...change,
		key,
		undo,
		at: fn.source.at.name,
		...about
	};
	const { result, problems } = await deploying.rollouts(key.namespace).follow(rollout, signal);
	return {
		results: [result],
		problems,
		good: result.state === "complete"
	};
};
const planned = (live, { image }, about) => {
	const was = live.spec?.template.spec?.containers[0]?.image ?? "";
	const field = "Function: spec.deployment.spec.template.spec.containers[0].image";
	return {
		results: [{
			...resultFor(live, "planned"),
			...about,
			diff: [`- ${field}: ${was}`, `+ ${field}: ${image}`]
		}],
		problems: [],
		good: true
	};
};
/** Patches an object as it is when the patch arrives: what is read anew each time is patched anew. */
const patched = async (resource, key, patchOf, cluster, signal) => {
	for (let left = 5;; left -= 1) {
		const now = await cluster.get(resource, key, signal);
		if (now === void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot hand over ${resource.kind} "${key.name}": it was deleted meanwhile`);
		const patch = patchOf(now);
		if (patch === void 0) return now;
		try {
			return (await cluster.patch(resource, key, patch, signal)).object;
		} catch (error) {
			if (left === 0 || !isTestFailure(error)) throw error;
		}
	}
};
/** Waits until the controller has done what the Function says. Throws CLUSTER_FAILED when it does not in time. */
const controllerSets = async (image, key, { config, ports: { cluster, clock } }, signal) => {
	const done = new AbortController();
	const until = AbortSignal.any([signal, done.signal]);
	const late = clock.sleep(config.rolloutTimeout * 1e3, until).then(() => done.abort(), () => void 0);
	const query = {
		namespace: key.namespace,
		fieldSelector: `metadata.name=${key.name}`
	};
	try {
		for await (const change of cluster.follow(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, query, until)) if (change.kind === "present" && hasImage(change.object, image)) return;
	} catch (error) {
		if (!done.signal.aborted || signal.aborted) throw error;
	} finally {
		done.abort();
		await late;
	}
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot hand over Deployment "${key.name}": Kubeless’ controller has not put the image on it within ${config.rolloutTimeout} s`, { hint: "Look at the controller’s log; where it is gone, set option \"kubeless\" to replace" });
};
const noSecretOfOurs = ({ source }, secrets) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot hand over "${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source)}": its image is pulled with ${secrets.map((name) => `"${name}"`).join(", ")}, which its Function does not name`, { hint: "Add it to spec.deployment.spec.template.spec.imagePullSecrets of the Function, or to its ServiceAccount" });
// src/core/rollout/status.ts
/**
* Returns the verdict that `kubectl rollout status` gives, on the rollout of our write and no earlier one.
* https://github.com/kubernetes/kubectl/blob/master/pkg/polymorphichelpers/rollout_status.go
*/
const statusOf = (workload, write) => {
	const generation = Math.max(write.generation, workload.metadata?.generation ?? 0);
	if ((workload.status?.observedGeneration ?? 0) < generation) return progressing("the controller to see the change");
	switch (write.kind) {
		case "StatefulSet": return statefulSet(workload);
		case "DaemonSet": return daemonSet(workload);
		default: return deployment(workload, write.before);
	}
};
const deployment = (now, before) => {
	const { replicas: wanted = 1, paused } = now.spec ?? {};
	const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = now.status ?? {};
	const waitingFor = [
		...updated < wanted ? [`${updated} of ${wanted} pods updated`] : [],
		...replicas > updated ? [`${replicas - updated} old pods to end`] : [],
		...available < updated ? [`${available} of ${updated} updated pods available`] : []
	];
	if (exceeded(now, before)) {
		const { progressDeadlineSeconds: limit } = now.spec ?? {};
		return {
			status: "failed",
			reason: `no progress within ${limit ?? 600} s`,
			waitingFor
		};
	}
	if (waitingFor.length === 0) return COMPLETE;
	return paused === true ? {
		status: "held",
		why: "paused",
		waitingFor
	} : {
		status: "progressing",
		waitingFor
	};
};
/**
* The condition stays from a former rollout until the controller has seen progress of this one, which may be long after
* it has seen the change: https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/deployment/progress.go
*/
const exceeded = (now, before) => {
	const [condition, former] = [now, before].map((deployment) => deployment?.status?.conditions?.find(({ type }) => type === "Progressing"));
	if (condition?.reason !== "ProgressDeadlineExceeded") return false;
	return former?.reason !== condition.reason || former.lastUpdateTime !== condition.lastUpdateTime;
};
const statefulSet = ({ spec, status }) => {
	const { replicas: wanted = 1, updateStrategy } = spec ?? {};
	const { readyReplicas: ready = 0, updatedReplicas: updated = 0, currentRevision, updateRevision } = status ?? {};
	if (updateStrategy?.type === "OnDelete") return updated < wanted ? onDelete(`${updated} of ${wanted} pods updated`) : ready < wanted ? few(ready, wanted) : COMPLETE;
	if (ready < wanted) return few(ready, wanted);
	const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
	if (partition > 0) {
		const due = Math.max(0, wanted - partition);
		return updated < due ? progressing(`${updated} of ${due} pods updated`) : COMPLETE;
	}
	if (updated < wanted || (updateRevision ?? "") !== (currentRevision ?? "")) return progressing(`${updated} of ${wanted} pods updated`);
	return COMPLETE;
};
const few = (ready, wanted) => progressing(`${ready} of ${wanted} pods ready`);
const daemonSet = ({ spec, status }) => {
	const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0, numberAvailable = 0 } = status ?? {};
	if (updated < wanted) {
		const missing = `${updated} of ${wanted} pods updated`;
		return spec?.updateStrategy?.type === "OnDelete" ? onDelete(missing) : progressing(missing);
	}
	if (numberAvailable < wanted) return progressing(`${numberAvailable} of ${wanted} updated pods available`);
	return COMPLETE;
};
const COMPLETE = { status: "complete" };
const progressing = (...waitingFor) => ({
	status: "progressing",
	waitingFor
});
const onDelete = (...waitingFor) => ({
	status: "held",
	why: "on-delete",
	waitingFor
});
// src/core/cluster/rights.ts
/** Writes a resource as RBAC does: `deployments.apps`, `pods/log`. */
const showResource = ({ resource, subresource }) => {
	const group = (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.g)(resource);
	return `${nameIn({
		resource,
		...subresource === void 0 ? {} : { subresource }
	})}${group === "" ? "" : `.${group}`}`;
};
/** Returns what of `needs` the account lacks, with the missing verbs alone. */
const missingRights = ({ rules }, needs) => needs.flatMap((need) => {
	const verbs = need.verbs.filter((verb) => !rules.some((rule) => allows(rule, need, verb)));
	return verbs.length === 0 ? [] : [{
		...need,
		verbs
	}];
});
const allows = (rule, need, verb) => rule.resourceNames.length === 0 && includes(rule.verbs, verb) && includes(rule.apiGroups, (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.g)(need.resource)) && (includes(rule.resources, nameIn(need)) || need.subresource !== void 0 && rule.resources.includes(`*/${need.subresource}`));
const includes = (list, item) => list.includes("*") || list.includes(item);
const nameIn = ({ resource, subresource }) => subresource === void 0 ? resource.plural : `${resource.plural}/${subresource}`;
// src/core/cluster/roles.ts
const WRITTEN = [
	"get",
	"list",
	"create",
	"patch"
];
/** Tables for docs/rbac.md and for {@link roleFor}. */
const NEEDS = {
	build: [
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.c,
			verbs: [
				"get",
				"list",
				"watch",
				"create",
				"patch",
				"delete"
			],
			why: "the build itself, shared by runs"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			verbs: [
				"get",
				"list",
				"watch"
			],
			why: "when the build has ended, and how"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.n,
			verbs: ["create"],
			why: "dependency files and the builder, owned by the Job"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.f,
			verbs: ["create"],
			why: "a login for the registry, owned by the Job",
			when: "no push-secret"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.f,
			verbs: ["get"],
			why: "push-secret, kubeless-registry-credentials",
			without: "the Secret is not looked at before the Job mounts it"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			subresource: "log",
			verbs: ["get"],
			why: "the log of the install",
			without: "failures are told without their log"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.o,
			verbs: ["list", "watch"],
			why: "quota, Pod Security and webhooks, as soon as they refuse",
			without: "such refusals are told at the deadline"
		}
	],
	deploy: [
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a,
			verbs: [...WRITTEN, "watch"],
			why: "functions and their rollouts"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.p,
			verbs: WRITTEN,
			why: "functions"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t,
			verbs: WRITTEN,
			why: "functions that scale",
			when: "horizontalPodAutoscaler"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.s,
			verbs: WRITTEN,
			why: "HTTP triggers",
			when: "HTTPTrigger"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.r,
			verbs: WRITTEN,
			why: "CronJob triggers, and CronJobs that use an image",
			when: "CronJobTrigger"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.d,
			verbs: ["list", "watch"],
			why: "which pods are new",
			without: "causes are told at the deadline"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			verbs: [
				"get",
				"list",
				"watch"
			],
			why: "why a rollout fails, early",
			without: "causes are told at the deadline"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			subresource: "log",
			verbs: ["get"],
			why: "evidence",
			without: "failures are told without their log"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.o,
			verbs: ["list", "watch"],
			why: "why a rollout fails, early",
			without: "quota and webhooks are told at the deadline"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.m,
			verbs: ["get"],
			why: "pull Secrets of the pods’ account",
			without: "these are not tried when the pull is proven"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.f,
			verbs: ["get"],
			why: "logins that pods pull with",
			without: "only anonymous pulls can be proven"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.n,
			verbs: ["get"],
			why: "kubeless-config",
			without: "its registry settings are not heeded"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.h,
			verbs: [
				"get",
				"list",
				"watch",
				"patch"
			],
			why: "dependents",
			without: "StatefulSets that use an image stay on the old one"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.i,
			verbs: [
				"get",
				"list",
				"watch",
				"patch"
			],
			why: "dependents",
			without: "DaemonSets that use an image stay on the old one"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			verbs: ["delete"],
			why: "broken pods of a StatefulSet that is rolled back",
			without: "these pods have to be deleted by hand"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.l,
			verbs: ["get", "patch"],
			why: "images for a controller that lives",
			when: "kubeless: handover"
		},
		...[
			_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a,
			_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.p,
			_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t,
			_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.s,
			_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.r
		].map((resource) => ({
			resource,
			verbs: ["list", "delete"],
			why: "functions that left the repository",
			when: "prune"
		}))
	],
	"registry-service": [
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.p,
			verbs: ["get"],
			why: "its selector and port"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			verbs: ["list"],
			why: "a pod that is ready"
		},
		{
			resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u,
			subresource: "portforward",
			verbs: ["get", "create"],
			why: "the way through the API server"
		}
	]
};
/** What a duty cannot be done without; `settings` names the `when`s that hold. */
const required = (duty, settings = []) => NEEDS[duty].filter(({ without, when }) => without === void 0 && (when === void 0 || settings.includes(when)));
/** Returns rules that give `needs`, one for each resource. */
const rulesOf = (needs) => {
	const rules = /* @__PURE__ */ new Map();
	for (const { resource, subresource, verbs } of needs) {
		const group = (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.g)(resource);
		const name = subresource === void 0 ? resource.plural : `${resource.plural}/${subresource}`;
		const before = rules.get(`${group}/${name}`)?.verbs ?? [];
		rules.set(`${group}/${name}`, {
			apiGroups: [group],
			resources: [name],
			verbs: [.../* @__PURE__ */ new Set([...before, ...verbs])]
		});
	}
	return [...rules.values()];
};
// src/core/rollout/preflight.ts
/** Older servers drop fields that we send, like `preStop.sleep`, without a word. */
const OLDEST = {
	major: 1,
	minor: 30
};
/** Throws CLUSTER_FAILED for a server that is too old. */
const checkVersion = ({ major, minor, text }) => {
	if (major > OLDEST.major || major === OLDEST.major && minor >= OLDEST.minor) return;
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot deploy to Kubernetes ${text}: ${OLDEST.major}.${OLDEST.minor} is the oldest that keeps all that is sent to it`, { hint: "Upgrade the cluster, or use \"render\" and look at what becomes of the manifests" });
};
/** Returns what a deploy cannot do without in each namespace; all else it may lack, and says what it does without. */
const deployNeeds = ({ wait, prune }) => required("deploy", prune ? ["prune"] : []).map((need) => wait ? need : {
	...need,
	verbs: need.verbs.filter((verb) => verb !== "watch")
});
/** Makes the error for rights that the account lacks, with the Role that would give them. */
const lacksRights = (namespace, missing) => {
	const list = missing.map((need) => `${need.verbs.join(", ")} ${showResource(need)}`).join("; ");
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot deploy to namespace "${namespace}": the account may not ${list}`, { hint: `Bind it to a Role that has what is missing: ${JSON.stringify(roleOf(namespace, missing))}` });
};
/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
const roleOf = (namespace, needs) => ({
	apiVersion: "rbac.authorization.k8s.io/v1",
	kind: "Role",
	metadata: {
		name: "function-images-deploy",
		namespace
	},
	rules: rulesOf(needs)
});
// src/flow/deploy/preflight.ts
/**
* Asks the cluster, before anything is built, whether it can be deployed to: its version, and for each namespace the rights
* of the account and whether the namespace is there. Functions of one that will not do fail, and the others go on. Throws
* CLUSTER_FAILED when there is nothing left to go on with.
*/
const openPreflight = (config, cluster, signal) => async (sources) => {
	if (sources.length === 0) return /* @__PURE__ */ new Map();
	checkVersion(await cluster.version(signal));
	const namespaces = [...new Set(sources.map(({ namespace }) => namespace))];
	const verdicts = await Promise.all(namespaces.map((namespace) => refusalIn(namespace, {
		config,
		cluster,
		signal
	})));
	const refused = new Map(namespaces.map((namespace, index) => [namespace, verdicts[index]]));
	const [first] = verdicts;
	if (first !== void 0 && verdicts.every((verdict) => verdict !== void 0)) throw first;
	return new Map(sources.flatMap((source) => {
		const error = refused.get(source.namespace);
		return error === void 0 ? [] : [[source, (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.n)(error, source.at.name)]];
	}));
};
const refusalIn = async (namespace, { config, cluster, signal }) => {
	const rights = await cluster.rights(namespace, signal);
	const missing = rights.incomplete ? [] : missingRights(rights, deployNeeds(config));
	if (missing.length > 0) return lacksRights(namespace, missing);
	return await isThere$1(namespace, cluster, signal) ? void 0 : namespaceMissing(namespace);
};
/**
* A namespace that can be written to has an account `default`; one without is asked in earnest, with a write that the
* server does not keep: it may only be new. Accounts for pipelines often may not read namespaces themselves.
*/
const isThere$1 = async (namespace, cluster, signal) => {
	try {
		const key = {
			namespace,
			name: "default"
		};
		const account = await cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.m, key, signal);
		if (account !== void 0 && account.metadata?.deletionTimestamp === void 0) return true;
	} catch (error) {
		if (!(0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 403)) throw error;
	}
	try {
		await cluster.apply(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, probe(namespace), { dryRun: true }, signal);
		return true;
	} catch (error) {
		if (isNamespaceGone(error)) return false;
		if (error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t && (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 403)) return true;
		throw error;
	}
};
const probe = (namespace) => {
	const labels = { app: PROBE };
	const pod = { containers: [{
		name: PROBE,
		image: PROBE
	}] };
	return {
		apiVersion: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a.apiVersion,
		kind: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a.kind,
		metadata: {
			name: PROBE,
			namespace
		},
		spec: {
			selector: { matchLabels: labels },
			template: {
				metadata: { labels },
				spec: pod
			}
		}
	};
};
const PROBE = "function-images-probe";
/** Makes the error for a namespace that cannot be written to. */
const namespaceMissing = (namespace) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot deploy to namespace "${namespace}": it is not there, or is being deleted`, { hint: `Run: kubectl create namespace ${namespace}` });
// src/flow/deploy/write.ts
/**
* Applies one object, compared and set: it has to be the one that was read, or it is read again and looked at anew. Takes
* over first what is to be taken over. Throws CLUSTER_FAILED.
*/
const writeObject = async ({ desired, live: read, marks, takeover }, { config, ports: { cluster } }, signal) => {
	const { resource } = desired;
	const key = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(desired.object);
	const object = marked(desired.object, marks);
	let live = read;
	for (let left = 5;; left -= 1) {
		const turn = turnOf(live, config.run);
		if (turn.kind === "later") return {
			kind: "later",
			by: turn.by
		};
		const patch = live === void 0 ? void 0 : takeoverPatch(live, takeover);
		try {
			if (patch !== void 0) live = (await cluster.patch(resource, key, patch, signal)).object;
			return {
				kind: "written",
				...await cluster.apply(resource, atVersion(object, live), { force: config.forceConflicts }, signal)
			};
		} catch (error) {
			if (left === 0 || !(isStale(error) || patch !== void 0 && isTestFailure(error))) throw error;
			live = await cluster.get(resource, key, signal);
		}
	}
};
/** An apply with a version is refused when the object has another. */
const atVersion = (object, live) => {
	const resourceVersion = live?.metadata?.resourceVersion;
	return resourceVersion === void 0 ? object : {
		...object,
		metadata: {
			...object.metadata,
			resourceVersion
		}
	};
};
// src/flow/deploy/objects.ts
/**
* A Service that is not there comes first, since pods may look for it; all else waits until the pods are good, and stays
* as it is when they are not: what serves then are the pods before, with all that was made for them.
*/
const applyObjects = async (fn, wanted, deploying, signal) => {
	const there = deploying.snapshot(fn.source.namespace);
	const place = wanted.changed.findIndex(isDeployment);
	const isFirst = ({ resource, object }, index) => index < place && there.find(resource, (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(object).name) === void 0;
	const first = wanted.changed.filter(isFirst);
	const rest = wanted.changed.filter((desired, index) => index !== place && !isFirst(desired, index));
	const before = await applyEach(first, {
		fn,
		wanted
	}, deploying, signal);
	if (!before.good) return before;
	const deployment = await rollOut({
		fn,
		wanted
	}, deploying, signal);
	const parts = [
		before,
		deployment,
		deployment.good ? await applyEach(rest, {
			fn,
			wanted
		}, deploying, signal) : NOTHING
	];
	return {
		results: parts.flatMap(({ results }) => results),
		problems: parts.flatMap(({ problems }) => problems),
		good: parts.every(({ good }) => good)
	};
};
const NOTHING = {
	results: [],
	problems: [],
	good: true
};
/** Applies objects that have no rollout, one after the other; the first that is refused ends it. */
const applyEach = async (list, subject, deploying, signal) => {
	const results = [];
	for (const desired of list) {
		if (signal.aborted) return {
			results,
			problems: [],
			good: false
		};
		const outcome = await applyOne(desired, subject, deploying, signal);
		if (!("object" in outcome)) return {
			...outcome,
			results: [...results, ...outcome.results]
		};
		results.push({
			...resultFor(outcome.object, "complete"),
			function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(subject.fn.source),
			...noteOf(outcome)
		});
	}
	return {
		results,
		problems: [],
		good: true
	};
};
const noteOf = ({ note }) => note === void 0 ? {} : { note };
const applyOne = async (desired, { fn, wanted }, deploying, signal) => {
	const { namespace, name } = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(desired.object);
	const live = deploying.snapshot(namespace).find(desired.resource, name);
	const adopted = isKubeless(live) && deploying.adoption === "replace";
	const counts = desired.object.spec?.replicas !== void 0;
	const release = isDeployment(desired) && !counts && deploying.snapshot(namespace).all(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t).length > 0;
	try {
		const write = {
			desired,
			live,
			takeover: {
				...adopted ? FROM_KUBELESS : FROM_NOBODY,
				release
			},
			marks: marksOf(fn, wanted, desired, deploying)
		};
		const outcome = await writeObject(write, deploying, signal);
		if (outcome.kind === "later") return {
			results: [leftTo(outcome.by, desired.object, fn)],
			problems: [],
			good: false
		};
		for (const warning of outcome.warnings) deploying.ports.reporter.notice(`${namespace}/${name}: ${warning}`);
		return {
			object: outcome.object,
			live,
			note: adopted ? "taken over from Kubeless" : void 0
		};
	} catch (error) {
		signal.throwIfAborted();
		if (isNamespaceGone(error)) deploying.gone.add(namespace);
		const found = isNamespaceGone(error) ? namespaceMissing(namespace) : error;
		const problem = applyProblem(found, desired, (field) => fieldPlace(fn.source, desired.object, field));
		return {
			results: [{
				...resultFor(desired.object, "failed"),
				function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(fn.source),
				cause: problem.message
			}],
			problems: [problem],
			good: false
		};
	}
};
/** Writes the Deployment if it has changed, and follows it until its pods are what it says. */
const rollOut = async (subject, deploying, signal) => {
	const { fn, wanted } = subject;
	const desired = wanted.changed.find(isDeployment);
	if (desired === void 0) return unchanged(subject, deploying, signal);
	if (signal.aborted) return {
		...NOTHING,
		good: false
	};
	const applied = await applyOne(desired, subject, deploying, signal);
	if (!("object" in applied)) return applied;
	return follow$1(fn, {
		...applied,
		written: applied.object,
		before: applied.live
	}, deploying, signal);
};
/** Nothing was written; but the run that did may have died before its pods were good, or have said that they are not. */
const unchanged = async ({ fn }, deploying, signal) => {
	const live = deploying.snapshot(fn.source.namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, fn.source.name);
	if (live === void 0) return NOTHING;
	const generation = live.metadata?.generation ?? 0;
	if (!(statusOf(live, {
		kind: "Deployment",
		generation,
		before: void 0
	}).status === "complete") && deploying.config.wait) return follow$1(fn, {
		written: live,
		before: void 0,
		note: "nothing was written"
	}, deploying, signal);
	const revision = Number(annotation(live, "deployment.kubernetes.io/revision"));
	return {
		results: [{
			...resultFor(live, "unchanged"),
			function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(fn.source),
			image: fn.image,
			...revision > 0 ? { revision: {
				from: revision,
				to: revision
			} } : {}
		}],
		problems: [],
		good: true
	};
};
const follow$1 = async ({ source, image }, { written, before, note }, { config, ports, rollouts }, signal) => {
	const about = {
		function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source),
		image,
		...note === void 0 ? {} : { note }
	};
	if (!config.wait) return {
		results: [{
			...resultFor(written, "applied"),
			...about
		}],
		problems: [],
		good: true
	};
	const change = {
		resource: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a,
		written,
		before
	};
	const undo = (during) => restore(ports.cluster, change, during);
	const key = (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(written);
	const outcome = await rollouts(source.namespace).follow({
		...change,
		key,
		undo,
		at: source.at.name,
		...about
	}, signal);
	return {
		results: [outcome.result],
		problems: outcome.problems,
		good: outcome.result.state === "complete"
	};
};
/** What is said of an object that a later run has deployed. */
const leftTo = (by, object, fn) => ({
	...resultFor(object, "left"),
	function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(fn.source),
	note: `a later run has deployed it: ${by}`
});
// src/flow/deploy/function.ts
/** Brings one function's objects to what they are to be. Throws nothing but bugs: a failure is this function's alone. */
const deployFunction = async (fn, deploying, signal) => {
	const { source } = fn;
	const none = {
		function: fn,
		objects: void 0,
		results: [],
		problems: [],
		good: false
	};
	if (signal.aborted) return none;
	try {
		if (deploying.gone.has(source.namespace)) throw namespaceMissing(source.namespace);
		const later = laterRun(fn, deploying);
		if (later !== void 0) return {
			...none,
			results: [later]
		};
		const live = deploying.snapshot(source.namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, source.name);
		if (isKubeless(live)) {
			if (deploying.adoption === void 0) throw undecided(fn);
			const handed = deploying.adoption === "handover" ? await handOver(fn, live, deploying, signal) : void 0;
			if (handed !== void 0) return {
				...none,
				...handed
			};
		}
		const wanted = await wantedObjects(fn, deploying, signal);
		if (wanted.problems.some(({ severity }) => severity === "error")) return {
			...none,
			problems: wanted.problems
		};
		const done = deploying.config.dryRun ? await planObjects(fn, wanted, deploying, signal) : await applyObjects(fn, wanted, deploying, signal);
		return {
			...none,
			objects: wanted.objects,
			...done,
			problems: [...wanted.problems, ...done.problems]
		};
	} catch (error) {
		if (signal.aborted) return none;
		const problem = (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.n)(error, source.at.name);
		return {
			...none,
			results: [failure(source, fn.image, problem)],
			problems: [problem]
		};
	}
};
/** A run that was overtaken leaves what the later one did, unless it was started for that. */
const laterRun = ({ source, image }, { snapshot, config, ports }) => {
	const live = snapshot(source.namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, source.name);
	const turn = turnOf(live, config.run);
	if (turn.kind === "deliberate") ports.reporter.notice(`${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source)} was deployed by a later run, ${turn.by}: this one was started to do it again`);
	return turn.kind === "later" && live !== void 0 ? leftTo(turn.by, live, {
		source,
		image
	}) : void 0;
};
/** The result of a function of which nothing was applied. */
const failure = (source, image, { message }) => ({
	kind: _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a.kind,
	namespace: source.namespace,
	name: source.name,
	state: "failed",
	function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source),
	image,
	waitingFor: [],
	cause: message
});
const undecided = ({ source }) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot deploy "${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source)}": Kubeless made its Deployment, and nobody can tell whether Kubeless’ controller lives`, { hint: "Set option \"kubeless\" to handover where the controller lives, to replace where it is gone; or let the account get deployments in namespace \"kubeless\"" });
// src/flow/deploy/deployed.ts
/**
* Returns the functions whose image is there, by digest; those that a dry run would build, by tag; and those that bring
* their own image, by digest where that is known.
*/
const deployedFunctions = ({ images, planned, prebuilt, triggers }) => {
	const fn = ({ source, runtime }, image) => ({
		source,
		runtime,
		image,
		triggers: triggersOf(source, triggers)
	});
	return [
		...images.map(({ plan, digest }) => fn(plan, (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.h)({
			...plan.target.repository,
			digest
		}))),
		...planned.map((plan) => fn(plan, (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.y)(plan))),
		...prebuilt.flatMap((one) => {
			if (one.status === "refused") return [];
			const { source, image } = one;
			return [{
				source,
				runtime: void 0,
				image,
				written: source.image,
				triggers: triggersOf(source, triggers)
			}];
		})
	];
};
/** Returns the results of functions whose own image is not to be had, or that are not to be rolled out for another reason. */
const refusedResults = ({ prebuilt }) => prebuilt.flatMap((one) => one.status === "refused" ? [failure(one.source, one.source.image, one.problem)] : []);
/** Returns the images that other workloads may follow: those of functions that turned out well. */
const usedImages = (images, outcomes, deploying) => {
	const good = new Set(outcomes.filter((outcome) => outcome.good).map((outcome) => (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(outcome.function.source)));
	return images.filter(({ plan }) => good.has((0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(plan.source))).map(({ plan, digest }) => ({
		function: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(plan.source),
		repository: plan.target.repository,
		digest,
		known: (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.g)(deploying.config) ? namesOf$1(plan, digest, deploying) : /* @__PURE__ */ new Set()
	}));
};
/** Where functions share a repository, the tags and digests by which a function's image is known: the new one, and the one before. */
const namesOf$1 = ({ source, tag, target }, digest, { snapshot }) => {
	const image = snapshot(source.namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, source.name)?.spec?.template.spec?.containers[0]?.image;
	const before = image?.includes("@sha256:") === true ? (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.y)(image).digest : void 0;
	return /* @__PURE__ */ new Set([
		digest,
		tag,
		target.channelTag,
		target.defaultChannelTag,
		...before === void 0 ? [] : [before]
	]);
};
// src/flow/deploy/kubeless.ts
/**
* Decides what is done about functions whose Deployments Kubeless made, and says so; undefined when the user has to.
* Looks for the controller only where there are such functions and no option tells.
*/
const decideAdoption = async (names, { kubeless }, ports, signal) => {
	if (names.length === 0) return void 0;
	const controller = kubeless === "auto" ? await findController(ports, signal) : "unknown";
	const adoption = adoptionOf(kubeless, controller);
	if (adoption !== void 0) ports.reporter.notice(adoptionNotice(adoption, names));
	return adoption;
};
const findController = async ({ cluster }, signal) => {
	try {
		return controllerOf(await cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, CONTROLLER, signal));
	} catch (error) {
		if ((0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 403)) return "unknown";
		throw error;
	}
};
// src/core/rollout/seen.ts
const REVISION = "deployment.kubernetes.io/revision";
/** Returns a Deployment's revision. */
const revisionOf = ({ metadata }) => {
	const text = metadata?.annotations?.[REVISION];
	return text === void 0 || !/^\d+$/.test(text) ? void 0 : Number(text);
};
/**
* Returns the ReplicaSet that runs a Deployment's present template, told as its controller does: by the template, since the
* revision is written later when replicas change as well.
*/
const newReplicaSet = ({ workload, replicaSets }) => ownedBy(workload, replicaSets).find(({ spec }) => {
	const { "pod-template-hash": _, ...labels } = spec?.template?.metadata?.labels ?? {};
	const metadata = {
		...spec?.template?.metadata,
		labels
	};
	return sameJson({
		...spec?.template,
		metadata
	}, workload.spec?.template);
});
const newPods = (seen) => {
	const { kind, workload } = seen;
	const alive = seen.pods.filter(({ metadata }) => metadata?.deletionTimestamp === void 0);
	if (kind === "Deployment") {
		const replicaSet = newReplicaSet(seen);
		return {
			replicaSet,
			pods: replicaSet === void 0 ? [] : ownedBy(replicaSet, alive)
		};
	}
	const [label, value] = kind === "StatefulSet" ? statefulSetMark(workload) : daemonSetMark(workload);
	const pods = ownedBy(workload, alive).filter(({ metadata }) => metadata?.labels?.[label] === value);
	return {
		replicaSet: void 0,
		pods: value === void 0 ? [] : pods
	};
};
const statefulSetMark = ({ status }) => ["controller-revision-hash", status !== void 0 && "updateRevision" in status ? status.updateRevision : void 0];
/** Named deprecated for ten years, and the only mark of a DaemonSet's template that stands on the object itself. */
const daemonSetMark = ({ metadata }) => ["pod-template-generation", metadata?.annotations?.["deprecated.daemonset.template.generation"]];
/** Returns the events about `object`, oldest first. */
const eventsOf = (object, events) => events.filter(({ involvedObject }) => involvedObject.uid === object.metadata?.uid).sort((a, b) => timeOf(a) - timeOf(b));
/** When an event happened last, in milliseconds since 1970. */
const timeOf = ({ lastTimestamp, series, eventTime, metadata }) => Date.parse(lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? metadata.creationTimestamp ?? "") || 0;
/** When we wrote the workload last, by the server's clock in milliseconds since 1970, to the second; 0 when unknown. */
const writtenAt = ({ metadata }) => Math.max(0, ...(metadata?.managedFields ?? []).filter(({ manager }) => manager === FIELD_MANAGER).map(({ time }) => Date.parse(time ?? "") || 0));
// src/core/rollout/concern.ts
/** Names the workload that an object of `kind` is, belongs to, or is about; undefined where that is not known (yet). */
const concernOf = (kind, object, known) => {
	switch (kind) {
		case "Event": {
			const { kind: about = "", name = "" } = object.involvedObject;
			return about === "Pod" ? ownerOf(known.pod(name), known) : named$1(about, name, known);
		}
		case "Pod":
		case "ReplicaSet": return ownerOf(object, known);
		default: return object.metadata?.name;
	}
};
const ownerOf = (object, known) => {
	const owner = object?.metadata?.ownerReferences?.find(({ controller }) => controller === true);
	return owner === void 0 ? void 0 : named$1(owner.kind, owner.name, known);
};
/** A Deployment has its pods by a ReplicaSet. */
const named$1 = (kind, name, known) => kind === "ReplicaSet" ? ownerOf(known.replicaSet(name), known) : name;
// src/core/rollout/slim.ts
/** Keeps of a pod what a diagnosis reads: a namespace may have thousands, and no value of an environment is needed. */
const slimPod = ({ metadata, spec, status }) => {
	const { phase, conditions, initContainerStatuses, containerStatuses } = status ?? {};
	return {
		...slimMeta({ metadata }),
		spec: {
			containers: (spec?.containers ?? []).map(slimContainer),
			initContainers: (spec?.initContainers ?? []).map(slimContainer)
		},
		status: defined$1({
			phase,
			conditions,
			initContainerStatuses,
			containerStatuses
		})
	};
};
const slimContainer = ({ name, image, resources }) => ({
	name,
	...defined$1({
		image,
		resources
	})
});
/** Its template is needed to know which of a Deployment's it is. */
const slimReplicaSet = ({ metadata, spec, status }) => ({
	...slimMeta({ metadata }),
	...defined$1({
		spec,
		status
	})
});
/** Tells whether an event may say why something does not come up; most only say that something went well. */
const tells = ({ type, reason }) => type !== "Normal" || reason === "Killing";
const slimEvent = (event) => {
	const { involvedObject, reason, message, type, count, lastTimestamp, eventTime, series } = event;
	const { kind, name, uid } = involvedObject;
	return {
		metadata: slimMeta(event).metadata ?? {},
		involvedObject: defined$1({
			kind,
			name,
			uid
		}),
		...defined$1({
			reason,
			message,
			type,
			count,
			lastTimestamp,
			eventTime,
			series
		})
	};
};
const slimMeta = ({ metadata }) => {
	const { name, namespace, uid, labels, annotations, ownerReferences, creationTimestamp, deletionTimestamp } = metadata ?? {};
	const revision = annotations?.["deployment.kubernetes.io/revision"];
	return { metadata: {
		...defined$1({
			name,
			namespace,
			uid,
			labels,
			ownerReferences,
			creationTimestamp,
			deletionTimestamp
		}),
		...revision === void 0 ? {} : { annotations: { "deployment.kubernetes.io/revision": revision } }
	} };
};
/** Without the members that are undefined. */
const defined$1 = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== void 0));
// src/flow/namespace-watch.ts
/** How many events are kept of one object, and of how many objects. */
const MAX_EVENTS = 20;
const MAX_OBJECTS = 2e3;
const watchNamespace = (namespace, { cluster, reporter }) => {
	const closing = new AbortController();
	const bells = openBells();
	const pods = openStore(slimPod);
	const replicaSets = openStore(slimReplicaSet);
	const events = openEvents();
	const known = {
		pod: (name) => pods.get(name),
		replicaSet: (name) => replicaSets.get(name)
	};
	const changed = (kind, object) => bells.ring(concernOf(kind, object, known));
	const open = (resource, keep) => {
		const told = (object) => object === void 0 ? bells.ring(void 0) : changed(resource.kind, object);
		return followKind(cluster, {
			resource,
			namespace,
			keep,
			changed: told,
			signal: closing.signal
		});
	};
	const workloads = /* @__PURE__ */ new Map();
	const optional = /* @__PURE__ */ new Map();
	const optionally = (resource, keep) => {
		const known = optional.get(resource);
		if (known !== void 0) return known;
		const { listed, ended } = open(resource, keep);
		const told = ended.catch((error) => {
			if (!closing.signal.aborted) reporter.notice(unwatched(resource, namespace, error));
		});
		const opening = Promise.race([listed, told]);
		optional.set(resource, opening);
		return opening;
	};
	return {
		watch: async (resource) => {
			const { kind } = resource;
			const store = openStore((workload) => workload);
			const known = workloads.get(kind) ?? {
				store,
				following: open(resource, store)
			};
			workloads.set(kind, known);
			await Promise.all([
				Promise.race([known.following.listed, known.following.ended]),
				optionally(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u, pods),
				optionally(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.o, events),
				...kind === "Deployment" ? [optionally(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.d, replicaSets)] : []
			]);
		},
		seen: ({ kind }, name) => {
			const known = workloads.get(kind);
			if (known?.following.failure !== void 0) throw known.following.failure;
			const workload = known?.store.get(name);
			if (workload === void 0) return void 0;
			return {
				kind,
				workload,
				replicaSets: replicaSets.all(),
				pods: pods.all(),
				events: events.all()
			};
		},
		changed: bells.next,
		close: () => closing.abort()
	};
};
const openStore = (slim) => {
	const objects = /* @__PURE__ */ new Map();
	let all;
	return {
		put: (object) => {
			objects.set(object.metadata?.name ?? "", slim(object));
			all = void 0;
		},
		remove: ({ metadata }) => {
			objects.delete(metadata?.name ?? "");
			all = void 0;
		},
		get: (name) => objects.get(name),
		all: () => all ??= [...objects.values()]
	};
};
/** Those that tell something, by the object they are about. They stay when the server forgets them. */
const openEvents = () => {
	const byObject = /* @__PURE__ */ new Map();
	let all;
	return {
		put: (event) => {
			const { uid } = event.involvedObject;
			if (!tells(event) || uid === void 0) return;
			const known = byObject.get(uid) ?? /* @__PURE__ */ new Map();
			byObject.delete(uid);
			byObject.set(uid, known);
			known.set(event.metadata.name ?? "", slimEvent(event));
			trim(known, MAX_EVENTS);
			trim(byObject, MAX_OBJECTS);
			all = void 0;
		},
		remove: () => void 0,
		all: () => all ??= [...byObject.values()].flatMap((known) => [...known.values()])
	};
};
const trim = (map, size) => {
	for (const key of map.keys()) {
		if (map.size <= size) return;
		map.delete(key);
	}
};
const followKind = (cluster, options) => {
	const { resource, namespace, keep, changed, signal } = options;
	const { promise: listed, resolve } = Promise.withResolvers();
	let failure;
	const run = async () => {
		for await (const change of cluster.follow(resource, { namespace }, signal)) {
			if (change.kind === "present") keep.put(change.object);
			else if (change.kind === "deleted") keep.remove(change.object);
			else resolve();
			changed(change.kind === "synced" ? void 0 : change.object);
		}
	};
	const ended = run().catch((error) => {
		failure = error;
		changed(void 0);
		throw error;
	});
	ended.catch(() => void 0);
	return {
		listed,
		ended,
		get failure() {
			return failure;
		}
	};
};
const unwatched = ({ plural }, namespace, error) => {
	if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t)) throw error;
	return `Causes of failed rollouts in namespace "${namespace}" may be named late or not at all: ${plural} cannot be watched: ${error.message}`;
};
/** Wakes those who wait for the next change of one workload: fifty rollouts need not all look at each change of each. */
const openBells = () => {
	const waiting = /* @__PURE__ */ new Map();
	return {
		ring: (name) => {
			for (const woken of name === void 0 ? [...waiting.keys()] : [name]) {
				waiting.get(woken)?.resolve();
				waiting.delete(woken);
			}
		},
		next: (name) => {
			const next = waiting.get(name) ?? Promise.withResolvers();
			waiting.set(name, next);
			return next.promise;
		}
	};
};
// src/core/rollout/evidence.ts
/** How many pods are looked at: what the third one says the others say, too. */
const MAX_PODS = 3;
const MAX_LINE$1 = 4096;
/** Names the logs worth reading: of containers that ran and are not ready, in the new pods, those that fail most first. */
const wantedLogs = (seen) => newPods(seen).pods.filter((pod) => !isReady(pod)).toSorted((a, b) => restarts(b) - restarts(a)).slice(0, MAX_PODS).flatMap((pod) => statuses(pod).filter(({ ready, restartCount, state }) => !ready && (restartCount > 0 || state?.waiting === void 0)).flatMap(({ name: container, restartCount }) => [false, ...restartCount > 0 ? [true] : []].map((previous) => ({
	pod: pod.metadata?.name ?? "",
	container,
	previous
}))));
/** The lines that show best what was wrong: the end of the log, else what the container left as its last words. */
const shownLines = ({ seen, logs }) => {
	const log = logs.find(({ lines }) => lines.length > 0);
	if (log !== void 0) return log.lines.slice(-30).map(cut);
	return (newPods(seen).pods.flatMap((pod) => statuses(pod).map(lastWords)).find((text) => text !== "") ?? "").split("\n").filter((line) => line !== "").slice(-30).map(cut);
};
/**
* Writes what was seen of a failed rollout as text. Nothing of a pod's spec is in it, so that no value of an environment
* is; logs and messages are as they are.
*/
const evidenceText = (failure) => [
	...head(failure),
	...conditions(failure.seen),
	...pods(failure.seen),
	...events(failure.seen),
	...logs(failure.logs)
].map((line) => `${cut(line)}\n`).join("");
const head = ({ seen, causes, waitingFor }) => {
	const { kind, workload } = seen;
	const { namespace = "", name = "", generation = 0 } = workload.metadata ?? {};
	const revision = revisionOf(workload);
	return [
		`${kind} ${namespace}/${name}, generation ${generation}${revision === void 0 ? "" : `, revision ${revision}`}`,
		...waitingFor.map((what) => `waiting for: ${what}`),
		...causes.map(({ text, object, hint }) => `cause: ${text} (${object}). ${hint}`)
	];
};
const conditions = ({ workload }) => section("Conditions", (workload.status?.conditions ?? []).map(({ type, status, reason, message }) => `${type} ${status} ${reason ?? ""}: ${message ?? ""}`));
const pods = (seen) => section("New pods", newPods(seen).pods.flatMap(podLines));
const podLines = (pod) => [
	`${pod.metadata?.name ?? ""} ${pod.status?.phase ?? ""}${isReady(pod) ? " ready" : ""}`,
	...(pod.status?.conditions ?? []).filter(({ status, message }) => status !== "True" && message !== void 0).map(({ type, message }) => `  ${type}: ${message ?? ""}`),
	...statuses(pod).flatMap(containerLines)
];
const containerLines = (status) => {
	const { waiting, running, terminated } = status.state ?? {};
	const ended = terminated ?? status.lastState?.terminated;
	const now = waiting !== void 0 ? `waiting ${waiting.reason ?? ""}: ${waiting.message ?? ""}` : running !== void 0 ? "running" : "ended";
	return [
		`  ${status.name}: ${now}, ${status.restartCount} restarts`,
		...ended === void 0 ? [] : [`    ended with exit code ${ended.exitCode}, ${ended.reason ?? ""}`],
		...lastWords(status).split("\n").filter((line) => line !== "").map((line) => `    | ${line}`)
	];
};
const lastWords = ({ state, lastState }) => state?.terminated?.message ?? lastState?.terminated?.message ?? "";
const events = (seen) => {
	const { replicaSet, pods } = newPods(seen);
	const last = [
		seen.workload,
		...replicaSet === void 0 ? [] : [replicaSet],
		...pods
	].flatMap((object) => eventsOf(object, seen.events)).toSorted((a, b) => timeOf(a) - timeOf(b)).slice(-40);
	return section("Events", last.map(eventLine));
};
const eventLine = (event) => {
	const { involvedObject, reason, message, count = 1 } = event;
	const time = event.lastTimestamp ?? event.eventTime ?? "";
	const often = count > 1 ? ` (${count} times)` : "";
	return `${time} ${involvedObject.kind ?? ""}/${involvedObject.name ?? ""} ${reason ?? ""}: ${message ?? ""}${often}`;
};
const logs = (kept) => kept.flatMap(({ pod, container, previous, lines }) => section(`Log of ${pod}, container ${container}${previous ? ", before its last restart" : ""}`, lines));
const section = (title, lines) => lines.length === 0 ? [] : [
	"",
	`## ${title}`,
	...lines
];
const statuses = ({ status }) => [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []];
const restarts = (pod) => statuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0);
const cut = (line) => line.length > MAX_LINE$1 ? `${line.slice(0, MAX_LINE$1)}…` : line;
// src/core/rollout/said.ts
/**
* Returns the line of a termination message or a log that says what was wrong: the exception of a Node or Python stack,
* else the last line of a log, or the first of a message. Undefined where there is only white space.
*/
const sayingLine = (text, from) => {
	const lines = text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== "");
	return ((lines.some((line) => line.startsWith("Traceback (most recent call last)")) || from === "log" ? lines.findLast(isException) : lines.find(isException)) ?? (from === "log" ? lines.findLast((line) => !NOISE.test(line)) : lines[0]))?.replace(/^(?:Uncaught )?Error(?: \[\w+\])?: /, "").slice(0, MAX_LINE);
};
const MAX_LINE = 300;
const isException = (line) => /^(?:Uncaught )?[\w$.]*(?:Error|Exception|Exit|Interrupt)(?: \[\w+\])?: \S/.test(line);
/** What Node prints last, and what stands in a stack. */
const NOISE = /^(?:Node\.js v\d|at |[{}\]]+$|\^+$)/;
// src/flow/proof.ts
/** How long one log may take, in milliseconds: its node may be gone. */
const LOG_TIME = 1e4;
/** Reads the logs of what failed and saves all that was seen, before anything is changed. */
const keepProof = async (verdict, { key, kind }, ports, signal) => {
	const { seen, causes, waitingFor, why } = verdict;
	if (seen === void 0) return {
		why,
		path: void 0,
		lines: []
	};
	const logs = await Promise.all(wantedLogs(seen).map((log) => readLog(log, key.namespace, ports, signal)));
	const failure = {
		seen,
		causes,
		waitingFor,
		logs
	};
	const path = await ports.evidence.save(`${key.namespace}/${kind}/${key.name}.txt`, evidenceText(failure));
	return {
		why: wordsOf(why, logs),
		path,
		lines: shownLines(failure)
	};
};
/** An exit code alone says nothing; the last line of the log mostly does. */
const wordsOf = (why, logs) => {
	if (!/crash loop: exit code \d+$/.test(why)) return why;
	const said = logs.flatMap(({ lines }) => sayingLine(lines.join("\n"), "log") ?? [])[0];
	return said === void 0 ? why : `${why}: ${said}`;
};
/** A log is decoration: one that cannot be read says so in its place. */
const readLog = async (wanted, namespace, { cluster, clock }, signal) => {
	const lines = [];
	const over = new AbortController();
	const either = AbortSignal.any([signal, over.signal]);
	const read = async () => {
		const key = {
			namespace,
			name: wanted.pod
		};
		const options = {
			previous: wanted.previous,
			tailLines: 200
		};
		for await (const line of cluster.logs(key, wanted.container, options, either)) lines.push(line);
	};
	try {
		await Promise.race([read(), clock.sleep(LOG_TIME, either)]);
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t)) throw error;
	} finally {
		over.abort();
	}
	return {
		...wanted,
		lines: lines.slice(-200)
	};
};
// src/core/rollout/cause.ts
/** As long as the rollout may take. */
const TO_THE_DEADLINE = Number.POSITIVE_INFINITY;
/** Orders the more telling first: what fails at once, then what was looked for first. */
const byPatience = (causes) => causes.toSorted((a, b) => a.patience === b.patience ? 0 : a.patience - b.patience);
// src/core/rollout/changer.ts
/**
* Names who gave the workload other pods than we did, by field manager; undefined while they are ours. A changed number of
* replicas is an autoscaler's business and none of ours.
*/
const changerOf = (written, live) => {
	if ((live.metadata?.generation ?? 0) <= (written.metadata?.generation ?? 0) || sameTemplate(written, live)) return void 0;
	const before = written.metadata?.managedFields ?? [];
	return (live.metadata?.managedFields ?? []).filter(({ subresource }) => (subresource ?? "") === "").filter((entry) => !before.some((was) => sameJson(was, entry))).toSorted((a, b) => Date.parse(b.time ?? "") - Date.parse(a.time ?? "") || rank(a) - rank(b))[0]?.manager ?? "somebody";
};
/** Whoever takes over a field of ours changes our entry as well. */
const rank = ({ manager }) => manager === "function-images" ? 1 : 0;
// src/core/rollout/image-pull.ts
const REASONS = /* @__PURE__ */ new Set([
	"ErrImagePull",
	"ImagePullBackOff",
	"InvalidImageName",
	"ErrImageNeverPull",
	"ImageInspectError",
	"RegistryUnavailable",
	"SignatureValidationFailed"
]);
/** Tells whether a waiting container's reason is about its image. */
const isImageReason = (reason) => reason !== void 0 && REASONS.has(reason);
/** Reads in the kubelet's and the runtime's own words why `image` cannot be pulled. */
const imageCause = (image, words) => {
	const kind = "image";
	const why = stripped(words);
	if (/no match for platform|no matching manifest|does not match the (?:specified|detected) platform/i.test(words)) return {
		kind,
		text: `image pull: "${image}" is not for the node's platform`,
		patience: 0,
		hint: "Name the platforms of the nodes in option \"platforms\", and build again"
	};
	if (/denied|unauthorized|forbidden|\b40[13]\b|no basic auth|authentication required/i.test(words)) return {
		kind,
		text: `image pull: "${image}" is denied to the node: ${why}`,
		patience: 0,
		hint: "Name a Secret that may read the repository in option \"pull-secret\""
	};
	if (/not found|manifest unknown|does not exist|\b404\b/i.test(words) && !/no such host/i.test(words)) return {
		kind,
		text: `image pull: "${image}" is not in its registry`,
		patience: 0,
		hint: "Run again to build it anew; if it is there, the nodes may know the registry by another name"
	};
	if (/invalid ?(?:reference|image ?name)|InvalidImageName|ErrImageNeverPull/i.test(words)) return {
		kind,
		text: `image pull: ${why}`,
		patience: 0,
		hint: "Correct the name of the image"
	};
	return {
		kind,
		text: `image pull: ${why}`,
		patience: 60,
		hint: "Look whether the nodes reach the registry under this name, and trust its certificate"
	};
};
/** What each layer puts before the words of the one below. */
const LAYERS = /^(?:Back-off pulling image "[^"]*"(?:: |$)|Failed to pull image "[^"]*": |ErrImagePull: |rpc error: code = \w+ desc = |failed to pull and unpack image "[^"]*": |failed to resolve (?:reference|image) "[^"]*": |failed to copy: |failed to do request: |Failed to apply default image tag "[^"]*": )/;
const stripped = (words) => {
	const rest = words.replace(LAYERS, "");
	return rest === words || rest === "" ? words.slice(0, MAX_WORDS$1) : stripped(rest);
};
const MAX_WORDS$1 = 300;
// src/core/rollout/container.ts
/** Says what is wrong with a container that does not run; undefined when it runs, or is only on its way. */
const containerCause = (seen) => {
	const { waiting, terminated } = seen.status.state ?? {};
	const { reason, message = "" } = waiting ?? {};
	if (isImageReason(reason)) return pullCause(seen, `${message || reason}`);
	if (reason === "CreateContainerConfigError" || reason === "CreateContainerError") return configurationCause(message);
	return waiting !== void 0 || terminated !== void 0 ? crashCause(seen) : void 0;
};
/** Older kubelets say in a back-off only that there is one: the reason is in an event. */
const pullCause = ({ status, container, events }, message) => {
	const event = events.findLast(({ message }) => message?.startsWith("Failed to pull image") === true);
	const words = /: /.test(message.replace(/"[^"]*"/g, "")) ? message : event?.message ?? message;
	return imageCause(container?.image ?? status.image, words);
};
const configurationCause = (message) => ({
	kind: "configuration",
	text: `container cannot be made: ${message.replace(/ \(pod: .*\)$/, "")}`,
	patience: /not found|couldn't find key/.test(message) ? 10 : 0,
	hint: /not found|couldn't find key/.test(message) ? "Make the Secret or ConfigMap that the function’s environment names, with that key" : "Correct the container’s settings in the spec"
});
/** A first crash may be for want of something that comes up beside it; a container that always crashes soon has more. */
const crashCause = (seen) => {
	const { restartCount, state, lastState } = seen.status;
	const ended = state?.terminated ?? lastState?.terminated;
	if (ended === void 0) return void 0;
	const cause = crash(seen, ended);
	const crashes = restartCount + (/^(ContainerCreating|PodInitializing)$/.test(state?.waiting?.reason ?? "") ? 0 : 1);
	return {
		...cause,
		patience: crashes >= CRASHES[cause.kind] ? 0 : TO_THE_DEADLINE
	};
};
/** How many crashes are enough. */
const CRASHES = {
	handler: 2,
	memory: 2,
	start: 2,
	crash: 3
};
const crash = ({ container, events }, { exitCode, reason, message = "" }) => {
	if (reason === "OOMKilled") {
		const limit = container?.resources?.limits?.["memory"];
		return {
			kind: "memory",
			text: `crash loop: out of memory${limit === void 0 ? "" : `, the limit is ${limit}`}`,
			hint: "Raise the memory limit in the spec, or let the function use less"
		};
	}
	if (reason === "StartError" || reason === "ContainerCannotRun") return {
		kind: "start",
		text: `crash loop: ${startError(message)}`,
		hint: START_HINT
	};
	const said = sayingLine(message, "message");
	if (said !== void 0) return {
		kind: exitCode === 1 ? "handler" : "crash",
		text: `crash loop: ${said}`,
		hint: HINT
	};
	const probe = events.findLast(({ reason, message }) => reason === "Unhealthy" && message?.startsWith("Liveness") === true);
	const killed = probe !== void 0 && (exitCode === 137 || exitCode === 143 || exitCode === 0);
	return {
		kind: "crash",
		text: `crash loop: ${killed ? `killed after its ${decapitalised(probe.message ?? "")}` : `exit code ${exitCode}`}`,
		hint: killed ? PROBE_HINT : HINT
	};
};
const startError = (message) => message.replace(/^.*unable to start container process: /s, "").replace(/: unknown$/, "") || "it cannot be started";
const decapitalised = (text) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
const HINT = "Try the function with \"function-images run\", and look at the log of its last container";
const START_HINT = "Correct the command, or the image that should have it";
const PROBE_HINT = "Correct the liveness probe, or give the function more time before it";
// src/core/rollout/creation.ts
/** Reads in the API server's words why it makes no pod: quota, Pod Security, LimitRange, a webhook, a missing account. */
const creationCause = (words) => {
	const why = words.replace(/^Error creating: /, "").replace(/^create Pod \S+ in StatefulSet \S+ failed error: /, "");
	const reason = why.replace(/^pods? "[^"]*" is forbidden: /, "").slice(0, MAX_WORDS);
	if (/exceeded quota|must specify /.test(why)) return {
		kind: "quota",
		text: `quota: ${reason}`,
		patience: /exceeded quota/.test(why) ? 60 : 0,
		hint: "Raise the namespace’s ResourceQuota, or ask for less in the spec"
	};
	const passing = /failed calling webhook|serviceaccount "[^"]*" not found|timeout|connection refused/i.test(why);
	return {
		kind: "refused",
		text: `pods refused: ${reason}`,
		patience: passing ? 60 : 0,
		hint: hintFor(why)
	};
};
const hintFor = (why) => {
	if (/violates PodSecurity/.test(why)) return "Set in the spec what the namespace’s Pod Security level asks for";
	if (/webhook/.test(why)) return "Ask who runs the cluster about this admission webhook";
	if (/serviceaccount/.test(why)) return "Make the ServiceAccount that the spec names, or name another";
	return "Correct the spec, or what the namespace allows";
};
const MAX_WORDS = 300;
// src/core/rollout/diagnosis.ts
/**
* Returns why the pods of the workload's present template do not come up, the surest cause first; none while they are on
* their way. For workloads whose controller has observed the template: before, the pods seen are those of another one.
*/
const diagnose = (seen) => {
	const fresh = newPods(seen);
	const causes = [...creationCauses(seen, fresh), ...fresh.pods.flatMap((pod) => podCauses(pod, seen.events))];
	return byPatience([...new Map(causes.toReversed().map((cause) => [cause.text, cause])).values()].toReversed());
};
/** A Deployment's ReplicaSet has a condition that goes when it is over; the others only leave events. */
const creationCauses = ({ kind, workload, events }, { replicaSet }) => {
	if (kind === "Deployment") {
		const failure = replicaSet?.status?.conditions?.find(({ type, status }) => type === "ReplicaFailure" && status === "True");
		if (replicaSet === void 0 || failure === void 0) return [];
		return [{
			...creationCause(failure.message ?? ""),
			object: named("ReplicaSet", replicaSet)
		}];
	}
	const event = eventsOf(workload, events).findLast(({ reason }) => reason === "FailedCreate");
	if (event === void 0 || timeOf(event) < writtenAt(workload)) return [];
	return [{
		...creationCause(event.message ?? ""),
		object: named(kind, workload)
	}];
};
const podCauses = (pod, all) => {
	if (isReady(pod)) return [];
	const events = eventsOf(pod, all);
	const causes = [
		...unschedulable(pod),
		...containers(pod).flatMap(({ status, container }) => containerCause({
			status,
			container,
			events
		}) ?? []),
		...volume(pod, events)
	];
	return (causes.length > 0 ? causes : notReady(pod, events)).map((cause) => ({
		...cause,
		object: named("Pod", pod)
	}));
};
const named = (kind, { metadata }) => (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(metadata === void 0 ? { kind } : {
	kind,
	metadata
});
const containers = ({ spec, status }) => {
	const all = [...spec?.initContainers ?? [], ...spec?.containers ?? []];
	return [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []].filter(({ state }) => state?.terminated?.exitCode !== 0 || state.terminated.reason === "OOMKilled").map((status) => ({
		status,
		container: all.find(({ name }) => name === status.name)
	}));
};
const unschedulable = ({ status }) => {
	const condition = status?.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False");
	if (condition?.reason !== "Unschedulable") return [];
	const [why = ""] = (condition.message ?? "").split(/(?<=\.) (?=no new claims|preemption)/);
	return [{
		kind: "unschedulable",
		text: `unschedulable: ${why.replace(/\.$/, "")}`,
		patience: 60,
		hint: "Ask for less in the spec, or add a node that fits"
	}];
};
/** Says nothing of a volume that is mounted by now. */
const volume = (pod, events) => {
	const waits = containers(pod).some(({ status }) => status.state?.waiting?.reason === "ContainerCreating");
	const event = events.findLast(({ reason }) => reason === "FailedMount" || reason === "FailedCreatePodSandBox");
	if (!waits || event === void 0) return [];
	return [{
		kind: "volume",
		text: `pod cannot be set up: ${(event.message ?? "").replace(/^MountVolume\.SetUp failed for volume/, "volume")}`,
		patience: 60,
		hint: "Make what the volume names, or correct the spec"
	}];
};
const notReady = (pod, events) => {
	if (!containers(pod).some(({ status }) => status.state?.running !== void 0)) return [];
	const probe = events.findLast(({ reason, message }) => reason === "Unhealthy" && message?.startsWith("Liveness") !== true);
	const text = probe === void 0 ? "not ready: its containers run" : `not ready: ${probe.message ?? ""}`;
	return [{
		kind: probe === void 0 ? "not-ready" : "probe",
		text,
		patience: TO_THE_DEADLINE,
		hint: "Look whether the function answers on the path and port of its readiness probe"
	}];
};
// src/core/rollout/settling.ts
/** As long as new pods of functions have to stay ready. */
const SECONDS = 5;
/**
* Returns for how many seconds a rollout has to stay complete to be believed. Without a readiness probe a pod counts as
* ready once its process has started, so one that ends a moment later has been "complete" before.
*/
const settlingSeconds = (workload) => {
	const { minReadySeconds = 0, replicas = 1, template } = workload.spec ?? {};
	return (template?.spec?.containers.some(({ readinessProbe }) => readinessProbe !== void 0) ?? false) || minReadySeconds > 0 || replicas === 0 ? 0 : SECONDS;
};
// src/flow/verdict.ts
const UNSEEN = {
	kind: "failed",
	why: "the cluster did not say how it stands",
	causes: [],
	waitingFor: [],
	seen: void 0
};
/** Waits until a rollout has ended one way or another. Throws CLUSTER_FAILED when the workload cannot be watched. */
const awaitVerdict = async (awaited, waiting, signal) => {
	const { watch, clock } = waiting;
	const started = clock.now();
	let last;
	try {
		await within(clock, watch.watch(awaited.resource), {
			milliseconds: awaited.timeoutSeconds * 1e3,
			signal
		});
		if (!await isThere(awaited, waiting, signal)) return UNSEEN;
		const patience = openPatience();
		const calm = openCalm();
		for (;;) {
			const change = watch.changed(awaited.key.name);
			last = lookAt(awaited, watch);
			const now = clock.now();
			const left = awaited.timeoutSeconds * 1e3 - (now - started);
			const judged = judge(last, {
				due: patience.due(last.causes, now),
				left,
				awaited
			});
			const unsettled = calm.left(judged, now);
			if (judged !== void 0 && (unsettled === 0 || left <= 0)) return judged;
			const milliseconds = Math.max(1, Math.min(left, unsettled || patience.left(last.causes, now)));
			await within(clock, change, {
				milliseconds,
				signal
			});
		}
	} catch (error) {
		if (!signal.aborted) throw error;
		const { status, seen } = last ?? {};
		return {
			kind: "cancelled",
			waitingFor: status === void 0 ? [] : missing(status),
			seen
		};
	}
};
const lookAt = ({ resource, key, written, before }, watch) => {
	const seen = watch.seen(resource, key.name);
	const none = {
		status: void 0,
		causes: []
	};
	if (seen === void 0) return {
		...none,
		seen,
		taken: "it was deleted while its rollout was waited for"
	};
	const { workload } = seen;
	const taken = takenBy(written, workload);
	if (taken !== void 0) return {
		...none,
		seen,
		taken
	};
	const { kind } = resource;
	const status = statusOf(workload, {
		kind,
		generation: written.metadata?.generation ?? 0,
		before
	});
	return {
		seen,
		status,
		taken: void 0,
		causes: (workload.status?.observedGeneration ?? 0) >= (written.metadata?.generation ?? 0) && status.status !== "complete" ? diagnose(seen) : []
	};
};
const takenBy = (written, live) => {
	if (live.metadata?.uid !== written.metadata?.uid) return "it was deleted and made anew while its rollout was waited for";
	const changer = changerOf(written, live);
	return changer === void 0 ? void 0 : `it was changed by "${changer}" while its rollout was waited for`;
};
const judge = ({ seen, status, taken, causes }, { due, left, awaited }) => {
	if (taken !== void 0 || seen === void 0 || status === void 0) return {
		kind: "taken",
		why: taken ?? "",
		seen
	};
	if (status.status === "complete") return {
		kind: "complete",
		seen
	};
	const { waitingFor } = status;
	if (status.status === "held") return {
		kind: "held",
		why: status.why,
		waitingFor,
		seen
	};
	const failed = {
		kind: "failed",
		causes,
		waitingFor,
		seen
	};
	if (due !== void 0) return {
		...failed,
		causes: [due, ...causes.filter((cause) => cause !== due)],
		why: due.text
	};
	const [cause] = causes;
	if (status.status === "failed") return {
		...failed,
		why: cause?.text ?? status.reason
	};
	const late = `not complete after ${awaited.timeoutSeconds} s: ${cause?.text ?? waitingFor.join(", ")}`;
	return left > 0 ? void 0 : {
		...failed,
		why: late
	};
};
const missing = (status) => status.status === "complete" ? [] : status.waitingFor;
/** How long each cause has lasted, by the clock. */
const openPatience = () => {
	let since = /* @__PURE__ */ new Map();
	const leftOf = (cause, now) => cause.patience * 1e3 - (now - (since.get(idOf(cause)) ?? now));
	return {
		due: (causes, now) => {
			since = new Map(causes.map((cause) => [idOf(cause), since.get(idOf(cause)) ?? now]));
			return causes.find((cause) => leftOf(cause, now) <= 0);
		},
		left: (causes, now) => Math.min(6e4, ...causes.map((cause) => leftOf(cause, now)))
	};
};
/** How long a rollout has been complete without a break, by the clock. */
const openCalm = () => {
	let since;
	return { left: (judged, now) => {
		if (judged?.kind !== "complete") {
			since = void 0;
			return 0;
		}
		since ??= now;
		return Math.max(0, settlingSeconds(judged.seen.workload) * 1e3 - (now - since));
	} };
};
/** The words of one cause may change from try to try. */
const idOf = ({ kind, object }) => `${kind} ${object}`;
/**
* A watch that was open before the object was made may not know of it yet: what is not there is asked for, so that an
* object that is gone is not waited for.
*/
const isThere = async ({ resource, key, timeoutSeconds }, { watch, cluster, clock }, signal) => {
	const started = clock.now();
	while (clock.now() - started < timeoutSeconds * 1e3) {
		const change = watch.changed(key.name);
		if (watch.seen(resource, key.name) !== void 0) return true;
		if (await cluster.get(resource, key, signal) === void 0) return true;
		await within(clock, change, {
			milliseconds: 1e3,
			signal
		});
	}
	return false;
};
/** Settles with `work`, or after that time. Throws the signal's reason. */
const within = async (clock, work, { milliseconds, signal }) => {
	const over = new AbortController();
	try {
		await Promise.race([work, clock.sleep(milliseconds, AbortSignal.any([signal, over.signal]))]);
	} finally {
		over.abort();
	}
};
// src/flow/take-back.ts
/** Takes a failed rollout back, unless it is to be kept, and makes sure that what was there before serves again. */
const takeBack = async (taking, signal) => {
	const { rollout, settings, failed, ports } = taking;
	const { before } = rollout;
	if (settings.onFailure === "keep") return {
		state: "failed",
		how: "it is left for a look"
	};
	if (before === void 0) return NEW;
	try {
		const undone = await rollout.undo(signal);
		if (undone === void 0) return NEW;
		if (rollout.resource.kind === "StatefulSet" && failed !== void 0) await removeBroken(failed, ports, signal);
		return await verify(taking, {
			undone,
			before
		}, signal);
	} catch (error) {
		if (signal.aborted) return {
			state: "failed",
			how: "taking it back was cancelled: look at what it runs now"
		};
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t)) throw error;
		return {
			state: "failed",
			how: `it could not be taken back: ${error.message}`
		};
	}
};
const NEW = {
	state: "failed",
	how: "it is left as it is, since there was none before"
};
/** A StatefulSet waits for ever for a broken pod, even after its template is put back. */
const removeBroken = async (failed, { cluster }, signal) => {
	for (const pod of brokenPods(failed.workload, failed.pods)) {
		const uid = pod.metadata?.uid;
		await cluster.delete(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.u, (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(pod), uid === void 0 ? {} : { uid }, signal);
	}
};
const verify = async ({ rollout, settings, watch, ports, failed }, { undone, before }, signal) => {
	const { resource, key } = rollout;
	const awaited = {
		resource,
		key,
		written: undone,
		before: failed?.workload,
		timeoutSeconds: settings.rolloutTimeout
	};
	const verdict = await awaitVerdict(awaited, {
		watch,
		...ports
	}, signal);
	const revision = revisionOf(before);
	const former = revision === void 0 ? "what was there before" : `revision ${revision}`;
	if (verdict.kind !== "complete") return {
		state: "failed",
		how: `${former} was put back, but ${unverified(verdict)}`
	};
	return sameTemplate(verdict.seen.workload, before) ? {
		state: "rolled-back",
		how: `back on ${former}, verified`
	} : {
		state: "failed",
		how: `it was taken back, but its pods are not those of ${former}`
	};
};
const unverified = (verdict) => {
	switch (verdict.kind) {
		case "failed": return `does not come up either: ${verdict.why}`;
		case "held": return `waits for ${verdict.waitingFor.join(", ")}`;
		case "taken": return verdict.why;
		case "cancelled": return "the run was cancelled before that was verified";
	}
};
// src/flow/rollouts.ts
/** Opens the rollouts of `namespace`; nothing is asked of the cluster before the first is followed. */
const openRollouts = (namespace, ports, settings) => {
	const watch = watchNamespace(namespace, ports);
	return {
		follow: async (rollout, signal) => {
			const started = ports.clock.now();
			const ended = await follow({
				rollout,
				settings,
				ports,
				watch
			}, signal);
			return outcomeOf(rollout, ended, ports.clock.now() - started);
		},
		close: () => watch.close()
	};
};
const follow = async (following, signal) => {
	const { rollout, settings, watch, ports } = following;
	const awaited = {
		...rollout,
		timeoutSeconds: settings.rolloutTimeout
	};
	try {
		const verdict = await awaitVerdict(awaited, {
			watch,
			...ports
		}, signal);
		return verdict.kind === "failed" ? await failed(following, verdict, signal) : unfailed(verdict);
	} catch (error) {
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t)) throw error;
		return {
			state: "failed",
			cause: `it cannot be watched: ${error.message}`,
			how: "it is left as it is",
			hint: error.hint
		};
	}
};
/** Nothing here is taken back: it came up, or it is somebody else's to say what becomes of it. */
const unfailed = (verdict) => {
	const live = verdict.seen?.workload;
	switch (verdict.kind) {
		case "complete": return {
			state: "complete",
			live
		};
		case "cancelled": return {
			state: "applied",
			live,
			waitingFor: verdict.waitingFor,
			how: "cancelled before it was complete"
		};
		case "taken": return {
			state: "failed",
			live,
			cause: verdict.why,
			how: "it is left as it is"
		};
		case "held": return verdict.why === "on-delete" ? {
			state: "applied",
			live,
			waitingFor: verdict.waitingFor,
			how: "takes effect as its pods are deleted"
		} : {
			state: "failed",
			live,
			...PAUSED,
			waitingFor: verdict.waitingFor
		};
	}
};
const PAUSED = {
	cause: "it is paused",
	how: "the change waits in it",
	hint: "Resume it with \"kubectl rollout resume\", or take \"paused\" from its spec, then run again"
};
const failed = async (following, verdict, signal) => {
	const { rollout, ports } = following;
	const { waitingFor, seen, causes } = verdict;
	const end = {
		live: seen?.workload,
		waitingFor,
		hint: causes[0]?.hint
	};
	try {
		const { why, path, lines } = await keepProof(verdict, {
			...rollout,
			kind: rollout.resource.kind
		}, ports, signal);
		const { state, how } = await takeBack({
			...following,
			failed: seen
		}, signal);
		return {
			...end,
			state,
			cause: why,
			how,
			evidence: path,
			log: lines
		};
	} catch (error) {
		if (!signal.aborted) throw error;
		return {
			...end,
			state: "failed",
			cause: verdict.why,
			how: "cancelled before it was taken back"
		};
	}
};
const outcomeOf = (rollout, ended, durationMs) => {
	const { resource, key, at } = rollout;
	const { state, cause, how, hint, log, evidence, waitingFor = [] } = ended;
	const notes = [rollout.note, how].filter((note) => note !== void 0);
	const revision = revisionIn(rollout, ended.live);
	const result = {
		kind: resource.kind,
		namespace: key.namespace,
		name: key.name,
		state,
		...defined({
			function: rollout.function,
			image: rollout.image,
			revision,
			cause,
			evidence
		}),
		waitingFor,
		...notes.length === 0 ? {} : { note: notes.join("; ") },
		durationMs
	};
	if (cause === void 0 || at === void 0) return {
		result,
		problems: []
	};
	const message = `Cannot roll out ${resource.kind} "${key.name}": ${[cause, how].filter((text) => text !== void 0).join("; ")}`;
	const shown = log === void 0 || log.length === 0 ? {} : { log };
	return {
		result,
		problems: [{
			severity: "error",
			code: "ROLLOUT_FAILED",
			message,
			at,
			...defined({ hint }),
			...shown
		}]
	};
};
const revisionIn = ({ written, before }, live) => {
	const to = revisionOf(live ?? written);
	const from = before === void 0 ? void 0 : revisionOf(before);
	return to === void 0 ? void 0 : {
		...defined({ from }),
		to
	};
};
/** Without the members that are undefined. */
const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== void 0));
// src/core/rollout/prune.ts
/** Returns the objects among `live` that deploy itself made from this repository and that nothing of it wants. */
const leftovers = (live, repository) => live.flatMap((object) => {
	const fn = object.metadata?.labels?.[FUNCTION_LABEL];
	const file = annotation(object, SPEC_ANNOTATION);
	if (fn === void 0 || file === void 0 || !isOurs(object, repository)) return [];
	const functionStays = repository.functions.has(fn);
	const objects = repository.objects.get(fn);
	return functionStays && (objects === void 0 || objects.has(`${object.kind}/${object.metadata?.name}`)) || object.metadata?.deletionTimestamp !== void 0 ? [] : [{
		object,
		function: fn,
		file,
		functionStays
	}];
});
const isOurs = (object, { origin }) => object.metadata?.labels?.["app.kubernetes.io/managed-by"] === "function-images" && annotation(object, "function-images.github.io/origin") === origin;
// src/flow/deploy/prune.ts
/** What deploy makes, in the order in which it is taken away: nobody is sent to what is gone. */
const PRUNED_KINDS = [
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.s,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.r,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.p,
	_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a
];
/** Deletes what deploy made for functions, and for parts of functions, that are no longer in the repository. */
const pruneObjects = async (facts, deploying, signal) => {
	const { config, ports } = deploying;
	if (!config.prune || signal.aborted) return [];
	if (facts.problems.some(({ severity }) => severity === "error")) {
		ports.reporter.notice("Nothing is pruned: there are specs that cannot be read, and so it is not known what is gone");
		return [];
	}
	const results = [];
	for (const namespace of facts.namespaces) for (const { resource, leftover } of await gone(namespace, facts, deploying)) {
		if (signal.aborted) break;
		const result = await remove(resource, leftover, deploying, signal);
		ports.reporter.rolloutDone(result);
		results.push(result);
	}
	return results;
};
/** A function left if its spec file did, or was read and does not name it: others may be another run's. */
const gone = async (namespace, { sources, outcomes }, { snapshot, origin, ports }) => {
	const here = sources.filter((source) => source.namespace === namespace);
	const repository = {
		origin,
		functions: new Set(here.map(({ name }) => name)),
		objects: objectsOf(namespace, outcomes)
	};
	const read = new Set(sources.map(({ at }) => at.name.file));
	const found = PRUNED_KINDS.flatMap((resource) => leftovers(snapshot(namespace).all(resource), repository).map((leftover) => ({
		resource,
		leftover
	})));
	const left = await Promise.all(found.map(async ({ leftover }) => leftover.functionStays || read.has(leftover.file) || await isMissing(leftover, ports)));
	return found.filter((_, index) => left[index]);
};
const isMissing = async ({ file }, { workspace }) => {
	const { prefix } = workspace;
	return file.startsWith(prefix) && await workspace.text(file.slice(prefix.length)) === void 0;
};
const objectsOf = (namespace, outcomes) => new Map(outcomes.flatMap(({ function: { source }, objects, good }) => source.namespace !== namespace || objects === void 0 || !good ? [] : [[source.name, new Set(objects.map(({ object }) => (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object)))]]));
const remove = async (resource, { object, function: name, functionStays }, { config, ports: { cluster } }, signal) => {
	const note = functionStays ? `function ${name} no longer has it` : `function ${name} left the repository`;
	if (config.dryRun) return {
		...resultFor(object, "planned"),
		note,
		diff: [`- ${(0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object)}`]
	};
	try {
		await cluster.delete(resource, (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.t)(object), preconditions(object), signal);
		return {
			...resultFor(object, "pruned"),
			note
		};
	} catch (error) {
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t)) throw error;
		return {
			...resultFor(object, "failed"),
			note,
			cause: error.message
		};
	}
};
const preconditions = ({ metadata }) => metadata?.uid === void 0 ? {} : { uid: metadata.uid };
// src/core/rollout/pull.ts
/** The Secret that Kubeless pushed and pulled with, where one was made. */
const KUBELESS_SECRET = "kubeless-registry-credentials";
/** Returns the Secrets that the pods of `deployment` get by themselves: the template's, else their ServiceAccount's. */
const templateSecrets = (deployment) => namesOf(deployment.spec?.template.spec?.imagePullSecrets);
/** Returns the Secrets that a ServiceAccount gives to pods whose template names none. */
const accountSecrets = (account) => namesOf(account?.imagePullSecrets);
/** Returns the ServiceAccount of the pods of `deployment`. */
const accountOf = (deployment) => deployment.spec?.template.spec?.serviceAccountName ?? "default";
/**
* Returns the text of the Docker config that a Secret holds, its keys as nodes read them; undefined when it is of another
* type.
*/
const dockerConfigOf = ({ type, data }) => {
	const parsed = (key) => parseJson(Buffer.from(data?.[key] ?? "", "base64").toString("utf8"));
	const config = parsed(".dockerconfigjson");
	const auths = type === "kubernetes.io/dockercfg" ? parsed(".dockercfg") : isMap(config) ? config["auths"] : void 0;
	if (type !== "kubernetes.io/dockercfg" && type !== "kubernetes.io/dockerconfigjson") return void 0;
	const entries = Object.entries(isMap(auths) ? auths : {}).map(([key, login]) => [nodeKey(key), login]);
	return JSON.stringify({ auths: Object.fromEntries(entries) });
};
/**
* Nodes are stricter than Docker: of an address they take `/v1/` and `/v2/` as the whole registry, but `/v2` as the
* beginning of a repository, and no image is there. https://github.com/kubernetes/kubernetes/blob/master/pkg/credentialprovider/keyring.go
*/
const nodeKey = (key) => key.replace(/^https?:\/\//, "").replace(/^([^/]+)\/v[12]\/(.*)$/, "$1/$2").replace(/\/$/, "");
const parseJson = (text) => {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
};
/** Registries that nodes of their own cloud log in to by themselves, with what the machine is allowed to. */
const OWN_LOGIN = /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws)$|\.pkg\.dev$|^(?:[a-z]+\.)?gcr\.io$|\.azurecr\.(?:io|cn|us)$/;
/** Tells whether nodes may pull from `registry` with a login of their own, which nobody else can try. */
const nodesLogIn = (registry) => OWN_LOGIN.test(registry);
/** Makes the error for an image that no pod could pull, with the command that helps; `tried` are the Secrets that are there. */
const cannotPull = (image, { namespace, tried }) => {
	const quoted = tried.map((name) => `"${name}"`).join(", ");
	const why = tried.length === 0 ? "there is no Secret to try" : `not with Secret ${quoted} either`;
	const taken = tried.includes(KUBELESS_SECRET);
	const name = taken ? "function-images-pull" : KUBELESS_SECRET;
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("CLUSTER_FAILED", `Cannot deploy image "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.h)(image)}": nodes cannot pull it without a login, and ${why}`, { hint: `Run: kubectl create secret docker-registry ${name} --namespace=${namespace} --docker-server=${image.registry} --docker-username=USER --docker-password=TOKEN (a token that may read, and outlives this job)${taken ? `, and set option "pull-secret" to ${name}` : ""}; or make the image public` });
};
const namesOf = (references) => (references ?? []).flatMap(({ name }) => name === void 0 || name === "" ? [] : [name]);
// src/flow/deploy/pull-proofs.ts
/** Opens the proofs of a run: each Secret and ServiceAccount is read once, each question asked once. */
const openPullProofs = ({ cluster, pulls }) => {
	const secret = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.n)(({ namespace, name }) => `${namespace}/${name}`, async ({ namespace, name, signal }) => {
		const object = await cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.f, {
			namespace,
			name
		}, signal);
		return object === void 0 ? void 0 : dockerConfigOf(object);
	});
	const account = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.n)(({ namespace, name }) => `${namespace}/${name}`, async ({ namespace, name, signal }) => accountSecrets(await cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.m, {
		namespace,
		name
	}, signal)));
	const ask = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.n)(({ image, namespace, name }) => `${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.h)(image)} ${namespace}/${name ?? ""}`, async ({ image, namespace, name, signal }) => {
		const config = name === void 0 ? void 0 : await secret({
			namespace,
			name,
			signal
		});
		if (name !== void 0 && config === void 0) return { status: "denied" };
		return pulls.prove(image, config, signal);
	});
	/** Asks with one Secret after the other, until one pulls. */
	const firstThatPulls = async ({ namespace, image }, names, signal) => {
		for (const name of names) if ((await ask({
			image,
			namespace,
			name,
			signal
		})).status === "pulls") return name;
	};
	return { prove: async (pods, signal) => {
		const { namespace, deployment, image } = pods;
		const open = await ask({
			image,
			namespace,
			name: void 0,
			signal
		});
		if (open.status === "pulls") return { add: [] };
		if (open.status === "unknown") return {
			add: [],
			doubt: doubtOf(image, open.error.message)
		};
		try {
			const own = templateSecrets(deployment);
			const accounts = await account({
				namespace,
				name: accountOf(deployment),
				signal
			});
			const given = own.length > 0 ? own : accounts;
			if (await firstThatPulls(pods, given, signal) !== void 0) return { add: [] };
			if (await firstThatPulls(pods, ["kubeless-registry-credentials"], signal) !== void 0) return { add: [.../* @__PURE__ */ new Set([...given, KUBELESS_SECRET])] };
			if (nodesLogIn(image.registry)) return {
				add: [],
				doubt: doubtOf(image, "nothing here may, but nodes of that cloud have a login of their own")
			};
			const tried = [.../* @__PURE__ */ new Set([...given, KUBELESS_SECRET])];
			const there = await Promise.all(tried.map((name) => secret({
				namespace,
				name,
				signal
			})));
			throw cannotPull(image, {
				namespace,
				tried: tried.filter((_, index) => there[index] !== void 0)
			});
		} catch (error) {
			if (!(0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 403)) throw error;
			return {
				add: [],
				doubt: doubtOf(image, "it needs a login, and the account may not read Secrets")
			};
		}
	} };
};
const doubtOf = (image, why) => `Nobody can tell whether pods can pull "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.h)(image)}": ${why}`;
// src/flow/deploy/snapshot.ts
/** Reads a namespace, each resource once. */
const readSnapshot = async ({ namespace, needed, optional }, { cluster, reporter }, signal) => {
	const list = async (resource, tolerant) => {
		try {
			return [resource.plural, byName(resource, await cluster.list(resource, { namespace }, signal))];
		} catch (error) {
			if (!tolerant || !(0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 403)) throw error;
			reporter.notice(`Nothing is known of ${resource.plural} in namespace "${namespace}": the account may not list them`);
			return [resource.plural, /* @__PURE__ */ new Map()];
		}
	};
	const known = new Set(needed.map(({ plural }) => plural));
	const more = optional.filter(({ plural }) => !known.has(plural));
	const lists = await Promise.all([...needed.map((resource) => list(resource, false)), ...more.map((resource) => list(resource, true))]);
	const objects = new Map(lists);
	return {
		find: ({ plural }, name) => objects.get(plural)?.get(name),
		all: ({ plural }) => [...objects.get(plural)?.values() ?? []]
	};
};
/** Items of a list do not say what they are. */
const byName = ({ apiVersion, kind }, items) => new Map(items.map((item) => [item.metadata?.name ?? "", {
	...item,
	apiVersion,
	kind
}]));
// src/flow/deploy/open.ts
/** Reads the namespaces of `functions`. One that cannot be read fails its functions alone. */
const openDeploying = async (functions, settings, { config, ports }, signal) => {
	const groups = Map.groupBy(functions, ({ source }) => source.namespace);
	const read = await Promise.all([...groups].map(async ([namespace, group]) => {
		const optional = optionalKinds(group, settings, config);
		const scope = {
			namespace,
			needed: [_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.p],
			optional
		};
		return [namespace, await orError(signal, () => readSnapshot(scope, ports, signal))];
	}));
	const snapshots = new Map(read);
	const rollouts = /* @__PURE__ */ new Map();
	return {
		config,
		ports,
		settings,
		origin: originOf(config),
		pulls: openPullProofs(ports),
		gone: /* @__PURE__ */ new Set(),
		namespaces: read.flatMap(([namespace, answer]) => answer instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t ? [] : [namespace]),
		snapshot: (namespace) => {
			const answer = snapshots.get(namespace);
			if (answer === void 0) throw new TypeError(`Namespace "${namespace}" was not read`);
			if (answer instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t) throw answer;
			return answer;
		},
		rollouts: (namespace) => {
			const open = rollouts.get(namespace) ?? openRollouts(namespace, ports, config);
			rollouts.set(namespace, open);
			return open;
		},
		close: () => {
			for (const open of rollouts.values()) open.close();
		}
	};
};
/** What the functions become, what else uses their images, and what may have to go. */
const optionalKinds = (functions, settings, { dependents, prune }) => {
	const desired = functions.flatMap((fn) => functionObjects(fn, settings).objects);
	const counted = desired.some(({ object }) => object.spec?.replicas !== void 0);
	const kinds = [
		...desired.map(({ resource }) => resource),
		...counted ? [_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.t] : [],
		...dependents === "off" ? [] : DEPENDENT_KINDS,
		...prune ? PRUNED_KINDS : []
	];
	return [...new Map(kinds.map((kind) => [kind.plural, kind])).values()];
};
const orError = async (signal, read) => {
	try {
		return await read();
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t) return error;
		throw error;
	}
};
// src/core/workload/kubeless-config.ts
var import_dist = (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_9__.s)();
/** Where Kubeless keeps its settings. */
const KUBELESS_CONFIG = {
	namespace: "kubeless",
	name: "kubeless-config"
};
/** Reads the ConfigMap; what cannot be read is a warning and counts as not set. */
const parseKubelessConfig = ({ data = {} }) => {
	const problems = [];
	const warn = (key, why, hint) => {
		problems.push({
			severity: "warning",
			code: "SPEC_INVALID",
			message: `Cannot read "${key}" of ConfigMap "${KUBELESS_CONFIG.namespace}/${KUBELESS_CONFIG.name}": ${why}`,
			at: {
				file: `configmap/${KUBELESS_CONFIG.name}`,
				line: 1,
				column: 1
			},
			hint
		});
	};
	const text = (key) => data[key]?.trim() || void 0;
	const runtimes = parsed(text("runtime-images"));
	const deployment = parsed(text("deployment"));
	if (runtimes !== void 0 && !Array.isArray(runtimes)) warn("runtime-images", "it is not a list", "Write a list of {ID, depName, fileNameSuffix, versions}");
	if (deployment !== void 0 && !(0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(deployment)) warn("deployment", "it is not a Deployment", "Write a Deployment as YAML or JSON, without name");
	return {
		config: {
			registryTlsVerify: text("function-registry-tls-verify") !== "false",
			deployment: (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.f)(deployment) ? deployment : void 0,
			serviceType: serviceType(text("service-type"), warn),
			runtimeImages: Array.isArray(runtimes) ? text("runtime-images") : void 0,
			livenessProbes: probesIn(runtimes)
		},
		problems
	};
};
const SERVICE_TYPES = [
	"ClusterIP",
	"NodePort",
	"LoadBalancer"
];
const serviceType = (written, warn) => {
	if (written === void 0 || SERVICE_TYPES.includes(written)) return written;
	return warn("service-type", `"${written}" is no type of Service`, `Write one of ${SERVICE_TYPES.join(", ")}`);
};
/** Text that is neither YAML nor JSON gives null. */
const parsed = (text) => {
	if (text === void 0) return void 0;
	try {
		return (0, import_dist.parse)(text, { maxAliasCount: 0 });
	} catch {
		return null;
	}
};
const probesIn = (runtimes) => new Map(listAt({ runtimes: runtimes ?? null }, "runtimes").flatMap((runtime) => {
	const [id, probe] = [textAt(runtime, "ID"), mappingAt(runtime, "livenessProbeInfo")];
	return id === void 0 || Object.keys(probe).length === 0 ? [] : [[id, probe]];
}));
// src/flow/workload-settings.ts
/** Finds what decides the objects of all functions of a run. Throws CLUSTER_FAILED when a cluster is there and silent. */
const workloadSettings = async (config, ports, signal) => {
	const pullSecrets = config.pullSecret === void 0 ? [] : [config.pullSecret];
	const { kubeless, problems } = await readKubeless(config, ports, signal);
	return {
		settings: {
			kubeless,
			pullSecrets
		},
		problems
	};
};
const readKubeless = async ({ kubeless }, { cluster, reporter }, signal) => {
	if (cluster === void 0 || kubeless === "ignore") return {
		kubeless: void 0,
		problems: []
	};
	try {
		const found = await cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.n, KUBELESS_CONFIG, signal);
		if (found === void 0) return {
			kubeless: void 0,
			problems: []
		};
		const { config, problems } = parseKubelessConfig(found);
		return {
			kubeless: config,
			problems
		};
	} catch (error) {
		if (!(0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.v)(error, 403)) throw error;
		const { namespace, name } = KUBELESS_CONFIG;
		reporter.notice(`Cannot read ConfigMap "${namespace}/${name}": not allowed; settings of Kubeless are not used`);
		return {
			kubeless: void 0,
			problems: []
		};
	}
};
// src/flow/deploy.ts
/** Builds what is missing, then rolls out the functions and every workload that uses one of their images. */
const deploy = async (config, ports, signal) => {
	const { cluster } = ports;
	if (cluster === void 0) throw noCluster();
	const images = await (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.n)(config, ports, signal, openPreflight(config, cluster, signal));
	const functions = deployedFunctions(images);
	const { settings, problems } = await workloadSettings(config, ports, signal);
	const opened = await openDeploying(functions, settings, {
		config,
		ports: {
			...ports,
			cluster
		}
	}, signal);
	try {
		const done = await rollAll(images, functions, opened, signal);
		signal.throwIfAborted();
		const found = [
			...images.problems,
			...problems,
			...(0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.i)(images.prebuilt),
			...strayTriggers(images.triggers, images.sources),
			...done.problems
		];
		return (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.o)("deploy", images.results, found, done.rollouts);
	} finally {
		opened.close();
	}
};
const rollAll = async (images, functions, opened, signal) => {
	const { config, ports, namespaces } = opened;
	const adoption = await decideAdoption(madeByKubeless(functions, opened), config, ports, signal);
	const deploying = {
		...opened,
		adoption
	};
	const refused = refusedResults(images);
	for (const result of refused) ports.reporter.rolloutDone(result);
	const outcomes = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.t)(config.maxParallel, functions, async (fn) => {
		const outcome = await deployFunction(fn, deploying, signal);
		tell(outcome, ports.reporter);
		return outcome;
	});
	const used = usedImages(images.images, outcomes, deploying);
	const dependents = await rollDependents(used, {
		namespaces,
		own: ownObjects(outcomes)
	}, deploying, signal);
	const { sources, problems } = images;
	const pruned = await pruneObjects({
		namespaces,
		sources,
		outcomes,
		problems
	}, deploying, signal);
	return {
		rollouts: [
			...refused,
			...outcomes.flatMap(({ results }) => results),
			...dependents.results,
			...pruned
		],
		problems: [...outcomes.flatMap((outcome) => outcome.problems), ...dependents.problems]
	};
};
/** Of what is as it was, the function's own line says enough. */
const tell = ({ results }, reporter) => {
	for (const result of results) if (result.state !== "unchanged") reporter.rolloutDone(result);
};
const madeByKubeless = (functions, { namespaces, snapshot }) => functions.filter(({ source: { namespace, name } }) => namespaces.includes(namespace) && isKubeless(snapshot(namespace).find(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_5__.a, name))).map(({ source }) => (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source));
/** A function's Deployment is its own even where nobody could say what it is to be. */
const ownObjects = (outcomes) => new Set(outcomes.flatMap(({ function: { source }, objects = [] }) => [`Deployment/${source.name}`, ...objects.map(({ object }) => (0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_12__.n)(object))].map((object) => `${source.namespace}/${object}`)));
const noCluster = () => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("INPUT_INVALID", "Cannot deploy: no cluster is configured", { hint: "Set option \"kubeconfig\" or \"context\", or KUBECONFIG; inside a cluster set \"context\" to in-cluster" });
// src/flow/lint.ts
/** Functions whose files are read at once. */
const MAX_CHECKS = 16;
/** Reads and checks every spec and the files behind it; asks no registry. */
const lint = async (config, ports, signal) => {
	const loaded = await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.u)(config, ports, signal);
	const checked = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.t)(MAX_CHECKS, loaded.functions, async ({ source, runtime }) => {
		if (source.code.kind === "inline") return {
			source,
			problems: []
		};
		const { files, problems } = await ports.sources.files(source, signal);
		const missing = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.b)(source, files, runtime);
		return {
			source,
			problems: missing === void 0 ? problems : [...problems, missing]
		};
	});
	const contents = [...loaded.failed, ...checked];
	const failed = contents.filter(({ problems }) => problems.some(({ severity }) => severity === "error"));
	const warnings = contents.flatMap(({ problems }) => problems.filter(({ severity }) => severity === "warning"));
	return (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.o)("lint", failed.map(({ source, problems }) => (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.a)(source, problems)), [...loaded.problems, ...warnings]);
};
// src/flow/lock.ts
/**
* Writes the present digests of the images that the repository's functions stand on to the lock file; with `check` it
* writes nothing and reports each tag that moved as a problem.
*/
const lock = async (config, ports, signal) => {
	const loaded = await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.u)(config, ports, signal);
	const before = await readLock(config, ports);
	const references = new Map(loaded.functions.flatMap(({ runtime }) => imagesOf(runtime)).map((image) => [(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_6__.h)(image), image]));
	ports.registry.expect([...references.values()].map((repository) => ({
		repository,
		push: false
	})));
	const answers = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_13__.t)(MAX_LOOKUPS, [...references], async ([name, image]) => ({
		name,
		answer: await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.s)(image, ports, signal)
	}));
	const failures = answers.flatMap(({ name, answer }) => answer.ok ? [] : [{
		...(0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.n)(answer.error, placeOf(config)),
		message: `Cannot lock "${name}": ${answer.error.message}`
	}]);
	const pins = pinsOf(answers);
	if (config.check) return (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.o)("lock", [], [
		...loaded.problems,
		...failures,
		...moved(config, before, pins)
	]);
	const report = (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.o)("lock", [], [...loaded.problems, ...failures]);
	if (report.problems.some(({ severity }) => severity === "error")) return report;
	await ports.workspace.write(config.lock, (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.c)(pins));
	ports.reporter.notice(`Wrote ${pins.size} ${pins.size === 1 ? "digest" : "digests"} to "${config.lock}"`);
	return report;
};
const MAX_LOOKUPS = 8;
const readLock = async ({ lock: path }, { workspace }) => {
	const text = await workspace.text(path);
	return text === void 0 ? /* @__PURE__ */ new Map() : (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.l)(path, text);
};
const imagesOf = (runtime) => [runtime.base, ...runtime.install === void 0 ? [] : [runtime.install.image]].filter(({ digest }) => digest === void 0);
const pinsOf = (answers) => new Map(answers.flatMap(({ name, answer }) => answer.ok ? [[name, answer.reference.digest]] : []));
const moved = (config, before, now) => [...now].flatMap(([name, digest]) => {
	const was = before.get(name);
	if (was === digest) return [];
	return [{
		severity: "error",
		code: "INPUT_INVALID",
		message: `Lock file is out of date: ${was === void 0 ? `"${name}" is not in it` : `"${name}" moved from ${was} to ${digest}`}`,
		at: placeOf(config),
		hint: "Run \"function-images lock\" and commit the file"
	}];
});
/** Without a better place: the lock file's first line. */
const placeOf = ({ lock: file }) => ({
	file,
	line: 1,
	column: 1
});
// src/flow/plan.ts
/** Says for each function whether its image would be built or is there, and why. Writes nothing. */
const plan = async (config, ports, signal) => {
	const { settled, problems } = await (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.r)(config, ports, signal);
	for (const result of settled) ports.reporter.functionDone(result);
	return (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.o)("plan", settled, problems);
};
// src/core/workload/manifest.ts
/**
* Writes a function's objects as YAML documents: the same bytes for the same objects, and the same meaning to every
* reader. The header keeps the file from being taken for content of a function.
*/
const manifestOf = ({ at }, objects) => [`${_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.d} of ${JSON.stringify(at.name.file)}; the next run writes it anew.\n`, ...objects.map(({ object }) => `---\n${yamlOf(object)}`)].join("");
const yamlOf = (object) => {
	const document = new import_dist.Document(object, {
		version: "1.2",
		aliasDuplicateObjects: false,
		sortMapEntries: true
	});
	(0, import_dist.visit)(document, { Scalar: (_key, scalar) => {
		if (typeof scalar.value === "string") scalar.type = styleOf(scalar.value);
	} });
	return document.toString({
		lineWidth: 0,
		indentSeq: false
	});
};
/** Readers of YAML 1.1 (kubectl) and 1.2 differ in what text is a number, a boolean or a date: such text is quoted. */
const styleOf = (text) => {
	if (PLAIN.test(text) && !WORDS.test(text)) return import_dist.Scalar.PLAIN;
	return LINES.test(text) ? import_dist.Scalar.BLOCK_LITERAL : import_dist.Scalar.QUOTE_DOUBLE;
};
const PLAIN = /^[A-Za-z/][\w./@:-]*(?<!:)$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
/** Two or more lines of printable ASCII, no space at any end nor at the beginning of the first. */
const LINES = /^(?! )(?:[ -~]*(?<! )\n)+[ -~]+(?<! )$/;
// src/flow/render.ts
/**
* Builds what is missing, then writes the manifests that deploy would apply, each image by digest: a file a function, or
* all of them to standard output. What is there of a function that failed stays as it is.
*/
const render = async (config, ports, signal) => {
	if (config.manifests === STDOUT && config.format === "json") throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_4__.t("INPUT_INVALID", "Cannot print manifests and the report to the same place", { hint: "Name a folder with option \"manifests\", or leave out \"format\"" });
	const { settings, problems } = await workloadSettings(config, ports, signal);
	const built = await (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.n)(config, ports, signal);
	const manifests = deployedFunctions(built).map((fn) => manifestFor(fn, settings)).sort((a, b) => a.key < b.key ? -1 : 1);
	await write(config, ports, manifests);
	return (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.o)("render", built.results, [
		...built.problems,
		...problems,
		...(0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.i)(built.prebuilt),
		...strayTriggers(built.triggers, built.sources),
		...manifests.flatMap((manifest) => manifest.problems)
	]);
};
const STDOUT = "-";
const manifestFor = (fn, settings) => {
	const { source } = fn;
	const { objects, problems } = functionObjects(fn, settings);
	const failed = problems.some(({ severity }) => severity === "error");
	return {
		key: (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.s)(source),
		text: failed ? void 0 : manifestOf(source, objects),
		problems
	};
};
const write = async ({ manifests: folder }, { workspace, reporter }, manifests) => {
	const done = manifests.flatMap(({ key, text }) => text === void 0 ? [] : [{
		key,
		text
	}]);
	if (folder === STDOUT) {
		reporter.print(done.map(({ text }) => text).join(""));
		return;
	}
	const changed = [];
	for (const { key, text } of done) {
		const path = `${folder.replace(/\/+$/, "")}/${key}.yaml`;
		if (await workspace.text(path) === text) continue;
		await workspace.write(path, text);
		changed.push(path);
	}
	reporter.notice(`Wrote ${changed.length} of ${done.length} manifests to "${folder}"`);
};
// src/entry/flows.ts
/** What both front ends run. */
const FLOWS = {
	lint,
	plan,
	build: _build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.t,
	deploy,
	render,
	lock
};
// src/core/surroundings.ts
/** The defaults of a workflow step: the repository's own packages, and the branch or pull request as channel. */
const gitHubSurroundings = ({ env, event }) => {
	const repository = env["GITHUB_REPOSITORY"];
	const host = packageHost(env["GITHUB_SERVER_URL"] ?? "https://github.com");
	return {
		registry: repository === void 0 || host === void 0 ? void 0 : `${host}/${repository}`.toLowerCase(),
		channel: channelOf(env),
		defaultChannel: defaultBranch(event) ?? "main",
		run: runOf(env)
	};
};
/** The defaults of a shell: the embedded registry, and the branch that is checked out. */
const shellSurroundings = (branch) => ({
	registry: void 0,
	channel: branch ?? "latest",
	defaultChannel: "main"
});
const runOf = (env) => {
	const id = Number(env["GITHUB_RUN_ID"]);
	if (!Number.isSafeInteger(id) || id <= 0) return void 0;
	return {
		id,
		attempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? "1") || 1,
		event: env["GITHUB_EVENT_NAME"] ?? "",
		commit: env["GITHUB_SHA"] ?? "",
		url: `${env["GITHUB_SERVER_URL"] ?? "https://github.com"}/${env["GITHUB_REPOSITORY"] ?? ""}/actions/runs/${id}`
	};
};
/** https://docs.github.com/en/enterprise-server/packages: packages of an Enterprise host have a subdomain of it. */
const packageHost = (server) => {
	const host = URL.canParse(server) ? new URL(server).host.toLowerCase() : void 0;
	return host === void 0 ? void 0 : host === "github.com" ? "ghcr.io" : `containers.${host}`;
};
const channelOf = (env) => {
	const pull = /^refs\/pull\/([0-9]+)\//.exec(env["GITHUB_REF"] ?? "");
	return pull === null ? env["GITHUB_REF_NAME"] ?? "latest" : `pr-${pull[1]}`;
};
const defaultBranch = (event) => {
	const repository = field(event, "repository");
	const branch = field(repository, "default_branch");
	return typeof branch === "string" ? branch : void 0;
};
const field = (value, name) => typeof value === "object" && value !== null ? value[name] : void 0;
// src/entry/surroundings.ts
/** Reads what a GitHub runner says of the run. */
const readGitHub = async (env) => ({
	env,
	event: await readEvent(env["GITHUB_EVENT_PATH"])
});
/** Reads the defaults of the CLI: those of a workflow step where there is one, so that both words mean the same there. */
const readSurroundings = async (env, cwd) => env["GITHUB_ACTIONS"] === "true" ? gitHubSurroundings(await readGitHub(env)) : shellSurroundings(await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.a)(cwd));
const readEvent = async (path) => {
	if (path === void 0) return void 0;
	try {
		return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_11__.readFile)(path, "utf8"));
	} catch {
		return;
	}
};
// src/entry/cli/commands.ts
/** Runs a command and returns the exit code. Throws ActionError for what ends it early. */
const runCommand = async (asked, shell) => {
	const config = (0,_config_4FpZhtj8_js__WEBPACK_IMPORTED_MODULE_1__.n)(asked.command, asked.raw, await readSurroundings(shell.env, shell.cwd));
	switch (config.command) {
		case "run": return (await __webpack_require__.e(/* import() */ 525).then(__webpack_require__.bind(__webpack_require__, 5525))).run(asked.name ?? "", config, shell);
		case "registry": return (await Promise.all(/* import() */[__webpack_require__.e(400), __webpack_require__.e(86)]).then(__webpack_require__.bind(__webpack_require__, 7086))).serveRegistry(config, shell);
		case "demo": return (await Promise.all(/* import() */[__webpack_require__.e(400), __webpack_require__.e(915)]).then(__webpack_require__.bind(__webpack_require__, 3915))).demo(config, shell);
		case "lint":
		case "plan":
		case "build":
		case "deploy":
		case "render":
		case "lock": return runFlow(FLOWS[config.command], config, shell);
	}
};
const runFlow = async (flow, config, shell) => {
	const start = performance.now();
	const results = resultsOf(config, shell);
	const reporter = (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.t)({
		...shell,
		format: config.format,
		results
	});
	const aimed = await (0,_embedded_DS_0Yd7z_js__WEBPACK_IMPORTED_MODULE_10__.n)(config, shell);
	try {
		const { ports, close } = await (0,_terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.r)(aimed.config, {
			...shell,
			..._terminal_D6uP5wOz_js__WEBPACK_IMPORTED_MODULE_8__.n,
			reporter
		});
		try {
			const report = await flow(aimed.config, ports, shell.signal);
			show(report, config, {
				...shell,
				results,
				durationMs: performance.now() - start
			});
			return (0,_build_DHgRGMwj_js__WEBPACK_IMPORTED_MODULE_3__.s)(report) ? 0 : 1;
		} finally {
			await close();
		}
	} finally {
		await aimed.close();
	}
};
/** Manifests that are printed have standard output for themselves, so that they can be piped. */
const resultsOf = ({ command, manifests }, { out, err }) => command === "render" && manifests === "-" ? err : out;
const show = (report, config, { out, err, results, durationMs }) => {
	if (config.format === "json") {
		out.write(`${JSON.stringify(report, void 0, 2)}\n`);
		return;
	}
	for (const problem of report.problems) for (const line of (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.r)(problem)) err.write(`${line}\n`);
	results.write(`${report.command}: ${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.a)(report)} in ${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_2__.o)(durationMs)}\n`);
};



/***/ }),

/***/ 5455:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ appendLayers),
/* harmony export */   i: () => (/* binding */ jsonBlob),
/* harmony export */   n: () => (/* binding */ dependencyTag),
/* harmony export */   o: () => (/* binding */ ociLayers),
/* harmony export */   r: () => (/* binding */ installedLayer),
/* harmony export */   t: () => (/* binding */ dependencyImage)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(792);
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9904);
/* harmony import */ var _runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2359);




// src/core/oci/append.ts
/** Returns a manifest of `layers` over a base's, in OCI types throughout: a mix of vendors' types is refused by some tools. */
const appendLayers = (base, layers, config, annotations) => ({
	schemaVersion: 2,
	mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.p,
	config,
	layers: [...base, ...layers],
	annotations
});
/** Returns a base's layers with OCI media types; the bytes behind them, and so the digests, are the same. */
const ociLayers = (manifest) => manifest.layers.map((layer) => {
	const mediaType = OCI_NAME[layer.mediaType];
	if (mediaType === void 0 || layer.urls !== void 0) throw foreign(layer);
	return {
		mediaType,
		digest: layer.digest,
		size: layer.size
	};
});
const OCI_NAME = {
	[_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.u]: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.u,
	[_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.f]: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.f,
	[_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.d]: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.d,
	[_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.n]: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.u,
	[_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.r]: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.d
};
const foreign = (layer) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("BUILD_FAILED", `Cannot use base layer ${layer.digest} of type "${layer.mediaType}": its bytes are kept outside the registry or in an unknown form`, { hint: "Take a base image whose layers are all in its registry" });
// src/core/oci/json-blob.ts
/** Writes a manifest, index or config as canonical JSON, so that equal documents have equal digests. */
const jsonBlob = (mediaType, document) => {
	const bytes = Buffer.from((0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_2__.u)(document));
	return {
		descriptor: {
			mediaType,
			digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.x)(bytes),
			size: bytes.length
		},
		bytes
	};
};
// src/core/image/dependency-image.ts
/** Returns the tag of the image that holds the dependency layer of `key`, in the shared repository. */
const dependencyTag = (key) => `deps-${key}`;
/** Reads the layer off such an image, undefined when it is not of that key. */
const installedLayer = ({ content }, key) => {
	if ((0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_3__.l)(content) || content.annotations?.["io.github.function-images.dependencies"] !== key) return void 0;
	const [descriptor] = content.layers;
	const diffId = content.annotations[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_2__.t];
	return descriptor === void 0 || diffId === void 0 || !(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.C)(diffId) ? void 0 : {
		descriptor,
		diffId
	};
};
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
	const config = jsonBlob(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.c, content);
	const manifest = appendLayers([], [layer.descriptor], config.descriptor, {
		[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_2__.t]: layer.diffId,
		[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_2__.r]: key
	});
	return {
		config,
		manifest: {
			mediaType: manifest.mediaType,
			bytes: jsonBlob(manifest.mediaType, manifest).bytes
		}
	};
};



/***/ }),

/***/ 7104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ aim),
/* harmony export */   r: () => (/* binding */ dataFolder)
/* harmony export */ });
/* unused harmony export t */
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);



// src/entry/cli/embedded.ts
/** The port of the embedded registry, where it is free. */
const REGISTRY_PORT = 5050;
/** Gives `config` the embedded registry when it names none; commands that look up no image of ours need none. */
const aim = async (config, { env, signal }) => {
	const { command, registry } = config;
	if (registry !== void 0) return {
		config: {
			...config,
			registry
		},
		close: nothing
	};
	if (command === "lint" || command === "lock") return {
		config: {
			...config,
			registry: "localhost"
		},
		close: nothing
	};
	if (command === "deploy") throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", "Cannot deploy from the embedded registry: no cluster can pull from it", { hint: "Set option \"registry\" to one that this machine and the cluster reach" });
	const { joinRegistry } = await Promise.all(/* import() */[__webpack_require__.e(400), __webpack_require__.e(57)]).then(__webpack_require__.bind(__webpack_require__, 57));
	const embedded = await joinRegistry(dataFolder(config, env), REGISTRY_PORT, signal);
	return {
		config: {
			...config,
			registry: embedded.host
		},
		close: () => embedded.close()
	};
};
const nothing = () => Promise.resolve();
/** Where the embedded registry keeps its data. https://specifications.freedesktop.org/basedir-spec/latest/ */
const dataFolder = ({ data }, env) => data ?? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(env["XDG_DATA_HOME"] ?? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)(), ".local", "share"), "function-images", "registry");



/***/ }),

/***/ 9904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ openBuildLog),
/* harmony export */   _: () => (/* binding */ byBytes),
/* harmony export */   a: () => (/* binding */ partsFrom),
/* harmony export */   b: () => (/* binding */ phaseEnvironment),
/* harmony export */   c: () => (/* binding */ filesHash),
/* harmony export */   d: () => (/* binding */ packLayer),
/* harmony export */   f: () => (/* binding */ writeTar),
/* harmony export */   g: () => (/* binding */ commandFailed),
/* harmony export */   h: () => (/* binding */ buildFailureOf),
/* harmony export */   i: () => (/* binding */ imageAnnotations),
/* harmony export */   l: () => (/* binding */ tagOf),
/* harmony export */   m: () => (/* binding */ buildFailed),
/* harmony export */   n: () => (/* binding */ INPUTS_MARK),
/* harmony export */   o: () => (/* binding */ partsOf),
/* harmony export */   p: () => (/* binding */ phaseFiles),
/* harmony export */   r: () => (/* binding */ KEY_MARK),
/* harmony export */   s: () => (/* binding */ dependencyKey),
/* harmony export */   t: () => (/* binding */ DIFF_IDS_MARK),
/* harmony export */   u: () => (/* binding */ canonicalJson),
/* harmony export */   v: () => (/* binding */ fileOf),
/* harmony export */   x: () => (/* binding */ leftOut),
/* harmony export */   y: () => (/* binding */ REPRODUCIBLE)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(792);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8474);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8522);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7598);





// src/core/build/log.ts
/** Where the cause of a failure is looked for: builds of native addons end in hundreds of lines. */
const LINES_KEPT = 2e3;
const USERINFO = /\/\/[^\s/@]+@/g;
/** Opens a log that gives each line to `log`, without passwords in addresses. */
const openBuildLog = (log) => {
	const lines = [];
	const line = (text) => {
		const shown = text.replaceAll(USERINFO, "//***@");
		lines.push(shown);
		if (lines.length > LINES_KEPT) lines.shift();
		log(shown);
	};
	return {
		line,
		lines
	};
};
// src/core/build/left-out.ts
/** What a tool may leave in /kubeless that is no part of what it installed. */
const WRITTEN = {
	npm: [
		"package.json",
		"package-lock.json",
		".npmrc"
	],
	pip: []
};
/** Returns the paths below /kubeless that are not taken into the unit's layer: what was put there, and the tool's notes. */
const leftOut = ({ phase, files }) => /* @__PURE__ */ new Set([...WRITTEN[phase.tool], ...files.map(({ path }) => path)]);
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
// src/core/build/phase-environment.ts
/** Equal wherever a phase runs, since packages are built with these in sight. The time is that of every file in our layers. */
const REPRODUCIBLE = {
	TZ: "UTC",
	LC_ALL: "C.UTF-8",
	NO_COLOR: "1",
	PYTHONHASHSEED: "0",
	PYTHONDONTWRITEBYTECODE: "1",
	SOURCE_DATE_EPOCH: String(MTIME),
	PIP_DISABLE_PIP_VERSION_CHECK: "1",
	PIP_ROOT_USER_ACTION: "ignore",
	PIP_NO_INPUT: "1",
	PIP_PROGRESS_BAR: "off",
	PIP_USER: "0"
};
const DEPENDENCY_FILE = {
	npm: "package.json",
	pip: "requirements.txt"
};
/** Returns the variables of a phase that runs in its own image at /kubeless, those that Kubeless gave it included. */
const phaseEnvironment = ({ tool, env }) => ({
	HOME: "/tmp",
	...env,
	...REPRODUCIBLE,
	KUBELESS_INSTALL_VOLUME: "/kubeless",
	KUBELESS_DEPS_FILE: `/kubeless/${DEPENDENCY_FILE[tool]}`
});
// src/core/image/content.ts
/** Makes a regular file of bytes at hand. */
const fileOf = (path, content, executable = false) => {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return {
		type: "file",
		path,
		executable,
		size: bytes.length,
		digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.x)(bytes),
		read: () => Promise.resolve(bytes)
	};
};
/** Orders paths by their UTF-8 bytes, as tar readers and other languages do; JavaScript's own order is UTF-16's. */
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
// src/core/build/cause.ts
/** Returns the one line in which the tool says why it failed, led by its name; undefined where it said nothing. */
const causeOf = (tool, log) => {
	const cause = tool === "npm" ? npmCause(log) : pipCause(log);
	return cause === void 0 ? void 0 : `${tool} ${cause}`;
};
const npmCause = (log) => {
	const lines = log.map((line) => /^npm (?:error|ERR!) ?(.*)$/.exec(line)?.[1]?.trim() ?? "").filter((line) => line !== "");
	const code = first(lines, /^code (\S+)$/);
	if (code === void 0) return lines[0];
	if (code === "E404") return join(code, first(lines, /^404 .*'([^']+@[^']*)'/) ?? first(lines, /^404 (.+)$/));
	if (/^\d+$/.test(code)) return scriptCause(code, lines);
	const said = lines.map((line) => line.replace(/^(?:(?:notarget|network|enoent|JSON\.parse|[A-Z][A-Z_]+:?)\s+)+/, ""));
	return join(code, said.find((line) => line !== "" && !NOISE.test(line)));
};
/** Details that npm prints around its sentence. */
const NOISE = /^(code|syscall|errno|path|dest|command|cwd)\b|^A complete log|^[\d]+$/;
/** An install script of a package ended with `code`: the package and the script are what matters. */
const scriptCause = (code, lines) => {
	const folder = first(lines, /^path .*?((?:node_modules\/).+)$/)?.split("node_modules/").at(-1);
	const script = first(lines, /^command (?:sh -c )?(?!failed$)(.+)$/);
	return `${folder === void 0 ? "a script" : `the install script of "${folder}"`} ended with exit code ${code}${script === void 0 ? "" : `: ${script}`}`;
};
/** pip says what it tried before it says what is wrong, and a hint after. */
const pipCause = (log) => {
	return log.flatMap((line) => /^ERROR: (.+)$/.exec(line)?.[1] ?? []).findLast((line) => !/^(Exception:|Could not find a version)/.test(line)) ?? lastWord(log);
};
/** A traceback ends with its exception. */
const lastWord = (log) => log.findLast((line) => /^(?:[\w.]+(?:Error|Exception)|error|pip|.*python[\d.]*): /i.test(line))?.trim();
const first = (lines, pattern) => {
	for (const line of lines) {
		const found = pattern.exec(line)?.[1];
		if (found !== void 0) return found;
	}
};
const join = (code, rest) => rest === void 0 ? code : `${code} ${rest}`;
// src/core/build/failure.ts
/** Makes the error for a command that failed, shown at each place of `at`. */
const commandFailed = (command, at) => {
	const { phase, tool, exitCode, log } = command;
	const reason = causeOf(tool, log) ?? `${tool} ended with exit code ${exitCode}`;
	return buildFailed({
		phase,
		reason,
		exitCode,
		log
	}, at);
};
/** Makes the error for a phase that failed; the log is cut to its tail. */
const buildFailed = (failure, at, hint) => {
	const message = `Cannot ${VERB[failure.phase]}: ${failure.reason}`;
	const problem = {
		severity: "error",
		code: "BUILD_FAILED",
		message,
		...hint === void 0 ? {} : { hint }
	};
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("BUILD_FAILED", message, {
		problems: at.map((place) => ({
			...problem,
			at: place
		})),
		hint,
		cause: {
			...failure,
			log: failure.log.slice(-30)
		}
	});
};
const VERB = {
	install: "install dependencies",
	compile: "compile the function"
};
/** Returns how the phase failed, undefined for an error about something else. */
const buildFailureOf = (error) => {
	if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t) || error.code !== "BUILD_FAILED") return void 0;
	const { cause } = error;
	return typeof cause === "object" && cause !== null && "reason" in cause && "log" in cause ? cause : void 0;
};
// src/core/build/npm-settings.ts
/**
* Writes the npm settings that Kubeless takes from the environment of its install phase as lines of an .npmrc:
* NPM_REGISTRY, for NPM_SCOPE alone when that is set, and the words of NPM_CONFIG_EXTRA, which are those of
* `npm config set`.
*/
const npmrcOf = (env) => {
	const settings = [...registrySetting(env), ...extraSettings(env["NPM_CONFIG_EXTRA"] ?? "")];
	if (settings.find((setting) => setting.some((part) => /[\r\n]/.test(part))) !== void 0) return { problem: "NPM_REGISTRY or NPM_SCOPE holds a line break" };
	return { text: settings.map(([key, value]) => `${iniWord(key)}=${iniWord(value)}\n`).join("") };
};
const PUBLIC_REGISTRY = "https://registry.npmjs.org/";
const registrySetting = (env) => {
	const scope = env["NPM_SCOPE"] ?? "";
	const registry = env["NPM_REGISTRY"] ?? "";
	if (scope === "" && registry === "") return [];
	return [[scope === "" ? "registry" : `${scope}:registry`, registry === "" ? PUBLIC_REGISTRY : registry]];
};
/** `a=1 b 2` sets both a and b. */
const extraSettings = (text) => {
	const words = text.split(/\s+/).filter((word) => word !== "");
	const settings = [];
	for (let word = words.shift(); word !== void 0; word = words.shift()) {
		const equals = word.indexOf("=");
		settings.push(equals === -1 ? [word, words.shift() ?? ""] : [word.slice(0, equals), word.slice(equals + 1)]);
	}
	return settings;
};
const iniWord = (word) => /^[\w.:/@%+~$={}-]*$/.test(word) ? word : JSON.stringify(word);
// src/core/build/phase-files.ts
/**
* Returns the files of `unit` as its command has to find them in an install image. For npm, a package without a name is
* called `function` (else its folder's name is written into what is installed), and settings that Kubeless takes from
* the environment stand in .npmrc. Throws BUILD_FAILED for settings that cannot stand there.
*/
const phaseFiles = async ({ phase, files, at }) => {
	if (phase.tool !== "npm") return files;
	const settings = npmrcOf(phase.env);
	if ("problem" in settings) throw buildFailed({
		phase: phase.name,
		reason: settings.problem,
		exitCode: void 0,
		log: []
	}, at);
	const npmrc = files.find(isAt(".npmrc"));
	const named = await Promise.all(files.filter((file) => file !== npmrc).map(withName));
	if (settings.text === "" && npmrc === void 0) return named;
	const text = settings.text + (npmrc === void 0 ? "" : await textOf(npmrc));
	return [...named, fileOf(".npmrc", text)].sort((a, b) => byBytes(a.path, b.path));
};
const isAt = (path) => (file) => file.type === "file" && file.path === path;
const withName = async (file) => {
	if (!isAt("package.json")(file)) return file;
	const manifest = parsed(await textOf(file));
	if (manifest === void 0 || Object.hasOwn(manifest, "name")) return file;
	return fileOf(file.path, JSON.stringify({
		name: "function",
		...manifest
	}));
};
/** A text that is no object is left for npm to complain about. */
const parsed = (text) => {
	try {
		const value = JSON.parse(text.replace(/^\uFEFF/, ""));
		return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
	} catch {
		return;
	}
};
const textOf = async (file) => new TextDecoder().decode(await file.read());
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
	const gzip = (0,node_zlib__WEBPACK_IMPORTED_MODULE_3__.createGzip)({
		level,
		memLevel: 8,
		windowBits: 15
	});
	const diffId = (0,node_crypto__WEBPACK_IMPORTED_MODULE_4__.createHash)("sha256");
	const chunks = [];
	gzip.on("data", (chunk) => chunks.push(chunk));
	return {
		write: async (bytes) => {
			if (bytes.length === 0) return;
			diffId.update(bytes);
			if (!gzip.write(bytes)) await (0,node_events__WEBPACK_IMPORTED_MODULE_2__.once)(gzip, "drain");
		},
		close: async () => {
			await ended(gzip);
			return layerOf(withFixedHeader(Buffer.concat(chunks)), diffId);
		}
	};
};
const ended = async (gzip) => {
	const end = (0,node_events__WEBPACK_IMPORTED_MODULE_2__.once)(gzip, "end");
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
			mediaType: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.u,
			digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.x)(bytes),
			size: bytes.length
		},
		diffId: `sha256:${diffId.digest("hex")}`,
		bytes
	};
};
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
/** Returns the tag of an image made of `inputs`: 64 hex digits. */
const tagOf = (inputs) => sha256(canonicalJson({
	recipe: inputs.recipe,
	runtime: {
		id: inputs.runtime.id,
		env: inputs.runtime.env,
		entrypoint: inputs.runtime.entrypoint
	},
	base: inputs.base,
	handler: {
		module: inputs.handler.module,
		function: inputs.handler.function
	},
	files: filesJson(inputs.files),
	dependencies: inputs.dependencies === void 0 ? void 0 : dependenciesJson(inputs.dependencies),
	shim: inputs.shim,
	platforms: [...inputs.platforms].sort(byBytes)
}));
/** Returns the key of the dependency layer for one platform: 64 hex digits. */
const dependencyKey = (inputs, platform) => sha256(canonicalJson({
	recipe: 1,
	platform,
	dependencies: dependenciesJson(inputs)
}));
/** Returns one hash for a set of files: paths, modes and bytes, whatever their order. 64 hex digits. */
const filesHash = (files) => sha256(canonicalJson(filesJson(files)));
const dependenciesJson = ({ tools, command, env, files }) => ({
	tools,
	command,
	env,
	files: filesJson(files)
});
const filesJson = (files) => [...files].sort((a, b) => byBytes(a.path, b.path)).map(fileJson);
const fileJson = (file) => file.type === "symlink" ? {
	path: file.path,
	target: file.target
} : {
	path: file.path,
	mode: file.executable ? "0755" : "0644",
	digest: file.digest
};
const sha256 = (text) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.S)((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.x)(text));
// src/core/image/parts.ts
/** The most bytes that the parts may take as an annotation: containerd copies annotations and labels of this length. */
const MAX_BYTES = 4096;
const SHORT = 12;
/** Returns the parts of `inputs`. */
const partsOf = (inputs) => {
	const { dependencies } = inputs;
	const installed = new Set(dependencies?.files.map(({ path }) => path));
	const code = inputs.files.filter(({ path }) => !installed.has(path));
	const parts = {
		recipe: inputs.recipe,
		runtime: inputs.runtime.id,
		base: inputs.base,
		handler: `${inputs.handler.module}.${inputs.handler.function}`,
		platforms: [...inputs.platforms].sort(byBytes).join(","),
		code: filesHash(code).slice(0, SHORT),
		...inputs.shim === void 0 ? {} : { shim: inputs.shim.slice(0, SHORT) },
		...dependencies === void 0 ? {} : dependencyParts(dependencies)
	};
	const whole = {
		...parts,
		files: fileHashes(code),
		...dependencies === void 0 ? {} : { dependencyFiles: fileHashes(dependencies.files) }
	};
	return Buffer.byteLength(canonicalJson(whole)) <= MAX_BYTES ? whole : parts;
};
/** Reads parts from an annotation; undefined for what is not ours or of a later form. */
const parseParts = (text) => {
	try {
		const value = JSON.parse(text);
		return typeof value === "object" && value !== null && typeof value.code === "string" && typeof value.base === "string" ? value : void 0;
	} catch {
		return;
	}
};
const dependencyParts = ({ files, tools, command, env }) => ({
	dependencies: filesHash(files).slice(0, SHORT),
	install: filesHash([{
		type: "symlink",
		path: canonicalJson({
			tools,
			command,
			env
		}),
		target: ""
	}]).slice(0, SHORT)
});
const fileHashes = (files) => Object.fromEntries(files.map((file) => [file.path, filesHash([file]).slice(0, SHORT)]));
// src/core/image/marks.ts
/** Annotation of manifests and indexes, and label of configs: the tag that the image's inputs hash to. */
const INPUTS_MARK = "io.github.function-images.inputs";
/** Annotation: short hashes of the inputs, for {@link why}. */
const PARTS_MARK = "io.github.function-images.parts";
/** Annotation: digests of the uncompressed layers of ours, in order, so that a layer can be used without its config. */
const DIFF_IDS_MARK = "io.github.function-images.diff-ids";
/** Annotation of a dependency layer's image: the key that its inputs hash to. */
const KEY_MARK = "io.github.function-images.dependencies";
const BASE_NAME = "org.opencontainers.image.base.name";
const BASE_DIGEST = "org.opencontainers.image.base.digest";
/** What is written on an image; nothing in it changes from run to run. */
const imageAnnotations = (tag, parts, base) => ({
	[BASE_DIGEST]: base.digest,
	[BASE_NAME]: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_1__.h)(withoutDigest(base)),
	[INPUTS_MARK]: tag,
	[PARTS_MARK]: canonicalJson(parts)
});
/** Reads the parts off an image, undefined when it has none of ours. */
const partsFrom = (annotations) => {
	const text = annotations?.[PARTS_MARK];
	return text === void 0 ? void 0 : parseParts(text);
};
const withoutDigest = ({ registry, path, tag }) => ({
	registry,
	path,
	...tag === void 0 ? {} : { tag }
});



/***/ }),

/***/ 792:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ isDigest),
/* harmony export */   S: () => (/* binding */ hexOf),
/* harmony export */   _: () => (/* binding */ isRepositoryPath),
/* harmony export */   a: () => (/* binding */ DOCKER_MANIFEST),
/* harmony export */   b: () => (/* binding */ parseRepository),
/* harmony export */   c: () => (/* binding */ OCI_CONFIG),
/* harmony export */   d: () => (/* binding */ OCI_LAYER_TAR),
/* harmony export */   f: () => (/* binding */ OCI_LAYER_ZSTD),
/* harmony export */   g: () => (/* binding */ formatRepository),
/* harmony export */   h: () => (/* binding */ formatReference),
/* harmony export */   i: () => (/* binding */ DOCKER_LIST),
/* harmony export */   l: () => (/* binding */ OCI_INDEX),
/* harmony export */   m: () => (/* binding */ DOCKER_HUB),
/* harmony export */   n: () => (/* binding */ DOCKER_LAYER_GZIP),
/* harmony export */   o: () => (/* binding */ DOCKER_SCHEMA_1),
/* harmony export */   p: () => (/* binding */ OCI_MANIFEST),
/* harmony export */   r: () => (/* binding */ DOCKER_LAYER_TAR),
/* harmony export */   s: () => (/* binding */ MANIFEST_ACCEPT),
/* harmony export */   u: () => (/* binding */ OCI_LAYER_GZIP),
/* harmony export */   v: () => (/* binding */ isTag),
/* harmony export */   x: () => (/* binding */ digestOf),
/* harmony export */   y: () => (/* binding */ parseReference)
/* harmony export */ });
/* unused harmony export t */
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);


// src/core/oci/digest.ts
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Returns the OCI digest of `bytes`. */
const digestOf = (bytes) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)("sha256").update(bytes).digest("hex")}`;
/** Tells whether `text` is a digest in the one algorithm we write and read. */
const isDigest = (text) => DIGEST.test(text);
/** Returns the hex part, 64 characters. */
const hexOf = (digest) => digest.slice(7);
// src/core/oci/reference.ts
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const HOST = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::[0-9]{1,5})?$/;
/** Registries refuse longer repository names. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const MAX_NAME = 255;
const DOCKER_HUB = "docker.io";
/** Reads a full or short image reference as Docker does: `node:24` is `docker.io/library/node:24`. */
const parseReference = (text) => {
	const [beforeDigest = "", digest, ...rest] = text.split("@");
	if (rest.length > 0 || digest !== void 0 && !isDigest(digest)) throw unreadable(text, "the digest is not sha256: and 64 hex digits");
	const colon = beforeDigest.lastIndexOf(":");
	const hasTag = colon > beforeDigest.lastIndexOf("/");
	const name = hasTag ? beforeDigest.slice(0, colon) : beforeDigest;
	const tag = hasTag ? beforeDigest.slice(colon + 1) : void 0;
	if (tag !== void 0 && !TAG.test(tag)) throw unreadable(text, `"${tag}" is not a tag`);
	return {
		...parseRepository(name),
		...tag === void 0 ? {} : { tag },
		...digest === void 0 ? {} : { digest }
	};
};
/** Reads a repository name, adding Docker Hub's host and `library/` where Docker would. */
const parseRepository = (text) => {
	const slash = text.indexOf("/");
	const first = slash === -1 ? "" : text.slice(0, slash);
	const named = first === "localhost" || /[.:]/.test(first) || /[A-Z]/.test(first);
	const registry = named ? hostOf(first, text) : DOCKER_HUB;
	const rest = named ? text.slice(slash + 1) : text;
	const path = registry === "docker.io" && !rest.includes("/") ? `library/${rest}` : rest;
	if (!PATH.test(path)) throw unreadable(text, `"${path}" is not a repository name: lower-case letters, digits, and . _ - / between them`);
	if (registry.length + path.length + 1 > MAX_NAME) throw unreadable(text, `the name is longer than ${MAX_NAME} characters`);
	return {
		registry,
		path
	};
};
/** Tells whether `text` can be the path of a repository, without its host. */
const isRepositoryPath = (text) => text.length <= MAX_NAME && PATH.test(text);
/** Tells whether `text` can be a tag. */
const isTag = (text) => TAG.test(text);
/** Writes `repository` the way users and container runtimes read it. */
const formatRepository = ({ registry, path }) => `${registry}/${path}`;
/** Writes `reference` whole: `host/path:tag@sha256:…`, leaving out what it lacks. */
const formatReference = (reference) => formatRepository(reference) + (reference.tag === void 0 ? "" : `:${reference.tag}`) + (reference.digest === void 0 ? "" : `@${reference.digest}`);
const HUB_ALIASES = /* @__PURE__ */ new Set([
	"docker.io",
	"index.docker.io",
	"registry-1.docker.io"
]);
const hostOf = (host, text) => {
	if (!HOST.test(host)) throw unreadable(text, `"${host}" is not a host`);
	const lower = host.toLowerCase();
	return HUB_ALIASES.has(lower) ? DOCKER_HUB : lower;
};
const unreadable = (text, why) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t("INPUT_INVALID", `Cannot read image reference "${text}": ${why}`);
// src/core/oci/media-types.ts
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
const OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
const OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
const OCI_LAYER_TAR = "application/vnd.oci.image.layer.v1.tar";
const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";
const DOCKER_LAYER_TAR = "application/vnd.docker.image.rootfs.diff.tar";
const DOCKER_FOREIGN_LAYER = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
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



/***/ }),

/***/ 1346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ showObject),
/* harmony export */   t: () => (/* binding */ keyOfObject)
/* harmony export */ });
// src/core/cluster/object.ts
/** Writes an object for people: `Deployment/hello`. */
const showObject = ({ kind, metadata }) => `${kind ?? "Object"}/${metadata?.name ?? ""}`;
/** Returns where `object` is; one without a name or namespace gives empty text. */
const keyOfObject = ({ metadata }) => ({
	namespace: metadata?.namespace ?? "",
	name: metadata?.name ?? ""
});



/***/ }),

/***/ 5875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ once),
/* harmony export */   r: () => (/* binding */ onceOnly),
/* harmony export */   t: () => (/* binding */ inParallel)
/* harmony export */ });
// src/core/parallel.ts
/**
* Runs `work` over `items`, at most `limit` at once, and returns the results in the items' order. The first throw ends
* it; work whose failure must not stop the rest returns the failure as a value.
*/
const inParallel = async (limit, items, work) => {
	const results = Array.from({ length: items.length });
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) results[index] = await work(item, index);
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	return results;
};
/** Returns `make` wrapped so that equal keys share one promise; one that failed is forgotten. */
const once = (keyOf, make) => {
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
/** Returns `make` wrapped so that all callers share one promise; one that failed is forgotten. */
const onceOnly = (make) => {
	const shared = once((_key) => "", make);
	return () => shared("");
};



/***/ }),

/***/ 6295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ pathOf),
/* harmony export */   a: () => (/* binding */ DEPLOYMENTS),
/* harmony export */   c: () => (/* binding */ JOBS),
/* harmony export */   d: () => (/* binding */ REPLICA_SETS),
/* harmony export */   f: () => (/* binding */ SECRETS),
/* harmony export */   g: () => (/* binding */ groupOf),
/* harmony export */   h: () => (/* binding */ STATEFUL_SETS),
/* harmony export */   i: () => (/* binding */ DAEMON_SETS),
/* harmony export */   l: () => (/* binding */ KUBELESS_FUNCTIONS),
/* harmony export */   m: () => (/* binding */ SERVICE_ACCOUNTS),
/* harmony export */   n: () => (/* binding */ CONFIG_MAPS),
/* harmony export */   o: () => (/* binding */ EVENTS),
/* harmony export */   p: () => (/* binding */ SERVICES),
/* harmony export */   r: () => (/* binding */ CRON_JOBS),
/* harmony export */   s: () => (/* binding */ INGRESSES),
/* harmony export */   t: () => (/* binding */ AUTOSCALERS),
/* harmony export */   u: () => (/* binding */ PODS),
/* harmony export */   v: () => (/* binding */ isRefused),
/* harmony export */   y: () => (/* binding */ refusalOf)
/* harmony export */ });
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9439);

// src/core/cluster/refusal.ts
/** Returns what the API server answered, undefined for an error about something else. */
const refusalOf = (error) => {
	if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_0__.t) || error.code !== "CLUSTER_FAILED") return void 0;
	const { cause } = error;
	return typeof cause === "object" && cause !== null && "status" in cause && "reason" in cause ? cause : void 0;
};
/** Tells whether `error` is a refusal of `status`. */
const isRefused = (error, status) => refusalOf(error)?.status === status;
// src/core/cluster/resource.ts
const CONFIG_MAPS = {
	apiVersion: "v1",
	kind: "ConfigMap",
	plural: "configmaps"
};
const EVENTS = {
	apiVersion: "v1",
	kind: "Event",
	plural: "events"
};
const PODS = {
	apiVersion: "v1",
	kind: "Pod",
	plural: "pods"
};
const SECRETS = {
	apiVersion: "v1",
	kind: "Secret",
	plural: "secrets"
};
const SERVICES = {
	apiVersion: "v1",
	kind: "Service",
	plural: "services"
};
const SERVICE_ACCOUNTS = {
	apiVersion: "v1",
	kind: "ServiceAccount",
	plural: "serviceaccounts"
};
const DAEMON_SETS = {
	apiVersion: "apps/v1",
	kind: "DaemonSet",
	plural: "daemonsets"
};
const DEPLOYMENTS = {
	apiVersion: "apps/v1",
	kind: "Deployment",
	plural: "deployments"
};
const REPLICA_SETS = {
	apiVersion: "apps/v1",
	kind: "ReplicaSet",
	plural: "replicasets"
};
const STATEFUL_SETS = {
	apiVersion: "apps/v1",
	kind: "StatefulSet",
	plural: "statefulsets"
};
const CRON_JOBS = {
	apiVersion: "batch/v1",
	kind: "CronJob",
	plural: "cronjobs"
};
const JOBS = {
	apiVersion: "batch/v1",
	kind: "Job",
	plural: "jobs"
};
const AUTOSCALERS = {
	apiVersion: "autoscaling/v2",
	kind: "HorizontalPodAutoscaler",
	plural: "horizontalpodautoscalers"
};
const INGRESSES = {
	apiVersion: "networking.k8s.io/v1",
	kind: "Ingress",
	plural: "ingresses"
};
/** Kubeless' own Functions, where its CRD is still there. */
const KUBELESS_FUNCTIONS = {
	apiVersion: "kubeless.io/v1beta1",
	kind: "Function",
	plural: "functions"
};
/** Returns the API group of a resource, empty for the core group, as RBAC rules write it. */
const groupOf = ({ apiVersion }) => apiVersion.includes("/") ? apiVersion.split("/", 1)[0] ?? "" : "";
/** Returns the path below the server's address of a namespace's collection, or of one object in it. */
const pathOf = ({ apiVersion, plural }, namespace, name) => {
	const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
	const object = name === void 0 ? "" : `/${encodeURIComponent(name)}`;
	return `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}${object}`;
};



/***/ }),

/***/ 5724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ IN_CLUSTER),
/* harmony export */   c: () => (/* binding */ systemClock),
/* harmony export */   i: () => (/* binding */ parseRetryAfter),
/* harmony export */   l: () => (/* binding */ openRedactor),
/* harmony export */   n: () => (/* binding */ isRetriedStatus),
/* harmony export */   o: () => (/* binding */ isConfigured),
/* harmony export */   r: () => (/* binding */ nextTry),
/* harmony export */   s: () => (/* binding */ require_dist),
/* harmony export */   t: () => (/* binding */ isRetriedCode)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4887);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8500);



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
// src/edge/registry/clock.ts
const systemClock = {
	now: () => Date.now(),
	sleep: (milliseconds, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_2__.setTimeout)(milliseconds, void 0, { signal })
};
// node_modules/yaml/dist/nodes/identity.js
var require_identity = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	const ALIAS = Symbol.for("yaml.alias");
	const DOC = Symbol.for("yaml.document");
	const MAP = Symbol.for("yaml.map");
	const PAIR = Symbol.for("yaml.pair");
	const SCALAR = Symbol.for("yaml.scalar");
	const SEQ = Symbol.for("yaml.seq");
	const NODE_TYPE = Symbol.for("yaml.node.type");
	const isAlias = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === ALIAS;
	const isDocument = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === DOC;
	const isMap = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === MAP;
	const isPair = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === PAIR;
	const isScalar = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SCALAR;
	const isSeq = (node) => !!node && typeof node === "object" && node[NODE_TYPE] === SEQ;
	function isCollection(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case MAP:
			case SEQ: return true;
		}
		return false;
	}
	function isNode(node) {
		if (node && typeof node === "object") switch (node[NODE_TYPE]) {
			case ALIAS:
			case MAP:
			case SCALAR:
			case SEQ: return true;
		}
		return false;
	}
	const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;
	exports.ALIAS = ALIAS;
	exports.DOC = DOC;
	exports.MAP = MAP;
	exports.NODE_TYPE = NODE_TYPE;
	exports.PAIR = PAIR;
	exports.SCALAR = SCALAR;
	exports.SEQ = SEQ;
	exports.hasAnchor = hasAnchor;
	exports.isAlias = isAlias;
	exports.isCollection = isCollection;
	exports.isDocument = isDocument;
	exports.isMap = isMap;
	exports.isNode = isNode;
	exports.isPair = isPair;
	exports.isScalar = isScalar;
	exports.isSeq = isSeq;
}));
// node_modules/yaml/dist/visit.js
var require_visit = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove node");
	/**
	* Apply a visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	function visit(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (visit_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else visit_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visit.SKIP = SKIP;
	/** Remove the current node */
	visit.REMOVE = REMOVE;
	function visit_(key, node, visitor, path) {
		const ctrl = callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visit_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = visit_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = visit_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = visit_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	/**
	* Apply an async visitor to an AST node or document.
	*
	* Walks through the tree (depth-first) starting from `node`, calling a
	* `visitor` function with three arguments:
	*   - `key`: For sequence values and map `Pair`, the node's index in the
	*     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
	*     `null` for the root node.
	*   - `node`: The current node.
	*   - `path`: The ancestry of the current node.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `Promise`: Must resolve to one of the following values
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this node, continue with next
	*     sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current node, then continue with the next one
	*   - `Node`: Replace the current node, then continue by visiting it
	*   - `number`: While iterating the items of a sequence or map, set the index
	*     of the next step. This is useful especially if the index of the current
	*     node has changed.
	*
	* If `visitor` is a single function, it will be called with all values
	* encountered in the tree, including e.g. `null` values. Alternatively,
	* separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
	* `Alias` and `Scalar` node. To define the same visitor function for more than
	* one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
	* and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
	* specific defined one will be used for each node.
	*/
	async function visitAsync(node, visitor) {
		const visitor_ = initVisitor(visitor);
		if (identity.isDocument(node)) {
			if (await visitAsync_(null, node.contents, visitor_, Object.freeze([node])) === REMOVE) node.contents = null;
		} else await visitAsync_(null, node, visitor_, Object.freeze([]));
	}
	/** Terminate visit traversal completely */
	visitAsync.BREAK = BREAK;
	/** Do not visit the children of the current node */
	visitAsync.SKIP = SKIP;
	/** Remove the current node */
	visitAsync.REMOVE = REMOVE;
	async function visitAsync_(key, node, visitor, path) {
		const ctrl = await callVisitor(key, node, visitor, path);
		if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
			replaceNode(key, path, ctrl);
			return visitAsync_(key, ctrl, visitor, path);
		}
		if (typeof ctrl !== "symbol") {
			if (identity.isCollection(node)) {
				path = Object.freeze(path.concat(node));
				for (let i = 0; i < node.items.length; ++i) {
					const ci = await visitAsync_(i, node.items[i], visitor, path);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						node.items.splice(i, 1);
						i -= 1;
					}
				}
			} else if (identity.isPair(node)) {
				path = Object.freeze(path.concat(node));
				const ck = await visitAsync_("key", node.key, visitor, path);
				if (ck === BREAK) return BREAK;
				else if (ck === REMOVE) node.key = null;
				const cv = await visitAsync_("value", node.value, visitor, path);
				if (cv === BREAK) return BREAK;
				else if (cv === REMOVE) node.value = null;
			}
		}
		return ctrl;
	}
	function initVisitor(visitor) {
		if (typeof visitor === "object" && (visitor.Collection || visitor.Node || visitor.Value)) return Object.assign({
			Alias: visitor.Node,
			Map: visitor.Node,
			Scalar: visitor.Node,
			Seq: visitor.Node
		}, visitor.Value && {
			Map: visitor.Value,
			Scalar: visitor.Value,
			Seq: visitor.Value
		}, visitor.Collection && {
			Map: visitor.Collection,
			Seq: visitor.Collection
		}, visitor);
		return visitor;
	}
	function callVisitor(key, node, visitor, path) {
		if (typeof visitor === "function") return visitor(key, node, path);
		if (identity.isMap(node)) return visitor.Map?.(key, node, path);
		if (identity.isSeq(node)) return visitor.Seq?.(key, node, path);
		if (identity.isPair(node)) return visitor.Pair?.(key, node, path);
		if (identity.isScalar(node)) return visitor.Scalar?.(key, node, path);
		if (identity.isAlias(node)) return visitor.Alias?.(key, node, path);
	}
	function replaceNode(key, path, node) {
		const parent = path[path.length - 1];
		if (identity.isCollection(parent)) parent.items[key] = node;
		else if (identity.isPair(parent)) {
			if (key === "key") parent.key = node;
			else parent.value = node;
		} else if (identity.isDocument(parent)) parent.contents = node;
		else {
			const pt = identity.isAlias(parent) ? "alias" : "scalar";
			throw new Error(`Cannot replace node with ${pt} parent`);
		}
	}
	exports.visit = visit;
	exports.visitAsync = visitAsync;
}));
// node_modules/yaml/dist/doc/directives.js
var require_directives = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	const escapeChars = {
		"!": "%21",
		",": "%2C",
		"[": "%5B",
		"]": "%5D",
		"{": "%7B",
		"}": "%7D"
	};
	const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, (ch) => escapeChars[ch]);
	var Directives = class Directives {
		constructor(yaml, tags) {
			/**
			* The directives-end/doc-start marker `---`. If `null`, a marker may still be
			* included in the document's stringified representation.
			*/
			this.docStart = null;
			/** The doc-end marker `...`.  */
			this.docEnd = false;
			this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
			this.tags = Object.assign({}, Directives.defaultTags, tags);
		}
		clone() {
			const copy = new Directives(this.yaml, this.tags);
			copy.docStart = this.docStart;
			return copy;
		}
		/**
		* During parsing, get a Directives instance for the current document and
		* update the stream state according to the current version's spec.
		*/
		atDocument() {
			const res = new Directives(this.yaml, this.tags);
			switch (this.yaml.version) {
				case "1.1":
					this.atNextDocument = true;
					break;
				case "1.2":
					this.atNextDocument = false;
					this.yaml = {
						explicit: Directives.defaultYaml.explicit,
						version: "1.2"
					};
					this.tags = Object.assign({}, Directives.defaultTags);
			}
			return res;
		}
		/**
		* @param onError - May be called even if the action was successful
		* @returns `true` on success
		*/
		add(line, onError) {
			if (this.atNextDocument) {
				this.yaml = {
					explicit: Directives.defaultYaml.explicit,
					version: "1.1"
				};
				this.tags = Object.assign({}, Directives.defaultTags);
				this.atNextDocument = false;
			}
			const parts = line.trim().split(/[ \t]+/);
			const name = parts.shift();
			switch (name) {
				case "%TAG": {
					if (parts.length !== 2) {
						onError(0, "%TAG directive should contain exactly two parts");
						if (parts.length < 2) return false;
					}
					const [handle, prefix] = parts;
					this.tags[handle] = prefix;
					return true;
				}
				case "%YAML": {
					this.yaml.explicit = true;
					if (parts.length !== 1) {
						onError(0, "%YAML directive should contain exactly one part");
						return false;
					}
					const [version] = parts;
					if (version === "1.1" || version === "1.2") {
						this.yaml.version = version;
						return true;
					} else {
						const isValid = /^\d+\.\d+$/.test(version);
						onError(6, `Unsupported YAML version ${version}`, isValid);
						return false;
					}
				}
				default:
					onError(0, `Unknown directive ${name}`, true);
					return false;
			}
		}
		/**
		* Resolves a tag, matching handles to those defined in %TAG directives.
		*
		* @returns Resolved tag, which may also be the non-specific tag `'!'` or a
		*   `'!local'` tag, or `null` if unresolvable.
		*/
		tagName(source, onError) {
			if (source === "!") return "!";
			if (source[0] !== "!") {
				onError(`Not a valid tag: ${source}`);
				return null;
			}
			if (source[1] === "<") {
				const verbatim = source.slice(2, -1);
				if (verbatim === "!" || verbatim === "!!") {
					onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
					return null;
				}
				if (source[source.length - 1] !== ">") onError("Verbatim tags must end with a >");
				return verbatim;
			}
			const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
			if (!suffix) onError(`The ${source} tag has no suffix`);
			const prefix = this.tags[handle];
			if (prefix) try {
				return prefix + decodeURIComponent(suffix);
			} catch (error) {
				onError(String(error));
				return null;
			}
			if (handle === "!") return source;
			onError(`Could not resolve tag: ${source}`);
			return null;
		}
		/**
		* Given a fully resolved tag, returns its printable string form,
		* taking into account current tag prefixes and defaults.
		*/
		tagString(tag) {
			for (const [handle, prefix] of Object.entries(this.tags)) if (tag.startsWith(prefix)) return handle + escapeTagName(tag.substring(prefix.length));
			return tag[0] === "!" ? tag : `!<${tag}>`;
		}
		toString(doc) {
			const lines = this.yaml.explicit ? [`%YAML ${this.yaml.version || "1.2"}`] : [];
			const tagEntries = Object.entries(this.tags);
			let tagNames;
			if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
				const tags = {};
				visit.visit(doc.contents, (_key, node) => {
					if (identity.isNode(node) && node.tag) tags[node.tag] = true;
				});
				tagNames = Object.keys(tags);
			} else tagNames = [];
			for (const [handle, prefix] of tagEntries) {
				if (handle === "!!" && prefix === "tag:yaml.org,2002:") continue;
				if (!doc || tagNames.some((tn) => tn.startsWith(prefix))) lines.push(`%TAG ${handle} ${prefix}`);
			}
			return lines.join("\n");
		}
	};
	Directives.defaultYaml = {
		explicit: false,
		version: "1.2"
	};
	Directives.defaultTags = { "!!": "tag:yaml.org,2002:" };
	exports.Directives = Directives;
}));
// node_modules/yaml/dist/doc/anchors.js
var require_anchors = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var visit = require_visit();
	/**
	* Verify that the input string is a valid anchor.
	*
	* Will throw on errors.
	*/
	function anchorIsValid(anchor) {
		if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
			const msg = `Anchor must not contain whitespace or control characters: ${JSON.stringify(anchor)}`;
			throw new Error(msg);
		}
		return true;
	}
	function anchorNames(root) {
		const anchors = /* @__PURE__ */ new Set();
		visit.visit(root, { Value(_key, node) {
			if (node.anchor) anchors.add(node.anchor);
		} });
		return anchors;
	}
	/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
	function findNewAnchor(prefix, exclude) {
		for (let i = 1;; ++i) {
			const name = `${prefix}${i}`;
			if (!exclude.has(name)) return name;
		}
	}
	function createNodeAnchors(doc, prefix) {
		const aliasObjects = [];
		const sourceObjects = /* @__PURE__ */ new Map();
		let prevAnchors = null;
		return {
			onAnchor: (source) => {
				aliasObjects.push(source);
				prevAnchors ?? (prevAnchors = anchorNames(doc));
				const anchor = findNewAnchor(prefix, prevAnchors);
				prevAnchors.add(anchor);
				return anchor;
			},
			/**
			* With circular references, the source node is only resolved after all
			* of its child nodes are. This is why anchors are set only after all of
			* the nodes have been created.
			*/
			setAnchors: () => {
				for (const source of aliasObjects) {
					const ref = sourceObjects.get(source);
					if (typeof ref === "object" && ref.anchor && (identity.isScalar(ref.node) || identity.isCollection(ref.node))) ref.node.anchor = ref.anchor;
					else {
						const error = /* @__PURE__ */ new Error("Failed to resolve repeated object (this should not happen)");
						error.source = source;
						throw error;
					}
				}
			},
			sourceObjects
		};
	}
	exports.anchorIsValid = anchorIsValid;
	exports.anchorNames = anchorNames;
	exports.createNodeAnchors = createNodeAnchors;
	exports.findNewAnchor = findNewAnchor;
}));
// node_modules/yaml/dist/doc/applyReviver.js
var require_applyReviver = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	/**
	* Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
	* in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
	* 2021 edition: https://tc39.es/ecma262/#sec-json.parse
	*
	* Includes extensions for handling Map and Set objects.
	*/
	function applyReviver(reviver, obj, key, val) {
		if (val && typeof val === "object") {
			if (Array.isArray(val)) for (let i = 0, len = val.length; i < len; ++i) {
				const v0 = val[i];
				const v1 = applyReviver(reviver, val, String(i), v0);
				if (v1 === void 0) delete val[i];
				else if (v1 !== v0) val[i] = v1;
			}
			else if (val instanceof Map) for (const k of Array.from(val.keys())) {
				const v0 = val.get(k);
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) val.delete(k);
				else if (v1 !== v0) val.set(k, v1);
			}
			else if (val instanceof Set) for (const v0 of Array.from(val)) {
				const v1 = applyReviver(reviver, val, v0, v0);
				if (v1 === void 0) val.delete(v0);
				else if (v1 !== v0) {
					val.delete(v0);
					val.add(v1);
				}
			}
			else for (const [k, v0] of Object.entries(val)) {
				const v1 = applyReviver(reviver, val, k, v0);
				if (v1 === void 0) delete val[k];
				else if (v1 !== v0) val[k] = v1;
			}
		}
		return reviver.call(obj, key, val);
	}
	exports.applyReviver = applyReviver;
}));
// node_modules/yaml/dist/nodes/toJS.js
var require_toJS = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	/**
	* Recursively convert any node or its contents to native JavaScript
	*
	* @param value - The input value
	* @param arg - If `value` defines a `toJSON()` method, use this
	*   as its first argument
	* @param ctx - Conversion context, originally set in Document#toJS(). If
	*   `{ keep: true }` is not set, output should be suitable for JSON
	*   stringification.
	*/
	function toJS(value, arg, ctx) {
		if (Array.isArray(value)) return value.map((v, i) => toJS(v, String(i), ctx));
		if (value && typeof value.toJSON === "function") {
			if (!ctx || !identity.hasAnchor(value)) return value.toJSON(arg, ctx);
			const data = {
				aliasCount: 0,
				count: 1,
				res: void 0
			};
			ctx.anchors.set(value, data);
			ctx.onCreate = (res) => {
				data.res = res;
				delete ctx.onCreate;
			};
			const res = value.toJSON(arg, ctx);
			if (ctx.onCreate) ctx.onCreate(res);
			return res;
		}
		if (typeof value === "bigint" && !ctx?.keep) return Number(value);
		return value;
	}
	exports.toJS = toJS;
}));
// node_modules/yaml/dist/nodes/Node.js
var require_Node = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var applyReviver = require_applyReviver();
	var identity = require_identity();
	var toJS = require_toJS();
	var NodeBase = class {
		constructor(type) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: type });
		}
		/** Create a copy of this node.  */
		clone() {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** A plain JavaScript representation of this node. */
		toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			if (!identity.isDocument(doc)) throw new TypeError("A document argument is required");
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc,
				keep: true,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this, "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
	};
	exports.NodeBase = NodeBase;
}));
// node_modules/yaml/dist/nodes/Alias.js
var require_Alias = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var anchors = require_anchors();
	var visit = require_visit();
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	var Alias = class extends Node.NodeBase {
		constructor(source) {
			super(identity.ALIAS);
			this.source = source;
			Object.defineProperty(this, "tag", { set() {
				throw new Error("Alias nodes cannot have tags");
			} });
		}
		/**
		* Resolve the value of this alias within `doc`, finding the last
		* instance of the `source` anchor before this node.
		*/
		resolve(doc, ctx) {
			if (ctx?.maxAliasCount === 0) throw new ReferenceError("Alias resolution is disabled");
			let nodes;
			if (ctx?.aliasResolveCache) nodes = ctx.aliasResolveCache;
			else {
				nodes = [];
				visit.visit(doc, { Node: (_key, node) => {
					if (identity.isAlias(node) || identity.hasAnchor(node)) nodes.push(node);
				} });
				if (ctx) ctx.aliasResolveCache = nodes;
			}
			let found = void 0;
			for (const node of nodes) {
				if (node === this) break;
				if (node.anchor === this.source) found = node;
			}
			if (found && ctx) {
				const { anchors, doc, maxAliasCount } = ctx;
				let data = anchors.get(found);
				if (!data) {
					toJS.toJS(found, null, ctx);
					data = anchors.get(found);
				}
				/* istanbul ignore if */
				if (data?.res === void 0) throw new ReferenceError("This should not happen: Alias anchor was not resolved?");
				if (maxAliasCount >= 0) {
					data.count += 1;
					if (data.aliasCount === 0) data.aliasCount = getAliasCount(doc, found, anchors);
					if (data.count * data.aliasCount > maxAliasCount) throw new ReferenceError("Excessive alias count indicates a resource exhaustion attack");
				}
			}
			return found;
		}
		toJSON(_arg, ctx) {
			if (!ctx) return { source: this.source };
			const source = this.resolve(ctx.doc, ctx);
			if (!source) {
				const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
				throw new ReferenceError(msg);
			}
			return ctx.anchors.get(source).res;
		}
		toString(ctx, _onComment, _onChompKeep) {
			const src = `*${this.source}`;
			if (ctx) {
				anchors.anchorIsValid(this.source);
				if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
					const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
					throw new Error(msg);
				}
				if (ctx.implicitKey) return `${src} `;
			}
			return src;
		}
	};
	function getAliasCount(doc, node, anchors) {
		if (identity.isAlias(node)) {
			const source = node.resolve(doc);
			const anchor = anchors && source && anchors.get(source);
			return anchor ? anchor.count * anchor.aliasCount : 0;
		} else if (identity.isCollection(node)) {
			let count = 0;
			for (const item of node.items) {
				const c = getAliasCount(doc, item, anchors);
				if (c > count) count = c;
			}
			return count;
		} else if (identity.isPair(node)) {
			const kc = getAliasCount(doc, node.key, anchors);
			const vc = getAliasCount(doc, node.value, anchors);
			return Math.max(kc, vc);
		}
		return 1;
	}
	exports.Alias = Alias;
}));
// node_modules/yaml/dist/nodes/Scalar.js
var require_Scalar = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Node = require_Node();
	var toJS = require_toJS();
	const isScalarValue = (value) => !value || typeof value !== "function" && typeof value !== "object";
	var Scalar = class extends Node.NodeBase {
		constructor(value) {
			super(identity.SCALAR);
			this.value = value;
		}
		toJSON(arg, ctx) {
			return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
		}
		toString() {
			return String(this.value);
		}
	};
	Scalar.BLOCK_FOLDED = "BLOCK_FOLDED";
	Scalar.BLOCK_LITERAL = "BLOCK_LITERAL";
	Scalar.PLAIN = "PLAIN";
	Scalar.QUOTE_DOUBLE = "QUOTE_DOUBLE";
	Scalar.QUOTE_SINGLE = "QUOTE_SINGLE";
	exports.Scalar = Scalar;
	exports.isScalarValue = isScalarValue;
}));
// node_modules/yaml/dist/doc/createNode.js
var require_createNode = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var Scalar = require_Scalar();
	const defaultTagPrefix = "tag:yaml.org,2002:";
	function findTagObject(value, tagName, tags) {
		if (tagName) {
			const match = tags.filter((t) => t.tag === tagName);
			const tagObj = match.find((t) => !t.format) ?? match[0];
			if (!tagObj) throw new Error(`Tag ${tagName} not found`);
			return tagObj;
		}
		return tags.find((t) => t.identify?.(value) && !t.format);
	}
	function createNode(value, tagName, ctx) {
		if (identity.isDocument(value)) value = value.contents;
		if (identity.isNode(value)) return value;
		if (identity.isPair(value)) {
			const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
			map.items.push(value);
			return map;
		}
		if (value instanceof String || value instanceof Number || value instanceof Boolean || typeof BigInt !== "undefined" && value instanceof BigInt) value = value.valueOf();
		const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
		let ref = void 0;
		if (aliasDuplicateObjects && value && typeof value === "object") {
			ref = sourceObjects.get(value);
			if (ref) {
				ref.anchor ?? (ref.anchor = onAnchor(value));
				return new Alias.Alias(ref.anchor);
			} else {
				ref = {
					anchor: null,
					node: null
				};
				sourceObjects.set(value, ref);
			}
		}
		if (tagName?.startsWith("!!")) tagName = defaultTagPrefix + tagName.slice(2);
		let tagObj = findTagObject(value, tagName, schema.tags);
		if (!tagObj) {
			if (value && typeof value.toJSON === "function") value = value.toJSON();
			if (!value || typeof value !== "object") {
				const node = new Scalar.Scalar(value);
				if (ref) ref.node = node;
				return node;
			}
			tagObj = value instanceof Map ? schema[identity.MAP] : Symbol.iterator in Object(value) ? schema[identity.SEQ] : schema[identity.MAP];
		}
		if (onTagObj) {
			onTagObj(tagObj);
			delete ctx.onTagObj;
		}
		const node = tagObj?.createNode ? tagObj.createNode(ctx.schema, value, ctx) : typeof tagObj?.nodeClass?.from === "function" ? tagObj.nodeClass.from(ctx.schema, value, ctx) : new Scalar.Scalar(value);
		if (tagName) node.tag = tagName;
		else if (!tagObj.default) node.tag = tagObj.tag;
		if (ref) ref.node = node;
		return node;
	}
	exports.createNode = createNode;
}));
// node_modules/yaml/dist/nodes/Collection.js
var require_Collection = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var createNode = require_createNode();
	var identity = require_identity();
	var Node = require_Node();
	function collectionFromPath(schema, path, value) {
		let v = value;
		for (let i = path.length - 1; i >= 0; --i) {
			const k = path[i];
			if (typeof k === "number" && Number.isInteger(k) && k >= 0) {
				const a = [];
				a[k] = v;
				v = a;
			} else v = /* @__PURE__ */ new Map([[k, v]]);
		}
		return createNode.createNode(v, void 0, {
			aliasDuplicateObjects: false,
			keepUndefined: false,
			onAnchor: () => {
				throw new Error("This should not happen, please report a bug.");
			},
			schema,
			sourceObjects: /* @__PURE__ */ new Map()
		});
	}
	const isEmptyPath = (path) => path == null || typeof path === "object" && !!path[Symbol.iterator]().next().done;
	var Collection = class extends Node.NodeBase {
		constructor(type, schema) {
			super(type);
			Object.defineProperty(this, "schema", {
				value: schema,
				configurable: true,
				enumerable: false,
				writable: true
			});
		}
		/**
		* Create a copy of this collection.
		*
		* @param schema - If defined, overwrites the original's schema
		*/
		clone(schema) {
			const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
			if (schema) copy.schema = schema;
			copy.items = copy.items.map((it) => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/**
		* Adds a value to the collection. For `!!map` and `!!omap` the value must
		* be a Pair instance or a `{ key, value }` object, which may not have a key
		* that already exists in the map.
		*/
		addIn(path, value) {
			if (isEmptyPath(path)) this.add(value);
			else {
				const [key, ...rest] = path;
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.addIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
		/**
		* Removes a value from the collection.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.delete(key);
			const node = this.get(key, true);
			if (identity.isCollection(node)) return node.deleteIn(rest);
			else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			const [key, ...rest] = path;
			const node = this.get(key, true);
			if (rest.length === 0) return !keepScalar && identity.isScalar(node) ? node.value : node;
			else return identity.isCollection(node) ? node.getIn(rest, keepScalar) : void 0;
		}
		hasAllNullValues(allowScalar) {
			return this.items.every((node) => {
				if (!identity.isPair(node)) return false;
				const n = node.value;
				return n == null || allowScalar && identity.isScalar(n) && n.value == null && !n.commentBefore && !n.comment && !n.tag;
			});
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*/
		hasIn(path) {
			const [key, ...rest] = path;
			if (rest.length === 0) return this.has(key);
			const node = this.get(key, true);
			return identity.isCollection(node) ? node.hasIn(rest) : false;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			const [key, ...rest] = path;
			if (rest.length === 0) this.set(key, value);
			else {
				const node = this.get(key, true);
				if (identity.isCollection(node)) node.setIn(rest, value);
				else if (node === void 0 && this.schema) this.set(key, collectionFromPath(this.schema, rest, value));
				else throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
			}
		}
	};
	exports.Collection = Collection;
	exports.collectionFromPath = collectionFromPath;
	exports.isEmptyPath = isEmptyPath;
}));
// node_modules/yaml/dist/stringify/stringifyComment.js
var require_stringifyComment = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	/**
	* Stringifies a comment.
	*
	* Empty comment lines are left empty,
	* lines consisting of a single space are replaced by `#`,
	* and all other lines are prefixed with a `#`.
	*/
	const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, "#");
	function indentComment(comment, indent) {
		if (/^\n+$/.test(comment)) return comment.substring(1);
		return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
	}
	const lineComment = (str, indent, comment) => str.endsWith("\n") ? indentComment(comment, indent) : comment.includes("\n") ? "\n" + indentComment(comment, indent) : (str.endsWith(" ") ? "" : " ") + comment;
	exports.indentComment = indentComment;
	exports.lineComment = lineComment;
	exports.stringifyComment = stringifyComment;
}));
// node_modules/yaml/dist/stringify/foldFlowLines.js
var require_foldFlowLines = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	const FOLD_FLOW = "flow";
	const FOLD_BLOCK = "block";
	const FOLD_QUOTED = "quoted";
	/**
	* Tries to keep input at up to `lineWidth` characters, splitting only on spaces
	* not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
	* terminated with `\n` and started with `indent`.
	*/
	function foldFlowLines(text, indent, mode = "flow", { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
		if (!lineWidth || lineWidth < 0) return text;
		if (lineWidth < minContentWidth) minContentWidth = 0;
		const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
		if (text.length <= endStep) return text;
		const folds = [];
		const escapedFolds = {};
		let end = lineWidth - indent.length;
		if (typeof indentAtStart === "number") {
			if (indentAtStart > lineWidth - Math.max(2, minContentWidth)) folds.push(0);
			else end = lineWidth - indentAtStart;
		}
		let split = void 0;
		let prev = void 0;
		let overflow = false;
		let i = -1;
		let escStart = -1;
		let escEnd = -1;
		if (mode === FOLD_BLOCK) {
			i = consumeMoreIndentedLines(text, i, indent.length);
			if (i !== -1) end = i + endStep;
		}
		for (let ch; ch = text[i += 1];) {
			if (mode === FOLD_QUOTED && ch === "\\") {
				escStart = i;
				switch (text[i + 1]) {
					case "x":
						i += 3;
						break;
					case "u":
						i += 5;
						break;
					case "U":
						i += 9;
						break;
					default: i += 1;
				}
				escEnd = i;
			}
			if (ch === "\n") {
				if (mode === FOLD_BLOCK) i = consumeMoreIndentedLines(text, i, indent.length);
				end = i + indent.length + endStep;
				split = void 0;
			} else {
				if (ch === " " && prev && prev !== " " && prev !== "\n" && prev !== "	") {
					const next = text[i + 1];
					if (next && next !== " " && next !== "\n" && next !== "	") split = i;
				}
				if (i >= end) {
					if (split) {
						folds.push(split);
						end = split + endStep;
						split = void 0;
					} else if (mode === FOLD_QUOTED) {
						while (prev === " " || prev === "	") {
							prev = ch;
							ch = text[i += 1];
							overflow = true;
						}
						const j = i > escEnd + 1 ? i - 2 : escStart - 1;
						if (escapedFolds[j]) return text;
						folds.push(j);
						escapedFolds[j] = true;
						end = j + endStep;
						split = void 0;
					} else overflow = true;
				}
			}
			prev = ch;
		}
		if (overflow && onOverflow) onOverflow();
		if (folds.length === 0) return text;
		if (onFold) onFold();
		let res = text.slice(0, folds[0]);
		for (let i = 0; i < folds.length; ++i) {
			const fold = folds[i];
			const end = folds[i + 1] || text.length;
			if (fold === 0) res = `\n${indent}${text.slice(0, end)}`;
			else {
				if (mode === FOLD_QUOTED && escapedFolds[fold]) res += `${text[fold]}\\`;
				res += `\n${indent}${text.slice(fold + 1, end)}`;
			}
		}
		return res;
	}
	/**
	* Presumes `i + 1` is at the start of a line
	* @returns index of last newline in more-indented block
	*/
	function consumeMoreIndentedLines(text, i, indent) {
		let end = i;
		let start = i + 1;
		let ch = text[start];
		while (ch === " " || ch === "	") if (i < start + indent) ch = text[++i];
		else {
			do
				ch = text[++i];
			while (ch && ch !== "\n");
			end = i;
			start = i + 1;
			ch = text[start];
		}
		return end;
	}
	exports.FOLD_BLOCK = FOLD_BLOCK;
	exports.FOLD_FLOW = FOLD_FLOW;
	exports.FOLD_QUOTED = FOLD_QUOTED;
	exports.foldFlowLines = foldFlowLines;
}));
// node_modules/yaml/dist/stringify/stringifyString.js
var require_stringifyString = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	var foldFlowLines = require_foldFlowLines();
	const getFoldOptions = (ctx, isBlock) => ({
		indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
		lineWidth: ctx.options.lineWidth,
		minContentWidth: ctx.options.minContentWidth
	});
	const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
	function lineLengthOverLimit(str, lineWidth, indentLength) {
		if (!lineWidth || lineWidth < 0) return false;
		const limit = lineWidth - indentLength;
		const strLen = str.length;
		if (strLen <= limit) return false;
		for (let i = 0, start = 0; i < strLen; ++i) if (str[i] === "\n") {
			if (i - start > limit) return true;
			start = i + 1;
			if (strLen - start <= limit) return false;
		}
		return true;
	}
	function doubleQuotedString(value, ctx) {
		const json = JSON.stringify(value);
		if (ctx.options.doubleQuotedAsJSON) return json;
		const { implicitKey } = ctx;
		const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		let str = "";
		let start = 0;
		for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
			if (ch === " " && json[i + 1] === "\\" && json[i + 2] === "n") {
				str += json.slice(start, i) + "\\ ";
				i += 1;
				start = i;
				ch = "\\";
			}
			if (ch === "\\") switch (json[i + 1]) {
				case "u":
					{
						str += json.slice(start, i);
						const code = json.substr(i + 2, 4);
						switch (code) {
							case "0000":
								str += "\\0";
								break;
							case "0007":
								str += "\\a";
								break;
							case "000b":
								str += "\\v";
								break;
							case "001b":
								str += "\\e";
								break;
							case "0085":
								str += "\\N";
								break;
							case "00a0":
								str += "\\_";
								break;
							case "2028":
								str += "\\L";
								break;
							case "2029":
								str += "\\P";
								break;
							default: if (code.substr(0, 2) === "00") str += "\\x" + code.substr(2);
							else str += json.substr(i, 6);
						}
						i += 5;
						start = i + 1;
					}
					break;
				case "n":
					if (implicitKey || json[i + 2] === "\"" || json.length < minMultiLineLength) i += 1;
					else {
						str += json.slice(start, i) + "\n\n";
						while (json[i + 2] === "\\" && json[i + 3] === "n" && json[i + 4] !== "\"") {
							str += "\n";
							i += 2;
						}
						str += indent;
						if (json[i + 2] === " ") str += "\\";
						i += 1;
						start = i + 1;
					}
					break;
				default: i += 1;
			}
		}
		str = start ? str + json.slice(start) : json;
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
	}
	function singleQuotedString(value, ctx) {
		if (ctx.options.singleQuote === false || ctx.implicitKey && value.includes("\n") || /[ \t]\n|\n[ \t]/.test(value)) return doubleQuotedString(value, ctx);
		const indent = ctx.indent || (containsDocumentMarker(value) ? "  " : "");
		const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
		return ctx.implicitKey ? res : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function quotedString(value, ctx) {
		const { singleQuote } = ctx.options;
		let qs;
		if (singleQuote === false) qs = doubleQuotedString;
		else {
			const hasDouble = value.includes("\"");
			const hasSingle = value.includes("'");
			if (hasDouble && !hasSingle) qs = singleQuotedString;
			else if (hasSingle && !hasDouble) qs = doubleQuotedString;
			else qs = singleQuote ? singleQuotedString : doubleQuotedString;
		}
		return qs(value, ctx);
	}
	let blockEndNewlines;
	try {
		blockEndNewlines = new RegExp("(^|(?<!\n))\n+(?!\n|$)", "g");
	} catch {
		blockEndNewlines = /\n+(?!\n|$)/g;
	}
	function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
		const { blockQuote, commentString, lineWidth } = ctx.options;
		if (!blockQuote || /\n[\t ]+$/.test(value)) return quotedString(value, ctx);
		const indent = ctx.indent || (ctx.forceBlockIndent || containsDocumentMarker(value) ? "  " : "");
		const literal = blockQuote === "literal" ? true : blockQuote === "folded" || type === Scalar.Scalar.BLOCK_FOLDED ? false : type === Scalar.Scalar.BLOCK_LITERAL ? true : !lineLengthOverLimit(value, lineWidth, indent.length);
		if (!value) return literal ? "|\n" : ">\n";
		let chomp;
		let endStart;
		for (endStart = value.length; endStart > 0; --endStart) {
			const ch = value[endStart - 1];
			if (ch !== "\n" && ch !== "	" && ch !== " ") break;
		}
		let end = value.substring(endStart);
		const endNlPos = end.indexOf("\n");
		if (endNlPos === -1) chomp = "-";
		else if (value === end || endNlPos !== end.length - 1) {
			chomp = "+";
			if (onChompKeep) onChompKeep();
		} else chomp = "";
		if (end) {
			value = value.slice(0, -end.length);
			if (end[end.length - 1] === "\n") end = end.slice(0, -1);
			end = end.replace(blockEndNewlines, `$&${indent}`);
		}
		let startWithSpace = false;
		let startEnd;
		let startNlPos = -1;
		for (startEnd = 0; startEnd < value.length; ++startEnd) {
			const ch = value[startEnd];
			if (ch === " ") startWithSpace = true;
			else if (ch === "\n") startNlPos = startEnd;
			else break;
		}
		let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
		if (start) {
			value = value.substring(start.length);
			start = start.replace(/\n+/g, `$&${indent}`);
		}
		let header = (startWithSpace ? indent ? "2" : "1" : "") + chomp;
		if (comment) {
			header += " " + commentString(comment.replace(/ ?[\r\n]+/g, " "));
			if (onComment) onComment();
		}
		if (!literal) {
			const foldedValue = value.replace(/\n+/g, "\n$&").replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, "$1$2").replace(/\n+/g, `$&${indent}`);
			let literalFallback = false;
			const foldOptions = getFoldOptions(ctx, true);
			if (blockQuote !== "folded" && type !== Scalar.Scalar.BLOCK_FOLDED) foldOptions.onOverflow = () => {
				literalFallback = true;
			};
			const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
			if (!literalFallback) return `>${header}\n${indent}${body}`;
		}
		value = value.replace(/\n+/g, `$&${indent}`);
		return `|${header}\n${indent}${start}${value}${end}`;
	}
	function plainString(item, ctx, onComment, onChompKeep) {
		const { type, value } = item;
		const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
		if (implicitKey && value.includes("\n") || inFlow && /[[\]{},]/.test(value)) return quotedString(value, ctx);
		if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) return implicitKey || inFlow || !value.includes("\n") ? quotedString(value, ctx) : blockString(item, ctx, onComment, onChompKeep);
		if (!implicitKey && !inFlow && type !== Scalar.Scalar.PLAIN && value.includes("\n")) return blockString(item, ctx, onComment, onChompKeep);
		if (containsDocumentMarker(value)) {
			if (indent === "") {
				ctx.forceBlockIndent = true;
				return blockString(item, ctx, onComment, onChompKeep);
			} else if (implicitKey && indent === indentStep) return quotedString(value, ctx);
		}
		const str = value.replace(/\n+/g, `$&\n${indent}`);
		if (actualString) {
			const test = (tag) => tag.default && tag.tag !== "tag:yaml.org,2002:str" && tag.test?.test(str);
			const { compat, tags } = ctx.doc.schema;
			if (tags.some(test) || compat?.some(test)) return quotedString(value, ctx);
		}
		return implicitKey ? str : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
	}
	function stringifyString(item, ctx, onComment, onChompKeep) {
		const { implicitKey, inFlow } = ctx;
		const ss = typeof item.value === "string" ? item : Object.assign({}, item, { value: String(item.value) });
		let { type } = item;
		if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
			if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value)) type = Scalar.Scalar.QUOTE_DOUBLE;
		}
		const _stringify = (_type) => {
			switch (_type) {
				case Scalar.Scalar.BLOCK_FOLDED:
				case Scalar.Scalar.BLOCK_LITERAL: return implicitKey || inFlow ? quotedString(ss.value, ctx) : blockString(ss, ctx, onComment, onChompKeep);
				case Scalar.Scalar.QUOTE_DOUBLE: return doubleQuotedString(ss.value, ctx);
				case Scalar.Scalar.QUOTE_SINGLE: return singleQuotedString(ss.value, ctx);
				case Scalar.Scalar.PLAIN: return plainString(ss, ctx, onComment, onChompKeep);
				default: return null;
			}
		};
		let res = _stringify(type);
		if (res === null) {
			const { defaultKeyType, defaultStringType } = ctx.options;
			const t = implicitKey && defaultKeyType || defaultStringType;
			res = _stringify(t);
			if (res === null) throw new Error(`Unsupported default string type ${t}`);
		}
		return res;
	}
	exports.stringifyString = stringifyString;
}));
// node_modules/yaml/dist/stringify/stringify.js
var require_stringify = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var anchors = require_anchors();
	var identity = require_identity();
	var stringifyComment = require_stringifyComment();
	var stringifyString = require_stringifyString();
	function createStringifyContext(doc, options) {
		const opt = Object.assign({
			blockQuote: true,
			commentString: stringifyComment.stringifyComment,
			defaultKeyType: null,
			defaultStringType: "PLAIN",
			directives: null,
			doubleQuotedAsJSON: false,
			doubleQuotedMinMultiLineLength: 40,
			falseStr: "false",
			flowCollectionPadding: true,
			indentSeq: true,
			lineWidth: 80,
			minContentWidth: 20,
			nullStr: "null",
			simpleKeys: false,
			singleQuote: null,
			trailingComma: false,
			trueStr: "true",
			verifyAliasOrder: true
		}, doc.schema.toStringOptions, options);
		let inFlow;
		switch (opt.collectionStyle) {
			case "block":
				inFlow = false;
				break;
			case "flow":
				inFlow = true;
				break;
			default: inFlow = null;
		}
		return {
			anchors: /* @__PURE__ */ new Set(),
			doc,
			flowCollectionPadding: opt.flowCollectionPadding ? " " : "",
			indent: "",
			indentStep: typeof opt.indent === "number" ? " ".repeat(opt.indent) : "  ",
			inFlow,
			options: opt
		};
	}
	function getTagObject(tags, item) {
		if (item.tag) {
			const match = tags.filter((t) => t.tag === item.tag);
			if (match.length > 0) return match.find((t) => t.format === item.format) ?? match[0];
		}
		let tagObj = void 0;
		let obj;
		if (identity.isScalar(item)) {
			obj = item.value;
			let match = tags.filter((t) => t.identify?.(obj));
			if (match.length > 1) {
				const testMatch = match.filter((t) => t.test);
				if (testMatch.length > 0) match = testMatch;
			}
			tagObj = match.find((t) => t.format === item.format) ?? match.find((t) => !t.format);
		} else {
			obj = item;
			tagObj = tags.find((t) => t.nodeClass && obj instanceof t.nodeClass);
		}
		if (!tagObj) {
			const name = obj?.constructor?.name ?? (obj === null ? "null" : typeof obj);
			throw new Error(`Tag not resolved for ${name} value`);
		}
		return tagObj;
	}
	function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
		if (!doc.directives) return "";
		const props = [];
		const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
		if (anchor && anchors.anchorIsValid(anchor)) {
			anchors$1.add(anchor);
			props.push(`&${anchor}`);
		}
		const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
		if (tag) props.push(doc.directives.tagString(tag));
		return props.join(" ");
	}
	function stringify(item, ctx, onComment, onChompKeep) {
		if (identity.isPair(item)) return item.toString(ctx, onComment, onChompKeep);
		if (identity.isAlias(item)) {
			if (ctx.doc.directives) return item.toString(ctx);
			if (ctx.resolvedAliases?.has(item)) throw new TypeError(`Cannot stringify circular structure without alias nodes`);
			else {
				if (ctx.resolvedAliases) ctx.resolvedAliases.add(item);
				else ctx.resolvedAliases = /* @__PURE__ */ new Set([item]);
				item = item.resolve(ctx.doc);
			}
		}
		let tagObj = void 0;
		const node = identity.isNode(item) ? item : ctx.doc.createNode(item, { onTagObj: (o) => tagObj = o });
		tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
		const props = stringifyProps(node, tagObj, ctx);
		if (props.length > 0) ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
		const str = typeof tagObj.stringify === "function" ? tagObj.stringify(node, ctx, onComment, onChompKeep) : identity.isScalar(node) ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep) : node.toString(ctx, onComment, onChompKeep);
		if (!props) return str;
		return identity.isScalar(node) || str[0] === "{" || str[0] === "[" ? `${props} ${str}` : `${props}\n${ctx.indent}${str}`;
	}
	exports.createStringifyContext = createStringifyContext;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/stringify/stringifyPair.js
var require_stringifyPair = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
		const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
		let keyComment = identity.isNode(key) && key.comment || null;
		if (simpleKeys) {
			if (keyComment) throw new Error("With simple keys, key nodes cannot have comments");
			if (identity.isCollection(key) || !identity.isNode(key) && typeof key === "object") throw new Error("With simple keys, collection cannot be used as a key value");
		}
		let explicitKey = !simpleKeys && (!key || keyComment && value == null && !ctx.inFlow || identity.isCollection(key) || (identity.isScalar(key) ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL : typeof key === "object"));
		ctx = Object.assign({}, ctx, {
			allNullValues: false,
			implicitKey: !explicitKey && (simpleKeys || !allNullValues),
			indent: indent + indentStep
		});
		let keyCommentDone = false;
		let chompKeep = false;
		let str = stringify.stringify(key, ctx, () => keyCommentDone = true, () => chompKeep = true);
		if (!explicitKey && !ctx.inFlow && str.length > 1024) {
			if (simpleKeys) throw new Error("With simple keys, single line scalar must not span more than 1024 characters");
			explicitKey = true;
		}
		if (ctx.inFlow) {
			if (allNullValues || value == null) {
				if (keyCommentDone && onComment) onComment();
				return str === "" ? "?" : explicitKey ? `? ${str}` : str;
			}
		} else if (allNullValues && !simpleKeys || value == null && explicitKey) {
			str = `? ${str}`;
			if (keyComment && !keyCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			else if (chompKeep && onChompKeep) onChompKeep();
			return str;
		}
		if (keyCommentDone) keyComment = null;
		if (explicitKey) {
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
			str = `? ${str}\n${indent}:`;
		} else {
			str = `${str}:`;
			if (keyComment) str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
		}
		let vsb, vcb, valueComment;
		if (identity.isNode(value)) {
			vsb = !!value.spaceBefore;
			vcb = value.commentBefore;
			valueComment = value.comment;
		} else {
			vsb = false;
			vcb = null;
			valueComment = null;
			if (value && typeof value === "object") value = doc.createNode(value);
		}
		ctx.implicitKey = false;
		if (!explicitKey && !keyComment && identity.isScalar(value)) ctx.indentAtStart = str.length + 1;
		chompKeep = false;
		if (!indentSeq && indentStep.length >= 2 && !ctx.inFlow && !explicitKey && identity.isSeq(value) && !value.flow && !value.tag && !value.anchor) ctx.indent = ctx.indent.substring(2);
		let valueCommentDone = false;
		const valueStr = stringify.stringify(value, ctx, () => valueCommentDone = true, () => chompKeep = true);
		let ws = " ";
		if (keyComment || vsb || vcb) {
			ws = vsb ? "\n" : "";
			if (vcb) {
				const cs = commentString(vcb);
				ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
			}
			if (valueStr === "" && !ctx.inFlow) {
				if (ws === "\n" && valueComment) ws = "\n\n";
			} else ws += `\n${ctx.indent}`;
		} else if (!explicitKey && identity.isCollection(value)) {
			const vs0 = valueStr[0];
			const nl0 = valueStr.indexOf("\n");
			const hasNewline = nl0 !== -1;
			const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
			if (hasNewline || !flow) {
				let hasPropsLine = false;
				if (hasNewline && (vs0 === "&" || vs0 === "!")) {
					let sp0 = valueStr.indexOf(" ");
					if (vs0 === "&" && sp0 !== -1 && sp0 < nl0 && valueStr[sp0 + 1] === "!") sp0 = valueStr.indexOf(" ", sp0 + 1);
					if (sp0 === -1 || nl0 < sp0) hasPropsLine = true;
				}
				if (!hasPropsLine) ws = `\n${ctx.indent}`;
			}
		} else if (valueStr === "" || valueStr[0] === "\n") ws = "";
		str += ws + valueStr;
		if (ctx.inFlow) {
			if (valueCommentDone && onComment) onComment();
		} else if (valueComment && !valueCommentDone) str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
		else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	exports.stringifyPair = stringifyPair;
}));
// node_modules/yaml/dist/log.js
var require_log = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var node_process = (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.n)("process");
	function debug(logLevel, ...messages) {
		if (logLevel === "debug") console.log(...messages);
	}
	function warn(logLevel, warning) {
		if (logLevel === "debug" || logLevel === "warn") {
			if (typeof node_process.emitWarning === "function") node_process.emitWarning(warning);
			else console.warn(warning);
		}
	}
	exports.debug = debug;
	exports.warn = warn;
}));
// node_modules/yaml/dist/schema/yaml-1.1/merge.js
var require_merge = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	const MERGE_KEY = "<<";
	const merge = {
		identify: (value) => value === MERGE_KEY || typeof value === "symbol" && value.description === MERGE_KEY,
		default: "key",
		tag: "tag:yaml.org,2002:merge",
		test: /^<<$/,
		resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), { addToJSMap: addMergeToJSMap }),
		stringify: () => MERGE_KEY
	};
	const isMergeKey = (ctx, key) => (merge.identify(key) || identity.isScalar(key) && (!key.type || key.type === Scalar.Scalar.PLAIN) && merge.identify(key.value)) && ctx?.doc.schema.tags.some((tag) => tag.tag === merge.tag && tag.default);
	function addMergeToJSMap(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (identity.isSeq(source)) for (const it of source.items) mergeValue(ctx, map, it);
		else if (Array.isArray(source)) for (const it of source) mergeValue(ctx, map, it);
		else mergeValue(ctx, map, source);
	}
	function mergeValue(ctx, map, value) {
		const source = resolveAliasValue(ctx, value);
		if (!identity.isMap(source)) throw new Error("Merge sources must be maps or map aliases");
		const srcMap = source.toJSON(null, ctx, Map);
		for (const [key, value] of srcMap) if (map instanceof Map) {
			if (!map.has(key)) map.set(key, value);
		} else if (map instanceof Set) map.add(key);
		else if (!Object.prototype.hasOwnProperty.call(map, key)) Object.defineProperty(map, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true
		});
		return map;
	}
	function resolveAliasValue(ctx, value) {
		return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
	}
	exports.addMergeToJSMap = addMergeToJSMap;
	exports.isMergeKey = isMergeKey;
	exports.merge = merge;
}));
// node_modules/yaml/dist/nodes/addPairToJSMap.js
var require_addPairToJSMap = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var log = require_log();
	var merge = require_merge();
	var stringify = require_stringify();
	var identity = require_identity();
	var toJS = require_toJS();
	function addPairToJSMap(ctx, map, { key, value }) {
		if (identity.isNode(key) && key.addToJSMap) key.addToJSMap(ctx, map, value);
		else if (merge.isMergeKey(ctx, key)) merge.addMergeToJSMap(ctx, map, value);
		else {
			const jsKey = toJS.toJS(key, "", ctx);
			if (map instanceof Map) map.set(jsKey, toJS.toJS(value, jsKey, ctx));
			else if (map instanceof Set) map.add(jsKey);
			else {
				const stringKey = stringifyKey(key, jsKey, ctx);
				const jsValue = toJS.toJS(value, stringKey, ctx);
				if (stringKey in map) Object.defineProperty(map, stringKey, {
					value: jsValue,
					writable: true,
					enumerable: true,
					configurable: true
				});
				else map[stringKey] = jsValue;
			}
		}
		return map;
	}
	function stringifyKey(key, jsKey, ctx) {
		if (jsKey === null) return "";
		if (typeof jsKey !== "object") return String(jsKey);
		if (identity.isNode(key) && ctx?.doc) {
			const strCtx = stringify.createStringifyContext(ctx.doc, {});
			strCtx.anchors = /* @__PURE__ */ new Set();
			for (const node of ctx.anchors.keys()) strCtx.anchors.add(node.anchor);
			strCtx.inFlow = true;
			strCtx.inStringifyKey = true;
			const strKey = key.toString(strCtx);
			if (!ctx.mapKeyWarned) {
				let jsonStr = JSON.stringify(strKey);
				if (jsonStr.length > 40) jsonStr = jsonStr.substring(0, 36) + "...\"";
				log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
				ctx.mapKeyWarned = true;
			}
			return strKey;
		}
		return JSON.stringify(jsKey);
	}
	exports.addPairToJSMap = addPairToJSMap;
}));
// node_modules/yaml/dist/nodes/Pair.js
var require_Pair = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var createNode = require_createNode();
	var stringifyPair = require_stringifyPair();
	var addPairToJSMap = require_addPairToJSMap();
	var identity = require_identity();
	function createPair(key, value, ctx) {
		return new Pair(createNode.createNode(key, void 0, ctx), createNode.createNode(value, void 0, ctx));
	}
	var Pair = class Pair {
		constructor(key, value = null) {
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
			this.key = key;
			this.value = value;
		}
		clone(schema) {
			let { key, value } = this;
			if (identity.isNode(key)) key = key.clone(schema);
			if (identity.isNode(value)) value = value.clone(schema);
			return new Pair(key, value);
		}
		toJSON(_, ctx) {
			const pair = ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			return addPairToJSMap.addPairToJSMap(ctx, pair, this);
		}
		toString(ctx, onComment, onChompKeep) {
			return ctx?.doc ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep) : JSON.stringify(this);
		}
	};
	exports.Pair = Pair;
	exports.createPair = createPair;
}));
// node_modules/yaml/dist/stringify/stringifyCollection.js
var require_stringifyCollection = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyCollection(collection, ctx, options) {
		return (ctx.inFlow ?? collection.flow ? stringifyFlowCollection : stringifyBlockCollection)(collection, ctx, options);
	}
	function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
		const { indent, options: { commentString } } = ctx;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			type: null
		});
		let chompKeep = false;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (!chompKeep && item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (!chompKeep && ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
				}
			}
			chompKeep = false;
			let str = stringify.stringify(item, itemCtx, () => comment = null, () => chompKeep = true);
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			if (chompKeep && comment) chompKeep = false;
			lines.push(blockItemPrefix + str);
		}
		let str;
		if (lines.length === 0) str = flowChars.start + flowChars.end;
		else {
			str = lines[0];
			for (let i = 1; i < lines.length; ++i) {
				const line = lines[i];
				str += line ? `\n${indent}${line}` : "\n";
			}
		}
		if (comment) {
			str += "\n" + stringifyComment.indentComment(commentString(comment), indent);
			if (onComment) onComment();
		} else if (chompKeep && onChompKeep) onChompKeep();
		return str;
	}
	function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
		const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
		itemIndent += indentStep;
		const itemCtx = Object.assign({}, ctx, {
			indent: itemIndent,
			inFlow: true,
			type: null
		});
		let reqNewline = false;
		let linesAtValue = 0;
		const lines = [];
		for (let i = 0; i < items.length; ++i) {
			const item = items[i];
			let comment = null;
			if (identity.isNode(item)) {
				if (item.spaceBefore) lines.push("");
				addCommentBefore(ctx, lines, item.commentBefore, false);
				if (item.comment) comment = item.comment;
			} else if (identity.isPair(item)) {
				const ik = identity.isNode(item.key) ? item.key : null;
				if (ik) {
					if (ik.spaceBefore) lines.push("");
					addCommentBefore(ctx, lines, ik.commentBefore, false);
					if (ik.comment) reqNewline = true;
				}
				const iv = identity.isNode(item.value) ? item.value : null;
				if (iv) {
					if (iv.comment) comment = iv.comment;
					if (iv.commentBefore) reqNewline = true;
				} else if (item.value == null && ik?.comment) comment = ik.comment;
			}
			if (comment) reqNewline = true;
			let str = stringify.stringify(item, itemCtx, () => comment = null);
			reqNewline || (reqNewline = lines.length > linesAtValue || str.includes("\n"));
			if (i < items.length - 1) str += ",";
			else if (ctx.options.trailingComma) {
				if (ctx.options.lineWidth > 0) reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) + (str.length + 2) > ctx.options.lineWidth);
				if (reqNewline) str += ",";
			}
			if (comment) str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
			lines.push(str);
			linesAtValue = lines.length;
		}
		const { start, end } = flowChars;
		if (lines.length === 0) return start + end;
		else {
			if (!reqNewline) {
				const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
				reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
			}
			if (reqNewline) {
				let str = start;
				for (const line of lines) str += line ? `\n${indentStep}${indent}${line}` : "\n";
				return `${str}\n${indent}${end}`;
			} else return `${start}${fcPadding}${lines.join(" ")}${fcPadding}${end}`;
		}
	}
	function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
		if (comment && chompKeep) comment = comment.replace(/^\n+/, "");
		if (comment) {
			const ic = stringifyComment.indentComment(commentString(comment), indent);
			lines.push(ic.trimStart());
		}
	}
	exports.stringifyCollection = stringifyCollection;
}));
// node_modules/yaml/dist/nodes/YAMLMap.js
var require_YAMLMap = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var stringifyCollection = require_stringifyCollection();
	var addPairToJSMap = require_addPairToJSMap();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	function findPair(items, key) {
		const k = identity.isScalar(key) ? key.value : key;
		for (const it of items) if (identity.isPair(it)) {
			if (it.key === key || it.key === k) return it;
			if (identity.isScalar(it.key) && it.key.value === k) return it;
		}
	}
	var YAMLMap = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:map";
		}
		constructor(schema) {
			super(identity.MAP, schema);
			this.items = [];
		}
		/**
		* A generic collection parsing method that can be extended
		* to other node classes that inherit from YAMLMap
		*/
		static from(schema, obj, ctx) {
			const { keepUndefined, replacer } = ctx;
			const map = new this(schema);
			const add = (key, value) => {
				if (typeof replacer === "function") value = replacer.call(obj, key, value);
				else if (Array.isArray(replacer) && !replacer.includes(key)) return;
				if (value !== void 0 || keepUndefined) map.items.push(Pair.createPair(key, value, ctx));
			};
			if (obj instanceof Map) for (const [key, value] of obj) add(key, value);
			else if (obj && typeof obj === "object") for (const key of Object.keys(obj)) add(key, obj[key]);
			if (typeof schema.sortMapEntries === "function") map.items.sort(schema.sortMapEntries);
			return map;
		}
		/**
		* Adds a value to the collection.
		*
		* @param overwrite - If not set `true`, using a key that is already in the
		*   collection will throw. Otherwise, overwrites the previous value.
		*/
		add(pair, overwrite) {
			let _pair;
			if (identity.isPair(pair)) _pair = pair;
			else if (!pair || typeof pair !== "object" || !("key" in pair)) _pair = new Pair.Pair(pair, pair?.value);
			else _pair = new Pair.Pair(pair.key, pair.value);
			const prev = findPair(this.items, _pair.key);
			const sortEntries = this.schema?.sortMapEntries;
			if (prev) {
				if (!overwrite) throw new Error(`Key ${_pair.key} already set`);
				if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value)) prev.value.value = _pair.value;
				else prev.value = _pair.value;
			} else if (sortEntries) {
				const i = this.items.findIndex((item) => sortEntries(_pair, item) < 0);
				if (i === -1) this.items.push(_pair);
				else this.items.splice(i, 0, _pair);
			} else this.items.push(_pair);
		}
		delete(key) {
			const it = findPair(this.items, key);
			if (!it) return false;
			return this.items.splice(this.items.indexOf(it), 1).length > 0;
		}
		get(key, keepScalar) {
			const node = findPair(this.items, key)?.value;
			return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? void 0;
		}
		has(key) {
			return !!findPair(this.items, key);
		}
		set(key, value) {
			this.add(new Pair.Pair(key, value), true);
		}
		/**
		* @param ctx - Conversion context, originally set in Document#toJS()
		* @param {Class} Type - If set, forces the returned collection type
		* @returns Instance of Type, Map, or Object
		*/
		toJSON(_, ctx, Type) {
			const map = Type ? new Type() : ctx?.mapAsMap ? /* @__PURE__ */ new Map() : {};
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const item of this.items) addPairToJSMap.addPairToJSMap(ctx, map, item);
			return map;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			for (const item of this.items) if (!identity.isPair(item)) throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
			if (!ctx.allNullValues && this.hasAllNullValues(false)) ctx = Object.assign({}, ctx, { allNullValues: true });
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "",
				flowChars: {
					start: "{",
					end: "}"
				},
				itemIndent: ctx.indent || "",
				onChompKeep,
				onComment
			});
		}
	};
	exports.YAMLMap = YAMLMap;
	exports.findPair = findPair;
}));
// node_modules/yaml/dist/schema/common/map.js
var require_map = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var YAMLMap = require_YAMLMap();
	exports.map = {
		collection: "map",
		default: true,
		nodeClass: YAMLMap.YAMLMap,
		tag: "tag:yaml.org,2002:map",
		resolve(map, onError) {
			if (!identity.isMap(map)) onError("Expected a mapping for this tag");
			return map;
		},
		createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/nodes/YAMLSeq.js
var require_YAMLSeq = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var createNode = require_createNode();
	var stringifyCollection = require_stringifyCollection();
	var Collection = require_Collection();
	var identity = require_identity();
	var Scalar = require_Scalar();
	var toJS = require_toJS();
	var YAMLSeq = class extends Collection.Collection {
		static get tagName() {
			return "tag:yaml.org,2002:seq";
		}
		constructor(schema) {
			super(identity.SEQ, schema);
			this.items = [];
		}
		add(value) {
			this.items.push(value);
		}
		/**
		* Removes a value from the collection.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return false;
			return this.items.splice(idx, 1).length > 0;
		}
		get(key, keepScalar) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") return void 0;
			const it = this.items[idx];
			return !keepScalar && identity.isScalar(it) ? it.value : it;
		}
		/**
		* Checks if the collection includes a value with the key `key`.
		*
		* `key` must contain a representation of an integer for this to succeed.
		* It may be wrapped in a `Scalar`.
		*/
		has(key) {
			const idx = asItemIndex(key);
			return typeof idx === "number" && idx < this.items.length;
		}
		/**
		* Sets a value in this collection. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*
		* If `key` does not contain a representation of an integer, this will throw.
		* It may be wrapped in a `Scalar`.
		*/
		set(key, value) {
			const idx = asItemIndex(key);
			if (typeof idx !== "number") throw new Error(`Expected a valid index, not ${key}.`);
			const prev = this.items[idx];
			if (identity.isScalar(prev) && Scalar.isScalarValue(value)) prev.value = value;
			else this.items[idx] = value;
		}
		toJSON(_, ctx) {
			const seq = [];
			if (ctx?.onCreate) ctx.onCreate(seq);
			let i = 0;
			for (const item of this.items) seq.push(toJS.toJS(item, String(i++), ctx));
			return seq;
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			return stringifyCollection.stringifyCollection(this, ctx, {
				blockItemPrefix: "- ",
				flowChars: {
					start: "[",
					end: "]"
				},
				itemIndent: (ctx.indent || "") + "  ",
				onChompKeep,
				onComment
			});
		}
		static from(schema, obj, ctx) {
			const { replacer } = ctx;
			const seq = new this(schema);
			if (obj && Symbol.iterator in Object(obj)) {
				let i = 0;
				for (let it of obj) {
					if (typeof replacer === "function") {
						const key = obj instanceof Set ? it : String(i++);
						it = replacer.call(obj, key, it);
					}
					seq.items.push(createNode.createNode(it, void 0, ctx));
				}
			}
			return seq;
		}
	};
	function asItemIndex(key) {
		let idx = identity.isScalar(key) ? key.value : key;
		if (idx && typeof idx === "string") idx = Number(idx);
		return typeof idx === "number" && Number.isInteger(idx) && idx >= 0 ? idx : null;
	}
	exports.YAMLSeq = YAMLSeq;
}));
// node_modules/yaml/dist/schema/common/seq.js
var require_seq = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var YAMLSeq = require_YAMLSeq();
	exports.seq = {
		collection: "seq",
		default: true,
		nodeClass: YAMLSeq.YAMLSeq,
		tag: "tag:yaml.org,2002:seq",
		resolve(seq, onError) {
			if (!identity.isSeq(seq)) onError("Expected a sequence for this tag");
			return seq;
		},
		createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
	};
}));
// node_modules/yaml/dist/schema/common/string.js
var require_string = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var stringifyString = require_stringifyString();
	exports.string = {
		identify: (value) => typeof value === "string",
		default: true,
		tag: "tag:yaml.org,2002:str",
		resolve: (str) => str,
		stringify(item, ctx, onComment, onChompKeep) {
			ctx = Object.assign({ actualString: true }, ctx);
			return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/common/null.js
var require_null = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	const nullTag = {
		identify: (value) => value == null,
		createNode: () => new Scalar.Scalar(null),
		default: true,
		tag: "tag:yaml.org,2002:null",
		test: /^(?:~|[Nn]ull|NULL)?$/,
		resolve: () => new Scalar.Scalar(null),
		stringify: ({ source }, ctx) => typeof source === "string" && nullTag.test.test(source) ? source : ctx.options.nullStr
	};
	exports.nullTag = nullTag;
}));
// node_modules/yaml/dist/schema/core/bool.js
var require_bool$1 = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	const boolTag = {
		identify: (value) => typeof value === "boolean",
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
		resolve: (str) => new Scalar.Scalar(str[0] === "t" || str[0] === "T"),
		stringify({ source, value }, ctx) {
			if (source && boolTag.test.test(source)) {
				if (value === (source[0] === "t" || source[0] === "T")) return source;
			}
			return value ? ctx.options.trueStr : ctx.options.falseStr;
		}
	};
	exports.boolTag = boolTag;
}));
// node_modules/yaml/dist/stringify/stringifyNumber.js
var require_stringifyNumber = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	function stringifyNumber({ format, minFractionDigits, tag, value }) {
		if (typeof value === "bigint") return String(value);
		const num = typeof value === "number" ? value : Number(value);
		if (!isFinite(num)) return isNaN(num) ? ".nan" : num < 0 ? "-.inf" : ".inf";
		let n = Object.is(value, -0) ? "-0" : JSON.stringify(value);
		if (!format && minFractionDigits && (!tag || tag === "tag:yaml.org,2002:float") && /^-?\d/.test(n) && !n.includes("e")) {
			let i = n.indexOf(".");
			if (i < 0) {
				i = n.length;
				n += ".";
			}
			let d = minFractionDigits - (n.length - i - 1);
			while (d-- > 0) n += "0";
		}
		return n;
	}
	exports.stringifyNumber = stringifyNumber;
}));
// node_modules/yaml/dist/schema/core/float.js
var require_float$1 = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str));
			const dot = str.indexOf(".");
			if (dot !== -1 && str[str.length - 1] === "0") node.minFractionDigits = str.length - dot - 1;
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/core/int.js
var require_int$1 = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	const intResolve = (str, offset, radix, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix);
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value) && value >= 0) return prefix + value.toString(radix);
		return stringifyNumber.stringifyNumber(node);
	}
	const intOct = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^0o[0-7]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
		stringify: (node) => intStringify(node, 8, "0o")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: (value) => intIdentify(value) && value >= 0,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^0x[0-9a-fA-F]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/core/schema.js
var require_schema$2 = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.boolTag,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float
	];
}));
// node_modules/yaml/dist/schema/json/schema.js
var require_schema$1 = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	var map = require_map();
	var seq = require_seq();
	function intIdentify(value) {
		return typeof value === "bigint" || Number.isInteger(value);
	}
	const stringifyJSON = ({ value }) => JSON.stringify(value);
	const jsonScalars = [
		{
			identify: (value) => typeof value === "string",
			default: true,
			tag: "tag:yaml.org,2002:str",
			resolve: (str) => str,
			stringify: stringifyJSON
		},
		{
			identify: (value) => value == null,
			createNode: () => new Scalar.Scalar(null),
			default: true,
			tag: "tag:yaml.org,2002:null",
			test: /^null$/,
			resolve: () => null,
			stringify: stringifyJSON
		},
		{
			identify: (value) => typeof value === "boolean",
			default: true,
			tag: "tag:yaml.org,2002:bool",
			test: /^true$|^false$/,
			resolve: (str) => str === "true",
			stringify: stringifyJSON
		},
		{
			identify: intIdentify,
			default: true,
			tag: "tag:yaml.org,2002:int",
			test: /^-?(?:0|[1-9][0-9]*)$/,
			resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
			stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
		},
		{
			identify: (value) => typeof value === "number",
			default: true,
			tag: "tag:yaml.org,2002:float",
			test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
			resolve: (str) => parseFloat(str),
			stringify: stringifyJSON
		}
	];
	exports.schema = [map.map, seq.seq].concat(jsonScalars, {
		default: true,
		tag: "",
		test: /^/,
		resolve(str, onError) {
			onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
			return str;
		}
	});
}));
// node_modules/yaml/dist/schema/yaml-1.1/binary.js
var require_binary = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var node_buffer = (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.n)("buffer");
	var Scalar = require_Scalar();
	var stringifyString = require_stringifyString();
	exports.binary = {
		identify: (value) => value instanceof Uint8Array,
		default: false,
		tag: "tag:yaml.org,2002:binary",
		/**
		* Returns a Buffer in node and an Uint8Array in browsers
		*
		* To use the resulting buffer as an image, you'll want to do something like:
		*
		*   const blob = new Blob([buffer], { type: 'image/jpeg' })
		*   document.querySelector('#photo').src = URL.createObjectURL(blob)
		*/
		resolve(src, onError) {
			if (typeof node_buffer.Buffer === "function") return node_buffer.Buffer.from(src, "base64");
			else if (typeof atob === "function") {
				const str = atob(src.replace(/[\n\r]/g, ""));
				const buffer = new Uint8Array(str.length);
				for (let i = 0; i < str.length; ++i) buffer[i] = str.charCodeAt(i);
				return buffer;
			} else {
				onError("This environment does not support reading binary tags; either Buffer or atob is required");
				return src;
			}
		},
		stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
			if (!value) return "";
			const buf = value;
			let str;
			if (typeof node_buffer.Buffer === "function") str = buf instanceof node_buffer.Buffer ? buf.toString("base64") : node_buffer.Buffer.from(buf.buffer).toString("base64");
			else if (typeof btoa === "function") {
				let s = "";
				for (let i = 0; i < buf.length; ++i) s += String.fromCharCode(buf[i]);
				str = btoa(s);
			} else throw new Error("This environment does not support writing binary tags; either Buffer or btoa is required");
			type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
			if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
				const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
				const n = Math.ceil(str.length / lineWidth);
				const lines = new Array(n);
				for (let i = 0, o = 0; i < n; ++i, o += lineWidth) lines[i] = str.substr(o, lineWidth);
				str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? "\n" : " ");
			}
			return stringifyString.stringifyString({
				comment,
				type,
				value: str
			}, ctx, onComment, onChompKeep);
		}
	};
}));
// node_modules/yaml/dist/schema/yaml-1.1/pairs.js
var require_pairs = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLSeq = require_YAMLSeq();
	function resolvePairs(seq, onError) {
		if (identity.isSeq(seq)) for (let i = 0; i < seq.items.length; ++i) {
			let item = seq.items[i];
			if (identity.isPair(item)) continue;
			else if (identity.isMap(item)) {
				if (item.items.length > 1) onError("Each pair must have its own sequence indicator");
				const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
				if (item.commentBefore) pair.key.commentBefore = pair.key.commentBefore ? `${item.commentBefore}\n${pair.key.commentBefore}` : item.commentBefore;
				if (item.comment) {
					const cn = pair.value ?? pair.key;
					cn.comment = cn.comment ? `${item.comment}\n${cn.comment}` : item.comment;
				}
				item = pair;
			}
			seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
		}
		else onError("Expected a sequence for this tag");
		return seq;
	}
	function createPairs(schema, iterable, ctx) {
		const { replacer } = ctx;
		const pairs = new YAMLSeq.YAMLSeq(schema);
		pairs.tag = "tag:yaml.org,2002:pairs";
		let i = 0;
		if (iterable && Symbol.iterator in Object(iterable)) for (let it of iterable) {
			if (typeof replacer === "function") it = replacer.call(iterable, String(i++), it);
			let key, value;
			if (Array.isArray(it)) {
				if (it.length === 2) {
					key = it[0];
					value = it[1];
				} else throw new TypeError(`Expected [key, value] tuple: ${it}`);
			} else if (it && it instanceof Object) {
				const keys = Object.keys(it);
				if (keys.length === 1) {
					key = keys[0];
					value = it[key];
				} else throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
			} else key = it;
			pairs.items.push(Pair.createPair(key, value, ctx));
		}
		return pairs;
	}
	const pairs = {
		collection: "seq",
		default: false,
		tag: "tag:yaml.org,2002:pairs",
		resolve: resolvePairs,
		createNode: createPairs
	};
	exports.createPairs = createPairs;
	exports.pairs = pairs;
	exports.resolvePairs = resolvePairs;
}));
// node_modules/yaml/dist/schema/yaml-1.1/omap.js
var require_omap = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var toJS = require_toJS();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var pairs = require_pairs();
	var YAMLOMap = class YAMLOMap extends YAMLSeq.YAMLSeq {
		constructor() {
			super();
			this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
			this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
			this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
			this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
			this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
			this.tag = YAMLOMap.tag;
		}
		/**
		* If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
		* but TypeScript won't allow widening the signature of a child method.
		*/
		toJSON(_, ctx) {
			if (!ctx) return super.toJSON(_);
			const map = /* @__PURE__ */ new Map();
			if (ctx?.onCreate) ctx.onCreate(map);
			for (const pair of this.items) {
				let key, value;
				if (identity.isPair(pair)) {
					key = toJS.toJS(pair.key, "", ctx);
					value = toJS.toJS(pair.value, key, ctx);
				} else key = toJS.toJS(pair, "", ctx);
				if (map.has(key)) throw new Error("Ordered maps must not include duplicate keys");
				map.set(key, value);
			}
			return map;
		}
		static from(schema, iterable, ctx) {
			const pairs$1 = pairs.createPairs(schema, iterable, ctx);
			const omap = new this();
			omap.items = pairs$1.items;
			return omap;
		}
	};
	YAMLOMap.tag = "tag:yaml.org,2002:omap";
	const omap = {
		collection: "seq",
		identify: (value) => value instanceof Map,
		nodeClass: YAMLOMap,
		default: false,
		tag: "tag:yaml.org,2002:omap",
		resolve(seq, onError) {
			const pairs$1 = pairs.resolvePairs(seq, onError);
			const seenKeys = [];
			for (const { key } of pairs$1.items) if (identity.isScalar(key)) {
				if (seenKeys.includes(key.value)) onError(`Ordered maps must not include duplicate keys: ${key.value}`);
				else seenKeys.push(key.value);
			}
			return Object.assign(new YAMLOMap(), pairs$1);
		},
		createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
	};
	exports.YAMLOMap = YAMLOMap;
	exports.omap = omap;
}));
// node_modules/yaml/dist/schema/yaml-1.1/bool.js
var require_bool = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	function boolStringify({ value, source }, ctx) {
		if (source && (value ? trueTag : falseTag).test.test(source)) return source;
		return value ? ctx.options.trueStr : ctx.options.falseStr;
	}
	const trueTag = {
		identify: (value) => value === true,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
		resolve: () => new Scalar.Scalar(true),
		stringify: boolStringify
	};
	const falseTag = {
		identify: (value) => value === false,
		default: true,
		tag: "tag:yaml.org,2002:bool",
		test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
		resolve: () => new Scalar.Scalar(false),
		stringify: boolStringify
	};
	exports.falseTag = falseTag;
	exports.trueTag = trueTag;
}));
// node_modules/yaml/dist/schema/yaml-1.1/float.js
var require_float = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	var stringifyNumber = require_stringifyNumber();
	const floatNaN = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
		resolve: (str) => str.slice(-3).toLowerCase() === "nan" ? NaN : str[0] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
		stringify: stringifyNumber.stringifyNumber
	};
	const floatExp = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "EXP",
		test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
		resolve: (str) => parseFloat(str.replace(/_/g, "")),
		stringify(node) {
			const num = Number(node.value);
			return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
		}
	};
	exports.float = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
		resolve(str) {
			const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, "")));
			const dot = str.indexOf(".");
			if (dot !== -1) {
				const f = str.substring(dot + 1).replace(/_/g, "");
				if (f[f.length - 1] === "0") node.minFractionDigits = f.length;
			}
			return node;
		},
		stringify: stringifyNumber.stringifyNumber
	};
	exports.floatExp = floatExp;
	exports.floatNaN = floatNaN;
}));
// node_modules/yaml/dist/schema/yaml-1.1/int.js
var require_int = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	const intIdentify = (value) => typeof value === "bigint" || Number.isInteger(value);
	function intResolve(str, offset, radix, { intAsBigInt }) {
		const sign = str[0];
		if (sign === "-" || sign === "+") offset += 1;
		str = str.substring(offset).replace(/_/g, "");
		if (intAsBigInt) {
			switch (radix) {
				case 2:
					str = `0b${str}`;
					break;
				case 8:
					str = `0o${str}`;
					break;
				case 16: str = `0x${str}`;
			}
			const n = BigInt(str);
			return sign === "-" ? BigInt(-1) * n : n;
		}
		const n = parseInt(str, radix);
		return sign === "-" ? -1 * n : n;
	}
	function intStringify(node, radix, prefix) {
		const { value } = node;
		if (intIdentify(value)) {
			const str = value.toString(radix);
			return value < 0 ? "-" + prefix + str.substr(1) : prefix + str;
		}
		return stringifyNumber.stringifyNumber(node);
	}
	const intBin = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "BIN",
		test: /^[-+]?0b[0-1_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
		stringify: (node) => intStringify(node, 2, "0b")
	};
	const intOct = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "OCT",
		test: /^[-+]?0[0-7_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
		stringify: (node) => intStringify(node, 8, "0")
	};
	const int = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		test: /^[-+]?[0-9][0-9_]*$/,
		resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
		stringify: stringifyNumber.stringifyNumber
	};
	const intHex = {
		identify: intIdentify,
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "HEX",
		test: /^[-+]?0x[0-9a-fA-F_]+$/,
		resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
		stringify: (node) => intStringify(node, 16, "0x")
	};
	exports.int = int;
	exports.intBin = intBin;
	exports.intHex = intHex;
	exports.intOct = intOct;
}));
// node_modules/yaml/dist/schema/yaml-1.1/set.js
var require_set = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSet = class YAMLSet extends YAMLMap.YAMLMap {
		constructor(schema) {
			super(schema);
			this.tag = YAMLSet.tag;
		}
		add(key) {
			let pair;
			if (identity.isPair(key)) pair = key;
			else if (key && typeof key === "object" && "key" in key && "value" in key && key.value === null) pair = new Pair.Pair(key.key, null);
			else pair = new Pair.Pair(key, null);
			if (!YAMLMap.findPair(this.items, pair.key)) this.items.push(pair);
		}
		/**
		* If `keepPair` is `true`, returns the Pair matching `key`.
		* Otherwise, returns the value of that Pair's key.
		*/
		get(key, keepPair) {
			const pair = YAMLMap.findPair(this.items, key);
			return !keepPair && identity.isPair(pair) ? identity.isScalar(pair.key) ? pair.key.value : pair.key : pair;
		}
		set(key, value) {
			if (typeof value !== "boolean") throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
			const prev = YAMLMap.findPair(this.items, key);
			if (prev && !value) this.items.splice(this.items.indexOf(prev), 1);
			else if (!prev && value) this.items.push(new Pair.Pair(key));
		}
		toJSON(_, ctx) {
			return super.toJSON(_, ctx, Set);
		}
		toString(ctx, onComment, onChompKeep) {
			if (!ctx) return JSON.stringify(this);
			if (this.hasAllNullValues(true)) return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
			else throw new Error("Set items must all have null values");
		}
		static from(schema, iterable, ctx) {
			const { replacer } = ctx;
			const set = new this(schema);
			if (iterable && Symbol.iterator in Object(iterable)) for (let value of iterable) {
				if (typeof replacer === "function") value = replacer.call(iterable, value, value);
				set.items.push(Pair.createPair(value, null, ctx));
			}
			return set;
		}
	};
	YAMLSet.tag = "tag:yaml.org,2002:set";
	const set = {
		collection: "map",
		identify: (value) => value instanceof Set,
		nodeClass: YAMLSet,
		default: false,
		tag: "tag:yaml.org,2002:set",
		createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
		resolve(map, onError) {
			if (identity.isMap(map)) {
				if (map.hasAllNullValues(true)) return Object.assign(new YAMLSet(), map);
				else onError("Set items must all have null values");
			} else onError("Expected a mapping for this tag");
			return map;
		}
	};
	exports.YAMLSet = YAMLSet;
	exports.set = set;
}));
// node_modules/yaml/dist/schema/yaml-1.1/timestamp.js
var require_timestamp = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var stringifyNumber = require_stringifyNumber();
	/** Internal types handle bigint as number, because TS can't figure it out. */
	function parseSexagesimal(str, asBigInt) {
		const sign = str[0];
		const parts = sign === "-" || sign === "+" ? str.substring(1) : str;
		const num = (n) => asBigInt ? BigInt(n) : Number(n);
		const res = parts.replace(/_/g, "").split(":").reduce((res, p) => res * num(60) + num(p), num(0));
		return sign === "-" ? num(-1) * res : res;
	}
	/**
	* hhhh:mm:ss.sss
	*
	* Internal types handle bigint as number, because TS can't figure it out.
	*/
	function stringifySexagesimal(node) {
		let { value } = node;
		let num = (n) => n;
		if (typeof value === "bigint") num = (n) => BigInt(n);
		else if (isNaN(value) || !isFinite(value)) return stringifyNumber.stringifyNumber(node);
		let sign = "";
		if (value < 0) {
			sign = "-";
			value *= num(-1);
		}
		const _60 = num(60);
		const parts = [value % _60];
		if (value < 60) parts.unshift(0);
		else {
			value = (value - parts[0]) / _60;
			parts.unshift(value % _60);
			if (value >= 60) {
				value = (value - parts[0]) / _60;
				parts.unshift(value);
			}
		}
		return sign + parts.map((n) => String(n).padStart(2, "0")).join(":").replace(/000000\d*$/, "");
	}
	const intTime = {
		identify: (value) => typeof value === "bigint" || Number.isInteger(value),
		default: true,
		tag: "tag:yaml.org,2002:int",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
		resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
		stringify: stringifySexagesimal
	};
	const floatTime = {
		identify: (value) => typeof value === "number",
		default: true,
		tag: "tag:yaml.org,2002:float",
		format: "TIME",
		test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
		resolve: (str) => parseSexagesimal(str, false),
		stringify: stringifySexagesimal
	};
	const timestamp = {
		identify: (value) => value instanceof Date,
		default: true,
		tag: "tag:yaml.org,2002:timestamp",
		test: RegExp("^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:t|T|[ \\t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?$"),
		resolve(str) {
			const match = str.match(timestamp.test);
			if (!match) throw new Error("!!timestamp expects a date, starting with yyyy-mm-dd");
			const [, year, month, day, hour, minute, second] = match.map(Number);
			const millisec = match[7] ? Number((match[7] + "00").substr(1, 3)) : 0;
			let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
			const tz = match[8];
			if (tz && tz !== "Z") {
				let d = parseSexagesimal(tz, false);
				if (Math.abs(d) < 30) d *= 60;
				date -= 6e4 * d;
			}
			return new Date(date);
		},
		stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, "") ?? ""
	};
	exports.floatTime = floatTime;
	exports.intTime = intTime;
	exports.timestamp = timestamp;
}));
// node_modules/yaml/dist/schema/yaml-1.1/schema.js
var require_schema = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var binary = require_binary();
	var bool = require_bool();
	var float = require_float();
	var int = require_int();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var set = require_set();
	var timestamp = require_timestamp();
	exports.schema = [
		map.map,
		seq.seq,
		string.string,
		_null.nullTag,
		bool.trueTag,
		bool.falseTag,
		int.intBin,
		int.intOct,
		int.int,
		int.intHex,
		float.floatNaN,
		float.floatExp,
		float.float,
		binary.binary,
		merge.merge,
		omap.omap,
		pairs.pairs,
		set.set,
		timestamp.intTime,
		timestamp.floatTime,
		timestamp.timestamp
	];
}));
// node_modules/yaml/dist/schema/tags.js
var require_tags = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var map = require_map();
	var _null = require_null();
	var seq = require_seq();
	var string = require_string();
	var bool = require_bool$1();
	var float = require_float$1();
	var int = require_int$1();
	var schema = require_schema$2();
	var schema$1 = require_schema$1();
	var binary = require_binary();
	var merge = require_merge();
	var omap = require_omap();
	var pairs = require_pairs();
	var schema$2 = require_schema();
	var set = require_set();
	var timestamp = require_timestamp();
	const schemas = /* @__PURE__ */ new Map([
		["core", schema.schema],
		["failsafe", [
			map.map,
			seq.seq,
			string.string
		]],
		["json", schema$1.schema],
		["yaml11", schema$2.schema],
		["yaml-1.1", schema$2.schema]
	]);
	const tagsByName = {
		binary: binary.binary,
		bool: bool.boolTag,
		float: float.float,
		floatExp: float.floatExp,
		floatNaN: float.floatNaN,
		floatTime: timestamp.floatTime,
		int: int.int,
		intHex: int.intHex,
		intOct: int.intOct,
		intTime: timestamp.intTime,
		map: map.map,
		merge: merge.merge,
		null: _null.nullTag,
		omap: omap.omap,
		pairs: pairs.pairs,
		seq: seq.seq,
		set: set.set,
		timestamp: timestamp.timestamp
	};
	const coreKnownTags = {
		"tag:yaml.org,2002:binary": binary.binary,
		"tag:yaml.org,2002:merge": merge.merge,
		"tag:yaml.org,2002:omap": omap.omap,
		"tag:yaml.org,2002:pairs": pairs.pairs,
		"tag:yaml.org,2002:set": set.set,
		"tag:yaml.org,2002:timestamp": timestamp.timestamp
	};
	function getTags(customTags, schemaName, addMergeTag) {
		const schemaTags = schemas.get(schemaName);
		if (schemaTags && !customTags) return addMergeTag && !schemaTags.includes(merge.merge) ? schemaTags.concat(merge.merge) : schemaTags.slice();
		let tags = schemaTags;
		if (!tags) {
			if (Array.isArray(customTags)) tags = [];
			else {
				const keys = Array.from(schemas.keys()).filter((key) => key !== "yaml11").map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
			}
		}
		if (Array.isArray(customTags)) for (const tag of customTags) tags = tags.concat(tag);
		else if (typeof customTags === "function") tags = customTags(tags.slice());
		if (addMergeTag) tags = tags.concat(merge.merge);
		return tags.reduce((tags, tag) => {
			const tagObj = typeof tag === "string" ? tagsByName[tag] : tag;
			if (!tagObj) {
				const tagName = JSON.stringify(tag);
				const keys = Object.keys(tagsByName).map((key) => JSON.stringify(key)).join(", ");
				throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
			}
			if (!tags.includes(tagObj)) tags.push(tagObj);
			return tags;
		}, []);
	}
	exports.coreKnownTags = coreKnownTags;
	exports.getTags = getTags;
}));
// node_modules/yaml/dist/schema/Schema.js
var require_Schema = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var map = require_map();
	var seq = require_seq();
	var string = require_string();
	var tags = require_tags();
	const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
	exports.Schema = class Schema {
		constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
			this.compat = Array.isArray(compat) ? tags.getTags(compat, "compat") : compat ? tags.getTags(null, compat) : null;
			this.name = typeof schema === "string" && schema || "core";
			this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
			this.tags = tags.getTags(customTags, this.name, merge);
			this.toStringOptions = toStringDefaults ?? null;
			Object.defineProperty(this, identity.MAP, { value: map.map });
			Object.defineProperty(this, identity.SCALAR, { value: string.string });
			Object.defineProperty(this, identity.SEQ, { value: seq.seq });
			this.sortMapEntries = typeof sortMapEntries === "function" ? sortMapEntries : sortMapEntries === true ? sortMapEntriesByKey : null;
		}
		clone() {
			const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
			copy.tags = this.tags.slice();
			return copy;
		}
	};
}));
// node_modules/yaml/dist/stringify/stringifyDocument.js
var require_stringifyDocument = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var stringify = require_stringify();
	var stringifyComment = require_stringifyComment();
	function stringifyDocument(doc, options) {
		const lines = [];
		let hasDirectives = options.directives === true;
		if (options.directives !== false && doc.directives) {
			const dir = doc.directives.toString(doc);
			if (dir) {
				lines.push(dir);
				hasDirectives = true;
			} else if (doc.directives.docStart) hasDirectives = true;
		}
		if (hasDirectives) lines.push("---");
		const ctx = stringify.createStringifyContext(doc, options);
		const { commentString } = ctx.options;
		if (doc.commentBefore) {
			if (lines.length !== 1) lines.unshift("");
			const cs = commentString(doc.commentBefore);
			lines.unshift(stringifyComment.indentComment(cs, ""));
		}
		let chompKeep = false;
		let contentComment = null;
		if (doc.contents) {
			if (identity.isNode(doc.contents)) {
				if (doc.contents.spaceBefore && hasDirectives) lines.push("");
				if (doc.contents.commentBefore) {
					const cs = commentString(doc.contents.commentBefore);
					lines.push(stringifyComment.indentComment(cs, ""));
				}
				ctx.forceBlockIndent = !!doc.comment;
				contentComment = doc.contents.comment;
			}
			const onChompKeep = contentComment ? void 0 : () => chompKeep = true;
			let body = stringify.stringify(doc.contents, ctx, () => contentComment = null, onChompKeep);
			if (contentComment) body += stringifyComment.lineComment(body, "", commentString(contentComment));
			if ((body[0] === "|" || body[0] === ">") && lines[lines.length - 1] === "---") lines[lines.length - 1] = `--- ${body}`;
			else lines.push(body);
		} else lines.push(stringify.stringify(doc.contents, ctx));
		if (doc.directives?.docEnd) {
			if (doc.comment) {
				const cs = commentString(doc.comment);
				if (cs.includes("\n")) {
					lines.push("...");
					lines.push(stringifyComment.indentComment(cs, ""));
				} else lines.push(`... ${cs}`);
			} else lines.push("...");
		} else {
			let dc = doc.comment;
			if (dc && chompKeep) dc = dc.replace(/^\n+/, "");
			if (dc) {
				if ((!chompKeep || contentComment) && lines[lines.length - 1] !== "") lines.push("");
				lines.push(stringifyComment.indentComment(commentString(dc), ""));
			}
		}
		return lines.join("\n") + "\n";
	}
	exports.stringifyDocument = stringifyDocument;
}));
// node_modules/yaml/dist/doc/Document.js
var require_Document = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Alias = require_Alias();
	var Collection = require_Collection();
	var identity = require_identity();
	var Pair = require_Pair();
	var toJS = require_toJS();
	var Schema = require_Schema();
	var stringifyDocument = require_stringifyDocument();
	var anchors = require_anchors();
	var applyReviver = require_applyReviver();
	var createNode = require_createNode();
	var directives = require_directives();
	var Document = class Document {
		constructor(value, replacer, options) {
			/** A comment before this Document */
			this.commentBefore = null;
			/** A comment immediately after this Document */
			this.comment = null;
			/** Errors encountered during parsing. */
			this.errors = [];
			/** Warnings encountered during parsing. */
			this.warnings = [];
			Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
			let _replacer = null;
			if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
			else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const opt = Object.assign({
				intAsBigInt: false,
				keepSourceTokens: false,
				logLevel: "warn",
				prettyErrors: true,
				strict: true,
				stringKeys: false,
				uniqueKeys: true,
				version: "1.2"
			}, options);
			this.options = opt;
			let { version } = opt;
			if (options?._directives) {
				this.directives = options._directives.atDocument();
				if (this.directives.yaml.explicit) version = this.directives.yaml.version;
			} else this.directives = new directives.Directives({ version });
			this.setSchema(version, options);
			this.contents = value === void 0 ? null : this.createNode(value, _replacer, options);
		}
		/**
		* Create a deep copy of this Document and its contents.
		*
		* Custom Node values that inherit from `Object` still refer to their original instances.
		*/
		clone() {
			const copy = Object.create(Document.prototype, { [identity.NODE_TYPE]: { value: identity.DOC } });
			copy.commentBefore = this.commentBefore;
			copy.comment = this.comment;
			copy.errors = this.errors.slice();
			copy.warnings = this.warnings.slice();
			copy.options = Object.assign({}, this.options);
			if (this.directives) copy.directives = this.directives.clone();
			copy.schema = this.schema.clone();
			copy.contents = identity.isNode(this.contents) ? this.contents.clone(copy.schema) : this.contents;
			if (this.range) copy.range = this.range.slice();
			return copy;
		}
		/** Adds a value to the document. */
		add(value) {
			if (assertCollection(this.contents)) this.contents.add(value);
		}
		/** Adds a value to the document. */
		addIn(path, value) {
			if (assertCollection(this.contents)) this.contents.addIn(path, value);
		}
		/**
		* Create a new `Alias` node, ensuring that the target `node` has the required anchor.
		*
		* If `node` already has an anchor, `name` is ignored.
		* Otherwise, the `node.anchor` value will be set to `name`,
		* or if an anchor with that name is already present in the document,
		* `name` will be used as a prefix for a new unique anchor.
		* If `name` is undefined, the generated anchor will use 'a' as a prefix.
		*/
		createAlias(node, name) {
			if (!node.anchor) {
				const prev = anchors.anchorNames(this);
				node.anchor = !name || prev.has(name) ? anchors.findNewAnchor(name || "a", prev) : name;
			}
			return new Alias.Alias(node.anchor);
		}
		createNode(value, replacer, options) {
			let _replacer = void 0;
			if (typeof replacer === "function") {
				value = replacer.call({ "": value }, "", value);
				_replacer = replacer;
			} else if (Array.isArray(replacer)) {
				const keyToStr = (v) => typeof v === "number" || v instanceof String || v instanceof Number;
				const asStr = replacer.filter(keyToStr).map(String);
				if (asStr.length > 0) replacer = replacer.concat(asStr);
				_replacer = replacer;
			} else if (options === void 0 && replacer) {
				options = replacer;
				replacer = void 0;
			}
			const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
			const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, anchorPrefix || "a");
			const ctx = {
				aliasDuplicateObjects: aliasDuplicateObjects ?? true,
				keepUndefined: keepUndefined ?? false,
				onAnchor,
				onTagObj,
				replacer: _replacer,
				schema: this.schema,
				sourceObjects
			};
			const node = createNode.createNode(value, tag, ctx);
			if (flow && identity.isCollection(node)) node.flow = true;
			setAnchors();
			return node;
		}
		/**
		* Convert a key and a value into a `Pair` using the current schema,
		* recursively wrapping all values as `Scalar` or `Collection` nodes.
		*/
		createPair(key, value, options = {}) {
			const k = this.createNode(key, null, options);
			const v = this.createNode(value, null, options);
			return new Pair.Pair(k, v);
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		delete(key) {
			return assertCollection(this.contents) ? this.contents.delete(key) : false;
		}
		/**
		* Removes a value from the document.
		* @returns `true` if the item was found and removed.
		*/
		deleteIn(path) {
			if (Collection.isEmptyPath(path)) {
				if (this.contents == null) return false;
				this.contents = null;
				return true;
			}
			return assertCollection(this.contents) ? this.contents.deleteIn(path) : false;
		}
		/**
		* Returns item at `key`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		get(key, keepScalar) {
			return identity.isCollection(this.contents) ? this.contents.get(key, keepScalar) : void 0;
		}
		/**
		* Returns item at `path`, or `undefined` if not found. By default unwraps
		* scalar values from their surrounding node; to disable set `keepScalar` to
		* `true` (collections are always returned intact).
		*/
		getIn(path, keepScalar) {
			if (Collection.isEmptyPath(path)) return !keepScalar && identity.isScalar(this.contents) ? this.contents.value : this.contents;
			return identity.isCollection(this.contents) ? this.contents.getIn(path, keepScalar) : void 0;
		}
		/**
		* Checks if the document includes a value with the key `key`.
		*/
		has(key) {
			return identity.isCollection(this.contents) ? this.contents.has(key) : false;
		}
		/**
		* Checks if the document includes a value at `path`.
		*/
		hasIn(path) {
			if (Collection.isEmptyPath(path)) return this.contents !== void 0;
			return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		set(key, value) {
			if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, [key], value);
			else if (assertCollection(this.contents)) this.contents.set(key, value);
		}
		/**
		* Sets a value in this document. For `!!set`, `value` needs to be a
		* boolean to add/remove the item from the set.
		*/
		setIn(path, value) {
			if (Collection.isEmptyPath(path)) this.contents = value;
			else if (this.contents == null) this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
			else if (assertCollection(this.contents)) this.contents.setIn(path, value);
		}
		/**
		* Change the YAML version and schema used by the document.
		* A `null` version disables support for directives, explicit tags, anchors, and aliases.
		* It also requires the `schema` option to be given as a `Schema` instance value.
		*
		* Overrides all previously set schema options.
		*/
		setSchema(version, options = {}) {
			if (typeof version === "number") version = String(version);
			let opt;
			switch (version) {
				case "1.1":
					if (this.directives) this.directives.yaml.version = "1.1";
					else this.directives = new directives.Directives({ version: "1.1" });
					opt = {
						resolveKnownTags: false,
						schema: "yaml-1.1"
					};
					break;
				case "1.2":
				case "next":
					if (this.directives) this.directives.yaml.version = version;
					else this.directives = new directives.Directives({ version });
					opt = {
						resolveKnownTags: true,
						schema: "core"
					};
					break;
				case null:
					if (this.directives) delete this.directives;
					opt = null;
					break;
				default: {
					const sv = JSON.stringify(version);
					throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
				}
			}
			if (options.schema instanceof Object) this.schema = options.schema;
			else if (opt) this.schema = new Schema.Schema(Object.assign(opt, options));
			else throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
		}
		toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
			const ctx = {
				anchors: /* @__PURE__ */ new Map(),
				doc: this,
				keep: !json,
				mapAsMap: mapAsMap === true,
				mapKeyWarned: false,
				maxAliasCount: typeof maxAliasCount === "number" ? maxAliasCount : 100
			};
			const res = toJS.toJS(this.contents, jsonArg ?? "", ctx);
			if (typeof onAnchor === "function") for (const { count, res } of ctx.anchors.values()) onAnchor(res, count);
			return typeof reviver === "function" ? applyReviver.applyReviver(reviver, { "": res }, "", res) : res;
		}
		/**
		* A JSON representation of the document `contents`.
		*
		* @param jsonArg Used by `JSON.stringify` to indicate the array index or
		*   property name.
		*/
		toJSON(jsonArg, onAnchor) {
			return this.toJS({
				json: true,
				jsonArg,
				mapAsMap: false,
				onAnchor
			});
		}
		/** A YAML representation of the document. */
		toString(options = {}) {
			if (this.errors.length > 0) throw new Error("Document with errors cannot be stringified");
			if ("indent" in options && (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
				const s = JSON.stringify(options.indent);
				throw new Error(`"indent" option must be a positive integer, not ${s}`);
			}
			return stringifyDocument.stringifyDocument(this, options);
		}
	};
	function assertCollection(contents) {
		if (identity.isCollection(contents)) return true;
		throw new Error("Expected a YAML collection as document contents");
	}
	exports.Document = Document;
}));
// node_modules/yaml/dist/errors.js
var require_errors = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var YAMLError = class extends Error {
		constructor(name, pos, code, message) {
			super();
			this.name = name;
			this.code = code;
			this.message = message;
			this.pos = pos;
		}
	};
	var YAMLParseError = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLParseError", pos, code, message);
		}
	};
	var YAMLWarning = class extends YAMLError {
		constructor(pos, code, message) {
			super("YAMLWarning", pos, code, message);
		}
	};
	const prettifyError = (src, lc) => (error) => {
		if (error.pos[0] === -1) return;
		error.linePos = error.pos.map((pos) => lc.linePos(pos));
		const { line, col } = error.linePos[0];
		error.message += ` at line ${line}, column ${col}`;
		let ci = col - 1;
		let lineStr = src.substring(lc.lineStarts[line - 1], lc.lineStarts[line]).replace(/[\n\r]+$/, "");
		if (ci >= 60 && lineStr.length > 80) {
			const trimStart = Math.min(ci - 39, lineStr.length - 79);
			lineStr = "…" + lineStr.substring(trimStart);
			ci -= trimStart - 1;
		}
		if (lineStr.length > 80) lineStr = lineStr.substring(0, 79) + "…";
		if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
			let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
			if (prev.length > 80) prev = prev.substring(0, 79) + "…\n";
			lineStr = prev + lineStr;
		}
		if (/[^ ]/.test(lineStr)) {
			let count = 1;
			const end = error.linePos[1];
			if (end?.line === line && end.col > col) count = Math.max(1, Math.min(end.col - col, 80 - ci));
			const pointer = " ".repeat(ci) + "^".repeat(count);
			error.message += `:\n\n${lineStr}\n${pointer}\n`;
		}
	};
	exports.YAMLError = YAMLError;
	exports.YAMLParseError = YAMLParseError;
	exports.YAMLWarning = YAMLWarning;
	exports.prettifyError = prettifyError;
}));
// node_modules/yaml/dist/compose/resolve-props.js
var require_resolve_props = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
		let spaceBefore = false;
		let atNewline = startOnNewline;
		let hasSpace = startOnNewline;
		let comment = "";
		let commentSep = "";
		let hasNewline = false;
		let reqSpace = false;
		let tab = null;
		let anchor = null;
		let tag = null;
		let newlineAfterProp = null;
		let comma = null;
		let found = null;
		let start = null;
		for (const token of tokens) {
			if (reqSpace) {
				if (token.type !== "space" && token.type !== "newline" && token.type !== "comma") onError(token.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
				reqSpace = false;
			}
			if (tab) {
				if (atNewline && token.type !== "comment" && token.type !== "newline") onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
				tab = null;
			}
			switch (token.type) {
				case "space":
					if (!flow && (indicator !== "doc-start" || next?.type !== "flow-collection") && token.source.includes("	")) tab = token;
					hasSpace = true;
					break;
				case "comment": {
					if (!hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					const cb = token.source.substring(1) || " ";
					if (!comment) comment = cb;
					else comment += commentSep + cb;
					commentSep = "";
					atNewline = false;
					break;
				}
				case "newline":
					if (atNewline) {
						if (comment) comment += token.source;
						else if (!found || indicator !== "seq-item-ind") spaceBefore = true;
					} else commentSep += token.source;
					atNewline = true;
					hasNewline = true;
					if (anchor || tag) newlineAfterProp = token;
					hasSpace = true;
					break;
				case "anchor":
					if (anchor) onError(token, "MULTIPLE_ANCHORS", "A node can have at most one anchor");
					if (token.source.endsWith(":")) onError(token.offset + token.source.length - 1, "BAD_ALIAS", "Anchor ending in : is ambiguous", true);
					anchor = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case "tag":
					if (tag) onError(token, "MULTIPLE_TAGS", "A node can have at most one tag");
					tag = token;
					start ?? (start = token.offset);
					atNewline = false;
					hasSpace = false;
					reqSpace = true;
					break;
				case indicator:
					if (anchor || tag) onError(token, "BAD_PROP_ORDER", `Anchors and tags must be after the ${token.source} indicator`);
					if (found) onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.source} in ${flow ?? "collection"}`);
					found = token;
					atNewline = indicator === "seq-item-ind" || indicator === "explicit-key-ind";
					hasSpace = false;
					break;
				case "comma": if (flow) {
					if (comma) onError(token, "UNEXPECTED_TOKEN", `Unexpected , in ${flow}`);
					comma = token;
					atNewline = false;
					hasSpace = false;
					break;
				}
				default:
					onError(token, "UNEXPECTED_TOKEN", `Unexpected ${token.type} token`);
					atNewline = false;
					hasSpace = false;
			}
		}
		const last = tokens[tokens.length - 1];
		const end = last ? last.offset + last.source.length : offset;
		if (reqSpace && next && next.type !== "space" && next.type !== "newline" && next.type !== "comma" && (next.type !== "scalar" || next.source !== "")) onError(next.offset, "MISSING_CHAR", "Tags and anchors must be separated from the next token by white space");
		if (tab && (atNewline && tab.indent <= parentIndent || next?.type === "block-map" || next?.type === "block-seq")) onError(tab, "TAB_AS_INDENT", "Tabs are not allowed as indentation");
		return {
			comma,
			found,
			spaceBefore,
			comment,
			hasNewline,
			anchor,
			tag,
			newlineAfterProp,
			end,
			start: start ?? end
		};
	}
	exports.resolveProps = resolveProps;
}));
// node_modules/yaml/dist/compose/util-contains-newline.js
var require_util_contains_newline = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	function containsNewline(key) {
		if (!key) return null;
		switch (key.type) {
			case "alias":
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				if (key.source.includes("\n")) return true;
				if (key.end) {
					for (const st of key.end) if (st.type === "newline") return true;
				}
				return false;
			case "flow-collection":
				for (const it of key.items) {
					for (const st of it.start) if (st.type === "newline") return true;
					if (it.sep) {
						for (const st of it.sep) if (st.type === "newline") return true;
					}
					if (containsNewline(it.key) || containsNewline(it.value)) return true;
				}
				return false;
			default: return true;
		}
	}
	exports.containsNewline = containsNewline;
}));
// node_modules/yaml/dist/compose/util-flow-indent-check.js
var require_util_flow_indent_check = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var utilContainsNewline = require_util_contains_newline();
	function flowIndentCheck(indent, fc, onError) {
		if (fc?.type === "flow-collection") {
			const end = fc.end[0];
			if (end.indent === indent && (end.source === "]" || end.source === "}") && utilContainsNewline.containsNewline(fc)) onError(end, "BAD_INDENT", "Flow end indicator should be more indented than parent", true);
		}
	}
	exports.flowIndentCheck = flowIndentCheck;
}));
// node_modules/yaml/dist/compose/util-map-includes.js
var require_util_map_includes = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	function mapIncludes(ctx, items, search) {
		const { uniqueKeys } = ctx.options;
		if (uniqueKeys === false) return false;
		const isEqual = typeof uniqueKeys === "function" ? uniqueKeys : (a, b) => a === b || identity.isScalar(a) && identity.isScalar(b) && a.value === b.value;
		return items.some((pair) => isEqual(pair.key, search));
	}
	exports.mapIncludes = mapIncludes;
}));
// node_modules/yaml/dist/compose/resolve-block-map.js
var require_resolve_block_map = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	var utilMapIncludes = require_util_map_includes();
	const startColMsg = "All mapping items must start at the same column";
	function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
		const map = new ((tag?.nodeClass) ?? YAMLMap.YAMLMap)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		let offset = bm.offset;
		let commentEnd = null;
		for (const collItem of bm.items) {
			const { start, key, sep, value } = collItem;
			const keyProps = resolveProps.resolveProps(start, {
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: bm.indent,
				startOnNewline: true
			});
			const implicitKey = !keyProps.found;
			if (implicitKey) {
				if (key) {
					if (key.type === "block-seq") onError(offset, "BLOCK_AS_IMPLICIT_KEY", "A block sequence may not be used as an implicit map key");
					else if ("indent" in key && key.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
				}
				if (!keyProps.anchor && !keyProps.tag && !sep) {
					commentEnd = keyProps.end;
					if (keyProps.comment) {
						if (map.comment) map.comment += "\n" + keyProps.comment;
						else map.comment = keyProps.comment;
					}
					continue;
				}
				if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) onError(key ?? start[start.length - 1], "MULTILINE_IMPLICIT_KEY", "Implicit keys need to be on a single line");
			} else if (keyProps.found?.indent !== bm.indent) onError(offset, "BAD_INDENT", startColMsg);
			ctx.atKey = true;
			const keyStart = keyProps.end;
			const keyNode = key ? composeNode(ctx, key, keyProps, onError) : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
			ctx.atKey = false;
			if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
			const valueProps = resolveProps.resolveProps(sep ?? [], {
				indicator: "map-value-ind",
				next: value,
				offset: keyNode.range[2],
				onError,
				parentIndent: bm.indent,
				startOnNewline: !key || key.type === "block-scalar"
			});
			offset = valueProps.end;
			if (valueProps.found) {
				if (implicitKey) {
					if (value?.type === "block-map" && !valueProps.hasNewline) onError(offset, "BLOCK_AS_IMPLICIT_KEY", "Nested mappings are not allowed in compact mappings");
					if (ctx.options.strict && keyProps.start < valueProps.found.offset - 1024) onError(keyNode.range, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit block mapping key");
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
				if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
				offset = valueNode.range[2];
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			} else {
				if (implicitKey) onError(keyNode.range, "MISSING_CHAR", "Implicit map keys need to be followed by map values");
				if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				map.items.push(pair);
			}
		}
		if (commentEnd && commentEnd < offset) onError(commentEnd, "IMPOSSIBLE", "Map comment with trailing content");
		map.range = [
			bm.offset,
			offset,
			commentEnd ?? offset
		];
		return map;
	}
	exports.resolveBlockMap = resolveBlockMap;
}));
// node_modules/yaml/dist/compose/resolve-block-seq.js
var require_resolve_block_seq = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var YAMLSeq = require_YAMLSeq();
	var resolveProps = require_resolve_props();
	var utilFlowIndentCheck = require_util_flow_indent_check();
	function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
		const seq = new ((tag?.nodeClass) ?? YAMLSeq.YAMLSeq)(ctx.schema);
		if (ctx.atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = bs.offset;
		let commentEnd = null;
		for (const { start, value } of bs.items) {
			const props = resolveProps.resolveProps(start, {
				indicator: "seq-item-ind",
				next: value,
				offset,
				onError,
				parentIndent: bs.indent,
				startOnNewline: true
			});
			if (!props.found) {
				if (props.anchor || props.tag || value) {
					if (value?.type === "block-seq") onError(props.end, "BAD_INDENT", "All sequence items must start at the same column");
					else onError(offset, "MISSING_CHAR", "Sequence item without - indicator");
				} else {
					commentEnd = props.end;
					if (props.comment) seq.comment = props.comment;
					continue;
				}
			}
			const node = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, start, null, props, onError);
			if (ctx.schema.compat) utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
			offset = node.range[2];
			seq.items.push(node);
		}
		seq.range = [
			bs.offset,
			offset,
			commentEnd ?? offset
		];
		return seq;
	}
	exports.resolveBlockSeq = resolveBlockSeq;
}));
// node_modules/yaml/dist/compose/resolve-end.js
var require_resolve_end = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	function resolveEnd(end, offset, reqSpace, onError) {
		let comment = "";
		if (end) {
			let hasSpace = false;
			let sep = "";
			for (const token of end) {
				const { source, type } = token;
				switch (type) {
					case "space":
						hasSpace = true;
						break;
					case "comment": {
						if (reqSpace && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
						const cb = source.substring(1) || " ";
						if (!comment) comment = cb;
						else comment += sep + cb;
						sep = "";
						break;
					}
					case "newline":
						if (comment) sep += source;
						hasSpace = true;
						break;
					default: onError(token, "UNEXPECTED_TOKEN", `Unexpected ${type} at node end`);
				}
				offset += source.length;
			}
		}
		return {
			comment,
			offset
		};
	}
	exports.resolveEnd = resolveEnd;
}));
// node_modules/yaml/dist/compose/resolve-flow-collection.js
var require_resolve_flow_collection = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Pair = require_Pair();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	var utilContainsNewline = require_util_contains_newline();
	var utilMapIncludes = require_util_map_includes();
	const blockMsg = "Block collections are not allowed within flow collections";
	const isBlock = (token) => token && (token.type === "block-map" || token.type === "block-seq");
	function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
		const isMap = fc.start.source === "{";
		const fcName = isMap ? "flow map" : "flow sequence";
		const coll = new ((tag?.nodeClass) ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq))(ctx.schema);
		coll.flow = true;
		const atRoot = ctx.atRoot;
		if (atRoot) ctx.atRoot = false;
		if (ctx.atKey) ctx.atKey = false;
		let offset = fc.offset + fc.start.source.length;
		for (let i = 0; i < fc.items.length; ++i) {
			const collItem = fc.items[i];
			const { start, key, sep, value } = collItem;
			const props = resolveProps.resolveProps(start, {
				flow: fcName,
				indicator: "explicit-key-ind",
				next: key ?? sep?.[0],
				offset,
				onError,
				parentIndent: fc.indent,
				startOnNewline: false
			});
			if (!props.found) {
				if (!props.anchor && !props.tag && !sep && !value) {
					if (i === 0 && props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
					else if (i < fc.items.length - 1) onError(props.start, "UNEXPECTED_TOKEN", `Unexpected empty item in ${fcName}`);
					if (props.comment) {
						if (coll.comment) coll.comment += "\n" + props.comment;
						else coll.comment = props.comment;
					}
					offset = props.end;
					continue;
				}
				if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key)) onError(key, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
			}
			if (i === 0) {
				if (props.comma) onError(props.comma, "UNEXPECTED_TOKEN", `Unexpected , in ${fcName}`);
			} else {
				if (!props.comma) onError(props.start, "MISSING_CHAR", `Missing , between ${fcName} items`);
				if (props.comment) {
					let prevItemComment = "";
					loop: for (const st of start) switch (st.type) {
						case "comma":
						case "space": break;
						case "comment":
							prevItemComment = st.source.substring(1);
							break loop;
						default: break loop;
					}
					if (prevItemComment) {
						let prev = coll.items[coll.items.length - 1];
						if (identity.isPair(prev)) prev = prev.value ?? prev.key;
						if (prev.comment) prev.comment += "\n" + prevItemComment;
						else prev.comment = prevItemComment;
						props.comment = props.comment.substring(prevItemComment.length + 1);
					}
				}
			}
			if (!isMap && !sep && !props.found) {
				const valueNode = value ? composeNode(ctx, value, props, onError) : composeEmptyNode(ctx, props.end, sep, null, props, onError);
				coll.items.push(valueNode);
				offset = valueNode.range[2];
				if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
			} else {
				ctx.atKey = true;
				const keyStart = props.end;
				const keyNode = key ? composeNode(ctx, key, props, onError) : composeEmptyNode(ctx, keyStart, start, null, props, onError);
				if (isBlock(key)) onError(keyNode.range, "BLOCK_IN_FLOW", blockMsg);
				ctx.atKey = false;
				const valueProps = resolveProps.resolveProps(sep ?? [], {
					flow: fcName,
					indicator: "map-value-ind",
					next: value,
					offset: keyNode.range[2],
					onError,
					parentIndent: fc.indent,
					startOnNewline: false
				});
				if (valueProps.found) {
					if (!isMap && !props.found && ctx.options.strict) {
						if (sep) for (const st of sep) {
							if (st === valueProps.found) break;
							if (st.type === "newline") {
								onError(st, "MULTILINE_IMPLICIT_KEY", "Implicit keys of flow sequence pairs need to be on a single line");
								break;
							}
						}
						if (props.start < valueProps.found.offset - 1024) onError(valueProps.found, "KEY_OVER_1024_CHARS", "The : indicator must be at most 1024 chars after the start of an implicit flow sequence key");
					}
				} else if (value) {
					if ("source" in value && value.source?.[0] === ":") onError(value, "MISSING_CHAR", `Missing space after : in ${fcName}`);
					else onError(valueProps.start, "MISSING_CHAR", `Missing , or : between ${fcName} items`);
				}
				const valueNode = value ? composeNode(ctx, value, valueProps, onError) : valueProps.found ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError) : null;
				if (valueNode) {
					if (isBlock(value)) onError(valueNode.range, "BLOCK_IN_FLOW", blockMsg);
				} else if (valueProps.comment) {
					if (keyNode.comment) keyNode.comment += "\n" + valueProps.comment;
					else keyNode.comment = valueProps.comment;
				}
				const pair = new Pair.Pair(keyNode, valueNode);
				if (ctx.options.keepSourceTokens) pair.srcToken = collItem;
				if (isMap) {
					const map = coll;
					if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode)) onError(keyStart, "DUPLICATE_KEY", "Map keys must be unique");
					map.items.push(pair);
				} else {
					const map = new YAMLMap.YAMLMap(ctx.schema);
					map.flow = true;
					map.items.push(pair);
					const endRange = (valueNode ?? keyNode).range;
					map.range = [
						keyNode.range[0],
						endRange[1],
						endRange[2]
					];
					coll.items.push(map);
				}
				offset = valueNode ? valueNode.range[2] : valueProps.end;
			}
		}
		const expectedEnd = isMap ? "}" : "]";
		const [ce, ...ee] = fc.end;
		let cePos = offset;
		if (ce?.source === expectedEnd) cePos = ce.offset + ce.source.length;
		else {
			const name = fcName[0].toUpperCase() + fcName.substring(1);
			const msg = atRoot ? `${name} must end with a ${expectedEnd}` : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
			onError(offset, atRoot ? "MISSING_CHAR" : "BAD_INDENT", msg);
			if (ce && ce.source.length !== 1) ee.unshift(ce);
		}
		if (ee.length > 0) {
			const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
			if (end.comment) {
				if (coll.comment) coll.comment += "\n" + end.comment;
				else coll.comment = end.comment;
			}
			coll.range = [
				fc.offset,
				cePos,
				end.offset
			];
		} else coll.range = [
			fc.offset,
			cePos,
			cePos
		];
		return coll;
	}
	exports.resolveFlowCollection = resolveFlowCollection;
}));
// node_modules/yaml/dist/compose/compose-collection.js
var require_compose_collection = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	var resolveBlockMap = require_resolve_block_map();
	var resolveBlockSeq = require_resolve_block_seq();
	var resolveFlowCollection = require_resolve_flow_collection();
	function resolveCollection(CN, ctx, token, onError, tagName, tag) {
		const coll = token.type === "block-map" ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag) : token.type === "block-seq" ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag) : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
		const Coll = coll.constructor;
		if (tagName === "!" || tagName === Coll.tagName) {
			coll.tag = Coll.tagName;
			return coll;
		}
		if (tagName) coll.tag = tagName;
		return coll;
	}
	function composeCollection(CN, ctx, token, props, onError) {
		const tagToken = props.tag;
		const tagName = !tagToken ? null : ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg));
		if (token.type === "block-seq") {
			const { anchor, newlineAfterProp: nl } = props;
			const lastProp = anchor && tagToken ? anchor.offset > tagToken.offset ? anchor : tagToken : anchor ?? tagToken;
			if (lastProp && (!nl || nl.offset < lastProp.offset)) onError(lastProp, "MISSING_CHAR", "Missing newline after block sequence props");
		}
		const expType = token.type === "block-map" ? "map" : token.type === "block-seq" ? "seq" : token.start.source === "{" ? "map" : "seq";
		if (!tagToken || !tagName || tagName === "!" || tagName === YAMLMap.YAMLMap.tagName && expType === "map" || tagName === YAMLSeq.YAMLSeq.tagName && expType === "seq") return resolveCollection(CN, ctx, token, onError, tagName);
		let tag = ctx.schema.tags.find((t) => t.tag === tagName && t.collection === expType);
		if (!tag) {
			const kt = ctx.schema.knownTags[tagName];
			if (kt?.collection === expType) {
				ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
				tag = kt;
			} else {
				if (kt) onError(tagToken, "BAD_COLLECTION_TYPE", `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? "scalar"}`, true);
				else onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, true);
				return resolveCollection(CN, ctx, token, onError, tagName);
			}
		}
		const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
		const res = tag.resolve?.(coll, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg), ctx.options) ?? coll;
		const node = identity.isNode(res) ? res : new Scalar.Scalar(res);
		node.range = coll.range;
		node.tag = tagName;
		if (tag?.format) node.format = tag.format;
		return node;
	}
	exports.composeCollection = composeCollection;
}));
// node_modules/yaml/dist/compose/resolve-block-scalar.js
var require_resolve_block_scalar = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	function resolveBlockScalar(ctx, scalar, onError) {
		const start = scalar.offset;
		const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
		if (!header) return {
			value: "",
			type: null,
			comment: "",
			range: [
				start,
				start,
				start
			]
		};
		const type = header.mode === ">" ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
		const lines = scalar.source ? splitLines(scalar.source) : [];
		let chompStart = lines.length;
		for (let i = lines.length - 1; i >= 0; --i) {
			const content = lines[i][1];
			if (content === "" || content === "\r") chompStart = i;
			else break;
		}
		if (chompStart === 0) {
			const value = header.chomp === "+" && lines.length > 0 ? "\n".repeat(Math.max(1, lines.length - 1)) : "";
			let end = start + header.length;
			if (scalar.source) end += scalar.source.length;
			return {
				value,
				type,
				comment: header.comment,
				range: [
					start,
					end,
					end
				]
			};
		}
		let trimIndent = scalar.indent + header.indent;
		let offset = scalar.offset + header.length;
		let contentStart = 0;
		for (let i = 0; i < chompStart; ++i) {
			const [indent, content] = lines[i];
			if (content === "" || content === "\r") {
				if (header.indent === 0 && indent.length > trimIndent) trimIndent = indent.length;
			} else {
				if (indent.length < trimIndent) onError(offset + indent.length, "MISSING_CHAR", "Block scalars with more-indented leading empty lines must use an explicit indentation indicator");
				if (header.indent === 0) trimIndent = indent.length;
				contentStart = i;
				if (trimIndent === 0 && !ctx.atRoot) onError(offset, "BAD_INDENT", "Block scalar values in collections must be indented");
				break;
			}
			offset += indent.length + content.length + 1;
		}
		for (let i = lines.length - 1; i >= chompStart; --i) if (lines[i][0].length > trimIndent) chompStart = i + 1;
		let value = "";
		let sep = "";
		let prevMoreIndented = false;
		for (let i = 0; i < contentStart; ++i) value += lines[i][0].slice(trimIndent) + "\n";
		for (let i = contentStart; i < chompStart; ++i) {
			let [indent, content] = lines[i];
			offset += indent.length + content.length + 1;
			const crlf = content[content.length - 1] === "\r";
			if (crlf) content = content.slice(0, -1);
			/* istanbul ignore if already caught in lexer */
			if (content && indent.length < trimIndent) {
				const message = `Block scalar lines must not be less indented than their ${header.indent ? "explicit indentation indicator" : "first line"}`;
				onError(offset - content.length - (crlf ? 2 : 1), "BAD_INDENT", message);
				indent = "";
			}
			if (type === Scalar.Scalar.BLOCK_LITERAL) {
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
			} else if (indent.length > trimIndent || content[0] === "	") {
				if (sep === " ") sep = "\n";
				else if (!prevMoreIndented && sep === "\n") sep = "\n\n";
				value += sep + indent.slice(trimIndent) + content;
				sep = "\n";
				prevMoreIndented = true;
			} else if (content === "") {
				if (sep === "\n") value += "\n";
				else sep = "\n";
			} else {
				value += sep + content;
				sep = " ";
				prevMoreIndented = false;
			}
		}
		switch (header.chomp) {
			case "-": break;
			case "+":
				for (let i = chompStart; i < lines.length; ++i) value += "\n" + lines[i][0].slice(trimIndent);
				if (value[value.length - 1] !== "\n") value += "\n";
				break;
			default: value += "\n";
		}
		const end = start + header.length + scalar.source.length;
		return {
			value,
			type,
			comment: header.comment,
			range: [
				start,
				end,
				end
			]
		};
	}
	function parseBlockScalarHeader({ offset, props }, strict, onError) {
		/* istanbul ignore if should not happen */
		if (props[0].type !== "block-scalar-header") {
			onError(props[0], "IMPOSSIBLE", "Block scalar header not found");
			return null;
		}
		const { source } = props[0];
		const mode = source[0];
		let indent = 0;
		let chomp = "";
		let error = -1;
		for (let i = 1; i < source.length; ++i) {
			const ch = source[i];
			if (!chomp && (ch === "-" || ch === "+")) chomp = ch;
			else {
				const n = Number(ch);
				if (!indent && n) indent = n;
				else if (error === -1) error = offset + i;
			}
		}
		if (error !== -1) onError(error, "UNEXPECTED_TOKEN", `Block scalar header includes extra characters: ${source}`);
		let hasSpace = false;
		let comment = "";
		let length = source.length;
		for (let i = 1; i < props.length; ++i) {
			const token = props[i];
			switch (token.type) {
				case "space": hasSpace = true;
				case "newline":
					length += token.source.length;
					break;
				case "comment":
					if (strict && !hasSpace) onError(token, "MISSING_CHAR", "Comments must be separated from other tokens by white space characters");
					length += token.source.length;
					comment = token.source.substring(1);
					break;
				case "error":
					onError(token, "UNEXPECTED_TOKEN", token.message);
					length += token.source.length;
					break;
				/* istanbul ignore next should not happen */
				default: {
					onError(token, "UNEXPECTED_TOKEN", `Unexpected token in block scalar header: ${token.type}`);
					const ts = token.source;
					if (ts && typeof ts === "string") length += ts.length;
				}
			}
		}
		return {
			mode,
			indent,
			chomp,
			comment,
			length
		};
	}
	/** @returns Array of lines split up as `[indent, content]` */
	function splitLines(source) {
		const split = source.split(/\n( *)/);
		const first = split[0];
		const m = first.match(/^( *)/);
		const lines = [m?.[1] ? [m[1], first.slice(m[1].length)] : ["", first]];
		for (let i = 1; i < split.length; i += 2) lines.push([split[i], split[i + 1]]);
		return lines;
	}
	exports.resolveBlockScalar = resolveBlockScalar;
}));
// node_modules/yaml/dist/compose/resolve-flow-scalar.js
var require_resolve_flow_scalar = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Scalar = require_Scalar();
	var resolveEnd = require_resolve_end();
	function resolveFlowScalar(scalar, strict, onError) {
		const { offset, type, source, end } = scalar;
		let _type;
		let value;
		const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
		switch (type) {
			case "scalar":
				_type = Scalar.Scalar.PLAIN;
				value = plainValue(source, _onError);
				break;
			case "single-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_SINGLE;
				value = singleQuotedValue(source, _onError);
				break;
			case "double-quoted-scalar":
				_type = Scalar.Scalar.QUOTE_DOUBLE;
				value = doubleQuotedValue(source, _onError);
				break;
			/* istanbul ignore next should not happen */
			default:
				onError(scalar, "UNEXPECTED_TOKEN", `Expected a flow scalar value, but found: ${type}`);
				return {
					value: "",
					type: null,
					comment: "",
					range: [
						offset,
						offset + source.length,
						offset + source.length
					]
				};
		}
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
		return {
			value,
			type: _type,
			comment: re.comment,
			range: [
				offset,
				valueEnd,
				re.offset
			]
		};
	}
	function plainValue(source, onError) {
		let badChar = "";
		switch (source[0]) {
			/* istanbul ignore next should not happen */
			case "	":
				badChar = "a tab character";
				break;
			case ",":
				badChar = "flow indicator character ,";
				break;
			case "%":
				badChar = "directive indicator character %";
				break;
			case "|":
			case ">":
				badChar = `block scalar indicator ${source[0]}`;
				break;
			case "@":
			case "`": badChar = `reserved character ${source[0]}`;
		}
		if (badChar) onError(0, "BAD_SCALAR_START", `Plain value cannot start with ${badChar}`);
		return unfoldLines(source);
	}
	function singleQuotedValue(source, onError) {
		if (source[source.length - 1] !== "'" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing 'quote");
		return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
	}
	function unfoldLines(source) {
		const line = /(.*?)\r?\n/sy;
		let match = line.exec(source);
		if (!match) return source;
		/**
		* The negative lookbehinds in these RegExps are to
		* prevent causing a polynomial search time in certain cases.
		*
		* The try-catch is for Safari < 16.4 and other old browsers:
		* https://caniuse.com/js-regexp-lookbehind
		*/
		let trimEnd, trimBoth;
		try {
			trimEnd = new RegExp("(?<![ 	])[ 	]+$");
			trimBoth = new RegExp("^[ 	]+|(?<![ 	])[ 	]+$", "g");
		} catch {
			trimEnd = /[ \t]+$/;
			trimBoth = /^[ \t]+|[ \t]+$/g;
		}
		let res = match[1].replace(trimEnd, "");
		let sep = " ";
		let pos = line.lastIndex;
		while (match = line.exec(source)) {
			const lm = match[1].replace(trimBoth, "");
			if (lm === "") {
				if (sep === "\n") res += sep;
				else sep = "\n";
			} else {
				res += sep + lm;
				sep = " ";
			}
			pos = line.lastIndex;
		}
		const last = /[ \t]*(.*)/sy;
		last.lastIndex = pos;
		match = last.exec(source);
		return res + sep + (match?.[1] ?? "");
	}
	function doubleQuotedValue(source, onError) {
		let res = "";
		for (let i = 1; i < source.length - 1; ++i) {
			const ch = source[i];
			if (ch === "\r" && source[i + 1] === "\n") continue;
			if (ch === "\n") {
				const { fold, offset } = foldNewline(source, i);
				res += fold;
				i = offset;
			} else if (ch === "\\") {
				let next = source[++i];
				const cc = escapeCodes[next];
				if (cc) res += cc;
				else if (next === "\n") {
					next = source[i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "\r" && source[i + 1] === "\n") {
					next = source[++i + 1];
					while (next === " " || next === "	") next = source[++i + 1];
				} else if (next === "x" || next === "u" || next === "U") {
					const length = next === "x" ? 2 : next === "u" ? 4 : 8;
					res += parseCharCode(source, i + 1, length, onError);
					i += length;
				} else {
					const raw = source.substr(i - 1, 2);
					onError(i - 1, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
					res += raw;
				}
			} else if (ch === " " || ch === "	") {
				const wsStart = i;
				let next = source[i + 1];
				while (next === " " || next === "	") next = source[++i + 1];
				if (next !== "\n" && !(next === "\r" && source[i + 2] === "\n")) res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
			} else res += ch;
		}
		if (source[source.length - 1] !== "\"" || source.length === 1) onError(source.length, "MISSING_CHAR", "Missing closing \"quote");
		return res;
	}
	/**
	* Fold a single newline into a space, multiple newlines to N - 1 newlines.
	* Presumes `source[offset] === '\n'`
	*/
	function foldNewline(source, offset) {
		let fold = "";
		let ch = source[offset + 1];
		while (ch === " " || ch === "	" || ch === "\n" || ch === "\r") {
			if (ch === "\r" && source[offset + 2] !== "\n") break;
			if (ch === "\n") fold += "\n";
			offset += 1;
			ch = source[offset + 1];
		}
		if (!fold) fold = " ";
		return {
			fold,
			offset
		};
	}
	const escapeCodes = {
		"0": "\0",
		a: "\x07",
		b: "\b",
		e: "\x1B",
		f: "\f",
		n: "\n",
		r: "\r",
		t: "	",
		v: "\v",
		N: "",
		_: "\xA0",
		L: "\u2028",
		P: "\u2029",
		" ": " ",
		"\"": "\"",
		"/": "/",
		"\\": "\\",
		"	": "	"
	};
	function parseCharCode(source, offset, length, onError) {
		const cc = source.substr(offset, length);
		const code = cc.length === length && /^[0-9a-fA-F]+$/.test(cc) ? parseInt(cc, 16) : NaN;
		try {
			return String.fromCodePoint(code);
		} catch {
			const raw = source.substr(offset - 2, length + 2);
			onError(offset - 2, "BAD_DQ_ESCAPE", `Invalid escape sequence ${raw}`);
			return raw;
		}
	}
	exports.resolveFlowScalar = resolveFlowScalar;
}));
// node_modules/yaml/dist/compose/compose-scalar.js
var require_compose_scalar = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var identity = require_identity();
	var Scalar = require_Scalar();
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	function composeScalar(ctx, token, tagToken, onError) {
		const { value, type, comment, range } = token.type === "block-scalar" ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError) : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
		const tagName = tagToken ? ctx.directives.tagName(tagToken.source, (msg) => onError(tagToken, "TAG_RESOLVE_FAILED", msg)) : null;
		let tag;
		if (ctx.options.stringKeys && ctx.atKey) tag = ctx.schema[identity.SCALAR];
		else if (tagName) tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
		else if (token.type === "scalar") tag = findScalarTagByTest(ctx, value, token, onError);
		else tag = ctx.schema[identity.SCALAR];
		let scalar;
		try {
			const res = tag.resolve(value, (msg) => onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg), ctx.options);
			scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
		} catch (error) {
			const msg = error instanceof Error ? error.message : String(error);
			onError(tagToken ?? token, "TAG_RESOLVE_FAILED", msg);
			scalar = new Scalar.Scalar(value);
		}
		scalar.range = range;
		scalar.source = value;
		if (type) scalar.type = type;
		if (tagName) scalar.tag = tagName;
		if (tag.format) scalar.format = tag.format;
		if (comment) scalar.comment = comment;
		return scalar;
	}
	function findScalarTagByName(schema, value, tagName, tagToken, onError) {
		if (tagName === "!") return schema[identity.SCALAR];
		const matchWithTest = [];
		for (const tag of schema.tags) if (!tag.collection && tag.tag === tagName) {
			if (tag.default && tag.test) matchWithTest.push(tag);
			else return tag;
		}
		for (const tag of matchWithTest) if (tag.test?.test(value)) return tag;
		const kt = schema.knownTags[tagName];
		if (kt && !kt.collection) {
			schema.tags.push(Object.assign({}, kt, {
				default: false,
				test: void 0
			}));
			return kt;
		}
		onError(tagToken, "TAG_RESOLVE_FAILED", `Unresolved tag: ${tagName}`, tagName !== "tag:yaml.org,2002:str");
		return schema[identity.SCALAR];
	}
	function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
		const tag = schema.tags.find((tag) => (tag.default === true || atKey && tag.default === "key") && tag.test?.test(value)) || schema[identity.SCALAR];
		if (schema.compat) {
			const compat = schema.compat.find((tag) => tag.default && tag.test?.test(value)) ?? schema[identity.SCALAR];
			if (tag.tag !== compat.tag) onError(token, "TAG_RESOLVE_FAILED", `Value may be parsed as either ${directives.tagString(tag.tag)} or ${directives.tagString(compat.tag)}`, true);
		}
		return tag;
	}
	exports.composeScalar = composeScalar;
}));
// node_modules/yaml/dist/compose/util-empty-scalar-position.js
var require_util_empty_scalar_position = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	function emptyScalarPosition(offset, before, pos) {
		if (before) {
			pos ?? (pos = before.length);
			for (let i = pos - 1; i >= 0; --i) {
				let st = before[i];
				switch (st.type) {
					case "space":
					case "comment":
					case "newline":
						offset -= st.source.length;
						continue;
				}
				st = before[++i];
				while (st?.type === "space") {
					offset += st.source.length;
					st = before[++i];
				}
				break;
			}
		}
		return offset;
	}
	exports.emptyScalarPosition = emptyScalarPosition;
}));
// node_modules/yaml/dist/compose/compose-node.js
var require_compose_node = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Alias = require_Alias();
	var identity = require_identity();
	var composeCollection = require_compose_collection();
	var composeScalar = require_compose_scalar();
	var resolveEnd = require_resolve_end();
	var utilEmptyScalarPosition = require_util_empty_scalar_position();
	const CN = {
		composeNode,
		composeEmptyNode
	};
	function composeNode(ctx, token, props, onError) {
		const atKey = ctx.atKey;
		const { spaceBefore, comment, anchor, tag } = props;
		let node;
		let isSrcToken = true;
		switch (token.type) {
			case "alias":
				node = composeAlias(ctx, token, onError);
				if (anchor || tag) onError(token, "ALIAS_PROPS", "An alias node must not specify any properties");
				break;
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "block-scalar":
				node = composeScalar.composeScalar(ctx, token, tag, onError);
				if (anchor) node.anchor = anchor.source.substring(1);
				break;
			case "block-map":
			case "block-seq":
			case "flow-collection":
				try {
					node = composeCollection.composeCollection(CN, ctx, token, props, onError);
					if (anchor) node.anchor = anchor.source.substring(1);
				} catch (error) {
					onError(token, "RESOURCE_EXHAUSTION", error instanceof Error ? error.message : String(error));
				}
				break;
			default:
				onError(token, "UNEXPECTED_TOKEN", token.type === "error" ? token.message : `Unsupported token (type: ${token.type})`);
				isSrcToken = false;
		}
		node ?? (node = composeEmptyNode(ctx, token.offset, void 0, null, props, onError));
		if (anchor && node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		if (atKey && ctx.options.stringKeys && (!identity.isScalar(node) || typeof node.value !== "string" || node.tag && node.tag !== "tag:yaml.org,2002:str")) onError(tag ?? token, "NON_STRING_KEY", "With stringKeys, all keys must be strings");
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			if (token.type === "scalar" && token.source === "") node.comment = comment;
			else node.commentBefore = comment;
		}
		if (ctx.options.keepSourceTokens && isSrcToken) node.srcToken = token;
		return node;
	}
	function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
		const token = {
			type: "scalar",
			offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
			indent: -1,
			source: ""
		};
		const node = composeScalar.composeScalar(ctx, token, tag, onError);
		if (anchor) {
			node.anchor = anchor.source.substring(1);
			if (node.anchor === "") onError(anchor, "BAD_ALIAS", "Anchor cannot be an empty string");
		}
		if (spaceBefore) node.spaceBefore = true;
		if (comment) {
			node.comment = comment;
			node.range[2] = end;
		}
		return node;
	}
	function composeAlias({ options }, { offset, source, end }, onError) {
		const alias = new Alias.Alias(source.substring(1));
		if (alias.source === "") onError(offset, "BAD_ALIAS", "Alias cannot be an empty string");
		if (alias.source.endsWith(":")) onError(offset + source.length - 1, "BAD_ALIAS", "Alias ending in : is ambiguous", true);
		const valueEnd = offset + source.length;
		const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
		alias.range = [
			offset,
			valueEnd,
			re.offset
		];
		if (re.comment) alias.comment = re.comment;
		return alias;
	}
	exports.composeEmptyNode = composeEmptyNode;
	exports.composeNode = composeNode;
}));
// node_modules/yaml/dist/compose/compose-doc.js
var require_compose_doc = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var Document = require_Document();
	var composeNode = require_compose_node();
	var resolveEnd = require_resolve_end();
	var resolveProps = require_resolve_props();
	function composeDoc(options, directives, { offset, start, value, end }, onError) {
		const opts = Object.assign({ _directives: directives }, options);
		const doc = new Document.Document(void 0, opts);
		const ctx = {
			atKey: false,
			atRoot: true,
			directives: doc.directives,
			options: doc.options,
			schema: doc.schema
		};
		const props = resolveProps.resolveProps(start, {
			indicator: "doc-start",
			next: value ?? end?.[0],
			offset,
			onError,
			parentIndent: 0,
			startOnNewline: true
		});
		if (props.found) {
			doc.directives.docStart = true;
			if (value && (value.type === "block-map" || value.type === "block-seq") && !props.hasNewline) onError(props.end, "MISSING_CHAR", "Block collection cannot start on same line with directives-end marker");
		}
		doc.contents = value ? composeNode.composeNode(ctx, value, props, onError) : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
		const contentEnd = doc.contents.range[2];
		const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
		if (re.comment) doc.comment = re.comment;
		doc.range = [
			offset,
			contentEnd,
			re.offset
		];
		return doc;
	}
	exports.composeDoc = composeDoc;
}));
// node_modules/yaml/dist/compose/composer.js
var require_composer = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var node_process = (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.n)("process");
	var directives = require_directives();
	var Document = require_Document();
	var errors = require_errors();
	var identity = require_identity();
	var composeDoc = require_compose_doc();
	var resolveEnd = require_resolve_end();
	function getErrorPos(src) {
		if (typeof src === "number") return [src, src + 1];
		if (Array.isArray(src)) return src.length === 2 ? src : [src[0], src[1]];
		const { offset, source } = src;
		return [offset, offset + (typeof source === "string" ? source.length : 1)];
	}
	function parsePrelude(prelude) {
		let comment = "";
		let atComment = false;
		let afterEmptyLine = false;
		for (let i = 0; i < prelude.length; ++i) {
			const source = prelude[i];
			switch (source[0]) {
				case "#":
					comment += (comment === "" ? "" : afterEmptyLine ? "\n\n" : "\n") + (source.substring(1) || " ");
					atComment = true;
					afterEmptyLine = false;
					break;
				case "%":
					if (prelude[i + 1]?.[0] !== "#") i += 1;
					atComment = false;
					break;
				default:
					if (!atComment) afterEmptyLine = true;
					atComment = false;
			}
		}
		return {
			comment,
			afterEmptyLine
		};
	}
	/**
	* Compose a stream of CST nodes into a stream of YAML Documents.
	*
	* ```ts
	* import { Composer, Parser } from 'yaml'
	*
	* const src: string = ...
	* const tokens = new Parser().parse(src)
	* const docs = new Composer().compose(tokens)
	* ```
	*/
	var Composer = class {
		constructor(options = {}) {
			this.doc = null;
			this.atDirectives = false;
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
			this.onError = (source, code, message, warning) => {
				const pos = getErrorPos(source);
				if (warning) this.warnings.push(new errors.YAMLWarning(pos, code, message));
				else this.errors.push(new errors.YAMLParseError(pos, code, message));
			};
			this.directives = new directives.Directives({ version: options.version || "1.2" });
			this.options = options;
		}
		decorate(doc, afterDoc) {
			const { comment, afterEmptyLine } = parsePrelude(this.prelude);
			if (comment) {
				const dc = doc.contents;
				if (afterDoc) doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
				else if (afterEmptyLine || doc.directives.docStart || !dc) doc.commentBefore = comment;
				else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
					let it = dc.items[0];
					if (identity.isPair(it)) it = it.key;
					const cb = it.commentBefore;
					it.commentBefore = cb ? `${comment}\n${cb}` : comment;
				} else {
					const cb = dc.commentBefore;
					dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
				}
			}
			if (afterDoc) {
				for (let i = 0; i < this.errors.length; ++i) doc.errors.push(this.errors[i]);
				for (let i = 0; i < this.warnings.length; ++i) doc.warnings.push(this.warnings[i]);
			} else {
				doc.errors = this.errors;
				doc.warnings = this.warnings;
			}
			this.prelude = [];
			this.errors = [];
			this.warnings = [];
		}
		/**
		* Current stream status information.
		*
		* Mostly useful at the end of input for an empty stream.
		*/
		streamInfo() {
			return {
				comment: parsePrelude(this.prelude).comment,
				directives: this.directives,
				errors: this.errors,
				warnings: this.warnings
			};
		}
		/**
		* Compose tokens into documents.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*compose(tokens, forceDoc = false, endOffset = -1) {
			for (const token of tokens) yield* this.next(token);
			yield* this.end(forceDoc, endOffset);
		}
		/** Advance the composer by one CST token. */
		*next(token) {
			if (node_process.env.LOG_STREAM) console.dir(token, { depth: null });
			switch (token.type) {
				case "directive":
					this.directives.add(token.source, (offset, message, warning) => {
						const pos = getErrorPos(token);
						pos[0] += offset;
						this.onError(pos, "BAD_DIRECTIVE", message, warning);
					});
					this.prelude.push(token.source);
					this.atDirectives = true;
					break;
				case "document": {
					const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
					if (this.atDirectives && !doc.directives.docStart) this.onError(token, "MISSING_CHAR", "Missing directives-end/doc-start indicator line");
					this.decorate(doc, false);
					if (this.doc) yield this.doc;
					this.doc = doc;
					this.atDirectives = false;
					break;
				}
				case "byte-order-mark":
				case "space": break;
				case "comment":
				case "newline":
					this.prelude.push(token.source);
					break;
				case "error": {
					const msg = token.source ? `${token.message}: ${JSON.stringify(token.source)}` : token.message;
					const error = new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", msg);
					if (this.atDirectives || !this.doc) this.errors.push(error);
					else this.doc.errors.push(error);
					break;
				}
				case "doc-end": {
					if (!this.doc) {
						this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", "Unexpected doc-end without preceding document"));
						break;
					}
					this.doc.directives.docEnd = true;
					const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
					this.decorate(this.doc, true);
					if (end.comment) {
						const dc = this.doc.comment;
						this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
					}
					this.doc.range[2] = end.offset;
					break;
				}
				default: this.errors.push(new errors.YAMLParseError(getErrorPos(token), "UNEXPECTED_TOKEN", `Unsupported token ${token.type}`));
			}
		}
		/**
		* Call at end of input to yield any remaining document.
		*
		* @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
		* @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
		*/
		*end(forceDoc = false, endOffset = -1) {
			if (this.doc) {
				this.decorate(this.doc, true);
				yield this.doc;
				this.doc = null;
			} else if (forceDoc) {
				const opts = Object.assign({ _directives: this.directives }, this.options);
				const doc = new Document.Document(void 0, opts);
				if (this.atDirectives) this.onError(endOffset, "MISSING_CHAR", "Missing directives-end indicator line");
				doc.range = [
					0,
					endOffset,
					endOffset
				];
				this.decorate(doc, false);
				yield doc;
			}
		}
	};
	exports.Composer = Composer;
}));
// node_modules/yaml/dist/parse/cst-scalar.js
var require_cst_scalar = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var resolveBlockScalar = require_resolve_block_scalar();
	var resolveFlowScalar = require_resolve_flow_scalar();
	var errors = require_errors();
	var stringifyString = require_stringifyString();
	function resolveAsScalar(token, strict = true, onError) {
		if (token) {
			const _onError = (pos, code, message) => {
				const offset = typeof pos === "number" ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
				if (onError) onError(offset, code, message);
				else throw new errors.YAMLParseError([offset, offset + 1], code, message);
			};
			switch (token.type) {
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
				case "block-scalar": return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
			}
		}
		return null;
	}
	/**
	* Create a new scalar token with `value`
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.indent The indent level of the token.
	* @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
	* @param context.offset The offset position of the token.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function createScalarToken(value, context) {
		const { implicitKey = false, indent, inFlow = false, offset = -1, type = "PLAIN" } = context;
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey,
			indent: indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		const end = context.end ?? [{
			type: "newline",
			offset: -1,
			indent,
			source: "\n"
		}];
		switch (source[0]) {
			case "|":
			case ">": {
				const he = source.indexOf("\n");
				const head = source.substring(0, he);
				const body = source.substring(he + 1) + "\n";
				const props = [{
					type: "block-scalar-header",
					offset,
					indent,
					source: head
				}];
				if (!addEndtoBlockProps(props, end)) props.push({
					type: "newline",
					offset: -1,
					indent,
					source: "\n"
				});
				return {
					type: "block-scalar",
					offset,
					indent,
					props,
					source: body
				};
			}
			case "\"": return {
				type: "double-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			case "'": return {
				type: "single-quoted-scalar",
				offset,
				indent,
				source,
				end
			};
			default: return {
				type: "scalar",
				offset,
				indent,
				source,
				end
			};
		}
	}
	/**
	* Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
	*
	* Best efforts are made to retain any comments previously associated with the `token`,
	* though all contents within a collection's `items` will be overwritten.
	*
	* Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
	* as this function does not support any schema operations and won't check for such conflicts.
	*
	* @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
	* @param value The string representation of the value, which will have its content properly indented.
	* @param context.afterKey In most cases, values after a key should have an additional level of indentation.
	* @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
	* @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
	* @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
	*/
	function setScalarValue(token, value, context = {}) {
		let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
		let indent = "indent" in token ? token.indent : null;
		if (afterKey && typeof indent === "number") indent += 2;
		if (!type) switch (token.type) {
			case "single-quoted-scalar":
				type = "QUOTE_SINGLE";
				break;
			case "double-quoted-scalar":
				type = "QUOTE_DOUBLE";
				break;
			case "block-scalar": {
				const header = token.props[0];
				if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
				type = header.source[0] === ">" ? "BLOCK_FOLDED" : "BLOCK_LITERAL";
				break;
			}
			default: type = "PLAIN";
		}
		const source = stringifyString.stringifyString({
			type,
			value
		}, {
			implicitKey: implicitKey || indent === null,
			indent: indent !== null && indent > 0 ? " ".repeat(indent) : "",
			inFlow,
			options: {
				blockQuote: true,
				lineWidth: -1
			}
		});
		switch (source[0]) {
			case "|":
			case ">":
				setBlockScalarValue(token, source);
				break;
			case "\"":
				setFlowScalarValue(token, source, "double-quoted-scalar");
				break;
			case "'":
				setFlowScalarValue(token, source, "single-quoted-scalar");
				break;
			default: setFlowScalarValue(token, source, "scalar");
		}
	}
	function setBlockScalarValue(token, source) {
		const he = source.indexOf("\n");
		const head = source.substring(0, he);
		const body = source.substring(he + 1) + "\n";
		if (token.type === "block-scalar") {
			const header = token.props[0];
			if (header.type !== "block-scalar-header") throw new Error("Invalid block scalar header");
			header.source = head;
			token.source = body;
		} else {
			const { offset } = token;
			const indent = "indent" in token ? token.indent : -1;
			const props = [{
				type: "block-scalar-header",
				offset,
				indent,
				source: head
			}];
			if (!addEndtoBlockProps(props, "end" in token ? token.end : void 0)) props.push({
				type: "newline",
				offset: -1,
				indent,
				source: "\n"
			});
			for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
			Object.assign(token, {
				type: "block-scalar",
				indent,
				props,
				source: body
			});
		}
	}
	/** @returns `true` if last token is a newline */
	function addEndtoBlockProps(props, end) {
		if (end) for (const st of end) switch (st.type) {
			case "space":
			case "comment":
				props.push(st);
				break;
			case "newline":
				props.push(st);
				return true;
		}
		return false;
	}
	function setFlowScalarValue(token, source, type) {
		switch (token.type) {
			case "scalar":
			case "double-quoted-scalar":
			case "single-quoted-scalar":
				token.type = type;
				token.source = source;
				break;
			case "block-scalar": {
				const end = token.props.slice(1);
				let oa = source.length;
				if (token.props[0].type === "block-scalar-header") oa -= token.props[0].source.length;
				for (const tok of end) tok.offset += oa;
				delete token.props;
				Object.assign(token, {
					type,
					source,
					end
				});
				break;
			}
			case "block-map":
			case "block-seq": {
				const nl = {
					type: "newline",
					offset: token.offset + source.length,
					indent: token.indent,
					source: "\n"
				};
				delete token.items;
				Object.assign(token, {
					type,
					source,
					end: [nl]
				});
				break;
			}
			default: {
				const indent = "indent" in token ? token.indent : -1;
				const end = "end" in token && Array.isArray(token.end) ? token.end.filter((st) => st.type === "space" || st.type === "comment" || st.type === "newline") : [];
				for (const key of Object.keys(token)) if (key !== "type" && key !== "offset") delete token[key];
				Object.assign(token, {
					type,
					indent,
					source,
					end
				});
			}
		}
	}
	exports.createScalarToken = createScalarToken;
	exports.resolveAsScalar = resolveAsScalar;
	exports.setScalarValue = setScalarValue;
}));
// node_modules/yaml/dist/parse/cst-stringify.js
var require_cst_stringify = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	/**
	* Stringify a CST document, token, or collection item
	*
	* Fair warning: This applies no validation whatsoever, and
	* simply concatenates the sources in their logical order.
	*/
	const stringify = (cst) => "type" in cst ? stringifyToken(cst) : stringifyItem(cst);
	function stringifyToken(token) {
		switch (token.type) {
			case "block-scalar": {
				let res = "";
				for (const tok of token.props) res += stringifyToken(tok);
				return res + token.source;
			}
			case "block-map":
			case "block-seq": {
				let res = "";
				for (const item of token.items) res += stringifyItem(item);
				return res;
			}
			case "flow-collection": {
				let res = token.start.source;
				for (const item of token.items) res += stringifyItem(item);
				for (const st of token.end) res += st.source;
				return res;
			}
			case "document": {
				let res = stringifyItem(token);
				if (token.end) for (const st of token.end) res += st.source;
				return res;
			}
			default: {
				let res = token.source;
				if ("end" in token && token.end) for (const st of token.end) res += st.source;
				return res;
			}
		}
	}
	function stringifyItem({ start, key, sep, value }) {
		let res = "";
		for (const st of start) res += st.source;
		if (key) res += stringifyToken(key);
		if (sep) for (const st of sep) res += st.source;
		if (value) res += stringifyToken(value);
		return res;
	}
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/parse/cst-visit.js
var require_cst_visit = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	const BREAK = Symbol("break visit");
	const SKIP = Symbol("skip children");
	const REMOVE = Symbol("remove item");
	/**
	* Apply a visitor to a CST document or item.
	*
	* Walks through the tree (depth-first) starting from the root, calling a
	* `visitor` function with two arguments when entering each item:
	*   - `item`: The current item, which included the following members:
	*     - `start: SourceToken[]` – Source tokens before the key or value,
	*       possibly including its anchor or tag.
	*     - `key?: Token | null` – Set for pair values. May then be `null`, if
	*       the key before the `:` separator is empty.
	*     - `sep?: SourceToken[]` – Source tokens between the key and the value,
	*       which should include the `:` map value indicator if `value` is set.
	*     - `value?: Token` – The value of a sequence item, or of a map pair.
	*   - `path`: The steps from the root to the current node, as an array of
	*     `['key' | 'value', number]` tuples.
	*
	* The return value of the visitor may be used to control the traversal:
	*   - `undefined` (default): Do nothing and continue
	*   - `visit.SKIP`: Do not visit the children of this token, continue with
	*      next sibling
	*   - `visit.BREAK`: Terminate traversal completely
	*   - `visit.REMOVE`: Remove the current item, then continue with the next one
	*   - `number`: Set the index of the next step. This is useful especially if
	*     the index of the current token has changed.
	*   - `function`: Define the next visitor for this item. After the original
	*     visitor is called on item entry, next visitors are called after handling
	*     a non-empty `key` and when exiting the item.
	*/
	function visit(cst, visitor) {
		if ("type" in cst && cst.type === "document") cst = {
			start: cst.start,
			value: cst.value
		};
		_visit(Object.freeze([]), cst, visitor);
	}
	/** Terminate visit traversal completely */
	visit.BREAK = BREAK;
	/** Do not visit the children of the current item */
	visit.SKIP = SKIP;
	/** Remove the current item */
	visit.REMOVE = REMOVE;
	/** Find the item at `path` from `cst` as the root */
	visit.itemAtPath = (cst, path) => {
		let item = cst;
		for (const [field, index] of path) {
			const tok = item?.[field];
			if (tok && "items" in tok) item = tok.items[index];
			else return void 0;
		}
		return item;
	};
	/**
	* Get the immediate parent collection of the item at `path` from `cst` as the root.
	*
	* Throws an error if the collection is not found, which should never happen if the item itself exists.
	*/
	visit.parentCollection = (cst, path) => {
		const parent = visit.itemAtPath(cst, path.slice(0, -1));
		const field = path[path.length - 1][0];
		const coll = parent?.[field];
		if (coll && "items" in coll) return coll;
		throw new Error("Parent collection not found");
	};
	function _visit(path, item, visitor) {
		let ctrl = visitor(item, path);
		if (typeof ctrl === "symbol") return ctrl;
		for (const field of ["key", "value"]) {
			const token = item[field];
			if (token && "items" in token) {
				for (let i = 0; i < token.items.length; ++i) {
					const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
					if (typeof ci === "number") i = ci - 1;
					else if (ci === BREAK) return BREAK;
					else if (ci === REMOVE) {
						token.items.splice(i, 1);
						i -= 1;
					}
				}
				if (typeof ctrl === "function" && field === "key") ctrl = ctrl(item, path);
			}
		}
		return typeof ctrl === "function" ? ctrl(item, path) : ctrl;
	}
	exports.visit = visit;
}));
// node_modules/yaml/dist/parse/cst.js
var require_cst = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var cstScalar = require_cst_scalar();
	var cstStringify = require_cst_stringify();
	var cstVisit = require_cst_visit();
	/** The byte order mark */
	const BOM = "﻿";
	/** Start of doc-mode */
	const DOCUMENT = "";
	/** Unexpected end of flow-mode */
	const FLOW_END = "";
	/** Next token is a scalar value */
	const SCALAR = "";
	/** @returns `true` if `token` is a flow or block collection */
	const isCollection = (token) => !!token && "items" in token;
	/** @returns `true` if `token` is a flow or block scalar; not an alias */
	const isScalar = (token) => !!token && (token.type === "scalar" || token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar" || token.type === "block-scalar");
	/* istanbul ignore next */
	/** Get a printable representation of a lexer token */
	function prettyToken(token) {
		switch (token) {
			case BOM: return "<BOM>";
			case DOCUMENT: return "<DOC>";
			case FLOW_END: return "<FLOW_END>";
			case SCALAR: return "<SCALAR>";
			default: return JSON.stringify(token);
		}
	}
	/** Identify the type of a lexer token. May return `null` for unknown tokens. */
	function tokenType(source) {
		switch (source) {
			case BOM: return "byte-order-mark";
			case DOCUMENT: return "doc-mode";
			case FLOW_END: return "flow-error-end";
			case SCALAR: return "scalar";
			case "---": return "doc-start";
			case "...": return "doc-end";
			case "":
			case "\n":
			case "\r\n": return "newline";
			case "-": return "seq-item-ind";
			case "?": return "explicit-key-ind";
			case ":": return "map-value-ind";
			case "{": return "flow-map-start";
			case "}": return "flow-map-end";
			case "[": return "flow-seq-start";
			case "]": return "flow-seq-end";
			case ",": return "comma";
		}
		switch (source[0]) {
			case " ":
			case "	": return "space";
			case "#": return "comment";
			case "%": return "directive-line";
			case "*": return "alias";
			case "&": return "anchor";
			case "!": return "tag";
			case "'": return "single-quoted-scalar";
			case "\"": return "double-quoted-scalar";
			case "|":
			case ">": return "block-scalar-header";
		}
		return null;
	}
	exports.createScalarToken = cstScalar.createScalarToken;
	exports.resolveAsScalar = cstScalar.resolveAsScalar;
	exports.setScalarValue = cstScalar.setScalarValue;
	exports.stringify = cstStringify.stringify;
	exports.visit = cstVisit.visit;
	exports.BOM = BOM;
	exports.DOCUMENT = DOCUMENT;
	exports.FLOW_END = FLOW_END;
	exports.SCALAR = SCALAR;
	exports.isCollection = isCollection;
	exports.isScalar = isScalar;
	exports.prettyToken = prettyToken;
	exports.tokenType = tokenType;
}));
// node_modules/yaml/dist/parse/lexer.js
var require_lexer = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var cst = require_cst();
	function isEmpty(ch) {
		switch (ch) {
			case void 0:
			case " ":
			case "\n":
			case "\r":
			case "	": return true;
			default: return false;
		}
	}
	const hexDigits = /* @__PURE__ */ new Set("0123456789ABCDEFabcdef");
	const tagChars = /* @__PURE__ */ new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
	const flowIndicatorChars = /* @__PURE__ */ new Set(",[]{}");
	const invalidAnchorChars = /* @__PURE__ */ new Set(" ,[]{}\n\r	");
	const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
	/**
	* Splits an input string into lexical tokens, i.e. smaller strings that are
	* easily identifiable by `tokens.tokenType()`.
	*
	* Lexing starts always in a "stream" context. Incomplete input may be buffered
	* until a complete token can be emitted.
	*
	* In addition to slices of the original input, the following control characters
	* may also be emitted:
	*
	* - `\x02` (Start of Text): A document starts with the next token
	* - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
	* - `\x1f` (Unit Separator): Next token is a scalar value
	* - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
	*/
	var Lexer = class {
		constructor() {
			/**
			* Flag indicating whether the end of the current buffer marks the end of
			* all input
			*/
			this.atEnd = false;
			/**
			* Explicit indent set in block scalar header, as an offset from the current
			* minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
			* explicitly set.
			*/
			this.blockScalarIndent = -1;
			/**
			* Block scalars that include a + (keep) chomping indicator in their header
			* include trailing empty lines, which are otherwise excluded from the
			* scalar's contents.
			*/
			this.blockScalarKeep = false;
			/** Current input */
			this.buffer = "";
			/**
			* Flag noting whether the map value indicator : can immediately follow this
			* node within a flow context.
			*/
			this.flowKey = false;
			/** Count of surrounding flow collection levels. */
			this.flowLevel = 0;
			/**
			* Minimum level of indentation required for next lines to be parsed as a
			* part of the current scalar value.
			*/
			this.indentNext = 0;
			/** Indentation level of the current line. */
			this.indentValue = 0;
			/** Position of the next \n character. */
			this.lineEndPos = null;
			/** Stores the state of the lexer if reaching the end of incpomplete input */
			this.next = null;
			/** A pointer to `buffer`; the current position of the lexer. */
			this.pos = 0;
		}
		/**
		* Generate YAML tokens from the `source` string. If `incomplete`,
		* a part of the last line may be left as a buffer for the next call.
		*
		* @returns A generator of lexical tokens
		*/
		*lex(source, incomplete = false) {
			if (source) {
				if (typeof source !== "string") throw TypeError("source is not a string");
				this.buffer = this.buffer ? this.buffer + source : source;
				this.lineEndPos = null;
			}
			this.atEnd = !incomplete;
			let next = this.next ?? "stream";
			while (next && (incomplete || this.hasChars(1))) next = yield* this.parseNext(next);
		}
		atLineEnd() {
			let i = this.pos;
			let ch = this.buffer[i];
			while (ch === " " || ch === "	") ch = this.buffer[++i];
			if (!ch || ch === "#" || ch === "\n") return true;
			if (ch === "\r") return this.buffer[i + 1] === "\n";
			return false;
		}
		charAt(n) {
			return this.buffer[this.pos + n];
		}
		continueScalar(offset) {
			let ch = this.buffer[offset];
			if (this.indentNext > 0) {
				let indent = 0;
				while (ch === " ") ch = this.buffer[++indent + offset];
				if (ch === "\r") {
					const next = this.buffer[indent + offset + 1];
					if (next === "\n" || !next && !this.atEnd) return offset + indent + 1;
				}
				return ch === "\n" || indent >= this.indentNext || !ch && !this.atEnd ? offset + indent : -1;
			}
			if (ch === "-" || ch === ".") {
				const dt = this.buffer.substr(offset, 3);
				if ((dt === "---" || dt === "...") && isEmpty(this.buffer[offset + 3])) return -1;
			}
			return offset;
		}
		getLine() {
			let end = this.lineEndPos;
			if (typeof end !== "number" || end !== -1 && end < this.pos) {
				end = this.buffer.indexOf("\n", this.pos);
				this.lineEndPos = end;
			}
			if (end === -1) return this.atEnd ? this.buffer.substring(this.pos) : null;
			if (this.buffer[end - 1] === "\r") end -= 1;
			return this.buffer.substring(this.pos, end);
		}
		hasChars(n) {
			return this.pos + n <= this.buffer.length;
		}
		setNext(state) {
			this.buffer = this.buffer.substring(this.pos);
			this.pos = 0;
			this.lineEndPos = null;
			this.next = state;
			return null;
		}
		peek(n) {
			return this.buffer.substr(this.pos, n);
		}
		*parseNext(next) {
			switch (next) {
				case "stream": return yield* this.parseStream();
				case "line-start": return yield* this.parseLineStart();
				case "block-start": return yield* this.parseBlockStart();
				case "doc": return yield* this.parseDocument();
				case "flow": return yield* this.parseFlowCollection();
				case "quoted-scalar": return yield* this.parseQuotedScalar();
				case "block-scalar": return yield* this.parseBlockScalar();
				case "plain-scalar": return yield* this.parsePlainScalar();
			}
		}
		*parseStream() {
			let line = this.getLine();
			if (line === null) return this.setNext("stream");
			if (line[0] === cst.BOM) {
				yield* this.pushCount(1);
				line = line.substring(1);
			}
			if (line[0] === "%") {
				let dirEnd = line.length;
				let cs = line.indexOf("#");
				while (cs !== -1) {
					const ch = line[cs - 1];
					if (ch === " " || ch === "	") {
						dirEnd = cs - 1;
						break;
					} else cs = line.indexOf("#", cs + 1);
				}
				while (true) {
					const ch = line[dirEnd - 1];
					if (ch === " " || ch === "	") dirEnd -= 1;
					else break;
				}
				const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
				yield* this.pushCount(line.length - n);
				this.pushNewline();
				return "stream";
			}
			if (this.atLineEnd()) {
				const sp = yield* this.pushSpaces(true);
				yield* this.pushCount(line.length - sp);
				yield* this.pushNewline();
				return "stream";
			}
			yield cst.DOCUMENT;
			return yield* this.parseLineStart();
		}
		*parseLineStart() {
			const ch = this.charAt(0);
			if (!ch && !this.atEnd) return this.setNext("line-start");
			if (ch === "-" || ch === ".") {
				if (!this.atEnd && !this.hasChars(4)) return this.setNext("line-start");
				const s = this.peek(3);
				if ((s === "---" || s === "...") && isEmpty(this.charAt(3))) {
					yield* this.pushCount(3);
					this.indentValue = 0;
					this.indentNext = 0;
					return s === "---" ? "doc" : "stream";
				}
			}
			this.indentValue = yield* this.pushSpaces(false);
			if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1))) this.indentNext = this.indentValue;
			return yield* this.parseBlockStart();
		}
		*parseBlockStart() {
			const [ch0, ch1] = this.peek(2);
			if (!ch1 && !this.atEnd) return this.setNext("block-start");
			if ((ch0 === "-" || ch0 === "?" || ch0 === ":") && isEmpty(ch1)) {
				const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
				this.indentNext = this.indentValue + 1;
				this.indentValue += n;
				return "block-start";
			}
			return "doc";
		}
		*parseDocument() {
			yield* this.pushSpaces(true);
			const line = this.getLine();
			if (line === null) return this.setNext("doc");
			let n = yield* this.pushIndicators();
			switch (line[n]) {
				case "#": yield* this.pushCount(line.length - n);
				case void 0:
					yield* this.pushNewline();
					return yield* this.parseLineStart();
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel = 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					return "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "doc";
				case "\"":
				case "'": return yield* this.parseQuotedScalar();
				case "|":
				case ">":
					n += yield* this.parseBlockScalarHeader();
					n += yield* this.pushSpaces(true);
					yield* this.pushCount(line.length - n);
					yield* this.pushNewline();
					return yield* this.parseBlockScalar();
				default: return yield* this.parsePlainScalar();
			}
		}
		*parseFlowCollection() {
			let nl, sp;
			let indent = -1;
			do {
				nl = yield* this.pushNewline();
				if (nl > 0) {
					sp = yield* this.pushSpaces(false);
					this.indentValue = indent = sp;
				} else sp = 0;
				sp += yield* this.pushSpaces(true);
			} while (nl + sp > 0);
			const line = this.getLine();
			if (line === null) return this.setNext("flow");
			if (indent !== -1 && indent < this.indentNext && line[0] !== "#" || indent === 0 && (line.startsWith("---") || line.startsWith("...")) && isEmpty(line[3])) {
				if (!(indent === this.indentNext - 1 && this.flowLevel === 1 && (line[0] === "]" || line[0] === "}"))) {
					this.flowLevel = 0;
					yield cst.FLOW_END;
					return yield* this.parseLineStart();
				}
			}
			let n = 0;
			while (line[n] === ",") {
				n += yield* this.pushCount(1);
				n += yield* this.pushSpaces(true);
				this.flowKey = false;
			}
			n += yield* this.pushIndicators();
			switch (line[n]) {
				case void 0: return "flow";
				case "#":
					yield* this.pushCount(line.length - n);
					return "flow";
				case "{":
				case "[":
					yield* this.pushCount(1);
					this.flowKey = false;
					this.flowLevel += 1;
					return "flow";
				case "}":
				case "]":
					yield* this.pushCount(1);
					this.flowKey = true;
					this.flowLevel -= 1;
					return this.flowLevel ? "flow" : "doc";
				case "*":
					yield* this.pushUntil(isNotAnchorChar);
					return "flow";
				case "\"":
				case "'":
					this.flowKey = true;
					return yield* this.parseQuotedScalar();
				case ":": {
					const next = this.charAt(1);
					if (this.flowKey || isEmpty(next) || next === ",") {
						this.flowKey = false;
						yield* this.pushCount(1);
						yield* this.pushSpaces(true);
						return "flow";
					}
				}
				default:
					this.flowKey = false;
					return yield* this.parsePlainScalar();
			}
		}
		*parseQuotedScalar() {
			const quote = this.charAt(0);
			let end = this.buffer.indexOf(quote, this.pos + 1);
			if (quote === "'") while (end !== -1 && this.buffer[end + 1] === "'") end = this.buffer.indexOf("'", end + 2);
			else while (end !== -1) {
				let n = 0;
				while (this.buffer[end - 1 - n] === "\\") n += 1;
				if (n % 2 === 0) break;
				end = this.buffer.indexOf("\"", end + 1);
			}
			const qb = this.buffer.substring(0, end);
			let nl = qb.indexOf("\n", this.pos);
			if (nl !== -1) {
				while (nl !== -1) {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = qb.indexOf("\n", cs);
				}
				if (nl !== -1) end = nl - (qb[nl - 1] === "\r" ? 2 : 1);
			}
			if (end === -1) {
				if (!this.atEnd) return this.setNext("quoted-scalar");
				end = this.buffer.length;
			}
			yield* this.pushToIndex(end + 1, false);
			return this.flowLevel ? "flow" : "doc";
		}
		*parseBlockScalarHeader() {
			this.blockScalarIndent = -1;
			this.blockScalarKeep = false;
			let i = this.pos;
			while (true) {
				const ch = this.buffer[++i];
				if (ch === "+") this.blockScalarKeep = true;
				else if (ch > "0" && ch <= "9") this.blockScalarIndent = Number(ch) - 1;
				else if (ch !== "-") break;
			}
			return yield* this.pushUntil((ch) => isEmpty(ch) || ch === "#");
		}
		*parseBlockScalar() {
			let nl = this.pos - 1;
			let indent = 0;
			let ch;
			loop: for (let i = this.pos; ch = this.buffer[i]; ++i) switch (ch) {
				case " ":
					indent += 1;
					break;
				case "\n":
					nl = i;
					indent = 0;
					break;
				case "\r": {
					const next = this.buffer[i + 1];
					if (!next && !this.atEnd) return this.setNext("block-scalar");
					if (next === "\n") break;
				}
				default: break loop;
			}
			if (!ch && !this.atEnd) return this.setNext("block-scalar");
			if (indent >= this.indentNext) {
				if (this.blockScalarIndent === -1) this.indentNext = indent;
				else this.indentNext = this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
				do {
					const cs = this.continueScalar(nl + 1);
					if (cs === -1) break;
					nl = this.buffer.indexOf("\n", cs);
				} while (nl !== -1);
				if (nl === -1) {
					if (!this.atEnd) return this.setNext("block-scalar");
					nl = this.buffer.length;
				}
			}
			let i = nl + 1;
			ch = this.buffer[i];
			while (ch === " ") ch = this.buffer[++i];
			if (ch === "	") {
				while (ch === "	" || ch === " " || ch === "\r" || ch === "\n") ch = this.buffer[++i];
				nl = i - 1;
			} else if (!this.blockScalarKeep) do {
				let i = nl - 1;
				let ch = this.buffer[i];
				if (ch === "\r") ch = this.buffer[--i];
				const lastChar = i;
				while (ch === " ") ch = this.buffer[--i];
				if (ch === "\n" && i >= this.pos && i + 1 + indent > lastChar) nl = i;
				else break;
			} while (true);
			yield cst.SCALAR;
			yield* this.pushToIndex(nl + 1, true);
			return yield* this.parseLineStart();
		}
		*parsePlainScalar() {
			const inFlow = this.flowLevel > 0;
			let end = this.pos - 1;
			let i = this.pos - 1;
			let ch;
			while (ch = this.buffer[++i]) if (ch === ":") {
				const next = this.buffer[i + 1];
				if (isEmpty(next) || inFlow && flowIndicatorChars.has(next)) break;
				end = i;
			} else if (isEmpty(ch)) {
				let next = this.buffer[i + 1];
				if (ch === "\r") {
					if (next === "\n") {
						i += 1;
						ch = "\n";
						next = this.buffer[i + 1];
					} else end = i;
				}
				if (next === "#" || inFlow && flowIndicatorChars.has(next)) break;
				if (ch === "\n") {
					const cs = this.continueScalar(i + 1);
					if (cs === -1) break;
					i = Math.max(i, cs - 2);
				}
			} else {
				if (inFlow && flowIndicatorChars.has(ch)) break;
				end = i;
			}
			if (!ch && !this.atEnd) return this.setNext("plain-scalar");
			yield cst.SCALAR;
			yield* this.pushToIndex(end + 1, true);
			return inFlow ? "flow" : "doc";
		}
		*pushCount(n) {
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos += n;
				return n;
			}
			return 0;
		}
		*pushToIndex(i, allowEmpty) {
			const s = this.buffer.slice(this.pos, i);
			if (s) {
				yield s;
				this.pos += s.length;
				return s.length;
			} else if (allowEmpty) yield "";
			return 0;
		}
		*pushIndicators() {
			let n = 0;
			loop: while (true) {
				switch (this.charAt(0)) {
					case "!":
						n += yield* this.pushTag();
						n += yield* this.pushSpaces(true);
						continue loop;
					case "&":
						n += yield* this.pushUntil(isNotAnchorChar);
						n += yield* this.pushSpaces(true);
						continue loop;
					case "-":
					case "?":
					case ":": {
						const inFlow = this.flowLevel > 0;
						const ch1 = this.charAt(1);
						if (isEmpty(ch1) || inFlow && flowIndicatorChars.has(ch1)) {
							if (!inFlow) this.indentNext = this.indentValue + 1;
							else if (this.flowKey) this.flowKey = false;
							n += yield* this.pushCount(1);
							n += yield* this.pushSpaces(true);
							continue loop;
						}
					}
				}
				break loop;
			}
			return n;
		}
		*pushTag() {
			if (this.charAt(1) === "<") {
				let i = this.pos + 2;
				let ch = this.buffer[i];
				while (!isEmpty(ch) && ch !== ">") ch = this.buffer[++i];
				return yield* this.pushToIndex(ch === ">" ? i + 1 : i, false);
			} else {
				let i = this.pos + 1;
				let ch = this.buffer[i];
				while (ch) if (tagChars.has(ch)) ch = this.buffer[++i];
				else if (ch === "%" && hexDigits.has(this.buffer[i + 1]) && hexDigits.has(this.buffer[i + 2])) ch = this.buffer[i += 3];
				else break;
				return yield* this.pushToIndex(i, false);
			}
		}
		*pushNewline() {
			const ch = this.buffer[this.pos];
			if (ch === "\n") return yield* this.pushCount(1);
			else if (ch === "\r" && this.charAt(1) === "\n") return yield* this.pushCount(2);
			else return 0;
		}
		*pushSpaces(allowTabs) {
			let i = this.pos - 1;
			let ch;
			do
				ch = this.buffer[++i];
			while (ch === " " || allowTabs && ch === "	");
			const n = i - this.pos;
			if (n > 0) {
				yield this.buffer.substr(this.pos, n);
				this.pos = i;
			}
			return n;
		}
		*pushUntil(test) {
			let i = this.pos;
			let ch = this.buffer[i];
			while (!test(ch)) ch = this.buffer[++i];
			return yield* this.pushToIndex(i, false);
		}
	};
	exports.Lexer = Lexer;
}));
// node_modules/yaml/dist/parse/line-counter.js
var require_line_counter = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	/**
	* Tracks newlines during parsing in order to provide an efficient API for
	* determining the one-indexed `{ line, col }` position for any offset
	* within the input.
	*/
	var LineCounter = class {
		constructor() {
			this.lineStarts = [];
			/**
			* Should be called in ascending order. Otherwise, call
			* `lineCounter.lineStarts.sort()` before calling `linePos()`.
			*/
			this.addNewLine = (offset) => this.lineStarts.push(offset);
			/**
			* Performs a binary search and returns the 1-indexed { line, col }
			* position of `offset`. If `line === 0`, `addNewLine` has never been
			* called or `offset` is before the first known newline.
			*/
			this.linePos = (offset) => {
				let low = 0;
				let high = this.lineStarts.length;
				while (low < high) {
					const mid = low + high >> 1;
					if (this.lineStarts[mid] < offset) low = mid + 1;
					else high = mid;
				}
				if (this.lineStarts[low] === offset) return {
					line: low + 1,
					col: 1
				};
				if (low === 0) return {
					line: 0,
					col: offset
				};
				const start = this.lineStarts[low - 1];
				return {
					line: low,
					col: offset - start + 1
				};
			};
		}
	};
	exports.LineCounter = LineCounter;
}));
// node_modules/yaml/dist/parse/parser.js
var require_parser = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var node_process = (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.n)("process");
	var cst = require_cst();
	var lexer = require_lexer();
	function includesToken(list, type) {
		for (let i = 0; i < list.length; ++i) if (list[i].type === type) return true;
		return false;
	}
	function findNonEmptyIndex(list) {
		for (let i = 0; i < list.length; ++i) switch (list[i].type) {
			case "space":
			case "comment":
			case "newline": break;
			default: return i;
		}
		return -1;
	}
	function isFlowToken(token) {
		switch (token?.type) {
			case "alias":
			case "scalar":
			case "single-quoted-scalar":
			case "double-quoted-scalar":
			case "flow-collection": return true;
			default: return false;
		}
	}
	function getPrevProps(parent) {
		switch (parent.type) {
			case "document": return parent.start;
			case "block-map": {
				const it = parent.items[parent.items.length - 1];
				return it.sep ?? it.start;
			}
			case "block-seq": return parent.items[parent.items.length - 1].start;
			/* istanbul ignore next should not happen */
			default: return [];
		}
	}
	/** Note: May modify input array */
	function getFirstKeyStartProps(prev) {
		if (prev.length === 0) return [];
		let i = prev.length;
		loop: while (--i >= 0) switch (prev[i].type) {
			case "doc-start":
			case "explicit-key-ind":
			case "map-value-ind":
			case "seq-item-ind":
			case "newline": break loop;
		}
		while (prev[++i]?.type === "space");
		return prev.splice(i, prev.length);
	}
	function arrayPushArray(target, source) {
		if (source.length < 1e5) Array.prototype.push.apply(target, source);
		else for (let i = 0; i < source.length; ++i) target.push(source[i]);
	}
	function fixFlowSeqItems(fc) {
		if (fc.start.type === "flow-seq-start") {
			for (const it of fc.items) if (it.sep && !it.value && !includesToken(it.start, "explicit-key-ind") && !includesToken(it.sep, "map-value-ind")) {
				if (it.key) it.value = it.key;
				delete it.key;
				if (isFlowToken(it.value)) {
					if (it.value.end) arrayPushArray(it.value.end, it.sep);
					else it.value.end = it.sep;
				} else arrayPushArray(it.start, it.sep);
				delete it.sep;
			}
		}
	}
	/**
	* A YAML concrete syntax tree (CST) parser
	*
	* ```ts
	* const src: string = ...
	* for (const token of new Parser().parse(src)) {
	*   // token: Token
	* }
	* ```
	*
	* To use the parser with a user-provided lexer:
	*
	* ```ts
	* function* parse(source: string, lexer: Lexer) {
	*   const parser = new Parser()
	*   for (const lexeme of lexer.lex(source))
	*     yield* parser.next(lexeme)
	*   yield* parser.end()
	* }
	*
	* const src: string = ...
	* const lexer = new Lexer()
	* for (const token of parse(src, lexer)) {
	*   // token: Token
	* }
	* ```
	*/
	var Parser = class {
		/**
		* @param onNewLine - If defined, called separately with the start position of
		*   each new line (in `parse()`, including the start of input).
		*/
		constructor(onNewLine) {
			/** If true, space and sequence indicators count as indentation */
			this.atNewLine = true;
			/** If true, next token is a scalar value */
			this.atScalar = false;
			/** Current indentation level */
			this.indent = 0;
			/** Current offset since the start of parsing */
			this.offset = 0;
			/** On the same line with a block map key */
			this.onKeyLine = false;
			/** Top indicates the node that's currently being built */
			this.stack = [];
			/** The source of the current token, set in parse() */
			this.source = "";
			/** The type of the current token, set in parse() */
			this.type = "";
			this.lexer = new lexer.Lexer();
			this.onNewLine = onNewLine;
		}
		/**
		* Parse `source` as a YAML stream.
		* If `incomplete`, a part of the last line may be left as a buffer for the next call.
		*
		* Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
		*
		* @returns A generator of tokens representing each directive, document, and other structure.
		*/
		*parse(source, incomplete = false) {
			if (this.onNewLine && this.offset === 0) this.onNewLine(0);
			for (const lexeme of this.lexer.lex(source, incomplete)) yield* this.next(lexeme);
			if (!incomplete) yield* this.end();
		}
		/**
		* Advance the parser by the `source` of one lexical token.
		*/
		*next(source) {
			this.source = source;
			if (node_process.env.LOG_TOKENS) console.log("|", cst.prettyToken(source));
			if (this.atScalar) {
				this.atScalar = false;
				yield* this.step();
				this.offset += source.length;
				return;
			}
			const type = cst.tokenType(source);
			if (!type) {
				const message = `Not a YAML token: ${source}`;
				yield* this.pop({
					type: "error",
					offset: this.offset,
					message,
					source
				});
				this.offset += source.length;
			} else if (type === "scalar") {
				this.atNewLine = false;
				this.atScalar = true;
				this.type = "scalar";
			} else {
				this.type = type;
				yield* this.step();
				switch (type) {
					case "newline":
						this.atNewLine = true;
						this.indent = 0;
						if (this.onNewLine) this.onNewLine(this.offset + source.length);
						break;
					case "space":
						if (this.atNewLine && source[0] === " ") this.indent += source.length;
						break;
					case "explicit-key-ind":
					case "map-value-ind":
					case "seq-item-ind":
						if (this.atNewLine) this.indent += source.length;
						break;
					case "doc-mode":
					case "flow-error-end": return;
					default: this.atNewLine = false;
				}
				this.offset += source.length;
			}
		}
		/** Call at end of input to push out any remaining constructions */
		*end() {
			while (this.stack.length > 0) yield* this.pop();
		}
		get sourceToken() {
			return {
				type: this.type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		*step() {
			const top = this.peek(1);
			if (this.type === "doc-end" && top?.type !== "doc-end") {
				while (this.stack.length > 0) yield* this.pop();
				this.stack.push({
					type: "doc-end",
					offset: this.offset,
					source: this.source
				});
				return;
			}
			if (!top) return yield* this.stream();
			switch (top.type) {
				case "document": return yield* this.document(top);
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return yield* this.scalar(top);
				case "block-scalar": return yield* this.blockScalar(top);
				case "block-map": return yield* this.blockMap(top);
				case "block-seq": return yield* this.blockSequence(top);
				case "flow-collection": return yield* this.flowCollection(top);
				case "doc-end": return yield* this.documentEnd(top);
			}
			/* istanbul ignore next should not happen */
			yield* this.pop();
		}
		peek(n) {
			return this.stack[this.stack.length - n];
		}
		*pop(error) {
			const token = error ?? this.stack.pop();
			/* istanbul ignore if should not happen */
			if (!token) yield {
				type: "error",
				offset: this.offset,
				source: "",
				message: "Tried to pop an empty stack"
			};
			else if (this.stack.length === 0) yield token;
			else {
				const top = this.peek(1);
				if (token.type === "block-scalar") token.indent = "indent" in top ? top.indent : 0;
				else if (token.type === "flow-collection" && top.type === "document") token.indent = 0;
				if (token.type === "flow-collection") fixFlowSeqItems(token);
				switch (top.type) {
					case "document":
						top.value = token;
						break;
					case "block-scalar":
						top.props.push(token);
						break;
					case "block-map": {
						const it = top.items[top.items.length - 1];
						if (it.value) {
							top.items.push({
								start: [],
								key: token,
								sep: []
							});
							this.onKeyLine = true;
							return;
						} else if (it.sep) it.value = token;
						else {
							Object.assign(it, {
								key: token,
								sep: []
							});
							this.onKeyLine = !it.explicitKey;
							return;
						}
						break;
					}
					case "block-seq": {
						const it = top.items[top.items.length - 1];
						if (it.value) top.items.push({
							start: [],
							value: token
						});
						else it.value = token;
						break;
					}
					case "flow-collection": {
						const it = top.items[top.items.length - 1];
						if (!it || it.value) top.items.push({
							start: [],
							key: token,
							sep: []
						});
						else if (it.sep) it.value = token;
						else Object.assign(it, {
							key: token,
							sep: []
						});
						return;
					}
					/* istanbul ignore next should not happen */
					default:
						yield* this.pop();
						yield* this.pop(token);
				}
				if ((top.type === "document" || top.type === "block-map" || top.type === "block-seq") && (token.type === "block-map" || token.type === "block-seq")) {
					const last = token.items[token.items.length - 1];
					if (last && !last.sep && !last.value && last.start.length > 0 && findNonEmptyIndex(last.start) === -1 && (token.indent === 0 || last.start.every((st) => st.type !== "comment" || st.indent < token.indent))) {
						if (top.type === "document") top.end = last.start;
						else top.items.push({ start: last.start });
						token.items.splice(-1, 1);
					}
				}
			}
		}
		*stream() {
			switch (this.type) {
				case "directive-line":
					yield {
						type: "directive",
						offset: this.offset,
						source: this.source
					};
					return;
				case "byte-order-mark":
				case "space":
				case "comment":
				case "newline":
					yield this.sourceToken;
					return;
				case "doc-mode":
				case "doc-start": {
					const doc = {
						type: "document",
						offset: this.offset,
						start: []
					};
					if (this.type === "doc-start") doc.start.push(this.sourceToken);
					this.stack.push(doc);
					return;
				}
			}
			yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML stream`,
				source: this.source
			};
		}
		*document(doc) {
			if (doc.value) return yield* this.lineEnd(doc);
			switch (this.type) {
				case "doc-start":
					if (findNonEmptyIndex(doc.start) !== -1) {
						yield* this.pop();
						yield* this.step();
					} else doc.start.push(this.sourceToken);
					return;
				case "anchor":
				case "tag":
				case "space":
				case "comment":
				case "newline":
					doc.start.push(this.sourceToken);
					return;
			}
			const bv = this.startBlockValue(doc);
			if (bv) this.stack.push(bv);
			else yield {
				type: "error",
				offset: this.offset,
				message: `Unexpected ${this.type} token in YAML document`,
				source: this.source
			};
		}
		*scalar(scalar) {
			if (this.type === "map-value-ind") {
				const start = getFirstKeyStartProps(getPrevProps(this.peek(2)));
				let sep;
				if (scalar.end) {
					sep = scalar.end;
					sep.push(this.sourceToken);
					delete scalar.end;
				} else sep = [this.sourceToken];
				const map = {
					type: "block-map",
					offset: scalar.offset,
					indent: scalar.indent,
					items: [{
						start,
						key: scalar,
						sep
					}]
				};
				this.onKeyLine = true;
				this.stack[this.stack.length - 1] = map;
			} else yield* this.lineEnd(scalar);
		}
		*blockScalar(scalar) {
			switch (this.type) {
				case "space":
				case "comment":
				case "newline":
					scalar.props.push(this.sourceToken);
					return;
				case "scalar":
					scalar.source = this.source;
					this.atNewLine = true;
					this.indent = 0;
					if (this.onNewLine) {
						let nl = this.source.indexOf("\n") + 1;
						while (nl !== 0) {
							this.onNewLine(this.offset + nl);
							nl = this.source.indexOf("\n", nl) + 1;
						}
					}
					yield* this.pop();
					break;
				/* istanbul ignore next should not happen */
				default:
					yield* this.pop();
					yield* this.step();
			}
		}
		*blockMap(map) {
			const it = map.items[map.items.length - 1];
			switch (this.type) {
				case "newline":
					this.onKeyLine = false;
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else map.items.push({ start: [this.sourceToken] });
					} else if (it.sep) it.sep.push(this.sourceToken);
					else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) map.items.push({ start: [this.sourceToken] });
					else if (it.sep) it.sep.push(this.sourceToken);
					else {
						if (this.atIndentedComment(it.start, map.indent)) {
							const end = map.items[map.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								map.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
			}
			if (this.indent >= map.indent) {
				const atMapIndent = !this.onKeyLine && this.indent === map.indent;
				const atNextItem = atMapIndent && (it.sep || it.explicitKey) && this.type !== "seq-item-ind";
				let start = [];
				if (atNextItem && it.sep && !it.value) {
					const nl = [];
					for (let i = 0; i < it.sep.length; ++i) {
						const st = it.sep[i];
						switch (st.type) {
							case "newline":
								nl.push(i);
								break;
							case "space": break;
							case "comment":
								if (st.indent > map.indent) nl.length = 0;
								break;
							default: nl.length = 0;
						}
					}
					if (nl.length >= 2) start = it.sep.splice(nl[1]);
				}
				switch (this.type) {
					case "anchor":
					case "tag":
						if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({ start });
							this.onKeyLine = true;
						} else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "explicit-key-ind":
						if (!it.sep && !it.explicitKey) {
							it.start.push(this.sourceToken);
							it.explicitKey = true;
						} else if (atNextItem || it.value) {
							start.push(this.sourceToken);
							map.items.push({
								start,
								explicitKey: true
							});
						} else this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [this.sourceToken],
								explicitKey: true
							}]
						});
						this.onKeyLine = true;
						return;
					case "map-value-ind":
						if (it.explicitKey) {
							if (!it.sep) {
								if (includesToken(it.start, "newline")) Object.assign(it, {
									key: null,
									sep: [this.sourceToken]
								});
								else {
									const start = getFirstKeyStartProps(it.start);
									this.stack.push({
										type: "block-map",
										offset: this.offset,
										indent: this.indent,
										items: [{
											start,
											key: null,
											sep: [this.sourceToken]
										}]
									});
								}
							} else if (it.value) map.items.push({
								start: [],
								key: null,
								sep: [this.sourceToken]
							});
							else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
								type: "block-map",
								offset: this.offset,
								indent: this.indent,
								items: [{
									start,
									key: null,
									sep: [this.sourceToken]
								}]
							});
							else if (isFlowToken(it.key) && !includesToken(it.sep, "newline")) {
								const start = getFirstKeyStartProps(it.start);
								const key = it.key;
								const sep = it.sep;
								sep.push(this.sourceToken);
								delete it.key;
								delete it.sep;
								this.stack.push({
									type: "block-map",
									offset: this.offset,
									indent: this.indent,
									items: [{
										start,
										key,
										sep
									}]
								});
							} else if (start.length > 0) it.sep = it.sep.concat(start, this.sourceToken);
							else it.sep.push(this.sourceToken);
						} else if (!it.sep) Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.value || atNextItem) map.items.push({
							start,
							key: null,
							sep: [this.sourceToken]
						});
						else if (includesToken(it.sep, "map-value-ind")) this.stack.push({
							type: "block-map",
							offset: this.offset,
							indent: this.indent,
							items: [{
								start: [],
								key: null,
								sep: [this.sourceToken]
							}]
						});
						else it.sep.push(this.sourceToken);
						this.onKeyLine = true;
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (atNextItem || it.value) {
							map.items.push({
								start,
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						} else if (it.sep) this.stack.push(fs);
						else {
							Object.assign(it, {
								key: fs,
								sep: []
							});
							this.onKeyLine = true;
						}
						return;
					}
					default: {
						const bv = this.startBlockValue(map);
						if (bv) {
							if (bv.type === "block-seq") {
								if (!it.explicitKey && it.sep && !includesToken(it.sep, "newline")) {
									yield* this.pop({
										type: "error",
										offset: this.offset,
										message: "Unexpected block-seq-ind on same line with key",
										source: this.source
									});
									return;
								}
							} else if (atMapIndent) map.items.push({ start });
							this.stack.push(bv);
							return;
						}
					}
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*blockSequence(seq) {
			const it = seq.items[seq.items.length - 1];
			switch (this.type) {
				case "newline":
					if (it.value) {
						const end = "end" in it.value ? it.value.end : void 0;
						if ((Array.isArray(end) ? end[end.length - 1] : void 0)?.type === "comment") end?.push(this.sourceToken);
						else seq.items.push({ start: [this.sourceToken] });
					} else it.start.push(this.sourceToken);
					return;
				case "space":
				case "comment":
					if (it.value) seq.items.push({ start: [this.sourceToken] });
					else {
						if (this.atIndentedComment(it.start, seq.indent)) {
							const end = seq.items[seq.items.length - 2]?.value?.end;
							if (Array.isArray(end)) {
								arrayPushArray(end, it.start);
								end.push(this.sourceToken);
								seq.items.pop();
								return;
							}
						}
						it.start.push(this.sourceToken);
					}
					return;
				case "anchor":
				case "tag":
					if (it.value || this.indent <= seq.indent) break;
					it.start.push(this.sourceToken);
					return;
				case "seq-item-ind":
					if (this.indent !== seq.indent) break;
					if (it.value || includesToken(it.start, "seq-item-ind")) seq.items.push({ start: [this.sourceToken] });
					else it.start.push(this.sourceToken);
					return;
			}
			if (this.indent > seq.indent) {
				const bv = this.startBlockValue(seq);
				if (bv) {
					this.stack.push(bv);
					return;
				}
			}
			yield* this.pop();
			yield* this.step();
		}
		*flowCollection(fc) {
			const it = fc.items[fc.items.length - 1];
			if (this.type === "flow-error-end") {
				let top;
				do {
					yield* this.pop();
					top = this.peek(1);
				} while (top?.type === "flow-collection");
			} else if (fc.end.length === 0) {
				switch (this.type) {
					case "comma":
					case "explicit-key-ind":
						if (!it || it.sep) fc.items.push({ start: [this.sourceToken] });
						else it.start.push(this.sourceToken);
						return;
					case "map-value-ind":
						if (!it || it.value) fc.items.push({
							start: [],
							key: null,
							sep: [this.sourceToken]
						});
						else if (it.sep) it.sep.push(this.sourceToken);
						else Object.assign(it, {
							key: null,
							sep: [this.sourceToken]
						});
						return;
					case "space":
					case "comment":
					case "newline":
					case "anchor":
					case "tag":
						if (!it || it.value) fc.items.push({ start: [this.sourceToken] });
						else if (it.sep) it.sep.push(this.sourceToken);
						else it.start.push(this.sourceToken);
						return;
					case "alias":
					case "scalar":
					case "single-quoted-scalar":
					case "double-quoted-scalar": {
						const fs = this.flowScalar(this.type);
						if (!it || it.value) fc.items.push({
							start: [],
							key: fs,
							sep: []
						});
						else if (it.sep) this.stack.push(fs);
						else Object.assign(it, {
							key: fs,
							sep: []
						});
						return;
					}
					case "flow-map-end":
					case "flow-seq-end":
						fc.end.push(this.sourceToken);
						return;
				}
				const bv = this.startBlockValue(fc);
				/* istanbul ignore else should not happen */
				if (bv) this.stack.push(bv);
				else {
					yield* this.pop();
					yield* this.step();
				}
			} else {
				const parent = this.peek(2);
				if (parent.type === "block-map" && (this.type === "map-value-ind" && parent.indent === fc.indent || this.type === "newline" && !parent.items[parent.items.length - 1].sep)) {
					yield* this.pop();
					yield* this.step();
				} else if (this.type === "map-value-ind" && parent.type !== "flow-collection") {
					const start = getFirstKeyStartProps(getPrevProps(parent));
					fixFlowSeqItems(fc);
					const sep = fc.end.splice(1, fc.end.length);
					sep.push(this.sourceToken);
					const map = {
						type: "block-map",
						offset: fc.offset,
						indent: fc.indent,
						items: [{
							start,
							key: fc,
							sep
						}]
					};
					this.onKeyLine = true;
					this.stack[this.stack.length - 1] = map;
				} else yield* this.lineEnd(fc);
			}
		}
		flowScalar(type) {
			if (this.onNewLine) {
				let nl = this.source.indexOf("\n") + 1;
				while (nl !== 0) {
					this.onNewLine(this.offset + nl);
					nl = this.source.indexOf("\n", nl) + 1;
				}
			}
			return {
				type,
				offset: this.offset,
				indent: this.indent,
				source: this.source
			};
		}
		startBlockValue(parent) {
			switch (this.type) {
				case "alias":
				case "scalar":
				case "single-quoted-scalar":
				case "double-quoted-scalar": return this.flowScalar(this.type);
				case "block-scalar-header": return {
					type: "block-scalar",
					offset: this.offset,
					indent: this.indent,
					props: [this.sourceToken],
					source: ""
				};
				case "flow-map-start":
				case "flow-seq-start": return {
					type: "flow-collection",
					offset: this.offset,
					indent: this.indent,
					start: this.sourceToken,
					items: [],
					end: []
				};
				case "seq-item-ind": return {
					type: "block-seq",
					offset: this.offset,
					indent: this.indent,
					items: [{ start: [this.sourceToken] }]
				};
				case "explicit-key-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					start.push(this.sourceToken);
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							explicitKey: true
						}]
					};
				}
				case "map-value-ind": {
					this.onKeyLine = true;
					const start = getFirstKeyStartProps(getPrevProps(parent));
					return {
						type: "block-map",
						offset: this.offset,
						indent: this.indent,
						items: [{
							start,
							key: null,
							sep: [this.sourceToken]
						}]
					};
				}
			}
			return null;
		}
		atIndentedComment(start, indent) {
			if (this.type !== "comment") return false;
			if (this.indent <= indent) return false;
			return start.every((st) => st.type === "newline" || st.type === "space");
		}
		*documentEnd(docEnd) {
			if (this.type !== "doc-mode") {
				if (docEnd.end) docEnd.end.push(this.sourceToken);
				else docEnd.end = [this.sourceToken];
				if (this.type === "newline") yield* this.pop();
			}
		}
		*lineEnd(token) {
			switch (this.type) {
				case "comma":
				case "doc-start":
				case "doc-end":
				case "flow-seq-end":
				case "flow-map-end":
				case "map-value-ind":
					yield* this.pop();
					yield* this.step();
					break;
				case "newline": this.onKeyLine = false;
				default:
					if (token.end) token.end.push(this.sourceToken);
					else token.end = [this.sourceToken];
					if (this.type === "newline") yield* this.pop();
			}
		}
	};
	exports.Parser = Parser;
}));
// node_modules/yaml/dist/public-api.js
var require_public_api = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var errors = require_errors();
	var log = require_log();
	var identity = require_identity();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	function parseOptions(options) {
		const prettyErrors = options.prettyErrors !== false;
		return {
			lineCounter: options.lineCounter || prettyErrors && new lineCounter.LineCounter() || null,
			prettyErrors
		};
	}
	/**
	* Parse the input as a stream of YAML documents.
	*
	* Documents should be separated from each other by `...` or `---` marker lines.
	*
	* @returns If an empty `docs` array is returned, it will be of type
	*   EmptyStream and contain additional stream information. In
	*   TypeScript, you should use `'empty' in docs` as a type guard for it.
	*/
	function parseAllDocuments(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		const docs = Array.from(composer$1.compose(parser$1.parse(source)));
		if (prettyErrors && lineCounter) for (const doc of docs) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		if (docs.length > 0) return docs;
		return Object.assign([], { empty: true }, composer$1.streamInfo());
	}
	/** Parse an input string into a single YAML.Document */
	function parseDocument(source, options = {}) {
		const { lineCounter, prettyErrors } = parseOptions(options);
		const parser$1 = new parser.Parser(lineCounter?.addNewLine);
		const composer$1 = new composer.Composer(options);
		let doc = null;
		for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) if (!doc) doc = _doc;
		else if (doc.options.logLevel !== "silent") {
			doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), "MULTIPLE_DOCS", "Source contains multiple documents; please use YAML.parseAllDocuments()"));
			break;
		}
		if (prettyErrors && lineCounter) {
			doc.errors.forEach(errors.prettifyError(source, lineCounter));
			doc.warnings.forEach(errors.prettifyError(source, lineCounter));
		}
		return doc;
	}
	function parse(src, reviver, options) {
		let _reviver = void 0;
		if (typeof reviver === "function") _reviver = reviver;
		else if (options === void 0 && reviver && typeof reviver === "object") options = reviver;
		const doc = parseDocument(src, options);
		if (!doc) return null;
		doc.warnings.forEach((warning) => log.warn(doc.options.logLevel, warning));
		if (doc.errors.length > 0) {
			if (doc.options.logLevel !== "silent") throw doc.errors[0];
			else doc.errors = [];
		}
		return doc.toJS(Object.assign({ reviver: _reviver }, options));
	}
	function stringify(value, replacer, options) {
		let _replacer = null;
		if (typeof replacer === "function" || Array.isArray(replacer)) _replacer = replacer;
		else if (options === void 0 && replacer) options = replacer;
		if (typeof options === "string") options = options.length;
		if (typeof options === "number") {
			const indent = Math.round(options);
			options = indent < 1 ? void 0 : indent > 8 ? { indent: 8 } : { indent };
		}
		if (value === void 0) {
			const { keepUndefined } = options ?? replacer ?? {};
			if (!keepUndefined) return void 0;
		}
		if (identity.isDocument(value) && !_replacer) return value.toString(options);
		return new Document.Document(value, _replacer, options).toString(options);
	}
	exports.parse = parse;
	exports.parseAllDocuments = parseAllDocuments;
	exports.parseDocument = parseDocument;
	exports.stringify = stringify;
}));
// node_modules/yaml/dist/index.js
var require_dist = /* @__PURE__ */ (0,_rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__.t)(((exports) => {
	var composer = require_composer();
	var Document = require_Document();
	var Schema = require_Schema();
	var errors = require_errors();
	var Alias = require_Alias();
	var identity = require_identity();
	var Pair = require_Pair();
	var Scalar = require_Scalar();
	var YAMLMap = require_YAMLMap();
	var YAMLSeq = require_YAMLSeq();
	require_cst();
	var lexer = require_lexer();
	var lineCounter = require_line_counter();
	var parser = require_parser();
	var publicApi = require_public_api();
	var visit = require_visit();
	exports.Composer = composer.Composer;
	exports.Document = Document.Document;
	exports.Schema = Schema.Schema;
	exports.YAMLError = errors.YAMLError;
	exports.YAMLParseError = errors.YAMLParseError;
	exports.YAMLWarning = errors.YAMLWarning;
	exports.Alias = Alias.Alias;
	exports.isAlias = identity.isAlias;
	exports.isCollection = identity.isCollection;
	exports.isDocument = identity.isDocument;
	exports.isMap = identity.isMap;
	exports.isNode = identity.isNode;
	exports.isPair = identity.isPair;
	exports.isScalar = identity.isScalar;
	exports.isSeq = identity.isSeq;
	exports.Pair = Pair.Pair;
	exports.Scalar = Scalar.Scalar;
	exports.YAMLMap = YAMLMap.YAMLMap;
	exports.YAMLSeq = YAMLSeq.YAMLSeq;
	exports.Lexer = lexer.Lexer;
	exports.LineCounter = lineCounter.LineCounter;
	exports.Parser = parser.Parser;
	exports.parse = publicApi.parse;
	exports.parseAllDocuments = publicApi.parseAllDocuments;
	exports.parseDocument = publicApi.parseDocument;
	exports.stringify = publicApi.stringify;
	exports.visit = visit.visit;
	exports.visitAsync = visit.visitAsync;
}));
// src/core/cluster/configured.ts
/** The pod's own account; never used unless it is asked for by this name. */
const IN_CLUSTER = "in-cluster";
/** Tells whether the user has named a cluster. `~/.kube/config` alone does not: it may be about any other work. */
const isConfigured = ({ kubeconfig, context, env }) => [
	kubeconfig,
	context,
	env["KUBECONFIG"]
].some((value) => value !== void 0 && value !== "");
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
const isRetriedCode = _address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_1__.i;
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



/***/ }),

/***/ 2359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ loginOf),
/* harmony export */   c: () => (/* binding */ distrustsTls),
/* harmony export */   d: () => (/* binding */ jobFiles),
/* harmony export */   i: () => (/* binding */ findLogin),
/* harmony export */   l: () => (/* binding */ isIndex),
/* harmony export */   n: () => (/* binding */ minorOf),
/* harmony export */   o: () => (/* binding */ normalKey),
/* harmony export */   r: () => (/* binding */ readRuntime),
/* harmony export */   s: () => (/* binding */ parseDockerConfig),
/* harmony export */   t: () => (/* binding */ majorOf),
/* harmony export */   u: () => (/* binding */ jobProblems)
/* harmony export */ });
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9904);
/* harmony import */ var _platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5117);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(792);
/* harmony import */ var _resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6295);




// src/core/build/job/files.ts
/** What all files of a unit may have together, in bytes. */
const MAX_FILES_SIZE = 6e6;
/** Data of one ConfigMap, in bytes; the server's limit of 1 MiB is for the whole object in JSON. https://kubernetes.io/docs/concepts/configuration/configmap/ */
const MAX_PIECE = 9e5;
/** They share a ConfigMap with the builder program. */
const MAX_MOUNTED_SIZE = 8e5;
/** Each subPath costs the kubelet a mount: 60 of them about a second. */
const MAX_MOUNTED = 60;
/** Chooses how `files` travel, and reads them. */
const jobFiles = async (files) => {
	if (!areMountable(files)) return {
		kind: "archive",
		pieces: piecesOf(await archive(files))
	};
	const mounted = files.map(async ({ path, executable, read }) => ({
		path,
		executable,
		bytes: await read()
	}));
	return {
		kind: "mounted",
		files: await Promise.all(mounted)
	};
};
/** Returns the size of all files together, in bytes. */
const sizeOf = (files) => files.reduce((sum, file) => sum + (file.type === "file" ? file.size : 0), 0);
/** A mount below a folder would make the folder root's, and the install could not write there. */
const areMountable = (files) => files.length <= MAX_MOUNTED && sizeOf(files) <= MAX_MOUNTED_SIZE && files.every(({ type, path }) => type === "file" && /^(?!\.\.)[^/:]+$/.test(path));
const archive = async (files) => {
	const owner = {
		uid: 1e3,
		gid: 1e3
	};
	const { bytes } = await (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.d)(files.map((file) => file.type === "symlink" ? { entry: {
		type: "symlink",
		path: file.path,
		mode: 511,
		size: 0,
		target: file.target,
		...owner
	} } : {
		entry: {
			type: "file",
			path: file.path,
			mode: file.executable ? 493 : 420,
			size: file.size,
			...owner
		},
		read: file.read
	}));
	return bytes;
};
const piecesOf = (bytes) => Array.from({ length: Math.ceil(bytes.length / MAX_PIECE) }, (_, index) => bytes.subarray(index * MAX_PIECE, (index + 1) * MAX_PIECE));
// src/core/build/job/check.ts
/** Says why no Job can install `unit`, once for each place that needs it. */
const jobProblems = (unit) => {
	const why = whyNot(unit);
	if (why === void 0) return [];
	return unit.at.map((at) => ({
		severity: "error",
		code: "BUILD_FAILED",
		message: `Cannot install for "${unit.runtime}" with builder "job": ${why.reason}`,
		at,
		hint: why.hint
	}));
};
const whyNot = ({ platform, files }) => {
	if (platform.os !== "linux") return {
		reason: `the image is for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_1__.t)(platform)}, and its pods run on Linux`,
		hint: "Build for a Linux platform"
	};
	const size = sizeOf(files);
	if (size <= 6e6) return void 0;
	return {
		reason: `the dependency files and local packages have ${size} bytes, and a Job takes ${MAX_FILES_SIZE}`,
		hint: "Use builder \"docker\" or \"runner\", or publish the local packages to a package registry"
	};
};
// src/core/oci/types.ts
/** Tells an index (either vendor's list) from a manifest of one image. */
const isIndex = (content) => "manifests" in content;
// src/edge/builder/job/kubeless-config.ts
/**
* Tells whether Kubeless' own configuration says to speak to the functions' registry without TLS that is checked. Where
* there is no Kubeless, or it cannot be read, it says nothing.
*/
const distrustsTls = async (cluster, signal) => {
	try {
		return (await cluster.get(_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_3__.n, {
			namespace: "kubeless",
			name: "kubeless-config"
		}, signal))?.data?.["function-registry-tls-verify"] === "false";
	} catch (error) {
		if ((0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_3__.v)(error, 403) || (0,_resource_VZEaA9Lg_js__WEBPACK_IMPORTED_MODULE_3__.v)(error, 404)) return false;
		throw error;
	}
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
		_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.m
	].includes(host);
	const path = slash === -1 ? "" : bare.slice(slash);
	return (hub ? _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.m : host) + (address || hub ? path.replace(/^\/v[12]$/, "") : path);
};
const mostSpecific = (auths, repository) => {
	const name = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_2__.g)(repository);
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
// src/edge/builder/runtime.ts
/** Reads a runtime id. */
const readRuntime = (runtime) => {
	const version = /[0-9.]+$/.exec(runtime)?.[0] ?? "";
	if (/^node/i.test(runtime)) return {
		tool: "npm",
		version: majorOf(version)
	};
	return {
		tool: /^python/i.test(runtime) ? "pip" : void 0,
		version: minorOf(version)
	};
};
/** `24` of 24.11.0. */
const majorOf = (version) => version.split(".")[0] ?? "";
/** `3.13` of 3.13.0. */
const minorOf = (version) => version.split(".").slice(0, 2).join(".");



/***/ }),

/***/ 7448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ sharedRepositoryOf),
/* harmony export */   a: () => (/* binding */ currentBranch),
/* harmony export */   b: () => (/* binding */ checkHandler$1),
/* harmony export */   c: () => (/* binding */ formatLock),
/* harmony export */   d: () => (/* binding */ RENDERED),
/* harmony export */   f: () => (/* binding */ isObject$2),
/* harmony export */   g: () => (/* binding */ isOneRepository),
/* harmony export */   h: () => (/* binding */ imageConfig),
/* harmony export */   i: () => (/* binding */ wireRegistry),
/* harmony export */   l: () => (/* binding */ parseLock),
/* harmony export */   m: () => (/* binding */ FUNCTION_PORT),
/* harmony export */   n: () => (/* binding */ ALONE),
/* harmony export */   o: () => (/* binding */ prepareFunctions),
/* harmony export */   p: () => (/* binding */ missingBlobs),
/* harmony export */   r: () => (/* binding */ wire),
/* harmony export */   s: () => (/* binding */ resolveLive),
/* harmony export */   t: () => (/* binding */ openTerminal),
/* harmony export */   u: () => (/* binding */ loadFunctions),
/* harmony export */   v: () => (/* binding */ inFileOrder),
/* harmony export */   y: () => (/* binding */ imageName)
/* harmony export */ });
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9904);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var _platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5117);
/* harmony import */ var _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(792);
/* harmony import */ var _parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(5875);
/* harmony import */ var _work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7769);
/* harmony import */ var _runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2359);
/* harmony import */ var _retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5724);
/* harmony import */ var _inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(3170);
/* harmony import */ var _address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4887);
/* harmony import */ var _package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4691);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3024);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(7067);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7030);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(6760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(7075);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(7598);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3136);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(1455);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(8500);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(8161);





















// src/core/build/local-path.ts
/** Places `named`, written in the dependency file `file`, where paths are relative to the folder `base`. */
const placePaths = (file, base, named) => {
	const paths = /* @__PURE__ */ new Map();
	const problems = [];
	for (const { path, kind } of named) {
		const place = placeOf(base, path);
		if ("problem" in place) problems.push(`Cannot take "${path}" of "${file}": ${place.problem}`);
		else paths.set(`${kind} ${place.path}`, {
			path: place.path,
			kind
		});
	}
	return {
		paths: [...paths.values()],
		problems
	};
};
/** Where functions live in their image: the one absolute path that a dependency file may name. */
const ROOT = "/kubeless";
const placeOf = (base, path) => {
	if (path.includes("${")) return { problem: "what a variable holds is not known before the install" };
	const absolute = path.startsWith("/") ? node_path__WEBPACK_IMPORTED_MODULE_12__.posix.relative(ROOT, path) : path;
	const place = node_path__WEBPACK_IMPORTED_MODULE_12__.posix.normalize(path.startsWith("/") ? absolute : node_path__WEBPACK_IMPORTED_MODULE_12__.posix.join(base, path)).replace(/\/$/, "");
	if (place === ".." || place.startsWith("../") || /^(~\/|[A-Za-z]:)/.test(path)) return { problem: "it is outside the function’s folder" };
	return { path: place === "" ? "." : place };
};
/** Returns the path of a `file:` URL of any form: `file:x`, `file:./x`, `file:///x`. */
const filePath = (url) => {
	const path = url.slice(5).replace(/^\/\/(?=[/.])/, "");
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
};
// src/core/build/package-json.ts
/** As `localDependencies`, for a package.json. */
const localPackages = (path, text) => {
	const manifest = parse$3(text);
	if (manifest === void 0) return {
		paths: [],
		problems: [`Cannot read "${path}": it is not a JSON object`]
	};
	const base = node_path__WEBPACK_IMPORTED_MODULE_12__.posix.dirname(path);
	const needed = [...[...SECTIONS, "overrides"].flatMap((section) => specsOf(manifest[section])), ...workspacesOf(manifest["workspaces"])];
	const omitted = placePaths(path, base, specsOf(manifest["devDependencies"]));
	const { paths, problems } = placePaths(path, base, needed);
	const known = new Set(paths.map((entry) => entry.path));
	return {
		paths: [...paths, ...omitted.paths.filter((entry) => !known.has(entry.path))],
		problems
	};
};
/** As `needsInstall`, for a package.json. */
const needsNpm = (text) => {
	const manifest = parse$3(text);
	if (manifest === void 0) return true;
	return [...SECTIONS, "workspaces"].some((section) => !isEmpty(manifest[section])) || SCRIPTS.some((script) => Object.hasOwn(objectOf$1(manifest["scripts"]), script));
};
/** Those that `npm install --omit=dev` installs. */
const SECTIONS = [
	"dependencies",
	"optionalDependencies",
	"peerDependencies"
];
/** Those that npm runs of the package it installs for. */
const SCRIPTS = [
	"preinstall",
	"install",
	"postinstall",
	"prepublish",
	"preprepare",
	"prepare",
	"postprepare"
];
const parse$3 = (text) => {
	try {
		const value = JSON.parse(text.replace(/^\uFEFF/, ""));
		return isObject$4(value) ? value : void 0;
	} catch {
		return;
	}
};
const isObject$4 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const objectOf$1 = (value) => isObject$4(value) ? value : {};
const isEmpty = (value) => value === void 0 || value === null || typeof value === "object" && Object.keys(value).length === 0;
/** Overrides nest, so that this goes down. */
const specsOf = (section) => Object.values(objectOf$1(section)).flatMap((spec) => typeof spec === "string" ? localSpec(spec) : specsOf(spec));
const localSpec = (spec) => {
	if (/^file:/i.test(spec)) return [{
		path: filePath(spec),
		kind: "package"
	}];
	if (/^link:/i.test(spec)) return [{
		path: spec.slice(5),
		kind: "package"
	}];
	return /^(\.|~\/|\/|[A-Za-z]:[\\/])/.test(spec) || !spec.includes(":") && /\.(tgz|tar|tar\.gz)$/i.test(spec) ? [{
		path: spec,
		kind: "package"
	}] : [];
};
const workspacesOf = (workspaces) => {
	const list = Array.isArray(workspaces) ? workspaces : objectOf$1(workspaces)["packages"];
	if (!Array.isArray(list)) return [];
	return list.filter((entry) => typeof entry === "string" && !entry.startsWith("!")).map((entry) => ({
		path: entry,
		kind: /[*?[{]/.test(entry) ? "packages" : "package"
	}));
};
// src/core/build/requirements.ts
/** As `localDependencies`, for a requirements.txt. */
const localRequirements = (path, text) => {
	const named = logicalLines(text).flatMap(localOf);
	const ofKind = (include) => named.filter(({ kind }) => kind === "include" === include);
	const includes = placePaths(path, node_path__WEBPACK_IMPORTED_MODULE_12__.posix.dirname(path), ofKind(true));
	const packages = placePaths(path, ".", ofKind(false));
	return {
		paths: [...includes.paths, ...packages.paths],
		problems: [...includes.problems, ...packages.problems]
	};
};
/** As `needsInstall`, for a requirements.txt. */
const needsPip = (text) => logicalLines(text).some((line) => !line.startsWith("-") || /^(-r|-e|--requirement|--editable)/.test(line));
const logicalLines = (text) => text.replace(/^\uFEFF/, "").replaceAll(/\\\r?\n/g, "").split(/\r?\n|\r/).map((line) => line.replace(/(^|\s+)#.*$/, "").trim()).filter((line) => line !== "");
const OPTION = /^(?:-([rcef])\s*=?|--(requirement|constraint|editable|find-links)[\s=])\s*(.+)$/;
const localOf = (line) => {
	const [, short = "", long = "", rest = ""] = OPTION.exec(line) ?? [];
	const option = short || long.charAt(0);
	if (option === "") return line.startsWith("-") ? [] : requirement(line);
	const value = unquoted(rest);
	if (option === "r" || option === "c") return isRemote(value) ? [] : [{
		path: pathOf(value),
		kind: "include"
	}];
	if (option === "e") return requirement(value, true);
	return isRemote(value) ? [] : [{
		path: pathOf(value),
		kind: "package"
	}];
};
/** What stands before a marker or an option of one requirement: `./x[extra]` of `./x[extra] ; python_version < "4"`. */
const requirement = (line, isPath = false) => {
	const target = (/^[\w.-]+\s*(?:\[[^\]]*\])?\s*@\s*(.+)$/.exec(line)?.[1] ?? line).split(/\s+;|\s+--|;\s/)[0]?.trim() ?? "";
	if (isRemote(target)) return [];
	const path = pathOf(target);
	return isPath || /^file:/i.test(target) || path.startsWith(".") || path.includes("/") || ARCHIVE.test(path) ? [{
		path,
		kind: "package"
	}] : [];
};
const ARCHIVE = /\.(whl|zip|tgz|tbz|txz|tlz|tar|tar\.(gz|bz2|xz|lz|lzma))$/i;
const isRemote = (target) => /^[a-z][a-z0-9+.-]*:/i.test(target) && !/^(file|[a-z]):/i.test(target);
/** Without `#egg=…` and `[extras]`. */
const pathOf = (target) => {
	const path = target.replace(/#.*$/, "").replace(/\[[^\]]*\]$/, "");
	return /^file:/i.test(path) ? filePath(path) : path;
};
const unquoted = (text) => text.trim().replace(/^(["'])(.*)\1$/, "$2");
// src/core/build/local-dependencies.ts
/**
* Files that, where they lie beside the dependency file, decide what it installs. pip has none: it reads no
* configuration from the folder it runs in, and its includes are named by the file.
*/
const COMPANION_FILES = {
	npm: [
		"package-lock.json",
		"npm-shrinkwrap.json",
		".npmrc"
	],
	pip: []
};
/** Those companions that fix every version. */
const LOCK_FILES = {
	npm: ["package-lock.json", "npm-shrinkwrap.json"],
	pip: []
};
/**
* Returns what the dependency file `path` takes from the function's folder instead of a registry. A path of kind
* `include` is a dependency file again, to be read the same way; so is the package.json of a folder.
*/
const localDependencies = (tool, path, text) => tool === "npm" ? localPackages(path, text) : localRequirements(path, text);
/** Tells whether an install by this dependency file would do anything; a text that cannot be read would, namely fail. */
const needsInstall = (tool, text) => tool === "npm" ? needsNpm(text) : needsPip(text);
// src/core/image/dependency-files.ts
/**
* Picks the dependency file, what lies beside it (lock file, configuration) and what it takes from the function's
* folder, files of those packages included: a local package that changes must change the key.
*/
const dependencyFiles = async (tool, manifest, content) => {
	const byPath = new Map(content.map((file) => [file.path, file]));
	const picked = /* @__PURE__ */ new Map();
	const problems = [];
	const queue = [manifest, ...COMPANION_FILES[tool].filter((name) => byPath.has(name))];
	for (const path of queue) {
		const file = byPath.get(path);
		if (file === void 0 || file.type !== "file" || picked.has(path)) continue;
		picked.set(path, file);
		if (!isManifest(tool, path, manifest)) continue;
		const named = localDependencies(tool, path, await textOf(file));
		problems.push(...named.problems);
		for (const place of named.paths) {
			const files = filesAt(content, place);
			if (files.length === 0) problems.push(`Cannot find "${place.path}", which "${path}" installs from the function's folder`);
			for (const found of files) takeFile(found, {
				tool,
				manifest,
				place,
				picked,
				queue
			});
		}
	}
	return {
		files: [...picked.values()],
		problems
	};
};
/** A file that names more local packages is queued to be read; any other is taken as it is. */
const takeFile = (file, { tool, manifest, place, picked, queue }) => {
	if (file.type === "file" && (place.kind === "include" || isManifest(tool, file.path, manifest))) queue.push(file.path);
	else picked.set(file.path, file);
};
const isManifest = (tool, path, manifest) => tool === "npm" ? path === "package.json" || path.endsWith("/package.json") : path === manifest || path.endsWith(".txt");
const filesAt = (content, { path, kind }) => {
	if (path === ".") return content;
	if (kind === "packages") return content.filter((file) => inGlob(path, file.path));
	return content.filter((file) => file.path === path || file.path.startsWith(`${path}/`));
};
/** Workspaces: a glob of folders, where `*` stands for one name. */
const inGlob = (glob, path) => {
	const wanted = glob.split("/");
	const parts = path.split("/");
	return parts.length > wanted.length && wanted.every((word, index) => matchesWord(word, parts[index] ?? ""));
};
const matchesWord = (word, part) => {
	const pattern = word.split("*").map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
	return new RegExp(`^${pattern.join(".*")}$`).test(part);
};
const textOf = async (file) => new TextDecoder().decode(await file.read());
// src/core/image/handler.ts
/** Finds out whether the file that the handler names is there; a base with its own server may name it as it likes. */
const checkHandler$1 = (source, files, runtime) => {
	const names = runtime.suffixes.map((suffix) => `${source.handler.module}${suffix}`);
	if (runtime.shim === void 0 || files.some(({ path }) => names.includes(path))) return void 0;
	const where = source.code.kind === "path" ? `"${source.code.path}"` : "the function";
	const message = `Cannot find ${names.map((name) => `"${name}"`).join(" or ")} in ${where}: handler "${source.handler.module}.${source.handler.function}" names it`;
	return (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.r)(source.at.handler, message, "Write the handler as <file without suffix>.<function>");
};
// src/core/image/plan.ts
/** Plans the image of `source`; `content` are the files of its folder, none for code in the spec. */
const planImage = async (source, content, context) => {
	const { runtime, platforms, shim, target } = context;
	const files = codeFiles(source, content, runtime);
	const handlerProblem = checkHandler$1(source, files, runtime);
	if (handlerProblem !== void 0) return {
		ok: false,
		problems: [handlerProblem]
	};
	const found = await installOf$1(source, files, context);
	if (found.problems.length > 0) return {
		ok: false,
		problems: found.problems
	};
	const base = context.pinned(runtime.base);
	const inputs = {
		recipe: 1,
		runtime: {
			id: runtime.id,
			env: runtime.env,
			entrypoint: runtime.shim?.entrypoint
		},
		base: base.digest,
		handler: source.handler,
		files,
		dependencies: found.install?.inputs,
		shim: runtime.shim === void 0 ? void 0 : (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.c)(shim),
		platforms: platforms.map(_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)
	};
	return {
		ok: true,
		plan: {
			source,
			runtime,
			target,
			base,
			platforms,
			files,
			shim,
			units: found.install === void 0 ? [] : unitsOf(source, context, found.install),
			tag: (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.l)(inputs),
			inputs
		}
	};
};
/** Code in the spec becomes one file, as under Kubeless; `deps` takes the place of the folder's dependency file. */
const codeFiles = (source, content, runtime) => {
	const { code, deps, handler } = source;
	const files = code.kind === "inline" ? [(0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.v)(`${handler.module}${runtime.suffixes[0] ?? ""}`, code.content)] : content;
	if (deps === void 0) return files;
	return [...files.filter(({ path }) => path !== runtime.dependencyFile), (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.v)(runtime.dependencyFile, deps)];
};
const installOf$1 = async (source, files, context) => {
	const { runtime, toolchain } = context;
	const phase = runtime.install;
	const manifest = files.find(({ path }) => path === runtime.dependencyFile);
	if (phase === void 0 || manifest?.type !== "file") return { problems: [] };
	const text = new TextDecoder().decode(await manifest.read());
	if (!needsInstall(phase.tool, text)) return { problems: [] };
	const found = await dependencyFiles(phase.tool, runtime.dependencyFile, files);
	if (found.problems.length > 0) return { problems: found.problems.map((message) => (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.r)(source.at.deps, message, "Keep what is installed inside the function’s folder")) };
	const image = context.pinned(phase.image);
	const env = {
		...phase.env,
		...passedEnv(source, phase)
	};
	return {
		install: {
			phase,
			image,
			inputs: {
				tools: toolchain ?? image.digest,
				command: phase.command,
				env,
				files: found.files
			}
		},
		problems: []
	};
};
/**
* Of the function's own variables only those for the package manager reach the install: under Kubeless all did, but
* then no two functions could share what they install.
*/
const passedEnv = ({ env }, { passes }) => Object.fromEntries(env.filter(({ name }) => passes.some((prefix) => name.startsWith(prefix))).map(({ name, value }) => [name, value]));
const unitsOf = (source, { platforms, runtime }, install) => platforms.map((platform) => ({
	key: (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.s)(install.inputs, (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)(platform)),
	runtime: runtime.id,
	phase: {
		name: "install",
		image: install.image,
		tool: install.phase.tool,
		command: install.phase.command,
		env: install.inputs.env
	},
	platform,
	files: install.inputs.files,
	at: [source.at.deps]
}));
/** Writes an image for people and reports: `repository:tag`. */
const imageName = ({ target, tag }) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)({
	...target.repository,
	tag
});
// src/core/report/problem-order.ts
/** Orders problems as a reader goes through the files. */
const inFileOrder = (problems) => [...problems].sort((a, b) => compare(a.at.file, b.at.file) || a.at.line - b.at.line || a.at.column - b.at.column || compare(a.message, b.message));
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
// src/core/image/target.ts
/** Returns the target of a function. Throws INPUT_INVALID when the template gives no repository name. */
const targetOf$1 = (config, { namespace, name }) => {
	const text = fill(config.repository, {
		registry: config.registry,
		namespace,
		name
	});
	const tag = (channel) => isOneRepository(config) ? `${name}.${channel}` : channel;
	return {
		repository: parseTemplate(config, text),
		channelTag: tag(config.channel),
		defaultChannelTag: tag(config.defaultChannel)
	};
};
/** Returns the repository of layers that functions share: the one mount source of a run. */
const sharedRepositoryOf = (config) => {
	const template = config.sharedRepository ?? (isOneRepository(config) ? config.repository : "{registry}/shared_layers");
	return parseTemplate(config, fill(template, {
		registry: config.registry,
		namespace: "",
		name: ""
	}));
};
/**
* Finds functions that would move the same tag in the same repository, where the last one built would win. Equal content
* under equal hash tags is no clash.
*/
const targetClashes = (targets) => {
	const placeOf = (target) => `${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(target.repository)}:${target.channelTag}`;
	const clashing = [...Map.groupBy(targets, ({ target }) => placeOf(target))].filter(([, group]) => group.length > 1);
	return new Map(clashing.flatMap(([place, group]) => group.map(({ source }) => [source, clash(source, group.find((other) => other.source !== source)?.source ?? source, place)])));
};
/** Tells whether all functions are in one repository, told apart by their tags alone. */
const isOneRepository = ({ repository }) => !repository.includes("{name}");
const fill = (template, values) => template.replaceAll(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const parseTemplate = (config, text) => {
	try {
		return (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.b)(text);
	} catch (cause) {
		const why = cause instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t ? cause.message : "";
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot use repository "${text}" made from "${config.repository}": ${why}`, { cause });
	}
};
const clash = (source, other, place) => (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.r)(source.at.name, `Cannot push "${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.s)(source)}": "${(0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.s)(other)}" has the same repository and channel, ${place}`, "Put {namespace} into option \"repository\", as in {registry}/{namespace}/{name}");
// src/core/image/config.ts
/** The port that functions listen on. */
const FUNCTION_PORT = 8080;
/**
* Returns the config of a function's image. Fields we do not know are kept; `created` is the base's own, since an image
* dated 1970 is the first that a prune by age removes.
*/
const imageConfig = (base, changes) => {
	const { created } = base;
	const history = changes.layers.map(({ createdBy }) => ({
		...created === void 0 ? {} : { created },
		created_by: createdBy
	}));
	return {
		...base,
		config: containerConfig(base.config ?? {}, changes),
		rootfs: {
			type: "layers",
			diff_ids: [...base.rootfs.diff_ids, ...changes.layers.map(({ diffId }) => diffId)]
		},
		history: [...base.history ?? [], ...history]
	};
};
const containerConfig = (base, { runtime, handler, tag }) => {
	const common = {
		User: "1000:1000",
		Env: mergeEnv(base.Env ?? [], functionEnv(runtime, handler)),
		ExposedPorts: {
			...base.ExposedPorts,
			[`${FUNCTION_PORT}/tcp`]: {}
		},
		Labels: {
			...base.Labels,
			[_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.n]: tag
		}
	};
	if (runtime.shim === void 0) return {
		...base,
		...common
	};
	const { Cmd: _cmd, Healthcheck: _healthcheck, OnBuild: _onBuild, ...kept } = base;
	return {
		...kept,
		...common,
		Entrypoint: runtime.shim.entrypoint,
		StopSignal: "SIGTERM",
		WorkingDir: "/kubeless"
	};
};
/** Variables that Kubeless' controller set and that the image can know. */
const functionEnv = (runtime, handler) => ({
	KUBELESS_INSTALL_VOLUME: "/kubeless",
	MOD_NAME: handler.module,
	FUNC_HANDLER: handler.function,
	FUNC_RUNTIME: runtime.id,
	FUNC_PORT: String(FUNCTION_PORT),
	...runtime.env
});
/** Keeps the base's order; a variable of ours takes the place of the base's, new ones follow. */
const mergeEnv = (base, ours) => {
	const nameOf = (entry) => entry.split("=", 1)[0] ?? "";
	const kept = base.map((entry) => {
		const value = ours[nameOf(entry)];
		return value === void 0 ? entry : `${nameOf(entry)}=${value}`;
	});
	const names = new Set(base.map(nameOf));
	return [...kept, ...Object.entries(ours).flatMap(([name, value]) => names.has(name) ? [] : [`${name}=${value}`])];
};
// src/core/registry/refusal.ts
var import_dist = (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.s)();
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
	const json = parseJson$1(text);
	if (json !== void 0) return faultsOf(json);
	return text === "" || text.startsWith("<") || contentType?.includes("html") === true ? [] : [{
		code: "",
		message: shown(text.split("\n")[0] ?? ""),
		digests: []
	}];
};
const parseJson$1 = (text) => {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
};
const faultsOf = (json) => {
	if (!isObject$3(json)) return [];
	const { errors } = json;
	if (Array.isArray(errors)) return errors.slice(0, 100).filter(isObject$3).map(faultOf$1);
	const code = typeof json["error"] === "string" ? json["error"] : json["code"];
	const message = json["error_description"] ?? json["message"] ?? json["details"] ?? "";
	const fault = faultOf$1({
		code,
		message
	});
	return fault.code === "" && fault.message === "" ? [] : [fault];
};
const faultOf$1 = ({ code, message, detail }) => {
	const said = typeof message === "string" ? message : "";
	const more = typeof detail === "string" ? detail : detailMessage(detail);
	return {
		code: typeof code === "string" ? shown(code) : "",
		message: shown(more === "" || said.includes(more) ? said : `${said} (${more})`),
		digests: `${said} ${JSON.stringify(detail) ?? ""}`.match(/sha256:[0-9a-f]{64}/g) ?? []
	};
};
const detailMessage = (detail) => {
	if (!isObject$3(detail) || Array.isArray(detail)) return "";
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
const isObject$3 = (value) => typeof value === "object" && value !== null;
// src/core/registry/hosts.ts
const RULES = [
	{
		hosts: /^docker\.io$/,
		min: 2,
		max: 2,
		form: "a user or organization and one name",
		example: "docker.io/USER/{name}"
	},
	{
		hosts: /^ghcr\.io$/,
		min: 2,
		max: Infinity,
		form: "an owner and a name",
		example: "ghcr.io/OWNER/{name}"
	},
	{
		hosts: /\.pkg\.dev$/,
		min: 3,
		max: Infinity,
		form: "a project, a repository and a name",
		example: "LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/{name}"
	},
	{
		hosts: /^(?:[a-z]+\.)?gcr\.io$/,
		min: 2,
		max: Infinity,
		form: "a project and a name",
		example: "gcr.io/PROJECT/{name}"
	},
	{
		hosts: /^public\.ecr\.aws$/,
		min: 2,
		max: Infinity,
		form: "an alias and a name",
		example: "public.ecr.aws/ALIAS/{name}"
	}
];
/** Says what is wrong with a name to push to, by the rules of its host; asks nobody. */
const checkRepository = ({ registry, path }) => {
	const rule = RULES.find(({ hosts }) => hosts.test(registry));
	const parts = path.split("/").length;
	if (rule === void 0 || parts >= rule.min && parts <= rule.max) return void 0;
	return {
		message: `Cannot use repository "${registry}/${path}": ${registry} takes ${rule.form}`,
		hint: `Set option "repository" to the form ${rule.example}`
	};
};
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
// src/core/function/characters.ts
/**
* Finds the first character that a spec cannot hold as itself: control characters, which kubectl refuses, and NEL, LS,
* PS and a lone CR, which it takes for line breaks where YAML 1.2 does not.
*/
const forbiddenCharacter = (text) => {
	const found = FORBIDDEN.exec(text);
	if (found === null) return void 0;
	const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
	return {
		offset: found.index,
		name: `U+${code}`
	};
};
const FORBIDDEN = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]|\r(?!\n)/;
// src/core/function/alias.ts
/** Makes the resolver of one document; yaml's own walks the whole document again for each alias. */
const aliasResolver = (document) => {
	let anchors;
	return (node) => {
		if (!(0, import_dist.isAlias)(node)) return (0, import_dist.isNode)(node) ? node : void 0;
		anchors ??= anchorsOf(document);
		return lastBefore(anchors.get(node.source) ?? [], startOf(node));
	};
};
/** An anchor may be set again further down: the nearest one above the alias counts. */
const lastBefore = (nodes, offset) => {
	let [low, high] = [0, nodes.length];
	while (low < high) {
		const middle = low + high >> 1;
		const node = nodes[middle];
		if (node !== void 0 && startOf(node) < offset) low = middle + 1;
		else high = middle;
	}
	return nodes[low - 1];
};
const startOf = (node) => node.range?.[0] ?? 0;
const anchorsOf = (document) => {
	const anchors = /* @__PURE__ */ new Map();
	(0, import_dist.visit)(document, { Node: (_key, node) => {
		if ((0, import_dist.isAlias)(node) || node.anchor === void 0) return;
		const same = anchors.get(node.anchor);
		if (same === void 0) anchors.set(node.anchor, [node]);
		else same.push(node);
	} });
	return anchors;
};
// src/core/function/document.ts
/** The largest spec file that is read, in bytes; the API server takes 1.5 MiB an object, and a file may hold several. */
const MAX_SPEC_BYTES = 4194304;
/** Deeper than any Kubernetes object; what composes the parser's tokens is recursive, so this bounds its stack. */
const MAX_DEPTH = 100;
/** Of one document: what follows the first few is their echo. */
const MAX_ERRORS = 20;
/** In one file; the items of a `kind: List` are not counted. */
const MAX_DOCUMENTS = 1e4;
/** Splits YAML or JSON text into its objects, those of a `kind: List` too. A syntax error spoils its own document only. */
const readSpecNodes = (file, text) => {
	const position = positionsIn(file, text);
	const problems = [];
	const nodes = [];
	const fail = (offset, message) => {
		problems.push({
			...unreadable$2(file, message),
			at: position(offset)
		});
	};
	try {
		for (const document of documents(text)) {
			for (const { pos, message } of document.errors.slice(0, MAX_ERRORS)) fail(pos[0], message);
			if (document.errors.length === 0) nodes.push(...objects(file, document, position));
		}
	} catch (error) {
		if (!(error instanceof TooMuch)) throw error;
		fail(error.offset, error.message);
		return {
			nodes: [],
			problems
		};
	}
	return {
		nodes,
		problems
	};
};
/** Returns where the value at `path` is written; for a missing one, the place of its nearest parent. */
const locate = (spec, path) => spec.position(offsetOf(find(spec, path)));
/** As {@link locate}, for the key in place of its value. */
const locateKey = (spec, path) => {
	const parent = find(spec, path.slice(0, -1));
	const pair = (0, import_dist.isMap)(parent) ? parent.items.find(({ key }) => (0, import_dist.isScalar)(key) && key.value === path.at(-1)) : void 0;
	return (0, import_dist.isScalar)(pair?.key) ? spec.position(offsetOf(pair.key)) : locate(spec, path);
};
/** Makes the error that a spec file, or an object in it, cannot be read. */
const unreadable$2 = (file, why) => ({
	severity: "error",
	code: "SPEC_INVALID",
	message: `Cannot read "${file}": ${why}`
});
const positionsIn = (file, text) => {
	const starts = [0];
	for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
	return (offset) => {
		let low = 0;
		let high = starts.length;
		while (high - low > 1) {
			const middle = low + high >> 1;
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return {
			file,
			line: low + 1,
			column: offset - (starts[low] ?? 0) + 1
		};
	};
};
var TooMuch = class extends Error {
	offset;
	constructor(message, offset) {
		super(message);
		this.offset = offset;
	}
};
function* documents(text) {
	const composer = new import_dist.Composer({
		prettyErrors: false,
		uniqueKeys: false,
		version: "1.2"
	});
	let count = 0;
	for (const document of composer.compose(tokens(text), false, text.length)) {
		count += 1;
		if (count > MAX_DOCUMENTS) throw new TooMuch(`it has more than ${MAX_DOCUMENTS} documents`, document.range[0]);
		yield document;
	}
}
/** The parser makes tokens iteratively, so its stack can be watched before anything recurses. */
function* tokens(text) {
	const parser = new import_dist.Parser();
	for (const lexeme of new import_dist.Lexer().lex(text)) {
		yield* parser.next(lexeme);
		if (parser.stack.length > MAX_DEPTH) throw new TooMuch(`it nests deeper than ${MAX_DEPTH} levels`, parser.offset);
	}
	yield* parser.end();
}
const objects = (file, document, position) => {
	const { contents } = document;
	if (!(0, import_dist.isMap)(contents)) return [];
	const resolve = aliasResolver(document);
	const items = resolve(contents.get("items", true));
	return (stringAt(contents, "kind").endsWith("List") && (0, import_dist.isSeq)(items) ? items.items : [contents]).flatMap((member) => {
		const node = resolve(member);
		if (!(0, import_dist.isMap)(node)) return [];
		const [apiVersion, kind] = [stringAt(node, "apiVersion"), stringAt(node, "kind")];
		return [{
			file,
			apiVersion,
			kind,
			node,
			document,
			resolve,
			position
		}];
	});
};
const stringAt = (node, key) => {
	const value = node.get(key);
	return typeof value === "string" ? value : "";
};
/** Walks down as far as `path` exists. */
const find = ({ node, resolve }, path) => {
	let at = node;
	for (const step of path) {
		const next = (0, import_dist.isMap)(at) || (0, import_dist.isSeq)(at) ? resolve(at.get(step, true)) : void 0;
		if (next === void 0) return at;
		at = next;
	}
	return at;
};
const offsetOf = (node) => node.range?.[0] ?? 0;
// src/core/function/content.ts
/** The types whose content stands in the spec itself; the others are fetched or unpacked. */
const INLINE$1 = /* @__PURE__ */ new Set([
	"",
	"text",
	"base64"
]);
/** `url+zip`, `base64+compressedtar+deps`, …: a place and what is done to what is there. */
const KNOWN$1 = /^(?:text|base64|url)(?:\+(?:zip|compressedtar|deps))*$/;
const TYPE = ["spec", "function-content-type"];
const CODE = ["spec", "function"];
const CHECKSUM = ["spec", "checksum"];
/** Returns the bytes of a Kubeless function's inline code, decoded and checked against `checksum` when there is one. */
const readContent$1 = (reader) => {
	const type = reader.text(TYPE) ?? "";
	const code = reader.required(CODE, "Put the code there, or keep it in a file and use kind Function of function-images.github.io/v1alpha1");
	if (!INLINE$1.has(type)) return refuseType(reader, type);
	if (code === void 0) return void 0;
	const bytes = type === "base64" ? decode(reader, code) : new TextEncoder().encode(code);
	if (bytes !== void 0) checkSum(reader, bytes);
	return bytes;
};
const refuseType = (reader, type) => {
	const shown = JSON.stringify(type);
	if (!KNOWN$1.test(type)) return reader.error(TYPE, `Cannot use ${shown} as function-content-type`, "Write text or base64");
	return reader.error(TYPE, `Cannot build function-content-type ${shown}: this release does not support it yet`, "Keep the files in the repository and use kind Function of function-images.github.io/v1alpha1");
};
const decode = (reader, code) => {
	const text = code.replaceAll(/[\r\n]/g, "");
	const bytes = Buffer.from(text, "base64");
	if (bytes.toString("base64") === text) return bytes;
	return reader.error(CODE, "Cannot decode \"spec.function\": it is not base64", "Encode the file anew: base64 FILE");
};
const checkSum = (reader, bytes) => {
	const written = reader.text(CHECKSUM);
	if (written === void 0) return;
	const [, wanted] = /^sha256:([0-9a-f]{64})$/i.exec(written) ?? [];
	const actual = (0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.createHash)("sha256").update(bytes).digest("hex");
	if (wanted === void 0) reader.error(CHECKSUM, `Cannot use ${JSON.stringify(written)} as checksum`, "Write \"sha256:\" and 64 hex digits, or remove it");
	else if (wanted.toLowerCase() !== actual) reader.error(CHECKSUM, `Cannot use the code: its checksum is sha256:${actual}`, "Write that one, or restore the code");
};
// src/core/function/plain-scalar.ts
/**
* Tells what kubectl makes of a plain (unquoted) scalar that YAML 1.2 reads differently; undefined where both agree.
*
* kubectl's reader follows YAML 1.1 with Go's number syntax: https://github.com/kubernetes-sigs/yaml
*/
const kubectlReading = (source) => {
	if (source === "<<") return "a merge of two mappings";
	if (TRUE.test(source)) return "true";
	if (FALSE.test(source)) return "false";
	if (isGoNumber(source)) return `the number ${goNumber(source)}`;
};
/** Tells whether a plain scalar is a number that JavaScript or JSON cannot hold as it is written. */
const isInexact = (source, value) => !Number.isFinite(value) || INTEGER.test(source) && !Number.isSafeInteger(value);
const TRUE = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|off|Off|OFF)$/;
const INTEGER = /^[-+]?(?:\d+|0x[\da-fA-F]+)$/;
/** Leading zeros mean octal to Go and nothing to YAML 1.2. */
const OCTAL = /^[-+]?0\d+$/;
/** YAML 1.2 has `0x1F` alone: no sign, no capital X, no binary; its `0o17` is younger than many kubectl. */
const PREFIXED = /^(?:[-+]0x[\da-f]+|0X[\da-f]+|[-+]0X[\da-f]+|[-+]?0b[01]+|[-+]?0o[0-7]+)$/i;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;
const HEX = /^0x[\da-fA-F]+$/;
const isGoNumber = (source) => {
	const bare = /^[-+.\d]/.test(source) ? source.replaceAll("_", "") : source;
	if (bare !== source) return DECIMAL.test(bare) || PREFIXED.test(bare) || HEX.test(bare);
	return OCTAL.test(source) || PREFIXED.test(source) && !HEX.test(source);
};
const goNumber = (source) => {
	const bare = source.replaceAll("_", "").toLowerCase();
	const sign = bare.startsWith("-") ? -1 : 1;
	const digits = bare.replace(/^[-+]/, "");
	const octal = /^0[0-7]+$/.test(digits) ? `0o${digits}` : digits;
	return sign * Number(octal);
};
// src/core/function/value.ts
/** Tells whether `value` is a mapping. */
const isObject$2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** Values that aliases may add to one object. Enough for shared environments, far from an "alias bomb". */
const MAX_ALIASED = 1e4;
/**
* Returns the plain value of an object, strictly: whatever kubectl would read otherwise, and whatever JSON cannot hold,
* becomes a problem and leaves undefined.
*/
const readValue = (spec, report) => {
	const state = {
		spec,
		open: /* @__PURE__ */ new Set(),
		aliased: 0,
		inAlias: false,
		failed: false,
		report
	};
	checkDirectives(state);
	const value = readMap(spec.node, state);
	return state.failed ? void 0 : value;
};
const fail = (state, node, why, hint) => {
	state.failed = true;
	const { file, position } = state.spec;
	state.report({
		...unreadable$2(file, why),
		at: position(node.range?.[0] ?? 0),
		hint
	});
	return null;
};
const checkDirectives = (state) => {
	const { directives, contents } = state.spec.document;
	if (directives?.yaml.explicit === true || Object.keys(directives?.tags ?? {}).some((tag) => tag !== "!!")) fail(state, contents ?? state.spec.node, "it has a % directive", "Remove the line that begins with %");
};
const readNode = (node, state) => {
	if (state.inAlias) state.aliased += 1;
	if (state.aliased > MAX_ALIASED) return null;
	if ((0, import_dist.isAlias)(node)) return readAlias(node, state);
	if ((0, import_dist.isMap)(node)) return checkTag(node, state) ?? within(node, state, () => readMap(node, state));
	if ((0, import_dist.isSeq)(node)) return checkTag(node, state) ?? within(node, state, () => node.items.map((item) => readNode(item, state)));
	return (0, import_dist.isScalar)(node) ? readScalar(node, state) : null;
};
const within = (node, state, read) => {
	state.open.add(node);
	const value = read();
	state.open.delete(node);
	return value;
};
const readAlias = (alias, state) => {
	const target = state.spec.resolve(alias);
	const name = `*${alias.source}`;
	if (target === void 0) return fail(state, alias, `"${name}" has no anchor above it`, `Set &${alias.source} first`);
	if (state.open.has(target)) return fail(state, alias, `"${name}" contains itself`, "Write the value out");
	const outer = state.inAlias;
	state.inAlias = true;
	const value = readNode(target, state);
	state.inAlias = outer;
	if (state.aliased > MAX_ALIASED && !state.failed) fail(state, alias, `its aliases stand for more than ${MAX_ALIASED} values`, "Write the values out");
	return value;
};
const readMap = (map, state) => {
	const object = Object.create(null);
	for (const { key, value } of map.items) {
		const name = readKey(key, map, state);
		if (name === void 0) continue;
		if (Object.hasOwn(object, name)) fail(state, key, `the key "${name}" is there twice`, "Keep one of the two");
		object[name] = readNode(value, state);
	}
	return object;
};
const readKey = (key, map, state) => {
	const value = (0, import_dist.isScalar)(key) ? readScalar(key, state) : void 0;
	if (typeof value === "string") return value;
	if ((0, import_dist.isScalar)(key) && value === null && key.value !== null) return void 0;
	fail(state, (0, import_dist.isScalar)(key) || (0, import_dist.isMap)(key) || (0, import_dist.isSeq)(key) ? key : map, "a key is not text", "Put the key in quotes");
};
const readScalar = (scalar, state) => {
	const refused = checkTag(scalar, state);
	if (refused !== void 0) return refused;
	const { value, type, tag } = scalar;
	const source = scalar.source ?? "";
	if (type === "PLAIN" && tag === void 0) {
		const reading = kubectlReading(source);
		if (reading !== void 0) return failAmbiguous(scalar, reading, state);
		if (typeof value === "number" && isInexact(source, value)) return fail(state, scalar, `the number ${source} cannot be kept exactly`, "Put it in quotes");
	}
	return isPlain(value) ? value : fail(state, scalar, `"${source}" is no plain value`, "Put it in quotes");
};
const isPlain = (value) => value === null || [
	"boolean",
	"number",
	"string"
].includes(typeof value);
const failAmbiguous = (scalar, reading, state) => {
	const why = `"${scalar.source ?? ""}" has two meanings: ${typeof scalar.value === "number" ? `the number ${scalar.value}` : "text"} in YAML 1.2, ${reading} for kubectl`;
	return fail(state, scalar, why, "Put it in quotes if it is text, else write the value in full");
};
/** `!!js/function`, `!!binary` and their kind: another reader may know another meaning. */
const checkTag = (node, state) => {
	if (node.tag === void 0 || TAGS.has(node.tag)) return void 0;
	return fail(state, node, `the tag "${shortTag(node.tag)}" is not allowed`, "Remove the tag");
};
const TAGS = new Set([
	"str",
	"map",
	"seq"
].map((name) => `tag:yaml.org,2002:${name}`));
const shortTag = (tag) => tag.replace("tag:yaml.org,2002:", "!!");
// src/core/function/reader.ts
/** Opens an object; undefined when it cannot be read, with the reasons reported. */
const openSpec = (spec, report) => {
	const value = readValue(spec, report);
	return value === void 0 ? void 0 : readerOf(spec, value);
};
/** Writes a path as people do: `spec.deployment.containers[0].env`. */
const showPath = (path) => path.map((step) => typeof step === "number" ? `[${step}]` : `.${step}`).join("").replace(/^\./, "");
const readerOf = (spec, value) => {
	const problems = [];
	const add = (severity, at, message, hint) => {
		problems.push({
			severity,
			code: "SPEC_INVALID",
			message,
			at,
			...hint === void 0 ? {} : { hint }
		});
	};
	const get = (path) => path.reduce(step$1, value);
	const at = (path) => locate(spec, path);
	const mustBe = (path, what, hint) => add("error", at(path), `Cannot read "${showPath(path)}": it must be ${what}`, hint);
	const text = (path) => {
		const found = get(path) ?? "";
		return typeof found === "string" ? found || void 0 : mustBe(path, "text", "Put the value in quotes");
	};
	return {
		spec,
		problems,
		get failed() {
			return problems.some(({ severity }) => severity === "error");
		},
		get,
		text,
		required: (path, hint) => {
			return (get(path) ?? "") === "" ? add("error", at(path), `Cannot read the function: "${showPath(path)}" is missing`, hint) : text(path);
		},
		object: (path) => {
			const found = get(path) ?? void 0;
			return found === void 0 || isObject$2(found) ? found : mustBe(path, "a mapping", "Write it as \"key: value\" lines");
		},
		at,
		error: (path, message, hint) => add("error", at(path), message, hint),
		warn: (path, message, hint) => add("warning", at(path), message, hint),
		key: (severity, path, message, hint) => add(severity, locateKey(spec, path), message, hint)
	};
};
const step$1 = (value, key) => {
	if (typeof key === "number") return Array.isArray(value) ? value[key] : void 0;
	return isObject$2(value) && Object.hasOwn(value, key) ? value[key] : void 0;
};
// src/core/function/names.ts
/** A name that Kubernetes takes for a Service and for its objects' labels. RFC 1123, section 2.1. */
const isDnsLabel = (text) => text.length <= 63 && DNS_LABEL.test(text);
/** Says what {@link isDnsLabel} takes. */
const DNS_LABEL_RULE = "Use at most 63 lower-case letters, digits and \"-\", with a letter or digit at both ends";
/** Tells whether `text` is an id and a version in one word, the way Kubeless takes them apart. */
const isRuntimeId = (text) => RUNTIME_ID.test(text);
/** Reads `module.function`; undefined unless it is two plain names with one dot between. */
const parseHandler = (text) => {
	const [, module, name] = HANDLER$1.exec(text) ?? [];
	return module === void 0 || name === void 0 || text.length > MAX_HANDLER ? void 0 : {
		module,
		function: name
	};
};
/** Says what {@link parseHandler} takes. */
const HANDLER_RULE = "Write \"module.function\": the file without its suffix, one dot, the name in it; letters, digits, \"_\" and \"-\"";
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const RUNTIME_ID = /^[a-zA-Z_-]+[0-9.]+$/;
/** The module becomes a file name and both become variables, so they stay far from what a path or a shell reads. */
const HANDLER$1 = /^([A-Za-z0-9_][A-Za-z0-9_-]*)\.([A-Za-z0-9_$][A-Za-z0-9_$-]*)$/;
const MAX_HANDLER = 200;
// src/core/function/nearest.ts
/** Returns the one of `known` that `word` most likely was meant to be, undefined when none is near. */
const nearest = (word, known) => {
	return known.map((candidate) => ({
		candidate,
		edits: editDistance(word.toLowerCase(), candidate.toLowerCase())
	})).filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3))).toSorted((a, b) => a.edits - b.edits)[0]?.candidate;
};
/** Longer words are not typing errors of ours. */
const MAX_WORD = 64;
/** Levenshtein distance, one row at a time. */
const editDistance = (a, b) => {
	if (a.length > MAX_WORD) return a.length;
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (const [i, left] of Array.from(a).entries()) {
		const next = [i + 1];
		for (const [j, right] of Array.from(b).entries()) {
			const [above = 0, diagonal = 0, before = 0] = [
				row[j + 1],
				row[j],
				next[j]
			];
			next.push(Math.min(above + 1, before + 1, diagonal + (left === right ? 0 : 1)));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
};
// src/core/function/shape.ts
/**
* Reports the parts of a spec that are passed on to the cluster and are neither a mapping nor a list where they must be
* one. Only what we add to ourselves is looked at; the API server checks the rest, and all names.
*/
const checkShape = (reader) => {
	check$1(reader, ["spec", "deployment"], DEPLOYMENT);
	check$1(reader, ["spec", "service"], { ports: list$1({}) });
	check$1(reader, ["spec", "horizontalPodAutoscaler"], AUTOSCALER);
};
const list$1 = (items) => [items];
const METADATA = {
	labels: {},
	annotations: {}
};
const CONTAINERS = list$1({
	resources: { limits: {} },
	securityContext: { capabilities: {} },
	lifecycle: {},
	livenessProbe: {},
	readinessProbe: {},
	ports: list$1({}),
	volumeMounts: list$1({})
});
const DEPLOYMENT = {
	metadata: METADATA,
	spec: {
		strategy: {},
		template: {
			metadata: METADATA,
			spec: {
				containers: CONTAINERS,
				initContainers: CONTAINERS,
				imagePullSecrets: list$1({}),
				volumes: list$1({}),
				securityContext: {},
				affinity: {}
			}
		}
	}
};
const AUTOSCALER = {
	metadata: METADATA,
	spec: {
		scaleTargetRef: {},
		metrics: list$1({
			resource: {},
			containerResource: {},
			object: { target: {} },
			pods: {},
			external: {}
		})
	}
};
const check$1 = (reader, path, shape) => {
	if (!isList(shape)) {
		const found = reader.object(path) ?? {};
		for (const [field, inner] of Object.entries(shape)) if (field in found) check$1(reader, [...path, field], inner);
		return;
	}
	const found = reader.get(path) ?? [];
	if (!Array.isArray(found)) {
		reader.error(path, `Cannot read "${showPath(path)}": it must be a list`, "Write it as \"- …\" lines");
		return;
	}
	for (const index of found.keys()) checkItem(reader, [...path, index], shape[0]);
};
const isList = (shape) => Array.isArray(shape);
/** An empty item is as little a mapping as text is. */
const checkItem = (reader, path, shape) => {
	if (reader.get(path) === null) reader.error(path, `Cannot read "${showPath(path)}": it is empty`, "Fill or remove the item");
	else check$1(reader, path, shape);
};
// src/core/function/fields.ts
/** Fields of `spec` that both forms have. */
const COMMON_KEYS = [
	"runtime",
	"handler",
	"deps",
	"timeout",
	"deployment",
	"service",
	"horizontalPodAutoscaler"
];
/** Where Kubeless looks for the function's own container. */
const CONTAINER = [
	"spec",
	"deployment",
	"spec",
	"template",
	"spec",
	"containers",
	0
];
/** Reads the common fields; undefined when one of those that a build needs is missing or wrong. */
const readCommon = (reader, defaultNamespace) => {
	const { name, namespace } = readName(reader, defaultNamespace);
	const runtime = checkRuntime(reader, reader.required(RUNTIME, RUNTIME_RULE));
	const handler = checkHandler(reader, reader.required(HANDLER, HANDLER_RULE));
	const deps = reader.text(["spec", "deps"]);
	const env = readEnv(reader);
	const deployment = readDeployment(reader);
	if (name === void 0 || runtime === void 0 || handler === void 0) return void 0;
	return {
		name,
		namespace,
		runtime,
		handler,
		deps,
		env,
		deployment
	};
};
/** Reads what a cluster is told of a function that needs no build: runtime and handler are checked where they are written. */
const readWorkload = (reader, defaultNamespace) => {
	const { name, namespace } = readName(reader, defaultNamespace);
	const runtime = checkRuntime(reader, reader.text(RUNTIME));
	const handler = checkHandler(reader, reader.text(HANDLER));
	readEnv(reader);
	const deployment = readDeployment(reader);
	return name === void 0 ? void 0 : {
		name,
		namespace,
		runtime,
		handler,
		deployment
	};
};
/** Reads `metadata.name` and `metadata.namespace`, each a DNS label. */
const readName = (reader, defaultNamespace) => {
	const name = reader.required(["metadata", "name"], "Give it a name");
	const namespace = reader.text(["metadata", "namespace"]) ?? defaultNamespace;
	const check = (path, text) => {
		if (!isDnsLabel(text)) reader.error(path, `Cannot use ${JSON.stringify(text)} as ${showPath(path)}`, DNS_LABEL_RULE);
	};
	if (name !== void 0) check(["metadata", "name"], name);
	if (namespace !== defaultNamespace) check(["metadata", "namespace"], namespace);
	return {
		name,
		namespace
	};
};
/** Reports the keys of `spec` that are not in `known`, each with the one it may have been meant to be. */
const checkKeys = (reader, known, hints, severity) => {
	const unknown = Object.keys(reader.object(["spec"]) ?? {}).filter((key) => !known.includes(key));
	for (const key of unknown.slice(0, MAX_UNKNOWN)) {
		const meant = nearest(key, known);
		const guess = meant === void 0 ? `Known are ${known.join(", ")}` : `Did you mean "${meant}"?`;
		const hint = Object.hasOwn(hints, key) ? hints[key] : guess;
		reader.key(severity, ["spec", key], `Cannot use "spec.${key}": there is no such field`, hint);
	}
};
/** Returns the places that later stages name. `code` is the path of the field that holds the code. */
const locationsOf = (reader, code) => ({
	...workloadLocationsOf(reader),
	runtime: reader.at(RUNTIME),
	handler: reader.at(HANDLER),
	code: reader.at(code),
	deps: reader.at(["spec", "deps"])
});
/** As {@link locationsOf}, of a function that needs no build. */
const workloadLocationsOf = (reader) => ({
	name: reader.at(["metadata", "name"]),
	field: (path) => reader.at(path)
});
/** Of one object: more say nothing new, and each is looked up in the file. */
const MAX_UNKNOWN = 20;
const RUNTIME = ["spec", "runtime"];
const HANDLER = ["spec", "handler"];
const RUNTIME_RULE = "Write an id and a version in one word, like nodejs24 or python3.13";
const checkRuntime = (reader, written) => {
	if (written === void 0 || isRuntimeId(written)) return written;
	return reader.error(RUNTIME, `Cannot use ${JSON.stringify(written)} as runtime`, RUNTIME_RULE);
};
const checkHandler = (reader, written) => {
	if (written === void 0) return void 0;
	const shown = JSON.stringify(written.length > 80 ? `${written.slice(0, 80)}…` : written);
	return parseHandler(written) ?? reader.error(HANDLER, `Cannot use ${shown} as handler`, "Write \"module.function\": the file without its suffix, one dot, the name in it; letters, digits, \"_\" and \"-\"");
};
const readEnv = (reader) => {
	const path = [...CONTAINER, "env"];
	const list = reader.get(path) ?? [];
	if (!Array.isArray(list)) {
		reader.error(path, `Cannot read "${showPath(path)}": it must be a list`, "Write it as \"- name: …\" lines");
		return [];
	}
	return list.flatMap((_, index) => readVariable(reader, [...path, index]));
};
const readVariable = (reader, path) => {
	const variable = reader.object(path);
	const name = reader.required([...path, "name"], "Give the variable a name");
	if (name?.includes("=") === true) reader.error([...path, "name"], `Cannot use "${name}" as a variable's name: "=" is in it`);
	if (name === void 0 || (variable?.["valueFrom"] ?? null) !== null) return [];
	return [{
		name,
		value: reader.text([...path, "value"]) ?? ""
	}];
};
const readDeployment = (reader) => {
	checkShape(reader);
	const part = (name) => {
		const found = reader.get(["spec", name]);
		return isObject$2(found) ? found : void 0;
	};
	return {
		labels: readStrings(reader, ["metadata", "labels"]),
		annotations: readStrings(reader, ["metadata", "annotations"]),
		timeout: readTimeout(reader),
		deployment: part("deployment"),
		service: part("service"),
		horizontalPodAutoscaler: part("horizontalPodAutoscaler")
	};
};
/** Reads a mapping of text to text: labels, annotations. */
const readStrings = (reader, path) => {
	const strings = Object.create(null);
	for (const key of Object.keys(reader.object(path) ?? {})) strings[key] = reader.text([...path, key]) ?? "";
	return strings;
};
/** Kubeless wants text; a whole number means the same, so it is taken too. */
const readTimeout = (reader) => {
	const path = ["spec", "timeout"];
	const written = reader.get(path);
	const timeout = typeof written === "number" ? String(written) : reader.text(path);
	if (timeout === void 0 || /^[1-9]\d{0,8}$/.test(timeout)) return timeout;
	return reader.error(path, `Cannot use ${JSON.stringify(timeout)} as timeout`, "Write whole seconds, like \"180\"");
};
// src/core/function/prebuilt.ts
/** Reads a function that brings `image`; whatever a build would need of it may be there, and is not looked at. */
const readPrebuilt = (reader, image, defaultNamespace) => {
	const workload = readWorkload(reader, defaultNamespace);
	const reference = readReference(reader, image);
	if (workload === void 0 || reference === void 0) return void 0;
	return {
		...workload,
		handler: hasCode$1(reader) ? workload.handler : void 0,
		image,
		reference,
		at: {
			...workloadLocationsOf(reader),
			image: reader.at(IMAGE)
		}
	};
};
const IMAGE = [...CONTAINER, "image"];
const readReference = (reader, image) => {
	try {
		return (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(image);
	} catch (error) {
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t)) throw error;
		return reader.error(IMAGE, error.message, "Write it as nodes pull it, like registry.example.com/hello:1");
	}
};
const hasCode$1 = (reader) => (reader.get(["spec", "function"]) ?? "") !== "";
// src/core/function/kubeless.ts
const KEYS$1 = [
	...COMMON_KEYS,
	"function",
	"function-content-type",
	"checksum"
];
/** Keys that circulate in old examples, and what took their place. Kubeless itself ignores them. */
const LEGACY$1 = {
	type: "Remove it: every function answers HTTP",
	topic: "Remove it: the topic belongs to a KafkaTrigger or NATSTrigger",
	schedule: "Move it to a CronJobTrigger",
	template: "Write \"deployment.spec.template\" instead"
};
/** Reads a Function of `kubeless.io/v1beta1`, or of the older `k8s.io/v1`. One whose container has an image is never built. */
const readKubelessFunction = (reader, defaultNamespace) => {
	checkKeys(reader, KEYS$1, LEGACY$1, "warning");
	warnOfLabel(reader);
	const image = reader.text([...CONTAINER, "image"]);
	if (image !== void 0) return readPrebuilt(reader, image, defaultNamespace);
	const common = readCommon(reader, defaultNamespace);
	const content = readContent$1(reader);
	if (common === void 0 || content === void 0) return void 0;
	return {
		...common,
		code: {
			kind: "inline",
			content
		},
		at: locationsOf(reader, ["spec", "function"])
	};
};
/** `metadata.label` was in Kubeless' own documentation, and never had an effect. */
const warnOfLabel = (reader) => {
	if (reader.get(["metadata", "label"]) === void 0) return;
	reader.key("warning", ["metadata", "label"], "Cannot use \"metadata.label\": there is no such field", "Write \"labels\"");
};
// src/core/function/native.ts
const KEYS = [...COMMON_KEYS, "source"];
const INLINE = "Put the code into a file beside the spec and name it with \"source\", or use kubeless.io/v1beta1";
const FROM_KUBELESS = {
	function: INLINE,
	"function-content-type": INLINE,
	checksum: "Remove it: Git keeps the files"
};
/** Reads a Function of `function-images.github.io/v1alpha1`, whose code is in files. */
const readNativeFunction = (reader, defaultNamespace) => {
	checkKeys(reader, KEYS, FROM_KUBELESS, "error");
	const common = readCommon(reader, defaultNamespace);
	const path = readSource(reader);
	if (common === void 0 || path === void 0) return void 0;
	return {
		...common,
		code: {
			kind: "path",
			path
		},
		at: locationsOf(reader, ["spec", "source"])
	};
};
/** Resolves `source` against the spec's own folder; the result is relative to the repository's top level. */
const readSource = (reader) => {
	const path = ["spec", "source"];
	const source = reader.text(path) ?? ".";
	const shown = JSON.stringify(source);
	if (source.includes("\\")) return reader.error(path, `Cannot use ${shown} as source`, "Write \"/\" between folders");
	const resolved = node_path__WEBPACK_IMPORTED_MODULE_12__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_12__.posix.dirname(reader.spec.file), source).replace(/(?<=.)\/$/, "");
	if (node_path__WEBPACK_IMPORTED_MODULE_12__.posix.isAbsolute(source) || resolved === ".." || resolved.startsWith("../")) return reader.error(path, `Cannot use ${shown} as source: it is outside the repository`, "Name a file or folder relative to the spec, inside the repository");
	return resolved;
};
// src/core/function/recognise.ts
/**
* Tells, without parsing, whether a text holds an object of ours or of Kubeless. Decides what discovery looks into and
* which files of a folder are specs rather than code.
*/
const looksLikeSpec = (text) => (text.includes("kubeless.io") || text.includes("k8s.io") || text.includes("function-images.github.io")) && API_VERSION.test(text);
/** As {@link looksLikeSpec}, from the name: what can hold a spec at all. */
const isSpecName = (path) => /\.(?:ya?ml|json)$/i.test(path);
/** How a file begins that `render` wrote. */
const RENDERED = "# Written by function-images render";
/** Tells whether `render` wrote a text: it names the image, so it must never be content of it. */
const isRendered = (text) => text.startsWith(RENDERED);
/** Finds a serverless.yml whose provider is kubeless; returns the 1-based line of the provider. */
const kubelessProvider = (path, text) => {
	if (!/(?:^|\/)serverless\.(?:ya?ml|json)$/.test(path) || !PROVIDER.test(text)) return void 0;
	return text.split("\n").findIndex((line) => /^\s*["']?provider\b/.test(line)) + 1;
};
/**
* The value may have an anchor, a tag, quotes or a block header before it, and JSON may write `\/`. `k8s.io/v1` is what
* Kubeless called its group at first.
*/
const API_VERSION = /(?:^|[\s{,"'])apiVersion["']?\s*:\s*(?:[&!]\S*\s+)*(?:[|>][-+\d]*\s+)?["']?(?:kubeless\.io|function-images\.github\.io|k8s\.io(?=\\?\/v1\b))\\?\//;
const PROVIDER = /^\s*["']?provider["']?\s*:\s*(?:["']?kubeless\b|[^]*?\bname["']?\s*:\s*["']?kubeless\b)/m;
// src/core/function/template.ts
/**
* Replaces the errors of a file that turn out to come from template expressions by one that says so. Code may hold
* `{{` rightly, so without an error nothing changes.
*/
const namedAsTemplate = (file, parsed, badSyntax) => {
	if (!file.text.includes("{{")) return parsed;
	const errors = parsed.problems.filter(({ severity }) => severity === "error");
	const lines = file.text.split("\n");
	const cause = badSyntax ? errors[0] : errors.find(({ at }) => lines[at.line - 1]?.includes("{{"));
	if (cause === void 0) return parsed;
	const reason = cause.message.replace(`Cannot read "${file.path}": `, "");
	const message = `Cannot read the template "${file.path}" before it is rendered: ${reason}`;
	const hint = "Pipe what it renders to: helm template CHART | function-images build --functions -";
	return {
		functions: [],
		prebuilt: [],
		triggers: [],
		problems: [{
			...cause,
			message,
			hint
		}]
	};
};
// src/core/function/trigger.ts
/** Reads an HTTPTrigger or a CronJobTrigger of Kubeless; what its spec means is the rollout's to know. */
const readTrigger = (reader, kind, defaultNamespace) => {
	const { name, namespace } = readName(reader, defaultNamespace);
	const functionName = reader.required(["spec", "function-name"], "Name the function that it calls");
	if (name === void 0 || functionName === void 0) return void 0;
	return {
		kind,
		name,
		namespace,
		functionName,
		labels: readStrings(reader, ["metadata", "labels"]),
		annotations: readStrings(reader, ["metadata", "annotations"]),
		spec: reader.get(["spec"]),
		at: reader.at(["metadata", "name"]),
		field: (path) => reader.at(path)
	};
};
// src/core/function/parse.ts
/** Reads every function and trigger of `files`. Objects of other groups are left alone. */
const parseFunctions = (files, options) => {
	const parsed = files.filter(({ text }) => looksLikeSpec(text)).map((file) => parseFile(file, options));
	const functions = parsed.flatMap((file) => file.functions);
	const prebuilt = parsed.flatMap((file) => file.prebuilt);
	const doubles = findDoubles([...functions, ...prebuilt]);
	const problems = [...parsed.flatMap((file) => file.problems), ...doubles.values()];
	return {
		functions: functions.filter((source) => !doubles.has(source)),
		prebuilt: prebuilt.filter((source) => !doubles.has(source)),
		triggers: parsed.flatMap((file) => file.triggers),
		problems
	};
};
const parseFile = (file, options) => {
	const { nodes, problems } = readSpecNodes(file.path, file.text);
	const objects = nodes.filter(isOurs);
	const odd = forbiddenCharacter(file.text);
	const first = objects[0];
	const parsed = odd === void 0 || first === void 0 ? objects.map((spec) => parseObject(spec, options)) : [failedWith({
		...unreadable$2(file.path, `it holds the character ${odd.name}`),
		at: first.position(odd.offset)
	})];
	return namedAsTemplate(file, {
		functions: parsed.flatMap((object) => object.functions),
		prebuilt: parsed.flatMap((object) => object.prebuilt),
		triggers: parsed.flatMap((object) => object.triggers),
		problems: [...problems, ...parsed.flatMap((object) => object.problems)]
	}, problems.length > 0);
};
const NATIVE = "function-images.github.io/v1alpha1";
const KUBELESS = "kubeless.io/v1beta1";
/** What Kubeless called its group before it had a name of its own. */
const KUBELESS_OLD = "k8s.io/v1";
const isOurs = ({ apiVersion, kind }) => /^(?:kubeless\.io|function-images\.github\.io)\//.test(apiVersion) || apiVersion === KUBELESS_OLD && kind === "Function";
const parseObject = (spec, { defaultNamespace }) => {
	const unreadables = [];
	const reader = openSpec(spec, (problem) => unreadables.push(problem));
	if (reader === void 0) return failedWith(...unreadables);
	const found = readObject(reader, defaultNamespace);
	const nothing = failedWith(...reader.problems);
	if (found === void 0 || reader.failed) return nothing;
	if ("functionName" in found) return {
		...nothing,
		triggers: [found]
	};
	return "image" in found ? {
		...nothing,
		prebuilt: [found]
	} : {
		...nothing,
		functions: [found]
	};
};
const failedWith = (...problems) => ({
	functions: [],
	prebuilt: [],
	triggers: [],
	problems
});
const readObject = (reader, defaultNamespace) => {
	const { apiVersion, kind } = reader.spec;
	switch (`${apiVersion} ${kind}`) {
		case `${NATIVE} Function`: return readNativeFunction(reader, defaultNamespace);
		case `${KUBELESS} Function`:
		case `${KUBELESS_OLD} Function`: return readKubelessFunction(reader, defaultNamespace);
		case `${KUBELESS} HTTPTrigger`:
		case `${KUBELESS} CronJobTrigger`: return readTrigger(reader, kind === "HTTPTrigger" ? kind : "CronJobTrigger", defaultNamespace);
		default: return refuseObject(reader);
	}
};
const refuseObject = (reader) => {
	const { apiVersion, kind } = reader.spec;
	const known = [NATIVE, KUBELESS];
	if (!known.includes(apiVersion)) return reader.error(["apiVersion"], `Cannot read apiVersion "${apiVersion}"`, `Known are ${known.join(" and ")}`);
	if (apiVersion === KUBELESS && kind !== "") return reader.warn(["kind"], `Kind "${kind}" is not supported and left alone`, "Known are Function, HTTPTrigger and CronJobTrigger");
	return reader.error(["kind"], `Cannot read kind "${kind}" of ${apiVersion}`, "Write Function");
};
/** Two functions of one name would push and roll out over each other; neither is taken. */
const findDoubles = (functions) => {
	const groups = Map.groupBy(functions, _package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.s);
	return new Map([...groups].flatMap(([key, group]) => group.length < 2 ? [] : group.map((source) => [source, doubleOf(key, source, group)])));
};
const doubleOf = (key, source, group) => {
	const other = group.find((candidate) => candidate !== source)?.at.name ?? source.at.name;
	return {
		severity: "error",
		code: "SPEC_INVALID",
		message: `Cannot use the name "${key}" twice: also in ${other.file}:${other.line}`,
		at: source.at.name,
		hint: "Rename or remove one, or give them different namespaces"
	};
};
// src/core/runtime/catalogue.ts
const NODE_VERSIONS = ["22", "24"];
const PYTHON_VERSIONS = [
	"3.12",
	"3.13",
	"3.14"
];
const nodejs = (version) => {
	const image = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(`docker.io/library/node:${version}-slim`);
	return {
		id: `nodejs${version}`,
		family: "nodejs",
		version,
		dependencyFile: "package.json",
		suffixes: [
			".js",
			".mjs",
			".cjs"
		],
		base: image,
		shim: {
			folder: "nodejs",
			entrypoint: ["node", "/function-images/kubeless.mjs"]
		},
		install: {
			tool: "npm",
			image,
			command: "if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then set -- ci; else set -- install; fi; exec npm \"$@\" --omit=dev --no-audit --no-fund --no-update-notifier",
			env: { HOME: "/tmp" },
			passes: ["NPM_", "npm_config_"]
		},
		env: { NODE_PATH: "/kubeless/node_modules" }
	};
};
const python = (version) => {
	const image = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(`docker.io/library/python:${version}-slim`);
	const packages = `/kubeless/lib/python${version}/site-packages`;
	return {
		id: `python${version}`,
		family: "python",
		version,
		dependencyFile: "requirements.txt",
		suffixes: [".py"],
		base: image,
		shim: {
			folder: "python",
			entrypoint: ["python3", "/function-images/kubeless.py"]
		},
		install: {
			tool: "pip",
			image,
			command: `pip install --prefix=/kubeless --ignore-installed --no-compile --no-cache-dir -r requirements.txt && { python3 -m compileall -qq --invalidation-mode unchecked-hash ${packages} || true; }`,
			env: { HOME: "/tmp" },
			passes: ["PIP_"]
		},
		env: {
			PYTHONPATH: `${packages}:/kubeless`,
			PYTHONUNBUFFERED: "1"
		}
	};
};
/** The runtimes that come with the product, on the official images. */
const BUILT_IN = new Map([...NODE_VERSIONS.map(nodejs), ...PYTHON_VERSIONS.map(python)].map((runtime) => [runtime.id, runtime]));
// src/core/runtime/custom.ts
/**
* Reads runtimes of the user's own, in the form of Kubeless' `runtime-images`: a list of {ID, depName, fileNameSuffix,
* versions: [{version, images: [{phase, image, command, env}]}]}. Their bases bring their own server.
* Throws INPUT_INVALID naming `path`.
*/
const parseRuntimes = (path, text) => {
	if (text === void 0) throw unreadable$1(path, "there is no such file");
	return listOf(path, parseText(path, text), "a list of runtimes").flatMap((family) => {
		const { ID, versions } = objectOf(path, family, "a runtime");
		if (typeof ID !== "string" || !/^[a-zA-Z_-]+$/.test(ID)) throw unreadable$1(path, "\"ID\" is not letters, _ and -");
		return listOf(path, versions, `"versions" of ${ID}`).map((version) => {
			const runtime = runtimeOf(path, ID, family, version);
			return [runtime.id, runtime];
		});
	});
};
const runtimeOf = (path, family, shared, own) => {
	const { depName, fileNameSuffix } = objectOf(path, shared, family);
	const { version, images } = objectOf(path, own, `a version of ${family}`);
	if (typeof version !== "string" || !/^[0-9.]*$/.test(version)) throw unreadable$1(path, `"version" of ${family} is not digits and dots, as text`);
	const id = `${family}${version}`;
	const phases = listOf(path, images, `"images" of ${id}`).map((image) => objectOf(path, image, `an image of ${id}`));
	const phase = (name) => phases.find((candidate) => candidate["phase"] === name);
	const server = phase("runtime");
	if (server === void 0) throw unreadable$1(path, `${id} has no image of phase "runtime"`);
	if (phase("compilation") !== void 0) throw unreadable$1(path, `this release cannot run the phase "compilation" of ${id}`);
	const install = phase("installation");
	return {
		id,
		family,
		version,
		dependencyFile: typeof depName === "string" ? depName : "",
		suffixes: typeof fileNameSuffix === "string" ? [fileNameSuffix] : [""],
		base: imageOf(path, id, server),
		shim: void 0,
		install: install === void 0 ? void 0 : installOf(path, id, install, depName),
		env: envOf(path, id, server)
	};
};
const installOf = (path, id, phase, depName) => {
	const tool = depName === "package.json" ? "npm" : depName === "requirements.txt" ? "pip" : void 0;
	const { command } = phase;
	if (tool === void 0) throw unreadable$1(path, `"depName" of ${id} is neither package.json nor requirements.txt`);
	if (typeof command !== "string") throw unreadable$1(path, `the installation of ${id} has no "command"`);
	return {
		tool,
		image: imageOf(path, id, phase),
		command,
		env: envOf(path, id, phase),
		passes: []
	};
};
const imageOf = (path, id, { image }) => {
	if (typeof image !== "string") throw unreadable$1(path, `an image of ${id} has no "image"`);
	return (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(image);
};
const envOf = (path, id, { env }) => {
	if (env === void 0) return {};
	const entries = Object.entries(objectOf(path, env, `"env" of ${id}`));
	return Object.fromEntries(entries.map(([name, value]) => [name, String(value).replaceAll("$(KUBELESS_INSTALL_VOLUME)", "/kubeless")]));
};
const parseText = (path, text) => {
	try {
		return (0, import_dist.parse)(text, { maxAliasCount: 0 });
	} catch (cause) {
		throw unreadable$1(path, "it is neither YAML nor JSON", cause);
	}
};
const listOf = (path, value, what) => {
	if (!Array.isArray(value)) throw unreadable$1(path, `${what} is missing or not a list`);
	return value;
};
const objectOf = (path, value, what) => {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw unreadable$1(path, `${what} is not an object`);
	return value;
};
const unreadable$1 = (path, why, cause) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read runtimes "${path}": ${why}`, {
	cause,
	hint: "Write it as Kubeless’ runtime-images: a list of {ID, depName, fileNameSuffix, versions}"
});
// src/core/runtime/find.ts
/** Families that Kubeless had and we know by name, but do not build yet. */
const NOT_YET = /* @__PURE__ */ new Set([
	"ruby",
	"php",
	"go",
	"java",
	"jvm",
	"vertx",
	"dotnetcore",
	"nodejsCE"
]);
/** Families of Kubeless that have a successor here. */
const SUCCESSOR = { nodejs_distroless: "nodejs" };
/** Looks `id` up, exactly, as Kubeless did; a miss names the nearest runtime there is. */
const findRuntime = (catalog, id) => {
	const runtime = catalog.get(id);
	if (runtime !== void 0) return {
		found: true,
		runtime
	};
	const known = [...catalog.keys()];
	const family = /^[a-zA-Z_-]+/.exec(id)?.[0] ?? "";
	if (NOT_YET.has(family)) return miss(id, `this release cannot build ${family} functions yet`, `It builds ${known.join(", ")}`);
	if (family === "ballerina") return miss(id, "the language version Kubeless served is dead", `Known are ${known.join(", ")}`);
	const same = known.filter((candidate) => catalog.get(candidate)?.family === (SUCCESSOR[family] ?? family));
	if (same.length > 0) return miss(id, "no such version", `Use ${same.join(" or ")}, and test the function on it`);
	return miss(id, "no such runtime", `Known are ${known.join(", ")}; option "runtimes" adds your own`);
};
const miss = (id, why, hint) => ({
	found: false,
	message: `Cannot find runtime "${id}": ${why}`,
	hint
});
// src/flow/load.ts
/** Reads the specs and finds their runtimes. One bad spec does not stop the others. */
const loadFunctions = async (config, ports, signal) => {
	const [read, catalog] = await Promise.all([ports.workspace.read(config.functions, signal), loadCatalog(config, ports)]);
	const parsed = parseFunctions(read.files, { defaultNamespace: config.namespace });
	const answers = parsed.functions.map((source) => ({
		source,
		answer: findRuntime(catalog, source.runtime)
	}));
	return {
		functions: answers.flatMap(({ source, answer }) => answer.found ? [{
			source,
			runtime: answer.runtime
		}] : []),
		failed: answers.flatMap(({ source, answer }) => answer.found ? [] : [{
			source,
			problems: [(0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.r)(source.at.runtime, answer.message, answer.hint)]
		}]),
		prebuilt: parsed.prebuilt,
		triggers: parsed.triggers,
		problems: [...read.problems, ...parsed.problems],
		exclude: new Set(read.files.map(({ path }) => path))
	};
};
const loadCatalog = async (config, { workspace }) => {
	if (config.runtimes === void 0) return BUILT_IN;
	const text = await workspace.text(config.runtimes);
	return new Map([...BUILT_IN, ...parseRuntimes(config.runtimes, text)]);
};
// src/core/runtime/lock.ts
const LOCK_SCHEMA = "function-images/lock/1";
/** Reads a lock file. Throws INPUT_INVALID naming `path` for anything but what {@link formatLock} writes. */
const parseLock = (path, text) => {
	const images = imagesOf$1(path, text);
	const pins = /* @__PURE__ */ new Map();
	for (const [reference, digest] of Object.entries(images)) {
		if (typeof digest !== "string" || !(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.C)(digest)) throw unreadable(path, `"${reference}" has no digest of sha256: and 64 hex digits`);
		pins.set(reference, digest);
	}
	return pins;
};
/** Writes a lock file: sorted and without a time, so that it changes only when a digest does. */
const formatLock = (pins) => {
	const images = Object.fromEntries([...pins].sort(([a], [b]) => a < b ? -1 : 1));
	return `${JSON.stringify({
		schema: LOCK_SCHEMA,
		images
	}, void 0, 2)}\n`;
};
const imagesOf$1 = (path, text) => {
	const content = parseJson(path, text);
	if (!isObject$1(content) || content["schema"] !== "function-images/lock/1") throw unreadable(path, `its schema is not "${LOCK_SCHEMA}"`);
	const { images } = content;
	if (!isObject$1(images)) throw unreadable(path, "it has no object \"images\"");
	return images;
};
const parseJson = (path, text) => {
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw unreadable(path, "it is not JSON", cause);
	}
};
const isObject$1 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const unreadable = (path, why, cause) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read lock file "${path}": ${why}`, {
	cause,
	hint: "Run \"function-images lock\" to write it anew"
});
// src/core/runtime/pins.ts
/** Digests filled in when a release is made; a checkout has none, and none is ever written by hand. */
const RELEASE_PINS = /* @__PURE__ */ new Map();
// src/flow/pins.ts
/**
* Pins `references`: by their own digest, the lock file, the release, and only then by asking their registry, which is
* said, since a tag that moves rebuilds functions on an unrelated commit.
*/
const pinImages = async (references, config, ports, signal) => {
	const pins = config.unpinned ? /* @__PURE__ */ new Map() : await readPins(config, ports);
	const unique = new Map(references.map((reference) => [(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference), reference]));
	const loose = [...unique.keys()].filter((name) => unique.get(name)?.digest === void 0 && !pins.has(name));
	if (loose.length > 0 && !config.unpinned) ports.reporter.notice(`No digest is pinned for ${loose.join(", ")}: run "function-images lock" and commit "${config.lock}", or functions rebuild when a tag moves`);
	const answers = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.t)(MAX_LOOKUPS, [...unique], async ([name, reference]) => {
		const digest = reference.digest ?? pins.get(name);
		return [name, digest === void 0 ? await resolveLive(reference, ports, signal) : {
			ok: true,
			reference: {
				...reference,
				digest
			}
		}];
	});
	return new Map(answers);
};
/** Asks the registry what `reference`'s tag holds now. */
const resolveLive = async (reference, { registry }, signal) => {
	const answer = await registry.digest(reference, signal);
	switch (answer.status) {
		case "present": return {
			ok: true,
			reference: {
				...reference,
				digest: answer.digest
			}
		};
		case "unknown": return {
			ok: false,
			error: answer.error
		};
		case "absent": return {
			ok: false,
			error: new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot find base image "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference)}"`)
		};
	}
};
const MAX_LOOKUPS = 8;
const readPins = async ({ lock }, { workspace }) => {
	const text = await workspace.text(lock);
	return text === void 0 ? RELEASE_PINS : new Map([...RELEASE_PINS, ...parseLock(lock, text)]);
};
// src/flow/plans.ts
/** Reads and checks every function. Asks a registry only for base images that nothing pins. */
const prepareFunctions = async (config, ports, signal) => {
	const loaded = await loadFunctions(config, ports, signal);
	const aimed = loaded.functions.map((entry) => ({
		...entry,
		target: targetOf$1(config, entry.source)
	}));
	const clashes = targetClashes(aimed);
	const refused = aimed.flatMap(({ source, target }) => {
		const problem = clashes.get(source) ?? hostProblem(source, target);
		return problem === void 0 ? [] : [{
			source,
			problems: [problem]
		}];
	});
	const refusedSources = new Set(refused.map(({ source }) => source));
	const functions = aimed.filter(({ source }) => !refusedSources.has(source));
	const pinned = await pinImages(imagesOf(functions), config, ports, signal);
	return {
		functions,
		refused: [...loaded.failed, ...refused],
		prebuilt: loaded.prebuilt,
		triggers: loaded.triggers,
		problems: loaded.problems,
		plan: planner({
			config,
			ports,
			pinned,
			signal
		})
	};
};
const planner = ({ config, ports, pinned, signal }) => {
	const shimFiles = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.n)((folder) => folder, (folder) => ports.shims.files(folder));
	const toolchain = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.n)((runtime) => runtime, async (runtime) => ports.builder?.toolchain(runtime, signal));
	return async ({ source, runtime, target }) => {
		try {
			const unpinned = imagesOf([{
				source,
				runtime
			}]).flatMap((image) => {
				const answer = pinned.get((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(image));
				return answer?.ok === false ? [(0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.n)(answer.error, source.at.runtime)] : [];
			});
			if (unpinned.length > 0) return {
				source,
				problems: unpinned
			};
			const content = source.code.kind === "path" ? await ports.sources.files(source, signal) : {
				files: [],
				problems: []
			};
			if (content.problems.some(({ severity }) => severity === "error")) return {
				source,
				problems: content.problems
			};
			const answer = await planImage(source, content.files, {
				runtime,
				target,
				platforms: config.platforms,
				shim: runtime.shim === void 0 ? [] : await shimFiles(runtime.shim.folder),
				pinned: (reference) => pinnedOf(pinned, reference),
				toolchain: runtime.install === void 0 ? void 0 : await toolchain(runtime.id)
			});
			return answer.ok ? { plan: answer.plan } : {
				source,
				problems: answer.problems
			};
		} catch (error) {
			signal.throwIfAborted();
			return {
				source,
				problems: [(0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.n)(error, source.at.code)]
			};
		}
	};
};
const imagesOf = (functions) => functions.flatMap(({ runtime }) => [runtime.base, ...runtime.install === void 0 ? [] : [runtime.install.image]]);
const pinnedOf = (pinned, reference) => {
	const answer = pinned.get((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference));
	if (answer?.ok === true) return answer.reference;
	throw new TypeError(`Image "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference)}" was not pinned`);
};
const hostProblem = (source, target) => {
	const fault = checkRepository(target.repository);
	return fault === void 0 ? void 0 : (0,_errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.r)(source.at.name, fault.message, fault.hint);
};
// src/edge/git.ts
/**
* Opens the repository that `directory` is in, to see what is below that directory; undefined when there is none, or no
* git program. Throws INPUT_INVALID when git refuses the repository.
*/
const openGit = async (directory) => {
	if (!hasRepository(directory)) return void 0;
	const root = await topLevel(directory);
	if (root === void 0) return void 0;
	return {
		root,
		files: lazily(async () => (await listFiles(directory, "")).sort((a, b) => a.path < b.path ? -1 : 1))
	};
};
/** Returns the branch that is checked out, undefined on a detached HEAD or without a repository or git. */
const currentBranch = async (directory) => {
	if (!hasRepository(directory)) return void 0;
	const answer = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.d)("git", [
		"symbolic-ref",
		"--short",
		"-q",
		"HEAD"
	], { cwd: directory }).catch(() => void 0);
	return answer?.code === 0 ? answer.stdout.toString().trim() : void 0;
};
/** Git's word for "none" depends on its language, so the folder is looked for. */
const hasRepository = (directory) => {
	const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.dirname)(directory);
	return (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(directory, ".git")) || parent !== directory && hasRepository(parent);
};
const topLevel = async (directory) => {
	const args = ["rev-parse", "--show-toplevel"];
	const answer = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.d)("git", args, { cwd: directory }).catch(() => void 0);
	if (answer === void 0) return void 0;
	if (answer.code === 0) return (0,node_path__WEBPACK_IMPORTED_MODULE_12__.resolve)(answer.stdout.toString().replace(/\r?\n$/, ""));
	throw gitFailed(args, answer.stderr, `If another user owns it: git config --global --add safe.directory ${directory}`);
};
/** Lists what is below `directory`; `prefix` is where its repository stands in the outer one, with a slash at the end. */
const listFiles = async (directory, prefix) => {
	const [index, others] = await Promise.all([git(directory, [
		"ls-files",
		"-z",
		"--full-name",
		"-s",
		"-t"
	]), git(directory, [
		"ls-files",
		"-z",
		"--full-name",
		"-o",
		"--exclude-standard"
	])]);
	const repository = openRepository(directory);
	const seen = /* @__PURE__ */ new Map();
	for (const record of records(index)) {
		const { path, ...entry } = parseEntry(record);
		seen.set(path, {
			path: prefix + path,
			tracked: {
				...entry,
				path,
				repository
			}
		});
	}
	for (const path of records(others)) seen.set(path, {
		path: prefix + path,
		tracked: void 0
	});
	const files = [...seen.values()];
	const inner = await Promise.all(files.filter(isRepository).map((file) => listInner(directory, prefix, file)));
	return [...files.filter((file) => !isRepository(file)), ...inner.flat()];
};
/** A submodule is one entry of the index, any other repository inside one untracked folder. */
const isRepository = ({ path, tracked }) => path.endsWith("/") || tracked?.mode === "160000";
const listInner = async (directory, prefix, file) => {
	const path = file.path.replace(/\/$/, "");
	const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(await topLevel(directory) ?? directory, path.slice(prefix.length));
	if ((0,node_fs__WEBPACK_IMPORTED_MODULE_9__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(folder, ".git"))) return listFiles(folder, `${path}/`);
	return file.tracked === void 0 ? [] : [file];
};
const parseEntry = (record) => {
	const tab = record.indexOf("	");
	const [tag, mode = "", oid = ""] = record.slice(0, tab).split(" ");
	return {
		mode,
		oid,
		skipped: tag === "S",
		path: record.slice(tab + 1)
	};
};
const openRepository = (directory) => ({
	changes: lazily(async () => {
		const status = await git(directory, [
			"--no-optional-locks",
			"status",
			...[
				"--porcelain=v2",
				"-z",
				"--untracked-files=no",
				"--no-renames",
				"--ignore-submodules=all"
			],
			"--",
			"."
		]);
		return new Map(records(status).flatMap(parseChange));
	}),
	blob: (oid) => git(directory, [
		"cat-file",
		"blob",
		oid
	])
});
/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
const parseChange = (record) => {
	const fields = record.split(" ");
	const [kind, state = ""] = fields;
	if (kind === "u") return [[fields.slice(10).join(" "), fields[6] ?? ""]];
	return kind === "1" && state[1] !== "." ? [[fields.slice(8).join(" "), fields[5] ?? ""]] : [];
};
const records = (output) => output.toString("utf8").split("\0").slice(0, -1);
const git = async (cwd, args) => {
	const { code, stdout, stderr } = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.d)("git", args, { cwd });
	if (code !== 0) throw gitFailed(args, stderr);
	return stdout;
};
const gitFailed = (args, stderr, hint) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot ask git "${args.slice(0, 2).join(" ")}": ${stderr.trim().split("\n")[0] ?? ""}`, { hint });
const lazily = (make) => {
	let made;
	return () => made ??= make();
};
// src/edge/clock.ts
/** The machine's clock, of which only differences mean something: it does not jump when the time of day is set. */
const systemClock = {
	now: () => performance.now(),
	sleep: async (milliseconds, signal) => {
		signal.throwIfAborted();
		try {
			await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_17__.setTimeout)(milliseconds, void 0, { signal });
		} catch (error) {
			signal.throwIfAborted();
			throw error;
		}
	}
};
// src/edge/evidence.ts
/** Opens a folder, made when the first file is saved, in which evidence of failures is kept. */
const openEvidence = (folder) => ({ save: async (name, text) => {
	const path = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(folder, ...name.split("/").map((part) => part.replaceAll(/[^\w.-]/g, "_").replace(/^\.+/, "_")));
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.dirname)(path), { recursive: true });
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.writeFile)(path, text);
	return path;
} });
// src/edge/place.ts
/** Finds the repository around the working directory; throws INPUT_INVALID when there is no such directory. */
const openPlace = async (options) => {
	const wanted = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.resolve)(options.cwd, options.workingDirectory);
	const directory = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.realpath)(wanted).catch((cause) => {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot use working directory "${options.workingDirectory}": there is none`, { cause });
	});
	const git = await openGit(directory);
	const root = git === void 0 ? directory : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.realpath)(git.root);
	const path = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.relative)(root, directory).split(node_path__WEBPACK_IMPORTED_MODULE_12__.sep).join("/");
	return {
		root,
		directory,
		prefix: path === "" ? "" : `${path}/`,
		git
	};
};
// src/edge/shims.ts
/** Opens the shims below `root`, the product's own folder `shims`. */
const openShims = (root) => ({ files: async (folder) => {
	const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, folder));
	return (await Promise.all(names.map(async (name) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.v)(name, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, folder, name)))))).sort((a, b) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__._)(a.path, b.path));
} });
// src/core/function/content-paths.ts
/** Says what is wrong with one path of a function's content; undefined when it can be a path in an image. */
const pathFault = (path) => {
	if (/[\0-\u001f\u007f]/.test(path)) return "its name has a control character";
	if (path.includes("�")) return "its name is not UTF-8";
	if (path.includes("\\")) return "its name has a backslash, which is a folder on Windows";
	if (path.split("/").some((name) => name.startsWith(".wh."))) return "names that begin with \".wh.\" delete files in an image";
};
/** Says what is wrong with a symbolic link; undefined when it stays inside the function's own folder. */
const linkFault = (path, target) => {
	if (target === "" || target.includes("\0")) return "it is a symbolic link to nothing";
	if (node_path__WEBPACK_IMPORTED_MODULE_12__.posix.isAbsolute(target) || /^[A-Za-z]:/.test(target)) return `it is a symbolic link to the absolute path "${target}"`;
	const resolved = node_path__WEBPACK_IMPORTED_MODULE_12__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_12__.posix.dirname(path), target);
	if (resolved === ".." || resolved.startsWith("../")) return `it is a symbolic link out of the function's folder, to "${target}"`;
};
/**
* Finds paths (or folders of them) that are one on a file system that ignores case or composes characters: such a
* checkout would give another image. Returns pairs.
*/
const findTwins = (entries) => {
	const known = /* @__PURE__ */ new Map();
	const twins = [];
	const add = (path) => {
		const folded = path.normalize("NFC").toLowerCase().normalize("NFC");
		const other = known.get(folded);
		if (other === void 0) known.set(folded, path);
		else twins.push([other, path]);
	};
	const parents = new Set(entries.flatMap(({ path }) => parentsOf(path)));
	for (const parent of parents) add(parent);
	for (const { path } of entries) add(path);
	return twins;
};
const parentsOf = (path) => {
	const names = path.split("/");
	return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
};
// src/core/function/dockerignore.ts
/**
* Reads the text of a .dockerignore; the result tells whether a path (relative to the file's folder, with `/`) is
* ignored. https://docs.docker.com/build/concepts/context/#dockerignore-files
*/
const dockerignore = (text) => {
	const rules = text.replace(/^\ufeff/, "").split(/\r?\n/).flatMap(parseRule);
	return (path) => {
		const names = path.split("/");
		const parents = names.map((_, index) => names.slice(0, index + 1).join("/"));
		return rules.findLast(({ tokens }) => parents.some((parent) => matches(tokens, parent)))?.ignore ?? false;
	};
};
const parseRule = (line) => {
	if (line.startsWith("#")) return [];
	const trimmed = line.trim();
	const ignore = !trimmed.startsWith("!");
	const pattern = node_path__WEBPACK_IMPORTED_MODULE_12__.posix.normalize((ignore ? trimmed : trimmed.slice(1).trim()) || ".").replace(/(?<=.)\/$/, "");
	if (pattern === "." || pattern === "/") return [];
	return [{
		ignore,
		tokens: tokenize(pattern.replace(/^\//, ""))
	}];
};
const tokenize = (pattern) => {
	const tokens = [];
	const parts = pattern.matchAll(/\*\*\/?|\*|\?|\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)|([^])/gu);
	for (const { 0: part, 1: not, 2: set, 3: escaped, 4: plain, index } of parts) {
		const isLast = index + part.length === pattern.length;
		if (part.startsWith("**")) tokens.push({ kind: isLast ? "rest" : "folders" });
		else if (part === "*") tokens.push({ kind: "name" });
		else if (part === "?") tokens.push({
			kind: "one",
			test: (character) => character !== "/"
		});
		else if (set !== void 0) tokens.push({
			kind: "one",
			test: classOf(set, not === "^")
		});
		else tokens.push({
			kind: "one",
			test: (character) => character === (escaped ?? plain)
		});
	}
	return tokens;
};
const classOf = (set, not) => {
	const ranges = Array.from(set.matchAll(/\\?([^])(?:-\\?([^]))?/gu), ([, from = "", to = from]) => [from, to]);
	return (character) => character !== "/" && ranges.some(([from, to]) => from <= character && character <= to) !== not;
};
/** Follows all ways through the pattern at once, so that no pattern takes more than its length times the path's. */
const matches = (tokens, path) => {
	let states = reach(tokens, [0]);
	for (const character of path) {
		states = reach(tokens, [...states].flatMap((state) => step(tokens, state, character)));
		if (states.size === 0) return false;
	}
	return states.has(tokens.length);
};
/** A state is an index into the tokens; with a half added, it is inside the folders of that token. */
const reach = (tokens, from) => {
	const states = new Set(from);
	for (const state of states) {
		const kind = tokens[state]?.kind;
		if (kind !== void 0 && kind !== "one") states.add(state + 1);
	}
	return states;
};
const step = (tokens, state, character) => {
	const token = tokens[Math.floor(state)];
	if (token === void 0) return [];
	if (token.kind === "one") return token.test(character) ? [state + 1] : [];
	if (token.kind === "name") return character === "/" ? [] : [state];
	if (token.kind === "rest") return [state];
	const inside = Math.floor(state) + .5;
	return character === "/" ? [inside, inside + .5] : [inside];
};
// src/edge/read-file.ts
/** Files up to this size are read at once: the way to the thread pool and back takes longer than they do. In bytes. */
const AT_ONCE$1 = 1048576;
/** Reads a regular file without ever waiting for a pipe. Throws `Error` with a `code`; EINVAL when it is no regular file by now. */
const readRegularFile = async (path, { size, follow }) => {
	const flags = node_fs__WEBPACK_IMPORTED_MODULE_9__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_9__.constants.O_NONBLOCK ?? 0) | (follow ? 0 : node_fs__WEBPACK_IMPORTED_MODULE_9__.constants.O_NOFOLLOW ?? 0);
	if (size > AT_ONCE$1) return readLarge(path, flags);
	const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.openSync)(path, flags);
	try {
		if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_9__.fstatSync)(file).isFile()) throw notRegular(path);
		return (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.readFileSync)(file);
	} finally {
		(0,node_fs__WEBPACK_IMPORTED_MODULE_9__.closeSync)(file);
	}
};
const readLarge = async (path, flags) => {
	const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.open)(path, flags);
	try {
		if (!(await file.stat()).isFile()) throw notRegular(path);
		return await file.readFile();
	} finally {
		await file.close();
	}
};
const notRegular = (path) => Object.assign(/* @__PURE__ */ new Error(`"${path}" is no regular file`), { code: "EINVAL" });
// src/edge/content-file.ts
/** Larger files would have to be held in memory. In bytes. */
const MAX_FILE_BYTES = 268435456;
/** Reads the file at `path` (absolute). For a tracked one git's index says what it is, and what its bytes are if it is unchanged. */
const readContent = async (path, tracked) => {
	const onDisk = await readDisk(path);
	return tracked === void 0 ? onDisk : asTracked(onDisk, tracked);
};
/** Reads what is on the disk, never through a symbolic link and never waiting for a pipe. */
const readDisk = async (path) => {
	const info = look$1(path);
	if (info === void 0 || info.isDirectory()) return { kind: "none" };
	if (info.isSymbolicLink()) return {
		kind: "symlink",
		target: slashes$1((0,node_fs__WEBPACK_IMPORTED_MODULE_9__.readlinkSync)(path))
	};
	if (!info.isFile()) return {
		kind: "fault",
		why: `it is a ${kindOf(info)}`
	};
	if ((info.mode & 3072) !== 0) return {
		kind: "fault",
		why: "it has the setuid or setgid bit"
	};
	if (info.size > MAX_FILE_BYTES) return {
		kind: "fault",
		why: `it is larger than ${MAX_FILE_BYTES / 2 ** 20} MiB`
	};
	const read = () => readRegular(path, info.size);
	return {
		kind: "file",
		executable: process.platform !== "win32" && (info.mode & 64) !== 0,
		bytes: await read(),
		read
	};
};
const asTracked = async (onDisk, tracked) => {
	const { mode, oid, skipped, repository } = tracked;
	if (mode === "160000") return missingSubmodule;
	if (onDisk.kind === "fault") return onDisk;
	if (onDisk.kind === "none") return skipped ? asMode(mode, await fromBlob(tracked)) : onDisk;
	if (onDisk.kind === "symlink" && mode === "120000" && oidOf(Buffer.from(onDisk.target), oid) === oid) return onDisk;
	if (onDisk.kind === "file" && oidOf(onDisk.bytes, oid) === oid) return checked(asMode(mode, onDisk));
	const changed = (await repository.changes()).get(tracked.path);
	if (changed !== void 0) return asChanged(onDisk, mode, changed);
	return asStored(onDisk, tracked);
};
const missingSubmodule = {
	kind: "fault",
	why: "it is a submodule that is not checked out",
	hint: "Check it out: git submodule update --init, or \"submodules: true\" of actions/checkout"
};
/** A modified file counts as it is; where the checkout cannot hold links, git's mode tells them from files. */
const asChanged = (onDisk, mode, changed) => {
	const isSameType = mode.slice(0, 3) === changed.slice(0, 3);
	return onDisk.kind === "file" ? asMode(isSameType ? mode : changed, onDisk) : onDisk;
};
/** An unmodified file whose bytes differ from the blob's was converted at checkout: line ends, a filter, LFS. */
const asStored = async (onDisk, tracked) => {
	if (onDisk.kind === "file") {
		const unix = toUnixLines(onDisk.bytes);
		if (oidOf(unix, tracked.oid) === tracked.oid) return asMode(tracked.mode, {
			...onDisk,
			bytes: unix,
			read: async () => toUnixLines(await onDisk.read())
		});
	}
	const stored = await fromBlob(tracked);
	const real = lfsDigest(stored.bytes);
	return onDisk.kind === "file" && real !== void 0 && (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(onDisk.bytes) === real ? asMode(tracked.mode, onDisk) : checked(asMode(tracked.mode, stored));
};
const fromBlob = async ({ repository, oid }) => {
	const read = () => repository.blob(oid);
	return {
		kind: "file",
		executable: false,
		bytes: await read(),
		read
	};
};
const asMode = (mode, file) => {
	if (mode === "120000") return {
		kind: "symlink",
		target: Buffer.from(file.bytes).toString()
	};
	return {
		...file,
		executable: mode === "100755"
	};
};
const checked = (content) => {
	if (content.kind !== "file" || lfsDigest(content.bytes) === void 0) return content;
	return {
		kind: "fault",
		why: "it is a Git LFS pointer",
		hint: "Fetch the real files: git lfs pull, or \"lfs: true\" of actions/checkout"
	};
};
/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const lfsDigest = (bytes) => {
	if (bytes.length > 1024) return void 0;
	const text = Buffer.from(bytes).toString("latin1");
	const [, hex] = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/.exec(text) ?? [];
	return hex === void 0 ? void 0 : `sha256:${hex}`;
};
/** Returns the blob id of `bytes` in the hash that `like` is in. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
const oidOf = (bytes, like) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.createHash)(like.length === 64 ? "sha256" : "sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
const toUnixLines = (bytes) => {
	const text = Buffer.from(bytes).toString("latin1");
	return Buffer.from(text.replaceAll("\r\n", "\n"), "latin1");
};
/** Reads without following or waiting: the path may have changed since it was looked at. */
const readRegular = async (path, size) => {
	try {
		return await readRegularFile(path, {
			size,
			follow: false
		});
	} catch (cause) {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read "${path}": ${codeOf(cause)}`, { cause });
	}
};
const look$1 = (path) => {
	try {
		return (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.lstatSync)(path, { throwIfNoEntry: false });
	} catch (error) {
		if (codeOf(error) !== "ENOTDIR") throw error;
		return;
	}
};
const codeOf = (error) => error instanceof Error && "code" in error ? String(error.code) : String(error);
const slashes$1 = (target) => process.platform === "win32" ? target.replaceAll("\\", "/") : target;
const kindOf = (info) => {
	if (info.isFIFO()) return "named pipe";
	return info.isSocket() ? "socket" : "device";
};
// src/edge/walk.ts
/** Lists what is below `directory`, folders left out, symbolic links not followed. Paths have `/` and begin with `prefix`. */
const walk$1 = (directory, prefix, enter = () => true) => list(directory, prefix).flatMap((entry) => {
	const path = node_path__WEBPACK_IMPORTED_MODULE_12__.posix.join(prefix, entry.name);
	if (!entry.isDirectory()) return [path];
	return entry.name !== ".git" && enter(path) ? walk$1((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(directory, entry.name), path, enter) : [];
});
const list = (directory, prefix) => {
	try {
		return (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.readdirSync)(directory, { withFileTypes: true });
	} catch (cause) {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot list the folder "${prefix}": it is not readable`, { cause });
	}
};
// src/edge/listing.ts
/** Lists all files of the working directory: tracked or not ignored; without git, all there are. */
const listAll = async ({ git, directory, prefix }) => git === void 0 ? untracked(walk$1(directory, prefix)) : git.files();
/** Lists the file at `path`, or those below it; a single file may be ignored by git, since it was named. */
const listFolder = async ({ git, root }, path) => {
	const all = git === void 0 ? void 0 : await git.files();
	const folder = path === "." ? "" : `${path}/`;
	if ((0,node_fs__WEBPACK_IMPORTED_MODULE_9__.lstatSync)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path)).isDirectory()) return all === void 0 ? untracked(walk$1((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path), folder)) : between(all, folder);
	const known = all?.[firstFrom(all, path)];
	return known?.path === path ? [known] : untracked([path]);
};
/** Returns `path` relative to `folder`, which it is in. */
const below = (folder, path) => folder === "." ? path : path.slice(folder.length + 1);
const untracked = (paths) => paths.map((path) => ({
	path,
	tracked: void 0
}));
const between = (files, folder) => {
	const start = firstFrom(files, folder);
	let end = start;
	while (files[end]?.path.startsWith(folder) === true) end += 1;
	return files.slice(start, end);
};
const firstFrom = (files, path) => {
	let [low, high] = [0, files.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((files[middle]?.path ?? "") < path) low = middle + 1;
		else high = middle;
	}
	return low;
};
// src/edge/sources.ts
/** Files of one function that are read at once. */
const PARALLEL_READS$1 = 8;
/**
* Opens the port that reads functions' files: as git would store them, or as they are where there is no git. `lock`, the
* lock file relative to the working directory, is never content: writing it must change no image.
*/
const openSources = (place, lock) => {
	const lockPath = lock === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_12__.relative)(place.root, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.resolve)(place.directory, lock)).split(node_path__WEBPACK_IMPORTED_MODULE_12__.sep).join("/");
	return { files: async (source, signal) => {
		if (source.code.kind === "inline") return {
			files: [],
			problems: []
		};
		const { path } = source.code;
		const fault = placeFault(place, path);
		if (fault !== void 0) return {
			files: [],
			problems: [problemOf(source, path, { why: fault })]
		};
		const found = (await listFolder(place, path)).filter((file) => file.path !== lockPath);
		return readAll({
			place,
			source,
			path,
			signal
		}, found);
	} };
};
const placeFault = ({ root, prefix }, path) => {
	if (!`${path}/`.startsWith(prefix)) return "it is outside the working directory";
	const expected = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path);
	const real = realPath(expected);
	if (real === void 0) return "there is no such file or folder";
	return real.normalize("NFC") === expected.replace(/(?<=.)[\\/]$/, "").normalize("NFC") ? void 0 : "it is reached through a symbolic link, or spelled in another case";
};
const realPath = (path) => {
	try {
		return node_fs__WEBPACK_IMPORTED_MODULE_9__.realpathSync.native(path);
	} catch {
		return;
	}
};
const readAll = async (job, found) => {
	const isIgnored = await readDockerignore(job, found);
	const wanted = found.filter((file) => !isIgnored(nameIn(job, file)));
	const read = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.t)(PARALLEL_READS$1, wanted, (file) => readOne(job, file));
	const files = read.flatMap(({ entry }) => entry ?? []).sort((a, b) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__._)(a.path, b.path));
	const twins = findTwins(files).map(([one, other]) => problemOf(job.source, node_path__WEBPACK_IMPORTED_MODULE_12__.posix.join(job.path, other), { why: `it differs from "${one}" in case or composition only` }));
	return {
		files,
		problems: [...read.flatMap(({ problem }) => problem ?? []), ...twins]
	};
};
/** The path that a file gets in the image; a single file keeps its name. */
const nameIn = ({ path }, file) => (file.path === path ? node_path__WEBPACK_IMPORTED_MODULE_12__.posix.basename(path) : below(path, file.path)).normalize("NFC");
const readDockerignore = async (job, found) => {
	const file = found.find(({ path }) => path !== job.path && below(job.path, path) === ".dockerignore");
	if (file === void 0) return () => false;
	const content = await readContent((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(job.place.root, file.path), file.tracked);
	return content.kind === "file" ? dockerignore(Buffer.from(content.bytes).toString()) : () => false;
};
const readOne = async (job, file) => {
	job.signal.throwIfAborted();
	const fail = (fault) => ({ problem: problemOf(job.source, file.path, fault) });
	const why = pathFault(file.path);
	if (why !== void 0) return fail({ why });
	const name = nameIn(job, file);
	const content = await readContent((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(job.place.root, file.path), file.tracked);
	if (content.kind === "none") return {};
	if (content.kind === "fault") return fail(content);
	if (content.kind === "file") return isSpec(file, content) ? {} : { entry: regularFile(file.path, name, content) };
	const { target } = content;
	const fault = linkFault(name, target);
	return fault === void 0 ? { entry: {
		type: "symlink",
		path: name,
		target
	} } : fail({ why: fault });
};
/** A changed replica count must not change the image, whichever specs this run was asked to read. */
const isSpec = ({ path }, { bytes }) => {
	if (!isSpecName(path)) return false;
	const text = Buffer.from(bytes).toString();
	return looksLikeSpec(text) || isRendered(text);
};
const regularFile = (path, name, { executable, bytes, read }) => {
	const [digest, size] = [(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(bytes), bytes.length];
	const readAgain = async () => {
		const again = await read();
		if ((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(again) === digest) return again;
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read "${path}": it changed during the run`, { hint: "Run again when nothing writes to it" });
	};
	return {
		type: "file",
		path: name,
		executable,
		size,
		digest,
		read: readAgain
	};
};
const problemOf = (source, path, { why, hint }) => ({
	severity: "error",
	code: "SPEC_INVALID",
	message: `Cannot use ${JSON.stringify(path)}: ${why}`,
	at: source.at.code,
	...hint === void 0 ? {} : { hint }
});
// src/edge/discovery.ts
/** Lists what may hold specs below the working directory, relative to the top level. */
const discover = async (place) => {
	const all = (await listAll(place)).map(({ path }) => path);
	const charts = chartsOf(all);
	return all.filter((path) => {
		const folders = foldersOf(path.slice(place.prefix.length));
		if (!isSpecName(path) || folders.some(({ name }) => name.startsWith(".") || isAside(name))) return false;
		return !folders.some(({ name, parent }) => name === "templates" && charts.has(place.prefix + parent));
	});
};
/** Tells whether a word of `functions` is a pattern rather than one file's name. */
const isPattern = (glob) => /[*?[\]{}]/.test(glob);
/**
* Lists the files that a pattern (relative to the working directory) matches, relative to the top level. Ignored files
* count; what discovery leaves out counts when the pattern has a part for it: `examples/**`, not a bare `**`.
*/
const expandGlob = async ({ directory, prefix }, glob) => {
	const parts = glob.split("/").filter((part) => part !== "**" && part !== "*");
	const isNamed = (name) => parts.some((part) => (0,node_path__WEBPACK_IMPORTED_MODULE_12__.matchesGlob)(name, part));
	const enter = (path) => {
		const name = path.slice(path.lastIndexOf("/") + 1);
		return !isAside(name) || isNamed(name);
	};
	const all = walk$1(directory, "", enter);
	const charts = isNamed("templates") ? /* @__PURE__ */ new Set() : chartsOf(all);
	return all.filter((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_12__.matchesGlob)(path, glob)).filter((path) => !foldersOf(path).some(({ name, parent }) => name === "templates" && charts.has(parent))).toSorted().map((path) => prefix + path);
};
/** Folders whose specs are rarely meant to be built. */
const isAside = (name) => name === "node_modules" || name === "examples" || name.startsWith("test");
/** Folders of Helm charts, with a slash at the end: what is in their `templates` is not YAML yet. */
const chartsOf = (paths) => new Set(paths.filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map((path) => path.slice(0, -10)));
/** Splits `a/b/c.yaml` into its folders: `a` in ``, `b` in `a/`. */
const foldersOf = (path) => {
	const names = path.split("/").slice(0, -1);
	return names.map((name, index) => ({
		name,
		parent: names.slice(0, index).map((folder) => `${folder}/`).join("")
	}));
};
// src/edge/spec-file.ts
/**
* Reads one file (relative to `root`) as text; never follows a link out of `root`, never waits for a pipe. With `links`
* "leave" no link is followed: what it points to is found by itself.
*/
const readSpecFile = async (root, path, links) => {
	const file = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path);
	const link = look(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.lstatSync)(file));
	if (link === void 0) return refuse(path, "there is no such file");
	const isLink = link.isSymbolicLink();
	if ((isLink || links === "follow") && !await isInside(root, file)) return refuse(path, "a symbolic link leads out of the repository", isLink);
	if (isLink && links === "leave") return refuse(path, "it is a symbolic link");
	const info = isLink ? look(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_9__.statSync)(file)) : link;
	if (info === void 0) return refuse(path, "there is no such file");
	const why = faultOf(info);
	if (why !== void 0) return refuse(path, why);
	const bytes = await readRegularFile(file, {
		size: info.size,
		follow: true
	}).catch(() => void 0);
	return bytes === void 0 ? refuse(path, "it is not readable") : decodeSpec(path, bytes);
};
/** Decodes the bytes of a spec: UTF-8, with or without a byte order mark. */
const decodeSpec = (path, bytes) => {
	if (bytes.length === 0) return refuse(path, "it is empty");
	if (bytes.length > 4194304) return refuse(path, TOO_LARGE);
	try {
		return {
			path,
			text: new TextDecoder("utf-8", { fatal: true }).decode(bytes)
		};
	} catch {
		return refuse(path, "it is not UTF-8", looksLikeSpec(Buffer.from(bytes).toString("latin1")));
	}
};
const TOO_LARGE = `it is larger than ${MAX_SPEC_BYTES / 2 ** 20} MiB`;
const refuse = (path, why, holdsSpec = false) => ({
	problem: {
		...unreadable$2(path, why),
		at: {
			file: path,
			line: 1,
			column: 1
		}
	},
	holdsSpec
});
const isInside = async (root, file) => {
	return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.realpath)(file).catch(() => void 0))?.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_12__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_12__.sep) === true;
};
const faultOf = (info) => {
	if (info.isDirectory()) return "it is a folder; name its files, like \"folder/*.yaml\"";
	if (!info.isFile()) return "it is not a regular file";
	if (info.size === 0) return "it is empty";
	return info.size > 4194304 ? TOO_LARGE : void 0;
};
const look = (ask) => {
	try {
		return ask();
	} catch {
		return;
	}
};
// src/edge/workspace.ts
/** Files that are read at once. */
const PARALLEL_READS = 32;
/** What the problems of standard input are shown at. */
const STDIN = "<stdin>";
/** Opens the port to the user's spec files; `stdin` is read when a glob is `-`. */
const openWorkspace = (place, stdin) => {
	return {
		prefix: place.prefix,
		read: async (globs, signal) => {
			const parts = globs.length === 0 ? [await readDiscovered(place, signal)] : await readNamed(place, {
				globs,
				stdin,
				signal
			});
			return merge(parts);
		},
		text: (path) => readText((0,node_path__WEBPACK_IMPORTED_MODULE_12__.resolve)(place.directory, path), path),
		write: (path, text) => replace(place.directory, path, text)
	};
};
const readDiscovered = async (place, signal) => {
	const paths = await discover(place);
	const read = await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.t)(PARALLEL_READS, paths, async (path) => {
		signal.throwIfAborted();
		return discovered(await readSpecFile(place.root, path, "leave"));
	});
	return merge(read);
};
/** Of what nobody named, only what holds a spec may be complained of. */
const discovered = (read) => {
	if (!("text" in read)) return {
		files: [],
		problems: read.holdsSpec ? [read.problem] : []
	};
	const { path, text } = read;
	const line = kubelessProvider(path, text);
	if (line !== void 0) return {
		files: [],
		problems: [serverless(path, line)]
	};
	return {
		files: looksLikeSpec(text) ? [{
			path,
			text
		}] : [],
		problems: []
	};
};
const serverless = (path, line) => ({
	severity: "warning",
	code: "SPEC_INVALID",
	message: `Cannot read "${path}": the Serverless Framework's form is not supported yet`,
	at: {
		file: path,
		line,
		column: 1
	},
	hint: "Write the functions as kind Function of function-images.github.io/v1alpha1"
});
const readNamed = (place, { globs, stdin, signal }) => (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.t)(1, globs, async (glob) => {
	signal.throwIfAborted();
	if (glob === "-") return named(await readStdin(place, stdin));
	if (isOutside(place.directory, glob)) return nothing(glob, "it is outside the working directory", "Change \"working-directory\"");
	if (!isPattern(glob)) return named(await readSpecFile(place.root, place.prefix + slashes(glob), "follow"));
	const paths = await expandGlob(place, slashes(glob));
	if (paths.length === 0) return nothing(glob, "it matches no file", "Globs are relative to \"working-directory\"");
	return merge((await (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.t)(PARALLEL_READS, paths, (path) => readSpecFile(place.root, path, "follow"))).map(named));
});
const named = (read) => {
	if (!("text" in read)) return {
		files: [],
		problems: [read.problem]
	};
	const line = kubelessProvider(read.path, read.text);
	return line === void 0 ? {
		files: [read],
		problems: []
	} : {
		files: [],
		problems: [serverless(read.path, line)]
	};
};
const nothing = (glob, why, hint) => ({
	files: [],
	problems: [{
		severity: "error",
		code: "INPUT_INVALID",
		message: `Cannot read specs of ${JSON.stringify(glob)}: ${why}`,
		at: {
			file: glob,
			line: 1,
			column: 1
		},
		hint
	}]
});
/** Two globs may name one file. */
const merge = (parts) => ({
	files: [...new Map(parts.flatMap(({ files }) => files).map((file) => [file.path, file])).values()],
	problems: parts.flatMap(({ problems }) => problems)
});
const readStdin = async (place, stdin) => {
	const chunks = [];
	for await (const chunk of stdin ?? []) chunks.push(chunk);
	return decodeSpec(`${place.prefix}${STDIN}`, Buffer.concat(chunks));
};
const slashes = (path) => path.split(node_path__WEBPACK_IMPORTED_MODULE_12__.sep).join("/").replace(/^(?:\.\/)+/, "");
const isOutside = (directory, path) => {
	const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.relative)(directory, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.resolve)(directory, path));
	return inside === ".." || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_12__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_12__.isAbsolute)(inside) || (0,node_path__WEBPACK_IMPORTED_MODULE_12__.isAbsolute)(path);
};
const readText = async (file, shown) => {
	try {
		return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(file, "utf8");
	} catch (cause) {
		if (isMissing$1(cause)) return void 0;
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read "${shown}": it is not a readable file`, { cause });
	}
};
/** Writes beside the target and renames, so that whoever reads meanwhile sees the old text or the new. */
const replace = async (directory, path, text) => {
	if (isOutside(directory, path)) throw outside(path);
	const target = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(directory, path);
	await makeFolder(directory, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.dirname)(target), path);
	const temporary = `${target}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.randomUUID)()}.tmp`;
	try {
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.writeFile)(temporary, text, { flag: "wx" });
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.rename)(temporary, target);
	} catch (cause) {
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.rm)(temporary, { force: true }).catch(() => void 0);
		throw unwritable(path, cause);
	}
};
/** A link in the repository must not lead what is written out of it: nothing is made until the folder above is known. */
const makeFolder = async (directory, folder, path) => {
	try {
		const [root, real] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.realpath)(directory), realpathOf(folder)]);
		if (real === void 0) {
			await makeFolder(directory, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.dirname)(folder), path);
			await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.mkdir)(folder, { recursive: true });
		} else if (!`${real}${node_path__WEBPACK_IMPORTED_MODULE_12__.sep}`.startsWith(`${root}${node_path__WEBPACK_IMPORTED_MODULE_12__.sep}`)) throw outside(path);
	} catch (cause) {
		throw cause instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t ? cause : unwritable(path, cause);
	}
};
const realpathOf = async (path) => {
	try {
		return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.realpath)(path);
	} catch (error) {
		if (isMissing$1(error)) return void 0;
		throw error;
	}
};
const isMissing$1 = (error) => error instanceof Error && "code" in error && error.code === "ENOENT";
const outside = (path) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot write "${path}": it is outside the working directory`);
const unwritable = (path, cause) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot write "${path}": ${cause instanceof Error ? cause.message : "failed"}`, { cause });
// src/entry/evidence-folder.ts
/** Returns where what was seen of failures is kept: in a workflow, a folder that a later step can upload. */
const evidenceFolder = (env) => (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(env["RUNNER_TEMP"] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_18__.tmpdir)(), "function-images-evidence");
// src/core/registry/mirrors.ts
/** Returns where `repository` is pulled from; of several mirrors the one with the longest `from` counts. */
const mirrored = (mirrors, repository) => {
	const name = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository);
	const [mirror] = mirrors.filter(({ from }) => name === from || name.startsWith(`${from}/`)).toSorted((a, b) => b.from.length - a.from.length);
	if (mirror === void 0) return repository;
	const moved = mirror.to + name.slice(mirror.from.length);
	const slash = moved.indexOf("/");
	return {
		registry: moved.slice(0, slash),
		path: moved.slice(slash + 1)
	};
};
// src/edge/builder/environment.ts
/**
* Makes the environment of an install: the few variables of this process that lead to tools, registries and their
* certificates, then those of the phase. Everything else stays behind, tokens of the job before all: packages run
* code of their own when they are installed.
*/
const installEnvironment = (env, phase, { root, temp }) => ({
	...toolEnvironment(env),
	...Object.fromEntries(Object.entries(phase).filter(([name]) => !OURS.test(name))),
	...env["HOME"] === void 0 ? { HOME: temp } : {},
	..._marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.y,
	TMPDIR: temp,
	KUBELESS_INSTALL_VOLUME: root
});
/** Returns the variables with which a program of this machine is started. */
const toolEnvironment = (env) => Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== void 0 && PASSED.test(entry[0])));
const PASSED = new RegExp(`^(?:${[
	"PATH|HOME|USER|LOGNAME|SYSTEMROOT|LD_LIBRARY_PATH|PYENV_ROOT|PYENV_VERSION|pythonLocation",
	"https?_proxy|no_proxy|all_proxy|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS",
	"NODE_AUTH_TOKEN|NPM_TOKEN",
	"npm_config_(?:registry|userconfig|globalconfig|cache|cafile|ca|strict_ssl|proxy|https_proxy|noproxy|offline|prefer_offline|maxsockets|fetch_retries|fetch_timeout|//.+|@.+:registry)",
	"PIP_(?:INDEX_URL|EXTRA_INDEX_URL|NO_INDEX|FIND_LINKS|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|CONFIG_FILE|RETRIES|TIMEOUT|DEFAULT_TIMEOUT|KEYRING_PROVIDER)"
].join("|")})$`, "i");
/** What a phase cannot set here: these name places in the install image, or would put the packages elsewhere. */
const OURS = /^(?:PATH|HOME|TMPDIR|KUBELESS_.*|LD_.*|PIP_(?:USER|PREFIX|TARGET|ROOT)|npm_config_(?:prefix|global|location|extra))$/i;
// src/edge/builder/host.ts
/** Asks the programs on PATH that could install for `runtime` what they are; a launcher alone takes 0.1 s to answer. */
const probeHost = async (runtime, { env, folder }) => {
	const { tool, version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(runtime);
	const programs = await programsOn(env["PATH"] ?? "");
	const options = {
		cwd: folder,
		env: toolEnvironment(env)
	};
	const ask = async (name, script) => {
		const path = programs.get(name);
		return path === void 0 ? void 0 : answerOf(path, script, options);
	};
	const pythons = tool === "pip" ? [
		`python${version}`,
		"python3",
		"python"
	] : [];
	const [node, ...answers] = await Promise.all([tool === "npm" ? ask("node", NODE_SCRIPT) : void 0, ...pythons.map((name) => ask(name, PYTHON_SCRIPT))]);
	const found = answers.filter((answer) => answer?.cpython === true);
	return {
		platform: {
			os: goName(OS, process.platform),
			architecture: goName(ARCHITECTURE, process.arch)
		},
		libc: node?.libc ?? found[0]?.libc,
		node: node?.version,
		npm: programs.get("npm"),
		pythons: uniqueByPath(found.map(({ path, version, pip }) => ({
			path,
			version,
			pip
		})))
	};
};
/** Writes `linux/amd64 glibc 2.36`. */
const formatHost = ({ platform, libc }) => [(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)(platform), ...libc === void 0 ? [] : [libc]].join(" ");
const NODE_SCRIPT = ["-e", `const { header } = process.report.getReport()
const glibc = header.glibcVersionRuntime
const libc = process.platform !== 'linux' ? undefined : glibc ? 'glibc ' + glibc : 'musl'
console.log(JSON.stringify({ version: process.versions.node, libc }))`];
const PYTHON_SCRIPT = [
	"-I",
	"-c",
	`import importlib.util, json, platform, sys
name, version = platform.libc_ver()
print(json.dumps({
    "path": sys.executable,
    "version": platform.python_version(),
    "pip": importlib.util.find_spec("pip") is not None,
    "cpython": platform.python_implementation() == "CPython",
    "libc": name + " " + version if name and sys.platform == "linux" else None,
}))`
];
/** Returns the programs that the folders of `path` hold, by name; the first folder wins. */
const programsOn = async (path) => {
	const programs = /* @__PURE__ */ new Map();
	for (const folder of path.split(node_path__WEBPACK_IMPORTED_MODULE_12__.delimiter).filter((folder) => folder !== "")) {
		const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readdir)(folder).catch(() => []);
		for (const name of names.filter((name) => PROGRAM.test(name) && !programs.has(name))) if (await isExecutable((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(folder, name))) programs.set(name, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(folder, name));
	}
	return programs;
};
const PROGRAM = /^(node|npm|python[\d.]*)$/;
const isExecutable = (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.access)(path, node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.constants.X_OK).then(() => true, () => false);
/** A launcher may be there with nothing to launch, so that a program that fails is one that is not there. */
const answerOf = async (path, args, options) => {
	try {
		const { code, stdout } = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.d)(`"${path}"`, args, options);
		return code === 0 ? JSON.parse(stdout.toString("utf8")) : void 0;
	} catch {
		return;
	}
};
const uniqueByPath = (pythons) => pythons.filter(({ path }, index) => pythons.findIndex((other) => other.path === path) === index);
const OS = { win32: "windows" };
const ARCHITECTURE = {
	x64: "amd64",
	ia32: "386",
	riscv64: "riscv64",
	s390x: "s390x"
};
const goName = (names, name) => names[name] ?? name;
// src/edge/builder/wheels.ts
/** The newest wheels taken where the base's own glibc is not known; each Linux that a base is still made from has it. */
const MANYLINUX = "manylinux_2_28";
/** `cp313` for 3.13. */
const interpreterTag = (version) => `cp${version.replace(".", "")}`;
/** Returns the processor's name in wheels; undefined when there are none for the platform. */
const wheelMachine = ({ os, architecture }) => os === "linux" ? MACHINES[architecture] : void 0;
/** Lists the tags of wheels that run with {@link MANYLINUX}, best first. https://peps.python.org/pep-0600/ */
const wheelPlatforms = (machine) => MINORS.flatMap((minor) => {
	const legacy = LEGACY[minor];
	return [`manylinux_2_${minor}`, ...legacy === void 0 ? [] : [legacy]].map((tag) => `${tag}_${machine}`);
});
const MACHINES = {
	amd64: "x86_64",
	arm64: "aarch64",
	"386": "i686",
	arm: "armv7l",
	ppc64le: "ppc64le",
	s390x: "s390x",
	riscv64: "riscv64"
};
const MINORS = Array.from({ length: 24 }, (_, index) => 28 - index);
const LEGACY = {
	17: "manylinux2014",
	12: "manylinux2010",
	5: "manylinux1"
};
// src/edge/builder/capability.ts
/** Names the tools that stand in for the install image of `runtime`; undefined for a language we cannot install for. */
const toolchainOf = (host, runtime) => {
	const { tool, version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(runtime);
	if (tool === void 0) return void 0;
	if (tool === "npm") return `${formatHost(host)} node ${host.node ?? "none"}`;
	const plan = pythonFor(host, version, host.platform);
	if (plan?.mode === "native") return `${formatHost(host)} python ${plan.python.version}`;
	const bytecode = plan?.compiler === void 0 ? "no bytecode" : `bytecode of python ${plan.compiler.version}`;
	return `pip wheels for ${interpreterTag(version)} ${MANYLINUX}, ${bytecode}`;
};
/** Says why this machine cannot install `unit`, once for each place that needs it. */
const problemsOf = (host, unit) => {
	const why = unit.phase.name === "compile" ? "it runs no compile commands" : WHY_NOT[unit.phase.tool](host, unit);
	if (why === void 0) return [];
	return unit.at.map((at) => ({
		severity: "error",
		code: "BUILD_FAILED",
		message: `Cannot install for "${unit.runtime}" with builder "runner": ${why}`,
		at,
		hint: "Build on a machine that has them, or commit the installed packages with the code"
	}));
};
/** Chooses the interpreters for python `version` (as 3.13) on `platform`; undefined when none has pip. */
const pythonFor = (host, version, platform) => {
	const exact = host.pythons.filter((python) => (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.n)(python.version) === version);
	const same = (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)(host.platform) === (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)({
		os: platform.os,
		architecture: platform.architecture
	});
	const native = exact.find(({ pip }) => pip);
	if (native !== void 0 && same && host.libc?.startsWith("glibc") === true) return {
		mode: "native",
		python: native,
		compiler: native
	};
	const python = native ?? host.pythons.find(({ pip }) => pip);
	return python === void 0 ? void 0 : {
		mode: "wheels",
		python,
		compiler: exact[0]
	};
};
const WHY_NOT = {
	npm: (host, { runtime, platform, files }) => {
		const { tool, version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(runtime);
		if (tool !== "npm" || version === "") return "its name is not that of a Node.js version";
		if (!files.some(({ path }) => path === "package.json")) return "there is no package.json";
		const own = (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)(host.platform);
		if (own !== (0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)({
			os: platform.os,
			architecture: platform.architecture
		})) return `npm installs for ${own} here, and the image is for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)(platform)}`;
		if (host.npm === void 0 || host.node === void 0) return `there is no ${host.node === void 0 ? "node" : "npm"} on PATH`;
		if ((0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.t)(host.node) === version) return void 0;
		return `node on PATH is ${host.node}, and native addons built with it do not load in Node.js ${version}`;
	},
	pip: (host, { runtime, platform, files }) => {
		const { tool, version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(runtime);
		if (tool !== "pip" || !version.includes(".")) return "its name is not that of a Python version";
		if (!files.some(({ path }) => path === "requirements.txt")) return "there is no requirements.txt";
		const plan = pythonFor(host, version, platform);
		if (plan === void 0) return host.pythons.length === 0 ? "there is no python3 on PATH" : `python ${host.pythons[0]?.version} has no pip`;
		if (plan.mode === "wheels" && wheelMachine(platform) === void 0) return `there are no wheels for ${(0,_platform_CA6GrGHb_js__WEBPACK_IMPORTED_MODULE_2__.t)(platform)}`;
	}
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
	return files.sort((a, b) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__._)(a.path, b.path));
};
/** Files open at the same time. */
const AT_ONCE = 32;
const walk = async (root, folder, options) => {
	options.signal.throwIfAborted();
	const found = [];
	for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, folder), { withFileTypes: true })) {
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
	const why = (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.a)(name, path);
	if (why !== void 0) throw refuse(why);
};
const fileEntry = async (root, { path, entry }, options) => {
	const file = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path);
	if (entry.isSymbolicLink()) return {
		type: "symlink",
		path,
		target: await checkedTarget(root, path, options)
	};
	if (!entry.isFile()) throw options.refuse((0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.r)(path));
	const [{ mode }, bytes] = await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.lstat)(file), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(file)]);
	return {
		type: "file",
		path,
		executable: (mode & OWNER_EXECUTES) !== 0,
		size: bytes.length,
		digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(bytes),
		read: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(file)
	};
};
const OWNER_EXECUTES = 64;
const checkedTarget = async (root, path, { refuse }) => {
	const target = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readlink)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path));
	const why = (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.i)(path, target, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.isAbsolute)(target) ? "absolute" : await endOf(root, path));
	if (why !== void 0) throw refuse(why);
	return target;
};
const endOf = async (root, path) => {
	const place = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, path)).catch(() => void 0);
	if (place === void 0) return "missing";
	return place === root || place.startsWith(root + node_path__WEBPACK_IMPORTED_MODULE_12__.sep) ? "inside" : "outside";
};
// src/edge/builder/install.ts
/** Begins an install in `folder`. Lines are logged as if it stood at /kubeless, without passwords in addresses. */
const beginInstall = ({ unit, host, folder, env, log, signal }) => {
	const { line: keep, lines } = (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.S)(log);
	const { name: phase, tool } = unit.phase;
	const line = (text) => keep(text.replaceAll(folder.root, "/kubeless"));
	const refuse = (reason) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.m)({
		phase,
		reason,
		exitCode: void 0,
		log: lines
	}, unit.at);
	const run = async ({ program, args, cwd, env: more, mayFail }) => {
		const options = {
			cwd: cwd ?? folder.root,
			env: {
				...env,
				...more
			},
			signal,
			line
		};
		const exitCode = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.f)(program, args, options).then(({ code }) => code, (error) => notStarted(error, program, line));
		if (exitCode !== 0 && mayFail !== true) throw (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.g)({
			phase,
			tool,
			exitCode,
			log: lines
		}, unit.at);
	};
	return {
		unit,
		host,
		folder,
		run,
		log: line,
		refuse
	};
};
/** A shell's own code for a program that cannot be started. */
const NOT_STARTED = 127;
const notStarted = (error, program, line) => {
	if (!(error instanceof Error) || !("syscall" in error)) throw error;
	line(`error: Cannot start "${program}": ${error.message}`);
	return NOT_STARTED;
};
// src/edge/builder/npm.ts
/** Installs with npm. */
const installNpm = async (install) => {
	const { unit, folder, host, run } = install;
	const verb = unit.files.some(({ path }) => LOCK_FILES.npm.includes(path)) ? ["ci"] : ["install", "--package-lock=false"];
	await run({
		program: host.npm ?? "npm",
		args: [
			...verb,
			`--prefix=${folder.root}`,
			...OPTIONS$1
		]
	});
};
const OPTIONS$1 = [
	"--omit=dev",
	"--global=false",
	"--audit=false",
	"--fund=false",
	"--update-notifier=false",
	"--progress=false",
	"--color=false",
	"--logs-max=0"
];
// src/edge/builder/record.ts
/** Reads a RECORD; a line without three fields is taken as a path. */
const parseRecord = (text) => text.split(/\r?\n/).filter((line) => line !== "").map((line) => {
	const [, path = line, hash = "", size = ""] = ROW.exec(line) ?? [];
	return {
		path: path.startsWith("\"") ? path.slice(1, -1).replaceAll("\"\"", "\"") : path,
		hash,
		size
	};
});
/** Writes a RECORD, rows sorted by path as pip does. */
const formatRecord = (rows) => rows.map(({ path, hash, size }) => `${quoted(path)},${hash},${size}\n`).sort().join("");
const ROW = /^("(?:[^"]|"")*"|[^,]*),([^,]*),([^,]*)$/;
const quoted = (path) => /[",]/.test(path) ? `"${path.replaceAll("\"", "\"\"")}"` : path;
// src/edge/builder/python-packages.ts
/**
* Brings what `pip install --target` left in the folder `site` of `root` to where `--prefix` puts it: scripts and data
* files beside `lib/`, as each package's RECORD says. Paths of this machine become those of the image.
*/
const settlePackages = async (root, site) => {
	const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, site)).catch(() => []);
	for (const name of names.filter((name) => name.endsWith(".dist-info")).sort()) {
		const file = (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, site, name, "RECORD");
		const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(file, "utf8").catch(() => void 0);
		if (text === void 0) continue;
		const rows = [];
		for (const row of parseRecord(text)) rows.push(await settleRow(row, root, site));
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.writeFile)(file, formatRecord(rows));
	}
};
/** How RECORD names what is not below site-packages when it is three folders deep, as with --prefix. */
const OUTSIDE = "../../../";
const settleRow = async (row, root, site) => {
	const moved = await moveOut(row.path, root, site);
	const path = moved === void 0 ? row.path : OUTSIDE + moved;
	const file = moved === void 0 ? (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, site, row.path) : (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, moved);
	const isScript = moved?.startsWith("bin/") === true;
	if (!isScript && !NAMES_PATHS.test((0,node_path__WEBPACK_IMPORTED_MODULE_12__.basename)(path))) return {
		...row,
		path
	};
	const changed = await rewrite(file, (text) => isScript ? portableScript(text) : text, root);
	return changed === void 0 ? {
		...row,
		path
	} : {
		path,
		...changed
	};
};
/** Files in which pip writes where it found a local package. */
const NAMES_PATHS = /^direct_url\.json$|\.pth$|^__editable__.*\.py$/;
/** Moves `../../bin/x`, which pip put into the folder `bin` of site-packages; returns `bin/x`. */
const moveOut = async (path, root, site) => {
	const inner = /^\.\.\/\.\.\/(.+)$/.exec(path)?.[1];
	if (inner === void 0 || node_path__WEBPACK_IMPORTED_MODULE_12__.posix.normalize(inner) !== inner || inner.startsWith("..")) return void 0;
	const [from, to] = [(0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, site, inner), (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(root, inner)];
	if (!await isFile(from)) return void 0;
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.dirname)(to), { recursive: true });
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.rename)(from, to);
	return inner;
};
const isFile = (path) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.stat)(path).then((found) => found.isFile(), () => false);
/** Returns the new hash and size of `file`, undefined when there was nothing to change. */
const rewrite = async (file, change, root) => {
	const bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(file).catch(() => void 0);
	if (bytes === void 0) return void 0;
	const before = bytes.toString("latin1");
	const local = [(0,node_url__WEBPACK_IMPORTED_MODULE_15__.pathToFileURL)(root).href, root].map((path) => Buffer.from(path).toString("latin1"));
	const placed = before.replaceAll(local[0] ?? "", "file:///kubeless").replaceAll(local[1] ?? "", "/kubeless");
	const after = Buffer.from(change(placed), "latin1");
	if (after.equals(bytes)) return void 0;
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.writeFile)(file, after);
	return {
		hash: `sha256=${(0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.createHash)("sha256").update(after).digest("base64url")}`,
		size: `${after.length}`
	};
};
/** Scripts name the interpreter that installed them, by way of sh where its path is long. */
const portableScript = (text) => text.replace(/^#!(?:\/bin\/sh\n'''exec' .*\n' '''|[^\n]*python[^\n]*)(?=\r?\n)/, "#!/usr/bin/env python3");
// src/edge/builder/pip.ts
/** Installs with pip as `pip install --prefix=/kubeless` does on the official images. */
const installPip = async (install) => {
	const { unit, host, folder } = install;
	const { version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(unit.runtime);
	const plan = pythonFor(host, version, unit.platform);
	if (plan === void 0) throw install.refuse(`there is no python with pip for "${unit.runtime}"`);
	const site = `lib/python${version}/site-packages`;
	await install.run({
		program: plan.python.path,
		args: pipArguments(install, plan, (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(folder.root, site))
	});
	await settlePackages(folder.root, site);
	if (plan.compiler === void 0) install.log(`No python ${version} here to compile packages with: they go without bytecode`);
	else await compile(install, plan.compiler, site);
};
const pipArguments = (install, plan, target) => {
	const pip = plan.mode === "native" ? [
		"-I",
		"-m",
		"pip"
	] : foreignPip(install);
	const wheels = plan.mode === "native" ? [] : wheelOptions(install);
	return [
		...pip,
		"install",
		"--target",
		target,
		...OPTIONS,
		...wheels,
		"-r",
		"requirements.txt"
	];
};
const OPTIONS = [
	"--no-compile",
	"--no-cache-dir",
	"--no-warn-script-location"
];
const wheelOptions = ({ unit }) => {
	const { version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(unit.runtime);
	const tags = wheelPlatforms(wheelMachine(unit.platform) ?? "").flatMap((tag) => ["--platform", tag]);
	const interpreter = [
		"--python-version",
		version,
		"--implementation",
		"cp",
		"--abi",
		interpreterTag(version)
	];
	return [
		...tags,
		...interpreter,
		"--only-binary=:all:"
	];
};
/** pip asked for another platform's wheels still reads markers (`; sys_platform == "linux"`) as its own interpreter's. */
const foreignPip = ({ unit }) => {
	const { version } = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.r)(unit.runtime);
	const markers = {
		implementation_name: "cpython",
		implementation_version: `${version}.0`,
		os_name: "posix",
		platform_machine: wheelMachine(unit.platform) ?? "",
		platform_python_implementation: "CPython",
		platform_release: "",
		platform_system: "Linux",
		platform_version: "",
		python_full_version: `${version}.0`,
		python_version: version,
		sys_platform: "linux"
	};
	return [
		"-I",
		"-c",
		FOREIGN_PIP,
		JSON.stringify(markers)
	];
};
const FOREIGN_PIP = `import json, sys
from pip._vendor.packaging import markers
environment = json.loads(sys.argv.pop(1))
markers.default_environment = lambda: dict(environment)
from pip._internal.cli.main import main
sys.exit(main(sys.argv[1:]))`;
/** Hashes in place of times make bytecode that does not depend on when a file was written, nor on where. */
const compile = async ({ folder, run, log }, compiler, site) => {
	if (OLD.test(compiler.version)) return log(`Python ${compiler.version} makes no bytecode that can be reproduced`);
	const args = [
		"-m",
		"compileall",
		"-q",
		"-q",
		...[
			"--invalidation-mode",
			"unchecked-hash",
			"-d",
			`/kubeless/${site}`
		],
		(0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(folder.root, site)
	];
	await run({
		program: compiler.path,
		args,
		cwd: folder.temp,
		mayFail: true
	});
};
/** Without --invalidation-mode. */
const OLD = /^3\.[0-6]\./;
// src/edge/builder/runner.ts
/**
* Opens the builder that installs with this machine's own npm and pip. Programs are asked what they are once a
* runtime, by `toolchain` or `run`; until then `check` finds nothing wrong, and `run` fails in its place.
*/
const openRunnerBuilder = ({ env, temp, host }) => {
	const probes = /* @__PURE__ */ new Map();
	const known = /* @__PURE__ */ new Map();
	const hostFor = async (runtime, signal) => {
		signal.throwIfAborted();
		const probe = probes.get(runtime) ?? probeHost(runtime, {
			env,
			folder: temp
		});
		probes.set(runtime, probe);
		const found = await probe;
		known.set(runtime, found);
		signal.throwIfAborted();
		return found;
	};
	const ask = host === void 0 ? hostFor : () => Promise.resolve(host);
	return {
		name: "runner",
		toolchain: async (runtime, signal) => toolchainOf(await ask(runtime, signal), runtime),
		check: (unit) => {
			const able = host ?? known.get(unit.runtime);
			return able === void 0 ? void 0 : problemsOf(able, unit)[0];
		},
		run: async (unit, log, signal) => runUnit({
			env,
			temp,
			host: await ask(unit.runtime, signal)
		}, unit, {
			log,
			signal
		})
	};
};
const INSTALLERS = {
	npm: installNpm,
	pip: installPip
};
const runUnit = async (options, unit, watching) => {
	const problems = problemsOf(options.host, unit);
	const [problem] = problems;
	if (problem !== void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", problem.message, {
		problems,
		hint: problem.hint
	});
	watching.signal.throwIfAborted();
	const folder = await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.t)(options.temp);
	try {
		return {
			kind: "files",
			files: await installInto(folder, options, {
				unit,
				...watching
			}),
			release: folder.remove
		};
	} catch (error) {
		await folder.remove();
		throw error;
	}
};
const installInto = async (folder, { env, host }, { unit, log, signal }) => {
	const { tool } = unit.phase;
	await (0,_work_folder_DQALVY2N_js__WEBPACK_IMPORTED_MODULE_4__.n)(folder.root, await (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.p)(unit));
	const environment = installEnvironment(env, unit.phase.env, folder);
	const install = beginInstall({
		unit,
		host,
		folder,
		env: environment,
		log,
		signal
	});
	await INSTALLERS[tool](install);
	return collectFiles(folder.root, {
		leaveOut: (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.x)(unit),
		refuse: (reason) => install.refuse(`${tool} left what no image can hold: ${reason}`),
		signal
	});
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
// src/flow/limited-builder.ts
/** Lets `inner` run at most `places` phases at once: a function for several platforms has one for each. */
const limitBuilder = (places, inner) => {
	const gate = openGate(places);
	return {
		...inner,
		run: (unit, log, signal) => gate(() => inner.run(unit, log, signal))
	};
};
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
			for (const { repository, push } of access) if (push) pushed.add((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository));
		},
		of: async (repository, signal) => {
			await sort(repository.registry, signal);
			return find(repository, signal);
		},
		pushes: (repository) => pushed.has((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository))
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
	retryAfter: (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.i)(answer.headers["retry-after"], about.now),
	credential: about.credential,
	rejected: about.credential !== void 0 && isRejection(answer)
});
const isRejection = ({ status, challenges }) => {
	const bearer = parseChallenges(challenges).find(({ scheme }) => scheme === "bearer");
	return status === 401 && (bearer === void 0 || bearer.params["error"] === "invalid_token");
};
/** Reads the error body of `answer`. */
const faultsIn = ({ bytes, headers }) => parseFaults(bytes.subarray(0, MAX_TEXT), headers["content-type"]);
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
	const local = (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__.t)(url.hostname) || routes?.has(url.host) === true;
	const options = {
		keepAlive: true,
		maxSockets: local ? MAX_CONNECTIONS.loopback : MAX_CONNECTIONS.elsewhere,
		...local ? {} : { proxyEnv: env }
	};
	return url.protocol === "https:" ? new (secure()).Agent({
		...options,
		...ca && { ca }
	}) : new node_http__WEBPACK_IMPORTED_MODULE_10__.Agent(options);
};
const send$1 = (request, agent, { limits, observe, routes }) => {
	const { target, signal } = request;
	signal.throwIfAborted();
	const { promise, resolve, reject } = Promise.withResolvers();
	const sent = new Transmission(request, observe);
	const req = open$1(request, agent, {
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
const open$1 = ({ method, target, headers, body, signal }, agent, { idle, route }) => {
	const { protocol } = target.url;
	const length = body === void 0 ? method === "POST" ? 0 : void 0 : "size" in body ? body.size : body.length;
	return (protocol === "https:" ? secure() : node_http__WEBPACK_IMPORTED_MODULE_10__).request({
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
		...(0,node_net__WEBPACK_IMPORTED_MODULE_11__.isIP)(host) === 0 ? { servername: host } : { servername: "" },
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
		const chunks = node_stream__WEBPACK_IMPORTED_MODULE_13__.Readable.from(counted(), {
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
			const next = (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.r)({
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
	if (error instanceof HttpFailure) return (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.t)(error.code);
	if (!(error instanceof RegistryRefusal)) return false;
	const { status, message, facts } = error;
	if (adviceOn(facts.registry, message)?.final === true) return false;
	return (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.n)(status) || isRateLimit(status, message);
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
	const why = (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__.r)(from.url, target.url, trusted);
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
		const answer = usePost ? posted : await get$1(realm, request, options, signal);
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
const get$1 = async (realm, request, options, signal) => {
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
	const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.createHash)("sha256");
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
const mismatch = ({ repository, descriptor }, got) => new ContentMismatch(`Cannot use blob "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository)}@${descriptor.digest}" (${descriptor.size} bytes): got ${got}`);
// src/edge/registry/blobs.ts
const openBlobs = (exchange) => {
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
// src/edge/registry/copies.ts
const MOUNTED = {
	how: "mounted",
	bytes: 0
};
const KNOWN = {
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
			if (holder !== void 0) return isSame(holder, copy.to) ? KNOWN : mountOrStream(holder, copy, signal);
		}
		const streaming = stream(copy, void 0, signal);
		const landing = streaming.then(() => copy.to);
		landed.set(key, landing);
		landing.catch(() => landed.delete(key));
		return streaming;
	};
	return {
		copy: (copy, signal) => {
			if (isSame(copy.from, copy.to)) return Promise.resolve(KNOWN);
			return copy.from.registry === copy.to.registry ? mountOrStream(copy.from, copy, signal) : copyAcross(copy, signal);
		},
		forget: (repository, digest) => landed.delete(landingKey(repository, digest))
	};
};
const landingKey = ({ registry }, digest) => `${registry} ${digest}`;
const isSame = (a, b) => (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(a) === (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(b);
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
	return (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.a)(username, secret);
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
	const files = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.n)(() => "", async () => options.dockerConfig === void 0 ? readConfigs(env) : [parseConfig(options.dockerConfig)]);
	const ask = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.n)(({ name, server }) => `${name} ${server}`, (question) => askNamed(question, options));
	const search = async (repository, signal) => {
		if (given !== void 0 && (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.o)(given.registry) === repository.registry) return credentialGiven(given);
		for (const { path, config } of await files(void 0)) {
			const found = (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.i)(config, repository);
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
	login: (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.a)(username, password),
	source: "options \"username\" and \"password\""
});
const configPaths = (env) => {
	const home = env["HOME"] ?? env["USERPROFILE"];
	const docker = env["DOCKER_CONFIG"] ?? (home === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(home, ".docker"));
	const runtime = env["XDG_RUNTIME_DIR"];
	return [
		env["REGISTRY_AUTH_FILE"],
		docker === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(docker, "config.json"),
		runtime === void 0 ? void 0 : (0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)(runtime, "containers", "auth.json")
	].filter((path) => path !== void 0 && path !== "");
};
const readConfigs = (env) => Promise.all(configPaths(env).map(readConfig));
const parseConfig = (text) => {
	try {
		return {
			path: "a Secret",
			config: {
				auths: (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.s)(text).auths,
				helpers: /* @__PURE__ */ new Map(),
				store: void 0
			}
		};
	} catch (error) {
		const why = error instanceof Error ? error.message : "";
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot read the credentials of a Secret: ${why}`);
	}
};
const readConfig = async (path) => {
	try {
		return {
			path,
			config: (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.s)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(path, "utf8"))
		};
	} catch (error) {
		if (isMissing(error)) return {
			path,
			config: (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.s)("")
		};
		const why = error instanceof Error && !("code" in error) ? error.message : "it cannot be read";
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot read credentials in "${path}": ${why}`);
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
		const why = error instanceof Error ? error.message : "";
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", `Cannot ask credential helper "docker-credential-${name}": ${why}`, { hint: "Install it, or take it out of \"credHelpers\" and \"credsStore\" of Docker's config.json" });
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
const INDEX_TYPES = /* @__PURE__ */ new Set([_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.l, _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.i]);
const MANIFEST_TYPES = /* @__PURE__ */ new Set([_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.p, _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.a]);
/**
* Reads a manifest or index, checked to the depth that the types promise. `contentType` counts where the document does
* not name its type. Throws UnusableManifest.
*/
const readManifest = (bytes, contentType) => {
	const document = parse(bytes);
	const mediaType = mediaTypeOf(document, contentType);
	if (INDEX_TYPES.has(mediaType)) return fetched(bytes, mediaType, readIndex(document, mediaType));
	if (MANIFEST_TYPES.has(mediaType)) return fetched(bytes, mediaType, readImage(document, mediaType));
	throw new UnusableManifest(_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.o.test(mediaType) ? `it has the old media type "${mediaType}" (schema 1); push it again with a current tool` : `its media type "${mediaType}" is neither an image nor an index`);
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
	if (document["schemaVersion"] === 1) return _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.o.test(told) ? told : "application/vnd.docker.distribution.manifest.v1+json";
	if (document["schemaVersion"] !== 2) throw new UnusableManifest("its schemaVersion is not 2");
	return typeof document["mediaType"] === "string" && document["mediaType"] !== "" ? document["mediaType"] : told;
};
const fetched = (bytes, mediaType, content) => ({
	digest: (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(bytes),
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
	if (typeof digest !== "string" || !(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.C)(digest)) throw new UnusableManifest(`"${where}.digest" is not sha256: and 64 hex digits`);
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
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("REGISTRY_FAILED", clean(told.message), {
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
	const plain = (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__.t)(registry) || (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__.n)(registry, insecure);
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
		if (status === 200 && typeof told === "string" && (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.C)(told) && headers["content-length"] !== void 0) return told;
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
	headers: { accept: _media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.s },
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
	const name = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference);
	if (cut) throw new UnusableManifest(`Cannot use manifest "${name}": it is larger than ${MAX_MANIFEST} bytes`);
	const told = headers["docker-content-digest"];
	const wanted = reference.digest ?? (typeof told === "string" && (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.C)(told) ? told : void 0);
	const digest = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(bytes);
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
	const wanted = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.x)(manifest.bytes);
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
	if (typeof stored === "string" && (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.C)(stored) && stored !== wanted) throw new ContentMismatch(`Cannot push "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference)}": ${wanted} was stored as ${stored}`);
};
/** ECR says TAG_INVALID, Harbor 412. */
const isTaken = (error) => error instanceof RegistryRefusal && ([409, 412].includes(error.status) || /TAG_INVALID|immutable/i.test(error.message));
// src/edge/registry/client.ts
/** Opens the one client of a run. It speaks to nobody until it is asked. */
const openRegistryClient = (options) => {
	const { http, auth, exchange, explained } = connect(options);
	const manifests = openManifests(exchange);
	const blobs = openBlobs(exchange);
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
		if (bytes.length > 65536 && !lost.has(keyOf(repository, descriptor.digest)) && await blobs.has(repository, descriptor.digest, signal)) return {
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
			lost.add(keyOf(reference, digest));
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
	const { clock = _retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.c } = options;
	const heard = /* @__PURE__ */ new Set();
	const redactor = (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.l)();
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
		if (error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t) return {
			status: "unknown",
			error
		};
		throw error;
	}
};
const readWhole = async (source, signal) => {
	const { repository, descriptor } = source;
	if (descriptor.size > 536870912) throw new ContentMismatch(`Cannot read blob "${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository)}@${descriptor.digest}": it is larger than ${MAX_WHOLE_BLOB} bytes`);
	const read = async () => Buffer.concat(await Array.fromAsync(readBlob(source, signal)));
	try {
		return await read();
	} catch (error) {
		if (!(error instanceof ContentMismatch)) throw error;
		return read();
	}
};
const keyOf = (repository, digest) => `${(0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.g)(repository)} ${digest}`;
// src/edge/registry/pulls.ts
/** Opens what asks as nodes do: no credentials of this run, and none of this machine. */
const openPulls = (options) => ({ prove: async (reference, dockerConfig, signal) => {
	const client = openRegistryClient({
		...options,
		dockerConfig: dockerConfig ?? ""
	});
	try {
		const answer = await client.digest(reference, signal);
		if (answer.status === "present") return { status: "pulls" };
		if (answer.status === "absent") return { status: "denied" };
		const refusal = refusalIn(answer.error);
		return refusal !== void 0 && DENIALS.has(refusal.status) ? { status: "denied" } : answer;
	} finally {
		client.close();
	}
} });
/** A registry's, or its token server's; the last hides what there is. */
const DENIALS = /* @__PURE__ */ new Set([
	401,
	403,
	404
]);
// src/entry/wire/registry.ts
/** Opens the registry client with the credentials that `config` gives; `routes` lead hosts that are out of reach elsewhere. */
const wireRegistry = async (config, host, routes) => {
	const credentials = givenBy(config, host.env);
	return openRegistryClient({
		...await connectionOf(config, host, routes),
		mirrors: config.imageMirrors,
		...credentials === void 0 ? {} : { credentials }
	});
};
/** Opens what asks registries as nodes do; nodes know nothing of this run's credentials and mirrors. */
const wirePulls = async (config, host, routes) => openPulls(await connectionOf(config, host, routes));
const connectionOf = async (config, { env, onSecret }, routes) => {
	const ca = await readCa(config.registryCa);
	const { insecureRegistries } = config;
	return {
		env,
		insecureRegistries,
		onSecret,
		routes,
		...ca === void 0 ? {} : { ca }
	};
};
/** Opens what finds the logins of a run, for those who log in elsewhere than in the registry client. */
const wireCredentials = (config, { env, onSecret }) => openCredentials({
	env,
	given: givenBy(config, env),
	helperLimit: LIMITS.helper,
	onSecret
});
/** Returns the PEM text that option `registry-ca` names or is. Throws INPUT_INVALID. */
const readCa = async (text) => {
	if (text === void 0 || text.includes("-----BEGIN")) return text;
	try {
		return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)(text, "utf8");
	} catch (cause) {
		throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", `Cannot read option "registry-ca": no file "${text}" can be read`, { cause });
	}
};
/** A user and password are for the registry that is pushed to; the job's token only for GitHub's own. */
const givenBy = ({ registry, username, password, githubToken }, env) => {
	const host = registry?.split("/", 1)[0];
	if (host === void 0) return void 0;
	if (password !== void 0) return {
		registry: host,
		username: username ?? "",
		password
	};
	if (githubToken === void 0 || !(host === "ghcr.io" || host.startsWith("containers."))) return void 0;
	return {
		registry: host,
		username: env["GITHUB_ACTOR"] ?? "token",
		password: githubToken
	};
};
// src/entry/wire/builder.ts
/** Chooses the builder. Clusters and daemons are spoken to when there is something to install. */
const wireBuilder = (wiring) => {
	const builder = chooseBuilder(wiring);
	if (builder === void 0) return {
		builder,
		idle: () => Promise.resolve()
	};
	const running = /* @__PURE__ */ new Set();
	const run = (...phase) => {
		const end = builder.run(...phase);
		running.add(end);
		return end.finally(() => running.delete(end));
	};
	return {
		builder: limitBuilder(wiring.config.maxParallel, {
			...builder,
			run
		}),
		idle: async () => void await Promise.allSettled(running)
	};
};
const chooseBuilder = (wiring) => {
	const { config, host, access } = wiring;
	switch (config.builder) {
		case "never": return;
		case "runner": return openRunnerBuilder({
			env: host.env,
			temp: tempOf(host)
		});
		case "job": return lazyJob(wiring);
		case "docker": return lazyBuilder("docker", () => openDocker(wiring));
		case "auto": return access.configured ? lazyJob(wiring) : lazyBuilder("docker", () => openDockerIfAny(wiring));
	}
};
/** Builders whose key is the install image need nothing of their own before the first phase is run. */
const lazyBuilder = (name, open, check = () => void 0) => {
	const opened = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.r)(open);
	return {
		name,
		toolchain: () => Promise.resolve(void 0),
		check,
		run: async (unit, log, signal) => (await opened()).run(unit, log, signal)
	};
};
const lazyJob = (wiring) => lazyBuilder("job", () => openJob(wiring), (unit) => (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.u)(unit)[0]);
const openJob = async ({ config, host, access, registry, workspace }) => {
	const { openJobBuilder } = await __webpack_require__.e(/* import() */ 375).then(__webpack_require__.bind(__webpack_require__, 2375));
	const credentials = wireCredentials(config, host);
	const program = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_16__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)((0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.t)(), "dist", "builder", "index.js"));
	return openJobBuilder({
		cluster: await access.cluster(),
		registry,
		shared: sharedRepositoryOf(withRegistry(config)),
		namespace: config.buildNamespace,
		run: runName(config),
		images: mirrorsOf(config),
		login: async (repository, signal) => (await credentials.find(repository, signal)).login,
		program: {
			bytes: program,
			sha256: (0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.createHash)("sha256").update(program).digest("hex")
		},
		settings: {
			pushSecret: config.pushSecret,
			builderImage: await pinnedBuilder(config, workspace),
			buildMemory: config.buildMemory,
			buildTimeout: config.buildTimeout,
			insecureRegistries: config.insecureRegistries,
			registryCa: await readCa(config.registryCa)
		},
		ledger: host.ledger
	});
};
const openDocker = async ({ config, host }) => {
	const { openDockerBuilder } = await __webpack_require__.e(/* import() */ 734).then(__webpack_require__.bind(__webpack_require__, 8734));
	return openDockerBuilder({
		env: host.env,
		temp: tempOf(host),
		network: config.dockerNetwork,
		images: mirrorsOf(config),
		credentials: wireCredentials(config, host),
		ledger: host.ledger,
		timeout: config.buildTimeout
	});
};
const openDockerIfAny = async (wiring) => {
	const { dockerAnswers } = await __webpack_require__.e(/* import() */ 734).then(__webpack_require__.bind(__webpack_require__, 8734));
	if (await dockerAnswers(wiring.host.env, wiring.host.signal)) return openDocker(wiring);
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", "Cannot install dependencies: no cluster is configured and no Docker daemon answers", { hint: "Name a cluster with option \"kubeconfig\" or \"context\" to build in a Job, start Docker, or set option \"builder\" to runner to use this machine’s own npm and pip" });
};
/** The lock file's digest, where it has one: what packs a layer is no input of it. */
const pinnedBuilder = async ({ builderImage, lock }, workspace) => {
	const reference = (0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.y)(builderImage);
	if (reference.digest !== void 0) return reference;
	const text = await workspace.text(lock);
	const digest = text === void 0 ? void 0 : parseLock(lock, text).get((0,_media_types_Btx_BRSH_js__WEBPACK_IMPORTED_MODULE_3__.h)(reference));
	return digest === void 0 ? reference : {
		...reference,
		digest
	};
};
const mirrorsOf = ({ imageMirrors }) => (reference) => ({
	...reference,
	...mirrored(imageMirrors, reference)
});
/** Unlike that of every other run, and of a second step of the same one. */
const runName = ({ run }) => {
	const random = (0,node_crypto__WEBPACK_IMPORTED_MODULE_14__.randomBytes)(4).toString("hex");
	return run === void 0 ? random : `${run.id}-${run.attempt}-${random}`;
};
const tempOf = ({ env }) => env["RUNNER_TEMP"] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_18__.tmpdir)();
const withRegistry = (config) => ({
	...config,
	registry: config.registry ?? ""
});
// src/entry/wire/cluster.ts
const wireCluster = (config, { env, cwd, reporter, onSecret }, limits = {}) => {
	const choice = {
		kubeconfig: config.kubeconfig,
		context: config.context,
		env,
		cwd
	};
	const closes = [];
	const configured = (0,_retry_CMd2wBc8_js__WEBPACK_IMPORTED_MODULE_6__.o)(choice);
	const open = (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_19__.r)(async () => {
		if (!configured) throw noCluster();
		const { clusterOver, connectCluster } = await __webpack_require__.e(/* import() */ 346).then(__webpack_require__.bind(__webpack_require__, 6346));
		const connection = await connectCluster({
			...choice,
			onSecret,
			limits
		});
		const cluster = clusterOver(connection);
		closes.push(() => cluster.close());
		const { context, server } = connection.target;
		reporter.notice(`Cluster: context "${context}", server ${server}, namespace "${config.namespace}"`);
		return {
			connection,
			cluster
		};
	});
	return {
		configured,
		connection: async () => (await open()).connection,
		cluster: async () => (await open()).cluster,
		close: () => closes.forEach((close) => close())
	};
};
/** The kubeconfig in the home folder may be about any other work. */
const noCluster = () => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("INPUT_INVALID", "Cannot choose a cluster: none is named", { hint: "Set option \"kubeconfig\" or \"context\", or KUBECONFIG; a pod names its own cluster with --context in-cluster" });
// src/entry/wire/ports.ts
/** Chooses the adapters of a run. The only place that does. */
const wire = async (given, host) => {
	const { reporter } = host;
	const place = await openPlace({
		cwd: host.cwd,
		workingDirectory: given.workingDirectory
	});
	const access = wireCluster(given, host);
	const closes = [() => access.close()];
	const close = async () => {
		for (const one of closes.toReversed()) await one();
	};
	try {
		const cluster = usesCluster(given, access) ? await access.cluster() : void 0;
		const config = cluster === void 0 ? given : await asKubelessTrusts(given, cluster, host.signal);
		const forward = await openForward(config, access, host.signal);
		closes.push(() => forward?.close());
		const registry = await wireRegistry(config, host, forward?.routes);
		closes.push(() => registry.close());
		const workspace = openWorkspace(place, host.stdin);
		const { builder, idle } = wireBuilder({
			config,
			host,
			access,
			registry,
			workspace
		});
		closes.push(idle);
		return {
			ports: {
				workspace,
				sources: openSources(place, config.lock),
				shims: openShims((0,node_path__WEBPACK_IMPORTED_MODULE_12__.join)((0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.t)(), "shims")),
				registry,
				builder,
				pulls: await wirePulls(config, host, forward?.routes),
				cluster,
				evidence: openEvidence(evidenceFolder(host.env)),
				reporter,
				clock: systemClock
			},
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
};
/** Render only asks for Kubeless' configuration, where there is a cluster to ask. */
const usesCluster = ({ command }, { configured }) => command === "deploy" || command === "render" && configured;
/** What Kubeless' configuration says of the functions' registry holds for this computer as it does for Jobs. */
const asKubelessTrusts = async (config, cluster, signal) => {
	const host = config.registry?.split("/", 1)[0];
	const { insecureRegistries, kubeless } = config;
	if (host === void 0 || kubeless === "ignore" || (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__.t)(host) || (0,_address_BfiAuWi2_js__WEBPACK_IMPORTED_MODULE_7__.n)(host, insecureRegistries)) return config;
	return await (0,_runtime_DoQcHvk_js__WEBPACK_IMPORTED_MODULE_5__.c)(cluster, signal) ? {
		...config,
		insecureRegistries: [...insecureRegistries, host]
	} : config;
};
/** Opens the way to a registry inside the cluster, where the user names its Service. */
const openForward = async ({ registry, registryService }, access, signal) => {
	const host = registry?.split("/", 1)[0];
	if (registryService === void 0 || host === void 0) return void 0;
	const { openServiceForward } = await __webpack_require__.e(/* import() */ 837).then(__webpack_require__.bind(__webpack_require__, 4837));
	const forward = await openServiceForward(await access.connection(), registryService, signal);
	return {
		routes: /* @__PURE__ */ new Map([[host, forward.address]]),
		close: () => forward.close()
	};
};
// src/entry/cli/alone.ts
/** A command line has nobody to mask for, and no later step to leave word to: what it could not take away ends by its deadline. */
const ALONE = {
	ledger: {
		add: () => void 0,
		remove: () => void 0
	},
	onSecret: () => void 0
};
// src/entry/cli/terminal.ts
/** Shows a run in a terminal: a line a function as it ends, and below it what is under way. */
const openTerminal = ({ out, err, format, results = out }) => {
	let status = "";
	const clear = () => {
		if (status !== "") err.write(`\r${" ".repeat(status.length)}\r`);
		status = "";
	};
	const say = (sink, line) => {
		clear();
		sink.write(`${line}\n`);
	};
	return {
		notice: (message) => say(err, (0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_20__.t)(message)),
		warning: (problem) => (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.r)(problem).forEach((line) => say(err, line)),
		progress: (done, total, what) => {
			if (err.isTTY !== true || done >= total) return clear();
			clear();
			status = `${done} of ${total} ${what} …`;
			err.write(status);
		},
		functionDone: (result) => {
			if (format === "text") say(results, (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.n)(result));
		},
		rolloutDone: (result) => {
			if (format === "text") for (const line of (0,_package_root_L3ijRGne_js__WEBPACK_IMPORTED_MODULE_8__.i)(result)) say(results, line);
		},
		print: (text) => {
			clear();
			out.write(text);
		},
		group: (title) => {
			say(err, (0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_20__.t)(title));
			return {
				line: (text) => (0,_inert_BlsuJans_js__WEBPACK_IMPORTED_MODULE_20__.n)(text).forEach((line) => say(err, `  ${line}`)),
				end: () => void 0
			};
		}
	};
};



/***/ }),

/***/ 7769:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ unfitName),
/* harmony export */   c: () => (/* binding */ SHIM_ROOT),
/* harmony export */   d: () => (/* binding */ capture),
/* harmony export */   f: () => (/* binding */ execGroup),
/* harmony export */   i: () => (/* binding */ unfitLink),
/* harmony export */   l: () => (/* binding */ layerEntries),
/* harmony export */   m: () => (/* binding */ splitLines),
/* harmony export */   n: () => (/* binding */ putFiles),
/* harmony export */   o: () => (/* binding */ FUNCTION_ROOT),
/* harmony export */   p: () => (/* binding */ pipeGroup),
/* harmony export */   r: () => (/* binding */ unfitKind),
/* harmony export */   s: () => (/* binding */ FUNCTION_USER),
/* harmony export */   t: () => (/* binding */ makeWorkFolder),
/* harmony export */   u: () => (/* binding */ packFiles)
/* harmony export */ });
/* harmony import */ var _marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9904);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7075);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8161);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6193);







// src/edge/lines.ts
/** Splits UTF-8 text at LF, CRLF and CR; `line` is called without the line end. */
const splitLines = (line) => {
	const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_6__.StringDecoder("utf8");
	let rest = "";
	return {
		write: (bytes) => {
			const lines = (rest + decoder.write(bytes)).split(/\r?\n|\r(?!$)/);
			rest = lines.pop() ?? "";
			for (const text of lines) line(text);
		},
		end: () => {
			const last = rest + decoder.end();
			if (last !== "") line(last.replace(/\r$/, ""));
			rest = "";
		}
	};
};
// src/edge/exec.ts
/** The time that a child has to end after SIGTERM, in milliseconds. */
const GRACE = 1e3;
/**
* Runs a program that may take long, without a shell, as the leader of a process group of its own: when `signal`
* aborts, the whole group is ended, children of children included. @actions/exec has no way to end what it started.
*/
const execGroup = (command, args, options) => new Promise((resolve, reject) => {
	const { cwd, env, signal, line } = options;
	signal.throwIfAborted();
	const { spawn } = process.getBuiltinModule("node:child_process");
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		shell: false,
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		]
	});
	const stop = () => endGroup(child);
	signal.addEventListener("abort", stop, { once: true });
	for (const stream of [child.stdout, child.stderr]) {
		const lines = splitLines(line ?? (() => void 0));
		stream.on("data", lines.write).on("end", lines.end);
	}
	child.on("error", (error) => {
		signal.removeEventListener("abort", stop);
		reject(error);
	});
	child.on("close", (code, by) => {
		signal.removeEventListener("abort", stop);
		if (signal.aborted) reject(signal.reason);
		else resolve({ code: code ?? 128 + (by === null ? 0 : node_os__WEBPACK_IMPORTED_MODULE_5__.constants.signals[by]) });
	});
});
/**
* Starts a program to talk with, as {@link execGroup} does. Its group is ended with the stream, which `signal` destroys.
*/
const pipeGroup = (command, args, { cwd, env, signal }) => {
	signal.throwIfAborted();
	const { spawn } = process.getBuiltinModule("node:child_process");
	const child = spawn(command, args, {
		cwd,
		env,
		detached: true,
		shell: false,
		stdio: "pipe"
	});
	const stream = duplexOf(child);
	const stop = () => void stream.destroy(signal.reason);
	signal.addEventListener("abort", stop, { once: true });
	stream.on("error", () => void 0);
	stream.on("close", () => {
		if (child.exitCode === null && child.signalCode === null) endGroup(child);
	});
	let said = "";
	child.stderr.setEncoding("utf8");
	child.stderr.on("data", (chunk) => said = (said + chunk).slice(-SAID));
	const ended = new Promise((resolve) => {
		child.on("error", (error) => {
			stream.destroy(error);
			resolve(error);
		});
		child.on("close", () => resolve(said));
	});
	ended.then(() => signal.removeEventListener("abort", stop));
	return {
		stream,
		ended
	};
};
/**
* Joins a child's ends. What cannot be written is left to the reading side to find out: the other end may have answered
* and gone before it had read all, and then the answer counts (Duplex.from would throw it away).
*/
const duplexOf = ({ stdin, stdout }) => {
	const stream = new node_stream__WEBPACK_IMPORTED_MODULE_3__.Duplex({
		read: () => void stdout.resume(),
		write: (chunk, _, done) => void stdin.write(chunk, () => done()),
		final: (done) => void stdin.end(() => done()),
		destroy: (error, done) => {
			stdin.destroy();
			stdout.destroy();
			done(error);
		}
	});
	stdin.on("error", () => void 0);
	stdout.on("data", (chunk) => {
		if (!stream.push(chunk)) stdout.pause();
	});
	stdout.on("end", () => stream.push(null));
	stdout.on("error", (error) => stream.destroy(error));
	return stream;
};
/** Characters of stderr that are kept. */
const SAID = 4096;
/** Runs a program that answers at once (git, a version query) and returns what it printed; a missing program throws. */
const capture = async (command, args, options) => {
	const { getExecOutput } = await __webpack_require__.e(/* import() */ 549).then(__webpack_require__.bind(__webpack_require__, 8549));
	const stdout = [];
	const { exitCode, stderr } = await getExecOutput(command, [...args], {
		cwd: options.cwd,
		...options.env === void 0 ? {} : { env: { ...options.env } },
		...options.input === void 0 ? {} : { input: Buffer.from(options.input) },
		silent: true,
		ignoreReturnCode: true,
		listeners: { stdout: (data) => stdout.push(data) }
	});
	return {
		code: exitCode,
		stdout: Buffer.concat(stdout),
		stderr
	};
};
const endGroup = (child) => {
	killGroup(child.pid, "SIGTERM");
	setTimeout(() => killGroup(child.pid, "SIGKILL"), GRACE).unref();
};
const killGroup = (pid, by) => {
	if (pid === void 0) return;
	try {
		process.kill(-pid, by);
	} catch {}
};
// src/core/image/layers.ts
/** Where a function's code and dependencies live in its image; the working directory of every phase. */
const FUNCTION_ROOT = "kubeless";
/** Where our shim lives: a folder that no base owns. */
const SHIM_ROOT = "function-images";
/** The user that functions and phases run as, and its group. */
const FUNCTION_USER = 1e3;
/** Packs `files` below `root`, as {@link layerEntries} lists them. */
const packFiles = (root, files) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__.d)(layerEntries(root, files));
/**
* Lists the entries of a layer with `files` below `root`. Every layer of ours begins with the same entry for /kubeless,
* writable by the function's user, since the last layer that has an entry decides a folder's owner and mode; all below
* it belongs to `owner`: root, but where a phase runs.
*/
const layerEntries = (root, files, owner = 0) => {
	const entries = /* @__PURE__ */ new Map([[`${FUNCTION_ROOT}/`, { entry: FUNCTION_FOLDER }]]);
	for (const file of [...files].sort((a, b) => (0,_marks_BAofnTgk_js__WEBPACK_IMPORTED_MODULE_0__._)(a.path, b.path))) {
		const path = `${root}/${file.path}`;
		for (const parent of parentsOf(path)) if (!entries.has(parent)) entries.set(parent, { entry: folder(parent, owner) });
		if (entries.has(path) || entries.has(`${path}/`)) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t("BUILD_FAILED", `Cannot pack "${file.path}": it is there twice, as a file and as a folder or file`);
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
// src/edge/builder/work-folder.ts
/** Makes a work folder below `parent` that only this user can enter. */
const makeWorkFolder = async (parent) => {
	const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.realpath)(parent), "function-images-"));
	const [root, temp] = [(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, "kubeless"), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, "tmp")];
	await Promise.all([(0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.mkdir)(root), (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.mkdir)(temp)]);
	return {
		root,
		temp,
		remove: () => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.rm)(folder, {
			recursive: true,
			force: true,
			maxRetries: REMOVE_RETRIES
		})
	};
};
/** A child that was just killed may still have written into a folder that was about to go. */
const REMOVE_RETRIES = 5;
/** Writes `files` below `root`. */
const putFiles = async (root, files) => {
	for (const file of files) {
		const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, file.path);
		await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true });
		if (file.type === "symlink") await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.symlink)(file.target, path);
		else {
			await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.writeFile)(path, await file.read());
			await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_4__.chmod)(path, file.executable ? 493 : 420);
		}
	}
};



/***/ })

};
