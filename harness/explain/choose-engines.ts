import {
  BUILT_IN_ENGINES,
  type Engine,
  InputError,
  nearest,
  OTHER_FORMAT_ENGINES,
} from '../../engines/index.js'

/**
 * One engine, or two to print side by side: call shapes or ids of built-in engines, of another format
 * as `punt@amd-v1`.
 *
 * @param inC whether a call shape alone is that of a tier in C, where there is one.
 * @throws InputError for a name that does not exist, and for more than two.
 */
export function chooseEngines(names: readonly string[], { inC = false } = {}): Engine[] {
  if (names.length > 2) {
    throw new InputError(`${names.join(', ')} are ${names.length} shapes; give one, or two`)
  }
  const [first, second] = names.map((name) => engineCalled(name, inC))
  if (second !== undefined && first.id === second.id) {
    throw new InputError(`${names.join(' and ')} are one engine; give two, or one of them once`)
  }
  return second === undefined ? [first] : [first, second]
}

function engineCalled(name: string, inC: boolean): Engine {
  const called = [
    ...BUILT_IN_ENGINES.filter(({ id, shape }) => id === name || shape === name),
    ...OTHER_FORMAT_ENGINES.filter(
      ({ format, id, shape }) => id === name || `${shape}@${format}` === name,
    ),
  ]
  const engine =
    (inC ? called.find(({ inProgram }) => inProgram !== undefined) : undefined) ?? called[0]
  if (engine !== undefined) return engine
  const ids = [...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].map(({ id }) => id)
  const shapes = [...new Set(BUILT_IN_ENGINES.map(({ shape }) => shape))]
  const close = nearest(name, name.includes('/') ? ids : shapes)
  throw new InputError(
    `no shape or engine is called ${name === '' ? 'nothing' : name}${close}; npm run bench -- --list names them`,
  )
}
