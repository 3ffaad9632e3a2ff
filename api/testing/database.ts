import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { connect } from '#platform/db/connect.ts'
import { atEnd } from './at-end.ts'

const onDatabase = (url: string, name: string): string => {
  const result = new URL(url)
  result.pathname = `/${name}`
  return result.href
}

/** A database of this test file's own, cloned from the migrated template and dropped at the end. Returns its URL. */
export const testDatabase = async (): Promise<string> => {
  const url = inject('postgresUrl')
  const name = `lectern_${randomBytes(6).toString('hex')}`
  const server = connect(url, { max: 1 })
  await server.query(`create database ${name} template lectern_template`)
  atEnd(async () => {
    await server.query(`drop database if exists ${name} with (force)`)
    await server.close()
  })
  return onDatabase(url, name)
}
