/** Measures what the machine itself can do, in a fresh process. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { nativeTier } from '../../../engines/native/index.js'
import { APART, endWithThisProcess } from '../../../engines/processes/index.js'
import { type MeasuredLimit, measuredLimitSchema } from '../../../results/record/index.js'
import { pinMainThread } from '../machine/index.js'
import type { LimitsPlan } from './plan.js'
import type { RivalRatios, Rivalry } from './rivals.js'

/** Far more than it takes anywhere; after that the process counts as hung. */
const DEADLINE_MS = 60_000

/** Why limits could not be measured. */
export class LimitsFailure extends Error {}

/**
 * Measures the limits of tier native; none where the tier is absent.
 *
 * @param pinTo the CPU that timing processes are pinned to.
 * @throws LimitsFailure where the process dies or hangs.
 */
export async function measureMachine(
  plan: LimitsPlan,
  pinTo: number | undefined,
): Promise<MeasuredLimit[]> {
  if ('absent' in nativeTier()) return []
  return z.array(measuredLimitSchema).parse(await askProcess({ type: 'limits', plan }, pinTo))
}

const rivalRatiosSchema = z.strictObject({ map: z.number(), unmap: z.number() })

/**
 * Times a call shape of tier native beside its rival.
 *
 * @param pinTo the CPU that timing processes are pinned to.
 * @throws LimitsFailure where the process dies or hangs, as where there is no tier native.
 */
export async function measureRivals(
  rivalry: Rivalry,
  pinTo: number | undefined,
): Promise<RivalRatios> {
  return rivalRatiosSchema.parse(await askProcess({ type: 'rivals', rivalry }, pinTo))
}

/** What the process is asked; it answers once. */
export type Question = { type: 'limits'; plan: LimitsPlan } | { type: 'rivals'; rivalry: Rivalry }

function askProcess(question: Question, pinTo: number | undefined): Promise<unknown> {
  const child = endWithThisProcess(
    fork(fileURLToPath(new URL('./process.js', import.meta.url)), [], {
      ...APART,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    }),
  )
  return new Promise<unknown>((resolve, reject) => {
    const fail = (why: string) => reject(new LimitsFailure(why))
    const timer = setTimeout(() => fail(`no answer within ${DEADLINE_MS / 1000} s`), DEADLINE_MS)
    child.once('message', resolve)
    child.once('error', ({ message }) => fail(message))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`the process ended with ${signal === null ? `exit code ${code}` : `signal ${signal}`}`)
    })
    if (pinTo !== undefined && child.pid !== undefined) pinMainThread(child.pid, pinTo)
    child.send(question)
  }).finally(() => child.kill('SIGKILL'))
}
