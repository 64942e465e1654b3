import { makeProgramBase } from '../../../../src/edge/demo/program-base.ts'
import { pushImage } from '../bases.ts'
import { findProgram } from '../programs.ts'
import { REGISTRY } from './addresses.ts'

/** The image whose container holds a pod's namespaces, in the bed's registry. */
export const PAUSE = 'bed/pause:1'

/** It does nothing, for 68 years; containerd ends it with SIGKILL, so it need not listen. */
export const pushPauseImage = async (): Promise<void> => {
  const busybox = await findProgram('busybox')
  if (busybox.status === 'missing') throw new Error(busybox.why)
  const image = await makeProgramBase([{ path: 'busybox', from: busybox.path }], {
    Entrypoint: ['/busybox', 'sleep', '2147483647'],
  })
  await pushImage(`${REGISTRY}/${PAUSE}`, image)
}
