import { type Engine, engineIdOf, type Shape } from '../contract/index.js'
import type { Format } from './formats/format.js'
import { semanticsOver } from './formats/semantics.js'

/** What an engine of our own is, but for what it runs: a call shape over a format on a tier. */
export function engineOver(
  tier: string,
  shape: Pick<Shape, 'summary' | 'choices' | 'semantics'> & { name: string },
  format: Format,
): Omit<Engine, 'open'> {
  return {
    id: engineIdOf(tier, shape.name, format.name),
    tier,
    shape: shape.name,
    format: format.name,
    summary: shape.summary,
    semantics: semanticsOver(format, shape.semantics),
    choices: shape.choices,
    ...(format.coherentOnly !== undefined && { coherentOnly: format.coherentOnly }),
  }
}
