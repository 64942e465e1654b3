export const id = 965;
export const ids = [965];
export const modules = {

/***/ 517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ buildAnnotations),
/* harmony export */   i: () => (/* binding */ attachmentName),
/* harmony export */   n: () => (/* binding */ BUILD_SELECTOR),
/* harmony export */   o: () => (/* binding */ buildIdentity),
/* harmony export */   r: () => (/* binding */ attachment),
/* harmony export */   s: () => (/* binding */ isBuild),
/* harmony export */   t: () => (/* binding */ leave)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6164);
/* harmony import */ var _canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(375);
/* harmony import */ var _refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1075);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7598);




// src/core/build/job/identity.ts
/** Labels of all that a build has in the cluster, pods included; watches select by them. */
const BUILD_LABELS = {
	"app.kubernetes.io/managed-by": "function-images",
	"app.kubernetes.io/component": "dependencies"
};
/** {@link BUILD_LABELS} as a watch selects by them. */
const BUILD_SELECTOR = Object.entries(BUILD_LABELS).map(([name, value]) => `${name}=${value}`).join(",");
/** Label: the beginning of the dependency key, to find a build by hand. */
const KEY_LABEL = "function-images.github.io/key";
const DOMAIN = "function-images.github.io";
/** Annotation of a Job: all that its result depends on. */
const IDENTITY = `${DOMAIN}/build`;
/**
* Names the Job that makes the layer of `unit` in `shared` with the builder program of `sha256`. A release with another
* program has Jobs of its own, so that what one run begins every other can finish.
*/
const buildIdentity = (unit, shared, sha256) => {
	const inputs = (0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_1__.t)({
		builder: sha256,
		key: unit.key,
		repository: (0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_1__.i)(shared)
	});
	const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_3__.createHash)("sha256").update(inputs).digest("hex");
	return {
		name: [
			"deps",
			slug(unit.runtime),
			hash.slice(0, HASH_SHOWN)
		].filter((part) => part !== "").join("-"),
		hash,
		labels: {
			...BUILD_LABELS,
			[KEY_LABEL]: unit.key.slice(0, KEY_SHOWN)
		}
	};
};
/** Room for `deps-`, a runtime, the hash, and what objects beside the Job add to its name. */
const RUNTIME_SHOWN = 20;
const HASH_SHOWN = 20;
const KEY_SHOWN = 40;
const slug = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, RUNTIME_SHOWN).replaceAll(/^-+|-+$/g, "");
/** Tells whether `job` does the build of `identity`. */
const isBuild = (job, { hash }) => job.metadata?.annotations?.[IDENTITY] === hash;
/** Tells whether `job` is a build of this program's, whichever. */
const isAnyBuild = (job) => job.metadata?.annotations?.[IDENTITY] !== void 0;
/** The annotations of a new Job that `run` waits for. */
const buildAnnotations = ({ hash }, run) => ({
	[IDENTITY]: hash,
	[attachment(run)]: ""
});
/** Returns the annotation by which `run` says that it waits for a Job. */
const attachment = (run) => `${DOMAIN}/run-${run}`;
/** Tells whether any run waits for `job`. */
const isAwaited = (job) => Object.keys(job.metadata?.annotations ?? {}).some((name) => name.startsWith(attachment("")));
/** Makes the name of one attachment of a run: what an annotation's name can hold, at most 50 characters. */
const attachmentName = (run, number) => {
	const end = `-${number}`;
	return run.replaceAll(/[^A-Za-z0-9._-]+/g, "-").slice(0, ATTACHMENT - end.length) + end;
};
/** 63 without `run-`, and some to spare. https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
const ATTACHMENT = 50;
// src/edge/builder/job/leave.ts
/**
* Ends a run's interest in a Job, and deletes the Job when no other run waits for it. Returns whether there was anything
* to leave. Throws CLUSTER_FAILED; may be done again.
*/
const leave = async (entry, cluster, signal) => {
	let answer = "absent";
	for (let tries = 0; tries < MAX_TRIES; tries += 1) {
		const job = await detach(entry, cluster, signal);
		if (job === void 0) return answer;
		answer = "left";
		if (isAwaited(job) || job.metadata?.deletionTimestamp !== void 0) return answer;
		const { uid = "", resourceVersion = "" } = job.metadata ?? {};
		if (await cluster.delete(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_2__.u, entry, {
			uid,
			resourceVersion
		}, signal) !== "changed") return answer;
	}
	return answer;
};
/** The status of a Job that runs changes its version too. */
const MAX_TRIES = 20;
/** Takes the run's annotation away, and returns the Job as it then is; undefined when there is none, or it is no longer ours to leave. */
const detach = async (entry, cluster, signal) => {
	const path = `/metadata/annotations/${attachment(entry.run).replaceAll("/", "~1")}`;
	try {
		const { object } = await cluster.patch(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_2__.u, entry, [{
			op: "remove",
			path
		}], signal);
		return object;
	} catch (error) {
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_2__.t)(error, 404)) return void 0;
		if (!(0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_2__.t)(error, 422)) throw error;
		const job = await cluster.get(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_2__.u, entry, signal);
		return job === void 0 || !isAnyBuild(job) ? void 0 : job;
	}
};



/***/ }),

/***/ 5965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   leave: () => (/* reexport safe */ _leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_0__.t)
/* harmony export */ });
/* harmony import */ var _leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(517);



/***/ })

};
