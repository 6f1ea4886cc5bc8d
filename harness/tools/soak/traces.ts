/** The trace parser on lines that are generated from its grammar, and on mutated real ones. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../../../engines/contract/index.js'
import { start } from './child.js'
import type { SoakPart } from './part.js'

/** Lines of one process: seconds, so that progress moves and Ctrl-C is soon heard. */
const AT_A_TIME = 50_000

export const traceSoak: SoakPart = {
  name: 'traces',
  summary: 'the trace parser on generated lines, and on mutated real ones',
  async run({ lines, seed }, context) {
    let next = 0
    let done = 0
    let failed = false
    const worker = async () => {
      while (next < lines && !failed && !context.stopping()) {
        const count = Math.min(AT_A_TIME, lines - next)
        // A batch of fifty runs takes the next seed: far apart, no seed comes twice.
        const own = seed + next
        next += count
        const args = ['--eval', scriptOf(count, own)]
        const { output, well } = await start(process.execPath, args, projectRoot()).ended
        if (!well) {
          failed = true
          context.print(output.trim())
          context.print(`traces: failed, at ${count} lines of seed ${own}`)
          return
        }
        done += count
        context.progress.update(`traces: ${amount(done)} of ${amount(lines)} lines`)
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, worker))
    if (failed) return 'failed'
    context.print(`traces: ${amount(done)} lines, generated and mutated, seed ${seed}: clean`)
    return 'clean'
  },
}

function scriptOf(lines: number, seed: number): string {
  const path = join(projectRoot(), 'dist', 'workloads', 'trace', 'testing.js')
  return `import('${pathToFileURL(path).href}').then(({ fuzzTraces }) => fuzzTraces(${JSON.stringify({ lines, seed })}))`
}

/** `1,000,000`. */
function amount(count: number): string {
  return count.toLocaleString('en')
}
