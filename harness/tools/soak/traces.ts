/** The trace parser on lines that are generated from its grammar, and on mutated real ones. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../../engines/contract/index.js'
import { amount, inBatches } from './batches.js'
import { start } from './child.js'
import type { SoakPart } from './part.js'

export const traceSoak: SoakPart = {
  name: 'traces',
  summary: 'the trace parser on generated lines, and on mutated real ones',
  async run({ lines, seed }, context) {
    const batches = {
      total: lines,
      what: 'lines',
      // A batch of fifty runs takes the next seed: far apart, no seed comes twice.
      begin: (count: number, from: number) =>
        start(process.execPath, ['--eval', scriptOf(count, seed + from)]),
      failed: (count: number, from: number) => `failed, at ${count} lines of seed ${seed + from}`,
    }
    const done = amount(await inBatches(batches, context))
    return `${done} lines, generated and mutated, seed ${seed}: clean`
  },
}

function scriptOf(lines: number, seed: number): string {
  const path = join(projectRoot(), 'dist', 'workloads', 'trace', 'testing.js')
  return `import('${pathToFileURL(path).href}').then(({ fuzzTraces }) => fuzzTraces(${JSON.stringify({ lines, seed })}))`
}
