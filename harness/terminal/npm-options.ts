/**
 * Options that npm took for its own. `npm run bench --plan` hands nothing on: npm reads what stands
 * before a `--` as settings of its own, and all that a script sees of it is the environment.
 */
import { join } from 'node:path'
import type { Command, Option } from 'commander'
import { textOf } from '../../engines/contract/index.js'
import { shellWord } from '../../reports/text/index.js'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Names of ours that npm takes for settings of other names: what it puts into the environment instead.
 * It spells a name out that one of its settings begins with, and reads letters as one-letter options
 * where each of them is one. `--format`, `--save` and `--col` leave no trace at all (their settings
 * stand at those values anyway): their values are then arguments too many.
 */
const TAKEN_AS: Readonly<Record<string, readonly string[]>> = {
  plan: ['all', 'long', 'parseable'],
  engine: ['engine_strict'],
  by: ['bypass_2fa'],
}

/** The levels of npm's log: they mean something of their own, whatever a command calls so. */
const LOG_LEVELS = ['verbose', 'quiet', 'silent']

/**
 * One line that says which options npm kept from a command, and how to say it.
 *
 * A setting that an .npmrc holds was not typed, and is none of them. One that npm has itself, as
 * `json`, counts like ours: where a script of that name is run, npm does nothing with it.
 *
 * @param args what npm handed on.
 * @returns nothing where npm did not start this very command, or kept nothing of it.
 */
export function keptByNpm(
  command: Command,
  args: readonly string[],
  env: Environment = process.env,
): string | undefined {
  if (env.npm_lifecycle_event !== command.name()) return undefined
  const kept = command.options.filter((option) => isKept(option, env))
  if (kept.length === 0) return undefined
  const names = kept.map(({ long }) => long).join(' and ')
  const line = commandLine(command, kept, args, env)
  return `npm took ${names} for itself: a command's options come behind --, as in ${line}`
}

/**
 * What is added to a complaint of too many arguments where npm started the command: it may have kept
 * the option that one of them is the value of.
 */
export function keptHint(complaint: string, env: Environment = process.env): string {
  const command = env.npm_lifecycle_event
  return command === undefined || !complaint.includes(`'${command}'`)
    ? ''
    : ` npm takes options for itself unless they come behind --: npm run ${command} -- OPTIONS`
}

function isKept(option: Option, env: Environment): boolean {
  const name = nameOf(option)
  if (LOG_LEVELS.includes(name)) return false
  const ways = [[settingOf(name)], ...(name in TAKEN_AS ? [TAKEN_AS[name]] : [])]
  return ways.some(
    (settings) =>
      settings.every((setting) => isSet(env[`npm_config_${setting}`], option)) &&
      !settings.every((setting) => settingsOfFiles(env).has(setting)),
  )
}

/** `--no-instructions` is an empty value, and so is the `--no-plan` that no command has. */
function isSet(value: string | undefined, { negate }: Option): boolean {
  return negate ? value === '' : value !== undefined && value !== ''
}

/** `instructions` of --no-instructions too. */
function nameOf({ long }: Option): string {
  return (long ?? '').replace(/^--(?:no-)?/, '')
}

function settingOf(name: string): string {
  return name.replaceAll('-', '_')
}

/** The names of what npm's own files set; what they set it to is nobody's business here. */
function settingsOfFiles(env: Environment): Set<string> {
  const { npm_config_globalconfig, npm_config_local_prefix, npm_config_userconfig } = env
  const files = [
    npm_config_userconfig,
    npm_config_globalconfig,
    npm_config_local_prefix && join(npm_config_local_prefix, '.npmrc'),
  ]
  const texts = files.flatMap((file) => (file ? (textOf(file) ?? []) : []))
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^\s*([\w-]+)\s*(?:=|$)/gm)].map(([, name = '']) => settingOf(name)),
    ),
  )
}

/**
 * The command line as it should have been. npm tells in no order what it took, and hands the values
 * on as arguments: one option alone can be given its own again.
 */
function commandLine(
  command: Command,
  kept: readonly Option[],
  args: readonly string[],
  env: Environment,
): string {
  const first = args.findIndex((arg) => arg.startsWith('-'))
  const loose = args.slice(0, first < 0 ? args.length : first)
  const behind = args.slice(loose.length)
  const without = kept.filter((option) => takesValue(option) && ownValue(option, env) === undefined)
  const own = command.registeredArguments.length === 0
  const [alone] = without.length === 1 ? without : []
  // Of a command with arguments of its own, values are what comes last, as in its examples.
  const values = alone === undefined || loose.length === 0 ? [] : own ? loose : loose.slice(-1)
  const arguments_ = own ? [] : loose.slice(0, loose.length - values.length)
  const words = kept.flatMap((option) => {
    if (!takesValue(option)) return [option.long ?? '']
    const value = ownValue(option, env)
    if (value !== undefined) return [option.long ?? '', shellWord(value)]
    if (option === alone && values.length > 0) return [option.long ?? '', ...values.map(shellWord)]
    return [option.long ?? '', '...']
  })
  return [
    'npm run',
    command.name(),
    '--',
    ...arguments_.map(shellWord),
    ...words,
    ...behind.map(shellWord),
  ].join(' ')
}

function takesValue({ optional, required }: Option): boolean {
  return required || optional
}

/** What was given with `=`: npm keeps it with the name, where the name is one that it left as it is. */
function ownValue(option: Option, env: Environment): string | undefined {
  const value = env[`npm_config_${settingOf(nameOf(option))}`]
  return value === undefined || value === 'true' || value === '' ? undefined : value
}
