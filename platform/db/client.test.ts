import { expect, test } from 'vitest'
import { asPostgresReads } from './client.ts'

test('sslmode in an address means what it means to PostgreSQL’s own programs', () => {
  const asked = 'postgres://a:b@db.example/lectern?sslmode=require'
  expect(asPostgresReads(asked)).toBe(`${asked}&uselibpqcompat=true`)
  expect(asPostgresReads(asPostgresReads(asked))).toBe(asPostgresReads(asked))
  expect(asPostgresReads('postgres://a:b@db.example/lectern')).toBe('postgres://a:b@db.example/lectern')
})
