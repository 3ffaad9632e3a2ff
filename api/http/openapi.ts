import * as z from 'zod/mini'
import type { Endpoint } from '#domain/contract.ts'
import { PROBLEM_STATUS } from '#domain/problem.ts'
import type { Route } from '../feature.ts'

type Schema = Record<string, unknown>

const jsonSchema = (schema: z.core.$ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}

const parametersOf = (entry: Endpoint): Schema[] => {
  const path = [...entry.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name?.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }))
  if (entry.method !== 'GET' && entry.method !== 'DELETE') return path
  const input = jsonSchema(entry.input, 'input') as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  const query = Object.entries(input.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: input.required?.includes(name) ?? false,
    schema,
  }))
  return [...path, ...query]
}

/** A name for generated clients: `PUT /api/boards/:boardId/lock` is `putBoardsByBoardIdLock`. */
const operationId = ({ method, path }: Endpoint): string => {
  const words = path
    .replace(/^\/api\//, '')
    .split(/[/-]/)
    .map((word) => (word.startsWith(':') ? `by-${word.slice(1)}` : word))
    .flatMap((word) => word.split('-'))
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
}

const operationOf = (entry: Endpoint): Schema => ({
  operationId: operationId(entry),
  summary: entry.summary,
  tags: [entry.path.split('/')[2] ?? 'api'],
  ...(entry.access === 'public' ? { security: [] } : {}),
  parameters: parametersOf(entry),
  ...(entry.method === 'GET' || entry.method === 'DELETE'
    ? {}
    : {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: jsonSchema(entry.input, 'input') } },
        },
      }),
  responses: {
    200: {
      description: 'Done.',
      content: { 'application/json': { schema: jsonSchema(entry.output, 'output') } },
    },
    default: {
      description: 'A problem (RFC 9457).',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
})

const PROBLEM: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', enum: Object.keys(PROBLEM_STATUS) },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'A finer, stable code.' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The id of the request, as in the log.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}

/** The OpenAPI 3.1 description of every mounted endpoint, made from the contract values themselves. */
export const openApi = (routes: Route[], version: string): Schema => {
  const paths: Record<string, Record<string, Schema>> = {}
  for (const { endpoint } of routes) {
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lectern',
      version,
      description: 'Everything the screens do goes through this API; so can you, with a token from Me.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
  }
}
