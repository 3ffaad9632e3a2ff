import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Api, newId, setUpByApi } from './support/api.ts'
import { Product, sleep } from './support/product.ts'
import { history } from './support/traffic.ts'

/** A small file system of its own, which only root may mount; elsewhere the story is skipped, visibly. */
const disk = mkdtempSync(join(tmpdir(), 'lectern-disk-'))
const mounted =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=420m,mode=755', 'tmpfs', disk]).status === 0
const filler = join(disk, 'filler')
const why = mounted ? '' : ' (left out: only root on Linux may mount a small disk)'

let product: Product
let pupil: Api
let channelId = ''

beforeAll(async () => {
  if (!mounted) return
  mkdirSync(join(disk, 'data'), { mode: 0o755 })
  product = await Product.start({ MESSAGES_PER_MINUTE: '100000' }, join(disk, 'data'))
  const owner = await setUpByApi(product.url, await product.setUpLink())
  const classId = newId()
  await owner.send('POST', '/api/classes', { id: classId, name: 'Class 7A', subject: 'Physics' })
  const { code } = await owner.send<{ code: string }>('POST', `/api/classes/${classId}/join-code`, {})
  pupil = await Api.begin(product.url, '/api/sign-up', {
    code,
    username: 'pupil',
    displayName: 'Pupil',
    password: 'a long password',
  })
  const { channels } = await pupil.send<{ channels: { id: string; kind: string }[] }>(
    'GET',
    `/api/classes/${classId}/channels`,
  )
  channelId = channels.find((channel) => channel.kind === 'general')?.id ?? ''
})

afterAll(async () => {
  await product?.destroy()
  if (mounted) execFileSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

const fillDisk = () => {
  const file = openSync(filler, 'w')
  try {
    const block = Buffer.alloc(1024 * 1024)
    for (;;) writeSync(file, block)
  } catch (error) {
    expect(String(error)).toContain('ENOSPC')
  } finally {
    closeSync(file)
  }
}

/** Sends a message of 4,000 letters; answers with its id, or with the status and kind of the refusal. */
const send = async (): Promise<{ id: string } | { status: number; type: string }> => {
  const id = newId()
  const response = await fetch(`${product.url}/api/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${pupil.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id, body: `${id} ${'x'.repeat(4000)}` }),
  })
  if (response.ok) return { id }
  const { type } = (await response.json()) as { type: string }
  return { status: response.status, type }
}

const acknowledged: string[] = []

const sendUntilRefused = async () => {
  for (let n = 0; n < 20_000; n++) {
    const answer = await send()
    if ('status' in answer) return answer
    acknowledged.push(answer.id)
  }
  throw new Error('nothing was refused')
}

const storedIds = async () => (await history(pupil, channelId)).map(({ id }) => id)

test.skipIf(!mounted)(
  `a full disk refuses what cannot be kept and says so, reads go on, and room again is enough to go on${why}`,
  async () => {
    for (let n = 0; n < 20; n++) {
      const answer = await send()
      if ('id' in answer) acknowledged.push(answer.id)
    }
    fillDisk()
    const refusal = await sendUntilRefused()
    expect([503, 507]).toContain(refusal.status)
    expect(refusal.type).toMatch(/unavailable|out-of-space/)
    // Whatever part of the database gave up comes back by itself, and what was said to be kept can be read.
    await product.healthy()
    expect(await storedIds()).toEqual(acknowledged)

    rmSync(filler)
    const deadline = Date.now() + 120_000
    for (;;) {
      const answer = await send().catch(() => null)
      if (answer && 'id' in answer) {
        acknowledged.push(answer.id)
        break
      }
      expect(Date.now(), 'nothing can be written two minutes after there was room again').toBeLessThan(
        deadline,
      )
      await sleep(200)
    }
    expect(await storedIds()).toEqual(acknowledged)
    await product.stop()
    await product.launch()
    expect(await storedIds()).toEqual(acknowledged)
  },
)

test.skipIf(!mounted)(`on a disk without room the start stops with one sentence${why}`, async () => {
  await product.stop()
  fillDisk()
  const start = spawnSync(process.execPath, ['tools/start.mjs'], {
    env: { ...process.env, DATA_DIR: product.dataDir, PORT: '0', BASE_URL: '', NODE_ENV: '' },
    encoding: 'utf8',
    timeout: 120_000,
  })
  expect(start.status).not.toBe(0)
  expect(start.stdout + start.stderr).toMatch(
    /The data folder \S+ has 0 MB free and 200 MB are needed: make room/,
  )
})

test.skipIf(!mounted)(`on a read-only disk the start stops with one sentence${why}`, async () => {
  rmSync(filler)
  execFileSync('mount', ['-o', 'remount,ro', disk])
  const start = spawnSync(process.execPath, ['tools/start.mjs'], {
    env: { ...process.env, DATA_DIR: product.dataDir, PORT: '0', BASE_URL: '', NODE_ENV: '' },
    encoding: 'utf8',
    timeout: 120_000,
  })
  execFileSync('mount', ['-o', 'remount,rw', disk])
  expect(start.status).not.toBe(0)
  expect(start.stdout + start.stderr).toMatch(/The data folder \S+ is on a read-only disk: put that right/)
})
