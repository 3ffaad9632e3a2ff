import { get } from 'node:http'
import { expect, it } from 'vitest'
import { isLoopback, networkAddress } from '#platform/network-address.ts'
import { type Person, TestSchool } from '../testing/school.ts'

/** What the product says its address is to somebody who opened it as `host`. `fetch` would set the host itself. */
const addressFor = (school: TestSchool, person: Person, host: string): Promise<string | null> =>
  new Promise((answer, fail) => {
    get(`${school.url}/api/address`, { headers: { ...person.client.headers(), host } }, async (response) => {
      let body = ''
      for await (const piece of response) body += piece
      answer(JSON.parse(body).address)
    }).on('error', fail)
  })

it('the address handed out is the one people came by, and never the reader’s own machine', async () => {
  const school = await TestSchool.start({ env: { HOST: '0.0.0.0' } })
  const person = await school.person('teacher')
  expect(await addressFor(school, person, 'class.school.example:8443')).toBe(
    'http://class.school.example:8443',
  )
  const nearby = networkAddress()
  for (const host of ['127.0.0.1:4000', 'localhost:4000', '[::1]:4000']) {
    const address = await addressFor(school, person, host)
    expect(address).toBe(nearby && `http://${nearby}:4000`)
    expect(isLoopback(new URL(address ?? 'http://a').hostname)).toBe(false)
  }
})

it('it is BASE_URL where that is set, and none where nobody else can come in', async () => {
  const named = await TestSchool.start({ env: { BASE_URL: 'http://class.school.example:8080' } })
  expect(await addressFor(named, await named.person('teacher'), 'localhost:1')).toBe(
    'http://class.school.example:8080',
  )
  const alone = await TestSchool.start()
  expect(await addressFor(alone, await alone.person('teacher'), 'localhost:1')).toBeNull()
})
