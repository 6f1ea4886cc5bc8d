import type { Script } from './script.js'

/**
 * Leaves out steps, one after the other, as long as the script still fails. fast-check shrinks the
 * choices that a script is made of, where leaving one out changes what the others come to; here the
 * addresses stand already.
 */
export function leaveOutSteps(script: Script, fails: (script: Script) => boolean): Script {
  let shortest = script
  for (let at = script.steps.length - 1; at >= 0; at--) {
    const steps = shortest.steps.filter((_, index) => index !== at)
    const shorter = { ...shortest, steps }
    if (fails(shorter)) shortest = shorter
  }
  return shortest.steps.length < script.steps.length ? leaveOutSteps(shortest, fails) : shortest
}
