/** A run that is killed again and again, and resumed each time. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inTemporaryFolder, randomOf } from '../../../engines/contract/index.js'
import { loadResult, RESULT_FILE, type Result } from '../../../results/record/index.js'
import { startCommand } from './child.js'
import { isRound, journalLines, measuredForm } from './measured.js'
import { type SoakContext, SoakFailure, type SoakOptions, type SoakPart } from './part.js'

/** Small and quick: it is the journal that is tried, not the engines. */
const SUITE = {
  name: 'kills',
  summary: 'killed at random moments',
  engines: ['ts/per-page', 'ts/map-unmap-pages'],
  seconds: 1,
  generations: 3,
  cells: [{ sweep: { sizes: ['4K', '64K'] } }],
}

export const killSoak: SoakPart = {
  name: 'kills',
  summary: 'kill -9 a run at random moments and resume it, --kills times',
  run: killAndResume,
}

async function killAndResume(options: SoakOptions, context: SoakContext): Promise<string> {
  const random = randomOf(options.seed)
  return await inTemporaryFolder('unmap-bench-kills-', async (scratch) => {
    const suite = join(scratch, 'suite.json')
    writeFileSync(suite, JSON.stringify(SUITE))
    const whole = join(scratch, 'whole')
    const started = performance.now()
    const fresh = (out: string) => ['bench', '--suite', suite, '--out', out]
    await finish(fresh(whole))
    const wholeMs = performance.now() - started
    const expected = formOf(loadResult(whole))
    let kills = 0
    for (let run = 0; kills < options.kills; run++) {
      const out = join(scratch, String(run))
      const isDone = () => existsSync(join(out, RESULT_FILE))
      let rounds = -1
      while (kills < options.kills && !isDone()) {
        if (context.stopping()) return recovered(kills)
        context.doing(`${kills} of ${options.kills}, ${Math.max(0, rounds)} rounds on disk`)
        await killOnce(argumentsOf(out, fresh(out)), random() * wholeMs)
        kills++
        const now = roundsIn(out)
        if (now < rounds) throw new SoakFailure(`${rounds} rounds became ${now}`)
        rounds = now
      }
      if (!isDone()) await finish(argumentsOf(out, fresh(out)))
      const form = formOf(loadResult(out))
      if (form !== expected) {
        throw new SoakFailure(`a resumed result is not like a whole one:\n${form}\n${expected}`)
      }
    }
    return recovered(kills)
  })
}

function recovered(kills: number): string {
  return `${kills} kills, no round lost, every result whole`
}

/** What to run in a folder: resume a run that has a journal, or start one. */
function argumentsOf(out: string, fresh: string[]): string[] {
  if (roundsIn(out) >= 0) return ['bench', '--resume', out, '--time', '1']
  // Killed before its journal was whole: there is nothing to resume.
  rmSync(out, { recursive: true, force: true })
  return fresh
}

/** Rounds that are whole on disk; -1 where not even the header is. */
function roundsIn(out: string): number {
  const lines = journalLines(out)
  return lines.length === 0 ? -1 : lines.filter(isRound).length
}

async function killOnce(args: readonly string[], afterMs: number): Promise<void> {
  const { child, ended } = startCommand(args)
  await Promise.race([wait(afterMs), ended])
  // The whole group at once, as a power cut would.
  if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  await ended
}

async function finish(args: readonly string[]): Promise<void> {
  const { output, well } = await startCommand(args).ended
  if (!well) throw new SoakFailure(`npm run ${args.join(' ')} failed:\n${output}`)
}

/** What an uninterrupted run and a resumed one must have in common: everything but times. */
function formOf({ cells, rows, run }: Result): string {
  return JSON.stringify({
    state: run.state,
    rows: rows.map(({ id, role }) => ({ id, role })),
    cells: cells.map((cell) => ({
      id: cell.id,
      ops: cell.ops,
      counts: perOperation(cell.counts),
      ...measuredForm(cell),
      orders: cell.rounds.order.every(({ length }) => length === rows.length),
    })),
  })
}

/** Counts of the first engine's drivers in relation: tapes of two runs may differ in length. */
function perOperation(counts: Result['cells'][number]['counts']): unknown {
  return Object.fromEntries(
    Object.entries(counts).map(([engine, ops]) => [
      engine,
      Object.fromEntries(
        Object.entries(ops).map(([op, each]) => [
          op,
          Object.entries(each ?? {}).map(([name, count]) => [
            name,
            count / Math.max(1, each?.driverCalls ?? 1),
          ]),
        ]),
      ),
    ]),
  )
}
