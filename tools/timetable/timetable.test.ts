import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeIn } from '#domain/text-encoding-fixture.ts'
import { readCtt } from '#domain/timetable/ctt.ts'
import { runCommand } from './command.ts'
import { readingFile } from './files.ts'

const root = new URL('../..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'lectern-timetable-'))
const path = (name: string) => join(folder, name)

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'tools/timetable/main.ts', ...args],
    { cwd: root, encoding: 'utf8' },
  )
  return { status, lines: stdout.trim().split('\n'), errors: stderr.trim() }
}

const SMALL = `Name: Small
Days: 2
Periods_per_day: 2
COURSES:
Algebra Noether 2 2 20
Logic Noether 2 1 20
ROOMS:
A 20
CURRICULA:
first 2 Algebra Logic
UNAVAILABILITY_CONSTRAINTS:
END.
`

beforeAll(() => {
  writeFileSync(path('small.ctt'), SMALL)
  writeFileSync(path('full.ctt'), SMALL.replace('Logic Noether 2', 'Logic Noether 3'))
  writeFileSync(path('wrong.ctt'), SMALL.replace('first 2', 'first 3'))
  writeFileSync(path('stranger.sol'), 'Topology A 0 0\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the timetable command', () => {
  it('solves a file, writes a line a lecture, and the judge agrees with the cost', () => {
    const solved = run(
      'solve',
      path('small.ctt'),
      '--moves',
      '50000',
      '--seed',
      '3',
      '--out',
      path('small.sol'),
    )
    expect(solved.status).toBe(0)
    expect(solved.lines).toContain('Feasible, cost 0')
    expect(solved.lines.at(-1)).toMatch(/^\d+ moves, \d+ moves per second, [\d.]+ CPU seconds$/)
    expect(readFileSync(path('small.sol'), 'utf8').trim().split('\n')).toHaveLength(4)
    const checked = run('check', path('small.ctt'), path('small.sol'))
    expect(checked).toMatchObject({ status: 0, errors: '' })
    expect(checked.lines.at(-1)).toBe('Feasible, cost 0')
  })

  it('names what makes a file impossible before it searches, and exits with 1', () => {
    const { status, lines } = run('solve', path('full.ctt'), '--moves', '20000', '--out', path('full.sol'))
    expect(status).toBe(1)
    expect(lines[0]).toBe(
      'Impossible: Noether has 5 periods of lessons (Algebra, Logic) and 4 free periods for them.',
    )
    expect(lines.find((line) => line.startsWith('Not feasible'))).toBeDefined()
    expect(run('check', path('full.ctt'), path('full.sol')).status).toBe(1)
  })

  it('reads names in the encoding they plainly are in, and merges nobody where it cannot', async () => {
    const named = SMALL.replaceAll('Noether', '刘老师').replace('Logic 刘老师', 'Logic 孙老师')
    writeFileSync(path('gbk.ctt'), encodeIn(named, 'gb18030'))
    expect(readingFile(path('gbk.ctt'), readCtt)).toEqual(readCtt(named))
    writeFileSync(path('marked.ctt'), `\uFEFF${SMALL.replaceAll('\n', '\r\n')}`)
    expect(readingFile(path('marked.ctt'), readCtt)).toEqual(readCtt(SMALL))
    writeFileSync(path('broken.ctt'), Buffer.concat([Buffer.from(named), Buffer.from([0xe5, 0x88, 0x0a])]))
    expect(() => readingFile(path('broken.ctt'), readCtt)).toThrow(
      /^Line 13 of .*broken.ctt is no text in utf-8/,
    )
    writeFileSync(path('either.ctt'), encodeIn(SMALL.replaceAll('Noether', 'Þorn'), 'windows-1252'))
    expect(() => readingFile(path('either.ctt'), readCtt)).toThrow(/may be .* or .*: save it as UTF-8\.$/)
  })

  it('says in one sentence what it cannot understand, and exits with 2', async () => {
    const errors = await Promise.all(
      [
        ['solve', path('none.ctt')],
        ['solve', path('wrong.ctt')],
        ['solve', path('small.ctt'), '--seconds', 'ten'],
        ['solve', path('small.ctt'), '--out', join(folder, 'none', 'x.sol')],
        ['check', path('small.ctt'), path('stranger.sol')],
      ].map((args) => runCommand(args).catch((error: Error) => error.message.replaceAll(`${folder}/`, ''))),
    )
    expect(errors).toEqual([
      'The file none.ctt cannot be read.',
      'wrong.ctt: Line 10: Members do not match their number: "first 3 Algebra Logic".',
      '--seconds takes a number from 0.001 up, not "ten".',
      'The file none/x.sol cannot be written.',
      'stranger.sol: Line 1: There is no course "Topology".',
    ])
    const { status, errors: usage } = run('solve')
    expect(status).toBe(2)
    expect(usage).toContain('npm run -s timetable -- check FILE.ctt FILE.sol')
  })
})
