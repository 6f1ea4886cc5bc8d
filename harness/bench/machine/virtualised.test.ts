import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hypervisorName, virtualisationClues } from './virtualised.js'

const SILENT = {
  detectVirt: undefined,
  dmi: undefined,
  hypervisorType: undefined,
  cpuinfo: undefined,
}
const X86 = 'processor\t: 0\nflags\t\t: fpu vme sse\n'
const X86_GUEST = 'processor\t: 0\nflags\t\t: fpu hypervisor lahf_lm\n'

test('systemd-detect-virt is believed first', () => {
  assert.equal(hypervisorName({ ...SILENT, detectVirt: 'kvm\n', dmi: 'QEMU PC' }), 'kvm')
  assert.equal(hypervisorName({ ...SILENT, detectVirt: 'none\n' }), 'none')
})

test('DMI names the hypervisor', () => {
  assert.equal(hypervisorName({ ...SILENT, dmi: 'QEMU Standard PC (Q35 + ICH9, 2009)' }), 'qemu')
  assert.equal(hypervisorName({ ...SILENT, dmi: 'VMware, Inc. VMware7,1' }), 'vmware')
  assert.equal(
    hypervisorName({ ...SILENT, dmi: 'Microsoft Corporation Virtual Machine' }),
    'microsoft',
  )
  assert.equal(
    hypervisorName({ ...SILENT, dmi: 'Microsoft Corporation Surface Pro', cpuinfo: X86 }),
    'none',
  )
})

test('the CPU flag says that there is one', () => {
  assert.equal(hypervisorName({ ...SILENT, detectVirt: '', cpuinfo: X86_GUEST }), 'hypervisor')
  assert.equal(hypervisorName({ ...SILENT, cpuinfo: X86 }), 'none')
})

test('a Xen guest tells by its hypervisor type', () => {
  assert.equal(hypervisorName({ ...SILENT, hypervisorType: 'xen\n', cpuinfo: X86_GUEST }), 'xen')
})

test('no clue, unknown', () => {
  assert.equal(hypervisorName(SILENT), 'unknown')
  assert.equal(hypervisorName({ ...SILENT, cpuinfo: 'CPU part\t: 0xd0c\n' }), 'unknown')
})

test('this machine gives a name', () => {
  assert.match(hypervisorName(virtualisationClues()), /\S/)
})
