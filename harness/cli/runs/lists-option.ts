import { Option } from 'commander'
import { LIST_CHOICES } from '../../../workloads/index.js'

/** The option of that name, of a run and of a trace's picture. */
export function listsOption(): Option {
  return new Option(
    '--lists <how>',
    'grouped: maps that one unmap takes back are one scatter list, as usual for your own traces; apart: each is a map of its own',
  ).choices(LIST_CHOICES)
}
