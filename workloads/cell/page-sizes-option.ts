import { InputError, nearest } from '../../engines/contract/index.js'
import { PAGE_SIZES, type PageSize } from './domain.js'

/**
 * What `--page-sizes 4K,2M` names.
 *
 * @throws InputError for a size that no format has, and for one that is named twice.
 */
export function pageSizesOption(text: string): PageSize[] {
  const sizes = text.split(',').map((name) => {
    const known = PAGE_SIZES.find((size) => size === name)
    if (known !== undefined) return known
    throw new InputError(
      `--page-sizes ${text}: ${name === '' ? 'an empty name' : name} is none of ${PAGE_SIZES.join(', ')}${nearest(name, PAGE_SIZES)}`,
    )
  })
  if (new Set(sizes).size < sizes.length) {
    throw new InputError(`--page-sizes ${text}: names a size twice`)
  }
  return sizes
}
