/** Data that the charts of a page share: it stands in the page once. */
import type { Spec } from 'vega'

/** Data sets by name, as they are taken out of compiled charts. */
export class SharedData {
  private readonly sets = new Map<string, { values: unknown; json: string }>()

  /**
   * A compiled chart without the data that the page holds. A data set whose name is taken by other
   * values stays in its chart.
   */
  takeFrom(spec: Spec): Spec {
    return {
      ...spec,
      data: (spec.data ?? []).map((data) => {
        if (!('values' in data)) return data
        const { values, ...bare } = data
        const json = JSON.stringify(values)
        const held = this.sets.get(data.name)
        if (held === undefined) this.sets.set(data.name, { values, json })
        else if (held.json !== json) return data
        return bare
      }),
    }
  }

  /** The data sets, for the page. */
  all(): Record<string, unknown> {
    return Object.fromEntries([...this.sets].map(([name, { values }]) => [name, values]))
  }
}
