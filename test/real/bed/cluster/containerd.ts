import { mkdir, writeFile } from 'node:fs/promises'
import { BRIDGE, FIRST_POD, POD_NETWORK, POD_SUBNET, REGISTRY } from './addresses.ts'
import { isListening } from './answers.ts'
import { definePart } from './part.ts'
import { PAUSE } from './pause-image.ts'
import type { Place } from './place.ts'

export const socketOf = (place: Place): string => place.at('containerd.sock')

/** The folder where runc keeps what it knows of containers. */
export const runcOf = (place: Place): string => place.at('runc')

/** The folder with one folder for each running container: its config.json, init.pid, and the address of its shim. */
export const bundlesOf = (place: Place): string => place.at('containerd-run', 'io.containerd.runtime.v2.task', 'k8s.io')

export const containerd = definePart({
  name: 'containerd',
  program: 'containerd',
  prepare: async (place) => {
    const hosts = place.at('registries', REGISTRY)
    await mkdir(hosts, { recursive: true })
    await mkdir(place.at('cni'), { recursive: true })
    await writeFile(`${hosts}/hosts.toml`, HOSTS)
    await writeFile(place.at('cni', '10-pods.conflist'), JSON.stringify(networkOf(place)))
    await writeFile(place.at('containerd.toml'), configOf(place))
  },
  command: (path, place) => [path, '--config', place.at('containerd.toml')],
  answers: (place) => isListening({ path: socketOf(place) }),
})

// https://github.com/containerd/containerd/blob/main/docs/hosts.md
const HOSTS = `server = "http://${REGISTRY}"
[host."http://${REGISTRY}"]
  capabilities = ["pull", "resolve"]
`

// https://github.com/containerd/containerd/blob/release/1.6/docs/cri/config.md
const configOf = (place: Place): string => `version = 2
root = "${place.at('containerd')}"
state = "${place.at('containerd-run')}"
[grpc]
  address = "${socketOf(place)}"
[plugins."io.containerd.internal.v1.opt"]
  path = "${place.at('containerd-opt')}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${REGISTRY}/${PAUSE}"
  # Without CAP_SYS_RESOURCE runc cannot lower it: "can't get final child's PID from pipe"
  restrict_oom_score_adj = true
  # So that a bed that crashed is known by its mounts
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${place.at('cni')}"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${place.at('registries')}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "${runcOf(place)}"
`

// https://www.cni.dev/plugins/current/main/bridge/
const networkOf = (place: Place): object => ({
  cniVersion: '0.4.0',
  name: POD_NETWORK,
  plugins: [
    {
      type: 'bridge',
      bridge: BRIDGE,
      isGateway: true,
      // Pods reach nothing beyond the bridge, and to hide their addresses takes eight calls of iptables a pod.
      ipMasq: false,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        dataDir: place.at('addresses'),
        ranges: [[{ subnet: POD_SUBNET, rangeStart: FIRST_POD }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
  ],
})
