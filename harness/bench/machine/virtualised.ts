/** Whether the machine is virtual, and under which hypervisor. */
import { spawnSync } from 'node:child_process'
import { textOf } from '../../../engines/contract/index.js'

/** What the system says; a part is `undefined` where it is not there. */
export interface VirtualisationClues {
  /** Output of `systemd-detect-virt --vm`. */
  detectVirt: string | undefined
  /** System vendor and product, from DMI. */
  dmi: string | undefined
  /** `/sys/hypervisor/type`. */
  hypervisorType: string | undefined
  /** `/proc/cpuinfo`. */
  cpuinfo: string | undefined
}

/** Words of a DMI vendor or product that name a hypervisor. */
const PRODUCTS: ReadonlyArray<readonly [RegExp, string]> = [
  [/kvm/i, 'kvm'],
  [/qemu/i, 'qemu'],
  [/vmware/i, 'vmware'],
  [/virtualbox|innotek/i, 'virtualbox'],
  [/xen/i, 'xen'],
  [/microsoft corporation virtual machine/i, 'microsoft'],
  [/google compute engine/i, 'google'],
  [/parallels/i, 'parallels'],
  [/bhyve/i, 'bhyve'],
  [/apple virtualization/i, 'apple'],
]

/**
 * The hypervisor's name, such as `kvm`; `hypervisor` where there is one without a name; `none` on
 * bare metal; `unknown` where the system does not say.
 */
export function hypervisorName(clues: VirtualisationClues): string {
  const detected = clues.detectVirt?.trim()
  if (detected) return detected
  const type = clues.hypervisorType?.trim()
  if (type) return type
  const product = PRODUCTS.find(([words]) => words.test(clues.dmi ?? ''))?.[1]
  if (product !== undefined) return product
  const flags = /^flags\s*:(.*)$/m.exec(clues.cpuinfo ?? '')?.[1]
  if (flags === undefined) return 'unknown'
  return /\bhypervisor\b/.test(flags) ? 'hypervisor' : 'none'
}

/** What this machine says. */
export function virtualisationClues(): VirtualisationClues {
  const { stdout } = spawnSync('systemd-detect-virt', ['--vm'], { encoding: 'utf8' })
  const dmi = ['sys_vendor', 'product_name'].map((name) => textOf(`/sys/class/dmi/id/${name}`))
  return {
    detectVirt: stdout ?? undefined,
    dmi: dmi.map((text) => text?.trim() ?? '').join(' '),
    hypervisorType: textOf('/sys/hypervisor/type'),
    cpuinfo: textOf('/proc/cpuinfo'),
  }
}
