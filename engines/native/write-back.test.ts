/** What is written back where the walker does not snoop: the lines themselves, not the reports of them. */
import { test } from 'node:test'
import { loadCountingBinding } from './binding.js'
import { nativeEngines, noLines, writesBackWhatItReports } from './testing.js'

const plain = nativeEngines.filter(({ variant }) => variant.name === '')

test('tier native writes back the lines that it reports', { skip: noLines }, () => {
  const binding = loadCountingBinding()
  for (const engine of plain) writesBackWhatItReports(engine, binding)
})
