import { type MadeImage, makeProgramBase } from './program-base.ts'

/**
 * Makes a base image of the Node that runs this program and the shared libraries it has loaded, so that there is one to
 * append to without a network. It runs in a container on Linux.
 */
export const makeNodeBase = (): Promise<MadeImage> =>
  makeProgramBase(
    [
      { path: 'usr/local/bin/node', from: process.execPath },
      ...sharedObjects().map((path) => ({ path: path.slice(1), from: path })),
    ],
    { Env: ['PATH=/usr/local/bin:/usr/bin:/bin', `NODE_VERSION=${process.versions.node}`], Cmd: ['node'] },
  )

const sharedObjects = (): readonly string[] => {
  const report = process.report.getReport() as { readonly sharedObjects?: readonly string[] }
  // Addons of what runs here are no part of Node.
  return (report.sharedObjects ?? []).filter((path) => path.startsWith('/') && !path.endsWith('.node'))
}
