/**
 * Results of earlier versions are read as those of today: each migration turns a version into the
 * next, and they follow one another.
 *
 * A new version takes three steps: raise `RESULT_VERSION`, add the migration from the one before, and
 * keep a result of the new version in results/fixtures/versions; those that are there stay as they
 * are. A field that is optional needs no new version.
 */
import { ResultError } from '../error.js'

/** The version that is written, and that the schema describes. */
export const RESULT_VERSION = 1

/** A result before its fields are looked at. */
export interface VersionedJson extends Record<string, unknown> {
  version: number
}

/** Turns a result of one version into the next; it need not set the version. */
export type Migration = (result: VersionedJson) => Record<string, unknown>

/** By the version that they read. */
export const MIGRATIONS: Readonly<Record<number, Migration>> = {}

/**
 * Brings a result to today's version, whose schema then checks it.
 *
 * @param file names the result in messages.
 * @throws ResultError where its version is none that can be read here.
 */
export function upgradeResult(
  json: VersionedJson,
  file: string,
  { current, migrations }: { current: number; migrations: Readonly<Record<number, Migration>> } = {
    current: RESULT_VERSION,
    migrations: MIGRATIONS,
  },
): VersionedJson {
  const { version } = json
  const readable = current === 1 ? 'version 1' : `versions 1 to ${current}`
  if (!Number.isInteger(version) || version < 1) {
    throw new ResultError(
      `${file}: version: there is no version ${version}; ${readable} can be read here`,
    )
  }
  if (version > current) {
    throw new ResultError(
      `${file}: version: a result of version ${version}, made by a later unmap-bench; ${readable} can be read here`,
    )
  }
  let upgraded = json
  for (let at = version; at < current; at++) {
    const migration = migrations[at]
    if (migration === undefined) throw new Error(`there is no migration from version ${at}`)
    upgraded = { ...migration(upgraded), version: at + 1 }
  }
  return upgraded
}
