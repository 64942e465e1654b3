import type { Platform } from '../../core/oci/types.ts'

/** The newest wheels taken where the base's own glibc is not known; each Linux that a base is still made from has it. */
export const MANYLINUX = 'manylinux_2_28'

/** `cp313` for 3.13. */
export const interpreterTag = (version: string): string => `cp${version.replace('.', '')}`

/** Returns the processor's name in wheels; undefined when there are none for the platform. */
export const wheelMachine = ({ os, architecture }: Platform): string | undefined =>
  os === 'linux' ? MACHINES[architecture] : undefined

/** Lists the tags of wheels that run with {@link MANYLINUX}, best first. https://peps.python.org/pep-0600/ */
export const wheelPlatforms = (machine: string): readonly string[] =>
  MINORS.flatMap((minor) => {
    const legacy = LEGACY[minor]
    return [`manylinux_2_${minor}`, ...(legacy === undefined ? [] : [legacy])].map((tag) => `${tag}_${machine}`)
  })

const MACHINES: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  arm64: 'aarch64',
  '386': 'i686',
  arm: 'armv7l',
  ppc64le: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
}

const MINORS = Array.from({ length: 24 }, (_, index) => 28 - index)

const LEGACY: Readonly<Record<number, string>> = { 17: 'manylinux2014', 12: 'manylinux2010', 5: 'manylinux1' }
