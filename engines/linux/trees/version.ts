/** Reads `VERSION.PATCHLEVEL.SUBLEVEL` and EXTRAVERSION from a kernel's Makefile; `undefined` where it is none. */
export function versionOf(makefile: string): string | undefined {
  const value = (name: string) => new RegExp(`^${name}\\s*=[ \\t]*(\\S*)`, 'm').exec(makefile)?.[1]
  const [version, patchlevel] = [value('VERSION'), value('PATCHLEVEL')]
  if (!version || !patchlevel) return undefined
  return `${version}.${patchlevel}.${value('SUBLEVEL') || '0'}${value('EXTRAVERSION') ?? ''}`
}
