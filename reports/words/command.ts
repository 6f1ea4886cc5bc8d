/** The commands that make a run again, whole or in part. */
import type { Analysis } from '../../results/analysis/types.js'

/** Arguments that choose cells: they give way where a command names cells of its own. */
const CELL_OPTION = '--cells'

/** The command that makes the whole run again, as it was given. */
export function runCommand({ options }: Pick<Analysis, 'options'>): string {
  return benchCommand(options.arguments)
}

/** The command that measures just these cells again, all else as in the run. */
export function cellsCommand(
  { options }: Pick<Analysis, 'options'>,
  cells: readonly string[],
): string {
  return benchCommand([
    ...withoutOption(options.arguments, CELL_OPTION),
    CELL_OPTION,
    cells.join(','),
  ])
}

function benchCommand(args: readonly string[]): string {
  const words = args.map(quote)
  return ['npm run bench', ...(words.length === 0 ? [] : ['--', ...words])].join(' ')
}

/** Leaves out `--name value` and `--name=value`. */
function withoutOption(args: readonly string[], name: string): string[] {
  return args.filter(
    (arg, at) => arg !== name && !arg.startsWith(`${name}=`) && args[at - 1] !== name,
  )
}

/** Quotes a word for a POSIX shell where it holds anything that the shell would read. */
function quote(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) && !word.startsWith('~')
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`
}
