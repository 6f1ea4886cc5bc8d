/** Lines that a build leaves out since a symbol is not set, found line by line. */

/** Whether a symbol is set. */
type IsSet = (symbol: string) => boolean

const CONDITION =
  /^(!?)\s*(?:defined\s*\(?\s*|(?:IS_ENABLED|IS_BUILTIN|IS_REACHABLE)\s*\(\s*)?(CONFIG_\w+)\s*\)?$/

/** A condition that leaves lines out, and the symbol that it waits for; what no symbol decides keeps them. */
interface Condition {
  symbol?: string
  leavesOut: boolean
}

/** Lines without the conditions themselves, by the symbol that they wait for. */
export function leftOut(text: string, isSet: IsSet): Array<{ symbol: string; line: string }> {
  const open: Condition[] = []
  const found: Array<{ symbol: string; line: string }> = []
  let statement: { symbol: string; indent: number } | undefined
  for (const line of text.split('\n')) {
    const directive = /^\s*#\s*(ifdef|ifndef|if|elif|else|endif)\b\s*(.*?)\s*(?:\/[/*].*)?$/.exec(
      line,
    )
    if (directive !== null) {
      step(open, directive[1] ?? '', directive[2] ?? '', isSet)
      continue
    }
    if (line.trim() === '') continue
    const waits = open.find(({ leavesOut }) => leavesOut)?.symbol
    const indent = /^\s*/.exec(line)?.[0].length ?? 0
    if (statement !== undefined && indent <= statement.indent) statement = undefined
    const symbol = waits ?? statement?.symbol
    if (symbol !== undefined) found.push({ symbol, line })
    // What a statement does where a symbol is set is further in than its condition.
    const asked = /\bif \((?:.*&& )?IS_ENABLED\((CONFIG_\w+)\)/.exec(line)?.[1]
    if (asked !== undefined && !isSet(asked)) statement ??= { symbol: asked, indent }
  }
  return found
}

function step(open: Condition[], directive: string, argument: string, isSet: IsSet): void {
  if (directive === 'endif') open.pop()
  else if (directive === 'else' || directive === 'elif') {
    const last = open.pop()
    const isElse = directive === 'else' && last?.symbol !== undefined
    open.push(isElse ? { ...last, leavesOut: !last.leavesOut } : { leavesOut: false })
  } else {
    const term = decisive(argument, isSet)
    open.push(
      term === undefined
        ? { leavesOut: false }
        : { symbol: term.symbol, leavesOut: term.holds === (directive === 'ifndef') },
    )
  }
}

/** A part of a condition that asks for one symbol. */
interface Term {
  symbol: string
  holds: boolean
}

/** The symbol that decides a condition; `undefined` where something else does. */
function decisive(argument: string, isSet: IsSet): Term | undefined {
  const isAll = argument.includes('&&')
  if (isAll && argument.includes('||')) return undefined
  const terms = argument.split(isAll ? '&&' : '||').map((text) => termOf(text.trim(), isSet))
  const known = terms.flatMap((term) => term ?? [])
  const one = known.find(({ holds }) => holds !== isAll)
  return one ?? (known.length === terms.length ? known[0] : undefined)
}

function termOf(text: string, isSet: IsSet): Term | undefined {
  const [, not, symbol] = CONDITION.exec(text) ?? []
  return symbol === undefined ? undefined : { symbol, holds: isSet(symbol) !== (not === '!') }
}

/** A sentence for each symbol that leaves out lines of `after` which `before` does not leave out. */
export function leftOutNotes(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  isSet: IsSet,
): string[] {
  const counts = new Map<string, number>()
  for (const [path, text] of after) {
    const old = leftOut(before.get(path) ?? '', isSet).map(
      ({ line, symbol }) => `${symbol} ${line}`,
    )
    for (const { line, symbol } of leftOut(text, isSet)) {
      const at = old.indexOf(`${symbol} ${line}`)
      if (at >= 0) old.splice(at, 1)
      else counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
    }
  }
  return [...counts].map(([symbol, count]) => {
    const lines = count === 1 ? '1 line of the patch is' : `${count} lines of the patch are`
    const state = isSet(symbol) ? 'behind the absence of' : 'behind'
    return `${lines} ${state} ${symbol}, which is ${isSet(symbol) ? '' : 'not '}set${isSet(symbol) ? '' : ` (--config ${symbol}=y sets it)`}`
  })
}
