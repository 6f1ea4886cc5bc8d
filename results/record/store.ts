/** Results on disk. */
import { constants } from 'node:buffer'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { describeProblem, describeSystemError, ResultError } from './error.js'
import { JOURNAL_FILE, LATEST, RESULT_FILE } from './folder.js'
import { type Result, resultSchema, VERSION } from './schema.js'
import { writeFileAtomically } from './write.js'

/** Writes a result into a run's folder, if it is valid, and returns the file's path. */
export function saveResult(folder: string, result: Result): string {
  const path = join(folder, RESULT_FILE)
  writeFileAtomically(path, `${JSON.stringify(check(result, path))}\n`)
  return path
}

/**
 * Reads a result.
 *
 * @param path the file itself, a run's folder, or `latest` beside the run folders.
 * @throws ResultError on one line: the file, the place in it and what is wrong.
 */
export function loadResult(path: string): Result {
  const file = resultFile(path)
  let json: unknown
  try {
    json = JSON.parse(read(file))
  } catch (error) {
    if (error instanceof ResultError) throw error
    throw new ResultError(`${file}: not JSON: ${oneLine(String(error))}`)
  }
  return check(json, file)
}

/** The folder of a run, named as for `loadResult`. */
export function runFolder(path: string): string {
  return dirname(resultFile(path))
}

/** The file of a result: follows a folder to the one in it, and a `latest` that is a file to its folder. */
export function resultFile(path: string): string {
  if (!existsSync(path)) {
    throw new ResultError(`${path}: not found; name a result.json or a run's folder`)
  }
  if (!statSync(path).isDirectory()) {
    return basename(path) === LATEST ? resultFile(resolve(dirname(path), read(path).trim())) : path
  }
  const file = join(path, RESULT_FILE)
  if (existsSync(file)) return file
  const reason = existsSync(join(path, JOURNAL_FILE))
    ? 'the run was killed before its end; resume it with npm run bench -- --resume'
    : "this is no run's folder"
  throw new ResultError(`${path}: holds no ${RESULT_FILE}: ${reason}`)
}

/** What makes a file a result at all, before its fields are looked at. */
const kindSchema = z.looseObject({ schema: z.literal('unmap-bench/result'), version: z.number() })

function check(json: unknown, file: string): Result {
  const kind = kindSchema.safeParse(json)
  if (!kind.success) {
    throw new ResultError(`${file}: not a result of unmap-bench: ${describeProblem(kind.error)}`)
  }
  const { version } = kind.data
  if (version !== VERSION) {
    const what =
      version > VERSION
        ? `a result of version ${version}, made by a later unmap-bench`
        : `there is no version ${version}`
    throw new ResultError(`${file}: version: ${what}; version ${VERSION} can be read here`)
  }
  const result = resultSchema.safeParse(kind.data)
  if (!result.success) throw new ResultError(`${file}: ${describeProblem(result.error)}`)
  return result.data
}

function read(file: string): string {
  try {
    const { size } = statSync(file)
    if (size <= constants.MAX_STRING_LENGTH) return readFileSync(file, 'utf8')
    throw new ResultError(
      `${file}: ${megabytes(size)} MB, and Node reads ${megabytes(constants.MAX_STRING_LENGTH)} MB at most; where it was merged, name its shards one by one, or open the page beside it`,
    )
  } catch (error) {
    if (error instanceof ResultError) throw error
    throw new ResultError(`${file}: cannot be read: ${describeSystemError(error)}`)
  }
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1e6)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}
