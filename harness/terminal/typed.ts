/**
 * Commands as they are typed. Texts say `npm run bench -- --plan`, as in a checkout; where the program
 * was started by a name of its own, they say `unmap-bench bench --plan`.
 */

/** What `npm run bench` is more by at the most: columns that the text beside an example moves by. */
const LONGER = 4

/** An example of a manual: the command, and columns further what it is for. */
const EXAMPLE = /^( *)(npm run .*?\S)( {2,})(\S.*)$/

/** The name that the program was started by; `undefined` where that was `npm run`. */
export function typedName(): string | undefined {
  return process.env.UNMAP_BENCH_TYPED
}

/** A text with its commands by the program's own name. */
export function typedAs(name: string, text: string): string {
  const lines = text.split('\n').map((line) => {
    const example = EXAMPLE.exec(line)
    if (example === null) return replaced(name, line)
    const [, indent = '', command = '', gap = '', found = ''] = example
    const column = command.length + gap.length + LONGER
    return `${indent}${replaced(name, command).padEnd(column)}${replaced(name, found)}`
  })
  return lines.join('\n')
}

function replaced(name: string, text: string): string {
  return text.replace(
    new RegExp(`(?:npm run|${name}) (?:-s )?(\\w+)( \\[?)?(?:-- )?`, 'g'),
    (_, command: string, before = '') => `${name} ${command}${before}`,
  )
}
