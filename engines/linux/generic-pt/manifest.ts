import { basename, dirname } from 'node:path/posix'
import { SHAPES } from '../../contract/index.js'
import type {
  LibraryFormat,
  LibraryManifest,
  LibrarySource,
  Row,
  Texts,
} from '../library/manifest.js'
import { listsOf, row } from '../library/rows.js'
import { CONSULTED_FILES } from '../taken/headers.js'
import { readSelfTests } from './self-tests.js'

const FOLDER = 'drivers/iommu/generic_pt'
const FORMATS = `${FOLDER}/fmt`
const FORMAT_FILE = /^iommu_(\w+)\.c$/
/** A format of iommufd's own tests, which no hardware has. */
const MOCK = `${FORMATS}/iommu_mock.c`

/** The headers that a format's file includes in place of the code, where it is compiled for its tests. */
const KUNIT_HEADERS = ['kunit_generic_pt.h', 'kunit_iommu_pt.h']

/**
 * Formats whose engines have other names than their files, and what their drivers ask for beside
 * what the format forces (drivers/iommu/{intel,amd,riscv}/iommu.c of 7.2). Others go by their files'
 * names, and ask for ranges where they have them.
 */
const KNOWN: Readonly<Record<string, { name: string; features?: string }>> = {
  vtdss: { name: 'vtd-ss' },
  x86_64: { name: 'x86-64' },
  amdv1: { name: 'amd-v1' },
  riscv64: { name: 'riscv-64', features: 'BIT(PT_FEAT_RISCV_SVNAPOT_64K)' },
}

/** A format's file, and what is known of the format. */
interface FormatFile {
  path: string
  /** `vtdss` of `iommu_vtdss.c`. */
  file: string
  name: string
  features: string
}

/** Those that are known first, in their order. */
function formatFiles(files: Texts): FormatFile[] {
  const known = Object.keys(KNOWN).map((file) => `${FORMATS}/iommu_${file}.c`)
  const inOrder = [...new Set([...known, ...files.keys()])].filter((path) => files.has(path))
  return inOrder.flatMap((path) => {
    const file = FORMAT_FILE.exec(basename(path))?.[1]
    if (dirname(path) !== FORMATS || path === MOCK || file === undefined) return []
    const { features = '0', name = file.replaceAll('_', '-') } = KNOWN[file] ?? {}
    return [
      {
        path,
        file,
        name,
        features: `PT_SUPPORTED_FEATURES & BIT(PT_FEAT_FLUSH_RANGE) | ${features}`,
      },
    ]
  })
}

function formatOf({ name, path }: FormatFile, files: Texts): LibraryFormat {
  const coherentOnly = !/PT_FEAT_DMA_INCOHERENT/.test(files.get(path) ?? '')
  return {
    name,
    own: false,
    ...(coherentOnly && {
      coherentOnly: `generic_pt has ${name} only for cache-coherent walkers`,
    }),
  }
}

/**
 * A format is looked into by code that takes the place of its self-tests: so its own file says which
 * headers and features it has, and a format needs no line of ours.
 */
function copiesOf(files: Texts): Array<{ path: string; text: string }> {
  const own = [...files.keys()].filter((path) => path.startsWith(`${FOLDER}/`))
  return [...own, `${dirname(FOLDER)}/iommu-pages.h`].map((path) => {
    const at = KUNIT_HEADERS.indexOf(basename(path))
    if (at < 0) return { path, text: files.get(path) ?? '' }
    return { path, text: at === 0 ? '#include "pt_iter.h"\n#include "generic-pt/view.h"\n' : '' }
  })
}

/** C files of our own. */
function ours(into: LibrarySource['into'], ...names: string[]): LibrarySource[] {
  return names.map((name) => ({ path: `linux/generic-pt/${name}.c`, from: 'engines', into }))
}

function sourcesOf(files: Texts): LibrarySource[] {
  const formats = formatFiles(files)
  const listed = formats.map(({ file }) => `X(${file})`).join(' ')
  return [
    ...ours('both', 'shim'),
    ...ours('modules', 'driver', 'table'),
    listsOf('generic-pt', ROWS, [`-DUB_FORMATS=${listed}`]),
    ...ours('self-test', 'kunit/interval-list', 'kunit/iommu', 'kunit/main'),
    ...formats.map(
      ({ features, file, name, path }): LibrarySource => ({
        path,
        from: 'copies',
        into: 'modules',
        flags: [
          '-DGENERIC_PT_KUNIT=1',
          `-DUB_FORMAT=${file}`,
          `-DUB_FORMAT_NAME="${name}"`,
          `-DUB_FORMAT_FEATURES=${features}`,
        ],
      }),
    ),
    ...formats.map(
      ({ path }): LibrarySource => ({
        path,
        from: 'tree',
        into: 'self-test',
        flags: ['-DGENERIC_PT_KUNIT=1'],
      }),
    ),
  ]
}

const CLIPS = { clips: true }
const ROWS: readonly Row[] = [
  row('per-page', 'a range op for each page: the baseline of its format'),
  row('unmap-pages', "unmap a run to its table's end with one range op; map a page a call", CLIPS),
  row('map-unmap-pages', "map and unmap a run to its table's end with one range op", CLIPS),
  row('whole-run', 'map and unmap a run with one range op, across tables'),
  row('punt-range', 'one range op for a whole operation: how the core calls generic_pt'),
]

/** drivers/iommu/generic_pt: the page tables of Intel's, AMD's and RISC-V's IOMMUs since 7.0. */
export const GENERIC_PT: LibraryManifest = {
  name: 'generic_pt',
  oldest: { version: 'v7.0', has: /\bpt_iommu\b/, what: 'struct pt_iommu' },
  files: [
    { path: MOCK, required: false, use: 'left-out' },
    { path: `${FORMATS}/iommu_*.c`, required: true, use: 'compiled' },
    { path: `${FORMATS}/*.h`, required: true, use: 'included' },
    { path: `${FOLDER}/*.h`, required: true, use: 'included' },
    { path: 'drivers/iommu/iommu-pages.h', required: true, use: 'included' },
    { path: 'include/linux/generic_pt/*.h', required: true, use: 'included' },
    { path: 'include/linux/args.h', required: true, use: 'included' },
    { path: 'include/linux/kconfig.h', required: true, use: 'included' },
    { path: 'include/linux/stringify.h', required: true, use: 'included' },
    ...CONSULTED_FILES,
  ],
  features: [],
  config: ['CONFIG_IOMMU_PT'],
  selfTestConfig: ['CONFIG_DEBUG_GENERIC_PT'],
  tableOps: 'generic-pt/table-ops.h',
  shim: 'generic-pt/shim.h',
  systemHeaders: ['linux/errno.h', 'linux/limits.h'],
  flags: [
    '-DUB_TABLE_LIST_HEADER="generic-pt/table-list.h"',
    '-DUB_ARENA_NOTES',
    '-DUB_GATHERS_RANGES',
    // What a map that meets a leaf comes to.
    '-DUB_OCCUPIED=EADDRINUSE',
  ],
  libraryFlags: ['-include', 'linux/kconfig.h'],
  nativeTableList: false,
  sources: sourcesOf,
  copies: copiesOf,
  rows: ROWS,
  coreRows: ['punt-range'],
  variantDrivers: [],
  formats: (files) => formatFiles(files).map((file) => formatOf(file, files)),
  semantics: () => SHAPES['clear-first'].semantics,
  gather: 'range',
  writeBack: () => SHAPES['punt-range'].choices.writeBack,
  readSelfTests,
}
