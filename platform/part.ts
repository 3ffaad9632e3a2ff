/**
 * The parts of the program: processes of their own, each a row here. The supervisor starts them, the health page counts
 * them, `npm run NAME` runs one alone, and the build makes a bundle of each (`tools/stamp.mjs` lists them for it).
 */
export interface PartRow {
  /** As in `--only=` and in the log (`lectern-NAME`). */
  name: string
  /** As people read it in a sentence: `The API was killed`. */
  title: string
  /** The file that is run, from the folder of the project. */
  source: string
  /** With the product, or when another part first asks for it (`wantPart`); until then it is no process at all. */
  starts: 'at once' | 'when wanted'
  /** Whether it is what answers at `PORT`. */
  listens: boolean
  /** It does its work without the database, so that it can be placed on a machine that has none. */
  withoutDatabase?: true
  /** How much memory one process may hold before its log and the health page call it too much. */
  memoryLineMb: number
}

/** Parts start in this order. */
export const parts = [
  {
    name: 'api',
    title: 'API',
    source: 'api/server.ts',
    starts: 'at once',
    listens: true,
    memoryLineMb: 1_000,
  },
  {
    name: 'worker',
    title: 'worker',
    source: 'worker/main.ts',
    starts: 'at once',
    listens: false,
    memoryLineMb: 1_500,
  },
  {
    name: 'media',
    title: 'relay of sound and picture',
    source: 'media/main.ts',
    starts: 'when wanted',
    listens: false,
    withoutDatabase: true,
    memoryLineMb: 400,
  },
] as const satisfies readonly PartRow[]

export type Part = (typeof parts)[number]['name']

/** The row of a part. */
export const partOf = (name: Part): PartRow => {
  const row = parts.find((part) => part.name === name)
  if (!row) throw new Error(`no such part: ${name}`)
  return row
}
