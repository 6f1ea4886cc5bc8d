/** Symbols of the kernel's configuration: what a command line sets, what a patch's Kconfig sets, what files ask for. */
import { InputError } from '../../contract/index.js'

/** Values by symbol, `CONFIG_` included: `y`, `n`, or what a symbol is defined as. */
export type Config = Readonly<Record<string, string>>

const SYMBOL = /^CONFIG_\w+$/

/**
 * Reads `--config CONFIG_X=y,CONFIG_Y=n`.
 *
 * @throws InputError where it is none.
 */
export function parseConfig(settings: readonly string[]): Config {
  return Object.fromEntries(
    settings.map((setting) => {
      const [symbol = '', value = ''] = setting.split(/=(.*)/s)
      if (!SYMBOL.test(symbol) || !/^[\w"-]+$/.test(value)) {
        throw new InputError(`--config ${setting}: name a symbol and its value, CONFIG_X=y`)
      }
      return [symbol, value]
    }),
  )
}

/** Symbols that the texts ask for, in the order of their names. */
export function askedSymbols(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/\bCONFIG_\w+/g) ?? []))].sort()
}

/** Symbols that are named where one is unknown. */
const MOST_NAMED = 12

/** @throws InputError for a symbol that is set and that nothing asks for. */
export function requireAsked(config: Config, asked: readonly string[]): void {
  const idle = Object.keys(config).find((symbol) => !asked.includes(symbol))
  if (idle === undefined) return
  const few = asked.slice(0, MOST_NAMED).join(', ')
  throw new InputError(`--config ${idle}: no file of the trees asks for it; they ask for ${few}`)
}

/** The compiler's flags for those that some texts ask for: others make no difference to a build. */
export function configFlags(config: Config, texts: readonly string[]): string[] {
  return askedSymbols(texts).flatMap((symbol) => {
    const value = config[symbol]
    if (value === undefined) return []
    if (value === 'n') return [`-U${symbol}`]
    return [`-D${symbol}=${value === 'y' || value === 'm' ? '1' : value}`]
  })
}

/** A line of a diff that gives a symbol its default: its sign, and the value. */
const DEFAULT =
  /^([-+ ])\s+(?:default|def_bool|def_tristate)\s+(y|"y"|-?\d+|0x[\da-fA-F]+|"[\w-]*")\s*(?:if\s.*|#.*)?$/
/** One that begins a symbol, which a hunk's head may name too. */
const BEGUN = /^(?:([-+ ])\s*|@@ .* @@ )(?:menu)?config (\w+)\s*$/

/**
 * What is set after the Kconfig parts of diffs that follow one another: symbols to which they give a default of
 * `y`, a number or a text, as the last of them leaves it.
 *
 * @param before what was set before.
 */
export function kconfigDefaults(diff: string, before: Config = {}): Config {
  const config: Record<string, string> = { ...before }
  let inKconfig = false
  let symbol: string | undefined
  let isNew = false
  for (const line of diff.split('\n')) {
    if (line.startsWith('+++ ')) inKconfig = /\/Kconfig\S*\s*$/.test(line.split('\t')[0])
    if (!inKconfig || line.startsWith('+++ ')) continue
    const begun = BEGUN.exec(line)
    if (begun !== null || /^@@|^[-+ ]\S/.test(line)) {
      symbol = begun?.[2]
      isNew = begun?.[1] === '+'
    }
    const [, sign, value] = DEFAULT.exec(line) ?? []
    if (symbol === undefined || value === undefined) continue
    if (sign === '-') delete config[`CONFIG_${symbol}`]
    else if (sign === '+' || isNew) config[`CONFIG_${symbol}`] = value === '"y"' ? 'y' : value
  }
  return config
}
