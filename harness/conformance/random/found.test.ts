/** Scripts that random operations were once shrunk to, and that random operations meet too seldom. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUILT_IN_ENGINES } from '../../../engines/index.js'
import { replay } from './index.js'
import { parseScript } from './testing.js'

const SCRIPTS: Record<string, string> = {
  'tables that a lazy unmap sets aside are not leaked': `
    domain ias=48 oas=48 pages=4K,2M,1G non-coherent lazy
    map 2M@0x0 -> 0x40001000
    unmap 2M@0x0`,
  'tables below a covered table go with it, whatever the page sizes are': `
    domain ias=48 oas=48 pages=4K,1G coherent strict
    map 1G@0x0 -> 0x1000
    unmap 1G@0x0`,
  'segments side by side in memory are mapped as one': `
    domain ias=48 oas=48 pages=4K,2M coherent strict
    map 1M@0x0 -> 0x40000000 + 1M -> 0x40100000
    unmap 4K@0x0`,
  'an unmap that ends out of range changes nothing': `
    domain ias=39 oas=48 pages=4K,2M coherent strict
    map 2M@0x7fffe00000 -> 0x40000000
    unmap 4M@0x7fffe00000`,
  'a root of two tables side by side is mapped and unmapped across them (d71fa842d33c)': `
    domain ias=40 oas=48 pages=4K,2M,1G coherent strict
    map 4G@0x7f80000000 -> 0x4000000000
    unmap 1G@0x7fc0000000
    unmap 2G@0x8000000000`,
  'nothing is mapped and unmapped by zero bytes': `
    domain ias=48 oas=48 pages=4K,2M,1G coherent strict
    map 0@0x0 -> 0x0
    unmap 0@0x0
    map 4K@0x0 -> 0x1000`,
}

for (const [name, text] of Object.entries(SCRIPTS)) {
  test(name, () => {
    const script = parseScript(text)
    for (const engine of BUILT_IN_ENGINES) {
      assert.equal(replay(engine, script), undefined, engine.id)
    }
  })
}
