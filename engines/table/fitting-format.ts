import { DEFAULT_FORMAT, type DomainConfig, OWN_FORMATS, sizesIn } from '../contract/index.js'
import { domainProblem } from './domain-problem.js'
import { geometryOf } from './formats/formats.js'

/**
 * The format whose tables a domain can be of: the default one before those that are `preferred`, and these
 * before others; one whose granule is the domain's smallest page before all that it is not. `undefined`
 * where no walker of ours has all of its page sizes.
 */
export function fittingFormat(
  domain: DomainConfig,
  preferred: readonly string[] = [],
): string | undefined {
  const [page] = sizesIn(domain.pgsizeBitmap)
  const fitting = [...new Set<string>([DEFAULT_FORMAT, ...preferred, ...OWN_FORMATS])]
    .map((name) => geometryOf(name))
    .filter((format) => domainProblem(domain, format) === undefined)
  const found = fitting.find(({ granuleShift }) => 2 ** granuleShift === page) ?? fitting[0]
  return found?.name
}
