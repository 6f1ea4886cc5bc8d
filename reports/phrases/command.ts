/** The commands that make a run again, whole or in part. */
import type { Analysis } from '../../results/analysis/index.js'
import { shellWord } from '../text/index.js'

/** The option that chooses cells; it takes one pattern or more. */
const CELLS = '--cell'
/** The option that names the folder of a run, which a second run must not write to. */
const FOLDER = '--out'
/** Options that change what is shown, and nothing that is measured. */
const SHOWN: readonly string[] = ['--quiet', '--verbose', '--json', '--open']

interface Run {
  options: Pick<Analysis['options'], 'arguments' | 'cells'>
}

/** The command that makes the whole run again, in a folder of its own. */
export function runCommand({ options }: Run): string {
  return benchCommand(withoutOption(options.arguments, FOLDER))
}

/** The command that measures just these cells again, all else as in the run. */
export function cellsCommand(run: Run, cells: readonly string[]): string {
  const all = run.options.cells.every((cell) => cells.includes(cell))
  if (all) return runCommand(run)
  const others = withoutOption(withoutOption(run.options.arguments, FOLDER), CELLS)
  return benchCommand([...others, CELLS, ...cells])
}

function benchCommand(args: readonly string[]): string {
  const words = args.filter((arg) => !SHOWN.includes(arg)).map(shellWord)
  return ['npm run bench', ...(words.length === 0 ? [] : ['--', ...words])].join(' ')
}

/** Leaves out `--name=value`, and `--name` with all the values up to the next option. */
function withoutOption(args: readonly string[], name: string): string[] {
  let inside = false
  return args.filter((arg) => {
    if (arg.startsWith('-')) inside = arg === name || arg.startsWith(`${name}=`)
    return !inside
  })
}
