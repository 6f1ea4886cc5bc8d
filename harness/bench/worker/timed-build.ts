/** The engines without their counting statements: the same modules, in a build of their own. */

export async function timedBuild(): Promise<typeof import('../../../engines/index.js')> {
  return import(new URL('../../../timed/engines/index.js', import.meta.url).href)
}

export async function timedNative(): Promise<typeof import('../../../engines/native/index.js')> {
  return import(new URL('../../../timed/engines/native/index.js', import.meta.url).href)
}
