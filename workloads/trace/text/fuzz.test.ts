import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { tracesFolder } from '../bundled.js'
import { readText } from '../read.js'
import { fuzzTraces } from '../testing.js'
import { DMA_LINES } from './testing/dma-lines.js'

/** A few lines of every bundled file. */
function realLines(): string[] {
  const files = ['.', 'kprobe'].flatMap((folder) =>
    readdirSync(join(tracesFolder(), folder))
      .filter((name) => name.endsWith('.txt.gz'))
      .map((name) => join(tracesFolder(), folder, name)),
  )
  return files.flatMap((file) => readText(file).split('\n').slice(8, 40))
}

test('ten thousand lines come back as they were printed, or are accounted for', () => {
  const lines = fuzzTraces({ lines: 10_000, seed: 21, real: [...realLines(), ...DMA_LINES] })
  assert.ok(lines >= 10_000)
})
