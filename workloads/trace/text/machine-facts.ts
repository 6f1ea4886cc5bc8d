/** What `npm run capture` writes above a trace: the kernel, and which devices the IOMMU translates. */

export interface DeviceFact {
  /** As the kernel names it: `0000:00:04.0`. */
  device: string
  /** Devices of a group share a domain. */
  group: string
  /** The kind of the group's default domain: `DMA`, `DMA-FQ` (with a flush queue), `identity`. */
  domain: string
  driver?: string | undefined
}

export interface MachineFacts {
  /** Release and architecture. */
  kernel: string
  devices: readonly DeviceFact[]
}

const MARK = '# unmap-bench: '

/** Lines that go above a trace; to the kernel's own tools they are comments. */
export function factLines({ kernel, devices }: MachineFacts): string[] {
  return [
    `${MARK}kernel ${kernel}`,
    ...devices.map(
      ({ device, group, domain, driver }) =>
        `${MARK}device ${device} group ${group} domain ${domain}${driver === undefined ? '' : ` driver ${driver}`}`,
    ),
  ]
}

/** What such a line says. */
export type Fact =
  | { kind: 'kernel'; kernel: string }
  | { kind: 'device'; device: string; group: string }

export function factOf(line: string): Fact | undefined {
  if (!line.startsWith(MARK)) return undefined
  const text = line.slice(MARK.length)
  const kernel = /^kernel (\S.*)$/.exec(text)
  if (kernel !== null) return { kind: 'kernel', kernel: kernel[1] }
  const device = /^device (\S+) group (\S+)/.exec(text)
  return device === null ? undefined : { kind: 'device', device: device[1], group: device[2] }
}
