import { findProgram, type Program } from '../programs.ts'
import { findPython, PYTHON_VERSION } from '../python-base.ts'

/** Says why no bed can come up on this machine; undefined when one can. */
export const whyNoBed = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'A cluster needs root on Linux'
  const found = await Promise.all(PROGRAMS.map(findProgram))
  const missing = found.find(({ status }) => status === 'missing')
  if (missing?.status === 'missing') return missing.why
  return (await findPython()) === undefined ? `There is no Python ${PYTHON_VERSION} on PATH or in ~/.pyenv` : undefined
}

const PROGRAMS: readonly Program[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kube-proxy',
  'kubectl',
  'coredns',
  'containerd',
  'runc',
  'host-local',
  'iptables',
  'ip',
  'conntrack',
  'docker-registry',
  'verdaccio',
  'pypi-server',
  'busybox',
  'openssl',
]
