import { isIP } from 'node:net'
import { resolve } from 'node:path'
import * as z from 'zod'
import { jitsiServerOf, rsaKeyFrom } from './jitsi.ts'
import { StartProblem } from './start-problem.ts'

/** An environment variable holds a value that cannot be used. */
export class ConfigProblem extends StartProblem {
  override name = 'ConfigProblem'
}

interface Setting<Value> {
  variable: string
  /** As it would be written in the environment; null when there is none and the value is null too. */
  fallback: string | null
  sentence: string
  /** Completes "it must be …". */
  must: string
  /** A secret is never repeated in an error message. */
  secret: boolean
  read: (text: string) => Value | undefined
}

type Words = { sentence: string; must: string; secret?: boolean }

/** A setting with a default that is read like any other value, so a wrong default cannot hide. */
const setting = <Value>(
  variable: string,
  fallback: string,
  words: Words,
  schema: z.ZodType<Value, string>,
): Setting<Value> => ({
  variable,
  fallback,
  secret: false,
  ...words,
  read: (text) => schema.safeParse(text).data,
})

/** A setting that is null when left out. */
const optional = <Value>(
  variable: string,
  words: Words,
  schema: z.ZodType<Value, string>,
): Setting<Value | null> => ({ ...setting(variable, '', words, schema), fallback: null })

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))

const urlOf = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol))

const origin = urlOf('http:', 'https:')
  .transform((text) => new URL(text))
  .refine((url) => url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password)
  .transform((url) => url.origin)

const isNetwork = (text: string) => {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
}

const networks = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every(isNetwork))

const yesOrNo = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['1', 'true', 'yes', '0', 'false', 'no']))
  .transform((text) => ['1', 'true', 'yes'].includes(text))

const MEGABYTE = 1024 * 1024

/** Every setting of the product. Names on the left are the fields of `Config`. */
const settings = {
  env: setting(
    'NODE_ENV',
    'production',
    {
      sentence:
        '`test` while the tests run, `development` while you work on the product: an answer that its contract does not name is an error then. Any other value counts as `production`.',
      must: 'a word',
    },
    z
      .string()
      .transform((text) =>
        text === 'test' || text === 'development' ? (text as 'test' | 'development') : 'production',
      ),
  ),
  port: setting(
    'PORT',
    '3000',
    {
      sentence: 'The port of the web pages and the API; 0 picks a free one.',
      must: 'a whole number from 0 to 65535',
    },
    wholeNumber(0, 65_535),
  ),
  host: setting(
    'HOST',
    '0.0.0.0',
    {
      sentence: 'The address to listen on; 127.0.0.1 accepts this machine alone.',
      must: 'an IP address or a host name',
    },
    z.string().regex(/^[\w.:-]+$/),
  ),
  httpsPort: optional(
    'HTTPS_PORT',
    {
      sentence:
        'The port of HTTPS beside it, for phones give a page the microphone over HTTPS alone; without it `PORT` + 443, or none where `BASE_URL` is https. 0 picks a free one, `none` opens none.',
      must: 'a whole number from 0 to 65535, or none',
    },
    z.union([z.literal('none'), wholeNumber(0, 65_535)]),
  ),
  tlsCert: optional(
    'TLS_CERT',
    {
      sentence:
        'A certificate of your own for HTTPS, as PEM with those that vouch for it; without it one is made in the data folder. Both files are read again when they change.',
      must: 'a file',
    },
    z.string().transform((text) => resolve(text)),
  ),
  tlsKey: optional(
    'TLS_KEY',
    { sentence: 'The key of `TLS_CERT`, as PEM without a passphrase.', must: 'a file' },
    z.string().transform((text) => resolve(text)),
  ),
  baseUrl: optional(
    'BASE_URL',
    {
      sentence:
        'The address people type, when it is not this machine and port: `https://class.school.example`.',
      must: 'an http or https address without a path, such as https://class.school.example',
    },
    origin,
  ),
  dataDir: setting(
    'DATA_DIR',
    './data',
    {
      sentence: 'The folder of everything the school stores: the database, the files, the keys.',
      must: 'a folder',
    },
    z.string().transform((text) => resolve(text)),
  ),
  databaseUrl: optional(
    'DATABASE_URL',
    {
      sentence: 'An external PostgreSQL 14 to 18; without it one is made and run in the data folder.',
      must: 'an address that begins with postgres://',
      secret: true,
    },
    urlOf('postgres:', 'postgresql:'),
  ),
  databaseOwnerUrl: optional(
    'DATABASE_OWNER_URL',
    {
      sentence:
        'The same database as who owns its tables: migrations run so, and the user in `DATABASE_URL` can then neither drop nor empty a table, nor change the audit log.',
      must: 'an address that begins with postgres://',
      secret: true,
    },
    urlOf('postgres:', 'postgresql:'),
  ),
  redisUrl: optional(
    'REDIS_URL',
    {
      sentence:
        'A Redis or Valkey for the queue and the event feed; without it, and while it does not answer, PostgreSQL carries the feed; without it the queue too.',
      must: 'an address that begins with redis:// or rediss://',
      secret: true,
    },
    urlOf('redis:', 'rediss:'),
  ),
  appKey: optional(
    'APP_KEY',
    {
      sentence:
        '32 random bytes in base64 that seal stored secrets; without it one is made in the data folder.',
      must: '32 bytes in base64 (`openssl rand -base64 32` makes them)',
      secret: true,
    },
    z
      .string()
      .regex(/^[\w+/-]+={0,2}$/)
      .refine((text) => Buffer.from(text, 'base64').length === 32),
  ),
  trustedProxies: setting(
    'TRUSTED_PROXIES',
    '',
    {
      sentence: 'Networks of reverse proxies whose X-Forwarded headers are believed, separated by commas.',
      must: 'a list of addresses or networks, such as 127.0.0.1, 10.0.0.0/8',
    },
    networks,
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'info',
    { sentence: 'The least important log line to write.', must: 'debug, info, warn, error or silent' },
    z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  ),
  logFormat: optional(
    'LOG_FORMAT',
    {
      sentence:
        '`text` prints for people and keeps log lines in `lectern.log` in the data folder, `json` prints JSON lines and nothing else; without it people read what a terminal shows, and programs the rest.',
      must: 'text or json',
    },
    z.enum(['text', 'json']),
  ),
  uploadLimitBytes: setting(
    'UPLOAD_LIMIT_MB',
    '512',
    {
      sentence: 'The largest file that can be uploaded, in megabytes.',
      must: 'a whole number from 1 to 100000',
    },
    wholeNumber(1, 100_000).transform((megabytes) => megabytes * MEGABYTE),
  ),
  storagePerPersonBytes: setting(
    'STORAGE_PER_PERSON_MB',
    '10240',
    {
      sentence:
        'What the uploaded files of one student or guest may take, in megabytes; staff have ten times that. Work handed in on time is taken beyond it.',
      must: 'a whole number from 1 to 100000000',
    },
    wholeNumber(1, 100_000_000).transform((megabytes) => megabytes * MEGABYTE),
  ),
  storageBytes: optional(
    'STORAGE_MB',
    {
      sentence:
        'What the uploaded files of the school may take together, in megabytes; without it as much as the disk has, less a reserve of 512 MB. Work handed in on time is taken beyond it.',
      must: 'a whole number from 1 to 100000000',
    },
    wholeNumber(1, 100_000_000).transform((megabytes) => megabytes * MEGABYTE),
  ),
  signInPerAddress: setting(
    'SIGN_IN_PER_ADDRESS',
    '600',
    {
      sentence: 'Wrong sign-ins a minute from one address before it is slowed; a whole school may share one.',
      must: 'a whole number from 1 to 1000000',
    },
    wholeNumber(1, 1_000_000),
  ),
  connections: setting(
    'CONNECTIONS',
    '10000',
    {
      sentence: 'Network connections the API keeps open at once; further ones are answered 503.',
      must: 'a whole number from 10 to 1000000',
    },
    wholeNumber(10, 1_000_000),
  ),
  connectionsPerAddress: setting(
    'CONNECTIONS_PER_ADDRESS',
    '4000',
    {
      sentence: 'Of these from one address, that of a trusted proxy excepted; a whole school may share one.',
      must: 'a whole number from 10 to 1000000',
    },
    wholeNumber(10, 1_000_000),
  ),
  messagesPerMinute: setting(
    'MESSAGES_PER_MINUTE',
    '60',
    {
      sentence: 'Messages one account may send a minute; as many at once after a pause.',
      must: 'a whole number from 1 to 1000000',
    },
    wholeNumber(1, 1_000_000),
  ),
  demo: setting(
    'LECTERN_DEMO',
    '0',
    { sentence: '1 fills an empty database with the demo school; `npm run demo` sets it.', must: '1 or 0' },
    yesOrNo,
  ),
  databasePool: setting(
    'DATABASE_POOL',
    '10',
    { sentence: 'Database connections of one API process.', must: 'a whole number from 2 to 500' },
    wholeNumber(2, 500),
  ),
  workerConcurrency: setting(
    'WORKER_CONCURRENCY',
    '4',
    { sentence: 'Jobs one worker process does at a time.', must: 'a whole number from 1 to 100' },
    wholeNumber(1, 100),
  ),
  officeCommand: setting(
    'OFFICE_COMMAND',
    'soffice',
    {
      sentence:
        'The LibreOffice program that draws office files for looking at; `none` leaves it out even where it is installed.',
      must: 'a command or a path, or none',
    },
    z
      .string()
      .regex(/^[^-\p{Cc}][^\p{Cc}]{0,299}$/u)
      .transform((command) => (command === 'none' ? null : command)),
  ),
  lessonMedia: setting(
    'LESSON_MEDIA',
    'relay',
    {
      sentence:
        'What carries sound and picture of new lessons: `relay`, which is built in, or `none` for board, chat and hands alone.',
      must: 'relay or none',
    },
    z.enum(['relay', 'none']),
  ),
  mediaUrls: setting(
    'MEDIA_URL',
    '',
    {
      sentence:
        'Where relays of sound and picture answer that were placed elsewhere, separated by commas; each lesson is on one of them. Without it one is started with the first lesson.',
      must: 'a list of http or https addresses, such as http://10.0.0.5:4443',
    },
    z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .refine((list) => list.every((text) => origin.safeParse(text).success))
      .transform((list) => list.map((text) => new URL(text).origin)),
  ),
  mediaListen: setting(
    'MEDIA_LISTEN',
    '127.0.0.1:0',
    {
      sentence:
        'Where the relay hears the API; for one that is placed elsewhere (`npm run media`) an address that the API reaches.',
      must: 'an address and a port, such as 10.0.0.5:4443',
    },
    z
      .string()
      .regex(/^[\w.-]+:\d{1,5}$/)
      .transform((text) => ({
        host: text.slice(0, text.lastIndexOf(':')),
        port: Number(text.split(':').at(-1)),
      }))
      .refine(({ port }) => port <= 65_535),
  ),
  mediaPorts: setting(
    'MEDIA_PORTS',
    '40000-40999',
    {
      sentence: 'UDP ports for sound and picture; a firewall must let them in.',
      must: 'two ports with a hyphen, such as 40000-40999, the first at least 1024, at least 100 in all',
    },
    z
      .string()
      .regex(/^\d{4,5}-\d{4,5}$/)
      .transform((text): [number, number] => {
        const [first = 0, last = 0] = text.split('-').map(Number)
        return [first, last]
      })
      .refine(([first, last]) => first >= 1_024 && last <= 65_535 && last - first >= 99),
  ),
  mediaAddress: optional(
    'MEDIA_ADDRESS',
    {
      sentence:
        'The address by which people from outside reach the relay, where a router stands between; its own are found.',
      must: 'an IP address',
    },
    z.string().refine((text) => isIP(text) !== 0),
  ),
  turnUrls: setting(
    'TURN_URL',
    '',
    {
      sentence:
        'TURN servers for people whose network lets no UDP through, separated by commas: `turn:turn.school.example:3478?transport=tcp`.',
      must: 'a list of addresses that begin with turn: or turns:',
    },
    z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .refine((list) => list.every((text) => /^turns?:[\w.[\]:-]+(\?transport=(udp|tcp))?$/.test(text))),
  ),
  turnSecret: optional(
    'TURN_SECRET',
    {
      sentence:
        'The secret that the TURN servers share with us (`static-auth-secret` of coturn): each person gets a password that ends by itself.',
      must: 'text without spaces',
      secret: true,
    },
    z.string().regex(/^\S{1,200}$/),
  ),
  jitsiUrl: optional(
    'JITSI_URL',
    {
      sentence:
        'A Jitsi deployment that carries sound and picture of new lessons in place of the built-in relay: `https://meet.school.example`.',
      must: 'an https address without a path, such as https://meet.school.example',
    },
    origin.refine((text) => text.startsWith('https:')),
  ),
  jitsiAppId: optional(
    'JITSI_APP_ID',
    {
      sentence: 'The name by which the deployment knows us (`JWT_APP_ID` there).',
      must: 'text without spaces',
    },
    z.string().regex(/^[\w./-]{1,200}$/),
  ),
  jitsiAppSecret: optional(
    'JITSI_APP_SECRET',
    {
      sentence:
        'The secret that the deployment shares with us (`JWT_APP_SECRET` there): it signs who may come in.',
      must: 'text without spaces',
      secret: true,
    },
    z.string().regex(/^\S{1,1000}$/),
  ),
  jitsiPrivateKey: optional(
    'JITSI_PRIVATE_KEY',
    {
      sentence: 'In its place an RSA key as PEM, or the file that holds one, as 8x8.vc wants it.',
      must: 'an RSA key as PEM, or a file that holds one',
      secret: true,
    },
    z.string().transform((text, ctx) => {
      try {
        return rsaKeyFrom(text)
      } catch {
        ctx.addIssue('no key')
        return z.NEVER
      }
    }),
  ),
  jitsiKeyId: optional(
    'JITSI_KEY_ID',
    { sentence: 'The id of that key.', must: 'text without spaces' },
    z.string().regex(/^[\w./-]{1,200}$/),
  ),
  jitsiEventsSecret: optional(
    'JITSI_EVENTS_SECRET',
    {
      sentence:
        "What the deployment's callbacks of comings and goings bring (`event_sync`), for the register; without it none are believed.",
      must: 'text without spaces, of at least 16 characters',
      secret: true,
    },
    z.string().regex(/^\S{16,200}$/),
  ),
  postgresAccount: optional(
    'LECTERN_PG_USER',
    {
      sentence:
        'The system account of the embedded database when started by root; `lectern` is made if left out.',
      must: 'the name of a system account other than root',
    },
    z
      .string()
      .regex(/^[a-z_][a-z0-9_-]{0,31}$/)
      .refine((name) => name !== 'root'),
  ),
} satisfies Record<string, Setting<unknown>>

type Settings = typeof settings
type ValueOf<S> = S extends Setting<infer Value> ? Value : never

/** The settings of this process, read once at its start. */
export type Config = Readonly<{ [Name in keyof Settings]: ValueOf<Settings[Name]> }>

const problem = (of: Setting<unknown>, text: string) => {
  const value = of.secret ? 'cannot be used' : `is ${JSON.stringify(text.slice(0, 80))}`
  const without = of.fallback === null ? 'do without it' : `use the default (${of.fallback || 'empty'})`
  return new ConfigProblem(
    `${of.variable} ${value}: it must be ${of.must}; correct it, or leave it out to ${without}.`,
  )
}

const read = (of: Setting<unknown>, env: NodeJS.ProcessEnv): unknown => {
  // An empty variable is how compose files and unit files spell "not set".
  const text = env[of.variable]?.trim() || of.fallback
  if (text === null) return null
  const value = of.read(text)
  if (value === undefined) throw problem(of, text)
  return value
}

/**
 * Reads every setting from the environment. This is the only reader of environment variables; everything else is
 * handed the result. Throws `ConfigProblem` for the first value that cannot be used, and `StartProblem` for values that do
 * not go together.
 */
export const loadConfig = (env: NodeJS.ProcessEnv = process.env): Config => {
  const values = Object.entries(settings).map(([name, of]) => [name, read(of, env)])
  // The entries were made from `settings`, name by name, which is what `Config` is derived from.
  const config = Object.freeze(Object.fromEntries(values)) as Config
  // Half a configuration is refused here, where somebody reads it, and not at the first lesson.
  jitsiServerOf(config)
  return config
}

export interface SettingDescription {
  variable: string
  /** As written in the environment; empty when there is none. */
  default: string
  sentence: string
}

/** Every variable with its default and its sentence, for the table in the documentation. */
export const describeConfig = (): SettingDescription[] =>
  Object.values(settings).map(({ variable, fallback, sentence }) => ({
    variable,
    default: fallback ?? '',
    sentence,
  }))

/** This process's environment with some settings replaced, for starting another process of the product. */
export const environmentWith = (replaced: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...replaced,
})
