import {
  allEngines,
  BUILT_IN_ENGINES,
  type Engine,
  InputError,
  KERNEL_TIERS,
  kernelTiers,
  LIMITS,
  nearest,
  OTHER_FORMAT_ENGINES,
} from '../../engines/index.js'
import { listModule } from '../engine/list-module.js'
import { isModulePath, requireNoFile, splitReference } from '../engine/reference.js'

/** An engine as far as this process knows it; `reference` is what another process finds it by. */
export interface Chosen {
  reference: string
  engine: Pick<Engine, 'id' | 'format' | 'summary' | 'inProgram'>
  /** Where it is this project's: no kernel's code and no module, which may hang or die. */
  own?: Engine
}

/**
 * One engine, or two to print side by side: call shapes or ids of engines, `punt@amd-v1` of another
 * format, modules of the user's own. With kernel trees in use a call shape alone, or `SHAPE@FORMAT`, is
 * each tree's.
 *
 * @param hangMs how long a module may take to load.
 * @param inC whether a call shape alone is that of a tier in C, where there is one.
 * @throws InputError for a name that does not exist, a module that brings no engine, and for more than two.
 */
export async function chooseEngines(
  names: readonly string[],
  hangMs: number,
  { inC = false } = {},
): Promise<Chosen[]> {
  const found = await Promise.all(
    names.map((name) =>
      isModulePath(name)
        ? ofModule(name, hangMs)
        : (kernelsCalled(name) ?? [engineCalled(name, inC)]).map(chosenOf),
    ),
  )
  const chosen = found.flat()
  if (chosen.length > 2) {
    const ids = kernelTiers().length > 0 ? chosen.map(({ engine }) => engine.id) : names
    const what = ids === names ? 'shapes' : 'engines'
    throw new InputError(`${ids.join(', ')} are ${ids.length} ${what}; give one, or two`)
  }
  const [first, second] = chosen
  if (second !== undefined && first.engine.id === second.engine.id) {
    throw new InputError(`${names.join(' and ')} are one engine; give two, or one of them once`)
  }
  return chosen
}

function chosenOf(engine: Engine): Chosen {
  const isOwn = !engine.tier.startsWith(KERNEL_TIERS)
  return { engine, reference: engine.id, ...(isOwn && { own: engine }) }
}

/** A process of its own looks at the module, which may hang or die as it is loaded. */
async function ofModule(reference: string, hangMs: number): Promise<Chosen[]> {
  const { all, named } = await listModule(reference, hangMs)
  const { path, shape } = splitReference(reference)
  if (all.length > 1 && shape === undefined) {
    const [first] = all
    throw new InputError(
      `${path} brings a format, and ${all.length} call shapes over it; name one of them, such as ${first.reference}`,
    )
  }
  return named.map(({ description, reference }) => ({ engine: description, reference }))
}

/**
 * What a name without a tier is in the kernel trees in use; `undefined` where there are none, or it
 * names a tier.
 *
 * @throws InputError where a tree has none of that name.
 */
function kernelsCalled(name: string): Engine[] | undefined {
  if (kernelTiers().length === 0 || name.includes('/')) return undefined
  const plain = kernelTiers().map(({ engines, granules, tier }) => {
    const own = [...engines, ...granules].filter((engine) => engine.tier === tier)
    return { tier, own, found: own.find(({ id }) => id === `${tier}/${name}`) }
  })
  const elsewhere = plain.flatMap(({ found }) => found ?? [])
  return plain.map(({ found, own, tier }) => {
    if (found !== undefined) return found
    if (elsewhere.length > 0) {
      const ids = elsewhere.map(({ id }) => id).join(' or ')
      throw new InputError(`${tier} has no ${name}; name ${ids}`)
    }
    const names = own.map(({ id }) => id.slice(tier.length + 1))
    const onOtherFormats = names.filter((one) => one.startsWith(`${name}@`))
    const has = onOtherFormats.length > 0 ? onOtherFormats : names
    const close = onOtherFormats.length > 0 ? '' : nearest(name, names)
    throw new InputError(`${tier} has no ${name}${close}; it has ${has.join(', ')}`)
  })
}

function engineCalled(name: string, inC: boolean): Engine {
  if (kernelTiers().length > 0) {
    const exact = allEngines().find((engine) => engine.id === name && !LIMITS.includes(engine))
    if (exact !== undefined) return exact
  }
  const called = [
    ...BUILT_IN_ENGINES.filter(({ id, shape }) => id === name || shape === name),
    ...OTHER_FORMAT_ENGINES.filter(
      ({ format, id, shape }) => id === name || `${shape}@${format}` === name,
    ),
  ]
  const engine =
    (inC ? called.find(({ inProgram }) => inProgram !== undefined) : undefined) ?? called[0]
  if (engine !== undefined) return engine
  requireNoFile(name)
  const ids = [...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].map(({ id }) => id)
  const shapes = [...new Set(BUILT_IN_ENGINES.map(({ shape }) => shape))]
  const close = nearest(name, name.includes('/') ? ids : shapes)
  throw new InputError(
    `no shape or engine is called ${name === '' ? 'nothing' : name}${close}; npm run bench -- --list names them`,
  )
}
