import { Option } from 'commander'

/** How much of an answer is printed, of a run and of a report: a file of its own, so that a manual loads no report. */
export function quietOption(): Option {
  return new Option('--quiet', 'print only the three answers').conflicts(['verbose', 'json'])
}

export function verboseOption(): Option {
  return new Option('--verbose', 'print every table and warning above the answer').conflicts('json')
}
