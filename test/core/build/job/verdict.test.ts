import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type JobView, judgeJob } from '../../../../src/core/build/job/verdict.ts'
import type { Job, KubeEvent, Pod } from '../../../../src/core/cluster/object.ts'
import { DONE, ended, podOf, type PodStatus, RUNNING, statusOf, WAITING } from '../../../edge/builder/job/pods.ts'

const job: Job = {
  metadata: { name: 'deps', namespace: 'builds', uid: 'job' },
  spec: { template: { spec: { containers: [] } } },
}

const pod = (status: PodStatus, number = 0): Pod => {
  const made = podOf(job, number)
  return { ...made, metadata: { ...made.metadata, uid: `pod-${number}` }, status }
}

const view = (status: PodStatus | undefined, more: Partial<JobView> = {}): JobView => ({
  job,
  pods: status === undefined ? [] : [pod(status)],
  events: [],
  ...more,
})

const event = (uid: string, reason: string, message: string): KubeEvent => ({
  metadata: {},
  involvedObject: { uid },
  reason,
  message,
})

const disrupted = (status: PodStatus): PodStatus => ({
  ...status,
  phase: 'Failed',
  conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }],
})

const failed = (reason: string, message = ''): Job => ({
  ...job,
  status: { conditions: [{ type: 'Failed', status: 'True', reason, message }] },
})

const VERDICTS: Readonly<Record<string, readonly [JobView, unknown]>> = {
  'waits for a pod': [view(undefined), { status: 'working' }],
  'waits for an install': [view(statusOf(RUNNING)), { status: 'working' }],
  'believes the build container, before the Job says Complete': [
    view(statusOf(DONE, ended(0, { message: '{}' }))),
    { status: 'built', message: '{}' },
  ],
  'believes the build container of a pod that is gone with its Job': [
    view(statusOf(DONE, ended(0, { message: '{}' })), { job: undefined }),
    { status: 'built', message: '{}' },
  ],
  'fails at once when an install does': [
    view(statusOf(ended(1, { message: 'npm error' }))),
    { status: 'failed', failure: { kind: 'command', exitCode: 1, message: 'npm error' } },
  ],
  'fails at once when packing does': [
    view(statusOf(DONE, ended(42))),
    { status: 'failed', failure: { kind: 'packing', exitCode: 42, message: '' } },
  ],
  'tells a lack of memory from a failure': [
    view(statusOf(ended(137, { reason: 'OOMKilled' }))),
    { status: 'failed', failure: { kind: 'memory', container: 'install' } },
  ],
  'tells a command that cannot be started': [
    view(statusOf(ended(128, { reason: 'StartError', message: 'no sh' }))),
    { status: 'failed', failure: { kind: 'start', container: 'install', message: 'no sh' } },
  ],
  'names the node on a deadline of the pod': [
    view({ phase: 'Failed', reason: 'DeadlineExceeded' }),
    { status: 'failed', failure: { kind: 'deadline', node: 'node1' } },
  ],
  'names the node on a deadline of the Job': [
    view(statusOf(RUNNING), { job: failed('DeadlineExceeded') }),
    { status: 'failed', failure: { kind: 'deadline', node: 'node1' } },
  ],
  'believes a condition of the Job, not its counters': [
    view(undefined, { job: { ...failed('BackoffLimitExceeded', 'limit') } }),
    { status: 'failed', failure: { kind: 'job', message: 'limit' } },
  ],
  'waits for the pod after one that was evicted': [view(disrupted(statusOf(ended(137)))), { status: 'working' }],
  'judges the pod after one that was evicted': [
    view(undefined, { pods: [pod(disrupted(statusOf(ended(137)))), pod(statusOf(ended(1)), 1)] }),
    { status: 'failed', failure: { kind: 'command', exitCode: 1, message: '' } },
  ],
  'fails when the Job is deleted': [
    view(statusOf(RUNNING), { job: undefined }),
    { status: 'failed', failure: { kind: 'deleted' } },
  ],
  'gives a pull some time, and prefers its cause to its back-off': [
    view(statusOf({ waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } }), {
      events: [event('pod-0', 'Failed', 'Failed to pull image "x": not found')],
    }),
    {
      status: 'stuck',
      failure: { kind: 'image', image: 'registry.example.com/node:24', message: 'Failed to pull image "x": not found' },
      patience: 30,
    },
  ],
  'gives an image name that is none no time': [
    view(statusOf({ waiting: { reason: 'InvalidImageName', message: 'bad' } })),
    { status: 'failed', failure: { kind: 'image', image: 'registry.example.com/node:24', message: 'bad' } },
  ],
  'gives a pod that fits nowhere a minute': [
    view({ conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes' }] }),
    { status: 'stuck', failure: { kind: 'unschedulable', message: '0/1 nodes' }, patience: 60 },
  ],
  'gives a full quota a minute': [
    view(undefined, { events: [event('job', 'FailedCreate', 'pods "x" is forbidden: exceeded quota: q')] }),
    {
      status: 'stuck',
      failure: { kind: 'refused', message: 'pods "x" is forbidden: exceeded quota: q' },
      patience: 60,
    },
  ],
  'gives what Pod Security refuses no time': [
    view(undefined, { events: [event('job', 'FailedCreate', 'pods "x" is forbidden: violates PodSecurity')] }),
    { status: 'failed', failure: { kind: 'refused', message: 'pods "x" is forbidden: violates PodSecurity' } },
  ],
  'looks at no other Job’s events': [
    view(undefined, { events: [event('other', 'FailedCreate', 'pods "x" is forbidden: violates PodSecurity')] }),
    { status: 'working' },
  ],
  'forgets what was refused once there is a pod': [
    view(statusOf(WAITING), { events: [event('job', 'FailedCreate', 'pods "x" is forbidden: exceeded quota: q')] }),
    { status: 'working' },
  ],
  'gives a mount that fails a minute': [
    view(statusOf(WAITING), { events: [event('pod-0', 'FailedMount', 'configmap "x" not found')] }),
    { status: 'stuck', failure: { kind: 'mount', message: 'configmap "x" not found' }, patience: 60 },
  ],
  'forgets a mount that failed once the pod is ready to start': [
    view(
      { ...statusOf(WAITING), conditions: [{ type: 'PodReadyToStartContainers', status: 'True' }] },
      { events: [event('pod-0', 'FailedMount', 'configmap "x" not found')] },
    ),
    { status: 'working' },
  ],
}

for (const [criterion, [seen, verdict]] of Object.entries(VERDICTS))
  test(`judgeJob() ${criterion}`, () => {
    assert.deepEqual(judgeJob(seen), verdict)
  })
