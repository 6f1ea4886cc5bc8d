/** Callgrind's files, as a run under valgrind 3.19 left them, cut short. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDumps } from './callgrind.js'

const RECORDED = `# callgrind format
version: 1
creator: callgrind-3.19.0
pid: 12658
cmd:  timed-instructions batch
part: 1


desc: I1 cache: 
desc: Timerange: Basic block 0 - 367906
desc: Trigger: Client Request: 3 1

positions: line
events: Ir
summary: 1151


ob=(3) /usr/lib/libc.so.6
fl=(140) ./csu/libc-start.c
fn=(1120) __libc_start_main'(below main)
cfn=(1186) main'(below main)
calls=1 29 
360 1151

ob=(5) timed-instructions
fl=(139) ???
fn=(1826) counted_maps'main'(below main)
0 24
cfn=(1828) run_maps'counted_maps'main'(below main)
calls=1 0 
0 927

fn=(1828)
0 41
cfn=(1830) iommu_map'run_maps'counted_maps'main'(below main)
calls=1 0 
+5 864
* 22

fn=(1830)
+3 500
-2 300
cfn=(1831) write_back'iommu_map'run_maps'counted_maps'main'(below main)
calls=8 0 
0 64

fn=(1831)
0 64

fn=(1900) counted_unmaps'main'(below main)
cfn=(1901) clear'run_unmaps'counted_unmaps'main'(below main)
calls=1 0 
0 200

fn=(1901)
0 120
cfn=(1902) clear'2'clear'run_unmaps'counted_unmaps'main'(below main)
calls=1 0 
0 80

fn=(1902)
0 80

totals: 1151

part: 2

desc: Trigger: Client Request: 3 2

positions: line
events: Ir
summary: 7

fn=(1830)
0 7

totals: 7

part: 3

desc: Trigger: Program termination

positions: line
events: Ir
summary: 0


totals: 0
`

test('dumps are told by name and direction, stacks from the outermost function on', () => {
  assert.deepEqual(readDumps(RECORDED), [
    {
      name: '3 1',
      stacks: {
        map: { run_maps: 63, 'run_maps;iommu_map': 800 },
        unmap: { 'run_unmaps;clear': 120, 'run_unmaps;clear;clear': 80 },
      },
    },
    // A name that an earlier dump told is known by its number.
    { name: '3 2', stacks: { map: { 'run_maps;iommu_map': 7 } } },
  ])
})

test('costs that do not come to their sum are no figures', () => {
  const cut = RECORDED.replace('+3 500\n', '')
  assert.throws(() => readDumps(cut), /costs are 651 and not 1151/)
})

test('what was counted outside of every frame is no figure', () => {
  const outside = RECORDED.replace('fn=(1830)\n0 7', "fn=(2000) main'(below main)\n0 7")
  assert.throws(() => readDumps(outside), /counted main'\(below main\), which nothing counts in/)
})

test('a file of another kind has no dumps', () => {
  assert.deepEqual(readDumps(''), [])
})
