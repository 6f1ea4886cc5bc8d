/** What is printed of faults that were tried: survivors first. */
import type { Tried } from './mutate.js'

/** Whether it lives, and tests should have seen it. */
export function survived({ fault, outcome }: Tried): boolean {
  return outcome.kind === 'survived' && fault.equivalent === undefined
}

export function textOf(tried: readonly Tried[]): string {
  const survivors = tried.filter(survived)
  const equivalent = tried.filter((one) => one.outcome.kind === 'survived' && !survived(one))
  const caught = tried.flatMap(({ fault, outcome }) =>
    outcome.kind === 'caught' ? [`${headOf(fault)} (${outcome.by})`] : [],
  )
  const broken = tried.flatMap(({ fault, outcome }) =>
    outcome.kind === 'does-not-build' ? [`${headOf(fault)}: ${outcome.message}`] : [],
  )
  const untried = tried.flatMap(({ fault, outcome }) =>
    outcome.kind === 'not-tried' ? [`${headOf(fault)} (${fault.tests.join(', ')})`] : [],
  )
  return [
    block(
      'Survived',
      survivors.flatMap(({ fault }) => [headOf(fault), ...changeOf(fault)]),
    ),
    block('Does not compile', broken),
    block('Not tried, since their tests are skipped here', untried),
    block(
      'Equivalent',
      equivalent.map(({ fault }) => `${headOf(fault)}: ${fault.equivalent}`),
    ),
    block('Caught', caught),
    `${caught.length} of ${tried.length - equivalent.length - untried.length} caught.\n`,
  ].join('')
}

function block(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${line}\n`).join('')}\n`
}

function headOf({ file, says }: Tried['fault']): string {
  return `${file}: ${says}`
}

function changeOf({ find, replace, tests }: Tried['fault']): string[] {
  const marked = (mark: string, text: string) =>
    text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((line) => `  ${mark} ${line}`)
  return [...marked('-', find), ...marked('+', replace), `  not seen by ${tests.join(', ')}`]
}
