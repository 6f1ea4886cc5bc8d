/** Builds and counts the versions of a kernel, several at a time; what was done before is cached. */
import { sumOf } from '../../engines/cache/index.js'
import { eachAtOnce, InputError } from '../../engines/contract/index.js'
import { findMeter, METER_REMEDY, type Meter } from '../../engines/instructions/index.js'
import {
  askedSymbols,
  type Config,
  type LinuxTier,
  linuxTier,
  PLAIN_BUILDS,
  readTrees,
} from '../../engines/linux/index.js'
import { buildReport } from '../../engines/native/index.js'
import {
  type History,
  type HistoryFailure,
  type HistoryVersion,
  OTHER_SHARD,
} from '../../results/history/index.js'
import { GateCache } from '../bench/check/gate-cache.js'
import { deal, type Shard } from '../bench/shard/index.js'
import type { Spawn } from '../processes/kind.js'
import type { Interruption } from '../terminal/interruption.js'
import type { Progress } from '../terminal/progress.js'
import { projectVersion } from '../version.js'
import { HISTORY_CELL_IDS, HISTORY_CELLS, pagesOf } from './cells.js'
import { type CountOptions, countRows, NO_INSTRUCTIONS } from './count.js'
import { followedRows, rowNames } from './rows.js'

/** What is to be built and counted. */
export interface WantedVersion
  extends Pick<HistoryVersion, 'name' | 'commit' | 'date' | 'subject' | 'parent'> {
  /** As `--kernel` takes it. */
  reference: string
  /** Versions with the same word have the same files. */
  content?: string
}

export interface TakeOptions {
  engines: readonly string[]
  /** Symbols that `--config` sets, in all versions whose files ask for them. */
  config: Config
  /** The part that is counted here; all of it where absent. */
  shard?: Shard | undefined
  /** Whether instructions are wanted. */
  instructions: boolean
  spawn: Spawn
  progress: Progress
  interruption: Interruption
}

/** One name for all, so that figures are cached by what was built. */
const TIER = 'linux-history'

export interface Taken {
  history: History
  /** What was built, by the names of versions. */
  tiers: Map<string, LinuxTier>
  /** Names of all rows that any version has, and symbols that its files ask for. */
  known: ReadonlySet<string>
  asked: ReadonlySet<string>
}

/** After Ctrl-C versions that were not reached are failures that say so. */
export async function takeHistory(
  wanted: readonly WantedVersion[],
  { config, engines, instructions, interruption, progress, shard, spawn }: TakeOptions,
): Promise<Taken> {
  const meter = instructions ? findMeter() : undefined
  const cache = new GateCache()
  const contentOf = ({ content, reference }: WantedVersion) => content ?? reference
  const firsts = new Map(wanted.toReversed().map((one) => [contentOf(one), one])).values()
  const dealt = shard && dealtOf(wanted.map(contentOf), shard.count)
  const ownerOf = (version: WantedVersion) => dealt?.get(contentOf(version))
  const distinct = [...firsts].reverse().filter((one) => ownerOf(one) === shard?.index)
  const found = new Map<string, Pick<HistoryVersion, 'rows' | 'failures'>>()
  const tiers: Taken['tiers'] = new Map()
  const known = new Set<string>()
  const asked = new Set<string>()
  const startedAt = performance.now()
  const stopped = failed('not counted yet', 'it was stopped by Ctrl-C; the same command resumes it')
  await eachAtOnce(distinct, async (version) => {
    if (interruption.requested) return
    const left = (performance.now() - startedAt) * (distinct.length / found.size - 1)
    progress.update(
      `${version.name}: ${found.size} of ${distinct.length} counted`,
      found.size > 0 ? left : undefined,
    )
    const how = { cache, config, engines, meter, spawn }
    const { tier, ...figures } = await takeOne(version, how, { asked, known })
    found.set(contentOf(version), figures)
    for (const { name } of wanted.filter((one) => contentOf(one) === contentOf(version))) {
      if (tier !== undefined) tiers.set(name, tier)
    }
  })
  progress.end()
  cache.dropOldest()
  const versions = wanted.map((version) => {
    const { content: _, reference: __, ...plain } = version
    const owner = ownerOf(version)
    const none: HistoryFailure =
      owner === shard?.index ? stopped : { why: OTHER_SHARD, message: `shard ${owner} counts it` }
    return { ...plain, ...(found.get(contentOf(version)) ?? { rows: [], failures: [none] }) }
  })
  const head = {
    ...headOf(meter),
    ...(Object.keys(config).length > 0 && { config }),
    ...(shard && {
      shard: {
        index: shard.index,
        count: shard.count,
        run: runOf(wanted.map(contentOf), engines, config),
      },
    }),
  }
  return { history: withoutMeter({ ...head, versions }, progress), tiers, known, asked }
}

/**
 * The shard of each content, from 1 on: versions are dealt as cells of a run are, each as heavy as any
 * other; those with the same files go together.
 */
function dealtOf(contents: readonly string[], count: number): ReadonlyMap<string, number> {
  const distinct = [...new Set(contents)]
  const dealt = deal(
    distinct.map((id) => ({ id, weight: 1 })),
    count,
  )
  return new Map(distinct.map((content, at) => [content, dealt[at]]))
}

/** What all shards of a history have in common: its versions, and what else figures depend on. */
function runOf(contents: readonly string[], engines: readonly string[], config: Config): string {
  const asked = [engines, config, HISTORY_CELL_IDS, process.arch, projectVersion()]
  return sumOf([contents, asked]).slice(0, RUN_DIGITS)
}

const RUN_DIGITS = 16

/** Where nothing can count instructions that is no failure of any version, but a line. */
function withoutMeter(history: History, progress: Progress): History {
  const isIt = ({ why }: HistoryFailure) => why === NO_INSTRUCTIONS
  const all = history.versions.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => Object.values(cells)),
  )
  const [first] = history.versions.flatMap(({ failures }) => failures.filter(isIt))
  if (first === undefined || all.some(({ map }) => map?.instructions !== undefined)) return history
  progress.note(`Instructions are missing: ${first.message}; ${METER_REMEDY} adds them`)
  const versions = history.versions.map((version) => ({
    ...version,
    failures: version.failures.filter((failure) => !isIt(failure)),
  }))
  return { ...history, meter: 'none', versions }
}

/** Builds and counts one version; whatever is wrong with it is a failure of its own. */
async function takeOne(
  { reference }: WantedVersion,
  { config, engines, ...options }: CountOptions & Pick<TakeOptions, 'config' | 'engines'>,
  { asked, known }: Record<'asked' | 'known', Set<string>>,
): Promise<Pick<HistoryVersion, 'rows' | 'failures'> & { tier?: LinuxTier }> {
  try {
    const [tree] = await readTrees([reference])
    if (tree === undefined) throw new InputError(`${reference} is no tree`)
    for (const symbol of askedSymbols(tree.files.map(({ text }) => text))) asked.add(symbol)
    const tier = await linuxTier({ ...tree, config, tier: TIER }, PLAIN_BUILDS)
    for (const name of rowNames(tier)) known.add(name)
    const followed = followedRows(tier, engines)
    const { failures, rows } = await countRows(tier, followed, options)
    const missing = tier.missing.map(({ library, why }) => ({
      what: library,
      ...failed('does not build', why),
    }))
    const none =
      followed.length === 0 ? [failed('no such row', `it has ${rowNames(tier).join(', ')}`)] : []
    return { tier, rows, failures: [...missing, ...failures, ...none] }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { rows: [], failures: [failed(reasonOf(error.message), error.message)] }
  }
}

/** @param message may say how the tree was named, which the version is known by. */
function failed(why: string, message: string): HistoryFailure {
  const said = message
    .replace(/^--kernel \S+: /, '')
    .replace(/( of)? ?\bLinux \d[\w.-]*( there)?/, '')
  return { why, message: said.trim() }
}

/** Three words for a sentence. */
function reasonOf(message: string): string {
  if (/the oldest version that/.test(message)) return 'is too old'
  if (/ has no (drivers|include)\//.test(message)) return 'has no library'
  return /names no version|no such source/.test(message) ? 'no kernel tree' : 'does not build'
}

function headOf(meter: Meter | undefined): Omit<History, 'versions'> {
  const native = buildReport()
  return {
    schema: 'unmap-bench/history',
    version: 1,
    compiler: native.built ? native.compiler.version : 'none',
    meter: meter?.tool ?? 'none',
    cells: HISTORY_CELLS.map((cell) => ({ id: cell.id, pages: pagesOf(cell) })),
  }
}
