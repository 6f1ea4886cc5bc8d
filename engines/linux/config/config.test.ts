/** The configuration that files are compiled with: who sets it, and what it leaves out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leftOut, leftOutNotes } from './left-out.js'
import { askedSymbols, configFlags, kconfigDefaults, parseConfig } from './symbols.js'

test('symbols are set by name and value', () => {
  assert.deepEqual(parseConfig(['CONFIG_A=y', 'CONFIG_B=n', 'CONFIG_C=12']), {
    CONFIG_A: 'y',
    CONFIG_B: 'n',
    CONFIG_C: '12',
  })
  for (const wrong of ['CONFIG_A', 'A=y', 'CONFIG_A=', 'CONFIG_A=y z']) {
    assert.throws(() => parseConfig([wrong]), /--config .*CONFIG_X=y/, wrong)
  }
})

test('only what files ask for becomes a flag', () => {
  const texts = ['#ifdef CONFIG_A\n#endif\nif (IS_ENABLED(CONFIG_B))\n']
  assert.deepEqual(askedSymbols(texts), ['CONFIG_A', 'CONFIG_B'])
  const config = { CONFIG_A: 'y', CONFIG_B: 'n', CONFIG_OTHER: 'y' }
  assert.deepEqual(configFlags(config, texts), ['-DCONFIG_A=1', '-UCONFIG_B'])
})

/** Changes to a Kconfig. */
const kconfig = (...lines: string[]) =>
  kconfigDefaults(['+++ b/drivers/iommu/Kconfig', ...lines].join('\n'))

test('of patches that follow one another the last decides, whichever lines it shows', () => {
  const added = ['@@ -1 +1,3 @@', '+config ON', '+\tbool "On"', '+\tdefault y']
  assert.deepEqual(kconfig(...added, '@@ -1,3 +1,3 @@', ' config ON', '-\tdefault y'), {})
  const deep = ['@@ -9,3 +9,3 @@ config ON', ' \t  help', '-\tdefault y', '+\tdefault n']
  assert.deepEqual(kconfig(...added, ...deep), {})
  assert.deepEqual(kconfig(...added, ...deep.map((line) => line.replace('ON', 'OTHER'))), {
    CONFIG_ON: 'y',
  })
  const renamed = ['@@ -1,3 +1,3 @@', '-config ON', '+config NOW', ' \tbool "On"', ' \tdefault y']
  assert.deepEqual(kconfig(...renamed), { CONFIG_NOW: 'y' })
  assert.deepEqual(kconfig('@@ -1,2 +1,2 @@', ' config OLD', ' \tdefault y'), {})
})

test('numbers and texts are defaults too, and y in any way of writing', () => {
  const withDefault = (value: string) => kconfig('+config A', `+\tdefault ${value}`).CONFIG_A
  for (const value of ['16', '0x10', '"text"']) assert.equal(withDefault(value), value)
  for (const value of ['"y"', 'y # on', 'y if B']) assert.equal(withDefault(value), 'y', value)
  for (const value of ['n', 'm', 'B', '"a b"']) assert.equal(withDefault(value), undefined, value)
  assert.deepEqual(kconfig('+config A', '+\tdef_tristate y'), { CONFIG_A: 'y' })
})

test('a symbol that a patch adds with default y is set, and no other', () => {
  const diff = [
    '--- a/drivers/iommu/Kconfig',
    '+++ b/drivers/iommu/Kconfig',
    '@@ -1,3 +1,12 @@',
    '+config ON',
    '+\tbool "On"',
    '+\tdefault y',
    '+',
    '+config OFF',
    '+\tbool "Off"',
    ' config OLD',
    '+\tdepends on ON',
    '--- a/drivers/iommu/x.c',
    '+++ b/drivers/iommu/x.c',
    '+config NO',
    '+\tdefault y',
  ].join('\n')
  assert.deepEqual(kconfigDefaults(diff), { CONFIG_ON: 'y' })
})

const isSet = (symbol: string) => symbol === 'CONFIG_SET'
const lines = (...text: string[]) => leftOut(text.join('\n'), isSet).map(({ line }) => line.trim())

test('lines behind a symbol that is not set are left out, whichever way it is asked for', () => {
  for (const condition of [
    '#ifdef CONFIG_X',
    '#if IS_ENABLED(CONFIG_X)',
    '# if defined(CONFIG_X)',
    '#ifndef CONFIG_SET',
    '#if !defined(CONFIG_SET)',
  ]) {
    assert.deepEqual(lines('z', condition, 'a', '#else', 'b', '#endif', 'c'), ['a'], condition)
  }
  assert.deepEqual(lines('#ifdef CONFIG_SET', 'a', '#else', 'b', '#endif'), ['b'])
  assert.deepEqual(lines('#ifdef CONFIG_X', '#ifdef CONFIG_SET', 'a', '#endif', 'b', '#endif'), [
    'a',
    'b',
  ])
  for (const condition of [
    '#if defined(CONFIG_SET) && defined(CONFIG_X)',
    '#if IS_ENABLED(CONFIG_X) && A > B',
    '#if defined(CONFIG_Y) || !defined(CONFIG_SET)',
  ]) {
    assert.deepEqual(lines(condition, 'a', '#else', 'b', '#endif'), ['a'], condition)
  }
  const holds = '#if defined(CONFIG_SET) || defined(CONFIG_X)'
  assert.deepEqual(lines(holds, 'a', '#else', 'b', '#endif'), ['b'])
  for (const open of ['defined(CONFIG_X) || A > B', 'defined(CONFIG_X) && (A || B)']) {
    assert.deepEqual(lines(`#if ${open}`, 'a', '#else', 'b', '#endif'), [], open)
  }
  assert.deepEqual(lines('#if A > B', 'a', '#else', 'b', '#endif'), [])
  assert.deepEqual(lines('\tif (IS_ENABLED(CONFIG_X)) {', '\t\ta', '\t\tb', '\t}', '\tc'), [
    'a',
    'b',
  ])
})

test('a patch is told how many of its lines are left out, and what sets them', () => {
  const before = new Map([['f', '#ifdef CONFIG_X\nold\n#endif\n']])
  const after = new Map([
    ['f', '#ifdef CONFIG_X\nold\nnew\n#endif\n#ifdef CONFIG_SET\non\n#endif\n'],
  ])
  assert.deepEqual(leftOutNotes(before, after, isSet), [
    '1 line of the patch is behind CONFIG_X, which is not set (--config CONFIG_X=y sets it)',
  ])
  assert.deepEqual(leftOutNotes(after, after, isSet), [])
})
