/** The commands that make a run again, whole or in part. */
import type { Analysis } from '../../results/analysis/index.js'
import { shellWord } from '../text/index.js'

/** The option that chooses cells; it takes one pattern or more. */
const CELLS = '--cell'
/** Options that name a run, by its folder or otherwise: a second run must not have the same. */
const NAMED: readonly string[] = ['--out', '--save']
const TIME = '--time'
const GENERATIONS = '--generations'
/** Options that change what is shown, and nothing that is measured. */
const SHOWN: readonly string[] = ['--quiet', '--verbose', '--json', '--open']

interface Run {
  options: Pick<Analysis['options'], 'arguments' | 'cells'>
}

/** The command that makes the whole run again, under a name of its own. */
export function runCommand({ options }: Run): string {
  return benchCommand(withoutOptions(options.arguments, NAMED))
}

/** The same with so many seconds, and as many generations as these allow. */
export function longerCommand({ options }: Run, seconds: number): string {
  const others = withoutOptions(options.arguments, [...NAMED, TIME, GENERATIONS])
  return benchCommand([...others, TIME, String(seconds)])
}

/** The command that measures just these cells again, all else as in the run. */
export function cellsCommand(run: Run, cells: readonly string[]): string {
  const all = run.options.cells.every((cell) => cells.includes(cell))
  if (all) return runCommand(run)
  const others = withoutOptions(run.options.arguments, [...NAMED, CELLS])
  return benchCommand([...others, CELLS, ...cells])
}

function benchCommand(args: readonly string[]): string {
  const words = args.filter((arg) => !SHOWN.includes(arg)).map(shellWord)
  return ['npm run bench', ...(words.length === 0 ? [] : ['--', ...words])].join(' ')
}

/** Leaves out `--name=value`, and `--name` with all the values up to the next option. */
function withoutOptions(args: readonly string[], names: readonly string[]): string[] {
  let inside = false
  return args.filter((arg) => {
    if (arg.startsWith('-')) inside = names.includes(arg.replace(/=.*/s, ''))
    return !inside
  })
}
