/** Takes a CPU for measuring, so that two runs at once do not measure on one. */
import { setTimeout as wait } from 'node:timers/promises'
import { allowedCpus } from '../machine/index.js'
import { freePlaces, siblingsOf } from './choose.js'
import { type Claim, claim, claimsFolder, claimsIn, type Place } from './claims.js'

/** The CPU that a run measures on. */
export interface MeasuringCpu {
  /** Absent where the system does not say which there are: then nothing is pinned. */
  cpu?: number
  /** Whether no other run measured there when this one took it. */
  alone: boolean
  /** Whether another run measures there just now. */
  isShared(): boolean
  /** Gives it back; the end of the process does too. */
  release(): void
}

export interface TakeOptions {
  /** Whether to wait until a CPU is free, where all are taken. */
  wait: boolean
  /** Told once, before waiting, of the processes that measure. */
  onWait?(pids: readonly number[]): void
  /** Ends the waiting: the last CPU is taken as it is. */
  cancelled?(): boolean
  /** For tests: where claims lie, and what there is to claim. */
  folder?: string
  allowed?: readonly number[]
  siblings?(cpu: number): readonly number[]
}

/** How often it is looked whether a CPU has become free. */
const LOOK_MS = 250

/** Two that take one at the same time both let go of it; after so many times it is held to be taken. */
const MOST_TRIES = 8
const MOST_PAUSE_MS = 20

/**
 * Takes a CPU that this process may run on and nobody measures on. Where there is none, it waits, or
 * takes the last one and says that it is not alone there.
 */
export async function takeCpu(options: TakeOptions): Promise<MeasuringCpu> {
  const { folder = claimsFolder(), allowed = allowedCpus(), cancelled = () => false } = options
  const places: readonly Place[] = allowed.length === 0 ? ['any'] : allowed
  for (let looks = 0; ; looks++) {
    const taken = await takeFree(folder, places, options)
    if (taken !== undefined) return taken
    if (!options.wait || cancelled()) break
    if (looks === 0) options.onWait?.([...new Set(others(folder).map(({ pid }) => pid))])
    await wait(LOOK_MS)
  }
  const last = places[places.length - 1]
  return measuringOn(folder, last, false, claim(folder, last))
}

/** Takes a free place; `undefined` where there is none. */
async function takeFree(
  folder: string,
  places: readonly Place[],
  { siblings = siblingsOf }: TakeOptions,
): Promise<MeasuringCpu | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const taken = new Set(others(folder).map(({ place }) => place))
    const [wanted] = freePlaces(places, taken, siblings)
    if (wanted === undefined) return undefined
    const release = claim(folder, wanted)
    // Claimed first and looked at then: of two at the same time at least one sees the other.
    if (!isShared(folder, wanted)) return measuringOn(folder, wanted, true, release)
    release?.()
    await wait(Math.random() * MOST_PAUSE_MS)
  }
  return undefined
}

function measuringOn(
  folder: string,
  place: Place,
  alone: boolean,
  release: (() => void) | undefined,
): MeasuringCpu {
  return {
    ...(place !== 'any' && { cpu: place }),
    alone,
    isShared: () => isShared(folder, place),
    release: () => release?.(),
  }
}

function isShared(folder: string, place: Place): boolean {
  return others(folder).some((other) => other.place === place)
}

function others(folder: string): Claim[] {
  return claimsIn(folder).filter(({ pid }) => pid !== process.pid)
}
