/** Entries of our formats beside those of each kernel tree, over many random operations and the whole suite. */
import { join } from 'node:path'
import { OWN_FORMATS, projectRoot } from '../../../engines/contract/index.js'
import { findKernels } from '../../../engines/linux/index.js'
import { start } from './child.js'
import type { SoakPart } from './part.js'

/** Their comparison is these tests', which do less of it. */
const TESTS = [
  join('engines', 'linux', 'entries.test.js'),
  join('harness', 'conformance', 'entries.test.js'),
]
/** As many are enough: what an entry holds does not wear out. */
const MOST_OPERATIONS = 100_000

export const entriesSoak: SoakPart = {
  name: 'entries',
  summary: "each format's entries, all bits of them, beside those of kernel trees",
  async run({ operations }, context) {
    if (findKernels().length === 0) {
      context.print('entries: no kernel tree was found; apt-get install linux-source-6.1 adds one')
      return 'absent'
    }
    const most = Math.min(operations, MOST_OPERATIONS)
    const each = Math.ceil(most / OWN_FORMATS.length)
    context.progress.update(`entries: ${most} random operations and the conformance suite`)
    const paths = TESTS.map((test) => join(projectRoot(), 'dist', test))
    const { child, ended } = start(process.execPath, ['--test', ...paths], projectRoot(), {
      UNMAP_BENCH_SOAK_OPERATIONS: String(each),
    })
    context.onStop(() => child.kill('SIGTERM'))
    const { output, well } = await ended
    if (context.stopping()) return 'clean'
    if (!well) context.print(output.trim())
    const what = `${each} random operations of each format and the conformance suite`
    context.print(`entries: ${what}: ${well ? "the kernel's" : 'failed'}`)
    return well ? 'clean' : 'failed'
  },
}
