/** `npm run compare`: compares runs, and returns an exit code for scripts. */
import { basename, dirname, extname, resolve } from 'node:path'
import { Command } from 'commander'
import { InputError, nearest } from '../../engines/contract/index.js'
import { COMPARE_EXPORTERS } from '../../reports/compare/index.js'
import { exporterNamed, IN_FILE } from '../../reports/index.js'
import {
  BASES,
  type CompareOptions,
  compareResults,
  type Gate,
  type GateResult,
  gateComparison,
  type NamedResult,
  parseGate,
  parseKeys,
} from '../../results/analysis/compare/index.js'
import { loadResult, RESULT_FILE, writeFileAtomically } from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import { requireOutFile } from '../terminal/out-file.js'
import { relativePath } from '../terminal/relative-path.js'
import type { MakeCommand } from './command.js'
import { runsFolder } from './runs/runs-folder.js'

const EXAMPLES = `
Examples:
  npm run compare -- before after                          two saved runs, the old one first
  npm run compare -- reference latest --verbose            all figures, and not what changed alone
  npm run compare -- old.json new.json --gate 3%           is anything 3 % slower?
  npm run compare -- before after --gate any:3%            or 3 % faster? For a change that should be none
  npm run compare -- reference latest --gate counts        did any count grow? on any machine
  npm run compare -- reference latest --gate instructions:1%   more instructions? compilers must agree
  npm run compare -- a b --filter 'tier:native op:sum -workload:trace'
  npm run compare -- a b --filter 'shape:(punt OR punt-range) cell:/^64/'
  npm run compare -- a b --row size --col shape,op         means over what is left
  npm run compare -- a b c --row engine,op --col run       several newer runs side by side
  npm run compare -- a b --format html --out compare.html --open
  npm run -s compare -- a b --format json | jq '.against[].counts.changed'

A run is a result.json, a run's folder, or a name below results/: of a saved run, of a run's folder,
reference, latest. Every figure is new over old of the same engine: above 1 is slower.

Three lines say what is worse, what is better and what is neither; then follows what changed, the
slowest first and the fastest last. --verbose prints all of it; --row or --col lays figures out.

Verdicts rest on times where the machines are the same, and else on speed-ups over per-page; --by
chooses. JSON and HTML have both.

A filter is key:value, key:"literal", key:/expression/ or key:(a OR b), where * in a value stands for
any characters; put side by side all must hold, OR and parentheses as usual, - is not. Keys: engine,
shape, tier, format, cell, size, layout, mode, workload, op, run. What --row and --col do not
separate is merged into geometric means, within one tier, format, workload, mode, layout, direction, run.

Exit code: 0 compared, 2 nothing that both runs have; with --gate: 0 nothing is worse, 1 something is worse beyond the gate with
confidence, or failed, 2 the runs cannot decide. With --gate any:... what is better beyond the gate
is 1 too. 2 the command line or a file cannot be used.`

/** Options as commander hands them over. */
interface RawOptions {
  gate?: Gate[]
  by?: string
  filter?: string
  row?: string
  col?: string
  format: string
  out?: string
  open?: boolean
  verbose?: boolean
}

export const compareCommand: MakeCommand = (io, finish) =>
  new Command('compare')
    .usage('-- OLD NEW [NEW...] [OPTIONS]')
    .description(
      'Compares runs: ratios with intervals, counts that changed, and what came or went. With --gate the exit code says whether anything is worse.',
    )
    .argument('<run...>', 'the old run, then the newer ones')
    .option(
      '--gate <gate>',
      'fail where anything is slower by more than 3%, any count is more (counts), or a page takes more instructions (instructions:1%); any:3%, any:counts, any:instructions:1% fail on less too; may be given again',
      (text: string, before: Gate[] = []) => [...before, parseGate(text)],
    )
    .option('--by <time|speed-up>', 'what verdicts rest on')
    .option('--filter <expression>', 'the figures and counts that are compared')
    .option('--row <keys>', 'keys that name lines', 'cell,shape')
    .option('--col <keys>', 'keys that name columns', 'op')
    .option('--verbose', 'every figure, means, what came or went, and how to read them')
    .option('--format <format>', COMPARE_EXPORTERS.map(({ name }) => name).join(', '), 'terminal')
    .option('--out <file>', 'a file instead of the terminal')
    .option('--open', 'open it in the browser, where it is HTML in a file')
    .addHelpText('after', EXAMPLES)
    .action(async (runs: string[], raw: RawOptions) => finish(await compare(runs, raw, io)))

/** @returns the exit code. */
async function compare(
  runs: readonly string[],
  raw: RawOptions,
  { stdout, stderr }: Io,
): Promise<number> {
  if (runs.length < 2) {
    throw new InputError(
      `compare takes two runs or more, the old one first: there is only ${runs.join()}`,
    )
  }
  const exporter = exporterNamed(COMPARE_EXPORTERS, raw.format)
  if (raw.open === true && (exporter.name !== 'html' || raw.out === undefined)) {
    throw new InputError('--open shows a page: add --format html --out FILE')
  }
  const options = optionsOf(raw)
  const { out } = raw
  if (out !== undefined) requireOutFile(out)
  const comparison = compareResults(loadRuns(runs), options)
  const gates = (raw.gate ?? []).map((gate) => gateComparison(comparison, gate))
  const style = out === undefined ? lookOf(stdout) : IN_FILE
  const verbose = raw.verbose === true
  const text = await exporter.text({ comparison, gates }, { ...style, verbose })
  if (out === undefined) writeColoured(stdout, text)
  else {
    writeFileAtomically(out, text)
    stderr.write(`Written: ${relativePath(out)}\n`)
    if (raw.open === true) await openPage(out, stderr)
  }
  const compared = comparison.against.some(
    ({ counts, figures, instructions }) =>
      figures.length + counts.compared + instructions.compared > 0,
  )
  return gates.length === 0 && !compared ? EXIT.badInput : exitCodeOf(gates)
}

function optionsOf({ by, filter, row, col }: RawOptions): CompareOptions {
  const basis = BASES.find((known) => known === by)
  if (by !== undefined && basis === undefined) {
    throw new InputError(`--by ${by}${nearest(by, BASES)}: there are ${BASES.join(' and ')}`)
  }
  return {
    ...(basis && { by: basis }),
    ...(filter !== undefined && { filter }),
    ...(row !== undefined && { row: parseKeys(row, '--row') }),
    ...(col !== undefined && { col: parseKeys(col, '--col') }),
  }
}

/** Reads runs, each named as it was given; two of one name by their places too. */
function loadRuns(names: readonly string[]): NamedResult[] {
  const base = runsFolder()
  const short = names.map(shortName)
  return names.map((name, at) => {
    const own = short[at] ?? name
    const twice = short.some((other, place) => place !== at && other === own)
    const title = twice
      ? new Set(names).size === names.length
        ? name
        : `${name} (${at + 1})`
      : own
    return { name: title, result: loadResult(findRun(base, name)) }
  })
}

/** `results/before/result.json` is `before`, and `old.json` is `old`. */
function shortName(path: string): string {
  const file = path.replace(/\/+$/, '')
  if (basename(file) === RESULT_FILE) return basename(dirname(resolve(file)))
  return basename(file, extname(file) === '.json' ? '.json' : '')
}

/** The worst of the gates: what did not pass goes before undecided. */
function exitCodeOf(gates: readonly GateResult[]): number {
  const outcomes = gates.map(({ outcome }) => outcome)
  if (outcomes.includes('worse') || outcomes.includes('better')) return EXIT.failed
  return outcomes.includes('undecided') ? EXIT.badInput : EXIT.ok
}
