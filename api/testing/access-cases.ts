import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { features } from '../features.ts'
import type { AccessCase } from './access-case.ts'

const api = join(import.meta.dirname, '..')

/** What stands beside a feature's doors; nothing when it forgot. */
const casesOf = async (feature: string): Promise<AccessCase[]> => {
  const file = join(api, feature, 'access.cases.ts')
  if (!existsSync(file)) return []
  const { cases } = (await import(file)) as { cases: AccessCase[] }
  return cases
}

/** Every door's case; a door without one fails the build (`tools/features.test.ts`). */
export const accessCases = (await Promise.all(features.map(({ name }) => casesOf(name)))).flat()
