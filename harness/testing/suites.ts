import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A new empty folder. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'unmap-bench-'))
}

/** A suite that is over in seconds, with these changes; returns its path. */
export function tinySuite(changes: Record<string, unknown> = {}): string {
  const path = join(newFolder(), 'tiny.json')
  const suite = {
    name: 'tiny',
    summary: 'for tests',
    engines: ['ts/per-page', 'ts/map-unmap-pages'],
    seconds: 1,
    generations: 2,
    cells: [{ sweep: { sizes: ['64K'], pageSizes: ['4K'] } }],
    ...changes,
  }
  writeFileSync(path, JSON.stringify(suite))
  return path
}

/** The path of one of the engines in ./engines. */
export function testEngine(name: string): string {
  return fileURLToPath(new URL(`./engines/${name}.js`, import.meta.url))
}
