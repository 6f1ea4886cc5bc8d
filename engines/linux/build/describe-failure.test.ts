/** What compilers say of a name that is missing, in gcc's words and in clang's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { projectRoot } from '../../contract/index.js'
import { IO_PGTABLE_ARM } from '../io-pgtable-arm/manifest.js'
import type { KernelTree } from '../trees/index.js'
import { describeFailure, missingNames } from './describe-failure.js'

const LIBRARY = { ...IO_PGTABLE_ARM, files: [] }
const PATH = 'drivers/iommu/io-pgtable-arm.c'
const tree: KernelTree = {
  reference: '~/linux',
  version: '9.9.9',
  tier: 'linux-9.9.9',
  around: [],
  libraries: [],
  symbols: [],
  config: {},
  notes: [],
  files: [{ path: PATH, sha256: '', text: 'int a;\nNEW_MACRO("text");\n' }],
}

const failing = (...messages: string[]) => [
  {
    job: {
      command: 'cc',
      version: 'cc 1.0',
      variant: 'timed',
      source: '',
      folder: '',
      object: '',
      args: [],
      inModule: true,
      inProgram: true,
    },
    stderr: messages.map((text, at) => `/cache/tree/${PATH}:${at + 2}:5: ${text}\n`).join(''),
  },
]

const names = (...messages: string[]) =>
  missingNames(tree, failing(...messages)).map(({ name }) => name)

test('a name is reported once, at its first place', () => {
  const message = "error: implicit declaration of function 'new_call' [-Werror]"
  const failures = failing(message, message)
  assert.deepEqual(missingNames(tree, failures), [{ name: 'new_call', place: `${PATH}:2` }])
  const found = describeFailure(tree, LIBRARY, failures)
  assert.match(found, /^--kernel ~\/linux: Linux 9\.9\.9 uses a name.*: new_call \(drivers\/iommu/)
  assert.match(found, /engines\/linux\/io-pgtable-arm\/shim\.h .*docs\/kernel-tier\.md/)
  assert.ok(!found.includes('\n') && !found.includes('/cache'))
})

for (const [message, name] of [
  ["error: call to undeclared function 'new_call'; ISO C99 and later", 'new_call'],
  ["error: 'NEW_FLAG' undeclared (first use in this function)", 'NEW_FLAG'],
  ["error: use of undeclared identifier 'NEW_FLAG'", 'NEW_FLAG'],
  ["error: unknown type name 'new_t'", 'new_t'],
  ["error: invalid use of undefined type 'struct new_one'", 'struct new_one'],
  ["error: incomplete definition of type 'struct new_one'", 'struct new_one'],
  [
    "error: 'struct device' has no member named 'new_field'",
    'struct device has no member named new_field',
  ],
  [
    "error: no member named 'new_field' in 'struct device'",
    'no member named new_field in struct device',
  ],
  ['fatal error: linux/new.h: No such file or directory', 'linux/new.h'],
  ["fatal error: 'linux/new.h' file not found", 'linux/new.h'],
  ["error: expected declaration specifiers or '...' before string constant", 'NEW_MACRO'],
]) {
  test(`it is understood: ${message}`, () => {
    assert.deepEqual(names(message, 'error: expected expression'), [name])
  })
}

test('an error that is no missing name is shown as it is', () => {
  const found = describeFailure(tree, LIBRARY, failing('error: it is broken'))
  assert.match(
    found,
    /does not compile: drivers\/iommu\/io-pgtable-arm\.c:2:5: error: it is broken/,
  )
})

test('what a patch breaks is told of the tree with the patch', () => {
  const patched = { ...tree, patch: { file: '/my.patch', sha256: '' } }
  assert.equal(
    describeFailure(patched, LIBRARY, failing('error: it is broken')),
    `--kernel ~/linux with --patch /my.patch: it does not compile: ${PATH}:2:5: error: it is broken`,
  )
  const unknown = failing("error: implicit declaration of function 'new_call'")
  assert.match(
    describeFailure(patched, LIBRARY, unknown),
    /^--kernel ~\/linux with --patch \/my\.patch: it uses a name that the shim does not know: new_call /,
  )
})

test('a symbol of the configuration that has no value is one to set', () => {
  const undeclared = (name: string) => `error: '${name}' undeclared`
  const found = describeFailure(tree, LIBRARY, failing(undeclared('CONFIG_BATCH')))
  assert.match(found, /CONFIG_BATCH \(\S+:2\); set --config CONFIG_BATCH=VALUE$/)
  const both = describeFailure(tree, LIBRARY, failing(undeclared('CONFIG_A'), undeclared('B')))
  assert.match(both, /; set --config CONFIG_A=VALUE, and add what is missing to /)
})

/** One failure with these lines of a compiler's or a linker's. */
const saying = (...lines: string[]) => [{ ...failing()[0], stderr: lines.join('\n') }]

test('a place in our own code is told from the top of the project, whatever folder that is in', () => {
  const file = `${projectRoot()}/engines/linux/generic-pt/view.h`
  const failures = saying(`${file}:33:5: error: implicit declaration of function 'pt_down'`)
  assert.deepEqual(missingNames(tree, failures), [
    { name: 'pt_down', place: 'engines/linux/generic-pt/view.h:33' },
  ])
  assert.ok(!describeFailure(tree, LIBRARY, failures).includes(projectRoot()))
  const other = describeFailure(tree, LIBRARY, saying(`${file}:33:5: error: it is broken`))
  assert.match(other, /does not compile: engines\/linux\/generic-pt\/view\.h:33:5: error/)
})

for (const line of [
  "/usr/bin/ld: io-pgtable-arm.c:(.text+0x1b2): undefined reference to `put_all'",
  "ld: /cache/objects/timed/kernel-io-pgtable-arm.o: in function `a': io-pgtable-arm.c:(.text.a+0x2): undefined reference to `put_all'",
]) {
  test(`a function that is declared alone is found to be missing by the linker: ${line}`, () => {
    assert.deepEqual(missingNames(tree, saying(line, 'collect2: error: ld returned 1')), [
      { name: 'put_all', place: PATH },
    ])
  })
}

test('a function that no source is told of is still named', () => {
  const [missing] = missingNames(tree, saying('ld.lld: error: undefined symbol: put_all'))
  assert.equal(missing.name, 'put_all')
})

test('a file that was found by way of another folder is told by its path in the tree', () => {
  const file = '/cache/tree/drivers/iommu/fmt/../io-pgtable-arm.c'
  const failures = saying(`${file}:3:5: error: implicit declaration of function 'new_call'`)
  assert.deepEqual(missingNames(tree, failures), [{ name: 'new_call', place: `${PATH}:3` }])
  const other = describeFailure(tree, LIBRARY, saying(`${file}:3:5: error: it is broken`))
  assert.match(other, /does not compile: drivers\/iommu\/io-pgtable-arm\.c:3:5: error/)
})

test('what a macro that is missing is handed is not told as missing, unless it is a constant or called itself', () => {
  const at = `/cache/tree/${PATH}:7:5: error:`
  const failures = saying(
    `${at} implicit declaration of function 'new_macro'`,
    `${at} 'member' undeclared (first use in this function)`,
    `${at} 'NEW_FLAG' undeclared (first use in this function)`,
    `${at} implicit declaration of function 'inner'`,
  )
  assert.deepEqual(
    missingNames(tree, failures).map(({ name }) => name),
    ['new_macro', 'NEW_FLAG', 'inner'],
  )
})
