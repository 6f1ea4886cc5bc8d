/** Vega and Vega-Lite, loaded when a chart is drawn: that takes longer than most commands do. */

/** Loads both; once a process, since modules are. */
export async function loadVega() {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  return { vega, compile }
}
