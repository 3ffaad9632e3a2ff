import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readCtt } from '#domain/timetable/ctt.ts'
import { MIX, type Mix } from '#domain/timetable/search/anneal.ts'
import { searchInThreads } from '../../worker/timetable/portfolio.ts'
import { median } from './measure.ts'

/**
 * Costs of the ITC-2007 instances: the winner's (T. Müller, within the competition's time limit, as tabled in S. Becker's
 * thesis), and the best known, which is quoted from the literature from memory and is a guide only.
 */
const REFERENCE: Record<string, readonly [winner: number, best: number]> = {
  comp01: [5, 5],
  comp02: [51, 24],
  comp03: [84, 64],
  comp04: [37, 35],
  comp05: [330, 284],
  comp06: [48, 27],
  comp07: [20, 6],
  comp08: [41, 37],
  comp09: [109, 96],
  comp10: [16, 4],
  comp11: [0, 0],
  comp12: [333, 294],
  comp13: [66, 59],
  comp14: [59, 51],
  comp15: [84, 62],
  comp16: [34, 18],
  comp17: [83, 56],
  comp18: [83, 61],
  comp19: [62, 57],
  comp20: [27, 4],
  comp21: [103, 74],
}

const VARIANTS: Record<string, Mix> = {
  'all moves': MIX,
  'without Kempe chains': { ...MIX, kempe: 0 },
  'without exchanges': { ...MIX, swap: 0 },
  'without moves of the room alone': { ...MIX, room: 0 },
  'without moves of the slot alone': { ...MIX, slot: 0 },
  'without whole courses to a room': { ...MIX, courseRoom: 0 },
  'without exchanges of periods and days': { ...MIX, periods: 0 },
}

const settings = () => {
  const folder = process.env.TIMETABLES
  if (folder === undefined) {
    console.log(
      '\nThe timetable bench wants a folder of .ctt files: TIMETABLES=FOLDER [SECONDS=60] [SEEDS=3]',
    )
    return null
  }
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ctt'))
    .sort()
    .map((file) => join(folder, file))
  return { files, seconds: Number(process.env.SECONDS ?? 60), seeds: Number(process.env.SEEDS ?? 3) }
}

/** The median cost over the seeds 1, 2 …; a search that ends infeasible counts as infinite. */
const costsOf = async (file: string, seconds: number, seeds: number, mix: Mix) => {
  const instance = readCtt(readFileSync(file, 'utf8'))
  const costs: number[] = []
  const speeds: number[] = []
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { hard, soft, moves, cpuSeconds } = await searchInThreads(instance, {
      seed,
      limit: { seconds },
      mix,
    })
    costs.push(hard === 0 ? soft : Number.POSITIVE_INFINITY)
    speeds.push(moves / cpuSeconds / 1e6)
  }
  return { costs, cost: median(costs), speed: median(speeds) }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Quality of the timetable search beside the competition's winner and the best known, in CPU seconds of one thread. */
export const timetable = async () => {
  const set = settings()
  if (set === null) return
  console.log(`\n### Timetables: ${set.seconds} CPU seconds, one thread, median of ${set.seeds} seeds\n`)
  console.log('| instance | cost | of each seed | winner | best known | cost / winner | M moves/s |')
  console.log('|---|---|---|---|---|---|---|')
  const ratios: number[] = []
  const sums = { cost: 0, winner: 0 }
  for (const file of set.files) {
    const name = basename(file, '.ctt')
    const { costs, cost, speed } = await costsOf(file, set.seconds, set.seeds, MIX)
    const [winner, best] = REFERENCE[name] ?? []
    if (winner !== undefined) {
      if (winner > 0) ratios.push(cost / winner)
      sums.cost += cost
      sums.winner += winner
    }
    const ratio = winner === undefined || winner === 0 ? '–' : (cost / winner).toFixed(2)
    console.log(
      `| ${name} | ${cost} | ${costs.join(', ')} | ${winner ?? '–'} | ${best ?? '–'} | ${ratio} | ${speed.toFixed(1)} |`,
    )
  }
  const ofSums = (sums.cost / sums.winner).toFixed(3)
  console.log(`\nMean of cost / winner ${mean(ratios).toFixed(3)}; sum of costs / winner's ${ofSums}`)
}

/** What each move brings: the same search without it. */
export const timetableMoves = async () => {
  const set = settings()
  if (set === null) return
  const names = set.files.map((file) => basename(file, '.ctt'))
  console.log(`\n### Moves: ${set.seconds} CPU seconds, one thread, mean of ${set.seeds} seeds\n`)
  console.log(`| search | ${names.join(' | ')} | mean of cost / winner |`)
  console.log(`|---|${names.map(() => '---|').join('')}---|`)
  for (const [title, mix] of Object.entries(VARIANTS)) {
    const means: number[] = []
    for (const file of set.files) means.push(mean((await costsOf(file, set.seconds, set.seeds, mix)).costs))
    const ratios = means.map((cost, at) => cost / (REFERENCE[names[at] ?? '']?.[0] || 1))
    console.log(
      `| ${title} | ${means.map((cost) => cost.toFixed(1)).join(' | ')} | ${mean(ratios).toFixed(2)} |`,
    )
  }
}
