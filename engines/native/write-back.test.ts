/** What is written back where the walker does not snoop: the lines themselves, not the reports of them. */
import { test } from 'node:test'
import { type CountingBinding, loadModule, moduleOf } from './binding.js'
import { nativeEngines, noLines, writesBackWhatItReports } from './testing.js'

const plain = nativeEngines.filter(({ variant }) => variant.name === '')

test('tier native writes back the lines that it reports', { skip: noLines }, () => {
  const binding = loadModule<CountingBinding>(moduleOf('counted'))
  for (const engine of plain) writesBackWhatItReports(engine, binding)
})
