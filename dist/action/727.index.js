export const id = 727;
export const ids = [727];
export const modules = {

/***/ 2727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openJobBuilder: () => (/* binding */ openJobBuilder)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6164);
/* harmony import */ var _docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9971);
/* harmony import */ var _leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(517);
/* harmony import */ var _log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4477);
/* harmony import */ var _canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(375);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9439);
/* harmony import */ var _parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5875);
/* harmony import */ var _refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1075);
/* harmony import */ var _object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1346);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8522);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7598);











// src/core/build/job/object-names.ts
/** Names the objects of a Job that is to be made. */
const objectsFor = (job, suffix, secret) => {
	const base = `${job}-${suffix}`;
	return {
		base,
		secret: secret === "own" ? base : secret === "none" ? void 0 : secret.name
	};
};
/** Names one of the ConfigMaps that an archive's pieces are in. */
const pieceName = ({ base }, index) => `${base}-${index}`;
/** The key of one mounted file. */
const fileKey = (index) => `file-${index}`;
// src/core/build/job/quantity.ts
/** Returns a quantity of memory in megabytes. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const megabytes = (quantity) => {
	const [, number = "0", unit = ""] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
	return Number(number) * (FACTORS[unit] ?? 1) / 1e6;
};
const FACTORS = {
	k: 1e3,
	M: 1e6,
	G: 1e9,
	T: 0xe8d4a51000,
	P: 0x38d7ea4c68000,
	E: 0xde0b6b3a7640000,
	Ki: 1024,
	Mi: 2 ** 20,
	Gi: 2 ** 30,
	Ti: 2 ** 40,
	Pi: 2 ** 50,
	Ei: 2 ** 60
};
// src/core/build/job/volumes.ts
/** Volume of the ConfigMap with the builder program and its plan. */
const BUILDER_VOLUME = "builder";
/** Volume of the files that the install command finds. */
const FILES_VOLUME = "files";
/** Volume of /kubeless: what the install container leaves to the build container. */
const KUBELESS_VOLUME = "kubeless";
/** Volume of the login to push with, for the build container alone. */
const PUSH_VOLUME = "push";
/** Two: nothing that install scripts leave in /tmp may reach the container that can push. */
const TEMP_VOLUMES = {
	install: "install-tmp",
	build: "build-tmp"
};
/** Makes the volumes of a build's pod. */
const volumesOf = (parts) => {
	const { base, secret } = parts.objects;
	return [
		...[
			KUBELESS_VOLUME,
			TEMP_VOLUMES.install,
			TEMP_VOLUMES.build
		].map((name) => ({
			name,
			emptyDir: {}
		})),
		{
			name: BUILDER_VOLUME,
			configMap: {
				name: base,
				items: ["index.js.gz", "plan.json"].map((name) => ({
					key: name,
					path: name
				}))
			}
		},
		filesVolume(parts),
		...secret === void 0 ? [] : [{
			name: PUSH_VOLUME,
			secret: {
				secretName: secret,
				items: [{
					key: ".dockerconfigjson",
					path: "config.json"
				}],
				defaultMode: 288
			}
		}]
	];
};
/** Reads the names off a Job that another run made, undefined when it is none of ours. */
const objectsOf = (job) => {
	const pod = job.spec?.template.spec;
	const volume = (wanted) => pod?.volumes?.find(({ name }) => name === wanted);
	const base = volume(BUILDER_VOLUME)?.configMap?.name;
	return base === void 0 ? void 0 : {
		base,
		secret: volume(PUSH_VOLUME)?.secret?.secretName
	};
};
const filesVolume = ({ files, objects }) => {
	if (files.kind === "archive") return {
		name: FILES_VOLUME,
		projected: { sources: files.pieces.map((_, index) => ({ configMap: {
			name: pieceName(objects, index),
			items: [{
				key: "piece",
				path: pieceFile(index)
			}]
		} })) }
	};
	const items = files.files.map(({ executable }, index) => ({
		key: fileKey(index),
		path: fileKey(index),
		mode: executable ? 365 : 292
	}));
	return {
		name: FILES_VOLUME,
		configMap: {
			name: objects.base,
			items
		}
	};
};
/** A shell's `*` lists names in their order. */
const pieceFile = (index) => String(index).padStart(3, "0");
// src/core/build/job/containers.ts
/** Names of the two containers. */
const INSTALL = "install";
const BUILD = "build";
/** Makes the container that runs the phase's command as Kubeless did: `sh -c`, in /kubeless, as user 1000. */
const installContainer = (parts) => {
	const { unit, files, installImage, memory } = parts;
	const command = literal(unit.phase.command);
	const mounts = files.kind === "archive" ? [{
		name: FILES_VOLUME,
		mountPath: "/files",
		readOnly: true
	}] : files.files.map(({ path }, index) => ({
		name: FILES_VOLUME,
		mountPath: `/kubeless/${path}`,
		subPath: fileKey(index),
		readOnly: true
	}));
	return {
		name: INSTALL,
		image: pulledFrom(installImage),
		imagePullPolicy: "IfNotPresent",
		command: ["sh", "-c"],
		args: files.kind === "archive" ? [
			UNPACK,
			"sh",
			command
		] : [command],
		workingDir: "/kubeless",
		env: Object.entries((0,_log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__.r)(unit.phase)).map(([name, value]) => ({
			name,
			value: literal(value)
		})),
		volumeMounts: [
			{
				name: KUBELESS_VOLUME,
				mountPath: "/kubeless"
			},
			{
				name: TEMP_VOLUMES.install,
				mountPath: "/tmp"
			},
			...mounts
		],
		terminationMessagePolicy: "FallbackToLogsOnError",
		...confined(memory)
	};
};
/** Makes the container that packs /kubeless and pushes it. It runs nothing that was installed. */
const buildContainer = ({ builderImage, start, sha256, memory, objects }) => ({
	name: BUILD,
	image: pulledFrom(builderImage),
	imagePullPolicy: "IfNotPresent",
	command: [
		"node",
		"-e",
		start,
		sha256
	],
	workingDir: "/tmp",
	env: [{
		name: "HOME",
		value: "/tmp"
	}, ...objects.secret === void 0 ? [] : [{
		name: "DOCKER_CONFIG",
		value: "/push"
	}]],
	volumeMounts: [
		{
			name: KUBELESS_VOLUME,
			mountPath: "/kubeless",
			readOnly: true
		},
		{
			name: TEMP_VOLUMES.build,
			mountPath: "/tmp"
		},
		{
			name: BUILDER_VOLUME,
			mountPath: "/builder",
			readOnly: true
		},
		...objects.secret === void 0 ? [] : [{
			name: PUSH_VOLUME,
			mountPath: "/push",
			readOnly: true
		}]
	],
	...confined(memory)
});
/** Writes an image as the kubelet pulls it, by its digest where that is known. */
const pulledFrom = ({ registry, path, tag, digest }) => (0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_4__.r)(digest === void 0 ? {
	registry,
	path,
	...tag && { tag }
} : {
	registry,
	path,
	digest
});
/** Constant text: the command is its first argument. */
const UNPACK = "cat /files/* | tar -xzf - && exec sh -c \"$1\"";
/** The kubelet would take `$(NAME)` for a variable. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint */
const literal = (text) => text.replaceAll("$", "$$$$");
/** Little is asked for, so that many builds fit on a node; an install of nothing big takes 200 MB. No processor limit: it only slows. */
const REQUESTED_MEGABYTES = 256;
const confined = (memory) => ({
	securityContext: {
		allowPrivilegeEscalation: false,
		capabilities: { drop: ["ALL"] },
		readOnlyRootFilesystem: true
	},
	resources: {
		requests: {
			cpu: "100m",
			memory: megabytes(memory) < REQUESTED_MEGABYTES ? memory : `${REQUESTED_MEGABYTES}M`
		},
		limits: { memory }
	}
});
// src/core/build/job/job.ts
/**
* Makes the Job of one build: an init container that installs, and a container that packs what it left and pushes it.
* A command that fails is not tried again, a pod that was evicted is.
*/
const jobOf = (parts) => ({
	apiVersion: "batch/v1",
	kind: "Job",
	metadata: {
		name: parts.identity.name,
		namespace: parts.namespace,
		labels: parts.identity.labels,
		annotations: (0,_leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.a)(parts.identity, parts.run)
	},
	spec: {
		backoffLimit: 0,
		podFailurePolicy: { rules: [{
			action: "Ignore",
			onPodConditions: [{
				type: "DisruptionTarget",
				status: "True"
			}]
		}] },
		activeDeadlineSeconds: parts.timeout + DEADLINE_BEHIND,
		ttlSecondsAfterFinished: TTL,
		template: {
			metadata: {
				labels: {
					...parts.identity.labels,
					...OPT_OUT_LABELS
				},
				annotations: POD_ANNOTATIONS
			},
			spec: podOf(parts)
		}
	}
});
const DEADLINE_BEHIND = 60;
/** Seconds that a finished Job stays which no run took away: long enough for a run that lost its connection. */
const TTL = 60;
/** A sidecar would keep the pod running for ever. */
const OPT_OUT_LABELS = {
	"sidecar.istio.io/inject": "false",
	"kuma.io/sidecar-injection": "disabled"
};
const POD_ANNOTATIONS = {
	"sidecar.istio.io/inject": "false",
	"linkerd.io/inject": "disabled",
	"consul.hashicorp.com/connect-inject": "false",
	"cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
	"karpenter.sh/do-not-disrupt": "true"
};
const podOf = (parts) => {
	const { unit, objects, timeout } = parts;
	return {
		restartPolicy: "Never",
		activeDeadlineSeconds: timeout,
		terminationGracePeriodSeconds: 1,
		automountServiceAccountToken: false,
		enableServiceLinks: false,
		nodeSelector: {
			"kubernetes.io/os": unit.platform.os,
			"kubernetes.io/arch": unit.platform.architecture
		},
		securityContext: {
			runAsNonRoot: true,
			runAsUser: USER,
			runAsGroup: USER,
			fsGroup: USER,
			seccompProfile: { type: "RuntimeDefault" }
		},
		...objects.secret === void 0 ? {} : { imagePullSecrets: [{ name: objects.secret }] },
		initContainers: [installContainer(parts)],
		containers: [buildContainer(parts)],
		volumes: volumesOf(parts)
	};
};
/** That of functions under Kubeless, which own what is installed. */
const USER = 1e3;
// src/core/build/job/plan.ts
/** Reads a message, undefined when it is none of ours. */
const parseMessage = (text) => {
	try {
		const value = JSON.parse(text);
		if (value.kind === "error") return typeof value.message === "string" ? value : void 0;
		return (0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_4__.l)(value.descriptor.digest) && (0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_4__.l)(value.diffId) ? value : void 0;
	} catch {
		return;
	}
};
// src/core/build/job/failure.ts
/** Makes the error of a Job that failed, shown at each function that needs the unit. */
const jobFailed = (failure, failed) => {
	const { unit, log } = failed;
	if (failure.kind === "command") {
		const { name: phase, tool } = unit.phase;
		const said = log.length > 0 ? log : failure.message.split("\n").filter((line) => line !== "");
		return (0,_log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__.O)({
			phase,
			tool,
			exitCode: failure.exitCode,
			log: said
		}, unit.at);
	}
	const { reason, hint } = REASONS[failure.kind](failure, failed);
	return (0,_log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__.E)({
		phase: unit.phase.name,
		reason,
		exitCode: void 0,
		log
	}, unit.at, hint);
};
const REASONS = {
	memory: ({ container }, { memory, unit }) => ({
		reason: `${container === "install" ? unit.phase.tool : "packing what was installed"} used more than the ${memory} of memory it may have (OOMKilled)`,
		hint: "Raise option \"build-memory\""
	}),
	packing: ({ exitCode, message }) => packingReason(exitCode, message),
	start: ({ container, message }) => ({
		reason: `container "${container}" of the build's pod does not start: ${sentence(message)}`,
		hint: "See that the image runs on that node, as a user that is not root"
	}),
	image: ({ image, message }, { imageHint }) => ({
		reason: `the node cannot pull image "${image}": ${sentence(message)}`,
		hint: imageHint ?? "See that the image is there and that the node may pull it; option \"image-mirrors\" names another place"
	}),
	deadline: ({ node }, { timeout }) => ({
		reason: `it did not end within ${timeout} s${node === void 0 ? ", and no node took it" : ` on node "${node}"`}`,
		hint: "Raise option \"build-timeout\" if installs take that long; else look at the node"
	}),
	unschedulable: ({ message }) => ({
		reason: `no node takes the build's pod: ${sentence(message)}`,
		hint: "Add room or lower option \"max-parallel\"; a pod runs only on nodes of the image’s platform"
	}),
	refused: ({ message }) => ({
		reason: `the cluster refuses the build's pod: ${sentence(message)}`,
		hint: refusedHint(message)
	}),
	mount: ({ message }) => ({
		reason: `the build's pod does not get what it needs: ${sentence(message)}`,
		hint: "See that the Secret of option \"push-secret\" is in the build namespace"
	}),
	job: ({ message }, { name }) => ({ reason: `Job "${name}" failed: ${sentence(message)}` }),
	deleted: (_, { name, namespace }) => ({
		reason: `somebody deleted Job "${name}" in namespace "${namespace}" before it was done, and the registry has no layer of it`,
		hint: "Run again"
	})
};
const packingReason = (exitCode, text) => {
	const message = parseMessage(text);
	if (message?.kind === "error") return exitCode === 42 ? {
		reason: `what was installed cannot go into an image: ${message.message}`,
		hint: message.hint
	} : {
		reason: `the Job cannot push what was installed: ${message.message}`,
		hint: message.hint
	};
	return { reason: `packing what was installed ended with exit code ${exitCode}` };
};
const refusedHint = (message) => {
	if (/exceeded quota/.test(message)) return "Raise the quota, lower option \"max-parallel\", or take another \"build-namespace\"";
	if (/usage per (Container|Pod)/i.test(message)) return "Fit option \"build-memory\" to the LimitRange of the build namespace";
	return "Take a \"build-namespace\" whose rules admit it";
};
/** Others' sentences end as they like; ours go on. */
const sentence = (text) => text.trim().replace(/\.$/, "").replaceAll(/\s*\n\s*/g, " ");
// src/core/build/job/verdict.ts
const WORKING = { status: "working" };
/** Judges a Job by its newest pod, before anything the Job itself says: that comes seconds later. Never by counters. */
const judgeJob = (view) => {
	const built = view.pods.map(builtMessage).find((message) => message !== void 0);
	if (built !== void 0) return {
		status: "built",
		message: built
	};
	const pod = newestPod(view);
	const verdict = pod === void 0 ? WORKING : judgePod(pod, view.events);
	if (verdict.status === "failed") return verdict;
	if (view.job === void 0) return {
		status: "failed",
		failure: { kind: "deleted" }
	};
	const ended = jobFailure(view.job, view.pods.at(-1));
	if (ended !== void 0) return {
		status: "failed",
		failure: ended
	};
	return pod === void 0 ? judgeAbsence(view) : verdict;
};
/** Returns the pod that counts: the last one that the cluster did not take away. */
const newestPod = ({ pods }) => pods.findLast((pod) => !isDisrupted(pod) && pod.metadata?.deletionTimestamp === void 0);
/** Tells whether the cluster took a pod away: evicted, preempted, or off a node that is gone. */
const isDisrupted = ({ status }) => status?.conditions?.some(({ type, status }) => type === "DisruptionTarget" && status === "True") === true;
/** Returns the state of a pod's container, init containers included. */
const containerOf = ({ status }, name) => [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []].find((container) => container.name === name);
const builtMessage = (pod) => {
	const ended = containerOf(pod, BUILD)?.state?.terminated;
	return ended?.exitCode === 0 ? ended.message ?? "" : void 0;
};
const judgePod = (pod, events) => {
	if (pod.status?.phase === "Failed" && pod.status.reason === "DeadlineExceeded") return {
		status: "failed",
		failure: {
			kind: "deadline",
			node: pod.spec?.nodeName
		}
	};
	for (const name of [INSTALL, BUILD]) {
		const container = containerOf(pod, name);
		const failure = endOf$1(container);
		if (failure !== void 0) return {
			status: "failed",
			failure
		};
		const stuck = container === void 0 ? void 0 : waitOf(container, pod, events);
		if (stuck !== void 0) return stuck;
	}
	if (pod.status?.phase === "Failed") return {
		status: "failed",
		failure: {
			kind: "job",
			message: pod.status.message ?? pod.status.reason ?? ""
		}
	};
	return unschedulable(pod) ?? unmounted(pod, events) ?? WORKING;
};
const endOf$1 = (container) => {
	const ended = container?.state?.terminated;
	if (container === void 0 || ended === void 0 || ended.exitCode === 0) return void 0;
	const { exitCode, message = "" } = ended;
	if (ended.reason === "OOMKilled") return {
		kind: "memory",
		container: container.name
	};
	if (START_ERRORS.has(ended.reason ?? "")) return {
		kind: "start",
		container: container.name,
		message
	};
	return {
		kind: container.name === "install" ? "command" : "packing",
		exitCode,
		message
	};
};
const START_ERRORS = /* @__PURE__ */ new Set([
	"StartError",
	"ContainerCannotRun",
	"ContainerStatusUnknown"
]);
/** Seconds for what heals by itself: a full quota, a full node, a registry that is overloaded. */
const PATIENCE = {
	space: 60,
	pull: 30,
	mount: 60,
	start: 10,
	unknown: 10
};
const waitOf = (container, pod, events) => {
	const { reason = "", message = "" } = container.state?.waiting ?? {};
	if (PULL_ERRORS.has(reason)) {
		const said = [message, ...eventsOf(pod, events, ["Failed"]).map(({ message = "" }) => message)];
		const failure = {
			kind: "image",
			image: container.image,
			message: pullCause(said)
		};
		return reason === "ErrImagePull" || reason === "ImagePullBackOff" ? {
			status: "stuck",
			failure,
			patience: PATIENCE.pull
		} : {
			status: "failed",
			failure
		};
	}
	if (!CREATE_ERRORS.has(reason)) return void 0;
	return {
		status: "stuck",
		failure: {
			kind: "start",
			container: container.name,
			message
		},
		patience: PATIENCE.start
	};
};
const PULL_ERRORS = /* @__PURE__ */ new Set([
	"ErrImagePull",
	"ImagePullBackOff",
	"ErrImageNeverPull",
	"InvalidImageName",
	"ImageInspectError",
	"RegistryUnavailable",
	"SignatureValidationFailed"
]);
const CREATE_ERRORS = /* @__PURE__ */ new Set([
	"CreateContainerConfigError",
	"CreateContainerError",
	"RunContainerError"
]);
/** A back-off says less than the failure before it. */
const pullCause = (said) => said.find((message) => message !== "" && !/^(Back-off|Error: )/.test(message)) ?? said[0] ?? "";
const unschedulable = (pod) => {
	const condition = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
	if (condition?.status !== "False" || condition.reason !== "Unschedulable") return void 0;
	return {
		status: "stuck",
		failure: {
			kind: "unschedulable",
			message: condition.message ?? ""
		},
		patience: PATIENCE.space
	};
};
/** A mount that failed is tried again, and only events tell; what stands beside the Job comes a moment after it. */
const unmounted = (pod, events) => {
	const mounted = pod.status?.conditions?.some(({ type, status }) => type === "PodReadyToStartContainers" && status === "True");
	const event = containerOf(pod, "install")?.state?.waiting !== void 0 && mounted !== true ? eventsOf(pod, events, ["FailedMount", "FailedCreatePodSandBox"]).at(-1) : void 0;
	if (event === void 0) return void 0;
	return {
		status: "stuck",
		failure: {
			kind: "mount",
			message: event.message ?? ""
		},
		patience: PATIENCE.mount
	};
};
/** Tells whether a condition of `job` holds. */
const isCondition = ({ status }, wanted) => status?.conditions?.some(({ type, status }) => type === wanted && status === "True") === true;
const jobFailure = (job, pod) => {
	const failed = job.status?.conditions?.find(({ type, status }) => status === "True" && (type === "Failed" || type === "FailureTarget"));
	if (failed === void 0) return void 0;
	if (failed.reason === "DeadlineExceeded") return {
		kind: "deadline",
		node: pod?.spec?.nodeName
	};
	return {
		kind: "job",
		message: failed.message ?? failed.reason ?? ""
	};
};
/** Quota, admission and webhooks refuse pods, and no condition of the Job tells. */
const judgeAbsence = ({ job, pods, events }) => {
	const event = pods.length > 0 || job === void 0 ? void 0 : eventsOf(job, events, ["FailedCreate"]).at(-1);
	if (event === void 0) return WORKING;
	const message = event.message ?? "";
	const failure = {
		kind: "refused",
		message
	};
	if (/exceeded quota|failed calling webhook/.test(message)) return {
		status: "stuck",
		failure,
		patience: PATIENCE.space
	};
	if (/violates PodSecurity|is forbidden|denied the request|is being terminated|is invalid/.test(message)) return {
		status: "failed",
		failure
	};
	return {
		status: "stuck",
		failure,
		patience: PATIENCE.unknown
	};
};
const eventsOf = ({ metadata }, events, reasons) => events.filter(({ involvedObject, reason }) => involvedObject.uid === metadata?.uid && reasons.includes(reason ?? ""));
// src/edge/builder/job/observe.ts
/**
* Follows one Job, its pods and what events say of them; all builds of a namespace share three watches. Calls `changed`
* with all that is known after each change, until the signal aborts. Rejects when a watch ends for good.
*/
const observeJob = async (cluster, job, changed, signal) => {
	const namespace = job.metadata?.namespace ?? "";
	const uid = job.metadata?.uid ?? "";
	const pods = /* @__PURE__ */ new Map();
	const events = /* @__PURE__ */ new Map();
	let current = job;
	const tell = () => changed({
		job: current,
		pods: inOrder([...pods.values()]),
		events: [...events.values()]
	});
	const follow = async (resource, query, take) => {
		for await (const change of cluster.follow(resource, {
			namespace,
			...query
		}, signal)) if (await take(change)) tell();
	};
	const isSame = (object) => object.metadata?.uid === uid;
	let listed = false;
	await Promise.all([
		follow(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, { labelSelector: _leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.n }, async (change) => {
			if (change.kind !== "synced") {
				if (!isSame(change.object)) return false;
				listed = true;
				current = change.kind === "present" ? change.object : void 0;
				return true;
			}
			if (listed) return false;
			const found = await cluster.get(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, {
				namespace,
				name: job.metadata?.name ?? ""
			}, signal);
			if (!listed && (found === void 0 || !isSame(found))) current = void 0;
			return true;
		}),
		follow(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.f, { labelSelector: _leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.n }, (change) => {
			if (change.kind === "synced" || !isOf(uid, change.object)) return false;
			const { uid: id = "" } = change.object.metadata ?? {};
			pods.set(id, change.object);
			return true;
		}),
		follow(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.c, { fieldSelector: "type=Warning" }, (change) => {
			if (change.kind !== "present") return false;
			events.set(change.object.metadata?.uid ?? "", change.object);
			const { uid: about = "" } = change.object.involvedObject;
			return about === uid || pods.has(about);
		}).catch((error) => {
			if (!(0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.t)(error, 403)) throw error;
		})
	]);
};
const isOf = (uid, { metadata }) => metadata?.ownerReferences?.some((owner) => owner.uid === uid) === true;
const inOrder = (pods) => pods.sort((a, b) => timeOf(a).localeCompare(timeOf(b)) || nameOf(a).localeCompare(nameOf(b)));
const timeOf = ({ metadata }) => metadata?.creationTimestamp ?? "";
const nameOf = ({ metadata }) => metadata?.name ?? "";
// src/edge/builder/job/pod-logs.ts
/** Logs are for people: a container's end is told by its status, and what goes wrong with its log changes nothing. */
const openPodLogs = (cluster, line, signal) => {
	const begun = /* @__PURE__ */ new Set();
	let reading = Promise.resolve();
	const readOne = async (pod, container) => {
		try {
			for await (const text of cluster.logs((0,_object_C_jLSp3k_js__WEBPACK_IMPORTED_MODULE_9__.t)(pod), container, { follow: true }, signal)) line(text);
		} catch {}
	};
	return {
		read: (pod) => {
			for (const container of [INSTALL, BUILD]) {
				const { running, terminated } = containerOf(pod, container)?.state ?? {};
				const id = `${pod.metadata?.uid ?? ""}/${container}`;
				if (running === void 0 && terminated === void 0 || begun.has(id)) continue;
				begun.add(id);
				reading = reading.then(() => readOne(pod, container));
			}
		},
		end: async (limit) => {
			const late = Promise.withResolvers();
			const timer = setTimeout(late.resolve, limit);
			await Promise.race([reading, late.promise]);
			clearTimeout(timer);
		}
	};
};
// src/edge/builder/job/await-end.ts
/**
* Waits until a Job has ended, or will not end well: by its pod's state, seconds before the Job says Complete. Lines of
* its containers are given on as they come. Rejects with the signal's reason, or when the cluster cannot be watched.
*/
const awaitEnd = async (cluster, job, options) => {
	const { timeout, line, signal } = options;
	const over = new AbortController();
	const watching = AbortSignal.any([signal, over.signal]);
	const end = Promise.withResolvers();
	const logs = openPodLogs(cluster, line, watching);
	const patience = openPatience((failure) => end.resolve({
		status: "failed",
		failure
	}));
	let node;
	const late = setTimeout(() => end.resolve({
		status: "failed",
		failure: {
			kind: "deadline",
			node
		}
	}), timeout * 1e3);
	const sayDisrupted = onceEach((name) => line(`The cluster took pod "${name}" away, and starts another`));
	const look = (view) => {
		for (const pod of view.pods.filter(isDisrupted)) sayDisrupted(pod.metadata?.name ?? "");
		const pod = newestPod(view);
		node = pod?.spec?.nodeName ?? node;
		if (pod !== void 0) logs.read(pod);
		const verdict = judgeJob(view);
		patience.look(verdict.status === "stuck" ? verdict : void 0);
		if (verdict.status === "built" || verdict.status === "failed") end.resolve(verdict);
	};
	const observing = observeJob(cluster, job, look, watching);
	try {
		const outcome = await Promise.race([end.promise, observing.then(() => end.promise)]);
		await logs.end(LOG_LIMIT);
		return outcome;
	} catch (error) {
		signal.throwIfAborted();
		throw error;
	} finally {
		clearTimeout(late);
		patience.end();
		over.abort();
		await observing.catch(() => void 0);
	}
};
/** Milliseconds for what is left of a log when its container has ended. */
const LOG_LIMIT = 3e3;
/** Calls `fail` when the same kind of trouble lasts as long as it may. */
const openPatience = (fail) => {
	let timer;
	let latest;
	const end = () => clearTimeout(timer);
	return {
		look: (stuck) => {
			const same = stuck?.failure.kind === latest?.failure.kind;
			latest = stuck;
			if (same) return;
			end();
			if (stuck !== void 0) timer = setTimeout(() => latest && fail(latest.failure), stuck.patience * 1e3);
		},
		end
	};
};
const onceEach = (say) => {
	const said = /* @__PURE__ */ new Set();
	return (name) => {
		if (said.has(name)) return;
		said.add(name);
		say(name);
	};
};
// src/edge/builder/job/claim.ts
/**
* Makes the Job, or joins the one that is there: one that runs is waited for, one that is done is believed when the
* registry has its layer, one that failed is made anew, one that is being deleted is waited out. Throws CLUSTER_FAILED.
*/
const claimJob = async (claim, signal) => {
	for (let tries = 0; tries < MAX_TRIES; tries += 1) {
		const made = await make(claim, signal);
		if (made !== void 0) return made;
		const found = await claim.cluster.get(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, keyOf(claim), signal);
		const joined = found === void 0 ? void 0 : await join(claim, found, signal);
		if (joined !== void 0) return joined;
	}
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__.t("CLUSTER_FAILED", `Cannot create ${showJob(claim)}: others delete it again and again`);
};
/** Each try ends with a change that another run made. */
const MAX_TRIES = 20;
const make = async ({ cluster, job }, signal) => {
	try {
		const { object, warnings } = await cluster.create(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, job, signal);
		return {
			kind: "running",
			job: object,
			warnings
		};
	} catch (error) {
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.t)(error, 409)) return void 0;
		throw error;
	}
};
const join = async (claim, found, signal) => {
	if (!(0,_leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.s)(found, claim.identity)) throw isAnother(claim);
	if (found.metadata?.deletionTimestamp !== void 0) await untilGone(claim, found, signal);
	else if (isCondition(found, "Failed")) await replace(claim, found, signal);
	else if (!isCondition(found, "Complete")) return attach(claim, found, signal);
	else if (await claim.isPushed(signal)) return { kind: "pushed" };
	else await replace(claim, found, signal);
};
const attach = async ({ cluster, run }, found, signal) => {
	const path = `/metadata/annotations/${(0,_leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.r)(run).replaceAll("/", "~1")}`;
	const patch = [{
		op: "test",
		path: "/metadata/uid",
		value: found.metadata?.uid
	}, {
		op: "add",
		path,
		value: ""
	}];
	try {
		const { object, warnings } = await cluster.patch(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, keyOf({ job: found }), patch, signal);
		return object.metadata?.deletionTimestamp === void 0 ? {
			kind: "running",
			job: object,
			warnings
		} : void 0;
	} catch (error) {
		if ([
			404,
			409,
			422
		].some((status) => (0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.t)(error, status))) return void 0;
		throw error;
	}
};
const replace = async (claim, found, signal) => {
	await claim.cluster.delete(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, keyOf(claim), { uid: found.metadata?.uid ?? "" }, signal);
	await untilGone(claim, found, signal);
};
/** Waits until a Job that is being deleted has given its name free. */
const untilGone = async (claim, { metadata }, signal) => {
	const { namespace, name } = keyOf(claim);
	const query = {
		namespace,
		fieldSelector: `metadata.name=${name}`
	};
	const late = AbortSignal.timeout(GONE_LIMIT);
	let seen = false;
	try {
		for await (const change of claim.cluster.follow(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.u, query, AbortSignal.any([signal, late]))) {
			const same = change.kind !== "synced" && change.object.metadata?.uid === metadata?.uid;
			if (same && change.kind === "present") seen = true;
			if (same && change.kind === "deleted" || change.kind === "synced" && !seen) return;
		}
	} catch (error) {
		signal.throwIfAborted();
		if (!late.aborted) throw error;
	}
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__.t("CLUSTER_FAILED", `Cannot create ${showJob(claim)}: the one before it is being deleted, and does not go`, { hint: "See what its \"metadata.finalizers\" wait for" });
};
/** Milliseconds. */
const GONE_LIMIT = 6e4;
const keyOf = ({ job: { metadata } }) => ({
	namespace: metadata?.namespace ?? "",
	name: metadata?.name ?? ""
});
const showJob = (claim) => `Job "${keyOf(claim).name}" in namespace "${keyOf(claim).namespace}"`;
const isAnother = (claim) => new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__.t("CLUSTER_FAILED", `Cannot create ${showJob(claim)}: there is one of that name for something else`, { hint: "Find out who made it, and delete it or take another \"build-namespace\"" });
// src/core/build/job/objects.ts
/** Makes the ConfigMaps of `job`, owned by it. */
const configMapsOf = (job, objects, contents) => {
	const { program, plan, files } = contents;
	const base = {
		"index.js.gz": base64$1(program),
		"plan.json": base64$1(Buffer.from(JSON.stringify(plan))),
		...files.kind === "mounted" ? Object.fromEntries(files.files.map(({ bytes }, index) => [fileKey(index), base64$1(bytes)])) : {}
	};
	const pieces = files.kind === "archive" ? files.pieces : [];
	return [{
		...ownedBy(job, "ConfigMap", objects.base),
		immutable: true,
		binaryData: base
	}, ...pieces.map((piece, index) => ({
		...ownedBy(job, "ConfigMap", pieceName(objects, index)),
		immutable: true,
		binaryData: { piece: base64$1(piece) }
	}))];
};
/** Makes the Secret of `job`, owned by it; undefined when it uses another's or none. */
const secretOf = (job, objects, { dockerConfig }) => objects.secret !== objects.base || dockerConfig === void 0 ? void 0 : {
	...ownedBy(job, "Secret", objects.base),
	type: "kubernetes.io/dockerconfigjson",
	immutable: true,
	data: { ".dockerconfigjson": base64$1(Buffer.from(dockerConfig)) }
};
const ownedBy = ({ metadata }, kind, name) => ({
	apiVersion: "v1",
	kind,
	metadata: {
		name,
		namespace: metadata?.namespace ?? "",
		labels: metadata?.labels ?? {},
		ownerReferences: [{
			apiVersion: "batch/v1",
			kind: "Job",
			name: metadata?.name ?? "",
			uid: metadata?.uid ?? "",
			controller: true
		}]
	}
});
const base64$1 = (bytes) => Buffer.from(bytes).toString("base64");
// src/edge/builder/job/furnish.ts
/**
* Makes the ConfigMaps and the Secret that `job` waits for, where another run has not: a run that ended after it made
* its Job leaves one that any other can finish. Throws CLUSTER_FAILED.
*/
const furnishJob = async (cluster, job, contents, signal) => {
	const objects = objectsOf(job);
	if (objects === void 0) return;
	const secret = secretOf(job, objects, contents);
	await Promise.all([...configMapsOf(job, objects, contents).map((object) => ensure(cluster, _refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.i, object, signal)), ...secret === void 0 ? [] : [ensure(cluster, _refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.m, secret, signal)]]);
};
const ensure = async (cluster, resource, object, signal) => {
	try {
		await cluster.create(resource, object, signal);
	} catch (error) {
		if (!(0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.t)(error, 409)) throw error;
	}
};
// src/edge/builder/job/run-job.ts
/**
* Sends a Job, or joins one that does the same, waits for its end and for the registry to confirm the layer, and leaves
* nothing in the cluster that no other run waits for. Throws BUILD_FAILED, CLUSTER_FAILED, REGISTRY_FAILED; within two
* seconds of an abort, its reason.
*/
const runJob = async (build, log, signal) => {
	const { cluster, namespace, ledger, identity, run } = build;
	const entry = {
		kind: "job",
		namespace,
		name: identity.name,
		run
	};
	ledger.add(entry);
	try {
		return await awaitLayer(build, log, signal);
	} catch (error) {
		signal.throwIfAborted();
		throw error;
	} finally {
		const left = await (0,_leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.t)(entry, cluster, AbortSignal.timeout(LEAVE_LIMIT)).catch(() => void 0);
		if (left === "left" || left === "absent" && !signal.aborted) ledger.remove(entry);
	}
};
/** Milliseconds; runners end a cancelled process after 7.5 s. */
const LEAVE_LIMIT = 2e3;
const awaitLayer = async (build, log, signal) => {
	const { cluster, identity, run, job } = build;
	const { line, lines } = (0,_log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__.t)(log);
	const isPushed = async (asking) => await pushed(build, asking) !== void 0;
	const claimed = await claimJob({
		cluster,
		identity,
		job,
		run,
		isPushed
	}, signal);
	if (claimed.kind === "running") {
		for (const warning of claimed.warnings) line(`Warning: ${warning}`);
		const end = await endOf(build, claimed.job, line, signal);
		if (end.status === "failed") return layerDespite(end.failure, build, lines, signal);
	}
	const layer = await pushed(build, signal);
	if (layer === void 0) throw unconfirmed(build);
	return layer;
};
const endOf = async ({ cluster, contents, timeout }, job, line, signal) => {
	const stop = new AbortController();
	try {
		const [, end] = await Promise.all([furnishJob(cluster, job, contents, signal), awaitEnd(cluster, job, {
			timeout,
			line,
			signal: AbortSignal.any([signal, stop.signal])
		})]);
		return end;
	} finally {
		stop.abort();
	}
};
/** Whoever deleted the Job may have done so after its end: the registry knows. */
const layerDespite = async (failure, build, log, signal) => {
	const layer = failure.kind === "deleted" ? await pushed(build, signal) : void 0;
	if (layer !== void 0) return layer;
	const { identity, ...facts } = build;
	const imageHint = failure.kind === "image" ? await hintOnImage(failure.image, build, signal) : void 0;
	throw jobFailed(failure, {
		...facts,
		name: identity.name,
		log,
		imageHint
	});
};
/** Asks the registry for the layer; what it holds counts, whoever pushed it. */
const pushed = async ({ unit, registry, shared }, signal) => {
	const answer = await registry.manifest({
		...shared,
		tag: (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.f)(unit.key)
	}, signal);
	if (answer.status === "unknown") throw answer.error;
	return answer.status === "absent" ? void 0 : (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.p)(answer.manifest, unit.key);
};
/** A node says little about why it cannot pull; this computer can ask too. */
const hintOnImage = async (image, { registry }, signal) => {
	switch ((await registry.digest((0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_4__.a)(image), signal)).status) {
		case "present": return "This computer can read it: give the node access, or see that both use the same name for the registry";
		case "absent": return "The registry has no such image: correct its name, or option \"image-mirrors\"";
		case "unknown": return;
	}
};
const unconfirmed = ({ unit, shared }) => {
	const reference = (0,_canonical_json_DnQ8Egt9_js__WEBPACK_IMPORTED_MODULE_4__.r)({
		...shared,
		tag: (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.f)(unit.key)
	});
	return new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__.t("BUILD_FAILED", `Cannot find "${reference}", which the Job says it has pushed`, { hint: "See that the cluster and this computer reach the same registry by that name" });
};
// src/core/registry/docker-config-text.ts
/** The key under which Docker, and so the kubelet, looks for Docker Hub's credentials. */
const HUB_SERVER = "https://index.docker.io/v1/";
/** Writes a config.json that holds the login for one registry and nothing else. */
const dockerConfigText = (registry, login) => JSON.stringify({ auths: { [registry === "docker.io" ? HUB_SERVER : registry]: entryOf(login) } });
const entryOf = (login) => {
	switch (login.kind) {
		case "password": return { auth: base64(`${login.username}:${login.password}`) };
		case "identity": return {
			auth: base64(`${login.username}:`),
			identitytoken: login.token
		};
		case "bearer": return { registrytoken: login.token };
	}
};
const base64 = (text) => Buffer.from(text).toString("base64");
// src/edge/builder/job/push-login.ts
/** The Secret in which Kubeless keeps its login. */
const KUBELESS_SECRET = "kubeless-registry-credentials";
/**
* Chooses what to push with: the Secret that was named, else Kubeless' own where it has a login for the registry, else
* this run's login for that registry alone. Throws CLUSTER_FAILED when the Secret that was named is not there.
*/
const choosePushLogin = async (options, signal) => {
	const { pushSecret, shared, login } = options;
	if (pushSecret !== void 0) return named(pushSecret, options, signal);
	const kubeless = await readSecret(KUBELESS_SECRET, options, signal);
	if (typeof kubeless === "object" && hasLogin(kubeless, shared)) return {
		kind: "secret",
		name: KUBELESS_SECRET
	};
	const own = await login(shared, signal);
	return own === void 0 ? { kind: "none" } : {
		kind: "own",
		dockerConfig: dockerConfigText(shared.registry, own)
	};
};
const named = async (name, options, signal) => {
	const secret = await readSecret(name, options, signal);
	if (secret === "hidden" || configOf(secret) !== void 0) return {
		kind: "secret",
		name
	};
	const why = secret === void 0 ? "there is none of that name" : "it has no \".dockerconfigjson\"";
	throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__.t("CLUSTER_FAILED", `Cannot push with Secret "${name}" in namespace "${options.namespace}": ${why}`, { hint: `Make it with "kubectl create secret docker-registry", or correct option "push-secret"` });
};
const readSecret = async (name, { cluster, namespace }, signal) => {
	try {
		return await cluster.get(_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.m, {
			namespace,
			name
		}, signal);
	} catch (error) {
		if ((0,_refusal_BlCWU_PE_js__WEBPACK_IMPORTED_MODULE_6__.t)(error, 403)) return "hidden";
		throw error;
	}
};
const configOf = (secret) => secret?.data?.[".dockerconfigjson"];
const hasLogin = (secret, shared) => {
	try {
		const text = Buffer.from(configOf(secret) ?? "", "base64").toString("utf8");
		return (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.t)((0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.i)(text), shared)?.kind === "login";
	} catch {
		return false;
	}
};
// src/edge/builder/job/start.ts
/**
* What `node -e` runs in the build container: constant text that unpacks the program from its ConfigMap, hashes it, and runs
* the bytes that it hashed if they are those that were sent.
*/
const START = `
const fail = (why) => { console.error(why); process.exit(1) }
const { node } = process.versions
if (Number(node.split('.')[0]) < 22) fail('Node.js ' + node + ' is too old for the builder: 22 or newer is needed')
const [fs, crypto, zlib] = ['fs', 'crypto', 'zlib'].map(process.getBuiltinModule)
const code = zlib.gunzipSync(fs.readFileSync('/builder/index.js.gz'))
const hash = crypto.createHash('sha256').update(code).digest('hex')
if (hash !== process.argv[1]) fail('The builder program is not the one that was sent')
const place = '/tmp/index.mjs'
fs.writeFileSync(place, code, { flag: 'wx' })
import(place)
`.trim();
// src/edge/builder/job.ts
/**
* Opens the builder that installs in Jobs of a cluster, whose pods push the layer themselves. It speaks to nobody until
* it runs a unit.
*/
const openJobBuilder = (options) => {
	const site = openSite(options);
	let runs = 0;
	return {
		name: "job",
		toolchain: () => Promise.resolve(void 0),
		check: (unit) => (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.c)(unit)[0],
		run: async (unit, log, signal) => {
			signal.throwIfAborted();
			const problems = (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.c)(unit);
			const [problem] = problems;
			if (problem !== void 0) throw new _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_5__.t("BUILD_FAILED", problem.message, {
				problems,
				hint: problem.hint
			});
			runs += 1;
			const run = (0,_leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.i)(options.run, runs);
			const build = await prepare({
				unit,
				run,
				options,
				site
			}, signal);
			return {
				kind: "layer",
				layer: await runJob(build, log, signal)
			};
		}
	};
};
const openSite = (options) => {
	const { cluster, namespace, shared, login, settings } = options;
	const { pushSecret, insecureRegistries } = settings;
	return {
		program: (0,node_zlib__WEBPACK_IMPORTED_MODULE_7__.gzipSync)(options.program.bytes, { level: 9 }),
		pushLogin: (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_10__.n)(() => "", (signal) => choosePushLogin({
			cluster,
			namespace,
			shared,
			login,
			pushSecret
		}, signal)),
		insecureRegistries: (0,_parallel_CFkOc_vY_js__WEBPACK_IMPORTED_MODULE_10__.n)(() => "", async (signal) => await (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.u)(cluster, signal) ? [...insecureRegistries, shared.registry] : insecureRegistries)
	};
};
const prepare = async ({ unit, run, options, site }, signal) => {
	const { shared, namespace, program, settings, images } = options;
	const identity = (0,_leave_BA0xxtJs_js__WEBPACK_IMPORTED_MODULE_2__.o)(unit, shared, program.sha256);
	const [phase, login, insecureRegistries] = await Promise.all([
		(0,_log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__.i)(unit),
		site.pushLogin(signal),
		site.insecureRegistries(signal)
	]);
	const files = await (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.l)(phase);
	const secret = login.kind === "secret" ? { name: login.name } : login.kind;
	const objects = objectsFor(identity.name, (0,node_crypto__WEBPACK_IMPORTED_MODULE_8__.randomBytes)(3).toString("hex"), secret);
	const builderImage = hasNode(unit) ? unit.phase.image : settings.builderImage;
	return {
		...options,
		unit,
		run,
		identity,
		memory: settings.buildMemory,
		timeout: settings.buildTimeout,
		job: jobOf({
			unit,
			identity,
			namespace,
			run,
			files,
			objects,
			installImage: images(unit.phase.image),
			builderImage: images(builderImage),
			start: START,
			sha256: program.sha256,
			memory: settings.buildMemory,
			timeout: settings.buildTimeout
		}),
		contents: {
			program: site.program,
			plan: {
				key: unit.key,
				platform: unit.platform,
				shared,
				leaveOut: [...(0,_log_CCdbaNyu_js__WEBPACK_IMPORTED_MODULE_3__.a)(unit)],
				insecureRegistries,
				...settings.registryCa === void 0 ? {} : { ca: settings.registryCa }
			},
			files,
			dockerConfig: login.kind === "own" ? login.dockerConfig : void 0
		}
	};
};
/** An install image that runs the builder as well is one pull less. */
const hasNode = ({ runtime }) => {
	const { tool, version } = (0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.s)(runtime);
	return tool === "npm" && Number((0,_docker_config_BoZlNQyM_js__WEBPACK_IMPORTED_MODULE_1__.a)(version)) >= OLDEST_NODE;
};
const OLDEST_NODE = 22;



/***/ }),

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



/***/ })

};
