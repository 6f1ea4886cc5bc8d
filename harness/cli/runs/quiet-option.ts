import { Option } from 'commander'

/** The option of that name, of a run and of a report: a file of its own, so that a manual loads no report. */
export function quietOption(): Option {
  return new Option('--quiet', 'print only the three answers').conflicts('verbose')
}
