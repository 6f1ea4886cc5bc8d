/** JSON files checked by zod, with errors that name the file, the place, the value and a way out. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { InputError, nearest } from '../../engines/contract/index.js'

/** A strict object: a key that it does not know is an error that names one near to it, or all that it does. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined
      const keys = issue.keys as string[]
      const known = Object.keys(shape)
      const words = keys.map((key) => `no key ${key} here${nearest(key, known)}`)
      const isNear = (key: string) => nearest(key, known) !== ''
      const all = keys.every(isNear) ? [] : [`there are ${known.join(', ')}`]
      return [...words, ...all].join('; ')
    },
  })
}

/**
 * Reads a JSON file and checks it.
 * @throws InputError of one line, for the first thing that is wrong
 */
export function readChecked<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.output<Schema> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new InputError(`${path}: cannot be read: ${messageOf(error)}`)
  }
  // Some editors begin a file with a byte order mark.
  return checkText(text.replace(/^\uFEFF/, ''), path, schema)
}

/** Names of the JSON files of a folder, without their ending, sorted. */
export function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort()
}

/** Checks the text of a JSON file; `path` is what messages name. */
export function checkText<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
): z.output<Schema> {
  const value = parseJson(text, path)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const { issues } = result.error
  // A key that is misspelt tells more than that the right one is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  throw new InputError(`${path}: ${issue === undefined ? 'is not valid' : describe(issue, value)}`)
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const message = messageOf(error)
    const position = /at position (\d+)/.exec(message)?.[1]
    const line = position === undefined ? '' : `:${lineAt(text, Number(position))}`
    throw new InputError(`${path}${line}: is no JSON: ${message.replaceAll('\n', ' ')}`)
  }
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

/** `cells[2].sweep.sizes[0]: "5Q" is no size; write ...` */
function describe(issue: z.core.$ZodIssue, root: unknown): string {
  const value = valueAt(root, issue.path)
  const shown = value === undefined ? '' : `${shorten(JSON.stringify(value))} `
  const place = placeOf(issue.path)
  const prefix = place === '' ? '' : `${place}: `
  if (issue.code === 'unrecognized_keys') return prefix + issue.message
  if (value === undefined && issue.code !== 'custom') return `${prefix}is missing`
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String)
    return `${prefix}${shown}is none of ${choices.join(', ')}${nearest(String(value), choices)}`
  }
  if (issue.code === 'invalid_type') return `${prefix}${shown}is no ${issue.expected}`
  return `${prefix}${shown}${issue.message}`
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
