import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTrace } from '../../workloads/index.js'
import { entryPointOf, probeLine } from './entry-points.js'

test('page tables are found by name, and the drivers above them are not', () => {
  const named = (symbol: string) => {
    const found = entryPointOf(symbol)
    return found && `${found.event} ${found.kind}`
  }
  assert.equal(named('arm_lpae_map_pages'), 'pgt_map pages')
  assert.equal(named('intel_iommu_unmap_pages'), 'pgt_unmap pages')
  assert.equal(named('pt_iommu_amdv1_map_pages'), 'pgt_map pages')
  assert.equal(named('vtdss_unmap_range'), 'pgt_unmap range')
  assert.equal(named('arm_lpae_iova_to_phys'), 'iova_to_phys address')
  assert.equal(named('pt_iommu_vtdss_iova_to_phys'), 'iova_to_phys address')
  for (const other of [
    'arm_smmu_map_pages',
    'amd_iommu_map_pages',
    'vm_map_pages',
    'unmap_range',
    'arm_smmu_iova_to_phys',
    'iommu_iova_to_phys',
  ]) {
    assert.equal(entryPointOf(other), undefined, other)
  }
})

/** What the kernel prints of a probe: its event, its place, and its arguments by their names. */
function printed(line: string): string {
  const [, name = '', symbol, args = ''] = /^p:\w+\/(\w+) (\w+) (.*)$/.exec(line) ?? []
  return `dd-1 [000] d.... 1.0: ${name}: (${symbol}+0x0/0x170) ${args.replace(/=\S+/g, '=0xff000')}`
}

test('what a probe prints gives the event behind it its domain', () => {
  for (const symbol of ['arm_lpae_map_pages', 'x86_64_map_range']) {
    const probe = entryPointOf(symbol)
    assert.ok(probe)
    const { attributed, domains, losses } = parseTrace(
      [
        printed(probeLine('own_1_0', probe)),
        'dd-1 [000] ..... 1.0: map: IOMMU: iova=0x00000000000ff000 - 0x0000000000100000 paddr=0x0000000000200000 size=4096',
      ].join('\n'),
      'own.txt',
    )
    assert.deepEqual([attributed, losses, domains], [1, [], [{ kind: 'table', name: '0xff000' }]])
  }
})

test('what a probe on iova_to_phys prints is replayed', () => {
  const probe = entryPointOf('arm_lpae_iova_to_phys')
  assert.ok(probe)
  const { domains, lookups, losses } = parseTrace(printed(probeLine('own_2', probe)), 'own.txt')
  assert.deepEqual([lookups.length, lookups.at(0).iova, losses], [1, 0xff000, []])
  assert.deepEqual(domains, [{ kind: 'table', name: '0xff000' }])
})
