import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { loadConfig } from './config.ts'
import { jitsiServerOf } from './jitsi.ts'
import { StartProblem } from './start-problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-jitsi-'))
afterAll(() => rmSync(folder, { recursive: true }))

const pem = (pair: ReturnType<typeof generateKeyPairSync>) =>
  pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2_048 }))

const URL_SET = { JITSI_URL: 'https://meet.school.example' }
const SHARED = { ...URL_SET, JITSI_APP_ID: 'lectern', JITSI_APP_SECRET: 'not-told-to-anybody' }
const KEYED = { ...URL_SET, JITSI_APP_ID: 'lectern', JITSI_PRIVATE_KEY: rsa, JITSI_KEY_ID: 'one' }

const serverOf = (env: Record<string, string>) => jitsiServerOf(loadConfig(env))
const refusal = (env: Record<string, string>): string => {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof StartProblem) return error.message
    throw error
  }
  return 'accepted'
}

describe('a Jitsi deployment in the environment', () => {
  it('is none when nothing is set', () => {
    expect(serverOf({})).toBeNull()
  })

  it('is an address with a shared secret', () => {
    expect(serverOf({ ...SHARED, JITSI_URL: 'https://meet.school.example:8443/' })).toEqual({
      origin: 'https://meet.school.example:8443',
      host: 'meet.school.example:8443',
      hosted: false,
      appId: 'lectern',
      signer: { alg: 'HS256', secret: 'not-told-to-anybody' },
      eventsSecret: null,
    })
  })

  it('is an address with a key, in the variable, on one line, or in a file', () => {
    const file = join(folder, 'key.pem')
    writeFileSync(file, rsa)
    for (const JITSI_PRIVATE_KEY of [rsa, rsa.replaceAll('\n', '\\n'), file]) {
      const server = serverOf({ ...KEYED, JITSI_PRIVATE_KEY })
      expect(server?.signer).toMatchObject({ alg: 'RS256', keyId: 'one' })
    }
    expect(serverOf({ ...KEYED, JITSI_URL: 'https://8x8.vc' })?.hosted).toBe(true)
    expect(serverOf({ ...KEYED, JITSI_URL: 'https://not8x8.vc' })?.hosted).toBe(false)
  })

  test.each([
    [URL_SET, 'JITSI_URL is set and JITSI_APP_ID is not'],
    [{ ...URL_SET, JITSI_APP_ID: 'lectern' }, 'JITSI_URL is set and nothing to sign with is'],
    [{ JITSI_APP_ID: 'lectern' }, 'JITSI_APP_ID is set and JITSI_URL is not'],
    [{ JITSI_APP_SECRET: 'x' }, 'JITSI_APP_SECRET is set and JITSI_URL is not'],
    [{ JITSI_EVENTS_SECRET: 'sixteen-letters-' }, 'JITSI_EVENTS_SECRET is set and JITSI_URL is not'],
    [{ ...KEYED, JITSI_KEY_ID: '' }, 'JITSI_PRIVATE_KEY is set and JITSI_KEY_ID is not'],
    [{ ...KEYED, JITSI_PRIVATE_KEY: '' }, 'JITSI_KEY_ID is set and JITSI_PRIVATE_KEY is not'],
    [{ ...SHARED, JITSI_KEY_ID: 'one' }, 'JITSI_KEY_ID is set and JITSI_PRIVATE_KEY is not'],
    [{ ...KEYED, JITSI_APP_SECRET: 'x' }, 'JITSI_APP_SECRET and JITSI_PRIVATE_KEY are both set'],
    [{ ...SHARED, JITSI_URL: 'https://8x8.vc' }, 'JITSI_URL is 8x8.vc, which believes no JITSI_APP_SECRET'],
  ] as const)('is refused at the start when half of it is there: %j', (env, begins) => {
    const sentence = refusal(env)
    expect(sentence.startsWith(begins), sentence).toBe(true)
    expect(sentence).toMatch(/\.$/)
  })

  it('is never meet.jit.si, and the reason is said', () => {
    for (const url of ['https://meet.jit.si', 'https://alpha.meet.jit.si/', 'https://MEET.jit.si'])
      expect(refusal({ ...SHARED, JITSI_URL: url })).toContain('cuts embedded meetings after five minutes')
    expect(refusal({ ...SHARED, JITSI_URL: 'https://notmeet.jit.si' })).toBe('accepted')
  })

  test.each([
    ['JITSI_URL', 'http://meet.school.example'],
    ['JITSI_URL', 'https://meet.school.example/classes'],
    ['JITSI_PRIVATE_KEY', '/not/there.pem'],
    ['JITSI_PRIVATE_KEY', pem(generateKeyPairSync('ed25519'))],
    ['JITSI_EVENTS_SECRET', 'short'],
  ])('refuses %s when it cannot be used, and tells no secret', (variable, text) => {
    const sentence = refusal({ ...KEYED, [variable]: text })
    expect(sentence).toMatch(new RegExp(`^${variable} .*it must be`))
    if (variable !== 'JITSI_URL') expect(sentence).not.toContain(text)
  })
})
