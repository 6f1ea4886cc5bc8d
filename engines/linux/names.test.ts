/** A patch may use what a kernel developer reaches for first: each name compiles in the library's own file. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { GIB } from '../contract/index.js'
import { CountedSession, domainOf } from '../testing.js'
import { definitionsIn } from './taken/definitions.js'
import { TAKEN } from './taken/take.js'
import { armTiers, genericTiers, only, skip, tierOfCopy } from './testing.js'

const ARM = 'drivers/iommu/io-pgtable-arm.c'

/** Each is a statement of a function of `u64 *ptep, u64 x, struct tried *one, struct list_head *list, struct device *dev`. */
const STATEMENTS = [
  'x += min(x, 7ULL) + max(x, 7ULL) + min_t(u32, x, 7) + max_t(u32, x, 7);',
  'x = min3(x, 1ULL, 2ULL) + max3(x, 1ULL, 2ULL) + umin(x, 3) + umax(x, 3);',
  'x = clamp(x, 1ULL, 9ULL) + clamp_t(u32, x, 1, 9) + clamp_val(x, 1, 9);',
  'x = ALIGN(x, 64) + ALIGN_DOWN(x, 64) + IS_ALIGNED(x, 64);',
  'x = round_up(x, 64) + round_down(x, 64) + roundup(x, 3) + rounddown(x, 3);',
  'x = DIV_ROUND_UP(x, 3) + DIV_ROUND_UP_ULL(x, 3);',
  'x |= BIT(3) | BIT_ULL(40) | GENMASK(5, 2) | GENMASK_ULL(45, 40);',
  'x = FIELD_GET(GENMASK_ULL(5, 2), x) + FIELD_PREP(GENMASK_ULL(5, 2), x) + FIELD_MAX(GENMASK_ULL(5, 2));',
  'x = ilog2(x) + __ffs(x) + __fls(x) + fls(x) + fls64(x) + ffs(x) + __ffs64(x) + order_base_2(x);',
  'x = hweight32(x) + hweight64(x) + hweight_long(x);',
  'x = is_power_of_2(x) ? x : roundup_pow_of_two(x) + rounddown_pow_of_two(x);',
  'u64 y = 1; swap(x, y); x += y;',
  'x = array_size(x, 8) + struct_size(one, tail, x) + size_add(x, 1) + size_mul(x, 2) + sizeof_field(struct tried, x);',
  'if (check_add_overflow(x, 1ULL, &x) || check_mul_overflow(x, 2ULL, &x)) return 0;',
  'if (WARN_ON_ONCE(x == 12345) || WARN_ON(x == 12345) || unlikely(x == 3) || !likely(x != 4)) return 0;',
  'WRITE_ONCE(one->x, READ_ONCE(one->x)); barrier();',
  'smp_store_release(&one->x, smp_load_acquire(&one->x)); smp_mb(); smp_rmb(); smp_wmb(); dma_rmb();',
  'x = cmpxchg64(&one->x, 0, 1) + cmpxchg64_relaxed(&one->x, 0, 1) + cmpxchg(&one->x, 0, 1);',
  'u64 old = 0; x = try_cmpxchg64(&one->x, &old, 1) + try_cmpxchg64_relaxed(&one->x, &old, 1);',
  'x = xchg(&one->x, 5);',
  'lockdep_assert_held(&one->lock); might_sleep(); prefetch(ptep); cpu_relax(); cond_resched();',
  'unsigned long flags; spin_lock_irqsave(&one->lock, flags); spin_unlock_irqrestore(&one->lock, flags);',
  'pr_debug_once("x %llu\\n", x); pr_debug("x\\n"); pr_warn_once("x\\n"); pr_err_ratelimited("x\\n");',
  'dev_dbg(dev, "x\\n"); dev_warn(dev, "x\\n"); dev_err_ratelimited(dev, "x\\n");',
  'struct tried *each, *next; list_for_each_entry(each, list, link) x += each->x; list_for_each_entry_safe(each, next, list, link) list_del(&each->link);',
  'LIST_HEAD(mine); list_add(&one->link, &mine); list_add_tail(&one->link, list); x += list_empty(&mine) + list_first_entry(list, struct tried, link)->x;',
  'one = kzalloc(sizeof(*one), GFP_KERNEL); kfree(one); one = kcalloc(2, sizeof(*one), GFP_ATOMIC); if (IS_ERR(one)) return PTR_ERR(one);',
  'x = upper_32_bits(x) + lower_32_bits(x) + SZ_1M + SZ_4G + U32_MAX; BUILD_BUG_ON(sizeof(u8) != 1);',
  'switch (x) { case 1: x = 2; fallthrough; case 2: x = 3; }',
  'if (IS_ENABLED(CONFIG_THAT_NOBODY_SETS) || !IS_ENABLED(CONFIG_IOMMU_IO_PGTABLE_LPAE)) return never_declared();',
  'if (iommu_iotlb_gather_queued(gather) || iommu_iotlb_gather_is_disjoint(gather, x, 4096)) iommu_iotlb_sync(domain, gather);',
  'x = rol64(x, 3) + sign_extend64(x, 5);',
  'iommu_iotlb_gather_add_range(gather, x, 4096); iommu_iotlb_gather_add_page(domain, gather, x, 4096); iommu_iotlb_gather_init(gather);',
]

const TRIED = [
  '',
  'struct tried { struct list_head link; u64 x; spinlock_t lock; u64 tail[]; };',
  'extern int never_declared(void);',
  ...STATEMENTS.map(
    (statement, at) =>
      `u64 tried_${at}(u64 *ptep, u64 x, struct tried *one, struct list_head *list, struct device *dev, struct iommu_domain *domain, struct iommu_iotlb_gather *gather) {\n\t${statement}\n\treturn x;\n}`,
  ),
  '',
].join('\n')

/** Of the names above, those that come from the tree's own headers: the shim has none of them. */
const FROM_TREE = [
  'max_t min3 max3 umin umax clamp clamp_t clamp_val IS_ALIGNED round_up round_down roundup rounddown',
  'DIV_ROUND_UP_ULL FIELD_MAX is_power_of_2 roundup_pow_of_two rounddown_pow_of_two order_base_2',
  'struct_size size_add sizeof_field check_mul_overflow upper_32_bits lower_32_bits SZ_1M SZ_4G',
  'rol64 sign_extend64',
].flatMap((line) => line.split(' '))

const [newest] = armTiers.slice(-1)

test('names that patches use compile in the library, in all builds', { skip }, async () => {
  const tier = await tierOfCopy([newest.build], {
    change: only(ARM, (text) => text + TRIED),
    variants: 'all',
  })
  assert.deepEqual(tier.missing, [])
  const [{ folder, missing }] = tier.builds
  assert.deepEqual(Object.keys(missing), Object.keys(newest.build.missing))
  const taken = definitionsIn(readFileSync(join(folder, 'tree', TAKEN), 'utf8'))
  assert.deepEqual(
    FROM_TREE.filter((name) => !taken.has(name)),
    [],
  )
})

test('what the libraries of whole trees use is in the shim: nothing is taken for them', {
  skip,
}, () => {
  for (const { build } of [...armTiers, ...genericTiers]) {
    assert.ok(!existsSync(join(build.folder, 'tree', TAKEN)), build.tier)
  }
})

test('a name that nobody knows is still refused', { skip }, async () => {
  const unknown = 'static u64 tried(u64 x) {\n\treturn iommu_that_nobody_has(x);\n}\n'
  const copied = tierOfCopy([newest.build], { change: only(ARM, (text) => text + unknown) })
  await assert.rejects(copied, /uses a name that the shim does not know: iommu_that_nobody_has \(/)
})

test('a range that the library gathers itself is counted as one', { skip }, async (t) => {
  const found = armTiers.find(({ build }) => build.features.includes('UB_HAS_PAGES'))
  if (found === undefined) return t.skip('no tree with .unmap_pages')
  const entry = /^static size_t arm_lpae_unmap_pages\([^{]*\{/m
  const gathers = (text: string) =>
    text.replace(
      entry,
      (head) => `${head}\n\tiommu_iotlb_gather_add_range(gather, iova, pgsize * pgcount);`,
    )
  const tier = await tierOfCopy([found.build], {
    change: only(ARM, gathers),
  })
  const counts = [found.engines, tier.engines].map((engines) => {
    const engine = engines.find(
      ({ shape, variant }) => shape === 'map-unmap-pages' && variant.name === '',
    )
    assert.ok(engine)
    const session = new CountedSession(engine, domainOf())
    session.map(64 * GIB, 128 * GIB, 64 * 1024)
    const { counts } = session.unmap(64 * GIB, 64 * 1024)
    session.close()
    return counts
  })
  assert.equal(counts[1].rangeAdds, (counts[0].rangeAdds ?? 0) + 1)
  assert.equal(counts[1].pteWrites, counts[0].pteWrites)
})
