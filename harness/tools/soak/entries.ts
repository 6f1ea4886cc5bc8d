/** Entries of our formats beside those of each kernel tree, over many random operations and the whole suite. */
import { join } from 'node:path'
import { OWN_FORMATS, projectRoot } from '../../../engines/contract/index.js'
import { findKernels } from '../../../engines/linux/index.js'
import { endOf, start } from './child.js'
import { SoakFailure, type SoakPart } from './part.js'

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
      return 'no kernel tree was found; apt-get install linux-source-6.1 adds one'
    }
    const most = Math.min(operations, MOST_OPERATIONS)
    const each = Math.ceil(most / OWN_FORMATS.length)
    context.doing(`${most} random operations and the conformance suite`)
    const paths = TESTS.map((test) => join(projectRoot(), 'dist', test))
    const environment = { UNMAP_BENCH_SOAK_OPERATIONS: String(each) }
    const tests = start(process.execPath, ['--test', ...paths], { environment })
    const { output, well } = await endOf(tests, context)
    if (context.stopping()) return undefined
    const what = `${each} random operations of each format and the conformance suite`
    if (!well) throw new SoakFailure(`${what}: failed`, output)
    return `${what}: the kernel's`
  },
}
