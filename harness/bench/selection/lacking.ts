import { type Engine, InputError, kernelTiers, plainTier } from '../../../engines/index.js'
import { isModulePath } from '../../engine/reference.js'
import type { SelectedEngine } from '../plan/rows.js'

/**
 * What was named and one of the kernel trees in use has not, in a line each.
 *
 * @param named what a command line names to be timed, none where it leaves that to a suite: call shapes or
 *   ids, and formats of trees.
 * @throws InputError where a tree has nothing of what was named.
 */
export function lackingNotes(
  named: Record<'engines' | 'formats', readonly string[]>,
  selected: readonly SelectedEngine[],
): string[] {
  const shapes = named.engines.filter((one) => !one.includes('/') && !isModulePath(one))
  const inSome = shapes.filter((shape) =>
    selected.some((one) => isOfTree(one) && one.named === shape),
  )
  return kernelTiers().flatMap(({ engines, granules, tier }) => {
    const own = selected.filter((one) => isTimedOf(one, tier))
    if (own.length === 0 && named.engines.length > 0)
      throw new InputError(nothingOf(tier, named.engines, engines))
    const formats = [...engines, ...granules].map(({ format }) => format)
    return [
      ...inSome.filter((shape) => own.every((one) => one.named !== shape)),
      ...named.formats.filter((format) => format !== 'all' && !formats.includes(format)),
    ].map((name) => `${tier} has no ${name}`)
  })
}

function nothingOf(tier: string, named: readonly string[], engines: readonly Engine[]): string {
  const shapes = [...new Set(engines.map(({ shape }) => shape))].join(', ')
  return `${tier} has none of ${named.join(', ')}; it has ${shapes}: name one of them, or leave the tree out`
}

function isTimedOf({ description, part }: SelectedEngine, tier: string): boolean {
  return part !== 'counted' && plainTier(description.tier) === tier
}

function isOfTree(one: SelectedEngine): boolean {
  return kernelTiers().some(({ tier }) => isTimedOf(one, tier))
}
