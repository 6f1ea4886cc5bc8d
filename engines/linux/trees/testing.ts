/** A tree of a few lines that are our own, for tests of how trees are named and read. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'

export const LIBRARY = 'drivers/iommu/io-pgtable-arm.c'

/** A folder that goes when the tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function makefile(sublevel: number, extra = ''): string {
  return `# A comment\nVERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = ${sublevel}\nEXTRAVERSION =${extra}\nNAME = None\n`
}

/** Writes a tree into a folder. */
export function writeTree(folder: string, files: Record<string, string> = {}): string {
  const all: Record<string, string> = { Makefile: makefile(7) }
  for (const { path, required } of IO_PGTABLE_ARM.files) {
    if (required) all[path] = `int of_${path.replace(/\W/g, '_')};\nint second;\nint third;\n`
  }
  for (const [path, text] of Object.entries({ ...all, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Runs git in a folder, as somebody whose settings do not matter. */
export function git(folder: string, ...args: string[]): string {
  const settings = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'maintenance.auto=false',
  ]
  return execFileSync('git', ['-C', folder, ...settings, ...args], { encoding: 'utf8' })
}

/** A new folder for what several test files share: it is there until the process ends. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
