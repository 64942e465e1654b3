/** The bridge's own address: node, API server, DNS and registries have it, the same seen from pods and from here. */
export const GATEWAY = '10.88.0.1'

export const BRIDGE = 'function-images'

export const POD_SUBNET = '10.88.0.0/16'

/** Below it are addresses of the bed itself. */
export const FIRST_POD = '10.88.0.10'

export const SERVICE_SUBNET = '10.96.0.0/16'

/** The first of {@link SERVICE_SUBNET}, which Kubernetes takes for itself. */
export const API_SERVICE = '10.96.0.1'

export const API_SERVER = `https://${GATEWAY}:6443`

/** Another one, for tests that start it. */
export const NARROW_API_SERVER = `https://${GATEWAY}:6444`

export const ETCD = 'http://127.0.0.1:2379'

/** Plain HTTP. */
export const REGISTRY = `${GATEWAY}:5000`

export const NPM_REGISTRY = `http://${GATEWAY}:4873/`

export const PYPI = `http://${GATEWAY}:8081/simple/`

/** The name of the pods' network. */
export const POD_NETWORK = 'function-images-bed'
