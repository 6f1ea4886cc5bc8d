/** The stand-in for KUnit, on suites of its own: what the kernel's files ask of it, without a kernel's file. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { projectRoot } from '../../../contract/index.js'
import { buildReport, nativeFolder } from '../../../native/index.js'
import type { SelfTest } from '../../library/manifest.js'
import { readSelfTests } from '../self-tests.js'

const ENGINES = join(projectRoot(), 'engines')
const SOURCES = [
  'linux/generic-pt/kunit/main.c',
  'linux/generic-pt/kunit/interval-list.c',
  'linux/shim/shim.c',
  'linux/shim/arena.c',
  'native/cpu/pages.c',
]
const FLAGS = [
  '-std=gnu11',
  '-DUB_TABLE_LIST_HEADER="generic-pt/table-list.h"',
  '-DUB_ARENA_NOTES',
  '-DGENERIC_PT_KUNIT=1',
]
const HANG_MS = 30_000

const skip =
  process.platform !== 'linux'
    ? 'kernel files are only built on Linux'
    : !buildReport().built && 'there is no C compiler'

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-'))
after(() => rmSync(folder, { recursive: true }))

/** Two suites: one of cases that end in each way there is, one whose cases are told by parameters. */
const SUITES = `
#include "generic-pt/shim.h"

static int begin(struct kunit *test) {
  test->priv = kunit_kzalloc(test, 16, GFP_KERNEL);
  return 0;
}

static void end(struct kunit *test) {
  KUNIT_EXPECT_EQ(test, *(int *)test->priv, 0);
  kunit_kfree(test, test->priv);
}

static void passes(struct kunit *test) { KUNIT_ASSERT_TRUE(test, test->priv != NULL); }
static void expects(struct kunit *test) {
  KUNIT_EXPECT_EQ(test, 1 + 1, 3);
  KUNIT_EXPECT_EQ(test, 2 + 2, 5);
  *(int *)test->priv = 1;
}
static void asserts(struct kunit *test) {
  KUNIT_ASSERT_EQ_MSG(test, -EINVAL, 0, "more");
  for (;;) {}
}
static void skips(struct kunit *test) { kunit_skip(test, "not here"); }
static void warns(struct kunit *test) { (void)test; WARN_ON(true); }
static void crashes(struct kunit *test) { (void)test; *(volatile int *)8 = 1; }
static void leaves_open(struct kunit *test) { *(int *)test->priv = 7; }

static struct kunit_case ways_cases[] = {
  KUNIT_CASE(passes), KUNIT_CASE(expects), KUNIT_CASE(asserts), KUNIT_CASE(skips),
  KUNIT_CASE(warns), KUNIT_CASE(crashes), KUNIT_CASE(leaves_open), {},
};
static struct kunit_suite ways = { .name = "ways", .init = begin, .exit = end, .test_cases = ways_cases };
kunit_test_suites(&ways);

static const void *next(struct kunit *test, const void *previous, char *name) {
  uintptr_t at = (uintptr_t)previous + 1;
  (void)test;
  snprintf(name, KUNIT_PARAM_DESC_SIZE, "of_%d", (int)at);
  return at > 3 ? NULL : (const void *)at;
}

static int refuse(struct kunit *test) { return (uintptr_t)test->param_value == 3 ? -ENOMEM : 0; }
static void odd(struct kunit *test) { KUNIT_ASSERT_EQ(test, (uintptr_t)test->param_value % 2, 1); }
static void randomly(struct kunit *test) {
  static u64 first;
  first = get_random_u64();
  KUNIT_ASSERT_NE(test, first, get_random_u64());
  KUNIT_ASSERT_LT(test, get_random_u32_below(7), 7u);
  KUNIT_ASSERT_EQ(test, get_random_u32_inclusive(5, 5), 5u);
}

static struct kunit_case with_cases[] = { KUNIT_CASE_PARAM(odd, next), KUNIT_CASE(randomly), {} };
static struct kunit_suite with = { .name = "with_parameters", .init = refuse, .test_cases = with_cases };

static void intervals(struct kunit *test) {
  struct maple_tree tree;
  mt_init(&tree);
  KUNIT_ASSERT_EQ(test, mtree_insert_range(&tree, 30, 39, XA_ZERO_ENTRY, 0), 0);
  KUNIT_ASSERT_EQ(test, mtree_insert_range(&tree, 10, 19, XA_ZERO_ENTRY, 0), 0);
  KUNIT_ASSERT_EQ(test, mtree_insert_range(&tree, 39, 50, XA_ZERO_ENTRY, 0), -EEXIST);
  KUNIT_ASSERT_EQ(test, mtree_insert_range(&tree, 50, ULONG_MAX, XA_ZERO_ENTRY, 0), 0);
  unsigned long seen = 0;
  void *found;
  MA_STATE(from, &tree, 15, 60);
  mas_for_each(&from, found, 60) {
    seen = seen * 100 + from.index;
    if (from.index == 30) mas_erase(&from);
  }
  KUNIT_ASSERT_EQ(test, seen, 103050);
  MA_STATE(again, &tree, 20, 40);
  KUNIT_ASSERT_EQ(test, mas_find(&again, 40), NULL);
  mtree_destroy(&tree);
}

static struct kunit_case list_cases[] = { KUNIT_CASE(intervals), {} };
static struct kunit_suite list = { .name = "list", .test_cases = list_cases };
kunit_test_suites(&with, &list);
`

/** The program with the suites in it, built once. */
function built(): string {
  const program = join(folder, 'suites')
  if (existsSync(program)) return program
  const report = buildReport()
  assert.ok(report.built)
  const [command, ...prefix] = report.compiler.command.split(/\s+/)
  const source = join(folder, 'iommu_ours.c')
  writeFileSync(source, SUITES)
  const ours = [...['linux', 'native'].map((part) => join(ENGINES, part)), nativeFolder()]
  const include = ours.flatMap((folder) => ['-I', folder])
  const flags = [...report.flags, ...FLAGS, ...include]
  const sources = [...SOURCES.map((path) => join(ENGINES, path)), source]
  const args = [...prefix, ...flags, ...sources, '-o', program]
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return program
}

/** What it says of the suites that arguments choose. */
function ran(...args: string[]): { tests: SelfTest[]; status: number | null } {
  const { status, stdout } = spawnSync(built(), args, { encoding: 'utf8', timeout: HANG_MS })
  return { tests: readSelfTests(stdout.split('\n')), status }
}

const passed = (name: string) => ({ case: name, ok: true, message: '' })
const failed = (name: string, message: string) => ({ case: name, ok: false, message })

test('cases end in each way there is, and none takes another with it', { skip }, () => {
  const { status, tests } = ran('ways')
  assert.equal(status, 1)
  const found = tests.map(({ message, ...rest }) => ({
    ...rest,
    message: message
      .replace(/:\d+/, '')
      .replace(/Segmentation fault.*/, 'SIGSEGV')
      .trim(),
  }))
  assert.deepEqual(found, [
    passed('ways.passes'),
    failed('ways.expects', 'iommu_ours.c 1 + 1 == 3: 2 and 3'),
    failed('ways.asserts', 'iommu_ours.c -EINVAL == 0: -22 and 0'),
    { ...passed('ways.skips'), skipped: 'not here' },
    failed('ways.warns', 'WARN iommu_ours.c'),
    failed('ways.crashes', 'it was ended by: SIGSEGV'),
    failed('ways.leaves_open', 'iommu_ours.c *(int *)test->priv == 0: 7 and 0'),
  ])
})

test('each parameter is a case; an init that fails is reported', { skip }, () => {
  const { tests } = ran('with', 'list')
  assert.deepEqual(
    tests.map(({ case: name, message, ok }) => [name, ok, message.replace(/^\S+:\d+ /, '')]),
    [
      ['with_parameters.odd.of_1', true, ''],
      ['with_parameters.odd.of_2', false, '(uintptr_t)test->param_value % 2 == 1: 0 and 1'],
      ['with_parameters.odd.of_3', false, 'init came to -12'],
      ['with_parameters.randomly', true, ''],
      ['list.intervals', true, ''],
    ],
  )
})

test('a format is named as its file is', { skip }, () => {
  assert.equal(ran('ours').tests.length, ran().tests.length)
  assert.deepEqual(ran('list'), { tests: [passed('list.intervals')], status: 0 })
  for (const part of ['our', 'urs']) assert.deepEqual(ran(part), { tests: [], status: 0 })
})
