import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../testing/capture.js'
import { typedAs } from './typed.js'

const typed = (text: string) => typedAs('unmap-bench', text)

test('commands are printed as they are typed', () => {
  for (const [found, expected] of [
    ['npm run bench -- --plan', 'unmap-bench bench --plan'],
    ['npm run -s bench -- --json | jq .means', 'unmap-bench bench --json | jq .means'],
    ['Usage: npm run bench [-- OPTIONS]', 'Usage: unmap-bench bench [OPTIONS]'],
    ['Usage: unmap-bench report -- RUN', 'Usage: unmap-bench report RUN'],
    ['no run; npm run bench makes one', 'no run; unmap-bench bench makes one'],
    [
      'npm run results names them; npm run bench',
      'unmap-bench results names them; unmap-bench bench',
    ],
    ['npm test and npm ci', 'npm test and npm ci'],
  ] as const) {
    assert.equal(typed(found), expected)
  }
})

test('what stands beside examples stays in line', () => {
  const found = [
    '  npm run bench            one',
    '  npm run bench -- --list  two',
    '  -s  three',
  ].join('\n')
  const lines = typed(found).split('\n')
  assert.deepEqual(lines, [
    '  unmap-bench bench            one',
    '  unmap-bench bench --list     two',
    '  -s  three',
  ])
})

test('manuals and complaints of every command hold no npm where it was not typed', async () => {
  process.env.UNMAP_BENCH_TYPED = 'unmap-bench'
  try {
    const program = await run('--help')
    assert.match(program.stdout, /^Usage: unmap-bench COMMAND \[OPTIONS\]/)
    for (const command of [
      'bench',
      'verify',
      'explain',
      'trace',
      'capture',
      'report',
      'compare',
      'results',
      'limits',
      'kernels',
    ]) {
      const { code, stdout } = await run(command, '--help')
      assert.equal(code, 0)
      assert.match(stdout, new RegExp(`^Usage: unmap-bench ${command}\\b`))
      assert.doesNotMatch(stdout, /npm run|unmap-bench \w+ -- /, command)
    }
    assert.match((await run('bench', '--engine', 'x/y')).stderr, /; unmap-bench bench --list names/)
  } finally {
    delete process.env.UNMAP_BENCH_TYPED
  }
  assert.match((await run('bench', '--help')).stdout, /^Usage: npm run bench \[-- OPTIONS\]/)
})
