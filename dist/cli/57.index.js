export const id = 57;
export const ids = [57];
export const modules = {

/***/ 104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ openAnnounced),
/* harmony export */   t: () => (/* binding */ joinRegistry)
/* harmony export */ });
/* harmony import */ var _rolldown_runtime_DegdyBIC_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9891);
/* harmony import */ var _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9439);
/* harmony import */ var _server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(400);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7067);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6760);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1455);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8500);







// src/edge/embedded-registry/join.ts
/** How often, and how long apart in milliseconds, the other process is asked for before it is given up. */
const ASKS = 40;
const PAUSE = 50;
/**
* Serves `root`, at `port` when that is free; when another process serves it, says where. Two commands at once, or a
* command beside `function-images registry`, so share one registry.
*/
const joinRegistry = async (root, port, signal) => {
	for (let ask = 1;; ask += 1) try {
		return await openAtOrAnywhere(root, port);
	} catch (error) {
		if (!(error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t) || !(0,_server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_2__.r)(error.cause)) throw error;
		const host = await announced(root);
		if (host !== void 0) return {
			host,
			close: () => Promise.resolve()
		};
		if (ask === ASKS) throw error;
		await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_6__.setTimeout)(PAUSE, void 0, { signal });
	}
};
/** Serves a folder as {@link openRegistry} does, and writes down where, for {@link joinRegistry} of other processes. */
const openAnnounced = async (options) => {
	const registry = await (0,_server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_2__.t)(options);
	const file = addressFile(registry.root);
	await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_5__.writeFile)(file, registry.host);
	return {
		host: registry.host,
		close: async () => {
			await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_5__.rm)(file, { force: true });
			await registry.close();
		}
	};
};
/** Where the process that serves a folder says so. */
const addressFile = (root) => (0,node_path__WEBPACK_IMPORTED_MODULE_4__.join)(root, _server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_2__.n, "address");
const openAtOrAnywhere = async (root, port) => {
	try {
		return await openAnnounced({
			root,
			port
		});
	} catch (error) {
		if (error instanceof _errors_D7Nf43dH_js__WEBPACK_IMPORTED_MODULE_1__.t && (0,_server_Tez2bMcj_js__WEBPACK_IMPORTED_MODULE_2__.i)(error.cause, "EADDRINUSE")) return openAnnounced({ root });
		throw error;
	}
};
/** The address that was written down, if a registry still answers there. */
const announced = async (root) => {
	const host = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_5__.readFile)(addressFile(root), "utf8").catch(() => void 0);
	return host !== void 0 && await answers(host) ? host : void 0;
};
const answers = (host) => new Promise((resolve) => {
	const request = (0,node_http__WEBPACK_IMPORTED_MODULE_3__.get)(`http://${host}/v2/`, {
		agent: false,
		timeout: 1e3
	}, (response) => {
		response.resume();
		resolve(response.statusCode === 200);
	});
	request.on("timeout", () => request.destroy());
	request.on("error", () => resolve(false));
});



/***/ }),

/***/ 57:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   joinRegistry: () => (/* reexport safe */ _join_BOI0SfON_js__WEBPACK_IMPORTED_MODULE_0__.t)
/* harmony export */ });
/* harmony import */ var _join_BOI0SfON_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(104);



/***/ })

};
