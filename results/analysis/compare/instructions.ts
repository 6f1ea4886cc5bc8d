/** What two runs counted of instructions: where compiler, flags and source agree, and nowhere else. */

import type { CellResult, Result } from '../../record/index.js'
import { instructionsOf, SAME_INSTRUCTIONS } from '../relations/relation.js'
import { type CountedPlace, lostOf, placesOf } from './counts.js'
import { chosenFlags } from './same-engine.js'
import type { ComparedInstructions, InstructionChange } from './types.js'

/**
 * Compares every place that both runs counted; a tier that was compiled otherwise is left out, with the reason.
 *
 * @param gone engines that the old run alone counted, in its cells.
 */
export function compareInstructions(
  old: Result,
  now: Result,
  places: readonly CountedPlace[],
  gone: ReadonlyArray<{ cell: CellResult; engine: string }>,
): ComparedInstructions {
  const counted = {
    old: old.instructions?.counted ?? false,
    new: now.instructions?.counted ?? false,
  }
  const unlike = sourcesApart(old, now)
  if (unlike.length > 0)
    return { counted, compared: 0, places: [], changed: [], reasons: unlike, lost: [] }
  const reasons = new Set<string>()
  const lost = gone.filter(({ cell, engine }) => cell.instructions?.[engine] !== undefined)
  const both: InstructionChange[] = []
  for (const { engine, oldEngine, old: before, now: after, op } of places) {
    const was = instructionsOf(before, oldEngine, op)
    if (was === undefined) continue
    const is = instructionsOf(after, engine, op)
    if (is === undefined) {
      lost.push({ cell: after, engine })
      continue
    }
    const apart = buildsApart(old, now, tierOf(oldEngine), tierOf(engine))
    if (apart !== undefined) reasons.add(apart)
    else both.push({ cell: after.id, engine, op, old: was.perPage, new: is.perPage })
  }
  return {
    counted,
    compared: both.length,
    places: placesOf(both),
    changed: both
      .filter(({ old: was, new: is }) => Math.abs(is - was) > SAME_INSTRUCTIONS)
      .sort((a, b) => b.new / b.old - a.new / a.old),
    reasons: [...reasons],
    lost: lostOf(lost),
  }
}

/** Why no instructions of the runs can be compared; nothing where they can. */
function sourcesApart(old: Result, now: Result): string[] {
  const [before, after] = [old.instructions, now.instructions]
  if (before?.counted && after?.counted) {
    if (before.source !== after.source) {
      return [
        `the old run's instructions are ${before.source}'s and the new run's ${after.source}'s: sources are never compared`,
      ]
    }
    return before.tool === after.tool
      ? []
      : [`instructions were counted by ${before.tool}, now by ${after.tool}`]
  }
  return [
    ...(before?.counted ? [] : [`the old run has no instructions${whyOf(before)}`]),
    ...(after?.counted ? [] : [`the new run has no instructions${whyOf(after)}`]),
  ]
}

function whyOf(known: Result['instructions']): string {
  if (known === undefined || known.counted) return ''
  return `: ${known.why}${known.remedy === undefined ? '' : `; ${known.remedy} adds them`}`
}

/** That a tier was compiled otherwise; nothing where it was not, as far as the runs record it. */
function buildsApart(old: Result, now: Result, before: string, after: string): string | undefined {
  const [was, is] = [buildOf(old, before), buildOf(now, after)]
  if (was.compiler !== is.compiler) {
    return `tier ${after}: compilers differ, ${was.compiler}, now ${is.compiler}`
  }
  return was.flags === is.flags
    ? undefined
    : `tier ${after}: compiler flags differ, ${was.flags}, now ${is.flags}`
}

/** Compiler and flags of a tier, or of its variant by another compiler: `native+clang`. */
function buildOf({ tiers }: Result, tier: string): { compiler: string; flags: string } {
  const [plain = tier, variant = 'timed'] = tier.split('+')
  const build = tiers?.[plain]
  const compiler = build?.compilers?.[variant] ?? build?.compiler
  return {
    compiler: compiler?.version ?? 'not recorded',
    flags: [...chosenFlags(build), ...(build?.variants[variant] ?? [])].join(' '),
  }
}

/** `native` for `native/punt@arm-lpae-4k`. */
function tierOf(engine: string): string {
  return engine.split('/')[0] ?? engine
}
