import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The C files below a folder, headers and assembly among them: whole paths, sorted. */
export function cFilesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.[chS]$/.test(name))
  return files.map((name) => join(folder, name)).sort()
}

/** What the program that counts instructions has no use for, or brings itself. */
const NOT_IN_PROGRAM = /\b(node|limits)\/|\btape\/(time|turns|evict)|\bcpu\/(clock|write-back)/

/** Whether a source of a module is linked into the program that counts its instructions, too. */
export function isInProgram(path: string): boolean {
  return !NOT_IN_PROGRAM.test(path)
}
