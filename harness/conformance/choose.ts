/** Which engines and which cases a command line asks for. */
import {
  allEngines,
  BUILT_IN_ENGINES,
  type Engine,
  InputError,
  isVariant,
  kernelTiers,
  LIMITS,
  nearest,
  OTHER_FORMAT_ENGINES,
} from '../../engines/index.js'
import { listModule } from '../engine/list-module.js'
import { isModulePath, requireNoFile } from '../engine/reference.js'
import type { Spawn } from '../processes/kind.js'
import { CASES } from './cases/index.js'
import type { Case } from './trial/case.js'

/**
 * References of engines, each once. Where none is named: those of the kernel trees in use, in the
 * plain build; without trees all built-in ones, and a few call shapes of each other format. Modules are
 * looked into, before anything is verified.
 *
 * @throws InputError for an id that does not exist, and for a module that brings no engine.
 */
export async function chooseReferences(
  references: readonly string[],
  hangMs: number,
  spawn?: Spawn,
): Promise<string[]> {
  const ids = allEngines()
    .filter((engine) => !LIMITS.includes(engine))
    .map(({ id }) => id)
  const unknown = references.find((one) => !isModulePath(one) && !ids.includes(one))
  if (unknown !== undefined) {
    requireNoFile(unknown)
    throw new InputError(
      `no engine is called ${unknown}${nearest(unknown, ids)}; npm run bench -- --list names them, and a path ending in .js or .ts names one of your own`,
    )
  }
  if (references.length === 0) return enginesUnnamed().map(({ id }) => id)
  const named = await Promise.all(
    references.map(async (reference) => {
      if (!isModulePath(reference)) return [reference]
      const { named } = await listModule(reference, hangMs, spawn)
      return named.map((one) => one.reference)
    }),
  )
  return [...new Set(named.flat())]
}

/** What is verified where no engine is named. */
export function enginesUnnamed(): Engine[] {
  const kernels = kernelTiers().flatMap(({ engines, tier }) =>
    engines.filter((engine) => engine.tier === tier),
  )
  return kernels.length > 0
    ? kernels
    : [...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES.filter(isChosenUnnamed)]
}

/** A call shape for each way through a table: by runs, a whole operation, and clearing before tables go. */
const WAYS = ['map-unmap-pages', 'punt-range', 'clear-first']

/** Of other formats the plain build of a few call shapes, so that all of it takes less than a minute. */
function isChosenUnnamed({ shape, tier }: Engine): boolean {
  return !isVariant(tier) && WAYS.includes(shape)
}

/**
 * The cases whose names hold one of `words`; all where there are none.
 *
 * @throws InputError for words that no case's name holds.
 */
export function chooseCases(words: readonly string[]): readonly Case[] {
  for (const word of words) {
    if (!CASES.some(({ name }) => name.includes(word))) {
      throw new InputError(
        `no case's name holds "${word}"; npm run verify -- --verbose prints them all`,
      )
    }
  }
  if (words.length === 0) return CASES
  return CASES.filter(({ name }) => words.some((word) => name.includes(word)))
}
