import { describe, expect, it } from 'vitest'
import { features } from '../features.ts'
import { routesOf } from './app.ts'
import { openApi } from './openapi.ts'

interface Operation {
  operationId: string
  summary: string
  parameters: { name: string; in: string }[]
  responses: Record<string, unknown>
}
interface Description {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

// Written as anybody outside reads it.
const description = JSON.parse(JSON.stringify(openApi(routesOf(features), '1.0.0'))) as Description
const operations = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.values(item).map((operation) => ({ path, ...operation })),
)

const referencesIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  const own = '$ref' in value && typeof value.$ref === 'string' ? [value.$ref] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}

const resolved = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], description)

describe('the OpenAPI description', () => {
  it('names every operation once, in words', () => {
    const ids = operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('putBoardsByBoardIdLock')
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/)
    for (const { summary } of operations) expect(summary).toMatch(/\w/)
  })

  it('declares every parameter of every path', () => {
    for (const { path, parameters } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named)
    }
  })

  it('tells how each can go well and how it goes wrong', () => {
    for (const { responses } of operations) {
      expect(responses).toHaveProperty('200')
      expect(JSON.stringify(responses.default)).toContain('application/problem+json')
    }
  })

  it('refers to nothing that is not in it', () => {
    const references = referencesIn(description)
    expect(references.length).toBeGreaterThan(0)
    for (const reference of references) {
      expect(reference).toMatch(/^#\//)
      expect(resolved(reference), reference).toBeDefined()
    }
  })
})
