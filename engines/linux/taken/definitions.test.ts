import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf, type KernelTree } from '../trees/index.js'
import { definitionsIn } from './definitions.js'
import { TAKEN, takenIn, withTaken } from './take.js'

/** Text of our own, in the ways in which headers write definitions. */
const HEADER = `/* #define NOT_ONE 1 */
#ifdef CONFIG_FIRST
#define twice(x) \\
	__twice(x) // a comment
#else
#define twice(x) ((x) + (x))
#endif
#define __twice(x) mul_two(x)
static inline unsigned long __attribute_const__
mul_two(unsigned long x)
{
	if (x == SOME_SIZE) { return 0; }
	return x * 2;
}
static inline int declared(void);
static inline __attribute__((const))
bool odd_one(u64 x)
{
	return x & 1;
}
#  define SOME_SIZE 0x77
static int table[] = { 1, 2 };
extern int elsewhere(void);
`

test('macros in one line, functions with their bodies, the first of each name', () => {
  const found = definitionsIn(HEADER)
  assert.deepEqual(
    [...found.values()].map(({ kind, name }) => `${kind} ${name}`),
    ['macro twice', 'macro __twice', 'function mul_two', 'function odd_one', 'macro SOME_SIZE'],
  )
  assert.match(found.get('twice')?.text ?? '', /^#define twice\(x\) +__twice\(x\)$/)
  assert.match(found.get('mul_two')?.text ?? '', /^static inline[\s\S]*return x \* 2;\n\}$/)
})

const TREE: KernelTree = {
  reference: 'x',
  version: '0.1.2',
  tier: 'linux-0.1.2',
  files: [],
  around: [
    fileOf('include/linux/math.h', HEADER),
    fileOf('include/linux/other.h', '#define lone 1'),
  ],
  libraries: [],
  symbols: [],
  notes: [],
  config: {},
}

function takenOf(tree: KernelTree | undefined): string[] {
  const header = tree?.files.find(({ path }) => path === TAKEN)
  return header === undefined ? [] : [...takenIn(header).keys()]
}

test('a name is taken with all that it uses, which stands before it', () => {
  assert.deepEqual(takenOf(withTaken(TREE, ['twice'])), [
    'SOME_SIZE',
    'mul_two',
    '__twice',
    'twice',
  ])
})

test('names that are pasted together are taken by how they begin', () => {
  const text =
    '#define pick_less <\n#define pick_more >\n#define pick(op, a, b) ((a) pick_##op (b))\n'
  const tree = { ...TREE, around: [fileOf('include/linux/minmax.h', text)] }
  assert.deepEqual(takenOf(withTaken(tree, ['pick'])), ['pick_less', 'pick_more', 'pick'])
})

test('more is added to what was taken before; what no header has, or is there, is nothing', () => {
  const first = withTaken(TREE, ['odd_one', 'lone'])
  assert.ok(first)
  assert.deepEqual(takenOf(first), ['odd_one'])
  assert.deepEqual(takenOf(withTaken(first, ['SOME_SIZE'])), ['odd_one', 'SOME_SIZE'])
  assert.equal(withTaken(first, ['odd_one', 'elsewhere']), undefined)
  assert.equal(first.files.length, 1)
})
