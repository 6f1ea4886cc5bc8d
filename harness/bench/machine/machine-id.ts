/** Which machine this is: what was found out on one says nothing about another. */
import { arch, cpus, hostname } from 'node:os'
import { textOf } from '../../../engines/contract/index.js'

/** systemd's and D-Bus's; a folder of the user's may be on several machines. */
const FILES = ['/etc/machine-id', '/var/lib/dbus/machine-id']

/** The machine's own id, or its name where it has none, and its processor. Never leaves the machine. */
export function machineId(): string {
  const ids = FILES.map((file) => textOf(file)?.trim()).filter((id) => id)
  return [ids[0] ?? hostname(), arch(), cpus()[0]?.model].join(' ')
}
