import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder } from '../testing/suites.js'
import { machineFacts, unseen } from './facts.js'

function sysfs(): string {
  const sys = newFolder()
  for (const [group, type, device, driver] of [
    ['7', 'DMA-FQ', '0000:00:04.0', 'nvme'],
    ['8', 'identity', '0000:00:05.0', undefined],
  ] as const) {
    const folder = join(sys, 'kernel', 'iommu_groups', group)
    mkdirSync(join(folder, 'devices', device), { recursive: true })
    writeFileSync(join(folder, 'type'), `${type}\n`)
    if (driver !== undefined)
      symlinkSync(`/drivers/${driver}`, join(folder, 'devices', device, 'driver'))
  }
  return sys
}

test('each device has its group, the kind of its domain and its driver', () => {
  assert.deepEqual(machineFacts(sysfs()).devices, [
    { device: '0000:00:04.0', group: '7', domain: 'DMA-FQ', driver: 'nvme' },
    { device: '0000:00:05.0', group: '8', domain: 'identity', driver: undefined },
  ])
})

test('a device whose maps will not be seen is refused with the reason', () => {
  const facts = machineFacts(sysfs())
  assert.equal(unseen('0000:00:04.0', facts), undefined)
  assert.match(unseen('0000:00:05.0', facts) ?? '', /its domain is identity/)
  assert.match(
    unseen('0000:00:06.0', facts) ?? '',
    /no IOMMU group; devices that are: 0000:00:04\.0/,
  )
  assert.match(unseen('0000:00:04.0', machineFacts(newFolder())) ?? '', /no IOMMU translates any/)
})
